package ledger

import (
	"math"
	"slices"

	"github.com/lanewall/lanewall/internal/civil"
	"github.com/lanewall/lanewall/internal/diag"
	"github.com/lanewall/lanewall/internal/i18n"
	"github.com/lanewall/lanewall/internal/toml"
)

// Table is the rows of a ledger, N rows × its columns, in the order of the files and of their text.
type Table struct {
	Name    string // of the ledger
	Kind    *Kind
	N       int
	Columns []*Column
	files   []*diag.Source
	rows    []place
	sums    []uint64 // of the text of each row, if a [Memory] read it
}

// place is where a row stands: the places of its cells are looked up from there when one is wanted.
type place struct {
	file   uint32 // of the table's files
	offset uint32
}

// Column finds a column, stored or derived; nil if there is none. The part of a score is called “rating.response”.
func (t *Table) Column(name string) *Column {
	for _, c := range t.Columns {
		if c.Name == name {
			return c
		}
	}
	return nil
}

// ColumnNames lists the columns.
func (t *Table) ColumnNames() []string {
	names := make([]string, len(t.Columns))
	for i, c := range t.Columns {
		names[i] = c.Name
	}
	return names
}

// Pos is the place of a cell's value, or of the row's header if the cell is empty or field is "".
func (t *Table) Pos(row int, field string) diag.Pos {
	_, value := toml.Find(t.source(row), int(t.rows[row].offset), field)
	return value
}

// File is the name of the file a row stands in.
func (t *Table) File(row int) string { return t.source(row).Name }

func (t *Table) source(row int) *diag.Source { return t.files[t.rows[row].file] }

// ID is the row's id; "" in a table without ids.
func (t *Table) ID(row int) string {
	if c := t.Column("id"); c != nil {
		return c.Word(c.Code(row, math.MaxInt32))
	}
	return ""
}

// Find gives the row with an id, or -1.
func (t *Table) Find(id string) int {
	c := t.Column("id")
	if c == nil {
		return -1
	}
	code, ok := c.codeOf(id)
	if !ok {
		return -1
	}
	for row := range t.N {
		if c.codes[row] == code {
			return row
		}
	}
	return -1
}

// Column is the cells of one field or rule. Words are dictionary-encoded: code 0 is the empty cell.
type Column struct {
	Name  string
	Title i18n.Text
	Class Class
	Type  Type
	Field *Field // nil of a derived column

	dictionary
	nums  []int64  // of numeric types
	codes []uint32 // of the others
	ends  []uint32 // of types that hold many words: the cell's codes are codes[ends[row-1]:ends[row]]
	event *Column  // the event without which this column says nothing
	rule  func(row int, asOf civil.Date) int64
	// settle gives, of a derived column, the day after which a row says the same for ever; nil is never. Steady tells
	// whether a row that says something always said the same; nil is no.
	settle func(row int) civil.Date
	steady func(row int) bool
	// perUnit of its numbers make one: 100 for 分 and yuan, the sum of the weights for a weighted score; 0 is 1.
	perUnit int64
	counter i18n.Text // of a derived number
	// provisional rows have a deadline that depends on holidays which are not published yet.
	provisional map[int]bool
	bands       []uint32 // of a mark, the words of its bands, the lowest first
	label       map[string]i18n.Text
	names       *Names // of a linked column, what its words may be called
}

const empty = math.MinInt64

// Int is the number in a cell as of a date; false if the cell is empty or its event has not happened by then.
func (c *Column) Int(row int, asOf civil.Date) (int64, bool) {
	if c.rule != nil {
		v := c.rule(row, asOf)
		return v, v != empty
	}
	v := c.nums[row]
	if v == empty || c.Field != nil && c.Field.Event && v > int64(asOf) || !c.happened(row, asOf) {
		return 0, false
	}
	return v, true
}

// Date is [Column.Int] of a date; civil.None if there is none.
func (c *Column) Date(row int, asOf civil.Date) civil.Date {
	if v, ok := c.Int(row, asOf); ok {
		return civil.Date(v)
	}
	return civil.None
}

// Code is the word in a cell as of a date, by code; 0 if there is none.
func (c *Column) Code(row int, asOf civil.Date) uint32 {
	if c.rule != nil {
		return uint32(c.rule(row, asOf))
	}
	if !c.happened(row, asOf) {
		return 0
	}
	return c.codes[row]
}

// Codes is the words of a cell as of a date, by code, of any type of words.
func (c *Column) Codes(row int, asOf civil.Date) []uint32 {
	if !c.Type.Many() {
		if code := c.Code(row, asOf); code != 0 {
			return []uint32{code}
		}
		return nil
	}
	if !c.happened(row, asOf) {
		return nil
	}
	from := uint32(0)
	if row > 0 {
		from = c.ends[row-1]
	}
	return c.codes[from:c.ends[row]]
}

func (c *Column) happened(row int, asOf civil.Date) bool {
	if c.event == nil {
		return true
	}
	_, ok := c.event.Int(row, asOf)
	return ok
}

// Word is the word of a code.
func (c *Column) Word(code uint32) string { return c.word(code) }

// Words is the dictionary; Words()[0] is the empty word.
func (c *Column) Words() []string { return c.all() }

// Moves tells whether the column may say another thing at a later date.
func (c *Column) Moves() bool {
	return c.rule != nil || c.event != nil || c.Field != nil && c.Field.Event
}

// SettledBy is the day from which a row of the column says the same for ever: its event's, or None if it always did.
func (c *Column) SettledBy(row int) civil.Date {
	switch {
	case c.rule != nil && c.settle == nil:
		return math.MaxInt32
	case c.rule != nil:
		return c.settle(row)
	case c.event != nil:
		return c.event.SettledBy(row)
	case c.Field != nil && c.Field.Event && c.nums[row] != empty:
		return civil.Date(c.nums[row])
	}
	return civil.None
}

// Steady tells whether a row's date, where it is known at all, is the same whenever it is asked for: not of a closing
// that was undone.
func (c *Column) Steady(row int) bool {
	return c.rule == nil || c.steady != nil && c.steady(row)
}

// Provisional tells whether a deadline may still move, because it depends on holidays that are not published yet (暂定).
func (c *Column) Provisional(row int) bool { return c.provisional[row] }

// PerUnit is how many of the column's numbers make one unit: 100 of money, which is kept in 分; the sum of the weights
// of a weighted score; else 1.
func (c *Column) PerUnit() int64 {
	switch {
	case c.Type == Money:
		return 100
	case c.perUnit > 0:
		return c.perUnit
	}
	return 1
}

// Band is the place of a mark's word among its bands, the lowest being 1; 0 of any other word.
func (c *Column) Band(code uint32) int { return slices.Index(c.bands, code) + 1 }

// Counter is the counter word of the column's numbers, empty if they have none.
func (c *Column) Counter() i18n.Text {
	if c.Field != nil {
		return c.Field.Counter
	}
	return c.counter
}

// Names is what the words of a column that names units, bodies or people may be called; nil of any other.
func (c *Column) Names() *Names { return c.names }

// CodeOf is the code of a word, false if no cell holds it.
func (c *Column) CodeOf(word string) (uint32, bool) {
	return c.codeOf(word)
}

// Label is a word as people read it.
func (c *Column) Label(code uint32, langs ...string) string {
	word := c.word(code)
	if label, ok := c.label[word]; ok {
		return label.In(langs...)
	}
	return word
}

// SetLabels says how the words of the column are called.
func (c *Column) SetLabels(labels map[string]i18n.Text) { c.label = labels }

func newColumn(name string, title i18n.Text, class Class, typ Type) *Column {
	c := &Column{Name: name, Title: title, Class: class, Type: typ}
	c.setWords(nil)
	return c
}

// pad makes empty cells of rows that did not name the column.
func (c *Column) pad(rows int) {
	switch {
	case c.Type.Numeric():
		for len(c.nums) < rows {
			c.nums = append(c.nums, empty)
		}
	case c.Type.Many():
		for len(c.ends) < rows {
			c.ends = append(c.ends, uint32(len(c.codes)))
		}
	default:
		for len(c.codes) < rows {
			c.codes = append(c.codes, 0)
		}
	}
}
