package indicator

import (
	"strings"
	"testing"

	"github.com/lanewall/lanewall/internal/diag"
	"github.com/lanewall/lanewall/internal/ledger"
	"github.com/lanewall/lanewall/internal/toml"
)

// Every built-in indicator must be sound for the kind that its name begins with.
func TestBuiltinFitsItsKind(t *testing.T) {
	builtin, problems := Builtin()
	if len(problems) > 0 || len(builtin) == 0 {
		t.Fatalf("%d built-in indicators, problems: %v", len(builtin), problems)
	}
	kinds, _ := ledger.Builtin()
	for _, e := range builtin {
		kind := kinds[strings.SplitN(e.Key, "-", 2)[0]]
		if kind == nil {
			t.Errorf("%s: no kind of that name", e.Key)
			continue
		}
		for _, key := range []string{"date", "field"} {
			if v := e.Value.Data.(*toml.Table).Get(key); v != nil && !hasColumn(kind, v.Value.Data.(string)) {
				t.Errorf("%s: kind %s has no column %v", e.Key, kind.Name, v.Value.Data)
			}
		}
	}
}

func hasColumn(kind *ledger.Kind, name string) bool {
	for _, column := range kind.ColumnNames() {
		if column == name {
			return true
		}
	}
	return false
}

func TestLike(t *testing.T) {
	builtin, _ := Builtin()
	parse := func(text string) *toml.Table {
		table, problems := toml.Parse(&diag.Source{Name: "x", Text: []byte(text)})
		if len(problems) > 0 {
			t.Fatal(problems)
		}
		return table
	}
	merged, problems := alike(parse("like = \"case-on-time\"\nledger = \"orders\"\ntitle = \"按时率\"\n"), builtin)
	if len(problems) > 0 || merged.Get("title").Value.Data != "按时率" || merged.Get("measure").Value.Data != "rate" || merged.Get("like") != nil {
		t.Errorf("merged %v, problems %v", merged, problems)
	}
	for text, code := range map[string]string{
		"like = \"case-on-tiem\"":                      "unknown-indicator",
		"like = \"case-on-time\"\nmeasure = \"count\"": "fixed-key",
		"like = \"case-on-time\"\ndefinition = \"别的\"": "fixed-key",
	} {
		if _, problems := alike(parse(text), builtin); len(problems) != 1 || problems[0].Code != code {
			t.Errorf("%q: got %v, want %s", text, problems, code)
		}
	}
}

// TestLikeComputes: an indicator made like the built-in one has the figures of the same definition written out.
func TestLikeComputes(t *testing.T) {
	written := defined("written", `measure = "rate"
ledger = "orders"
date = "deadline"
of = { timing = "in-time" }
periods = ["month", "quarter", "year", "ytd"]
`)
	f := compute(t, "[indicator.alike]\nlike = 'case-on-time'\nledger = 'orders'\n"+written, "site.toml", "smallest_n = 1\n"+threeLevels,
		"data/orders/ledger.toml", "kind = 'case'", "data/orders/rows.toml", asOfRows)
	figures := 0
	for _, figure := range f.All() {
		if figure.Indicator != "written" {
			continue
		}
		figures++
		key := figure.Key
		key.Indicator = "alike"
		alike := f.Get(key)
		if alike == nil || strings.Replace(print(alike), "alike", "written", 1) != print(figure) {
			t.Errorf("%s, but alike %s", print(figure), shown(alike))
		}
	}
	if figures == 0 || 2*figures != f.Len() {
		t.Errorf("%d figures written out, %d in all", figures, f.Len())
	}
	wantFigures(t, f, "alike", map[string]string{"jie 2024-07": "50.0%[]", "she 2024-07": "50.0%[]", "jia 2024-07": "0.0%[]", "jie 2024-08": "[z]"})
	if d := f.Definition("alike"); d.Title.In("zh-Hans") != "按时办结率" || d.Version != 1 || d.Meaning.In("zh-Hans") == "" {
		t.Errorf("it is called %s, version %d", d.Title.In("zh-Hans"), d.Version)
	}
}

// TestLikeProblems: what may be said for itself, what may not, and where it stands.
func TestLikeProblems(t *testing.T) {
	const head = "[indicator.x]\nlike = 'case-on-time'\nledger = 'cases'\n"
	for _, c := range []struct{ text, want string }{
		{head + "title = 'a'\nlevels = ['lane']\nperiods = ['month']\nsplits = ['category']\nplaces = 2\nranking = true\nnote = 'b'\ngroup = 'c'\n", ""},
		{head + "measure = 'count'\n", "4:1 fixed-key: measure is fixed by the built-in indicator case-on-time"},
		{head + "of = { timing = 'late' }\ndate = 'closed'\n", "4:1 fixed-key: of is fixed by the built-in indicator case-on-time\n5:1 fixed-key: date is fixed by the built-in indicator case-on-time"},
		{head + "version = 2\n", "4:1 fixed-key: version is fixed by the built-in indicator case-on-time"},
		{head + "definition = '别的'\n", "4:1 fixed-key: definition is fixed by the built-in indicator case-on-time"},
		{"[indicator.x]\nlike = 'case-on-tiem'\nledger = 'cases'\n", `2:8 unknown-indicator: no indicator "case-on-tiem"`},
		{"[indicator.x]\nlike = 'case-on-time'\n", `1:1 unknown-ledger: no ledger ""`},
		{"[indicator.x]\nlike = 'case-on-time'\nledger = 'orders'\n", `3:10 unknown-ledger: no ledger "orders"`},
	} {
		_, problems := Define(loaded(t, c.text))
		if got := said(problems); got != c.want {
			t.Errorf("%q:\n got  %s\n want %s", c.text, got, c.want)
		}
	}
}

// TestBuiltinDefinitions: every built-in indicator computes in a ledger of its kind, without a word more.
func TestBuiltinDefinitions(t *testing.T) {
	builtin, _ := Builtin()
	for _, e := range builtin {
		kind, _, _ := strings.Cut(e.Key, "-")
		if _, problems := Define(loaded(t, "[indicator.x]\nlike = '"+e.Key+"'\nledger = 'rows'\n", "data/rows/ledger.toml", "kind = '"+kind+"'")); len(problems) > 0 {
			t.Errorf("%s: %s", e.Key, said(problems))
		}
	}
}
