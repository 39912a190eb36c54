package ledger

import (
	"fmt"
	"regexp"

	"github.com/lanewall/lanewall/internal/civil"
	"github.com/lanewall/lanewall/internal/diag"
	"github.com/lanewall/lanewall/internal/i18n"
	"github.com/lanewall/lanewall/internal/stat"
)

// check finds what is wrong with cells beside other cells.
func (t *Table) check(problems *diag.List) {
	t.unique(problems)
	t.receipts(problems)
	t.ordered(problems)
	t.notOver(problems)
	t.needed(problems)
}

// unique finds ids that stand twice, in one file or in two. Of a file that is a copy of another it says that alone: giving
// its rows ids of their own would count everything twice.
func (t *Table) unique(problems *diag.List) {
	c := t.Column("id")
	if c == nil || c.size() > t.N { // each row has a word of its own
		return
	}
	first := make([]int, c.size()) // row by code, from 1
	var copies copies
	for row, code := range c.codes {
		switch {
		case code == 0:
		case first[code] == 0:
			first[code] = row + 1
		default:
			if copies.note(t, first[code]-1, row) {
				continue
			}
			before := t.Pos(first[code]-1, "id")
			problems.Add("duplicate-id", t.Pos(row, "id"), c.Word(code), before.Source.Name, line{before})
		}
	}
	for _, twin := range copies {
		problems.Add("copied-file", diag.Pos{Source: &diag.Source{Name: twin.copy}}, twin.original, twin.rows)
	}
}

// receipts finds numbers of residents that stand twice.
func (t *Table) receipts(problems *diag.List) {
	for i := range t.Kind.Fields {
		c := t.Column(t.Kind.Fields[i].Name)
		if c == nil || c.Type != Receipt || c.size() == 0 {
			continue
		}
		first := make([]int, c.size()) // row by code, from 1
		for row, code := range c.codes {
			switch {
			case code == 0:
			case first[code] == 0:
				first[code] = row + 1
			default:
				before := t.Pos(first[code]-1, c.Field.Name)
				problems.Add("duplicate-receipt", t.Pos(row, c.Field.Name), c.Word(code), before.Source.Name, line{before})
			}
		}
	}
}

// copies is the files that look like copies of another and have rows of it.
type copies []twins

type twins struct {
	copy, original string
	rows           int
}

// note counts a row that stands in two files, if one of them looks like a copy of the other.
func (c *copies) note(t *Table, one, other int) bool {
	a, b := t.File(one), t.File(other)
	switch {
	case originalOf(a) == b:
	case originalOf(b) == a, originalOf(a) != "" && originalOf(a) == originalOf(b):
		a, b = b, a
	default:
		return false
	}
	for i := range *c {
		if (*c)[i].copy == a && (*c)[i].original == b {
			(*c)[i].rows++
			return true
		}
	}
	*c = append(*c, twins{a, b, 1})
	return true
}

// copied is how the systems of this world name a copy: 2024-09 - 副本.toml, 2024-09(1).toml, 副本 2024-09.toml.
var copied = regexp.MustCompile(`(?i)^((?:.*/)?)(?:(?:副本|复件|copy of)[ _-]*)?([^/]+?)(?:[ _-]*(?:的?副本|复件|copy)(?: *[(（]?\d+[)）]?)?| *[(（]\d+[)）])*\.toml$`)

// originalOf is the name of the file that another looks like a copy of; "" if it looks like none.
func originalOf(name string) string {
	m := copied.FindStringSubmatch(name)
	if m == nil || m[1]+m[2]+".toml" == name {
		return ""
	}
	return m[1] + m[2] + ".toml"
}

// line is the number of a line in a message. Counting lines takes a while, so it waits until somebody reads it.
type line struct{ pos diag.Pos }

// In gives the number.
func (l line) In(diag.Lang) string {
	number, _ := l.pos.LineCol()
	return fmt.Sprint(number)
}

// ordered finds dates that precede one they may not precede.
func (t *Table) ordered(problems *diag.List) {
	for _, c := range t.Columns {
		if c.Field.NotBefore == "" || c.Type != Date {
			continue
		}
		earliest := t.Column(c.Field.NotBefore)
		for row := range t.N {
			if a, b := c.nums[row], earliest.nums[row]; a != empty && b != empty && a < b {
				problems.Add("date-order", t.Pos(row, c.Name), title{c.Title}, civil.Date(a), title{earliest.Title}, civil.Date(b))
			}
		}
	}
}

// notOver finds numbers above one that they may not exceed.
func (t *Table) notOver(problems *diag.List) {
	for _, c := range t.Columns {
		most := t.Column(c.Field.NotOver)
		if most == nil || !c.Type.Numeric() || most.Type != c.Type {
			continue
		}
		for row := range t.N {
			if a, b := c.nums[row], most.nums[row]; a != empty && b != empty && a > b {
				problems.Add("over-field", t.Pos(row, c.Name), title{c.Title}, c.written(a), title{most.Title}, c.written(b))
			}
		}
	}
}

// written is a number of the column as people write it.
func (c *Column) written(n int64) string {
	switch c.Type {
	case Date:
		return civil.Date(n).String()
	case Money:
		return stat.Decimal{Units: n, Places: 2}.String()
	}
	return fmt.Sprint(n)
}

// needed finds cells that are filled in without the one that they need.
func (t *Table) needed(problems *diag.List) {
	for _, c := range t.Columns {
		other := t.Column(c.Field.Needs)
		if other == nil {
			continue
		}
		for row := range t.N {
			if c.filled(row) && !other.filled(row) {
				problems.Add("needs-field", t.Pos(row, c.Field.Name), title{c.Title}, title{other.Title}, other.Name, c.Field.Name)
			}
		}
	}
}

func (c *Column) filled(row int) bool {
	if c.Type.Numeric() {
		return c.nums[row] != empty
	}
	codes := c.rawCodes(row)
	return len(codes) > 0 && codes[0] != 0
}

// title is a field's name in a message.
type title struct{ text i18n.Text }

// In gives it in the language.
func (t title) In(lang diag.Lang) string { return t.text.In([...]string{"zh-Hans", "en"}[lang]) }
