package build

import (
	"fmt"
	"html"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/chromedp/chromedp"

	"github.com/lanewall/lanewall/internal/chromium"
)

// With LANEWALL_SCREENSHOTS=folder (make screenshots) a page of every layout of every site is photographed, by day and by
// night, narrow and wide, in plain letters and in the largest; index.html in the folder shows them side by side.
func TestScreenshots(t *testing.T) {
	folder := os.Getenv("LANEWALL_SCREENSHOTS")
	if folder == "" {
		t.Skip("LANEWALL_SCREENSHOTS names no folder")
	}
	t.Parallel()
	var mu sync.Mutex
	sites := map[string]*strings.Builder{} // a part of the sheet each
	const head = "<!doctype html><meta charset=utf-8><title>Screenshots</title><style>img{height:360px;border:1px solid #999;margin:4px;object-fit:cover;object-position:top}</style>\n"
	t.Cleanup(func() { // when all sites are through
		sheet := head
		for _, name := range slices.Sorted(maps.Keys(sites)) {
			sheet += sites[name].String()
		}
		if err := os.WriteFile(filepath.Join(folder, "index.html"), []byte(sheet), 0o666); err != nil {
			t.Error(err)
		}
	})
	eachViewed(t, func(t *testing.T, tab *chromium.Tab, page viewed) {
		mu.Lock()
		if sites[page.site] == nil {
			sites[page.site] = &strings.Builder{}
		}
		sheet := sites[page.site]
		mu.Unlock()
		tab.Visit(t, page.address)
		fmt.Fprintf(sheet, "<h2>%s · %s · %s</h2>\n", page.site, html.EscapeString(page.name), page.layout)
		for _, shot := range []struct {
			scheme string
			width  int64
			size   int
		}{{"light", 360, 1}, {"dark", 360, 1}, {"light", 360, 3}, {"light", 1280, 1}, {"dark", 1280, 1}, {"light", 1280, 3}} {
			screen(t, tab, shot.width, shot.scheme)
			letters(t, tab, page, shot.size)
			picture := chromium.Run(t, tab, chromedp.FullScreenshot(80))
			file := fmt.Sprintf("%s-%s-%s-%d-%d.jpg", page.site, strings.ReplaceAll(strings.TrimSuffix(page.name, ".html"), "/", "-"), shot.scheme, shot.width, shot.size)
			if err := os.WriteFile(filepath.Join(folder, file), picture, 0o666); err != nil {
				t.Fatal(err)
			}
			fmt.Fprintf(sheet, "<a href=%[1]q><img src=%[1]q alt=%[1]q></a>\n", file)
		}
	})
}
