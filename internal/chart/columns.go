package chart

import (
	"strings"
	"unicode"

	"github.com/lanewall/lanewall/internal/draw"
)

// columns is a plot of standing bars. Lengths are fixed from outside in: the flag of the target, the scale if the
// numbers do not fit at the bars, then a slot for each category and in it a bar for each series.
type columns struct {
	*pen
	scale
	left, right float64
	bottom      float64
	slot, bar   float64
	direct      bool // every number stands at its bar
}

func (p *pen) columns() {
	p.legend()
	p.unit()
	c := p.newColumns()
	if !c.direct {
		p.grid(c.scale, c.left, c.right)
	}
	c.bars()
	p.rule(draw.Axis, c.left, c.at(0), c.right)
	flags := c.target()
	c.labels()
	c.fly(flags, c.right)
	top := c.y
	c.y = c.bottom
	p.categories(c.middles(), c.slot)
	for i, x := range c.middles() {
		p.Tip(x-c.slot/2, top, c.slot, c.y-top, p.tip(i))
	}
}

func (p *pen) newColumns() *columns {
	c := &columns{pen: p, scale: p.Chart.scale(), right: p.width}
	if p.Target != nil {
		c.right -= p.widest(p.flagText(p.Target.Name, p.format(p.Target.Value), p.flagRoom())) + p.flagGap()
	}
	c.divide()
	c.direct = !p.stacked() && c.fits()
	if !c.direct {
		c.left = p.gutter(c.scale)
		c.divide()
	}
	c.right = c.left + c.slot*float64(len(p.Categories))
	c.raise()
	return c
}

// raise fixes the height of the plot. Without ticks the scale need not have round ends.
func (c *columns) raise() {
	height := c.height
	lo, hi := c.span(true)
	switch {
	case c.direct && lo == hi: // nothing but zeros
		height = min(height, 5*c.em)
	case c.direct:
		c.lo, c.hi = lo, hi
	}
	c.bottom = c.y + height
	c.from, c.to = c.bottom, c.y+c.headroom()
	if c.direct && lo < 0 { // room for numbers under bars
		c.from -= lead * c.em
	}
}

// headroom is what the numbers above the highest bar need, or half the number of the highest tick.
func (c *columns) headroom() float64 {
	if c.direct || c.stacked() {
		return (lead + gap/2) * c.em
	}
	return lead / 2 * c.em
}

// divide shares the width among the categories, of which none needs more than seven characters.
func (c *columns) divide() {
	c.slot = min((c.right-c.left)/float64(len(c.Categories)), 7*c.em)
	c.bar = min(c.slot*0.64, 4*c.em)
	if n := c.abreast(); n > 1 {
		c.bar = min(c.slot*0.8/float64(n), 2.5*c.em)
	}
}

// pitch is the room of a bar's label.
func (c *columns) pitch() float64 {
	if c.abreast() == 1 {
		return c.slot - gap*c.em/2
	}
	return c.bar - gap*c.em/4
}

func (c *columns) fits() bool {
	for _, s := range c.Series {
		for _, v := range s.Values {
			if !v.Missing && c.long(c.figure(v)) > c.pitch() {
				return false
			}
		}
	}
	return true
}

func (c *columns) middles() []float64 {
	xs := make([]float64, len(c.Categories))
	for i := range xs {
		xs[i] = c.left + (float64(i)+0.5)*c.slot
	}
	return xs
}

// x is the middle of the bar of series k in slot i.
func (c *columns) x(i, k int) float64 {
	middle := c.left + (float64(i)+0.5)*c.slot
	if n := c.abreast(); n > 1 {
		return middle + (float64(k)-float64(n-1)/2)*c.bar
	}
	return middle
}

// bars draws series after series, so that a surface meets bars of one kind in a row.
func (c *columns) bars() {
	var seams []draw.Line
	for k, s := range c.Series {
		for i, v := range s.Values {
			low, high := c.reach(i, k)
			if v.Missing || low == high {
				continue
			}
			x, top := c.x(i, k)-c.bar/2, min(c.at(low), c.at(high))
			c.Rect(x, top, c.bar, max(c.at(low), c.at(high))-top, draw.Series(k))
			if low != 0 {
				seams = append(seams, draw.Line{{X: x, Y: c.at(low)}, {X: x + c.bar, Y: c.at(low)}})
			}
		}
	}
	if len(seams) > 0 {
		c.Stroke(hair*c.em, draw.Paper, seams...)
	}
}

// target draws the line to compare with and gives its flag.
func (c *columns) target() []flag {
	if c.Target == nil {
		return nil
	}
	y := c.at(c.round(c.Target.Value))
	c.aim(draw.Line{{X: c.left, Y: y}, {X: c.right, Y: y}})
	flags := []flag{{
		role:  draw.Target,
		lines: c.flagText(c.Target.Name, c.format(c.Target.Value), c.flagRoom()),
		y:     y,
		from:  draw.Point{X: c.right, Y: y}, thread: true,
	}}
	c.spread(flags, c.y, c.bottom)
	return flags
}

func (c *columns) labels() {
	for i := range c.Categories {
		if c.stacked() {
			c.stackLabels(i)
			continue
		}
		for k, s := range c.Series {
			switch v := s.Values[i]; {
			case v.Missing:
				c.absent(c.x(i, k), c.at(0), v.Mark)
			case c.direct:
				c.number(c.x(i, k), v)
			}
		}
	}
}

// number sets a number at the end of its bar.
func (c *columns) number(x float64, v Value) {
	n := c.round(v.Number)
	y := c.at(n) - gap/2*c.em - 0.25*c.em
	if n < 0 {
		y = c.at(n) + rise*c.em
	}
	c.Text(x, y, c.figure(v), c.typed(draw.Value, draw.Middle))
}

// absent sets the word for a missing number where its bar would stand: level, or downwards, or as a cross.
func (c *columns) absent(x, bottom float64, word string) {
	lines := []string{word}
	if c.long(word) > c.pitch() {
		lines = downwards(word)
	}
	tall := (lead*float64(len(lines)) + gap/2) * c.em
	if word == "" || len(lines) == 0 || c.widest(lines) > c.pitch() || tall > bottom-c.y {
		c.cross(x, bottom, c.pitch(), word, draw.Missing)
		return
	}
	c.set(x, bottom-tall, c.typed(draw.Missing, draw.Middle), lines...)
}

// downwards is a Han word a character a line; other words cannot be read so.
func downwards(word string) []string {
	for _, r := range word {
		if !unicode.Is(unicode.Han, r) {
			return nil
		}
	}
	return strings.Split(word, "")
}

// stackLabels sets the numbers of a stack into its parts and the sum above it, each where it fits.
func (c *columns) stackLabels(i int) {
	x := c.x(i, 0)
	for k, s := range c.Series {
		low, high := c.reach(i, k)
		a, b := c.at(low), c.at(high)
		text := c.figure(s.Values[i])
		if !s.Values[i].Missing && max(a, b)-min(a, b) >= 1.25*c.em && c.long(text) <= c.bar-gap/2*c.em {
			c.Text(x, (a+b)/2+middle*c.em, text, c.typed(draw.Over(k), draw.Middle))
		}
	}
	sum := c.sum(i)
	y := c.at(max(sum.top, 0))
	switch {
	case sum.missing && sum.word != "" && c.long(sum.word) <= c.pitch():
		c.Text(x, y-(gap/2+0.25)*c.em, sum.word, c.typed(draw.Missing, draw.Middle))
	case sum.missing:
		c.cross(x, y, c.pitch(), sum.word, draw.Missing)
	case sum.whole && c.totals():
		c.Text(x, y-(gap/2+0.25)*c.em, c.format(sum.top), c.typed(draw.Value, draw.Middle))
	}
}

// totals says whether the sums of all stacks fit.
func (c *columns) totals() bool {
	for i := range c.Categories {
		if c.long(c.format(c.sum(i).top)) > c.pitch() {
			return false
		}
	}
	return true
}
