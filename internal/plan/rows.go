package plan

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/lanewall/lanewall/internal/civil"
	"github.com/lanewall/lanewall/internal/diag"
	"github.com/lanewall/lanewall/internal/indicator"
	"github.com/lanewall/lanewall/internal/ledger"
	"github.com/lanewall/lanewall/internal/site"
	"github.com/lanewall/lanewall/internal/stat"
)

// RowList is rows of a ledger as a table: Rows × (the label and Columns).
type RowList struct {
	Title   string
	Caption string
	Label   string // head of the first column
	Columns []ColumnHead
	Rows    []Row
	Total   int        // how many there are, of which Rows are shown
	More    *Link      // to all of them
	Empty   string     // what stands there when there are none
	Listed  bool       // set as a numbered list, not as a table
	Lang    string     // of the words of rows, where all of them are in another than the page: the other Chinese script
	Shots   []RowShots // on the ledger's own pages, the photographs of the rows
}

// ColumnHead is a column's title and how its cells are set: num, day, wide or nothing. AsOf is the day that the lights
// in it speak for; "" in a column without any.
type ColumnHead struct{ Title, Class, AsOf string }

// Row is a row; Anchor names it in its ledger's list, Href leads there from elsewhere.
type Row struct {
	Anchor, Href, Label string
	Cells               []Cell
	Details             []Cell // on the ledger's own pages, beneath the label
	Pictured            string // where its photographs are; "" if it has none
}

// Cell is a cell as it is printed. Light is normal, half or overdue in a cell that says so, or in one of a
// mark; AsOf is the day that a light speaks for, which a mark has none of; Tel is what a phone rings; ISO is the day that a
// text without its year means.
type Cell struct {
	Label, Text, Href, Class, Light, AsOf, Tel, ISO string
}

// unitOf is the unit that a row is listed for. Where the ledger keeps units back each row is the whole site's: on the
// board of a lane it would tell where it belongs.
func (m *maker) unitOf(t *ledger.Table, row int) *site.Unit {
	if c := t.Column("unit"); c != nil && c.Class != ledger.Public {
		return m.Site.Units.Root
	}
	return indicator.UnitOf(t, m.Site, row)
}

// ownDate is the date by which a ledger's rows are laid out; nil if it has none, or keeps it back.
func ownDate(t *ledger.Table) *ledger.Column {
	if c := t.Column(t.Kind.Date); c != nil && c.Class == ledger.Public {
		return c
	}
	return nil
}

// id is what a row is called where nothing else names it: its id, or if that is kept back its place in the ledger.
func id(t *ledger.Table, row int) string {
	if c := t.Column("id"); c != nil && c.Class != ledger.Public {
		return "row-" + strconv.Itoa(row+1)
	}
	return t.ID(row)
}

// label is what a row is called: its label, else its id.
func (m *maker) label(t *ledger.Table, row int) string {
	if c := t.Column(t.Kind.Label); c != nil && c.Class == ledger.Public {
		if code := c.Code(row, m.Site.Horizon); code != 0 {
			return m.word(c, code)
		}
	}
	return id(t, row)
}

// labelTitle is the head of the column of labels.
func (m *maker) labelTitle(t *ledger.Table) string {
	for _, name := range []string{t.Kind.Label, "id"} {
		if c := t.Column(name); c != nil && c.Class == ledger.Public {
			return m.text(c.Title)
		}
	}
	return ""
}

// listColumns is the columns that a list shows: those asked for, else the kind's own, else all that are public. What
// is not public is never among them.
func (m *maker) listColumns(t *ledger.Table, asked []string) []*ledger.Column {
	names := asked
	if names == nil {
		names = t.Kind.Columns
	}
	if names == nil {
		for _, c := range t.Columns {
			if c.Name != t.Kind.Label && c.Name != "id" {
				names = append(names, c.Name)
			}
		}
	}
	var columns []*ledger.Column
	for _, name := range names {
		if c := t.Column(name); c != nil && c.Class == ledger.Public && !c.OfPhotos() {
			columns = append(columns, c)
		}
	}
	return columns
}

func cellClass(c *ledger.Column) string {
	switch c.Type {
	case ledger.Integer:
		return "num"
	case ledger.Money:
		return "num wide"
	case ledger.Date, ledger.Phone, ledger.Unit, ledger.Body, ledger.Person, ledger.Choice:
		return "day"
	case ledger.Set, ledger.List, ledger.Bodies, ledger.Text:
		return "wide"
	}
	return ""
}

// rows sets rows of a ledger as a table on the page at from, as of a date.
func (m *maker) rows(from string, t *ledger.Table, columns []*ledger.Column, rows []int, asOf civil.Date) RowList {
	list := RowList{Label: m.labelTitle(t), Total: len(rows), Lang: m.otherChinese()}
	for _, c := range columns {
		list.Columns = append(list.Columns, ColumnHead{Title: m.text(c.Title), Class: cellClass(c)})
	}
	for _, row := range rows {
		r := Row{Anchor: Anchor(id(t, row)), Href: m.rowHref(from, t, row), Label: m.label(t, row), Pictured: m.pictured(from, t, row)}
		for i, c := range columns {
			cell := m.cell(from, c, row, asOf)
			list.Columns[i].AsOf = cmp.Or(list.Columns[i].AsOf, cell.AsOf)
			r.Cells = append(r.Cells, cell)
		}
		list.Rows = append(list.Rows, r)
	}
	return list
}

// detail adds to rows on their ledger's own page what stands beneath them, and to their list the photographs.
func (m *maker) detail(from string, list *RowList, t *ledger.Table, rows []int) {
	m.gallery(from, list, t, rows)
	for i, row := range rows {
		for _, name := range t.Kind.Details {
			c := t.Column(name)
			if c == nil || c.Class != ledger.Public {
				continue
			}
			if cell := m.cell("", c, row, m.Site.Horizon); cell.Text != "" {
				list.Rows[i].Details = append(list.Rows[i].Details, cell)
			}
		}
	}
}

// cell prints a cell.
func (m *maker) cell(from string, c *ledger.Column, row int, asOf civil.Date) Cell {
	cell := Cell{Label: m.text(c.Title), Class: cellClass(c)}
	if c.Type.Numeric() {
		cell.Text = m.numeric(c, row, asOf)
		if cell.Text != "" && c.Provisional(row) {
			cell.Text += m.Words.Say("bracketed", "Text", m.Words.Say("provisional"))
		}
		if c.Type == ledger.Date {
			cell.ISO = c.Date(row, asOf).String()
		}
		return cell
	}
	var words []string
	codes := c.Codes(row, asOf)
	for _, code := range codes {
		words = append(words, m.word(c, code))
	}
	cell.Text = m.Words.List(words)
	if len(codes) == 1 {
		word := c.Word(codes[0])
		switch {
		case isLight(word):
			cell.Light, cell.AsOf = word, m.Words.Date(asOf)
		case c.Band(codes[0]) > 0:
			cell.Light = bandLight(c.Band(codes[0]))
		case c.Type == ledger.Phone:
			cell.Tel = telephone(word)
		case c.Type == ledger.Unit && m.Site.Units.Find(word) != nil:
			cell.Href = relative(from, unitPath(m.Site.Units.Find(word)))
		}
	}
	return cell
}

// bandLight is the light that a mark is printed with: the lowest of its bands as overdue, those above it as half.
func bandLight(band int) string {
	if band == 1 {
		return civil.Overdue.String()
	}
	return civil.Half.String()
}

// word is a word of a column as people read it: names for ids.
func (m *maker) word(c *ledger.Column, code uint32) string {
	word := c.Word(code)
	switch c.Type {
	case ledger.Unit:
		if u := m.Site.Units.Find(word); u != nil {
			return u.Name
		}
	case ledger.Person, ledger.Body, ledger.Bodies:
		table := m.Site.People
		if c.Type != ledger.Person {
			table = m.Site.Bodies
		}
		if row := table.Find(word); row >= 0 {
			return cmp.Or(m.cellWord(table, "name", row), word)
		}
	}
	return c.Label(code, m.langs...)
}

func (m *maker) numeric(c *ledger.Column, row int, asOf civil.Date) string {
	v, ok := c.Int(row, asOf)
	switch {
	case !ok:
		return ""
	case c.Type == ledger.Date:
		return m.dayOf(civil.Date(v), asOf)
	case c.Type == ledger.Money:
		return m.Words.Say("yuan", "Amount", stat.Ratio{Num: v, Den: 100}.Round(2, m.mode).Group())
	case c.Type == ledger.Bool:
		return m.Words.Say([...]string{"no", "yes"}[v])
	}
	if per := c.PerUnit(); per > 1 {
		return m.Words.Count(stat.Ratio{Num: v, Den: per}.Round(1, m.mode), m.text(c.Counter()))
	}
	return m.Words.Count(stat.Decimal{Units: v}, m.text(c.Counter()))
}

// dayOf is a day as it is called in the year of another: 8月30日, or with its own year.
//
// A ledger has far more dates than there are days, and a message takes longer to put together than to find.
func (m *maker) dayOf(d, asOf civil.Date) string {
	key := dayKey{d, year(d) == year(asOf)}
	if text, ok := m.days.Load(key); ok {
		return text.(string)
	}
	text := m.Words.Date(d)
	if key.sameYear {
		text = m.Words.Day(d)
	}
	m.days.Store(key, text)
	return text
}

type dayKey struct {
	day      civil.Date
	sameYear bool
}

func year(d civil.Date) int {
	y, _, _ := d.YMD()
	return y
}

// newest sorts rows by a date, the latest first, and rows of one day by their id. Without a date they stay in the order
// of the files.
func newest(t *ledger.Table, rows []int, date *ledger.Column, asOf civil.Date) {
	if date == nil {
		return
	}
	ids := t.Column("id")
	slices.SortStableFunc(rows, func(a, b int) int {
		d := cmp.Compare(date.Date(b, asOf), date.Date(a, asOf))
		if d != 0 || ids == nil {
			return d
		}
		return strings.Compare(ids.Word(ids.Code(b, asOf)), ids.Word(ids.Code(a, asOf)))
	})
}

// query is rows of a ledger in a unit: those that meet a filter and, with a date, fall into the period.
type query struct {
	table  *ledger.Table
	filter indicator.Filter
	date   *ledger.Column // nil takes whatever stands at the end of the period
	order  *ledger.Column // the date by which the newest come first; nil is date, or the ledger's own
	unit   *site.Unit
	period civil.Period
}

func (m *maker) find(q query) []int {
	own := ownDate(q.table)
	asOf := q.period.AsOf(m.Site.Horizon)
	var rows []int
	for _, row := range m.candidates(q) {
		if m.falls(q, own, row, asOf) && q.filter.Match(row, asOf) && m.unitOf(q.table, row).Under(q.unit) {
			rows = append(rows, row)
		}
	}
	slices.Sort(rows) // as they stand in the ledger, where neither date nor id says which comes first
	newest(q.table, rows, cmp.Or(q.order, q.date, own), asOf)
	return rows
}

// falls tells whether a row falls into the period by the date of the query; without one, whether it stands at the end.
func (m *maker) falls(q query, own *ledger.Column, row int, asOf civil.Date) bool {
	switch {
	case q.date != nil:
		d := q.date.Date(row, asOf)
		return d != civil.None && d <= asOf && q.period.Contains(d)
	case own != nil:
		return own.Date(row, asOf) <= asOf
	}
	return m.stands(q.table, row, asOf)
}

// candidates is the rows that a query has to look at, in no order: with a date those of its period, else all.
func (m *maker) candidates(q query) []int {
	if q.date != nil {
		return m.byDay(q.table, q.date).within(q.period)
	}
	all := make([]int, q.table.N)
	for row := range all {
		all[row] = row
	}
	return all
}

// dayIndex is the rows of a ledger by a date, so that a board of a week need not look at the rows of three years.
type dayIndex struct {
	dated  []dated // where the date is known, and the same whenever it is asked for: the earliest first
	moving []int   // where it may have been another one before
}

// dated is a row and its day.
type dated struct {
	row int
	day civil.Date
}

func (m *maker) byDay(t *ledger.Table, date *ledger.Column) *dayIndex {
	if made := m.all.byDate[date]; made != nil {
		return made
	}
	x := &dayIndex{}
	for row := range t.N {
		if !date.Steady(row) {
			x.moving = append(x.moving, row)
		} else if day := date.Date(row, m.Site.Horizon); day != civil.None {
			x.dated = append(x.dated, dated{row, day})
		}
	}
	slices.SortFunc(x.dated, func(a, b dated) int { return cmp.Compare(a.day, b.day) })
	m.all.byDate[date] = x
	return x
}

// within is the rows that may fall into a period.
func (x *dayIndex) within(p civil.Period) []int {
	rows := slices.Clone(x.moving)
	first, _ := slices.BinarySearchFunc(x.dated, p.First, func(d dated, day civil.Date) int { return cmp.Compare(d.day, day) })
	for _, d := range x.dated[first:] {
		if d.day > p.Last {
			break
		}
		rows = append(rows, d.row)
	}
	return rows
}

// blockRowsShown is how many rows a block shows where nothing else is said.
const blockRowsShown = 10

// anyDate asks for rows whatever their date: what stands at the end of the period.
const anyDate = "any"

// rowShapes are what rows look like: a table, or a numbered list.
var rowShapes = []string{"", "table", "list"}

// rows is the rows that the block asks for.
func (b *blockMaker) rows() *RowList {
	t := b.ledger()
	if t == nil {
		return nil
	}
	q, ok := b.query(t)
	if !ok {
		return nil
	}
	if !slices.Contains(rowShapes, b.spec.Shape) {
		b.once("unknown-value", b.spec.Pos, b.spec.Shape, diag.Choice{Given: b.spec.Shape, Names: rowShapes[1:]})
		return nil
	}
	for _, name := range b.spec.Show {
		b.column(t, name, b.spec.Pos)
	}
	found := b.find(q)
	limit := cmp.Or(b.spec.Rows, blockRowsShown)
	list := b.maker.rows(b.from, t, b.listColumns(t, b.spec.Show), found[:min(limit, len(found))], b.period.AsOf(b.Site.Horizon))
	list.Title, list.Empty, list.Total, list.Listed = b.text(b.spec.Title), b.text(b.spec.Empty), len(found), b.spec.Shape == "list"
	if list.Empty == "" {
		list.Empty = b.Words.Say("no-rows")
	}
	if list.Total > len(list.Rows) {
		counter := b.text(t.Kind.Counter)
		list.Caption = b.Words.Say("latest-rows", "Shown", len(list.Rows), "Counter", counter)
		list.More = &Link{b.Words.Say("all-rows", "Total", list.Total, "Counter", counter), relative(b.from, b.listTarget(t, q))}
	} else {
		list.Caption = b.allShown(t, list.Total)
	}
	return &list
}

// query is which rows the block asks for.
func (b *blockMaker) query(t *ledger.Table) (query, bool) {
	q := query{table: t, unit: b.unit, period: b.period, filter: b.filter(t)}
	switch name := b.spec.Date.V; {
	case name == anyDate:
		q.order = b.shownDate(t)
	case name != "" || t.Kind.Date != "":
		pos := b.spec.Date.Pos
		if name == "" {
			pos = b.spec.Pos
		}
		if q.date = b.date(t, cmp.Or(name, t.Kind.Date), pos); q.date == nil {
			return q, false
		}
	}
	return q, true
}

// shownDate is the date that a list of rows of any date goes by: the first that it shows.
func (b *blockMaker) shownDate(t *ledger.Table) *ledger.Column {
	for _, c := range b.listColumns(t, b.spec.Show) {
		if c.Type == ledger.Date {
			return c
		}
	}
	return nil
}

// allShown is the caption of a list that leaves nothing out.
func (m *maker) allShown(t *ledger.Table, total int) string {
	id := "all-shown"
	if ownDate(t) == nil {
		id = "all-undated"
	}
	return m.Words.Say(id, "Total", m.count(total), "Counter", m.text(t.Kind.Counter))
}

// listTarget is the page where all the rows of a block stand: the month's if it goes by the ledger's own date, else the
// ledger's.
func (b *blockMaker) listTarget(t *ledger.Table, q query) string {
	if q.date != nil && q.date.Name == t.Kind.Date && b.paths[rowsPath(t, b.period)] {
		return rowsPath(t, b.period)
	}
	if !b.paths[ledgerPath(t)] {
		return unitPath(b.unit)
	}
	return ledgerPath(t)
}
