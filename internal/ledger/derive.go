package ledger

import (
	"maps"
	"slices"

	"github.com/lanewall/lanewall/internal/civil"
	"github.com/lanewall/lanewall/internal/diag"
)

// rule makes the column of a [Rule] from the columns it follows from.
type rule struct {
	make func(t *Table, c *Column, r Rule, from []*Column, calendar *civil.Calendar)
	from fromColumns
	n    int // how many columns it follows from; 0 is any number
}

// fromColumns is what a rule's columns have to be.
type fromColumns int

const (
	fromDates   fromColumns = iota
	fromWords               // of one word each
	fromNumbers             // integers or money
	fromLists               // of any number of words each
)

var rules = map[string]rule{
	"deadline": {deadline, fromDates, 2},
	"timing":   {timing, fromDates, 2},
	"light":    {light, fromDates, 3},
	"stage":    {stage, fromDates, 0},
	"ended":    {ended, fromDates, 3},
	"days":     {days, fromDates, 2},
	"age":      {age, fromDates, 2},
	"first":    {first, fromWords, 0},
	"mark":     {mark, fromNumbers, 1},
	"reached":  {reached, fromLists, 2},
}

// check tells what is wrong with the columns that a rule is to follow from.
func (r rule) check(pos diag.Pos, from []*Column) (problems diag.List) {
	if r.n > 0 && len(from) != r.n {
		problems.Add("rule-columns", pos, r.n, len(from))
	}
	for _, c := range from {
		switch {
		case r.from == fromDates && c.Type != Date:
			problems.Add("not-a-date", pos, c.Name)
		case r.from == fromNumbers && c.Type != Integer && c.Type != Money:
			problems.Add("not-a-number", pos, c.Name)
		case r.from == fromWords && (c.Type.Numeric() || c.Type.Many()):
			problems.Add("not-one-word", pos, c.Name)
		case r.from == fromLists && !c.Type.Many():
			problems.Add("not-a-list", pos, c.Name)
		}
	}
	return problems
}

func ruleNames() []string { return slices.Sorted(maps.Keys(rules)) }

// Derive adds the kind's derived columns. A derived column is as open to the public as the least open of those it
// follows from.
func (t *Table) Derive(calendar *civil.Calendar) diag.List {
	var problems diag.List
	t.scores()
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
		rule.make(t, c, r, from, calendar)
		t.Columns = append(t.Columns, c)
	}
	return problems
}

func stricter(a, b Class) Class {
	return Class(classes[max(slices.Index(classes, string(a)), slices.Index(classes, string(b)))])
}
