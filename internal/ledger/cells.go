package ledger

import (
	"bytes"
	"hash/maphash"
	"math"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/lanewall/lanewall/internal/civil"
	"github.com/lanewall/lanewall/internal/diag"
	"github.com/lanewall/lanewall/internal/receipt"
	"github.com/lanewall/lanewall/internal/stat"
	"github.com/lanewall/lanewall/internal/toml"
)

// part is the rows of some files on their way into columns: a [toml.Sink] that checks every cell.
type part struct {
	table    *Table
	names    []string // of the fields
	slots    []slot   // of the fields
	required []*slot
	zone     *time.Location
	bytes    int64 // of all the rows that the table is to hold
	done     int64 // of these, those in files before this one

	seed *maphash.Seed // of the sums of rows; nil if nobody wants them

	src      *diag.Source // the file being read
	file     uint32
	problems diag.List
}

// slot is where the cells of a field go.
type slot struct {
	field   *Field
	columns []*Column // one; of scores and steps, one a value
	put     func(p *part, s *slot, v *toml.Cell)
	rows    int // up to the last one that named the field
	waiting *waiting
}

// waiting is cells of a column of ids, or of texts that hardly come twice: their words are given codes a batch at a time.
type waiting struct {
	rows  []int
	words [][]byte // in the text of the file
}

func newPart(kind *Kind, zone *time.Location) *part {
	p := &part{table: &Table{Kind: kind}, names: kind.fieldNames(), zone: zone}
	p.table.addColumns()
	p.slots = make([]slot, len(kind.Fields))
	columns := p.table.Columns
	for i := range kind.Fields {
		s := slot{field: &kind.Fields[i], put: (*part).one}
		n := 1
		switch typ := s.field.Type; {
		case typ == Scores:
			s.put = (*part).scores
			n = len(s.field.Values)
		case typ.Tables():
			s.put = (*part).steps
			n = len(s.field.Values)
		case typ.Many():
			s.put = (*part).many
		case typ.Numeric():
			s.put = (*part).number
		}
		s.columns, columns = columns[:n], columns[n:]
		p.slots[i] = s
		if s.field.Required {
			p.required = append(p.required, &p.slots[i])
		}
	}
	return p
}

// sample is the number of rows from which the number of all of them is estimated.
const sample = 64

// Row begins a row.
func (p *part) Row(offset int) {
	t := p.table
	if t.N == sample {
		p.reserve(int(sample * p.bytes / (p.done + int64(offset)) * 17 / 16))
	}
	t.rows = append(t.rows, place{p.file, uint32(offset)})
}

// reserve makes room for the rows to come, in the columns in use.
func (p *part) reserve(rows int) {
	p.table.rows = slices.Grow(p.table.rows, rows)
	for _, c := range p.table.Columns {
		switch {
		case len(c.ends) > 0:
			c.ends = slices.Grow(c.ends, rows)
		case len(c.nums) > 0:
			c.nums = slices.Grow(c.nums, rows)
		case len(c.codes) > 0:
			c.codes = slices.Grow(c.codes, rows)
		}
	}
	for i := range p.slots {
		s := &p.slots[i]
		if len(s.columns) != 1 || s.waiting != nil {
			continue
		}
		if c := s.columns[0]; c.size() > sample/2 && !c.Type.Many() {
			s.waiting = &waiting{}
			c.text.Grow(rows * c.text.Len() / sample)
		}
	}
}

// back forgets all but the first rows and problems.
func (p *part) back(rows, problems int) {
	p.table.N = rows
	p.table.rows = p.table.rows[:rows]
	p.problems = p.problems[:problems]
	for _, c := range p.table.Columns {
		c.back(rows)
	}
	for i := range p.slots {
		p.slots[i].rows = 0
	}
}

func (c *Column) back(rows int) {
	c.nums = c.nums[:min(rows, len(c.nums))]
	cells := rows
	if c.Type.Many() {
		c.ends = c.ends[:min(rows, len(c.ends))]
		cells = 0
		if n := len(c.ends); n > 0 {
			cells = int(c.ends[n-1])
		}
	}
	c.codes = c.codes[:min(cells, len(c.codes))]
}

// End counts the row.
func (p *part) End() {
	t := p.table
	t.N++
	for _, s := range p.required {
		if s.rows != t.N {
			p.problems.Add("missing-field", p.src.At(int(t.rows[t.N-1].offset)), s.field.Name, title{s.field.Title})
		}
	}
}

// Cell checks a cell and puts it into its column.
func (p *part) Cell(v *toml.Cell) {
	if v.Field < 0 {
		key := string(v.Key)
		p.problems.Add("unknown-key", p.src.At(v.KeyAt), key, diag.Choice{Given: key, Names: p.table.Kind.fieldNames()})
		return
	}
	s := &p.slots[v.Field]
	s.rows = p.table.N + 1
	s.put(p, s, v)
}

func (p *part) scores(s *slot, v *toml.Cell) {
	if v.Form != toml.TableForm {
		p.wrong(v, "table")
		return
	}
	for i := range v.Items {
		item := &v.Items[i]
		at := s.value(i, item.Key)
		if at < 0 {
			key := string(item.Key)
			p.problems.Add("unknown-key", p.src.At(item.KeyAt), key, diag.Choice{Given: key, Names: s.field.Values})
			continue
		}
		c := s.columns[at]
		if item.Form != toml.IntegerForm {
			p.wrong(item, "integer")
		} else if p.inRange(s.field, item, item.Int) {
			c.pad(p.table.N)
			c.nums = append(c.nums, item.Int)
		}
	}
}

// steps puts the values of each step into the columns, or 0, so that those of one step stand at one place in each. A
// value is text, or a date as it is written.
func (p *part) steps(s *slot, v *toml.Cell) {
	if v.Form != toml.ListForm {
		p.wrong(v, "list")
		return
	}
	for _, c := range s.columns {
		c.pad(p.table.N)
	}
	for i := range v.Items {
		p.step(s, &v.Items[i])
	}
	for _, c := range s.columns {
		c.ends = append(c.ends, uint32(len(c.codes)))
	}
}

func (p *part) step(s *slot, v *toml.Cell) {
	if v.Form != toml.TableForm {
		p.wrong(v, "table")
		return
	}
	if s.field.Type == Photos && !p.photo(s.field, v) {
		return
	}
	for _, c := range s.columns {
		c.codes = append(c.codes, 0)
	}
	for i := range v.Items {
		item := &v.Items[i]
		at := s.value(i, item.Key)
		switch {
		case at < 0:
			key := string(item.Key)
			p.problems.Add("unknown-key", p.src.At(item.KeyAt), key, diag.Choice{Given: key, Names: s.field.Values})
		case item.Form != toml.TextForm && item.Form != toml.DateForm:
			p.wrong(item, "text")
		default:
			c := s.columns[at]
			c.codes[len(c.codes)-1] = c.code(string(item.Text))
		}
	}
}

// value finds a score by its key, mostly where it stands; -1 if there is none.
func (s *slot) value(guess int, key []byte) int {
	if guess < len(s.field.Values) && s.field.Values[guess] == string(key) {
		return guess
	}
	return slices.Index(s.field.Values, string(key))
}

func (p *part) number(s *slot, v *toml.Cell) {
	if n, ok := p.numberOf(s.field, v); ok {
		c := s.columns[0]
		c.pad(p.table.N)
		c.nums = append(c.nums, n)
	}
}

func (p *part) numberOf(f *Field, v *toml.Cell) (int64, bool) {
	switch f.Type {
	case Date:
		return p.date(v)
	case Bool:
		if v.Form != toml.BoolForm {
			p.wrong(v, "bool")
		}
		return v.Int, v.Form == toml.BoolForm
	case Money:
		return p.money(f, v)
	}
	if v.Form != toml.IntegerForm {
		p.wrong(v, "integer")
		return 0, false
	}
	return v.Int, p.inRange(f, v, v.Int)
}

func (p *part) date(v *toml.Cell) (int64, bool) {
	day := civil.Date(v.Int)
	switch v.Form {
	case toml.DateForm:
	case toml.DateTimeForm:
		y, m, d := v.Time.In(p.zone).Date()
		day = civil.New(y, int(m), d)
	default:
		p.wrong(v, "date")
		return 0, false
	}
	if day == civil.None { // the year 0000
		p.problems.Add("bad-date", p.at(v), string(v.Text))
	}
	return int64(day), day != civil.None
}

// money reads yuan, exactly, from the number as it is written.
func (p *part) money(f *Field, v *toml.Cell) (int64, bool) {
	if v.Form != toml.IntegerForm && v.Form != toml.DecimalForm {
		p.wrong(v, "money")
		return 0, false
	}
	raw := string(v.Text)
	d, err := stat.ParseDecimal(strings.ReplaceAll(raw, "_", ""))
	if err != nil || d.Places > 2 || d.Units > math.MaxInt64/100 || d.Units < math.MinInt64/100 {
		p.problems.Add("bad-money", p.at(v), raw)
		return 0, false
	}
	fen := d.Units
	for range 2 - d.Places {
		fen *= 10
	}
	return fen, p.inRange(f, v, fen)
}

func (p *part) inRange(f *Field, v *toml.Cell, n int64) bool {
	scale := int64(1)
	if f.Type == Money {
		scale = 100
	}
	if f.Min != nil && n < int64(*f.Min)*scale {
		p.problems.Add("below-minimum", p.at(v), title{f.Title}, string(v.Text), *f.Min)
		return false
	}
	if f.Max != nil && n > int64(*f.Max)*scale {
		p.problems.Add("above-maximum", p.at(v), title{f.Title}, string(v.Text), *f.Max)
		return false
	}
	return true
}

func (p *part) one(s *slot, v *toml.Cell) {
	c := s.columns[0]
	if s.waiting != nil && v.Form == toml.TextForm && len(v.Text) > 0 {
		if p.fits(s.field, v) {
			p.wait(s, v.Text)
		}
		return
	}
	if code, ok := p.word(s.field, c, v); ok {
		c.pad(p.table.N)
		c.codes = append(c.codes, code)
	}
}

func (p *part) wait(s *slot, word []byte) {
	c, w := s.columns[0], s.waiting
	c.pad(p.table.N)
	c.codes = append(c.codes, 0)
	w.rows, w.words = append(w.rows, p.table.N), append(w.words, word)
	if len(w.rows) == batch {
		w.settle(c)
	}
}

// settle gives the words that wait their codes.
func (w *waiting) settle(c *Column) {
	var codes [batch]uint32
	c.dictionary.codes(w.words, codes[:])
	for i, row := range w.rows {
		c.codes[row] = codes[i]
	}
	w.rows, w.words = w.rows[:0], w.words[:0]
}

func (p *part) settle() {
	for i := range p.slots {
		if s := &p.slots[i]; s.waiting != nil {
			s.waiting.settle(s.columns[0])
		}
	}
}

func (p *part) many(s *slot, v *toml.Cell) {
	f, c := s.field, s.columns[0]
	if v.Form != toml.ListForm {
		p.wrong(v, "list")
		return
	}
	c.pad(p.table.N)
	from := len(c.codes)
	var seen map[uint32]bool // of a long list
	if len(v.Items) > 64 {
		seen = map[uint32]bool{}
	}
	for i := range v.Items {
		item := &v.Items[i]
		code, ok := p.word(f, c, item)
		if !ok || code == 0 { // nothing is written there
			continue
		}
		if seen[code] || seen == nil && slices.Contains(c.codes[from:], code) {
			p.problems.Add("repeated-value", p.at(item), c.word(code))
			continue
		}
		if seen != nil {
			seen[code] = true
		}
		c.codes = append(c.codes, code)
	}
	c.ends = append(c.ends, uint32(len(c.codes)))
}

var slug = regexp.MustCompile(`^[a-z0-9][a-z0-9-]*$`)

// IsSlug tells whether a word may be part of an address.
func IsSlug(word string) bool { return slug.MatchString(word) }

// word gives the code of a word that fits the field. Only a word that the column has not had yet needs a look.
func (p *part) word(f *Field, c *Column, v *toml.Cell) (uint32, bool) {
	if v.Form != toml.TextForm {
		p.wrong(v, "text")
		return 0, false
	}
	if len(v.Text) == 0 {
		return 0, p.fits(f, v)
	}
	code, slot, hash := c.find(v.Text)
	if code != 0 {
		return code, true
	}
	if !p.fits(f, v) {
		return 0, false
	}
	return c.enter(v.Text, slot, hash), true
}

// fits checks a word against its field.
func (p *part) fits(f *Field, v *toml.Cell) bool {
	switch {
	case (f.Type == ID || f.Required) && bytes.IndexFunc(v.Text, visible) < 0:
		p.problems.Add("missing-field", p.at(v), f.Name, title{f.Title})
		return false
	case f.Type == Slug && !slug.Match(v.Text):
		p.problems.Add("bad-id", p.at(v), string(v.Text))
		return false
	case (f.Type == Choice || f.Type == Set) && f.Values != nil && !slices.Contains(f.Values, string(v.Text)):
		word := string(v.Text)
		p.problems.Add("unknown-value", p.at(v), word, diag.Choice{Given: word, Names: f.Values})
		return false
	case f.Type == Receipt && !receipt.Valid(string(v.Text)):
		p.problems.Add("bad-receipt", p.at(v), string(v.Text))
		return false
	case f.Type == Period:
		if _, err := civil.ParsePeriod(string(v.Text)); err != nil {
			p.problems.Add("bad-period", p.at(v), string(v.Text))
			return false
		}
	}
	return true
}

func visible(r rune) bool { return !unicode.IsSpace(r) }

func (p *part) wrong(v *toml.Cell, want string) {
	p.problems.Add("wrong-type", p.at(v), toml.TypeWord(want), toml.TypeWord(v.Form.String()), toml.Example(want))
}

func (p *part) at(v *toml.Cell) diag.Pos { return p.src.At(v.At) }
