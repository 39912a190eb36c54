package ledger

import (
	"reflect"
	"slices"
	"testing"

	"github.com/lanewall/lanewall/internal/diag"
	"github.com/lanewall/lanewall/internal/toml"
)

// derivedRule is the rule of a derived column; it is there.
func derivedRule(kind *Kind, name string) Rule {
	return kind.Derived[slices.IndexFunc(kind.Derived, func(r Rule) bool { return r.Name == name })]
}

func TestNarrow(t *testing.T) {
	kinds, _ := Builtin()
	table, problems := toml.Parse(&diag.Source{Name: "ledger.toml", Text: []byte(`
kind = "case"
title = "来访"
counter = "宗"
columns = ["title"]

[field.channel]
title = "渠道"
values = ["电话", "窗口"]

[field.detail]
class = "aggregate"

[field.persons]
type = "integer"
title = "人数"
class = "public"
min = 1

[field.category]
required = true

[derived.light]
labels = { half = "黄灯" }

[[limit]]
level = "急"
within = "1个工作日"

[[limit]]
within = "15天"
`)})
	if len(problems) > 0 {
		t.Fatal(said(problems))
	}
	narrowed, problems := kinds["case"].Narrow(table)
	if len(problems) > 0 {
		t.Fatal(said(problems))
	}
	for _, c := range []struct{ what, got, want any }{
		{"title", narrowed.Title.In("zh-Hans"), "来访"},
		{"counter", narrowed.Counter.In("zh-Hans"), "宗"},
		{"columns", narrowed.Columns, []string{"title"}},
		{"what is not said again: rows", narrowed.Rows, "case"},
		{"open", narrowed.Open, []string{"received", "ended"}},
		{"values", narrowed.Field("channel").Values, []string{"电话", "窗口"}},
		{"title of a field", narrowed.Field("channel").Title.In("zh-Hans"), "渠道"},
		{"type of a field", narrowed.Field("channel").Type, Choice},
		{"class", narrowed.Field("detail").Class, Aggregate},
		{"required", narrowed.Field("category").Required, true},
		{"a further field", *narrowed.Field("persons").Min, 1},
		{"a label", derivedRule(narrowed, "light").Labels["half"].In("zh-Hans"), "黄灯"},
		{"the rule of the label", derivedRule(narrowed, "light").Rule, "light"},
		{"limits", len(narrowed.Limits), 2},
	} {
		if !reflect.DeepEqual(c.got, c.want) {
			t.Errorf("%s: got %v, want %v", c.what, c.got, c.want)
		}
	}
	kind := kinds["case"]
	if kind.Title.In("zh-Hans") != "事项" || kind.Field("channel").Values != nil || kind.Field("detail").Class != Private ||
		kind.Field("persons") != nil || kind.Limits != nil || derivedRule(kind, "light").Labels["half"].In("zh-Hans") != "时限过半" {
		t.Error("narrowing changed the built-in kind")
	}
}

func TestNarrowProblems(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"unknown key", "titel = 1", `1:1 unknown-key: unknown key "titel"`},
		{"unknown key of a field", "[field.title]\nlabel = 'x'", `2:1 unknown-key: unknown key "label"`},
		{"a field that is no table", "[field]\ntitle = 'x'", `2:9 wrong-type: want a table, have text`},
		{"wrong type", "[field.title]\nrequired = 'yes'", `2:12 wrong-type: want true or false, have text`},
		{"a new field without a type", "[field.extra]\nclass = 'public'", `1:1 missing-key: key "type" is missing`},
		{"a new field without a class", "[field.extra]\ntype = 'text'", `1:1 unclassed-field: field "extra" has no class`},
		{"no such type", "[field.extra]\ntype = 'txt'\nclass = 'public'", `2:8 unknown-value: "txt" is not one of the values`},
		{"no such class", "[field.title]\nclass = 'secret'", `2:9 unknown-value: "secret" is not one of the values`},
		{"after a field there is not", "[field.reply]\nafter = 'closd'", `2:9 unknown-field: no field "closd"`},
		{"after what is no date", "[field.reply]\nafter = 'title'", `2:9 not-a-date: "title" is not a date`},
		{"not before a field there is not", "[field.due]\nnot_before = 'recieved'", `2:14 unknown-field: no field "recieved"`},
		{"not before what is no date", "[field.due]\nnot_before = 'rating'", `2:14 not-a-date: "rating" is not a date`},
		{"another type", "[field.closed]\ntype = 'text'", `2:8 bad-value: bad value: closed 的类型是 date，不能改 (its type is date and stays so)`},
		{"the same type", "[field.closed]\ntype = 'date'", ""},
		{"no such rule", "[derived.x]\nrule = 'dedline'\nfrom = ['due']", `1:10 unknown-value: "dedline" is not one of the values`},
		{"a bad limit", "[[limit]]\nwithin = '5 weeks'", `2:10 bad-limit: bad time limit "5 weeks"`},
		{"a limit without time", "[[limit]]\nlevel = '急'", "1:1 missing-key: key \"within\" is missing"},
		{"a limit of no level", "[field.level]\nvalues = ['急', '缓']\n[[limit]]\nlevel = '及'\nwithin = '5天'", `3:1 unknown-value: "及" is not one of the values`},
		{"a date field there is not", "date = 'recieved'", `1:8 unknown-field: no field "recieved"`},
		{"a date that is none", "date = 'title'", `1:8 not-a-date: "title" is not a date`},
		{"open between what is no date", "open = ['received', 'reply']", `1:21 not-a-date: "reply" is not a date`},
		{"open with one end", "open = ['received']", `1:8 bad-value: bad value: open = ["from", "until"]`},
		{"a label there is not", "label = 'name'", `1:9 unknown-field: no field "name"`},
		{"groups by a field there is not", "group = 'categorie'", `1:9 unknown-field: no field "categorie"`},
		{"groups by what is no choice", "group = 'title'", `1:9 not-one-word: "title" does not hold one word a cell`},
		{"groups by what is not public", "group = 'satisfaction'", `1:9 not-public: field "satisfaction" is not public: it can be neither shown nor filtered by`},
		{"groups", "group = 'category'", ""},
		{"columns there are not", "columns = ['title', 'light', 'lights']", `1:30 unknown-field: no field "lights"`},
	} {
		kinds, _ := Builtin()
		table, problems := toml.Parse(&diag.Source{Name: "ledger.toml", Text: []byte(c.text)})
		if len(problems) > 0 {
			t.Fatal(said(problems))
		}
		narrowed, problems := kinds["case"].Narrow(table)
		if got := narrowed.Field("closed").Type; got != Date { // as the rules rely on
			t.Errorf("%s: the type of closed is %s", c.name, got)
		}
		if got := said(problems); got != c.want {
			t.Errorf("%s:\n got  %s\n want %s", c.name, got, c.want)
		}
	}
}
