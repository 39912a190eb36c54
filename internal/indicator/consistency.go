package indicator

import (
	"github.com/lanewall/lanewall/internal/civil"
	"github.com/lanewall/lanewall/internal/diag"
	"github.com/lanewall/lanewall/internal/ledger"
	"github.com/lanewall/lanewall/internal/stat"
)

// Numbers that somebody wrote down, in ledgers of stated figures or in published.toml, are held against each other
// here. What rows give needs no such check: a unit's figure is counted over its rows, and n is among N.

// isShare tells whether a number was printed as a share of something: a percentage or a fraction.
func isShare(p stat.Published) bool { return p.Exponent == -2 || p.Fraction() }

// shareProblems is what is wrong with a share that somebody stated: no number of which it could be one and no word on
// that, or one that no count of so many makes.
func shareProblems(pos diag.Pos, p stat.Published, of int64, hasOf, explained bool, mode stat.Mode) diag.List {
	var problems diag.List
	switch {
	case !isShare(p):
	case !hasOf && !explained:
		problems.Add("rate-without-n", pos, p.Group())
	case hasOf && (p.Qualifier == stat.Exact || p.Qualifier == stat.Rounded) && !stat.PossibleShare(of, p, mode):
		problems.Add("impossible-percent", pos, p.Group(), of)
	}
	return problems
}

// problems looks at one stated row: its share, and whether its n of N make it.
func (r statement) problems(p stat.Published, mode stat.Mode) diag.List {
	n, hasN := r.table.Column("n").Int(r.row, r.asOf)
	of, hasOf := r.table.Column("of").Int(r.row, r.asOf)
	pos := r.table.Pos(r.row, "value")
	problems := shareProblems(pos, p, of, hasOf, r.word("note") != "", mode)
	switch {
	case hasN && hasOf && n > of:
		problems.Add("more-than-all", r.table.Pos(r.row, "n"), n, of)
	case hasN && hasOf && of > 0 && isShare(p) && len(problems) == 0 && !p.Matches(stat.Ratio{Num: n, Den: of}, mode):
		problems.Add("not-the-share", pos, p.Group(), n, of)
	}
	return problems
}

// sums holds each stated total against what is stated for the units right below, where all of these are.
func (f *Figures) sums(places map[*Figure]diag.Pos) diag.List {
	var problems diag.List
	for _, d := range f.Definitions {
		for _, total := range f.filings[d.ID] {
			sum, ok := f.statedParts(total)
			if ok && !total.Published.Matches(sum, f.site.Config.Mode()) {
				problems.Add("total-parts", places[total], inFull(total.Value), inFull(sum))
			}
		}
	}
	return problems
}

// statedParts adds up what is stated for the children of a figure's unit, and for the unit itself (本级) if that is
// stated. It is false unless all are exact numbers of things.
func (f *Figures) statedParts(total *Figure) (stat.Ratio, bool) {
	if len(total.Unit.Children) == 0 || !addable(total) {
		return stat.Ratio{}, false
	}
	sum := stat.Int(0)
	for _, child := range total.Unit.Children {
		part := f.Of(total.Indicator, child, total.Period)
		if part == nil || !addable(part) {
			return stat.Ratio{}, false
		}
		sum = sum.Add(part.Value)
	}
	if own := f.Get(Key{total.Indicator, total.Unit, total.Period, OwnSplit, OwnValue}); own != nil {
		if !addable(own) {
			return stat.Ratio{}, false
		}
		sum = sum.Add(own.Value)
	}
	return sum, true
}

func addable(f *Figure) bool {
	return f.Published.Qualifier == stat.Exact && !isShare(f.Published)
}

// parts holds a published total against the published parts that it names.
func (c *Comparison) parts(t *ledger.Table, row int, byID map[string]*Comparison, mode stat.Mode) diag.List {
	var problems diag.List
	column := t.Column("parts")
	codes := column.Codes(row, civil.None)
	if len(codes) == 0 {
		return nil
	}
	pos, sum := t.Pos(row, "parts"), stat.Int(0)
	for _, code := range codes {
		part := byID[column.Word(code)]
		switch {
		case part == nil:
			problems.Add("unknown-published", pos, column.Word(code))
		case part.Published.Qualifier != stat.Exact:
			problems.Add("qualified-exact", pos, part.ID, string(part.Published.Qualifier))
		default:
			sum = sum.Add(part.Published.Ratio())
		}
	}
	if len(problems) == 0 && c.Published.Qualifier == stat.Exact && !c.Published.Matches(sum, mode) {
		problems.Add("total-parts", t.Pos(row, "value"), inFull(c.Published.Ratio()), inFull(sum))
	}
	return problems
}

// inFull is a number with as many decimals as it takes, 24000 for 2.4万, but six if there is no end to them.
func inFull(v stat.Ratio) string {
	for places := range 18 {
		if d := v.Round(places, stat.HalfUp); d.Ratio().Cmp(v) == 0 {
			return d.String()
		}
	}
	return v.Round(6, stat.HalfUp).String()
}
