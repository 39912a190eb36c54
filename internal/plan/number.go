package plan

import (
	"github.com/lanewall/lanewall/internal/civil"
	"github.com/lanewall/lanewall/internal/indicator"
	"github.com/lanewall/lanewall/internal/site"
	"github.com/lanewall/lanewall/internal/stat"
)

// Number is a figure as it is printed. Where there is no value, Absent says so in words and Text is empty.
type Number struct {
	Text    string // 651, 96.2, 95%以上
	Counter string // 件, %
	Href    string // to its definition
	Absent  string // 未报送
	Mark    string // 暂定, 填报数
	Ratio   string // of a rate: 150/156件
	Note    string // what else one has to know
}

// Whole is the number with its counter word, or the words that stand in its place.
func (n Number) Whole() string {
	if n.Absent != "" {
		return n.Absent
	}
	return n.Text + n.Counter
}

// amount is a value of an indicator with its counter word.
func (m *maker) amount(d *indicator.Definition, v stat.Ratio) (text, counter string) {
	switch {
	case d.Measure == indicator.Change && d.Percent():
		return m.Words.Number(v.Percent(d.Places(), m.mode)), m.Words.Say("points")
	case d.Percent():
		return m.Words.Number(v.Percent(d.Places(), m.mode)), "%"
	}
	return m.Words.Number(v.Round(d.Places(), m.mode)), m.Words.Counter(d.CounterIn(m.langs...))
}

// number prints a figure on the page at from. A figure nobody computed is not available.
func (m *maker) number(from string, f *indicator.Figure) Number {
	if f == nil {
		return Number{Absent: m.Words.Say("not-available")}
	}
	n := Number{Href: relative(from, indicatorPath(f.Indicator))}
	switch {
	case f.Def.Measure == indicator.Stated:
		return m.stated(n, f)
	case f.Status == indicator.NotFiled:
		n.Absent = m.Words.Say("not-filed")
		return n
	case f.Status == indicator.NotApplicable && f.Def.Measure == indicator.Rate:
		n.Absent = m.Words.Say("nothing-due")
		return n
	case f.Status == indicator.NotApplicable:
		n.Absent = m.Words.Say("no-value")
		return n
	}
	counter := f.Def.CounterIn(m.langs...)
	if f.Def.Measure == indicator.Rate {
		counter = f.Def.Ledger.Kind.Counter.In(m.langs...)
		n.Ratio = m.Words.Say("ratio", "N", m.integer(f.N), "Of", m.integer(f.Of), "Counter", counter)
	}
	if f.Status == indicator.LowNumber {
		n.Absent = m.Words.Say("low-number")
		n.Note = m.Words.Say("low-number-note", "N", m.Site.Config.SmallestN, "Counter", m.text(f.Def.Ledger.Kind.Counter))
		return n
	}
	n.Text, n.Counter = m.amount(f.Def, f.Value)
	if f.Def.Measure == indicator.Change {
		n.Text = signed(f.Value, n.Text)
	}
	if f.Status == indicator.Provisional && !f.Def.Stock() { // what stands at a day is as it is, whatever the month brings
		n.Mark = m.Words.Say("provisional")
	}
	if len(f.Missing)+len(f.Unfiled) > 0 {
		n.Note = m.Words.Say("missing-months", "Months", m.Words.List(append(m.monthNames(f.Missing), unitNames(f.Unfiled)...)))
	}
	return n
}

func unitNames(units []*site.Unit) []string {
	var names []string
	for _, u := range units {
		names = append(names, u.Name)
	}
	return names
}

func (m *maker) monthNames(months []civil.Period) []string {
	var names []string
	for _, p := range months {
		names = append(names, m.Words.Month(p))
	}
	return names
}

// stated prints a figure as it was filed, with its qualifier.
func (m *maker) stated(n Number, f *indicator.Figure) Number {
	n.Text = m.published(f.Published, f.Def.CounterIn(m.langs...))
	n.Mark = m.Words.Say("stated")
	n.Note = f.Note
	return n
}

// published writes a number as it was published: 94余件, 95%以上, 超过1万人次, 近1/3.
func (m *maker) published(p stat.Published, counter string) string {
	id := map[stat.Qualifier]string{
		stat.Exact: "qualifier-exact", stat.AtLeast: "qualifier-at-least", stat.MoreThan: "qualifier-more-than",
		stat.SomeOver: "qualifier-some-over", stat.Rounded: "qualifier-about", stat.JustBelow: "qualifier-just-below",
	}[p.Qualifier]
	return m.Words.Say(id, "Number", p.Group(), "Counter", counter)
}

// Change is how a figure compares with the one before, in words; Way is up, down or same.
type Change struct{ Text, Way string }

// change compares the figure of a period with the one before it.
func (m *maker) change(d *indicator.Definition, u *site.Unit, p civil.Period) Change {
	before, ok := p.Previous()
	if !ok {
		return Change{}
	}
	now, then := m.Figures.Of(d.ID, u, p), m.Figures.Of(d.ID, u, before)
	if !comparable(now) || !comparable(then) {
		return Change{}
	}
	difference := now.Value.Sub(then.Value)
	switch difference.Cmp(stat.Int(0)) {
	case 1:
		return Change{m.difference(d, difference, "more", p), "up"}
	case -1:
		return Change{m.difference(d, stat.Ratio{Num: -difference.Num, Den: difference.Den}, "fewer", p), "down"}
	}
	return Change{m.Words.Say("change-same-" + p.Kind.String()), "same"}
}

// comparable is true of a figure whose value may be compared: one with a value, for a period reported in full and
// over.
func comparable(f *indicator.Figure) bool {
	return f != nil && f.Value.Valid() && f.Status == indicator.Present && len(f.Missing)+len(f.Unfiled) == 0
}

// difference says by how much: a rate by percentage points, all else by its own measure.
func (m *maker) difference(d *indicator.Definition, v stat.Ratio, way string, p civil.Period) string {
	text, counter := m.amount(d, v)
	if d.Percent() {
		return m.Words.Say("change-points-"+way+"-"+p.Kind.String(), "Points", text)
	}
	return m.Words.Say("change-"+way+"-"+p.Kind.String(), "Amount", text+counter)
}

// Card is a key figure: the number, how it changed, and the year to date.
type Card struct {
	Name   string
	Number Number
	Change Change
	ToDate string
}

func (m *maker) card(from string, d *indicator.Definition, u *site.Unit, p civil.Period) Card {
	c := Card{Name: m.text(d.Title), Number: m.number(from, m.Figures.Of(d.ID, u, p)), Change: m.change(d, u, p)}
	year, ok := m.yearSoFar(d, p)
	if !ok {
		return c
	}
	m.Figures.Need(d.ID, year)
	if n := m.number(from, m.Figures.Of(d.ID, u, year)); n.Absent == "" {
		c.ToDate = m.Words.Say("to-date", "Number", n.Text+n.Counter)
		if n.Ratio != "" {
			c.ToDate = m.Words.Say("to-date-ratio", "Number", n.Text+n.Counter, "Ratio", n.Ratio)
		}
	}
	return c
}

// yearSoFar is the year up to the end of a period, if a card shows it: the first period of a year is the year so far.
func (m *maker) yearSoFar(d *indicator.Definition, p civil.Period) (civil.Period, bool) {
	year := m.toDate(p)
	return year, !d.Stock() && d.Has(civil.YearToDate) && p.Kind != civil.YearToDate && p.First != year.First
}
