package plan

import (
	"cmp"
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
	Choice    *Choice
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
		Data:   Link{m.Words.Say("data-title"), relative(h.Path, dataPath)},
		Checks: Link{m.Words.Say("published-title"), relative(h.Path, "about/published/index.html")}}
	for _, d := range m.Figures.Definitions {
		group := m.text(d.Group)
		i := slices.IndexFunc(page.Groups, func(g IndicatorGroup) bool { return g.Title == group })
		if i < 0 {
			i = len(page.Groups)
			page.Groups = append(page.Groups, IndicatorGroup{Title: group})
		}
		page.Groups[i].Cards = append(page.Groups[i].Cards, m.listedCard(h.Path, d))
	}
	return page
}

// listedCard is the current figure as a list of indicators shows it: one that has no number of a period alone stands
// with the years to date.
func (m *maker) listedCard(from string, d *indicator.Definition) Card {
	c := m.summaryCard(from, d)
	if p, ok := m.current(d); ok && (p.Kind == civil.YearToDate || p.Kind == civil.All) {
		c.ToDate = m.whole(c.Number)
		c.Number = Number{Href: c.Number.Href}
	}
	return c
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
	page.Description = page.Meaning
	page.Citation = m.Words.Say("citation", "Issuer", h.Issuer, "Title", h.Title, "Version", d.Version, "Site", h.SiteTitle, "AsOf", h.AsOf, "Address", m.address(h.Path))
	page.Downloads = []DownloadLink{{Link{m.Words.Say("download-figures"), m.shared(h.Path, indicatorCSV(d.ID))}, ""}}
	if d.Measure == indicator.Stated {
		m.statedRows(page, d)
		return page
	}
	root := m.Site.Units.Root
	if d.Ledger != nil {
		page.Downloads = append(page.Downloads, DownloadLink{Link{m.Words.Say("download-rows", "Ledger", m.text(d.Ledger.Kind.Title)), m.shared(h.Path, ledgerCSV(d.Ledger))}, ""})
	}
	m.facts(page, d)
	p, ok := m.current(d)
	if !ok {
		return page
	}
	page.Scope = m.Words.Say("chart-scope", "Unit", root.Name, "Period", m.Words.Period(p))
	page.Choice = m.choose(page.Path, root, p)
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
	counter := d.Ledger.Kind.Counter.In(m.langs...)
	return &Formula{
		Name: m.text(d.Title), Above: m.Words.Say("formula-of", "Conditions", m.conditions(d.Of)), Below: m.below(d),
		N:      m.Words.Count(stat.Decimal{Units: f.N}, counter),
		Of:     m.Words.Count(stat.Decimal{Units: f.Of}, counter),
		Result: n.Whole(),
	}
}

// below is which rows an indicator is about, or how it is made of others.
func (m *maker) below(d *indicator.Definition) string {
	if d.Ledger == nil {
		return m.madeOf(d)
	}
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

// madeOf says how an indicator is made of others.
func (m *maker) madeOf(d *indicator.Definition) string {
	var titles []string
	for _, source := range d.Sources() {
		titles = append(titles, m.Words.Say("quoted", "Text", m.text(source.Title)))
	}
	switch d.Measure {
	case indicator.Per:
		return m.Words.Say("made-per", "Above", titles[0], "Below", titles[1], "Times", m.integer(int64(d.Times)))
	case indicator.Change:
		id := "made-change"
		if d.Against.V == "year" {
			id = "made-change-year"
		}
		return m.Words.Say(id, "Of", titles[0])
	}
	return m.Words.Say("made-total", "Parts", m.Words.List(titles), "Reason", m.text(d.Disjoint))
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
	if d.Ledger != nil {
		href := ""
		if m.paths[ledgerPath(d.Ledger)] {
			href = relative(page.Path, ledgerPath(d.Ledger))
		}
		page.Facts = append(page.Facts, Fact{m.Words.Say("fact-ledger"), m.text(d.Ledger.Kind.Title), href})
	}
	for _, source := range d.Sources() {
		page.Facts = append(page.Facts, Fact{m.Words.Say("fact-source"), m.text(source.Title), relative(page.Path, indicatorPath(source.ID))})
	}
	if d.Measure == indicator.Rate {
		page.Facts = append(page.Facts, Fact{m.Words.Say("fact-below"), m.below(d), ""}, Fact{m.Words.Say("fact-above"), m.Words.Say("formula-of", "Conditions", m.conditions(d.Of)), ""})
	} else {
		page.Facts = append(page.Facts, Fact{m.Words.Say("fact-rows"), m.below(d), ""})
	}
	if d.Field != nil {
		page.Facts = append(page.Facts, Fact{m.Words.Say("fact-field"), m.Words.Say(string(d.Measure)+"-of", "Field", m.text(d.Field.Title)), ""})
	}
	var levels []string
	for _, id := range d.Levels {
		levels = append(levels, m.text(m.Site.Config.Level(id).Title))
	}
	page.Facts = append(page.Facts, Fact{m.Words.Say("fact-levels"), m.Words.List(levels), ""},
		Fact{m.Words.Say("fact-version"), m.Words.Say("version-note", "Version", d.Version), ""})
}

// figureHead is the head of a table of an indicator's figures, after the first column.
func (m *maker) figureHead(d *indicator.Definition, first string) []string {
	title := m.text(d.Title)
	if d.Measure == indicator.Rate {
		return []string{first, title, m.Words.Say("fact-above"), m.Words.Say("fact-below")}
	}
	if counter := d.CounterIn(m.langs...); counter != "" {
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
		return []string{text, m.integer(f.N), m.integer(f.Of)}
	}
	return []string{text}
}

// monthTable: the whole site by declared period, months first, each compared with the period before and, where that
// is known, with the same a year earlier.
func (m *maker) monthTable(page *IndicatorPage, d *indicator.Definition) {
	root := m.Site.Units.Root
	table := FigureTable{ID: "periods", Title: m.Words.Say("table-periods"), Note: root.Name, Head: m.figureHead(d, m.Words.Say("period-head"))}
	var previous, earlier []string
	periods, all := m.tablePeriods(d)
	if !all {
		table.Note += m.Words.Say("stop") + m.Words.Say("earlier-weeks")
	}
	for _, p := range periods {
		table.Rows = append(table.Rows, FigureRow{Name: m.Words.Period(p), Cells: m.figureCells(m.Figures.Of(d.ID, root, p)), Total: slices.Index(tableKinds, p.Kind) < 3})
		before, ok := p.Previous()
		previous = append(previous, m.compared(d, root, p, before, ok && p.Kind != civil.YearToDate))
		before, ok = p.YearEarlier()
		earlier = append(earlier, m.compared(d, root, p, before, ok))
	}
	if d.Measure != indicator.Change && !d.Stock() {
		table.add(m.Words.Say("previous-head"), previous)
		table.add(m.Words.Say("earlier-head"), earlier)
	}
	page.Tables = append(page.Tables, table)
}

// add puts a column behind the others, unless all its cells are empty.
func (t *FigureTable) add(head string, cells []string) {
	if strings.Join(cells, "") == "" {
		return
	}
	t.Head = append(t.Head, head)
	for i := range t.Rows {
		t.Rows[i].Cells = append(t.Rows[i].Cells, cells[i])
	}
}

// compared says by how much a figure differs from that of another period: a rate by percentage points, a number by the
// difference and, where there was enough before to speak of percents, by those.
func (m *maker) compared(d *indicator.Definition, u *site.Unit, p, before civil.Period, ok bool) string {
	now, then := m.Figures.Of(d.ID, u, p), m.Figures.Of(d.ID, u, before)
	if !ok || !comparable(now) || !comparable(then) {
		return ""
	}
	difference := now.Value.Sub(then.Value)
	if difference.Cmp(stat.Int(0)) == 0 {
		return m.Words.Say("level")
	}
	if d.Percent() {
		return signed(difference, m.Words.Number(difference.Percent(d.Places(), m.mode))+m.Words.Say("points"))
	}
	text, counter := m.amount(d, difference)
	text = signed(difference, text+counter)
	if then.Value.Cmp(stat.Int(int64(m.Site.Config.SmallestN))) >= 0 {
		percent := difference.Over(then.Value).Percent(1, m.mode)
		text += m.Words.Say("bracketed", "Text", signed(difference, percent.String()+"%"))
	}
	return text
}

// signed puts a plus before what has grown; what has shrunk has its minus.
func signed(v stat.Ratio, text string) string {
	if v.Num > 0 {
		return "+" + text
	}
	return text
}

// unitTable: every unit for the current period and, of a flow, the year to date.
func (m *maker) unitTable(page *IndicatorPage, d *indicator.Definition, p civil.Period) {
	periods := []civil.Period{p}
	if year := civil.YearToDate.Of(p.Last); d.Has(civil.YearToDate) && !d.Stock() && year != p {
		periods = append(periods, year)
	}
	for _, period := range periods {
		table := FigureTable{ID: "units-" + period.Key(), Title: m.Words.Say("table-units", "Period", m.Words.Period(period)), Head: m.figureHead(d, m.Words.Say("unit-head"))}
		deepest, all := m.deepest(d)
		m.unitRows(&table, page.Path, d, m.Site.Units.Root, period, 0, deepest)
		if !all {
			table.Note = m.Words.Say("deeper-units")
		}
		if len(table.Rows) > 1 {
			page.Tables = append(page.Tables, table)
		}
	}
}

// tableUnits is how many units a table lists at most; the levels below are in the download.
const tableUnits = 100

// deepest is how far below the root a table of units goes, and whether that is all the way.
func (m *maker) deepest(d *indicator.Definition) (depth int, all bool) {
	var at []int // how many units the indicator is computed for, by depth
	for _, u := range m.Site.Units.All {
		depth := len(u.Path()) - 1
		for len(at) <= depth {
			at = append(at, 0)
		}
		if d.At(u.Level) {
			at[depth]++
		}
	}
	total := 0
	for depth, n := range at {
		if total += n; total > tableUnits && depth > 1 {
			return depth - 1, false
		}
	}
	return len(at) - 1, true
}

func (m *maker) unitRows(table *FigureTable, from string, d *indicator.Definition, u *site.Unit, p civil.Period, depth, deepest int) {
	if f := m.Figures.Of(d.ID, u, p); f != nil {
		table.Rows = append(table.Rows, FigureRow{Name: u.Name, Href: relative(from, unitPath(u)), Depth: depth, Total: depth == 0, Cells: m.figureCells(f)})
	}
	if depth == deepest {
		return
	}
	for _, child := range u.Children {
		m.unitRows(table, from, d, child, p, depth+1, deepest)
	}
	own := m.Figures.Get(indicator.Key{Indicator: d.ID, Unit: u, Period: p, Split: indicator.OwnSplit, Word: indicator.OwnValue})
	if own != nil && slices.ContainsFunc(u.Children, func(c *site.Unit) bool { return d.At(c.Level) }) {
		table.Rows = append(table.Rows, FigureRow{Name: m.Words.Say("own-of", "Unit", u.Name), Depth: depth + 1, Cells: m.figureCells(own)})
	}
}

// splitTable: the longest period's figures by the words of a field, for the whole site.
func (m *maker) splitTable(page *IndicatorPage, d *indicator.Definition, col *ledger.Column) {
	root := m.Site.Units.Root
	period, figures := m.longestSplit(d, root, col.Name)
	if len(figures) == 0 {
		return
	}
	page.Tables = append(page.Tables, m.split(d, col, root, period, figures))
}

// split sets figures of a split of a unit and period as a table.
func (m *maker) split(d *indicator.Definition, col *ledger.Column, u *site.Unit, p civil.Period, figures []*indicator.Figure) FigureTable {
	s := &splitTable{maker: m, d: d, whole: m.Figures.Of(d.ID, u, p), shares: d.Measure == indicator.Count && !col.Type.Many()}
	s.table = FigureTable{ID: "by-" + col.Name, Title: m.Words.Say("table-split", "Field", m.text(col.Title)),
		Note: m.splitScope(col, u, p), Head: m.figureHead(d, m.text(col.Title))}
	switch {
	case d.Ranking:
		s.rank(figures)
	case col.Type == ledger.Body || col.Type == ledger.Bodies:
		slices.SortStableFunc(figures, func(a, b *indicator.Figure) int {
			return cmp.Compare(m.Site.Bodies.Find(a.Word), m.Site.Bodies.Find(b.Word))
		})
	}
	s.heads()
	for _, f := range figures {
		code, _ := col.CodeOf(f.Word)
		s.row(m.word(col, code), f)
	}
	s.row("", nil)
	return s.table
}

// tableKinds is the order in which a table lists kinds of periods; the first three are wholes.
var tableKinds = []civil.Kind{civil.All, civil.Year, civil.YearToDate, civil.Quarter, civil.Month, civil.Week}

// weeksShown is how many weeks a table lists; the earlier ones are in the download.
const weeksShown = 12

// tablePeriods is the periods of an indicator as a table lists them, the latest of each kind first, and whether these are
// all. Years to date are those up to the horizon.
func (m *maker) tablePeriods(d *indicator.Definition) (periods []civil.Period, all bool) {
	weeks := 0
	listed := slices.Clone(m.Figures.Periods(d))
	slices.SortStableFunc(listed, func(a, b civil.Period) int {
		return cmp.Or(cmp.Compare(slices.Index(tableKinds, a.Kind), slices.Index(tableKinds, b.Kind)), cmp.Compare(b.Last, a.Last))
	})
	for _, p := range listed {
		if (p.Kind == civil.YearToDate || p.Kind == civil.All) && p.Last < civil.Month.Of(m.Site.Horizon).Last {
			continue
		}
		if p.Kind == civil.Week {
			weeks++
		}
		if weeks <= weeksShown {
			periods = append(periods, p)
		}
	}
	return periods, weeks <= weeksShown
}

// longestSplit is the figures of a split for the period that reaches up to the horizon and furthest back from it; of
// two, the one that is over.
func (m *maker) longestSplit(d *indicator.Definition, u *site.Unit, split string) (period civil.Period, figures []*indicator.Figure) {
	before := func(p, q civil.Period) bool {
		return cmp.Or(cmp.Compare(p.AsOf(m.Site.Horizon), q.AsOf(m.Site.Horizon)), cmp.Compare(q.First, p.First), cmp.Compare(q.Last, p.Last)) < 0
	}
	for _, p := range m.Figures.Periods(d) {
		if figures != nil && before(p, period) {
			continue
		}
		if found := m.Figures.Split(d.ID, u, p, split); len(found) > 0 {
			period, figures = p, found
		}
	}
	return period, figures
}

// splitTable is a table of a split on its way: the figures, and where they make sense shares of the whole and ranks.
type splitTable struct {
	*maker
	d      *indicator.Definition
	whole  *indicator.Figure
	table  FigureTable
	shares bool
	ranks  map[*indicator.Figure]int
}

// rank orders the figures from the highest and gives each its place: equal values share one, and the next follows after
// as many as share it (1, 2, 2, 4). What is of too few to be shown has no place: a place would tell what is not told.
func (s *splitTable) rank(figures []*indicator.Figure) {
	shown := func(f *indicator.Figure) stat.Ratio {
		if f.Status == indicator.LowNumber {
			return stat.Ratio{} // sorts behind every value
		}
		return f.Value
	}
	slices.SortStableFunc(figures, func(a, b *indicator.Figure) int { return shown(b).Cmp(shown(a)) })
	s.ranks = map[*indicator.Figure]int{}
	for i, f := range figures {
		if f.Status == indicator.LowNumber {
			break // and so are all that follow
		}
		s.ranks[f] = i + 1
		if i > 0 && f.Value.Cmp(figures[i-1].Value) == 0 {
			s.ranks[f] = s.ranks[figures[i-1]]
		}
	}
}

func (s *splitTable) heads() {
	if s.shares {
		s.table.Head = append(s.table.Head, s.Words.Say("share"))
		s.table.Note += s.Words.Say("stop") + s.Words.Say("share-note")
	}
	if s.ranks != nil {
		s.table.Head = append(s.table.Head, s.Words.Say("rank"))
	}
}

// row adds a word of the split, or without a figure the total. Shares are rounded one by one and never made to add up
// to 100.
func (s *splitTable) row(name string, f *indicator.Figure) {
	row := FigureRow{Name: name}
	if f == nil {
		f = s.whole
		row.Name, row.Total = s.wholeTitle(s.d), true
	}
	row.Cells = s.figureCells(f)
	if s.shares {
		share := f.Value.Over(s.whole.Value).Percent(1, s.mode).String()
		if share != "" {
			share += "%"
		}
		row.Cells = append(row.Cells, share)
	}
	if s.ranks != nil {
		rank := ""
		if n := s.ranks[f]; n > 0 {
			rank = s.count(n)
		}
		row.Cells = append(row.Cells, rank)
	}
	s.table.Rows = append(s.table.Rows, row)
}

func (m *maker) statedRows(page *IndicatorPage, d *indicator.Definition) {
	for _, f := range m.Figures.Stated(d.ID) {
		page.Stated = append(page.Stated, StatedRow{Unit: f.Unit.Name, Period: m.Words.Period(f.Period), Source: f.Source, Number: m.number(page.Path, f)})
	}
}
