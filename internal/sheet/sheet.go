// Package sheet reads and writes office files as tables of cells: XLSX workbooks, whatever their name says, and CSV,
// TSV and semicolon-separated text in the encodings that office programs write. It knows nothing of ledgers.
//
//  1. [Open] tells what a file is and lists its sheets; what cannot be read is a [Refusal] that says why.
//  2. [File.Each] goes through the rows of a sheet, one at a time, so that a file of any length needs little memory;
//     [Read] lays a whole file into memory, for those who know it is small.
//  3. A [Cell] is what a person sees in it, and the number or the day behind it. Cells of a merged area have the area's
//     value and say that it is not their own.
//
// Workbooks are read by a scanner of our own, which goes through the tags of a part as they come: excelize needs 30.6 s and
// 2.5 GB for 400,000 rows of 9 cells with their types and styles, where a whole import of them takes about 7 s and the
// reading only the memory of the texts that cells share. encoding/csv would not do for text: it takes no line that ends in
// a bare CR, counts no empty rows, and reads on to the end of the file, or not at all, where a quotation mark is amiss.
//
// [Write] makes an XLSX workbook, the same bytes for the same content.
package sheet

import (
	"strconv"

	"github.com/lanewall/lanewall/internal/civil"
)

// Kind says what a cell holds.
type Kind uint8

// Kinds of cells. Fault is a cell that shows an error (#REF!, ####) or a formula that was never computed.
const (
	Empty Kind = iota
	Text
	Number
	Date
	Bool
	Fault
)

// Merged says where the value of a cell comes from that lies in a merged area and is not its first.
type Merged uint8

// Own is a cell's own value, Down one from above in the same column, Right one from a column to the left.
const (
	Own Merged = iota
	Down
	Right
)

// Cell is one cell. Text is what it shows: a number without separators of thousands, a day as 2024-09-03.
type Cell struct {
	Text   string
	Number float64    // of Number, the value behind it; of Bool 0 or 1; of Date the serial number
	Date   civil.Date // of Date; of Number what day it would be, in the calendar of the workbook
	Kind   Kind
	Merged Merged
}

// Sheet is a sheet in memory: its rows from the first, as wide as each of them is.
type Sheet struct {
	Name string
	Rows [][]Cell
}

// Row is a row on its way past. Cells are good until the next row comes.
type Row struct {
	Index  int // from 0
	Hidden bool
	Cells  []Cell
}

// Refusal is why a file cannot be read: a code of the catalogue of problems, and what its words are filled with.
type Refusal struct {
	Code string
	Args []any
}

// Error gives the code.
func (r *Refusal) Error() string { return "sheet: " + r.Code }

func refuse(code string, args ...any) error { return &Refusal{code, args} }

// Ref is the name of a cell, such as C5, from its row and column counted from 0.
func Ref(row, col int) string { return ColumnName(col) + strconv.Itoa(row+1) }

// ColumnName is the letters of a column counted from 0: A, B, …, Z, AA.
func ColumnName(col int) string {
	name := ""
	for n := col + 1; n > 0; n = (n - 1) / 26 {
		name = string(rune('A'+(n-1)%26)) + name
	}
	return name
}

// Read lays every sheet of a file that is not hidden into memory. An error is a [Refusal].
func Read(name string, data []byte) ([]Sheet, error) {
	file, err := Open(name, data)
	if err != nil {
		return nil, err
	}
	sheets := make([]Sheet, len(file.Sheets))
	for i, s := range file.Sheets {
		sheets[i].Name = s
		err := file.Each(i, nil, func(r Row) bool {
			for len(sheets[i].Rows) < r.Index {
				sheets[i].Rows = append(sheets[i].Rows, nil)
			}
			sheets[i].Rows = append(sheets[i].Rows, append([]Cell(nil), r.Cells...))
			return true
		})
		if err != nil {
			return nil, err
		}
	}
	return sheets, nil
}

// File is an office file whose rows can be gone through.
type File struct {
	Name   string
	Sheets []string // the names of those that are not hidden; one named "" for a file of text
	Hidden []string // the names of those that are
	source interface {
		each(sheet int, progress func(done, total int64), yield func(Row) bool) error
		hiddenColumns(sheet int) ([]int, error)
	}
}

// Each goes through the rows of a sheet, by its place in Sheets, or in Hidden behind them, until yield says no. Rows
// without any cell are left out. Progress may be nil; it is told now and then how many bytes of how many are done. An error is a [Refusal].
func (f *File) Each(sheet int, progress func(done, total int64), yield func(Row) bool) error {
	if progress == nil {
		progress = func(int64, int64) {}
	}
	return f.source.each(sheet, progress, yield)
}

// HiddenColumns lists the hidden columns of a sheet, from 0.
func (f *File) HiddenColumns(sheet int) ([]int, error) { return f.source.hiddenColumns(sheet) }
