package serve

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/lanewall/lanewall/internal/diag"
)

// notes is a site of the simplest kind: content/a.md is the page a/index.html, content/index.md the first page. A file
// with ERROR or WARNING in it has one where that stands; one with FAULT makes a page that cannot be made, and LATE is a
// warning that only making all pages finds.
type notes struct{ dir string }

func (n notes) Update() (Draft, diag.List) {
	d := pages{"404.html": {text: "<!doctype html><html><head><title>404</title></head><body><a href=\"index.html\">home</a></body></html>"},
		"en/404.html":     {text: "<!doctype html><html lang=\"en\"><head><title>404</title></head><body><a href=\"index.html\">home</a></body></html>"},
		"static/wall.css": {text: "body{}"}}
	var problems diag.List
	files, _ := filepath.Glob(filepath.Join(n.dir, "content", "*.md"))
	for _, file := range files {
		text, err := os.ReadFile(file)
		src := &diag.Source{Name: "content/" + filepath.Base(file), Text: text}
		if err != nil || len(text) == 0 {
			problems.Add("unreadable", diag.Pos{Source: src}, "empty")
			continue
		}
		if at := bytes.Index(text, []byte("ERROR")); at >= 0 {
			problems.Add("unknown-unit", src.At(at), "某里巷", diag.Choice{})
		}
		if at := bytes.Index(text, []byte("WARNING")); at >= 0 {
			problems.Add("raw-html", src.At(at), "<b>")
		}
		name := strings.TrimSuffix(filepath.Base(file), ".md") + "/index.html"
		if name == "index/index.html" {
			name = "index.html"
		}
		p := note{text: fmt.Sprintf("<!doctype html><html><head><title>n</title></head><body><p>%s</p></body></html>", text)}
		if at := bytes.Index(text, []byte("FAULT")); at >= 0 {
			p.faults.Add("unknown-block", src.At(at), "x", diag.Choice{})
			p.late.Append(p.faults)
		}
		if at := bytes.Index(text, []byte("LATE")); at >= 0 {
			p.late.Add("raw-html", src.At(at), "<i>")
		}
		d[name] = p
	}
	return &draft{d, problems}, problems
}

type draft struct {
	pages    pages
	problems diag.List
}

type pages map[string]note

type note struct {
	text         string
	faults, late diag.List
}

func (d *draft) Open(name string) ([]byte, diag.List, error) {
	p, ok := d.pages[name]
	if !ok {
		return nil, nil, fs.ErrNotExist
	}
	if len(p.faults) > 0 {
		return nil, p.faults, nil
	}
	return []byte(p.text), nil, nil
}

func (d *draft) Check(func() bool) diag.List {
	all := d.problems
	for _, p := range d.pages {
		all = append(all[:len(all):len(all)], p.late...)
	}
	return all
}

// shown is a running server of notes.
type shown struct {
	t      *testing.T
	dir    string
	server *Server
	web    *httptest.Server
	events chan Event
	stop   func()
}

func show(t *testing.T, files map[string]string) *shown {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		save(t, dir, name, text)
	}
	s := &shown{t: t, dir: dir, events: make(chan Event, 1000)}
	s.server = New(Options{Folder: dir, Watched: siteNames, Builder: notes{dir}, Lang: diag.Chinese, Instance: "i", Tell: func(e Event) { s.events <- e }})
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() { defer close(done); s.server.Run(ctx) }()
	s.web = httptest.NewServer(s.server)
	s.stop = sync.OnceFunc(func() { cancel(); <-done; s.web.Close() })
	t.Cleanup(s.stop)
	return s
}

// until waits for an event.
func (s *shown) until(kind Kind) Event {
	s.t.Helper()
	for {
		select {
		case e := <-s.events:
			if e.Kind == kind {
				return e
			}
		case <-time.After(20 * time.Second):
			s.t.Fatal("nothing happens")
		}
	}
}

// get asks for a page.
func (s *shown) get(name string) (status int, body string, header http.Header) {
	s.t.Helper()
	return s.ask(http.MethodGet, name, nil)
}

func (s *shown) ask(method, name string, change func(*http.Request)) (int, string, http.Header) {
	s.t.Helper()
	r, err := http.NewRequest(method, s.web.URL+name, nil)
	must(s.t, err)
	if change != nil {
		change(r)
	}
	client := http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	answer, err := client.Do(r)
	must(s.t, err)
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	must(s.t, err)
	return answer.StatusCode, string(body), answer.Header
}

// listener is an open page.
type listener struct {
	lines *bufio.Scanner
	body  io.Closer
}

func (s *shown) listen() *listener {
	answer, err := http.Get(s.web.URL + "/.lanewall/events")
	must(s.t, err)
	s.t.Cleanup(func() { answer.Body.Close() })
	if got := answer.Header.Get("Content-Type"); got != "text/event-stream" {
		s.t.Errorf("type %q", got)
	}
	return &listener{bufio.NewScanner(answer.Body), answer.Body}
}

func (l *listener) next(t *testing.T) (n news) {
	t.Helper()
	for l.lines.Scan() {
		if text, ok := strings.CutPrefix(l.lines.Text(), "data: "); ok {
			must(t, json.Unmarshal([]byte(text), &n))
			return n
		}
	}
	t.Fatal("no more news")
	return n
}

func TestAnswers(t *testing.T) {
	s := show(t, map[string]string{"content/index.md": "first", "content/甲.md": "lane", "content/a.md": "a"})
	s.until(Updated)
	tests := []struct {
		method, name string
		change       func(*http.Request)
		status       int
		kind, body   string
	}{
		{"GET", "/", nil, 200, "text/html; charset=utf-8", `<p>first</p><script src="/.lanewall/live.js" data-version="i-1"`},
		{"GET", "/index.html?x=1", nil, 200, "text/html; charset=utf-8", "<p>first</p>"},
		{"GET", "/a/", nil, 200, "text/html; charset=utf-8", "<p>a</p>"},
		{"GET", "/%E7%94%B2/index.html", nil, 200, "text/html; charset=utf-8", "<p>lane</p>"},
		{"HEAD", "/a/", nil, 200, "text/html; charset=utf-8", ""},
		{"GET", "/a?x=1", nil, 302, "", ""},
		{"GET", "/static/wall.css", nil, 200, "text/css; charset=utf-8", "body{}"},
		{"GET", "/.lanewall/live.js", nil, 200, "text/javascript; charset=utf-8", "EventSource"},
		{"GET", "/.lanewall/live.css", nil, 200, "text/css; charset=utf-8", ".badge"},
		{"GET", "/.lanewall/problems", nil, 200, "text/html; charset=utf-8", "没有错误，也没有提醒"},
		{"GET", "/favicon.ico", nil, 204, "", ""},
		{"GET", "/no/such/page", nil, 404, "text/html; charset=utf-8", `<head><base href="/">`},
		{"GET", "/en/no/such", nil, 404, "text/html; charset=utf-8", `<html lang="en"><head><base href="/en/">`},
		{"GET", "/.lanewall/last/no/such", nil, 404, "text/html; charset=utf-8", `<base href="/.lanewall/last/">`},
		{"GET", "//evil.example/%2e%2e", nil, 400, "text/plain; charset=utf-8", ".."},
		{"GET", "/a/../index.html", func(r *http.Request) { r.URL.Opaque = "/a/../index.html" }, 400, "text/plain; charset=utf-8", ".."},
		{"GET", `/a%5C..%5Cindex.html`, nil, 400, "text/plain; charset=utf-8", ".."},
		{"POST", "/", nil, 405, "text/plain; charset=utf-8", "只能看"},
		{"GET", "/", func(r *http.Request) { r.Host = "evil.example" }, 403, "text/plain; charset=utf-8", "请打开 http://127.0.0.1:"},
		{"GET", "/", func(r *http.Request) { r.Host = "192.168.1.20:8200" }, 403, "text/plain; charset=utf-8", ""},
		{"GET", "/", func(r *http.Request) { r.Host = "LOCALHOST:8200" }, 200, "text/html; charset=utf-8", "first"},
		{"GET", "/", func(r *http.Request) { r.Host = "[::1]:8200" }, 200, "text/html; charset=utf-8", "first"},
		{"GET", "/", func(r *http.Request) { r.Host = "localhost.evil.example" }, 403, "text/plain; charset=utf-8", ""},
	}
	for _, test := range tests {
		status, body, header := s.ask(test.method, test.name, test.change)
		if status != test.status || test.kind != "" && header.Get("Content-Type") != test.kind || !strings.Contains(body, test.body) {
			t.Errorf("%s %s: %d %s %q", test.method, test.name, status, header.Get("Content-Type"), body)
		}
		if header.Get("Cache-Control") != "no-store" || header.Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("%s %s: %v", test.method, test.name, header)
		}
		if test.method == "HEAD" && (body != "" || header.Get("Content-Length") == "0") {
			t.Errorf("HEAD: %q, %s", body, header.Get("Content-Length"))
		}
	}
	if _, _, header := s.get("/a?x=1"); header.Get("Location") != "/a/?x=1" {
		t.Errorf("leads to %q", header.Get("Location"))
	}
	if _, _, header := s.get("/.lanewall/last/%E7%94%B2"); header.Get("Location") != "/.lanewall/last/%E7%94%B2/" {
		t.Errorf("leads to %q", header.Get("Location"))
	}
}

// While a file has errors its page says so, others' files stay, and the pages as they were can be read; when it is
// mended everything is as before.
func TestErrorsAndBack(t *testing.T) {
	s := show(t, map[string]string{"content/index.md": "first", "content/a.md": "one"})
	s.until(Updated)
	s.until(Found)
	page := s.listen()
	if n := page.next(t); n != (news{Version: "i-1"}) {
		t.Errorf("%+v", n)
	}
	save(t, s.dir, "content/a.md", "line\nmore\n里巷 ERROR <b>\nlast\nWARNING")
	if e := s.until(Updated); e.Problems.Count(diag.Error) != 1 || strings.Join(e.Changed, " ") != "content/a.md" {
		t.Errorf("%+v", e)
	}
	if n := page.next(t); n != (news{Version: "i-2", Broken: true}) {
		t.Errorf("%+v", n)
	}
	for _, name := range []string{"/", "/a/", "/nowhere"} {
		status, body, _ := s.get(name)
		if status != 500 {
			t.Errorf("%s: %d", name, status)
		}
		for _, want := range []string{
			"<title>有 1 处错误</title>", "<code>content/a.md</code> 第 3 行，第 4 个字", `<i>3</i><code>里巷 <mark>E</mark>RROR &lt;b&gt;</code>`,
			`<i>1</i><code>line</code>`, `<i>4</i><code>last</code>`, "没有叫 &#34;某里巷&#34; 的辖区", "办法", "data/units.toml", "unknown-unit", `data-version="i-2"`,
		} {
			if !strings.Contains(body, want) {
				t.Errorf("%s: no %q in\n%s", name, want, body)
			}
		}
		if strings.Contains(body, "raw-html") {
			t.Errorf("%s: a warning among errors: %s", name, body)
		}
		if last := `href="/.lanewall/last` + name + `"`; strings.Contains(body, last) != (name != "/nowhere") {
			t.Errorf("%s: the last good page: %s", name, body)
		}
	}
	if status, body, _ := s.get("/static/wall.css"); status != 200 || body != "body{}" {
		t.Errorf("style: %d %q", status, body)
	}
	if status, body, _ := s.get("/.lanewall/last/a/"); status != 200 || !strings.Contains(body, "<p>one</p>") || !strings.Contains(body, "live.js") {
		t.Errorf("last: %d %q", status, body)
	}
	if status, body, _ := s.get("/.lanewall/problems"); status != 200 || !strings.Contains(body, "<mark>E</mark>") {
		t.Errorf("problems: %d %q", status, body)
	}
	save(t, s.dir, "content/a.md", "two WARNING")
	s.until(Updated)
	if n := page.next(t); n != (news{Version: "i-3", Badge: "提醒 1 处"}) {
		t.Errorf("%+v", n)
	}
	if status, body, _ := s.get("/a/"); status != 200 || !strings.Contains(body, "<p>two WARNING</p>") {
		t.Errorf("%d %q", status, body)
	}
	if _, body, _ := s.get("/.lanewall/problems"); !strings.Contains(body, "没有错误，有 1 处可看一看") || !strings.Contains(body, "<mark>W</mark>") {
		t.Errorf("problems: %q", body)
	}
}

// A server that starts with errors has no earlier pages, and shows the site as soon as there is one.
func TestBeginWithErrors(t *testing.T) {
	s := show(t, map[string]string{"content/index.md": "ERROR"})
	status, body, _ := s.get("/") // at once: it waits for the first draft
	if status != 500 || !strings.Contains(body, "<mark>E</mark>") || strings.Contains(body, lastPath) {
		t.Errorf("%d %q", status, body)
	}
	if status, _, _ := s.get("/.lanewall/last/"); status != 503 {
		t.Errorf("last: %d", status)
	}
	s.until(Updated)
	save(t, s.dir, "content/index.md", "well")
	s.until(Updated)
	if status, body, _ := s.get("/"); status != 200 || !strings.Contains(body, "well") {
		t.Errorf("%d %q", status, body)
	}
}

// What only making the pages shows appears behind, counted in the corner, and stays there while the next draft is
// being looked at.
func TestBehind(t *testing.T) {
	s := show(t, map[string]string{"content/index.md": "LATE", "content/a.md": "a"})
	s.until(Updated)
	if e := s.until(Found); len(e.Problems) != 1 || !e.Whole {
		t.Errorf("%+v", e)
	}
	page := s.listen()
	if n := page.next(t); n != (news{Version: "i-1", Badge: "提醒 1 处"}) {
		t.Errorf("%+v", n)
	}
	save(t, s.dir, "content/a.md", "FAULT")
	n := page.next(t)
	if n == (news{Version: "i-2", Badge: "提醒 1 处"}) { // not looked at yet
		n = page.next(t)
	}
	if n != (news{Version: "i-2", Badge: "错误 1 处", Grave: true}) {
		t.Errorf("%+v", n)
	}
	if status, body, _ := s.get("/"); status != 200 || !strings.Contains(body, "LATE") {
		t.Errorf("another page's error: %d %q", status, body)
	}
	status, body, _ := s.get("/a/")
	if status != 500 || !strings.Contains(body, "这一页做不出来，有 1 处错误") || !strings.Contains(body, `href="/.lanewall/last/a/"`) {
		t.Errorf("%d %q", status, body)
	}
	if status, body, _ := s.get("/.lanewall/last/a/"); status != 200 || !strings.Contains(body, "<p>a</p>") {
		t.Errorf("last: %d %q", status, body)
	}
	if _, body, _ := s.get("/.lanewall/problems"); strings.Count(body, "<mark>") != 2 {
		t.Errorf("problems: %q", body)
	}
	s.until(Updated)
	save(t, s.dir, "content/a.md", "still FAULT")
	s.until(Updated)
	if status, body, _ := s.get("/.lanewall/last/a/"); status != 200 || !strings.Contains(body, "<p>a</p>") {
		t.Errorf("last, after another that was no better: %d %q", status, body)
	}
}

// Other machines see pages and never a ledger: not in an error, not in a list, not in the corner.
func TestStrangers(t *testing.T) {
	s := show(t, map[string]string{"content/index.md": "first WARNING", "content/a.md": "a"})
	s.server.options.Hosts = []string{"0.0.0.0", "office-pc"}
	ask := func(name, host string) (int, string) {
		r := httptest.NewRequest("GET", "http://"+host+name, nil)
		r.RemoteAddr = "192.168.1.77:50000"
		w := httptest.NewRecorder()
		s.server.ServeHTTP(w, r)
		return w.Code, w.Body.String()
	}
	s.until(Updated)
	for _, host := range []string{"192.168.1.20:8200", "Office-PC:8200", "127.0.0.1"} {
		if status, body := ask("/", host); status != 200 || !strings.Contains(body, "first") {
			t.Errorf("%s: %d %q", host, status, body)
		}
	}
	if status, _ := ask("/", "evil.example"); status != 403 {
		t.Errorf("another name: %d", status)
	}
	save(t, s.dir, "content/a.md", "caller 某某 ERROR")
	s.until(Updated)
	if status, body := ask("/a/", "192.168.1.20"); status != 200 || !strings.Contains(body, "<p>a</p>") {
		t.Errorf("%d %q", status, body)
	}
	if status, body := ask("/.lanewall/problems", "192.168.1.20"); status != 404 || strings.Contains(body, "某某") {
		t.Errorf("%d %q", status, body)
	}
	state := *s.server.state()
	state.shown, state.last = nil, nil
	s.server.mu.Lock()
	s.server.replace(state)
	s.server.mu.Unlock()
	if status, body := ask("/a/", "192.168.1.20"); status != 503 || !strings.Contains(body, "正在修改") || strings.Contains(body, "某某") {
		t.Errorf("nothing to show: %d %q", status, body)
	}
	c := call{server: s.server}
	if n := c.news(s.server.state()); n.Badge != "" || n.Broken {
		t.Errorf("%+v", n)
	}
}

// script is a builder that gives what a test says.
type script func() (Draft, diag.List)

func (s script) Update() (Draft, diag.List) { return s() }

// quietServer is a server whose loop a test runs itself, in fake time.
func quietServer(builder Builder) (*Server, *[]Event) {
	var events []Event
	s := New(Options{Builder: builder, Instance: "i", Tell: func(e Event) { events = append(events, e) }})
	return s, &events
}

// An error that is gone with the next file saved is never shown.
func TestGrace(t *testing.T) {
	var wrong diag.List
	wrong.Add("no-root", diag.Pos{})
	synctest.Test(t, func(t *testing.T) {
		calls := 0
		s, events := quietServer(script(func() (Draft, diag.List) {
			if calls++; calls == 2 {
				return nil, wrong
			}
			return &draft{pages{"index.html": {text: fmt.Sprint(calls)}}, nil}, nil
		}))
		w := &watcher{batches: make(chan []string), blind: make(chan struct{})}
		ctx, cancel := context.WithCancel(t.Context())
		var running sync.WaitGroup
		check := checker{server: s, running: &running}
		running.Go(func() { s.loop(ctx, w, &check) })
		w.batches <- []string{"b"}
		time.Sleep(grace - time.Millisecond)
		w.batches <- []string{"a", "b"}
		synctest.Wait()
		if now := s.state(); now.broken || now.version != 2 || calls != 3 {
			t.Errorf("%+v after %d", now, calls)
		}
		calls = 1
		w.batches <- []string{"c"}
		time.Sleep(grace + time.Millisecond)
		if now := s.state(); !now.broken || now.version != 3 || calls != 2 {
			t.Errorf("%+v after %d", now, calls)
		}
		cancel()
		running.Wait()
		var updated []string
		for _, e := range *events {
			if e.Kind == Updated {
				updated = append(updated, strings.Join(e.Changed, "+"))
			}
		}
		if got := strings.Join(updated, " "); got != " a+b c" {
			t.Errorf("told of %q", got)
		}
	})
}

// A file that another program keeps to itself is tried again by and by.
func TestTriedAgain(t *testing.T) {
	var locked diag.List
	locked.Add("unreadable", diag.Pos{}, "locked")
	synctest.Test(t, func(t *testing.T) {
		calls := 0
		s, events := quietServer(script(func() (Draft, diag.List) {
			if calls++; calls < 4 {
				return nil, locked
			}
			return &draft{pages{}, nil}, nil
		}))
		w := &watcher{batches: make(chan []string), blind: make(chan struct{})}
		ctx, cancel := context.WithCancel(t.Context())
		var running sync.WaitGroup
		running.Go(func() { s.loop(ctx, w, &checker{server: s, running: &running}) })
		time.Sleep(4 * (again + grace))
		if now := s.state(); now.broken || now.version != 2 || calls != 4 {
			t.Errorf("%+v after %d", now, calls)
		}
		cancel()
		running.Wait()
		for _, e := range (*events)[1:] {
			if e.Kind == Updated && e.Problems != nil && !e.Same {
				t.Errorf("%+v: the same again is no news", e)
			}
		}
	})
}

// A page that is asked for while the site is made waits a moment for it, and no longer.
func TestSettled(t *testing.T) {
	for _, test := range []struct {
		takes, waits time.Duration
		version      int
	}{
		{patience / 2, patience / 2, 2},
		{patience * 2, patience, 1},
	} {
		synctest.Test(t, func(t *testing.T) {
			calls := 0
			s, _ := quietServer(script(func() (Draft, diag.List) {
				calls++
				time.Sleep(test.takes)
				return &draft{pages{}, nil}, nil
			}))
			w := &watcher{batches: make(chan []string), blind: make(chan struct{})}
			ctx, cancel := context.WithCancel(t.Context())
			var running sync.WaitGroup
			running.Go(func() { s.loop(ctx, w, &checker{server: s, running: &running}) })
			if now := s.settled(ctx); now.version != 1 { // the first is waited for as long as it takes
				t.Errorf("version %d", now.version)
			}
			w.batches <- []string{"a"}
			synctest.Wait()
			start := time.Now()
			if now := s.settled(ctx); now.version != test.version || time.Since(start) != test.waits {
				t.Errorf("version %d after %v, want %d after %v", now.version, time.Since(start), test.version, test.waits)
			}
			time.Sleep(test.takes)
			cancel()
			running.Wait()
		})
	}
}

// When a server ends nothing of it runs on, however many pages are open.
func TestStops(t *testing.T) {
	s := show(t, map[string]string{"content/index.md": "first"})
	s.until(Updated)
	for range 5 {
		s.listen().next(t)
	}
	s.stop()
	for deadline := time.Now().Add(10 * time.Second); ; runtime.Gosched() {
		stacks := make([]byte, 1<<20)
		stacks = stacks[:runtime.Stack(stacks, true)]
		left := regexp.MustCompile(`(?m)^github.com/lanewall/lanewall/internal/serve\.\(\*(Server|watcher|checker|call)\).*|^github.com/fsnotify.*`).FindAll(stacks, -1)
		if left == nil {
			return
		}
		if time.Now().After(deadline) {
			t.Fatalf("%s", bytes.Join(left, []byte{'\n'}))
		}
	}
}

func TestContentTypes(t *testing.T) {
	for name, want := range map[string]string{"a.HTML": typeHTML, "figures.csv": "text/csv; charset=utf-8", "p.JPG": "image/jpeg", "a.b/c": "application/octet-stream", "x.unknown": "application/octet-stream"} {
		if got := contentType(name); got != want {
			t.Errorf("%s: %s", name, got)
		}
	}
	for name, want := range map[string]bool{"index.html": true, "units/jia": true, "data/figures.csv": false, path.Join("static", "a.js"): false, "a.unknown": false} {
		if isPage(name) != want {
			t.Errorf("%s: %v", name, !want)
		}
	}
}
