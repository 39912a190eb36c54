package indicator

import (
	"github.com/lanewall/lanewall/internal/civil"
	"github.com/lanewall/lanewall/internal/diag"
	"github.com/lanewall/lanewall/internal/ledger"
	"github.com/lanewall/lanewall/internal/stat"
)

// stated takes over the figures that are filed without rows, from every ledger of that kind.
func (f *Figures) stated() diag.List {
	var problems diag.List
	places := map[*Figure]diag.Pos{}
	for _, t := range f.site.Ledgers {
		if t.Kind.Name != "stated" {
			continue
		}
		for row := range t.N {
			figure, errs := f.statedRow(t, row)
			problems.Append(errs)
			places[figure] = t.Pos(row, "value")
		}
	}
	problems.Append(f.sums(places))
	return problems
}

func (f *Figures) statedRow(t *ledger.Table, row int) (*Figure, diag.List) {
	var problems diag.List
	r := statement{t, row, f.site.Horizon}
	d := f.Definition(r.word("indicator"))
	if d == nil {
		problems.Add("unknown-indicator", t.Pos(row, "indicator"), r.word("indicator"), diag.Choice{Given: r.word("indicator"), Names: f.IDs()})
		return nil, problems
	}
	if d.Measure != Stated {
		problems.Add("not-stated", t.Pos(row, "indicator"), d.ID)
		return nil, problems
	}
	published, ok := r.published(&problems)
	u := f.site.Units.Find(r.word("unit"))
	p, err := civil.ParsePeriod(r.word("period"))
	if !ok || u == nil || err != nil {
		return nil, problems
	}
	key := Key{Indicator: d.ID, Unit: u, Period: p}
	own, _ := t.Column("own").Int(row, r.asOf)
	if own == 1 {
		key.Split, key.Word = OwnSplit, OwnValue
	}
	if f.byKey[key] != nil {
		problems.Add("duplicate-stated", t.Pos(row, "indicator"), d.ID, u.Name, p.Key())
		return nil, problems
	}
	figure := &Figure{Key: key, Def: d, AsOf: p.AsOf(f.site.Horizon), Value: published.Ratio(),
		Published: published, Source: r.word("source"), Note: r.word("note")}
	f.byKey[key] = figure
	if own == 0 {
		f.filings[d.ID] = append(f.filings[d.ID], figure)
	}
	problems.Append(r.problems(published, f.site.Config.Mode()))
	return figure, problems
}

// statement is a row that states a number: one of a ledger of stated figures, or of published ones.
type statement struct {
	table *ledger.Table
	row   int
	asOf  civil.Date
}

func (s statement) word(column string) string {
	c := s.table.Column(column)
	return c.Word(c.Code(s.row, s.asOf))
}

// published reads the number and its qualifier.
func (s statement) published(problems *diag.List) (stat.Published, bool) {
	q, err := stat.ParseQualifier(s.word("qualifier"))
	if err != nil {
		return stat.Published{}, false // said already: the field has its values
	}
	p, err := stat.ParsePublished(s.word("value"), q)
	if err != nil && s.word("value") != "" {
		problems.Add("bad-number", s.table.Pos(s.row, "value"), s.word("value"))
	}
	return p, err == nil
}
