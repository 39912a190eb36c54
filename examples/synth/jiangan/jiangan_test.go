package jiangan

import (
	"fmt"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/BurntSushi/toml"

	"github.com/lanewall/lanewall/examples/synth/kit"
)

// The tests count what the files say, read back with a TOML library; they know nothing of how the rows were drawn.

const folder = "../../jiangan"

type record map[string]any

func (r record) text(key string) string { s, _ := r[key].(string); return s }
func (r record) has(key string) bool    { _, ok := r[key]; return ok }

func (r record) list(key string) []string {
	var list []string
	values, _ := r[key].([]any)
	for _, v := range values {
		if word, ok := v.(string); ok {
			list = append(list, word)
		}
	}
	return list
}

// steps returns a list of tables.
func (r record) steps(key string) []record {
	var steps []record
	values, _ := r[key].([]any)
	for _, v := range values {
		steps = append(steps, v.(map[string]any))
	}
	return steps
}

// day returns a date; 0 is none.
func (r record) day(key string) kit.Day {
	t, ok := r[key].(time.Time)
	if !ok {
		return 0
	}
	return kit.On(t.Year(), int(t.Month()), t.Day())
}

// read gives the rows of each file by its path.
func read(cases int) map[string][]record {
	all := make(map[string][]record)
	for _, f := range Files(kit.Options{Cases: cases}) {
		var tables map[string][]record
		if err := toml.Unmarshal(f.Body, &tables); err != nil {
			panic(fmt.Sprintf("%s: %v", f.Path, err))
		}
		all[f.Path] = nil
		for _, rows := range tables {
			all[f.Path] = rows
		}
	}
	return all
}

var own = sync.OnceValue(func() map[string][]record { return read(0) })

// under returns the rows of every file of a ledger.
func under(all map[string][]record, ledger string) []record {
	var rows []record
	for path, some := range all {
		if strings.HasPrefix(path, "data/"+ledger+"/") || path == "data/"+ledger+".toml" {
			rows = append(rows, some...)
		}
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

func TestPublishedTotals(t *testing.T) {
	bodies, services := under(own(), "bodies"), under(own(), "services")
	mode := func(name string) int {
		return count(services, func(r record) bool { return slices.Contains(r.list("mode"), name) && !r.has("new") })
	}
	anyway := func(name string) int {
		return count(services, func(r record) bool { return slices.Contains(r.list("mode"), name) })
	}
	for _, c := range []struct {
		what      string
		got, want int
	}{
		{"J1 members", count(bodies, is("kind", "联盟")), 102},
		{"J2 enforcement bodies", count(bodies, is("kind", "执法部门")), 8},
		{"J3 主动帮你办", anyway("主动帮你办"), 36},
		{"J3 掌上全程办", anyway("掌上全程办"), 153},
		{"J3 自助一次办", anyway("自助一次办"), 71},
		{"J3 下沉就近办", mode("下沉就近办"), 89},
		{"J3 新增", count(services, func(r record) bool { return r.has("new") }), 17},
		{"J3 新增, all of them nearby", anyway("下沉就近办"), 89 + 17},
		{"J6 stations", count(under(own(), "stations"), is("kind", "社区服务站")), 149},
		{"J7 plenary meetings", count(under(own(), "meetings"), is("kind", "全体会")), 2},
		{"cases", len(under(own(), "cases")), ownSize},
		{"units", len(under(own(), "units")), 1 + 16 + 149 + 300},
	} {
		if c.got != c.want {
			t.Errorf("%s: %d, want %d", c.what, c.got, c.want)
		}
	}
	if n := len(services); n >= 36+153+71+89+17 {
		t.Errorf("%d items: no item is offered in two ways", n)
	}
}

// TestSolvedLow holds the rows to what the report says of them: 95 % and more are solved by communities and streets.
func TestSolvedLow(t *testing.T) {
	closed, low := 0, 0
	for _, r := range under(own(), "cases") {
		if !r.has("closed") {
			continue
		}
		closed++
		if r.text("outcome") == "解决" && (r.text("level") == "A" || r.text("level") == "B") {
			low++
		}
	}
	if low*100 < closed*95 {
		t.Errorf("%d of %d closed cases were solved at A or B, want 95%% or more", low, closed)
	}
}

func TestStationsOnePerCommunity(t *testing.T) {
	seen := make(map[string]int)
	for _, r := range under(own(), "stations") {
		seen[r.text("unit")]++
	}
	for _, u := range under(own(), "units") {
		want := 1
		if u.text("kind") == "grid" {
			want = 0
		}
		if seen[u.text("id")] != want {
			t.Errorf("%s has %d centres or stations, want %d", u.text("id"), seen[u.text("id")], want)
		}
	}
}

func TestDates(t *testing.T) {
	for _, r := range under(own(), "cases") {
		last := r.day("received")
		if last < kit.On(2019, 1, 1) {
			t.Errorf("%s: received %s", r.text("id"), last)
		}
		for _, key := range []string{"closed", "reopened", "reclosed", "callback"} {
			d := r.day(key)
			switch {
			case d == 0:
			case d < last || d > horizon:
				t.Errorf("%s: %s is %s, after %s", r.text("id"), key, d, last)
			default:
				last = d
			}
		}
		if d := r.day("supervised"); d != 0 && (d > horizon || r.has("closed") && d >= r.day("closed")) {
			t.Errorf("%s: supervised %s, closed %s", r.text("id"), d, r.day("closed"))
		}
		if r.has("closed") != r.has("outcome") {
			t.Errorf("%s: outcome and closed do not go together", r.text("id"))
		}
	}
}

// TestTrail holds each step after the one before, and every step but the last ended.
func TestTrail(t *testing.T) {
	moved := 0
	for _, r := range under(own(), "cases") {
		steps := r.steps("trail")
		last := r.day("received")
		for _, s := range steps {
			from, until := s.day("from"), s.day("until")
			if s.text("reason") != "超期10个工作日，转督查" && from < last {
				t.Errorf("%s: a step from %s, before %s", r.text("id"), from, last)
			}
			if until != 0 && (until < from || until > horizon) || until == 0 && r.has("closed") {
				t.Errorf("%s: a step from %s to %s", r.text("id"), from, until)
			}
			last = from
		}
		if len(steps) > 0 {
			moved++
		}
		if (r.text("level") == "C" || r.text("level") == "D") && len(steps) < 2 {
			t.Errorf("%s: at level %s without a way there", r.text("id"), r.text("level"))
		}
	}
	if moved < 200 {
		t.Errorf("%d cases with a trail", moved)
	}
}

// TestWorkedExamples holds the dates that the page on limits works out.
func TestWorkedExamples(t *testing.T) {
	due := after(kit.On(2019, 10, 10), limits[levelB])
	for _, c := range []struct {
		what, want string
		got        kit.Day
	}{
		{"past half", "2019-10-14", after(kit.On(2019, 10, 10), 3)},
		{"due", "2019-10-16", due},
		{"to 督查", "2019-10-30", after(due, patience)},
		{"due over the National Day", "2019-10-12", after(kit.On(2019, 9, 30), limits[levelB])},
		{"over the Spring Festival of 2017", "2017-02-04", after(kit.On(2017, 1, 25), 3)}, // 26, 3 and the worked 4 February
	} {
		if c.got.String() != c.want {
			t.Errorf("%s: %s, want %s", c.what, c.got, c.want)
		}
	}
	for d, work := range early {
		weekend := d.Weekday() == time.Saturday || d.Weekday() == time.Sunday
		if work && !weekend {
			t.Errorf("%s is a weekday, and said to be worked instead", d)
		}
	}
}

type schema struct {
	Field map[string]struct{ Values []string }
	Limit []struct{ Level, Within string }
}

func TestLedgersAllow(t *testing.T) {
	for _, ledger := range []string{"cases", "bodies", "people", "stations", "services", "lists", "meetings"} {
		var s schema
		if _, err := toml.DecodeFile(filepath.Join(folder, "data", ledger, "ledger.toml"), &s); err != nil {
			t.Fatal(err)
		}
		for _, l := range s.Limit {
			if want := fmt.Sprintf("%d个工作日", limits[l.Level]); l.Within != want {
				t.Errorf("%s: %s within %s; synth uses %s", ledger, l.Level, l.Within, want)
			}
		}
		for _, r := range under(own(), ledger) {
			for key, field := range s.Field {
				values := r.list(key)
				if word := r.text(key); word != "" {
					values = append(values, word)
				}
				for _, v := range values {
					if field.Values != nil && !slices.Contains(field.Values, v) {
						t.Errorf("%s: %s = %q is not allowed", r.text("id"), key, v)
					}
				}
			}
		}
	}
}

func TestReferences(t *testing.T) {
	ids := func(ledger string) map[string]bool {
		set := make(map[string]bool)
		for _, r := range under(own(), ledger) {
			if set[r.text("id")] {
				t.Errorf("%s: %s is used twice", ledger, r.text("id"))
			}
			set[r.text("id")] = true
		}
		return set
	}
	units, bodies, cases := ids("units"), ids("bodies"), ids("cases")
	refers := map[string]map[string]bool{
		"unit": units, "parent": units, "lead": bodies, "assist": bodies, "body": bodies, "team": bodies, "rated": bodies, "subject": cases,
	}
	for path, rows := range own() {
		for _, r := range rows {
			for key, known := range refers {
				for _, id := range append(r.list(key), r.text(key)) {
					if id != "" && !known[id] {
						t.Errorf("%s: %s: no %s %q", path, r.text("id"), key, id)
					}
				}
			}
		}
	}
}

// TestTitles holds that calls are about things, and that what is private is visibly made up.
func TestTitles(t *testing.T) {
	personal := regexp.MustCompile(`[0-9]|单元[0-9一二三四五六七八九十]|[号室婆岁病残独]|爷爷|奶奶|先生|女士`)
	different := make(map[string]bool)
	for _, r := range under(own(), "cases") {
		if personal.MatchString(r.text("title")) {
			t.Errorf("%s: %q may name a door or a person", r.text("id"), r.text("title"))
		}
		different[r.text("title")] = true
		for _, key := range []string{"caller", "detail"} {
			if s := r.text(key); s != "" && !strings.HasPrefix(s, "示例") {
				t.Errorf("%s: %s = %q", r.text("id"), key, s)
			}
		}
	}
	if len(different) < 100 {
		t.Errorf("%d different titles, want 100 or more", len(different))
	}
	for _, p := range under(own(), "people") {
		if !strings.HasPrefix(p.text("name"), "示例") {
			t.Errorf("%s: name %q", p.text("id"), p.text("name"))
		}
	}
}

// TestOtherSize makes more cases: all there, over 36 months, with the holidays of those years, and the files of many
// rows without lists of tables.
func TestOtherSize(t *testing.T) {
	const n = many + 5000
	all := read(n)
	if got := len(under(all, "cases")); got != n {
		t.Errorf("%d cases, want %d", got, n)
	}
	if len(all["data/calendar.toml"]) == 0 {
		t.Error("no holidays of 2016 to 2018")
	}
	months := 0
	for path, rows := range all {
		if !strings.HasPrefix(path, "data/cases/") {
			continue
		}
		trail := strings.HasSuffix(path, "-trail.toml")
		if !trail {
			months++
		}
		for _, r := range rows {
			if r.has("trail") != trail {
				t.Errorf("%s: %s", path, r.text("id"))
			}
			if !strings.HasPrefix(path, "data/cases/"+r.day("received").Month().String()) {
				t.Errorf("%s: %s is of %s", path, r.text("id"), r.day("received"))
			}
		}
	}
	if months != 36 {
		t.Errorf("%d months, want 36", months)
	}
	if got := count(under(all, "meetings"), is("kind", "全体会")); got != 2 {
		t.Errorf("%d plenary meetings", got)
	}
}
