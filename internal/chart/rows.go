package chart

import "github.com/lanewall/lanewall/internal/draw"

// rows is a plot of lying bars: names on the left, every number at the end of its bar, so that no scale is needed.
// The height comes from the content.
type rows struct {
	*pen
	scale
	column float64 // of the names
	names  [][]string
	ends   [][]ending
	tops   []float64 // of each row
}

// ending is the text at the end of a bar.
type ending struct {
	at   float64
	text string
	role draw.Role
}

// Lengths of rows, in em.
const (
	thick = 1.15 // a bar
	pace  = 1.3  // from bar to bar in a row
	space = 0.75 // between rows
)

func (p *pen) rows() {
	p.legend()
	r := p.newRows()
	r.headTarget()
	start := p.y
	r.stand()
	for k := range p.Series {
		r.bars(k)
	}
	zero := r.at(0)
	p.Stroke(hair*p.em, draw.Axis, draw.Line{{X: zero, Y: start}, {X: zero, Y: p.y}})
	if p.Target != nil {
		x := r.at(r.round(r.Target.Value))
		p.aim(draw.Line{{X: x, Y: start}, {X: x, Y: p.y}})
	}
	for i := range p.Categories {
		r.name(i)
		r.figures(i)
	}
	for i, top := range r.tops {
		p.Tip(0, top-space/2*p.em, p.width, r.tall(i)+space*p.em, p.tip(i))
	}
}

// newRows shares the width among names, bars and figures; figures left of the zero line have room of their own.
func (p *pen) newRows() *rows {
	r := &rows{pen: p}
	r.lo, r.hi = p.span(true)
	if r.lo == r.hi {
		r.hi++
	}
	names, figures := 0.38*p.width, 0.35*p.width
	if r.lo < 0 {
		names, figures = 0.28*p.width, 0.26*p.width
	}
	r.column = min(p.widest(p.Categories), names)
	for _, name := range p.Categories {
		r.names = append(r.names, p.wrap(name, r.column, 2))
	}
	r.ends = p.endings(figures)
	before, behind := 0.0, 0.0
	for _, row := range r.ends {
		for _, e := range row {
			if e.at < 0 {
				before = max(before, p.long(e.text)+gap*p.em)
			} else if e.at > 0 || e.role == draw.Value || r.lo < 0 { // a word at zero stands where bars would
				behind = max(behind, p.long(e.text)+gap*p.em)
			}
		}
	}
	if before > 0 {
		before += gap * p.em
	}
	r.from, r.to = r.column+gap*p.em+before, p.width-behind
	return r
}

// endings are the texts of all rows; the unit stands behind the first number, or above the plot if it is long.
func (p *pen) endings(room float64) [][]ending {
	ends := make([][]ending, len(p.Categories))
	said := p.heading() == ""
	for i := range ends {
		for k := range p.abreast() {
			e := p.ending(i, k)
			if with := e.text + " " + p.Unit; e.role == draw.Value && e.text != "" && !said {
				said = true
				if p.long(with) <= room {
					e.text = with
				} else {
					p.unit()
				}
			}
			if e.role == draw.Value {
				e.text = p.whole(e.text, room)
			} else {
				e.text = p.shorten(e.text, room)
			}
			ends[i] = append(ends[i], e)
		}
	}
	return ends
}

func (p *pen) ending(i, k int) ending {
	if p.stacked() {
		s := p.sum(i)
		switch {
		case s.missing:
			return ending{s.top, p.lack(s.word), draw.Missing}
		case s.whole:
			return ending{s.top, p.format(s.top), draw.Value}
		}
		return ending{at: s.top}
	}
	v := p.Series[k].Values[i]
	if v.Missing {
		return ending{0, p.lack(v.Mark), draw.Missing}
	}
	return ending{p.round(v.Number), p.figure(v), draw.Value}
}

// lack is the word for a missing number; where the caller has none, a cross.
func (p *pen) lack(word string) string {
	if word == "" {
		return "×"
	}
	return word
}

// headTarget names the target above the plot.
func (r *rows) headTarget() {
	if r.Target == nil {
		return
	}
	text := []string{r.shorten(r.targetText(), r.width)}
	x := r.clamp(r.at(r.round(r.Target.Value)), text)
	r.set(x, r.y, r.typed(draw.Target, draw.Middle), text...)
	r.y += (lead + gap/2) * r.em
}

// stand gives every row its place.
func (r *rows) stand() {
	for i := range r.Categories {
		r.y += space / 2 * r.em
		r.tops = append(r.tops, r.y)
		r.y += r.tall(i) + space/2*r.em
	}
}

func (r *rows) tall(i int) float64 {
	bars := pace*float64(r.abreast()-1) + thick
	return max(bars, lead*float64(len(r.names[i]))) * r.em
}

// bar is the upper edge of the bar of series k in row i; bars stand in the middle of their row.
func (r *rows) bar(i, k int) float64 {
	n := float64(r.abreast())
	all := (pace*(n-1) + thick) * r.em
	top := r.tops[i] + (r.tall(i)-all)/2
	if n == 1 {
		return top
	}
	return top + float64(k)*pace*r.em
}

func (r *rows) bars(k int) {
	var seams []draw.Line
	for i, v := range r.Series[k].Values {
		low, high := r.reach(i, k)
		if v.Missing || low == high {
			continue
		}
		y, h := r.bar(i, k), thick*r.em
		from, to := min(r.at(low), r.at(high)), max(r.at(low), r.at(high))
		r.Rect(from, y, to-from, h, draw.Series(k))
		if low != 0 {
			seams = append(seams, draw.Line{{X: r.at(low), Y: y}, {X: r.at(low), Y: y + h}})
		}
	}
	if len(seams) > 0 {
		r.Stroke(hair*r.em, draw.Paper, seams...)
	}
}

func (r *rows) name(i int) {
	lines := r.names[i]
	top := r.tops[i] + (r.tall(i)-lead*float64(len(lines))*r.em)/2
	r.set(r.column, top, r.typed(draw.Label, draw.End), lines...)
}

func (r *rows) figures(i int) {
	for k, e := range r.ends[i] {
		base := r.bar(i, k) + (thick/2+middle)*r.em
		switch x := r.at(e.at); {
		case e.at < 0:
			r.Text(x-gap*r.em, base, e.text, r.typed(e.role, draw.End))
		case e.text != "":
			r.Text(x+gap*r.em, base, e.text, r.typed(e.role, draw.Start))
		}
	}
	if r.stacked() {
		r.parts(i)
	}
}

// parts sets the numbers of a stack into its bars, where they fit.
func (r *rows) parts(i int) {
	base := r.bar(i, 0) + (thick/2+middle)*r.em
	for k, s := range r.Series {
		low, high := r.reach(i, k)
		text := r.figure(s.Values[i])
		wide := r.at(max(low, high)) - r.at(min(low, high))
		if !s.Values[i].Missing && r.long(text)+gap*r.em <= wide {
			r.Text(r.at((low+high)/2), base, text, r.typed(draw.Over(k), draw.Middle))
		}
	}
}
