package ledger

import (
	"testing"

	"github.com/lanewall/lanewall/internal/civil"
)

// autumn2024 is the notice of the State Council for the Mid-Autumn and National Day holidays of 2024.
func autumn2024(t testing.TB) *civil.Calendar {
	days := map[civil.Date]bool{}
	for _, d := range []string{"2024-09-15", "2024-09-16", "2024-09-17", "2024-10-01", "2024-10-02", "2024-10-03", "2024-10-04", "2024-10-05",
		"2024-10-06", "2024-10-07"} {
		days[day(t, d)] = false
	}
	for _, d := range []string{"2024-09-14", "2024-09-29", "2024-10-12"} {
		days[day(t, d)] = true
	}
	return civil.NewCalendar(days)
}

const levels = `
[field.level]
values = ["急", "一般", "难", "无"]

[[limit]]
within = "15天"
[[limit]]
level = "急"
within = "2个工作日"
[[limit]]
level = "难"
within = "1个月"
`

func TestDeadline(t *testing.T) {
	kind := builtin(t, "case", levels)
	for _, c := range []struct{ received, row, want string }{
		{"2024-09-12", "level = '急'", "2024-09-14"},                           // a Saturday that works
		{"2024-09-13", "level = '急'", "2024-09-18"},                           // the 14th works, then Mid-Autumn
		{"2024-09-30", "level = '急'", "2024-10-09"},                           // a week of holidays
		{"2024-09-02", "level = '一般'", "2024-09-18"},                          // the 17th is a holiday
		{"2024-09-02", "", "2024-09-18"},                                      // without a level
		{"2024-09-05", "level = '难'", "2024-10-08"},                           // a month ends in National Day
		{"2024-09-05", "level = '难'\ndue = 2024-09-10", "2024-09-10"},         // as given
		{"2024-09-05", "due = 2024-10-01", "2024-10-01"},                      // as given, on a holiday
		{"2024-09-05", "level = '急'\nclosed = 2024-09-05", "2024-09-09"},      // whether closed or not
		{"9999-12-30", "level = '急'", ""},                                     // beyond the calendar
		{"2024-09-12", "level = '急'\noutcome = '解决'", "2024-09-14"},           //
		{"2024-08-30", "level = '急'\nclosed = 2024-09-03\n", "2024-09-03"},    // over a weekend
		{"2024-01-31", "level = '难'\nclosed = 2024-02-01\n", "2024-02-29"},    // the end of a short month
		{"2024-09-08", "level = '急'\nassist = ['x']\nlead='y'", "2024-09-10"}, // received on a Sunday
	} {
		table := read(t, kind, "[[case]]\nid = '1'\nunit = 'x'\ntitle = 'y'\nreceived = "+c.received+"\n"+c.row)
		if problems := table.Derive(autumn2024(t)); len(problems) > 0 {
			t.Fatal(said(problems))
		}
		if got := table.Column("deadline").Date(0, civil.None).String(); got != c.want {
			t.Errorf("%s, %s: due %s, want %s", c.received, c.row, got, c.want)
		}
		if n, ok := table.Column("deadline").Int(0, civil.None); ok != (c.want != "") {
			t.Errorf("%s, %s: due on day %d, %v", c.received, c.row, n, ok)
		}
	}
}

// TestNoLimit: without limits nothing is due unless a day is given.
func TestNoLimit(t *testing.T) {
	table := read(t, builtin(t, "case", "[[limit]]\nlevel = '急'\nwithin = '2天'"), `
[[case]]
id = "1"
unit = "x"
title = "y"
received = 2024-09-02
closed = 2024-09-04
[[case]]
id = "2"
unit = "x"
title = "y"
received = 2024-09-02
`)
	if problems := table.Derive(autumn2024(t)); len(problems) > 0 {
		t.Fatal(said(problems))
	}
	for row, want := range []struct{ timing, light, state string }{{"", "", ""}, {"open", "", ""}} {
		if d := table.Column("deadline").Date(row, civil.None); d != civil.None {
			t.Errorf("row %d is due %v", row, d)
		}
		for column, want := range map[string]string{"timing": want.timing, "light": want.light, "state": want.state} {
			if got := word(t, table, row, column, "2024-12-31"); got != want {
				t.Errorf("row %d: %s is %q, want %q", row, column, got, want)
			}
		}
	}
}

func TestTimingAndLight(t *testing.T) {
	kind := builtin(t, "case", levels)
	for _, c := range []struct{ row, asOf, timing, light, state string }{
		// 2 working days from Thursday the 12th end on Saturday the 14th, which works; the second day is yellow.
		{"received = 2024-09-12\nlevel = '急'", "2024-09-12", "open", "normal", "normal"},
		{"received = 2024-09-12\nlevel = '急'", "2024-09-13", "open", "normal", "normal"},
		{"received = 2024-09-12\nlevel = '急'", "2024-09-14", "open", "half", "half"},
		{"received = 2024-09-12\nlevel = '急'", "2024-09-15", "overdue", "overdue", "overdue"},
		// 15 days from the 2nd end on the 17th, a holiday, so on the 18th; past the middle is the 10th.
		{"received = 2024-09-02\nlevel = '一般'", "2024-09-09", "open", "normal", "normal"},
		{"received = 2024-09-02\nlevel = '一般'", "2024-09-10", "open", "half", "half"},
		{"received = 2024-09-02\nlevel = '一般'", "2024-09-18", "open", "half", "half"},
		{"received = 2024-09-02\nlevel = '一般'", "2024-09-19", "overdue", "overdue", "overdue"},
		// a day that was given: 8 days, past the middle is the 7th
		{"received = 2024-09-02\nlevel = '急'\ndue = 2024-09-10", "2024-09-06", "open", "normal", "normal"},
		{"received = 2024-09-02\nlevel = '急'\ndue = 2024-09-10", "2024-09-07", "open", "half", "half"},
		{"received = 2024-09-02\nlevel = '急'\ndue = 2024-09-10", "2024-09-11", "overdue", "overdue", "overdue"},
		// closed in time, on the last day, late
		{"received = 2024-09-12\nlevel = '急'\nclosed = 2024-09-14\noutcome = '解决'", "2024-09-14", "in-time", "", "解决"},
		{"received = 2024-09-12\nlevel = '急'\nclosed = 2024-09-14\noutcome = '解决'", "2024-09-13", "open", "normal", "normal"},
		{"received = 2024-09-12\nlevel = '急'\nclosed = 2024-09-18\noutcome = '转办'", "2024-09-18", "late", "", "转办"},
		{"received = 2024-09-12\nlevel = '急'\nclosed = 2024-09-18\noutcome = '转办'", "2024-09-17", "overdue", "overdue", "overdue"},
		{"received = 2024-09-12\nlevel = '急'\nclosed = 2024-09-13", "2024-09-30", "in-time", "", ""},
	} {
		table := read(t, kind, "[[case]]\nid = '1'\nunit = 'x'\ntitle = 'y'\n"+c.row)
		if problems := table.Derive(autumn2024(t)); len(problems) > 0 {
			t.Fatal(said(problems))
		}
		for column, want := range map[string]string{"timing": c.timing, "light": c.light, "state": c.state} {
			if got := word(t, table, 0, column, c.asOf); got != want {
				t.Errorf("%q on %s: %s is %q, want %q", c.row, c.asOf, column, got, want)
			}
		}
	}
}

func TestStage(t *testing.T) {
	table := read(t, builtin(t, "project", ""), `
[[project]]
id = "1"
title = "凉亭"
unit = "x"
proposed = 2024-03-01
agreed = 2024-03-10
started = 2024-05-01
completed = 2024-07-01
budget = 100
spent = 99.5
`)
	if problems := table.Derive(civil.NewCalendar(nil)); len(problems) > 0 {
		t.Fatal(said(problems))
	}
	for asOf, want := range map[string]string{
		"2024-02-29": "proposed", // a date that is no event
		"2024-03-09": "proposed", "2024-03-10": "agreed", "2024-04-30": "agreed", "2024-05-01": "started", "2024-06-30": "started",
		"2024-07-01": "completed",
	} {
		if got := word(t, table, 0, "stage", asOf); got != want {
			t.Errorf("%s: %s, want %s", asOf, got, want)
		}
	}
	stage := table.Column("stage")
	if code, _ := stage.CodeOf("started"); stage.Label(code, "zh-Hans") != "实施" {
		t.Errorf("started is called %s", stage.Label(code, "zh-Hans"))
	}
	if _, ok := table.Column("spent").Int(0, day(t, "2024-06-30")); ok {
		t.Error("money was spent before it was")
	}
}

// TestFirstKnowsAllWords: what may be asked of a state does not depend on what the rows happen to say.
func TestFirstKnowsAllWords(t *testing.T) {
	table := read(t, builtin(t, "case", ""), "[[case]]\nid = '1'\nreceived = 2024-08-01\nunit = 'x'\ntitle = '灯'\n")
	if problems := table.Derive(civil.NewCalendar(nil)); len(problems) > 0 {
		t.Fatal(said(problems))
	}
	for _, word := range []string{"解决", "撤诉", "half"} {
		if _, ok := table.Column("state").CodeOf(word); !ok {
			t.Errorf("%s is not known", word)
		}
	}
}

// TestDerivedClass: a column is as open to the public as the least open of those it follows from.
func TestDerivedClass(t *testing.T) {
	kind := builtin(t, "case", "[field.received]\nclass = 'aggregate'\n[field.outcome]\nclass = 'private'\n[field.level]\nclass = 'masked'")
	table := read(t, kind, "")
	if problems := table.Derive(civil.NewCalendar(nil)); len(problems) > 0 {
		t.Fatal(said(problems))
	}
	for column, want := range map[string]Class{"deadline": Aggregate, "timing": Aggregate, "light": Aggregate, "state": Private} {
		if got := table.Column(column).Class; got != want {
			t.Errorf("%s is %s, want %s", column, got, want)
		}
	}
}

func TestDeriveProblems(t *testing.T) {
	for _, c := range []struct{ name, narrow, want string }{
		{"no such column", "[derived.x]\nrule = 'stage'\nfrom = ['recieved']", `1:1 unknown-field: no field "recieved"`},
		{"no date", "[derived.x]\nrule = 'timing'\nfrom = ['deadline', 'title']", `1:1 not-a-date: "title" is not a date`},
		{"a column derived later", "[derived.x]\nrule = 'timing'\nfrom = ['received', 'y']\n[derived.y]\nrule = 'stage'\nfrom = ['received']", `1:1 unknown-field: no field "y"`},
		{"too few dates", "[derived.x]\nrule = 'deadline'\nfrom = ['received']", `1:1 rule-columns: from needs 2 columns, not 1`},
		{"too many dates", "[derived.light]\nfrom = ['received', 'deadline', 'closed', 'due']", `1:1 rule-columns: from needs 3 columns, not 4`},
		{"words of a number", "[derived.x]\nrule = 'first'\nfrom = ['outcome', 'received']", `1:1 not-one-word: "received" does not hold one word a cell`},
		{"words of a list", "[derived.x]\nrule = 'first'\nfrom = ['assist']", `1:1 not-one-word: "assist" does not hold one word a cell`},
	} {
		table := read(t, builtin(t, "case", c.narrow), "[[case]]\nid = '1'\nreceived = 2024-08-01\nunit = 'x'\ntitle = '灯'\nassist = ['a', 'b']\n")
		problems := table.Derive(civil.NewCalendar(nil))
		if len(problems) == 0 {
			t.Errorf("%s: nothing is wrong", c.name)
			continue
		}
		if got := said(problems[:1]); got != c.want {
			t.Errorf("%s:\n got  %s\n want %s", c.name, got, c.want)
		}
	}
}

// TestLevelThatIsNoWord: a field called level or due may be anything in another kind.
func TestLevelThatIsNoWord(t *testing.T) {
	table := read(t, builtin(t, "facility", `
[field.level]
type = "integer"
title = "层"
class = "public"
[field.due]
type = "text"
title = "应交"
class = "public"
[field.opened]
type = "date"
title = "开"
class = "public"
[derived.deadline]
rule = "deadline"
from = ["from", "opened"]
[derived.light]
rule = "light"
from = ["from", "deadline", "until"]
[[limit]]
within = "10天"
`), "[[facility]]\nid = '1'\nname = 'x'\nunit = 'y'\nfrom = 2024-09-02\nlevel = 3\ndue = 'z'\n")
	if problems := table.Derive(autumn2024(t)); len(problems) > 0 {
		t.Fatal(said(problems))
	}
	if got := word(t, table, 0, "light", "2024-09-08"); got != "half" {
		t.Errorf("the light is %q", got)
	}
}
