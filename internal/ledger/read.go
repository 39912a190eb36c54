package ledger

import (
	"math"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/lanewall/lanewall/internal/civil"
	"github.com/lanewall/lanewall/internal/diag"
	"github.com/lanewall/lanewall/internal/i18n"
	"github.com/lanewall/lanewall/internal/stat"
	"github.com/lanewall/lanewall/internal/toml"
)

// Read lays the rows of the files, in their order, into a table. A cell that does not fit its field is a diagnostic
// and stays empty; the rows are there all the same, so that the other checks still speak. zone is where a date
// with a time is cut to its day.
func Read(name string, kind *Kind, files []*diag.Source, zone *time.Location) (*Table, diag.List) {
	r := &reader{table: &Table{Name: name, Kind: kind}, zone: zone}
	r.columns()
	for _, src := range files {
		r.file(src)
	}
	r.unique()
	r.ordered()
	return r.table, r.problems
}

type reader struct {
	table    *Table
	zone     *time.Location
	problems diag.List
}

// columns makes a column a field, and one a part of a field of scores.
func (r *reader) columns() {
	for i := range r.table.Kind.Fields {
		f := &r.table.Kind.Fields[i]
		if f.Type != Scores {
			r.column(f, f.Name, f.Type)
			continue
		}
		for _, part := range f.Values {
			r.column(f, f.Name+"."+part, Integer)
		}
	}
	for _, c := range r.table.Columns {
		if c.Field.After != "" {
			c.event = r.table.Column(c.Field.After)
		}
	}
}

func (r *reader) column(f *Field, name string, typ Type) {
	c := newColumn(name, f.Title, f.Class, typ)
	c.Field, c.label = f, f.Labels
	r.table.Columns = append(r.table.Columns, c)
}

func (r *reader) file(src *diag.Source) {
	doc, problems := toml.Parse(src)
	r.problems.Append(problems)
	rows := r.table.Kind.Rows
	for _, e := range doc.Entries {
		if e.Key != rows {
			r.problems.Add("unknown-key", e.Pos, e.Key, diag.Choice{Given: e.Key, Names: []string{"[[" + rows + "]]"}})
			continue
		}
		tables := e.Value.Tables()
		if items, ok := e.Value.Data.([]toml.Value); !ok || len(items) != len(tables) {
			r.problems.Add("not-rows", e.Pos, rows)
			continue
		}
		for _, t := range tables {
			r.row(src, t)
		}
	}
}

func (r *reader) row(src *diag.Source, row *toml.Table) {
	t := r.table
	t.rows = append(t.rows, place{src, row.Pos.Offset})
	for _, e := range row.Entries {
		f := t.Kind.Field(e.Key)
		if f == nil {
			r.problems.Add("unknown-key", e.Pos, e.Key, diag.Choice{Given: e.Key, Names: t.Kind.fieldNames()})
			continue
		}
		r.cell(f, e.Value)
	}
	t.N++
	for _, c := range t.Columns {
		c.pad(t.N)
	}
	for i := range t.Kind.Fields {
		f := &t.Kind.Fields[i]
		if f.Required && row.Get(f.Name) == nil {
			r.problems.Add("missing-field", row.Pos, f.Name, title{f.Title})
		}
	}
}

// cell puts a value into the field's column; the row is not counted yet.
func (r *reader) cell(f *Field, v toml.Value) {
	if f.Type == Scores {
		r.scores(f, v)
		return
	}
	c := r.table.Column(f.Name)
	switch {
	case f.Type.Numeric():
		if n, ok := r.number(f, v); ok {
			c.nums = append(c.nums, n)
		}
	case f.Type.Many():
		r.many(f, c, v)
	default:
		if word, ok := r.word(f, v); ok {
			c.codes = append(c.codes, c.code(word))
		}
	}
}

func (r *reader) scores(f *Field, v toml.Value) {
	t, ok := v.Data.(*toml.Table)
	if !ok {
		r.wrong(v, "table")
		return
	}
	for _, e := range t.Entries {
		c := r.table.Column(f.Name + "." + e.Key)
		if c == nil {
			r.problems.Add("unknown-key", e.Pos, e.Key, diag.Choice{Given: e.Key, Names: f.Values})
			continue
		}
		n, ok := e.Value.Data.(int64)
		if !ok {
			r.wrong(e.Value, "integer")
		} else if r.inRange(f, e.Value, n) {
			c.nums = append(c.nums, n)
		}
	}
}

func (r *reader) number(f *Field, v toml.Value) (int64, bool) {
	switch f.Type {
	case Date:
		return r.date(v)
	case Bool:
		b, ok := v.Data.(bool)
		if !ok {
			r.wrong(v, "bool")
		}
		return map[bool]int64{true: 1}[b], ok
	case Money:
		return r.money(f, v)
	}
	n, ok := v.Data.(int64)
	if !ok {
		r.wrong(v, "integer")
		return 0, false
	}
	return n, r.inRange(f, v, n)
}

func (r *reader) date(v toml.Value) (int64, bool) {
	day := civil.None
	switch v.Type() {
	case "date":
		day = v.Data.(civil.Date)
	case "datetime":
		y, m, d := v.Data.(time.Time).In(r.zone).Date()
		day = civil.New(y, int(m), d)
	default:
		r.wrong(v, "date")
		return 0, false
	}
	if day == civil.None { // the year 0000
		r.problems.Add("bad-value", v.Pos, v.Raw)
	}
	return int64(day), day != civil.None
}

// money reads yuan, exactly, from the number as it is written.
func (r *reader) money(f *Field, v toml.Value) (int64, bool) {
	switch v.Data.(type) {
	case int64, float64:
	default:
		r.wrong(v, "money")
		return 0, false
	}
	d, err := stat.ParseDecimal(strings.ReplaceAll(v.Raw, "_", ""))
	if err != nil || d.Places > 2 || d.Units > math.MaxInt64/100 || d.Units < math.MinInt64/100 {
		r.problems.Add("bad-money", v.Pos, v.Raw)
		return 0, false
	}
	fen := d.Units
	for range 2 - d.Places {
		fen *= 10
	}
	return fen, r.inRange(f, v, fen)
}

func (r *reader) inRange(f *Field, v toml.Value, n int64) bool {
	scale := int64(1)
	if f.Type == Money {
		scale = 100
	}
	if f.Min != nil && n < int64(*f.Min)*scale {
		r.problems.Add("below-minimum", v.Pos, title{f.Title}, v.Raw, *f.Min)
		return false
	}
	if f.Max != nil && n > int64(*f.Max)*scale {
		r.problems.Add("above-maximum", v.Pos, title{f.Title}, v.Raw, *f.Max)
		return false
	}
	return true
}

func (r *reader) many(f *Field, c *Column, v toml.Value) {
	items, ok := v.Data.([]toml.Value)
	if !ok {
		r.wrong(v, "list")
		return
	}
	from := len(c.codes)
	for _, item := range items {
		word, ok := r.word(f, item)
		if !ok {
			continue
		}
		code := c.code(word)
		if code == 0 {
			continue // nothing is written there
		}
		if slices.Contains(c.codes[from:], code) {
			r.problems.Add("repeated-value", item.Pos, word)
			continue
		}
		c.codes = append(c.codes, code)
	}
	c.ends = append(c.ends, uint32(len(c.codes)))
}

var slug = regexp.MustCompile(`^[a-z0-9][a-z0-9-]*$`)

// IsSlug tells whether a word may be part of an address.
func IsSlug(word string) bool { return slug.MatchString(word) }

func (r *reader) word(f *Field, v toml.Value) (string, bool) {
	word, ok := v.Data.(string)
	if !ok {
		r.wrong(v, "text")
		return "", false
	}
	switch {
	case (f.Type == ID || f.Required) && strings.TrimSpace(word) == "":
		r.problems.Add("missing-field", v.Pos, f.Name, title{f.Title})
		return "", false
	case f.Type == Slug && !IsSlug(word):
		r.problems.Add("bad-id", v.Pos, word)
		return "", false
	case (f.Type == Choice || f.Type == Set) && f.Values != nil && !slices.Contains(f.Values, word):
		r.problems.Add("unknown-value", v.Pos, word, diag.Choice{Given: word, Names: f.Values})
		return "", false
	case f.Type == Period:
		if _, err := civil.ParsePeriod(word); err != nil {
			r.problems.Add("bad-period", v.Pos, word)
			return "", false
		}
	}
	return word, true
}

func (r *reader) wrong(v toml.Value, want string) {
	r.problems.Add("wrong-type", v.Pos, toml.TypeWord(want), toml.TypeWord(v.Type()), toml.Example(want))
}

// unique finds ids that stand twice, in one file or in two.
func (r *reader) unique() {
	c := r.table.Column("id")
	if c == nil {
		return
	}
	first := map[uint32]int{}
	for row, code := range c.codes {
		if before, ok := first[code]; ok && code != 0 {
			pos := r.table.Pos(before, "id")
			line, _ := pos.LineCol()
			r.problems.Add("duplicate-id", r.table.Pos(row, "id"), c.Word(code), pos.Source.Name, line)
			continue
		}
		first[code] = row
	}
}

// ordered finds dates that precede one they may not precede.
func (r *reader) ordered() {
	for _, c := range r.table.Columns {
		if c.Field.NotBefore == "" || c.Type != Date {
			continue
		}
		earliest := r.table.Column(c.Field.NotBefore)
		for row := range r.table.N {
			if a, b := c.nums[row], earliest.nums[row]; a != empty && b != empty && a < b {
				r.problems.Add("date-order", r.table.Pos(row, c.Name), title{c.Title}, civil.Date(a), title{earliest.Title}, civil.Date(b))
			}
		}
	}
}

// title is a field's name in a message.
type title struct{ text i18n.Text }

// In gives it in the language.
func (t title) In(lang diag.Lang) string { return t.text.In([...]string{"zh-Hans", "en"}[lang]) }
