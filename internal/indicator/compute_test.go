package indicator

import (
	"fmt"
	"strings"
	"testing"
)

// asOfRows: one case closed after July's end, and late; one closed in July, in time; one on each level of the tree.
const asOfRows = `
[[case]]
id = "1"
received = 2024-07-10
unit = "jia"
title = "灯"
category = "照明"
due = 2024-07-20
closed = 2024-08-05
outcome = "解决"
[[case]]
id = "2"
received = 2024-07-15
unit = "she"
title = "水"
category = "排水"
due = 2024-07-30
closed = 2024-07-30
outcome = "转办"
[[case]]
id = "3"
received = 2024-08-20
unit = "jie"
title = "车"
category = "照明"
due = 2024-09-20
`

const asOfIndicators = `
[indicator.received]
title = "收到"
version = 1
measure = "count"
ledger = "cases"
splits = ["category"]
definition = "a"
[indicator.open]
title = "在办"
version = 1
measure = "count"
ledger = "cases"
open = ["received", "closed"]
splits = ["timing"]
definition = "a"
[indicator.overdue]
title = "超期未结"
version = 1
measure = "count"
ledger = "cases"
open = ["received", "closed"]
among = { timing = "overdue" }
definition = "a"
[indicator.solved]
title = "解决"
version = 1
measure = "count"
ledger = "cases"
date = "closed"
among = { outcome = "解决" }
definition = "a"
[indicator.on-time]
title = "按时办结率"
version = 1
measure = "rate"
ledger = "cases"
date = "deadline"
of = { timing = "in-time" }
definition = "a"
`

// TestAsOf: what happened after the end of a month has not happened in the figures of that month.
func TestAsOf(t *testing.T) {
	f := compute(t, asOfIndicators, "data/cases/rows.toml", asOfRows)
	for _, c := range []struct{ id, unit, july, august string }{
		{"received", "jie", "2[]", "1[]"},
		{"open", "jie", "1[]", "1[]"}, // the first case was open on 31 July; on 31 August the third is
		{"open", "jia", "1[]", "0[]"},
		{"overdue", "jie", "1[]", "0[]"},
		{"overdue", "jia", "1[]", "0[]"},
		{"solved", "jie", "0[]", "1[]"},
		{"on-time", "jie", "50.0%[u]", "[z]"}, // one of two fell due in July and was closed; none in August
		{"on-time", "jia", "0.0%[u]", "[z]"},
		{"on-time", "she", "50.0%[u]", "[z]"},
	} {
		if july, august := shown(at(t, f, c.id, c.unit, "2024-07")), shown(at(t, f, c.id, c.unit, "2024-08")); july != c.july || august != c.august {
			t.Errorf("%s of %s: July %s, August %s; want %s, %s", c.id, c.unit, july, august, c.july, c.august)
		}
	}
	if got := shown(at(t, f, "open", "jie", "2024-07", "timing", "overdue")); got != "1[]" {
		t.Errorf("overdue on 31 July: %s", got)
	}
	if got := at(t, f, "open", "jie", "2024-07").AsOf.String(); got != "2024-07-31" {
		t.Errorf("July speaks for %s", got)
	}
}

// TestStandsWithoutBegin: what does not say since when it stands has always stood.
func TestStandsWithoutBegin(t *testing.T) {
	const rows = "[[item]]\nid = '1'\nlist = '负面清单'\ntitle = 'a'\n" +
		"[[item]]\nid = '2'\nlist = '负面清单'\ntitle = 'b'\nuntil = 2024-08-01\n" +
		"[[item]]\nid = '3'\nlist = '服务清单'\ntitle = 'c'\nunit = 'jia'\nfrom = 2024-08-01\n"
	f := compute(t, defined("items", "measure = 'count'\nledger = 'items'\nsplits = ['list']"), "data/items/ledger.toml", "kind = 'item'", "data/items/items.toml", rows,
		"data/cases/2024-01.toml", "[[case]]\nid = '0'\nreceived = 2024-01-02\nunit = 'jia'\ntitle = 'x'\n")
	for month, want := range map[string]string{"2024-01": "2[]", "2024-07": "2[]", "2024-08": "2[]"} {
		if got := shown(at(t, f, "items", "jie", month)); got != want {
			t.Errorf("%s: %s, want %s", month, got, want)
		}
	}
	for month, want := range map[string]string{"2024-07": "2[]", "2024-08": "1[]"} { // the second ends on 1 August
		if got := shown(at(t, f, "items", "jie", month, "list", "负面清单")); got != want {
			t.Errorf("%s in the list: %s, want %s", month, got, want)
		}
	}
}

// TestRollUp: a figure is of all rows below the unit, and those of the unit itself stand beside its children's.
func TestRollUp(t *testing.T) {
	f := compute(t, asOfIndicators, "data/cases/rows.toml", asOfRows)
	for unit, want := range map[string]string{"jie": "3[]", "she": "2[]", "jia": "1[]", "yi": "0[]"} {
		if got := shown(at(t, f, "received", unit, "ytd-2024-08")); got != want {
			t.Errorf("%s: %s, want %s", unit, got, want)
		}
	}
	for unit, want := range map[string]string{"jie": "1[]", "she": "1[]", "jia": "-", "yi": "-"} {
		if got := shown(at(t, f, "received", unit, "ytd-2024-08", OwnSplit, OwnValue)); got != want {
			t.Errorf("%s itself: %s, want %s", unit, got, want)
		}
	}
	for word, want := range map[string]string{"照明": "2[]", "排水": "1[]", "停车": "-"} {
		if got := shown(at(t, f, "received", "jie", "ytd-2024-08", "category", word)); got != want {
			t.Errorf("%s: %s, want %s", word, got, want)
		}
	}
}

// TestUnits: the rows of the ledger of units belong to themselves; rows that name no unit belong to the root.
func TestUnits(t *testing.T) {
	f := compute(t, `
[indicator.lanes]
title = "里巷"
version = 1
measure = "count"
ledger = "units"
among = { kind = "lane" }
open = []
definition = "a"
[indicator.bodies]
title = "单位"
version = 1
measure = "count"
ledger = "bodies"
open = []
definition = "a"
[indicator.days]
title = "放假"
version = 1
measure = "count"
ledger = "holidays"
open = []
definition = "a"
`, "data/cases/rows.toml", asOfRows, "data/bodies.toml", "[[body]]\nid = 'a'\nname = 'A'\nkind = '部门'\nunit = 'jia'\n[[body]]\nid = 'b'\nname = 'B'\nkind = '部门'\n",
		"data/holidays/ledger.toml", "kind = 'day'", "data/holidays/rows.toml", "[[day]]\ndate = 2024-10-01\nwork = false\n")
	for _, c := range []struct{ id, jie, she, jia string }{
		{"lanes", "2[]", "2[]", "1[]"},
		{"bodies", "2[]", "1[]", "1[]"},
		{"days", "1[]", "0[]", "0[]"}, // a kind without a field for the unit
	} {
		for unit, want := range map[string]string{"jie": c.jie, "she": c.she, "jia": c.jia} {
			if got := shown(at(t, f, c.id, unit, "2024-08")); got != want {
				t.Errorf("%s of %s: %s, want %s", c.id, unit, got, want)
			}
		}
	}
	people := f.site.Ledger("bodies")
	if got := UnitOf(people, f.site, 0).ID + " " + UnitOf(people, f.site, 1).ID + " " + UnitOf(f.site.Ledger("holidays"), f.site, 0).ID; got != "jia jie jie" {
		t.Errorf("the rows are in %s", got)
	}
}

// TestMoney: yuan are summed exactly.
func TestMoney(t *testing.T) {
	var rows strings.Builder
	for i := range 10 {
		fmt.Fprintf(&rows, "[[disclosure]]\nid = '%d'\ndate = 2024-08-01\nunit = 'jia'\ncolumn = '财务'\ntitle = 'x'\nincome = 0.10\n", i)
	}
	f := compute(t, "[indicator.income]\ntitle = 'a'\nversion = 1\nmeasure = 'sum'\nfield = 'income'\nledger = 'accounts'\ndefinition = 'b'\n",
		"data/accounts/ledger.toml", "kind = 'disclosure'", "data/accounts/rows.toml", rows.String())
	if v := at(t, f, "income", "jie", "2024-08").Value; v.Num != 100 || v.Den != 100 {
		t.Errorf("ten times ten 分 are %d/%d yuan", v.Num, v.Den)
	}
}

// TestNoUnits: a site whose units are all faulty has no figures, and no crash.
func TestNoUnits(t *testing.T) {
	s := loaded(t, asOfIndicators, "data/cases/rows.toml", asOfRows)
	s.Units.Root, s.Units.All = nil, nil
	definitions, _ := Define(s)
	f, _ := Compute(s, definitions)
	f.Need("received", period(t, "2024"))
	if got := len(f.All()); got != 0 {
		t.Errorf("%d figures of nothing", got)
	}
}
