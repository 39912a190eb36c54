package tree

import (
	"errors"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// A file of somebody else's where one of the site has to go stops the publish before anything has changed; once it is
// moved away, or if it is the same, all is well. What stands in nobody's way stays.
func TestNothingOfOthersIsReplaced(t *testing.T) {
	for name, c := range map[string]struct {
		theirs site
		taken  []string
	}{
		"a home page":               {site{"index.html": "the office's", "README": "about"}, []string{"index.html"}},
		"a page inside":             {site{"a/b.html": "theirs", "a/c.html": "stays"}, []string{"a/b.html"}},
		"a file for a folder":       {site{"a": "theirs"}, []string{"a"}},
		"a folder for a file":       {site{"index.html/x": "theirs"}, []string{"index.html"}},
		"several":                   {site{"z.css": "theirs", "index.html": "theirs"}, []string{"index.html", "z.css"}},
		"only what is in no way":    {site{"README": "about", "CNAME": "board.example", "a/notes.txt": "x"}, nil},
		"the same, byte for byte":   {site{"index.html": "home"}, nil},
		"a manifest of something":   {site{ManifestPath: "{}", "z.css": "theirs"}, []string{"z.css"}},
		"half a manifest":           {site{ManifestPath: `{"format": 1, "files": [{"pa`, "z.css": "hal"}, nil},
		"a staging folder of a cut": {site{staging + "/00000001": "half", "index.html": "theirs"}, []string{"index.html"}},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			for path, content := range c.theirs {
				write(t, dir, path, content)
			}
			s := site{"index.html": "home", "a/b.html": "page", "z.css": "style"}
			before := on(t, dir)
			delete(before, staging+"/00000001")
			_, err := s.tree(t).Publish(dir)
			if c.taken == nil {
				if err != nil {
					t.Fatal(err)
				}
				want := maps.Clone(before)
				maps.Copy(want, s)
				if got := on(t, dir); !maps.Equal(got, want) {
					t.Errorf("got %q, want %q", got, want)
				}
				return
			}
			taken := (*Taken)(nil)
			if !errors.As(err, &taken) || !slices.Equal(taken.Paths, c.taken) {
				t.Errorf("%v, want %q", err, c.taken)
			}
			if got := on(t, dir); !maps.Equal(got, before) {
				t.Errorf("got %q, want %q", got, before)
			}
		})
	}
}

// What a publish that was cut short has put in place is ours, however the next ones end; and nothing else is.
func TestCutShort(t *testing.T) {
	dir := t.TempDir()
	s := site{"index.html": "home", "a/b.html": "page", "z.css": "style"}
	write(t, dir, "z.css/in-the-way", "so that the rename fails")
	if _, err := s.tree(t).Publish(dir); err == nil {
		t.Fatal("a file was put where a folder is")
	}
	if err := os.RemoveAll(filepath.Join(dir, "z.css")); err != nil {
		t.Fatal(err)
	}
	cut := &publisher{dir: dir, stage: filepath.Join(dir, staging), entries: make([]Entry, 3), staged: []bool{true, true, true}, ours: map[string]bool{}}
	if err := errors.Join(cut.clear(), cut.claim(s.tree(t).files)); err != nil {
		t.Fatal(err)
	}
	write(t, dir, "a/b.html", "page") // and no more than that was done
	broken := errors.New("no")
	failing, _ := New([]File{{Path: "a/b.html", Render: func() ([]byte, error) { return nil, broken }}})
	if _, err := failing.Publish(dir); !errors.Is(err, broken) {
		t.Fatal(err)
	}
	s["a/b.html"] = "another page"
	write(t, dir, "new.html", "theirs")
	s["new.html"] = "ours"
	if _, err := s.tree(t).Publish(dir); err == nil {
		t.Fatal("somebody's file was replaced")
	}
	delete(s, "new.html")
	publish(t, s, dir)
	s["new.html"] = "theirs"
	if got := on(t, dir); !maps.Equal(got, s) {
		t.Errorf("got %q, want %q", got, s)
	}
	if _, err := os.Stat(filepath.Join(dir, staging)); err == nil {
		t.Error("the staging folder stays")
	}
}
