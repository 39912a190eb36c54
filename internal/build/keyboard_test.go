package build

import (
	"fmt"
	"testing"

	"github.com/chromedp/chromedp"

	"github.com/lanewall/lanewall/internal/chromium"
)

// stops notes everything that a reader should come to with the Tab key, in the order of the page: of several choices of
// one kind the one that is set. Its length is what is given.
const stops = `(() => {
	for (const d of document.querySelectorAll('details')) d.open = true;
	if (document.activeElement !== document.body) document.activeElement.blur();
	scrollTo(0, 0);
	window.stops = [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex]')].filter(e =>
		e.tabIndex >= 0 && !e.disabled && e.getClientRects().length && getComputedStyle(e).visibility === 'visible' && !(e.type === 'radio' && !e.checked));
	return window.stops.length;
})()`

// walking notes, each time that Tab is let go, where the focus stands: the how manieth of the stops, what it is, and what is
// wrong with how it shows. What shows for a switch that is not seen itself is its label.
const walking = `document.addEventListener('keyup', () => {
	const e = document.activeElement, seen = e.matches('input.size') ? document.querySelector('label[for=' + e.id + ']') : e, faults = [];
	const style = getComputedStyle(seen), box = seen.getClientRects()[0] || seen.getBoundingClientRect();
	if (style.outlineStyle === 'none' || parseFloat(style.outlineWidth) < 1) faults.push('no outline');
	if (box.bottom <= 0 || box.top >= innerHeight || box.right <= 0 || box.left >= innerWidth) faults.push('outside the window');
	else {
		const x = Math.min(Math.max(box.left + Math.min(box.width / 2, 20), 1), innerWidth - 1), y = Math.min(Math.max(box.top + Math.min(box.height / 2, 12), 1), innerHeight - 1);
		const above = document.elementFromPoint(x, y);
		if (above && !seen.contains(above) && !above.contains(seen)) faults.push('hidden behind ' + above.tagName + '.' + above.className);
	}
	window.walked.push({ At: window.stops.indexOf(e), What: e.tagName + ' ' + (e.id || e.textContent.trim().slice(0, 20)), Faults: faults });
})`

type focus struct {
	At     int
	What   string
	Faults []string
}

// Pages of more than mostStops things are rows and rows of one list; of these the walk takes the first, and sets out
// again where edgeStops are left, so that it gets to the end of every page.
const mostStops, edgeStops = 120, 40

// With the keyboard alone a reader gets to everything, in the order of the page, sees where, and gets out at its end.
func TestKeyboard(t *testing.T) {
	t.Parallel()
	eachViewed(t, func(t *testing.T, tab *chromium.Tab, page viewed) {
		if page.layout == "moved.html" {
			return // it has nothing but a link
		}
		screen(t, tab, 1280, "light")
		tab.Visit(t, page.address)
		switches(t, tab)
		tab.Visit(t, page.address)
		n := chromium.Value[int](t, tab, stops)
		if n < 4 {
			t.Fatalf("only %d things to come to", n)
		}
		tab.Do(t, chromedp.Evaluate[chromedp.Void](walking))
		if n <= mostStops+edgeStops {
			steps(t, tab, 0, n)
			return
		}
		steps(t, tab, 0, mostStops)
		from := n - edgeStops
		tab.Do(t, chromedp.Evaluate[chromedp.Void](fmt.Sprintf(`window.stops[%d].focus()`, from-1)))
		steps(t, tab, from, n)
	})
}

// steps presses Tab for some of the stops; after the last one it leaves the page.
func steps(t *testing.T, tab *chromium.Tab, from, to int) {
	t.Helper()
	tab.Do(t, chromedp.Evaluate[chromedp.Void](`window.walked = []`))
	for range to - from + 1 {
		tab.Do(t, chromium.Press("Tab"))
	}
	walked := chromium.Value[[]focus](t, tab, `window.walked`)
	for i := from; i < to; i++ {
		switch {
		case len(walked) <= i-from:
			t.Fatalf("the walk ends at number %d of %d", i, to)
		case walked[i-from].At != i:
			t.Fatalf("Tab %d leads to number %d: %s", i+1, walked[i-from].At+1, walked[i-from].What)
		case len(walked[i-from].Faults) > 0:
			t.Errorf("%s: %q", walked[i-from].What, walked[i-from].Faults)
		}
	}
	if len(walked) > to-from && walked[to-from].At == to-1 {
		t.Errorf("Tab does not lead on from %s", walked[to-from].What)
	}
}

// switches tries what the keys do: the first stop skips to the page's matter, the arrows set the size of letters.
func switches(t *testing.T, tab *chromium.Tab) {
	t.Helper()
	tab.Do(t, chromium.Press("Tab"))
	if at := chromium.Value[string](t, tab, `document.activeElement.className`); at != "skip" {
		t.Errorf("the first stop is %q and not the link that skips the menu", at)
	}
	tab.Do(t, chromium.Press("Enter"))
	if at := chromium.Value[string](t, tab, `document.activeElement.id`); at != "main" {
		t.Errorf("the link that skips the menu leads to %q", at)
	}
	const size = `parseFloat(getComputedStyle(document.querySelector('main p, main li, main td, main h1')).fontSize)`
	before := chromium.Value[float64](t, tab, `document.getElementById('size-1').click(), document.getElementById('size-1').focus(), `+size)
	tab.Do(t, chromium.Press("ArrowRight"))
	if now := chromium.Value[float64](t, tab, size); now <= before || !chromium.Value[bool](t, tab, `document.getElementById('size-2').checked`) {
		t.Errorf("with the arrow the letters go from %.1f to %.1f px", before, now)
	}
	tab.Do(t, chromedp.Evaluate[chromedp.Void](`document.getElementById('size-1').click()`)) // the next page would keep it
}
