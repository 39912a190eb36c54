package toml

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/lanewall/lanewall/internal/civil"
	"github.com/lanewall/lanewall/internal/diag"
)

// recorder is a sink that writes down what it is given.
type recorder struct{ lines []string }

func (r *recorder) Row(offset int) { r.note("row at %d", offset) }
func (r *recorder) Cell(c *Cell)   { r.note("%s", shown(*c)) }
func (r *recorder) End()           { r.note("end") }

func (r *recorder) note(format string, args ...any) {
	r.lines = append(r.lines, fmt.Sprintf(format, args...))
}

func shown(c Cell) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%d %q at %d = %v at %d %q", c.Field, c.Key, c.KeyAt, c.Form, c.At, c.Text)
	switch c.Form {
	case IntegerForm, BoolForm, DateForm:
		fmt.Fprintf(&b, " %d", c.Int)
	case ListForm, TableForm:
		for _, item := range c.Items {
			fmt.Fprintf(&b, " [%s]", shown(item))
		}
	}
	return b.String()
}

var fields = []string{"id", "received", "title", "closed", "rating", "assist", "sum"}

// check reads a text both ways. What Rows takes BurntSushi takes, and both say the same.
func check(t testing.TB, text []byte) (plain bool) {
	t.Helper()
	var fast, slow recorder
	stop, plain := Rows(text, "case", fields, &fast)
	if stop < 0 || stop > len(text) {
		t.Fatalf("stopped at %d of %d", stop, len(text))
	}
	if !plain {
		return false
	}
	doc, problems := Parse(&diag.Source{Name: "x.toml", Text: text})
	if len(problems) > 0 {
		t.Fatalf("plain, but BurntSushi says: %s\n%q", problems[0].Message(diag.English), text)
	}
	for _, e := range doc.Entries {
		if e.Key != "case" {
			t.Fatalf("plain, with a key %q\n%q", e.Key, text)
		}
		for _, row := range e.Value.Tables() {
			Feed(row, fields, &slow)
		}
	}
	if a, b := strings.Join(fast.lines, "\n"), strings.Join(slow.lines, "\n"); a != b {
		t.Fatalf("%q\nRows says\n%s\nBurntSushi says\n%s", text, a, b)
	}
	return true
}

func TestRowsTakes(t *testing.T) {
	for _, text := range []string{
		"", "\n", "# 注\n", "\ufeff[[case]]\nid = \"1\"", "[[case]]", "  [[case]] # x\r\n\tid\t=\t'1'\t# y\r\n",
		"[[case]]\nid = \"\"\ntitle = ''", "[[case]]\nid = 'a\\b\"c'", "[[case]]\ntitle = \"三栋\t灯'不亮\"\n[[case]]\ntitle = \"x\"",
		"[[case]]\nsum = 0", "[[case]]\nsum = -0", "[[case]]\nsum = -12.50", "[[case]]\nsum = 999999999999999999", "[[case]]\nsum = 1#c",
		"[[case]]\nreceived = 2024-02-29 # x\nclosed = 0001-01-01\n", "[[case]]\nid = true\ntitle = false",
		"[[case]]\nassist = []\nrating = {}", "[[case]]\nassist = [ 'a' , # x\n\r\n 2024-01-01 , -1, 1.5, true,\n ]",
		"[[case]]\nrating = { response = 90, done = true , day=2024-09-03 }", "[[case]]\nassist = [{ a = 1, b = 'x' }, {}, { a = 2 },]",
		"[[case]]\nother = 1\nelse = 2\n[[case]]\nother = 3", "[[case]]\n1-a_B = 1",
	} {
		if !check(t, []byte(text)) {
			t.Errorf("%q is plain", text)
		}
	}
}

func TestRowsLeaves(t *testing.T) {
	for _, c := range []struct {
		text string
		stop int
	}{
		{"id = 1", 0}, {"[case]", 0}, {"[[cases]]", 0}, {"[[ case ]]", 0}, {"[[case]]\n[case.rating]", 9}, {"[[case]]\n[[other]]", 9},
		{"[[case]]\nid.x = 1", 11}, {"[[case]]\n\"id\" = 1", 9}, {"[[case]]\n编号 = 1", 9}, {"[[case]]\nid = 1\nid = 2", 16},
		{"[[case]]\nx = 1\nx = 2", 15}, {"[[case]]\nid", 11}, {"[[case]]\nid =", 13}, {"[[case]]\nid = 1 2", 16},
		{"[[case]]\nid = \"a\\n\"", 14}, {"[[case]]\nid = \"\"\"a\"\"\"", 14}, {"[[case]]\nid = '''a'''", 14}, {"[[case]]\nid = \"a", 14},
		{"[[case]]\nid = \"a\nb\"", 14}, {"[[case]]\nid = \"\x00\"", 14}, {"[[case]]\nid = \"\x7f\"", 14}, {"[[case]]\nid = \"\xff\"", 14},
		{"[[case]]\nid = \"12345678\xff\"", 14}, {"# \xff\n", 0}, {"# \x01\n", 0}, {"#\r", 1}, {"\r", 0}, {"[[case]]\r", 8},
		{"[[case]]\nsum = 01", 15}, {"[[case]]\nsum = +1", 15}, {"[[case]]\nsum = 1_0", 15}, {"[[case]]\nsum = 0x1", 15}, {"[[case]]\nsum = 1e3", 15},
		{"[[case]]\nsum = 1.", 15}, {"[[case]]\nsum = .5", 15}, {"[[case]]\nsum = -", 15}, {"[[case]]\nsum = inf", 15},
		{"[[case]]\nsum = 1000000000000000000", 15}, {"[[case]]\nsum = tru", 15}, {"[[case]]\nsum = truee", 15},
		{"[[case]]\nclosed = 2024-02-30", 18}, {"[[case]]\nclosed = 2023-02-29", 18}, {"[[case]]\nclosed = 0000-01-01", 18}, {"[[case]]\nclosed = 2024-9-3", 18},
		{"[[case]]\nclosed = 2024-09-03T10:00:00", 18}, {"[[case]]\nclosed = 2024-09-03 10:00:00", 29}, {"[[case]]\nclosed = -2024-09-03", 18},
		{"[[case]]\nassist = [[1]]", 19}, {"[[case]]\nassist = [1 2]", 21}, {"[[case]]\nassist = [,]", 19}, {"[[case]]\nassist = [1", 20},
		{"[[case]]\nrating = { a = 1, }", 27}, {"[[case]]\nrating = { a = 1, a = 2 }", 27}, {"[[case]]\nrating = { a.b = 1 }", 21},
		{"[[case]]\nrating = { a = 1\n}", 25}, {"[[case]]\nrating = { a = [] }", 24}, {"[[case]]\nrating = { a = 1", 25}, {"[[case]]\nrating = {,}", 19},
	} {
		if stop, plain := Rows([]byte(c.text), "case", fields, &recorder{}); plain || stop != c.stop {
			t.Errorf("%q: plain %v, stopped at %d, want %d", c.text, plain, stop, c.stop)
		}
	}
	if _, plain := Rows([]byte("[[事]]"), "事", nil, &recorder{}); plain {
		t.Error("rows whose name wants quotes are not plain")
	}
}

func TestDayNumber(t *testing.T) {
	for _, year := range []int{1, 4, 99, 100, 400, 1899, 1900, 1970, 1999, 2000, 2023, 2024, 2100, 9999} {
		for month := range 14 {
			for day := range 33 {
				want := civil.New(year, month, day)
				if n, ok := dayNumber(year, month, day); ok != (want != civil.None) || ok && civil.Date(n) != want {
					t.Fatalf("%d-%d-%d: day %d (%v), want %v", year, month, day, n, ok, want)
				}
			}
		}
	}
}

// tokens is what broken documents are made of.
var tokens = strings.Split("[[case]]|\n|\r\n|\r| |\t|id|received|title|rating|assist|other| = |=|\"a\"|\"三栋\"|\"\"|\"\"\"|'x'|''|'''|2024-09-03|"+
	"2024-02-30|2023-02-29|0000-01-01|2024-09-03T10:00:00|2024-09-03 10:00|10:00|5|05|+5|-1|-0|1_000|0x1f|3.5|1e3|inf|nan|true|false|{ response = 5 }|"+
	"{response=5,cooperation=4}|{ response = 5, response = 4 }|{}|{ a = 5, }|{ a.b = 5 }|[1, 'x']|[\n1,\n# c\n2,\n]|[{ a = 1 }, { a = 2 }]|[[1]]|# c|#三\x01|\"\\n\"|\"\x00\"|\"\xff\"|"+
	"[case]|[[case.x]]|[case.rating]|[x]|case = 1|\xef\xbb\xbf|\xff\xfe|,|.|[|]|{|}|\\|\"|'|\x7f|é|\u2028|\x85|999999999999999999|9223372036854775808", "|")

const good = "[[case]]\nid = \"2024-09-0173\"\nreceived = 2024-09-03\ntitle = \"三栋楼道灯不亮\"\nassist = [\"a\", 'b']\n" +
	"rating = { response = 5, cooperation = 4 } # x\nsum = 12.5\n\n"

// TestRowsAgainstBurntSushi reads random documents both ways: tokens in any order, good rows with a token put in, and
// with bytes changed.
func TestRowsAgainstBurntSushi(t *testing.T) {
	dice := rand.New(rand.NewPCG(1, 2))
	n, plain := 60_000, 0
	if testing.Short() {
		n = 6_000
	}
	for i := range n {
		var text []byte
		switch i % 3 {
		case 0:
			text = []byte("[[case]]\n")
			for range dice.IntN(14) {
				text = append(text, tokens[dice.IntN(len(tokens))]...)
			}
		case 1:
			doc := good + good
			from := dice.IntN(len(doc))
			to := min(len(doc), from+dice.IntN(12))
			text = []byte(doc[:from] + tokens[dice.IntN(len(tokens))] + doc[to:])
		case 2:
			text = []byte(good + good)
			for range dice.IntN(3) {
				text[dice.IntN(len(text))] = byte(dice.IntN(256))
			}
		}
		if check(t, text) {
			plain++
		}
	}
	if plain < n/20 {
		t.Errorf("only %d of %d documents were plain: this compares nothing", plain, n)
	}
}

// TestRowsTakesOurLedgers: what people write is plain.
func TestRowsTakesOurLedgers(t *testing.T) {
	names, _ := filepath.Glob("../../data/*/*.toml")
	for _, name := range names {
		if filepath.Base(name) == "ledger.toml" {
			continue
		}
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		first := strings.Index("\n"+string(text), "\n[[")
		table, _, _ := strings.Cut(string(text)[first+2:], "]")
		text = []byte(strings.ReplaceAll(string(text), "[["+table+"]]", "[[case]]"))
		if !check(t, text) {
			t.Errorf("%s is not plain", name)
		}
	}
	if len(names) < 50 {
		t.Errorf("only %d ledgers", len(names))
	}
}

func FuzzRows(f *testing.F) {
	f.Add([]byte(good))
	for _, token := range tokens {
		f.Add([]byte("[[case]]\n" + token))
		f.Add([]byte("[[case]]\nid = " + token + "\n"))
	}
	f.Fuzz(func(t *testing.T, text []byte) { check(t, text) })
}
