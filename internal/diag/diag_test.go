package diag

import (
	"strings"
	"testing"
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
