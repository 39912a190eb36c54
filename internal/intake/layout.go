package intake

import (
	"cmp"
	"slices"
	"strings"

	"github.com/lanewall/lanewall/internal/ledger"
	"github.com/lanewall/lanewall/internal/sheet"
)

// How says why a column is taken for a field.
type How int

// A column is not taken, was named by the user, is taken as last time, is called as the field, ends with a name of the
// field, holds what the field holds, has the same value in every row, or is kept as a private field of its own.
const (
	NotTaken How = iota
	Asked
	AsBefore
	Named
	NearlyNamed
	Guessed
	Constant
	KeptBack
)

// Mapped is a column of the office sheet and what becomes of it.
type Mapped struct {
	Col     int           // from 0; -1 of a value that stands in every row
	Header  string        // as it is written, both lines of a header in two: 联系／时间
	Name    string        // of the column of the ledger; "" if it is not taken
	Field   *ledger.Field // of that column
	Part    string        // of a field of scores
	How     How
	Running bool   // counts the rows: nothing to keep
	Looks   bool   // what is in it looks like Also
	Also    string // the column that another one already fills in, which this would be
	Power   int    // of ten, by which amounts are multiplied
	Example string // the first cell that says something
	Hidden  bool
	Value   string // of a Constant
}

// window is the rows at the head of a sheet among which the header is looked for.
const window = 240

// line is a row in memory.
type line struct {
	index int
	cells []sheet.Cell
}

// layout is where a table may stand in a sheet: how good it is, the rows of its header, and its columns.
type layout struct {
	sheet       int
	top, bottom int // of the header, as indices of lines
	score       int
	columns     []Mapped
	lines       []line // the head of the sheet
}

// head reads the first rows of a sheet.
func head(f *sheet.File, at int) ([]line, error) {
	var lines []line
	err := f.Each(at, nil, func(r sheet.Row) bool {
		lines = append(lines, line{r.Index, slices.Clone(r.Cells)})
		return len(lines) < window
	})
	return lines, err
}

// headerLines is how deep below the first row of a sheet a header may begin, and deepest how many rows it may have.
const (
	headerLines = 60
	deepest     = 3
)

// best is the most likely table of a sheet; a score of 0 is none.
func (i *Import) best(at int, lines []line) layout {
	best := layout{sheet: at, lines: lines}
	for top := range min(len(lines), headerLines) {
		for bottom := top; bottom < min(top+deepest, len(lines)); bottom++ {
			if lines[bottom].index-lines[top].index != bottom-top {
				break
			}
			columns := i.columns(lines[top : bottom+1])
			score := scoreOf(columns)
			if score > best.score || score == best.score && score > 0 && bottom-top < best.bottom-best.top { // no title lines
				best.top, best.bottom, best.score, best.columns = top, bottom, score, columns
			}
		}
	}
	if best.score > 0 {
		i.deepen(&best)
	}
	return best
}

// deepen takes the row under a header for part of it that only names the columns of merged groups.
func (i *Import) deepen(l *layout) {
	if l.bottom+1 >= len(l.lines) || l.lines[l.bottom+1].index != l.lines[l.bottom].index+1 {
		return
	}
	upper, lower := l.lines[l.bottom].cells, l.lines[l.bottom+1].cells
	under := 0
	for col, c := range lower {
		if c.Kind == sheet.Empty || c.Merged != sheet.Own {
			continue
		}
		grouped := col < len(upper) && upper[col].Merged == sheet.Right || col+1 < len(upper) && upper[col+1].Merged == sheet.Right
		if !grouped || c.Kind != sheet.Text {
			return
		}
		under++
	}
	if under >= 2 {
		l.bottom++
		l.columns = i.columns(l.lines[l.top : l.bottom+1])
	}
}

// scoreOf is how much of a table a header makes. One word alone is none, unless the user or last time says so.
func scoreOf(columns []Mapped) int {
	score, taken, filled := 0, 0, 0
	for _, c := range columns {
		if c.Header != "" {
			filled++
		}
		switch c.How {
		case Asked:
			score += 400
		case AsBefore:
			score += 1000
		case Named:
			score += 100
		case NearlyNamed:
			score += 60
		default:
			continue
		}
		if taken++; c.Field != nil && c.Field.Required {
			score += 20
		}
	}
	if taken < 2 && filled > 2 && score < 400 {
		return 0
	}
	return score
}

// columns maps the columns under a header of one row or several.
func (i *Import) columns(rows []line) []Mapped {
	width := 0
	for _, r := range rows {
		width = max(width, len(r.cells))
	}
	columns := make([]Mapped, width)
	for col := range columns {
		columns[col] = Mapped{Col: col, Header: strings.Join(levels(rows, col), "／")}
	}
	distinct(columns)
	if i.asBefore(columns) {
		return columns
	}
	claims := i.claims(rows, columns)
	slices.SortStableFunc(claims, func(a, b claim) int { return cmp.Compare(b.grade, a.grade) })
	by := map[string]bool{}
	for _, c := range claims {
		m := &columns[c.col]
		switch {
		case m.Name != "":
		case by[c.name]:
			m.Also = cmp.Or(m.Also, c.name)
		default:
			i.take(m, c.name, c.how())
			by[c.name] = true
		}
	}
	for n := range columns {
		m := &columns[n]
		m.Running = m.Name == "" && i.words.running[plainWord(m.Header)]
	}
	return columns
}

// distinct tells columns with the same header apart by their letter.
func distinct(columns []Mapped) {
	count := map[string]int{}
	for _, c := range columns {
		count[c.Header]++
	}
	for n := range columns {
		if c := &columns[n]; c.Header != "" && count[c.Header] > 1 {
			c.Header += "（" + sheet.ColumnName(c.Col) + "列）"
		}
	}
}

// levels is what the rows of a header say above a column, each once, from the top.
func levels(rows []line, col int) []string {
	var words []string
	for _, r := range rows {
		if col >= len(r.cells) {
			continue
		}
		if word := clean(r.cells[col].Text); word != "" && !slices.Contains(words, word) {
			words = append(words, word)
		}
	}
	return words
}

// claim is a column's likeness to a column of the ledger.
type claim struct {
	col   int
	name  string
	grade int
}

func (c claim) how() How {
	switch {
	case c.grade > gradeOwn:
		return Asked
	case c.grade > gradeNear:
		return Named
	}
	return NearlyNamed
}

// claims is every likeness of every column: by the lowest line of the header, and by all of them together.
func (i *Import) claims(rows []line, columns []Mapped) []claim {
	var claims []claim
	for col := range columns {
		words := levels(rows, col)
		if len(words) == 0 {
			continue
		}
		if name, ok := i.asked(&columns[col], words); ok {
			if name != "" {
				claims = append(claims, claim{col, name, gradeOwn + 1})
			}
			continue
		}
		lowest, all := i.words.mean(i.Kind, words[len(words)-1]), i.words.mean(i.Kind, strings.Join(words, ""))
		if all.grade >= lowest.grade {
			lowest = all
		}
		if lowest.name != "" {
			claims = append(claims, claim{col, lowest.name, lowest.grade})
		}
	}
	return claims
}

// asked is the column of the ledger that the user gives for a header or a letter; "" is none.
func (i *Import) asked(m *Mapped, words []string) (string, bool) {
	for _, a := range i.Options.Map {
		key := plainWord(a.From)
		if key == plainWord(m.Header) || key == plainWord(words[len(words)-1]) || key == plainWord(strings.Join(words, "")) || strings.EqualFold(a.From, sheet.ColumnName(m.Col)) {
			i.used[a.From] = true
			return a.To, true
		}
	}
	return "", false
}

// take gives a column of the sheet to one of the ledger.
func (i *Import) take(m *Mapped, name string, how How) {
	for _, c := range i.all {
		if c.name() == name {
			m.Name, m.Field, m.Part, m.How = name, c.Field, c.Part, how
			m.Also = ""
		}
	}
}

// taken is the column of the sheet that fills in one of the ledger; nil if none does.
func (i *Import) taken(name string) *Mapped {
	for n := range i.Columns {
		if i.Columns[n].Name == name {
			return &i.Columns[n]
		}
	}
	return nil
}
