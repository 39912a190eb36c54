package build

import (
	"bytes"
	"compress/gzip"
	"io"
	"net/url"
	"path"
	"runtime"
	"slices"
	"strings"
	"sync"

	"golang.org/x/net/html"

	"github.com/lanewall/lanewall/internal/diag"
	"github.com/lanewall/lanewall/internal/plan"
	"github.com/lanewall/lanewall/internal/tree"
)

// Weigh renders pages and holds what a phone fetches to show them, compressed as by gzip -9, against the budgets of
// [site.Weight]. A fault of a template that shows only in rendering is found here, too.
//
// The home page and one page of each layout are always rendered; all pages only if the site has a budget for them, since
// that takes as long as a build. Of a page no more is kept than its weight.
func (r *Result) Weigh() diag.List {
	s := &scale{files: map[string]tree.File{}, sizes: map[string]func() int{}}
	for _, f := range r.Tree.Files() {
		s.files[f.Path] = f
		s.sizes[f.Path] = sync.OnceValue(func() int {
			content, err := f.Render()
			if err != nil {
				return 0 // whoever renders it to publish it says so
			}
			return compressed(content)
		})
	}
	pages := r.weighed()
	problems := make([]diag.List, len(pages))
	var group sync.WaitGroup
	next := make(chan int)
	for range runtime.GOMAXPROCS(0) {
		group.Go(func() {
			for i := range next {
				problems[i] = r.weigh(s, pages[i])
			}
		})
	}
	for i := range pages {
		next <- i
	}
	close(next)
	group.Wait()
	var all diag.List
	for _, l := range problems {
		for _, d := range l {
			if d.Code == "page-weight" || !slices.ContainsFunc(all, func(o diag.Diagnostic) bool { return o.Code == d.Code && o.Pos == d.Pos }) {
				all = append(all, d)
			}
		}
	}
	return all
}

// weighed lists the paths of the pages to render. Those of other languages have the same layouts.
func (r *Result) weighed() []string {
	every := r.Plan.Site.Config.Weight.Page.V > 0
	seen := map[string]bool{}
	var pages []string
	for _, p := range r.Plans {
		for _, l := range p.Listed() {
			if every || l.Path == homePage || !seen[l.Layout] {
				pages = append(pages, p.Prefix+l.Path)
			}
			seen[l.Layout] = true
		}
	}
	return pages
}

const homePage = "index.html"

// weigh weighs one page.
func (r *Result) weigh(s *scale, page string) diag.List {
	content, err := s.files[page].Render()
	if faults := r.fault(err); faults != nil {
		return faults
	}
	budget := r.Plan.Site.Config.Weight.Page
	if slices.ContainsFunc(r.Plans, func(p *plan.Plan) bool { return page == p.Prefix+homePage }) {
		budget = r.Plan.Site.Config.Weight.Home
	}
	if err != nil || budget.V == 0 {
		return nil
	}
	w := s.load(page, content)
	if w.all() <= budget.V*1000 {
		return nil
	}
	var problems diag.List
	w.split(content)
	pos := budget.Pos
	if pos.Source == nil {
		pos = diag.Pos{Source: &diag.Source{Name: "site.toml"}}
	}
	problems.Add("page-weight", pos, page, kilobytes(w.all()), budget.V, kilobytes(w.html), kilobytes(w.drawings), kilobytes(w.styles), kilobytes(w.scripts), kilobytes(w.pictures))
	return problems
}

// kilobytes is a size in thousands of bytes, with one decimal.
func kilobytes(bytes int) float64 { return float64((bytes+50)/100) / 10 }

// scale knows what the files weigh that pages load.
type scale struct {
	files map[string]tree.File
	sizes map[string]func() int // compressed, worked out once
}

// load is what a page makes a phone fetch before anything is touched. Pictures marked to be loaded late are not counted.
func (s *scale) load(page string, content []byte) weight {
	w := weight{html: compressed(content)}
	loaded := map[string]bool{}
	add := func(part *int, link string) {
		u, err := url.Parse(link)
		if err != nil || u.Host != "" {
			return
		}
		file := path.Join(path.Dir(page), u.Path)
		if size := s.sizes[file]; size != nil && !loaded[file] {
			loaded[file] = true
			*part += size()
		}
	}
	for z := html.NewTokenizer(bytes.NewReader(content)); z.Next() != html.ErrorToken; {
		token := z.Token()
		if token.Type != html.StartTagToken && token.Type != html.SelfClosingTagToken {
			continue
		}
		attr := attributes(token)
		switch token.Data {
		case "link":
			if slices.Contains(strings.Fields(attr["rel"]), "stylesheet") {
				add(&w.styles, attr["href"])
			}
		case "script":
			add(&w.scripts, attr["src"])
		case "img":
			if attr["loading"] != "lazy" {
				add(&w.pictures, attr["src"])
			}
		}
	}
	return w
}

func attributes(token html.Token) map[string]string {
	attr := map[string]string{}
	for _, a := range token.Attr {
		attr[a.Key] = a.Val
	}
	return attr
}

// weight is bytes, compressed.
type weight struct{ html, drawings, styles, scripts, pictures int }

func (w weight) all() int { return w.html + w.drawings + w.styles + w.scripts + w.pictures }

// split takes the drawings out of the weight of the page: what it would weigh less without them.
func (w *weight) split(content []byte) {
	var rest bytes.Buffer
	for {
		before, drawing, found := bytes.Cut(content, []byte("<svg"))
		rest.Write(before)
		if !found {
			break
		}
		if _, content, found = bytes.Cut(drawing, []byte("</svg>")); !found {
			break
		}
	}
	without := compressed(rest.Bytes())
	w.html, w.drawings = without, max(0, w.html-without)
}

var compressors = sync.Pool{New: func() any {
	z, _ := gzip.NewWriterLevel(io.Discard, gzip.BestCompression) // the level is one there is
	return z
}}

// compressed is how many bytes a server sends.
func compressed(content []byte) int {
	var n counter
	z := compressors.Get().(*gzip.Writer)
	defer compressors.Put(z)
	z.Reset(&n)
	z.Write(content) // into a counter, which takes everything
	z.Close()
	return int(n)
}

// counter counts what is written to it.
type counter int

func (c *counter) Write(p []byte) (int, error) {
	*c += counter(len(p))
	return len(p), nil
}
