package sheet

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
)

// textFile is a file of text, decoded.
type textFile struct {
	text  []byte
	comma byte
}

// largestText bounds a file of text: 400,000 cases make 0.06 GB.
const largestText = 1 << 30

func (f *File) openText(data []byte) error {
	if len(data) > largestText {
		return refuse("office-too-large")
	}
	text, ok := decode(data)
	if !ok {
		return refuse("office-encoding")
	}
	t := &textFile{text: text}
	t.comma = t.separator()
	f.Sheets, f.source = []string{""}, t
	return nil
}

// decode tells the encoding of a text and gives it in UTF-8: by its mark, else by what it can be.
func decode(data []byte) ([]byte, bool) {
	switch {
	case bytes.HasPrefix(data, []byte("\xef\xbb\xbf")):
		return bytes.ToValidUTF8(data[3:], []byte("\ufffd")), true
	case bytes.HasPrefix(data, []byte("\xff\xfe")), bytes.HasPrefix(data, []byte("\xfe\xff")):
		return decoded(unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), data)
	}
	if endian, ok := utf16Order(data); ok {
		return decoded(unicode.UTF16(endian, unicode.IgnoreBOM), data)
	}
	if utf8.Valid(data) {
		return data, true
	}
	text, ok := decoded(simplifiedchinese.GB18030, data)
	return text, ok && bytes.Count(text, []byte("\ufffd"))*200 <= utf8.RuneCount(text)
}

func decoded(e encoding.Encoding, data []byte) ([]byte, bool) {
	text, err := e.NewDecoder().Bytes(data)
	return text, err == nil
}

// utf16Order tells UTF-16 without a mark by its line ends and separators: their high bytes are zero, and all stand on one
// side. Files in other encodings have hardly a zero.
func utf16Order(data []byte) (order unicode.Endianness, ok bool) {
	sample := data[:min(len(data), 1<<16)&^1]
	zeros := [2]int{}
	for i, b := range sample {
		if b == 0 {
			zeros[i&1]++
		}
	}
	few := max(2, len(sample)/200)
	switch {
	case len(data)%2 == 0 && zeros[1] >= few && zeros[0]*20 <= zeros[1]:
		return unicode.LittleEndian, true
	case len(data)%2 == 0 && zeros[0] >= few && zeros[1]*20 <= zeros[0]:
		return unicode.BigEndian, true
	}
	return unicode.LittleEndian, false
}

// separators that office programs write between cells.
const separators = ",\t;|"

// separator is the one that most lines at the head have, outside quotes. A file may say it itself, on a first line that
// Excel writes: sep=;
func (t *textFile) separator() byte {
	if rest, ok := bytes.CutPrefix(t.text, []byte("sep=")); ok && len(rest) > 1 && strings.IndexByte(separators, rest[0]) >= 0 {
		if end := bytes.IndexByte(rest, '\n'); 0 <= end && end <= 2 {
			t.text = rest[end+1:]
			return rest[0]
		}
	}
	best, most := byte(','), 0
	for _, comma := range []byte(separators) {
		if lines := linesWith(t.text, comma); lines > most {
			best, most = comma, lines
		}
	}
	return best
}

// linesWith counts the separators of the first 64 lines, at most 64 of a line.
func linesWith(text []byte, comma byte) int {
	score, line, n, quoted := 0, 0, 0, false
	for _, c := range text[:min(len(text), 1<<16)] {
		switch {
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == comma:
			n++
		case c == '\n':
			if line++; line == 64 {
				return score
			}
			score += min(n, 64)
			n = 0
		}
	}
	return score + min(n, 64)
}

func (t *textFile) hiddenColumns(int) ([]int, error) { return nil, nil }

func (t *textFile) each(_ int, progress func(done, total int64), yield func(Row) bool) error {
	var row Row
	total := int64(len(t.text))
	line := 1
	for at := 0; at < len(t.text); row.Index++ {
		row.Cells = row.Cells[:0]
		filled := false
		for more := true; more; {
			cell, next, err := t.cell(at, line)
			if err != nil {
				return err
			}
			line += bytes.Count(t.text[at:next], []byte{'\n'})
			more = next > at && t.text[next-1] == t.comma
			at = next
			filled = filled || cell.Kind != Empty
			if len(row.Cells) < mostColumns {
				row.Cells = append(row.Cells, cell)
			}
		}
		if filled && !yield(row) {
			return nil
		}
		if row.Index%1024 == 0 {
			progress(int64(at), total)
		}
	}
	return nil
}

// cell reads the cell that begins at an offset, on a line counted from 1, and gives where the next begins. A quotation
// mark that does not begin a cell means itself.
func (t *textFile) cell(at, line int) (cell Cell, next int, err error) {
	b := t.text
	if b[min(at, len(b)-1)] != '"' || at == len(b) {
		end := at
		for end < len(b) && b[end] != t.comma && b[end] != '\n' && b[end] != '\r' {
			end++
		}
		return shown(b[at:end]), t.behind(end), nil
	}
	var text []byte
	for i := at + 1; ; {
		quote := bytes.IndexByte(b[i:], '"')
		if quote < 0 {
			return Cell{}, 0, refuse("office-quotes", line)
		}
		text = append(text, b[i:i+quote]...)
		i += quote + 1
		switch {
		case i == len(b) || b[i] == t.comma || b[i] == '\n' || b[i] == '\r':
			return shown(text), t.behind(i), nil
		case b[i] == '"':
			text = append(text, '"')
			i++
		default:
			return Cell{}, 0, refuse("office-quotes", line+bytes.Count(b[at:i], []byte{'\n'}))
		}
	}
}

// behind is the offset behind the separator or the line end at one.
func (t *textFile) behind(i int) int {
	switch {
	case i == len(t.text):
		return i
	case t.text[i] == '\r' && i+1 < len(t.text) && t.text[i+1] == '\n':
		return i + 2
	}
	return i + 1
}

// shown is a cell as it is written. Some systems write ="0173" to keep zeros in front.
func shown(text []byte) Cell {
	s := string(text)
	if inner, ok := strings.CutPrefix(s, `="`); ok && strings.HasSuffix(inner, `"`) {
		s = strings.TrimSuffix(inner, `"`)
	}
	return textCell(s)
}

func isFault(text string) bool {
	switch text {
	case "#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!", "#CALC!":
		return true
	}
	return false
}
