package serve

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/fsnotify/fsnotify"
)

var siteNames = []string{"site.toml", "data", "content", "themes"}

// folder makes a folder with a small site in it.
func folder(t testing.TB) string {
	t.Helper()
	dir := t.TempDir()
	save(t, dir, "site.toml", "title = 'a'\n")
	save(t, dir, "data/cases/2024-08.toml", "[[case]]\n")
	save(t, dir, "content/about.md", "about\n")
	return dir
}

func save(t testing.TB, dir, name, text string) {
	t.Helper()
	file := filepath.Join(dir, filepath.FromSlash(name))
	if err := errors.Join(os.MkdirAll(filepath.Dir(file), 0o777), os.WriteFile(file, []byte(text), 0o666)); err != nil {
		t.Fatal(err)
	}
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// scene is a watcher in a bubble of fake time, which hears what the test says that the system told.
type scene struct {
	*watcher
	t      *testing.T
	dir    string
	events chan fsnotify.Event
	faults chan error
	start  time.Time
}

// watching runs a test with a watcher. A deaf one hears of nothing.
func watching(t *testing.T, deaf bool, test func(s *scene)) {
	dir := folder(t)
	synctest.Test(t, func(t *testing.T) {
		s := &scene{t: t, dir: dir, events: make(chan fsnotify.Event), faults: make(chan error), start: time.Now()}
		s.watcher = &watcher{folder: dir, names: siteNames, events: s.events, faults: s.faults,
			follow: func(string) error { return nil }, close: func() error { return nil }, followed: map[string]os.FileInfo{},
			batches: make(chan []string), blind: make(chan struct{}, 1), pending: map[string]*change{}}
		if deaf {
			s.watcher.events, s.watcher.faults = nil, nil
		}
		s.watcher.seen = s.watcher.look()
		ctx, cancel := context.WithCancel(t.Context())
		done := make(chan struct{})
		go func() { defer close(done); s.watcher.run(ctx) }()
		test(s)
		cancel()
		<-done
	})
}

// tell says that something happened to a file.
func (s *scene) tell(name string, op fsnotify.Op) {
	s.events <- fsnotify.Event{Name: filepath.Join(s.dir, filepath.FromSlash(name)), Op: op}
}

// next is the next batch and when it came.
func (s *scene) next() (string, time.Duration) {
	batch := <-s.batches
	return strings.Join(batch, " "), time.Since(s.start)
}

// calm checks that nothing is told for a while.
func (s *scene) calm(d time.Duration) {
	s.t.Helper()
	select {
	case batch := <-s.batches:
		s.t.Errorf("told of %q", batch)
	case <-time.After(d):
	}
}

func (s *scene) want(files string, after time.Duration) {
	s.t.Helper()
	if got, at := s.next(); got != files || at != after {
		s.t.Errorf("%q after %v, want %q after %v", got, at, files, after)
	}
}

const rows = "data/cases/2024-08.toml"

// A file is told of once it is whole: a few milliseconds after the last that happened to it, and all that were saved
// together are told of together.
func TestQuiet(t *testing.T) {
	watching(t, false, func(s *scene) {
		save(t, s.dir, rows, "[[case]]\nid = 1\n")
		s.tell(rows, fsnotify.Write)
		time.Sleep(quiet / 2)
		s.tell(rows, fsnotify.Write)
		s.tell("content/about.md", fsnotify.Write)
		s.tell(rows, fsnotify.Chmod)
		s.want("content/about.md "+rows, quiet/2+quiet)
		s.calm(sweep * 3)
	})
}

// An empty file is one that an editor is about to write; so is one that is gone.
func TestRest(t *testing.T) {
	for name, begin := range map[string]func(dir string) error{
		"truncated": func(dir string) error { return os.Truncate(filepath.Join(dir, rows), 0) },
		"gone":      func(dir string) error { return os.Remove(filepath.Join(dir, rows)) },
	} {
		t.Run(name, func(t *testing.T) {
			watching(t, false, func(s *scene) {
				must(t, begin(s.dir))
				s.tell(rows, fsnotify.Write)
				time.Sleep(rest - quiet)
				s.tell("content/about.md", fsnotify.Write) // another file is no reason to hurry
				time.Sleep(quiet * 2)
				save(t, s.dir, rows, "[[case]]\nid = 1\n")
				s.tell(rows, fsnotify.Write)
				s.want("content/about.md "+rows, rest-quiet+quiet*2+quiet)
			})
			watching(t, false, func(s *scene) {
				must(t, begin(s.dir))
				s.tell(rows, fsnotify.Write)
				s.want(rows, quiet+rest) // it stays so: that was meant
				s.calm(sweep * 3)
			})
		})
	}
}

// A program that never stops writing does not keep the others from being seen.
func TestRestless(t *testing.T) {
	watching(t, false, func(s *scene) {
		go func() {
			for range 2 * restless {
				s.tell("content/about.md", fsnotify.Write)
				time.Sleep(quiet / 2)
			}
		}()
		if files, at := s.next(); files != "content/about.md" || at > restless*quiet/2+quiet {
			t.Errorf("%s after %v", files, at)
		}
		for range 2 * restless { // the writer ends
			select {
			case <-s.batches:
			case <-time.After(sweep):
			}
		}
	})
}

// What editors put beside a file is not told of, nor is the output or what is kept.
func TestPassing(t *testing.T) {
	watching(t, false, func(s *scene) {
		for _, name := range []string{
			"public/index.html", ".lanewall/kept/2024-09-03T151617/site.toml", ".git/index", "data/cases/.2024-08.toml.swp", "data/cases/4913",
			"data/cases/2024-08.toml~", "data/cases/#2024-08.toml#", "data/cases/.#2024-08.toml", "data/cases/~$cases.xlsx", "data/cases/.~lock.cases.ods#",
			"data/cases/2024-08.toml.lanewall-new", "data/cases/2024-08.toml___jb_tmp___.tmp", "content/Thumbs.db", "data/.idea/workspace.toml", "readme.md",
		} {
			save(t, s.dir, name, "x")
			s.tell(name, fsnotify.Create)
			s.tell(name, fsnotify.Write)
		}
		s.calm(sweep * 3) // not even when looked for
		save(t, s.dir, "data/cases/sedA1b2", "x")
		s.tell("data/cases/sedA1b2", fsnotify.Create)
		must(t, os.Rename(filepath.Join(s.dir, "data/cases/sedA1b2"), filepath.Join(s.dir, rows)))
		s.tell("data/cases/sedA1b2", fsnotify.Rename)
		s.tell(rows, fsnotify.Create)
		s.want(rows, sweep*3+quiet) // a name nobody knows, but it is gone again
	})
}

// Files in a folder that is new, moved or gone are told of, though nothing was told of them.
func TestFolders(t *testing.T) {
	watching(t, false, func(s *scene) {
		save(t, s.dir, "data/visits/ledger.toml", "kind = 'visit'\n")
		save(t, s.dir, "data/visits/2024-08.toml", "[[visit]]\n")
		s.tell("data/visits", fsnotify.Create)
		s.want("data/visits/2024-08.toml data/visits/ledger.toml", quiet)
		must(t, os.Rename(filepath.Join(s.dir, "data/visits"), filepath.Join(s.dir, "data/talks")))
		s.tell("data/visits", fsnotify.Rename)
		s.tell("data/talks", fsnotify.Create)
		s.want("data/talks/2024-08.toml data/talks/ledger.toml data/visits/2024-08.toml data/visits/ledger.toml", quiet+quiet+rest)
		must(t, os.RemoveAll(filepath.Join(s.dir, "data/talks")))
		s.tell("data/talks", fsnotify.Remove)
		s.want("data/talks/2024-08.toml data/talks/ledger.toml", (quiet+rest)*2+quiet)
		must(t, os.Mkdir(filepath.Join(s.dir, "data/empty"), 0o777))
		s.tell("data/empty", fsnotify.Create)
		s.want("data/empty", (quiet+rest)*2+quiet*2)
		save(t, s.dir, "data/empty/a.toml", "x")
		s.tell("data/empty", fsnotify.Write) // as Windows says of every folder
		s.calm(quiet * 4)
		s.tell("data/empty/a.toml", fsnotify.Create)
		if files, _ := s.next(); files != "data/empty/a.toml" {
			t.Errorf("%q", files)
		}
	})
}

// When more happens than the system can tell, everything is looked at.
func TestOverflow(t *testing.T) {
	watching(t, false, func(s *scene) {
		save(t, s.dir, rows, "[[case]]\nid = 1\n")
		save(t, s.dir, "data/cases/2024-09.toml", "[[case]]\n")
		s.faults <- fsnotify.ErrEventOverflow
		s.want(rows+" data/cases/2024-09.toml", quiet)
		s.calm(sweep * 2)
		if len(s.blind) > 0 {
			t.Error("one overflow does not mean that nothing is ever told")
		}
	})
}

// In a folder that tells of nothing, changes are found by looking, and this is said after the second: then every second.
func TestDeaf(t *testing.T) {
	watching(t, true, func(s *scene) {
		save(t, s.dir, rows, "[[case]]\nid = 1\n")
		s.want(rows, sweep+quiet)
		if len(s.blind) > 0 {
			t.Error("said too soon")
		}
		must(t, os.Remove(filepath.Join(s.dir, "content/about.md")))
		s.want("content/about.md", 2*sweep+quiet+rest)
		if len(s.blind) != 1 {
			t.Error("not said")
		}
		before := time.Since(s.start)
		save(t, s.dir, rows, "[[case]]\nid = 123\n")
		if _, at := s.next(); at-before > sweep+quiet {
			t.Errorf("after %v", at-before)
		}
		before = time.Since(s.start)
		save(t, s.dir, rows, "[[case]]\nid = 12345\n")
		if _, at := s.next(); at-before > poll+quiet {
			t.Errorf("after %v", at-before)
		}
		if len(s.blind) != 1 {
			t.Error("said again")
		}
	})
}

// A change whose word comes while the folder is looked through anyway was told of.
func TestToldLate(t *testing.T) {
	watching(t, false, func(s *scene) {
		for range 3 * missed {
			before := time.Since(s.start)
			time.Sleep(sweep - before%sweep - quiet/2)
			save(t, s.dir, rows, strings.Repeat("# more\n", int(before/time.Millisecond)+2))
			time.Sleep(quiet) // it was looked through meanwhile
			s.tell(rows, fsnotify.Write)
			s.next()
		}
		if len(s.blind) > 0 {
			t.Error("it is said that nothing is told")
		}
	})
}

// Editors save in many ways; each time exactly the file that was saved is told of, by the real system.
func TestEditors(t *testing.T) {
	ways := []struct {
		name string
		save func(dir, file string) error
	}{
		{"in place", func(_, file string) error { return os.WriteFile(file, []byte("one\n"), 0o666) }},
		{"in two steps", func(_, file string) error {
			f, err := os.Create(file)
			if err != nil {
				return err
			}
			_, err = f.WriteString("two\n")
			_, again := f.WriteString("steps\n")
			return errors.Join(err, again, f.Sync(), f.Close())
		}},
		{"beside, then renamed", func(dir, file string) error {
			temp := filepath.Join(dir, ".goutputstream-A1B2C3")
			return errors.Join(os.WriteFile(temp, []byte("renamed\n"), 0o666), os.Rename(temp, file))
		}},
		{"beside, the old one removed first", func(dir, file string) error {
			temp := filepath.Join(dir, "wps1A2B.tmp")
			return errors.Join(os.WriteFile(temp, []byte("removed and renamed\n"), 0o666), os.Remove(file), os.Rename(temp, file))
		}},
		{"the old one kept (vim)", func(dir, file string) error {
			probe := filepath.Join(dir, "4913")
			return errors.Join(os.WriteFile(probe, nil, 0o666), os.Remove(probe), os.Rename(file, file+"~"),
				os.WriteFile(file, []byte("vim\n"), 0o666), os.Remove(file+"~"))
		}},
		{"three names (Word, WPS)", func(dir, file string) error {
			made, old := filepath.Join(dir, "wps9F.tmp"), filepath.Join(dir, "~wrl0001.tmp")
			return errors.Join(os.WriteFile(made, []byte("office\n"), 0o666), os.Rename(file, old), os.Rename(made, file), os.Remove(old))
		}},
		{"sed -i", func(dir, file string) error {
			temp := filepath.Join(dir, "sedX7zQ1a")
			return errors.Join(os.WriteFile(temp, []byte("sed in place\n"), 0o666), os.Rename(temp, file))
		}},
	}
	dir := folder(t)
	w := newWatcher(dir, siteNames)
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() { defer close(done); w.run(ctx) }()
	defer func() { cancel(); <-done }()
	for _, way := range ways {
		file := filepath.Join(dir, filepath.FromSlash(rows))
		if err := way.save(filepath.Dir(file), file); err != nil {
			t.Fatalf("%s: %v", way.name, err)
		}
		if batch := <-w.batches; !slices.Equal(batch, []string{rows}) {
			t.Errorf("%s: told of %q", way.name, batch)
		}
	}
	// A folder that is put in another's place is heard of again.
	must(t, os.Rename(filepath.Join(dir, "data"), filepath.Join(dir, "old")))
	must(t, os.CopyFS(filepath.Join(dir, "data"), os.DirFS(filepath.Join(dir, "old"))))
	for seen := false; !seen; {
		batch := <-w.batches
		seen = slices.Contains(batch, rows)
	}
	save(t, dir, rows, "after the folder was moved\n")
	if batch := <-w.batches; !slices.Equal(batch, []string{rows}) {
		t.Errorf("told of %q", batch)
	}
	if len(w.blind) > 0 {
		t.Error("found by looking, not told of")
	}
}
