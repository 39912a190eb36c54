package indicator

import (
	"bytes"
	"maps"
	"slices"

	"github.com/lanewall/lanewall/internal/ledger"
)

// Of a site that somebody edits, few rows change at a time. What was counted before is taken over: the rows that are gone
// are taken out of the cells, the new ones put in. Tallies are sums of whole numbers and histograms count how often a
// value occurs, so what comes out is what counting anew would give.

// takeOver takes over the runs of figures of the site as it was, as far as they can be, and gives them; they are yet to
// be counted.
func (f *Figures) takeOver(before *Figures) []*run {
	if before == nil || !f.site.SameGround(before.site) || !f.sameDefinitions(before) {
		return nil
	}
	changes := map[string]change{} // by ledger
	var runs []*run
	for _, old := range before.finished() {
		d := f.Definition(old.d.ID)
		if d == nil || d.Ledger == nil {
			continue
		}
		c, ok := changes[d.Ledger.Name]
		if !ok {
			c.gone, c.come = ledger.Changes(old.d.Ledger, d.Ledger)
			changes[d.Ledger.Name] = c
		}
		if r := newRun(d, f.site, old.periods); r.follow(old, c) {
			f.keep(r)
			runs = append(runs, r)
		}
	}
	return runs
}

// sameDefinitions tells whether the indicators are defined as they were.
func (f *Figures) sameDefinitions(before *Figures) bool {
	if len(f.Definitions) != len(before.Definitions) {
		return false
	}
	for i, d := range f.Definitions {
		was := before.Definitions[i]
		if d.ID != was.ID || !bytes.Equal(d.Pos.Source.Text, was.Pos.Source.Text) {
			return false
		}
	}
	return true
}

// finished is the runs that have been counted.
func (f *Figures) finished() []*run {
	f.lock.Lock()
	defer f.lock.Unlock()
	seen := map[*run]bool{}
	for _, c := range f.runs {
		if c.run.done.Load() {
			seen[c.run] = true
		}
	}
	return slices.Collect(maps.Keys(seen))
}

// change is rows of a ledger that are gone and others that have come.
type change struct{ gone, come []int }

// many is from which share of a ledger's rows on counting anew takes less time than taking over: a tenth.
func (c change) many(t *ledger.Table) bool { return 10*(len(c.gone)+len(c.come)) > t.N }

// follow makes the run one that takes over what another has counted; false if it has to be counted anew.
func (r *run) follow(old *run, c change) bool {
	if c.many(r.d.Ledger) || r.site.Units.Root == nil || !slices.Equal(r.asOf, old.asOf) {
		return false
	}
	if f := r.d.Field; f != nil && !f.Type.Numeric() && !slices.Equal(f.Words(), old.d.Field.Words()) {
		return false // its values are codes
	}
	r.old, r.change = old, c
	return true
}

// catchUp takes over what the old run has counted, but for the rows that are gone, and adds those that have come.
func (r *run) catchUp() {
	old := r.old
	gone, come := old.only(old.d, r.change.gone), old.only(r.d, r.change.come)
	r.place = old.place
	r.own = old.own.changed(&gone.own, &come.own)
	r.result.all = old.result.all.changed(&gone.result.all, &come.result.all)
	for i, col := range r.d.Split {
		was := old.d.Split[i]
		for code, word := range col.Words() {
			before, without := grid{columns: len(r.periods)}, grid{}
			if code, ok := was.CodeOf(word); ok { // else the word is new
				before, without = old.result.split[i][code], gone.result.split[i][code]
			}
			r.result.split[i][code] = before.changed(&without, &come.result.split[i][code])
		}
	}
	r.old, r.change = nil, change{}
}

// only counts some rows, of the ledger that a definition is bound to, in the periods of the run.
func (r *run) only(d *Definition, rows []int) *run {
	some := newRun(d, r.site, r.periods)
	some.place = r.place
	for _, row := range rows {
		some.row(row)
	}
	some.finish()
	return some
}

// changed is the grid without the cells of one and with those of another. Where they are empty it shares its own.
func (g *grid) changed(gone, come *grid) grid {
	if gone.cells == nil && come.cells == nil {
		return *g
	}
	c := grid{g.columns, slices.Clone(g.cells)}
	if c.cells == nil {
		c.cells = make([]cell, max(len(gone.cells), len(come.cells)))
	}
	for i := range c.cells {
		var out, in cell
		if gone.cells != nil {
			out = gone.cells[i]
		}
		if come.cells != nil {
			in = come.cells[i]
		}
		if out.N+in.N > 0 {
			c.cells[i] = c.cells[i].changed(&out, &in)
		}
	}
	return c
}

// changed is the cell without the rows of one and with those of another.
func (c cell) changed(gone, come *cell) cell {
	c.values = maps.Clone(c.values)
	c.remove(gone)
	c.merge(come)
	if c.N == 0 {
		return cell{}
	}
	return c
}
