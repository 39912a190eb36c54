package sheet

import (
	"archive/zip"
	"errors"
	"io"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/lanewall/lanewall/internal/civil"
)

// workbook is an XLSX file whose parts are read when they are wanted.
type workbook struct {
	parts    map[string]*zip.File // by path, in small letters
	sheets   []*worksheet         // hidden ones last
	hidden   []*worksheet
	formats  []format // by the number of a style
	from1904 bool
	strings  *texts // nil until a sheet is read
	shared   string // the part of the texts
}

// worksheet is the part of a sheet and what stands before and behind its rows.
type worksheet struct {
	part   string
	known  bool // the rest has been read
	hidden []int
	areas  []area
}

// area is merged cells, from 0, in order of their first row.
type area struct {
	top, left, bottom, right int
	value                    Cell
}

// Parts may unpack to so many bytes: 400,000 cases make 0.3 GB.
const (
	largestSheet = 4 << 30
	largestTexts = 1 << 30
	largestOther = 64 << 20
)

// Limits of the format.
const (
	mostRows    = 1 << 20
	mostColumns = 1 << 14
	mostStyles  = 1 << 16
)

// broken is what an error in a part means to the reader of the file.
func broken(err error) error {
	var refusal *Refusal
	switch {
	case err == nil:
		return nil
	case errors.As(err, &refusal):
		return err
	case errors.Is(err, errTooLarge):
		return refuse("office-too-large")
	}
	return refuse("office-damaged")
}

// scan goes through the tags of a part; each is told whether to stop.
func (w *workbook) scan(name string, limit int64, each func(m *markup) (stop bool, err error)) error {
	part := w.parts[strings.ToLower(name)]
	if part == nil {
		return errBroken
	}
	r, err := part.Open()
	if err != nil {
		return errBroken
	}
	defer r.Close()
	m := newMarkup(r, limit)
	for {
		err := m.next()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		if stop, err := each(m); stop || err != nil {
			return err
		}
	}
}

// open reads which sheets there are. A sheet may be a chart: it has no rows.
func (w *workbook) open(f *File) error {
	top, err := w.related("", "_rels/.rels")
	book := top.kind("officeDocument")
	if err != nil || book == "" {
		return w.otherZip()
	}
	others, err := w.related(path.Dir(book), path.Join(path.Dir(book), "_rels", path.Base(book)+".rels"))
	if err != nil {
		return broken(err)
	}
	w.shared = others.kind("sharedStrings")
	err = w.scan(book, largestOther, func(m *markup) (bool, error) {
		switch {
		case m.end:
		case m.name == "workbookPr":
			w.from1904 = truth(m.attr("date1904"))
		case m.name == "sheet":
			w.sheet(f, m, others.id(m.attr("id")))
		}
		return false, nil
	})
	if styles := others.kind("styles"); err == nil && styles != "" {
		err = w.styles(styles)
	}
	if err == nil && len(w.sheets) == 0 {
		return refuse("office-empty")
	}
	w.sheets = append(w.sheets, w.hidden...)
	return broken(err)
}

func (w *workbook) sheet(f *File, m *markup, part relation) {
	state, name := m.attr("state"), m.attr("name")
	switch {
	case part.kind != "worksheet":
	case state == "hidden" || state == "veryHidden":
		f.Hidden = append(f.Hidden, name)
		w.hidden = append(w.hidden, &worksheet{part: part.target})
	default:
		f.Sheets = append(f.Sheets, name)
		w.sheets = append(w.sheets, &worksheet{part: part.target})
	}
}

// otherZip says what a zip is that is no workbook.
func (w *workbook) otherZip() error {
	for name := range w.parts {
		switch {
		case strings.HasPrefix(name, "word/"):
			return refuse("office-kind", "Word")
		case strings.HasPrefix(name, "ppt/"):
			return refuse("office-kind", "PowerPoint")
		case name == "content.xml":
			return refuse("office-kind", "ODS")
		case strings.HasPrefix(name, "xl/"):
			return refuse("office-damaged")
		}
	}
	return refuse("office-archive")
}

func truth(word string) bool { return word == "1" || word == "true" }

// relation is how a part points at another. Kind is the last word of what the file calls it: worksheet, styles.
type relation struct{ id, kind, target string }

type relations []relation

func (r relations) id(id string) relation {
	if i := slices.IndexFunc(r, func(r relation) bool { return r.id == id }); i >= 0 {
		return r[i]
	}
	return relation{}
}

// kind is the first part of a kind; "" if there is none.
func (r relations) kind(kind string) string {
	if i := slices.IndexFunc(r, func(r relation) bool { return r.kind == kind }); i >= 0 {
		return r[i].target
	}
	return ""
}

// related reads which parts a part points at.
func (w *workbook) related(dir, name string) (all relations, err error) {
	err = w.scan(name, largestOther, func(m *markup) (bool, error) {
		if m.name != "Relationship" || m.end {
			return false, nil
		}
		target := strings.ReplaceAll(m.attr("Target"), `\`, "/")
		if at, ok := strings.CutPrefix(target, "/"); ok {
			target = at
		} else {
			target = path.Join(dir, target)
		}
		all = append(all, relation{m.attr("Id"), path.Base(m.attr("Type")), target})
		return false, nil
	})
	return all, err
}

// styles reads how the numbers of each style are shown.
func (w *workbook) styles(name string) error {
	own := map[string]format{}
	inCells := false
	return w.scan(name, largestOther, func(m *markup) (bool, error) {
		switch m.name {
		case "numFmt":
			if !m.end {
				own[m.attr("numFmtId")] = formatOf(m.attr("formatCode"))
			}
		case "cellXfs":
			inCells = !m.end
		case "xf":
			if !inCells || m.end || len(w.formats) > mostStyles {
				break
			}
			id := m.attr("numFmtId")
			f, ok := own[id]
			if number, err := strconv.Atoi(id); !ok && err == nil {
				f = builtin(number)
			} else if !ok {
				f = general
			}
			w.formats = append(w.formats, f)
		}
		return false, nil
	})
}

// texts is the texts that cells share, one behind the other.
type texts struct {
	all  string
	ends []int
}

func (t *texts) at(i int) (string, bool) {
	switch {
	case i < 0 || i >= len(t.ends):
		return "", false
	case i == 0:
		return t.all[:t.ends[0]], true
	}
	return t.all[t.ends[i-1]:t.ends[i]], true
}

func (w *workbook) readTexts() error {
	if w.strings != nil {
		return nil
	}
	t := &texts{}
	if w.shared == "" {
		w.strings = t
		return nil
	}
	var all strings.Builder
	aloud := false // in <rPh>, which says how a text is read
	err := w.scan(w.shared, largestTexts, func(m *markup) (bool, error) {
		switch {
		case m.name == "rPh":
			aloud = !m.end && !m.empty
		case m.name == "t" && m.end && !aloud:
			all.Write(uncontrolled(m.text))
		case m.name == "si" && (m.end || m.empty):
			t.ends = append(t.ends, all.Len())
		}
		return false, nil
	})
	t.all = all.String()
	w.strings = t
	return err
}

// uncontrolled resolves the way workbooks write characters that XML cannot hold: _x000D_.
func uncontrolled(text []byte) []byte {
	s := string(text)
	if !strings.Contains(s, "_x") {
		return text
	}
	var b []byte
	for i := 0; i < len(s); i++ {
		if len(s)-i >= 7 && s[i] == '_' && s[i+1] == 'x' && s[i+6] == '_' {
			if n, err := strconv.ParseUint(s[i+2:i+6], 16, 16); err == nil && n < 0x80 {
				b = append(b, byte(n))
				i += 6
				continue
			}
		}
		b = append(b, s[i])
	}
	return b
}

// around reads what stands before and behind the rows: hidden columns, merged cells.
func (w *workbook) around(s *worksheet) error {
	if s.known {
		return nil
	}
	err := w.scan(s.part, largestSheet, func(m *markup) (bool, error) {
		switch {
		case m.name == "col" && !m.end && truth(m.attr("hidden")):
			from, _ := strconv.Atoi(m.attr("min"))
			to, _ := strconv.Atoi(m.attr("max"))
			for col := max(from, 1); col <= min(to, mostColumns); col++ {
				s.hidden = append(s.hidden, col-1)
			}
		case m.name == "sheetData" && !m.end && !m.empty:
			return false, m.skip("sheetData")
		case m.name == "mergeCell" && !m.end:
			if a, ok := areaOf(m.attr("ref")); ok {
				s.areas = append(s.areas, a)
			}
		}
		return false, nil
	})
	slices.SortStableFunc(s.areas, func(a, b area) int { return a.top - b.top })
	s.known = err == nil
	return broken(err)
}

func areaOf(ref string) (area, bool) {
	from, to, ok := strings.Cut(ref, ":")
	top, left, ok1 := place(from)
	bottom, right, ok2 := place(to)
	return area{top, left, bottom, right, Cell{}}, ok && ok1 && ok2 && top <= bottom && left <= right
}

// place reads a reference such as C5 or $C$5.
func place(ref string) (row, col int, ok bool) {
	i := 0
	for ; i < len(ref) && (ref[i] == '$' || 'A' <= ref[i]&^0x20 && ref[i]&^0x20 <= 'Z'); i++ {
		if ref[i] != '$' {
			if col = col*26 + int(ref[i]&^0x20-'A') + 1; col > mostColumns {
				return 0, 0, false
			}
		}
	}
	row, err := strconv.Atoi(ref[i:])
	return row - 1, col - 1, err == nil && 0 < row && row <= mostRows && col > 0
}

func (w *workbook) hiddenColumns(sheet int) ([]int, error) {
	err := w.around(w.sheets[sheet])
	return w.sheets[sheet].hidden, err
}

// each goes through the rows of a sheet.
func (w *workbook) each(sheet int, progress func(done, total int64), yield func(Row) bool) error {
	s := w.sheets[sheet]
	if err := w.around(s); err != nil {
		return err
	}
	if err := w.readTexts(); err != nil {
		return broken(err)
	}
	rows := &rowReader{book: w, waiting: slices.Clone(s.areas), yield: yield}
	total := int64(0)
	if part := w.parts[strings.ToLower(s.part)]; part != nil {
		total = int64(part.UncompressedSize64)
	}
	err := w.scan(s.part, largestSheet, func(m *markup) (bool, error) {
		stop, err := rows.tag(m)
		if m.name == "row" && m.end && rows.row.Index%1024 == 0 {
			progress(min(m.read, total), total)
		}
		return stop, err
	})
	if err == nil && !rows.ended && !rows.stopped {
		err = errBroken
	}
	return broken(err)
}

// rowReader makes rows of the tags of a sheet.
type rowReader struct {
	book    *workbook
	waiting []area // that begin further down
	open    []area // that this row may lie in
	yield   func(Row) bool
	ended   bool // behind the last row
	stopped bool // by yield

	row     Row
	filled  bool // a cell of the row says something
	col     int
	style   string
	kind    string
	value   []byte
	inline  bool
	aloud   bool
	formula bool
	valued  bool // the cell has a value, be it an empty one
	cell    bool
}

// tag takes the next tag.
func (r *rowReader) tag(m *markup) (stop bool, err error) {
	switch m.name {
	case "sheetData":
		r.ended = m.end || m.empty
		return r.ended, nil
	case "row":
		if m.end {
			return r.finish(), nil
		}
		return false, r.begin(m)
	case "c":
		switch {
		case m.end && r.cell:
			r.put()
		case !m.end:
			if err := r.beginCell(m); err != nil {
				return false, err
			}
			r.cell = !m.empty
		}
	case "rPh":
		r.aloud = !m.end && !m.empty
	case "is":
		r.inline = !m.end && !m.empty
	case "f":
		r.formula = true
	case "v":
		if r.valued = true; m.end && r.cell {
			r.value = append(r.value, m.text...)
		}
	case "t":
		if m.end && r.inline && !r.aloud {
			r.value = append(r.value, uncontrolled(m.text)...)
		}
	}
	return false, nil
}

func (r *rowReader) begin(m *markup) error {
	index := r.row.Index + 1
	if r.row.Cells == nil {
		index = 0
	}
	if given := m.attr("r"); given != "" {
		n, err := strconv.Atoi(given)
		if err != nil || n < 1 || n > mostRows {
			return errBroken
		}
		index = n - 1
	}
	if r.row.Cells == nil {
		r.row.Cells = []Cell{}
	}
	r.row = Row{Index: index, Hidden: truth(m.attr("hidden")), Cells: r.row.Cells[:0]}
	r.filled, r.col = false, -1
	if m.empty {
		r.finish()
	}
	return nil
}

func (r *rowReader) beginCell(m *markup) error {
	r.col++
	if ref := m.attr("r"); ref != "" {
		_, col, ok := place(ref)
		if !ok {
			return errBroken
		}
		r.col = col
	}
	if r.col >= mostColumns {
		return errBroken
	}
	r.style, r.kind, r.value, r.formula = m.attr("s"), m.attr("t"), r.value[:0], false
	r.valued = false
	return nil
}

// put puts the cell that has ended into its row.
func (r *rowReader) put() {
	r.cell = false
	c := r.book.cellOf(r.kind, r.style, string(r.value))
	if c.Kind == Empty && r.formula && !(r.valued && r.kind == "str") {
		c = Cell{Kind: Fault, Text: "=…"}
	}
	if c.Kind == Empty {
		return
	}
	for len(r.row.Cells) <= r.col {
		r.row.Cells = append(r.row.Cells, Cell{})
	}
	r.row.Cells[r.col] = c
	r.filled = true
}

// finish passes a row on that says something.
func (r *rowReader) finish() (stop bool) {
	r.merge()
	if !r.filled {
		return false
	}
	r.stopped = !r.yield(r.row)
	return r.stopped
}

// widest bounds how far a merged area fills a row: a title may be merged over 16,384 columns.
const widest = 256

// merge gives the cells of merged areas the value of the first one.
func (r *rowReader) merge() {
	row := r.row.Index
	r.open = slices.DeleteFunc(r.open, func(a area) bool { return a.bottom < row })
	for len(r.waiting) > 0 && r.waiting[0].top <= row {
		a := r.waiting[0]
		r.waiting = r.waiting[1:]
		if a.top == row && a.left < len(r.row.Cells) && r.row.Cells[a.left].Kind != Empty {
			a.value = r.row.Cells[a.left]
			r.open = append(r.open, a)
		}
	}
	for _, a := range r.open {
		for col := a.left; col <= min(a.right, a.left+widest); col++ {
			if row == a.top && col == a.left {
				continue
			}
			for len(r.row.Cells) <= col {
				r.row.Cells = append(r.row.Cells, Cell{})
			}
			c := a.value
			if c.Merged = Right; col == a.left {
				c.Merged = Down
			}
			r.row.Cells[col] = c
		}
	}
}

// cellOf reads a cell from its type, its style and its value as the part has them.
func (w *workbook) cellOf(kind, style, value string) Cell {
	switch kind {
	case "s":
		at, err := strconv.Atoi(strings.TrimSpace(value))
		text, ok := w.strings.at(at)
		if err != nil || !ok {
			return Cell{Kind: Fault, Text: "####"}
		}
		return textCell(text)
	case "str", "inlineStr":
		return textCell(value)
	case "b":
		return Cell{Kind: Bool, Text: map[bool]string{true: "TRUE", false: "FALSE"}[truth(value)], Number: map[bool]float64{true: 1}[truth(value)]}
	case "e":
		return Cell{Kind: Fault, Text: value}
	case "d":
		if day, err := civil.ParseDate(value[:min(len(value), len("2024-09-03"))]); err == nil {
			return Cell{Kind: Date, Text: day.String(), Date: day}
		}
		return textCell(value)
	}
	if strings.TrimSpace(value) == "" {
		return Cell{}
	}
	number, err := strconv.ParseFloat(strings.TrimSpace(value), 64)
	if err != nil {
		return textCell(value)
	}
	f := general
	if at, err := strconv.Atoi(style); err == nil && 0 <= at && at < len(w.formats) {
		f = w.formats[at]
	}
	if f.date {
		return dateCell(number, w.from1904)
	}
	day, _ := dateOf(number, w.from1904)
	return Cell{Kind: Number, Text: f.number(number), Number: number, Date: day}
}

// textCell is a cell of text. Office programs show ##### where a column is too narrow, and write it so into a file of
// text.
func textCell(text string) Cell {
	trimmed := strings.TrimSpace(text)
	switch {
	case trimmed == "":
		return Cell{}
	case len(trimmed) >= 3 && strings.Trim(trimmed, "#") == "", isFault(trimmed):
		return Cell{Kind: Fault, Text: trimmed}
	}
	return Cell{Kind: Text, Text: text}
}
