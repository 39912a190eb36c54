package indicator

import (
	"cmp"

	"github.com/lanewall/lanewall/internal/civil"
	"github.com/lanewall/lanewall/internal/ledger"
	"github.com/lanewall/lanewall/internal/site"
	"github.com/lanewall/lanewall/internal/stat"
)

// grid is tallies of one indicator: units × periods, dense, made when the first row falls into it.
type grid struct {
	periods int
	cells   []stat.Tally
}

func (g *grid) at(units int, unit, period int) *stat.Tally {
	if g.cells == nil {
		g.cells = make([]stat.Tally, units*g.periods)
	}
	return &g.cells[unit*g.periods+period]
}

// run is one pass of an indicator over its ledger, for some periods.
type run struct {
	d       *Definition
	site    *site.Site
	periods []civil.Period
	asOf    []civil.Date
	where   *ledger.Column
	unit    []*site.Unit // of each word of the column where
	all     grid
	own     grid     // rows of the unit itself, not of those below it
	split   [][]grid // by split and code
}

func newRun(d *Definition, s *site.Site, periods []civil.Period) *run {
	r := &run{d: d, site: s, periods: periods, all: grid{periods: len(periods)}, own: grid{periods: len(periods)}}
	for _, p := range periods {
		r.asOf = append(r.asOf, p.AsOf(s.Horizon))
	}
	r.where, r.unit = unitColumn(d.Ledger), unitsOf(d.Ledger, s)
	for _, col := range d.Split {
		r.split = append(r.split, make([]grid, len(col.Words())))
	}
	for row := range d.Ledger.N {
		r.row(row)
	}
	return r
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
	unit := r.site.Units.Root
	if r.where != nil {
		unit = cmp.Or(r.unit[r.where.Code(row, r.site.Horizon)], unit)
	}
	for p := range r.periods {
		if r.counts(row, p) {
			r.add(row, unit, p)
		}
	}
}

// counts tells whether a row belongs to a period at all: a flow by its date, a stock by standing open at its end.
func (r *run) counts(row, p int) bool {
	asOf := r.asOf[p]
	if r.d.Date != nil {
		d := r.d.Date.Date(row, asOf)
		return d != civil.None && d <= asOf && r.periods[p].Contains(d) && r.d.Among.Match(row, asOf)
	}
	if len(r.d.Open) == 2 {
		from, until := r.d.Open[0].Date(row, asOf), r.d.Open[1].Date(row, asOf)
		if from != civil.None && from > asOf || until != civil.None && until <= asOf {
			return false
		}
	}
	return r.d.Among.Match(row, asOf)
}

func (r *run) add(row int, unit *site.Unit, p int) {
	asOf := r.asOf[p]
	counts := r.d.Of.Match(row, asOf)
	amount := int64(0)
	if r.d.Field != nil {
		amount, _ = r.d.Field.Int(row, asOf)
	}
	units := len(r.site.Units.All)
	r.own.at(units, unit.Index, p).Add(counts, amount)
	for u := unit; u != nil; u = u.Parent {
		r.all.at(units, u.Index, p).Add(counts, amount)
		for s, col := range r.d.Split {
			for _, code := range col.Codes(row, asOf) {
				r.grid(s, code).at(units, u.Index, p).Add(counts, amount)
			}
		}
	}
}

func (r *run) grid(split int, code uint32) *grid {
	g := &r.split[split][code]
	g.periods = len(r.periods)
	return g
}

func (g *grid) get(unit, period int) stat.Tally {
	if g.cells == nil {
		return stat.Tally{}
	}
	return g.cells[unit*g.periods+period]
}

// value is what the measure makes of a tally.
func (d *Definition) value(t stat.Tally) stat.Ratio {
	switch d.Measure {
	case Sum:
		if d.Field.Type == ledger.Money {
			return t.Sum(100)
		}
		return t.Sum(1)
	case Rate:
		return t.Rate()
	}
	return t.Count()
}
