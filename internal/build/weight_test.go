package build

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/lanewall/lanewall/internal/diag"
	"github.com/lanewall/lanewall/internal/site"
)

// The home pages of the examples, with all their charts, are within the default budget, and so is every other page.
func TestPagesAreLight(t *testing.T) {
	eachExample(t, func(t *testing.T, e *example) {
		b := e.built().must(t)
		if budget := b.Plan.Site.Config.Weight.Home.V; budget != 60 {
			t.Errorf("the budget of the home page is %d", budget)
		}
		if problems := b.Weigh(); len(problems) > 0 {
			t.Error(english(problems))
		}
	})
}

// heavy is a small site whose home page has 3 KB of text that does not compress, styles and a picture.
func heavy(weight string) fstest.MapFS {
	var words strings.Builder
	for i := range 1000 {
		words.WriteRune(rune(0x4e00 + i*7919%20000))
	}
	return fstest.MapFS{
		"site.toml":           {Data: []byte("format = 1\nid = 'x.example'\ntitle = '公开栏'\nissuer = '示例街道'\nas_of = 2024-08-31\n[[level]]\nid = 'lane'\ntitle = '里巷'\n" + weight)},
		"data/units.toml":     {Data: []byte("[[unit]]\nid = 'jia'\nname = '甲里'\nkind = 'lane'\n")},
		"content/index.md":    {Data: []byte("+++\ntitle = '首页'\n+++\n\n" + words.String() + "\n\n![图](a.png)\n")},
		"content/a.png":       {Data: []byte(strings.Repeat("x", 100) + words.String())},
		"content/about/it.md": {Data: []byte("+++\ntitle = '说明'\n+++\n\n" + words.String() + "\n")},
	}
}

func TestWeighing(t *testing.T) {
	for _, test := range []struct {
		name, weight, want string
	}{
		{"within the default", "", ""},
		{"the home page", "[weight]\nhome = 2\n", "index.html"},
		{"other pages", "[weight]\npage = 2\n", "about/it/index.html"},
		{"enough for both", "[weight]\nhome = 60\npage = 60\n", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			result, problems := Build(heavy(test.weight), site.Options{})
			if problems.Count(diag.Error) > 0 {
				t.Fatal(english(problems))
			}
			var found []string
			for _, d := range result.Weigh() {
				if d.Code != "page-weight" {
					t.Errorf("%s: %s", d.Code, d.Format(diag.English))
				}
				found = append(found, d.Args[0].(string))
			}
			if all := strings.Join(found, " "); !strings.Contains(all, test.want) || test.want == "" && all != "" {
				t.Errorf("over budget: %q, want %q", all, test.want)
			}
		})
	}
}

// A page is as heavy as what it loads at once: pictures that are loaded late are not counted, a style once.
func TestLoad(t *testing.T) {
	s := &scale{sizes: map[string]func() int{}}
	for name, size := range map[string]int{"a/b.css": 10, "a/c.js": 200, "d.png": 3000, "late.png": 40000} {
		s.sizes[name] = func() int { return size }
	}
	page := []byte(`<link rel="stylesheet" href="b.css"><link rel="stylesheet" href="b.css"><link rel="alternate" href="c.js"><script src="c.js"></script>` +
		`<img src="../d.png"><img src="../late.png" loading="lazy"><script src="https://elsewhere.example/c.js"></script>`)
	if w := s.load("a/index.html", page); w.styles != 10 || w.scripts != 200 || w.pictures != 3000 {
		t.Errorf("%+v", w)
	}
	w := weight{html: compressed([]byte("text<svg>drawing</svg>text"))}
	all := w.html
	w.split([]byte("text<svg>drawing</svg>text"))
	if w.all() != all || w.drawings == 0 {
		t.Errorf("%d split into %+v", all, w)
	}
}

// A fault of a template that shows only in rendering is found by weighing.
func TestWeighingFindsFaults(t *testing.T) {
	folder := heavy("")
	folder["themes/wall/templates/article.html"] = &fstest.MapFile{Data: []byte(`{{template "top" .}}<h1>{{.Titel}}</h1>{{template "bottom" .}}`)}
	result, problems := Build(folder, site.Options{})
	if problems.Count(diag.Error) > 0 {
		t.Fatal(english(problems))
	}
	if found := english(result.Weigh()); !strings.Contains(found, "article.html:1:") {
		t.Errorf("found %q", found)
	}
}
