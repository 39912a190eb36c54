package build

import (
	"path"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/lanewall/lanewall/internal/diag"
	"github.com/lanewall/lanewall/internal/site"
)

// 404.html is shown at any address. Where the site says where it stands, no link of the page depends on that; else all
// are relative, as everywhere.
func TestMissingPageAtAnyAddress(t *testing.T) {
	for base, start := range map[string]string{
		"": "", "https://board.example": "https://board.example/", "https://pages.example/a/b/": "https://pages.example/a/b/",
	} {
		files := fstest.MapFS{
			"site.toml": {Data: []byte("format = 1\nid = 'x.example'\ntitle = '公开栏'\nissuer = '示例街道'\nas_of = 2024-08-31\nlanguages = ['zh-Hans', 'en']\nbase_url = '" + base +
				"'\n[[level]]\nid = 'lane'\ntitle = '里巷'\n[[menu]]\ntitle = '公告'\nto = 'notices/index.html'\n[[menu]]\ntitle = '上级'\nto = 'https://district.example/'\n[[menu]]\ntitle = '旁边'\nto = '../beside/index.html'\n[report]\n")},
			"data/units.toml": {Data: []byte("[[unit]]\nid = 'jia'\nname = '甲里'\nkind = 'lane'\n")},
		}
		result, problems := Build(files, site.Options{})
		if problems.Count(diag.Error) > 0 {
			t.Fatal(problems[0].Format(diag.English))
		}
		links := 0
		for _, f := range result.Tree.Files() {
			content, err := f.Render()
			if err != nil {
				t.Fatal(err)
			}
			if path.Base(f.Path) != "404.html" {
				if !strings.HasSuffix(f.Path, ".html") { // feeds and sitemaps have absolute addresses
					continue
				}
				content = regexp.MustCompile(`<link rel="(canonical|alternate)" [^>]*>`).ReplaceAll(content, nil) // for search engines
				if base != "" && strings.Contains(string(content), `="`+base) {
					t.Errorf("%s leads to %s", f.Path, base)
				}
				continue
			}
			for _, m := range regexp.MustCompile(`(?:href|src|action)="([^"#]+)"`).FindAllSubmatch(content, -1) {
				href := string(m[1])
				if href == "https://district.example/" {
					continue
				}
				links++
				if after, ok := strings.CutPrefix(href, start); !ok || strings.Contains(after, "://") || strings.HasPrefix(after, "/") {
					t.Errorf("base_url %q: %s", base, href)
				}
			}
		}
		if links < 5 {
			t.Errorf("base_url %q: only %d links", base, links)
		}
	}
}
