package due

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/lanewall/lanewall/internal/civil"
	"github.com/lanewall/lanewall/internal/diag"
	"github.com/lanewall/lanewall/internal/ledger"
	"github.com/lanewall/lanewall/internal/site"
)

// files is a small office. Its cases have three working days, counted from Monday 2 September 2024; its disputes 20
// days, and limits of their own for the steps.
var files = fstest.MapFS{
	"site.toml": file(`format = 1
id = "jia.example"
title = "甲街道公开栏"
issuer = "甲街道"
as_of = 2024-08-31
[contact]
phone = "0000-0000000"
[[level]]
id = "street"
title = "街道"
[[level]]
id = "lane"
title = "里巷"
`),
	"data/units.toml": file(`[[unit]]
id = "jie"
name = "甲街道"
kind = "street"
[[unit]]
id = "yi"
name = "乙里"
kind = "lane"
parent = "jie"
[[unit]]
id = "bing"
name = "丙里"
kind = "lane"
parent = "jie"
`),
	"data/bodies.toml": file(`[[body]]
id = "zhujian"
name = "住建"
kind = "部门"
phone = "0000-7777777"
[[body]]
id = "chengguan"
name = "城管"
kind = "部门"
`),
	"data/people/ledger.toml": file("kind = \"person\"\n[field.post]\nvalues = [\"网格员\"]\n"),
	"data/people/rows.toml": file(`[[person]]
id = "p-1"
name = "示例甲"
post = "网格员"
unit = "yi"
phone = "0000-8888888"
`),
	"data/cases/ledger.toml": file("kind = \"case\"\n[[limit]]\nwithin = \"3个工作日\"\n"),
	"data/cases/2024-09.toml": file(`[[case]]
id = "C-1"
received = 2024-08-20
unit = "yi"
title = "路灯不亮"
lead = "住建"
assist = ["城管"]
caller = "PRIVATE-caller"
contact = "PRIVATE-contact"
detail = "PRIVATE-detail"
[[case]]
id = "C-2" # due 5 September, yellow the 4th
received = 2024-09-02
unit = "bing"
title = "井盖破损"
lead = "住建"
closed = 2024-09-04
outcome = "解决"
reopened = 2024-09-06
[[case]]
id = "C-3"
received = 2024-09-03
unit = "bing"
title = "积水"
[[case]]
id = "C-4"
received = 2024-09-01
due = 2024-09-18
unit = "yi"
title = "围墙"
lead = "城管"
`),
	"data/hazards/ledger.toml": file("kind = \"hazard\"\n[[limit]]\nwithin = \"5个工作日\"\n[field.title]\nclass = \"private\"\n"),
	"data/hazards/rows.toml": file(`[[hazard]]
id = "H-1"
found = 2024-08-28
unit = "yi"
title = "PRIVATE-title"
lead = "城管"
responsible = "示例甲"
detail = "PRIVATE-detail"
`),
	"data/works/ledger.toml": file("kind = \"work\"\n"),
	"data/works/rows.toml": file(`[[work]]
id = "W-1"
unit = "yi"
title = "加装扶手"
promised = 2024-03-01
due = 2024-09-06
lead = "住建"
`),
	"data/disputes/ledger.toml": file("kind = \"dispute\"\n[[limit]]\nwithin = \"20天\"\n"),
	"data/disputes/rows.toml": file(`[[dispute]]
id = "D-1"
received = 2024-08-30
unit = "yi"
category = "土地"
parties = "PRIVATE-parties"
lead = "城管"
steps = [{ level = "村", from = 2024-08-30, until = 2024-09-02, within = "7天", reason = "分歧大" }, { level = "管区", from = 2024-09-02, within = "3个工作日" }]
`),
}

func file(s string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(s)} }

func date(t testing.TB, text string) civil.Date {
	t.Helper()
	d, err := civil.ParseDate(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// load reads a site as of a day.
func load(t testing.TB, files fs.FS, day civil.Date) *site.Site {
	t.Helper()
	s, problems := site.Load(files, site.Options{AsOf: &day})
	if problems.Count(diag.Error) > 0 {
		t.Fatal(problems[0].Format(diag.English))
	}
	return s
}

// lines are items in short: id, step, when, yellow, due, left.
func lines(items []Item) []string {
	var lines []string
	for _, i := range items {
		lines = append(lines, strings.TrimSpace(fmt.Sprintf("%s%s %s %s %s %d", i.ID, i.Step, i.When.Key(), i.Yellow, i.Due, i.Left)))
	}
	return lines
}

// The week is that of Monday 2 to Sunday 8 September 2024, without holidays.
func TestFind(t *testing.T) {
	for _, test := range []struct {
		day  string
		want []string
	}{
		{"2024-09-03", []string{ // Tuesday. C-2 is closed tomorrow, which nobody can know.
			"C-1 overdue 2024-08-22 2024-08-23 -7",
			"H-1 due-week 2024-09-02 2024-09-04 1",
			"C-2 due-week 2024-09-04 2024-09-05 2",
			"D-1管区 due-week 2024-09-04 2024-09-05 2",
			"C-3 due-week 2024-09-05 2024-09-06 3",
			"W-1 due-week  2024-09-06 3",
		}},
		{"2024-09-04", []string{ // Wednesday
			"C-1 overdue 2024-08-22 2024-08-23 -8",
			"H-1 today 2024-09-02 2024-09-04 0",
			"D-1管区 yellow-today 2024-09-04 2024-09-05 1",
			"C-3 due-week 2024-09-05 2024-09-06 2",
			"W-1 due-week  2024-09-06 2",
		}},
		{"2024-09-07", []string{ // Saturday: what was due on Friday is red. C-2 has been taken up again.
			"C-1 overdue 2024-08-22 2024-08-23 -10",
			"H-1 overdue 2024-09-02 2024-09-04 -2",
			"C-2 overdue 2024-09-04 2024-09-05 -1",
			"D-1管区 overdue 2024-09-04 2024-09-05 -1",
			"C-3 today 2024-09-05 2024-09-06 0",
			"W-1 today  2024-09-06 0",
		}},
		{"2024-09-10", []string{ // Tuesday: C-4 is past half of 17 days, D-1 past half of 20
			"C-1 overdue 2024-08-22 2024-08-23 -12",
			"H-1 overdue 2024-09-02 2024-09-04 -4",
			"C-2 overdue 2024-09-04 2024-09-05 -3",
			"D-1管区 overdue 2024-09-04 2024-09-05 -3",
			"C-3 overdue 2024-09-05 2024-09-06 -2",
			"W-1 overdue  2024-09-06 -2",
			"C-4 yellow-today 2024-09-10 2024-09-18 5",
			"D-1 yellow-today 2024-09-10 2024-09-19 6",
		}},
		{"2024-09-09", []string{
			"C-1 overdue 2024-08-22 2024-08-23 -11",
			"H-1 overdue 2024-09-02 2024-09-04 -3",
			"C-2 overdue 2024-09-04 2024-09-05 -2",
			"D-1管区 overdue 2024-09-04 2024-09-05 -2",
			"C-3 overdue 2024-09-05 2024-09-06 -1",
			"W-1 overdue  2024-09-06 -1",
			"C-4 yellow-week 2024-09-10 2024-09-18 6",
			"D-1 yellow-week 2024-09-10 2024-09-19 7",
		}},
		{"2024-08-19", nil},
	} {
		day := date(t, test.day)
		if got := lines(Find(load(t, files, day), day)); !slices.Equal(got, test.want) {
			t.Errorf("%s:\n%s\nwant\n%s", test.day, strings.Join(got, "\n"), strings.Join(test.want, "\n"))
		}
	}
}

// sites is the folders of the repository that are sites.
var sites = append([]string{"../.."}, glob("../../examples/*/site.toml")...)

func glob(pattern string) (folders []string) {
	files, err := filepath.Glob(pattern)
	if err != nil || len(files) < 2 {
		panic(pattern)
	}
	for _, file := range files {
		folders = append(folders, filepath.Dir(file))
	}
	return folders
}

// What is found on a day is exactly what the ledgers' lights say when they are asked for every day of its week.
func TestFindAgreesWithTheLights(t *testing.T) {
	listed := 0
	for _, dir := range sites {
		horizon := load(t, os.DirFS(dir), civil.New(2030, 1, 1)).Config.AsOf
		for _, back := range []civil.Date{0, 3, 8, 15, 22} { // of several weekdays
			day := *horizon - back
			s := load(t, os.DirFS(dir), day)
			got := map[string]When{}
			for _, i := range Find(s, day) {
				if i.Step == "" && i.Table.Column("light") != nil {
					got[i.Table.Name+i.Table.ID(i.Row)] = i.When
				}
			}
			want := map[string]When{}
			for _, table := range s.Ledgers {
				if table.Column("light") != nil {
					asked(t, table, day, want, got)
				}
			}
			listed += len(want)
			for id, when := range got {
				if w, ok := want[id]; !ok || w != when {
					t.Errorf("%s on %v: %s is found as %s, the lights say %v", dir, day, id, when.Key(), w)
				}
			}
			if len(got) != len(want) {
				t.Errorf("%s on %v: %d found, %d by the lights", dir, day, len(got), len(want))
			}
		}
	}
	if listed < 100 {
		t.Errorf("only %d items in all sites: the test has nothing to look at", listed)
	}
}

// asked collects, day by day, what the lights of a ledger say. A row that is closed later in the week says nothing from
// then on: of it only what was found before counts.
func asked(t *testing.T, table *ledger.Table, day civil.Date, want, got map[string]When) {
	light := table.Column("light")
	ended := table.Column(table.Kind.Open[1])
	_, sunday := Week(day)
	on := func(row int, d civil.Date) string { return light.Word(light.Code(row, d)) }
	for row := range table.N {
		id := table.Name + table.ID(row)
		if d := ended.Date(row, sunday+1); on(row, day) != "" && d != civil.None && d > day {
			if when, ok := got[id]; ok {
				want[id] = when
			}
			continue
		}
		yellow, last := civil.None, civil.None
		for d := day; d <= sunday; d++ {
			if on(row, d) == "half" && on(row, d-1) != "half" && yellow == civil.None {
				yellow = d
			}
			if on(row, d) != "overdue" && on(row, d) != "" && on(row, d+1) == "overdue" {
				last = d
			}
		}
		switch {
		case on(row, day) == "":
		case on(row, day) == "overdue" && on(row, day-1) == "overdue":
			want[id] = Overdue
		case on(row, day) == "overdue" || last == day:
			want[id] = Today
		case yellow == day:
			want[id] = YellowToday
		case last != civil.None:
			want[id] = DueWeek
		case yellow != civil.None:
			want[id] = YellowWeek
		}
	}
}

func TestWeek(t *testing.T) {
	for day, want := range map[string]string{"2024-09-02": "2024-09-02", "2024-09-08": "2024-09-02", "2024-09-09": "2024-09-09", "2025-01-01": "2024-12-30"} {
		if monday, sunday := Week(date(t, day)); monday.String() != want || sunday != monday+6 {
			t.Errorf("week of %s: %v to %v", day, monday, sunday)
		}
	}
}

func TestLeft(t *testing.T) {
	calendar := civil.NewCalendar(map[civil.Date]bool{
		date(t, "2024-09-14"): true, date(t, "2024-09-16"): false, date(t, "2024-09-17"): false}) // Mid-autumn
	for _, test := range []struct {
		day, due string
		want     int
	}{
		{"2024-09-13", "2024-09-13", 0},
		{"2024-09-13", "2024-09-14", 1},
		{"2024-09-13", "2024-09-18", 2},
		{"2024-09-18", "2024-09-13", -2},
		{"2024-09-17", "2024-09-14", 0},
	} {
		if got := Left(calendar, date(t, test.day), date(t, test.due)); got != test.want {
			t.Errorf("from %s to %s: %d working days, want %d", test.day, test.due, got, test.want)
		}
	}
}

func TestNewest(t *testing.T) {
	day := date(t, "2024-10-01")
	if got := Newest(load(t, files, day), day); got.String() != "2024-09-03" {
		t.Errorf("newest is %v", got)
	}
}

func TestFilter(t *testing.T) {
	day := date(t, "2024-09-03")
	s := load(t, files, day)
	items := Find(s, day)
	for _, test := range []struct {
		filter Filter
		want   string
	}{
		{Filter{}, "C-1 H-1 C-2 D-1 C-3 W-1"},
		{Filter{Ledger: "cases"}, "C-1 C-2 C-3"},
		{Filter{Body: "chengguan"}, "C-1 H-1 D-1"},
		{Filter{Unit: s.Units.Find("bing")}, "C-2 C-3"},
		{Filter{Unit: s.Units.Root, Body: "zhujian"}, "C-1 C-2 W-1"},
	} {
		var ids []string
		for _, i := range test.filter.Keep(items) {
			ids = append(ids, i.ID)
		}
		if got := strings.Join(ids, " "); got != test.want {
			t.Errorf("%+v keeps %s, want %s", test.filter, got, test.want)
		}
	}
}

func TestGroups(t *testing.T) {
	day := date(t, "2024-09-03")
	s := load(t, files, day)
	for by, want := range map[By]string{
		ByBody:   "住建 C-1 C-2 W-1|城管 H-1 D-1| C-3",
		ByPerson: "示例甲 H-1| C-1 C-2 D-1 C-3 W-1",
		ByUnit:   "乙里 C-1 H-1 D-1 W-1|丙里 C-2 C-3",
	} {
		var groups []string
		for _, g := range Groups(s, Find(s, day), by) {
			line := g.Holder.Name
			for _, i := range g.Items {
				line += " " + i.ID
			}
			groups = append(groups, line)
		}
		if got := strings.Join(groups, "|"); got != want {
			t.Errorf("by %d: %s, want %s", by, got, want)
		}
	}
}
