package intake

import (
	"io/fs"
	"math"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/lanewall/lanewall/internal/civil"
	"github.com/lanewall/lanewall/internal/diag"
	"github.com/lanewall/lanewall/internal/ledger"
	"github.com/lanewall/lanewall/internal/sheet"
	"github.com/lanewall/lanewall/internal/stat"
)

// forever is a day by which everything has happened.
const forever = civil.Date(math.MaxInt32)

// Whole reads every row of a ledger and every cell as it is written: rows that are dated later than the site's data,
// and what an event would hide that is not entered. The kind is as the site has narrowed it. Problems are left out: whoever has
// read the site knows them.
func Whole(files fs.FS, name string, kind *ledger.Kind, registers Registers, zone *time.Location) *ledger.Table {
	bare := *kind
	bare.Fields, bare.Derived = slices.Clone(kind.Fields), nil
	for i := range bare.Fields {
		bare.Fields[i].After = ""
	}
	t, _ := ledger.Read(name, &bare, sources(files, name), zone)
	for _, ref := range []ledger.Type{ledger.Unit, ledger.Body, ledger.Person} {
		if other := registers.of(ref); other != nil {
			t.Link(ref.Ref(), ledger.NamesOf(other))
		}
	}
	return t
}

// sources is the files of a ledger's rows, in the order in which a site reads them.
func sources(files fs.FS, name string) []*diag.Source {
	var names []string
	if slices.Contains(oneFile, name) {
		names, _ = fs.Glob(files, "data/"+name+".toml")
	}
	in, _ := fs.Glob(files, "data/"+name+"/*.toml")
	var sources []*diag.Source
	for _, file := range append(names, in...) {
		if path.Base(file) != "ledger.toml" {
			sources = append(sources, diag.Reloaded(file, func() (fs.File, error) { return files.Open(file) }))
		}
	}
	return sources
}

// Selection says what of a ledger goes out.
type Selection struct {
	Period civil.Period // only rows dated in it; the zero Period is all rows
	Public bool         // only what is public, as it is known at the day of [Look.AsOf]
}

// Mark is what stands on every sheet with columns that are not public, and in the name of its file.
const (
	Mark        = "内部使用，勿外传"
	MarkEnglish = "for internal use only"
)

// Export is a ledger as a workbook: the table, and what its columns are. Without Public it is a table that [Whole] has
// read, with all its columns, which imports the same again; with it a table of the site.
func Export(table *ledger.Table, registers Registers, selection Selection, look Look) sheet.Workbook {
	e := newExport(table, registers, selection, look)
	rows := e.rows()
	for _, row := range rows {
		for i, c := range row {
			if strings.HasPrefix(c.Text, "'") || slices.Contains(strokes, c.Text) { // which an import takes away
				row[i].Text = Guard(c.Text)
			}
		}
	}
	title := table.Kind.Title.In(look.Lang)
	return sheet.Workbook{Title: title, Author: look.Issuer, Pages: []sheet.Page{
		{Name: title, Titles: e.titles(len(rows)), Columns: e.columns(false), Rows: rows, Wide: true, Freeze: 1, Mark: e.mark()},
		e.about(),
	}}
}

// Plain is the table alone as text, for a file of text: a row of headers and the rows.
func Plain(table *ledger.Table, registers Registers, selection Selection, look Look) [][]string {
	e := newExport(table, registers, selection, look)
	header := make([]string, len(e.cols))
	for i, c := range e.cols {
		header[i] = e.header(c)
	}
	plain := [][]string{header}
	for _, row := range e.rows() {
		plain = append(plain, GuardRow(row))
	}
	return plain
}

// Later is how many rows of a table that [Whole] has read are dated after the day of [Look.AsOf]: a selection of what is
// public leaves them out.
func Later(table *ledger.Table, selection Selection, look Look) int {
	date := table.Column(table.Kind.Date)
	if date == nil {
		return 0
	}
	later := 0
	for row := range table.N {
		day := date.Date(row, forever)
		if day > look.AsOf && (selection.Period.Kind == 0 || selection.Period.Contains(day)) {
			later++
		}
	}
	return later
}

// GuardRow is the cells of a row as they stand in a file of text; see [Guard].
func GuardRow(row []sheet.Cell) []string {
	cells := make([]string, len(row))
	for i, c := range row {
		if cells[i] = c.Text; c.Kind == sheet.Text {
			cells[i] = Guard(c.Text)
		}
	}
	return cells
}

func newExport(table *ledger.Table, registers Registers, selection Selection, look Look) export {
	e := export{newTemplate(table.Kind, registers, look), table, selection}
	if selection.Public {
		e.cols = slices.DeleteFunc(e.cols, func(c Column) bool { return c.Field.Class != ledger.Public })
	}
	return e
}

type export struct {
	template
	table     *ledger.Table
	selection Selection
}

func (e export) mark() string {
	if e.selection.Public {
		return ""
	}
	return e.look.say(Mark, MarkEnglish)
}

// titles are the lines above the table: what it is, whose, until when, and who may see it.
func (e export) titles(rows int) []string {
	say, title := e.look.say, e.kind.Title.In(e.look.Lang)
	counter := e.kind.Counter.In(e.look.Lang)
	facts := e.look.Issuer + "　"
	if e.selection.Period.Kind != 0 {
		facts += say("期间：", "period: ") + e.selection.Period.Key() + "　"
	}
	if e.selection.Public {
		facts += say("数据截至：", "data until: ") + e.look.AsOf.String() + "　"
	}
	facts += say("共"+strconv.Itoa(rows)+counter, strconv.Itoa(rows)+" rows")
	titles := []string{title, facts}
	if mark := e.mark(); mark != "" {
		titles[0] = title + say("（"+mark+"）", " ("+mark+")")
		titles = append(titles, say("本表含不公开的内容，只限单位内部使用；要给外面的，另用 lanewall 导出 --public 导出。",
			"Holds what is not public: for the office alone. What may be passed on comes from lanewall export --public."))
	}
	if e.look.Notice != "" {
		titles = append(titles, e.look.Notice)
	}
	return titles
}

// about is the sheet that describes the columns.
func (e export) about() sheet.Page {
	say := e.look.say
	title := say("栏目说明：", "The columns: ") + e.kind.Title.In(e.look.Lang)
	titles := []string{title}
	if e.mark() != "" {
		titles[0] += say("（"+e.mark()+"）", " ("+e.mark()+")")
		titles = append(titles, say("改好后用 lanewall 导入 --update 导回：先看预览，再决定要不要写入。", "Changed, it can be taken in again with lanewall import --update, which shows first what it is going to do."))
	}
	page := e.notes(say("栏目说明", "Columns"), titles)
	page.Mark = e.mark()
	return page
}

// rows is the rows that go out, in the order of the ledger.
func (e export) rows() [][]sheet.Cell {
	date := e.table.Column(e.kind.Date)
	cells := make([]func(row int) sheet.Cell, len(e.cols))
	for i, c := range e.cols {
		cells[i] = e.reader(c)
	}
	var rows [][]sheet.Cell
	for row := range e.table.N {
		if e.selection.Period.Kind != 0 && (date == nil || !e.selection.Period.Contains(date.Date(row, e.asOf()))) {
			continue
		}
		out := make([]sheet.Cell, len(cells))
		for i, cell := range cells {
			out[i] = cell(row)
		}
		rows = append(rows, out)
	}
	return rows
}

// asOf is the day whose knowledge goes out.
func (e export) asOf() civil.Date {
	if e.selection.Public {
		return e.look.AsOf
	}
	return forever
}

// reader reads the cells of a column.
func (e export) reader(c Column) func(row int) sheet.Cell {
	f := c.Field
	column := e.table.Column(c.name())
	switch f.Type {
	case ledger.Steps:
		return e.steps(f)
	case ledger.Date, ledger.Integer, ledger.Scores, ledger.Money, ledger.Bool:
		return func(row int) sheet.Cell {
			n, ok := column.Int(row, e.asOf())
			if !ok {
				return sheet.Cell{}
			}
			return e.number(f.Type, n)
		}
	}
	word := e.words(f)
	return func(row int) sheet.Cell {
		var words []string
		for _, code := range column.Codes(row, e.asOf()) {
			words = append(words, word(column.Word(code)))
		}
		if f.Type.Many() {
			return sheet.TextCell(JoinWords(words))
		}
		return sheet.TextCell(first(words, false))
	}
}

// words says how the words of a field are written.
func (e export) words(f *ledger.Field) func(string) string {
	switch {
	case f.Type.Ref() != "" && !e.withheld(e.registers.of(f.Type)):
		return called(e.registers.of(f.Type)).of
	case f.Type == ledger.Choice || f.Type == ledger.Set:
		words := Words(f, e.look.Lang)
		return func(value string) string {
			if i := slices.Index(f.Values, value); i >= 0 {
				return words[i]
			}
			return value
		}
	}
	return func(value string) string { return value }
}

// withheld tells whether the names of a ledger's rows do not go out: then their ids stand for them.
func (e export) withheld(t *ledger.Table) bool {
	return e.selection.Public && t != nil && t.Column("name") != nil && t.Column("name").Class != ledger.Public
}

func (e export) number(t ledger.Type, n int64) sheet.Cell {
	switch t {
	case ledger.Date:
		return sheet.DayCell(civil.Date(n))
	case ledger.Money:
		return moneyCell(n)
	case ledger.Bool:
		return sheet.TextCell(map[bool]string{true: e.look.say(Yes, "yes"), false: e.look.say(No, "no")}[n != 0])
	}
	return numberCell(n)
}

// steps reads the cells of a field of steps: its columns have a word a step each.
func (e export) steps(f *ledger.Field) func(row int) sheet.Cell {
	columns := make([]*ledger.Column, len(f.Values))
	for i, part := range f.Values {
		columns[i] = e.table.Column(f.Name + "." + part)
	}
	return func(row int) sheet.Cell {
		var steps [][]string
		for part, column := range columns {
			for i, code := range column.Codes(row, e.asOf()) {
				if i == len(steps) {
					steps = append(steps, make([]string, len(columns)))
				}
				steps[i][part] = column.Word(code)
			}
		}
		return sheet.TextCell(JoinSteps(steps))
	}
}

// exact is up to what a workbook, which has fifteen digits, holds a whole number.
const exact = 999_999_999_999_999

func numberCell(n int64) sheet.Cell {
	text := strconv.FormatInt(n, 10)
	if n > exact || n < -exact {
		return sheet.TextCell(text)
	}
	return sheet.Cell{Kind: sheet.Number, Number: float64(n), Text: text}
}

// moneyCell is an amount of 分, in 元.
func moneyCell(fen int64) sheet.Cell {
	text := stat.Decimal{Units: fen, Places: 2}.String()
	if fen > exact || fen < -exact {
		return sheet.TextCell(text)
	}
	return sheet.Cell{Kind: sheet.Number, Number: float64(fen) / 100, Text: text}
}
