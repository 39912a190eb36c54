package build

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	cdplog "github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// browsed are pages of each layout.
var browsed = []string{
	"index.html", "units/jia/2024-08/index.html", "units/east/index.html", "units/index.html", "statistics/cases-on-time/index.html",
	"cases/2024-08/index.html", "notices/2024-08-30-finance/index.html", "statistics/index.html", "about/published/index.html", "404.html",
}

// The pages, opened from a folder as from a USB stick, in a real browser: at the width of a small phone, a phone and a
// desk, by day and by night. With LANEWALL_SCREENSHOTS=folder they are photographed.
func TestBrowser(t *testing.T) {
	if testing.Short() {
		t.Skip("a browser is not short")
	}
	dir := t.TempDir()
	if _, faults, err := root(t).Publish(dir); err != nil || len(faults) > 0 {
		t.Fatal(err, english(faults))
	}
	ctx := browser(t)
	seen := &complaints{}
	if err := chromedp.Listen(ctx, seen.hear); err != nil {
		t.Fatal(err)
	}
	if err := chromedp.Do(ctx, call(cdplog.Enable, cdp.Empty{}), call(network.Enable, network.EnableParams{})); err != nil {
		t.Fatal(err)
	}
	for _, name := range browsed {
		t.Run(name, func(t *testing.T) {
			address := "file://" + filepath.ToSlash(filepath.Join(dir, name))
			with := look(t, ctx, address, name)
			if with == "" {
				t.Fatal("the page is empty")
			}
			if err := chromedp.Do(ctx, scripts(false), chromedp.Navigate(address)); err != nil {
				t.Fatal(err)
			}
			without, err := chromedp.Run(ctx, chromedp.Evaluate[layout](measure))
			if err != nil || without.Text != with {
				t.Errorf("without JavaScript the page reads differently: %v", err)
			}
			if err := chromedp.Do(ctx, scripts(true)); err != nil {
				t.Fatal(err)
			}
			for _, complaint := range seen.take() {
				t.Error(complaint)
			}
		})
	}
	// The listener has to hear something when something is wrong, or all this is for nothing.
	bad := filepath.Join(dir, "bad.html")
	if err := os.WriteFile(bad, []byte(`<!doctype html><meta http-equiv="Content-Security-Policy" content="default-src 'self'"><p style="color:red">x<img src="nowhere.png">`), 0o666); err != nil {
		t.Fatal(err)
	}
	if err := chromedp.Do(ctx, chromedp.Navigate("file://"+filepath.ToSlash(bad))); err != nil {
		t.Fatal(err)
	}
	if heard := strings.Join(seen.take(), "\n"); !strings.Contains(heard, "Content Security Policy") || !strings.Contains(heard, "ERR_FILE_NOT_FOUND") {
		t.Errorf("an inline style and a missing picture went unnoticed: %q", heard)
	}
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

// measure opens what can be opened and looks for what sticks out to the right, unless it may be scrolled to.
const measure = `(() => {
	for (const d of document.querySelectorAll('details')) d.open = true;
	const width = document.documentElement.clientWidth, wide = [];
	const hidden = e => e && (['auto', 'scroll', 'hidden', 'clip'].includes(getComputedStyle(e).overflowX) || hidden(e.parentElement));
	for (const e of document.body.querySelectorAll('*')) {
		const box = e.getBoundingClientRect();
		if (box.width > 0 && box.right > width + 0.5 && !hidden(e)) wide.push(e.tagName + '.' + (e.getAttribute('class') || '') + ' ' + box.right.toFixed(1) + ' ' + e.textContent.slice(0, 12));
	}
	return { Text: document.body.innerText, Scroll: document.documentElement.scrollWidth, Width: width, Wide: wide.slice(0, 5),
		Styled: [...document.styleSheets].some(s => s.ownerNode.tagName === 'LINK'), Paper: getComputedStyle(document.body).backgroundColor };
})()`

// look opens a page and measures it in every size and light; it gives the page's words.
func look(t *testing.T, ctx context.Context, address, name string) string {
	t.Helper()
	var text string
	papers := map[string]string{}
	if err := chromedp.Do(ctx, chromedp.Navigate(address)); err != nil {
		t.Fatal(err)
	}
	for _, scheme := range []string{"dark", "light"} {
		for _, width := range []int64{320, 360, 1280} {
			err := chromedp.Do(ctx,
				call(emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{Width: width, Height: 800, DeviceScaleFactor: 1, Mobile: width < 500}),
				call(emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}}))
			if err != nil {
				t.Fatal(err)
			}
			l, err := chromedp.Run(ctx, chromedp.Evaluate[layout](measure))
			if err != nil {
				t.Fatal(err)
			}
			if l.Scroll > l.Width || len(l.Wide) > 0 {
				t.Errorf("%s, %d px: %d wide in a window of %d: %q", scheme, width, l.Scroll, l.Width, l.Wide)
			}
			if !l.Styled {
				t.Errorf("%s, %d px: no style sheet", scheme, width)
			}
			papers[scheme], text = l.Paper, l.Text
			if folder := os.Getenv("LANEWALL_SCREENSHOTS"); folder != "" {
				picture, err := chromedp.Run(ctx, chromedp.FullScreenshot(100))
				if err != nil {
					t.Fatal(err)
				}
				file := fmt.Sprintf("%s-%s-%d.png", strings.ReplaceAll(strings.TrimSuffix(name, ".html"), "/", "-"), scheme, width)
				if err := os.WriteFile(filepath.Join(folder, file), picture, 0o666); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	if papers["dark"] == papers["light"] {
		t.Errorf("by night the page is as by day: %s", papers["dark"])
	}
	return text
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
	heard []string
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
		c.heard = append(c.heard, fmt.Sprintf("%s: %s %s", e.Entry.Source, e.Entry.Text, e.Entry.URL))
	case *network.EventLoadingFailed:
		c.heard = append(c.heard, "request failed: "+e.ErrorText)
	case *network.EventRequestWillBeSent:
		if !strings.HasPrefix(e.Request.URL, "file://") {
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

// browser starts a Chromium. Without one the test is skipped, but not where nobody would notice.
func browser(t *testing.T) context.Context {
	t.Helper()
	path := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge"} {
		if found, err := exec.LookPath(name); err == nil && path == "" {
			path = found
		}
	}
	switch {
	case path == "" && os.Getenv("CI") == "true":
		t.Fatal("no Chromium on the PATH, and this is CI: install one")
	case path == "":
		t.Skip("no Chromium on the PATH: the pages are not looked at in a browser")
	}
	ctx, stop := chromedp.NewContext(context.Background(), chromedp.WithAllocatorOptions(chromedp.ExecPath(path), chromedp.NoSandbox))
	t.Cleanup(stop)
	if err := chromedp.Do(ctx); err != nil { // a timeout on the first run would be one of the browser
		t.Fatal(err)
	}
	ctx, stop = context.WithTimeout(ctx, time.Minute)
	t.Cleanup(stop)
	return ctx
}
