package indicator

import (
	"strings"
	"testing"

	"github.com/lanewall/lanewall/internal/ledger"
)

// definition is an indicator of three lines of head and then these.
func definition(lines string) string {
	return "[indicator.x]\ntitle = \"甲\"\nversion = 1\ndefinition = \"乙\"\n" + lines
}

func TestDefineProblems(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"nothing wrong", definition("measure = 'count'\nledger = 'cases'"), ""},
		{"no definitions", "", ""},
		{"no TOML", "[indicator.x]\ntitle = \n", `2:9 toml-syntax: TOML syntax: expected value but found '\n' instead`},
		{"another key", "[indicators.x]\n", `1:2 unknown-key: unknown key "indicators"`},
		{"rows", "[[indicator]]\ntitle = 'a'\n", `1:3 wrong-type: want a table, have a list`},
		{"a text", "indicator = 'a'\n", `1:13 wrong-type: want a table, have text`},
		{"a key in the table of tables", "[indicator]\ntitle = 'a'\n", `2:9 wrong-type: want a table, have text`},
		{"an id that is no address", "[indicator.\"../甲\"]\ntitle = \"甲\"\nversion = 1\ndefinition = \"乙\"\nmeasure = 'count'\nledger = 'cases'", `1:12 bad-id: bad id "../甲"`},
		{"nothing said", "[indicator.x]\n", "1:1 missing-key: key \"title\" is missing\n1:1 missing-key: key \"version\" is missing\n1:1 missing-key: key \"measure\" is missing\n1:1 missing-key: key \"definition\" is missing"},
		{"unknown key", definition("measure = 'count'\nledger = 'cases'\nsplit = []"), `7:1 unknown-key: unknown key "split"`},
		{"no such measure", definition("measure = 'average'\nledger = 'cases'"), `1:1 unknown-value: "average" is not one of the values`},
		{"no ledger", definition("measure = 'count'"), `1:1 unknown-ledger: no ledger ""`},
		{"no such ledger", definition("measure = 'count'\nledger = 'case'"), `6:10 unknown-ledger: no ledger "case"`},
		{"no such level", definition("measure = 'count'\nledger = 'cases'\nlevels = ['lane', 'town']"), `1:1 unknown-value: "town" is not one of the values`},
		{"no such period", definition("measure = 'count'\nledger = 'cases'\nperiods = ['month', 'day']"), `1:1 unknown-value: "day" is not one of the values`},
		{"a range", definition("measure = 'count'\nledger = 'cases'\nperiods = ['range']"), `1:1 unknown-value: "range" is not one of the values`},
		{"flow and stock", definition("measure = 'count'\nledger = 'cases'\ndate = 'closed'\nopen = ['received', 'closed']"), `7:8 flow-and-stock: date and open exclude each other`},
		{"no such date", definition("measure = 'count'\nledger = 'cases'\ndate = 'clsed'"), `7:8 unknown-field: no field "clsed"`},
		{"not a date", definition("measure = 'count'\nledger = 'cases'\ndate = 'title'"), `7:8 not-a-date: "title" is not a date`},
		{"open from what is no date", definition("measure = 'count'\nledger = 'cases'\nopen = ['title', 'closed']"), `1:1 not-a-date: "title" is not a date`},
		{"open with one end", definition("measure = 'count'\nledger = 'cases'\nopen = ['received']"), `1:1 bad-value: bad value: open = ["from", "until"]`},
		{"sum of nothing", definition("measure = 'sum'\nledger = 'cases'"), `1:1 missing-key: key "field" is missing`},
		{"sum of no such field", definition("measure = 'sum'\nledger = 'cases'\nfield = 'persons'"), `7:9 unknown-field: no field "persons"`},
		{"sum of words", definition("measure = 'sum'\nledger = 'cases'\nfield = 'title'"), `7:9 not-a-number: "title" is neither an integer nor money`},
		{"sum of dates", definition("measure = 'sum'\nledger = 'cases'\nfield = 'received'"), `7:9 not-a-number: "received" is neither an integer nor money`},
		{"sum of a private field", definition("measure = 'sum'\nledger = 'visits'\nfield = 'households'"), `7:9 private-field: "households" is private and reaches no figure`},
		{"a rate of nothing", definition("measure = 'rate'\nledger = 'cases'"), `1:1 rate-without-of: a rate needs of`},
		{"split by no such field", definition("measure = 'count'\nledger = 'cases'\nsplits = ['categry']"), `1:1 unknown-field: no field "categry"`},
		{"split by a private field", definition("measure = 'count'\nledger = 'cases'\nsplits = ['caller']"), `1:1 private-field: "caller" is private and reaches no figure`},
		{"split by dates", definition("measure = 'count'\nledger = 'cases'\nsplits = ['received']"), `1:1 unknown-value: "received" is not one of the values`},
		{"among a private field", definition("measure = 'count'\nledger = 'cases'\namong = { detail = { empty = false } }"), `7:11 private-field: "detail" is private and reaches no figure`},
		{"of a private field", definition("measure = 'rate'\nledger = 'cases'\nof = { timing = 'in-time', contact = 'x' }"), `7:28 private-field: "contact" is private and reaches no figure`},
		{"two faults in two definitions", definition("measure = 'sum'\nledger = 'cases'\n") + "[indicator.y]\ntitle = 'a'\nversion = 1\ndefinition = 'b'\nmeasure = 'count'\nledger = 'case'\n",
			"1:1 missing-key: key \"field\" is missing\n12:10 unknown-ledger: no ledger \"case\""},
	} {
		s := loaded(t, c.text, "data/visits/ledger.toml", "kind = 'visit'")
		definitions, problems := Define(s)
		if got := said(problems); got != c.want {
			t.Errorf("%s:\n got  %s\n want %s", c.name, got, c.want)
		}
		if wanted := c.name == "nothing wrong"; (len(definitions) == 1) != wanted {
			t.Errorf("%s: %d definitions are left", c.name, len(definitions))
		}
	}
}

// TestMaskedIsPrivate: masked is withheld like private until masking exists; and what is derived from either is too.
func TestMaskedIsPrivate(t *testing.T) {
	for _, c := range []struct{ schema, lines string }{
		{"[field.category]\nclass = 'masked'", "splits = ['category']"},
		{"[field.category]\nclass = 'masked'", "among = { category = { empty = false } }"},
		{"[field.closed]\nclass = 'private'", "among = { timing = 'late' }"},
		{"[field.due]\nclass = 'masked'", "date = 'deadline'"},
		{"[field.received]\nclass = 'private'", "open = ['received', 'closed']"},
		{"[field.received]\nclass = 'private'", ""},
	} {
		s := loaded(t, definition("measure = 'count'\nledger = 'cases'\n"+c.lines), "data/cases/ledger.toml", "kind = 'case'\n"+c.schema)
		definitions, problems := Define(s)
		if len(definitions) != 0 || len(problems) == 0 || problems[0].Code != "private-field" {
			t.Errorf("%s with %s: %s", c.lines, c.schema, said(problems))
		}
	}
}

// TestDefaults: without a word on time the kind of the ledger decides, and without levels all of them.
func TestDefaults(t *testing.T) {
	for ledgerName, want := range map[string]string{"cases": "received", "meetings": "date", "kiosks": "from until", "units": ""} {
		s := loaded(t, definition("measure = 'count'\nledger = '"+ledgerName+"'"),
			"data/meetings/ledger.toml", "kind = 'meeting'", "data/kiosks/ledger.toml", "kind = 'facility'")
		definitions, problems := Define(s)
		if len(problems) > 0 {
			t.Fatal(said(problems))
		}
		d := definitions[0]
		var names []string
		for _, c := range append(d.Open, d.Date) {
			if c != nil {
				names = append(names, c.Name)
			}
		}
		if got := strings.Join(names, " "); got != want || d.Stock() != (d.Date == nil) {
			t.Errorf("%s goes by %q, want %q", ledgerName, got, want)
		}
		if !d.At("street") || !d.At("lane") || d.At("town") || !d.Has(period(t, "2024-08").Kind) || d.Has(period(t, "2024").Kind) {
			t.Errorf("%s: levels %v, periods %v", ledgerName, d.Levels, d.periods)
		}
	}
}

func TestCounter(t *testing.T) {
	s := loaded(t, `
[indicator.a]
title = "a"
version = 1
definition = "a"
measure = "count"
ledger = "cases"
[indicator.b]
title = "a"
version = 1
definition = "a"
measure = "rate"
of = { timing = "late" }
ledger = "cases"
[indicator.c]
title = "a"
version = 1
definition = "a"
measure = "sum"
field = "income"
ledger = "accounts"
[indicator.d]
title = "a"
version = 1
definition = "a"
measure = "sum"
field = "attendees"
ledger = "meetings"
[indicator.e]
title = "a"
version = 1
definition = "a"
measure = "stated"
[indicator.f]
title = "a"
version = 1
definition = "a"
measure = "stated"
counter = "人"
`, "data/accounts/ledger.toml", "kind = 'disclosure'", "data/meetings/ledger.toml", "kind = 'meeting'")
	definitions, problems := Define(s)
	if len(problems) > 0 {
		t.Fatal(said(problems))
	}
	for i, want := range []string{"件", "", "元", "人次", "", "人"} {
		if got := definitions[i].CounterIn("zh-Hans"); got != want {
			t.Errorf("%s is counted in %q, want %q", definitions[i].ID, got, want)
		}
	}
	if definitions[4].Ledger != (*ledger.Table)(nil) || definitions[4].Stock() {
		t.Error("a stated indicator has rows")
	}
}
