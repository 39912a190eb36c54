package build

import (
	"cmp"
	"encoding/xml"
	"io"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/lanewall/lanewall/internal/diag"
	"github.com/lanewall/lanewall/internal/plan"
)

// registers are where the filing numbers in the foot of a site lead, the only links out of it.
var registers = []string{"https://beian.miit.gov.cn/", "https://beian.mps.gov.cn/"}

// faults reports each kind of fault a few times and then says how many more there are.
type faults struct {
	*testing.T
	seen map[string]int
}

func (f *faults) add(format string, args ...any) {
	f.Helper()
	if f.seen == nil {
		f.seen = map[string]int{}
	}
	if f.seen[format]++; f.seen[format] <= 5 {
		f.Errorf(format, args...)
	}
}

func (f *faults) done() {
	for format, n := range f.seen {
		if n > 5 {
			f.Errorf("… %d in all of: %s", n, format)
		}
	}
}

func TestSitesHaveNoProblems(t *testing.T) {
	eachSite(t, func(t *testing.T, b *built) {
		if problems := english(b.problems); problems != "" {
			t.Error(problems)
		}
	})
}

// Links are relative and end in a file name, so that a folder of the site works at /, at /a/b/ and from a USB stick.
func TestLinksResolve(t *testing.T) { eachSite(t, checkLinksResolve) }

func checkLinksResolve(t *testing.T, b *built) {
	f := &faults{T: t}
	ids := map[string]map[string]bool{}
	for name, page := range b.eachPage(t) {
		ids[name] = map[string]bool{}
		for _, e := range page.all(func(e *element) bool { return e.attrs["id"] != "" }) {
			ids[name][e.attrs["id"]] = true
		}
	}
	for name, page := range b.eachPage(t) {
		for _, e := range page.all(func(*element) bool { return true }) {
			for _, attr := range []string{"href", "src", "data", "poster", "action", "xlink:href"} {
				link, ok := e.attrs[attr]
				if !ok || strings.HasPrefix(link, "tel:") || slices.ContainsFunc(registers, func(r string) bool { return e.name == "a" && strings.HasPrefix(link, r) }) {
					continue
				}
				if base := b.Plan.Site.Config.BaseURL.V; base != "" && !strings.HasPrefix(link, "#") && (name == "404.html" || e.attrs["rel"] == "canonical") {
					rest, ok := strings.CutPrefix(link, base)
					if !ok {
						f.add("%s: %q does not lead to the address of the site", name, link)
					}
					if e.attrs["rel"] == "canonical" && rest != plan.Escaped(name) {
						f.add("%s says that it stands at %q", name, link)
					}
					link = relativeTo(name, rest)
				}
				u, err := url.Parse(link)
				switch {
				case err != nil:
					f.add("%s: bad link %q: %v", name, link, err)
					continue
				case u.Scheme != "" || u.Host != "" || strings.HasPrefix(link, "/"):
					f.add("%s: the link %q is not relative", name, link)
					continue
				case link == "":
					f.add("%s: an empty link: %s", name, e.words())
					continue
				}
				target := name
				if u.Path != "" {
					target = path.Join(path.Dir(name), u.Path)
					if path.Ext(target) == "" || strings.HasSuffix(u.Path, "/") {
						f.add("%s: the link %q ends in no file name", name, link)
					}
				}
				if rest, ok := strings.CutPrefix(target, "../"); ok { // of the site beside, as the other language of the documentation
					beside, file, _ := strings.Cut(rest, "/")
					if !siteBeside(beside, file) {
						f.add("%s: nothing at %q", name, link)
					}
				} else if _, ok := b.files[target]; !ok {
					f.add("%s: nothing at %q", name, link)
				} else if u.Fragment != "" && !ids[target][u.Fragment] {
					f.add("%s: no #%s for %q", name, u.Fragment, link)
				}
			}
		}
	}
	f.done()
}

// relativeTo is the link from a page to a path of the site.
func relativeTo(page, target string) string {
	return strings.Repeat("../", strings.Count(page, "/")) + target
}

// siteBeside tells whether a site has a file, by the name of its folder.
func siteBeside(name, file string) bool {
	for _, e := range manuals() {
		if e.name == name {
			_, ok := e.built().files[file]
			return ok
		}
	}
	return false
}

// Every page is reached from the home page by links; 404.html alone is not linked.
func TestPagesAreReached(t *testing.T) { eachSite(t, checkPagesAreReached) }

func checkPagesAreReached(t *testing.T, b *built) {
	parsed := b.pages(t)
	reached := map[string]bool{"index.html": true}
	for _, p := range b.Plans {
		reached[p.Prefix+"404.html"] = true
	}
	for todo := []string{"index.html"}; len(todo) > 0; todo = todo[1:] {
		page, ok := parsed[todo[0]]
		if !ok {
			continue // a file without links
		}
		for _, a := range page.named("a", "link", "form", "script", "button") {
			// data-list and data-chart name scripts that the script of the page loads.
			file, _, _ := strings.Cut(cmp.Or(a.attrs["href"], a.attrs["data-list"], a.attrs["data-chart"], a.attrs["action"], a.attrs["src"]), "#")
			target := path.Join(path.Dir(todo[0]), file)
			if file != "" && !strings.Contains(file, ":") && !reached[target] {
				reached[target] = true
				todo = append(todo, target)
			}
		}
	}
	reached["robots.txt"], reached["sitemap.xml"] = true, true // found by their names
	for _, name := range b.paths() {
		described := strings.TrimSuffix(name, "-metadata.json")                 // found by its name: CSV on the Web, section 5.2
		loaded := strings.HasPrefix(name, "search/") && path.Ext(name) == ".js" // by the script of the search page
		photo := strings.HasPrefix(name, "photos/")                             // see checkPhotosOnPages, which reads srcset too
		if !reached[name] && (described == name || !reached[described]) && !loaded && !photo {
			t.Errorf("nothing links to %s", name)
		}
	}
}

// goisms is what a mistake in a template or a format leaves in a page.
var goisms = []string{"<no value>", "&lt;no value", "%!", "NaN", "+Inf", ">nil<", "<nil>", "&lt;nil", "map[", "[]string", "(0x", "ZgotmplZ",
	"&amp;amp;", "&amp;lt;", "&amp;gt;", "&amp;quot;", "&amp;#", "{{", "}}", "&lt;b&gt;", "&lt;a ", "&lt;span", "1970-01-01", "0001-01-01", "+Infinity"}

// options is the data of interactive charts: JSON ends in braces as templates do. What it says is compared with the tables.
var options = regexp.MustCompile(`<script type="application/json">[^<]*</script>`)

func TestPagesAreClean(t *testing.T) { eachSite(t, checkPagesAreClean) }

func checkPagesAreClean(t *testing.T, b *built) {
	f := &faults{T: t}
	for _, name := range b.paths() {
		text := b.files[name]
		if slices.Contains([]string{".css", ".js", ".jpg", ".png"}, path.Ext(name)) {
			continue
		}
		words := options.ReplaceAllString(text, "")
		for _, trace := range goisms {
			if at := strings.Index(words, trace); at >= 0 {
				f.add("%s: %q in %q", name, trace, words[max(0, at-40):min(len(words), at+60)])
			}
		}
		if strings.HasPrefix(text, "\ufeff") || strings.Contains(text, "\x00") || strings.ToValidUTF8(text, "") != text {
			f.add("%s: stray bytes", name)
		}
	}
	f.done()
}

func TestPageFrame(t *testing.T) { eachSite(t, checkPageFrame) }

func checkPageFrame(t *testing.T, b *built) {
	f := &faults{T: t}
	config := b.Plan.Site.Config
	if config.Notice.Empty() {
		t.Fatal("the site has no notice")
	}
	titles := map[string]string{}
	for full, page := range b.eachPage(t) {
		prefix, lang := b.languageOf(full)
		name, notice := strings.TrimPrefix(full, prefix), config.Notice.In(lang, config.Language)
		if !strings.HasPrefix(b.files[full], "<!doctype html>\n<html lang=\""+lang+"\">\n<head>\n<meta charset=\"utf-8\">") {
			f.add("%s: does not begin with doctype, lang and charset", name)
		}
		if n := strings.Count(page.named("body")[0].words(), notice); n == 0 {
			f.add("%s: the site's notice is missing", name)
		}
		if n := len(page.named("h1")); n != 1 {
			f.add("%s: %d h1", name, n)
		}
		if n := len(page.named("main")); n != 1 {
			f.add("%s: %d main", name, n)
		}
		csp := page.all(func(e *element) bool {
			return e.attrs["http-equiv"] == "Content-Security-Policy" && e.attrs["content"] == "default-src 'self'"
		})
		if len(csp) != 1 || !csp[0].in("head") {
			f.add("%s: no CSP", name)
		}
		if len(page.all(func(e *element) bool { return e.attrs["name"] == "viewport" })) != 1 {
			f.add("%s: no viewport", name)
		}
		title := page.named("title")[0].words()
		switch other, taken := titles[prefix+title]; {
		case title == "" || strings.HasPrefix(title, "·"):
			f.add("%s: no title: %q", name, title)
		// The home page is the latest board, which also stands at an address of its own. An indicator may be called
		// what its ledger is called: the crumbs tell them apart.
		case taken && name != "index.html" && other != "index.html" && strings.HasPrefix(name, "statistics/") == strings.HasPrefix(other, "statistics/"):
			f.add("%s and %s have the same title: %s", name, other, title)
		case !taken || other == "index.html":
			titles[prefix+title] = name
		}
	}
	f.done()
}

// The CSP forbids inline style and script; a page that had one would look broken and nobody would know why.
func TestNothingInline(t *testing.T) { eachSite(t, checkNothingInline) }

func checkNothingInline(t *testing.T, b *built) {
	f := &faults{T: t}
	for name, page := range b.eachPage(t) {
		for _, e := range page.all(func(*element) bool { return true }) {
			if e.name == "style" || e.name == "script" && e.attrs["src"] == "" && e.attrs["type"] != "application/json" {
				f.add("%s: inline <%s>", name, e.name)
			}
			if _, ok := e.attrs["style"]; ok {
				f.add("%s: a style attribute on <%s>", name, e.name)
			}
			for attr, value := range e.attrs {
				if strings.HasPrefix(attr, "on") || strings.HasPrefix(strings.TrimSpace(value), "javascript:") {
					f.add("%s: a script in %s of <%s>", name, attr, e.name)
				}
			}
		}
	}
	f.done()
}

func TestIDsAreUnique(t *testing.T) { eachSite(t, checkIDsAreUnique) }

func checkIDsAreUnique(t *testing.T, b *built) {
	f := &faults{T: t}
	for name, page := range b.eachPage(t) {
		ids := map[string]bool{}
		for _, e := range page.all(func(e *element) bool { _, ok := e.attrs["id"]; return ok }) {
			id := e.attrs["id"]
			if ids[id] || id == "" || strings.ContainsAny(id, " \t\n") {
				f.add("%s: id %q is taken or not one", name, id)
			}
			ids[id] = true
		}
		for _, e := range page.all(func(*element) bool { return true }) {
			for _, attr := range []string{"for", "aria-labelledby", "aria-describedby", "aria-controls"} {
				for _, id := range strings.Fields(e.attrs[attr]) {
					if !ids[id] {
						f.add("%s: %s=%q names nothing", name, attr, id)
					}
				}
			}
		}
	}
	f.done()
}

func TestTablesAreLabelled(t *testing.T) { eachSite(t, checkTablesAreLabelled) }

func checkTablesAreLabelled(t *testing.T, b *built) {
	f := &faults{T: t}
	tables := 0
	for name, page := range b.eachPage(t) {
		for _, table := range page.named("table") {
			tables++
			// Markdown has no way to write a caption; the words before such a table do for one.
			markdown := table.parent.attrs["class"] == "table" && table.parent.parent.attrs["class"] == "prose"
			if captions := table.named("caption"); !markdown && (len(captions) != 1 || captions[0].words() == "") {
				f.add("%s: a table without one caption", name)
			}
			heads := table.named("th")
			if len(heads) == 0 {
				f.add("%s: a table without header cells", name)
			}
			for _, th := range heads {
				if scope := th.attrs["scope"]; scope != "col" && scope != "row" {
					f.add("%s: a header cell without scope: %s", name, th.words())
				}
			}
			width := 0
			for _, tr := range table.named("tr") {
				n := 0
				for _, cell := range tr.named("th", "td") {
					span, _ := strconv.Atoi(cell.attrs["colspan"])
					n += max(1, span)
				}
				if width == 0 {
					width = n
				} else if n != width {
					f.add("%s: a row of %d cells in a table of %d columns: %s", name, n, width, tr.words())
				}
			}
		}
	}
	if tables < 300 {
		t.Errorf("only %d tables", tables)
	}
	f.done()
}

// A chart is a drawing that says in words what it is, inside a figure with its title, and the same as a table.
func TestChartsHaveTables(t *testing.T) { eachSite(t, checkChartsHaveTables) }

func checkChartsHaveTables(t *testing.T, b *built) {
	f := &faults{T: t}
	charts := 0
	for name, page := range b.eachPage(t) {
		for _, svg := range page.named("svg") {
			charts++
			figure := svg.parent
			for figure != nil && figure.name != "figure" {
				figure = figure.parent
			}
			if figure == nil {
				f.add("%s: a drawing outside a figure", name)
				continue
			}
			if captions := figure.named("figcaption"); len(captions) != 1 || captions[0].words() == "" {
				f.add("%s: a chart without a title", name)
			}
			if tables := figure.named("table"); len(tables) != 1 || len(tables[0].named("td")) == 0 {
				f.add("%s: a chart without its table: %s", name, figure.attrs["id"])
			}
			label := svg.attrs["aria-label"]
			for _, id := range strings.Fields(svg.attrs["aria-labelledby"]) {
				for _, e := range svg.all(func(e *element) bool { return e.attrs["id"] == id }) {
					label += e.words()
				}
			}
			if svg.attrs["role"] != "img" || label == "" {
				f.add("%s: a drawing without a name: %v", name, svg.attrs)
			}
			if svg.attrs["viewBox"] == "" {
				f.add("%s: a drawing without viewBox", name)
			}
		}
	}
	if charts < 100 {
		t.Errorf("only %d charts", charts)
	}
	f.done()
}

// Inline drawings are XML on their own too: somebody will save one as a file.
func TestDrawingsAreXML(t *testing.T) { eachSite(t, checkDrawingsAreXML) }

func checkDrawingsAreXML(t *testing.T, b *built) {
	f := &faults{T: t}
	number := regexp.MustCompile(`NaN|Inf|e[+-]\d\d`)
	for _, name := range b.paths() {
		text := b.files[name]
		if !strings.HasSuffix(name, ".html") {
			continue
		}
		for rest := text; ; {
			start := strings.Index(rest, "<svg")
			if start < 0 {
				break
			}
			end := strings.Index(rest[start:], "</svg>")
			if end < 0 {
				f.add("%s: <svg> without end", name)
				break
			}
			drawing := rest[start : start+end+len("</svg>")]
			rest = rest[start+end:]
			d := xml.NewDecoder(strings.NewReader(drawing))
			for {
				token, err := d.Token()
				if err == io.EOF {
					break
				}
				if err != nil {
					f.add("%s: a drawing is not XML: %v", name, err)
					break
				}
				if e, ok := token.(xml.StartElement); ok {
					for _, a := range e.Attr {
						if a.Name.Local != "id" && a.Name.Local != "aria-label" && number.MatchString(a.Value) {
							f.add("%s: <%s %s=%q>", name, e.Name.Local, a.Name.Local, a.Value)
						}
					}
				}
			}
		}
	}
	f.done()
}

// Headings follow each other without a step left out, and none is empty.
func TestHeadingsStepByStep(t *testing.T) { eachSite(t, checkHeadingsStepByStep) }

func checkHeadingsStepByStep(t *testing.T, b *built) {
	f := &faults{T: t}
	for name, page := range b.eachPage(t) {
		last := 0
		for _, h := range page.named("h1", "h2", "h3", "h4", "h5", "h6") {
			level := int(h.name[1] - '0')
			// The title of a block of rows is h3 wherever in a text it stands, above the first heading too.
			block := level == 3 && last == 1 && h.parent.attrs["class"] == "prose" && h.attrs["id"] == ""
			if level > last+1 && !block {
				f.add("%s: %s after h%d: %s", name, h.name, last, h.words())
			}
			if h.words() == "" {
				f.add("%s: an empty %s", name, h.name)
			}
			last = level
		}
	}
	f.done()
}

// What a link says is enough to know where it leads.
func TestLinksSpeak(t *testing.T) { eachSite(t, checkLinksSpeak) }

func checkLinksSpeak(t *testing.T, b *built) {
	f := &faults{T: t}
	for name, page := range b.eachPage(t) {
		for _, a := range page.named("a") {
			if a.words() == "" && a.attrs["aria-label"] == "" && !slices.ContainsFunc(a.named("img"), func(img *element) bool { return img.attrs["alt"] != "" }) {
				f.add("%s: a link to %s without words", name, a.attrs["href"])
			}
		}
		for _, list := range page.named("ul", "ol") {
			for _, c := range list.children {
				if c.name != "" && c.name != "li" {
					f.add("%s: <%s> in a list", name, c.name)
				}
			}
			if len(list.named("li")) == 0 {
				f.add("%s: an empty list in <%s>", name, list.parent.name)
			}
		}
	}
	f.done()
}

// Nothing on a page says what a reader cannot use: no link to a neighbour of the published folder.
func TestOnlyOwnFiles(t *testing.T) { eachSite(t, checkOnlyOwnFiles) }

func checkOnlyOwnFiles(t *testing.T, b *built) {
	for _, name := range b.paths() {
		if path.Clean(name) != name || strings.HasPrefix(name, "/") || strings.HasPrefix(name, "../") || strings.ContainsAny(name, `\:*?"<>|`) {
			t.Errorf("bad path %q", name)
		}
		if slices.ContainsFunc([]rune(name), func(r rune) bool { return r > 126 }) {
			t.Errorf("%q: paths are ASCII: a USB stick or an archive may spoil others", name)
		}
	}
	if n := b.problems.Count(diag.Error); n != 0 {
		t.Error(n)
	}
}
