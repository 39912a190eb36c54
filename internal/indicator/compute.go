package indicator

import (
	"cmp"
	"maps"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/lanewall/lanewall/internal/civil"
	"github.com/lanewall/lanewall/internal/ledger"
	"github.com/lanewall/lanewall/internal/site"
)

// grid is cells of one indicator: units × columns, dense, made when the first row falls into it. A column is a period,
// or in the base of a run a month.
type grid struct {
	columns int
	cells   []cell
}

func (g *grid) at(units, unit, column int) *cell {
	if g.cells == nil {
		g.cells = make([]cell, units*g.columns)
	}
	return &g.cells[unit*g.columns+column]
}

func (g *grid) get(unit, column int) cell {
	if g.cells == nil {
		return cell{}
	}
	return g.cells[unit*g.columns+column]
}

// clone copies the grid, so that the copy does not change with it.
func (g *grid) clone() grid {
	c := grid{g.columns, slices.Clone(g.cells)}
	for i := range c.cells {
		c.cells[i].values = maps.Clone(c.cells[i].values)
	}
	return c
}

// rollUp adds to each unit what is counted for those below it: all units come after the one they belong to.
func (g *grid) rollUp(units []*site.Unit) {
	if g.cells == nil {
		return
	}
	for i := len(units) - 1; i > 0; i-- {
		own, parent := g.row(i), g.row(units[i].Parent.Index)
		for column := range own {
			parent[column].merge(&own[column])
		}
	}
}

// row is the cells of a unit.
func (g *grid) row(unit int) []cell { return g.cells[unit*g.columns:][:g.columns] }

// sheet is the grids of an indicator: over all rows, and over those of each word of each split.
type sheet struct {
	all   grid
	split [][]grid // by split and code
}

func newSheet(d *Definition, columns int) *sheet {
	s := &sheet{all: grid{columns: columns}}
	for _, col := range d.Split {
		grids := make([]grid, len(col.Words()))
		for i := range grids {
			grids[i].columns = columns
		}
		s.split = append(s.split, grids)
	}
	return s
}

// grids lists all grids, in the same order for every sheet of an indicator.
func (s *sheet) grids() []*grid {
	list := []*grid{&s.all}
	for i := range s.split {
		for j := range s.split[i] {
			list = append(list, &s.split[i][j])
		}
	}
	return list
}

// run is one pass of an indicator over its ledger, for some periods.
//
// What a row counts for may depend on the day it is asked about: an order still open at the end of June is closed when
// the half-year is looked at in August. But once the last of its events has happened it is the same for ever. So a row
// whose events all lie within the month of its date is put into the base, by month, and periods made of whole months
// are put together from there; any other row is asked for each period that it counts in. Rows are put into the cells of
// their own unit and rolled up over the tree in the end. Both give the same cells as asking every row for every period
// and unit would: tallies and histograms merge exactly.
type run struct {
	d       *Definition
	site    *site.Site
	periods []civil.Period
	asOf    []civil.Date
	order   []int // the periods by their as-of dates
	place   placer
	where   *ledger.Column
	unit    []*site.Unit // of each word of the column where

	moving []*ledger.Column // columns that may say another thing later
	months []civil.Period   // columns of the base; nil if some period is not made of whole months
	byDay  placer           // the month of a day
	base   *sheet
	result *sheet
	own    grid // rows of the unit itself, not of those below it
	buffer []int64

	old    *run // whose cells are taken over but for a change; nil of a run that goes over all rows
	change change
	once   sync.Once
	done   atomic.Bool // it is counted
}

func newRun(d *Definition, s *site.Site, periods []civil.Period) *run {
	r := &run{d: d, site: s, periods: periods, result: newSheet(d, len(periods)), base: newSheet(d, 0)}
	for i, p := range periods {
		r.asOf = append(r.asOf, p.AsOf(s.Horizon))
		r.order = append(r.order, i)
	}
	slices.SortStableFunc(r.order, func(a, b int) int { return cmp.Compare(r.asOf[a], r.asOf[b]) })
	r.where, r.unit = unitColumn(d.Ledger), unitsOf(d.Ledger, s)
	r.moving = d.moving()
	return r
}

// count goes over the rows, the first time that it is called.
func (r *run) count() {
	r.once.Do(func() {
		if r.old != nil {
			r.catchUp()
		} else {
			r.countAll()
		}
		r.done.Store(true)
	})
}

func (r *run) countAll() {
	if r.d.Date != nil {
		r.place = newPlacer(r.periods, r.site.Horizon)
		r.useBase()
	}
	for row := range r.d.Ledger.N {
		r.row(row)
	}
	r.finish()
}

// useBase makes the base if all periods are made of whole months.
func (r *run) useBase() {
	first := r.place.first
	if first == civil.None {
		return
	}
	for _, p := range r.periods {
		whole := p.First == civil.None || civil.Month.Of(p.First).First == p.First
		if last := civil.Month.Of(p.Last).Last; !whole || p.Last != last && p.Last < r.site.Horizon {
			return
		}
	}
	r.months = civil.Each(civil.Month, first, r.site.Horizon)
	r.byDay = newPlacer(r.months, r.site.Horizon)
	r.base = newSheet(r.d, len(r.months))
}

// moving lists the columns that an indicator uses and that may say another thing at a later date, but for those that
// do not change after its own date.
func (d *Definition) moving() []*ledger.Column {
	columns := slices.Clone(d.Split)
	for _, c := range slices.Concat(d.Among, d.Of) {
		columns = append(columns, c.Column)
	}
	if d.Field != nil {
		columns = append(columns, d.Field)
	}
	return slices.DeleteFunc(columns, func(c *ledger.Column) bool { return !c.Moves() || c == d.Date })
}

// placer gives the periods that a day lies in, by its distance from the first day of any of them.
type placer struct {
	first   civil.Date
	periods [][]int
}

// newPlacer makes the lists of all days up to the horizon. Periods without a beginning start with the first that has
// one; without any such there are no lists.
func newPlacer(periods []civil.Period, horizon civil.Date) placer {
	first, last := civil.None, civil.None
	for _, p := range periods {
		if p.First != civil.None && (first == civil.None || p.First < first) {
			first = p.First
		}
		last = max(last, p.AsOf(horizon))
	}
	place := placer{first: first}
	for day := first; first != civil.None && day <= last; day++ {
		var lists []int
		for i, p := range periods {
			if p.Contains(day) {
				lists = append(lists, i)
			}
		}
		place.periods = append(place.periods, lists)
	}
	return place
}

// at gives the periods of a day; false if there are no lists so early.
func (p placer) at(day civil.Date) ([]int, bool) {
	i := int(day) - int(p.first)
	switch {
	case p.first == civil.None || i < 0:
		return nil, false
	case i >= len(p.periods):
		return nil, true
	}
	return p.periods[i], true
}

// unitsOf gives the unit of each word of the column that says where a row belongs. A row of the ledger of units belongs
// to itself.
func unitsOf(t *ledger.Table, s *site.Site) []*site.Unit {
	col := unitColumn(t)
	if col == nil {
		return nil
	}
	units := make([]*site.Unit, len(col.Words()))
	for code, word := range col.Words() {
		units[code] = s.Units.Find(word)
	}
	return units
}

// unitColumn is nil of a ledger whose rows name no unit.
func unitColumn(t *ledger.Table) *ledger.Column {
	if t.Name == "units" {
		return t.Column("id")
	}
	if col := t.Column("unit"); col != nil && col.Type == ledger.Unit {
		return col
	}
	return nil
}

// UnitOf is the unit a row belongs to; the root if it names none.
func UnitOf(t *ledger.Table, s *site.Site, row int) *site.Unit {
	if col := unitColumn(t); col != nil {
		if u := s.Units.Find(col.Word(col.Code(row, s.Horizon))); u != nil {
			return u
		}
	}
	return s.Units.Root
}

func (r *run) row(row int) {
	unit := r.site.Units.Root.Index
	if r.where != nil {
		if u := r.unit[r.where.Code(row, r.site.Horizon)]; u != nil {
			unit = u.Index
		}
	}
	if r.d.Date == nil {
		r.stock(row, unit)
		return
	}
	if month, ok := r.settled(row); ok {
		if asOf := r.months[month].AsOf(r.site.Horizon); r.d.Among.Match(row, asOf) {
			r.add(r.base, row, unit, month, asOf)
		}
		return
	}
	for _, p := range r.candidates(row) {
		if d := r.d.Date.Date(row, r.asOf[p]); d != civil.None && d <= r.asOf[p] && r.periods[p].Contains(d) && r.d.Among.Match(row, r.asOf[p]) {
			r.add(r.result, row, unit, p, r.asOf[p])
		}
	}
}

// settled gives the month of the base in which a row counts, if all it depends on has happened by the month's end.
func (r *run) settled(row int) (int, bool) {
	if r.months == nil || !r.d.Date.Steady(row) {
		return 0, false
	}
	months, ok := r.byDay.at(r.d.Date.Date(row, r.site.Horizon))
	if !ok || len(months) != 1 {
		return 0, false
	}
	end := r.months[months[0]].Last
	for _, c := range r.moving {
		if c.SettledBy(row) > end {
			return 0, false
		}
	}
	return months[0], true
}

// candidates is the periods that a row may count in: those of its date, where that is the same whenever it is asked
// for.
func (r *run) candidates(row int) []int {
	if !r.d.Date.Steady(row) {
		return r.order
	}
	day := r.d.Date.Date(row, r.site.Horizon)
	if day == civil.None {
		return nil
	}
	if periods, ok := r.place.at(day); ok {
		return periods
	}
	return r.order
}

// stock adds a row to every period at whose end it stands.
func (r *run) stock(row, unit int) {
	for _, p := range r.order[r.begins(row):] {
		asOf := r.asOf[p]
		if len(r.d.Open) == 2 {
			from, until := r.d.Open[0].Date(row, asOf), r.d.Open[1].Date(row, asOf)
			if from != civil.None && from > asOf {
				continue
			}
			if until != civil.None && until <= asOf {
				if r.d.Open[1].SettledBy(row) <= asOf {
					return // closed for good, and the periods to come end later
				}
				continue
			}
		}
		if r.d.Among.Match(row, asOf) {
			r.add(r.result, row, unit, p, asOf)
		}
	}
}

// begins is the first of the periods, by their as-of dates, that a row may stand in: none that ends before it began.
func (r *run) begins(row int) int {
	if len(r.d.Open) != 2 || r.d.Open[0].Moves() {
		return 0
	}
	from := r.d.Open[0].Date(row, r.site.Horizon)
	first, _ := slices.BinarySearchFunc(r.order, from, func(p int, day civil.Date) int { return cmp.Compare(r.asOf[p], day) })
	return first
}

func (r *run) add(s *sheet, row, unit, column int, asOf civil.Date) {
	counts := r.d.Of.Match(row, asOf)
	r.buffer = r.d.amounts(row, asOf, r.buffer)
	units := len(r.site.Units.All)
	s.all.at(units, unit, column).add(r.d, r.buffer, counts)
	for i, col := range r.d.Split {
		for _, code := range col.Codes(row, asOf) {
			s.split[i][code].at(units, unit, column).add(r.d, r.buffer, counts)
		}
	}
}

// finish puts the periods together from the base, and the units from those below them.
func (r *run) finish() {
	results := r.result.grids()
	for i, base := range r.base.grids() {
		r.fromMonths(results[i], base)
	}
	r.own = r.result.all.clone()
	for _, g := range results {
		g.rollUp(r.site.Units.All)
	}
	r.base = nil
}

// fromMonths adds to each period what the base has for its months.
func (r *run) fromMonths(result, base *grid) {
	if base.cells == nil {
		return
	}
	periods := make([][]int, len(r.months)) // of each month
	for column, p := range r.periods {
		for month, m := range r.months {
			if p.Contains(m.First) {
				periods[month] = append(periods[month], column)
			}
		}
	}
	units := len(r.site.Units.All)
	result.at(units, 0, 0)
	for unit := range units {
		months, row := base.row(unit), result.row(unit)
		for month := range months {
			for _, column := range periods[month] {
				row[column].merge(&months[month])
			}
		}
	}
}
