package markdown

import (
	"bytes"
	"strings"

	"github.com/lanewall/lanewall/internal/diag"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"
)

// Ref is a place in a page that asks for data.
type Ref struct {
	Kind string   // one of the blockKinds; or value, inside a line
	Text string   // the TOML of a block; of a value what follows the equals sign, trimmed
	Pos  diag.Pos // the word that opens the block; of a value its text

	src    *diag.Source
	pieces []piece
}

// piece says that Text from offset text on, after pad spaces that stand for part of a tab, is the file from offset
// file on. A block inside a list or a quotation has a piece for each line.
type piece struct{ text, file, pad int }

// At is the place in the file of the byte of Text at offset i.
func (r Ref) At(i int) diag.Pos {
	if len(r.pieces) == 0 {
		return r.Pos
	}
	p := r.pieces[0]
	for _, q := range r.pieces[1:] {
		if q.text > i {
			break
		}
		p = q
	}
	return r.src.At(min(p.file+max(0, i-p.text-p.pad), len(r.src.Text)))
}

// valueKind is the Kind of a ref inside a line.
const valueKind = "value"

// blockKinds are the first words of fenced blocks that ask for data.
var blockKinds = []string{"chart", "table", "figures", "rows", "people", "bodies", "open", "strip", "progress", "dates", "timeline", "units"}

// infoWord is the first word after a code fence, and its offset in the body.
func infoWord(n *ast.FencedCodeBlock, body []byte) (word string, at int) {
	if n.Info == nil {
		return "", 0
	}
	fields := strings.Fields(string(n.Info.Segment.Value(body)))
	if len(fields) == 0 {
		return "", 0
	}
	return fields[0], n.Info.Segment.Start
}

// gathered is text taken from several places of the body.
type gathered struct {
	text   bytes.Buffer
	pieces []piece
}

func (g *gathered) add(seg text.Segment, body []byte, base int) {
	g.pieces = append(g.pieces, piece{text: g.text.Len(), file: base + seg.Start, pad: seg.Padding})
	g.text.Write(seg.Value(body))
}

// spanText is what stands between the backticks, a line end being a space.
func spanText(n *ast.CodeSpan, body []byte, base int) gathered {
	var g gathered
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if t, ok := c.(*ast.Text); ok {
			g.add(t.Segment, body, base)
		}
	}
	b := g.text.Bytes()
	for i := range b {
		if b[i] == '\n' {
			b[i] = ' '
		}
	}
	return g
}

// valueOf tells a value from other code: an equals sign, a space, and something to look up.
func valueOf(code string) (name string, at int, ok bool) {
	rest, ok := strings.CutPrefix(code, "= ")
	if !ok {
		return "", 0, false
	}
	name = strings.TrimSpace(rest)
	return name, len(code) - len(strings.TrimLeft(rest, " \t\r")), name != ""
}
