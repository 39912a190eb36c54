package plan

import (
	"slices"
	"strings"

	"github.com/lanewall/lanewall/internal/civil"
	"github.com/lanewall/lanewall/internal/diag"
	"github.com/lanewall/lanewall/internal/indicator"
	"github.com/lanewall/lanewall/internal/site"
)

// periodKinds are the kinds of period that charts and tables go by.
var periodKinds = []string{"week", "month", "quarter", "year"}

// table is figures: a row an indicator, a unit, a period or a word.
func (b *blockMaker) table() *FigureTable {
	definitions := slices.DeleteFunc(b.definitions(), func(d *indicator.Definition) bool { return !d.At(b.unit.Level) })
	if len(definitions) == 0 {
		return nil
	}
	t := &FigureTable{ID: b.id, Title: b.title(b.text(definitions[0].Title)), Note: b.Words.Say("chart-scope", "Unit", b.unit.Name, "Period", b.Words.Period(b.period))}
	switch by := b.spec.By.V; {
	case by == "" || by == "indicator":
		b.byIndicator(t, definitions)
	case by == "unit":
		parts := b.parts(b.unit, definitions[0])
		if len(parts) == 0 {
			return nil
		}
		t.Head = append([]string{b.Words.Say("unit-head")}, b.heads(definitions)...)
		for _, u := range parts {
			t.Rows = append(t.Rows, FigureRow{Name: u.Name, Href: relative(b.from, unitPath(u)), Cells: b.cells(definitions, u, b.period)})
		}
		b.total(t, definitions)
	case slices.Contains(periodKinds, by):
		kind, _ := civil.ParseKind(by)
		t.Head = append([]string{b.Words.Say("period-head-" + by)}, b.heads(definitions)...)
		periods := b.chartPeriods(kind, definitions, b.unit, b.period)
		for _, p := range periods {
			t.Rows = append(t.Rows, FigureRow{Name: b.Words.Short(p), Cells: b.cells(definitions, b.unit, p)})
		}
		if len(periods) > 0 && b.period.First <= periods[0].First { // else the rows are of more than the whole
			b.total(t, definitions)
		}
	default:
		return b.bySplit(t, definitions[0])
	}
	return t
}

// total ends a table with the figures of the block's unit and period.
func (b *blockMaker) total(t *FigureTable, definitions []*indicator.Definition) {
	t.Rows = append(t.Rows, FigureRow{Name: b.wholeTitle(definitions...), Total: true, Cells: b.cells(definitions, b.unit, b.period)})
}

// wholeTitle is what the row of the whole is called: of what adds up 合计, of rates and means 全部.
func (m *maker) wholeTitle(definitions ...*indicator.Definition) string {
	for _, d := range definitions {
		if d.Measure != indicator.Count && d.Measure != indicator.Sum {
			return m.Words.Say("overall")
		}
	}
	return m.Words.Say("total")
}

// byIndicator sets the period beside the one before it and the year to date (汇总表).
func (b *blockMaker) byIndicator(t *FigureTable, definitions []*indicator.Definition) {
	t.Note = b.unit.Name
	t.Head = []string{b.Words.Say("indicator-head")}
	columns := b.columns(b.period)
	for _, column := range columns {
		t.Head = append(t.Head, column.title)
	}
	for _, d := range definitions {
		row := FigureRow{Name: b.text(d.Title), Href: relative(b.from, indicatorPath(d.ID))}
		for _, column := range columns {
			cell := b.cells([]*indicator.Definition{d}, b.unit, column.period)[0]
			if column.toDate && d.Stock() { // what stands at the end of the week stands there at the end of the year so far
				cell = "—"
			}
			row.Cells = append(row.Cells, cell)
		}
		t.Rows = append(t.Rows, row)
	}
}

// headed is a period and what the column of its figures is called; toDate is the year so far.
type headed struct {
	title  string
	period civil.Period
	toDate bool
}

// columns is a period, the one before it, and the year to date; of other periods than weeks to years, that alone.
func (m *maker) columns(p civil.Period) []headed {
	kind := p.Kind.String()
	if !slices.Contains(periodKinds, kind) {
		return []headed{{title: m.Words.Period(p), period: p}}
	}
	columns := []headed{{title: m.Words.Say("this-" + kind), period: p}}
	if before, ok := p.Previous(); ok {
		columns = append(columns, headed{title: m.Words.Say("last-" + kind), period: before})
	}
	if p.Kind != civil.Year {
		columns = append(columns, headed{title: m.Words.Say("to-date-title"), period: m.toDate(p), toDate: true})
	}
	return columns
}

// toDate is the year up to the end of a period.
func (m *maker) toDate(p civil.Period) civil.Period {
	if p.Kind != civil.Week {
		return civil.YearToDate.Of(p.Last)
	}
	last := p.AsOf(m.Site.Horizon)
	return civil.Between(civil.Year.Of(last).First, last)
}

// bySplit is a row a word of a split, in order of size if the indicator ranks them.
func (b *blockMaker) bySplit(t *FigureTable, d *indicator.Definition) *FigureTable {
	i := slices.Index(d.Splits, b.spec.By.V)
	if i < 0 {
		b.once("unknown-split", b.spec.By.Pos, b.spec.By.V, d.ID, diag.Choice{Given: b.spec.By.V, Names: append([]string{"indicator", "unit"}, slices.Concat(periodKinds, d.Splits)...)})
		return nil
	}
	b.Figures.Need(d.ID, b.period)
	if b.Figures.Of(d.ID, b.unit, b.period) == nil {
		return nil // of what is counted, never listed, there are figures of the whole site and its longest period only
	}
	split := b.split(d, d.Split[i], b.unit, b.period, b.Figures.Split(d.ID, b.unit, b.period, b.spec.By.V))
	split.ID, split.Title = t.ID, t.Title
	return &split
}

func (b *blockMaker) heads(definitions []*indicator.Definition) []string {
	var heads []string
	for _, d := range definitions {
		title := b.text(d.Title)
		if counter := d.CounterIn(b.langs...); counter != "" {
			title = b.Words.Say("with-unit", "Title", title, "Unit", counter)
		}
		heads = append(heads, title)
	}
	return heads
}

// cells is one figure a cell.
func (b *blockMaker) cells(definitions []*indicator.Definition, u *site.Unit, p civil.Period) []string {
	var cells []string
	for _, d := range definitions {
		cells = append(cells, b.plain(b.number(b.from, b.figure(d, u, p))))
	}
	return cells
}

// plain is a number in a cell, whose column says the counter word; a rate carries its n/N.
func (m *maker) plain(n Number) string {
	if n.Ratio == "" && n.Absent == "" {
		return n.Text
	}
	return m.whole(n)
}

// whole is a number with its counter word, a rate with its n/N, or the words that stand in its place.
func (m *maker) whole(n Number) string {
	if n.Ratio == "" {
		return n.Whole()
	}
	return strings.TrimSpace(n.Whole() + m.Words.Say("bracketed", "Text", n.Ratio))
}
