package build

import (
	"fmt"
	"html"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// With LANEWALL_SCREENSHOTS=folder (make screenshots) a page of every layout of every site is photographed, by day and by
// night, narrow and wide, in plain letters and in the largest; index.html in the folder shows them side by side.
func TestScreenshots(t *testing.T) {
	folder := os.Getenv("LANEWALL_SCREENSHOTS")
	if folder == "" {
		t.Skip("LANEWALL_SCREENSHOTS names no folder")
	}
	t.Parallel()
	ctx := browser(t)
	var sheet strings.Builder
	sheet.WriteString("<!doctype html><meta charset=utf-8><title>Screenshots</title><style>img{height:360px;border:1px solid #999;margin:4px;object-fit:cover;object-position:top}</style>\n")
	eachViewed(t, func(t *testing.T, page viewed) {
		do(t, ctx, chromedp.Navigate(page.address))
		fmt.Fprintf(&sheet, "<h2>%s · %s · %s</h2>\n", page.site, html.EscapeString(page.name), page.layout)
		for _, shot := range []struct {
			scheme string
			width  int64
			size   int
		}{{"light", 360, 1}, {"dark", 360, 1}, {"light", 360, 3}, {"light", 1280, 1}, {"dark", 1280, 1}, {"light", 1280, 3}} {
			screen(t, ctx, shot.width, shot.scheme)
			if page.layout != "moved.html" {
				letters(t, ctx, shot.size)
			}
			picture, err := chromedp.Run(ctx, chromedp.FullScreenshot(80))
			if err != nil {
				t.Fatal(err)
			}
			file := fmt.Sprintf("%s-%s-%s-%d-%d.jpg", page.site, strings.ReplaceAll(strings.TrimSuffix(page.name, ".html"), "/", "-"), shot.scheme, shot.width, shot.size)
			if err := os.WriteFile(filepath.Join(folder, file), picture, 0o666); err != nil {
				t.Fatal(err)
			}
			fmt.Fprintf(&sheet, "<a href=%[1]q><img src=%[1]q alt=%[1]q></a>\n", file)
		}
	})
	if err := os.WriteFile(filepath.Join(folder, "index.html"), []byte(sheet.String()), 0o666); err != nil {
		t.Fatal(err)
	}
}
