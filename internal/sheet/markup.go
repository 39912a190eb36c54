package sheet

import (
	"bufio"
	"bytes"
	"errors"
	"html"
	"io"
)

// markup goes through the XML of a workbook's part, tag by tag. The parts are large and regular: encoding/xml takes ten
// times as long over them. It checks no more than it needs: what a tag is, and that the part ends where it should.
type markup struct {
	r     *bufio.Reader
	read  int64
	limit int64

	name  string // of the tag, without its prefix
	attrs []byte // of the tag, as written
	end   bool   // </name>
	empty bool   // <name/>
	text  []byte // what stood before the tag, entities resolved

	raw []byte
}

var (
	errTooLarge = errors.New("too large")
	errBroken   = errors.New("broken")
)

// longest bounds a tag or a text: a cell holds 32,767 characters.
const longest = 4 << 20

func newMarkup(r io.Reader, limit int64) *markup {
	m := &markup{r: bufio.NewReaderSize(r, 1<<16), limit: limit}
	if mark, _ := m.r.Peek(3); string(mark) == "\xef\xbb\xbf" {
		m.r.Discard(3)
	}
	return m
}

// next goes to the next tag; io.EOF when there is none.
func (m *markup) next() error {
	m.text = m.text[:0]
	for {
		text, err := m.until('<')
		if err != nil {
			return err
		}
		m.text = unescape(m.text, text[:len(text)-1])
		tag, err := m.tag()
		switch {
		case err == io.EOF:
			return errBroken
		case err != nil:
			return err
		case bytes.HasPrefix(tag, []byte("![CDATA[")):
			m.text = append(m.text, tag[len("![CDATA["):len(tag)-len("]]")]...)
		case tag[0] != '?' && tag[0] != '!':
			m.open(tag)
			return nil
		}
	}
}

// until reads up to and with a byte. What it gives is good until the next read.
func (m *markup) until(stop byte) ([]byte, error) {
	part, err := m.r.ReadSlice(stop)
	if err == bufio.ErrBufferFull {
		m.raw = append(m.raw[:0], part...)
		for err == bufio.ErrBufferFull && len(m.raw) < longest {
			part, err = m.r.ReadSlice(stop)
			m.raw = append(m.raw, part...)
		}
		part = m.raw
	}
	m.read += int64(len(part))
	if err == bufio.ErrBufferFull || m.read > m.limit {
		return nil, errTooLarge
	}
	return part, err
}

// tag reads what stands between < and >, a > in quotes, in a comment or in CDATA not being the end.
func (m *markup) tag() ([]byte, error) {
	part, err := m.until('>')
	if err != nil {
		return nil, err
	}
	if tag := part[:len(part)-1]; whole(tag) {
		return tag, nil
	}
	tag := bytes.Clone(part)
	for !whole(tag[:len(tag)-1]) {
		if part, err = m.until('>'); err != nil {
			return nil, err
		}
		if tag = append(tag, part...); len(tag) > longest {
			return nil, errTooLarge
		}
	}
	return tag[:len(tag)-1], nil
}

// whole tells whether a tag has come to its end. An empty one never does.
func whole(tag []byte) bool {
	switch {
	case len(tag) == 0:
		return false
	case bytes.HasPrefix(tag, []byte("!--")):
		return len(tag) >= len("!----") && bytes.HasSuffix(tag, []byte("--"))
	case bytes.HasPrefix(tag, []byte("![CDATA[")):
		return bytes.HasSuffix(tag, []byte("]]"))
	}
	quote := byte(0)
	for _, c := range tag {
		if quote == 0 && (c == '"' || c == '\'') {
			quote = c
		} else if c == quote {
			quote = 0
		}
	}
	return quote == 0
}

func (m *markup) open(tag []byte) {
	if m.end = tag[0] == '/'; m.end {
		tag = tag[1:]
	}
	if m.empty = len(tag) > 0 && tag[len(tag)-1] == '/'; m.empty {
		tag = tag[:len(tag)-1]
	}
	name := tag
	m.attrs = nil
	if i := bytes.IndexAny(tag, " \t\r\n"); i >= 0 {
		name, m.attrs = tag[:i], tag[i:]
	}
	if i := bytes.IndexByte(name, ':'); i >= 0 {
		name = name[i+1:]
	}
	m.name = nameOf(name)
}

// nameOf makes no new string of the names that make up most of a sheet.
func nameOf(name []byte) string {
	switch string(name) {
	case "c":
		return "c"
	case "v":
		return "v"
	case "row":
		return "row"
	case "t":
		return "t"
	case "si":
		return "si"
	case "is":
		return "is"
	case "f":
		return "f"
	}
	return string(name)
}

// attr is the value of an attribute, without regard to its prefix; "" if the tag lacks it.
func (m *markup) attr(name string) string {
	rest := m.attrs
	for {
		equals := bytes.IndexByte(rest, '=')
		if equals < 0 {
			return ""
		}
		key := bytes.TrimSpace(rest[:equals])
		rest = bytes.TrimLeft(rest[equals+1:], " \t\r\n")
		if len(rest) == 0 || rest[0] != '"' && rest[0] != '\'' {
			return ""
		}
		end := bytes.IndexByte(rest[1:], rest[0])
		if end < 0 {
			return ""
		}
		value := rest[1 : 1+end]
		rest = rest[end+2:]
		if i := bytes.IndexByte(key, ':'); i >= 0 && string(key[:i]) != "xmlns" {
			key = key[i+1:]
		}
		if string(key) == name {
			if bytes.IndexByte(value, '&') >= 0 {
				value = unescape(nil, value)
			}
			return string(value)
		}
	}
}

// skip goes behind the end of a tag that stands open, without a look at what is in it.
func (m *markup) skip(name string) error {
	for {
		part, err := m.until('>')
		if err == io.EOF {
			return errBroken
		}
		if err != nil {
			return err
		}
		if !bytes.HasSuffix(part, []byte(name+">")) {
			continue
		}
		tag := part[bytes.LastIndexByte(part, '<')+1:]
		if at := bytes.TrimPrefix(tag, []byte("/")); len(at) < len(tag) && (len(at) == len(name)+1 || at[len(at)-len(name)-2] == ':') {
			return nil
		}
	}
}

// unescape appends text with its entities resolved. What is no entity stays as it is.
func unescape(to, text []byte) []byte {
	if bytes.IndexByte(text, '&') < 0 {
		return append(to, text...)
	}
	return append(to, html.UnescapeString(string(text))...) // which knows those of XML, and more
}
