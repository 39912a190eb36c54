package chart

import (
	"math"

	"github.com/lanewall/lanewall/internal/draw"
)

// gutter is the room that the numbers of the scale need left of the plot.
func (p *pen) gutter(s scale) float64 {
	wide := 0.0
	for _, label := range p.tickLabels(s) {
		wide = max(wide, p.long(label))
	}
	return wide + gap*p.em
}

func (p *pen) tickLabels(s scale) []string {
	var labels []string
	for _, tick := range s.ticks() {
		labels = append(labels, decimal(tick, s.places())+p.suffix())
	}
	return labels
}

// grid draws the scale: a hairline at each tick, its number left of it.
func (p *pen) grid(s scale, left, right float64) {
	ticks := s.ticks()
	lines := make([]draw.Line, len(ticks))
	for i, tick := range ticks {
		lines[i] = draw.Line{{X: left, Y: s.at(tick)}, {X: right, Y: s.at(tick)}}
	}
	p.Stroke(hair*p.em, draw.Grid, lines...)
	for i, label := range p.tickLabels(s) {
		p.Text(left-gap*p.em, s.at(ticks[i])+middle*p.em, label, p.typed(draw.Quiet, draw.End))
	}
}

// middle is how far below its middle a line of figures has its baseline, in em.
const middle = 0.35

// categories labels the categories below the plot, each under its x.
func (p *pen) categories(xs []float64, slot float64) {
	p.y += 0.6 * p.em // clear of the number of the lowest tick
	if two, rows := p.twoLines(xs, slot-0.3*p.em); rows > 0 {
		for i, lines := range two {
			p.set(p.clamp(xs[i], lines), p.y, p.typed(draw.Label, draw.Middle), lines...)
		}
		p.y += float64(rows) * lead * p.em
		return
	}
	p.thinned(xs)
	p.y += lead * p.em
}

// twoLines wraps all names, if all come out whole in two lines at most and do not meet at the edges of the sheet.
func (p *pen) twoLines(xs []float64, room float64) (wrapped [][]string, rows int) {
	wrapped = make([][]string, len(p.Categories))
	free := math.Inf(-1) // where the label to the left ends
	for i, name := range p.Categories {
		lines := p.wrap(name, room, 2)
		x, half := p.clamp(xs[i], lines), p.widest(lines)/2
		if len(p.wrap(name, room, 0)) > 2 || p.longestWord(name) > room || x-half < free {
			return nil, 0
		}
		free = x + half + gap*p.em/2
		wrapped[i] = lines
		rows = max(rows, len(lines), 1)
	}
	return wrapped, rows
}

func (p *pen) longestWord(name string) float64 {
	return draw.MinWidth(p, name, p.typed(draw.Label, draw.Start))
}

func (p *pen) widest(lines []string) float64 {
	wide := 0.0
	for _, line := range lines {
		wide = max(wide, p.long(line))
	}
	return wide
}

// thinned labels every k-th category, counted from the last, so that names of at most nine characters do not meet.
func (p *pen) thinned(xs []float64) {
	most := min(9*p.em, p.width/2)
	names := make([]string, len(p.Categories))
	for i, name := range p.Categories {
		names[i] = p.shorten(name, most)
	}
	every := 1
	for !p.apart(names, xs, every) {
		every++
	}
	for i := len(names) - 1; i >= 0; i -= every {
		p.set(p.clamp(xs[i], names[i:i+1]), p.y, p.typed(draw.Label, draw.Middle), names[i])
	}
}

// apart says whether every k-th name, counted from the last, has room.
func (p *pen) apart(names []string, xs []float64, every int) bool {
	free := math.Inf(1) // where the label to the right begins
	for i := len(names) - 1; i >= 0; i -= every {
		x, half := p.clamp(xs[i], names[i:i+1]), p.long(names[i])/2
		if x+half > free {
			return false
		}
		free = x - half - gap*p.em
	}
	return true
}

// clamp moves the middle of lines so that they stay on the sheet.
func (p *pen) clamp(x float64, lines []string) float64 {
	half := p.widest(lines) / 2
	return min(max(x, half), p.width-half)
}

// aim draws the line to compare with, on a strip of paper so that it is seen on dark bars.
func (p *pen) aim(line draw.Line) {
	p.Stroke(3*hair*p.em, draw.Paper, line)
	p.Stroke(1.5*hair*p.em, draw.Target, line)
}

// flag is a text at the right end of a line.
type flag struct {
	role   draw.Role
	lines  []string
	y      float64    // the middle: first wanted, then given
	from   draw.Point // the end of the line
	thread bool       // the line reaches the edge of the plot, so a thread may lead on to the flag
}

func (p *pen) tall(f flag) float64 { return float64(len(f.lines)) * lead * p.em }

// spread moves flags apart so that none overlap and all lie between top and bottom, which must be far enough
// apart. They must be in order of y.
func (p *pen) spread(flags []flag, top, bottom float64) {
	for i := range flags {
		half := p.tall(flags[i]) / 2
		flags[i].y = max(flags[i].y, top+half)
		top = flags[i].y + half
	}
	for i := len(flags) - 1; i >= 0; i-- {
		half := p.tall(flags[i]) / 2
		flags[i].y = min(flags[i].y, bottom-half)
		bottom = flags[i].y - half
	}
}

// flagText sets a name and its number within a width: on one line if they fit, else the number has its own.
func (p *pen) flagText(name, number string, width float64) []string {
	if both := name + " " + number; name != "" && number != "" && p.long(both) <= width {
		return []string{both}
	}
	lines := p.wrap(name, width, 2)
	if number != "" {
		lines = append(lines, p.whole(number, width))
	}
	return lines
}

// whole is a number that fits, or an ellipsis: a number cut short would be another number.
func (p *pen) whole(number string, width float64) string {
	if p.long(number) > width {
		return "…"
	}
	return number
}

// flagRoom is the room right of the plot that flags may take, with the distance from the lines' ends.
func (p *pen) flagRoom() float64 { return 0.3 * p.width }

// flagGap is between the plot and its flags.
func (p *pen) flagGap() float64 { return 0.6 * p.em }

// fly draws the flags right of the plot, with a thread where one stands away from its line.
func (p *pen) fly(flags []flag, right float64) {
	x := right + p.flagGap()
	for _, f := range flags {
		if f.thread && math.Abs(f.y-f.from.Y) > 0.6*p.em {
			p.Stroke(hair*p.em, f.role, draw.Line{f.from, {X: x - 0.15*p.em, Y: f.y}})
		}
	}
	for _, f := range flags {
		p.set(x, f.y-p.tall(f)/2, p.typed(f.role, draw.Start), f.lines...)
	}
}
