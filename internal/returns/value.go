package returns

import (
	"strconv"

	"github.com/lanewall/lanewall/internal/indicator"
	"github.com/lanewall/lanewall/internal/sheet"
	"github.com/lanewall/lanewall/internal/stat"
)

// value is a figure in a cell, and what one has to know of it.
type value struct {
	cell sheet.Cell
	note string
}

// none stands where a figure is not counted at all.
const none = "—"

// value is the cell of an indicator in a line: a number where it is one, else words.
func (m *maker) value(d *indicator.Definition, l line) value {
	f := m.figure(d, l)
	switch {
	case !d.At(l.unit.Level), l.toDate && d.Stock(): // what stands at the end of the week stands there at the end of the year so far
		return words(none)
	case f == nil && l.own:
		return m.noneOwn(d, l)
	case f == nil:
		return words(none)
	case d.Measure == indicator.Stated:
		return m.stated(f, l)
	}
	v := value{cell: m.cell(f)}
	if len(f.Missing)+len(f.Unfiled) > 0 && f.Status != indicator.NotFiled && !l.own {
		v.note = m.words.Say("missing-months", "Months", m.words.List(m.missing(f)))
	}
	return v
}

func words(text string) value { return value{cell: sheet.Cell{Kind: sheet.Text, Text: text}} }

// noneOwn is what an indicator says of a unit itself that has no rows: 0 of what is counted, if the unit has reported at
// all.
func (m *maker) noneOwn(d *indicator.Definition, l line) value {
	l.own = false
	whole := m.figure(d, l)
	switch {
	case whole == nil:
	case whole.Status == indicator.NotFiled:
		return words(m.words.Say("not-filed"))
	case d.Measure == indicator.Count || d.Measure == indicator.Sum || d.Measure == indicator.Distinct:
		return value{cell: m.number(d, stat.Int(0))}
	case d.Measure == indicator.Rate:
		return words(m.words.Say("nothing-due"))
	}
	return words(none)
}

// missing is who and what a figure leaves out.
func (m *maker) missing(f *indicator.Figure) []string {
	var names []string
	for _, p := range f.Missing {
		names = append(names, m.words.Month(p))
	}
	for _, u := range f.Unfiled {
		names = append(names, u.Name)
	}
	return names
}

// cell is a figure of rows.
func (m *maker) cell(f *indicator.Figure) sheet.Cell {
	text := ""
	switch {
	case f.Status == indicator.NotFiled:
		text = m.words.Say("not-filed")
	case f.Status == indicator.NotApplicable && f.Def.Measure == indicator.Rate:
		text = m.words.Say("nothing-due")
	case f.Status == indicator.NotApplicable:
		text = m.words.Say("no-value")
	case f.Status == indicator.LowNumber:
		text = m.words.Say("low-number") + m.ratio(f)
	case f.Def.Percent():
		text = m.words.Number(f.Value.Percent(f.Def.Places(), m.site.Config.Mode())) + "%" + m.ratio(f)
	default:
		return m.number(f.Def, f.Value)
	}
	return sheet.Cell{Kind: sheet.Text, Text: text}
}

// ratio is the numerator and denominator of a rate: （20/21件）.
func (m *maker) ratio(f *indicator.Figure) string {
	if f.Def.Measure != indicator.Rate {
		return ""
	}
	count := func(n int64) string { return m.words.Number(stat.Decimal{Units: n}) }
	return m.words.Say("bracketed", "Text", m.words.Say("ratio", "N", count(f.N), "Of", count(f.Of), "Counter", m.in(f.Def.Ledger.Kind.Counter)))
}

// number is a value as it is printed.
func (m *maker) number(d *indicator.Definition, v stat.Ratio) sheet.Cell {
	text := v.Round(d.Places(), m.site.Config.Mode()).String()
	n, err := strconv.ParseFloat(text, 64)
	if err != nil {
		return sheet.Cell{Kind: sheet.Text, Text: text}
	}
	return sheet.Cell{Kind: sheet.Number, Number: n, Text: text}
}

// stated is a number as it was filed; where it comes from is said beside it.
func (m *maker) stated(f *indicator.Figure, l line) value {
	v := words(m.published(f.Published))
	v.note = m.words.Say("stated")
	if f.Period != l.period {
		v.note += m.say("，", ", ") + m.words.Period(f.Period)
	}
	if f.Source != "" {
		v.note += m.say("，", ", ") + m.words.Say("source", "Source", f.Source)
	}
	if f.Note != "" {
		v.note += m.say("，", ", ") + f.Note
	}
	return v
}

// published writes a number with its qualifier: 94余, 近1/3. The header says of what.
func (m *maker) published(p stat.Published) string {
	id := map[stat.Qualifier]string{
		stat.Exact: "qualifier-exact", stat.AtLeast: "qualifier-at-least", stat.MoreThan: "qualifier-more-than",
		stat.SomeOver: "qualifier-some-over", stat.Rounded: "qualifier-about", stat.JustBelow: "qualifier-just-below",
	}[p.Qualifier]
	return m.words.Say(id, "Number", p.Group(), "Counter", "")
}
