package chart

import (
	"slices"
	"strings"

	"github.com/lanewall/lanewall/internal/draw"
)

// Options are the sizes of a drawing, in the unit of its surface. Zero is the default.
type Options struct {
	Width  float64 // of the whole, 420
	Size   float64 // of the text, a 26th of the width
	Height float64 // of the plot at least, half the width; lying bars have their own
	Title  bool    // draw the title too: for a picture that stands alone
}

func (o Options) filled() Options {
	if o.Width <= 0 {
		o.Width = 420
	}
	if o.Size <= 0 {
		o.Size = o.Width / 26
	}
	o.Width = max(o.Width, 24*o.Size) // narrower, the widest numbers leave no plot
	if o.Height <= 0 {
		o.Height = o.Width / 2
	}
	o.Height = max(o.Height, 8*o.Size)
	return o
}

// SVG draws the chart as an <svg> element. The id must be unique on the page.
func (c *Chart) SVG(id string, o Options) (string, error) {
	o = o.filled()
	s := draw.NewSVG(id, o.Width)
	height, err := c.Draw(s, o)
	if err != nil {
		return "", err
	}
	return s.End(height, c.Title, c.spokenDesc()), nil
}

// spokenDesc names the target too, which is no part of the table.
func (c *Chart) spokenDesc() string {
	if c.Target == nil {
		return c.Desc
	}
	return strings.TrimSpace(c.Desc + "\n" + c.targetText())
}

func (c *Chart) targetText() string {
	return strings.TrimSpace(c.Target.Name + " " + c.format(c.Target.Value))
}

// Draw draws the chart from 0,0 and says how high it came out. The error is that of [Chart.Check].
func (c *Chart) Draw(s draw.Surface, o Options) (height float64, err error) {
	if err := c.Check(); err != nil {
		return 0, err
	}
	o = o.filled()
	p := &pen{Surface: s, Chart: c, em: o.Size, width: o.Width, height: o.Height}
	p.title(o.Title)
	p.plot()
	p.notes()
	return p.y, nil
}

// pen is a drawing under way.
type pen struct {
	draw.Surface
	*Chart
	em, width, height float64
	y                 float64 // how far down the sheet is full
	crosses           []string
}

// Lengths in em.
const (
	lead  = 1.3  // from line to line
	rise  = 1.0  // from the top of a line to its baseline
	gap   = 0.4  // between a mark and its text
	hair  = 0.07 // rules
	small = 0.9  // size of notes
)

func (p *pen) plot() {
	switch {
	case p.empty():
		p.nothing()
	case p.Kind == Line:
		p.lines()
	case p.Horizontal:
		p.rows()
	default:
		p.columns()
	}
}

func (p *pen) typed(r draw.Role, a draw.Anchor) draw.Type {
	return draw.Type{Role: r, Size: p.em, Anchor: a}
}

// long is the width of a text in the size of the chart.
func (p *pen) long(text string) float64 { return p.Width(text, p.typed(draw.Label, draw.Start)) }

func (p *pen) wrap(text string, width float64, lines int) []string {
	return draw.Wrap(p, text, p.typed(draw.Label, draw.Start), width, lines)
}

func (p *pen) shorten(text string, width float64) string {
	return draw.Shorten(p, text, p.typed(draw.Label, draw.Start), width)
}

// set sets lines of text below top.
func (p *pen) set(x, top float64, t draw.Type, lines ...string) {
	for i, line := range lines {
		if line != "" {
			p.Text(x, top+rise*t.Size+float64(i)*lead*t.Size, line, t)
		}
	}
}

// paragraph sets text over the whole width and moves down.
func (p *pen) paragraph(text string, t draw.Type) {
	lines := draw.Wrap(p, text, t, p.width, 0)
	p.set(0, p.y, t, lines...)
	p.y += float64(len(lines)) * lead * t.Size
}

func (p *pen) title(wanted bool) {
	if wanted && p.Title != "" {
		p.paragraph(p.Title, draw.Type{Role: draw.Ink, Size: 1.2 * p.em, Bold: true})
		p.y += gap * p.em
	}
}

func (p *pen) notes() {
	t := draw.Type{Role: draw.Quiet, Size: small * p.em}
	notes := p.Notes
	if len(p.crosses) > 0 {
		notes = append([]string{"× " + strings.Join(p.crosses, " · ")}, notes...)
	}
	if len(notes) > 0 {
		p.y += gap * p.em
	}
	for _, note := range notes {
		p.paragraph(note, t)
	}
}

// nothing says that there is nothing, in the middle of a field ruled above and below.
func (p *pen) nothing() {
	lines := p.wrap(p.Empty, p.width-2*p.em, 0)
	pad := 2.5 * p.em
	end := p.y + 2*pad + float64(len(lines))*lead*p.em
	p.rule(draw.Grid, 0, p.y+hair*p.em, p.width)
	p.rule(draw.Grid, 0, end-hair*p.em, p.width)
	p.set(p.width/2, p.y+pad, p.typed(draw.Quiet, draw.Middle), lines...)
	p.y = end
}

// rule draws a level hairline.
func (p *pen) rule(r draw.Role, x, y, to float64) {
	p.Stroke(hair*p.em, r, draw.Line{{X: x, Y: y}, {X: to, Y: y}})
}

// unit names the unit above the plot where the numbers do not carry it.
func (p *pen) unit() {
	if unit := p.heading(); unit != "" {
		p.set(0, p.y, p.typed(draw.Quiet, draw.Start), p.shorten(unit, p.width))
		p.y += lead * p.em
	}
}

// legend names the series above the plot, if there are several.
func (p *pen) legend() {
	if len(p.Series) < 2 {
		return
	}
	swatch := 0.9 * p.em
	x := 0.0
	for i, s := range p.Series {
		name := p.shorten(s.Name, p.width-swatch-gap*p.em)
		wide := swatch + gap*p.em + p.long(name)
		if x > 0 && x+wide > p.width {
			x, p.y = 0, p.y+lead*p.em
		}
		p.Rect(x, p.y+rise*p.em-0.8*p.em, swatch, swatch, draw.Series(i))
		p.set(x+swatch+gap*p.em, p.y, p.typed(draw.Label, draw.Start), name)
		x += wide + 1.2*p.em
	}
	p.y += (lead + gap) * p.em
}

// cross stands for a missing number where its word has no room.
func (p *pen) cross(x, bottom, room float64, word string, role draw.Role) {
	r := min(max(room*0.4, 0.12*p.em), 0.25*p.em)
	x, y := min(max(x, r), p.width-r), bottom-r-0.1*p.em
	p.Stroke(1.2*hair*p.em, role,
		draw.Line{{X: x - r, Y: y - r}, {X: x + r, Y: y + r}},
		draw.Line{{X: x - r, Y: y + r}, {X: x + r, Y: y - r}})
	p.explain(word)
}

// explain has the notes say what crosses mean.
func (p *pen) explain(word string) {
	if word != "" && !slices.Contains(p.crosses, word) {
		p.crosses = append(p.crosses, word)
	}
}

// tip is what a category's tip says: its whole name and all its numbers.
func (p *pen) tip(i int) string {
	lines := []string{p.Categories[i]}
	for _, s := range p.Series {
		line := p.measured(s.Values[i])
		if len(p.Series) > 1 {
			line = s.Name + " " + line
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n")
}
