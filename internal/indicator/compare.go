package indicator

import (
	"github.com/lanewall/lanewall/internal/civil"
	"github.com/lanewall/lanewall/internal/diag"
	"github.com/lanewall/lanewall/internal/site"
	"github.com/lanewall/lanewall/internal/stat"
)

// Verdict says how a published number and the ledgers' agree.
type Verdict string

const (
	Same          Verdict = "same"           // equal
	SameRounded   Verdict = "same-rounded"   // equal at the printed precision, or the qualifier holds
	Different     Verdict = "different"      // the ledgers say otherwise
	OnlyStated    Verdict = "stated"         // there are no rows to compute it from
	NotComparable Verdict = "not-comparable" // there is no figure
)

// Comparison is one published number held against the ledgers.
type Comparison struct {
	ID, Title, Quote, Note string
	Def                    *Definition
	Unit                   *site.Unit
	Period                 civil.Period
	Published              stat.Published
	Figure                 *Figure
	Verdict                Verdict
	// Bound is the percentage that this number is sure to be of the one that Per names; absent without one.
	Bound stat.Decimal
	Per   *Comparison
}

// Compare holds data/published.toml against the figures, in the order of the file. A number that the ledgers
// contradict is a warning.
func Compare(f *Figures) ([]*Comparison, diag.List) {
	t := f.site.Published
	var comparisons []*Comparison
	var problems diag.List
	rows := map[string]int{}
	byID := map[string]*Comparison{}
	for row := range t.N {
		c, errs := f.compare(statement{t, row, f.site.Horizon})
		problems.Append(errs)
		if c != nil {
			comparisons = append(comparisons, c)
			rows[c.ID], byID[c.ID] = row, c
		}
	}
	for _, c := range comparisons {
		problems.Append(c.bound(statement{t, rows[c.ID], f.site.Horizon}, byID, f.site.Config.Mode()))
		problems.Append(c.parts(t, rows[c.ID], byID, f.site.Config.Mode()))
	}
	return comparisons, problems
}

func (f *Figures) compare(r statement) (*Comparison, diag.List) {
	var problems diag.List
	d := f.Definition(r.word("indicator"))
	if d == nil {
		problems.Add("unknown-indicator", r.table.Pos(r.row, "indicator"), r.word("indicator"), diag.Choice{Given: r.word("indicator"), Names: f.IDs()})
		return nil, problems
	}
	published, ok := r.published(&problems)
	u := f.site.Units.Find(r.word("unit"))
	p, err := civil.ParsePeriod(r.word("period"))
	if !ok || u == nil || err != nil {
		return nil, problems
	}
	f.Need(d.ID, p)
	c := &Comparison{ID: r.table.ID(r.row), Title: r.word("title"), Quote: r.word("quote"), Note: r.word("note"),
		Def: d, Unit: u, Period: p, Published: published, Figure: f.Of(d.ID, u, p), Bound: stat.Decimal{Places: -1}}
	c.Verdict = c.verdict(f.site.Config.Mode())
	if c.Verdict == Different {
		problems.Add("published-mismatch", r.table.Pos(r.row, "value"), c.Title, r.word("value"), c.Figure.Printed(f.site.Config.Mode()))
	}
	return c, problems
}

func (c *Comparison) verdict(mode stat.Mode) Verdict {
	switch {
	case c.Figure == nil || !c.Figure.Value.Valid():
		return NotComparable
	case c.Def.Measure == Stated:
		return OnlyStated
	case !c.Published.Matches(c.Figure.Value, mode):
		return Different
	case c.Published.Qualifier == stat.Exact && c.Published.Ratio().Cmp(c.Figure.Value) == 0:
		return Same
	}
	return SameRounded
}

// bound works out what share of another published number this one is sure to be, or whether as a share it can be
// one of it at all.
func (c *Comparison) bound(r statement, byID map[string]*Comparison, mode stat.Mode) diag.List {
	var problems diag.List
	per := r.word("per")
	if per == "" {
		return nil
	}
	c.Per = byID[per]
	if c.Per == nil {
		problems.Add("unknown-published", r.table.Pos(r.row, "per"), per)
		return problems
	}
	total := c.Per.Published
	if total.Qualifier != stat.Exact || total.Ratio().Den != 1 {
		return problems
	}
	if isShare(c.Published) {
		return shareProblems(r.table.Pos(r.row, "value"), c.Published, total.Ratio().Num, true, true, mode)
	}
	if bound, ok := stat.LowerBound(c.Published, total.Ratio().Num, 2); ok {
		c.Bound = bound
	}
	return problems
}

// Printed is the value as a message shows it.
func (f *Figure) Printed(mode stat.Mode) string {
	if f.Def.Percent() {
		return f.Value.Percent(f.Def.Places(), mode).String() + "%"
	}
	if f.Value.Den == 1 || f.Def.Measure != Stated {
		return f.Value.Round(f.Def.Places(), mode).String()
	}
	return f.Value.Round(2, mode).String()
}
