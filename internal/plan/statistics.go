package plan

import (
	"slices"
	"strings"

	"github.com/lanewall/lanewall/internal/civil"
	"github.com/lanewall/lanewall/internal/indicator"
	"github.com/lanewall/lanewall/internal/ledger"
	"github.com/lanewall/lanewall/internal/site"
	"github.com/lanewall/lanewall/internal/stat"
)

// Statistics is the page of all indicators, by group.
type Statistics struct {
	Head
	Period string
	Total  int
	Groups []IndicatorGroup
	Data   Link
	Checks Link
}

// IndicatorGroup is indicators that belong together.
type IndicatorGroup struct {
	Title string
	Cards []Card
}

// IndicatorPage is the page of one indicator (指标说明).
type IndicatorPage struct {
	Head
	Meaning   string
	Note      string
	Version   int
	Scope     string // of where and when the card speaks
	Card      Card
	Formula   *Formula
	Facts     []Fact
	Charts    []ChartBlock
	Tables    []FigureTable
	Stated    []StatedRow
	Downloads []DownloadLink
	Citation  string
}

// Formula is a rate as a fraction, in words and in numbers.
type Formula struct {
	Name, Above, Below, N, Of, Result string
}

// Fact is a line of the definition: 台账 —— 居民事项.
type Fact struct {
	Name, Text string
	Href       string
}

// FigureTable is figures as a table; a figure is a cell, and of a rate n and N are two more.
type FigureTable struct {
	ID, Title, Note string
	Head            []string
	Rows            []FigureRow
}

// FigureRow is a row of figures; Depth indents it, Total sets it apart.
type FigureRow struct {
	Name  string
	Href  string
	Depth int
	Total bool
	Cells []string
}

// StatedRow is a figure that was filed without rows.
type StatedRow struct {
	Unit, Period, Source string
	Number               Number
}

// DownloadLink is a file and what is in it.
type DownloadLink struct {
	Link
	Detail string
}

const statisticsPath = "statistics/index.html"

func (m *maker) listIndicators() {
	m.page(statisticsPath, "statistics", m.Words.Say("statistics-title"), statisticsPath, m.statistics)
	for _, d := range m.Figures.Definitions {
		m.page(indicatorPath(d.ID), "indicator", m.text(d.Title), statisticsPath, func(h Head) Page { return m.indicatorPage(h, d) })
	}
}

// current is the period an indicator is shown for first: the latest of its shortest declared kind.
func (m *maker) current(d *indicator.Definition) (civil.Period, bool) {
	periods := m.Figures.Periods(d)
	if d.Measure == indicator.Stated || len(periods) == 0 {
		return civil.Period{}, false
	}
	best := periods[0]
	for _, p := range periods {
		if p.Kind == best.Kind && p.Last > best.Last {
			best = p
		}
	}
	return best, true
}

func (m *maker) statistics(h Head) Page {
	h.crumb(m.Words.Say("home"), homePath)
	h.crumb(h.Title, "")
	page := &Statistics{Head: h, Period: m.Words.Period(civil.Month.Of(m.Site.Horizon)), Total: len(m.Figures.Definitions),
		Data:   Link{m.Words.Say("data-title"), relative(h.Path, "data/index.html")},
		Checks: Link{m.Words.Say("published-title"), relative(h.Path, "about/published/index.html")}}
	for _, d := range m.Figures.Definitions {
		group := m.text(d.Group)
		i := slices.IndexFunc(page.Groups, func(g IndicatorGroup) bool { return g.Title == group })
		if i < 0 {
			i = len(page.Groups)
			page.Groups = append(page.Groups, IndicatorGroup{Title: group})
		}
		page.Groups[i].Cards = append(page.Groups[i].Cards, m.summaryCard(h.Path, d))
	}
	return page
}

// summaryCard is the indicator's current figure for the whole site; of a stated one, the statement.
func (m *maker) summaryCard(from string, d *indicator.Definition) Card {
	root := m.Site.Units.Root
	if p, ok := m.current(d); ok {
		return m.card(from, d, root, p)
	}
	c := Card{Name: m.text(d.Title), Number: Number{Absent: m.Words.Say("not-available")}}
	for _, f := range m.Figures.Stated(d.ID) {
		if f.Unit == root {
			c.Number = m.number(from, f)
		}
	}
	c.Number.Href = relative(from, indicatorPath(d.ID))
	return c
}

func (m *maker) indicatorPage(h Head, d *indicator.Definition) Page {
	h.crumb(m.Words.Say("home"), homePath)
	h.crumb(m.Words.Say("statistics-title"), statisticsPath)
	h.crumb(h.Title, "")
	page := &IndicatorPage{Head: h, Meaning: m.text(d.Meaning), Note: m.text(d.Note), Version: d.Version, Card: m.summaryCard(h.Path, d)}
	page.Citation = m.Words.Say("citation", "Issuer", h.Issuer, "Title", h.Title, "Version", d.Version, "Site", h.SiteTitle, "AsOf", h.AsOf)
	page.Downloads = []DownloadLink{{Link{m.Words.Say("download-figures"), relative(h.Path, indicatorCSV(d.ID))}, ""}}
	if d.Measure == indicator.Stated {
		m.statedRows(page, d)
		return page
	}
	root := m.Site.Units.Root
	page.Downloads = append(page.Downloads, DownloadLink{Link{m.Words.Say("download-rows", "Ledger", m.text(d.Ledger.Kind.Title)), relative(h.Path, ledgerCSV(d.Ledger))}, ""})
	m.facts(page, d)
	p, ok := m.current(d)
	if !ok {
		return page
	}
	page.Scope = m.Words.Say("chart-scope", "Unit", root.Name, "Period", m.Words.Period(p))
	if f := m.Figures.Of(d.ID, root, p); d.Measure == indicator.Rate && f != nil {
		page.Formula = m.formula(d, f)
	}
	m.indicatorCharts(page, d, p)
	m.monthTable(page, d)
	m.unitTable(page, d, p)
	for _, col := range d.Split {
		m.splitTable(page, d, col)
	}
	return page
}

func (m *maker) indicatorCharts(page *IndicatorPage, d *indicator.Definition, p civil.Period) {
	spec := chartSpec{id: "by-month", title: m.Words.Say("by-month", "Title", page.Title), indicators: []*indicator.Definition{d}, by: "month", unit: m.Site.Units.Root, period: p, pos: d.Pos}
	if d.Has(civil.Month) && !(len(d.Open) == 0 && d.Stock()) {
		if block := m.chart(page.Path, spec); block != nil {
			block.Links = block.Links[len(block.Links)-1:]
			page.Charts = append(page.Charts, *block)
		}
	}
}

func (m *maker) formula(d *indicator.Definition, f *indicator.Figure) *Formula {
	n := m.number(indicatorPath(d.ID), f)
	counter := d.Ledger.Kind.Counter.In(m.lang)
	return &Formula{
		Name: m.text(d.Title), Above: m.Words.Say("formula-of", "Conditions", m.conditions(d.Of)), Below: m.below(d),
		N:      m.Words.Count(stat.Int(f.N).Round(0, stat.HalfUp), counter),
		Of:     m.Words.Count(stat.Int(f.Of).Round(0, stat.HalfUp), counter),
		Result: n.Whole(),
	}
}

// below is which rows an indicator is about.
func (m *maker) below(d *indicator.Definition) string {
	title := m.text(d.Ledger.Kind.Title)
	placed := m.Words.Say("formula-stock", "Ledger", title)
	if d.Date != nil {
		placed = m.Words.Say("formula-flow", "Ledger", title, "Date", m.text(d.Date.Title))
	}
	if len(d.Among) == 0 {
		return placed
	}
	return m.Words.Say("formula-among", "Rows", placed, "Conditions", m.conditions(d.Among))
}

// conditions puts a filter into words.
func (m *maker) conditions(f indicator.Filter) string {
	var parts []string
	for _, c := range f {
		var labels []string
		for _, word := range c.Words {
			if code, ok := c.Column.CodeOf(word); ok {
				word = m.word(c.Column, code)
			}
			labels = append(labels, m.Words.Say("quoted", "Text", word))
		}
		id := map[indicator.Test]string{indicator.Is: "condition-is", indicator.Not: "condition-not", indicator.Within: "condition-within",
			indicator.Empty: "condition-empty", indicator.Filled: "condition-filled"}[c.Test]
		parts = append(parts, m.Words.Say(id, "Field", m.text(c.Column.Title), "Values", strings.Join(labels, m.Words.Say("or"))))
	}
	return strings.Join(parts, m.Words.Say("and"))
}

// facts is the definition line by line.
func (m *maker) facts(page *IndicatorPage, d *indicator.Definition) {
	href := ""
	if m.paths[ledgerPath(d.Ledger)] {
		href = relative(page.Path, ledgerPath(d.Ledger))
	}
	page.Facts = append(page.Facts, Fact{m.Words.Say("fact-ledger"), m.text(d.Ledger.Kind.Title), href})
	if d.Measure == indicator.Rate {
		page.Facts = append(page.Facts, Fact{m.Words.Say("fact-below"), m.below(d), ""}, Fact{m.Words.Say("fact-above"), m.Words.Say("formula-of", "Conditions", m.conditions(d.Of)), ""})
	} else {
		page.Facts = append(page.Facts, Fact{m.Words.Say("fact-rows"), m.below(d), ""})
	}
	if d.Field != nil {
		page.Facts = append(page.Facts, Fact{m.Words.Say("fact-field"), m.Words.Say("sum-of", "Field", m.text(d.Field.Title)), ""})
	}
	var levels []string
	for _, id := range d.Levels {
		levels = append(levels, m.text(m.Site.Config.Level(id).Title))
	}
	page.Facts = append(page.Facts, Fact{m.Words.Say("fact-levels"), m.Words.List(levels), ""},
		Fact{m.Words.Say("fact-version"), m.Words.Say("version-note", "Version", d.Version), ""})
}

// head is the head of a table of an indicator's figures, after the first column.
func (m *maker) figureHead(d *indicator.Definition, first string) []string {
	title := m.text(d.Title)
	if d.Measure == indicator.Rate {
		return []string{first, title, m.Words.Say("fact-above"), m.Words.Say("fact-below")}
	}
	if counter := d.CounterIn(m.lang); counter != "" {
		title = m.Words.Say("with-unit", "Title", title, "Unit", counter)
	}
	return []string{first, title}
}

func (m *maker) figureCells(f *indicator.Figure) []string {
	n := m.number(homePath, f)
	text := n.Text
	if n.Counter == "%" {
		text += "%"
	}
	if n.Absent != "" {
		text = n.Absent
	}
	if n.Mark != "" {
		text += m.Words.Say("bracketed", "Text", n.Mark)
	}
	if f != nil && f.Def.Measure == indicator.Rate {
		return []string{text, m.Words.Number(stat.Int(f.N).Round(0, stat.HalfUp)), m.Words.Number(stat.Int(f.Of).Round(0, stat.HalfUp))}
	}
	return []string{text}
}

// monthTable: the whole site by declared period, months first.
func (m *maker) monthTable(page *IndicatorPage, d *indicator.Definition) {
	root := m.Site.Units.Root
	table := FigureTable{ID: "periods", Title: m.Words.Say("table-periods"), Note: root.Name, Head: m.figureHead(d, m.Words.Say("period-head"))}
	for _, p := range m.Figures.Periods(d) {
		if (p.Kind == civil.YearToDate || p.Kind == civil.All) && p.Last < civil.Month.Of(m.Site.Horizon).Last {
			continue
		}
		table.Rows = append(table.Rows, FigureRow{Name: m.Words.Period(p), Cells: m.figureCells(m.Figures.Of(d.ID, root, p)), Total: p.Kind != civil.Month})
	}
	page.Tables = append(page.Tables, table)
}

// unitTable: every unit for the current period and, of a flow, the year to date.
func (m *maker) unitTable(page *IndicatorPage, d *indicator.Definition, p civil.Period) {
	periods := []civil.Period{p}
	if year := civil.YearToDate.Of(p.Last); d.Has(civil.YearToDate) && !d.Stock() && year != p {
		periods = append(periods, year)
	}
	for _, period := range periods {
		table := FigureTable{ID: "units-" + period.Key(), Title: m.Words.Say("table-units", "Period", m.Words.Period(period)), Head: m.figureHead(d, m.Words.Say("unit-head"))}
		m.unitRows(&table, page.Path, d, m.Site.Units.Root, period, 0)
		if len(table.Rows) > 1 {
			page.Tables = append(page.Tables, table)
		}
	}
}

func (m *maker) unitRows(table *FigureTable, from string, d *indicator.Definition, u *site.Unit, p civil.Period, depth int) {
	if f := m.Figures.Of(d.ID, u, p); f != nil {
		table.Rows = append(table.Rows, FigureRow{Name: u.Name, Href: relative(from, unitPath(u)), Depth: depth, Total: depth == 0, Cells: m.figureCells(f)})
	}
	for _, child := range u.Children {
		m.unitRows(table, from, d, child, p, depth+1)
	}
	own := m.Figures.Get(indicator.Key{Indicator: d.ID, Unit: u, Period: p, Split: indicator.OwnSplit, Word: indicator.OwnValue})
	if own != nil && slices.ContainsFunc(u.Children, func(c *site.Unit) bool { return d.At(c.Level) }) {
		table.Rows = append(table.Rows, FigureRow{Name: m.Words.Say("own-of", "Unit", u.Name), Depth: depth + 1, Cells: m.figureCells(own)})
	}
}

// splitTable: the longest period's figures by the words of a field, for the whole site.
func (m *maker) splitTable(page *IndicatorPage, d *indicator.Definition, col *ledger.Column) {
	root := m.Site.Units.Root
	var period civil.Period
	var figures []*indicator.Figure
	for _, p := range m.Figures.Periods(d) {
		if found := m.Figures.Split(d.ID, root, p, col.Name); len(found) > 0 && p.Last-p.First >= period.Last-period.First {
			period, figures = p, found
		}
	}
	if len(figures) == 0 {
		return
	}
	table := FigureTable{ID: "by-" + col.Name, Title: m.Words.Say("table-split", "Field", m.text(col.Title)),
		Note: m.Words.Say("chart-scope", "Unit", root.Name, "Period", m.Words.Period(period)), Head: m.figureHead(d, m.text(col.Title))}
	for _, f := range figures {
		code, _ := col.CodeOf(f.Word)
		table.Rows = append(table.Rows, FigureRow{Name: m.word(col, code), Cells: m.figureCells(f)})
	}
	table.Rows = append(table.Rows, FigureRow{Name: m.Words.Say("total"), Total: true, Cells: m.figureCells(m.Figures.Of(d.ID, root, period))})
	page.Tables = append(page.Tables, table)
}

func (m *maker) statedRows(page *IndicatorPage, d *indicator.Definition) {
	for _, f := range m.Figures.Stated(d.ID) {
		page.Stated = append(page.Stated, StatedRow{Unit: f.Unit.Name, Period: m.Words.Period(f.Period), Source: f.Source, Number: m.number(page.Path, f)})
	}
}
