package ledger

import (
	"fmt"
	"maps"
	"math"
	"slices"

	"github.com/lanewall/lanewall/internal/civil"
	"github.com/lanewall/lanewall/internal/diag"
	"github.com/lanewall/lanewall/internal/i18n"
)

// Words of the derived column “timing”.
const (
	InTime  = "in-time" // closed on or before the deadline
	Late    = "late"    // closed after it
	Open    = "open"    // open, the deadline not passed (or there is none)
	Overdue = "overdue" // open after the deadline
)

// rule makes the column of a [Rule] from the columns it follows from: so many dates, any number of dates, or
// columns of one word.
type rule struct {
	make  func(t *Table, c *Column, from []*Column, calendar *civil.Calendar)
	dates int
}

const (
	anyDates = -1
	noDates  = 0
)

var rules = map[string]rule{
	"deadline": {deadline, 2},
	"timing":   {timing, 2},
	"stage":    {stage, anyDates},
	"light":    {light, 3},
	"first":    {first, noDates},
}

// check tells what is wrong with the columns that a rule is to follow from.
func (r rule) check(pos diag.Pos, from []*Column) (problems diag.List) {
	if r.dates > 0 && len(from) != r.dates {
		problems.Add("bad-value", pos, fmt.Sprintf("from 应有 %d 列 (from needs %[1]d columns)", r.dates))
	}
	for _, c := range from {
		switch {
		case r.dates != noDates && c.Type != Date:
			problems.Add("not-a-date", pos, c.Name)
		case r.dates == noDates && (c.Type.Numeric() || c.Type.Many()):
			problems.Add("bad-value", pos, fmt.Sprintf("%s 不是一个词 (is not one word)", c.Name))
		}
	}
	return problems
}

func ruleNames() []string { return slices.Sorted(maps.Keys(rules)) }

// Derive adds the kind's derived columns. A derived column is as open to the public as the least open of those it
// follows from.
func (t *Table) Derive(calendar *civil.Calendar) diag.List {
	var problems diag.List
	for _, r := range t.Kind.Derived {
		var from []*Column
		class := Public
		for _, name := range r.From {
			c := t.Column(name)
			if c == nil {
				problems.Add("unknown-field", r.Pos, name, diag.Choice{Given: name, Names: t.ColumnNames()})
				continue
			}
			from = append(from, c)
			class = stricter(class, c.Class)
		}
		rule, ok := rules[r.Rule]
		if len(from) < len(r.From) || !ok {
			continue
		}
		if wrong := rule.check(r.Pos, from); len(wrong) > 0 {
			problems.Append(wrong)
			continue
		}
		c := newColumn(r.Name, r.Title, class, Choice)
		c.label = maps.Clone(r.Labels)
		rule.make(t, c, from, calendar)
		t.Columns = append(t.Columns, c)
	}
	return problems
}

func stricter(a, b Class) Class {
	return Class(classes[max(slices.Index(classes, string(a)), slices.Index(classes, string(b)))])
}

// deadline: the day a case is due, as given, else by the limit of its level counted from the day it came in.
func deadline(t *Table, c *Column, from []*Column, calendar *civil.Calendar) {
	received, due := from[0], from[1]
	level := t.level()
	c.Type = Date
	c.nums = make([]int64, t.N)
	for row := range t.N {
		c.nums[row] = due.nums[row]
		if c.nums[row] != empty || received.nums[row] == empty {
			continue
		}
		if limit, ok := t.Kind.limit(level, row); ok {
			if day, _ := calendar.Due(civil.Date(received.nums[row]), limit); day != civil.None {
				c.nums[row] = int64(day)
			}
		}
	}
}

// level is the column that limits go by; nil if there is none of one word.
func (t *Table) level() *Column {
	c := t.Column("level")
	if c == nil || c.Type.Numeric() || c.Type.Many() {
		return nil
	}
	return c
}

func (k *Kind) limit(level *Column, row int) (civil.Limit, bool) {
	for _, w := range k.Limits {
		if w.Level == "" || level != nil && level.words[level.codes[row]] == w.Level {
			return w.limit, true
		}
	}
	return civil.Limit{}, false
}

// timing: what became of the deadline, as of a date.
func timing(_ *Table, c *Column, from []*Column, _ *civil.Calendar) {
	due, closed := from[0], from[1]
	c.setWords([]string{InTime, Late, Open, Overdue})
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
		return int64(c.index[word])
	}
}

// stage: the last of the steps that has been reached by a date.
func stage(_ *Table, c *Column, from []*Column, _ *civil.Calendar) {
	c.label = map[string]i18n.Text{}
	for _, step := range from {
		c.code(step.Name)
		c.label[step.Name] = step.Title
	}
	c.rule = func(row int, asOf civil.Date) int64 {
		for i := len(from) - 1; i >= 0; i-- {
			if _, ok := from[i].Int(row, asOf); ok {
				return int64(i + 1)
			}
		}
		return 0
	}
}

// light: how an open case stands with its deadline, as of a date; nothing once it is closed.
func light(t *Table, c *Column, from []*Column, calendar *civil.Calendar) {
	received, due, closed := from[0], from[1], from[2]
	yellow := t.yellow(received, due, calendar)
	for _, l := range []civil.Light{civil.Normal, civil.Half, civil.Overdue} {
		c.code(l.String())
	}
	c.rule = func(row int, asOf civil.Date) int64 {
		l := civil.LightOn(asOf, yellow[row], due.Date(row, asOf), closed.Date(row, asOf))
		return int64(c.index[l.String()])
	}
	c.index[civil.NoLight.String()] = 0
}

// yellow is the day on which more than half of each row's limit has elapsed. Of a due day that was given and not
// counted, the limit is the days up to it.
func (t *Table) yellow(received, due *Column, calendar *civil.Calendar) []civil.Date {
	days := make([]civil.Date, t.N)
	level, given := t.level(), t.Column("due")
	for row := range t.N {
		from, until := received.Date(row, math.MaxInt32), due.Date(row, math.MaxInt32)
		limit, ok := t.Kind.limit(level, row)
		if !ok || given != nil && given.Type == Date && given.nums[row] != empty {
			limit = civil.Limit{N: int(until - from), Unit: civil.Days}
		}
		days[row] = civil.None
		if from != civil.None && until != civil.None {
			days[row] = calendar.Yellow(from, limit)
		}
	}
	return days
}

// first: the first of the columns that says anything.
func first(_ *Table, c *Column, from []*Column, _ *civil.Calendar) {
	c.label = map[string]i18n.Text{}
	codes := make([][]int64, len(from))
	for i, col := range from {
		for code, word := range col.words {
			codes[i] = append(codes[i], int64(c.code(word)))
			if label, ok := col.label[col.words[code]]; ok {
				c.label[word] = label
			}
		}
		if col.Field != nil { // words that no row has used yet may be asked for as well
			for _, word := range col.Field.Values {
				c.code(word)
			}
		}
	}
	c.rule = func(row int, asOf civil.Date) int64 {
		for i, col := range from {
			if code := col.Code(row, asOf); code != 0 {
				return codes[i][code]
			}
		}
		return 0
	}
}
