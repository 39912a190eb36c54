package markdown

import (
	"bytes"
	"slices"
	"strings"

	"github.com/lanewall/lanewall/internal/diag"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"
)

// survey walks a page once and notes what it asks for and what is wrong with it.
type survey struct {
	*Doc
	src      *diag.Source
	base     int // offset of the body in the file
	problems diag.List
	ids      map[string]bool
	times    map[string]int // a stem of ids was used
}

func (s *survey) visit(n ast.Node, entering bool) (ast.WalkStatus, error) {
	if h, ok := n.(*ast.Heading); ok && !entering { // its id depends on the values in it
		s.heading(h)
	}
	if !entering {
		return ast.WalkContinue, nil
	}
	switch n := n.(type) {
	case *ast.FencedCodeBlock:
		s.fenced(n)
	case *ast.CodeSpan:
		s.span(n)
	case *ast.Link:
		s.link(n, n.Destination, false)
	case *ast.Image:
		s.link(n, n.Destination, true)
		s.alt(n)
	case *ast.AutoLink:
		s.checkScheme(string(n.URL(s.body)), s.at(n.Pos()))
	case *ast.HTMLBlock:
		s.html(blockHTML(n), s.at(n.Pos()))
	case *ast.RawHTML:
		s.html(n.Segments, s.at(n.Segments.At(0).Start))
	}
	return ast.WalkContinue, nil
}

// at is the place of an offset in the body. Where goldmark knows none it says -1: then the body as a whole.
func (s *survey) at(offset int) diag.Pos { return s.src.At(s.base + max(0, offset)) }

func (s *survey) ref(n ast.Node, r Ref) {
	r.src = s.src
	s.index[n] = len(s.Refs)
	s.Refs = append(s.Refs, r)
}

func (s *survey) fenced(n *ast.FencedCodeBlock) {
	word, at := infoWord(n, s.body)
	if !slices.Contains(blockKinds, word) {
		if diag.Near(word, blockKinds) != "" {
			s.problems.Add("unknown-block", s.at(at), word, diag.Choice{Given: word, Names: blockKinds})
		}
		return
	}
	var g gathered
	for i := range n.Lines().Len() {
		g.add(n.Lines().At(i), s.body, s.base)
	}
	s.ref(n, Ref{Kind: word, Text: g.text.String(), Pos: s.at(at), pieces: g.pieces})
}

func (s *survey) span(n *ast.CodeSpan) {
	g := spanText(n, s.body, s.base)
	name, skip, ok := valueOf(g.text.String())
	if !ok {
		return
	}
	for i := range g.pieces {
		g.pieces[i].text -= skip
	}
	r := Ref{Kind: valueKind, Text: name, src: s.src, pieces: g.pieces}
	r.Pos = r.At(0)
	s.ref(n, r)
}

func (s *survey) link(n ast.Node, raw []byte, image bool) {
	dest, pos := unescape(raw), s.at(s.offsetOf(raw, n.Pos()))
	if !s.checkScheme(dest, pos) {
		return
	}
	s.index[n] = len(s.Links)
	s.Links = append(s.Links, Link{Dest: dest, Image: image, Pos: pos})
}

// offsetOf finds where in the body a slice of it begins: goldmark hands destinations out without saying where they
// stood, but as parts of the text it was given. otherwise is for one that was put together from several lines.
func (s *survey) offsetOf(part []byte, otherwise int) int {
	at := cap(s.body) - cap(part)
	if len(part) == 0 || at < 0 || at >= len(s.body) || &part[0] != &s.body[at] {
		return otherwise
	}
	return at
}

func (s *survey) checkScheme(dest string, pos diag.Pos) bool {
	scheme := unsafeScheme(dest)
	if scheme != "" {
		s.problems.Add("unsafe-link", pos, scheme)
	}
	return scheme == ""
}

// unsafeSchemes run code or, as file does, tell the reader about a computer that is not theirs.
var unsafeSchemes = []string{"javascript", "vbscript", "data", "file"}

// unsafeScheme is the scheme of an address if it must not be published, else "". Browsers skip white space and
// control characters in a scheme, so they are skipped here.
func unsafeScheme(dest string) string {
	visible := strings.Map(func(r rune) rune {
		if r <= ' ' {
			return -1
		}
		return r
	}, dest)
	scheme, _, found := strings.Cut(strings.ToLower(visible), ":")
	if found && slices.Contains(unsafeSchemes, scheme) {
		return scheme
	}
	return ""
}

func (s *survey) alt(n *ast.Image) {
	if strings.TrimSpace(s.plain(n, nil)) == "" {
		s.problems.Add("image-without-alt", s.at(n.Pos()), unescape(n.Destination))
	}
}

func blockHTML(n *ast.HTMLBlock) *text.Segments {
	all := text.NewSegments()
	all.AppendAll(n.Lines().Sliced(0, n.Lines().Len()))
	if n.HasClosure() {
		all.Append(n.ClosureLine)
	}
	return all
}

// html reports HTML that will be left out. A comment shows nothing anyway, and a closing tag was reported when it
// was opened.
func (s *survey) html(lines *text.Segments, pos diag.Pos) {
	code := bytes.TrimSpace(lines.Value(s.body))
	if isComment(code) || bytes.HasPrefix(code, []byte("</")) && bytes.IndexByte(code, '>') == len(code)-1 {
		return
	}
	line, _, _ := bytes.Cut(code, []byte{'\n'})
	s.problems.Add("raw-html", pos, shortened(strings.TrimSpace(string(line)), 40))
}

func isComment(code []byte) bool {
	inner, ok := bytes.CutPrefix(code, []byte("<!--"))
	end := bytes.Index(inner, []byte("-->"))
	return ok && end >= 0 && end == len(inner)-len("-->")
}
