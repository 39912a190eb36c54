package yejin

import (
	"bytes"
	"fmt"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/BurntSushi/toml"

	"github.com/lanewall/lanewall/examples/synth/kit"
)

// The tests count what the files say, read back with a TOML library; they know
// nothing of how the rows were drawn.

const siteRoot = "../../.."

var asOf = time.Date(2024, 8, 31, 0, 0, 0, 0, time.UTC)

type record map[string]any

func (r record) text(key string) string { s, _ := r[key].(string); return s }
func (r record) number(key string) int  { n, _ := r[key].(int64); return int(n) }
func (r record) has(key string) bool    { _, ok := r[key]; return ok }

func (r record) list(key string) []string {
	var list []string
	values, _ := r[key].([]any)
	for _, v := range values {
		list = append(list, v.(string))
	}
	return list
}

// date returns a date as midnight UTC; TOML's local dates carry no zone.
func (r record) date(key string) (time.Time, bool) {
	t, ok := r[key].(time.Time)
	if !ok {
		return time.Time{}, false
	}
	y, m, d := t.Date()
	return time.Date(y, m, d, 0, 0, 0, 0, time.UTC), true
}

// A parsed file is a generated file with its rows read back; a picture has none.
type parsed struct {
	kit.File
	rows []record
	err  error
}

// generated is the site, made and read once for all tests.
var generated = sync.OnceValue(func() []parsed {
	var all []parsed
	for _, f := range Files(kit.Options{}) {
		p := parsed{File: f}
		if !strings.HasSuffix(f.Path, ".toml") {
			all = append(all, p)
			continue
		}
		var tables map[string][]record
		p.err = toml.Unmarshal(f.Body, &tables)
		if len(tables) > 1 {
			p.err = fmt.Errorf("%d tables, want one", len(tables))
		}
		for _, rows := range tables {
			p.rows = rows
		}
		all = append(all, p)
	}
	return all
})

// rowsIn returns the rows of every generated file below the path.
func rowsIn(t *testing.T, under string) []record {
	t.Helper()
	var rows []record
	for _, f := range generated() {
		if f.Path != under && !strings.HasPrefix(f.Path, under+"/") {
			continue
		}
		if f.err != nil {
			t.Fatalf("%s: %v", f.Path, f.err)
		}
		rows = append(rows, f.rows...)
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

// happened tells whether an event field is filled in by the horizon.
func happened(key string) func(record) bool {
	return func(r record) bool {
		d, ok := r.date(key)
		return ok && !d.After(asOf)
	}
}

func TestTotals(t *testing.T) {
	units, bodies, people := rowsIn(t, "data/units.toml"), rowsIn(t, "data/bodies.toml"), rowsIn(t, "data/people")
	visits, talks, projects := rowsIn(t, "data/visits"), rowsIn(t, "data/meetings"), rowsIn(t, "data/projects")
	cases, feedback, orders := rowsIn(t, "data/cases"), rowsIn(t, "data/feedback"), rowsIn(t, "data/orders")
	wishes, disclosures := rowsIn(t, "data/wishes"), rowsIn(t, "data/disclosures")
	solved := func(r record) bool { return happened("closed")(r) && r.text("outcome") == "解决" }
	for _, c := range []struct {
		what string
		got  int
		want int
	}{
		{"Y1 communities", count(units, is("kind", "community")), 3},
		{"Y1 compounds", count(units, is("kind", "compound")), 10},
		{"Y1 里", count(units, func(r record) bool { return strings.HasSuffix(r.text("name"), "里") }), 9},
		{"Y1 塘", count(units, func(r record) bool { return strings.HasSuffix(r.text("name"), "塘") }), 1},
		{"Y2 teams", count(bodies, is("kind", "队伍")), 18},
		{"Y2 stewards", count(people, is("post", "里巷管家")), 179},
		{"Y3 visits", len(visits), 1041},
		{"Y4 talks", len(talks), 56},
		{"Y4 projects started", count(projects, happened("started")), 177},
		{"Y4 cases solved", count(cases, solved), 651},
		{"Y5 finance disclosures", count(disclosures, is("column", "财务收支")), 54},
		{"Y6 feedback", len(feedback), 106},
		{"Y6 settled in time", count(feedback, settledInTime), 96},
		{"Y7 wishes", len(wishes), 367},
		{"Y7 realised", count(wishes, happened("realised")), 358},
		{"Y9 orders", len(orders), 156},
		{"Y9 due", count(orders, func(r record) bool { return !dueOf(r).After(asOf) }), 156},
		{"Y9 in time", count(orders, settledInTime), 150},
		{"Y9 solved in time", count(orders, func(r record) bool { return settledInTime(r) && solved(r) }), 150},
		{"departments", count(bodies, is("kind", "部门")), 6},
		{"里长", count(people, is("post", "里长")), 10},
	} {
		if c.got != c.want {
			t.Errorf("%s: %d, want %d", c.what, c.got, c.want)
		}
	}
	persons := 0
	for _, v := range visits {
		persons += v.number("persons")
	}
	between(t, "Y3 person-times", persons, 10050, 10600)
	between(t, "cases received", len(cases), 690, 720)
	between(t, "Y6 open or late", len(feedback)-count(feedback, settledInTime), 1, 12)
	between(t, "open cases overdue", count(cases, func(r record) bool {
		return !r.has("closed") && dueOf(r).Before(asOf)
	}), 1, 2)
}

func between(t *testing.T, what string, got, low, high int) {
	t.Helper()
	if got < low || got > high {
		t.Errorf("%s: %d, want %d to %d", what, got, low, high)
	}
}

// within reads a ledger's limits in working days from its ledger.toml.
func within(t *testing.T, folder string) map[string]int {
	t.Helper()
	limits := make(map[string]int)
	for _, l := range settings(t, folder).Limit {
		n, err := strconv.Atoi(strings.TrimSuffix(l.Within, "个工作日"))
		if err != nil {
			t.Fatal(err)
		}
		limits[l.Level] = n
	}
	return limits
}

// dueOf counts working days by hand: dates off and on are those of 2024.
func dueOf(r record) time.Time {
	d, _ := r.date("received")
	for n := limits[r.text("level")]; n > 0; {
		d = d.AddDate(0, 0, 1)
		if isWorkday(d) {
			n--
		}
	}
	return d
}

func isWorkday(d time.Time) bool {
	const off = " 01-01 02-10 02-11 02-12 02-13 02-14 02-15 02-16 02-17 04-04 04-05 04-06" +
		" 05-01 05-02 05-03 05-04 05-05 06-10 09-15 09-16 09-17 "
	const on = " 02-04 02-18 04-07 04-28 05-11 09-14 "
	key := " " + d.Format("01-02") + " "
	weekend := d.Weekday() == time.Saturday || d.Weekday() == time.Sunday
	return strings.Contains(on, key) || !weekend && !strings.Contains(off, key)
}

func settledInTime(r record) bool {
	closed, ok := r.date("closed")
	return ok && !closed.After(dueOf(r))
}

func TestWorkingDays(t *testing.T) {
	for _, c := range []struct {
		from kit.Day
		n    int
		want string
	}{
		{on(1, 2), 2, "2024-01-04"},
		{on(2, 2), 2, "2024-02-05"},   // Sunday 4 February is worked
		{on(2, 9), 1, "2024-02-18"},   // over the Spring Festival, to a worked Sunday
		{on(4, 30), 2, "2024-05-07"},  // over Labour Day
		{on(8, 31), 1, "2024-09-02"},  // received on a Saturday
		{on(8, 30), 11, "2024-09-14"}, // to a worked Saturday
		{on(8, 30), 12, "2024-09-18"}, // and over Mid-Autumn
	} {
		if got := kit.After(c.from, c.n).String(); got != c.want {
			t.Errorf("%d working days after %s: %s, want %s", c.n, c.from, got, c.want)
		}
	}
	for d := on(1, 1); d <= on(9, 30)-2; d++ {
		if got, want := kit.Works(d), isWorkday(d.Time()); got != want {
			t.Errorf("%s works: %v, want %v", d, got, want)
		}
	}
}

func TestLimitsAgreeWithLedgers(t *testing.T) {
	for _, folder := range []string{"cases", "orders", "feedback"} {
		for level, n := range within(t, folder) {
			if limits[level] != n {
				t.Errorf("%s: %s within %d working days; synth uses %d", folder, level, n, limits[level])
			}
		}
	}
}

// TestDates holds every event after the one before it, and none after the horizon.
func TestDates(t *testing.T) {
	for folder, chain := range map[string][]string{
		"visits": {"date"}, "meetings": {"date"}, "disclosures": {"date"},
		"cases": {"received", "closed"}, "orders": {"received", "closed"}, "feedback": {"received", "closed"},
		"wishes":   {"received", "realised"},
		"projects": {"proposed", "agreed", "posted", "started", "accepted", "completed"},
	} {
		for _, r := range rowsIn(t, "data/"+folder) {
			last := time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC)
			ended := ""
			for _, key := range chain {
				d, ok := r.date(key)
				switch {
				case !ok && key == chain[0]:
					t.Errorf("%s: no %s", r.text("id"), key)
				case !ok:
					ended = key
				case ended != "":
					t.Errorf("%s: %s without %s", r.text("id"), key, ended)
				case d.Before(last) || d.After(asOf):
					t.Errorf("%s: %s is %s, after %s", r.text("id"), key, d.Format(time.DateOnly), last.Format(time.DateOnly))
				default:
					last = d
				}
			}
		}
	}
}

// TestFilesByMonth holds each row in the file of its month, ids in order and unique.
func TestFilesByMonth(t *testing.T) {
	name := regexp.MustCompile(`/(2024-0[1-8])\.toml$`)
	id := regexp.MustCompile(`^[A-Z]-2024-[0-9]{4}$`)
	seen := make(map[string]bool)
	for _, f := range generated() {
		m := name.FindStringSubmatch(f.Path)
		if m == nil {
			continue
		}
		for _, r := range f.rows {
			for _, key := range []string{"date", "received", "proposed"} {
				if d, ok := r.date(key); ok && d.Format("2006-01") != m[1] {
					t.Errorf("%s: %s in %s", f.Path, r.text("id"), d.Format(time.DateOnly))
				}
			}
			if !id.MatchString(r.text("id")) || seen[r.text("id")] {
				t.Errorf("%s: id %q malformed or used twice", f.Path, r.text("id"))
			}
			seen[r.text("id")] = true
		}
	}
}

type ledgerSettings struct {
	Kind  string
	Field map[string]struct {
		Values   []string
		Min, Max *int64
	}
	Limit []struct{ Level, Within string }
}

func settings(t *testing.T, folder string) ledgerSettings {
	t.Helper()
	var s ledgerSettings
	if _, err := toml.DecodeFile(filepath.Join(siteRoot, "data", folder, "ledger.toml"), &s); err != nil {
		t.Fatal(err)
	}
	return s
}

// TestAllowedValues holds every row against its ledger's narrowed fields.
func TestAllowedValues(t *testing.T) {
	folders := []string{"people", "visits", "meetings", "projects", "cases", "orders", "feedback", "wishes", "disclosures", "kiosks"}
	for _, folder := range folders {
		fields := settings(t, folder).Field
		for _, r := range rowsIn(t, "data/"+folder) {
			for key, field := range fields {
				values := r.list(key)
				if s := r.text(key); s != "" {
					values = []string{s}
				}
				for _, v := range values {
					if !slices.Contains(field.Values, v) {
						t.Errorf("%s: %s = %q is not allowed", r.text("id"), key, v)
					}
				}
				if n, ok := r[key].(int64); ok && (field.Min != nil && n < *field.Min || field.Max != nil && n > *field.Max) {
					t.Errorf("%s: %s = %d is out of range", r.text("id"), key, n)
				}
			}
		}
	}
}

// TestReferences resolves every unit, body, person and meeting a row names.
func TestReferences(t *testing.T) {
	ids := func(under string) map[string]bool {
		set := make(map[string]bool)
		names := make(map[string]bool)
		for _, r := range rowsIn(t, under) {
			id, name := r.text("id"), r.text("name")
			if id == "" || set[id] || name != "" && names[name] {
				t.Errorf("%s: id %q or name %q used twice", under, id, name)
			}
			set[id], names[name] = true, true
		}
		return set
	}
	units, bodies, people, talks := ids("data/units.toml"), ids("data/bodies.toml"), ids("data/people"), ids("data/meetings")
	refers := map[string]map[string]bool{
		"unit": units, "parent": units, "lead": bodies, "assist": bodies, "team": bodies, "steward": people, "meeting": talks,
	}
	for _, f := range generated() {
		for _, r := range f.rows {
			for key, known := range refers {
				for _, id := range append(r.list(key), r.text(key)) {
					if id != "" && !known[id] {
						t.Errorf("%s: %s: no %s %q", f.Path, r.text("id"), key, id)
					}
				}
			}
		}
	}
}

func TestStewards(t *testing.T) {
	entrance := regexp.MustCompile(`^([1-9][0-9]*)栋([1-9])单元$`)
	lists := make(map[string]map[int][]int) // compound → building → entrances
	covered := make(map[string]map[string]bool)
	for _, p := range rowsIn(t, "data/people") {
		if p.text("post") != "里巷管家" {
			continue
		}
		between(t, p.text("id")+" households", p.number("households"), 5, 15)
		between(t, p.text("id")+" duties", len(p.list("duties")), 1, 2)
		between(t, p.text("id")+" serves", len(p.list("serves")), 1, 2)
		team := p.text("team")
		if covered[team] == nil {
			covered[team] = make(map[string]bool)
		}
		for _, duty := range p.list("duties") {
			covered[team][duty] = true
		}
		for _, place := range p.list("serves") {
			m := entrance.FindStringSubmatch(place)
			if m == nil {
				t.Fatalf("%s serves %q", p.text("id"), place)
			}
			building, _ := strconv.Atoi(m[1])
			number, _ := strconv.Atoi(m[2])
			if lists[p.text("unit")] == nil {
				lists[p.text("unit")] = make(map[int][]int)
			}
			lists[p.text("unit")][building] = append(lists[p.text("unit")][building], number)
		}
	}
	if len(covered) != 18 || len(lists) != 10 {
		t.Errorf("stewards in %d teams and %d compounds, want 18 and 10", len(covered), len(lists))
	}
	for team, duties := range covered {
		if len(duties) != 4 {
			t.Errorf("team %s covers %d of four duties", team, len(duties))
		}
	}
	// 户户有人联: buildings 1 to n, entrances 1 to m, each once.
	for unit, buildings := range lists {
		for b := 1; b <= len(buildings); b++ {
			slices.Sort(buildings[b])
			for i, e := range buildings[b] {
				if e != i+1 {
					t.Errorf("%s, building %d: entrances %v", unit, b, buildings[b])
					break
				}
			}
			if len(buildings[b]) == 0 {
				t.Errorf("%s: building %d is on nobody's list", unit, b)
			}
		}
	}
}

func TestStewardsVisitTheirOwn(t *testing.T) {
	home := make(map[string]record)
	for _, p := range rowsIn(t, "data/people") {
		home[p.text("id")] = p
	}
	for _, v := range rowsIn(t, "data/visits") {
		p := home[v.text("steward")]
		if p.text("unit") != v.text("unit") || v.number("households") > p.number("households") {
			t.Errorf("%s: %s of %s visits %d households in %s", v.text("id"), p.text("id"), p.text("unit"), v.number("households"), v.text("unit"))
		}
	}
}

// TestTalksAndProjects holds a talk's agreed count against its projects.
func TestTalksAndProjects(t *testing.T) {
	agreed := make(map[string]int)
	talks := make(map[string]record)
	for _, r := range rowsIn(t, "data/meetings") {
		talks[r.text("id")] = r
	}
	for _, p := range rowsIn(t, "data/projects") {
		if spent, budget := p["spent"], p["budget"]; spent != nil && (!p.has("completed") || spent.(float64) > budget.(float64)) {
			t.Errorf("%s: spent %v of %v, completed %v", p.text("id"), spent, budget, p["completed"])
		}
		if !p.has("meeting") {
			continue
		}
		agreed[p.text("meeting")]++
		talk := talks[p.text("meeting")]
		if talk.text("unit") != p.text("unit") || talk["date"] != p["agreed"] {
			t.Errorf("%s: not of the unit or day of %s", p.text("id"), p.text("meeting"))
		}
	}
	for id, talk := range talks {
		if n := talk.number("agreed"); agreed[id] > n || n > talk.number("matters") {
			t.Errorf("%s: %d projects, %d agreed, %d raised", id, agreed[id], n, talk.number("matters"))
		}
	}
}

func TestNothingReal(t *testing.T) {
	phone := regexp.MustCompile(`[0-9]{4}-[0-9]{7}|[0-9]{7,}`)
	owners := make(map[string]string)
	for _, f := range generated() {
		if !bytes.HasPrefix(kit.Said(f.Body), []byte(site.Header())) {
			t.Errorf("%s: no notice that the data are synthetic", f.Path)
		}
		for _, p := range phone.FindAllString(string(f.Body), -1) {
			if !strings.HasPrefix(p, "0000-") {
				t.Errorf("%s: %s may be somebody's number", f.Path, p)
			}
		}
		for _, r := range f.rows {
			who, p := f.Path+" "+r.text("id"), r.text("phone")
			if p != "" && owners[p] != "" {
				t.Errorf("%s: %s is the number of %s too", who, p, owners[p])
			}
			owners[p] = who
		}
	}
	for _, p := range rowsIn(t, "data/people") {
		if !strings.HasPrefix(p.text("name"), "示例") {
			t.Errorf("%s: name %q", p.text("id"), p.text("name"))
		}
	}
	for _, f := range generated() {
		for _, r := range f.rows {
			for _, key := range []string{"caller", "detail", "text", "wisher"} {
				if s := r.text(key); s != "" && !strings.HasPrefix(s, "示例") {
					t.Errorf("%s: %s = %q", r.text("id"), key, s)
				}
			}
		}
	}
}

func TestTitles(t *testing.T) {
	building := regexp.MustCompile(`^[一二三四五六七八九十]+栋`)
	door := regexp.MustCompile(`[0-9]|单元[0-9一二三四五六七八九十]|号|[室婆]|爷爷|先生|女士`)
	different := make(map[string]bool)
	for _, folder := range []string{"cases", "feedback", "orders"} {
		for _, r := range rowsIn(t, "data/"+folder) {
			title := r.text("title")
			if door.MatchString(title) {
				t.Errorf("%s: %q may name a door or a person", r.text("id"), title)
			}
			if folder == "cases" {
				different[building.ReplaceAllString(title, "")] = true
			}
		}
	}
	if len(different) < 60 {
		t.Errorf("%d different titles of cases, want 60 or more", len(different))
	}
}

// TestEverybodyFiled holds that each compound has, for every ledger and month,
// rows or a nil return, and never both.
func TestEverybodyFiled(t *testing.T) {
	cells := make(map[string]string)
	for _, folder := range []string{"visits", "meetings", "projects", "cases", "wishes", "disclosures", "feedback", "orders"} {
		for month := 1; month <= 8; month++ {
			for _, r := range rowsIn(t, fmt.Sprintf("data/%s/2024-%02d.toml", folder, month)) {
				cells[fmt.Sprintf("%s %s 2024-%02d", folder, r.text("unit"), month)] = "rows"
			}
		}
	}
	for _, r := range rowsIn(t, "data/filings.toml") {
		cell := r.text("ledger") + " " + r.text("unit") + " " + r.text("month")
		if cells[cell] != "" {
			t.Errorf("%s: a nil return beside %s", cell, cells[cell])
		}
		cells[cell] = "a nil return"
	}
	for _, u := range rowsIn(t, "data/units.toml") {
		if u.text("kind") != "compound" {
			continue
		}
		n := 0
		for cell := range cells {
			if strings.Contains(cell, " "+u.text("id")+" ") {
				n++
			}
		}
		if n != 8*8 {
			t.Errorf("%s filed %d times, want 64", u.text("id"), n)
		}
	}
}
