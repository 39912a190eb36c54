package intake

import (
	"slices"
	"strconv"
	"strings"

	"github.com/lanewall/lanewall/internal/civil"
	"github.com/lanewall/lanewall/internal/diag"
	"github.com/lanewall/lanewall/internal/ledger"
	"github.com/lanewall/lanewall/internal/sheet"
)

// Batch is the rows of a sheet as they came.
type Batch struct {
	Rows     []Row     // that can be written, in the order of the sheet
	Updates  []Update  // of rows that the ledger has with other contents
	Problems []Problem // errors, each of a row that cannot be written, and warnings
	Refused  int       // rows that cannot be written
	Known    int       // rows that the ledger has
	Differ   int       // rows that the ledger has with other contents, and keeps
	Aside    []Aside   // rows that are none of the ledger, blank ones apart
	Blank    int
	Hidden   int // rows of those above that are hidden in the sheet
	of       *Import
}

// Row is a row on its way into the ledger.
type Row struct {
	Index    int // in the sheet, from 0
	Record   Record
	date     civil.Date
	numbered bool // its id was given here
}

// Aside is a row that is none of the ledger.
type Aside struct {
	Index int
	Why   Dropped
	Text  string // its first words
}

// Problem is a problem in a cell: Col is -1 of a row as a whole.
type Problem struct {
	Index, Col int
	diag.Diagnostic
	Text string // what the cell shows
}

// Place is where a cell of the file is: 工单.xlsx「9月」C5.
func (i *Import) Place(index, col int) string {
	place := i.File.Name
	if i.Sheet != "" {
		place += "「" + i.Sheet + "」"
	} else {
		place += " "
	}
	return place + i.within(index, col)
}

// within is where a cell of the sheet is: C5, or the line if it has no column or stands in a message.
func (i *Import) within(index, col int) string {
	if col < 0 || i.Messages > 0 {
		return "第" + strconv.Itoa(index+1) + "行"
	}
	return sheet.Ref(index, col)
}

func (i *Import) problem(index, col int, text, code string, args ...any) Problem {
	pos := diag.Pos{Source: &diag.Source{Name: i.Place(index, col)}}
	return Problem{index, col, diag.Diagnostic{Code: code, Pos: pos, Args: args}, text}
}

// Read turns the rows under the header into a batch. Progress may be nil: it is told how many bytes of how many are
// done. A list of problems is why the file could not be read to its end.
func (i *Import) Read(progress func(done, total int64)) (*Batch, diag.List) {
	b := &batcher{Batch: Batch{of: i, Problems: i.unread, Refused: len(i.unread), Known: i.repeats}, known: i.known()}
	for n := range i.Columns {
		if i.Columns[n].Name != "" {
			b.readers = append(b.readers, i.reader(&i.Columns[n]))
		}
	}
	b.index()
	last := i.Bottom
	err := i.File.Each(i.at, progress, func(r sheet.Row) bool {
		if r.Index > i.Bottom {
			if i.Messages == 0 {
				b.Blank += max(0, r.Index-last-1)
			}
			last = r.Index
			b.row(r)
		}
		return true
	})
	if err != nil {
		return nil, i.refusal(err)
	}
	return &b.Batch, nil
}

// batcher is a batch in the making.
type batcher struct {
	Batch
	readers []*reader
	fields  [][]*reader // by field of the kind, those that fill it in
	known   *known
	ids     map[string]int // the row of the sheet that has an id
	texts   map[string]int // the row of the sheet that has no id, by all it says
}

// index sorts the readers by field.
func (b *batcher) index() {
	b.ids, b.texts = map[string]int{}, map[string]int{}
	b.fields = make([][]*reader, len(b.of.Kind.Fields))
	for n := range b.of.Kind.Fields {
		for _, r := range b.readers {
			if r.m.Field.Name == b.of.Kind.Fields[n].Name {
				b.fields[n] = append(b.fields[n], r)
			}
		}
	}
}

// row sorts a row out.
func (b *batcher) row(r sheet.Row) {
	i := b.of
	if why := i.dropped(r.Cells); i.Messages > 0 {
		// every line of a table of messages is one
	} else if why == Blank {
		b.Blank++
		return
	} else if why != Taken {
		b.Aside = append(b.Aside, Aside{r.Index, why, firstWords(r.Cells)})
		return
	}
	if r.Hidden {
		b.Hidden++
	}
	row, problems := b.record(r)
	if len(problems) == 0 {
		problems = b.repeated(&row)
	}
	if len(problems) > 0 {
		b.Refused++
		b.Problems = append(b.Problems, problems...)
		return
	}
	switch at, differ := b.known.look(&row); {
	case at < 0:
		b.twin(&row)
		b.watch(&row, r.Cells)
		b.Rows = append(b.Rows, row)
	case len(differ) == 0:
		b.Known++
	default:
		b.differs(&row, at, differ, r.Cells)
	}
}

func firstWords(cells []sheet.Cell) string {
	var words []string
	for _, c := range cells {
		if word := clean(c.Text); word != "" && c.Merged == sheet.Own && len(words) < 3 {
			words = append(words, word)
		}
	}
	return strings.Join(words, " ")
}

// columnOf is the column of the sheet that fills in one of the ledger; -1 if none does.
func (i *Import) columnOf(name string) int {
	if m := i.taken(name); m != nil {
		return m.Col
	}
	for n := range i.Columns {
		if c := i.Columns[n]; c.Field != nil && c.Field.Name == name {
			return c.Col
		}
	}
	return -1
}

// record reads the cells of a row, in the order of the fields.
func (b *batcher) record(r sheet.Row) (Row, []Problem) {
	row := Row{Index: r.Index, date: civil.None}
	var problems []Problem
	for n, readers := range b.fields {
		f := &b.of.Kind.Fields[n]
		data, faults := b.field(f, readers, r)
		problems = append(problems, faults...)
		switch d := data.(type) {
		case nil:
			if f.Required && !b.of.rated[r.Index] && len(readers) > 0 && len(faults) == 0 && !numbered(f) {
				problems = append(problems, b.of.problem(r.Index, readers[0].m.Col, "", "import-required", heading{readers[0].m, f}))
			}
		case civil.Date:
			if f.Name == b.of.Kind.Date {
				row.date = d
			}
		}
		if data != nil || numbered(f) {
			row.Record.Values = append(row.Record.Values, Value{f.Name, data})
		}
	}
	return row, problems
}

// heading is what a column is called in a message: its header, else the title of its field.
type heading struct {
	m *Mapped
	f *ledger.Field
}

// In gives the words.
func (h heading) In(lang diag.Lang) string {
	if h.m.Header != "" {
		return h.m.Header
	}
	return h.f.Title.In([...]string{diag.Chinese: "zh-Hans", diag.English: "en"}[lang])
}

// numbered is true of the field whose values are given where the sheet has none.
func numbered(f *ledger.Field) bool { return f.Name == "id" }

// field reads the cells of a field: one, or of scores one a part.
func (b *batcher) field(f *ledger.Field, readers []*reader, r sheet.Row) (any, []Problem) {
	var scores []Value
	var problems []Problem
	var data any
	for _, reader := range readers {
		var cell sheet.Cell
		switch col := reader.m.Col; {
		case col < 0:
			cell = sheet.Cell{Kind: sheet.Text, Text: reader.m.Value}
		case col < len(r.Cells):
			cell = r.Cells[col]
		}
		one, fault := reader.read(cell)
		switch {
		case fault != nil:
			problems = append(problems, b.of.problem(r.Index, reader.m.Col, clean(cell.Text), fault.code, fault.args...))
		case one != nil && reader.m.Part != "":
			scores = append(scores, Value{reader.m.Part, one})
		default:
			data = one
		}
	}
	if len(scores) > 0 {
		slices.SortStableFunc(scores, func(a, b Value) int { return slices.Index(f.Values, a.Field) - slices.Index(f.Values, b.Field) })
		return scores, problems
	}
	return data, problems
}

// repeated looks for an id that an earlier row has.
func (b *batcher) repeated(row *Row) []Problem {
	id, _ := row.Record.Get("id").(string)
	if id == "" {
		return nil
	}
	if at, ok := b.ids[id]; ok {
		col := b.of.columnOf("id")
		return []Problem{b.of.problem(row.Index, col, id, "import-repeated-id", id, b.of.within(at, col))}
	}
	b.ids[id] = row.Index
	return nil
}

// twin warns of a row without an id that says the same as an earlier one: there may be two such cases, but mostly it was
// copied.
func (b *batcher) twin(row *Row) {
	if id, _ := row.Record.Get("id").(string); id != "" {
		return
	}
	var all []string
	for _, v := range row.Record.Values {
		all = append(all, v.Field, spell(v.Data))
	}
	text := strings.Join(all, "\x1f")
	if at, ok := b.texts[text]; ok {
		b.Problems = append(b.Problems, b.of.problem(row.Index, -1, "", "import-twin", at+1))
		return
	}
	b.texts[text] = row.Index
}

// watch warns of numbers that name a person in what readers will see.
func (b *batcher) watch(row *Row, cells []sheet.Cell) {
	for _, reader := range b.readers {
		if reader.m.Col < 0 || reader.m.Col >= len(cells) {
			continue
		}
		if found, ok := identifierIn(reader.m.Field, cells[reader.m.Col].Text); ok {
			b.Problems = append(b.Problems, b.of.problem(row.Index, reader.m.Col, "", "import-identifier", heading{reader.m, reader.m.Field}, found, b.of.Ledger))
		}
	}
}
