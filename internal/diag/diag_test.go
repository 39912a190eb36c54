package diag

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"
)

func TestFormatPointsAtThePlace(t *testing.T) {
	src := &Source{Name: "data/cases/2024-09.toml", Text: []byte("[[case]]\r\n标题 = 1\r\nchanel = \"网格巡\"\r\n")}
	d := Diagnostic{Code: "unknown-key", Pos: src.At(strings.Index(string(src.Text), "chanel")),
		Args: []any{"chanel", Choice{"chanel", []string{"id", "channel"}}}}
	want := "data/cases/2024-09.toml:3:1: error: unknown key \"chanel\" [unknown-key]\n" +
		"    3 | chanel = \"网格巡\"\n      | ^\n  hint: did you mean channel?\n"
	if got := d.Format(English); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestCaretCountsHanAsTwoColumns(t *testing.T) {
	src := &Source{Name: "a", Text: []byte("甲 = {乙 = 1}")}
	got := src.At(strings.Index(string(src.Text), "乙")).excerpt()
	if want := "    1 | 甲 = {乙 = 1}\n      |       ^\n"; got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestNear(t *testing.T) {
	names := []string{"received", "channel", "level", "lead"}
	for given, want := range map[string]string{
		"recieved": "received", "chanell": "channel", "lead": "lead", "leda": "lead", "x": "", "zzzz": "", "Level": "level",
	} {
		if got := Near(given, names); got != want {
			t.Errorf("Near(%q) = %q, want %q", given, got, want)
		}
	}
}

func TestSortedPutsPlacelessLast(t *testing.T) {
	a, b := &Source{Name: "a", Text: []byte("xx")}, &Source{Name: "b", Text: []byte("xx")}
	list := List{{Code: "unknown-key"}, {Code: "unknown-key", Pos: b.At(0)}, {Code: "unknown-key", Pos: a.At(1)}, {Code: "unknown-key", Pos: a.At(0)}}
	got := list.Sorted()
	if got[0].Pos != a.At(0) || got[1].Pos != a.At(1) || got[2].Pos != b.At(0) || got[3].Pos.Source != nil {
		t.Errorf("order: %v", got)
	}
}

// A file that is not held has its places all the same, even when it has changed or gone since.
func TestReloaded(t *testing.T) {
	disk := fstest.MapFS{"a.toml": {Data: []byte("x = 1\ny = 2\n")}}
	src := Reloaded("a.toml", func() (fs.File, error) { return disk.Open("a.toml") })
	want := "a.toml:2:1: error: unknown key \"y\" [unknown-key]\n    2 | y = 2\n      | ^\n  hint: one of: x\n"
	d := Diagnostic{Code: "unknown-key", Pos: src.At(6), Args: []any{"y", Choice{"y", []string{"x"}}}}
	for range 3 {
		if got := d.Format(English); got != want {
			t.Errorf("got\n%s", got)
		}
	}
	if src.Size() != 12 {
		t.Errorf("the size is %d", src.Size())
	}
	buffer := make([]byte, 0, 100)
	text, err := src.ReadInto(buffer)
	if err != nil || string(text) != "x = 1\ny = 2\n" || &text[0] != &buffer[:1][0] {
		t.Errorf("%q, %v", text, err)
	}
	disk["a.toml"] = &fstest.MapFile{Data: nil} // the file has changed
	changed := Reloaded("a.toml", func() (fs.File, error) { return disk.Open("a.toml") })
	if line, col := changed.At(6).LineCol(); line != 1 || col != 1 || changed.At(6).Line() != "" {
		t.Errorf("a place behind the end is %d:%d", line, col)
	}
	gone := Reloaded("gone.toml", func() (fs.File, error) { return disk.Open("gone.toml") })
	if got := (Diagnostic{Code: "unreadable", Pos: gone.At(0), Args: []any{"x"}}).Format(English); !strings.HasPrefix(got, "gone.toml: error") {
		t.Error(got)
	}
}

// What is wrong may be megabytes long; what is said of it is not.
func TestFormatIsShort(t *testing.T) {
	long := strings.Repeat("长", 1_000_000)
	src := &Source{Name: "a", Text: []byte(long + "x" + long)}
	d := Diagnostic{Code: "unknown-key", Pos: src.At(len(long)), Args: []any{long, Choice{long, []string{"x"}}}}
	if got := d.Format(Chinese); len(got) > 2000 || !strings.Contains(got, "长…") {
		t.Errorf("%d bytes", len(got))
	}
}

// Every entry must be usable in both languages.
func TestCatalogueSpeaksBothLanguages(t *testing.T) {
	for _, code := range Codes() {
		e := catalogue[code]
		if e.message[Chinese] == "" || e.message[English] == "" {
			t.Errorf("%s: a message is missing", code)
		}
		if (e.hint[Chinese] == "") != (e.hint[English] == "") {
			t.Errorf("%s: a hint is missing in one language", code)
		}
	}
}
