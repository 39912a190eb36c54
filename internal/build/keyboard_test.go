package build

import (
	"context"
	"testing"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
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

// stop is where the focus stands: the how manieth of the stops, what it is, and what is wrong with how it shows. What
// shows for a switch that is not seen itself is its label.
const stop = `(() => {
	const e = document.activeElement, seen = e.matches('input.size') ? document.querySelector('label[for=' + e.id + ']') : e, faults = [];
	const style = getComputedStyle(seen), box = seen.getClientRects()[0];
	if (style.outlineStyle === 'none' || parseFloat(style.outlineWidth) < 1) faults.push('no outline');
	if (box.bottom <= 0 || box.top >= innerHeight || box.right <= 0 || box.left >= innerWidth) faults.push('outside the window');
	else {
		const x = Math.min(Math.max(box.left + Math.min(box.width / 2, 20), 1), innerWidth - 1), y = Math.min(Math.max(box.top + Math.min(box.height / 2, 12), 1), innerHeight - 1);
		const above = document.elementFromPoint(x, y);
		if (above && !seen.contains(above) && !above.contains(seen)) faults.push('hidden behind ' + above.tagName + '.' + above.className);
	}
	return { At: window.stops.indexOf(e), What: e.tagName + ' ' + (e.id || e.textContent.trim().slice(0, 20)), Faults: faults };
})()`

type focus struct {
	At     int
	What   string
	Faults []string
}

// With the keyboard alone a reader gets to everything, in the order of the page, and sees where.
func TestKeyboard(t *testing.T) {
	t.Parallel()
	ctx := browser(t)
	eachViewed(t, func(t *testing.T, page viewed) {
		if page.layout == "moved.html" {
			return // left as soon as it is there
		}
		do(t, ctx, chromedp.Navigate(page.address))
		screen(t, ctx, 1280, "light")
		switches(t, ctx)
		do(t, ctx, chromedp.Navigate(page.address))
		n := evaluate[int](t, ctx, stops)
		if n < 4 {
			t.Fatalf("only %d things to come to", n)
		}
		for i := range min(n, mostStops) {
			press(t, ctx, "Tab", 9)
			switch at := evaluate[focus](t, ctx, stop); {
			case at.At != i:
				t.Fatalf("Tab %d leads to number %d: %s", i+1, at.At+1, at.What)
			case len(at.Faults) > 0:
				t.Errorf("%s: %q", at.What, at.Faults)
			}
		}
	})
}

// mostStops bounds how often Tab is pressed on one page; what follows in a longer one is more rows of the same list.
const mostStops = 150

// switches tries what the keys do: the first stop skips to the page's matter, the arrows set the size of letters.
func switches(t *testing.T, ctx context.Context) {
	t.Helper()
	press(t, ctx, "Tab", 9)
	if at := evaluate[string](t, ctx, `document.activeElement.className`); at != "skip" {
		t.Errorf("the first stop is %q and not the link that skips the menu", at)
	}
	press(t, ctx, "Enter", 13)
	if at := evaluate[string](t, ctx, `document.activeElement.id`); at != "main" {
		t.Errorf("the link that skips the menu leads to %q", at)
	}
	const size = `parseFloat(getComputedStyle(document.querySelector('main p, main li, main td, main h1')).fontSize)`
	before := evaluate[float64](t, ctx, `document.getElementById('size-1').focus(), `+size)
	press(t, ctx, "ArrowRight", 39)
	if now := evaluate[float64](t, ctx, size); now <= before || !evaluate[bool](t, ctx, `document.getElementById('size-2').checked`) {
		t.Errorf("with the arrow the letters go from %.1f to %.1f px", before, now)
	}
}

// press presses a key and lets it go.
func press(t *testing.T, ctx context.Context, key string, code int64) {
	t.Helper()
	down := input.DispatchKeyEventParams{Type: "rawKeyDown", Key: key, Code: key, WindowsVirtualKeyCode: code}
	if key == "Enter" {
		down.Type, down.Text = "keyDown", "\r"
	}
	up := input.DispatchKeyEventParams{Type: "keyUp", Key: key, Code: key, WindowsVirtualKeyCode: code}
	do(t, ctx, call(input.DispatchKeyEvent, down), call(input.DispatchKeyEvent, up))
}
