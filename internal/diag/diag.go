// Package diag holds what is wrong with a site: problems with their place, their stable code and a hint
// that says what to type.
//
// Bad input is data. A stage of the build returns its value and a [List]; it records each problem and goes on,
// so that one run shows every problem. A Go error, by contrast, means that the machine or the programmer failed.
//
// The words of every problem stand in one table (catalogue.go), in Chinese and English; a [Diagnostic] carries
// only its code and arguments and is put into words when it is printed.
package diag

import (
	"bytes"
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"
)

// Source is a file as it was read. Name is its path inside the site, with slashes.
type Source struct {
	Name string
	Text []byte
}

// At is the place of the byte at offset, 0 ≤ offset ≤ len(Text).
func (s *Source) At(offset int) Pos { return Pos{Source: s, Offset: offset} }

// Pos is a place in a source. The zero Pos is no place: the problem is the site's as a whole.
type Pos struct {
	Source *Source
	Offset int
}

// LineCol gives the line and the column, both from 1; a column is one character, as editors count.
func (p Pos) LineCol() (line, col int) {
	before := p.before()
	start := bytes.LastIndexByte(before, '\n') + 1
	return 1 + bytes.Count(before, []byte{'\n'}), 1 + utf8.RuneCount(before[start:])
}

// Line is the text of the line the place is in, without its end.
func (p Pos) Line() string {
	start := bytes.LastIndexByte(p.before(), '\n') + 1
	line := p.Source.Text[start:]
	if end := bytes.IndexByte(line, '\n'); end >= 0 {
		line = line[:end]
	}
	return strings.TrimSuffix(string(line), "\r")
}

func (p Pos) before() []byte { return p.Source.Text[:min(p.Offset, len(p.Source.Text))] }

// Severity says what a problem does to the build.
type Severity int

const (
	Error   Severity = iota // nothing is published
	Warning                 // published, and shown
	Hint                    // worth a look
)

// Diagnostic is one problem. Code is a key of the catalogue; Args fill its words.
type Diagnostic struct {
	Code string
	Pos  Pos
	Args []any
}

// Severity is fixed by the code.
func (d Diagnostic) Severity() Severity { return entryOf(d.Code).severity }

// List is the problems met so far, in the order they were met.
type List []Diagnostic

// Add records a problem. It panics on a code that the catalogue lacks.
func (l *List) Add(code string, pos Pos, args ...any) {
	entryOf(code)
	*l = append(*l, Diagnostic{Code: code, Pos: pos, Args: args})
}

// Append records the problems of another stage.
func (l *List) Append(other List) { *l = append(*l, other...) }

// Count is the number of problems of a severity.
func (l List) Count(s Severity) int {
	n := 0
	for _, d := range l {
		if d.Severity() == s {
			n++
		}
	}
	return n
}

// Sorted is the list by file and place, the way a person works through it; problems of the whole site come last.
func (l List) Sorted() List {
	sorted := slices.Clone(l)
	slices.SortStableFunc(sorted, func(a, b Diagnostic) int {
		if a.Pos.Source == nil || b.Pos.Source == nil {
			return cmp.Compare(placeless(a), placeless(b))
		}
		return cmp.Or(cmp.Compare(a.Pos.Source.Name, b.Pos.Source.Name), cmp.Compare(a.Pos.Offset, b.Pos.Offset))
	})
	return sorted
}

func placeless(d Diagnostic) int {
	if d.Pos.Source == nil {
		return 1
	}
	return 0
}
