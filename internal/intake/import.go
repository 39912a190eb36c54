// Package intake takes office sheets into ledgers and gives ledgers back as sheets.
//
//	*sheet.File ──NewImport──▶ *Import ──Read──▶ *Batch ──Drafts──▶ the text of the ledger's files
//	*ledger.Kind ──Template──▶ a workbook to fill in; *ledger.Table ──Export──▶ a workbook with its rows
//
// Both directions have the columns that [Columns] lists, so that what one writes the other reads. Rows on their way into
// a ledger are [Record]s; [Append] and [Edit] write them into a file and leave everything else in it as it was. Nothing
// here reads or writes a disk, or knows of a site.
package intake

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/lanewall/lanewall/internal/diag"
	"github.com/lanewall/lanewall/internal/ledger"
	"github.com/lanewall/lanewall/internal/sheet"
)

// Import is an office file on its way into a ledger.
//
//  1. [NewImport] finds the table in the file and maps its columns.
//  2. [Import.Read] turns its rows into a [Batch]: what can be written, what cannot and why, what the ledger has already or
//     says otherwise ([Update]).
//  3. [Batch.Drafts] gives the text of the ledger's files with the rows in them; [Batch.Locate] tells which cell a problem
//     of that text comes from, and [Batch.Refuse] takes its row out.
type Import struct {
	Target
	File    *sheet.File
	Options Options
	Sheet   string   // its name; "" of a file of text
	Top     int      // the first row of the header, from 0
	Bottom  int      // the last
	Columns []Mapped // of the sheet, and those with the same value in every row
	Others  []string // other sheets with the same header
	Hidden  []string // hidden sheets with a header for the ledger: they are not read

	YearFrom int // the year that days without one were given, by the name of the file or a title; 0 if there were none

	Messages int // how many there are in a file of residents' messages, see [MessageHead]; then there is no header

	at    int // the sheet
	given int // the year that the user gave
	words *vocabulary
	all   []Column // of the ledger
	used  map[string]bool
	head  []string // the header's cells, for finding it again further down
	above []string // the lines above it
	rows  []line   // the first ones of the table

	unread  []Problem    // messages that could not be taken
	repeats int          // messages that stand in the file before
	rated   map[int]bool // lines of messages with marks of cases that the ledger has
}

// Target is the ledger that rows go to. Table has all its rows (see [Whole]), and knows what units, bodies and people are
// called.
type Target struct {
	Ledger string
	Kind   *ledger.Kind
	Table  *ledger.Table
}

// Options say what the file itself does not.
type Options struct {
	Sheet  string       // its name; "" is the one that fits best
	Map    []Assignment // header or letter to column, "" to none
	Set    []Assignment // column of the ledger to the value in every row
	Before []Mapping    // how other tables were taken
	Year   int          // of days without one; 0 is that of the file's name
	Zone   *time.Location
	Keep   bool // columns that mean nothing become private fields
	Sure   bool // guesses are not taken
	Update bool // rows that the ledger has with other contents are changed
}

// Assignment is one pair of an option: 诉求时间=received.
type Assignment struct{ From, To string }

// NewImport finds the table that fits the ledger best and maps its columns. The import is nil if there is none.
func NewImport(f *sheet.File, target Target, options Options) (*Import, diag.List) {
	i := &Import{Target: target, File: f, Options: options, used: map[string]bool{}, given: options.Year}
	i.words, i.all = newVocabulary(target.Kind), Columns(target.Kind, "zh-Hans")
	problems := i.checkOptions()
	if len(problems) > 0 {
		return nil, problems
	}
	if text, ok := isMessages(f); ok {
		return i, i.messages(text)
	}
	best, problems := i.find()
	if len(problems) > 0 {
		return nil, problems
	}
	i.settle(best)
	if problems = i.unused(); len(problems) > 0 {
		return nil, problems
	}
	if problems = i.constants(); len(problems) > 0 {
		return nil, problems
	}
	i.guess()
	if options.Keep {
		i.keep()
	}
	return i, i.lacking()
}

// nowhere is the place of what is wrong with the file as a whole.
func (i *Import) nowhere() diag.Pos { return diag.Pos{Source: &diag.Source{Name: i.File.Name}} }

// checkOptions looks for columns that the ledger does not have. A column may be called by its name or its title.
func (i *Import) checkOptions() (problems diag.List) {
	var names []string
	for _, c := range i.all {
		names = append(names, c.name())
	}
	resolve := func(word string) string {
		if t := i.words.targets[plainWord(word)]; t.grade == gradeOwn {
			return t.name
		}
		if word != "" {
			problems.Add("unknown-field", i.nowhere(), word, diag.Choice{Given: word, Names: names})
		}
		return ""
	}
	i.Options.Map, i.Options.Set = slices.Clone(i.Options.Map), slices.Clone(i.Options.Set)
	for n := range i.Options.Map {
		i.Options.Map[n].To = resolve(i.Options.Map[n].To)
	}
	for n := range i.Options.Set {
		i.Options.Set[n].From = resolve(i.Options.Set[n].From)
	}
	if s := i.Options.Sheet; s != "" && !slices.Contains(i.File.Sheets, s) {
		problems.Add("import-no-sheet", i.nowhere(), s, diag.Choice{Given: s, Names: i.File.Sheets})
	}
	return problems
}

// find looks at every sheet.
func (i *Import) find() (best layout, problems diag.List) {
	var all []layout
	for at, name := range i.File.Sheets {
		if i.Options.Sheet != "" && name != i.Options.Sheet {
			continue
		}
		lines, err := head(i.File, at)
		if err != nil {
			return best, i.refusal(err)
		}
		l := i.best(at, lines)
		all = append(all, l)
		if l.score > best.score {
			best = l
		}
	}
	if best.score == 0 {
		problems.Add("import-no-header", i.nowhere(), diag.Several(i.wanted()))
		return best, problems
	}
	for n, name := range i.File.Hidden {
		at := len(i.File.Sheets) + n
		if lines, err := head(i.File, at); err == nil && i.best(at, lines).score > 0 {
			i.Hidden = append(i.Hidden, name)
		}
	}
	for _, l := range all {
		if l.sheet != best.sheet && l.score == best.score && slices.Equal(headersOf(l.columns), headersOf(best.columns)) {
			i.Others = append(i.Others, i.File.Sheets[l.sheet])
		}
	}
	return best, nil
}

func headersOf(columns []Mapped) []string {
	var headers []string
	for _, c := range columns {
		headers = append(headers, c.Header)
	}
	return headers
}

// refusal is why the file cannot be read, as a problem.
func (i *Import) refusal(err error) (problems diag.List) {
	return Refusal(i.File.Name, err)
}

// Refusal puts an error of package sheet into words, with the place of the file.
func Refusal(name string, err error) (problems diag.List) {
	pos := diag.Pos{Source: &diag.Source{Name: name}}
	if r, ok := err.(*sheet.Refusal); ok {
		problems.Add(r.Code, pos, r.Args...)
		return problems
	}
	problems.Add("unreadable", pos, err.Error())
	return problems
}

// wanted is the titles of the columns that have to be filled in.
func (i *Import) wanted() []string {
	var titles []string
	for _, c := range i.all {
		if c.Field.Required && !numbered(c.Field) {
			titles = append(titles, c.Title)
		}
	}
	return titles
}

// settle takes a layout over.
func (i *Import) settle(l layout) {
	i.at, i.Sheet, i.Columns = l.sheet, i.File.Sheets[l.sheet], l.columns
	i.Top, i.Bottom = l.lines[l.top].index, l.lines[l.bottom].index
	for _, c := range l.lines[l.bottom].cells {
		i.head = append(i.head, plainWord(c.Text))
	}
	for _, above := range l.lines[:l.top] {
		for _, c := range above.cells {
			if word := clean(c.Text); word != "" && c.Merged == sheet.Own {
				i.above = append(i.above, word)
			}
		}
	}
	i.rows = i.body(l.lines)
	hidden, _ := i.File.HiddenColumns(i.at)
	power := 0
	for _, word := range i.above {
		if p, ok := powerOf(word); ok {
			power = p
		}
	}
	for n := range i.Columns {
		c := &i.Columns[n]
		c.Hidden = slices.Contains(hidden, c.Col)
		if c.Power = power; c.Field == nil || c.Field.Type != ledger.Money {
			c.Power = 0
		} else if p, ok := powerOf(c.Header); ok {
			c.Power = p
		}
		c.Example = i.example(c.Col)
	}
	if i.Options.Year == 0 {
		i.Options.Year = yearIn(append([]string{i.File.Name, i.Sheet}, i.above...))
	}
}

// body is the first rows of the table.
func (i *Import) body(lines []line) []line {
	at, _ := slices.BinarySearchFunc(lines, i.Bottom+1, func(l line, index int) int { return cmp.Compare(l.index, index) })
	return slices.DeleteFunc(slices.Clone(lines[at:]), func(l line) bool { return i.dropped(l.cells) != Taken })
}

func (i *Import) example(col int) string {
	for _, l := range i.rows {
		if col < len(l.cells) && l.cells[col].Kind != sheet.Empty {
			return clean(l.cells[col].Text)
		}
	}
	return ""
}

// unused points at headers of the user's that the table does not have.
func (i *Import) unused() (problems diag.List) {
	for _, a := range i.Options.Map {
		if !i.used[a.From] {
			problems.Add("import-no-such-header", i.nowhere(), a.From, diag.Choice{Given: a.From, Names: slices.DeleteFunc(headersOf(i.Columns), func(h string) bool { return h == "" })})
		}
	}
	return problems
}

// constants adds the columns that have the same value in every row: those that the sheet does not have.
func (i *Import) constants() (problems diag.List) {
	for _, a := range i.Options.Set {
		if m := i.taken(a.From); m != nil {
			problems.Add("import-set-column", i.nowhere(), heading{m, m.Field}, a.From)
			continue
		}
		m := Mapped{Col: -1, Value: a.To, Example: a.To}
		i.take(&m, a.From, Constant)
		i.Columns = append(i.Columns, m)
	}
	return problems
}

// lacking says which columns have to be filled in and are not.
func (i *Import) lacking() (problems diag.List) {
	for _, c := range i.all {
		if c.Field.Required && !numbered(c.Field) && c.Part == "" && i.taken(c.name()) == nil {
			problems.Add("import-no-column", i.nowhere(), c.Title, c.name(), diag.Several(i.left()))
		}
	}
	return problems
}

// left is the headers that are not taken.
func (i *Import) left() []string {
	var headers []string
	for _, c := range i.Columns {
		if c.Name == "" && c.Header != "" && !c.Running {
			headers = append(headers, c.Header)
		}
	}
	return headers
}

// keep makes private fields of the columns that mean nothing.
func (i *Import) keep() {
	kind := *i.Kind
	kind.Fields = slices.Clone(kind.Fields)
	for n := range i.Columns {
		c := &i.Columns[n]
		if c.Name != "" || c.Header == "" || c.Running || i.setAside(*c) {
			continue
		}
		name := keptName(&kind, c.Header)
		kind.Fields = append(kind.Fields, keptField(name, c.Header))
		c.Name, c.How = name, KeptBack
	}
	i.Kind = &kind
	i.all = Columns(i.Kind, "zh-Hans")
	for n := range i.Columns { // the fields have moved
		if c := &i.Columns[n]; c.Name != "" {
			name, _, _ := strings.Cut(c.Name, ".")
			c.Field = kind.Field(name)
		}
	}
}
