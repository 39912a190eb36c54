package sheet

import (
	"archive/zip"
	"bytes"
	"cmp"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"github.com/lanewall/lanewall/internal/civil"
)

// Workbook is an office file on its way out. The words of drop-down lists stand on a hidden sheet of its own: lists
// written into a cell's rule may have 255 characters, and no commas in them.
type Workbook struct {
	Title, Author string
	Pages         []Page
	Lists         string // the name of the hidden sheet; 选项
}

// Page is a sheet of it: title lines, right under them a table of one header row, and nothing else. No cells are merged.
type Page struct {
	Name    string   // at most 31 characters; what a sheet's name may not have becomes a space
	Titles  []string // the first is the title, the others say what one has to know
	Columns []Column
	Rows    [][]Cell // × columns; an Empty cell is none
	Sample  bool     // the first row only shows how the others are filled in
	Wide    bool     // printed across
	Mark    string   // printed at the head of every page
	Freeze  int      // so many first columns stay in view, as the header does
}

// Column is a column of the table. What is not Text looks right where it is a number or a day, and stays as typed
// where it is not: an id keeps its zeros.
type Column struct {
	Header string
	Width  float64 // in digits; a Chinese character has two
	Format Format
	Check  *Check // what may be typed under it; nil is anything
}

// Format says how the cells of a column look.
type Format uint8

// Formats: text as it is, whole numbers, money as 6,354.00, days as 2024-09-03, and figures: numbers with as many
// decimals as their text has, two at the most, and words in their place, set to the right.
const (
	Words Format = iota
	Whole
	Amount
	Day
	Figure
)

// Check is what may be typed into a column, as a list to choose from or by the column's format.
type Check struct {
	List   []string
	Open   bool // other words may be typed, too
	Min    *int // of numbers
	Max    *int
	Prompt string // shown where one types
	Wrong  string // shown when something else was typed
}

// TextCell is a cell of text; without any it is empty.
func TextCell(text string) Cell {
	if text == "" {
		return Cell{}
	}
	return Cell{Kind: Text, Text: text}
}

// FirstDay is the day from which on all office programs number days alike.
var FirstDay = civil.New(1900, 3, 1)

const firstSerial = 61 // its number

// DayCell is a cell of a day; one before FirstDay is written as text, and None is empty.
func DayCell(d civil.Date) Cell {
	switch {
	case d == civil.None:
		return Cell{}
	case d < FirstDay:
		return TextCell(d.String())
	}
	return Cell{Kind: Date, Number: float64(firstSerial + d - FirstDay), Date: d, Text: d.String()}
}

// Limits of the format.
const (
	MaxRows = 1 << 20 // the lines of a sheet
	MaxText = 32767   // the characters of a cell
)

// Write gives the bytes of an XLSX workbook: the same for the same content. It never writes a formula: text that begins
// with = + - @ is text. Characters that XML cannot hold are left out. An error is a [Refusal] if a sheet has more lines
// or a cell more text than the format holds.
func Write(w Workbook) ([]byte, error) {
	for _, p := range w.Pages {
		if err := p.fits(); err != nil {
			return nil, err
		}
	}
	b := &binder{file: excelize.NewFile(), lists: cmp.Or(w.Lists, "选项")}
	defer b.file.Close()
	if err := b.bind(w); err != nil {
		return nil, err
	}
	var packed bytes.Buffer
	if err := b.file.Write(&packed); err != nil {
		return nil, err
	}
	return repack(packed.Bytes())
}

// fits looks for what the format cannot hold.
func (p *Page) fits() error {
	lines := len(p.Titles) + 1 + len(p.Rows)
	if lines > MaxRows {
		return refuse("sheet-too-many-rows", p.Name, len(p.Rows), MaxRows-len(p.Titles)-1)
	}
	for i, row := range p.Rows {
		for col, c := range row {
			if n := utf8.RuneCountInString(c.Text); n > MaxText {
				return refuse("sheet-long-text", p.Name, Ref(len(p.Titles)+1+i, col), n, MaxText)
			}
		}
	}
	return nil
}

// binder puts a workbook together.
type binder struct {
	file   *excelize.File
	lists  string
	listed [][]string // the columns of the hidden sheet
	styles map[string]int
	fault  error // the first; what comes behind it does nothing
}

func (b *binder) bind(w Workbook) error {
	b.styles = map[string]int{}
	b.try(b.file.SetDefaultFont("宋体"))
	b.try(b.file.SetDocProps(&excelize.DocProperties{Title: w.Title, Creator: w.Author, LastModifiedBy: w.Author,
		Created: "2000-01-01T00:00:00Z", Modified: "2000-01-01T00:00:00Z", Language: "zh-CN"}))
	names := w.names(b.lists)
	for i, p := range w.Pages {
		b.page(names[i], i, p)
	}
	b.words()
	return b.fault
}

func (b *binder) try(err error) {
	if b.fault == nil {
		b.fault = err
	}
}

// names are the names of the pages as a workbook can have them, each once and none of them taken: small letters and
// capitals make no difference.
func (w *Workbook) names(taken string) []string {
	var names []string
	for _, p := range w.Pages {
		stem := strings.TrimSpace(strings.Map(func(r rune) rune {
			if strings.ContainsRune(`:\/?*[]'`, r) || r < ' ' {
				return ' '
			}
			return r
		}, p.Name))
		name := cut(cmp.Or(stem, "Sheet"), 31)
		used := func(other string) bool { return strings.EqualFold(other, name) }
		for n := 2; used(taken) || slices.ContainsFunc(names, used); n++ {
			suffix := strconv.Itoa(n)
			name = cut(stem, 31-len(suffix)) + suffix
		}
		names = append(names, name)
	}
	return names
}

// cut is the first so many UTF-16 units of a text.
func cut(text string, units int) string {
	for i, r := range text {
		if units -= 1 + int(r>>16&1); units < 0 {
			return text[:i]
		}
	}
	return text
}

// page writes one sheet. What is said of it as a whole goes first, as a stream of rows cannot be gone back in.
func (b *binder) page(name string, index int, p Page) {
	if index == 0 {
		b.try(b.file.SetSheetName("Sheet1", name))
	} else {
		_, err := b.file.NewSheet(name)
		b.try(err)
	}
	b.print(name, p)
	stream, err := b.file.NewStreamWriter(name)
	if b.try(err); b.fault != nil {
		return
	}
	head := len(p.Titles) + 1
	b.try(stream.SetPanes(&excelize.Panes{Freeze: true, XSplit: p.Freeze, YSplit: head, TopLeftCell: Ref(head, p.Freeze), ActivePane: p.pane()}))
	for i, c := range p.Columns {
		b.try(stream.SetColWidth(i+1, i+1, min(max(c.Width, 4), 80)))
		b.try(stream.SetColStyle(i+1, i+1, b.style("bare-"+formatStyle(c.Format)))) // of cells that are still empty
		b.check(name, head, i, c)
	}
	for i, title := range p.Titles {
		b.row(stream, i, []any{excelize.Cell{StyleID: b.style(titleStyle(i)), Value: clean(title)}}, titleHeight(i))
	}
	header, headers := make([]any, len(p.Columns)), make([]Cell, len(p.Columns))
	for i, c := range p.Columns {
		header[i] = excelize.Cell{StyleID: b.style("header"), Value: clean(c.Header)}
		headers[i] = Cell{Kind: Text, Text: c.Header}
	}
	b.row(stream, head-1, header, p.height(headers))
	for i, cells := range p.Rows {
		b.row(stream, head+i, b.values(p, i, cells), p.height(cells))
	}
	b.try(stream.Flush())
}

func (p *Page) pane() string {
	if p.Freeze > 0 {
		return "bottomRight"
	}
	return "bottomLeft"
}

func (b *binder) row(stream *excelize.StreamWriter, row int, values []any, height float64) {
	var options []excelize.RowOpts
	if height > 0 {
		options = append(options, excelize.RowOpts{Height: height})
	}
	b.try(stream.SetRow(Ref(row, 0), values, options...))
}

// height is that of a row whose texts take several lines, in points: not every program works it out when it opens a
// file. 0 leaves it to the program.
func (p *Page) height(cells []Cell) float64 {
	const line, most = 15, 400
	lines := 1
	for i, c := range cells {
		if c.Kind != Text || i >= len(p.Columns) {
			continue
		}
		width, n := int(max(p.Columns[i].Width, 4))-1, 0
		for text := range strings.Lines(c.Text) {
			n += max(1, (Breadth(strings.TrimRight(text, "\r\n"))+width-1)/width)
		}
		lines = max(lines, n)
	}
	if lines == 1 {
		return 0
	}
	return min(float64(lines*line), most)
}

// Breadth is how wide a text is in digits: a Chinese character takes two.
func Breadth(text string) int {
	n := 0
	for _, r := range text {
		if n++; r > 0x2e7f || r == '—' || r == '“' || r == '”' {
			n++
		}
	}
	return n
}

// across is how many pages side by side a table takes: as few as leave it large enough to read.
func (p *Page) across() int {
	const upright, wide = 150, 260 // digits on a line of A4, made smaller to about a half
	total, fits := 0.0, float64(upright)
	if p.Wide {
		fits = wide
	}
	for _, c := range p.Columns {
		total += c.Width
	}
	return max(1, int(math.Ceil(total/fits)))
}

// values are the cells of a row as the library takes them.
func (b *binder) values(p Page, row int, cells []Cell) []any {
	values := make([]any, min(len(cells), len(p.Columns)))
	for i := range values {
		c, style := cells[i], formatStyle(p.Columns[i].Format)
		if p.Sample && row == 0 {
			style = "sample-" + style
		}
		switch c.Kind {
		case Empty:
			if c.Text == "" {
				values[i] = excelize.Cell{StyleID: b.style(style)}
				continue
			}
			values[i] = excelize.Cell{StyleID: b.style(style), Value: clean(c.Text)}
		case Number, Date:
			if p.Columns[i].Format == Figure {
				_, decimals, _ := strings.Cut(c.Text, ".")
				style += strconv.Itoa(min(len(decimals), 2))
			}
			values[i] = excelize.Cell{StyleID: b.style(style), Value: c.Number}
		case Bool:
			values[i] = excelize.Cell{StyleID: b.style(style), Value: c.Number != 0}
		default:
			if p.Columns[i].Format != Figure {
				style = strings.Replace(style, formatStyle(p.Columns[i].Format), formatStyle(Words), 1)
			}
			values[i] = excelize.Cell{StyleID: b.style(style), Value: clean(c.Text)}
		}
	}
	return values
}

// clean leaves out what XML cannot hold. Excel ends lines in a cell with a line feed alone.
func clean(text string) string {
	text = strings.ReplaceAll(strings.ToValidUTF8(text, "\ufffd"), "\r\n", "\n")
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\r':
			return '\n'
		case r < ' ' && r != '\t' && r != '\n', r == 0xfffe, r == 0xffff:
			return -1
		}
		return r
	}, text)
}

// print says how a sheet comes out on paper: A4, all columns on one page, the header on every one.
func (b *binder) print(name string, p Page) {
	orientation, paper, wide, high, fit := "portrait", 9, p.across(), 0, true
	if p.Wide {
		orientation = "landscape"
	}
	b.try(b.file.SetSheetProps(name, &excelize.SheetPropsOptions{FitToPage: &fit}))
	b.try(b.file.SetPageLayout(name, &excelize.PageLayoutOptions{Orientation: &orientation, Size: &paper, FitToWidth: &wide, FitToHeight: &high}))
	margin, foot := 0.6, 0.3
	b.try(b.file.SetPageMargins(name, &excelize.PageLayoutMarginsOptions{Left: &margin, Right: &margin, Top: &margin, Bottom: &margin, Header: &foot, Footer: &foot}))
	header := ""
	if p.Mark != "" {
		header = "&R" + strings.ReplaceAll(clean(p.Mark), "&", "&&")
	}
	b.try(b.file.SetHeaderFooter(name, &excelize.HeaderFooterOptions{OddHeader: header, OddFooter: "&C&P / &N"}))
	head := len(p.Titles) + 1
	repeated := fmt.Sprintf("'%s'!$%d:$%d", name, head, head)
	if p.Freeze > 0 {
		repeated = fmt.Sprintf("'%s'!$A:$%s,%s", name, ColumnName(p.Freeze-1), repeated)
	}
	b.try(b.file.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", Scope: name, RefersTo: repeated}))
}

// check says what may be typed into a column, from under the header to the end of the sheet.
func (b *binder) check(name string, head, col int, c Column) {
	if c.Check == nil {
		return
	}
	column := ColumnName(col)
	rule := excelize.NewDataValidation(true)
	rule.Sqref = fmt.Sprintf("%s%d:%s%d", column, head+1, column, MaxRows)
	rule.ShowErrorMessage = false
	switch {
	case len(c.Check.List) > 0:
		rule.SetSqrefDropList(b.list(c.Check.List))
		rule.ShowErrorMessage = !c.Check.Open
	case c.Format == Day:
		b.try(rule.SetRange(firstSerial, 2958465, excelize.DataValidationTypeDate, excelize.DataValidationOperatorBetween))
		rule.ShowErrorMessage = true
	case c.Format == Whole || c.Format == Amount:
		b.number(rule, c)
		rule.ShowErrorMessage = true
	case c.Check.Prompt == "":
		return
	}
	if rule.ShowErrorMessage && c.Check.Wrong != "" {
		rule.SetError(excelize.DataValidationErrorStyleStop, cut(strings.TrimRight(c.Header, "＊"), 32), cut(clean(c.Check.Wrong), 255))
	}
	if c.Check.Prompt != "" {
		rule.SetInput(cut(clean(c.Header), 32), cut(clean(c.Check.Prompt), 255))
	}
	b.try(b.file.AddDataValidation(name, rule))
}

func (b *binder) number(rule *excelize.DataValidation, c Column) {
	low, high, kind := -1e12, 1e12, excelize.DataValidationTypeDecimal
	if c.Format == Whole {
		kind = excelize.DataValidationTypeWhole
	}
	if c.Check.Min != nil {
		low = float64(*c.Check.Min)
	}
	if c.Check.Max != nil {
		high = float64(*c.Check.Max)
	}
	b.try(rule.SetRange(low, high, kind, excelize.DataValidationOperatorBetween))
}

// list puts words onto the hidden sheet and says where they stand.
func (b *binder) list(words []string) string {
	at := slices.IndexFunc(b.listed, func(other []string) bool { return slices.Equal(other, words) })
	if at < 0 {
		at = len(b.listed)
		b.listed = append(b.listed, words)
	}
	column := ColumnName(at)
	return fmt.Sprintf("'%s'!$%s$1:$%[2]s$%d", b.lists, column, len(words))
}

// words writes the hidden sheet.
func (b *binder) words() {
	if len(b.listed) == 0 {
		return
	}
	_, err := b.file.NewSheet(b.lists)
	b.try(err)
	for col, words := range b.listed {
		for row, word := range words {
			b.try(b.file.SetCellStr(b.lists, Ref(row, col), clean(word)))
		}
	}
	b.try(b.file.SetSheetVisible(b.lists, false))
}

// formatStyle names the style of a format's cells.
func formatStyle(f Format) string {
	return [...]string{Words: "words", Whole: "whole", Amount: "amount", Day: "day", Figure: "figure"}[f]
}

func titleStyle(line int) string {
	if line == 0 {
		return "title"
	}
	return "line"
}

func titleHeight(line int) float64 {
	if line == 0 {
		return 24
	}
	return 0
}

// style makes a style when it is first asked for.
func (b *binder) style(name string) int {
	if id, ok := b.styles[name]; ok {
		return id
	}
	id, err := b.file.NewStyle(styleOf(name))
	b.try(err)
	b.styles[name] = id
	return id
}

// styleOf is how a style looks. No colour says anything: a sample is grey and set in italics, and says that it is one.
func styleOf(name string) *excelize.Style {
	name, sample := strings.CutPrefix(name, "sample-")
	name, bare := strings.CutPrefix(name, "bare-")
	formats := map[string]string{"words": "@", "whole": "#,##0", "amount": "#,##0.00", "day": "yyyy-mm-dd",
		"figure": "@", "figure0": "#,##0", "figure1": "#,##0.0", "figure2": "#,##0.00"}
	style := &excelize.Style{Font: &excelize.Font{Family: "宋体", Size: 11}, Alignment: &excelize.Alignment{Vertical: "center"}}
	switch name {
	case "title":
		style.Font.Bold, style.Font.Size = true, 16
		return style
	case "line":
		return style
	case "header":
		style.Font.Bold = true
		style.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"EEEEEE"}}
		style.Alignment = &excelize.Alignment{Horizontal: "center", Vertical: "center", WrapText: true}
	case "words":
		style.Alignment.WrapText = true
	case "figure", "figure0", "figure1", "figure2":
		style.Alignment = &excelize.Alignment{Horizontal: "right", Vertical: "center", WrapText: true}
	}
	if format, ok := formats[name]; ok {
		style.CustomNumFmt = &format
	}
	for _, side := range []string{"left", "right", "top", "bottom"} {
		if bare {
			break
		}
		style.Border = append(style.Border, excelize.Border{Type: side, Style: 1, Color: "999999"})
	}
	if sample {
		style.Font.Italic, style.Font.Color = true, "767676"
	}
	return style
}

// repack writes a workbook's parts in order of name and without a time: the library's order is that of a map.
func repack(packed []byte) ([]byte, error) {
	from, err := zip.NewReader(bytes.NewReader(packed), int64(len(packed)))
	if err != nil {
		return nil, err
	}
	parts := slices.SortedFunc(slices.Values(from.File), func(a, b *zip.File) int {
		return cmp.Compare(a.Name, b.Name) // [Content_Types].xml comes first
	})
	var b bytes.Buffer
	to := zip.NewWriter(&b)
	for _, part := range parts {
		raw, err := part.OpenRaw()
		if err != nil {
			return nil, err
		}
		out, err := to.CreateRaw(&zip.FileHeader{Name: part.Name, Method: part.Method, CRC32: part.CRC32,
			CompressedSize64: part.CompressedSize64, UncompressedSize64: part.UncompressedSize64})
		if err != nil {
			return nil, err
		}
		if _, err := io.Copy(out, raw); err != nil {
			return nil, err
		}
	}
	err = to.Close()
	return b.Bytes(), err
}
