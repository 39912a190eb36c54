package main

import (
	"fmt"
	"slices"
)

// A row is a row of a ledger: the day that places it in a month, where it
// happened, and its fields.
type row interface {
	on() day
	unit() string
	write(w *writer)
}

// A ledger is a folder of rows, one file a month.
type ledger struct {
	folder string // under data/
	table  string // the name of its rows in TOML
	rows   []row
}

func newLedger[R row](folder, table string, rows []R) ledger {
	l := ledger{folder: folder, table: table}
	for _, r := range rows {
		l.rows = append(l.rows, r)
	}
	return l
}

// numbered sorts rows by day and gives each its id: V-2024-0001 and on.
func numbered[R row](prefix string, rows []R, id func(R) *string) []R {
	slices.SortStableFunc(rows, func(a, b R) int { return int(a.on() - b.on()) })
	for i, r := range rows {
		*id(r) = fmt.Sprintf("%s-2024-%04d", prefix, i+1)
	}
	return rows
}

// files splits the rows, which are in order, by month.
func (l ledger) files() []file {
	var files []file
	for month := 1; month <= horizon.month(); month++ {
		w := newWriter()
		for _, r := range l.rows {
			if r.on().month() == month {
				w.row(l.table)
				r.write(w)
			}
		}
		files = append(files, w.file(fmt.Sprintf("data/%s/2024-%02d.toml", l.folder, month)))
	}
	return files
}

// filings writes the nil returns: for every compound, ledger and month without
// a row, the statement that there was nothing to enter.
func filings(s *street, ledgers []ledger) file {
	w := newWriter()
	for _, l := range ledgers {
		type cell struct {
			unit  string
			month int
		}
		filed := make(map[cell]bool)
		for _, r := range l.rows {
			filed[cell{r.unit(), r.on().month()}] = true
		}
		for month := 1; month <= horizon.month(); month++ {
			for _, c := range s.compounds {
				if filed[cell{c.id, month}] {
					continue
				}
				w.row("filing")
				w.text("ledger", l.folder)
				w.text("unit", c.id)
				w.text("month", fmt.Sprintf("2024-%02d", month))
			}
		}
	}
	return w.file("data/filings.toml")
}
