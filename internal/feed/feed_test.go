package feed

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/lanewall/lanewall/internal/plan"
	"github.com/lanewall/lanewall/internal/site"
)

// Lines are cut after 75 octets or before, never within a character, and unfold to what they were.
func TestFolding(t *testing.T) {
	for _, value := range []string{"", strings.Repeat("a", 67), strings.Repeat("a", 68), strings.Repeat("里", 100), "a" + strings.Repeat("里", 100), "ab" + strings.Repeat("里", 100), strings.Repeat("😀", 60)} {
		var c contentLines
		c.line("SUMMARY", value)
		text := c.String()
		for _, line := range strings.Split(strings.TrimSuffix(text, "\r\n"), "\r\n") {
			if len(line) > 75 || !utf8.ValidString(line) {
				t.Errorf("%d octets: %q", len(line), line)
			}
		}
		if got := strings.ReplaceAll(text, "\r\n ", ""); got != "SUMMARY:"+value+"\r\n" {
			t.Errorf("%q unfolds to %q", value, got)
		}
	}
}

func TestEscaping(t *testing.T) {
	var c contentLines
	c.text("SUMMARY", "a;b,c\\d\r\ne\nBEGIN:VEVENT\x07\x00\u0085")
	if want := "SUMMARY:a\\;b\\,c\\\\d\\ne\\nBEGIN:VEVENT\r\n"; c.String() != want {
		t.Errorf("%q, want %q", c.String(), want)
	}
}

// A sitemap holds only so many addresses; more are split, and sitemap.xml lists the parts.
func TestSitemapIsSplit(t *testing.T) {
	s := &site.Site{}
	s.Config.BaseURL.V = "https://board.example/a"
	w := writer{Plan: &plan.Plan{Site: s}}
	pages := []location{{"1"}, {"2"}, {"3"}, {"4"}, {"5"}}
	for most, want := range map[int]string{5: "sitemap.xml", 2: "sitemap-1.xml sitemap-2.xml sitemap-3.xml sitemap.xml"} {
		var names []string
		var all strings.Builder
		for _, f := range w.sitemaps(pages, most) {
			names = append(names, f.Path)
			text, err := f.Render()
			if err != nil {
				t.Fatal(err)
			}
			all.Write(text)
		}
		if got := strings.Join(names, " "); got != want {
			t.Errorf("%d a file: %s, want %s", most, got, want)
		}
		for _, page := range pages {
			if strings.Count(all.String(), "<loc>"+page.Address+"</loc>") != 1 {
				t.Errorf("%d a file: page %s is not there once", most, page.Address)
			}
		}
		if listed := strings.Count(all.String(), "<loc>https://board.example/a/sitemap-"); most == 2 && listed != 3 {
			t.Errorf("the index lists %d of 3 files", listed)
		}
	}
}
