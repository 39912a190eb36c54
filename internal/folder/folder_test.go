package folder

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"testing/fstest"
)

func read(t *testing.T, dir, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(name)))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestSaveKeepsWhatWasThere(t *testing.T) {
	dir := t.TempDir()
	first, err := Save(dir, []Change{{"data/cases/2024-09.toml", []byte("one")}}, "s")
	if err != nil || first.Kept != "" {
		t.Fatalf("%+v, %v", first, err)
	}
	for _, want := range []struct{ content, kept, was string }{{"two", "s", "one"}, {"three", "s-2", "two"}} {
		saved, err := Save(dir, []Change{{"data/cases/2024-09.toml", []byte(want.content)}, {"content/" + want.content + ".md", []byte("new")}}, "s")
		if err != nil || saved.Kept != KeptPath+"/"+want.kept || len(saved.Paths) != 2 {
			t.Errorf("%+v, %v", saved, err)
		}
		if got := read(t, dir, saved.Kept+"/data/cases/2024-09.toml"); got != want.was {
			t.Errorf("kept %q, want %q", got, want.was)
		}
		if got := read(t, dir, "data/cases/2024-09.toml"); got != want.content {
			t.Errorf("now %q", got)
		}
	}
	if names, _ := filepath.Glob(filepath.Join(dir, "*", "*", "*.lanewall-new")); names != nil {
		t.Errorf("left aside: %q", names)
	}
}

// A change that cannot be written leaves the others unwritten.
func TestSaveAllOrNone(t *testing.T) {
	dir := t.TempDir()
	if _, err := Save(dir, []Change{{"data/a.toml", []byte("old")}}, "s"); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"data/a.toml/b.toml", "../outside.toml"} {
		if _, err := Save(dir, []Change{{"data/a.toml", []byte("new")}, {name, []byte("x")}}, "s"); err == nil {
			t.Errorf("%s was written", name)
		}
	}
	if got := read(t, dir, "data/a.toml"); got != "old" {
		t.Errorf("now %q", got)
	}
	if _, err := os.Stat(filepath.Join(dir, "data", "a.toml.lanewall-new")); !errors.Is(err, fs.ErrNotExist) {
		t.Error("left aside")
	}
}

// What had taken its place when another could not is taken out again: here a file that is changed twice.
func TestSaveTakesBack(t *testing.T) {
	dir := t.TempDir()
	if _, err := Save(dir, []Change{{"data/a.toml", []byte("old")}}, "s"); err != nil {
		t.Fatal(err)
	}
	saved, err := Save(dir, []Change{{"data/a.toml", []byte("new")}, {"data/b.toml", []byte("new")}, {"data/b.toml", []byte("newer")}}, "s")
	if err == nil || len(saved.Paths) > 0 {
		t.Fatalf("%+v, %v", saved, err)
	}
	if got := read(t, dir, "data/a.toml"); got != "old" {
		t.Errorf("now %q", got)
	}
	if _, err := os.Stat(filepath.Join(dir, "data", "b.toml")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("b is there: %v", err)
	}
}

// The ledgers of an office may lie elsewhere, behind a link; on Windows few may make one.
func TestSaveThroughALink(t *testing.T) {
	dir, elsewhere := t.TempDir(), t.TempDir()
	if err := os.Symlink(elsewhere, filepath.Join(dir, "data")); err != nil {
		t.Skip(err)
	}
	for _, content := range []string{"one", "two"} {
		saved, err := Save(dir, []Change{{"data/cases/2024-09.toml", []byte(content)}}, "s")
		if err != nil {
			t.Fatal(err)
		}
		if got := read(t, elsewhere, "cases/2024-09.toml"); got != content {
			t.Errorf("it holds %q", got)
		}
		if content == "two" {
			if got := read(t, dir, saved.Kept+"/data/cases/2024-09.toml"); got != "one" {
				t.Errorf("kept %q", got)
			}
		}
	}
}

func TestWith(t *testing.T) {
	base := fstest.MapFS{"site.toml": {Data: []byte("s")}, "data/cases/2024-08.toml": {Data: []byte("old")}}
	files := With(base, []Change{
		{"data/cases/2024-08.toml", []byte("new")}, {"data/cases/2024-09.toml", []byte("more")}, {"content/notices/a.md", []byte("page")},
	})
	if err := fstest.TestFS(files, "site.toml", "data/cases/2024-08.toml", "data/cases/2024-09.toml", "content/notices/a.md"); err != nil {
		t.Error(err)
	}
	text, err := fs.ReadFile(files, "data/cases/2024-08.toml")
	if string(text) != "new" || err != nil {
		t.Errorf("%q, %v", text, err)
	}
	if names, _ := fs.Glob(files, "data/*/*.toml"); len(names) != 2 {
		t.Errorf("%q", names)
	}
	if names, _ := fs.Glob(files, "content/*/*.md"); len(names) != 1 {
		t.Errorf("%q", names)
	}
}
