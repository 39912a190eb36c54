package dayao

import (
	"fmt"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/BurntSushi/toml"

	"github.com/lanewall/lanewall/examples/synth/kit"
)

// The tests count what the files say, read back with a TOML library; they know nothing of how the rows were drawn.

const folder = "../../dayao"

var asOf = kit.On(2023, 3, 31)

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

var generated = sync.OnceValue(func() []kit.File { return Files(kit.Options{}) })

// rowsIn are the rows of every generated file below data/.
func rowsIn(t *testing.T, under string) []record {
	t.Helper()
	var rows []record
	for _, f := range generated() {
		if !strings.HasPrefix(f.Path, "data/"+under) {
			continue
		}
		var tables map[string][]record
		if err := toml.Unmarshal(f.Body, &tables); err != nil || len(tables) > 1 {
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

func between(t *testing.T, what string, got, low, high int) {
	t.Helper()
	if got < low || got > high {
		t.Errorf("%s: %d, want %d to %d", what, got, low, high)
	}
}

// TestPublished counts every figure of the report again.
func TestPublished(t *testing.T) {
	units, people := rowsIn(t, "units"), rowsIn(t, "people")
	for _, c := range []struct {
		what string
		got  int
		want int
	}{
		{"D1 representatives", count(people, is("post", "代表")), 1756},
		{"D2 villages", count(units, is("kind", "village")), 15},
		{"D2 片", count(units, is("kind", "area")), 81},
		{"D2 组", count(units, is("kind", "group")), 356},
		{"D4 负面清单", count(rowsIn(t, "lists"), is("list", "负面清单")), 11},
		{"片长", count(people, is("post", "片长")), 81},
		{"组长", count(people, is("post", "组长")), 356},
		{"stations", len(rowsIn(t, "stations")), 356},
		{"reports of visits", len(rowsIn(t, "rounds")), 6 * 356},
	} {
		if c.got != c.want {
			t.Errorf("%s: %d, want %d", c.what, c.got, c.want)
		}
	}
	solved := func(r record) bool {
		return r.text("outcome") == "解决" && r.day("closed") != 0 && r.day("closed") <= asOf
	}
	between(t, "D3 opinions, 400余", len(rowsIn(t, "opinions")), 400, 479)
	between(t, "D3 problems solved, 200余", count(rowsIn(t, "problems"), solved), 200, 239)
	households := 0
	for _, p := range people {
		households += p.number("households")
	}
	between(t, "D1 households, 2.4万", households, 23500, 24499)
}

// TestTree holds every unit under one of the level above, and within how many there are of it.
func TestTree(t *testing.T) {
	above := map[string]string{"village": "town", "area": "village", "group": "area"}
	kinds, children := make(map[string]string), make(map[string]int)
	for _, u := range rowsIn(t, "units") {
		kinds[u.text("id")] = u.text("kind")
		if want := above[u.text("kind")]; kinds[u.text("parent")] != want {
			t.Errorf("%s is a %s under a %s", u.text("id"), u.text("kind"), kinds[u.text("parent")])
		}
		children[u.text("parent")]++
	}
	for id, kind := range kinds {
		switch kind {
		case "village":
			between(t, id+": 片", children[id], 4, 7)
		case "area":
			between(t, id+": 组", children[id], 3, 6)
		}
	}
}

// TestRepresentatives holds their households within five and fifteen, four to six in each 组, each with a duty.
func TestRepresentatives(t *testing.T) {
	in, phones := make(map[string]int), make(map[string]bool)
	for _, p := range rowsIn(t, "people") {
		if phones[p.text("phone")] || !strings.HasPrefix(p.text("phone"), "0000-") || !strings.HasPrefix(p.text("name"), "示例") {
			t.Errorf("%s: %s, %s", p.text("id"), p.text("name"), p.text("phone"))
		}
		phones[p.text("phone")] = true
		if p.text("post") != "代表" {
			continue
		}
		in[p.text("unit")]++
		between(t, p.text("id")+" households", p.number("households"), 5, 15)
		duties, _ := p["duties"].([]any)
		between(t, p.text("id")+" duties", len(duties), 1, 2)
	}
	if len(in) != groupCount {
		t.Errorf("representatives in %d 组, want %d", len(in), groupCount)
	}
	for unit, n := range in {
		between(t, unit+" representatives", n, 4, 6)
	}
}

// TestServiceDays holds the activities on the first Mondays that are working days, read off a calendar.
func TestServiceDays(t *testing.T) {
	days := map[kit.Day]bool{
		kit.On(2022, 10, 10): true, kit.On(2022, 11, 7): true, kit.On(2022, 12, 5): true,
		kit.On(2023, 1, 9): true, kit.On(2023, 2, 6): true, kit.On(2023, 3, 6): true,
	}
	held := make(map[kit.Day]bool)
	for _, a := range rowsIn(t, "activities") {
		if !days[a.day("date")] {
			t.Errorf("%s on %s", a.text("id"), a.day("date"))
		}
		held[a.day("date")] = true
	}
	if len(held) != len(days) {
		t.Errorf("%d service days, want %d", len(held), len(days))
	}
}

func TestMeetings(t *testing.T) {
	analyses, reviews := make(map[string]int), 0
	for _, m := range rowsIn(t, "meetings") {
		switch m.text("form") {
		case "民情分析会":
			analyses[m.text("unit")+" "+m.day("date").Month().String()]++
		case "工作点评会":
			reviews++
		}
	}
	if len(analyses) != 6*15 || reviews != 2 {
		t.Errorf("analyses by %d villages and months, %d reviews, want 90 and 2", len(analyses), reviews)
	}
	for cell, n := range analyses {
		if n != 1 {
			t.Errorf("%s: %d analyses", cell, n)
		}
	}
}

// TestLoop holds 发现→反映→解决→反馈 in order, and the answer within three working days.
func TestLoop(t *testing.T) {
	for _, r := range rowsIn(t, "problems") {
		id, last, ended := r.text("id"), kit.Day(0), false
		for _, key := range []string{"received", "contacted", "closed", "callback"} {
			d := r.day(key)
			switch {
			case d == 0:
				ended = true
			case ended || d < last || d > asOf:
				t.Errorf("%s: %s on %s, after %s", id, key, d, last)
			default:
				last = d
			}
		}
		if told := r.day("callback"); told != 0 && told > kit.After(r.day("closed"), 3) {
			t.Errorf("%s: told on %s, solved on %s", id, told, r.day("closed"))
		}
	}
}

// TestAwards holds each at 200 yuan, and nobody named who has not agreed.
func TestAwards(t *testing.T) {
	for _, a := range rowsIn(t, "awards") {
		if amount, _ := a["amount"].(float64); amount != 200 {
			t.Errorf("%s: %v yuan", a.text("id"), a["amount"])
		}
		if a.text("name") != "" && a.text("consent") == "" {
			t.Errorf("%s: named without consent", a.text("id"))
		}
	}
}

func TestLimitsAgreeWithLedgers(t *testing.T) {
	for _, name := range []string{"opinions", "problems"} {
		var settings struct {
			Limit []struct{ Level, Within string }
		}
		if _, err := toml.DecodeFile(filepath.Join(folder, "data", name, "ledger.toml"), &settings); err != nil {
			t.Fatal(err)
		}
		for _, l := range settings.Limit {
			if want := fmt.Sprintf("%d个工作日", limits[l.Level]); l.Within != want {
				t.Errorf("%s: %s within %s; the rows are made with %s", name, l.Level, l.Within, want)
			}
		}
	}
}

// TestTitles holds that no title names a door or a person.
func TestTitles(t *testing.T) {
	door := regexp.MustCompile(`[0-9]|单元|号|[婆爷]|先生|女士`)
	for _, name := range []string{"opinions", "problems"} {
		for _, r := range rowsIn(t, name) {
			if title := r.text("title"); door.MatchString(title) {
				t.Errorf("%s: %q may name a door or a person", r.text("id"), title)
			}
			for _, key := range []string{"caller", "detail"} {
				if s := r.text(key); s != "" && !strings.HasPrefix(s, "示例") {
					t.Errorf("%s: %s = %q", r.text("id"), key, s)
				}
			}
		}
	}
}

func TestSpread(t *testing.T) {
	got, n := spread(site.Dice("test"), 12, []int{1, 1, 1, 3}, 1, 4), 0
	for _, x := range got {
		between(t, "spread", x, 1, 4)
		n += x
	}
	if n != 12 {
		t.Errorf("spread over %v comes to %d, want 12", got, n)
	}
}
