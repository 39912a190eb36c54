package build

import (
	"mime"
	"net/http"
	"net/http/httptest"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/lanewall/lanewall/internal/chromium"
)

// mostFollowed bounds the links that are followed in the browser; TestLinksResolve has them all.
const mostFollowed = 12

// The same files work at the top of a server, below folders of one and from a USB stick: the links of the home page,
// followed in the browser, lead to pages of their name that find their styles.
func TestAddresses(t *testing.T) {
	t.Parallel()
	b := root(t)
	var pages []string
	for name := range b.files {
		if strings.HasSuffix(name, ".html") {
			pages = append(pages, name)
		}
	}
	handler := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		name := strings.TrimPrefix(strings.TrimPrefix(r.URL.Path, "/a/b"), "/")
		text, ok := b.files[name]
		if !ok {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", mime.TypeByExtension(path.Ext(name)))
		w.Write([]byte(text))
	})
	server := httptest.NewServer(handler)
	defer server.Close()
	for _, at := range []string{server.URL + "/", server.URL + "/a/b/", fileURL(spread(t, b, pages), "") + "/"} {
		t.Run(strings.Replace(at, server.URL, "", 1)[:1]+path.Base(path.Dir(at)), func(t *testing.T) {
			tab := chromium.Open(t)
			tab.Allow(at)
			tab.Visit(t, at+"index.html")
			links := chromium.Value[[]string](t, tab, `[...document.querySelectorAll('a[href]')].map(a => a.href.split('#')[0])`)
			slices.Sort(links)
			links = slices.DeleteFunc(slices.Compact(links), func(link string) bool { return path.Ext(link) != ".html" })
			if len(links) < mostFollowed {
				t.Fatalf("only %d links on the home page", len(links))
			}
			for i := range mostFollowed {
				link := links[i*len(links)/mostFollowed]
				name, ok := strings.CutPrefix(link, at)
				if !ok {
					t.Errorf("the link %s leads out of %s", link, at)
					continue
				}
				tab.Visit(t, link)
				got := chromium.Value[layout](t, tab, measure)
				if title := chromium.Value[string](t, tab, `document.title`); !strings.Contains(b.files[name], "<title>"+title+"</title>") || !got.Styled {
					t.Errorf("%s: the page is called %q, styles: %t", link, title, got.Styled)
				}
			}
			tab.Quiet(t)
		})
	}
}
