package indicator

import (
	"slices"

	"github.com/lanewall/lanewall/internal/civil"
	"github.com/lanewall/lanewall/internal/ledger"
	"github.com/lanewall/lanewall/internal/stat"
)

// Measure is how rows, or other indicators, become a value.
type Measure string

const (
	Count    Measure = "count"    // rows
	Sum      Measure = "sum"      // a numeric field over rows
	Rate     Measure = "rate"     // rows that fit “of” ÷ rows that fit “among”
	Distinct Measure = "distinct" // different values of a field
	Mean     Measure = "mean"     // of a numeric field over the rows that fill it in
	Median   Measure = "median"   // the same
	Score    Measure = "score"    // the mean of a field of scores, each row weighted by its parts' weights

	Per    Measure = "per"    // one indicator ÷ another, per so many: visits per 1,000 households
	Change Measure = "change" // an indicator − the same a period earlier
	Total  Measure = "total"  // indicators of one ledger added up, none of them counting what another does

	Stated Measure = "stated" // as filed, without rows
)

var measures = []string{string(Count), string(Sum), string(Rate), string(Distinct), string(Mean), string(Median),
	string(Score), string(Per), string(Change), string(Total), string(Stated)}

// overRows is true of measures that are computed from rows.
func (m Measure) overRows() bool { return !m.ofFigures() && m != Stated }

// ofFigures is true of measures that are computed from other indicators.
func (m Measure) ofFigures() bool { return m == Per || m == Change || m == Total }

// needsField is true of measures of a field.
func (m Measure) needsField() bool {
	return slices.Contains([]Measure{Sum, Distinct, Mean, Median, Score}, m)
}

// small is true of measures that say little where there are few rows.
func (m Measure) small() bool { return slices.Contains([]Measure{Rate, Mean, Median, Score}, m) }

// cell is what is added up for a unit and a period: a tally, and how often each value occurs where the measure needs
// that.
type cell struct {
	stat.Tally
	values stat.Histogram
}

// add puts in a row of which “of” is or is not true. A row that does not fill the field in is a row all the same, but
// no mean, median or number of values knows of it.
func (c *cell) add(d *Definition, amounts []int64, counts bool) {
	first, filled := int64(0), len(amounts) > 0
	if filled {
		first = amounts[0]
	}
	switch d.Measure {
	case Distinct, Median:
		c.Tally.Add(counts && filled, 0)
		if c.values == nil {
			c.values = stat.Histogram{}
		}
		for _, v := range amounts {
			if counts {
				c.values.Add(v)
			}
		}
	case Mean, Score:
		c.Tally.Add(counts && filled, first)
	default:
		c.Tally.Add(counts, first)
	}
}

// merge puts in all that another cell holds.
func (c *cell) merge(from *cell) {
	if from.N == 0 {
		return
	}
	c.Tally.Merge(from.Tally)
	if from.values == nil {
		return
	}
	if c.values == nil {
		c.values = stat.Histogram{}
	}
	c.values.Merge(from.values)
}

// remove takes out all that another cell holds, which was put in before.
func (c *cell) remove(from *cell) {
	c.Tally.Remove(from.Tally)
	if from.values != nil {
		c.values.Remove(from.values)
	}
}

// value is what the measure makes of a cell.
func (d *Definition) value(c cell) stat.Ratio {
	perUnit := int64(1)
	if d.Field != nil {
		perUnit = d.Field.PerUnit()
	}
	switch d.Measure {
	case Sum:
		return c.Sum(perUnit)
	case Rate:
		return c.Rate()
	case Distinct:
		return c.values.Distinct()
	case Mean, Score:
		return c.Mean(perUnit)
	case Median:
		return c.values.Median(perUnit)
	}
	return c.Count()
}

// amounts is what a row brings to the measure: the number in its field, or the codes of its words; nothing if the
// field is empty.
func (d *Definition) amounts(row int, asOf civil.Date, buffer []int64) []int64 {
	if d.Field == nil {
		return nil
	}
	buffer = buffer[:0]
	if d.Field.Type.Numeric() {
		if v, ok := d.Field.Int(row, asOf); ok {
			buffer = append(buffer, v)
		}
		return buffer
	}
	for _, code := range d.Field.Codes(row, asOf) {
		buffer = append(buffer, int64(code))
	}
	return buffer
}

// fits tells whether a measure can be taken of a column.
func (m Measure) fits(c *ledger.Column) bool {
	switch m {
	case Distinct:
		return true
	case Score:
		return c.Type == ledger.Integer && c.PerUnit() > 1
	}
	return c.Type == ledger.Integer || c.Type == ledger.Money
}
