package plan

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/lanewall/lanewall/internal/civil"
	"github.com/lanewall/lanewall/internal/diag"
	"github.com/lanewall/lanewall/internal/indicator"
	"github.com/lanewall/lanewall/internal/ledger"
	"github.com/lanewall/lanewall/internal/markdown"
	"github.com/lanewall/lanewall/internal/site"
)

// Board is the page of one unit and period (本期公开).
type Board struct {
	Head
	Unit      string
	Heading   string
	Days      string     // of a week, whose heading does not say them
	Canonical string     // where this board stays for good, if this page is the home page
	Summary   *Prose     // as the site has written it; nil if it has not
	Sentences []Sentence // made instead
	Cards     []Card
	Open      []*OpenRows
	Lists     []*RowList
	Tables    []*FigureTable
	Progress  []*Progress
	Strips    []*Strip
	Charts    []*ChartBlock
	Dates     []*Dates
	People    []*PeopleBlock
	Others    []Link // the latest boards of the unit for other kinds of period
	Previous  *Link
	Next      *Link
	All       Link
	UnitPage  Link
	Choice    *Choice
	Citation  string
}

// listBoards notes the boards of every unit that has them. The home page is the latest of the first kind, unless
// content/index.md is there to be it.
func (m *maker) listBoards() {
	root := m.Site.Units.Root
	for i := range m.Site.Config.Boards {
		config := &m.Site.Config.Boards[i]
		periods := m.boardPeriods(config)
		if len(periods) == 0 {
			return
		}
		if i == 0 {
			if !m.ownHome() {
				m.page(homePath, "board", m.boardTitle(config, root, periods[0]), homePath, func(h Head) Page { return m.board(h, config, root, periods[0]) })
			}
			m.page(boardsPath, "boards", m.Words.Say("boards-title"), homePath, m.boardList)
		}
		for _, u := range m.Site.Units.All {
			if !config.At(u.Level) {
				continue
			}
			section := "units/index.html"
			if u == root {
				section = homePath
			}
			for _, p := range periods {
				m.page(boardPath(m.Site, u, p), "board", m.boardTitle(config, u, p), section, func(h Head) Page { return m.board(h, config, u, p) })
			}
		}
	}
}

// ownHome tells whether the site has written a home page itself.
func (m *maker) ownHome() bool {
	return slices.ContainsFunc(m.content, func(p *site.Page) bool { return contentPath(p) == homePath })
}

// boardPeriods is the periods a board is made for, the latest first.
func (m *maker) boardPeriods(config *site.Board) []civil.Period {
	periods := civil.Each(config.Kind(), m.firstDay(), m.Site.Horizon)
	slices.Reverse(periods)
	return periods
}

// firstDay is the earliest day that any ledger places a row at. Where there are no rows yet it is the horizon: a new
// site has a home page, too.
func (m *maker) firstDay() civil.Date {
	if m.first != nil {
		return *m.first
	}
	first := civil.None
	for _, t := range m.Site.Ledgers {
		date := t.Column(t.Kind.Date)
		for row := 0; date != nil && row < t.N; row++ {
			if d := date.Date(row, m.Site.Horizon); d != civil.None && (first == civil.None || d < first) {
				first = d
			}
		}
	}
	if first == civil.None {
		first = m.Site.Horizon
	}
	m.first = &first
	return first
}

// needCards computes the figures on the cards of all boards. An indicator goes over its ledger once for them, not once
// for each week.
func (m *maker) needCards() {
	for i := range m.Site.Config.Boards {
		config := &m.Site.Config.Boards[i]
		periods := m.boardPeriods(config)
		for _, id := range config.Figures {
			d := m.Figures.Definition(id.V)
			if d == nil || !slices.ContainsFunc(m.Site.Units.All, func(u *site.Unit) bool { return config.At(u.Level) && d.At(u.Level) }) {
				continue
			}
			needed := slices.Clone(periods)
			for _, p := range periods {
				if year, ok := m.yearSoFar(d, p); ok {
					needed = append(needed, year)
				}
			}
			m.Figures.Need(d.ID, needed...)
		}
	}
}

func (m *maker) boardTitle(config *site.Board, u *site.Unit, p civil.Period) string {
	return m.Words.Say("board-title", "Unit", u.Name, "Period", m.Words.Period(p), "Title", m.text(config.Title))
}

func (m *maker) board(h Head, config *site.Board, u *site.Unit, p civil.Period) Page {
	b := &Board{Head: h, Unit: u.Name, Heading: m.Words.Say("board-heading", "Period", m.Words.Heading(p), "Title", m.text(config.Title)), UnitPage: m.unitLink(h.Path, u)}
	b.AsOf = m.Words.Date(p.AsOf(m.Site.Horizon))
	if p.Kind == civil.Week {
		b.Days = m.Words.Say("days", "From", m.Words.Day(p.First), "To", m.Words.Day(p.Last))
	}
	b.NextIssue = cmp.Or(m.text(config.NextIssue), b.NextIssue)
	if !p.Contains(m.Site.Horizon) { // the next one is there already
		b.NextIssue = ""
	}
	if h.Path == homePath {
		b.Canonical = relative(h.Path, boardPath(m.Site, u, p))
		if !m.paths[boardPath(m.Site, u, p)] {
			b.Canonical = ""
		}
	} else {
		m.boardCrumbs(b, u, p)
	}
	b.Description = m.boardSummary(config, u, p)
	if u != m.Site.Units.Root {
		b.Feeds = append(b.Feeds, m.feedLinks(h.Path, u)...)
	}
	for _, id := range config.Figures {
		if d := m.definition(id.V, id.Pos); d != nil && d.At(u.Level) {
			m.Figures.Need(d.ID, p)
			b.Cards = append(b.Cards, m.card(h.Path, d, u, p))
		}
	}
	base := blockMaker{maker: m, from: h.Path, unit: u, period: p, folds: true}
	b.Open = blocks(base, "open", config.Open, (*blockMaker).open)
	b.Lists = blocks(base, "list", config.Lists, (*blockMaker).rows)
	b.Tables = blocks(base, "table", config.Tables, (*blockMaker).table)
	b.Progress = blocks(base, "progress", config.Progress, (*blockMaker).progress)
	b.Strips = blocks(base, "strip", config.Strips, (*blockMaker).strip)
	b.Charts = blocks(base, "chart", config.Charts, (*blockMaker).chart)
	b.Dates = blocks(base, "dates", config.Dates, (*blockMaker).dates)
	b.People = blocks(base, "people", config.People, (*blockMaker).boardPeople)
	if lead := m.leads[config]; lead.doc != nil {
		b.Summary = m.resolve(h.Path, lead.doc, u, p, "")
		b.Summary.Lang = lead.lang
	} else {
		b.Sentences = base.sentences(config, b.Dates)
	}
	m.otherBoards(b, config, u)
	m.neighbours(b, config, u, p)
	b.Choice = m.choose(h.Path, u, p)
	b.Citation = m.Words.Say("citation-page", "Issuer", h.Issuer, "Title", h.Title, "Site", h.SiteTitle, "AsOf", b.AsOf,
		"Address", m.address(cmp.Or(m.known(boardPath(m.Site, u, p)), h.Path)))
	return b
}

// blocks makes the blocks of one kind; one that has nothing to show is left out.
func blocks[T any](base blockMaker, name string, specs []site.Block, of func(*blockMaker) *T) []*T {
	var made []*T
	for i, spec := range specs {
		b := base
		b.id, b.spec = fmt.Sprintf("%s-%d", name, i+1), spec
		if b.text(spec.Title) == "" {
			b.once("missing-key", spec.Pos, "title")
		}
		if !b.sound(spec) {
			continue
		}
		if block := of(&b); block != nil {
			made = append(made, block)
		}
	}
	return made
}

// otherBoards links the unit's latest boards of other kinds.
func (m *maker) otherBoards(b *Board, config *site.Board, u *site.Unit) {
	for i := range m.Site.Config.Boards {
		other := &m.Site.Config.Boards[i]
		periods := m.boardPeriods(other)
		if other == config || len(periods) == 0 || !m.paths[boardPath(m.Site, u, periods[0])] {
			continue
		}
		b.Others = append(b.Others, Link{m.Words.Say("board-heading", "Period", m.Words.Period(periods[0]), "Title", m.text(other.Title)), relative(b.Path, boardPath(m.Site, u, periods[0]))})
	}
}

func (m *maker) boardCrumbs(b *Board, u *site.Unit, p civil.Period) {
	b.crumb(m.Words.Say("home"), homePath)
	if u.Parent != nil {
		for _, above := range u.Path() {
			b.crumb(above.Name, unitPath(above))
		}
	}
	b.crumb(m.Words.Period(p), "")
}

// neighbours links the boards before and after.
func (m *maker) neighbours(b *Board, config *site.Board, u *site.Unit, p civil.Period) {
	if before, ok := p.Previous(); ok && m.paths[boardPath(m.Site, u, before)] {
		b.Previous = &Link{m.Words.Period(before), relative(b.Path, boardPath(m.Site, u, before))}
	}
	after := p.Kind.Of(p.Last + 1)
	if m.paths[boardPath(m.Site, u, after)] {
		b.Next = &Link{m.Words.Period(after), relative(b.Path, boardPath(m.Site, u, after))}
	}
	all := boardsPath
	if u.Parent != nil {
		all = unitPath(u) + "#boards"
	}
	b.All = Link{m.Words.Say("boards-title"), relative(b.Path, all)}
}

// definition finds an indicator that a configuration names.
func (m *maker) definition(id string, pos diag.Pos) *indicator.Definition {
	d := m.Figures.Definition(id)
	if d == nil {
		m.once("unknown-indicator", pos, id, diag.Choice{Given: id, Names: m.Figures.IDs()})
	}
	return d
}

// once reports a problem of a configuration that many pages meet, the first time.
func (m *maker) once(code string, pos diag.Pos, args ...any) {
	if !slices.ContainsFunc(m.problems, func(d diag.Diagnostic) bool { return d.Code == code && d.Pos == pos }) {
		m.problems.Add(code, pos, args...)
	}
}

// column finds a public column that a configuration names.
func (m *maker) column(t *ledger.Table, name string, pos diag.Pos) *ledger.Column {
	col := t.Column(name)
	switch {
	case col == nil:
		m.once("unknown-field", pos, name, diag.Choice{Given: name, Names: t.ColumnNames()})
	case col.Class != ledger.Public:
		m.once("not-public", pos, name)
		return nil
	}
	return col
}

// summaries reads the boards' summaries once.
func (m *maker) summaries() {
	m.leads = map[*site.Board]lead{}
	for i := range m.Site.Config.Boards {
		config := &m.Site.Config.Boards[i]
		words, lang := m.found(config.Summary.V)
		if words == "" {
			continue
		}
		doc := m.all.summaries[summary{config, words}]
		if doc == nil {
			src := &diag.Source{Name: "site.toml [[board]] summary", Text: []byte(words)}
			var problems diag.List
			doc, problems = markdown.Parse(src, 0, markdown.Options{})
			for _, d := range problems {
				m.problems.Add(d.Code, config.Summary.Pos, d.Args...)
			}
			m.all.summaries[summary{config, words}] = doc
		}
		m.leads[config] = lead{doc, m.other(lang)}
	}
}

// summary is the words of a board's summary in one of its languages.
type summary struct {
	board *site.Board
	words string
}

// lead is a summary as it stands on the boards of a language; lang is its own, "" if that is the page's.
type lead struct {
	doc  *markdown.Doc
	lang string
}

// BoardList is the page of all boards of the whole site.
type BoardList struct {
	Head
	Kinds []BoardKind
}

// BoardKind is the boards of one kind of period.
type BoardKind struct {
	Title  string
	Latest []BoardEntry
	Years  []YearLinks // all of them
}

// BoardEntry is one board and its key figures.
type BoardEntry struct {
	Link
	Cards []Card
}

// latestShown is how many boards of a kind are listed with their figures.
const latestShown = 3

func (m *maker) boardList(h Head) Page {
	h.crumb(m.Words.Say("home"), homePath)
	h.crumb(h.Title, "")
	list := &BoardList{Head: h}
	root := m.Site.Units.Root
	for i := range m.Site.Config.Boards {
		config := &m.Site.Config.Boards[i]
		kind := BoardKind{Title: m.text(config.Title), Years: m.boardYears(h.Path, config, root)}
		for _, p := range m.boardPeriods(config) {
			if len(kind.Latest) < latestShown && m.paths[boardPath(m.Site, root, p)] {
				kind.Latest = append(kind.Latest, m.boardEntry(h.Path, config, root, p))
			}
		}
		if len(kind.Latest) > 0 {
			list.Kinds = append(list.Kinds, kind)
		}
	}
	return list
}

func (m *maker) boardEntry(from string, config *site.Board, u *site.Unit, p civil.Period) BoardEntry {
	entry := BoardEntry{Link: Link{m.Words.Period(p), relative(from, boardPath(m.Site, u, p))}}
	for _, id := range config.Figures {
		if d := m.Figures.Definition(id.V); d != nil && d.At(u.Level) && len(entry.Cards) < 4 {
			entry.Cards = append(entry.Cards, m.card(from, d, u, p))
		}
	}
	return entry
}

// boardYears links a unit's boards of one kind, by year.
func (m *maker) boardYears(from string, config *site.Board, u *site.Unit) []YearLinks {
	var years []YearLinks
	for _, p := range m.boardPeriods(config) {
		target := boardPath(m.Site, u, p)
		if !m.paths[target] {
			return nil
		}
		name := m.Words.Period(civil.Year.Of(p.Last))
		if len(years) == 0 || years[len(years)-1].Year != name {
			years = append(years, YearLinks{Year: name})
		}
		last := &years[len(years)-1]
		last.Months = append(last.Months, MonthLink{Link: Link{m.Words.Short(p), relative(from, target)}})
	}
	return years
}
