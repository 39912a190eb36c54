package ledger

import (
	"slices"
	"testing"

	"github.com/lanewall/lanewall/internal/civil"
)

// TestAsOf: before its date an event has not happened, and what hangs on it is not known.
func TestAsOf(t *testing.T) {
	table := read(t, builtin(t, "case", ""), `
[[case]]
id = "1"
received = 2024-08-01
unit = "x"
title = "灯"
assist = ["a"]
closed = 2024-09-05
outcome = "解决"
reply = "已修好。"
rating = { response = 90 }

[[case]]
id = "2"
received = 2024-08-01
unit = "x"
title = "水"
outcome = "解决"
rating = { response = 80 }
`)
	closed, rating := table.Column("closed"), table.Column("rating.response")
	for _, c := range []struct{ asOf, closed, outcome, reply string }{
		{"2024-08-31", "", "", ""},
		{"2024-09-04", "", "", ""},
		{"2024-09-05", "2024-09-05", "解决", "已修好。"},
		{"2024-12-31", "2024-09-05", "解决", "已修好。"},
	} {
		asOf := day(t, c.asOf)
		if got := closed.Date(0, asOf).String(); got != c.closed {
			t.Errorf("%s: closed %q, want %q", c.asOf, got, c.closed)
		}
		if got := word(t, table, 0, "outcome", c.asOf); got != c.outcome {
			t.Errorf("%s: outcome %q, want %q", c.asOf, got, c.outcome)
		}
		if got := word(t, table, 0, "reply", c.asOf); got != c.reply {
			t.Errorf("%s: reply %q, want %q", c.asOf, got, c.reply)
		}
		if n, ok := rating.Int(0, asOf); ok != (c.closed != "") || ok && n != 90 {
			t.Errorf("%s: rating %d, %v", c.asOf, n, ok)
		}
		if got := words(table.Column("assist"), 0, asOf); !slices.Equal(got, []string{"a"}) {
			t.Errorf("%s: what no event hides is %v", c.asOf, got)
		}
		// The second case was never closed: its outcome says nothing on any day.
		if n, ok := rating.Int(1, asOf); ok || word(t, table, 1, "outcome", c.asOf) != "" {
			t.Errorf("%s: an open case has an outcome, or the rating %d", c.asOf, n)
		}
	}
	if d := table.Column("received").Date(0, day(t, "2024-07-01")); d != day(t, "2024-08-01") {
		t.Errorf("a date that is no event is %v before its day", d)
	}
}

// TestAsOfSet: a set waits for its event as well.
func TestAsOfSet(t *testing.T) {
	table := read(t, builtin(t, "case", "[field.means]\ntype = 'set'\ntitle = '办法'\nclass = 'public'\nafter = 'closed'\n"), `
[[case]]
id = "1"
received = 2024-08-01
unit = "x"
title = "灯"
closed = 2024-08-05
means = ["换", "修"]
`)
	means := table.Column("means")
	if got := words(means, 0, day(t, "2024-08-04")); got != nil {
		t.Errorf("before: %v", got)
	}
	if got := words(means, 0, day(t, "2024-08-05")); !slices.Equal(got, []string{"换", "修"}) {
		t.Errorf("after: %v", got)
	}
}

func TestLabels(t *testing.T) {
	table := read(t, builtin(t, "case", ""), "[[case]]\nid = '1'\nreceived = 2024-08-01\nunit = 'x'\ntitle = '灯'\ncategory = '照明'\n")
	if problems := table.Derive(civil.NewCalendar(nil)); len(problems) > 0 {
		t.Fatal(said(problems))
	}
	timing, category := table.Column("timing"), table.Column("category")
	late, ok := timing.CodeOf("late")
	if !ok || timing.Label(late, "zh-Hans") != "超期办结" || timing.Label(late, "en") != "late" {
		t.Errorf("late is called %s", timing.Label(late, "zh-Hans"))
	}
	lit, ok := category.CodeOf("照明")
	if _, other := category.CodeOf("排水"); !ok || other || category.Label(lit, "en") != "照明" {
		t.Errorf("a word without a label is called %s", category.Label(lit, "en"))
	}
	if got := category.Words(); !slices.Equal(got, []string{"", "照明"}) {
		t.Errorf("the words are %v", got)
	}
}
