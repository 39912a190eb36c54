package tieshan

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/BurntSushi/toml"

	"github.com/lanewall/lanewall/examples/synth/kit"
)

// The tests count what the files say, read back with a TOML library; they know nothing of how the rows were drawn.

type record map[string]any

func (r record) text(key string) string { s, _ := r[key].(string); return s }
func (r record) number(key string) int  { n, _ := r[key].(int64); return int(n) }

// day is the date of a field; TOML's local dates carry no zone. 0 is none.
func (r record) day(key string) kit.Day {
	t, ok := r[key].(time.Time)
	if !ok {
		return 0
	}
	year, month, day := t.Date()
	return kit.On(year, int(month), day)
}

// steps are the steps of a dispute.
func (r record) steps() []record {
	var steps []record
	list, _ := r["steps"].([]any)
	for _, s := range list {
		steps = append(steps, s.(map[string]any))
	}
	return steps
}

// rowsIn are the rows of every generated file below data/, beside which there are pictures.
func rowsIn(t *testing.T, under string) []record {
	t.Helper()
	var rows []record
	for _, f := range Files(kit.Options{}) {
		if !strings.HasPrefix(f.Path, "data/"+under) || !strings.HasSuffix(f.Path, ".toml") {
			continue
		}
		var tables map[string][]record
		if err := toml.Unmarshal(f.Body, &tables); err != nil || len(tables) != 1 {
			t.Fatalf("%s: %d tables, %v", f.Path, len(tables), err)
		}
		for _, table := range tables {
			rows = append(rows, table...)
		}
	}
	if len(rows) == 0 {
		t.Fatalf("no rows in %s", under)
	}
	return rows
}

func count(rows []record, keep func(record) bool) int {
	n := 0
	for _, r := range rows {
		if keep(r) {
			n++
		}
	}
	return n
}

func is(key, value string) func(record) bool {
	return func(r record) bool { return r.text(key) == value }
}

// within tells whether a date lies between two days, both included.
func within(key string, first, last kit.Day) func(record) bool {
	return func(r record) bool { d := r.day(key); return first <= d && d <= last }
}

func missing(key string) func(record) bool {
	return func(r record) bool { _, ok := r[key]; return !ok }
}

func TestPublishedTotals(t *testing.T) {
	hazards, campaigns, works := rowsIn(t, "hazards/"), rowsIn(t, "campaigns/"), rowsIn(t, "works/")
	disputes, inspections, problems := rowsIn(t, "disputes/"), rowsIn(t, "inspections/"), rowsIn(t, "problems/")
	units := rowsIn(t, "units")
	settled := func(r record) bool { return r.text("outcome") == "调解成功" && within("closed", start, horizon)(r) }
	for _, c := range []struct {
		what      string
		got, want int
	}{
		{"T1 found", count(hazards, within("found", start, horizon)), 394},
		{"T1 rectified", count(hazards, within("rectified", start, horizon)), 353},
		{"T1 open", count(hazards, missing("rectified")), 41},
		{"T2 found since March", count(campaigns, within("found", on(3, 1), horizon)), 82},
		{"T2 all", len(campaigns), 82},
		{"T2 房屋建设", count(campaigns, is("category", "房屋建设")), 23},
		{"T2 机械施工", count(campaigns, is("category", "机械施工")), 40},
		{"T2 挖砂动土", count(campaigns, is("category", "挖砂动土")), 11},
		{"T2 打井", count(campaigns, is("category", "打井")), 8},
		{"T2 struck off", count(campaigns, within("rectified", on(3, 1), horizon)), 60},
		{"T2 open", count(campaigns, missing("rectified")), 22},
		{"T3 promised", len(works), 126},
		{"T3 completed", count(works, within("completed", start, horizon)), 61},
		{"T3 open", count(works, missing("completed")), 65},
		{"T3 meetings", len(rowsIn(t, "meetings/")), 3},
		{"T3 villages", count(units, is("kind", "village")), 42},
		{"T4 resolved", count(disputes, settled), 72},
		{"T6 inspections", len(inspections), 265},
		{"T6 problems", len(problems), 623},
		{"T6 rectified", count(problems, within("rectified", start, horizon)), 623},
	} {
		if c.got != c.want {
			t.Errorf("%s: %d, want %d", c.what, c.got, c.want)
		}
	}
}

func TestEveryVillageHasThreeWorks(t *testing.T) {
	titles := make(map[string][]string)
	for _, r := range rowsIn(t, "works/") {
		unit := r.text("unit")
		if slices.Contains(titles[unit], r.text("title")) {
			t.Errorf("%s promises %s twice", unit, r.text("title"))
		}
		titles[unit] = append(titles[unit], r.text("title"))
	}
	for unit, works := range titles {
		if len(works) != 3 {
			t.Errorf("%s has %d works", unit, len(works))
		}
	}
}

func TestProblemsBelongToInspections(t *testing.T) {
	found, onTheSpot := make(map[string]int), make(map[string]int)
	for _, r := range rowsIn(t, "problems/") {
		found[r.text("inspection")]++
		if r.day("rectified") == r.day("found") {
			onTheSpot[r.text("inspection")]++
		}
	}
	for _, r := range rowsIn(t, "inspections/") {
		id := r.text("id")
		if r.number("found") != found[id] || r.number("rectified") != onTheSpot[id] {
			t.Errorf("%s says %d found and %d rectified; its problems are %d and %d",
				id, r.number("found"), r.number("rectified"), found[id], onTheSpot[id])
		}
		delete(found, id)
	}
	if len(found) > 0 {
		t.Errorf("problems of no inspection: %v", found)
	}
}

// TestDisputesClimbStepByStep: each level begins where the one below ended, what failed says why, and nobody is told
// the village of a family matter.
func TestDisputesClimbStepByStep(t *testing.T) {
	climbed := 0
	for _, r := range rowsIn(t, "disputes/") {
		steps, at := r.steps(), r.day("received")
		for i, s := range steps {
			if s.day("from") != at || s.text("within") == "" {
				t.Errorf("%s: step %d begins %s, want %s", r.text("id"), i+1, s.day("from"), at)
			}
			at = s.day("until")
			if i < len(steps)-1 && s.text("reason") == "" {
				t.Errorf("%s: step %d failed and does not say why", r.text("id"), i+1)
			}
		}
		if at != r.day("closed") {
			t.Errorf("%s: ends %s, closed %s", r.text("id"), at, r.day("closed"))
		}
		if r.text("category") == family && !strings.HasPrefix(r.text("unit"), "guanqu-") {
			t.Errorf("%s: a family matter of %s", r.text("id"), r.text("unit"))
		}
		climbed = max(climbed, len(steps))
	}
	if climbed != 3 {
		t.Errorf("the longest way has %d steps, want 3", climbed)
	}
}

// TestSpecialReport: the notice of 19 July tells this row.
func TestSpecialReport(t *testing.T) {
	for _, r := range rowsIn(t, "disputes/") {
		if r.text("id") != "D-2019-0052" {
			continue
		}
		if r.text("title") != "院墙界线" || len(r.steps()) != 3 || r.day("received") != on(6, 18) || r.day("closed") != on(7, 16) {
			t.Errorf("the notice tells another story: %v", r)
		}
		return
	}
	t.Error("no D-2019-0052")
}
