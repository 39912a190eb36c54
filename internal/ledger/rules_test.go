package ledger

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"github.com/lanewall/lanewall/internal/civil"
	"github.com/lanewall/lanewall/internal/diag"
	"github.com/lanewall/lanewall/internal/toml"
)

// derived is a table of one row with its derived columns. The row is the keys beside id, unit and title.
func derived(t testing.TB, kind *Kind, row string) *Table {
	t.Helper()
	table := read(t, kind, "[["+kind.Rows+"]]\nid = '1'\nunit = 'x'\n"+row)
	if problems := table.Derive(autumn2024(t)); len(problems) > 0 {
		t.Fatal(said(problems))
	}
	return table
}

// number is what a cell holds as of a date; "" if nothing.
func number(t testing.TB, table *Table, column, asOf string) string {
	t.Helper()
	c := table.Column(column)
	if c == nil {
		t.Fatalf("no column %s", column)
	}
	v, ok := c.Int(0, day(t, asOf))
	switch {
	case !ok:
		return ""
	case c.Type == Date:
		return civil.Date(v).String()
	}
	return fmt.Sprint(v)
}

// TestEnded: a case that was reopened is open until it is closed again, and everything that follows from its being
// closed goes with that: the timing, the light, the age and the days it took.
func TestEnded(t *testing.T) {
	table := derived(t, builtin(t, "case", ""), `title = "y"
received = 2024-09-02
due = 2024-09-10
closed = 2024-09-06
outcome = "解释说明"
reopened = 2024-09-20
reclosed = 2024-10-08
`)
	for _, c := range []struct{ asOf, ended, timing, light, age, days string }{
		{"2024-09-02", "", "open", "normal", "0-7", ""},
		{"2024-09-05", "", "open", "normal", "0-7", ""},
		{"2024-09-06", "2024-09-06", "in-time", "", "", "4"},
		{"2024-09-19", "2024-09-06", "in-time", "", "", "4"},
		{"2024-09-20", "", "overdue", "overdue", "8-30", ""}, // 18 days old
		{"2024-10-03", "", "overdue", "overdue", "31-90", ""},
		{"2024-10-07", "", "overdue", "overdue", "31-90", ""},
		{"2024-10-08", "2024-10-08", "late", "", "", "36"},
		{"2024-12-31", "2024-10-08", "late", "", "", "36"},
	} {
		got := []string{number(t, table, "ended", c.asOf), word(t, table, 0, "timing", c.asOf), word(t, table, 0, "light", c.asOf),
			word(t, table, 0, "age", c.asOf), number(t, table, "days", c.asOf)}
		if want := []string{c.ended, c.timing, c.light, c.age, c.days}; !reflect.DeepEqual(got, want) {
			t.Errorf("%s: got %q, want %q", c.asOf, got, want)
		}
	}
	if !table.Column("ended").Moves() {
		t.Error("the day a case ended is taken for one that no later event replaces")
	}
}

// TestEndedWithoutReopening: the plain cases.
func TestEndedWithoutReopening(t *testing.T) {
	for row, want := range map[string]string{
		"":                    "",
		"closed = 2024-09-06": "2024-09-06",
		"closed = 2024-09-06\nreopened = 2024-09-20":                        "",
		"closed = 2024-09-06\nreopened = 2024-09-20\nreclosed = 2024-09-20": "2024-09-20",
	} {
		table := derived(t, builtin(t, "case", ""), "title = 'y'\nreceived = 2024-09-02\n"+row)
		if got := number(t, table, "ended", "2024-12-31"); got != want {
			t.Errorf("%q ended %q, want %q", row, got, want)
		}
	}
}

// TestReopenedOrder: a case is not reopened before it is closed, nor closed before it comes in.
func TestReopenedOrder(t *testing.T) {
	for _, c := range []struct{ row, want string }{
		{"closed = 2024-09-01", "6:10 date-order: Closed (2024-09-01) is before Received (2024-09-02)"},
		{"closed = 2024-09-02", ""},
		{"closed = 2024-09-06\nreopened = 2024-09-05", "7:12 date-order: Reopened (2024-09-05) is before Closed (2024-09-06)"},
		{"closed = 2024-09-06\nreopened = 2024-09-20\nreclosed = 2024-09-19", "8:12 date-order: Closed again (2024-09-19) is before Reopened (2024-09-20)"},
		{"contacted = 2024-08-31", "6:13 date-order: Contacted (2024-08-31) is before Received (2024-09-02)"},
	} {
		_, problems := Read("cases", builtin(t, "case", ""), files("[[case]]\nid = '1'\nunit = 'x'\ntitle = 'y'\nreceived = 2024-09-02\n"+c.row), shanghai)
		if got := said(problems); got != c.want {
			t.Errorf("%q:\n got  %s\n want %s", c.row, got, c.want)
		}
	}
}

// TestAge: the days at either side of each border.
func TestAge(t *testing.T) {
	kind := builtin(t, "case", "")
	open := derived(t, kind, "title = 'y'\nreceived = 2024-01-01\n")
	for asOf, want := range map[string]string{
		"2023-12-31": "",    // not yet received
		"2024-01-01": "0-7", // 0 days
		"2024-01-08": "0-7", // 7
		"2024-01-09": "8-30",
		"2024-01-31": "8-30", // 30
		"2024-02-01": "31-90",
		"2024-03-31": "31-90", // 90: 2024 has a 29 February
		"2024-04-01": "over-90",
		"2026-01-01": "over-90",
	} {
		if got := word(t, open, 0, "age", asOf); got != want {
			t.Errorf("%s: %q, want %q", asOf, got, want)
		}
	}
	closed := derived(t, kind, "title = 'y'\nreceived = 2024-01-01\nclosed = 2024-01-09\n")
	for asOf, want := range map[string]string{"2024-01-08": "0-7", "2024-01-09": "", "2024-04-01": ""} {
		if got := word(t, closed, 0, "age", asOf); got != want {
			t.Errorf("closed, %s: %q, want %q", asOf, got, want)
		}
	}
	for _, class := range []string{"0-7", "8-30", "31-90", "over-90"} { // may be asked for whether a row has it or not
		if _, ok := closed.Column("age").CodeOf(class); !ok {
			t.Errorf("%s is not known", class)
		}
	}
}

// score is the ratings of a row, -1 for none.
func score(response, cooperation, completion, satisfaction int) string {
	var parts []string
	for i, points := range []int{response, cooperation, completion, satisfaction} {
		if points >= 0 {
			parts = append(parts, fmt.Sprintf("%s = %d", []string{"response", "cooperation", "completion", "satisfaction"}[i], points))
		}
	}
	return "date = 2024-09-02\nrated = 'y'\nrating = { " + strings.Join(parts, ", ") + " }\n"
}

// TestScoresAndMarks: a weighted score is exact, and a mark looks at it before it is rounded: 59.9 is below 60.
func TestScoresAndMarks(t *testing.T) {
	kind := builtin(t, "evaluation", "") // weights 10, 20, 30, 40; red below 60, yellow below 80
	for _, c := range []struct{ row, sum, mark string }{
		{score(90, 80, 70, 60), "7000", "yellow"}, // 9 + 16 + 21 + 24 = 70.0
		{score(59, 60, 60, 60), "5990", "red"},    // 59.9
		{score(60, 60, 60, 60), "6000", "yellow"},
		{score(100, 50, 60, 55), "6000", "yellow"}, // 10 + 10 + 18 + 22
		{score(79, 80, 80, 80), "7990", "yellow"},  // 79.9
		{score(80, 80, 80, 80), "8000", "none"},
		{score(0, 0, 0, 0), "0", "red"},
		{score(100, 100, 100, 100), "10000", "none"},
		{score(90, 80, -1, 60), "", ""}, // a part is missing
		{score(-1, -1, -1, -1), "", ""},
	} {
		table := derived(t, kind, c.row)
		if got := number(t, table, "rating", "2024-09-30"); got != c.sum || table.Column("rating").PerUnit() != 100 {
			t.Errorf("%q: %s of %d, want %s of 100", c.row, got, table.Column("rating").PerUnit(), c.sum)
		}
		if got := word(t, table, 0, "mark", "2024-09-30"); got != c.mark {
			t.Errorf("%q: marked %q, want %q", c.row, got, c.mark)
		}
	}
}

// TestOtherWeights: a ledger.toml may weigh otherwise, which leaves the built-in kind as it is. A part that weighs
// nothing need not be filled in.
func TestOtherWeights(t *testing.T) {
	for _, c := range []struct {
		weights, row, sum string
		perUnit           int64
		mark              string
	}{
		{"{ response = 1, cooperation = 1, completion = 1, satisfaction = 1 }", score(90, 80, 70, 60), "300", 4, "yellow"}, // 75
		{"{ completion = 1, satisfaction = 3 }", score(-1, -1, 100, 40), "220", 4, "red"},                                  // 55
		{"{ completion = 1, satisfaction = 3, response = 0 }", score(-1, -1, 100, 80), "340", 4, "none"},                   // 85
	} {
		table := derived(t, builtin(t, "evaluation", "[field.rating]\nweights = "+c.weights), c.row)
		got := number(t, table, "rating", "2024-09-30")
		if perUnit := table.Column("rating").PerUnit(); got != c.sum || perUnit != c.perUnit || word(t, table, 0, "mark", "2024-09-30") != c.mark {
			t.Errorf("%s: %s of %d, %s", c.weights, got, perUnit, word(t, table, 0, "mark", "2024-09-30"))
		}
	}
	if got := number(t, derived(t, builtin(t, "evaluation", ""), score(90, 80, 70, 60)), "rating", "2024-09-30"); got != "7000" {
		t.Errorf("by the built-in weights it is then %s", got)
	}
}

// TestScoreAfterItsEvent: a case that is not closed yet has not been rated.
func TestScoreAfterItsEvent(t *testing.T) {
	table := derived(t, builtin(t, "case", ""), "title = 'y'\nreceived = 2024-09-02\nclosed = 2024-09-06\nrating = { response = 90, cooperation = 80, completion = 70, satisfaction = 60 }\n")
	for asOf, want := range map[string]string{"2024-09-05": "", "2024-09-06": "7000"} {
		if got := number(t, table, "rating", asOf); got != want {
			t.Errorf("%s: %q, want %q", asOf, got, want)
		}
	}
	if class := table.Column("rating").Class; class != Aggregate {
		t.Errorf("what follows from ratings is %s", class)
	}
}

// TestMarkOfPlainNumbers: bands look at points as well, and at yuan.
func TestMarkOfPlainNumbers(t *testing.T) {
	kind := builtin(t, "meeting", `
[field.cost]
type = "money"
title = "费用"
class = "public"
[derived.size]
rule = "mark"
title = "规模"
from = ["attendees"]
bands = [{ word = "small", below = 10 }, { word = "middle", below = 100 }]
[derived.dear]
rule = "mark"
title = "花费"
from = ["cost"]
bands = [{ word = "cheap", below = 200 }]
`)
	for _, c := range []struct{ row, size, dear string }{
		{"attendees = 9\ncost = 199.99", "small", "cheap"},
		{"attendees = 10\ncost = 200", "middle", "none"},
		{"attendees = 100\ncost = 0", "none", "cheap"},
		{"", "", ""},
	} {
		table := derived(t, kind, "date = 2024-09-02\ntitle = 'y'\n"+c.row)
		if size, dear := word(t, table, 0, "size", "2024-09-30"), word(t, table, 0, "dear", "2024-09-30"); size != c.size || dear != c.dear {
			t.Errorf("%q: %q and %q, want %q and %q", c.row, size, dear, c.size, c.dear)
		}
	}
}

// TestReached: of the steps of a mediation, the last that had begun by a date.
func TestReached(t *testing.T) {
	kind := builtin(t, "dispute", "")
	three := derived(t, kind, `received = 2024-03-01
category = "邻里"
steps = [{ level = "村", from = 2024-03-01, until = 2024-03-08, within = "7天", reason = "双方分歧大" }, { level = "管区", from = 2024-03-09, until = 2024-03-20 }, { level = "主要领导包案", from = 2024-04-01 }]
closed = 2024-04-20
`)
	for asOf, want := range map[string]string{
		"2024-02-29": "", "2024-03-01": "村", "2024-03-08": "村", "2024-03-09": "管区", "2024-03-31": "管区", // between two
		"2024-04-01": "主要领导包案", "2024-12-31": "主要领导包案",
	} {
		if got := word(t, three, 0, "reached", asOf); got != want {
			t.Errorf("%s: %q, want %q", asOf, got, want)
		}
	}
	for row, want := range map[string]string{
		"":           "",
		"steps = []": "",
		"steps = [{ level = '村', from = 2024-03-01 }, { level = '管区' }]":                        "村", // no day on which it began
		"steps = [{ level = '村', from = 2024-03-01 }, { level = '村', from = 2024-03-05 }]":      "村", // tried twice
		"steps = [{ from = 2024-03-01, level = '管区', reason = 'x' }]":                           "管区",
		"steps = [{ level = '村', from = 2024-03-01 }, { level = '管区', from = '2024-03-05' }]":   "管区", // a day in quotes
		"steps = [{ level = '村', from = 2024-03-01 }, { level = '主要领导包案', from = 2025-01-01 }]": "村",  // after the date asked about
	} {
		table := derived(t, kind, "received = 2024-03-01\ncategory = '邻里'\n"+row)
		if got := word(t, table, 0, "reached", "2024-12-31"); got != want {
			t.Errorf("%s: %q, want %q", row, got, want)
		}
	}
	for _, key := range kind.Field("steps").Values {
		if _, ok := three.Column("reached").CodeOf(key); ok {
			t.Errorf("%q, a key of the steps, is taken for a level", key)
		}
	}
}

func TestStepsProblems(t *testing.T) {
	for _, c := range []struct{ row, want string }{
		{"steps = [{ level = '村', form = 2024-03-01 }]", `6:25 unknown-key: unknown key "form"`},
		{"steps = '村'", `6:9 wrong-type: want a list, have text`},
		{"steps = ['村']", `6:10 wrong-type: want a table, have text`},
		{"steps = [{ level = 1 }]", `6:20 wrong-type: want text, have an integer`},
	} {
		_, problems := Read("disputes", builtin(t, "dispute", ""), files("[[dispute]]\nid = '1'\nunit = 'x'\nreceived = 2024-03-01\ncategory = '邻里'\n"+c.row), shanghai)
		if got := said(problems); got != c.want {
			t.Errorf("%q:\n got  %s\n want %s", c.row, got, c.want)
		}
	}
}

// limits are by level, by category, by both, and for all else, the widest written first.
const everyLimit = `
[field.level]
values = ["急", "一般"]
[field.category]
values = ["供水", "供电", "停车"]
[[limit]]
within = "10天"
[[limit]]
category = "供水"
within = "4天"
[[limit]]
level = "急"
within = "3天"
[[limit]]
level = "急"
category = "供水"
within = "1天"
`

// TestLimits: the narrowest limit that fits; of two as narrow the one that is written first. All of these end on a
// working day.
func TestLimits(t *testing.T) {
	for _, c := range []struct{ narrow, row, want string }{
		{everyLimit, "level = '急'\ncategory = '供水'", "2024-09-03"},
		{everyLimit, "level = '急'\ncategory = '停车'", "2024-09-05"},
		{everyLimit, "level = '急'", "2024-09-05"},
		{everyLimit, "level = '一般'\ncategory = '供水'", "2024-09-06"},
		{everyLimit, "category = '供水'", "2024-09-06"},
		{everyLimit, "level = '一般'\ncategory = '停车'", "2024-09-12"},
		{everyLimit, "", "2024-09-12"},
		{"[[limit]]\ncategory = '供水'\nwithin = '4天'\n[[limit]]\nlevel = '急'\nwithin = '3天'", "level = '急'\ncategory = '供水'", "2024-09-06"},
		{"[[limit]]\nlevel = '急'\nwithin = '3天'\n[[limit]]\ncategory = '供水'\nwithin = '4天'", "level = '急'\ncategory = '供水'", "2024-09-05"},
		{"[[limit]]\ncategory = '供水'\nwithin = '4天'", "category = '停车'", ""},
		{"[[limit]]\nlevel = '急'\ncategory = '供水'\nwithin = '4天'", "category = '供水'", ""},
	} {
		table := derived(t, builtin(t, "case", c.narrow), "title = 'y'\nreceived = 2024-09-02\n"+c.row)
		if got := number(t, table, "deadline", "2024-12-31"); got != c.want {
			t.Errorf("%q with %q: due %q, want %q", c.row, c.narrow, got, c.want)
		}
	}
}

// TestLimitIntoAnUnpublishedYear: as long as nobody knows the holidays of 2025 a limit that reaches it may still move,
// and is marked so. A day that is given does not move.
func TestLimitIntoAnUnpublishedYear(t *testing.T) {
	kind := builtin(t, "case", "[[limit]]\nwithin = '5个工作日'")
	newYear := map[civil.Date]bool{day(t, "2024-10-01"): false, day(t, "2025-01-01"): false}
	for _, c := range []struct {
		name, row   string
		calendar    *civil.Calendar
		due         string
		provisional bool
	}{
		{"ends in the year", "received = 2024-12-16", autumn2024(t), "2024-12-23", false},
		{"reaches the next", "received = 2024-12-25", autumn2024(t), "2025-01-01", true}, // as if New Year's Day were worked
		{"reaches the next, which is published", "received = 2024-12-25", civil.NewCalendar(newYear), "2025-01-02", false},
		{"a day that is given", "received = 2024-12-25\ndue = 2025-01-01", autumn2024(t), "2025-01-01", false},
	} {
		table := read(t, kind, "[[case]]\nid = '0'\nunit = 'x'\ntitle = 'y'\nreceived = 2024-09-02\n[[case]]\nid = '1'\nunit = 'x'\ntitle = 'y'\n"+c.row)
		if problems := table.Derive(c.calendar); len(problems) > 0 {
			t.Fatal(said(problems))
		}
		deadline := table.Column("deadline")
		if got := deadline.Date(1, civil.None).String(); got != c.due || deadline.Provisional(1) != c.provisional || deadline.Provisional(0) {
			t.Errorf("%s: due %s, provisional %v, and the other row's %v", c.name, got, deadline.Provisional(1), deadline.Provisional(0))
		}
	}
}

func TestRuleProblems(t *testing.T) {
	for _, c := range []struct{ kind, narrow, want string }{
		{"evaluation", "[derived.mark]\nfrom = ['subject']", `1:1 not-a-number: "subject" is neither an integer nor money`},
		{"evaluation", "[derived.mark]\nfrom = ['rating', 'rating']", `1:1 rule-columns: from needs 1 columns, not 2`},
		{"case", "[derived.ended]\nfrom = ['closed', 'reopened']", `1:1 rule-columns: from needs 3 columns, not 2`},
		{"case", "[derived.age]\nfrom = ['received', 'outcome']", `1:1 not-a-date: "outcome" is not a date`},
		{"dispute", "[derived.reached]\nfrom = ['steps.level', 'received']", `1:1 not-a-list: "received" is not a list`},
		{"dispute", "[derived.reached]\nfrom = ['steps.levle', 'steps.from']", `1:1 unknown-field: no field "steps.levle"`},
	} {
		table, _ := Read("rows", builtin(t, c.kind, c.narrow), nil, shanghai)
		problems := table.Derive(civil.NewCalendar(nil))
		if len(problems) == 0 {
			t.Errorf("%q: nothing is wrong", c.narrow)
		} else if got := said(problems[:1]); got != c.want {
			t.Errorf("%q:\n got  %s\n want %s", c.narrow, got, c.want)
		}
	}
}

// TestKindKeys: what a kind may say of its fields beside their types.
func TestKindKeys(t *testing.T) {
	const six = "[field.checked]\ntype = 'set'\ntitle = '六查'\nclass = 'public'\n"
	const five = six + "values = ['人员', '事件', '福祉', '疑难', '灾情']\n"
	const rating = "[field.rating]\ntype = 'scores'\ntitle = '评分'\nclass = 'public'\nvalues = ['a', 'b']\n"
	for _, c := range []struct{ name, text, want string }{
		{"five of six", five + "count = 6", `6:9 list-count: said to be 6, but 5 are listed`},
		{"five of six, and it is said why", five + "count = 6\ncount_note = '原文列出五项'", ""},
		{"five of five", five + "count = 5", ""},
		{"a list without a count", five, ""},
		{"a count without a list", six + "count = 6", `5:9 list-count: said to be 6, but 0 are listed`},
		{"weights", rating + "weights = { a = 1, b = 2 }", ""},
		{"weights of some", rating + "weights = { a = 1 }", ""},
		{"weights of no part", rating + "weights = { a = 1, c = 2 }", `6:11 unknown-value: "c" is not one of the values`},
		{"no weight at all", rating + "weights = { a = 0 }", `6:11 bad-weights: weights must not be negative, nor all zero`},
		{"a negative weight", rating + "weights = { a = 2, b = -1 }", `6:11 bad-weights: weights must not be negative, nor all zero`},
		{"bands", "[derived.mark]\nrule = 'mark'\nfrom = ['x']\nbands = [{ word = 'red' }]", `4:10 missing-key: key "below" is missing`},
		{"no class", "[field.x]\ntype = 'text'", `1:1 unclassed-field: field "x" has no class`},
	} {
		_, problems := NewKind("visits", parsed(t, c.text))
		if got := said(problems); got != c.want {
			t.Errorf("%s:\n got  %s\n want %s", c.name, got, c.want)
		}
	}
}

// TestNarrowedValues: what was said of a list is held against it again when a ledger.toml changes it.
func TestNarrowedValues(t *testing.T) {
	kind, problems := NewKind("visits", parsed(t, "[field.checked]\ntype = 'set'\ntitle = '二查'\nclass = 'public'\nvalues = ['人员', '事件']\ncount = 2\n[field.level]\ntype = 'choice'\ntitle = '级'\nclass = 'public'\nvalues = ['A', 'B']\nunits = { A = 'community', B = 'street' }\n"))
	if len(problems) > 0 {
		t.Fatal(said(problems))
	}
	if got := kind.Field("level").Units; !reflect.DeepEqual(got, map[string]string{"A": "community", "B": "street"}) {
		t.Errorf("the levels answer to %v", got)
	}
	narrowed, problems := kind.Narrow(parsed(t, "[field.checked]\nvalues = ['人员']\n[field.level]\nunits = { A = 'lane' }"))
	if got := said(problems); got != "2:10 list-count: said to be 2, but 1 are listed" {
		t.Errorf("got %s", got)
	}
	if narrowed.Field("level").Units["A"] != "lane" || kind.Field("level").Units["A"] != "community" || len(kind.Field("checked").Values) != 2 {
		t.Error("narrowing changed the kind itself")
	}
	kinds, _ := Builtin()
	narrowed, problems = kinds["evaluation"].Narrow(parsed(t, "[field.rating]\nvalues = ['speed', 'manner']"))
	if len(problems) != 4 || problems[0].Code != "unknown-value" {
		t.Errorf("the built-in weights are of other parts, but it is said: %s", said(problems))
	}
	table, _ := Read("rows", narrowed, files("[[evaluation]]\nid = '1'\nunit = 'x'\ndate = 2024-09-02\nrated = 'y'\nrating = { speed = 90, manner = 80 }\n"), shanghai)
	table.Derive(civil.NewCalendar(nil))
	if c := table.Column("rating"); c != nil {
		t.Errorf("without a weight there is a score of %s", number(t, table, "rating", "2024-09-30"))
	}
}

func parsed(t testing.TB, text string) *toml.Table {
	t.Helper()
	table, problems := toml.Parse(&diag.Source{Name: "x.toml", Text: []byte(text)})
	if len(problems) > 0 {
		t.Fatal(said(problems))
	}
	return table
}

// TestIDAcrossFiles: an id stands once in a ledger, not once a file.
func TestIDAcrossFiles(t *testing.T) {
	row := func(id string) string {
		return "[[meeting]]\nid = '" + id + "'\nunit = 'x'\ntitle = 'y'\ndate = 2024-09-02\n"
	}
	_, problems := Read("meetings", builtin(t, "meeting", ""), files(row("1")+row("2"), row("3"), row("4")+row("2")), shanghai)
	if len(problems) != 1 || problems[0].Code != "duplicate-id" || problems[0].Pos.Source.Name != "3.toml" {
		t.Fatal(said(problems))
	}
	if line, col := problems[0].Pos.LineCol(); line != 7 || col != 6 {
		t.Errorf("it is said to be at %d:%d", line, col)
	}
	if got := problems[0].Message(diag.English); !strings.Contains(got, "1.toml") || !strings.Contains(got, "7") {
		t.Errorf("it is not said where it stood before: %s", got)
	}
}

// TestSettled: what a column says on the day it is settled by, it says on every day after.
func TestSettled(t *testing.T) {
	const head = "[[case]]\nunit = 'x'\ntitle = 'y'\nreceived = 2024-09-02\n"
	table := read(t, builtin(t, "case", levels), head+`id = "open"
`+head+`id = "open with a day"
due = 2024-09-10
`+head+`id = "closed in time"
due = 2024-09-10
closed = 2024-09-06
outcome = "解决"
`+head+`id = "closed in time, reopened late and open"
due = 2024-09-10
closed = 2024-09-06
outcome = "解决"
reopened = 2024-09-20
`+head+`id = "closed late, reopened, closed again"
due = 2024-09-03
closed = 2024-09-06
outcome = "转办"
reopened = 2024-09-20
reclosed = 2024-10-08
rating = { response = 90, cooperation = 80, completion = 70, satisfaction = 60 }
callback = 2024-10-20
satisfaction = "满意"
`)
	if problems := table.Derive(autumn2024(t)); len(problems) > 0 {
		t.Fatal(said(problems))
	}
	settled := 0
	for _, c := range table.Columns {
		for row := range table.N {
			by := c.SettledBy(row)
			if by > day(t, "2025-12-31") {
				continue // never
			}
			settled++
			say := func(asOf civil.Date) string {
				if c.Type.Numeric() {
					v, ok := c.Int(row, asOf)
					return fmt.Sprint(v, ok)
				}
				return strings.Join(words(c, row, asOf), " ")
			}
			for asOf := max(by, day(t, "2024-09-02")); asOf < day(t, "2025-12-31"); asOf++ {
				if last := say(day(t, "2026-06-30")); say(asOf) != last {
					t.Errorf("%s of the case %s is settled by %v, but %q on %v and %q later", c.Name, table.ID(row), by, say(asOf), asOf, last)
					break
				}
			}
		}
	}
	if settled < 100 {
		t.Errorf("only %d cells are ever settled", settled)
	}
}
