package serve

import (
	"context"
	"fmt"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/chromedp/chromedp"

	"github.com/lanewall/lanewall/internal/build"
	"github.com/lanewall/lanewall/internal/chromium"
	"github.com/lanewall/lanewall/internal/diag"
	"github.com/lanewall/lanewall/internal/site"
)

// real is the builder that the program uses.
type real struct{ *build.Session }

func (r real) Update() (Draft, diag.List) {
	draft, problems := r.Session.Update()
	if draft == nil {
		return nil, problems
	}
	return draft, problems
}

// tab is a page in a browser.
type tab struct {
	*chromium.Tab
	t *testing.T
}

func open(t *testing.T) *tab {
	t.Helper()
	b := &tab{chromium.Open(t), t}
	b.Screen(t, 1100, 700, "light")
	return b
}

// quiet checks that the browser has nothing to say against the pages, but that a page was not there.
func (b *tab) quiet() {
	b.t.Helper()
	for _, complaint := range b.Heard() {
		if !strings.Contains(complaint, "status of 500") && !strings.Contains(complaint, "ERR_INCOMPLETE_CHUNKED_ENCODING") {
			b.t.Error(complaint)
		}
	}
}

func (b *tab) visit(address string) { b.t.Helper(); b.Visit(b.t, address) }

// do runs a script in the page.
func (b *tab) do(script string) { b.t.Helper(); b.Do(b.t, chromedp.Evaluate[chromedp.Void](script)) }

// until waits until something holds of the page, which may be loaded anew meanwhile.
func (b *tab) until(expression string) { b.t.Helper(); b.Until(b.t, expression) }

// picture photographs the page if LANEWALL_SCREENSHOTS names a folder.
func (b *tab) picture(name string) {
	folder := os.Getenv("LANEWALL_SCREENSHOTS")
	if folder == "" {
		return
	}
	picture := chromium.Run(b.t, b.Tab, chromedp.CaptureScreenshot())
	must(b.t, os.WriteFile(filepath.Join(folder, "serve-"+name+".png"), picture, 0o666))
}

// over and badge are what the preview lays over a page, to a script that looks at it.
const (
	over  = "document.documentElement.lastElementChild.shadowRoot.querySelector('.over:not([hidden])')"
	badge = "document.documentElement.lastElementChild.shadowRoot.querySelector('.badge:not([hidden])')"
)

// A row is added to the ledgers of the repository's own site: the number on the open page changes, and the reader keeps
// the place and everything set. A broken row lays its error over the page, and mended it is gone.
func TestRowToPage(t *testing.T) {
	b := open(t)
	dir := t.TempDir()
	for _, name := range siteNames[:3] {
		if name == "site.toml" {
			text, err := os.ReadFile("../../site.toml")
			must(t, err)
			save(t, dir, name, string(text))
			continue
		}
		must(t, os.CopyFS(filepath.Join(dir, name), os.DirFS(filepath.Join("../..", name))))
	}
	s := serving(t, dir, real{build.NewSession(os.DirFS(dir), site.Options{})})
	b.visit(s.URL + "/#main")
	const number = "[...document.querySelectorAll('.figures dt')].find(e => e.textContent === '屋场恳谈会').parentElement.querySelector('b').textContent"
	b.until(number + " === '6'")
	b.do(`document.querySelectorAll('details')[1].open = true; document.querySelector('#size-2').checked = true;
		window.kept = document.querySelectorAll('details')[1]; document.querySelector('footer a').focus(); window.scrollTo(0, 900)`)
	b.until("scrollY === 900")
	const asLeft = ` && scrollY === 900 && location.hash === '#main' && document.querySelector('#size-2').checked && window.kept === document.querySelectorAll('details')[1] &&
		window.kept.open && !document.querySelectorAll('details')[0].open`

	file := "data/meetings/2024-08.toml"
	text, err := os.ReadFile(filepath.Join(dir, file))
	must(t, err)
	rows := strings.Split(string(text), "[[meeting]]")
	id := strings.Split(rows[1], `"`)[1]
	more := string(text) + "\n[[meeting]]" + strings.Replace(rows[1], id, id+"-x", 1)
	save(t, dir, file, more)
	b.until(number + " === '7'" + asLeft + " && document.activeElement === document.querySelector('footer a')")
	b.picture("page")

	save(t, dir, file, strings.Replace(more, "unit = ", "unit = x", 1))
	b.until(over + ".querySelector('mark')")
	b.until("document.title === '有 1 处错误' && " + number + " === '7'" + asLeft)
	b.picture("over")
	save(t, dir, file, more)
	b.until("!" + over + " && " + number + " === '7' && document.title !== '有 1 处错误' && document.activeElement === document.querySelector('footer a')" + asLeft)

	save(t, dir, "content/about/index.md", "+++\ntitle = \"关于\"\n+++\n<b>x</b>\n")
	b.until(badge + " && " + badge + ".textContent === '提醒 1 处' && " + badge + ".pathname === '/.lanewall/problems'" + asLeft)
	b.picture("badge")

	// An error page that was asked for itself goes back to the page as well.
	save(t, dir, file, "[[meeting]\n")
	b.until(over)
	b.visit(s.URL + "/units/index.html")
	b.until("document.querySelector('main.lanewall mark') && document.title === '有 1 处错误'")
	b.picture("errors")
	b.do("document.querySelector('header a').click()")
	b.until("location.pathname === '/.lanewall/last/units/index.html' && document.querySelector('.masthead')")
	b.until(badge + " && " + badge + ".pathname === '/units/index.html'")
	b.picture("past")
	save(t, dir, file, "[[meeting]]\n") // mended in part: it is still the past
	b.until("fetch('/').then(r => r.text()).then(t => window.now = t) && window.now && window.now.includes('missing-field')")
	b.until("location.pathname === '/.lanewall/last/units/index.html'")
	save(t, dir, file, string(text))
	b.until("location.pathname === '/units/index.html' && document.querySelector('.masthead')")
	b.visit(s.URL + "/units/index.html")
	save(t, dir, file, "[[meeting]\n")
	b.until(over)
	b.do("location.reload()")
	b.until("document.querySelector('main.lanewall mark')")
	save(t, dir, file, string(text))
	b.until("!document.querySelector('main.lanewall') && document.querySelector('.masthead')")
	b.quiet()

	// When the server ends the page says so; when there is another it goes on.
	b.until("document.documentElement.lastElementChild.shadowRoot.querySelector('.badge')")
	s.end()
	b.until(badge + " && " + badge + ".textContent.includes('预览已停止')")
	b.picture("stopped")
}

// A page that runs scripts of its own is loaded anew, and what the reader did to it is done again.
func TestPageWithScripts(t *testing.T) {
	b := open(t)
	dir := t.TempDir()
	tall := `<details><summary>more</summary>text</details><input type="text"><input type="checkbox">` + strings.Repeat("<p>line</p>\n", 200) + `<script src="/static/wall.js"></script>`
	save(t, dir, "content/index.md", "one"+tall)
	s := serving(t, dir, notes{dir})
	b.visit(s.URL)
	b.until("document.body.innerText.startsWith('one')")
	b.do(`document.querySelector('details').open = true; document.querySelectorAll('input')[0].value = '陈';
		document.querySelectorAll('input')[1].checked = true; window.loaded = 'once'; window.scrollTo(0, 1500)`)
	save(t, dir, "content/index.md", "two"+tall)
	b.until(`document.body.innerText.startsWith('two') && window.loaded === undefined && scrollY === 1500 && document.querySelector('details').open &&
		document.querySelectorAll('input')[0].value === '陈' && document.querySelectorAll('input')[1].checked`)
}

// What changes in a page changes where it stands: what is the same before and after stays the same element.
func TestReplace(t *testing.T) {
	b := open(t)
	dir := t.TempDir()
	page := func(body string) string {
		return strings.Repeat("<p>same</p>", 3) + body + strings.Repeat("<p>also</p>", 3)
	}
	save(t, dir, "content/index.md", page("<ul><li id='a'>a</li><li id='c'>c</li></ul>"))
	s := serving(t, dir, notes{dir})
	b.visit(s.URL)
	for _, body := range []string{
		"<ul><li id='a'>a</li><li id='b'>b</li><li id='c'>c</li></ul>",                     // a row more
		"<ul><li id='c'>c</li></ul>",                                                       // rows fewer
		"<h2>new</h2><ul class='x'><li id='c'>other</li></ul>text",                         // before it, after it and in it
		"<svg viewBox='0 0 2 2'><use xlink:href='#x'/><path d='M0 0'/></svg>",              // of other names
		"<svg viewBox='0 0 2 3'><use xlink:href='#y'/><path d='M0 1'/></svg><!-- note -->", // attributes with and without names of their own
		"", // nothing
		"<table><tr><td>1</td></tr></table><table><tr><td>2</td></tr></table>",
		"<table><tr><td>2</td></tr></table>",
	} {
		save(t, dir, "content/index.md", page(body))
		b.do("window.wanted = new DOMParser().parseFromString(" + fmt.Sprintf("%q", "<p>"+page(body)+"</p>") + ", 'text/html').body.innerHTML.trim()")
		b.until("document.body.innerHTML.replace(/<script[^]*$/, '').trim() === window.wanted")
	}
	b.until("document.querySelectorAll('svg').length === 0")
	b.quiet()
}

// served is a server and the address it answers at.
type served struct {
	URL string
	end func()
}

func serving(t *testing.T, dir string, builder Builder) served {
	server := New(Options{Folder: dir, Watched: siteNames, Builder: builder, Lang: diag.Chinese, Instance: "i", Tell: func(Event) {}})
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() { defer close(done); server.Run(ctx) }()
	web := httptest.NewServer(server)
	s := served{web.URL, sync.OnceFunc(func() { cancel(); <-done; web.CloseClientConnections(); web.Close() })}
	t.Cleanup(s.end)
	return s
}
