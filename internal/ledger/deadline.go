package ledger

import (
	"math"

	"github.com/lanewall/lanewall/internal/civil"
)

// Words of the derived column “timing”.
const (
	InTime  = "in-time" // closed on or before the deadline
	Late    = "late"    // closed after it
	Open    = "open"    // open, the deadline not passed (or there is none)
	Overdue = "overdue" // open after the deadline
)

// deadline: the day a case is due, as given, else by the limit of its level counted from the day it came in.
func deadline(t *Table, c *Column, _ Rule, from []*Column, calendar *civil.Calendar) {
	received, due := from[0], from[1]
	limitOf := t.limits()
	c.Type = Date
	c.nums = make([]int64, t.N)
	c.provisional = map[int]bool{}
	counted := map[counting]dueDay{} // many cases come in on one day
	for row := range t.N {
		c.nums[row] = due.nums[row]
		if c.nums[row] != empty || received.nums[row] == empty {
			continue
		}
		if limit, ok := limitOf(row); ok {
			key := counting{civil.Date(received.nums[row]), limit}
			last, ok := counted[key]
			if !ok {
				last.day, last.provisional = calendar.Due(key.from, limit)
				counted[key] = last
			}
			if last.day != civil.None {
				c.nums[row] = int64(last.day)
			}
			if last.provisional {
				c.provisional[row] = true
			}
		}
	}
}

// counting is what a due day is counted from.
type counting struct {
	from  civil.Date
	limit civil.Limit
}

type dueDay struct {
	day         civil.Date
	provisional bool
}

// oneWord is a column of one word a cell; nil if there is none of that name.
func (t *Table) oneWord(name string) *Column {
	c := t.Column(name)
	if c == nil || c.Type.Numeric() || c.Type.Many() {
		return nil
	}
	return c
}

// limits gives the time limit of each row that has one.
func (t *Table) limits() func(row int) (civil.Limit, bool) {
	level, category := t.oneWord("level"), t.oneWord("category")
	fits := func(c *Column, row int, word string) bool {
		return word == "" || c != nil && c.word(c.codes[row]) == word
	}
	return func(row int) (civil.Limit, bool) {
		for _, w := range t.Kind.Limits {
			if fits(level, row, w.Level) && fits(category, row, w.Category) {
				return w.limit, true
			}
		}
		return civil.Limit{}, false
	}
}

// timing: what became of the deadline, as of a date.
func timing(_ *Table, c *Column, _ Rule, from []*Column, _ *civil.Calendar) {
	due, closed := from[0], from[1]
	c.setWords([]string{InTime, Late, Open, Overdue})
	c.settle = func(row int) civil.Date {
		over := whenOver(closed)(row)
		if d := due.Date(row, math.MaxInt32); over == math.MaxInt32 && d != civil.None {
			return max(d+1, closed.SettledBy(row)) // open, at the latest since it was reopened: overdue from then on
		}
		return over
	}
	c.rule = func(row int, asOf civil.Date) int64 {
		d, hasDue := due.Int(row, asOf)
		end, isClosed := closed.Int(row, asOf)
		word := Open
		switch {
		case isClosed && !hasDue:
			return 0
		case isClosed && end <= d:
			word = InTime
		case isClosed:
			word = Late
		case hasDue && int64(asOf) > d:
			word = Overdue
		}
		return int64(c.code(word))
	}
}

// light: how an open case stands with its deadline, as of a date; nothing once it is closed.
func light(t *Table, c *Column, _ Rule, from []*Column, calendar *civil.Calendar) {
	received, due, closed := from[0], from[1], from[2]
	yellow := t.yellow(received, due, calendar)
	c.settle = whenOver(closed)
	for _, l := range []civil.Light{civil.Normal, civil.Half, civil.Overdue} {
		c.code(l.String())
	}
	c.rule = func(row int, asOf civil.Date) int64 {
		l := civil.LightOn(asOf, yellow[row], due.Date(row, asOf), closed.Date(row, asOf))
		if l == civil.NoLight {
			return 0
		}
		return int64(c.code(l.String()))
	}
}

// yellow is the day on which more than half of each row's limit has elapsed. Of a due day that was given and not
// counted, the limit is the days up to it.
func (t *Table) yellow(received, due *Column, calendar *civil.Calendar) []civil.Date {
	days := make([]civil.Date, t.N)
	counted := map[counting]civil.Date{}
	limitOf, given := t.limits(), t.Column("due")
	for row := range t.N {
		from, until := received.Date(row, math.MaxInt32), due.Date(row, math.MaxInt32)
		limit, ok := limitOf(row)
		if !ok || given != nil && given.Type == Date && given.nums[row] != empty {
			limit = civil.Limit{N: int(until - from), Unit: civil.Days}
		}
		days[row] = civil.None
		if from == civil.None || until == civil.None {
			continue
		}
		key := counting{from, limit}
		day, ok := counted[key]
		if !ok {
			day = calendar.Yellow(from, limit)
			counted[key] = day
		}
		days[row] = day
	}
	return days
}

// whenOver is when what depends on the passing of days is settled: when the case is closed for good, or never.
func whenOver(closed *Column) func(row int) civil.Date {
	return func(row int) civil.Date {
		if closed.Date(row, math.MaxInt32) == civil.None {
			return math.MaxInt32
		}
		return closed.SettledBy(row)
	}
}
