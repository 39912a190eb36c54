// Package toml reads TOML with the place of every key and value.
//
//	diag.Source ──Parse──▶ *Table (order and places kept) ──Bind──▶ a struct of the caller
//	text of a ledger ──Rows──▶ Sink, if it is plain; else by way of Parse and Feed the same, 25 times slower
//
// github.com/BurntSushi/toml checks the document and decodes it; it knows no places inside arrays of tables and
// returns maps without order. So [Parse] walks the text once more (scan.go): the walk, which may rely on the
// document being valid, gives order and places, and BurntSushi's values are hung on it.
//
// Values are string, int64, float64, bool, [civil.Date], [time.Time] (a date with a time and zone), []Value or
// *Table. A local datetime is cut to its date; a time without a date is a [time.Time] of type “time”.
package toml

import (
	"bytes"
	"time"

	"github.com/lanewall/lanewall/internal/civil"
	"github.com/lanewall/lanewall/internal/diag"
)

// Table is a TOML table in the order of its text.
type Table struct {
	Pos     diag.Pos
	Entries []Entry
	index   map[string]int // of the entries, once they are many
}

// Entry is a key of a table and its value.
type Entry struct {
	Key   string
	Pos   diag.Pos // of the key
	Value Value
}

// Value is a value and its place. Raw is a scalar as it was written.
type Value struct {
	Pos  diag.Pos
	Raw  string
	Data any
}

// Get finds a key; nil if the table, which may be nil, lacks it.
func (t *Table) Get(key string) *Entry {
	if t == nil {
		return nil
	}
	if t.index != nil {
		if i, ok := t.index[key]; ok {
			return &t.Entries[i]
		}
		return nil
	}
	for i := range t.Entries {
		if t.Entries[i].Key == key {
			return &t.Entries[i]
		}
	}
	return nil
}

// add appends an entry of a key that the table has not had.
func (t *Table) add(e Entry) *Entry {
	t.Entries = append(t.Entries, e)
	last := len(t.Entries) - 1
	switch {
	case t.index != nil:
		t.index[e.Key] = last
	case last == manyKeys:
		t.index = map[string]int{}
		for i := range t.Entries {
			t.index[t.Entries[i].Key] = i
		}
	}
	return &t.Entries[last]
}

// Tables gives the tables under a key: [[key]], or the one [key].
func (t *Table) Tables(key string) []*Table {
	e := t.Get(key)
	if e == nil {
		return nil
	}
	return e.Value.Tables()
}

// Tables gives the value as tables: an array of tables, or one.
func (v Value) Tables() []*Table {
	switch data := v.Data.(type) {
	case *Table:
		return []*Table{data}
	case []Value:
		var tables []*Table
		for _, item := range data {
			if t, ok := item.Data.(*Table); ok {
				tables = append(tables, t)
			}
		}
		return tables
	}
	return nil
}

// Plain is the value without places, as BurntSushi's decoder would give it to an UnmarshalTOML method.
func (v Value) Plain() any {
	switch data := v.Data.(type) {
	case *Table:
		m := map[string]any{}
		for _, e := range data.Entries {
			m[e.Key] = e.Value.Plain()
		}
		return m
	case []Value:
		list := make([]any, len(data))
		for i, item := range data {
			list[i] = item.Plain()
		}
		return list
	}
	return v.Data
}

// Parse reads a whole file.
func Parse(src *diag.Source) (*Table, diag.List) {
	text, err := src.Read()
	if err != nil {
		return &Table{Pos: src.At(0)}, unreadable(src, err)
	}
	return parseText(src, text, 0, len(text))
}

// ParseSpan reads the bytes from..to of a file, such as the front matter of a page. Of a document with a syntax
// error it returns an empty table and the error.
func ParseSpan(src *diag.Source, from, to int) (*Table, diag.List) {
	text, err := src.Read()
	if err != nil {
		return &Table{Pos: src.At(from)}, unreadable(src, err)
	}
	return parseText(src, text, from, to)
}

func unreadable(src *diag.Source, err error) (problems diag.List) {
	problems.Add("unreadable", src.At(0), err.Error())
	return problems
}

func parseText(src *diag.Source, file []byte, from, to int) (*Table, diag.List) {
	text := file[from:to]
	data, problem := decode(text)
	if problem != nil {
		problem.Pos = src.At(from + problem.Pos.Offset)
		return &Table{Pos: src.At(from)}, diag.List{*problem}
	}
	mark := byteOrderMark(text)
	s := scanner{src: src, text: text[mark:], base: from + mark}
	table := s.document()
	if len(s.problems) > 0 {
		return &Table{Pos: src.At(from)}, s.problems
	}
	var problems diag.List
	fillTable(table, data, &problems)
	return table, problems
}

// byteOrderMark is the length of the mark that BurntSushi reads over, and counts its positions after.
func byteOrderMark(text []byte) int {
	for _, mark := range []string{"\xef\xbb\xbf", "\xff\xfe", "\xfe\xff"} {
		if bytes.HasPrefix(text, []byte(mark)) {
			return len(mark)
		}
	}
	return 0
}

// fillTable hangs decoded values on the walked skeleton.
func fillTable(t *Table, data map[string]any, problems *diag.List) {
	for i := range t.Entries {
		e := &t.Entries[i]
		fill(&e.Value, data[e.Key], problems)
	}
}

func fill(v *Value, data any, problems *diag.List) {
	switch node := v.Data.(type) {
	case *Table:
		if m, ok := data.(map[string]any); ok {
			fillTable(node, m, problems)
			return
		}
	case []Value:
		items := plainItems(data)
		if len(items) == len(node) {
			for i := range node {
				fill(&node[i], items[i], problems)
			}
			return
		}
	default:
		if data != nil {
			v.Data = scalar(data)
			return
		}
	}
	problems.Add("toml-syntax", v.Pos, fault{"outside what lanewall reads"}, general)
}

func plainItems(data any) []any {
	switch list := data.(type) {
	case []any:
		return list
	case []map[string]any:
		items := make([]any, len(list))
		for i, m := range list {
			items[i] = m
		}
		return items
	}
	return nil
}

// scalar turns BurntSushi's local dates, which come as instants in zones with telling names, into dates.
func scalar(data any) any {
	t, ok := data.(time.Time)
	if !ok {
		return data
	}
	switch t.Location().String() {
	case "date-local", "datetime-local":
		year, month, day := t.Date()
		return civil.New(year, int(month), day)
	}
	return t
}
