package folder

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
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
	first, err := Save(dir, []Change{{Path: "data/cases/2024-09.toml", Content: []byte("one")}}, "s")
	if err != nil || first.Kept != "" {
		t.Fatalf("%+v, %v", first, err)
	}
	for _, want := range []struct{ content, kept, was string }{{"two", "s", "one"}, {"three", "s-2", "two"}} {
		saved, err := Save(dir, []Change{{Path: "data/cases/2024-09.toml", Content: []byte(want.content)}, {Path: "content/" + want.content + ".md", Content: []byte("new")}}, "s")
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
	if _, err := Save(dir, []Change{{Path: "data/a.toml", Content: []byte("old")}}, "s"); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"data/a.toml/b.toml", "../outside.toml"} {
		if _, err := Save(dir, []Change{{Path: "data/a.toml", Content: []byte("new")}, {Path: name, Content: []byte("x")}}, "s"); err == nil {
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

// What had taken its place when another could not is taken out again, and the error names the file, not what waited.
func TestSaveTakesBack(t *testing.T) {
	dir := t.TempDir()
	if _, err := Save(dir, []Change{{Path: "data/a.toml", Content: []byte("old")}}, "s"); err != nil {
		t.Fatal(err)
	}
	s := saver{dir: dir, stamp: "s"}
	changes := []Change{{Path: "data/a.toml", Content: []byte("new")}, {Path: "data/b.toml", Content: []byte("new")}, {Path: "data/c.toml", Content: []byte("new")}}
	for _, c := range changes {
		if err := errors.Join(s.stage(c), s.keep(c)); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Remove(s.staged[2]); err != nil {
		t.Fatal(err)
	}
	err := s.place(changes)
	if at, ok := err.(*fs.PathError); !ok || at.Path != "data/c.toml" {
		t.Errorf("%v", err)
	}
	if got := read(t, dir, "data/a.toml"); got != "old" {
		t.Errorf("now %q", got)
	}
	if _, err := os.Stat(filepath.Join(dir, "data", "b.toml")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("b is there: %v", err)
	}
}

// A file that somebody changed since it was read is left as it is, and so are the others.
func TestSaveOverAnother(t *testing.T) {
	dir := t.TempDir()
	both := func(was, content string) []Change {
		return []Change{{Path: "data/b.toml", Content: []byte("b")}, {Path: "data/a.toml", Content: []byte(content), Was: []byte(was)}}
	}
	if _, err := Save(dir, both("", "one"), "s"); err != nil { // it is not there
		t.Fatal(err)
	}
	if _, err := Save(dir, both("one", "two"), "s"); err != nil {
		t.Fatal(err)
	}
	for _, was := range []string{"one", ""} {
		_, err := Save(dir, append([]Change{{Path: "data/c.toml", Content: []byte("c")}}, both(was, "three")...), "s")
		if changed := (*ChangedError)(nil); !errors.As(err, &changed) || changed.Path != "data/a.toml" {
			t.Errorf("it held %q: %v", was, err)
		}
	}
	if got := read(t, dir, "data/a.toml"); got != "two" {
		t.Errorf("now %q", got)
	}
	if names, _ := filepath.Glob(filepath.Join(dir, "data", "*")); len(names) != 2 {
		t.Errorf("there are %q", names)
	}
}

// Several programs save at once: each of their files is there whole at every moment, and every one says that it was saved.
func TestSaveAtOnce(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("a file that is being read cannot be replaced there")
	}
	dir := t.TempDir()
	save := func(n int) error {
		_, err := Save(dir, []Change{{Path: "data/a.toml", Content: bytes.Repeat([]byte{byte('0' + n)}, 10000)}}, "s")
		return err
	}
	if err := save(0); err != nil {
		t.Fatal(err)
	}
	done := make(chan error)
	for n := range 4 {
		go func() {
			for range 10 {
				if err := save(n); err != nil {
					done <- err
					return
				}
			}
			done <- nil
		}()
	}
	for running := 4; running > 0; {
		select {
		case err := <-done:
			running--
			if err != nil {
				t.Error(err)
			}
		default:
			if text := read(t, dir, "data/a.toml"); len(text) != 10000 || strings.Trim(text, text[:1]) != "" {
				t.Fatalf("%d bytes of several", len(text))
			}
		}
	}
}

// The ledgers of an office may lie elsewhere, behind a link; on Windows few may make one.
func TestSaveThroughALink(t *testing.T) {
	dir, elsewhere := t.TempDir(), t.TempDir()
	if err := os.Symlink(elsewhere, filepath.Join(dir, "data")); err != nil {
		t.Skip(err)
	}
	for _, content := range []string{"one", "two"} {
		saved, err := Save(dir, []Change{{Path: "data/cases/2024-09.toml", Content: []byte(content)}}, "s")
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
		{Path: "data/cases/2024-08.toml", Content: []byte("new")}, {Path: "data/cases/2024-09.toml", Content: []byte("more")}, {Path: "content/notices/a.md", Content: []byte("page")},
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
