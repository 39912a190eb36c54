package chart

import (
	"cmp"
	"slices"

	"github.com/lanewall/lanewall/internal/draw"
)

// lines is a plot of lines over points, the first on the left edge and the last on the right.
type lines struct {
	*pen
	scale
	left, right float64
	bottom      float64
	step        float64 // from point to point
	flags       []flag
}

func (p *pen) lines() {
	p.unit()
	l := p.newLines()
	if !l.allMissing() {
		p.grid(l.scale, l.left, l.right)
	}
	if l.lo <= 0 && l.hi >= 0 {
		p.rule(draw.Axis, l.left, l.at(0), l.right)
	}
	l.target()
	for k := range l.Series {
		l.trace(k)
	}
	l.gaps()
	p.fly(l.flags, l.right)
	top := p.y
	p.y = l.bottom
	p.categories(l.xs(), l.step)
	for i, x := range l.xs() {
		from, to := max(x-l.step/2, 0), min(x+l.step/2, p.width)
		p.Tip(from, top, to-from, p.y-top, p.tip(i))
	}
}

func (p *pen) newLines() *lines {
	l := &lines{pen: p}
	for k := range p.Series {
		l.flags = append(l.flags, p.seriesFlag(k))
	}
	if p.Target != nil {
		l.flags = append(l.flags, flag{role: draw.Target, lines: p.flagText(p.Target.Name, p.format(p.Target.Value), p.flagRoom())})
	}
	wide, tall := 0.0, lead*p.em
	for _, f := range l.flags {
		wide = max(wide, p.widest(f.lines))
		tall += p.tall(f)
	}
	l.scale = p.Chart.scale()
	l.left, l.right = p.gutter(l.scale), p.width-wide-p.flagGap()
	l.bottom = p.y + max(p.height, tall)
	l.from, l.to = l.bottom, p.y+lead/2*p.em
	l.step = (l.right - l.left) / float64(max(len(p.Categories)-1, 1))
	l.raise()
	return l
}

// seriesFlag names a series, if there are several, and gives its last value or the word for its lack.
func (p *pen) seriesFlag(k int) flag {
	s := p.Series[k]
	name := s.Name
	if len(p.Series) == 1 {
		name = ""
	}
	return flag{
		role:  draw.Series(k),
		lines: p.flagText(name, p.figure(s.Values[len(s.Values)-1]), p.flagRoom()),
	}
}

// raise puts each flag at the height of its line's last number and moves them apart.
func (l *lines) raise() {
	for k := range l.flags {
		f := &l.flags[k]
		f.from = draw.Point{X: l.right, Y: l.bottom}
		if f.role == draw.Target {
			f.from.Y, f.thread = l.at(l.round(l.Target.Value)), true
		} else if last, ok := l.last(k); ok {
			f.from, f.thread = l.point(last, k), last == len(l.Categories)-1
		}
		f.y = f.from.Y
	}
	slices.SortStableFunc(l.flags, func(a, b flag) int { return cmp.Compare(a.y, b.y) })
	l.spread(l.flags, l.y, l.bottom)
}

func (l *lines) last(k int) (i int, ok bool) {
	values := l.Series[k].Values
	for i := len(values) - 1; i >= 0; i-- {
		if !values[i].Missing {
			return i, true
		}
	}
	return 0, false
}

func (c *Chart) allMissing() bool {
	for i := range c.Categories {
		if !c.missingAt(i) {
			return false
		}
	}
	return true
}

// missingAt says whether no series has a number here.
func (c *Chart) missingAt(i int) bool {
	for _, s := range c.Series {
		if !s.Values[i].Missing {
			return false
		}
	}
	return true
}

// x counts from the right: a point that is alone stands beside its flag.
func (l *lines) x(i int) float64 {
	return l.right - float64(len(l.Categories)-1-i)*l.step
}

func (l *lines) xs() []float64 {
	xs := make([]float64, len(l.Categories))
	for i := range xs {
		xs[i] = l.x(i)
	}
	return xs
}

func (l *lines) point(i, k int) draw.Point {
	return draw.Point{X: l.x(i), Y: l.at(l.round(l.Series[k].Values[i].Number))}
}

func (l *lines) target() {
	if l.Target == nil {
		return
	}
	y := l.at(l.round(l.Target.Value))
	l.aim(draw.Line{{X: l.left, Y: y}, {X: l.right, Y: y}})
}

// trace draws a series: a line for each run of numbers, a dot for a number that stands alone, and one at the end.
func (l *lines) trace(k int) {
	var runs []draw.Line
	var dots []draw.Point
	var run draw.Line
	end := func() {
		if len(run) == 1 {
			dots = append(dots, run[0])
		} else if len(run) > 1 {
			runs = append(runs, run)
		}
		run = nil
	}
	for i, v := range l.Series[k].Values {
		if v.Missing {
			end()
			continue
		}
		run = append(run, l.point(i, k))
	}
	if len(run) > 1 {
		dots = append(dots, run[len(run)-1])
	}
	end()
	if len(runs) > 0 {
		l.Stroke(0.16*l.em, draw.Series(k), runs...)
	}
	for _, d := range dots {
		l.Dot(d.X, d.Y, 0.25*l.em, draw.Series(k))
	}
}

// gaps says above the foot of the plot why nothing is there, where all lines break and the word has room between
// them; elsewhere a cross stands at the foot.
func (l *lines) gaps() {
	for i := 0; i < len(l.Categories); i++ {
		if !l.anyMissing(i) {
			continue
		}
		from := i
		word, all := l.wordAt(i), l.missingAt(i)
		for all && i+1 < len(l.Categories) && l.missingAt(i+1) && l.wordAt(i+1) == word {
			i++
		}
		room := l.x(i) - l.x(from) + l.step - gap*l.em
		x, half := (l.x(from)+l.x(i))/2, l.long(word)/2
		if all && word != "" && 2*half <= room && l.left <= x-half && x+half <= l.right {
			l.set(x, l.bottom-(lead+gap/2)*l.em, l.typed(draw.Missing, draw.Middle), word)
			continue
		}
		l.cross(x, l.bottom, l.step*float64(i-from+1), word, l.lacking(i))
	}
}

func (l *lines) anyMissing(i int) bool {
	return slices.ContainsFunc(l.Series, func(s Series) bool { return s.Values[i].Missing })
}

// lacking is the role of a cross: that of the series, if a single one of several is missing.
func (l *lines) lacking(i int) draw.Role {
	role, n := draw.Missing, 0
	for k, s := range l.Series {
		if s.Values[i].Missing {
			role, n = draw.Series(k), n+1
		}
	}
	if n > 1 || len(l.Series) == 1 {
		return draw.Missing
	}
	return role
}

func (l *lines) wordAt(i int) string {
	for _, s := range l.Series {
		if v := s.Values[i]; v.Missing && v.Mark != "" {
			return v.Mark
		}
	}
	return ""
}
