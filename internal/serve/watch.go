package serve

import (
	"context"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/fsnotify/fsnotify"
)

const (
	// quiet is how long nothing may happen to a file before it counts as saved. An editor writes a ledger in less; and
	// all this counts towards the time that the office waits for its page.
	quiet = 8 * time.Millisecond
	// rest is quiet for a file that is empty or gone: between two steps of an editor that saves in several.
	rest = 100 * time.Millisecond
	// restless bounds how often quiet is broken before what has changed is used as it is: by a program that never stops.
	restless = 250

	// sweep and poll are how often the folder is looked through for changes that nothing told of: when others were told
	// of, and when not.
	sweep = 2 * time.Second
	poll  = time.Second
	// missed is how many changes found in this way, one after the other, show that the folder tells of none.
	missed = 2
)

// watcher tells which files of a folder have changed. The system's own word of changes is quick but not sure: on a
// network share and in some virtual machines there is none, and when much happens some is lost. So the folder is also
// looked through every now and then, by size and time of its files.
type watcher struct {
	folder string
	names  []string
	events <-chan fsnotify.Event
	faults <-chan error
	follow func(folder string) error // has the system tell of a folder
	close  func() error

	batches chan []string // files that changed, with slashes, in order
	blind   chan struct{} // gets one word when the folder turns out to tell of no changes

	followed map[string]os.FileInfo
	seen     snapshot
	pending  map[string]*change
	ready    []string // what is pending, when it can be told
	rescan   bool     // something happened that calls for a look at everything
	rested   bool
	broken   int // how often quiet was
	missed   int
}

// change is what is known of a file that changed.
type change struct {
	told bool // the system told of it
	was  bool // it was there before
}

// newWatcher begins to listen: what changes from now on will be told by run.
func newWatcher(folder string, names []string) *watcher {
	w := &watcher{folder: folder, names: names, follow: func(string) error { return nil }, close: func() error { return nil },
		batches: make(chan []string), blind: make(chan struct{}, 1), followed: map[string]os.FileInfo{}, pending: map[string]*change{}}
	if system, err := fsnotify.NewBufferedWatcher(1024); err == nil {
		w.events, w.faults, w.follow, w.close = system.Events, system.Errors, system.Add, system.Close
	} else {
		w.goBlind()
	}
	w.seen = w.look()
	return w
}

// look takes a snapshot, and has the system tell of every folder in it before its files are looked at, so that no change
// is lost in between.
func (w *watcher) look() snapshot {
	before := w.followed
	w.followed = map[string]os.FileInfo{}
	enter := func(folder string) { w.enter(folder, before[folder]) }
	enter(w.folder)
	return takeSnapshot(w.folder, w.names, enter)
}

// enter has the system tell of a folder, unless it does so already.
func (w *watcher) enter(folder string, before os.FileInfo) {
	info, err := os.Stat(folder)
	if err == nil && (before == nil || !os.SameFile(before, info)) {
		err = w.follow(folder)
	}
	if err == nil {
		w.followed[folder] = info
	} else if !os.IsNotExist(err) {
		w.goBlind()
	}
}

// leave forgets that the system tells of a folder, and of those in it: it was moved, or another has its name.
func (w *watcher) leave(folder string) {
	for name := range w.followed {
		if name == folder || strings.HasPrefix(name, folder+string(filepath.Separator)) {
			delete(w.followed, name)
		}
	}
}

func (w *watcher) goBlind() {
	if w.missed < missed {
		w.missed = missed
		w.blind <- struct{}{}
	}
}

// run tells of changes until the context ends.
func (w *watcher) run(ctx context.Context) {
	defer w.close()
	silence, round := time.NewTimer(quiet), time.NewTimer(w.every())
	silence.Stop()
	defer silence.Stop()
	defer round.Stop()
	var out chan<- []string // nil while there is nothing to tell
	for {
		heard := false
		select {
		case e := <-w.events:
			heard = w.hear(e)
		case <-w.faults: // a queue ran over
			w.rescan, heard = true, true
		case <-round.C:
			heard = w.compare(false)
			round.Reset(w.every())
		case <-silence.C:
			if w.settle() {
				silence.Reset(rest)
			} else if len(w.pending) > 0 {
				out = w.batches
			}
		case out <- w.ready:
			w.pending, w.rested, w.broken, out = map[string]*change{}, false, 0, nil
		case <-ctx.Done():
			return
		}
		if heard {
			if w.broken++; out != nil || w.broken < restless {
				w.rested = false
				silence.Reset(quiet)
			}
			out = nil
		}
	}
}

func (w *watcher) every() time.Duration {
	if w.missed < missed {
		return sweep
	}
	return poll
}

// hear takes note of what the system told and says whether it matters.
func (w *watcher) hear(e fsnotify.Event) bool {
	name, err := filepath.Rel(w.folder, e.Name)
	name = filepath.ToSlash(name)
	if name == "." && e.Has(fsnotify.Remove|fsnotify.Rename) {
		w.leave(w.folder)
		w.rescan = true
		return true
	}
	if err != nil || !w.watched(name) || e.Op == fsnotify.Chmod {
		return false
	}
	if w.seen[name].folder {
		if e.Op == fsnotify.Write { // Windows says so when something in it is saved
			return false
		}
		w.leave(e.Name)
		w.rescan = true
	}
	w.note(name, true)
	return true
}

// watched tells whether the site is made of a file: not of those that editors put beside it for a moment.
func (w *watcher) watched(name string) bool {
	first, _, _ := strings.Cut(name, "/")
	return slices.Contains(w.names, first) && !slices.ContainsFunc(strings.Split(name, "/"), passing)
}

func (w *watcher) note(name string, told bool) {
	c := w.pending[name]
	if c == nil {
		_, was := w.seen[name]
		c = &change{was: was}
		w.pending[name] = c
	}
	c.told = c.told || told
}

// compare looks through the folder, takes note of what differs, and says whether something does.
func (w *watcher) compare(told bool) bool {
	now := w.look()
	differs := false
	for name, s := range now {
		if w.seen[name] != s {
			w.note(name, told)
			differs = true
		}
	}
	for name := range w.seen {
		if _, there := now[name]; !there {
			w.note(name, told)
			differs = true
		}
	}
	w.seen = now
	return differs
}

// settle looks at the files that changed once nothing more happens to them. It asks for some rest, once, if one of them
// looks as if its editor had not finished.
func (w *watcher) settle() (unfinished bool) {
	for name := range w.pending {
		if s, there := stat(w.folder, name); there && s.folder && !w.seen[name].folder {
			w.rescan = true // made since: there may be files in it already
		}
	}
	if w.rescan {
		w.rescan = false
		w.compare(true)
	}
	for name, c := range w.pending {
		s, there := stat(w.folder, name)
		switch {
		case there:
			w.seen[name] = s
		case !c.was: // put there for a moment, under a name that no editor is known for
			delete(w.pending, name)
			delete(w.seen, name)
			continue
		default:
			delete(w.seen, name)
		}
		unfinished = unfinished || !there || !s.folder && s.size == 0
	}
	if unfinished && !w.rested {
		w.rested = true
		return true
	}
	w.ready = w.batch()
	w.judge()
	return false
}

// judge counts the changes that nothing told of.
func (w *watcher) judge() {
	if len(w.pending) == 0 || w.missed >= missed {
		return
	}
	for _, c := range w.pending {
		if c.told {
			w.missed = 0
			return
		}
	}
	if w.missed+1 == missed {
		w.goBlind()
		return
	}
	w.missed++
}

// batch lists what changed; of a folder that came or went with its files, the files.
func (w *watcher) batch() []string {
	names := slices.Sorted(maps.Keys(w.pending))
	return slices.DeleteFunc(slices.Clone(names), func(name string) bool {
		return slices.ContainsFunc(names, func(other string) bool { return strings.HasPrefix(other, name+"/") })
	})
}

// snapshot is the files and folders of a folder, by path with slashes.
type snapshot map[string]stamp

// stamp is what changes when a file does.
type stamp struct {
	size     int64
	modified int64 // nanoseconds since 1970
	folder   bool
}

func stampOf(info os.FileInfo) stamp {
	if info.IsDir() { // its time changes with every file that comes and goes
		return stamp{folder: true}
	}
	return stamp{info.Size(), info.ModTime().UnixNano(), false}
}

func stat(folder, name string) (stamp, bool) {
	info, err := os.Stat(filepath.Join(folder, filepath.FromSlash(name)))
	if err != nil {
		return stamp{}, false
	}
	return stampOf(info), true
}

// takeSnapshot looks at the named files and folders, and calls enter for every folder before it looks into it. Links
// lead to files, and the named folders themselves may be links; links to folders further down are not followed, as they
// are not when the site is read.
func takeSnapshot(folder string, names []string, enter func(string)) snapshot {
	seen := snapshot{}
	var walk func(name string, s stamp)
	walk = func(name string, s stamp) {
		seen[name] = s
		if !s.folder {
			return
		}
		at := filepath.Join(folder, filepath.FromSlash(name))
		enter(at)
		entries, _ := os.ReadDir(at)
		for _, e := range entries {
			if passing(e.Name()) {
				continue
			}
			below := path.Join(name, e.Name())
			if e.Type()&os.ModeSymlink != 0 {
				if s, ok := stat(folder, below); ok && !s.folder {
					seen[below] = s
				}
			} else if info, err := e.Info(); err == nil {
				walk(below, stampOf(info))
			}
		}
	}
	for _, name := range names {
		if s, ok := stat(folder, name); ok {
			walk(name, s)
		}
	}
	return seen
}

// passing tells whether a file is one that programs put beside the one they work on: hidden files (vim's .swp,
// LibreOffice's .~lock), the ~$ of Word, Excel and WPS, vim's 4913 and copies in ~, Emacs's #x#, Windows's own, and this
// tool's.
func passing(base string) bool {
	switch base {
	case "4913", "Thumbs.db", "desktop.ini":
		return true
	}
	for _, start := range []string{".", "~$", "___jb_"} {
		if strings.HasPrefix(base, start) {
			return true
		}
	}
	for _, end := range []string{"~", ".tmp", ".TMP", ".temp", ".part", ".crdownload", ".lanewall-new"} {
		if strings.HasSuffix(base, end) {
			return true
		}
	}
	return strings.HasPrefix(base, "#") && strings.HasSuffix(base, "#")
}
