package serve

import (
	"bytes"
	"errors"
	"fmt"
	"html"
	"io/fs"
	"net"
	"net/http"
	"net/url"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/lanewall/lanewall/internal/diag"
)

// own is where the server's own things are: no published site has a file there.
const own = "/.lanewall/"

// lastPath is where the last good pages are while others have errors. Links in a site are relative, so a whole site
// works below it.
const lastPath = own + "last/"

// ServeHTTP answers with a page, a file, or what is wrong.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	header := w.Header()
	header.Set("Cache-Control", "no-store")
	header.Set("X-Content-Type-Options", "nosniff")
	header.Set("Cross-Origin-Resource-Policy", "same-origin")
	c := &call{server: s, w: w, r: r, words: say[s.options.Lang], local: sameMachine(r)}
	switch {
	case !s.known(r.Host):
		c.refuse(http.StatusForbidden, fmt.Sprintf(c.words.Host, "http://"+localAddress(r)+"/"))
	case r.Method != http.MethodGet && r.Method != http.MethodHead:
		header.Set("Allow", "GET, HEAD")
		c.refuse(http.StatusMethodNotAllowed, c.words.Method)
	case slices.Contains(strings.FieldsFunc(r.URL.Path, func(r rune) bool { return r == '/' || r == '\\' }), ".."):
		c.refuse(http.StatusBadRequest, c.words.Path)
	default:
		c.route()
	}
}

// call is one request and its answer.
type call struct {
	server *Server
	w      http.ResponseWriter
	r      *http.Request
	words  words
	local  bool // of this machine: its user may see ledgers
	live   string
}

func (c *call) route() {
	name := c.r.URL.Path
	below, last := strings.CutPrefix(name, lastPath)
	switch {
	case name == own+"live.js":
		c.answer(http.StatusOK, contentType(name), liveScript)
	case name == own+"live.css":
		c.answer(http.StatusOK, contentType(name), liveStyle)
	case name == own+"events":
		c.events()
	case name == own+"problems" && c.local:
		c.problems(c.settled())
	case last:
		c.page(c.settled(), below, lastPath, (*state).earlier)
	default:
		c.page(c.settled(), strings.TrimPrefix(name, "/"), "/", c.latest)
	}
}

// settled is the state that the answer shows.
func (c *call) settled() *state {
	now := c.server.settled(c.r.Context())
	c.live = c.server.tag(now)
	return now
}

// opened is what there is to show under a name.
type opened struct {
	content []byte
	report  *report // instead of the content
	err     error
}

// latest opens a file of the newest draft; a page is not shown to whoever edits while there are errors, and others see
// the last good one.
func (c *call) latest(now *state, name string) opened {
	switch {
	case !c.local:
		return now.earlier(name)
	case now.shown == nil || now.broken && isPage(name):
		return opened{report: &now.met}
	}
	content, faults, err := now.shown.open(name)
	if faults.Count(diag.Error) == 0 {
		return opened{content: content, err: err}
	}
	c.server.tell(Event{Kind: Found, Problems: faults})
	r := newReport(faults, nil, c.server.options.Lang)
	return opened{report: &r}
}

// earlier opens a file of the newest draft that can make it.
func (s *state) earlier(name string) opened {
	for _, e := range []*edition{s.shown, s.last} {
		if e == nil {
			continue
		}
		if content, faults, err := e.open(name); faults.Count(diag.Error) == 0 {
			return opened{content: content, err: err}
		}
	}
	return opened{report: &report{}}
}

func (e *edition) open(name string) ([]byte, diag.List, error) {
	content, faults, err := e.Open(name)
	if faults.Count(diag.Error) > 0 {
		e.faulty.Store(true)
	}
	return content, faults, err
}

// page answers with the file of a name. Root is where the site begins.
func (c *call) page(now *state, name, root string, open func(*state, string) opened) {
	file := pageName(name)
	found := open(now, file)
	switch {
	case found.report != nil:
		c.faulty(now, *found.report, name)
	case errors.Is(found.err, fs.ErrNotExist):
		c.missing(now, name, root, open)
	case found.err != nil:
		c.refuse(http.StatusInternalServerError, fmt.Sprintf(c.words.Machine, found.err))
	default:
		c.answer(http.StatusOK, contentType(file), c.alive(file, found.content))
	}
}

// missing leads to the folder of that name, or shows the site's own page for what is missing. That page is made to lie
// at the root, and its links are told so.
func (c *call) missing(now *state, name, root string, open func(*state, string) opened) {
	if name != "" && !strings.HasSuffix(name, "/") {
		if folder := open(now, name+"/index.html"); folder.err == nil && folder.report == nil {
			to := url.URL{Path: root + name + "/", RawQuery: c.r.URL.RawQuery}
			http.Redirect(c.w, c.r, to.String(), http.StatusFound)
			return
		}
	}
	if name == "favicon.ico" { // every browser asks for one
		c.w.WriteHeader(http.StatusNoContent)
		return
	}
	if folder, _, within := strings.Cut(name, "/"); within { // of a language
		if own := open(now, folder+"/404.html"); own.content != nil {
			c.notThere(own.content, root+folder+"/")
			return
		}
	}
	found := open(now, "404.html")
	if found.content == nil {
		c.refuse(http.StatusNotFound, c.words.Missing)
		return
	}
	c.notThere(found.content, root)
}

// notThere answers with a page for what is missing, whose links begin at root.
func (c *call) notThere(page []byte, root string) {
	base := `<head><base href="` + html.EscapeString(root) + `">`
	page = bytes.Replace(page, []byte("<head>"), []byte(base), 1)
	c.answer(http.StatusNotFound, typeHTML, c.alive("404.html", page))
}

// faulty answers with the problems that stand in a page's way.
func (c *call) faulty(now *state, r report, name string) {
	if !c.local || r.count() == 0 {
		text := "<!doctype html><html lang=" + c.words.Lang + "><meta charset=utf-8><title>…</title><body><p>" + c.words.Mending + "</p>" + c.live
		c.answer(http.StatusServiceUnavailable, typeHTML, []byte(text))
		return
	}
	r = r.errors()
	title, lead := c.words.Broken, c.words.BrokenLead
	if !now.broken {
		title, lead = c.words.Faulty, c.words.FaultyLead
	}
	last := ""
	if found := now.earlier(pageName(name)); found.report == nil && found.err == nil {
		last = (&url.URL{Path: lastPath + name}).String()
	}
	c.answer(http.StatusInternalServerError, typeHTML, r.page(fmt.Sprintf(title, r.Errors), lead, last, c.server.options.Lang, c.live))
}

// problems lists everything that is known to be wrong.
func (c *call) problems(now *state) {
	r := now.report()
	title, lead := c.words.Fine, c.words.FineLead
	switch {
	case r.Errors > 0:
		title, lead = fmt.Sprintf(c.words.Broken, r.Errors), c.words.BrokenLead
	case r.count() > 0:
		title, lead = fmt.Sprintf(c.words.Warned, r.count()), c.words.WarnedLead
	}
	c.answer(http.StatusOK, typeHTML, r.page(title, lead, "", c.server.options.Lang, c.live))
}

// report is all problems of a state. While the folder has errors, those of pages that were made before are old.
func (s *state) report() report {
	if s.broken {
		return s.met
	}
	return s.met.with(s.behind)
}

// alive adds the script to a page that hears of a newer one.
func (c *call) alive(name string, content []byte) []byte {
	if contentType(name) != typeHTML {
		return content
	}
	end := bytes.LastIndex(content, []byte("</body>"))
	if end < 0 {
		end = len(content)
	}
	return slices.Concat(content[:end], []byte(c.live), content[end:])
}

func (c *call) answer(status int, kind string, content []byte) {
	header := c.w.Header()
	header.Set("Content-Type", kind)
	header.Set("Content-Length", strconv.Itoa(len(content)))
	c.w.WriteHeader(status)
	if c.r.Method != http.MethodHead {
		c.w.Write(content)
	}
}

func (c *call) refuse(status int, reason string) {
	c.answer(status, contentType(".txt"), []byte(reason+"\n"))
}

// pageName is the file that is shown under a name.
func pageName(name string) string {
	if name == "" || strings.HasSuffix(name, "/") {
		return name + "index.html"
	}
	return name
}

// isPage tells pages from what they load: pages are named .html, or as their folder is.
func isPage(name string) bool {
	ext := path.Ext(name)
	return ext == "" || contentType(name) == typeHTML
}

const typeHTML = "text/html; charset=utf-8"

// contentTypes are the types of the files that sites have. The machine's own table is not asked: on Windows every
// installed program writes into it, and a browser runs no script that is called text.
var contentTypes = map[string]string{
	".html": typeHTML, ".htm": typeHTML, ".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8",
	".json": "application/json; charset=utf-8", ".csv": "text/csv; charset=utf-8", ".txt": "text/plain; charset=utf-8",
	".md": "text/markdown; charset=utf-8", ".toml": "application/toml; charset=utf-8", ".xml": "application/xml; charset=utf-8",
	".webmanifest": "application/manifest+json", ".svg": "image/svg+xml; charset=utf-8", ".png": "image/png", ".jpg": "image/jpeg",
	".jpeg": "image/jpeg", ".gif": "image/gif", ".webp": "image/webp", ".avif": "image/avif", ".ico": "image/x-icon",
	".pdf": "application/pdf", ".zip": "application/zip", ".woff2": "font/woff2", ".ttf": "font/ttf", ".otf": "font/otf",
	".mp3": "audio/mpeg", ".mp4": "video/mp4", ".webm": "video/webm", ".doc": "application/msword", ".xls": "application/vnd.ms-excel",
	".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
	".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
	".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}

func contentType(name string) string {
	if t := contentTypes[strings.ToLower(path.Ext(name))]; t != "" {
		return t
	}
	return "application/octet-stream"
}

// known tells whether a request names this server. A site elsewhere whose name leads to this machine (DNS rebinding)
// could otherwise read the preview with the office's browser; an address in digits cannot be made to lead elsewhere.
func (s *Server) known(host string) bool {
	name := host
	if h, _, err := net.SplitHostPort(host); err == nil {
		name = h
	}
	name = strings.Trim(name, "[]")
	if ip := net.ParseIP(name); ip != nil {
		return ip.IsLoopback() || len(s.options.Hosts) > 0
	}
	return strings.EqualFold(name, "localhost") ||
		slices.ContainsFunc(s.options.Hosts, func(host string) bool { return strings.EqualFold(name, host) })
}

// sameMachine tells whether a request comes from the machine that serves.
func sameMachine(r *http.Request) bool {
	from, _, err := net.SplitHostPort(r.RemoteAddr)
	ip := net.ParseIP(from)
	if err != nil || ip == nil {
		return false
	}
	here, _, _ := net.SplitHostPort(localAddress(r))
	return ip.IsLoopback() || ip.Equal(net.ParseIP(here))
}

// localAddress is the address that a request came in at.
func localAddress(r *http.Request) string {
	if a, ok := r.Context().Value(http.LocalAddrContextKey).(net.Addr); ok {
		return a.String()
	}
	return ""
}
