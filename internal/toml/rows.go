package toml

import (
	"bytes"
	"encoding/binary"
	"math/bits"
	"time"
	"unicode/utf8"

	"github.com/lanewall/lanewall/internal/civil"
)

// Sink takes the rows of a ledger's file in the order of its text: Row, its Cells, End, and the next Row.
type Sink interface {
	Row(offset int)
	Cell(c *Cell) // which holds until the call returns
	End()
}

// Form is the type of a cell's value.
type Form uint8

// The forms, named as in [Value.Type].
const (
	TextForm Form = iota
	IntegerForm
	DecimalForm
	BoolForm
	DateForm
	DateTimeForm
	TimeForm
	ListForm
	TableForm
)

var formNames = [...]string{"text", "integer", "decimal", "bool", "date", "datetime", "time", "list", "table"}

// String names the form, for a [TypeWord].
func (f Form) String() string { return formNames[f] }

// Cell is a key of a row and its value, or an item of a list or an inline table. Which of Int, Time and Items means
// anything hangs on the form.
type Cell struct {
	Field int // the key's index among the names asked for, -1 if it is none of them
	Key   []byte
	KeyAt int       // offset of the key
	At    int       // offset of the value
	Form  Form      //
	Text  []byte    // what a text says; any other scalar as it is written
	Int   int64     // an integer; a bool, 0 or 1; a date, the days of civil.Date
	Time  time.Time // a date with a time and zone
	Items []Cell    // of a list or a table
}

// Rows gives the rows of a ledger's file to a sink, if the file is plain: headers
// [[table]], bare keys, and values that are text in one pair of quotes without escapes, numbers in decimal digits, true,
// false, dates, one-line inline tables of these, and lists of all these; comments, empty lines and CRLF as everywhere.
//
// Of anything else it promises nothing but to say no, and where: then what the sink was given is to be thrown away, and
// the file is for [Parse] and [Feed], which give the sink the same rows, cells and offsets. It never takes what
// BurntSushi/toml rejects; FuzzRows holds it to that.
func Rows(text []byte, table string, names []string, sink Sink) (stop int, plain bool) {
	s := rows{header: "[[" + table + "]]", names: names, sink: sink,
		after: make([]int, len(names)+1), seen: make([]int, len(names))}
	for i := range s.after {
		s.after[i] = i // until a row shows otherwise, the fields stand in the order of the names
	}
	from := 0
	if bytes.HasPrefix(text, []byte(utf8Mark)) {
		from = len(utf8Mark)
	}
	stop = s.scan(text, from)
	if stop < 0 || !isBare(table) {
		return max(^stop, 0), false
	}
	return stop, true
}

const utf8Mark = "\xef\xbb\xbf"

func isBare(key string) bool {
	for i := range len(key) {
		if classOf[key[i]]&bare == 0 {
			return false
		}
	}
	return key != ""
}

// rows scans the plain subset. Its methods take the text and an offset and return the offset behind what they have
// read, or ^offset of what lies outside the subset.
type rows struct {
	header string
	names  []string
	sink   Sink
	row    int      // rows begun
	last   int      // index of the last key, plus 1
	after  []int    // by last: the field that followed it the last time, which is looked for first
	seen   []int    // by field: the row that had it last
	others [][]byte // keys of this row that are no fields
	cell   Cell
	items  []Cell // of the cell
	inner  []Cell // of its items
}

// A byte's classes.
const (
	bare   = 1 << iota // stands in a bare key
	digit              //
	ends               // may stand behind a number, a date, true or false
	double             // ends a text in double quotes, or is outside the subset there
	single             // the same in single quotes
	high               // of a character of several bytes
	bad                // a control character
)

var classOf = classes()

func classes() (class [256]uint8) {
	for c := range 256 {
		switch {
		case c < ' ' && c != '\t' || c == 0x7f:
			class[c] |= bad | double | single
		case c >= 0x80:
			class[c] |= high
		case '0' <= c && c <= '9':
			class[c] |= bare | digit
		case 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || c == '_' || c == '-':
			class[c] |= bare
		}
	}
	for _, c := range " \t\r\n,]}#" {
		class[c] |= ends
	}
	class['"'] |= double
	class['\\'] |= double
	class['\''] |= single
	return class
}

func (s *rows) scan(b []byte, i int) int {
	for i = gap(b, i); 0 <= i && i < len(b); {
		switch {
		case classOf[b[i]]&bare != 0 && s.row > 0:
			i = s.pair(b, i)
		case b[i] == '[' && len(b)-i >= len(s.header) && string(b[i:i+len(s.header)]) == s.header:
			s.begin(i)
			i += len(s.header)
		default:
			return ^i
		}
		if 0 <= i && i < len(b) && b[i] == '\n' {
			i++
		} else if i = lineEnd(b, i); i < 0 {
			return i
		}
		if i < len(b) && classOf[b[i]]&bare == 0 {
			i = gap(b, i)
		}
	}
	if i >= 0 && s.row > 0 {
		s.sink.End()
	}
	return i
}

func (s *rows) begin(i int) {
	if s.row > 0 {
		s.sink.End()
	}
	s.row++
	s.last = 0
	s.others = s.others[:0]
	s.sink.Row(i)
}

// gap skips white space, line ends and comments.
func gap(b []byte, i int) int {
	for 0 <= i && i < len(b) {
		switch b[i] {
		case ' ', '\t', '\n':
			i++
		case '\r':
			i = newline(b, i)
		case '#':
			i = comment(b, i)
		default:
			return i
		}
	}
	return i
}

// lineEnd skips what may stand behind a header or a value up to the end of the line, and the end.
func lineEnd(b []byte, i int) int {
	if i < 0 {
		return i
	}
	i = space(b, i)
	if i < len(b) && b[i] == '#' {
		if i = comment(b, i); i < 0 {
			return i
		}
	}
	switch {
	case i == len(b):
		return i
	case b[i] == '\n':
		return i + 1
	}
	return newline(b, i)
}

// newline skips CR LF.
func newline(b []byte, i int) int {
	if b[i] == '\r' && i+1 < len(b) && b[i+1] == '\n' {
		return i + 2
	}
	return ^i
}

func space(b []byte, i int) int {
	for i < len(b) && (b[i] == ' ' || b[i] == '\t') {
		i++
	}
	return i
}

// comment skips a comment up to its line end.
func comment(b []byte, i int) int {
	from := i
	all := uint8(0)
	for i < len(b) && b[i] != '\n' && b[i] != '\r' {
		all |= classOf[b[i]]
		i++
	}
	if all&bad != 0 || all&high != 0 && !utf8.Valid(b[from:i]) {
		return ^from
	}
	return i
}

// pair reads key = value and gives it to the sink.
func (s *rows) pair(b []byte, i int) int {
	c := &s.cell
	c.KeyAt = i
	if i = s.key(b, i); i < 0 {
		return i
	}
	if i = equals(b, i); i < 0 {
		return i
	}
	c.At = i
	switch b[i] {
	case '[':
		i = s.list(b, i+1)
	case '{':
		s.items = s.items[:0]
		i = s.table(b, i+1, c, &s.items)
	default:
		i = simple(b, i, c)
	}
	if i >= 0 {
		s.sink.Cell(c)
	}
	return i
}

// key reads a key that the row has not had yet, and finds its field: mostly the one that followed the last key in the
// row before.
func (s *rows) key(b []byte, i int) int {
	from := i
	if guess := s.after[s.last]; guess < len(s.names) {
		if name := s.names[guess]; len(b)-i > len(name) && string(b[i:i+len(name)]) == name && classOf[b[i+len(name)]]&bare == 0 {
			s.cell.Key = b[i : i+len(name)]
			return s.field(guess, from, i+len(name))
		}
	}
	for i < len(b) && classOf[b[i]]&bare != 0 {
		i++
	}
	s.cell.Key = b[from:i]
	for f, name := range s.names {
		if name == string(s.cell.Key) {
			s.after[s.last] = f
			return s.field(f, from, i)
		}
	}
	s.cell.Field = -1
	if len(s.others) == manyKeys || contains(s.others, s.cell.Key) {
		return ^from
	}
	s.others = append(s.others, s.cell.Key)
	return i
}

// manyKeys bounds what is compared one by one.
const manyKeys = 64

func (s *rows) field(f, from, i int) int {
	if s.seen[f] == s.row {
		return ^from
	}
	s.seen[f] = s.row
	s.cell.Field = f
	s.last = f + 1
	return i
}

func contains(keys [][]byte, key []byte) bool {
	for _, k := range keys {
		if string(k) == string(key) {
			return true
		}
	}
	return false
}

// equals skips = with the white space around it; something follows.
func equals(b []byte, i int) int {
	if len(b)-i > 3 && b[i] == ' ' && b[i+1] == '=' && b[i+2] == ' ' && b[i+3] > ' ' {
		return i + 3
	}
	i = space(b, i)
	if i == len(b) || b[i] != '=' {
		return ^i
	}
	if i = space(b, i+1); i == len(b) {
		return ^i
	}
	return i
}

func simple(b []byte, i int, c *Cell) int {
	switch b[i] {
	case '"':
		return quoted(b, i, double, c)
	case '\'':
		return quoted(b, i, single, c)
	case 't':
		return word(b, i, "true", 1, c)
	case 'f':
		return word(b, i, "false", 0, c)
	}
	return number(b, i, c)
}

// quoted reads text in one pair of quotes, eight bytes at a time: most of a ledger is text.
func quoted(b []byte, i int, stop uint8, c *Cell) int {
	quote := b[i]
	from := i + 1
	end := from
	all := uint64(0)
	for len(b)-end >= 8 {
		v := binary.LittleEndian.Uint64(b[end:])
		found := below(v, ' ') | equal(v, quote) | equal(v, '\\') | equal(v, 0x7f)
		if found == 0 {
			all |= v
			end += 8
			continue
		}
		n := bits.TrailingZeros64(found) &^ 7
		all |= v & (1<<n - 1)
		end += n / 8
		if classOf[b[end]]&stop != 0 {
			break
		}
		end++ // a tab, or in single quotes a backslash
	}
	for end < len(b) && classOf[b[end]]&stop == 0 {
		all |= uint64(b[end])
		end++
	}
	if end == len(b) || b[end] != quote { // no end, an escape or a control character
		return ^i
	}
	if end == from && end+1 < len(b) && b[end+1] == quote { // three quotes
		return ^i
	}
	if all&tops != 0 && !utf8.Valid(b[from:end]) {
		return ^i
	}
	c.Form, c.Text = TextForm, b[from:end]
	return end + 1
}

const (
	each = 0x0101010101010101 // eight bytes of 1
	tops = 0x80 * each
)

// below marks the top bits of those of eight bytes that are below c; of the marks the lowest is sure.
func below(v uint64, c byte) uint64 { return (v - each*uint64(c)) &^ v & tops }

// equal marks those that are c, likewise.
func equal(v uint64, c byte) uint64 { return below(v^each*uint64(c), 1) }

func word(b []byte, i int, word string, n int64, c *Cell) int {
	end := i + len(word)
	if end > len(b) || string(b[i:end]) != word || !ended(b, end) {
		return ^i
	}
	c.Form, c.Text, c.Int = BoolForm, b[i:end], n
	return end
}

func ended(b []byte, i int) bool { return i == len(b) || classOf[b[i]]&ends != 0 }

// number reads an integer, a decimal or a date.
func number(b []byte, i int, c *Cell) int {
	from := i
	if b[i] == '-' {
		i++
	}
	first := i
	n := int64(0)
	for i < len(b) && classOf[b[i]]&digit != 0 && i-first < safeDigits {
		n = n*10 + int64(b[i]-'0')
		i++
	}
	if i-from == 4 && first == from && i < len(b) && b[i] == '-' {
		return date(b, from, c)
	}
	if i == first || i-first > 1 && b[first] == '0' {
		return ^from
	}
	c.Form = IntegerForm
	if i < len(b) && b[i] == '.' {
		c.Form = DecimalForm
		point := i
		for i++; i < len(b) && classOf[b[i]]&digit != 0 && i-point <= safeDigits; {
			i++
		}
		if i == point+1 {
			return ^from
		}
	}
	if !ended(b, i) {
		return ^from
	}
	if from != first {
		n = -n
	}
	c.Text, c.Int = b[from:i], n
	return i
}

// safeDigits always fit an int64.
const safeDigits = 18

// date reads 2024-09-03.
func date(b []byte, i int, c *Cell) int {
	if len(b)-i < 10 || !ended(b, i+10) {
		return ^i
	}
	d := b[i : i+10]
	for _, at := range [...]int{5, 6, 8, 9} {
		if classOf[d[at]]&digit == 0 {
			return ^i
		}
	}
	year := number4(d)
	month, day := int(d[5]-'0')*10+int(d[6]-'0'), int(d[8]-'0')*10+int(d[9]-'0')
	days, ok := dayNumber(year, month, day)
	if d[7] != '-' || !ok {
		return ^i
	}
	c.Form, c.Text, c.Int = DateForm, d, days
	return i + 10
}

func number4(d []byte) int {
	return int(d[0]-'0')*1000 + int(d[1]-'0')*100 + int(d[2]-'0')*10 + int(d[3]-'0')
}

// daysBefore is the days of a year, not a leap year, before each month.
var daysBefore = [...]int{0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365}

// dayNumber is what [civil.New] gives; that goes by way of time.Time and takes ten times as long.
func dayNumber(year, month, day int) (int64, bool) {
	if year < 1 || month < 1 || month > 12 || day < 1 {
		return 0, false
	}
	leap := year%4 == 0 && (year%100 != 0 || year%400 == 0)
	length := daysBefore[month] - daysBefore[month-1]
	if leap && month == 2 {
		length++
	}
	y := year - 1
	days := y*365 + y/4 - y/100 + y/400 + daysBefore[month-1] + day - 1
	if leap && month > 2 {
		days++
	}
	return int64(days) + int64(firstDay), day <= length
}

// firstDay is 0001-01-01.
var firstDay = civil.New(1, 1, 1)

// list reads the items of a list, which may stand on several lines, behind its [: scalars or inline tables of them.
func (s *rows) list(b []byte, i int) int {
	s.items, s.inner = s.items[:0], s.inner[:0]
	for i = gap(b, i); 0 <= i && i < len(b) && b[i] != ']'; {
		c := next(&s.items, nil, 0, i)
		if b[i] == '{' {
			i = s.table(b, i+1, c, &s.inner)
		} else {
			i = simple(b, i, c)
		}
		if i < 0 {
			return i
		}
		if i = gap(b, i); 0 <= i && i < len(b) && b[i] == ',' {
			i = gap(b, i+1)
		} else if 0 <= i && i < len(b) && b[i] != ']' {
			return ^i
		}
	}
	s.cell.Form, s.cell.Text, s.cell.Items = ListForm, nil, s.items
	return closed(b, i)
}

// table reads the keys and scalars of an inline table, which stands on one line, behind its {.
func (s *rows) table(b []byte, i int, c *Cell, items *[]Cell) int {
	from := len(*items)
	for i = space(b, i); i < len(b) && (b[i] != '}' || len(*items) > from); i = space(b, i+1) {
		if i = item(b, i, items, from); i < 0 {
			return i
		}
		i = space(b, i)
		if i == len(b) || b[i] != ',' {
			break
		}
	}
	if i < len(b) && b[i] != '}' {
		return ^i
	}
	c.Form, c.Text, c.Items = TableForm, nil, (*items)[from:]
	return closed(b, i)
}

// item reads key = scalar, the key being none of those of the items since from.
func item(b []byte, i int, items *[]Cell, from int) int {
	start := i
	for i < len(b) && classOf[b[i]]&bare != 0 {
		i++
	}
	key := b[start:i]
	before := (*items)[from:]
	if i == start || len(before) == manyKeys {
		return ^start
	}
	for k := range before {
		if string(before[k].Key) == string(key) {
			return ^start
		}
	}
	if i = equals(b, i); i < 0 {
		return i
	}
	return simple(b, i, next(items, key, start, i))
}

// next is one more item. What has been one before is not cleared.
func next(items *[]Cell, key []byte, keyAt, at int) *Cell {
	n := len(*items)
	if n == cap(*items) {
		*items = append(*items, Cell{})
	}
	*items = (*items)[:n+1]
	c := &(*items)[n]
	c.Field, c.Key, c.KeyAt, c.At = -1, key, keyAt, at
	return c
}

// closed is behind the bracket at i, if there is one.
func closed(b []byte, i int) int {
	if i == len(b) {
		return ^i
	}
	if i < 0 {
		return i
	}
	return i + 1
}
