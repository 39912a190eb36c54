package indicator

import (
	"slices"

	"github.com/lanewall/lanewall/internal/civil"
	"github.com/lanewall/lanewall/internal/diag"
	"github.com/lanewall/lanewall/internal/ledger"
	"github.com/lanewall/lanewall/internal/toml"
)

// Filter is conditions on columns, all of which a row has to meet. The empty filter takes every row.
//
//	level = "难事联办"                 is
//	outcome = ["解决", "部分解决"]      is any of
//	outcome = { not = "解决" }         is not (nor empty)
//	persons = { min = 10, max = 20 }   lies within, bounds included
//	closed = { empty = true }          says nothing
//
// Of a column that holds several words “is” means that one of them is it.
type Filter []Condition

// Condition is one line of a filter.
type Condition struct {
	Column *ledger.Column
	Test   Test
	Words  []string // of Is and Not, as written in the definition
	Min    int64    // of Within; math.MinInt64 is no bound
	Max    int64

	codes []uint32
	pos   diag.Pos
}

// Test is what a condition asks.
type Test int

const (
	Is Test = iota
	Not
	Within
	Empty
	Filled
)

// Match tells whether a row meets every condition as of a date.
func (f Filter) Match(row int, asOf civil.Date) bool {
	for i := range f {
		if !f[i].match(row, asOf) {
			return false
		}
	}
	return true
}

func (c *Condition) match(row int, asOf civil.Date) bool {
	if c.Column.Type.Numeric() {
		v, ok := c.Column.Int(row, asOf)
		switch c.Test {
		case Empty:
			return !ok
		case Filled:
			return ok
		case Not:
			return ok && (v < c.Min || v > c.Max)
		}
		return ok && c.Min <= v && v <= c.Max
	}
	codes := c.Column.Codes(row, asOf)
	switch c.Test {
	case Empty:
		return len(codes) == 0
	case Filled:
		return len(codes) > 0
	case Not:
		return len(codes) > 0 && !c.any(codes)
	}
	return c.any(codes)
}

func (c *Condition) any(codes []uint32) bool {
	for _, code := range codes {
		if slices.Contains(c.codes, code) {
			return true
		}
	}
	return false
}

// Compile reads a filter for a table. A nil spec is the empty filter.
func Compile(spec *toml.Table, t *ledger.Table) (Filter, diag.List) {
	var filter Filter
	var problems diag.List
	if spec == nil {
		return nil, nil
	}
	for _, e := range spec.Entries {
		col := t.Column(e.Key)
		if col == nil {
			problems.Add("unknown-field", e.Pos, e.Key, diag.Choice{Given: e.Key, Names: t.ColumnNames()})
			continue
		}
		c := Condition{Column: col, pos: e.Pos}
		problems.Append(c.read(e.Value))
		filter = append(filter, c)
	}
	return filter, problems
}

func (c *Condition) read(v toml.Value) diag.List {
	if t, ok := v.Data.(*toml.Table); ok {
		return c.readTable(t)
	}
	return c.readValue(v)
}

// conditionSpec is the table form of a condition.
type conditionSpec struct {
	Not   *toml.Value `toml:"not"`
	Empty *bool       `toml:"empty"`
	Min   *toml.Value `toml:"min"`
	Max   *toml.Value `toml:"max"`
}

func (c *Condition) readTable(t *toml.Table) diag.List {
	var spec conditionSpec
	problems := toml.Bind(t, &spec)
	switch {
	case spec.Min != nil && spec.Not != nil, spec.Max != nil && spec.Not != nil, spec.Empty != nil && (spec.Not != nil || spec.Min != nil || spec.Max != nil):
		problems.Add("mixed-condition", t.Pos)
	case spec.Not != nil:
		problems.Append(c.readValue(*spec.Not))
		c.Test = Not
	case spec.Empty != nil && *spec.Empty:
		c.Test = Empty
	case spec.Empty != nil:
		c.Test = Filled
	case len(problems) == 0 && spec.Min == nil && spec.Max == nil:
		problems.Add("bad-value", t.Pos, "{ not = … }, { empty = … }, { min = …, max = … }")
	default:
		c.Test = Within
		c.Min, c.Max = noMin, noMax
		c.bound(spec.Min, &c.Min, &problems)
		c.bound(spec.Max, &c.Max, &problems)
		if c.Min > c.Max {
			problems.Add("empty-range", t.Pos)
		}
	}
	return problems
}

const (
	noMin = -1 << 63
	noMax = 1<<63 - 1
)

func (c *Condition) bound(v *toml.Value, bound *int64, problems *diag.List) {
	if v == nil {
		return
	}
	n, ok := c.number(*v)
	if !ok {
		want := string(c.Column.Type)
		if !c.Column.Type.Numeric() {
			want = "text" // bounds are for numbers
		}
		problems.Add("wrong-type", v.Pos, toml.TypeWord(want), toml.TypeWord(v.Type()), toml.Example(want))
		return
	}
	*bound = n
}

// number is a value in the terms of a numeric column: days, 分, 0 or 1.
func (c *Condition) number(v toml.Value) (int64, bool) {
	switch n := v.Data.(type) {
	case int64:
		if c.Column.Type == ledger.Money {
			return n * 100, true
		}
		return n, c.Column.Type == ledger.Integer
	case civil.Date:
		return int64(n), c.Column.Type == ledger.Date
	case bool:
		return map[bool]int64{true: 1}[n], c.Column.Type == ledger.Bool
	}
	return 0, false
}

func (c *Condition) readValue(v toml.Value) diag.List {
	var problems diag.List
	if c.Column.Type.Numeric() {
		c.Test = Within
		c.bound(&v, &c.Min, &problems)
		c.Max = c.Min
		return problems
	}
	items, ok := v.Data.([]toml.Value)
	if !ok {
		items = []toml.Value{v}
	}
	for _, item := range items {
		problems.Append(c.word(item))
	}
	return problems
}

func (c *Condition) word(v toml.Value) diag.List {
	var problems diag.List
	word, ok := v.Data.(string)
	if !ok {
		problems.Add("wrong-type", v.Pos, toml.TypeWord("text"), toml.TypeWord(v.Type()), toml.Example("text"))
		return problems
	}
	if names := c.Column.Names(); names != nil {
		id := names.ID(word)
		if id == "" {
			problems.Append(names.Unknown(v.Pos, c.Column.Type.Ref(), word))
			return problems
		}
		word = id
	}
	code, used := c.Column.CodeOf(word)
	if allowed := c.allowed(); !used && allowed != nil && !slices.Contains(allowed, word) {
		problems.Add("unknown-value", v.Pos, word, diag.Choice{Given: word, Names: allowed})
	}
	c.Words = append(c.Words, word)
	if used {
		c.codes = append(c.codes, code)
	}
	return problems
}

// allowed is the words that a column may hold; nil if that is anything.
func (c *Condition) allowed() []string {
	if c.Column.Field == nil {
		return c.Column.Words()[1:]
	}
	return c.Column.Field.Values
}
