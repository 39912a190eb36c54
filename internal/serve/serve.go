// Package serve shows a site in a browser while somebody edits it.
//
//		folder ──watcher──▶ what was saved ──Builder.Update──▶ Draft, problems ──▶ Server.ServeHTTP ──▶ browser
//		                                                  └──Draft.Check, behind──▶ more problems        ▲
//		                                                                   /.lanewall/events: there is a new one
//
//	 1. The watcher waits until an editor has finished saving, and says which files changed (watch.go).
//	 2. [Server.Run] has the site made again. A draft without errors takes the place of the one before; with errors that
//	    one stays. What is wrong is shown only when nothing else is saved at once: half a file is not a mistake.
//	 3. What takes long, the problems of pages that nobody has opened, is looked for behind.
//	 4. Pages are made when they are asked for, and carry a script that hears of a new draft and puts it into the open
//	    page (live.js). It is in these answers only, never in a published page.
//
// Instead of a page the office's own machine gets the problems, as long as there are errors, with status 500, so that
// programs notice as well. The pages as they were stay readable below /.lanewall/last/. Other machines, if they are let
// in at all, get those pages and no problem: an excerpt of a ledger may hold what is not public.
package serve

import (
	"context"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	"github.com/lanewall/lanewall/internal/diag"
)

// Builder makes a site again and again. Update is called by one goroutine; the draft is nil if there is nothing to show,
// and the one given before if nothing has changed.
type Builder interface {
	Update() (Draft, diag.List)
}

// Draft is a site as it was at one time, for several readers at a time.
type Draft interface {
	// Open makes a file, by its path in the published folder. Problems are those of this file; with an error among
	// them there may be no content. A file the site does not have is fs.ErrNotExist.
	Open(path string) ([]byte, diag.List, error)
	// Check gives every problem of the site, the ones that Update gave among them. It ends early once stop says so.
	Check(stop func() bool) diag.List
}

// Options say what is served and to whom.
type Options struct {
	Folder   string   // the site's folder
	Watched  []string // what in it the site is made of: files and folders, by name
	Builder  Builder
	Lang     diag.Lang   // of what the server itself says
	Instance string      // differs from one run to the next, so that an open page knows
	Hosts    []string    // names of this machine for others; without any only this machine is answered
	Tell     func(Event) // hears what happens, one thing at a time
}

// Kind is what an [Event] is about.
type Kind int

const (
	Updated Kind = iota // the site was made again
	Found               // problems came up when pages were made
	Polling             // the folder tells of no changes and is looked at every second
)

// Event is something that happened.
type Event struct {
	Kind     Kind
	Changed  []string  // files that were saved; none of the first Updated
	Problems diag.List // of Updated those met in reading, of Found all of a page or of the site
	Same     bool      // of Updated: what was saved changes nothing
	Whole    bool      // of Found: these are all problems of the site
}

const (
	// grace is how long problems are held back for the other half of a file.
	grace = 150 * time.Millisecond
	// patience is how long a page waits for the draft that is being made. Longer than this feels slow; then the page as
	// it was is shown at once, and changes in the browser a moment later.
	patience = 300 * time.Millisecond
	// lull is how long the pages in browsers have to themselves before all others are looked at.
	lull = 300 * time.Millisecond
	// again is when a file is tried again that another program kept to itself.
	again = time.Second
)

// Server is the site as it is now, and an http.Handler.
type Server struct {
	options Options
	live    []byte // live.js

	mu      sync.Mutex
	now     *state
	busy    chan struct{} // closed when the draft that is being made is there; nil if none is
	telling sync.Mutex
	stopped chan struct{} // closed at the end of Run
}

// state is what the server knows at one time. It does not change; next is closed when there is another.
type state struct {
	version int      // of what pages show; 0 before the first draft
	shown   *edition // the latest draft without errors
	last    *edition // an earlier one that was found to be without errors to its last page
	broken  bool     // the folder has errors: shown is older than it
	met     report   // problems of the latest update
	behind  report   // problems beyond these that making all pages showed; of an earlier draft until that has been done
	next    chan struct{}
}

// edition is a draft and what has been found out about it.
type edition struct {
	Draft
	clean  atomic.Bool // checked to its last page, no error
	faulty atomic.Bool // a page could not be made
}

// New is a server that shows nothing before it runs.
func New(options Options) *Server {
	return &Server{options: options, now: &state{next: make(chan struct{})}, busy: make(chan struct{}), stopped: make(chan struct{})}
}

// Run makes the site, and makes it again whenever it changes, until the context ends. It returns when nothing of it is
// running any more.
func (s *Server) Run(ctx context.Context) {
	w := newWatcher(s.options.Folder, s.options.Watched)
	var running sync.WaitGroup
	running.Go(func() { w.run(ctx) })
	check := checker{server: s, running: &running}
	s.loop(ctx, w, &check)
	check.stop()
	running.Wait()
	close(s.stopped)
}

func (s *Server) loop(ctx context.Context, w *watcher, check *checker) {
	retry := time.NewTimer(again)
	defer retry.Stop()
	for changed, first := []string(nil), true; ; first = false {
		check.stop()
		draft, problems := s.update(ctx, &changed, w.batches, first)
		if ctx.Err() != nil {
			return
		}
		s.publish(draft, problems, changed)
		check.start(ctx)
		retry.Stop()
		if slices.ContainsFunc(problems, func(d diag.Diagnostic) bool { return d.Code == "unreadable" }) {
			retry.Reset(again)
		}
		for changed = nil; changed == nil; {
			select {
			case changed = <-w.batches:
			case <-retry.C:
				changed = []string{}
			case <-w.blind:
				s.tell(Event{Kind: Polling})
			case <-ctx.Done():
				return
			}
		}
	}
}

// update has the site made. While it has errors and more is saved at once, it is made again.
func (s *Server) update(ctx context.Context, changed *[]string, more <-chan []string, first bool) (Draft, diag.List) {
	s.mu.Lock()
	if s.busy == nil {
		s.busy = make(chan struct{})
	}
	s.mu.Unlock()
	for {
		draft, problems := s.options.Builder.Update()
		if first || problems.Count(diag.Error) == 0 {
			return draft, problems
		}
		select {
		case batch := <-more:
			*changed = append(*changed, batch...)
		case <-time.After(grace):
			return draft, problems
		case <-ctx.Done():
			return nil, nil
		}
	}
}

// publish makes a draft and its problems what the server knows.
func (s *Server) publish(draft Draft, problems diag.List, changed []string) {
	met := newReport(problems, nil, s.options.Lang)
	s.mu.Lock()
	state := *s.now
	broken := met.Errors > 0 || draft == nil
	same := state.version > 0 && broken == state.broken && met.equal(state.met) && (broken || state.shown.Draft == draft)
	if !same {
		state.version++
		state.met, state.broken = met, broken
		if !broken {
			state.last, state.shown = state.lastGood(), &edition{Draft: draft}
		}
		s.replace(state)
	}
	close(s.busy)
	s.busy = nil
	s.mu.Unlock()
	slices.Sort(changed)
	s.tell(Event{Kind: Updated, Changed: slices.Compact(changed), Problems: problems, Same: same})
}

// lastGood is the latest edition that was found to be without errors.
func (s *state) lastGood() *edition {
	if s.shown != nil && s.shown.clean.Load() && !s.shown.faulty.Load() {
		return s.shown
	}
	return s.last
}

// replace makes a state the present one; s.mu is held.
func (s *Server) replace(state state) {
	state.next = make(chan struct{})
	close(s.now.next)
	s.now = &state
}

// found takes in every problem of an edition, if that is the one shown still.
func (s *Server) found(e *edition, all diag.List) {
	s.mu.Lock()
	if s.now.shown != e || s.now.broken {
		s.mu.Unlock()
		return
	}
	e.clean.Store(all.Count(diag.Error) == 0)
	state := *s.now
	state.behind = newReport(all, state.met.keys, s.options.Lang)
	s.replace(state)
	s.mu.Unlock()
	s.tell(Event{Kind: Found, Problems: all, Whole: true})
}

func (s *Server) tell(e Event) {
	s.telling.Lock()
	defer s.telling.Unlock()
	s.options.Tell(e)
}

// settled is the present state, or the one that is on its way if that is not long. Before the first there is nothing
// to show, and waiting is all there is.
func (s *Server) settled(ctx context.Context) *state {
	s.mu.Lock()
	now, busy := s.now, s.busy
	s.mu.Unlock()
	if busy == nil {
		return now
	}
	var enough <-chan time.Time
	if now.version > 0 {
		enough = time.After(patience)
	}
	select {
	case <-busy:
	case <-enough:
	case <-ctx.Done():
	case <-s.stopped:
	}
	return s.state()
}

func (s *Server) state() *state {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.now
}

// id names a version among those of all runs.
func (s *Server) id(version int) string { return s.options.Instance + "-" + strconv.Itoa(version) }

// checker looks behind for the problems of the pages that nobody has opened, one draft at a time.
type checker struct {
	server  *Server
	running *sync.WaitGroup
	halt    context.CancelFunc
}

// start checks the edition that is shown, unless that has been done or it is not what the folder has. The pages that
// are open in browsers come first.
func (c *checker) start(ctx context.Context) {
	now := c.server.state()
	if now.broken || now.shown == nil || now.shown.clean.Load() {
		return
	}
	ctx, c.halt = context.WithCancel(ctx)
	c.running.Go(func() {
		select {
		case <-time.After(lull):
		case <-ctx.Done():
			return
		}
		if all := now.shown.Check(func() bool { return ctx.Err() != nil }); ctx.Err() == nil {
			c.server.found(now.shown, all)
		}
	})
}

func (c *checker) stop() {
	if c.halt != nil {
		c.halt()
	}
}
