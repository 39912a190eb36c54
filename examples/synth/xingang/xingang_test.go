package xingang

import (
	"bytes"
	"fmt"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/BurntSushi/toml"

	"github.com/lanewall/lanewall/examples/synth/kit"
)

// The tests count what the files say, read back with a TOML library; they know nothing of how the rows were drawn.

const siteRoot = "../../xingang"

type record map[string]any

func (r record) text(key string) string { s, _ := r[key].(string); return s }
func (r record) number(key string) int  { n, _ := r[key].(int64); return int(n) }

// day is a date as 2023-10-31, or "".
func (r record) day(key string) string {
	if t, ok := r[key].(time.Time); ok {
		return t.Format(time.DateOnly)
	}
	return ""
}

// rowsIn returns the rows of every generated file below the path, which is a folder or a file.
func rowsIn(t *testing.T, under string) []record {
	t.Helper()
	var rows []record
	for _, f := range Files(kit.Options{}) {
		if f.Path != under && !strings.HasPrefix(f.Path, under+"/") {
			continue
		}
		var tables map[string][]record
		if err := toml.Unmarshal(f.Body, &tables); err != nil {
			t.Fatalf("%s: %v", f.Path, err)
		}
		for _, of := range tables {
			rows = append(rows, of...)
		}
	}
	if len(rows) == 0 {
		t.Fatalf("no rows in %s", under)
	}
	return rows
}

func count(rows []record, keep func(record) bool) int {
	return len(slices.DeleteFunc(slices.Clone(rows), func(r record) bool { return !keep(r) }))
}

// TestPublished counts what the report counts.
func TestPublished(t *testing.T) {
	kind := func(of string) func(record) bool { return func(r record) bool { return r.text("kind") == of } }
	units, lifts, awards := rowsIn(t, "data/units.toml"), rowsIn(t, "data/lifts"), rowsIn(t, "data/awards")
	facilities := rowsIn(t, "data/facilities")
	for _, c := range []struct {
		what      string
		got, want int
	}{
		{"communities", count(units, kind("community")), 20},
		{"一级网格", count(units, kind("grid1")), 3},
		{"二级网格", count(units, kind("grid2")), 20},
		{"网格员", count(rowsIn(t, "data/people"), func(r record) bool { return r.text("post") == "网格员" }), 181},
		{"fire inspections", len(rowsIn(t, "data/inspections")), 70},
		{"lifts", len(lifts), 384},
		{"lifts fitted by 31 October", count(lifts, func(r record) bool { d := r.day("fitted"); return d != "" && d <= "2023-10-31" }), 384},
		{"awards with a name", count(awards, func(r record) bool { return r.text("name") != "" }), 2},
		{"mediation rooms", count(facilities, kind("诉前调解工作室")), 1},
	} {
		if c.got != c.want {
			t.Errorf("%s: %d, want %d", c.what, c.got, c.want)
		}
	}
}

// TestConsent holds every name against a record of consent, and the other way round.
func TestConsent(t *testing.T) {
	for _, r := range rowsIn(t, "data/awards") {
		if (r.text("name") == "") != (r.text("consent") == "") {
			t.Errorf("%s: name %q, consent %q", r.text("id"), r.text("name"), r.text("consent"))
		}
	}
}

// TestTwoTrees holds that no ledger has rows of communities and of grids: the report does not say how they relate.
func TestTwoTrees(t *testing.T) {
	kinds := make(map[string]string)
	for _, u := range rowsIn(t, "data/units.toml") {
		kinds[u.text("id")] = u.text("kind")
	}
	for folder, want := range map[string]string{
		"evaluations": "community", "opendays": "community", "cases": "community", "disputes": "community",
		"visits": "grid2", "inspections": "grid2", "lifts": "grid2",
	} {
		for _, r := range rowsIn(t, "data/"+folder) {
			if got := kinds[r.text("unit")]; got != want {
				t.Errorf("%s: of a %s, want a %s", r.text("id"), got, want)
			}
		}
	}
}

// TestOpenDays holds that every matter not settled on an open day is a case of that day and community.
func TestOpenDays(t *testing.T) {
	left := make(map[string]int)
	for _, o := range rowsIn(t, "data/opendays") {
		left[o.day("date")+" "+o.text("unit")] += o.number("matters") - o.number("settled")
	}
	for _, c := range rowsIn(t, "data/cases") {
		if c.text("channel") == openDayChannel {
			left[c.day("received")+" "+c.text("unit")]--
		}
	}
	for where, n := range left {
		if n != 0 {
			t.Errorf("%s: %d more left over than cases", where, n)
		}
	}
}

// TestRule holds the weights, the lines and the limits of the ledger.toml files against those the rows were made by.
func TestRule(t *testing.T) {
	var scores struct {
		Field   map[string]struct{ Weights map[string]int }
		Derived map[string]struct{ Bands []struct{ Word, Below any } }
	}
	read(t, "evaluations", &scores)
	for i, part := range parts {
		if got := scores.Field["rating"].Weights[part]; got != weights[i] {
			t.Errorf("%s weighs %d, rows are made for %d", part, got, weights[i])
		}
	}
	if got := scores.Derived["mark"].Bands[1].Below; got != int64(yellow) {
		t.Errorf("yellow below %v, rows are made for %d", got, yellow)
	}
	var cases struct {
		Limit []struct{ Level, Within string }
	}
	read(t, "cases", &cases)
	for _, l := range cases.Limit {
		if want := fmt.Sprintf("%d个工作日", limits[l.Level]); l.Within != want {
			t.Errorf("%s within %s, rows are made for %s", l.Level, l.Within, want)
		}
	}
}

func read(t *testing.T, folder string, into any) {
	t.Helper()
	if _, err := toml.DecodeFile(filepath.Join(siteRoot, "data", folder, "ledger.toml"), into); err != nil {
		t.Fatal(err)
	}
}

// TestNothingReal holds that files say they are synthetic, numbers cannot be rung, and people are called 示例.
func TestNothingReal(t *testing.T) {
	phone := regexp.MustCompile(`[0-9]{4}-[0-9]{7}|[0-9]{7,}`)
	for _, f := range Files(kit.Options{}) {
		if !bytes.HasPrefix(f.Body, []byte(site.Header())) {
			t.Errorf("%s: no notice that the data are synthetic", f.Path)
		}
		for _, p := range phone.FindAllString(string(f.Body), -1) {
			if !strings.HasPrefix(p, "0000-") {
				t.Errorf("%s: %s may be somebody's number", f.Path, p)
			}
		}
	}
	for _, folder := range []string{"people", "awards"} {
		for _, p := range rowsIn(t, "data/"+folder) {
			if name := p.text("name"); name != "" && !strings.HasPrefix(name, "示例") {
				t.Errorf("%s: name %q", p.text("id"), name)
			}
		}
	}
}

// TestMembers holds that each grid has all five duties and each of its buildings one member.
func TestMembers(t *testing.T) {
	for _, g := range newZone().grids {
		covered, served := make(map[string]bool), make(map[string]int)
		for _, m := range g.members {
			for _, duty := range m.duties {
				covered[duty] = true
			}
			for _, building := range m.serves {
				served[building]++
			}
		}
		if len(covered) != len(duties) || len(served) != g.buildings {
			t.Errorf("%s: %d duties, %d of %d buildings", g.name, len(covered), len(served), g.buildings)
		}
		for building, n := range served {
			if n != 1 {
				t.Errorf("%s: %s is on %d lists", g.name, building, n)
			}
		}
	}
}
