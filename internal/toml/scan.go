package toml

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/BurntSushi/toml"

	"github.com/lanewall/lanewall/internal/diag"
)

// scanner walks a document that is known to be valid and notes where things stand. It never fails: on anything it
// does not expect it moves on, and never past the end.
type scanner struct {
	src      *diag.Source
	text     []byte
	base     int // offset of text in src
	i        int
	problems diag.List
}

func (s *scanner) pos() diag.Pos { return s.src.At(s.base + s.i) }

func (s *scanner) peek() byte {
	if s.i < len(s.text) {
		return s.text[s.i]
	}
	return 0
}

func (s *scanner) at(prefix string) bool { return bytes.HasPrefix(s.text[s.i:], []byte(prefix)) }

// space skips white space; with lines also line ends and comments.
func (s *scanner) space(lines bool) {
	for s.i < len(s.text) {
		switch c := s.text[s.i]; {
		case c == ' ' || c == '\t':
			s.i++
		case lines && (c == '\n' || c == '\r'):
			s.i++
		case lines && c == '#':
			s.line()
		default:
			return
		}
	}
}

func (s *scanner) line() {
	if n := bytes.IndexByte(s.text[s.i:], '\n'); n >= 0 {
		s.i += n
		return
	}
	s.i = len(s.text)
}

func (s *scanner) document() *Table {
	root := &Table{Pos: s.pos()}
	current := root
	for s.space(true); s.i < len(s.text); s.space(true) {
		start := s.i
		if s.peek() == '[' {
			current = s.header(root)
		} else {
			s.keyValue(current)
		}
		if s.i == start {
			s.i++
		}
	}
	return root
}

// header reads [a.b] or [[a.b]] and gives the table that the following keys belong to.
func (s *scanner) header(root *Table) *Table {
	pos := s.pos()
	array := s.at("[[")
	s.i++
	if array {
		s.i++
	}
	keys := s.dottedKey()
	s.line()
	if len(keys) == 0 {
		return root
	}
	parent := root
	for _, k := range keys[:len(keys)-1] {
		parent = parent.child(k)
	}
	last := keys[len(keys)-1]
	if !array {
		t := parent.child(last)
		t.Pos = pos
		return t
	}
	t := &Table{Pos: pos}
	e := parent.entry(last)
	items, _ := e.Value.Data.([]Value)
	e.Value.Data = append(items, Value{Pos: pos, Data: t})
	return t
}

// key is a key and its place.
type key struct {
	name string
	pos  diag.Pos
}

func (t *Table) entry(k key) *Entry {
	if e := t.Get(k.name); e != nil {
		return e
	}
	return t.add(Entry{Key: k.name, Pos: k.pos, Value: Value{Pos: k.pos}})
}

// child is the table under a key, made if it is not there; of an array of tables it is the last.
func (t *Table) child(k key) *Table {
	e := t.entry(k)
	switch data := e.Value.Data.(type) {
	case *Table:
		return data
	case []Value:
		if len(data) > 0 {
			if last, ok := data[len(data)-1].Data.(*Table); ok {
				return last
			}
		}
	}
	made := &Table{Pos: k.pos}
	e.Value.Data = made
	return made
}

func (s *scanner) dottedKey() []key {
	var keys []key
	for {
		s.space(false)
		k := key{pos: s.pos()}
		start := s.i
		switch s.peek() {
		case '"', '\'':
			k.name = unquote(s.quoted())
		default:
			for s.i < len(s.text) && !strings.ContainsRune(" \t.=]\r\n", rune(s.text[s.i])) {
				s.i++
			}
			k.name = string(s.text[start:s.i])
		}
		if s.i == start { // "" is a key, nothing is none
			return keys
		}
		keys = append(keys, k)
		s.space(false)
		if s.peek() != '.' {
			return keys
		}
		s.i++
	}
}

// unquote gives the text of a quoted string; BurntSushi knows the escapes.
func unquote(raw string) string {
	if len(raw) >= 2 && !strings.Contains(raw, `\`) {
		return raw[1 : len(raw)-1]
	}
	var v struct{ K string }
	if _, err := toml.Decode("K = "+raw, &v); err != nil {
		return raw
	}
	return v.K
}

// keyValue reads key = value into a table.
func (s *scanner) keyValue(t *Table) {
	keys := s.dottedKey()
	s.space(false)
	if len(keys) == 0 || s.peek() != '=' {
		s.line()
		return
	}
	s.i++
	s.space(false)
	for _, k := range keys[:len(keys)-1] {
		t = t.child(k)
	}
	last := keys[len(keys)-1]
	value := s.value()
	e := t.entry(last)
	if e.Value.Data != nil || e.Value.Raw != "" { // of a.b = 1 and a = 2 BurntSushi drops the second without a word
		s.problems.Add("toml-syntax", last.pos, fault{fmt.Sprintf("Key '%s' has already been defined.", last.name)}, twice)
		return
	}
	e.Value = value
}

func (s *scanner) value() Value {
	v := Value{Pos: s.pos()}
	start := s.i
	switch s.peek() {
	case '[':
		v.Data = s.array()
	case '{':
		v.Data = s.inlineTable()
	case '"', '\'':
		v.Raw = s.quoted()
	default:
		for s.i < len(s.text) && !strings.ContainsRune(",]}#\r\n", rune(s.text[s.i])) {
			s.i++
		}
		v.Raw = strings.TrimRight(string(s.text[start:s.i]), " \t")
	}
	return v
}

func (s *scanner) array() []Value {
	items := []Value{}
	s.i++
	for {
		s.separators()
		if s.i >= len(s.text) || s.peek() == ']' {
			s.i++
			return items
		}
		start := s.i
		items = append(items, s.value())
		if s.i == start {
			s.i++
		}
	}
}

func (s *scanner) inlineTable() *Table {
	t := &Table{Pos: s.pos()}
	s.i++
	for {
		s.separators()
		if s.i >= len(s.text) || s.peek() == '}' {
			s.i++
			return t
		}
		start := s.i
		s.keyValue(t)
		if s.i == start {
			s.i++
		}
	}
}

func (s *scanner) separators() {
	for s.space(true); s.peek() == ','; s.space(true) {
		s.i++
	}
}

// quoted moves past a string of any of the four kinds and gives it as written.
func (s *scanner) quoted() string {
	start := s.i
	quote := s.text[s.i : s.i+1]
	end := quote
	if triple := bytes.Repeat(quote, 3); bytes.HasPrefix(s.text[s.i:], triple) {
		end = triple
	}
	s.i += len(end)
	for s.i < len(s.text) && !bytes.HasPrefix(s.text[s.i:], end) {
		if s.text[s.i] == '\\' && quote[0] == '"' {
			s.i++
		}
		s.i++
	}
	s.i = min(s.i+len(end), len(s.text))
	for len(end) == 3 && s.peek() == quote[0] { // """a"""" ends with a quotation mark of its own
		s.i++
	}
	return string(s.text[start:s.i])
}

// Find gives the place of a key's value, and of the key, in the table whose header, or whose {, stands at offset:
// places are kept only a row at a time and looked up when there is something to say. Without the key it is the
// header's.
func Find(src *diag.Source, offset int, name string) (keyPos, valuePos diag.Pos) {
	text, _ := src.Read()
	offset = min(offset, len(text)) // of a file that has changed since
	s := scanner{src: src, text: text[offset:], base: offset}
	row := &Table{}
	if s.peek() == '{' {
		if e := s.inlineTable().Get(name); e != nil {
			return e.Pos, e.Value.Pos
		}
		return src.At(offset), src.At(offset)
	}
	s.line()
	for s.space(true); s.i < len(s.text) && s.peek() != '['; s.space(true) {
		start := s.i
		s.keyValue(row)
		if e := row.Get(name); e != nil {
			return e.Pos, e.Value.Pos
		}
		if s.i == start {
			s.i++
		}
	}
	return src.At(offset), src.At(offset)
}
