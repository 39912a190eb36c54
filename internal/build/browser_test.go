package build

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"math"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	cdppage "github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"github.com/lanewall/lanewall/internal/chromium"
	"github.com/lanewall/lanewall/internal/plan"
	"github.com/lanewall/lanewall/internal/site"
)

// browsed are pages of the repository's own site that are looked at besides one of each layout: full ones, and those
// that say something in an unusual way.
var browsed = []string{
	"index.html", "units/jia/2024-08/index.html", "units/east/index.html", "units/index.html", "statistics/cases-on-time/index.html",
	"cases/2024-08/index.html", "notices/2024-08-30-finance/index.html", "statistics/index.html", "about/published/index.html", "404.html",
}

// sample is one page of every layout that a plan uses, the middle one in order of path: at the ends stand the pages of
// the first unit and the last month, which are often half empty.
func sample(p *plan.Plan) []string {
	layouts := map[string][]string{}
	for _, page := range p.Pages {
		layouts[page.Common().Layout] = append(layouts[page.Common().Layout], p.Prefix+page.Common().Path)
	}
	var names []string
	for _, layout := range slices.Sorted(maps.Keys(layouts)) {
		names = append(names, layouts[layout][len(layouts[layout])/2])
	}
	return names
}

// sampled is the pages of a site that are looked at: one of every layout, and in English, whose words are longer, once
// more; traditional characters take the room of the simplified.
func sampled(b *built) []string {
	var names []string
	for _, p := range b.Plans {
		if p == b.Plan || p.Words.Lang == "en" {
			names = append(names, sample(p)...)
		}
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
			text = here(b, text)
		}
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := errors.Join(os.MkdirAll(filepath.Dir(file), 0o777), os.WriteFile(file, []byte(text), 0o666)); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// here makes a page stay where it is: one for addresses that are no more loads its styles from where the site stands on
// the web, and one that has moved is left as soon as it is opened.
func here(b *built, text string) string {
	if base := b.Plan.Site.Config.BaseURL.V; base != "" {
		base = strings.TrimSuffix(base, "/") + "/"
		text = strings.NewReplacer(`<script src="`+base, `<script src="`, `rel="stylesheet" href="`+base, `rel="stylesheet" href="`, `rel="icon" href="`+base, `rel="icon" href="`).Replace(text)
	}
	return strings.Replace(text, `http-equiv="refresh"`, `name="refresh"`, 1)
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
// stick. Sites and layouts are found and not listed, so that whoever adds one has it looked at. Each site has a tab of
// its own, so that two are looked at at a time.
func eachViewed(t *testing.T, check func(t *testing.T, tab *chromium.Tab, page viewed)) {
	t.Helper()
	layouts := map[string]bool{}
	for i, e := range slices.Concat(examples(), manuals()) {
		b := e.built().must(t)
		of := map[string]string{}
		for _, p := range b.Plans {
			for _, page := range p.Pages {
				of[p.Prefix+page.Common().Path] = page.Common().Layout
				layouts[page.Common().Layout] = true
			}
		}
		names := sampled(b)
		if b.few { // of the documentation, pages of tables and of code
			names = []string{"index.html", "boards/2024-08/index.html", "cases/2024-08/index.html", "howto/import/index.html", "reference/diagnostics/index.html", "reference/kinds/index.html", "reference/theme/index.html"}
		}
		if i == 0 {
			names = append(names, browsed...)
		}
		names = slices.Compact(slices.Sorted(slices.Values(names)))
		t.Run(e.name, func(t *testing.T) {
			t.Parallel() // a browser mostly waits
			tab := chromium.Open(t)
			dir := spread(t, b, names)
			for _, name := range names {
				t.Run(name, func(t *testing.T) { check(t, tab, viewed{e.name, name, of[name], fileURL(dir, name)}) })
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
	t.Parallel()
	eachViewed(t, func(t *testing.T, tab *chromium.Tab, page viewed) {
		tab.Allow("file://")
		tab.Visit(t, page.address)
		look(t, tab, page)
		tab.Do(t, chromium.Scripts(false), chromedp.Navigate(page.address))
		read(t, tab)
		tab.Do(t, chromium.Scripts(true))
		tab.Quiet(t)
	})
}

// The listener has to hear something when something is wrong, or it is all for nothing.
func TestBrowserComplains(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "bad.html"), []byte(`<!doctype html><meta http-equiv="Content-Security-Policy" content="default-src 'self'"><p style="color:red">x<img src="nowhere.png">`), 0o666); err != nil {
		t.Fatal(err)
	}
	tab := chromium.Open(t)
	tab.Visit(t, fileURL(dir, "bad.html"))
	if heard := strings.Join(tab.Heard(), "\n"); !strings.Contains(heard, "Content Security Policy") || !strings.Contains(heard, "ERR_FILE_NOT_FOUND") {
		t.Errorf("an inline style and a missing picture went unnoticed: %q", heard)
	}
}

// screen sets the size of the window and the colours asked for.
func screen(t *testing.T, tab *chromium.Tab, width int64, scheme string) {
	t.Helper()
	tab.Screen(t, width, 800, scheme)
}

// Every page of content/posters comes out on the paper it asks for: one sheet of each, printed as a reader would print
// it. A sheet may go on on a second page and no further: a wall has no third.
func TestSheetsOnPaper(t *testing.T) {
	t.Parallel() // a browser mostly waits; the other tests with one runs beside this
	tab := chromium.Open(t)
	for _, e := range examples() {
		b := e.built().must(t)
		t.Run(e.name, func(t *testing.T) {
			sheets := 0
			for _, page := range b.Plan.Site.Pages {
				if page.Section() != "posters" || page.Path == "posters/index" {
					continue
				}
				sheets++
				t.Run(path.Base(page.Path), func(t *testing.T) { printSheet(t, tab, b, page) })
			}
			if sheets == 0 {
				t.Error("the site has no sheets")
			}
		})
	}
}

// papers is width and height in millimetres, standing.
var papers = map[string][2]float64{"A4": {210, 297}, "A3": {297, 420}, "A2": {420, 594}}

func printSheet(t *testing.T, tab *chromium.Tab, b *built, page *site.Page) {
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
	tab.Visit(t, fileURL(spread(t, b, []string{name}), name))
	asks := func(p *cdppage.PrintToPDFParams) { // plain objects, so that what is looked for can be read
		yes, no := true, false
		p.PreferCSSPageSize, p.GenerateTaggedPDF = &yes, &no
	}
	pdf := chromium.Run(t, tab, chromedp.PrintToPDF(asks))
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
		if (box.width > 0 && box.right > width + 0.5 && !hidden(e.parentElement)) wide.push(e.tagName + '.' + (e.getAttribute('class') || '') + ' ' + box.right.toFixed(1) + ' ' + e.textContent.slice(0, 12));
	}
	const tools = Array.from(document.querySelectorAll('.tools:not([hidden])')); // what scripts add, and nobody reads
	for (const t of tools) t.hidden = true;
	const text = document.body.innerText;
	for (const t of tools) t.hidden = false;
	return { Text: text, Scroll: document.documentElement.scrollWidth, Width: width, Wide: wide.slice(0, 5),
		Styled: [...document.styleSheets].some(s => s.ownerNode.tagName === 'LINK'), Paper: getComputedStyle(document.body).backgroundColor };
})()`

// small looks for what an old hand or eye misses at a size of letters: controls lower or narrower than a fingertip, and
// text smaller than its size promises. Of links in a text axe sees to it that they stand apart.
const small = `(size => {
	const faults = [], base = [18, 24, 30][size - 1], shown = e => e.getClientRects().length > 0 && getComputedStyle(e).visibility === 'visible';
	const say = (what, e) => faults.push(what + ': ' + e.tagName + '.' + (e.getAttribute('class') || e.id) + ' ' + e.textContent.trim().slice(0, 12));
	for (const e of document.querySelectorAll('button, .call, .nav a, select, textarea, input:not(.size):not([type=hidden]), summary, label[for^=size-]')) {
		if (!shown(e)) continue;
		const box = (['radio', 'checkbox'].includes(e.type) ? e.closest('label') : e).getBoundingClientRect();
		const least = e.matches('.tall') || size > 1 && e.matches('button, .call, .nav a, select, input') ? 60 : 24;
		if (box.height < least - .5 || box.width < 24) say(Math.round(box.width) + ' by ' + Math.round(box.height) + ' px', e);
	}
	for (const e of document.querySelectorAll('main p, main li, main dd, main td, main th')) {
		const font = parseFloat(getComputedStyle(e).fontSize), own = [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim());
		if (own && shown(e) && font < base * (e.matches('.prose > p, .prose > ul:not([class]) > li, .lead, .sentences p') && !e.matches('.quiet') ? 1 : .8) - .1) say(font + ' px', e);
	}
	return faults.slice(0, 10);
})`

// look measures a page in every size by day and, since colours move nothing, by night in the smallest; in the larger
// letters too, on a phone and on a desk.
func look(t *testing.T, tab *chromium.Tab, page viewed) {
	t.Helper()
	papers := map[string]string{}
	for _, shot := range []struct {
		scheme string
		width  int64
		size   int
	}{{"dark", 320, 1}, {"light", 320, 1}, {"light", 320, 3}, {"light", 360, 3}, {"light", 360, 2}, {"light", 360, 1}, {"light", 640, 1}, {"light", 1024, 1}, {"light", 1280, 1}, {"light", 1280, 3}, {"light", 1920, 1}} {
		screen(t, tab, shot.width, shot.scheme)
		letters(t, tab, page, shot.size)
		l := chromium.Value[layout](t, tab, measure)
		if l.Scroll > l.Width || len(l.Wide) > 0 {
			t.Errorf("%v: %d wide in a window of %d: %q", shot, l.Scroll, l.Width, l.Wide)
		}
		if !l.Styled || l.Text == "" {
			t.Errorf("%v: no style sheet, or no words", shot)
		}
		papers[shot.scheme] = l.Paper
		if page.layout == "moved.html" || shot.width != 360 && shot.width != 1280 {
			continue
		}
		for _, fault := range chromium.Value[[]string](t, tab, fmt.Sprintf("%s(%d)", small, shot.size)) {
			t.Errorf("%v: %s", shot, fault)
		}
	}
	if papers["dark"] == papers["light"] {
		t.Errorf("by night the page is as by day: %s", papers["dark"])
	}
}

// letters sets the size switch, as a reader does.
func letters(t *testing.T, tab *chromium.Tab, page viewed, size int) {
	t.Helper()
	if !chromium.Value[bool](t, tab, fmt.Sprintf(`(() => { const r = document.getElementById('size-%d'); if (r) r.checked = true; return !!r })()`, size)) && page.layout != "moved.html" {
		t.Error("no switch for the size of letters")
	}
}
