package build

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/lanewall/lanewall/internal/civil"
	"github.com/lanewall/lanewall/internal/indicator"
	"github.com/lanewall/lanewall/internal/ledger"
)

// What TestFiguresRecompute shows of a few indicators that it knows by name, this shows of all that count, add up or
// divide public rows by a date, whatever a site calls them. It takes the definitions at their word and the rows from the
// downloads; periods, units and sums are worked out here once more.
func TestFiguresComeFromRows(t *testing.T) { eachSite(t, checkRows) }

func checkRows(t *testing.T, b *built) {
	f := &faults{T: t}
	defer f.done()
	published := map[string][]map[string]string{} // by indicator
	_, rows := b.table(t, "data/figures.csv")
	for _, row := range rows {
		published[row["indicator"]] = append(published[row["indicator"]], row)
	}
	definitions, figures := 0, 0
	for _, d := range b.Plan.Figures.Definitions {
		if !recomputable(d) {
			continue
		}
		header, rows := b.table(t, "data/"+d.Ledger.Name+".csv")
		splits := slices.DeleteFunc(slices.Clone(d.Splits), func(name string) bool { return !public(d.Ledger.Column(name)) })
		if !slices.Contains(header, "unit") {
			continue // of the whole office, or held by units in another way
		}
		definitions++
		tallies := tallyRows(b, d, rows, splits)
		figures += len(tallies)
		for _, figure := range published[d.ID] {
			split := figure["split_field"]
			if split != "" && !slices.Contains(splits, split) || strings.Contains(figure["period"], "_") {
				continue // a range of days stands there because a page asked for it
			}
			sum, ok := tallies[figureKey(figure)]
			delete(tallies, figureKey(figure))
			if !ok {
				if figure["value"] != "" && figure["value"] != "0" {
					f.add("%s is %s, the rows give nothing", figureKey(figure), figure["value"])
				}
				continue
			}
			want := sum.value(d)
			if figure["value"] != want {
				f.add("%s: %q (%s), the rows give %s", figureKey(figure), figure["value"], figure["status"], want)
			}
			if n, of := strconv.FormatInt(sum.n, 10), strconv.FormatInt(sum.of, 10); d.Measure == indicator.Rate && (figure["numerator"] != n || figure["denominator"] != of) {
				f.add("%s: %s/%s, the rows give %s/%s", figureKey(figure), figure["numerator"], figure["denominator"], n, of)
			}
		}
		for key, sum := range tallies {
			if !sum.declared {
				continue
			}
			f.add("%s is not in the file, the rows give %s", key, sum.value(d))
		}
	}
	if definitions < 8 || figures < 1000 {
		t.Errorf("only %d indicators and %d figures were computed", definitions, figures)
	}
}

// public is true of a column that a reader has, written down by somebody and not derived: what follows by rules changes
// with the day one looks at it.
func public(c *ledger.Column) bool {
	return c != nil && c.Class == ledger.Public && c.Field != nil && c.Type != ledger.Scores && c.Type != ledger.Steps
}

// recomputable is true of a count, a sum or a rate whose date, fields and conditions are all in the download.
func recomputable(d *indicator.Definition) bool {
	if d.Measure != indicator.Count && d.Measure != indicator.Sum && d.Measure != indicator.Rate {
		return false
	}
	if d.Date == nil || d.Date.Class != ledger.Public || d.Field != nil && (!public(d.Field) || d.Field.Type != ledger.Integer) {
		return false
	}
	for _, condition := range slices.Concat(d.Among, d.Of) {
		if !public(condition.Column) || condition.Test == indicator.Within {
			return false
		}
	}
	return true
}

type rowTally struct {
	n, of, amount int64
	declared      bool // of a period that must be in the file; others are if a page asked for them
}

func (s *rowTally) value(d *indicator.Definition) string {
	switch d.Measure {
	case indicator.Rate:
		return halfUp(s.n, s.of)
	case indicator.Sum:
		return strconv.FormatInt(s.amount, 10)
	}
	return strconv.FormatInt(s.of, 10)
}

// tallyRows counts the rows of a download, by the key of the figure they count in.
func tallyRows(b *built, d *indicator.Definition, rows []map[string]string, splits []string) map[string]*rowTally {
	level, parent := map[string]string{}, map[string]string{}
	for _, u := range b.Plan.Site.Units.All {
		level[u.ID] = u.Level
		if u.Parent != nil {
			parent[u.ID] = u.Parent.ID
		}
	}
	tallies := map[string]*rowTally{}
	for _, row := range rows {
		for _, p := range periodsWith(row[d.Date.Name], b.Plan.Site.Horizon.String()) {
			if !fits(d.Among, row, p.asOf) {
				continue
			}
			declared := slices.ContainsFunc(d.PeriodKinds(), func(kind civil.Kind) bool { return kind.String() == p.kind })
			words := []string{""}
			for _, split := range splits {
				if cell := known(d.Ledger.Column(split), row, p.asOf); cell != "" {
					for _, word := range strings.Split(cell, ";") {
						words = append(words, " "+split+"="+word)
					}
				}
			}
			for unit := row["unit"]; unit != ""; unit = parent[unit] {
				if !d.At(level[unit]) {
					continue
				}
				for _, word := range words {
					key := d.ID + " " + unit + " " + p.key + word
					if tallies[key] == nil {
						tallies[key] = &rowTally{declared: declared}
					}
					sum := tallies[key]
					sum.of++
					if d.Measure == indicator.Rate && fits(d.Of, row, p.asOf) {
						sum.n++
					}
					if d.Field != nil {
						amount, _ := strconv.ParseInt(known(d.Field, row, p.asOf), 10, 64)
						sum.amount += amount
					}
				}
			}
		}
	}
	return tallies
}

// known is what a cell says as of a day: nothing of an event that is still to come, nor of what follows from it.
func known(c *ledger.Column, row map[string]string, asOf string) string {
	if c.Field.Event && row[c.Name] > asOf {
		return ""
	}
	if after := c.Field.After; after != "" && (row[after] == "" || row[after] > asOf) {
		return ""
	}
	return row[c.Name]
}

// fits tells whether a row meets every condition.
func fits(conditions indicator.Filter, row map[string]string, asOf string) bool {
	for _, c := range conditions {
		cell := known(c.Column, row, asOf)
		is := slices.ContainsFunc(strings.Split(cell, ";"), func(word string) bool { return slices.Contains(c.Words, word) })
		if want := map[indicator.Test]bool{indicator.Is: is, indicator.Not: !is, indicator.Empty: cell == "", indicator.Filled: cell != ""}; !want[c.Test] {
			return false
		}
	}
	return true
}

type periodWith struct{ kind, key, asOf string }

// periodsWith is the periods that a day counts in, up to the horizon: a year to date for every month after it in its
// year, and everything so far for every month.
func periodsWith(date, horizon string) []periodWith {
	day, err := time.Parse(time.DateOnly, date)
	if err != nil {
		return nil // no date, no period
	}
	end, _ := time.Parse(time.DateOnly, horizon)
	month := func(t time.Time) string { return t.Format("2006-01") }
	quarter := (int(day.Month()) - 1) / 3
	year, week := day.ISOWeek()
	periods := []periodWith{
		{"week", fmt.Sprintf("%d-W%02d", year, week), day.AddDate(0, 0, (7-int(day.Weekday()))%7).Format(time.DateOnly)},
		{"month", month(day), month(day) + "-31"},
		{"quarter", fmt.Sprintf("%d-Q%d", day.Year(), quarter+1), fmt.Sprintf("%d-%02d-31", day.Year(), quarter*3+3)},
		{"year", strconv.Itoa(day.Year()), fmt.Sprintf("%d-12-31", day.Year())},
	}
	for m := time.Date(day.Year(), day.Month(), 1, 0, 0, 0, 0, time.UTC); !m.After(end); m = m.AddDate(0, 1, 0) {
		if m.Year() == day.Year() {
			periods = append(periods, periodWith{"ytd", "ytd-" + month(m), month(m) + "-31"})
		}
		periods = append(periods, periodWith{"all", "all-" + month(m), month(m) + "-31"})
	}
	for i := range periods {
		periods[i].asOf = min(periods[i].asOf, horizon)
	}
	return periods
}
