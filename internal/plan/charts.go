package plan

import (
	"math"
	"slices"

	"github.com/lanewall/lanewall/internal/chart"
	"github.com/lanewall/lanewall/internal/civil"
	"github.com/lanewall/lanewall/internal/diag"
	"github.com/lanewall/lanewall/internal/indicator"
	"github.com/lanewall/lanewall/internal/site"
	"github.com/lanewall/lanewall/internal/stat"
)

// ChartBlock is a chart with its title, finding and links.
type ChartBlock struct {
	ID      string
	Title   string
	Finding string // what it shows, in a few words
	Scope   string // of where and when
	Chart   *chart.Chart
	Links   []Link
	Script  string // what draws it anew when a reader asks; "" if it stays as it is drawn
}

// chartSpec is what a chart is asked for, on a board or in a page.
type chartSpec struct {
	id, title  string
	indicators []*indicator.Definition
	by, shape  string
	unit       *site.Unit
	period     civil.Period
	pos        diag.Pos
}

// chart is the chart that a block asks for.
func (b *blockMaker) chart() *ChartBlock {
	definitions := b.definitions()
	if len(definitions) == 0 {
		return nil
	}
	spec := chartSpec{id: b.id, title: b.title(b.text(definitions[0].Title)), indicators: definitions, by: b.spec.By.V, shape: b.spec.Shape,
		unit: b.unit, period: b.period, pos: b.spec.By.Pos}
	if spec.by == "" {
		spec.by = "month"
	}
	if spec.pos.Source == nil {
		spec.pos = b.spec.Pos
	}
	return b.maker.chart(b.from, spec)
}

var shapes = []string{"bar", "line", "stacked", "horizontal"}

// chart draws up a chart; nil if there is nothing to draw.
func (m *maker) chart(from string, spec chartSpec) *ChartBlock {
	if spec.shape != "" && !slices.Contains(shapes, spec.shape) {
		m.once("unknown-value", spec.pos, spec.shape, diag.Choice{Given: spec.shape, Names: shapes})
		return nil
	}
	spec.indicators = slices.DeleteFunc(spec.indicators, func(d *indicator.Definition) bool { return !d.At(spec.unit.Level) })
	if len(spec.indicators) == 0 {
		return nil
	}
	c := &chart.Chart{Title: spec.title, Empty: m.Words.Say("no-rows")}
	first := spec.indicators[0]
	c.Places = first.Places()
	c.Unit = first.CounterIn(m.langs...)
	if first.Percent() {
		c.Unit = "%"
	}
	c.Kind, c.Stacked, c.Horizontal = shapeOf(spec.shape)
	block := &ChartBlock{ID: spec.id, Title: spec.title, Chart: c, Script: m.script(from, "echarts.js")}
	switch kind, err := civil.ParseKind(spec.by); {
	case err == nil && slices.Contains(periodKinds, spec.by):
		m.byPeriod(block, kind, spec)
	case spec.by == "unit":
		m.byUnit(block, spec)
	default:
		m.bySplit(block, spec)
	}
	if len(c.Categories) == 0 {
		return nil
	}
	if err := c.Check(); err != nil {
		m.once("bad-chart", spec.pos, err.Error())
		return nil
	}
	c.Desc = block.Scope
	if block.Finding != "" {
		c.Desc = block.Finding + m.Words.Say("stop") + block.Scope
	}
	for _, d := range spec.indicators {
		text := m.Words.Say("definition")
		if len(spec.indicators) > 1 {
			text = m.Words.Say("definition-of", "Title", m.text(d.Title))
		}
		block.Links = append(block.Links, Link{text, relative(from, indicatorPath(d.ID))})
	}
	block.Links = append(block.Links, Link{m.Words.Say("all-csv"), m.shared(from, indicatorCSV(first.ID))})
	return block
}

func shapeOf(shape string) (kind chart.Kind, stacked, horizontal bool) {
	switch shape {
	case "line":
		return chart.Line, false, false
	case "stacked":
		return chart.Bar, true, false
	case "horizontal":
		return chart.Bar, false, true
	}
	return chart.Bar, false, false
}

// value is a figure as a chart takes it.
func (m *maker) value(f *indicator.Figure) chart.Value {
	n := m.number(homePath, f)
	if n.Absent != "" {
		return chart.Value{Missing: true, Mark: n.Absent}
	}
	// What is drawn is what is printed, so that a label cannot be rounded otherwise than the table beneath it.
	printed := f.Value.Round(f.Def.Places(), m.mode)
	if f.Def.Percent() {
		printed = f.Value.Percent(f.Def.Places(), m.mode)
	}
	v := float64(printed.Units) / math.Pow10(printed.Places)
	mark := ""
	if f.Status == indicator.Provisional {
		mark = n.Mark
	}
	return chart.Value{Number: v, Mark: mark}
}

// byPeriod: one after the other, see chartPeriods.
func (m *maker) byPeriod(block *ChartBlock, kind civil.Kind, spec chartSpec) {
	c := block.Chart
	c.Category = m.Words.Say("period-head-" + kind.String())
	periods := m.chartPeriods(kind, spec.indicators, spec.unit, spec.period)
	for _, p := range periods {
		c.Categories = append(c.Categories, m.Words.Short(p))
	}
	for _, d := range spec.indicators {
		s := chart.Series{Name: m.text(d.Title)}
		for _, p := range periods {
			m.Figures.Need(d.ID, p)
			s.Values = append(s.Values, m.value(m.Figures.Of(d.ID, spec.unit, p)))
		}
		c.Series = append(c.Series, s)
	}
	if len(periods) == 0 {
		return
	}
	last := periods[len(periods)-1]
	block.Scope = m.Words.Say("chart-scope-months", "Unit", spec.unit.Name, "From", m.Words.Period(periods[0]), "To", m.Words.Period(last))
	d := spec.indicators[len(spec.indicators)-1]
	if f := m.Figures.Of(d.ID, spec.unit, last); f != nil && f.Value.Valid() && f.Status != indicator.LowNumber {
		text, counter := m.amount(d, f.Value)
		id := "chart-finding-month"
		if len(spec.indicators) > 1 {
			id = "chart-finding-month-of"
		}
		block.Finding = m.Words.Say(id, "Month", m.Words.Short(last), "Title", m.text(d.Title), "Amount", text+counter, "Change", m.change(d, spec.unit, last).Text)
	}
}

// chartPeriods are those up to the one that a period ends in: the months of the year, or the last twelve where there
// are fewer than three; the last twelve weeks, eight quarters or ten years. Those before the first that is known are
// left out, not shown as missing.
func (m *maker) chartPeriods(kind civil.Kind, definitions []*indicator.Definition, u *site.Unit, p civil.Period) []civil.Period {
	known := func(p civil.Period) bool {
		return slices.ContainsFunc(definitions, func(d *indicator.Definition) bool {
			if first := m.Figures.First(d); first == civil.None || p.Last < first {
				return false
			}
			m.Figures.Need(d.ID, p)
			f := m.Figures.Of(d.ID, u, p)
			return f != nil && f.Status != indicator.NotFiled
		})
	}
	periods := m.periodsUpTo(kind, p)
	for len(periods) > 0 && !known(periods[0]) {
		periods = periods[1:]
	}
	return periods
}

func (m *maker) periodsUpTo(kind civil.Kind, p civil.Period) []civil.Period {
	last := kind.Of(p.AsOf(m.Site.Horizon))
	back := map[civil.Kind]civil.Date{civil.Week: last.First - 7*11, civil.Quarter: last.First.AddMonths(-21), civil.Year: last.First.AddMonths(-12 * 9)}
	first, ok := back[kind]
	if !ok {
		first = civil.Year.Of(last.First).First
	}
	if kind == civil.Month && p.First != civil.None && p.First < first {
		first = p.First
	}
	periods := civil.Each(kind, first, last.Last)
	if kind == civil.Month && len(periods) < 3 {
		periods = civil.Each(civil.Month, last.First.AddMonths(-11), last.Last)
	}
	return periods
}

// byUnit: the units right below, and the unit itself for its own rows.
func (m *maker) byUnit(block *ChartBlock, spec chartSpec) {
	c, d := block.Chart, spec.indicators[0]
	c.Category, c.Horizontal = m.Words.Say("unit-head"), true
	m.Figures.Need(d.ID, spec.period)
	s := chart.Series{Name: m.text(d.Title)}
	var best *indicator.Figure
	ties := 0
	for _, child := range m.parts(spec.unit, d) {
		f := m.Figures.Of(d.ID, child, spec.period)
		c.Categories = append(c.Categories, child.Name)
		s.Values = append(s.Values, m.value(f))
		if best != nil && f != nil && f.Value.Valid() && f.Value.Cmp(best.Value) == 0 {
			ties++
		} else if larger(best, f) != best {
			best, ties = f, 0
		}
	}
	if own := m.Figures.Get(indicator.Key{Indicator: d.ID, Unit: spec.unit, Period: spec.period, Split: indicator.OwnSplit, Word: indicator.OwnValue}); own != nil && len(c.Categories) > 0 {
		c.Categories = append(c.Categories, m.Words.Say("own"))
		s.Values = append(s.Values, m.value(own))
	}
	c.Series = []chart.Series{s}
	block.Scope = m.Words.Say("chart-scope", "Unit", spec.unit.Name, "Period", m.Words.Period(spec.period))
	if best != nil && ties == 0 {
		text, counter := m.amount(d, best.Value)
		block.Finding = m.Words.Say("chart-finding-most", "Name", best.Unit.Name, "Amount", text+counter)
	}
}

// parts is the units below a unit that a chart compares: its children, or where the indicator is not computed for
// those the next level that it is; for a top level of few, the lowest level that still fits.
func (m *maker) parts(u *site.Unit, d *indicator.Definition) []*site.Unit {
	const fits = 16
	var parts []*site.Unit
	for level := u.Children; len(level) > 0; {
		computed := slices.DeleteFunc(slices.Clone(level), func(c *site.Unit) bool { return !d.At(c.Level) })
		if len(computed) > 0 && (len(computed) <= fits || parts == nil) {
			parts = computed
		}
		var below []*site.Unit
		for _, c := range level {
			below = append(below, c.Children...)
		}
		level = below
	}
	return parts
}

func larger(a, b *indicator.Figure) *indicator.Figure {
	if b == nil || !b.Value.Valid() || b.Status == indicator.LowNumber || b.Value.Num == 0 {
		return a
	}
	if a == nil || b.Value.Cmp(a.Value) > 0 {
		return b
	}
	return a
}

// bySplit: the words of a split, most first.
func (m *maker) bySplit(block *ChartBlock, spec chartSpec) {
	c, d := block.Chart, spec.indicators[0]
	col := slices.IndexFunc(d.Splits, func(name string) bool { return name == spec.by })
	if col < 0 {
		m.once("unknown-split", spec.pos, spec.by, d.ID, diag.Choice{Given: spec.by, Names: append([]string{"unit"}, slices.Concat(periodKinds, d.Splits)...)})
		return
	}
	column := d.Split[col]
	c.Category, c.Horizontal = m.text(column.Title), true
	m.Figures.Need(d.ID, spec.period)
	figures := m.Figures.Split(d.ID, spec.unit, spec.period, spec.by)
	slices.SortStableFunc(figures, func(a, b *indicator.Figure) int { return b.Value.Cmp(a.Value) })
	s := chart.Series{Name: m.text(d.Title)}
	for _, f := range figures {
		code, _ := column.CodeOf(f.Word)
		c.Categories = append(c.Categories, m.word(column, code))
		s.Values = append(s.Values, m.value(f))
	}
	c.Series = []chart.Series{s}
	block.Scope = m.splitScope(column, spec.unit, spec.period)
	whole := m.Figures.Of(d.ID, spec.unit, spec.period)
	if len(figures) > 1 && figures[0].Value.Cmp(figures[1].Value) > 0 && d.Measure != indicator.Rate && whole != nil && whole.Value.Num > 0 {
		text, counter := m.amount(d, figures[0].Value)
		block.Finding = m.Words.Say("chart-finding-most", "Name", c.Categories[0], "Amount", text+counter)
		if d.Measure == indicator.Count && whole.Value.Num >= int64(m.Site.Config.SmallestN) {
			share := stat.Ratio{Num: figures[0].Value.Num, Den: whole.Value.Num}
			block.Finding = m.Words.Say("chart-finding-share", "Name", c.Categories[0], "Amount", text+counter,
				"Percent", share.Percent(1, m.mode).String(), "N", figures[0].Value.Num, "Of", whole.Value.Num)
		}
	}
}
