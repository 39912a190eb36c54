package indicator

import (
	"slices"

	"github.com/lanewall/lanewall/internal/civil"
	"github.com/lanewall/lanewall/internal/diag"
	"github.com/lanewall/lanewall/internal/site"
	"github.com/lanewall/lanewall/internal/stat"
)

// linked resolves the indicators that others are made of and refuses what makes no number: dividing by something
// that is no base, adding up different things, things counted in different ledgers, or rows that are counted in two
// parts. An indicator with an error is left out.
func linked(definitions []*Definition, horizon civil.Date) ([]*Definition, diag.List) {
	var problems diag.List
	byID := map[string]*Definition{}
	for _, d := range definitions {
		byID[d.ID] = d
	}
	sound := slices.DeleteFunc(slices.Clone(definitions), func(d *Definition) bool {
		if !d.Measure.ofFigures() {
			return false
		}
		l := linker{d: d, byID: byID, horizon: horizon}
		l.link()
		problems.Append(l.problems)
		return l.problems.Count(diag.Error) > 0
	})
	return sound, problems
}

type linker struct {
	d        *Definition
	byID     map[string]*Definition
	horizon  civil.Date
	problems diag.List
}

func (l *linker) link() {
	d := l.d
	switch d.Measure {
	case Per:
		d.subject, d.per = l.one(d.Subject.V, d.Subject.Pos, "indicator"), l.one(d.Per.V, d.Per.Pos, "per")
		if d.per != nil && !d.per.Base {
			l.problems.Add("no-base", d.Per.Pos, d.per.ID)
		}
		if d.per != nil && d.Counter.Empty() {
			l.problems.Add("missing-key", d.Pos, "counter")
		}
		if d.Times == 0 {
			d.Times = 1
		}
	case Change:
		d.subject = l.one(d.Subject.V, d.Subject.Pos, "indicator")
		if against := []string{"", "previous", "year"}; !slices.Contains(against, d.Against.V) {
			l.problems.Add("unknown-value", d.Against.Pos, d.Against.V, diag.Choice{Given: d.Against.V, Names: against[1:]})
		}
	case Total:
		l.parts()
	}
}

// one finds an indicator by name. One that is itself made of others is refused: what it says could no longer be
// traced to rows in one step.
func (l *linker) one(id string, pos diag.Pos, key string) *Definition {
	d := l.byID[id]
	switch {
	case id == "":
		l.problems.Add("missing-key", l.d.Pos, key)
	case d == nil:
		var ids []string
		for other := range l.byID {
			ids = append(ids, other)
		}
		slices.Sort(ids)
		l.problems.Add("unknown-indicator", pos, id, diag.Choice{Given: id, Names: ids})
	case d.Measure.ofFigures():
		l.problems.Add("chained-indicator", pos, id)
	default:
		return d
	}
	return nil
}

func (l *linker) parts() {
	d := l.d
	if len(d.Parts) < 2 {
		l.problems.Add("missing-key", d.Pos, "parts")
	}
	for _, id := range d.Parts {
		part := l.one(id.V, id.Pos, "parts")
		if part == nil {
			continue
		}
		if slices.Contains(d.parts, part) { // twice 240 is no 480
			l.problems.Add("repeated-value", id.Pos, part.ID)
			continue
		}
		d.parts = append(d.parts, part)
		first := d.parts[0]
		switch {
		case part.Measure.small() || part.Measure == Distinct:
			l.problems.Add("not-added", id.Pos, part.ID)
		case part.Measure == Stated:
			l.problems.Add("added-stated", id.Pos, part.ID)
		case part.Ledger != first.Ledger:
			l.problems.Add("added-ledgers", id.Pos, part.ID, first.ID)
		case part.CounterIn("zh-Hans") != first.CounterIn("zh-Hans"):
			l.problems.Add("unlike-units", id.Pos, part.ID, first.ID)
		}
	}
	if d.Disjoint.Empty() {
		l.problems.Add("no-disjoint", d.Pos)
	}
	if l.problems.Count(diag.Error) == 0 {
		l.overlap()
	}
}

// overlap looks for a row that two parts count. Said in words that there is none, it still has to be so.
func (l *linker) overlap() {
	parts := l.d.parts
	for row := range parts[0].Ledger.N {
		var first *Definition
		for i, part := range parts {
			switch {
			case !part.counts(row, l.horizon):
			case first == nil:
				first = part
			case first.Field == part.Field: // sums of two fields add up different things
				l.problems.Add("counted-twice", l.d.Parts[i].Pos, part.Ledger.ID(row), first.ID, part.ID)
				return
			}
		}
	}
}

// counts tells whether an indicator of rows counts a row at all.
func (d *Definition) counts(row int, asOf civil.Date) bool {
	return d.Among.Match(row, asOf) && d.Of.Match(row, asOf) && (d.Date == nil || d.Date.Date(row, asOf) != civil.None)
}

// firstOf is where the periods of an indicator made of others begin: with the earliest of those.
func (f *Figures) firstOf(d *Definition) civil.Date {
	first := civil.None
	for _, part := range d.Sources() {
		if day, ok := f.first[part.ID]; ok && day != civil.None && (first == civil.None || day < first) {
			first = day
		}
	}
	return first
}

// Sources is the indicators that another is made of: what is divided or compared first, what it is divided by second.
func (d *Definition) Sources() []*Definition {
	return slices.DeleteFunc(append([]*Definition{d.subject, d.per}, d.parts...), func(d *Definition) bool { return d == nil })
}

// combinedPeriods is the declared periods of an indicator made of others, and those for which a number that goes into
// it was stated.
func (f *Figures) combinedPeriods(d *Definition) []civil.Period {
	periods := f.Periods(d)
	for _, source := range d.Sources() {
		for _, filed := range f.filings[source.ID] {
			if !slices.Contains(periods, filed.Period) {
				periods = append(periods, filed.Period)
			}
		}
	}
	return periods
}

// combine computes an indicator made of others for some periods.
func (f *Figures) combine(d *Definition, periods []civil.Period) diag.List {
	var problems diag.List
	for _, p := range periods {
		for _, u := range f.site.Units.All {
			if !d.At(u.Level) {
				continue
			}
			key := Key{Indicator: d.ID, Unit: u, Period: p}
			figure := &Figure{Key: key, Def: d, AsOf: p.AsOf(f.site.Horizon)}
			problems.Append(f.combined(figure, u, p))
			switch {
			case !figure.Value.Valid():
				figure.Status = NotApplicable
			case p.Last > f.site.Horizon:
				figure.Status = Provisional
			}
			f.lock.Lock()
			f.byKey[key] = figure
			f.lock.Unlock()
		}
	}
	return once(problems)
}

// once keeps the first of the same problem.
func once(problems diag.List) diag.List {
	var kept diag.List
	for _, d := range problems {
		if !slices.ContainsFunc(kept, func(k diag.Diagnostic) bool { return k.Code == d.Code && k.Pos == d.Pos }) {
			kept = append(kept, d)
		}
	}
	return kept
}

func (f *Figures) combined(figure *Figure, u *site.Unit, p civil.Period) diag.List {
	d := figure.Def
	switch d.Measure {
	case Per:
		above, below := f.exact(d.subject, u, p), f.exact(d.per, u, p)
		figure.Value = above.value.Times(int64(d.Times)).Over(below.value)
		figure.N, figure.Of = above.whole(), below.whole()
		return append(above.problems, below.problems...)
	case Change:
		before, ok := p.Previous()
		if d.Against.V == "year" {
			before, ok = p.YearEarlier()
		}
		if !ok || before.Last < f.first[d.subject.ID] {
			return nil // of the time before there is nothing to say
		}
		now, then := f.exact(d.subject, u, p), f.exact(d.subject, u, before)
		figure.Value = now.value.Sub(then.value)
		return append(now.problems, then.problems...)
	}
	return f.total(figure, u, p)
}

func (f *Figures) total(figure *Figure, u *site.Unit, p civil.Period) (problems diag.List) {
	sum := stat.Int(0)
	for _, part := range figure.Def.parts {
		v := f.exact(part, u, p)
		problems.Append(v.problems)
		sum = sum.Add(v.value)
	}
	figure.Value = sum
	return problems
}

// operand is a value that others are computed from; absent if it may not be.
type operand struct {
	value    stat.Ratio
	problems diag.List
}

// whole is the operand as a whole number, for the columns of figures.csv; 0 if it is none.
func (o operand) whole() int64 {
	if o.value.Den == 1 {
		return o.value.Num
	}
	return 0
}

// exact is a figure's value for use in another: present, complete, not qualified, and not of so few that it is not
// shown itself.
func (f *Figures) exact(d *Definition, u *site.Unit, p civil.Period) operand {
	f.Need(d.ID, p)
	figure := f.Of(d.ID, u, p)
	if figure == nil || figure.Status == LowNumber || len(figure.Missing)+len(figure.Unfiled) > 0 {
		return operand{}
	}
	if d.Measure == Stated && figure.Published.Qualifier != stat.Exact {
		var problems diag.List
		problems.Add("qualified-exact", d.Pos, d.ID, string(figure.Published.Qualifier))
		return operand{problems: problems}
	}
	return operand{value: figure.Value}
}
