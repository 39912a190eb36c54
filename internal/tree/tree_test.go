package tree

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// site is a tree as a map of paths to contents.
type site map[string]string

func (s site) tree(t *testing.T) *Tree {
	t.Helper()
	var files []File
	for path, content := range s {
		files = append(files, Bytes(path, []byte(content)))
	}
	tree, err := New(files)
	if err != nil {
		t.Fatal(err)
	}
	return tree
}

func publish(t *testing.T, s site, dir string) Report {
	t.Helper()
	report, err := s.tree(t).Publish(dir)
	if err != nil {
		t.Fatal(err)
	}
	return report
}

// on is what lies in a folder, the manifest aside.
func on(t *testing.T, dir string) site {
	t.Helper()
	found := site{}
	err := filepath.WalkDir(dir, func(name string, entry fs.DirEntry, err error) error {
		rel, _ := filepath.Rel(dir, name)
		rel = filepath.ToSlash(rel)
		if err != nil || entry.IsDir() || rel == ManifestPath {
			return err
		}
		text, err := os.ReadFile(name)
		found[rel] = string(text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func write(t *testing.T, dir, name, content string) {
	t.Helper()
	file := filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(content), 0o666); err != nil {
		t.Fatal(err)
	}
}

// any draws a tree: a few files in a few folders, some of which have the name of a file of another tree.
func any(r *rand.Rand) site {
	s := site{}
	for range r.IntN(12) {
		path := []string{"index.html", "a.html", "a/index.html", "a/b", "a/b/index.html", "b", "b/c/d.css", "b/c/e.css", "static/x-1.css", "static/x-2.css", "404.html"}[r.IntN(11)]
		s[path] = strings.Repeat("x", r.IntN(3)) + fmt.Sprint(r.IntN(3))
	}
	for path := range s { // a file is no folder
		for other := range s {
			if strings.HasPrefix(other, path+"/") {
				delete(s, path)
			}
		}
	}
	return s
}

// Whatever was published before, the folder then holds the last tree and what is not ours, and nothing else.
func TestAnySequenceLeavesTheLastTree(t *testing.T) {
	foreign := site{"CNAME": "board.example", "a/notes.txt": "ours", "b/c/keep/me": "too"}
	for seed := range uint64(60) {
		r := rand.New(rand.NewPCG(seed, 0))
		dir := filepath.Join(t.TempDir(), "public")
		last := site{}
		for range 6 {
			if r.IntN(3) == 0 { // a crash left this
				write(t, dir, staging+"/00000001", "half")
			}
			last = any(r)
			if dirty(last) {
				continue
			}
			report, err := last.tree(t).Publish(dir)
			if err != nil {
				t.Fatalf("seed %d: %v", seed, err)
			}
			if report.Files != len(last)+1 {
				t.Errorf("seed %d: %+v of %d files", seed, report, len(last))
			}
			want := maps.Clone(last)
			if _, err := os.Stat(filepath.Join(dir, "CNAME")); err == nil {
				maps.Copy(want, foreign)
			}
			if got := on(t, dir); !maps.Equal(got, want) {
				t.Fatalf("seed %d: got %q, want %q", seed, got, want)
			}
			manifested(t, dir, last)
			for name, content := range foreign {
				write(t, dir, name, content)
			}
		}
	}
}

// dirty tells whether a tree needs a place where a file of somebody else stands: those stay, and publishing fails.
func dirty(s site) bool {
	for path := range s {
		if path == "b" || path == "a" {
			return true
		}
	}
	return false
}

// manifested checks that the manifest lists a site.
func manifested(t *testing.T, dir string, s site) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(dir, ManifestPath))
	if err != nil {
		t.Fatal(err)
	}
	var m Manifest
	if err := json.Unmarshal(text, &m); err != nil {
		t.Fatal(err)
	}
	listed := map[string]int{}
	for _, e := range m.Files {
		listed[e.Path] = e.Bytes
		if len(e.SHA256) != 64 {
			t.Errorf("%+v", e)
		}
	}
	want := map[string]int{}
	for path, content := range s {
		want[path] = len(content)
	}
	if m.Format != 1 || !maps.Equal(listed, want) {
		t.Errorf("the manifest lists %v, want %v", listed, want)
	}
}

// A file may become a folder and a folder a file: what is in the way is ours and stale.
func TestFileBecomesFolder(t *testing.T) {
	dir := t.TempDir()
	for _, s := range []site{{"a": "file", "x/y/z": "deep"}, {"a/b/c.html": "folder", "x": "flat"}, {"a": "file again", "x/y": "1"}} {
		publish(t, s, dir)
		if got := on(t, dir); !maps.Equal(got, s) {
			t.Errorf("got %q, want %q", got, s)
		}
	}
}

func TestUnchangedFilesAreNotTouched(t *testing.T) {
	dir := t.TempDir()
	s := site{"index.html": "home", "a/b.html": "page", "static/x.css": "style"}
	if r := publish(t, s, dir); r != (Report{Files: 4, Written: 4, Bytes: r.Bytes}) || r.Bytes < 13 {
		t.Errorf("first: %+v", r)
	}
	old := time.Date(2001, 2, 3, 4, 5, 6, 0, time.UTC)
	for _, name := range []string{"index.html", "a/b.html", "static/x.css", ManifestPath} {
		if err := os.Chtimes(filepath.Join(dir, name), old, old); err != nil {
			t.Fatal(err)
		}
	}
	if r := publish(t, s, dir); r.Written != 0 || r.Removed != 0 || r.Files != 4 {
		t.Errorf("the same again: %+v", r)
	}
	s["index.html"] = "home again"
	delete(s, "static/x.css")
	if r := publish(t, s, dir); r.Written != 2 || r.Removed != 1 || r.Files != 3 {
		t.Errorf("one changed, one gone: %+v", r)
	}
	for name, touched := range map[string]bool{"a/b.html": false, "index.html": true} {
		info, err := os.Stat(filepath.Join(dir, name))
		if err != nil || info.ModTime().Equal(old) == touched {
			t.Errorf("%s: touched %v, wanted %v, %v", name, !touched, touched, err)
		}
	}
	if _, err := os.Stat(filepath.Join(dir, "static")); !errors.Is(err, fs.ErrNotExist) {
		t.Error("an empty folder stays")
	}
}

// A file that does not render leaves everything as it was, the manifest and stale files too.
func TestFailingRenderChangesNothing(t *testing.T) {
	dir := t.TempDir()
	publish(t, site{"index.html": "old", "gone.html": "still there", "static/x.css": "old"}, dir)
	write(t, dir, "CNAME", "board.example")
	before := on(t, dir)
	manifest, _ := os.ReadFile(filepath.Join(dir, ManifestPath))

	broken := errors.New("no")
	tree, err := New([]File{
		Bytes("index.html", []byte("new")), Bytes("static/x.css", []byte("new")),
		{Path: "z.html", Render: func() ([]byte, error) { return nil, broken }},
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := tree.Publish(dir); !errors.Is(err, broken) {
		t.Errorf("error %v", err)
	}
	if got := on(t, dir); !maps.Equal(got, before) {
		t.Errorf("got %q, want %q", got, before)
	}
	if now, _ := os.ReadFile(filepath.Join(dir, ManifestPath)); string(now) != string(manifest) {
		t.Error("the manifest changed")
	}
}

func TestPathsThatCollide(t *testing.T) {
	for _, paths := range [][]string{
		{"a.html", "a.html"}, {"a.html", "A.html"}, {"units/Jia/index.html", "units/jia/index.html"}, {"a", "a/b"}, {"a/b/c", "A/B"},
	} {
		if _, err := New([]File{Bytes(paths[0], nil), Bytes(paths[1], nil)}); err == nil {
			t.Errorf("%q are taken for two files", paths)
		}
	}
	if _, err := New([]File{Bytes("a.html", nil), Bytes("a/b.html", nil), Bytes("ab.html", nil)}); err != nil {
		t.Error(err)
	}
}

// What pages need is put in place before the pages.
func TestAssetsBeforePages(t *testing.T) {
	tree := site{"a.html": "", "z.css": "", "b/index.html": "", "data/x.csv": ""}.tree(t)
	var paths []string
	for _, f := range tree.Files() {
		paths = append(paths, f.Path)
	}
	if want := []string{"data/x.csv", "z.css", "a.html", "b/index.html"}; !slices.Equal(paths, want) {
		t.Errorf("got %q, want %q", paths, want)
	}
}

// A manifest that somebody or a crash has spoilt is put right, and nothing outside the folder is touched.
func TestDamagedManifest(t *testing.T) {
	s := site{"index.html": "home"}
	for name, manifest := range map[string]string{
		"truncated":  `{"format": 1, "files": [{"path": "ind`,
		"empty":      "",
		"not ours":   `[1, 2]`,
		"newer":      `{"format": 9, "files": []}`,
		"escaping":   `{"format": 1, "files": [{"path": "../outside.txt"}, {"path": "a/../../outside.txt"}, {"path": "/etc/hostname"}, {"path": ""}]}`,
		"a folder":   `{"format": 1, "files": [{"path": "."}, {"path": "data"}, {"path": "theirs"}]}`,
		"not there":  `{"format": 1, "files": [{"path": "gone/away.html"}]}`,
		"twice":      `{"format": 1, "files": [{"path": "index.html"}, {"path": "index.html"}]}`,
		"itself":     `{"format": 1, "files": [{"path": "data/manifest.json"}]}`,
		"other case": `{"format": 1, "files": [{"path": "Index.HTML"}]}`,
	} {
		t.Run(name, func(t *testing.T) {
			above := t.TempDir()
			dir := filepath.Join(above, "public")
			write(t, above, "outside.txt", "not ours")
			write(t, dir, "theirs/file.txt", "not ours")
			write(t, dir, ManifestPath, manifest)
			publish(t, s, dir)
			if got, want := on(t, dir), (site{"index.html": "home", "theirs/file.txt": "not ours"}); !maps.Equal(got, want) {
				t.Errorf("got %q, want %q", got, want)
			}
			if text, err := os.ReadFile(filepath.Join(above, "outside.txt")); err != nil || string(text) != "not ours" {
				t.Errorf("what lies outside: %q, %v", text, err)
			}
			manifested(t, dir, s)
		})
	}
}

// A link in the published folder that leads out of it is not followed when stale files are removed.
func TestStaleFileBehindLink(t *testing.T) {
	above := t.TempDir()
	dir := filepath.Join(above, "public")
	publish(t, site{"a/b.html": "page", "index.html": "home"}, dir)
	write(t, above, "elsewhere/b.html", "not ours")
	if err := os.RemoveAll(filepath.Join(dir, "a")); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(filepath.Join(above, "elsewhere"), filepath.Join(dir, "a")); err != nil {
		t.Skip(err)
	}
	publish(t, site{"index.html": "home"}, dir)
	if text, err := os.ReadFile(filepath.Join(above, "elsewhere/b.html")); err != nil || string(text) != "not ours" {
		t.Errorf("what lies outside: %q, %v", text, err)
	}
}

// Whoever looks on sees every file rendered, and after that every file that differs written.
func TestWatched(t *testing.T) {
	dir := t.TempDir()
	s := site{"index.html": "home", "a/b.html": "page", "static/x.css": "style"}
	publish(t, s, dir)
	s["index.html"] = "home again"
	var mu sync.Mutex
	var steps []Step
	watched := s.tree(t).Watched(func(s Step) { mu.Lock(); steps = append(steps, s); mu.Unlock() })
	if _, err := watched.Publish(dir); err != nil {
		t.Fatal(err)
	}
	slices.SortFunc(steps[:3], func(a, b Step) int { return a.Rendered - b.Rendered }) // several at a time
	want := []Step{{1, 3, 0, 0}, {2, 3, 0, 0}, {3, 3, 0, 0}, {3, 3, 1, 1}}
	if !slices.Equal(steps, want) {
		t.Errorf("%+v, want %+v", steps, want)
	}
}

// A fixed file that the last publish put there is not rendered again, and one that somebody has spoilt or removed is.
func TestFixed(t *testing.T) {
	dir := t.TempDir()
	rendered := 0
	publish := func(files ...File) {
		t.Helper()
		fixed := File{Path: "photos/ab-480.jpg", Fixed: true, Render: func() ([]byte, error) {
			rendered++
			return []byte("picture"), nil
		}}
		tree, err := New(append(files, fixed))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := tree.Publish(dir); err != nil {
			t.Fatal(err)
		}
		if got := on(t, dir)[fixed.Path]; got != "picture" {
			t.Errorf("it holds %q", got)
		}
	}
	for _, step := range []struct {
		name string
		do   func()
		want int
	}{
		{"the first publish", func() {}, 1},
		{"the same again", func() {}, 1},
		{"spoilt, as long as it was", func() { write(t, dir, "photos/ab-480.jpg", "PICTURE") }, 2},
		{"removed", func() { os.Remove(filepath.Join(dir, "photos/ab-480.jpg")) }, 3},
		{"nobody knows what is there", func() { write(t, dir, ManifestPath, "{") }, 4},
	} {
		step.do()
		publish(Bytes("index.html", []byte(step.name)))
		if rendered != step.want {
			t.Errorf("%s: rendered %d times, want %d", step.name, rendered, step.want)
		}
	}
	text, err := os.ReadFile(filepath.Join(dir, ManifestPath))
	if err != nil || !strings.Contains(string(text), `"photos/ab-480.jpg"`) {
		t.Errorf("the manifest does not list it: %v", err)
	}
}
