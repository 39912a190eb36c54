package indicator

import (
	"cmp"
	"iter"
	"runtime"
	"slices"
	"sync"

	"github.com/lanewall/lanewall/internal/civil"
	"github.com/lanewall/lanewall/internal/diag"
	"github.com/lanewall/lanewall/internal/ledger"
	"github.com/lanewall/lanewall/internal/site"
	"github.com/lanewall/lanewall/internal/stat"
)

// Key names a figure.
type Key struct {
	Indicator string
	Unit      *site.Unit
	Period    civil.Period
	Split     string // the field of a split, [OwnSplit], or ""
	Word      string // the word of that field
}

// OwnSplit is the split under which the rows of an inner unit itself (本级) stand.
const OwnSplit = "unit"

// OwnValue is the only word of [OwnSplit].
const OwnValue = "own"

// Status says why a figure has no value, or what to think of it; letters as in official statistics.
type Status string

const (
	Present       Status = ""
	NotFiled      Status = "x" // 未报送: no rows and no nil return
	NotApplicable Status = "z" // nothing the rate could be a rate of
	Provisional   Status = "p" // the period is not over
	LowNumber     Status = "u" // a rate of so few that it says little: show n and N instead
)

// Figure is the value of an indicator for a unit and a period, with what one has to know of it.
type Figure struct {
	Key
	Def       *Definition
	AsOf      civil.Date
	Value     stat.Ratio // absent if there is none
	N, Of     int64      // of a rate: rows that count, and of how many; of a mean, median or score both are its rows
	Status    Status
	Missing   []civil.Period // months in the period that nobody filed: the value leaves them out
	Unfiled   []*site.Unit   // units that have not reported some month of the period: the value leaves them out too
	Published stat.Published // of a stated figure, as it was written
	Source    string         // of a stated figure
	Note      string         // of a stated figure
}

// Figures is all figures of a site, or what a page sees of them, see [Figures.View].
type Figures struct {
	Definitions []*Definition
	*counted
	asked map[computed]bool // what the one who views has asked for; nil of the figures themselves
}

// counted is what all views of figures share. Rows are counted when somebody looks at a figure, and once.
type counted struct {
	site    *site.Site
	filings map[string][]*Figure  // stated, by indicator
	first   map[string]civil.Date // of each indicator, where its periods begin

	lock     sync.Mutex
	runs     map[computed]column // where the figures of rows are counted
	byKey    map[Key]*Figure     // the others: stated, or made of other indicators
	computed map[computed]bool   // what was declared, or somebody has asked for
	open     map[computed]bool   // what every view sees

	reporting sync.Mutex
	reports   map[Key]report // by indicator, unit and period
}

type computed struct {
	indicator string
	period    civil.Period
}

// column is a period of a run.
type column struct {
	run *run
	i   int
}

// Compute gives every declared figure.
func Compute(s *site.Site, definitions []*Definition) (*Figures, diag.List) {
	return Recompute(nil, s, definitions)
}

// Recompute is [Compute] for a site of which there are figures as it was before: of these what has not changed is taken
// over. Before may be nil.
func Recompute(before *Figures, s *site.Site, definitions []*Definition) (*Figures, diag.List) {
	f := &Figures{Definitions: definitions, counted: &counted{
		site:     s,
		filings:  map[string][]*Figure{},
		first:    map[string]civil.Date{},
		runs:     map[computed]column{},
		byKey:    map[Key]*Figure{},
		computed: map[computed]bool{},
		open:     map[computed]bool{},
		reports:  map[Key]report{},
	}}
	f.overRows(before)
	problems := f.stated()
	for _, d := range definitions {
		if d.Measure.ofFigures() {
			f.first[d.ID] = f.firstOf(d)
			f.note(d, f.combinedPeriods(d))
			problems.Append(f.combine(d, f.combinedPeriods(d)))
		}
	}
	return f, problems
}

// View is the figures as a page may see them: those that are declared, those that had been asked for before there were
// views, and what it asks for itself; not what other pages have asked for. So what is on a page does not depend on
// which pages have been made.
func (f *Figures) View() *Figures {
	return &Figures{f.Definitions, f.counted, map[computed]bool{}}
}

// sees tells whether a period of an indicator is in view. A stated figure always is.
func (f *Figures) sees(c computed) bool {
	return f.asked == nil || f.open[c] || f.asked[c] || !f.computed[c]
}

// overRows counts the indicators that are made of rows, as many at a time as there are processors: a run shares nothing
// with another.
func (f *Figures) overRows(before *Figures) {
	definitions := slices.DeleteFunc(slices.Clone(f.Definitions), func(d *Definition) bool { return !d.Measure.overRows() })
	first := firstDaysOf(f.site)
	for _, d := range definitions {
		f.first[d.ID] = first.of(d)
	}
	if f.site.Units.Root == nil {
		return // said already: there is nothing a row could belong to
	}
	runs := f.takeOver(before)
	for _, d := range definitions {
		f.note(d, f.Periods(d))
		if r := f.plan(d, f.Periods(d)); r != nil {
			runs = append(runs, r)
		}
	}
	each(runs, (*run).count)
}

// each calls f for all runs, as many at a time as there are processors.
func each(runs []*run, f func(*run)) {
	next := make(chan *run)
	var workers sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		workers.Go(func() {
			for r := range next {
				f(r)
			}
		})
	}
	for _, r := range runs {
		next <- r
	}
	close(next)
	workers.Wait()
}

// Definition finds an indicator; nil if there is none.
func (f *Figures) Definition(id string) *Definition {
	i := slices.IndexFunc(f.Definitions, func(d *Definition) bool { return d.ID == id })
	if i < 0 {
		return nil
	}
	return f.Definitions[i]
}

// IDs lists the indicators.
func (f *Figures) IDs() []string {
	var ids []string
	for _, d := range f.Definitions {
		ids = append(ids, d.ID)
	}
	return ids
}

// firstDays is the day of the first row of each ledger that dates its rows.
type firstDays map[*ledger.Table]civil.Date

func firstDaysOf(s *site.Site) firstDays {
	days := firstDays{}
	for _, t := range s.Ledgers {
		first, date := civil.None, t.Column(t.Kind.Date)
		for row := 0; date != nil && row < t.N; row++ {
			if day := date.Date(row, s.Horizon); day != civil.None && (first == civil.None || day < first) {
				first = day
			}
		}
		days[t] = first
	}
	return days
}

// of is where an indicator's periods begin: at its ledger's first row, or for what has no dates at the first row of any
// ledger.
func (days firstDays) of(d *Definition) civil.Date {
	if d.Date != nil {
		return days[d.Ledger]
	}
	first := civil.None
	for _, day := range days {
		if day != civil.None && (first == civil.None || day < first) {
			first = day
		}
	}
	return first
}

// Periods is the declared periods of an indicator up to the horizon, by kind and then in order of time.
func (f *Figures) Periods(d *Definition) []civil.Period {
	var periods []civil.Period
	for _, kind := range d.periods {
		periods = append(periods, civil.Each(kind, f.first[d.ID], f.site.Horizon)...)
	}
	if d.guarded && len(periods) > 0 {
		return []civil.Period{longest(periods)}
	}
	return periods
}

// First is the day an indicator's periods begin, civil.None if nothing is known of it. Of the time before there is
// nothing to say, not even that nobody reported.
func (f *Figures) First(d *Definition) civil.Date { return f.first[d.ID] }

// longest is the period under which most is hidden in the crowd: the one of most days, the latest of equals.
// It is none of none.
func longest(periods []civil.Period) civil.Period {
	if len(periods) == 0 {
		return civil.Period{}
	}
	days := func(p civil.Period) int64 { return int64(p.Last) - int64(p.First) } // of All more than an int32 holds
	return slices.MaxFunc(periods, func(a, b civil.Period) int {
		return cmp.Or(cmp.Compare(days(a), days(b)), cmp.Compare(a.Last, b.Last))
	})
}

// Need brings the figures of an indicator for some periods into view, declared or not. Each call may go over all rows of
// a ledger once somebody looks, however many periods it asks for.
func (f *Figures) Need(id string, periods ...civil.Period) {
	d := f.Definition(id)
	if d == nil || d.Measure == Stated {
		return
	}
	if d.guarded {
		most := longest(f.Periods(d))
		periods = slices.DeleteFunc(slices.Clone(periods), func(p civil.Period) bool { return p != most })
	}
	missing := f.note(d, periods)
	switch {
	case len(missing) == 0:
	case d.Measure.ofFigures() && f.asked == nil:
		f.combine(d, missing)
	case d.Measure.ofFigures():
		f.View().combine(d, missing) // what is wrong with it was said when it was first computed
	case f.site.Units.Root != nil:
		f.plan(d, missing)
	}
}

// note puts periods of an indicator into view and gives those that nobody had asked for.
func (f *Figures) note(d *Definition, periods []civil.Period) (missing []civil.Period) {
	f.lock.Lock()
	defer f.lock.Unlock()
	for _, p := range periods {
		c := computed{d.ID, p}
		if !f.computed[c] {
			missing = append(missing, p)
		}
		f.computed[c] = true
		if f.asked == nil {
			f.open[c] = true
		} else {
			f.asked[c] = true
		}
	}
	return missing
}

// plan makes sure that there is a run for each of the periods: it gives a new one, if one is missing.
func (f *Figures) plan(d *Definition, periods []civil.Period) *run {
	f.lock.Lock()
	defer f.lock.Unlock()
	missing := slices.DeleteFunc(slices.Clone(periods), func(p civil.Period) bool {
		_, there := f.runs[computed{d.ID, p}]
		return there
	})
	if len(missing) == 0 {
		return nil
	}
	r := newRun(d, f.site, missing)
	f.keep(r)
	return r
}

// keep keeps the periods of a run.
func (f *Figures) keep(r *run) {
	for i, p := range r.periods {
		f.runs[computed{r.d.ID, p}] = column{r, i}
	}
}

// cellOf finds the cell of a figure of rows; false if there is no such figure, and of a split also if no row counts.
func (f *Figures) cellOf(key Key) (*Definition, cell, bool) {
	at, ok := f.columnOf(computed{key.Indicator, key.Period})
	if !ok || key.Unit == nil {
		return nil, cell{}, false
	}
	at.run.count()
	d, u := at.run.d, key.Unit
	if !d.At(u.Level) || d.guarded && u.Parent != nil {
		return nil, cell{}, false
	}
	switch key.Split {
	case "":
		return d, at.run.result.all.get(u.Index, at.i), true
	case OwnSplit:
		c := at.run.own.get(u.Index, at.i)
		return d, c, c.N > 0 && len(u.Children) > 0 && !d.guarded
	}
	i := slices.IndexFunc(d.Split, func(c *ledger.Column) bool { return c.Name == key.Split })
	if i < 0 || d.Split[i].Class == ledger.Aggregate && (u.Parent != nil || key.Period != longest(f.Periods(d))) {
		return nil, cell{}, false
	}
	code, ok := d.Split[i].CodeOf(key.Word)
	if !ok || code == 0 {
		return nil, cell{}, false
	}
	c := at.run.result.split[i][code].get(u.Index, at.i)
	return d, c, c.N > 0
}

func (f *Figures) columnOf(c computed) (column, bool) {
	f.lock.Lock()
	defer f.lock.Unlock()
	at, ok := f.runs[c]
	return at, ok && f.computed[c] && f.sees(c)
}

// figure makes a figure of a cell.
func (f *Figures) figure(d *Definition, key Key, t cell) *Figure {
	figure := &Figure{Key: key, Def: d, AsOf: key.Period.AsOf(f.site.Horizon), Value: d.value(t)}
	switch {
	case d.Measure == Rate:
		figure.N, figure.Of = t.Of, t.N
	case d.Measure.small():
		figure.N, figure.Of = t.Of, t.Of
	}
	if d.Date != nil {
		f.filed(figure, t)
	}
	switch {
	case figure.Status != Present:
	case !figure.Value.Valid():
		figure.Status = NotApplicable
	case d.Measure.small() && figure.Of < int64(f.site.Config.SmallestN):
		figure.Status = LowNumber
	case key.Period.Last > f.site.Horizon:
		figure.Status = Provisional
	}
	return figure
}

// filed notes the months that nobody has reported, and those who have not reported a month that others have. Where
// nothing at all is known there is no figure.
func (f *Figures) filed(figure *Figure, t cell) {
	r := f.reportOf(figure)
	figure.Missing, figure.Unfiled = r.missing, r.unfiled
	if len(r.missing) == r.months && t.N == 0 {
		figure.Status, figure.Value = NotFiled, stat.Ratio{}
	}
}

// report is what has been reported for a unit and period: it is the same for a figure and all its splits.
type report struct {
	months  int // of the period, as far as anything is known
	missing []civil.Period
	unfiled []*site.Unit
}

func (f *Figures) reportOf(figure *Figure) report {
	key := Key{Indicator: figure.Indicator, Unit: figure.Unit, Period: figure.Period}
	f.reporting.Lock()
	defer f.reporting.Unlock()
	if r, ok := f.reports[key]; ok {
		return r
	}
	ledger := figure.Def.Ledger
	months := civil.Each(civil.Month, max(figure.Period.First, f.first[figure.Indicator]), figure.AsOf)
	if len(months) == 0 && figure.Period.First != civil.None { // before the first row there may be nil returns
		months = figure.Period.Months()
	}
	// Nobody has to have reported a month that is still running, so that a week which reaches into it is whole.
	if last := len(months) - 1; last > 0 && months[last].Last > f.site.Horizon {
		months = months[:last]
	}
	r := report{months: len(months)}
	for _, m := range months {
		if !f.site.Filed(ledger, figure.Unit, m) {
			r.missing = append(r.missing, m)
			continue
		}
		for _, u := range f.site.Unfiled(ledger, figure.Unit, m) {
			if !slices.Contains(r.unfiled, u) {
				r.unfiled = append(r.unfiled, u)
			}
		}
	}
	f.reports[key] = r
	return r
}

// Get gives a figure; nil if it is neither declared nor computed. A split value that no row has is a true zero,
// and not kept; where a whole has not been filed, neither are its parts.
func (f *Figures) Get(key Key) *Figure {
	if figure := f.found(key); figure != nil {
		return figure
	}
	d, c, ok := f.cellOf(key)
	if !ok {
		return nil
	}
	figure := f.figure(d, key, c)
	if key.Split != "" && figure.Status == NotFiled {
		return nil
	}
	return figure
}

// found is a figure that is not counted over rows; nil if there is none in view.
func (f *Figures) found(key Key) *Figure {
	f.lock.Lock()
	defer f.lock.Unlock()
	if !f.sees(computed{key.Indicator, key.Period}) {
		return nil
	}
	return f.byKey[key]
}

// Of gives the figure of an indicator for a unit and period, without a split.
func (f *Figures) Of(id string, u *site.Unit, p civil.Period) *Figure {
	return f.Get(Key{Indicator: id, Unit: u, Period: p})
}

// Split gives the figures of one split, the values in the order of the field or, if it has none, of the words.
func (f *Figures) Split(id string, u *site.Unit, p civil.Period, split string) []*Figure {
	d := f.Definition(id)
	if d == nil || d.Ledger == nil {
		return nil
	}
	col := d.Ledger.Column(split)
	if col == nil {
		return nil
	}
	var figures []*Figure
	for _, word := range orderOf(col) {
		if figure := f.Get(Key{id, u, p, split, word}); figure != nil {
			figures = append(figures, figure)
		}
	}
	return figures
}

func orderOf(col *ledger.Column) []string {
	if col.Field != nil && col.Field.Values != nil {
		return col.Field.Values
	}
	return col.Words()[1:]
}

// Stated lists the figures that were filed for an indicator, in the order of the ledgers.
func (f *Figures) Stated(id string) []*Figure { return f.filings[id] }

// Each gives the figures of an indicator, or with "" of all, in the order of figures.csv: by indicator, unit, period,
// split and value. A district has millions, so they are made one by one, and anew at every call.
func (f *Figures) Each(id string) iter.Seq[*Figure] {
	return func(yield func(*Figure) bool) {
		for _, d := range slices.SortedFunc(slices.Values(f.Definitions), func(a, b *Definition) int { return cmp.Compare(a.ID, b.ID) }) {
			if id != "" && d.ID != id {
				continue
			}
			for key := range f.keys(d) {
				if figure := f.Get(key); figure != nil && !yield(figure) {
					return
				}
			}
		}
	}
}

// keys is what the figures of an indicator may be called, in order.
func (f *Figures) keys(d *Definition) iter.Seq[Key] {
	if !d.Measure.overRows() {
		return slices.Values(f.kept(d))
	}
	units := slices.DeleteFunc(slices.Clone(f.site.Units.All), func(u *site.Unit) bool { return !d.At(u.Level) })
	slices.SortFunc(units, func(a, b *site.Unit) int { return cmp.Compare(a.ID, b.ID) })
	var periods []civil.Period
	f.lock.Lock()
	for c := range f.computed {
		if c.indicator == d.ID {
			periods = append(periods, c.period)
		}
	}
	f.lock.Unlock()
	slices.SortFunc(periods, func(a, b civil.Period) int { return cmp.Compare(a.Key(), b.Key()) })
	parts := d.partKeys()
	return func(yield func(Key) bool) {
		for _, u := range units {
			for _, p := range periods {
				for _, part := range parts {
					if !yield(Key{d.ID, u, p, part.Split, part.Word}) {
						return
					}
				}
			}
		}
	}
}

// partKeys is the whole and the values of all splits, in order.
func (d *Definition) partKeys() []Key {
	keys := []Key{{}, {Split: OwnSplit, Word: OwnValue}}
	for _, col := range d.Split {
		for _, word := range col.Words()[1:] {
			keys = append(keys, Key{Split: col.Name, Word: word})
		}
	}
	slices.SortFunc(keys, compareKeys)
	return keys
}

// kept is the keys of figures that are not counted over rows: these few are kept as they are.
func (f *Figures) kept(d *Definition) []Key {
	var keys []Key
	f.lock.Lock()
	defer f.lock.Unlock()
	for key := range f.byKey {
		if key.Indicator == d.ID {
			keys = append(keys, key)
		}
	}
	slices.SortFunc(keys, func(a, b Key) int {
		return cmp.Or(cmp.Compare(a.Unit.ID, b.Unit.ID), cmp.Compare(a.Unit.Index, b.Unit.Index), cmp.Compare(a.Period.Key(), b.Period.Key()), compareKeys(a, b))
	})
	return keys
}

// compareKeys orders the figures of one unit and period.
func compareKeys(a, b Key) int {
	return cmp.Or(cmp.Compare(a.Split, b.Split), cmp.Compare(a.Word, b.Word))
}

// All lists every figure, see [Figures.Each].
func (f *Figures) All() []*Figure { return slices.Collect(f.Each("")) }

// Len is the number of figures.
func (f *Figures) Len() int {
	n := 0
	for range f.Each("") {
		n++
	}
	return n
}
