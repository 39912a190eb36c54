package kit

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/BurntSushi/toml"

	"github.com/lanewall/lanewall/internal/site/calendar"
)

// TestArrangements compares the days written down here with those of the tool.
func TestArrangements(t *testing.T) {
	entries, err := calendar.Files.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	var want []named
	for _, e := range entries {
		var file struct {
			Day []struct {
				Date time.Time
				Work bool
				Name string
			}
		}
		if _, err := toml.DecodeFS(calendar.Files, e.Name(), &file); err != nil {
			t.Fatal(err)
		}
		for _, d := range file.Day {
			want = append(want, named{mustDay(d.Date.Format(time.DateOnly)), d.Work, d.Name})
		}
	}
	if got := arranged(); !slices.Equal(got, want) {
		t.Errorf("%d days are arranged, the tool has %d, or they differ", len(got), len(want))
	}
}

func TestWorkingDays(t *testing.T) {
	for _, c := range []struct {
		from Day
		n    int
		want string
	}{
		{On(2019, 4, 26), 1, "2019-04-28"}, // a worked Sunday
		{On(2020, 1, 23), 1, "2020-02-03"}, // the longer Spring Festival of 2020
		{On(2024, 2, 9), 1, "2024-02-18"},
		{On(2025, 9, 30), 1, "2025-10-09"},
	} {
		if got := After(c.from, c.n).String(); got != c.want {
			t.Errorf("%d working days after %s: %s, want %s", c.n, c.from, got, c.want)
		}
	}
}

func TestDays(t *testing.T) {
	d := On(2024, 12, 30)
	if d.String() != "2024-12-30" || d.Week() != "2025-W01" || d.Month().String() != "2024-12" || Day(0).String() != "" {
		t.Errorf("%s in %s and %s", d, d.Week(), d.Month())
	}
	m := d.Month() + 2
	if m != MonthOf(2025, 2) || m.First() != On(2025, 2, 1) || m.Last() != On(2025, 2, 28) {
		t.Errorf("two months on: %s, %s to %s", m, m.First(), m.Last())
	}
}

func TestPace(t *testing.T) {
	p := Office(On(2023, 12, 30), On(2024, 1, 3), 100)
	p.Times(0, On(2024, 1, 3))
	d := Site{Seed: 1}.Dice("x")
	for range 100 {
		if got := p.Day(d); got != On(2024, 1, 2) {
			t.Fatalf("drew %s", got)
		}
	}
}

func TestWriter(t *testing.T) {
	w := Site{Name: "x"}.Writer()
	w.Row("case")
	w.Text("reply", "")
	w.Money("spent", 635450)
	w.Date("closed", 0)
	w.Table("rating", F("response", 90), F("cooperation", 0))
	w.Table("empty", F("reason", ""))
	w.Tables("steps", [][]Field{
		{F("level", "村"), F("from", On(2019, 3, 1)), F("until", On(2019, 3, 9)), F("reason", "不服")},
		{F("level", "镇"), F("from", On(2019, 3, 10)), F("until", Day(0))},
	})
	want := `# 示例数据，按公开报道的总数合成，非真实记录。由 go run ./examples/synth -site x 生成，可整体重写。

[[case]]
spent = 6354.50
rating = { response = 90, cooperation = 0 }
steps = [{ level = "村", from = 2019-03-01, until = 2019-03-09, reason = "不服" }, { level = "镇", from = 2019-03-10 }]
`
	if got := string(w.File("x").Body); got != want {
		t.Errorf("wrote\n%s\nwant\n%s", got, want)
	}
}

type note struct {
	id, unit string
	day      Day
}

func (n *note) On() Day         { return n.day }
func (n *note) Unit() string    { return n.unit }
func (n *note) Write(w *Writer) { w.Text("id", n.id) }

func TestLedger(t *testing.T) {
	s := Site{Name: "x"}
	rows := []*note{{unit: "b", day: On(2024, 1, 5)}, {unit: "a-1", day: On(2023, 12, 5)}, {unit: "a", day: On(2023, 12, 1)}}
	l := NewLedger("notes", "note", Numbered("N", rows, func(n *note) *string { return &n.id }))
	var got []string
	for _, f := range s.Files(l, MonthOf(2023, 12), MonthOf(2024, 2)) {
		got = append(got, f.Path+" "+strings.ReplaceAll(strings.TrimPrefix(string(f.Body), s.Header()), "\n", ""))
	}
	want := []string{
		`data/notes/2023-12.toml [[note]]id = "N-2023-0001"[[note]]id = "N-2023-0002"`,
		`data/notes/2024-01.toml [[note]]id = "N-2024-0001"`,
		`data/notes/2024-02.toml `,
	}
	if !slices.Equal(got, want) {
		t.Errorf("wrote %q, want %q", got, want)
	}

	filer := func(unit string) string { return unit[:1] }
	nils := s.Filings(Filing{[]Ledger{l}, []string{"a", "b"}, MonthOf(2023, 12), MonthOf(2024, 1), filer})
	if n := strings.Count(string(nils.Body), "[[filing]]"); n != 2 {
		t.Errorf("%d nil returns, want 2:\n%s", n, nils.Body)
	}
}

func TestApportion(t *testing.T) {
	for _, c := range []struct {
		total   int
		weights []int
		want    []int
	}{
		{10, []int{1, 1, 1}, []int{4, 3, 3}},
		{7, []int{5, 0, 2}, []int{5, 0, 2}},
		{3, []int{1, 2, 3}, []int{1, 1, 1}}, // 0.5, 1, 1.5: the first of equal remainders
	} {
		if got := Apportion(c.total, c.weights); !slices.Equal(got, c.want) {
			t.Errorf("Apportion(%d, %v) = %v, want %v", c.total, c.weights, got, c.want)
		}
	}
}
