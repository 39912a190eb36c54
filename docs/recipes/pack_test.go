package recipes

import (
	"context"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	cdplog "github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"github.com/lanewall/lanewall/internal/civil"
	"github.com/lanewall/lanewall/internal/pack"
)

// unpacked is the packed site, unzipped by the usual program into a folder with spaces and Chinese in its name.
func unpacked(t *testing.T) string {
	t.Helper()
	unzip := program(t, "unzip")
	day, err := civil.ParseDate("2024-08-31")
	if err != nil {
		t.Fatal(err)
	}
	site := published(t)
	styles, err := filepath.Glob(filepath.Join(site, "static", "wall-*.css"))
	if err != nil || len(styles) != 1 {
		t.Fatal(styles, err)
	}
	at := filepath.Join(t.TempDir(), "board.zip")
	file, err := os.Create(at)
	if err != nil {
		t.Fatal(err)
	}
	_, err = pack.Write(file, os.DirFS(site), pack.Options{Title: "示例", Notice: "合成数据", AsOf: day, Styles: []string{"static/" + filepath.Base(styles[0])}})
	if err != nil {
		t.Fatal(err)
	}
	if err := file.Close(); err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(t.TempDir(), "U 盘", "公开栏 (2024)")
	if err := os.MkdirAll(dir, 0o777); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command(unzip, "-q", at, "-d", dir).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return dir
}

// What was packed comes out whole, is verified by sha256sum as the page in it says, and leaves behind what is not the
// site's.
func TestPackUnpacks(t *testing.T) {
	dir := unpacked(t)
	verify := func() ([]byte, error) {
		cmd := exec.Command(program(t, "sha256sum"), "-c", "--quiet", "--strict", pack.Sums)
		cmd.Dir = dir
		return cmd.CombinedOutput()
	}
	if out, err := verify(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
	files := filesOf(t, dir)
	listed := strings.Count(files[pack.Sums], "\n")
	if listed != len(files)-1 || listed < 30 || files["site/CNAME"] != "" {
		t.Errorf("%d sums of %d files", listed, len(files))
	}
	write(t, filepath.Join(dir, "site", "index.html"), "changed")
	if out, err := verify(); err == nil || !strings.Contains(string(out), "site/index.html: FAILED") {
		t.Errorf("a changed file went unnoticed: %v\n%s", err, out)
	}
}

// Every link of every page, and of the page that explains, leads to a file that is there.
func TestPackLinks(t *testing.T) {
	dir := unpacked(t)
	files := filesOf(t, dir)
	links := 0
	for name, text := range files {
		if !strings.HasSuffix(name, ".html") {
			continue
		}
		at := &url.URL{Path: "/" + name}
		for _, m := range attribute.FindAllStringSubmatch(text, -1) {
			to, err := at.Parse(m[1])
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			if _, ok := files[strings.TrimPrefix(to.Path, "/")]; !ok && to.Scheme == "" {
				t.Errorf("%s: %s leads to nothing", name, m[1])
			}
			links++
		}
	}
	if links < 200 {
		t.Errorf("only %d links", links)
	}
}

// A browser opens the page that explains, and from there the site, without a network and with nothing to complain of.
func TestPackInBrowser(t *testing.T) {
	if testing.Short() {
		t.Skip("a browser is not short")
	}
	chromium := program(t, "chromium")
	dir := unpacked(t)
	ctx, stop := chromedp.NewContext(context.Background(), chromedp.WithAllocatorOptions(chromedp.ExecPath(chromium), chromedp.NoSandbox))
	defer stop()
	if err := chromedp.Do(ctx); err != nil { // a timeout on the first run would be one of the browser
		t.Fatal(err)
	}
	ctx, stop = context.WithTimeout(ctx, time.Minute)
	defer stop()
	heard := &complaints{}
	if err := chromedp.Listen(ctx, heard.hear); err != nil {
		t.Fatal(err)
	}
	listen := chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, cdplog.Enable, cdp.Empty{})
		if err == nil {
			_, err = cdp.Call(ctx, t, network.Enable, network.EnableParams{})
		}
		return err
	})
	address := func(name string) string {
		return (&url.URL{Scheme: "file", Path: filepath.ToSlash(filepath.Join(dir, name))}).String()
	}
	if err := chromedp.Do(ctx, listen, chromedp.Navigate(address(pack.HowTo))); err != nil {
		t.Fatal(err)
	}
	home, err := chromedp.Run(ctx, chromedp.Evaluate[string](`document.querySelector("main a[href$='index.html']").href`))
	if err != nil || home != address("site/index.html") {
		t.Fatalf("the page leads to %q, want %q: %v", home, address("site/index.html"), err)
	}
	if err := chromedp.Do(ctx, chromedp.Navigate(home)); err != nil {
		t.Fatal(err)
	}
	name, err := chromedp.Run(ctx, chromedp.Evaluate[string](`document.querySelector(".masthead .name b").innerText`))
	if err != nil || name == "" {
		t.Errorf("no home page: %q, %v", name, err)
	}
	if all := heard.all(); len(all) > 0 {
		t.Errorf("the browser says:\n%s", strings.Join(all, "\n"))
	}
	write(t, filepath.Join(dir, "bad.html"), `<!doctype html><img src="nowhere.png">`)
	if err := chromedp.Do(ctx, chromedp.Navigate(address("bad.html"))); err != nil || len(heard.all()) == 0 {
		t.Errorf("a missing picture went unnoticed: %v", err)
	}
}

// complaints is what a browser says against a page.
type complaints struct {
	mu    sync.Mutex
	heard []string
}

func (c *complaints) hear(event any) {
	c.mu.Lock()
	defer c.mu.Unlock()
	switch e := event.(type) {
	case *runtime.EventConsoleAPICalled:
		c.heard = append(c.heard, fmt.Sprintf("console %s: %v", e.Type, e.Args))
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

func (c *complaints) all() []string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return append([]string(nil), c.heard...)
}
