package kit

import (
	"fmt"
	"slices"
)

// A Row is a row of a ledger: the day that places it in a month, where it happened (the id of a unit), and its fields.
type Row interface {
	On() Day
	Unit() string
	Write(w *Writer)
}

// A Ledger is a folder of rows, one file a month.
type Ledger struct {
	Folder string // under data/
	Table  string // the name of its rows in TOML
	Rows   []Row
}

// NewLedger is a ledger of these rows.
func NewLedger[R Row](folder, table string, rows []R) Ledger {
	l := Ledger{Folder: folder, Table: table}
	for _, r := range rows {
		l.Rows = append(l.Rows, r)
	}
	return l
}

// Numbered sorts rows by day and gives each its id: V-2024-0001 and on, from 0001 in every year. id says where a row
// keeps it.
func Numbered[R Row](prefix string, rows []R, id func(R) *string) []R {
	slices.SortStableFunc(rows, func(a, b R) int { return int(a.On() - b.On()) })
	year, n := 0, 0
	for _, r := range rows {
		if y := r.On().Year(); y != year {
			year, n = y, 0
		}
		n++
		*id(r) = fmt.Sprintf("%s-%d-%04d", prefix, year, n)
	}
	return rows
}

// Files splits the rows by month, in the order they stand: a file for each month from first to last, also without rows.
// A row of another month is a mistake of the site's, and panics.
func (s Site) Files(l Ledger, first, last Month) []File {
	writers := make([]*Writer, last-first+1)
	for i := range writers {
		writers[i] = s.Writer()
	}
	for _, r := range l.Rows {
		m := r.On().Month()
		if m < first || m > last {
			panic(fmt.Sprintf("%s: a row of %s, outside %s to %s", l.Folder, r.On(), first, last))
		}
		w := writers[m-first]
		w.Row(l.Table)
		r.Write(w)
	}
	files := make([]File, len(writers))
	for i, w := range writers {
		files[i] = w.File(fmt.Sprintf("data/%s/%s.toml", l.Folder, first+Month(i)))
	}
	return files
}

// Filing says who files some ledgers, and for which months.
type Filing struct {
	Ledgers     []Ledger
	Units       []string // the ids of the units that file
	First, Last Month
	// Filer is the unit that files for the unit of a row; nil if each row is of the unit that files.
	Filer func(unit string) string
}

// Filings writes the nil returns, data/filings.toml: for every ledger, month and unit without a row, the statement that
// there was nothing to enter. Leave a unit or a month out to have it 未报送.
func (s Site) Filings(filings ...Filing) File {
	w := s.Writer()
	for _, f := range filings {
		for _, l := range f.Ledgers {
			f.nils(w, l)
		}
	}
	return w.File("data/filings.toml")
}

// nils writes the nil returns of one ledger.
func (f Filing) nils(w *Writer, l Ledger) {
	type cell struct {
		unit  string
		month Month
	}
	filed := make(map[cell]bool)
	for _, r := range l.Rows {
		unit := r.Unit()
		if f.Filer != nil {
			unit = f.Filer(unit)
		}
		filed[cell{unit, r.On().Month()}] = true
	}
	for month := f.First; month <= f.Last; month++ {
		for _, unit := range f.Units {
			if filed[cell{unit, month}] {
				continue
			}
			w.Row("filing")
			w.Text("ledger", l.Folder)
			w.Text("unit", unit)
			w.Text("month", month.String())
		}
	}
}
