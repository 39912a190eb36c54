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
	"io"
	"io/fs"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"
	"weak"
)

// Source is a file as it was read. Name is its path inside the site, with slashes. Text is nil of a file that could not
// be read, and of one that is not held (see [Reloaded]).
type Source struct {
	Name string
	Text []byte

	open   func() (fs.File, error)
	loaded sync.Mutex
	last   weak.Pointer[[]byte]
}

// Reloaded is a file whose text is not held: it is read when it is asked for, unless the text read last is still about.
// Ledgers are large, and only what is wrong with them is looked up again.
func Reloaded(name string, open func() (fs.File, error)) *Source {
	return &Source{Name: name, open: open}
}

// Read gives the text.
func (s *Source) Read() ([]byte, error) {
	if s.open == nil {
		return s.Text, nil
	}
	s.loaded.Lock()
	defer s.loaded.Unlock()
	if last := s.last.Value(); last != nil {
		return *last, nil
	}
	text, err := s.ReadInto(nil)
	if err == nil {
		s.last = weak.Make(&text)
	}
	return text, err
}

// ReadInto is Read for those who read many files and need none of them for long: the text of a file that is not held
// goes into the buffer, or a larger one if it is too small.
func (s *Source) ReadInto(buffer []byte) ([]byte, error) {
	if s.open == nil {
		return s.Text, nil
	}
	file, err := s.open()
	if err != nil {
		return nil, err
	}
	defer file.Close()
	text := buffer[:0]
	if info, err := file.Stat(); err == nil {
		text = slices.Grow(text, int(info.Size())+1) // and the end
	}
	for {
		if len(text) == cap(text) {
			text = slices.Grow(text, 512)
		}
		n, err := file.Read(text[len(text):cap(text)])
		text = text[:len(text)+n]
		if err == io.EOF {
			return text, nil
		}
		if err != nil {
			return nil, err
		}
	}
}

// Size is the length of the text as far as the file system tells.
func (s *Source) Size() int64 {
	if s.open == nil {
		return int64(len(s.Text))
	}
	file, err := s.open()
	if err != nil {
		return 0
	}
	defer file.Close()
	if info, err := file.Stat(); err == nil {
		return info.Size()
	}
	return 0
}

// text is what Read gives; nil of a file that cannot be read.
func (s *Source) text() []byte {
	text, _ := s.Read()
	return text
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
	text := p.Source.text()
	start := bytes.LastIndexByte(text[:min(p.Offset, len(text))], '\n') + 1
	line := text[start:]
	if end := bytes.IndexByte(line, '\n'); end >= 0 {
		line = line[:end]
	}
	return strings.TrimSuffix(string(line), "\r")
}

func (p Pos) before() []byte {
	text := p.Source.text()
	return text[:min(p.Offset, len(text))]
}

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

// Sorted is the list by file and place, the way a person works through it. What leaves a file unread comes first: until it
// is mended nothing else is sure. Problems of the whole site come last.
func (l List) Sorted() List {
	sorted := slices.Clone(l)
	slices.SortStableFunc(sorted, func(a, b Diagnostic) int {
		if a.Pos.Source == nil || b.Pos.Source == nil {
			return cmp.Compare(placeless(a), placeless(b))
		}
		return cmp.Or(cmp.Compare(unread(b), unread(a)), cmp.Compare(a.Pos.Source.Name, b.Pos.Source.Name), cmp.Compare(a.Pos.Offset, b.Pos.Offset))
	})
	return sorted
}

func unread(d Diagnostic) int {
	if d.Code == "toml-syntax" || d.Code == "unreadable" {
		return 1
	}
	return 0
}

func placeless(d Diagnostic) int {
	if d.Pos.Source == nil {
		return 1
	}
	return 0
}
