package ledger

import (
	"errors"
	"math"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/lanewall/lanewall/internal/diag"
	"github.com/lanewall/lanewall/internal/toml"
)

// Read lays the rows of the files, in their order, into a table. A cell that does not fit its field is a diagnostic
// and stays empty; the rows are there all the same, so that the other checks still speak. Of a file with an error of
// syntax there is no row. zone is where a date with a time is cut to its day.
//
// Each processor reads a run of files, one after the other, into columns of its own (cells.go); then the runs are put
// together in their order. Nothing in the result tells how many there were.
func Read(name string, kind *Kind, files []*diag.Source, zone *time.Location) (*Table, diag.List) {
	var total int64
	sizes := make([]int64, len(files))
	for i, src := range files {
		sizes[i] = src.Size()
		total += sizes[i]
	}
	runs := share(sizes, runtime.GOMAXPROCS(0))
	parts := make([]*part, len(runs))
	each(len(runs), func(i int) {
		parts[i] = newPart(kind, zone)
		if parts[i].bytes = total; i > 0 { // the first is to hold them all
			parts[i].bytes = sum(sizes[runs[i].from:runs[i].to])
		}
		parts[i].read(files, runs[i])
	})
	return put(name, files, parts)
}

// put puts the parts together, behind the first.
func put(name string, files []*diag.Source, parts []*part) (*Table, diag.List) {
	t := parts[0].table
	t.Name, t.files = name, files
	t.join(parts)
	var problems diag.List
	for _, p := range parts {
		problems.Append(p.problems)
	}
	t.check(&problems)
	return t, problems
}

// run is the files from..to-1.
type run struct{ from, to int }

// share gives each of n about as many bytes to read; at least one of them gets something, be it nothing.
func share(sizes []int64, n int) []run {
	total := sum(sizes)
	var runs []run
	from, read := 0, int64(0)
	for i, size := range sizes {
		read += size
		if read*int64(n) >= total*int64(len(runs)+1) && len(runs) < n-1 {
			runs = append(runs, run{from, i + 1})
			from = i + 1
		}
	}
	return append(runs, run{from, len(sizes)})
}

func sum(sizes []int64) (total int64) {
	for _, size := range sizes {
		total += size
	}
	return total
}

// each calls f for 0 to n-1, on as many at a time as there are processors.
func each(n int, f func(i int)) {
	var next atomic.Int64
	var workers sync.WaitGroup
	for range min(n, runtime.GOMAXPROCS(0)) {
		workers.Go(func() {
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				f(i)
			}
		})
	}
	workers.Wait()
}

// read reads the files of a run.
func (p *part) read(files []*diag.Source, r run) {
	var buffer []byte
	for i := r.from; i < r.to; i++ {
		p.file, p.src = uint32(i), files[i]
		text, err := p.src.ReadInto(buffer)
		if err == nil && len(text) > math.MaxUint32 {
			err = errors.New("> 4 GB")
		}
		if err != nil {
			p.problems.Add("unreadable", diag.Pos{Source: &diag.Source{Name: p.src.Name}}, err.Error())
			continue
		}
		p.text(text)
		if p.seed != nil {
			p.sum(text)
		}
		p.done += int64(len(text))
		if p.src.Text == nil {
			buffer = text
		}
	}
}

// text reads a file as a plain one, and one that is not by way of BurntSushi. The words that the first attempt met stay:
// the second meets them again, in the same order, unless the file is no TOML and has no rows.
func (p *part) text(text []byte) {
	rows, problems := p.table.N, len(p.problems)
	words := make([]int, len(p.table.Columns))
	for i, c := range p.table.Columns {
		words[i] = c.size()
	}
	stop, plain := toml.Rows(text, p.table.Kind.Rows, p.names, p)
	p.settle()
	if plain {
		return
	}
	p.back(rows, problems)
	p.slowly(len(text), stop)
	if p.table.N == rows {
		for i, c := range p.table.Columns {
			c.truncate(words[i])
		}
	}
}

// Reading through BurntSushi is worth a word from this size on, and takes this many times as long.
const (
	slowSize  = 1 << 20
	slowTimes = 25
)

func (p *part) slowly(size, stop int) {
	before := len(p.problems)
	doc, problems := toml.Parse(p.src)
	p.problems.Append(problems)
	p.document(doc)
	p.settle()
	if len(p.problems) == before && size > slowSize { // what is wrong is to be mended first
		p.problems.Add("slow-file", p.src.At(stop), slowTimes, p.table.Kind.Rows)
	}
}

// document feeds the rows of a file to the part.
func (p *part) document(doc *toml.Table) {
	rows := p.table.Kind.Rows
	for _, e := range doc.Entries {
		if e.Key != rows {
			p.problems.Add("unknown-key", e.Pos, e.Key, diag.Choice{Given: e.Key, Names: []string{"[[" + rows + "]]"}})
			continue
		}
		tables := e.Value.Tables()
		if items, ok := e.Value.Data.([]toml.Value); !ok || len(items) != len(tables) {
			p.problems.Add("not-rows", e.Pos, rows)
			continue
		}
		for _, t := range tables {
			toml.Feed(t, p.names, p)
		}
	}
}

// addColumns makes a column a field, and one a part of a field of scores or steps.
func (t *Table) addColumns() {
	for i := range t.Kind.Fields {
		f := &t.Kind.Fields[i]
		typ, parted := partTypes[f.Type]
		if !parted {
			t.addColumn(f, f.Name, f.Type)
			continue
		}
		for _, part := range f.Values {
			c := t.addColumn(f, f.Name+"."+part, typ)
			if label, ok := f.Labels[part]; ok {
				c.Title = label
			}
		}
	}
	for _, c := range t.Columns {
		if c.Field.After != "" {
			c.event = t.Column(c.Field.After)
		}
	}
}

// partTypes is the types of the columns of a field that has a column for each of its values.
var partTypes = map[Type]Type{Scores: Integer, Steps: List, Photos: List}

func (t *Table) addColumn(f *Field, name string, typ Type) *Column {
	c := newColumn(name, f.Title, f.Class, typ)
	c.Field, c.label = f, f.Labels
	t.Columns = append(t.Columns, c)
	return c
}

// join adds the rows of the other parts to those of the first, which are the table's, and forgets them.
func (t *Table) join(parts []*part) {
	rows := 0
	for _, p := range parts {
		rows += p.table.N
	}
	empty := blank(rows)
	each(len(t.Columns), func(i int) {
		c, row := t.Columns[i], t.N
		for _, p := range parts[1:] {
			c.append(p.table.Columns[i], row)
			row += p.table.N
			p.table.Columns[i] = nil
		}
		c.finish(rows, empty)
	})
	for _, p := range parts[1:] {
		t.rows = append(t.rows, p.table.rows...)
		t.sums = append(t.sums, p.table.sums...)
	}
	t.N = rows
}

// append adds the cells of another column behind so many rows. Both dictionaries are in the order of the text, so that
// of the two together is as well.
func (c *Column) append(other *Column, row int) {
	if len(other.nums)+len(other.codes)+len(other.ends) == 0 {
		return
	}
	c.pad(row)
	c.nums = append(c.nums, other.nums...)
	for _, end := range other.ends {
		c.ends = append(c.ends, uint32(len(c.codes))+end)
	}
	codes := c.codesOf(&other.dictionary)
	for _, code := range other.codes {
		c.codes = append(c.codes, codes[code])
	}
}

// codesOf gives the words of another dictionary codes, by their codes there.
func (c *Column) codesOf(other *dictionary) []uint32 {
	codes := make([]uint32, other.size())
	all := []byte(other.text.String())
	var words [batch][]byte
	for from := 1; from < len(codes); from += batch {
		to := min(from+batch, len(codes))
		for code := from; code < to; code++ {
			words[code-from] = all[other.ends[code-1]:other.ends[code]]
		}
		c.dictionary.codes(words[:to-from], codes[from:to])
	}
	return codes
}

// blanks is the cells of columns that nobody fills in. There are many: they are made once, and never written to.
type blanks struct {
	nums  func() []int64
	codes func() []uint32
}

func blank(rows int) blanks {
	return blanks{
		sync.OnceValue(func() []int64 { return slices.Repeat([]int64{empty}, rows) }),
		sync.OnceValue(func() []uint32 { return make([]uint32, rows) }),
	}
}

// finish makes the column so many rows long.
func (c *Column) finish(rows int, blank blanks) {
	switch {
	case c.Type.Numeric() && c.nums == nil:
		c.nums = blank.nums()
	case c.Type.Many() && c.ends == nil:
		c.ends = blank.codes()
	case !c.Type.Numeric() && !c.Type.Many() && c.codes == nil:
		c.codes = blank.codes()
	default:
		c.pad(rows)
	}
}
