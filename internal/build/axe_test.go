package build

import (
	"encoding/json"
	"fmt"
	"os"
	"testing"

	"github.com/chromedp/chromedp"

	"github.com/lanewall/lanewall/internal/chromium"
)

// axeRuns is what axe-core checks on each page: everything once, on a phone by day, and once more what the colours, the
// width or the size of letters can change.
var axeRuns = []struct {
	scheme string
	width  int64
	size   int
	rules  []string // all, if none is named
}{
	{"light", 360, 1, nil},
	{"dark", 360, 1, []string{"color-contrast", "link-in-text-block"}},
	{"light", 1280, 1, []string{"color-contrast", "link-in-text-block", "target-size", "scrollable-region-focusable"}},
	{"dark", 1280, 3, []string{"color-contrast", "link-in-text-block", "target-size", "scrollable-region-focusable"}},
	{"light", 360, 3, []string{"target-size", "scrollable-region-focusable"}},
}

// axeFault is a rule and the elements that it is about.
type axeFault struct {
	ID, Help string
	Nodes    []struct {
		Target         []any
		HTML           string
		FailureSummary string
	}
}

// axeTags are the rules of WCAG 2.2 AA, and good practice beside them.
const axeTags = `["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]`

// Nobody is kept out: axe-core finds nothing on a page of any kind.
func TestAxe(t *testing.T) {
	t.Parallel()
	axe := axeSource(t)
	eachViewed(t, func(t *testing.T, tab *chromium.Tab, page viewed) {
		tab.Visit(t, page.address)
		tab.Do(t, chromedp.Evaluate[chromedp.Void](axe)) // not a script element: the page's policy forbids it
		for _, run := range axeRuns {
			if run.size > 1 && page.layout == "moved.html" {
				continue // it has one size
			}
			screen(t, tab, run.width, run.scheme)
			letters(t, tab, page, run.size)
			for _, fault := range axeFaults(t, tab, run.rules) {
				for _, node := range fault.Nodes {
					t.Errorf("%s, %d px, size %d: %s: %s\n%v %s\n%s", run.scheme, run.width, run.size, fault.ID, fault.Help, node.Target, node.HTML, node.FailureSummary)
				}
			}
		}
	})
}

// axe has to find something where something is wrong.
func TestAxeFinds(t *testing.T) {
	t.Parallel()
	axe := axeSource(t)
	tab := chromium.Open(t)
	screen(t, tab, 1280, "light") // it measures what can be seen
	tab.Do(t, chromedp.Navigate("about:blank"), chromedp.Evaluate[chromedp.Void](axe),
		chromedp.Evaluate[chromedp.Void](`document.body.innerHTML = '<main><img src=x><p style="color:#999;background:#fff">words</p></main>'`))
	var found []string
	for _, fault := range axeFaults(t, tab, nil) {
		found = append(found, fault.ID)
	}
	if got := fmt.Sprint(found); got != "[color-contrast document-title html-has-lang image-alt page-has-heading-one]" {
		t.Errorf("on a bad page axe finds %s", got)
	}
}

// axeSource is axe-core as a script, from the npm packages that the tests use.
func axeSource(t *testing.T) string {
	t.Helper()
	source, err := os.ReadFile(rootDir + "/node_modules/axe-core/axe.min.js")
	switch {
	case err != nil && os.Getenv("CI") == "true":
		t.Fatalf("no axe-core, and this is CI: npm ci (%v)", err)
	case err != nil:
		t.Skip("no axe-core (make npm): accessibility is not checked")
	}
	return string(source)
}

// axeFaults is what axe finds against the page as it is, details open: violations, and contrasts that it cannot tell.
func axeFaults(t *testing.T, tab *chromium.Tab, rules []string) []axeFault {
	t.Helper()
	only := `{type: 'tag', values: ` + axeTags + `}`
	if rules != nil {
		names, _ := json.Marshal(rules) // strings always marshal
		only = `{type: 'rule', values: ` + string(names) + `}`
	}
	return chromium.Value[[]axeFault](t, tab, `(() => {
		for (const d of document.querySelectorAll('details')) d.open = true;
		// The switch for the size of letters stands before all landmarks, or it would not work without a script.
		// Which headings stand in a text is up to whoever writes it: a table with a title may be the first thing on a sheet.
		const excused = (rule, node) => {
			const e = document.querySelector(node.target[0]);
			return rule === 'region' && e.matches('.size') || rule === 'heading-order' && e.matches('.prose *');
		};
		// Of a contrast that it cannot tell, axe says why. One sign is no text to it; what stands in a drawing or over a
		// neighbour's empty corner has the same colours as elsewhere, where it can tell.
		const untold = node => !node.any.every(a => a.data && ['shortTextContent', 'imgNode', 'bgOverlap', 'elmPartiallyObscured', 'elmPartiallyObscuring'].includes(a.data.messageKey));
		const fault = (rule, nodes) => ({ID: rule.id, Help: rule.help, Nodes: nodes.slice(0, 3).map(n => ({Target: n.target, HTML: n.html.slice(0, 200), FailureSummary: n.failureSummary}))});
		return axe.run(document, {runOnly: `+only+`, resultTypes: ['violations', 'incomplete']}).then(found =>
			found.violations.map(rule => fault(rule, rule.nodes.filter(n => !excused(rule.id, n))))
				.concat(found.incomplete.filter(rule => rule.id === 'color-contrast').map(rule => fault(rule, rule.nodes.filter(untold))))
				.filter(f => f.Nodes.length));
	})()`)
}
