package plan

import (
	"slices"

	"github.com/lanewall/lanewall/internal/civil"
	"github.com/lanewall/lanewall/internal/diag"
	"github.com/lanewall/lanewall/internal/indicator"
	"github.com/lanewall/lanewall/internal/ledger"
)

// Strip is how many rows stand at each step.
type Strip struct {
	Title string
	Steps []Step
}

// Step is a step and its rows.
type Step struct {
	Name  string
	Count int
}

// OpenRows is the open rows of some ledgers: how many at each light, and by name those past half their time.
type OpenRows struct {
	Title   string
	Lights  []LightCount
	Counter string // of the rows
	Rows    []OpenRow
	More    int // how many are not listed
	Empty   string
}

// LightCount is the rows at a light: normal, half or overdue.
type LightCount struct {
	Light, Word string
	Count       int
}

// OpenRow is an open row by name.
type OpenRow struct {
	Light, Word, Text, Href, Detail string
	due                             civil.Date
}

// open lists what is open in the unit at the end of the period.
func (b *blockMaker) open() *OpenRows {
	open := &OpenRows{Title: b.text(b.spec.Title), Empty: b.Words.Say("nothing-open")}
	if len(b.spec.Ledgers) == 0 {
		b.once("missing-key", b.spec.Pos, "ledgers")
	}
	counts, labels := map[string]int{}, map[string]string{}
	var counters []string
	for _, name := range b.spec.Ledgers {
		t := b.maker.ledger(name.V, name.Pos)
		if t == nil || b.column(t, "light", name.Pos) == nil || b.column(t, "deadline", name.Pos) == nil {
			continue
		}
		if counter := b.text(t.Kind.Counter); !slices.Contains(counters, counter) {
			counters = append(counters, counter)
		}
		light, asOf := t.Column("light"), b.period.AsOf(b.Site.Horizon)
		for _, row := range b.find(query{table: t, unit: b.unit, period: b.period}) {
			code := light.Code(row, asOf)
			if code == 0 {
				continue
			}
			word := light.Word(code)
			counts[word]++
			labels[word] = light.Label(code, b.lang)
			if word != civil.Normal.String() {
				open.Rows = append(open.Rows, b.openRow(b.from, t, row, asOf))
			}
		}
	}
	open.Counter = b.Words.Say("items")
	if len(counters) == 1 {
		open.Counter = counters[0]
	}
	for _, l := range []civil.Light{civil.Overdue, civil.Half, civil.Normal} {
		if n := counts[l.String()]; n > 0 {
			open.Lights = append(open.Lights, LightCount{l.String(), labels[l.String()], n})
		}
	}
	slices.SortStableFunc(open.Rows, func(a, b OpenRow) int { return int(a.due - b.due) })
	if most := b.spec.Rows; most > 0 && len(open.Rows) > most {
		open.More = len(open.Rows) - most
		open.Rows = open.Rows[:most]
	}
	return open
}

func (m *maker) openRow(from string, t *ledger.Table, row int, asOf civil.Date) OpenRow {
	light := t.Column("light")
	code := light.Code(row, asOf)
	due := t.Column("deadline").Date(row, asOf)
	where := indicator.UnitOf(t, m.Site, row).Name
	id := "open-due"
	if light.Word(code) == civil.Overdue.String() {
		id = "open-overdue"
	}
	return OpenRow{
		Light: light.Word(code), Word: light.Label(code, m.lang), Text: m.label(t, row), Href: relative(from, m.rowPath(t, row)),
		Detail: m.Words.Say(id, "Unit", where, "Due", m.dayOf(due, asOf), "Days", int(asOf-due), "Ledger", m.text(t.Kind.Title)),
		due:    due,
	}
}

// ledger finds a ledger that a configuration names.
func (m *maker) ledger(name string, pos diag.Pos) *ledger.Table {
	t := m.Site.Ledger(name)
	if t == nil {
		m.once("unknown-ledger", pos, name, diag.Choice{Given: name, Names: m.Site.LedgerNames()})
	}
	return t
}

// words is the public column of words that the block names; nil, with a problem, if there is none.
func (b *blockMaker) words(t *ledger.Table) *ledger.Column {
	if t == nil || b.lacks("column", b.spec.Column) {
		return nil
	}
	col := b.column(t, b.spec.Column.V, b.spec.Column.Pos)
	if col != nil && col.Type.Numeric() {
		b.once("not-words", b.spec.Column.Pos, b.spec.Column.V)
		return nil
	}
	return col
}

// strip counts rows by the words of a column, every word shown.
func (b *blockMaker) strip() *Strip {
	t := b.ledger()
	col := b.words(t)
	if col == nil {
		return nil
	}
	counts := make([]int, len(col.Words()))
	filter := b.filter(t)
	for _, row := range b.find(query{table: t, filter: filter, unit: b.unit, period: b.period}) {
		for _, code := range col.Codes(row, b.period.AsOf(b.Site.Horizon)) {
			counts[code]++
		}
	}
	s := &Strip{Title: b.text(b.spec.Title)}
	for code := 1; code < len(counts); code++ {
		s.Steps = append(s.Steps, Step{col.Label(uint32(code), b.lang), counts[code]})
	}
	return s
}

// filter reads the block's own. What it names has to be public.
func (b *blockMaker) filter(t *ledger.Table) indicator.Filter {
	filter, problems := indicator.Compile(b.spec.Where, t)
	for _, d := range problems {
		b.once(d.Code, d.Pos, d.Args...)
	}
	for _, c := range filter {
		b.column(t, c.Column.Name, b.spec.Pos)
	}
	return filter
}

// isLight tells the words of a light from others.
func isLight(word string) bool {
	return word == civil.Normal.String() || word == civil.Half.String() || word == civil.Overdue.String()
}
