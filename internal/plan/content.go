package plan

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"github.com/lanewall/lanewall/internal/civil"
	"github.com/lanewall/lanewall/internal/diag"
	"github.com/lanewall/lanewall/internal/markdown"
	"github.com/lanewall/lanewall/internal/site"
)

// Notice is a page of content/notices.
type Notice struct {
	Head
	Date, ISODate          string
	Source, Author, Editor string
	Until                  string // last day of its display period
	Body                   *Prose
	Shots                  []Shots
	Previous, Next         *Link
	All                    Link
}

// Notices is the list of them.
type Notices struct {
	Head
	Current []NoticeEntry // still on display at the horizon
	Years   []NoticeYear
}

// NoticeYear is the notices of a year, the latest first.
type NoticeYear struct {
	Year    string
	Notices []NoticeEntry
}

// NoticeEntry is a notice in the list.
type NoticeEntry struct {
	Link
	Date, ISODate, Source, Until, Summary string
}

// Article is any other page of content/.
type Article struct {
	Head
	Body     *Prose
	Shots    []Shots
	Siblings []MenuLink // the pages of the same folder
}

const noticesPath = "notices/index.html"

func (m *maker) listContent() {
	notices := m.notices()
	m.page(noticesPath, "notices", m.Words.Say("notices-title"), noticesPath, func(h Head) Page { return m.noticeList(h, notices) })
	for i, page := range notices {
		m.contentPage(page, "notice", noticesPath, func(h Head) Page { return m.notice(h, notices, i) })
	}
	for _, page := range m.content {
		if page.Section() != "notices" && !isPoster(page) {
			m.contentPage(page, "article", sectionPath(page), func(h Head) Page { return m.article(h, page) })
		}
	}
	for _, picture := range m.Site.Pictures {
		m.file(picture)
		m.Pictures = append(m.Pictures, Picture{From: "content/" + picture, Path: picture})
	}
}

// sectionPath is the page that the menu leads to for the section of a page: its first, or of a page in none the home page.
func sectionPath(page *site.Page) string {
	if page.Section() == "" {
		return homePath
	}
	return page.Section() + "/index.html"
}

// contentPage notes a page of content/, unless the site makes a page at that address itself.
func (m *maker) contentPage(page *site.Page, layout, section string, make func(Head) Page) {
	target := contentPath(page)
	if m.paths[target] {
		m.problems.Add("taken-path", page.Pos, target)
		return
	}
	title, lang := page.Front.Title.Find(m.langs...)
	m.page(target, layout, title, section, func(h Head) Page {
		h.TitleLang = m.other(cmp.Or(lang, page.Lang))
		return make(h)
	})
}

// notices lists the notices, the latest first.
func (m *maker) notices() []*site.Page {
	notices := slices.DeleteFunc(slices.Clone(m.content), func(p *site.Page) bool { return p.Section() != "notices" })
	slices.SortStableFunc(notices, func(a, b *site.Page) int { return cmp.Compare(dateOf(b), dateOf(a)) })
	return notices
}

func dateOf(p *site.Page) civil.Date {
	if p.Front.Date == nil {
		return civil.None
	}
	return *p.Front.Date
}

func (m *maker) notice(h Head, notices []*site.Page, i int) Page {
	page := notices[i]
	h.crumb(m.Words.Say("home"), homePath)
	h.crumb(m.Words.Say("notices-title"), noticesPath)
	h.crumb(h.Title, "")
	n := &Notice{Head: h, Date: m.Words.Date(dateOf(page)), ISODate: dateOf(page).String(), Source: page.Front.Source,
		Author: page.Front.Author, Editor: page.Front.Editor, Body: m.prose(h.Path, page), Shots: m.sideBySide(h.Path, m.pageShots(page)), All: Link{m.Words.Say("all-notices"), relative(h.Path, noticesPath)}}
	if page.Front.Until != nil {
		n.Until = m.Words.Date(*page.Front.Until)
	}
	n.Description = m.noticeSummary(page)
	m.articleMeta(n)
	neighbour := func(i int) *Link {
		if i < 0 || i >= len(notices) {
			return nil
		}
		return &Link{m.text(notices[i].Front.Title), relative(h.Path, contentPath(notices[i]))}
	}
	n.Previous, n.Next = neighbour(i+1), neighbour(i-1)
	return n
}

func (m *maker) noticeList(h Head, notices []*site.Page) Page {
	h.crumb(m.Words.Say("home"), homePath)
	h.crumb(h.Title, "")
	list := &Notices{Head: h}
	for _, page := range notices {
		e := NoticeEntry{Link: Link{m.text(page.Front.Title), relative(h.Path, contentPath(page))}, Source: page.Front.Source, Summary: m.text(page.Front.Summary)}
		year := ""
		if d := dateOf(page); d != civil.None {
			e.Date, e.ISODate = m.Words.Day(d), d.String()
			year = m.Words.Period(civil.Year.Of(d))
		}
		if until := page.Front.Until; until != nil && *until >= m.Site.Horizon {
			e.Until = m.Words.Date(*until)
			list.Current = append(list.Current, e)
		}
		if len(list.Years) == 0 || list.Years[len(list.Years)-1].Year != year {
			list.Years = append(list.Years, NoticeYear{Year: year})
		}
		last := &list.Years[len(list.Years)-1]
		last.Notices = append(last.Notices, e)
	}
	return list
}

func (m *maker) article(h Head, page *site.Page) Page {
	shots := m.sideBySide(h.Path, m.pageShots(page))
	if h.Path == homePath {
		return &Article{Head: h, Body: m.prose(h.Path, page), Shots: shots}
	}
	h.crumb(m.Words.Say("home"), homePath)
	index := path.Dir(contentPath(page))
	if !strings.HasSuffix(page.Path, "/index") {
		if parent := path.Dir(index) + "/index.html"; m.paths[parent] {
			h.crumb(m.titleAt(parent), parent)
		}
	}
	h.crumb(h.Title, "")
	return &Article{Head: h, Body: m.prose(h.Path, page), Shots: shots, Siblings: m.siblings(h.Path, page)}
}

func (m *maker) titleAt(target string) string {
	for _, p := range m.content {
		if contentPath(p) == target {
			return m.text(p.Front.Title)
		}
	}
	return ""
}

// siblings is the pages of a section in their order, index first.
func (m *maker) siblings(from string, page *site.Page) []MenuLink {
	var pages []*site.Page
	for _, p := range m.content {
		if p.Section() == page.Section() && p.Section() != "" {
			pages = append(pages, p)
		}
	}
	slices.SortStableFunc(pages, func(a, b *site.Page) int {
		return cmp.Or(cmp.Compare(index(a), index(b)), cmp.Compare(a.Front.Order, b.Front.Order), cmp.Compare(a.Path, b.Path))
	})
	if len(pages) < 2 {
		return nil
	}
	var links []MenuLink
	for _, p := range pages {
		links = append(links, MenuLink{Link{m.text(p.Front.Title), relative(from, contentPath(p))}, p == page})
	}
	return links
}

func index(p *site.Page) int {
	if path.Base(p.Path) == "index" {
		return 0
	}
	return 1
}

// prose reads what a page asks for, for the unit and period of its front matter.
func (m *maker) prose(from string, page *site.Page) *Prose {
	u := m.Site.Units.Root
	if word := page.Front.Unit; word.V != "" {
		if u = m.Site.Units.Resolve(word.V); u == nil {
			m.problems.Add("unknown-unit", word.Pos, word.V, diag.Choice{Given: word.V, Names: m.Site.Units.Names()})
			u = m.Site.Units.Root
		}
	}
	p, _ := m.period(page.Front.Period.V, page.Front.Period.Pos, civil.YearToDate.Of(m.Site.Horizon))
	prose := m.resolve(from, page.Doc, u, p, path.Dir(page.Path))
	prose.Lang = m.other(page.Lang)
	return prose
}

// Prose is Markdown with everything it asks for.
type Prose struct {
	Lang   string // that it is written in; "" if that is the page's
	Doc    *markdown.Doc
	Blocks []Block  // one a ref of the document
	Links  []string // one a link of the document
}

// resolve looks up the data and the links of a document. folder is where its links start from, under content/.
func (m *maker) resolve(from string, doc *markdown.Doc, u *site.Unit, p civil.Period, folder string) *Prose {
	prose := &Prose{Doc: doc}
	for i, ref := range doc.Refs {
		prose.Blocks = append(prose.Blocks, m.block(from, ref, i, u, p))
	}
	for _, link := range doc.Links {
		prose.Links = append(prose.Links, m.link(from, folder, link))
	}
	return prose
}

// link turns a destination as it is written, relative to the file in content/, into a link of the page.
func (m *maker) link(from, folder string, link markdown.Link) string {
	dest, fragment, _ := strings.Cut(link.Dest, "#")
	if dest == "" || strings.Contains(dest, ":") || strings.HasPrefix(dest, "//") {
		return link.Dest
	}
	target := path.Join(folder, dest)
	if strings.HasPrefix(dest, "/") {
		target = strings.TrimPrefix(path.Clean(dest), "/")
	}
	if page, ok := strings.CutSuffix(target, ".md"); ok {
		target = contentPath(&site.Page{Path: page})
	} else if strings.HasSuffix(dest, "/") {
		target += "/index.html"
	}
	if !m.paths[target] {
		switch {
		case m.Site.Photo("content/"+target) != nil:
			m.once("photo-in-text", link.Pos, link.Dest)
		case link.Image:
			m.once("broken-link", link.Pos, link.Dest, diag.Choice{Given: target, Names: m.Site.Pictures})
		default:
			m.once("broken-link", link.Pos, link.Dest, diag.Choice{Given: target, Names: m.pathNames()})
		}
		return ""
	}
	if fragment != "" {
		target += "#" + fragment
	}
	return m.to(from, target)
}

// pathNames lists every address, for hints.
func (m *maker) pathNames() []string {
	var names []string
	for name := range m.paths {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}
