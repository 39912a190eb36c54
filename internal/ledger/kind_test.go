package ledger

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/lanewall/lanewall/internal/civil"
	"github.com/lanewall/lanewall/internal/diag"
	"github.com/lanewall/lanewall/internal/toml"
)

var shanghai = time.FixedZone("CST", 8*60*60)

// builtin is a built-in kind, narrowed.
func builtin(t testing.TB, name, narrow string) *Kind {
	t.Helper()
	kinds, problems := Builtin()
	if len(problems) > 0 {
		t.Fatal(said(problems))
	}
	table, problems := toml.Parse(&diag.Source{Name: "ledger.toml", Text: []byte(narrow)})
	if len(problems) > 0 {
		t.Fatal(said(problems))
	}
	kind, problems := kinds[name].Narrow(table)
	if len(problems) > 0 {
		t.Fatal(said(problems))
	}
	return kind
}

// read reads one file that is known to be right.
func read(t testing.TB, kind *Kind, text string) *Table {
	t.Helper()
	table, problems := Read("rows", kind, files(text), shanghai)
	if len(problems) > 0 {
		t.Fatal(said(problems))
	}
	return table
}

// files are sources named 1.toml, 2.toml and so on.
func files(texts ...string) []*diag.Source {
	var sources []*diag.Source
	for i, text := range texts {
		sources = append(sources, &diag.Source{Name: fmt.Sprintf("%d.toml", i+1), Text: []byte(text)})
	}
	return sources
}

// said is one line a problem: its place, its code, its message.
func said(problems diag.List) string {
	var lines []string
	for _, p := range problems {
		if p.Pos.Source == nil {
			lines = append(lines, "nowhere "+p.Code)
			continue
		}
		line, col := p.Pos.LineCol()
		lines = append(lines, fmt.Sprintf("%d:%d %s: %s", line, col, p.Code, p.Message(diag.English)))
	}
	return strings.Join(lines, "\n")
}

func day(t testing.TB, text string) civil.Date {
	t.Helper()
	d, err := civil.ParseDate(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// word is the word in a cell of one word as of a date.
func word(t testing.TB, table *Table, row int, column, asOf string) string {
	t.Helper()
	c := table.Column(column)
	if c == nil {
		t.Fatalf("no column %s", column)
	}
	return c.Word(c.Code(row, day(t, asOf)))
}

// words is the words in a cell as of a date.
func words(c *Column, row int, asOf civil.Date) []string {
	var words []string
	for _, code := range c.Codes(row, asOf) {
		words = append(words, c.Word(code))
	}
	return words
}

func TestBuiltinKinds(t *testing.T) {
	kinds, problems := Builtin()
	if len(problems) > 0 {
		t.Error(said(problems))
	}
	want := []string{"activity", "award", "body", "case", "day", "disclosure", "dispute", "evaluation", "facility", "filing", "hazard",
		"inspection", "item", "meeting", "person", "point", "project", "published", "stated", "unit", "visit", "wish", "work"}
	if got := BuiltinNames(kinds); !slices.Equal(got, want) {
		t.Errorf("got the kinds %v", got)
	}
	for _, name := range want {
		kind := kinds[name]
		if kind.Name != name || kind.Rows == "" || kind.Title.In("zh-Hans") == kind.Title.In("en") || kind.Counter.Empty() {
			t.Errorf("%s lacks a name, rows, a title in two languages or a counter word", name)
		}
		for _, f := range kind.Fields {
			if !slices.Contains(classes, string(f.Class)) || !slices.Contains(types, string(f.Type)) {
				t.Errorf("%s.%s is %q of type %q", name, f.Name, f.Class, f.Type)
			}
			if f.Title.In("zh-Hans") == "" || f.Title.In("en") == "" || f.Title.In("zh-Hans") == f.Title.In("en") {
				t.Errorf("%s.%s has no title in two languages", name, f.Name)
			}
		}
	}
}

// TestBuiltinNames: what a kind says of its fields, it has; so that rows without a fault give no problem later.
func TestBuiltinNames(t *testing.T) {
	kinds, _ := Builtin()
	for name, kind := range kinds {
		table, problems := Read(name, kind, nil, shanghai)
		problems.Append(table.Derive(civil.NewCalendar(nil)))
		if len(problems) > 0 {
			t.Errorf("%s: %s", name, said(problems))
		}
		for _, column := range slices.Concat([]string{kind.Date, kind.Label}, kind.Open, kind.Columns) {
			if column != "" && table.Column(column) == nil {
				t.Errorf("%s names a column %q that it has not", name, column)
			}
		}
		for _, column := range append([]string{kind.Date}, kind.Open...) {
			if column != "" && table.Column(column).Type != Date {
				t.Errorf("%s: %s is not a date", name, column)
			}
		}
		for _, f := range kind.Fields {
			if event := kind.Field(f.After); event != nil && !event.Event {
				t.Errorf("%s.%s waits for %s, which is no event", name, f.Name, f.After)
			}
		}
	}
}

// TestBuiltinPrivacy: what says who somebody is, or where they live, never leaves the office by itself.
func TestBuiltinPrivacy(t *testing.T) {
	kinds, _ := Builtin()
	for _, name := range []string{"case.caller", "case.contact", "case.detail", "visit.households", "visit.note", "wish.text", "wish.wisher",
		"person.consent", "meeting.minutes", "dispute.parties", "dispute.detail", "hazard.detail", "inspection.note", "evaluation.rater",
		"award.consent", "point.note"} {
		kind, field, _ := strings.Cut(name, ".")
		if class := kinds[kind].Field(field).Class; class != Private {
			t.Errorf("%s is %s", name, class)
		}
	}
	for _, name := range []string{"case.rating", "visit.called", "wish.group", "wish.satisfaction", "person.households", "case.satisfaction",
		"point.person", "point.points"} {
		kind, field, _ := strings.Cut(name, ".")
		if class := kinds[kind].Field(field).Class; class != Aggregate {
			t.Errorf("%s is %s", name, class)
		}
	}
}

// What a kind says in one language it says in all that the theme speaks.
func TestKindsInAllLanguages(t *testing.T) {
	kinds, _ := Builtin()
	for name := range kinds {
		text, ok := BuiltinText(name)
		if !ok {
			t.Errorf("%s has no file", name)
		}
		for n, line := range strings.Split(string(text), "\n") {
			for _, lang := range []string{"zh-Hant", "en"} {
				if own, other := strings.Count(line, "zh-Hans = "), strings.Count(line, " "+lang+" = "); own != other {
					t.Errorf("%s:%d: %d texts, %d of them in %s", name, n+1, own, other, lang)
				}
			}
		}
	}
}
