package site

import (
	"testing"
	"testing/fstest"
	"time"

	"github.com/lanewall/lanewall/internal/diag"
)

const readCase = "[[case]]\nid = \"1\"\nreceived = 2024-08-05\nunit = \"jie\"\ntitle = \"示例\"\n"

// readerFolder is a site of two ledgers, all of whose files seem to be of the same time.
func readerFolder() fstest.MapFS {
	files := fstest.MapFS{}
	for name, text := range map[string]string{
		"site.toml":               "format = 1\nid = \"a\"\ntitle = \"示例\"\nissuer = \"示例\"\n[[level]]\nid = \"street\"\ntitle = \"街道\"\n",
		"data/units.toml":         "[[unit]]\nid = \"jie\"\nname = \"示例街\"\nkind = \"street\"\n",
		"data/cases/ledger.toml":  "kind = \"case\"\n",
		"data/cases/2024-08.toml": readCase,
		"data/works/ledger.toml":  "kind = \"case\"\n",
		"data/works/2024-08.toml": readCase + "closed = 2024-08-01\n",
	} {
		files[name] = &fstest.MapFile{Data: []byte(text), ModTime: time.Unix(1, 0)}
	}
	return files
}

func TestReader(t *testing.T) {
	files := readerFolder()
	r := NewReader(files, Options{})
	read := func() *Site {
		t.Helper()
		s, changed, problems := r.Read()
		if !changed || problems.Count(diag.Error) != 1 { // the date of the second ledger
			t.Fatalf("changed %v, %d errors", changed, problems.Count(diag.Error))
		}
		return s
	}
	first := read()
	if _, changed, _ := r.Read(); changed {
		t.Error("nothing has changed")
	}
	save := func(name, text string) {
		files[name] = &fstest.MapFile{Data: []byte(text), ModTime: time.Unix(2, 0)}
	}

	save("data/cases/2024-08.toml", readCase+"channel = \"热线\"\n")
	second := read()
	if second.Ledger("works") != first.Ledger("works") || !second.SameGround(first) {
		t.Error("a ledger that has not changed was read again")
	}
	if second.Ledger("cases") == first.Ledger("cases") || second.Ledger("cases").Column("channel").Words()[1] != "热线" {
		t.Error("the edited ledger was not read")
	}

	// A coarse clock: the file changes again within its tick, and not in size.
	save("data/cases/2024-08.toml", readCase+"channel = \"走访\"\n")
	if words := read().Ledger("cases").Column("channel").Words(); words[1] != "走访" {
		t.Errorf("the second edit was not seen: %q", words)
	}

	save("content/a.md", "+++\ntitle = \"示例\"\n+++\n")
	if s := read(); len(s.Pages) != 1 || s.Ledger("works") != first.Ledger("works") {
		t.Error("the page was not read, or more than that")
	}

	save("data/cases/2024-09.toml", "")
	if s := read(); s.SameGround(first) || s.Ledger("works") == first.Ledger("works") {
		t.Error("the horizon is another, and the ledgers are what they were")
	}

	save("data/units.toml", "[[unit]]\nid = \"jie\"\nname = \"另一街\"\nkind = \"street\"\n")
	if s := read(); s.Units.Root.Name != "另一街" {
		t.Error("the units are what they were")
	}
}
