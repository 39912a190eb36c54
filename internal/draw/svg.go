package draw

import (
	"bytes"
	"encoding/xml"
	"math"
	"strconv"
	"strings"
)

// SVG is a [Surface] that writes an <svg> element. Numbers have one decimal, so a unit should be about a pixel.
type SVG struct {
	id      string
	width   float64
	body    bytes.Buffer
	open    style // of the <g> now open
	hatch   [MaxSeries][]byte
	hatched [MaxSeries]bool
}

// style is what marks in a row have in common: they stand in one <g>, which says it once.
type style struct {
	kind  kind
	role  Role
	width float64
	text  Type
}

type kind uint8

const (
	none kind = iota
	filled
	line
	text
	tip
)

// NewSVG starts a drawing of a width. The id begins the ids inside, so it must be unique on the page.
func NewSVG(id string, width float64) *SVG {
	return &SVG{id: id, width: width}
}

// Width is the width by the built-in table.
func (s *SVG) Width(text string, t Type) float64 { return Width(text, t) }

// Rect fills a rectangle. Both edges are rounded, rather than one and the width, so that neighbours meet.
func (s *SVG) Rect(x, y, w, h float64, r Role) {
	s.enter(style{kind: filled, role: r})
	s.box(x, y, w, h)
	s.put(`/>`)
	if i := int(r) - int(series); 0 < i && i < MaxSeries {
		s.addHatch(i, x, y, w, h)
	}
}

// Stroke draws polylines as one path.
func (s *SVG) Stroke(width float64, r Role, lines ...Line) {
	s.enter(style{kind: line, role: r, width: width})
	s.put(`<path d="`)
	for _, l := range lines {
		for i, p := range l {
			if i == 0 {
				s.put(`M`)
			} else {
				s.put(`L`)
			}
			s.num(p.X)
			s.put(` `)
			s.num(p.Y)
		}
	}
	s.put(`"/>`)
}

// Dot fills a circle.
func (s *SVG) Dot(x, y, radius float64, r Role) {
	s.enter(style{kind: filled, role: r})
	s.put(`<circle`)
	s.attr("cx", x)
	s.attr("cy", y)
	s.attr("r", radius)
	s.put(`/>`)
}

// Text sets a line of text.
func (s *SVG) Text(x, y float64, words string, t Type) {
	s.enter(style{kind: text, role: t.Role, text: t})
	s.put(`<text`)
	s.attr("x", x)
	s.attr("y", y)
	s.put(`>`)
	s.escape(words)
	s.put(`</text>`)
}

// Tip lays an unseen rectangle with a <title> over a region.
func (s *SVG) Tip(x, y, w, h float64, words string) {
	s.enter(style{kind: tip})
	s.box(x, y, w, h)
	s.put(`><title>`)
	s.escape(words)
	s.put(`</title></rect>`)
}

// End gives the finished element. Title and desc are its name and its description to who cannot see it.
func (s *SVG) End(height float64, title, desc string) string {
	s.enter(style{})
	marks := s.body.String()
	s.body.Reset()
	s.put(`<svg xmlns="http://www.w3.org/2000/svg" class="drawing" role="img" viewBox="0 0 `)
	s.num(s.width)
	s.put(` `)
	s.num(math.Ceil(height*10) / 10)
	s.put(`" font-family="PingFang SC, Microsoft YaHei, Noto Sans CJK SC, Source Han Sans SC, sans-serif"`)
	s.names(title, desc)
	s.patterns()
	s.put(marks)
	s.put(`</svg>`)
	return s.body.String()
}

func (s *SVG) names(title, desc string) {
	s.put(` aria-labelledby="`)
	s.escape(s.id + "-t")
	if desc != "" {
		s.escape(" " + s.id + "-d")
	}
	s.put(`">`)
	s.named("title", "-t", title)
	if desc != "" {
		s.named("desc", "-d", desc)
	}
}

func (s *SVG) named(element, suffix, words string) {
	s.put(`<` + element + ` id="`)
	s.escape(s.id + suffix)
	s.put(`">`)
	s.escape(words)
	s.put(`</` + element + `>`)
}

// patterns defines the hatchings that were used: rising, falling and level lines.
func (s *SVG) patterns() {
	tiles := [MaxSeries]string{
		1: `<path d="M-1 1L1 -1M0 6L6 0M5 7L7 5"/>`,
		2: `<path d="M-1 5L1 7M0 0L6 6M5 -1L7 1"/>`,
		3: `<path d="M0 3H6"/>`,
	}
	if s.hatched == [MaxSeries]bool{} {
		return
	}
	s.put(`<defs>`)
	for i, tile := range tiles {
		if s.hatched[i] {
			s.put(`<pattern id="`)
			s.escape(s.hatchID(i))
			s.put(`" class="d-hatching" width="6" height="6" patternUnits="userSpaceOnUse" stroke="#ffffff" stroke-width="1.2">` + tile + `</pattern>`)
		}
	}
	s.put(`</defs>`)
}

func (s *SVG) hatchID(i int) string { return s.id + "-h" + strconv.Itoa(i) }

func (s *SVG) addHatch(i int, x, y, w, h float64) {
	d := append(s.hatch[i], 'M')
	d = append(appendNum(d, x), ' ')
	d = append(appendNum(d, y), 'H')
	d = append(appendNum(d, x+w), 'V')
	d = append(appendNum(d, y+h), 'H')
	s.hatch[i] = append(appendNum(d, x), 'Z')
}

// flushHatch writes the hatching of the bars since the last time, before anything else comes to lie on them.
func (s *SVG) flushHatch() {
	for i, d := range s.hatch {
		if len(d) == 0 {
			continue
		}
		s.put(`<path class="d-hatch" display="none" fill="url(#`)
		s.escape(s.hatchID(i))
		s.put(`)" d="`)
		s.body.Write(d)
		s.put(`"/>`)
		s.hatch[i], s.hatched[i] = d[:0], true
	}
}

// enter sees to it that the <g> of the style is the one open.
func (s *SVG) enter(st style) {
	if st == s.open {
		return
	}
	if s.open.kind != none {
		s.put(`</g>`)
	}
	if st.kind != filled {
		s.flushHatch()
	}
	s.open = st
	switch st.kind {
	case filled:
		s.put(`<g class="d-fill ` + looks[st.role].class + `" fill="` + looks[st.role].mark + `">`)
	case line:
		s.enterLine(st)
	case text:
		s.enterText(st)
	case tip:
		s.put(`<g class="d-tip" fill="none" pointer-events="all">`)
	}
}

func (s *SVG) enterLine(st style) {
	s.put(`<g class="d-line ` + looks[st.role].class + `" fill="none" stroke="` + looks[st.role].mark + `" stroke-linejoin="round"`)
	s.attr("stroke-width", st.width)
	if st.role == Target {
		s.attr("stroke-dasharray", 4*st.width)
	}
	s.put(`>`)
}

func (s *SVG) enterText(st style) {
	class, halo := "d-text ", 0.2
	if st.role >= over {
		class, halo = "d-over ", 0.35 // it has hatching to clear
	}
	l := looks[st.role]
	s.put(`<g class="` + class + l.class + `" fill="` + l.text + `"`)
	s.attr("font-size", st.text.Size)
	if st.text.Bold {
		s.put(` font-weight="700"`)
	}
	if a := st.text.Anchor; a != Start {
		s.put(` text-anchor="` + [...]string{Middle: "middle", End: "end"}[a] + `"`)
	}
	if l.halo != "" {
		s.put(` stroke="` + l.halo + `" stroke-linejoin="round" paint-order="stroke"`)
		s.attr("stroke-width", halo*st.text.Size)
	}
	s.put(`>`)
}

func (s *SVG) box(x, y, w, h float64) {
	s.put(`<rect`)
	s.attr("x", x)
	s.attr("y", y)
	s.attr("width", tenth(x+w)-tenth(x))
	s.attr("height", tenth(y+h)-tenth(y))
}

func (s *SVG) attr(name string, v float64) {
	s.put(` ` + name + `="`)
	s.num(v)
	s.put(`"`)
}

func (s *SVG) put(markup string) { s.body.WriteString(markup) }
func (s *SVG) num(v float64)     { s.body.Write(appendNum(s.body.AvailableBuffer(), v)) }

// escape writes text. What XML cannot hold, control characters for instance, comes out as U+FFFD.
func (s *SVG) escape(words string) {
	if strings.IndexFunc(words, special) < 0 {
		s.put(words)
		return
	}
	_ = xml.EscapeText(&s.body, []byte(words)) // a Buffer does not fail
}

func special(r rune) bool {
	return r < ' ' || strings.ContainsRune(`<>&"'`, r) || r >= 0xfffd
}

func tenth(v float64) float64 { return math.Round(v*10) / 10 }

func appendNum(b []byte, v float64) []byte {
	return strconv.AppendFloat(b, tenth(v)+0, 'f', -1, 64) // + 0 turns -0 into 0
}
