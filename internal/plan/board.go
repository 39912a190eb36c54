package plan

import (
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
	Canonical string // where this board stays for good, if this page is the home page
	Summary   *Prose
	Cards     []Card
	Open      []OpenRows
	Lists     []RowList
	Strips    []Strip
	Charts    []ChartBlock
	People    []PeopleBlock
	Previous  *Link
	Next      *Link
	All       Link
	UnitPage  Link
}

// Strip is how many rows stand at each step.
type Strip struct {
	Title string
	Steps []Step
}

// Step is a step and its rows.
type Step struct {
	Name  string
	Count int
}

// OpenRows is the open rows of some ledgers: how many at each light, and by name those past half their time.
type OpenRows struct {
	Title  string
	Lights []LightCount
	Rows   []OpenRow
	Empty  string
}

// LightCount is the rows at a light: normal, half or overdue.
type LightCount struct {
	Light, Word string
	Count       int
}

// OpenRow is an open row by name.
type OpenRow struct {
	Light, Word, Text, Href, Detail string
	due                             civil.Date
}

func (m *maker) listBoards() {
	periods := m.boardPeriods()
	if len(periods) == 0 {
		return
	}
	root := m.Site.Units.Root
	m.page(homePath, "board", m.boardTitle(root, periods[0]), homePath, func(h Head) Page { return m.board(h, root, periods[0]) })
	m.page("boards/index.html", "boards", m.Words.Say("boards-title"), homePath, func(h Head) Page { return m.boardList(h, periods) })
	for _, u := range m.Site.Units.All {
		if level := m.Site.Config.Level(u.Level); level == nil || !level.Boards {
			continue
		}
		section := "units/index.html"
		if u == root {
			section = homePath
		}
		for _, p := range periods {
			m.page(boardPath(m.Site, u, p), "board", m.boardTitle(u, p), section, func(h Head) Page { return m.board(h, u, p) })
		}
	}
}

func (m *maker) boardTitle(u *site.Unit, p civil.Period) string {
	return m.Words.Say("board-title", "Unit", u.Name, "Period", m.Words.Period(p), "Title", m.text(m.Site.Config.Board.Title))
}

func (m *maker) board(h Head, u *site.Unit, p civil.Period) Page {
	config := &m.Site.Config.Board
	b := &Board{Head: h, Unit: u.Name, Heading: m.Words.Period(p) + m.text(config.Title), UnitPage: m.unitLink(h.Path, u)}
	b.AsOf = m.Words.Date(p.AsOf(m.Site.Horizon))
	if h.Path == homePath {
		b.Canonical = relative(h.Path, boardPath(m.Site, u, p))
	} else {
		m.boardCrumbs(b, u, p)
	}
	b.Summary = m.resolve(h.Path, m.lead, u, p, "")
	for _, id := range config.Figures {
		if d := m.definition(id.V, id.Pos); d != nil && d.At(u.Level) {
			b.Cards = append(b.Cards, m.card(h.Path, d, u, p))
		}
	}
	for _, open := range config.Open {
		b.Open = append(b.Open, m.openRows(h.Path, open, u, p))
	}
	for _, list := range config.Lists {
		if l, ok := m.boardRows(h.Path, list, u, p); ok {
			b.Lists = append(b.Lists, l)
		}
	}
	for _, strip := range config.Strip {
		if s, ok := m.strip(strip, u, p); ok {
			b.Strips = append(b.Strips, s)
		}
	}
	for i, c := range config.Charts {
		if block := m.boardChart(h.Path, c, i, u, p); block != nil {
			b.Charts = append(b.Charts, *block)
		}
	}
	b.People = m.boardPeople(h.Path, u)
	m.neighbours(b, u, p)
	return b
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
func (m *maker) neighbours(b *Board, u *site.Unit, p civil.Period) {
	if before, ok := p.Previous(); ok && m.paths[boardPath(m.Site, u, before)] {
		b.Previous = &Link{m.Words.Period(before), relative(b.Path, boardPath(m.Site, u, before))}
	}
	after := p.Kind.Of(p.Last + 1)
	if m.paths[boardPath(m.Site, u, after)] {
		b.Next = &Link{m.Words.Period(after), relative(b.Path, boardPath(m.Site, u, after))}
	}
	all := "boards/index.html"
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

// openRows lists what is open in a unit at the end of a period.
func (m *maker) openRows(from string, config site.BoardOpen, u *site.Unit, p civil.Period) OpenRows {
	open := OpenRows{Title: m.text(config.Title), Empty: m.Words.Say("nothing-open")}
	counts := map[string]int{}
	labels := map[string]string{}
	for _, name := range config.Ledgers {
		t := m.ledger(name, config.Pos)
		if t == nil || m.column(t, "light", config.Pos) == nil || m.column(t, "deadline", config.Pos) == nil {
			continue
		}
		light, date, asOf := t.Column("light"), t.Column(t.Kind.Date), p.AsOf(m.Site.Horizon)
		for row := range t.N {
			code := light.Code(row, asOf)
			if code == 0 || date != nil && date.Date(row, asOf) > asOf || !indicator.UnitOf(t, m.Site, row).Under(u) {
				continue
			}
			word := light.Word(code)
			counts[word]++
			labels[word] = light.Label(code, m.lang)
			if word != civil.Normal.String() {
				open.Rows = append(open.Rows, m.openRow(from, t, row, asOf))
			}
		}
	}
	for _, l := range []civil.Light{civil.Overdue, civil.Half, civil.Normal} {
		if n := counts[l.String()]; n > 0 {
			open.Lights = append(open.Lights, LightCount{l.String(), labels[l.String()], n})
		}
	}
	slices.SortStableFunc(open.Rows, func(a, b OpenRow) int { return int(a.due - b.due) })
	return open
}

func (m *maker) openRow(from string, t *ledger.Table, row int, asOf civil.Date) OpenRow {
	light := t.Column("light")
	code := light.Code(row, asOf)
	due := t.Column("deadline").Date(row, asOf)
	where := indicator.UnitOf(t, m.Site, row).Name
	id := "open-due"
	if light.Word(code) == civil.Overdue.String() {
		id = "open-overdue"
	}
	return OpenRow{
		Light: light.Word(code), Word: light.Label(code, m.lang), Text: m.label(t, row), Href: relative(from, m.rowPath(t, row)),
		Detail: m.Words.Say(id, "Unit", where, "Due", m.dayOf(due, asOf), "Days", int(asOf-due), "Ledger", m.text(t.Kind.Title)),
		due:    due,
	}
}

// ledger finds a ledger that a configuration names.
func (m *maker) ledger(name string, pos diag.Pos) *ledger.Table {
	t := m.Site.Ledger(name)
	if t == nil {
		m.once("unknown-ledger", pos, name, diag.Choice{Given: name, Names: m.Site.LedgerNames()})
	}
	return t
}

// strip counts rows by the words of a column, every word shown.
func (m *maker) strip(config site.BoardStrip, u *site.Unit, p civil.Period) (Strip, bool) {
	t := m.ledger(config.Ledger, config.Pos)
	if t == nil {
		return Strip{}, false
	}
	col := m.column(t, config.Column, config.Pos)
	if col == nil {
		return Strip{}, false
	}
	if col.Type.Numeric() {
		m.once("not-words", config.Pos, config.Column)
		return Strip{}, false
	}
	counts := make([]int, len(col.Words()))
	asOf := p.AsOf(m.Site.Horizon)
	for row := range t.N {
		if indicator.UnitOf(t, m.Site, row).Under(u) {
			for _, code := range col.Codes(row, asOf) {
				counts[code]++
			}
		}
	}
	s := Strip{Title: m.text(config.Title)}
	for code := 1; code < len(counts); code++ {
		s.Steps = append(s.Steps, Step{col.Label(uint32(code), m.lang), counts[code]})
	}
	return s, true
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

// summary reads the boards' summary once.
func (m *maker) summary() {
	summary := m.Site.Config.Board.Summary
	src := &diag.Source{Name: "site.toml [board] summary", Text: []byte(m.text(summary.V))}
	doc, problems := markdown.Parse(src, 0, markdown.Options{})
	for _, d := range problems {
		m.problems.Add(d.Code, summary.Pos, d.Args...)
	}
	m.lead = doc
}

// BoardList is the page of all boards of the whole site.
type BoardList struct {
	Head
	Boards []BoardEntry
}

// BoardEntry is one board and its key figures.
type BoardEntry struct {
	Link
	Cards []Card
}

func (m *maker) boardList(h Head, periods []civil.Period) Page {
	h.crumb(m.Words.Say("home"), homePath)
	h.crumb(h.Title, "")
	list := &BoardList{Head: h}
	root := m.Site.Units.Root
	for _, p := range periods {
		entry := BoardEntry{Link: Link{m.Words.Period(p), relative(h.Path, boardPath(m.Site, root, p))}}
		for _, id := range m.Site.Config.Board.Figures {
			if d := m.Figures.Definition(id.V); d != nil && d.At(root.Level) && len(entry.Cards) < 4 {
				entry.Cards = append(entry.Cards, m.card(h.Path, d, root, p))
			}
		}
		list.Boards = append(list.Boards, entry)
	}
	return list
}
