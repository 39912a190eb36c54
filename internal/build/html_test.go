package build

import (
	"encoding/xml"
	"fmt"
	"io"
	"slices"
	"strings"
)

// element is an element of a page, or its text if it has no name.
type element struct {
	name     string
	attrs    map[string]string
	text     string
	children []*element
	parent   *element
}

// void is the elements without an end tag.
var void = []string{"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}

// parseHTML reads a page strictly: what is opened is closed, in order, and every attribute stands once.
func parseHTML(text string) (*element, error) {
	d := xml.NewDecoder(strings.NewReader(text))
	d.Strict, d.Entity = false, xml.HTMLEntity
	root := &element{}
	at := root
	for {
		token, err := d.RawToken()
		if err == io.EOF {
			break
		} else if err != nil {
			return nil, err
		}
		line, _ := d.InputPos()
		switch token := token.(type) {
		case xml.StartElement:
			e := &element{name: name(token.Name), parent: at}
			if len(token.Attr) > 0 { // a map for every <td> of every site would be a lot of memory
				e.attrs = make(map[string]string, len(token.Attr))
			}
			for _, a := range token.Attr {
				if _, twice := e.attrs[name(a.Name)]; twice {
					return nil, fmt.Errorf("line %d: <%s> has %s twice", line, e.name, name(a.Name))
				}
				e.attrs[name(a.Name)] = a.Value
			}
			at.children = append(at.children, e)
			if !slices.Contains(void, e.name) {
				at = e
			}
		case xml.EndElement:
			if slices.Contains(void, name(token.Name)) {
				continue // <br/> gives one
			}
			if at.name != name(token.Name) {
				return nil, fmt.Errorf("line %d: </%s> ends <%s>", line, name(token.Name), at.name)
			}
			at = at.parent
		case xml.CharData:
			at.children = append(at.children, &element{text: string(token), parent: at})
		}
	}
	if at != root {
		return nil, fmt.Errorf("<%s> is not closed", at.name)
	}
	return root, nil
}

func name(n xml.Name) string {
	if n.Space != "" {
		return n.Space + ":" + n.Local
	}
	return n.Local
}

// all lists the elements below e that fit, in document order.
func (e *element) all(fits func(*element) bool) []*element {
	var found []*element
	for _, c := range e.children {
		if c.name != "" && fits(c) {
			found = append(found, c)
		}
		found = append(found, c.all(fits)...)
	}
	return found
}

// named lists the elements below e of some names.
func (e *element) named(names ...string) []*element {
	return e.all(func(e *element) bool { return slices.Contains(names, e.name) })
}

// in tells whether e lies in an element of a name.
func (e *element) in(name string) bool {
	for e = e.parent; e != nil; e = e.parent {
		if e.name == name {
			return true
		}
	}
	return false
}

// words is the text of an element, spaces collapsed.
func (e *element) words() string {
	var text strings.Builder
	e.collect(&text)
	return strings.Join(strings.Fields(text.String()), " ")
}

func (e *element) collect(text *strings.Builder) {
	text.WriteString(e.text)
	for _, c := range e.children {
		c.collect(text)
	}
}

// blocks are the elements that stand on lines of their own; cells of a row and of a card are set apart by bars.
var (
	blocks = []string{"p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "tr", "div", "section", "header", "footer", "nav", "caption", "figcaption",
		"summary", "table", "ul", "ol", "dl", "main", "article", "pre", "blockquote", "title", "text", "svg"}
	cells = []string{"td", "th", "dt", "dd"}
)

// lines is a page as lines of text: a table's row is one, a paragraph is one.
func (e *element) lines() []string {
	var text strings.Builder
	e.write(&text)
	var lines []string
	for line := range strings.Lines(text.String()) {
		line = strings.Trim(strings.Join(strings.Fields(line), " "), "| ")
		if line != "" {
			lines = append(lines, line)
		}
	}
	return lines
}

func (e *element) write(text *strings.Builder) {
	block := slices.Contains(blocks, e.name)
	if block {
		text.WriteByte('\n')
	}
	if slices.Contains(cells, e.name) {
		text.WriteString(" | ")
	}
	text.WriteString(strings.ReplaceAll(e.text, "\n", " "))
	for _, c := range e.children {
		c.write(text)
	}
	if block {
		text.WriteByte('\n')
	}
}
