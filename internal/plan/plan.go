// Package plan decides what comes out: which pages there are, at which addresses, and what each of them shows.
//
//	site.Site + indicator.Figures ──List──▶ a *Plan a language ──▶ page, opendata, feed, search
//
// Nothing else makes addresses. All of them are listed first, so that a link can be checked when it is made. A page is
// made when it is asked for ([Plan.Page]); a build asks for all of them ([Plan.All]), somebody who looks at a draft for
// one. What is on a page does not depend on which others have been made.
//
// A page is a struct of words, numbers already written as people read them, and links relative to the page; its layout
// in the theme only places them. Charts and Markdown stay values and are drawn when the page is rendered; only then,
// too, are the rows of a month set as a table, see [Whole].
//
// What a configuration names is looked up by [maker.column], which refuses what is not public, and is complained of by
// [maker.once], since many pages ask for the same.
package plan

import (
	"sync"

	"github.com/lanewall/lanewall/internal/civil"
	"github.com/lanewall/lanewall/internal/diag"
	"github.com/lanewall/lanewall/internal/i18n"
	"github.com/lanewall/lanewall/internal/indicator"
	"github.com/lanewall/lanewall/internal/ledger"
	"github.com/lanewall/lanewall/internal/markdown"
	"github.com/lanewall/lanewall/internal/site"
	"github.com/lanewall/lanewall/internal/stat"
)

// Plan is all that comes out, before it is rendered.
type Plan struct {
	Site        *site.Site
	Figures     *indicator.Figures
	Comparisons []*indicator.Comparison
	Pages       []Page            // in order of path, once [Plan.All] has made them
	Downloads   []Download        // data files, in order of path
	Formulas    map[string]string // what is counted, in words, by indicator
	Pictures    []Picture         // files copied or made from those of the site's folder
	Scripts     []Script          // that the theme's scripts load, under Prefix
	Words       *i18n.Printer     // of the plan's language
	Prefix      string            // before the path of every page: "" in the site's own language, else en/
	Papers      map[string]bool   // the styles of papers that a sheet is on, by path
	Feeds       []*Feed           // the site's first
	Almanacs    []*Almanac        // of all events first

	list   []*Listed // the pages, in the order in which they were noted
	byPath map[string]*Listed
	before diag.List // problems met in listing
	after  diag.List // and those that are told last
	maker  *maker
	all    *languages
}

// languages is the plans of one site, the one in its own language first.
type languages struct {
	plans  []*Plan
	making sync.Mutex // one page is made at a time: all plans count on the same figures

	byDate    map[*ledger.Column]*dayIndex // the rows of a ledger by one of its dates, see byDay
	lights    map[litKey][]int             // the rows that have a light on a day, see lit
	unmarked  map[diag.Pos]*diag.Source    // files with a block made plain, see blockSource
	summaries map[summary]*markdown.Doc    // of boards
}

// Page is a page of one layout: a pointer to a struct that embeds [Head].
type Page interface{ Common() *Head }

// Whole is a page with all there is on it. The rows of a large ledger are set as tables only when their page is
// rendered, so that a plan need not hold them all.
func Whole(p Page) Page {
	if late, ok := p.(interface{ whole() Page }); ok {
		return late.whole()
	}
	return p
}

// Download is a data file: the figures, or the rows of a ledger.
type Download struct {
	Path      string
	Figures   bool                     // all figures, or those of Indicator
	Indicator string                   // "" is all
	Ledger    *ledger.Table            // rows, if not figures
	Columns   []*ledger.Column         // of the rows
	Photo     func(file string) string // where a photograph of the rows stands, seen from here; "" if it does not
}

// Picture is a file of the site's folder and where it goes: as it is, or made of a photograph with a width.
type Picture struct {
	From, Path string
	Width      int // 0 is as it is
}

// Assets is where a theme's files stand that pages load. They are shared by the pages of all languages.
type Assets struct {
	Styles  []string          // of every page
	Papers  map[string]string // styles of sheets for walls, by paper: a3-landscape
	Scripts map[string]string // by name: wall.js is on every page, others are loaded where a page asks for them
	Icon    string            // of the browser's tab; "" if there is none
	Notices string            // the licences of what others have written; "" if there is nothing
}

// List plans a site of which no page is made yet: a plan a language, the site's own first. Words has the messages of the
// theme in each of them. The pages of all have the same paths; those of the others stand under their plan's Prefix.
// Downloads and pictures are the same in all.
func List(s *site.Site, f *indicator.Figures, comparisons []*indicator.Comparison, words []*i18n.Printer, assets Assets) []*Plan {
	all := &languages{
		byDate:    map[*ledger.Column]*dayIndex{},
		lights:    map[litKey][]int{},
		unmarked:  map[diag.Pos]*diag.Source{},
		summaries: map[summary]*markdown.Doc{},
	}
	for _, w := range words {
		all.plans = append(all.plans, list(all, s, f, comparisons, w, assets))
	}
	return all.plans
}

func list(all *languages, s *site.Site, f *indicator.Figures, comparisons []*indicator.Comparison, words *i18n.Printer, assets Assets) *Plan {
	p := &Plan{Site: s, Figures: f, Comparisons: comparisons, Words: words, Prefix: s.Config.Prefix(words.Lang), Papers: map[string]bool{},
		byPath: map[string]*Listed{}, all: all}
	m := &maker{
		Plan:    p,
		Figures: f,
		langs:   i18n.Chain(words.Lang, s.Config.Language),
		mode:    s.Config.Mode(),
		assets:  assets,
		paths:   map[string]bool{},
		files:   map[string]bool{},
		feeds:   map[*site.Unit]*Feed{},

		shelves: map[*ledger.Table]func() *shelf{},
	}
	for _, page := range s.Pages {
		m.content = append(m.content, page.In(m.langs...))
	}
	p.maker = m
	for _, t := range s.Ledgers {
		m.shelves[t] = sync.OnceValue(func() *shelf { return m.shelve(t) })
	}
	m.downloads()
	m.pages()
	m.boardChoice()
	m.listFeeds()
	m.listAlmanacs()
	m.summaries()
	m.needCards()
	p.before, m.problems = m.problems, nil
	m.menuLinks()
	p.after, m.problems = m.problems, nil
	return p
}

// maker makes the pages, one at a time.
type maker struct {
	*Plan
	Figures  *indicator.Figures // as the page that is being made sees them
	langs    []string           // the plan's language, and those that stand in for it
	mode     stat.Mode          // of rounding
	assets   Assets
	content  []*site.Page // the pages of content/ as they are in this language
	paths    map[string]bool
	files    map[string]bool                 // those of paths that the plans of all languages share
	leads    map[*site.Board]lead            // the boards' summaries
	feeds    map[*site.Unit]*Feed            // of the units that have one
	first    *civil.Date                     // the earliest day of any ledger, once it was looked for
	shelves  map[*ledger.Table]func() *shelf // worked out when first asked for, by whoever makes or renders a page
	choice   string                          // where the list of all boards stands, "" if there is none; see choose
	days     sync.Map                        // how days are written, see dayOf; pages are rendered several at a time
	inPost   map[string][]int                // the rows of those in office, by the id of their unit; once they were asked for
	serving  []string                        // the posts of those who serve buildings; once they were asked for
	problems diag.List                       // of the page that is being made
}

// page notes that there is a page at path and how it is made.
func (m *maker) page(path, layout, title, section string, make func(h Head) Page) {
	m.paths[path] = true
	layout += ".html"
	l := &Listed{Path: path, Layout: layout, make: func() Page { return make(m.head(path, layout, title, section)) }}
	m.list, m.byPath[path] = append(m.list, l), l
}

// file notes a file that the pages of all languages share.
func (m *maker) file(path string) { m.paths[path], m.files[path] = true, true }

// pages notes every page of the site.
func (m *maker) pages() {
	if m.Site.Units.Root == nil {
		return
	}
	m.listBoards()
	m.listUnits()
	m.listLedgers()
	m.listIndicators()
	m.listCalendar()
	m.listPosters()
	m.listSearch()
	m.listContent()
	m.listPhotos()
	m.listStewards()
	m.listReports()
	m.listReceipts()
	m.page(dataPath, "data", m.Words.Say("data-title"), "statistics/index.html", m.dataPage)
	m.page("about/published/index.html", "published", m.Words.Say("published-title"), "about/index.html", m.publishedPage)
	m.page(missingPath, "missing", m.Words.Say("missing-title"), "", func(h Head) Page { return &Missing{Head: h} })
}

// Missing is the page for addresses that lead nowhere.
type Missing struct{ Head }
