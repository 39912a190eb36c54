package ledger

import (
	"path"
	"strings"

	"github.com/lanewall/lanewall/internal/civil"
	"github.com/lanewall/lanewall/internal/diag"
)

// Until leaves out the rows dated after the horizon, with a warning a file, and points at rows that stand in the file
// of another month.
func (t *Table) Until(horizon civil.Date) diag.List {
	var problems diag.List
	date := t.Column(t.Kind.Date)
	if date == nil || date.Type != Date {
		return nil
	}
	keep := make([]bool, t.N)
	late := map[*diag.Source]int{}
	for row := range t.N {
		d := civil.Date(date.nums[row])
		keep[row] = date.nums[row] == empty || d <= horizon
		if !keep[row] {
			late[t.rows[row].source]++
			if late[t.rows[row].source] == 1 {
				problems.Add("after-horizon", t.Pos(row, date.Name), title{date.Title}, d, horizon)
			}
		}
		if month, ok := t.fileMonth(row); ok && date.nums[row] != empty && !month.Contains(d) {
			problems.Add("outside-month", t.Pos(row, date.Name), d, month.Key())
		}
	}
	if len(late) > 0 {
		t.filter(keep)
	}
	return problems
}

// fileMonth is the month a row's file is named for.
func (t *Table) fileMonth(row int) (civil.Period, bool) {
	name := strings.TrimSuffix(path.Base(t.File(row)), ".toml")
	p, err := civil.ParsePeriod(name)
	return p, err == nil && p.Kind == civil.Month
}

// filter keeps some of the rows.
func (t *Table) filter(keep []bool) {
	var rows []place
	for row, k := range keep {
		if k {
			rows = append(rows, t.rows[row])
		}
	}
	for _, c := range t.Columns {
		c.filter(keep)
	}
	t.rows, t.N = rows, len(rows)
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
