package bench

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// BenchmarkServe runs the program's preview and a browser with the site's first page open, and saves a ledger with a row
// more or a row fewer: ms/edit is the median of the time from the save until the page has the new number in it.
//
//	go test ./bench -run - -bench Serve
func BenchmarkServe(b *testing.B) {
	program := filepath.Join(b.TempDir(), "lanewall")
	run(b, "go", "build", "-o", program, "../cmd/lanewall")
	for _, s := range []struct {
		name, file, indicator string
		row                   func(text string) string // one that counts in the number
		folder                func(b *testing.B) string
	}{
		{"yejin", "data/cases/2024-08.toml", "cases-solved", firstRow, func(b *testing.B) string {
			folder := b.TempDir()
			run(b, "cp", "-r", "../site.toml", "../data", "../content", folder)
			return folder
		}},
		{"jiangan-400000", "data/cases/2019-10.toml", "cases-received", lastRow, func(b *testing.B) string {
			folder := b.TempDir()
			run(b, "go", "-C", "..", "run", "./examples/synth", "-site", "jiangan", "-cases", "400000", "-o", folder)
			return folder
		}},
	} {
		b.Run(s.name, func(b *testing.B) {
			folder := s.folder(b)
			page := open(b, preview(b, program, folder))
			edits(b, page, filepath.Join(folder, s.file), s.indicator, s.row)
		})
	}
}

func run(b *testing.B, name string, args ...string) {
	b.Helper()
	if out, err := exec.Command(name, args...).CombinedOutput(); err != nil {
		b.Fatalf("%s: %v\n%s", name, err, out)
	}
}

// preview starts the program and gives the address it tells.
func preview(b *testing.B, program, folder string) string {
	cmd := exec.Command(program, "serve", "--source", folder, "--port", "0")
	out, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { cmd.Process.Kill(); cmd.Wait() })
	lines := bufio.NewScanner(out)
	for address := regexp.MustCompile(`http://\S+/`); lines.Scan(); {
		if found := address.FindString(lines.Text()); found != "" {
			go func() {
				for lines.Scan() { // the program waits while nobody reads
				}
			}()
			return found
		}
	}
	b.Fatal("the preview tells no address")
	return ""
}

// open opens a page in a browser.
func open(b *testing.B, address string) context.Context {
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "chrome"} {
		program, err := exec.LookPath(name)
		if err != nil {
			continue
		}
		ctx, stop := chromedp.NewContext(context.Background(), chromedp.WithAllocatorOptions(chromedp.ExecPath(program), chromedp.NoSandbox))
		b.Cleanup(stop)
		if err := chromedp.Do(ctx); err != nil {
			b.Fatal(err)
		}
		ctx, stop = context.WithTimeout(ctx, 10*time.Minute)
		b.Cleanup(stop)
		if err := chromedp.Do(ctx, chromedp.Navigate(address)); err != nil {
			b.Fatal(err)
		}
		return ctx
	}
	b.Skip("no Chromium on the PATH")
	return nil
}

const header = "[[case]]"

func firstRow(text string) string { return header + strings.Split(text, header)[1] }
func lastRow(text string) string  { return text[strings.LastIndex(text, header):] }

// edits saves a ledger with one of its rows twice, under another id, and as it was, in turn.
func edits(b *testing.B, page context.Context, file, indicator string, pick func(string) string) {
	text, err := os.ReadFile(file)
	if err != nil {
		b.Fatal(err)
	}
	row := pick(string(text))
	id := strings.Split(row, `"`)[1]
	more := slices.Concat(text, []byte("\n"+strings.Replace(row, id, id+"-x", 1)))
	number := fmt.Sprintf(`+document.querySelector('a.n[href*="statistics/%s/"] b').textContent.replace(/,/g, '')`, indicator)
	before, err := chromedp.Run(page, chromedp.Evaluate[int](number))
	if err != nil {
		b.Fatal(err)
	}
	var took []float64
	for i := 0; b.Loop(); i++ {
		want, content := before+1, more
		if i%2 == 1 {
			want, content = before, text
		}
		took = append(took, edit(b, page, file, content, number+"==="+strconv.Itoa(want)))
	}
	slices.Sort(took)
	b.ReportMetric(took[len(took)/2], "ms/edit")
	b.ReportMetric(took[len(took)-1], "ms-slowest")
}

// edit saves a file and gives the milliseconds until something holds of the page, by the browser's clock.
func edit(b *testing.B, page context.Context, file string, content []byte, holds string) float64 {
	watch := fmt.Sprintf(`window.there = new Promise(done => {
		const look = () => { if (%s) { watcher.disconnect(); done(performance.timeOrigin + performance.now()); } };
		const watcher = new MutationObserver(look);
		watcher.observe(document.body, { subtree: true, childList: true, characterData: true });
	}); 0`, holds)
	if _, err := chromedp.Run(page, chromedp.Evaluate[int](watch)); err != nil {
		b.Fatal(err)
	}
	start := time.Now()
	if err := os.WriteFile(file, content, 0o600); err != nil {
		b.Fatal(err)
	}
	there, err := chromedp.Run(page, chromedp.Evaluate[float64]("window.there", chromedp.EvalAwaitPromise))
	if err != nil {
		b.Fatal(err)
	}
	return there - float64(start.UnixMicro())/1000
}
