package site

import (
	"strings"
	"testing"

	"github.com/lanewall/lanewall/internal/civil"
)

var withoutHorizon = strings.Replace(minimalConfig, "as_of = 2024-08-31\n", "", 1)

// pledge is a kind of a site's own: with a set that says how many it has, and a limit.
const pledge = `title = { zh-Hans = "承诺", en = "Pledges" }
counter = "条"
date = "promised"
open = ["promised", "kept"]

[field.id]
type = "id"
class = "public"

[field.unit]
type = "unit"
class = "public"

[field.promised]
type = "date"
class = "public"
required = true

[field.kept]
type = "date"
class = "public"
event = true
not_before = "promised"

[field.checked]
type = "set"
title = "六查"
class = "public"
values = ["人员", "事件", "福祉", "疑难", "灾情"]
count = 6
count_note = "原文列出五项"

[derived.age]
rule = "age"
title = "在办时长"
from = ["promised", "kept"]
`

const pledges = "[[pledge]]\nid = '1'\nunit = '甲里'\npromised = 2024-08-01\nchecked = ['人员']\n"

// TestOwnKind: a ledger of a kind that the site itself has defined is like any other.
func TestOwnKind(t *testing.T) {
	s := load(t, "data/kinds/pledge.toml", pledge, "data/promises/ledger.toml", "kind = 'pledge'\ntitle = '我们的承诺'\n", "data/promises/2024-08.toml", pledges)
	promises := s.Ledger("promises")
	if promises == nil || promises.N != 1 || promises.Kind.Name != "pledge" || promises.Kind.Title.In("zh-Hans") != "我们的承诺" || promises.Kind.Counter.In("zh-Hans") != "条" {
		t.Fatalf("the ledger is %+v", promises)
	}
	if unit := promises.Column("unit"); unit.Word(unit.Code(0, s.Horizon)) != "jia" {
		t.Error("the unit is not resolved")
	}
	if age := promises.Column("age"); age.Word(age.Code(0, s.Horizon)) != "8-30" {
		t.Errorf("after 30 days it is %q", age.Word(age.Code(0, s.Horizon)))
	}
	month, _ := civil.ParsePeriod("2024-08")
	if !s.Filed(promises, s.Units.Root, month) {
		t.Error("a month with a row is not filed")
	}
}

func TestOwnKindProblems(t *testing.T) {
	for _, c := range []struct {
		name  string
		files []string
		want  string
	}{
		{"a name that is taken", []string{"data/kinds/case.toml", pledge}, "data/kinds/case.toml taken-kind"},
		{"a name that is no address", []string{"data/kinds/承诺.toml", pledge}, "data/kinds/承诺.toml taken-kind"},
		{"no class", []string{"data/kinds/pledge.toml", pledge + "[field.who]\ntype = 'text'\n"}, "data/kinds/pledge.toml:37:1 unclassed-field"},
		{"five of six", []string{"data/kinds/pledge.toml", pledge + "[field.six]\ntype = 'set'\nclass = 'public'\nvalues = ['a']\ncount = 6\n"}, "data/kinds/pledge.toml:41:9 list-count"},
		{"no such type", []string{"data/kinds/pledge.toml", pledge + "[field.who]\ntype = 'person-times'\nclass = 'public'\n"}, "data/kinds/pledge.toml:38:8 unknown-value"},
		{"a date there is not", []string{"data/kinds/pledge.toml", "date = 'promised'\n"}, "data/kinds/pledge.toml:1:8 unknown-field"},
		{"no TOML", []string{"data/kinds/pledge.toml", "date = \n"}, "data/kinds/pledge.toml:1:8 toml-syntax"},
		{"a row that does not fit", []string{"data/kinds/pledge.toml", pledge, "data/promises/ledger.toml", "kind = 'pledge'", "data/promises/rows.toml", pledges + "kept = 2024-07-31\nchecked_by = 'x'\n"},
			"data/promises/rows.toml:6:8 date-order\ndata/promises/rows.toml:7:1 unknown-key"},
		{"a ledger of a kind almost of that name", []string{"data/kinds/pledge.toml", pledge, "data/promises/ledger.toml", "kind = 'pledges'"}, "data/promises/ledger.toml:1:8 unknown-kind"},
	} {
		s, problems := Load(folder(c.files...), Options{})
		if got := said(problems); got != c.want {
			t.Errorf("%s:\n got  %s\n want %s", c.name, got, c.want)
		}
		wholeInShape(t, s)
	}
}

// TestNarrowedOwnKinds: the six ledgers whose name says their kind may be narrowed like any other, whether their rows
// are one file or a folder.
func TestNarrowedOwnKinds(t *testing.T) {
	for _, c := range []struct{ name, narrow, rows, wrong string }{
		{"units", "[field.name]\ntitle = '名号'\n[field.area]\ntype = 'integer'\nclass = 'public'\nmin = 0\n", minimalUnits + "area = 12\n", minimalUnits + "area = -1\n"},
		{"people", "[field.post]\nvalues = ['巷长']\n", "[[person]]\nid = 'p'\nname = '张三'\nunit = 'jia'\npost = '巷长'\n", "[[person]]\nid = 'p'\nname = '张三'\nunit = 'jia'\npost = '港长'\n"},
		{"bodies", "[field.kind]\nvalues = ['局', '所']\n", "[[body]]\nid = 'zj'\nname = '住建'\nkind = '局'\n", "[[body]]\nid = 'zj'\nname = '住建'\nkind = '部门'\n"},
		{"calendar", "[field.name]\nrequired = true\n", "[[day]]\ndate = 2024-08-05\nwork = false\nname = '停电'\n", "[[day]]\ndate = 2024-08-05\nwork = false\n"},
		{"filings", "[field.by]\ntype = 'text'\nclass = 'private'\nrequired = true\n", "[[filing]]\nledger = 'cases'\nunit = 'yi'\nmonth = '2024-08'\nby = '李四'\n", "[[filing]]\nledger = 'cases'\nunit = 'yi'\nmonth = '2024-08'\n"},
		{"published", "[field.quote]\nrequired = true\n", "", "[[published]]\nid = 'a'\ntitle = 'b'\nindicator = 'c'\nunit = 'jie'\nperiod = '2024'\nvalue = '1'\n"},
	} {
		for _, file := range []string{"data/" + c.name + ".toml", "data/" + c.name + "/rows.toml"} {
			files := []string{"data/units.toml", minimalUnits, "data/units/rows.toml", "-", "data/" + c.name + ".toml", "-", "data/" + c.name + "/ledger.toml", c.narrow}
			load(t, append(files, file, c.rows)...)
			if _, problems := Load(folder(append(files, file, c.wrong)...), Options{}); !strings.HasPrefix(said(problems), file+":") {
				t.Errorf("%s: of a row that does not fit it says %q", file, said(problems))
			}
		}
	}
}

// TestBuiltinCalendar: a site that has no calendar knows the holidays of 2024 all the same, and may know better for
// itself, day by day.
func TestBuiltinCalendar(t *testing.T) {
	const limits = "kind = 'case'\n[[limit]]\nwithin = '5个工作日'\n"
	row := "[[case]]\nid = '1'\nunit = 'jia'\ntitle = 'x'\nreceived = "
	for _, c := range []struct{ name, received, calendar, due string }{
		// From 1 to 7 October is National Day; 29 September and 12 October, a Sunday and a Saturday, are worked.
		{"over National Day", "2024-09-27", "-", "2024-10-10"}, // 29 and 30 September, 8, 9, 10 October
		{"into the Saturday", "2024-09-30", "-", "2024-10-12"}, // 8 to 11 October, and the 12th
		{"the 8th is a holiday here", "2024-09-27", "[[day]]\ndate = 2024-10-08\nwork = false\n", "2024-10-11"},
		{"the 7th is worked here", "2024-09-27", "[[day]]\ndate = 2024-10-07\nwork = true\n", "2024-10-09"},
		{"the 29th is a Sunday like any other", "2024-09-27", "[[day]]\ndate = 2024-09-29\nwork = false\n", "2024-10-11"},
	} {
		s := load(t, "site.toml", "as_of = 2024-09-30\n"+withoutHorizon, "data/calendar.toml", c.calendar, "data/cases/ledger.toml", limits,
			"data/cases/2024-08.toml", "-", "data/cases/2024-09.toml", row+c.received+"\n")
		deadline := s.Ledger("cases").Column("deadline")
		if got := deadline.Date(0, s.Horizon).String(); got != c.due || deadline.Provisional(0) {
			t.Errorf("%s: due %s (provisional: %v), want %s", c.name, got, deadline.Provisional(0), c.due)
		}
	}
}

// TestCalendarReachesItsEnd: a limit that ends in a year whose holidays nobody has published is provisional. Here the
// site knows those of 2090.
func TestCalendarReachesItsEnd(t *testing.T) {
	s := load(t, "site.toml", "as_of = 2090-12-31\n"+withoutHorizon, "data/calendar.toml", "[[day]]\ndate = 2090-10-02\nwork = false\n",
		"data/cases/ledger.toml", "kind = 'case'\n[[limit]]\nwithin = '5个工作日'\n", "data/cases/2024-08.toml", "-",
		"data/cases/2090-12.toml", "[[case]]\nid = '1'\nunit = 'jia'\ntitle = 'x'\nreceived = 2090-12-04\n[[case]]\nid = '2'\nunit = 'jia'\ntitle = 'x'\nreceived = 2090-12-27\n")
	deadline := s.Ledger("cases").Column("deadline")
	for row, want := range []struct {
		due         string
		provisional bool
	}{{"2090-12-11", false}, {"2091-01-03", true}} { // a Monday; a Wednesday, if 1 January is worked
		if got := deadline.Date(row, s.Horizon).String(); got != want.due || deadline.Provisional(row) != want.provisional {
			t.Errorf("row %d is due %s, provisional %v; want %+v", row, got, deadline.Provisional(row), want)
		}
	}
}
