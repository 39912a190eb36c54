// Package chromium is a browser for tests. A [Tab] opens pages and tells what they come to; what the browser has to say
// against them (a message on the console, a script that fails, a request that does not arrive or leaves the site) is
// kept until a test takes it. Only tests import it.
//
// No test is a race: a step that takes longer than [patience] hangs, and nothing shorter is anybody's fault.
package chromium

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	cdplog "github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// patience is how long a step may take on a machine that has a lot to do.
const patience = 3 * time.Minute

// Tab is a page in a browser.
type Tab struct {
	ctx context.Context

	mu      sync.Mutex
	allowed string
	heard   []string
}

// Open starts a browser with an empty tab. Without one the test is skipped, but not where nobody would notice.
func Open(t testing.TB) *Tab {
	t.Helper()
	if testing.Short() {
		t.Skip("a browser is not short")
	}
	program := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge"} {
		if found, err := exec.LookPath(name); err == nil {
			program = found
			break
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
	if err := chromedp.Do(ctx); err != nil { // with the browser's own context: with that of a step it would end with the step
		t.Fatal(err)
	}
	tab := &Tab{ctx: ctx}
	if err := chromedp.Listen(ctx, tab.hear); err != nil {
		t.Fatal(err)
	}
	tab.Do(t, Call(cdplog.Enable, cdp.Empty{}), Call(network.Enable, network.EnableParams{}))
	return tab
}

// Allow says how the address of a request may begin; until then it may be any.
func (tab *Tab) Allow(prefix string) {
	tab.mu.Lock()
	defer tab.mu.Unlock()
	tab.allowed = prefix
}

func (tab *Tab) hear(event any) {
	tab.mu.Lock()
	defer tab.mu.Unlock()
	switch e := event.(type) {
	case *runtime.EventConsoleAPICalled:
		tab.heard = append(tab.heard, fmt.Sprintf("console %s: %v", e.Type, e.Args))
	case *runtime.EventExceptionThrown:
		tab.heard = append(tab.heard, "exception: "+e.ExceptionDetails.Text)
	case *cdplog.EventEntryAdded:
		tab.heard = append(tab.heard, fmt.Sprintf("%s: %s %s", e.Entry.Source, e.Entry.Text, e.Entry.URL))
	case *network.EventLoadingFailed:
		if !e.Canceled { // as the picture of the tab is, by whoever goes on before it is there
			tab.heard = append(tab.heard, "request failed: "+e.ErrorText)
		}
	case *network.EventRequestWillBeSent:
		if !strings.HasPrefix(e.Request.URL, tab.allowed) {
			tab.heard = append(tab.heard, "request to "+e.Request.URL)
		}
	}
}

// Heard takes what the browser has said against the pages so far.
func (tab *Tab) Heard() []string {
	tab.mu.Lock()
	defer tab.mu.Unlock()
	heard := tab.heard
	tab.heard = nil
	return heard
}

// Quiet fails if the browser has said anything.
func (tab *Tab) Quiet(t testing.TB) {
	t.Helper()
	for _, complaint := range tab.Heard() {
		t.Error(complaint)
	}
}

// Run takes a step and gives what comes of it.
func Run[T any](t testing.TB, tab *Tab, step chromedp.Action[T]) T {
	t.Helper()
	ctx, stop := context.WithTimeout(tab.ctx, patience)
	defer stop()
	value, err := chromedp.Run(ctx, step)
	if err != nil {
		t.Fatal(err)
	}
	return value
}

// Do takes steps of which nothing comes.
func (tab *Tab) Do(t testing.TB, steps ...chromedp.Action[chromedp.Void]) {
	t.Helper()
	for _, step := range steps {
		Run(t, tab, step)
	}
}

// Visit opens a page.
func (tab *Tab) Visit(t testing.TB, address string) {
	t.Helper()
	tab.Do(t, chromedp.Navigate(address))
}

// Value is what an expression comes to in the page, or what it promises.
func Value[T any](t testing.TB, tab *Tab, expression string) T {
	t.Helper()
	return Run(t, tab, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
}

// Until waits until an expression holds, in whatever page the tab shows by then: between two of them there is none to ask.
func (tab *Tab) Until(t testing.TB, expression string) {
	t.Helper()
	ctx, stop := context.WithTimeout(tab.ctx, patience)
	defer stop()
	for {
		if holds, err := chromedp.Run(ctx, chromedp.Evaluate[bool]("!!("+expression+")")); err == nil && holds {
			return
		}
		select {
		case <-ctx.Done():
			t.Fatalf("this never holds: %s; the page is %s", expression, Value[string](t, tab, "document.title + ' ' + location.href + ' ' + scrollY"))
		case <-time.After(20 * time.Millisecond): // or the page has no time for anything else
		}
	}
}

// Screen sets the size of the window and the colours asked for, light or dark.
func (tab *Tab) Screen(t testing.TB, width, height int64, scheme string) {
	t.Helper()
	tab.Do(t,
		Call(emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{Width: width, Height: height, DeviceScaleFactor: 1, Mobile: width < 500}),
		Call(emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}}))
}

// Scripts lets pages run scripts or not.
func Scripts(run bool) chromedp.Action[chromedp.Void] {
	return Call(emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: !run})
}

// codes is the numbers of the keys that tests press.
var codes = map[string]int64{"Tab": 9, "Enter": 13, "Escape": 27, "ArrowRight": 39}

// Press presses a key and lets it go.
func Press(key string) chromedp.Action[chromedp.Void] {
	down := input.DispatchKeyEventParams{Type: "rawKeyDown", Key: key, Code: key, WindowsVirtualKeyCode: codes[key]}
	if key == "Enter" {
		down.Type, down.Text = "keyDown", "\r"
	}
	up := input.DispatchKeyEventParams{Type: "keyUp", Key: key, Code: key, WindowsVirtualKeyCode: codes[key]}
	return chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		if _, err := cdp.Call(ctx, t, input.DispatchKeyEvent, down); err != nil {
			return err
		}
		_, err := cdp.Call(ctx, t, input.DispatchKeyEvent, up)
		return err
	})
}

// Call is a command of the browser as a step.
func Call[P, R any](command cdp.Command[P, R], params P) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, command, params)
		return err
	})
}
