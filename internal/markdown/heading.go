package markdown

import (
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"
)

// Heading is a heading as it is rendered.
type Heading struct {
	Level int // 2 to 6
	ID    string
	Text  string
}

type heading struct {
	node  *ast.Heading
	level int
	id    string
}

// Headings lists the headings; value gives the text of a ref, and may be nil.
func (d *Doc) Headings(value func(ref int) string) []Heading {
	list := make([]Heading, len(d.headings))
	for i, h := range d.headings {
		list[i] = Heading{Level: h.level, ID: h.id, Text: strings.TrimSpace(d.plain(h.node, value))}
	}
	return list
}

func (s *survey) heading(n *ast.Heading) {
	s.index[n] = len(s.headings)
	s.headings = append(s.headings, heading{node: n, level: n.Level, id: s.prefix + s.newID(n)})
}

// relevel moves the headings so that the highest is an <h2> below the page's title.
func (d *Doc) relevel() {
	top := 6
	for _, h := range d.headings {
		top = min(top, h.level)
	}
	for i := range d.headings {
		d.headings[i].level = min(d.headings[i].level-top+2, 6)
	}
}

// newID makes an id from the ASCII letters and digits of a heading. Values are left out of it, as they change; a
// heading without any such character gets the next free h-1, h-2, …
func (s *survey) newID(n *ast.Heading) string {
	stem := slug(s.plain(n, func(int) string { return "" }))
	for {
		s.times[stem]++
		if id := numbered(stem, s.times[stem]); !s.ids[id] {
			s.ids[id] = true
			return id
		}
	}
}

func numbered(stem string, n int) string {
	switch {
	case stem == "":
		return "h-" + strconv.Itoa(n)
	case n > 1:
		return stem + "-" + strconv.Itoa(n)
	}
	return stem
}

func slug(text string) string {
	words := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool {
		return !('a' <= r && r <= 'z' || '0' <= r && r <= '9')
	})
	return strings.Join(words, "-")
}
