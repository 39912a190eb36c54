package ledger

import (
	"path"
	"strings"

	"github.com/lanewall/lanewall/internal/civil"
	"github.com/lanewall/lanewall/internal/diag"
)

// Until leaves out the rows dated after the horizon, with one warning, and points at rows that stand in the file
// of another month.
func (t *Table) Until(horizon civil.Date) diag.List {
	var problems diag.List
	date := t.Column(t.Kind.Date)
	if date == nil || date.Type != Date {
		return nil
	}
	keep := make([]bool, t.N)
	first, late := 0, 0
	months := t.fileMonths()
	for row := range t.N {
		d := civil.Date(date.nums[row])
		keep[row] = date.nums[row] == empty || d <= horizon
		if !keep[row] {
			if late++; late == 1 {
				first = row
			}
		}
		if month := months[t.rows[row].file]; month.Kind == civil.Month && date.nums[row] != empty && !month.Contains(d) {
			problems.Add("outside-month", t.Pos(row, date.Name), d, month.Key())
		}
	}
	if late > 0 {
		problems.Add("after-horizon", t.Pos(first, date.Name), title{date.Title}, civil.Date(date.nums[first]), horizon, late)
		t.filter(keep)
	}
	return problems
}

// fileMonths is the month that each file is named for; the zero period of one that is named for something else.
func (t *Table) fileMonths() []civil.Period {
	months := make([]civil.Period, len(t.files))
	for i, src := range t.files {
		if p, err := civil.ParsePeriod(strings.TrimSuffix(path.Base(src.Name), ".toml")); err == nil && p.Kind == civil.Month {
			months[i] = p
		}
	}
	return months
}

// filter keeps some of the rows.
func (t *Table) filter(keep []bool) {
	var rows []place
	var sums []uint64
	for row, k := range keep {
		if k {
			rows = append(rows, t.rows[row])
		}
		if k && t.sums != nil {
			sums = append(sums, t.sums[row])
		}
	}
	for _, c := range t.Columns {
		c.filter(keep)
	}
	t.rows, t.sums, t.N = rows, sums, len(rows)
}

func (c *Column) filter(keep []bool) {
	if c.rule != nil {
		panic("ledger: rows are left out before columns are derived")
	}
	var nums []int64
	var codes, ends []uint32
	for row, k := range keep {
		switch {
		case !k:
		case c.Type.Numeric():
			nums = append(nums, c.nums[row])
		case c.Type.Many():
			codes = append(codes, c.rawCodes(row)...)
			ends = append(ends, uint32(len(codes)))
		default:
			codes = append(codes, c.codes[row])
		}
	}
	c.nums, c.codes, c.ends = nums, codes, ends
}
