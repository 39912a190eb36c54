package ledger

import (
	"cmp"
	"hash/maphash"
	"slices"
	"time"

	"github.com/lanewall/lanewall/internal/diag"
)

// Memory keeps the rows of files as they were read, for a ledger that is read again and again. A file that has not
// changed is given as the same *diag.Source as before, and is not read again.
type Memory struct {
	kind  *Kind
	parts map[*diag.Source]*part
	seed  maphash.Seed
}

// NewMemory is the memory of a ledger of which nothing has been read yet.
func NewMemory(kind *Kind) *Memory { return &Memory{kind: kind, seed: maphash.MakeSeed()} }

// Read is [Read] of the memory's kind, of which tables can be told apart by [Changes].
func (m *Memory) Read(name string, files []*diag.Source, zone *time.Location) (*Table, diag.List) {
	parts := make([]*part, len(files))
	each(len(files), func(i int) {
		if parts[i] = m.parts[files[i]]; parts[i] == nil {
			parts[i] = m.read(files[i], zone)
		}
	})
	m.parts = map[*diag.Source]*part{}
	lent := []*part{newPart(m.kind, zone)} // which is to hold them all
	for i, p := range parts {
		m.parts[files[i]] = p
		lent = append(lent, p.lend(uint32(i)))
	}
	room(lent)
	return put(name, files, lent)
}

// room makes room in the first of some parts for the cells of all.
func room(parts []*part) {
	for i, c := range parts[0].table.Columns {
		nums, codes, ends, text := 0, 0, 0, 0
		for _, p := range parts[1:] {
			other := p.table.Columns[i]
			nums, codes, ends, text = nums+len(other.nums), codes+len(other.codes), ends+len(other.ends), text+other.text.Len()
		}
		c.nums, c.codes, c.ends = slices.Grow(c.nums, nums), slices.Grow(c.codes, codes), slices.Grow(c.ends, ends)
		c.text.Grow(text)
	}
}

// read reads one file.
func (m *Memory) read(src *diag.Source, zone *time.Location) *part {
	p := newPart(m.kind, zone)
	p.bytes, p.seed = src.Size(), &m.seed
	p.read([]*diag.Source{src}, run{0, 1})
	return p
}

// lend is the part as the i-th of several that are put together. What it lends is not written to.
func (p *part) lend(i uint32) *part {
	t := *p.table
	t.Columns, t.rows = slices.Clone(t.Columns), slices.Clone(t.rows)
	for row := range t.rows {
		t.rows[row].file = i
	}
	return &part{table: &t, problems: p.problems}
}

// sum adds up the text of each row of the file just read: from where it begins to where the next one does.
func (p *part) sum(text []byte) {
	rows := p.table.rows[len(p.table.sums):]
	for i, r := range rows {
		end := len(text)
		if i+1 < len(rows) {
			end = int(rows[i+1].offset)
		}
		p.table.sums = append(p.table.sums, maphash.Bytes(*p.seed, text[r.offset:end]))
	}
}

// Changes tells how a table came to be another: which rows of the one are gone, and which of the other are new. Both
// were read by one [Memory]. Of a file that has changed, all rows between the first and the last that did are among them.
func Changes(from, to *Table) (gone, come []int) {
	before := map[string]int{} // files by name
	for i, src := range from.files {
		before[src.Name] = i
	}
	for i, src := range to.files {
		begin, end := to.span(i)
		if old, ok := before[src.Name]; ok {
			delete(before, src.Name)
			was, until := from.span(old)
			if from.files[old] == src && until-was == end-begin {
				continue
			}
			for was < until && begin < end && from.sums[was] == to.sums[begin] {
				was, begin = was+1, begin+1
			}
			for was < until && begin < end && from.sums[until-1] == to.sums[end-1] {
				until, end = until-1, end-1
			}
			gone = appendRange(gone, was, until)
		}
		come = appendRange(come, begin, end)
	}
	for _, old := range before {
		begin, end := from.span(old)
		gone = appendRange(gone, begin, end)
	}
	return gone, come
}

// span is the rows begin..end-1 of a file.
func (t *Table) span(file int) (begin, end int) {
	begin, _ = slices.BinarySearchFunc(t.rows, uint32(file), func(p place, file uint32) int { return cmp.Compare(p.file, file) })
	end, _ = slices.BinarySearchFunc(t.rows, uint32(file)+1, func(p place, file uint32) int { return cmp.Compare(p.file, file) })
	return begin, end
}

func appendRange(rows []int, begin, end int) []int {
	for ; begin < end; begin++ {
		rows = append(rows, begin)
	}
	return rows
}
