package intake

import (
	"bytes"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/lanewall/lanewall/internal/civil"
	"github.com/lanewall/lanewall/internal/diag"
	"github.com/lanewall/lanewall/internal/ledger"
	"github.com/lanewall/lanewall/internal/stat"
	"github.com/lanewall/lanewall/internal/toml"
)

func TestAppend(t *testing.T) {
	row := []Record{{[]Value{{"id", "C-1"}, {"closed", civil.New(2024, 9, 5)}}}}
	for _, c := range []struct{ name, text, want string }{
		{"a new file", "", "[[case]]\nid = \"C-1\"\nclosed = 2024-09-05\n"},
		{"behind a row", "[[case]]\nid = \"C-0\"\n", "[[case]]\nid = \"C-0\"\n\n[[case]]\nid = \"C-1\"\nclosed = 2024-09-05\n"},
		{"behind an empty line", "# 九月\n\n", "# 九月\n\n[[case]]\nid = \"C-1\"\nclosed = 2024-09-05\n"},
		{"no line end", "[[case]]\nid = \"C-0\"  # 旧", "[[case]]\nid = \"C-0\"  # 旧\n\n[[case]]\nid = \"C-1\"\nclosed = 2024-09-05\n"},
		{"as on Windows", "[[case]]\r\nid = \"C-0\"\r\n", "[[case]]\r\nid = \"C-0\"\r\n\r\n[[case]]\r\nid = \"C-1\"\r\nclosed = 2024-09-05\r\n"},
		{"as on Windows, no line end", "# 九月\r\n# 事项", "# 九月\r\n# 事项\r\n\r\n[[case]]\r\nid = \"C-1\"\r\nclosed = 2024-09-05\r\n"},
		{"nothing but a mark", "\ufeff", "\ufeff[[case]]\nid = \"C-1\"\nclosed = 2024-09-05\n"},
	} {
		if got := string(Append([]byte(c.text), "case", row)); got != c.want {
			t.Errorf("%s: got\n%q\nwant\n%q", c.name, got, c.want)
		}
	}
	if got := Append([]byte("x"), "case", nil); string(got) != "x" {
		t.Errorf("no rows: %q", got)
	}
}

// TestAppendLeavesItsTextAlone: what is added never lands in the room behind the caller's text.
func TestAppendLeavesItsTextAlone(t *testing.T) {
	room := []byte("# 事项\n........")
	Append(room[:len("# 事项\n")], "case", []Record{{[]Value{{"id", "C-1"}}}})
	if string(room) != "# 事项\n........" {
		t.Errorf("now %q", room)
	}
}

func TestDataText(t *testing.T) {
	for _, c := range []struct {
		data any
		want string
	}{
		{nil, ""},
		{"三栋楼道灯不亮", `"三栋楼道灯不亮"`},
		{"", `""`},
		{`"急"`, `'"急"'`},
		{`C:\台账`, `'C:\台账'`},
		{`it's "it"`, `"it's \"it\""`},
		{"一\n二\r\n\x00\x1f\x7f", `"一\n二\r\n\u0000\u001F\u007F"`},
		{"　全角 \t制表", "\"　全角 \t制表\""},
		{"\xff", `"` + "\ufffd" + `"`},
		{int64(-3), "-3"},
		{stat.Decimal{Units: 635400, Places: 2}, "6354.00"},
		{stat.Decimal{Places: -1}, ""},
		{true, "true"},
		{civil.New(2024, 9, 3), "2024-09-03"},
		{civil.None, ""},
		{[]string{"甲", `"乙"`}, `["甲", '"乙"']`},
		{[]string{}, "[]"},
		{[]Value{{"response", int64(90)}, {"满意", int64(1)}, {"x", nil}}, `{ response = 90, "满意" = 1 }`},
		{[]Value{}, "{}"},
		{[]Record{{[]Value{{"level", "村"}, {"from", civil.New(2024, 3, 1)}}}, {nil}}, `[{ level = "村", from = 2024-03-01 }, {}]`},
	} {
		if got := dataText(c.data); got != c.want {
			t.Errorf("%#v: got %s, want %s", c.data, got, c.want)
		}
	}
}

func TestDataTextOfAnotherType(t *testing.T) {
	defer func() {
		if said := fmt.Sprint(recover()); said != "intake: a value of type int" {
			t.Errorf("it says %s", said)
		}
	}()
	dataText(3)
}

func TestGet(t *testing.T) {
	r := Record{[]Value{{"id", "C-1"}, {"persons", int64(3)}}}
	if r.Get("persons") != int64(3) || r.Get("note") != nil {
		t.Errorf("%v, %v", r.Get("persons"), r.Get("note"))
	}
}

// FuzzAppend: what is appended reads back as it was, behind what was there.
func FuzzAppend(f *testing.F) {
	for _, text := range []string{"", "# 九月", "[[case]]\nid = \"C-0\"\n", "[[case]]\r\nid = 'C-0'\r\n\r\n", "\ufeff", "a = \"\"\"\n"} {
		for _, word := range []string{"三栋楼道灯不亮", `"'\`, "\u2028\u0085\ufeff\u202e", "\x00\r\n\t", "]]\n[[case]]\nid = \"x\"", "\xf0\x28"} {
			f.Add([]byte(text), word, "键 ", int64(-3), true)
		}
	}
	f.Add([]byte{}, "", "\xf0(\xff\xfe", int64(0), false)
	f.Fuzz(func(t *testing.T, text []byte, word, key string, n int64, yes bool) {
		was, problems := toml.Parse(&diag.Source{Text: text})
		if len(problems) > 0 || was.Get("row") != nil && len(was.Tables("row")) == 0 {
			return
		}
		record := Record{[]Value{{"w", word}, {"n", n}, {"b", yes}, {"l", []string{word, key}}, {"t", []Value{{key + "x", n}}}, {"s", []Record{{[]Value{{"k", word}}}}}}}
		got := Append(text, "row", []Record{record, record})
		if !bytes.HasPrefix(got, text) {
			t.Fatalf("%q does not begin with what was there", got)
		}
		now, problems := toml.Parse(&diag.Source{Text: got})
		if len(problems) > 0 {
			t.Fatalf("%q: %v", got, problems[0].Format(diag.English))
		}
		rows, entries := now.Tables("row"), len(was.Entries)
		if was.Get("row") == nil {
			entries++
		}
		if len(rows) != len(was.Tables("row"))+2 || len(now.Entries) != entries {
			t.Fatalf("%d rows in %q", len(rows), got)
		}
		valid := func(s string) string { return strings.ToValidUTF8(s, "\ufffd") }
		want := map[string]any{"w": valid(word), "n": n, "b": yes, "l": []any{valid(word), valid(key)},
			"t": map[string]any{valid(key + "x"): n}, "s": []any{map[string]any{"k": valid(word)}}}
		for _, r := range rows[len(rows)-2:] {
			if plain := (toml.Value{Data: r}).Plain(); !reflect.DeepEqual(plain, want) {
				t.Errorf("got %v, want %v", plain, want)
			}
		}
	})
}

// TestAppendReadsAsALedger: a row of every kind of field is the same row when the ledger is read.
func TestAppendReadsAsALedger(t *testing.T) {
	kinds, _ := ledger.Builtin()
	text := Append([]byte("# 事项\n"), "case", []Record{{[]Value{
		{"id", "C-2024-0001"}, {"received", civil.New(2024, 9, 3)}, {"unit", "geng"}, {"title", `路灯“不亮”，\3栋"`},
		{"assist", []string{"zj", "cg"}}, {"closed", civil.New(2024, 9, 5)}, {"outcome", "解决"},
		{"rating", []Value{{"response", int64(90)}, {"completion", int64(70)}}},
	}}})
	table, problems := ledger.Read("cases", kinds["case"], []*diag.Source{{Name: "data/cases/2024-09.toml", Text: text}}, time.UTC)
	if len(problems) > 0 {
		t.Fatal(problems[0].Format(diag.English))
	}
	word := func(column string) string {
		c := table.Column(column)
		return c.Word(c.Code(0, 1e6))
	}
	if word("title") != `路灯“不亮”，\3栋"` || word("outcome") != "解决" || len(table.Column("assist").Codes(0, 1e6)) != 2 {
		t.Errorf("%q %q", word("title"), word("outcome"))
	}
	if n, _ := table.Column("rating.completion").Int(0, 1e6); n != 70 {
		t.Errorf("completion %d", n)
	}
	if _, plain := toml.Rows(text, "case", []string{"id"}, nothing{}); !plain {
		t.Errorf("not plain:\n%s", text)
	}
}

type nothing struct{}

func (nothing) Row(int)         {}
func (nothing) Cell(*toml.Cell) {}
func (nothing) End()            {}

func TestFileOf(t *testing.T) {
	kinds, _ := ledger.Builtin()
	september := civil.New(2024, 9, 3)
	for _, c := range []struct {
		ledger, kind string
		date         civil.Date
		want         string
	}{
		{"cases", "case", september, "data/cases/2024-09.toml"},
		{"cases", "case", civil.None, "data/cases/rows.toml"},
		{"kiosks", "facility", september, "data/kiosks/rows.toml"},
		{"people", "person", civil.None, "data/people.toml"},
		{"units", "unit", september, "data/units.toml"},
	} {
		if got := FileOf(c.ledger, kinds[c.kind], c.date); got != c.want {
			t.Errorf("%s: %s, want %s", c.ledger, got, c.want)
		}
	}
}

// TestFileFor: a ledger that is kept in another way goes on in that way.
func TestFileFor(t *testing.T) {
	for _, c := range []struct {
		files []string
		want  string
	}{
		{nil, "data/cases/2024-09.toml"},
		{[]string{"data/cases/2024-08.toml"}, "data/cases/2024-09.toml"},
		{[]string{"data/cases/2024.toml"}, "data/cases/2024.toml"},
	} {
		table := tableOf(t, "cases", "case", c.files...)
		if got := FileFor(table, civil.New(2024, 9, 3)); got != c.want {
			t.Errorf("%q: %s, want %s", c.files, got, c.want)
		}
	}
	if got := FileFor(tableOf(t, "people", "person", "data/people/people.toml"), civil.None); got != "data/people/people.toml" {
		t.Errorf("people in a folder: %s", got)
	}
}

// tableOf is a ledger of one row a file.
func tableOf(t *testing.T, name, kind string, files ...string) *ledger.Table {
	t.Helper()
	kinds, _ := ledger.Builtin()
	var sources []*diag.Source
	for i, file := range files {
		sources = append(sources, &diag.Source{Name: file, Text: Append(nil, kind, []Record{{[]Value{{"id", fmt.Sprint("x-", i)}}}})})
	}
	table, _ := ledger.Read(name, kinds[kind], sources, time.UTC)
	if table.N != len(files) || !slices.Contains(table.ColumnNames(), "id") {
		t.Fatalf("%d rows", table.N)
	}
	return table
}
