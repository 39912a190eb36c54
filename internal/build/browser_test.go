package build

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"math"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	cdplog "github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	cdppage "github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"github.com/lanewall/lanewall/internal/site"
)

// browsed are pages of the repository's own site that are looked at besides one of each layout: full ones, and those
// that say something in an unusual way.
var browsed = []string{
	"index.html", "units/jia/2024-08/index.html", "units/east/index.html", "units/index.html", "statistics/cases-on-time/index.html",
	"cases/2024-08/index.html", "notices/2024-08-30-finance/index.html", "statistics/index.html", "about/published/index.html", "404.html",
}

// sample is one page of every layout that a site uses, the middle one in order of path: at the ends stand the pages of
// the first unit and the last month, which are often half empty.
func sample(b *built) []string {
	layouts := map[string][]string{}
	for _, page := range b.Plan.Pages {
		layouts[page.Common().Layout] = append(layouts[page.Common().Layout], page.Common().Path)
	}
	var names []string
	for _, layout := range slices.Sorted(maps.Keys(layouts)) {
		names = append(names, layouts[layout][len(layouts[layout])/2])
	}
	return names
}

// spread writes pages of a site into a folder, with all that pages load.
func spread(t *testing.T, b *built, names []string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range b.files {
		switch path.Ext(name) {
		case ".csv", ".json":
			continue
		case ".html":
			if !slices.Contains(names, name) {
				continue
			}
		}
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := errors.Join(os.MkdirAll(filepath.Dir(file), 0o777), os.WriteFile(file, []byte(text), 0o666)); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func fileURL(dir, name string) string {
	return "file://" + filepath.ToSlash(filepath.Join(dir, filepath.FromSlash(name)))
}

// viewed is a page in a folder, for a browser.
type viewed struct {
	site, name, layout string
	address            string // file://…
}

// eachViewed runs a check over a page of every layout of every site, with those of browsed, from a folder as from a USB
// stick. Sites and layouts are found and not listed, so that whoever adds one has it looked at.
func eachViewed(t *testing.T, check func(t *testing.T, page viewed)) {
	t.Helper()
	layouts := map[string]bool{}
	for i, e := range slices.Concat(examples(), manuals()) {
		b := e.built().must(t)
		of := map[string]string{}
		for _, page := range b.Plan.Pages {
			of[page.Common().Path] = page.Common().Layout
			layouts[page.Common().Layout] = true
		}
		names := sample(b)
		if b.few { // of the documentation, pages of tables and of code
			names = []string{"index.html", "boards/2024-08/index.html", "cases/2024-08/index.html", "howto/import/index.html", "reference/diagnostics/index.html", "reference/kinds/index.html", "reference/theme/index.html"}
		}
		if i == 0 {
			names = slices.Compact(slices.Sorted(slices.Values(append(names, browsed...))))
		}
		dir := spread(t, b, names)
		t.Run(e.name, func(t *testing.T) {
			for _, name := range names {
				t.Run(name, func(t *testing.T) { check(t, viewed{e.name, name, of[name], fileURL(dir, name)}) })
			}
		})
	}
	for _, layout := range []string{"board.html", "poster.html", "calendar.html"} {
		if !layouts[layout] {
			t.Errorf("no site has a page of layout %s", layout)
		}
	}
}

// The pages in a real browser: at the width of a small phone, a phone, half a desk (which is a desk at 200 %), a small desk, a desk and
// a wide screen, by day and by night, and without JavaScript.
func TestBrowser(t *testing.T) {
	t.Parallel() // a browser mostly waits; the other tests with one run beside this
	ctx, seen := listened(t, "file://")
	eachViewed(t, func(t *testing.T, page viewed) { browse(t, ctx, seen, page) })
	// The listener has to hear something when something is wrong, or all this is for nothing.
	dir := t.TempDir()
	bad := filepath.Join(dir, "bad.html")
	if err := os.WriteFile(bad, []byte(`<!doctype html><meta http-equiv="Content-Security-Policy" content="default-src 'self'"><p style="color:red">x<img src="nowhere.png">`), 0o666); err != nil {
		t.Fatal(err)
	}
	if err := chromedp.Do(ctx, chromedp.Navigate(fileURL(dir, "bad.html"))); err != nil {
		t.Fatal(err)
	}
	if heard := strings.Join(seen.take(), "\n"); !strings.Contains(heard, "Content Security Policy") || !strings.Contains(heard, "ERR_FILE_NOT_FOUND") {
		t.Errorf("an inline style and a missing picture went unnoticed: %q", heard)
	}
}

// browse looks at one page, with scripts and without, and hears what the browser has to say against it.
func browse(t *testing.T, ctx context.Context, seen *complaints, page viewed) {
	do(t, ctx, chromedp.Navigate(page.address))
	look(t, ctx)
	do(t, ctx, scripts(false), chromedp.Navigate(page.address))
	read(t, ctx)
	do(t, ctx, scripts(true))
	seen.none(t)
}

// listened is a browser with a tab whose complaints are heard; of requests, those that do not begin with allowed.
func listened(t *testing.T, allowed string) (context.Context, *complaints) {
	t.Helper()
	ctx := browser(t)
	seen := &complaints{allowed: allowed}
	if err := chromedp.Listen(ctx, seen.hear); err != nil {
		t.Fatal(err)
	}
	do(t, ctx, call(cdplog.Enable, cdp.Empty{}), call(network.Enable, network.EnableParams{}))
	return ctx, seen
}

func do(t *testing.T, ctx context.Context, steps ...chromedp.Action[chromedp.Void]) {
	t.Helper()
	if err := chromedp.Do(ctx, steps...); err != nil {
		t.Fatal(err)
	}
}

// evaluate gives the value of an expression, or of what it promises, in the page.
func evaluate[T any](t *testing.T, ctx context.Context, expression string) T {
	t.Helper()
	value, err := chromedp.Run(ctx, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
	if err != nil {
		t.Fatal(err)
	}
	return value
}

// screen sets the size of the window and the colours asked for.
func screen(t *testing.T, ctx context.Context, width int64, scheme string) {
	t.Helper()
	do(t, ctx,
		call(emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{Width: width, Height: 800, DeviceScaleFactor: 1, Mobile: width < 500}),
		call(emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}}))
}

// Every page of content/posters comes out on the paper it asks for: one sheet of each, printed as a reader would print
// it. A sheet may go on on a second page and no further: a wall has no third.
func TestSheetsOnPaper(t *testing.T) {
	t.Parallel() // a browser mostly waits; the other tests with one runs beside this
	ctx := browser(t)
	for _, e := range examples() {
		b := e.built().must(t)
		t.Run(e.name, func(t *testing.T) {
			sheets := 0
			for _, page := range b.Plan.Site.Pages {
				if page.Section() != "posters" || page.Path == "posters/index" {
					continue
				}
				sheets++
				t.Run(path.Base(page.Path), func(t *testing.T) { printSheet(t, ctx, b, page) })
			}
			if sheets == 0 {
				t.Error("the site has no sheets")
			}
		})
	}
}

// papers is width and height in millimetres, standing.
var papers = map[string][2]float64{"A4": {210, 297}, "A3": {297, 420}, "A2": {420, 594}}

func printSheet(t *testing.T, ctx context.Context, b *built, page *site.Page) {
	var names []string
	for name := range b.eachPage(t) {
		if strings.HasPrefix(name, page.Path+"/") {
			names = append(names, name)
		}
	}
	if len(names) == 0 {
		t.Fatal("no unit has this sheet")
	}
	name := names[len(names)/2]
	if err := chromedp.Do(ctx, chromedp.Navigate(fileURL(spread(t, b, []string{name}), name))); err != nil {
		t.Fatal(err)
	}
	asks := func(p *cdppage.PrintToPDFParams) { // plain objects, so that what is looked for can be read
		yes, no := true, false
		p.PreferCSSPageSize, p.GenerateTaggedPDF = &yes, &no
	}
	pdf, err := chromedp.Run(ctx, chromedp.PrintToPDF(asks))
	if err != nil {
		t.Fatal(err)
	}
	if folder := os.Getenv("LANEWALL_SCREENSHOTS"); folder != "" {
		file := strings.ReplaceAll(strings.TrimSuffix(name, "/index.html"), "/", "-") + ".pdf"
		if err := os.WriteFile(filepath.Join(folder, file), pdf, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want := papers[cmp.Or(page.Front.Paper.V, site.Papers[0])]
	if page.Front.Landscape {
		want[0], want[1] = want[1], want[0]
	}
	sizes := mediaBoxes(pdf)
	if len(sizes) < 1 || len(sizes) > 2 {
		t.Errorf("%s: %d pages", name, len(sizes))
	}
	for _, got := range sizes {
		if math.Abs(got[0]-want[0]) > 1 || math.Abs(got[1]-want[1]) > 1 {
			t.Errorf("%s: %.0f × %.0f mm, asked for %.0f × %.0f", name, got[0], got[1], want[0], want[1])
		}
	}
}

var mediaBox = regexp.MustCompile(`/MediaBox\s*\[\s*([\d.]+)\s+([\d.]+)\s+([\d.]+)\s+([\d.]+)\s*\]`)

// mediaBoxes is the size of each page of a PDF, in millimetres. Chromium writes the dictionary of each page as plain
// text, and gives each its own box; if one day it packs them, none is found and the test says so.
func mediaBoxes(pdf []byte) (sizes [][2]float64) {
	for _, match := range mediaBox.FindAllSubmatch(pdf, -1) {
		var box [4]float64 // in points, 72 to the inch
		for i := range box {
			box[i], _ = strconv.ParseFloat(string(match[i+1]), 64)
		}
		sizes = append(sizes, [2]float64{(box[2] - box[0]) * 25.4 / 72, (box[3] - box[1]) * 25.4 / 72})
	}
	return sizes
}

// layout is what a page measures in a browser.
type layout struct {
	Text   string
	Scroll int // width of the document
	Width  int // of the window
	Wide   []string
	Styled bool
	Paper  string // background colour
}

// measure opens what can be viewed and looks for what sticks out to the right, unless it may be scrolled to.
const measure = `(() => {
	for (const d of document.querySelectorAll('details')) d.open = true;
	const width = document.documentElement.clientWidth, wide = [];
	const hidden = e => e && (['auto', 'scroll', 'hidden', 'clip'].includes(getComputedStyle(e).overflowX) || hidden(e.parentElement));
	for (const e of document.body.querySelectorAll('*')) {
		const box = e.getBoundingClientRect();
		if (box.width > 0 && box.right > width + 0.5 && !hidden(e)) wide.push(e.tagName + '.' + (e.getAttribute('class') || '') + ' ' + box.right.toFixed(1) + ' ' + e.textContent.slice(0, 12));
	}
	const tools = Array.from(document.querySelectorAll('.tools:not([hidden])')); // what scripts add, and nobody reads
	for (const t of tools) t.hidden = true;
	const text = document.body.innerText;
	for (const t of tools) t.hidden = false;
	return { Text: text, Scroll: document.documentElement.scrollWidth, Width: width, Wide: wide.slice(0, 5),
		Styled: [...document.styleSheets].some(s => s.ownerNode.tagName === 'LINK'), Paper: getComputedStyle(document.body).backgroundColor };
})()`

// look measures a page in every size by day and, since colours move nothing, by night in the smallest; in the largest
// letters too, on a phone.
func look(t *testing.T, ctx context.Context) {
	t.Helper()
	papers := map[string]string{}
	for _, shot := range []struct {
		scheme string
		width  int64
		size   int
	}{{"dark", 320, 1}, {"light", 320, 1}, {"light", 320, 3}, {"light", 360, 1}, {"light", 360, 3}, {"light", 640, 1}, {"light", 1024, 1}, {"light", 1280, 1}, {"light", 1280, 3}, {"light", 1920, 1}} {
		screen(t, ctx, shot.width, shot.scheme)
		letters(t, ctx, shot.size)
		l := evaluate[layout](t, ctx, measure)
		if l.Scroll > l.Width || len(l.Wide) > 0 {
			t.Errorf("%v: %d wide in a window of %d: %q", shot, l.Scroll, l.Width, l.Wide)
		}
		if !l.Styled || l.Text == "" {
			t.Errorf("%v: no style sheet, or no words", shot)
		}
		papers[shot.scheme] = l.Paper
	}
	if papers["dark"] == papers["light"] {
		t.Errorf("by night the page is as by day: %s", papers["dark"])
	}
}

// letters sets the size switch, as a reader does.
func letters(t *testing.T, ctx context.Context, size int) {
	t.Helper()
	if !evaluate[bool](t, ctx, fmt.Sprintf(`(() => { const r = document.getElementById('size-%d'); if (r) r.checked = true; return !!r })()`, size)) {
		t.Error("no switch for the size of letters")
	}
}

// call is a command of the browser as an action.
func call[P, R any](command cdp.Command[P, R], params P) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, command, params)
		return err
	})
}

// scripts lets pages run scripts or not.
func scripts(run bool) chromedp.Action[chromedp.Void] {
	return call(emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: !run})
}

// complaints are what a browser has to say against a page.
type complaints struct {
	sync.Mutex
	allowed string // how the address of a request may begin
	heard   []string
}

func (c *complaints) hear(event any) {
	c.Lock()
	defer c.Unlock()
	switch e := event.(type) {
	case *runtime.EventConsoleAPICalled:
		c.heard = append(c.heard, fmt.Sprintf("console %s: %v", e.Type, e.Args))
	case *runtime.EventExceptionThrown:
		c.heard = append(c.heard, "exception: "+e.ExceptionDetails.Text)
	case *cdplog.EventEntryAdded:
		if strings.HasSuffix(e.Entry.URL, "/favicon.ico") {
			return // the browser asks for it unasked
		}
		c.heard = append(c.heard, fmt.Sprintf("%s: %s %s", e.Entry.Source, e.Entry.Text, e.Entry.URL))
	case *network.EventLoadingFailed:
		c.heard = append(c.heard, "request failed: "+e.ErrorText)
	case *network.EventRequestWillBeSent:
		if !strings.HasPrefix(e.Request.URL, c.allowed) && !strings.HasSuffix(e.Request.URL, "/favicon.ico") {
			c.heard = append(c.heard, "request to "+e.Request.URL)
		}
	}
}

func (c *complaints) take() []string {
	c.Lock()
	defer c.Unlock()
	heard := c.heard
	c.heard = nil
	return heard
}

// none ends up with nothing heard.
func (c *complaints) none(t *testing.T) {
	t.Helper()
	for _, complaint := range c.take() {
		t.Error(complaint)
	}
}

// browser starts a Chromium. Without one the test is skipped, but not where nobody would notice.
func browser(t *testing.T) context.Context {
	t.Helper()
	if testing.Short() {
		t.Skip("a browser is not short")
	}
	program := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge"} {
		if found, err := exec.LookPath(name); err == nil && program == "" {
			program = found
		}
	}
	switch {
	case program == "" && os.Getenv("CI") == "true":
		t.Fatal("no Chromium on the PATH, and this is CI: install one")
	case program == "":
		t.Skip("no Chromium on the PATH: the pages are not looked at in a browser")
	}
	ctx, stop := chromedp.NewContext(context.Background(), chromedp.WithAllocatorOptions(chromedp.ExecPath(program), chromedp.NoSandbox))
	t.Cleanup(stop)
	if err := chromedp.Do(ctx); err != nil { // a timeout on the first run would be one of the browser
		t.Fatal(err)
	}
	ctx, stop = context.WithTimeout(ctx, 10*time.Minute)
	t.Cleanup(stop)
	return ctx
}
