package build

import (
	"testing"

	"github.com/lanewall/lanewall/internal/chromium"
)

// unread looks, in a page without scripts, for words that a reader cannot come by, for links that lead nowhere, and for
// what only a script could make work. Words for paper alone are left out, drawings, whose table
// stands beside them, and what is hidden, which is the tools of scripts.
const unread = `(() => {
	for (const d of document.querySelectorAll('details')) d.open = true;
	const faults = [], say = (what, e) => faults.push(what + ': ' + e.textContent.trim().slice(0, 40));
	const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
	for (let n = walker.nextNode(); n; n = walker.nextNode()) {
		if (!n.data.trim() || n.parentElement.closest('[hidden], .print, .slip-only, .slip-foot, .seal, svg, script, template, textarea, select')) continue;
		const range = document.createRange();
		range.selectNodeContents(n);
		if (!range.getClientRects().length || getComputedStyle(n.parentElement).visibility !== 'visible') say('words that are not shown', n);
	}
	// Fields that are no form's are to be filled in and printed.
	const shown = e => e.getClientRects().length > 0;
	for (const a of document.querySelectorAll('a')) if (!a.getAttribute('href')) say('a link to nowhere', a);
	for (const c of document.querySelectorAll('button, input:not(.size), select, textarea, [role=button]'))
		if (shown(c) && !(c.form && c.form.hasAttribute('action')) && !c.closest('[role=group]')) say('a control that does nothing', c.labels && c.labels[0] || c);
	for (const s of document.querySelectorAll('figure.chart svg')) if (!s.closest('figure').querySelector('table')) say('a chart without its table', s);
	return faults.slice(0, 10);
})()`

// read reads a page without scripts: everything that it says can be read, at the width of a phone and of a desk.
func read(t *testing.T, tab *chromium.Tab) {
	t.Helper()
	for _, width := range []int64{360, 1280} {
		screen(t, tab, width, "light")
		for _, fault := range chromium.Value[[]string](t, tab, unread) {
			t.Errorf("without JavaScript, %d px: %s", width, fault)
		}
	}
}
