package ledger

import (
	"math"

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
	rows    []place
}

// place is where a row stands: the places of its cells are looked up from there when one is wanted.
type place struct {
	source *diag.Source
	offset int
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
	p := t.rows[row]
	_, value := toml.Find(p.source, p.offset, field)
	return value
}

// File is the name of the file a row stands in.
func (t *Table) File(row int) string { return t.rows[row].source.Name }

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
	code, ok := c.index[id]
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

	nums  []int64  // of numeric types
	codes []uint32 // of the others
	ends  []uint32 // of types that hold many words: the cell's codes are codes[ends[row-1]:ends[row]]
	words []string
	index map[string]uint32
	event *Column // the event without which this column says nothing
	rule  func(row int, asOf civil.Date) int64
	label map[string]i18n.Text
	names *Names // of a linked column, what its words may be called
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
func (c *Column) Word(code uint32) string { return c.words[code] }

// Words is the dictionary; Words()[0] is the empty word.
func (c *Column) Words() []string { return c.words }

// Names is what the words of a column that names units, bodies or people may be called; nil of any other.
func (c *Column) Names() *Names { return c.names }

// CodeOf is the code of a word, false if no cell holds it.
func (c *Column) CodeOf(word string) (uint32, bool) {
	code, ok := c.index[word]
	return code, ok
}

// Label is a word as people read it.
func (c *Column) Label(code uint32, lang string) string {
	word := c.words[code]
	if label, ok := c.label[word]; ok {
		return label.In(lang)
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

// setWords starts the dictionary over.
func (c *Column) setWords(words []string) {
	c.words = []string{""}
	c.index = map[string]uint32{"": 0}
	for _, w := range words {
		c.code(w)
	}
}

// code gives a word its code.
func (c *Column) code(word string) uint32 {
	code, ok := c.index[word]
	if !ok {
		code = uint32(len(c.words))
		c.words = append(c.words, word)
		c.index[word] = code
	}
	return code
}

// pad makes an empty cell of a row that did not name the column.
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
