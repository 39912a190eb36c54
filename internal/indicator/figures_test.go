package indicator

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/lanewall/lanewall/internal/stat"
)

const counting = `
[indicator.received]
title = "收到"
version = 1
measure = "count"
ledger = "cases"
periods = ["month", "quarter"]
definition = "a"
[indicator.on-time]
title = "按时"
version = 1
measure = "rate"
ledger = "cases"
of = { timing = "in-time" }
periods = ["month"]
definition = "a"
`

// TestFiled: nothing reported, a nil return, and a month missing in a longer period are three different things.
func TestFiled(t *testing.T) {
	rows := "[[case]]\nid = '1'\nreceived = 2024-04-10\nunit = 'jia'\ntitle = 'x'\n[[case]]\nid = '2'\nreceived = 2024-07-10\nunit = 'yi'\ntitle = 'x'\n"
	f := compute(t, counting, "data/cases/rows.toml", rows,
		"data/filings.toml", "[[filing]]\nledger = 'cases'\nunit = 'jia'\nmonth = '2024-05'\n[[filing]]\nledger = 'cases'\nunit = 'jie'\nmonth = '2024-08'\n")
	for _, c := range []struct{ unit, period, want, missing string }{
		{"jia", "2024-04", "1[]", ""},
		{"yi", "2024-04", "0[]", ""},        // somebody reported the month: a true zero
		{"jia", "2024-05", "0[]", ""},       // a nil return
		{"yi", "2024-05", "[x]", "2024-05"}, // nobody answers for it
		{"jie", "2024-05", "[x]", "2024-05"},
		{"jia", "2024-06", "[x]", "2024-06"},
		{"yi", "2024-08", "0[]", ""}, // a nil return of the root is for all below it
		{"jia", "2024-Q2", "1[]", "2024-06"},
		{"yi", "2024-Q2", "0[]", "2024-05 2024-06"},
		{"yi", "2024-Q3", "1[p]", ""}, // September is to come, and not missing
		{"jie", "2024-Q2", "1[]", "2024-05 2024-06"},
	} {
		figure := at(t, f, "received", c.unit, c.period)
		var missing []string
		for _, m := range figure.Missing {
			missing = append(missing, m.Key())
		}
		if got := shown(figure); got != c.want || strings.Join(missing, " ") != c.missing {
			t.Errorf("%s in %s: %s without %v, want %s without %s", c.unit, c.period, got, missing, c.want, c.missing)
		}
	}
	if got := shown(at(t, f, "on-time", "yi", "2024-04")); got != "[z]" {
		t.Errorf("a rate of nothing that was reported is %s", got)
	}
	if got := shown(at(t, f, "on-time", "yi", "2024-06")); got != "[x]" {
		t.Errorf("a rate of nothing that was not reported is %s", got)
	}
}

func TestLowNumber(t *testing.T) {
	for smallest, want := range map[string]string{"smallest_n = 3": "100.0%[]", "smallest_n = 4": "100.0%[u]", "": "100.0%[u]"} {
		rows := ""
		for _, id := range []string{"1", "2", "3"} {
			rows += "[[case]]\nid = '" + id + "'\nreceived = 2024-08-10\nunit = 'jia'\ntitle = 'x'\ndue = 2024-08-20\nclosed = 2024-08-11\n"
		}
		f := compute(t, counting, "data/cases/rows.toml", rows, "site.toml", smallest+"\n"+threeLevels)
		figure := at(t, f, "on-time", "jie", "2024-08")
		if got := shown(figure); got != want || figure.N != 3 || figure.Of != 3 {
			t.Errorf("%q: %s, %d of %d, want %s", smallest, got, figure.N, figure.Of, want)
		}
		if got := shown(at(t, f, "received", "jie", "2024-08")); got != "3[]" {
			t.Errorf("%q: a count is %s", smallest, got)
		}
	}
}

// Markers stand in cells that may not leave the office.
const (
	privateMarker   = "MARKER-PRIVATE"
	aggregateMarker = "MARKER-AGGREGATE"
)

const wishRows = `
[[wish]]
id = "1"
received = 2024-07-10
unit = "jia"
channel = "收集箱"
group = "MARKER-AGGREGATE"
text = "MARKER-PRIVATE"
wisher = "MARKER-PRIVATE"
realised = 2024-08-01
satisfaction = "满意"
[[wish]]
id = "2"
received = 2024-08-10
unit = "yi"
channel = "恳谈会"
group = "MARKER-AGGREGATE"
[[wish]]
id = "3"
received = 2024-08-11
unit = "jie"
group = "爱心"
channel = "恳谈会"
realised = 2024-08-31
satisfaction = "不满意"
`

const wishIndicators = `
[indicator.wishes]
title = "a"
version = 1
measure = "count"
ledger = "wishes"
periods = ["month", "ytd", "all"]
splits = ["channel", "group"]
definition = "a"
[indicator.pleased]
title = "a"
version = 1
measure = "rate"
ledger = "wishes"
date = "realised"
of = { satisfaction = ["非常满意", "满意"] }
periods = ["month", "ytd"]
definition = "a"
[indicator.lonely]
title = "a"
version = 1
measure = "count"
ledger = "wishes"
among = { group = "爱心" }
periods = ["month", "all"]
definition = "a"
[indicator.waiting]
title = "a"
version = 1
measure = "count"
ledger = "wishes"
open = ["received", "realised"]
splits = ["group"]
definition = "a"
`

// TestGuarded: what is counted but never listed shows for the whole site and the longest period only.
func TestGuarded(t *testing.T) {
	f := compute(t, wishIndicators, "data/wishes/ledger.toml", "kind = 'wish'", "data/wishes/rows.toml", wishRows)
	where := map[string][]string{} // of each indicator and split, units and periods
	for _, figure := range f.All() {
		name := figure.Indicator + "/" + figure.Split
		if place := figure.Unit.ID + " " + figure.Period.Key(); !slices.Contains(where[name], place) {
			where[name] = append(where[name], place)
		}
	}
	everywhere := strings.Fields("2024-07 2024-08 all-2024-07 all-2024-08 ytd-2024-07 ytd-2024-08")
	for name, want := range map[string][]string{
		"wishes/group":  {"jie all-2024-08"},
		"pleased/":      {"jie ytd-2024-08"},
		"pleased/unit":  nil, // 本级 is not the whole site
		"lonely/":       {"jie all-2024-08"},
		"lonely/unit":   nil,
		"waiting/group": {"jie ytd-2024-08"},
		"wishes/":       product("jia jie she yi", everywhere),
		"wishes/unit":   {"jie 2024-08", "jie all-2024-08", "jie ytd-2024-08"},
	} {
		if !slices.Equal(where[name], want) {
			t.Errorf("%s stands at %v, want %v", name, where[name], want)
		}
	}
	if got := shown(at(t, f, "wishes", "jie", "all-2024-08", "group", aggregateMarker)); got != "2[]" {
		t.Errorf("the split by group is %s", got)
	}
	// Asking does not help.
	for _, key := range []string{"2024-08", "ytd-2024-07", "2024", "2024-08-01_2024-08-31"} {
		for _, id := range []string{"pleased", "lonely"} {
			f.Need(id, period(t, key))
			if figure := at(t, f, id, "jie", key); figure != nil {
				t.Errorf("%s for %s was made: %s", id, key, shown(figure))
			}
		}
		f.Need("wishes", period(t, key))
		if figure := at(t, f, "wishes", "jie", key, "group", aggregateMarker); figure != nil {
			t.Errorf("wishes by group for %s: %s", key, shown(figure))
		}
	}
}

func product(units string, periods []string) []string {
	var places []string
	for _, u := range strings.Fields(units) {
		for _, p := range periods {
			places = append(places, u+" "+p)
		}
	}
	return places
}

// TestGuardedDates: a date or a unit that is counted but never listed guards the indicator as well.
func TestGuardedDates(t *testing.T) {
	for _, c := range []struct{ schema, lines string }{
		{"[field.realised]\nclass = 'aggregate'", "date = 'realised'"},
		{"[field.received]\nclass = 'aggregate'", ""},
		{"[field.realised]\nclass = 'aggregate'", "open = ['received', 'realised']"},
		{"[field.unit]\nclass = 'aggregate'", ""},
		{"[field.unit]\nclass = 'private'", ""},
	} {
		f := compute(t, definition("measure = 'count'\nledger = 'wishes'\n"+c.lines),
			"data/wishes/ledger.toml", "kind = 'wish'\n"+c.schema, "data/wishes/rows.toml", wishRows)
		if all := f.All(); len(all) != 1 || all[0].Unit.ID != "jie" || all[0].Period.Key() != "ytd-2024-08" {
			t.Errorf("%s with %s: %d figures", c.lines, c.schema, len(all))
		}
	}
}

// TestGuardedOfNothing: without rows there is no longest period.
func TestGuardedOfNothing(t *testing.T) {
	f := compute(t, wishIndicators, "data/wishes/ledger.toml", "kind = 'wish'")
	for _, id := range []string{"wishes", "pleased", "lonely", "waiting"} {
		f.Need(id, period(t, "2024-08"))
	}
	if got := shown(at(t, f, "wishes", "jie", "2024-08")); got != "[x]" {
		t.Errorf("wishes of an empty ledger: %s", got)
	}
	if figure := at(t, f, "lonely", "jie", "2024-08"); figure != nil {
		t.Errorf("guarded: %s", shown(figure))
	}
}

// TestPrivacy: no figure carries what a private cell says, and what an aggregate one says stands only at the root.
func TestPrivacy(t *testing.T) {
	f := compute(t, wishIndicators, "data/wishes/ledger.toml", "kind = 'wish'", "data/wishes/rows.toml", wishRows)
	for _, id := range []string{"wishes", "waiting", "lonely", "pleased"} {
		for _, key := range []string{"2024", "2024-Q3", "all-2024-07", "2024-W33"} {
			f.Need(id, period(t, key))
		}
	}
	aggregates := 0
	for _, figure := range f.All() {
		text := fmt.Sprintf("%+v %+v %v %v %s %s", figure.Key, figure.Value, figure.N, figure.Of, figure.Source, figure.Note)
		if strings.Contains(text, privateMarker) {
			t.Errorf("a figure says %s", text)
		}
		if strings.Contains(text, aggregateMarker) || figure.Split == "satisfaction" {
			aggregates++
			if figure.Unit.Parent != nil || figure.Period.Key() != "all-2024-08" && figure.Indicator == "wishes" {
				t.Errorf("%s of %s in %s says %s", figure.Indicator, figure.Unit.ID, figure.Period.Key(), figure.Word)
			}
		}
	}
	if aggregates != 2 {
		t.Errorf("%d figures are split by group, want one of each indicator", aggregates)
	}
}

// TestSplit: the values of a split come in the order of the field, else in that of the rows.
func TestSplit(t *testing.T) {
	rows := ""
	for i, category := range []string{"停车", "照明", "停车"} {
		rows += fmt.Sprintf("[[case]]\nid = '%d'\nreceived = 2024-08-10\nunit = 'jia'\ntitle = 'x'\ncategory = '%s'\n", i, category)
	}
	for schema, want := range map[string]string{
		"kind = 'case'": "停车=2 照明=1",
		"kind = 'case'\n[field.category]\nvalues = ['照明', '排水', '停车']": "照明=1 停车=2",
	} {
		f := compute(t, definition("measure = 'count'\nledger = 'cases'\nsplits = ['category']"), "data/cases/ledger.toml", schema, "data/cases/rows.toml", rows)
		jie, august := f.site.Units.Root, period(t, "2024-08")
		var got []string
		for _, figure := range f.Split("x", jie, august, "category") {
			got = append(got, figure.Word+"="+figure.Printed(stat.HalfUp))
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s: got %v", schema, got)
		}
		for _, no := range [][2]string{{"x", "channel"}, {"x", "nonsense"}, {"y", "category"}} {
			if figures := f.Split(no[0], jie, august, no[1]); figures != nil {
				t.Errorf("%s by %s: %d figures", no[0], no[1], len(figures))
			}
		}
	}
}

func TestAllIsSorted(t *testing.T) {
	f := compute(t, asOfIndicators, "data/cases/rows.toml", asOfRows)
	all := f.All()
	if len(all) < 50 || !slices.IsSortedFunc(all, func(a, b *Figure) int {
		return cmp.Compare(strings.Join([]string{a.Indicator, a.Unit.ID, a.Period.Key(), a.Split, a.Word}, "\x00"),
			strings.Join([]string{b.Indicator, b.Unit.ID, b.Period.Key(), b.Split, b.Word}, "\x00"))
	}) {
		t.Errorf("%d figures in some order", len(all))
	}
	for _, figure := range all {
		if f.Get(figure.Key) == nil {
			t.Fatalf("%v is not found", figure.Key)
		}
	}
}

func TestPrinted(t *testing.T) {
	f := compute(t, asOfIndicators, "data/cases/rows.toml", asOfRows)
	if got := at(t, f, "on-time", "jie", "2024-07").Printed(stat.HalfUp); got != "50.0%" {
		t.Errorf("a rate is printed %s", got)
	}
	if got := at(t, f, "received", "jie", "2024-07").Printed(stat.HalfUp); got != "2" {
		t.Errorf("a count is printed %s", got)
	}
}
