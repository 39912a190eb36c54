package plan

import (
	"slices"
	"strings"

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
		for _, row := range b.lit(t, asOf) {
			if !indicator.UnitOf(t, b.Site, row).Under(b.unit) {
				continue
			}
			code := light.Code(row, asOf)
			word := light.Word(code)
			counts[word]++
			labels[word] = light.Label(code, b.lang)
			if word != civil.Normal.String() {
				open.Rows = append(open.Rows, b.openRow(t, row, asOf))
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

// lit is the rows of a ledger that have a light at the end of a day, the latest first. The boards of all units ask for
// the same days.
func (m *maker) lit(t *ledger.Table, asOf civil.Date) []int {
	key := litKey{t, asOf}
	if rows, ok := m.lights[key]; ok {
		return rows
	}
	var rows []int
	date, light := t.Column(t.Kind.Date), t.Column("light")
	for row := range t.N {
		if (date == nil || date.Date(row, asOf) <= asOf) && light.Code(row, asOf) != 0 {
			rows = append(rows, row)
		}
	}
	newest(t, rows, date, asOf)
	m.lights[key] = rows
	return rows
}

type litKey struct {
	table *ledger.Table
	asOf  civil.Date
}

// openRow names a row: what it is, where, who leads, and by when.
func (b *blockMaker) openRow(t *ledger.Table, row int, asOf civil.Date) OpenRow {
	light := t.Column("light")
	code := light.Code(row, asOf)
	due := t.Column("deadline").Date(row, asOf)
	id := "open-due"
	if light.Word(code) == civil.Overdue.String() {
		id = "open-overdue"
	}
	where := []string{indicator.UnitOf(t, b.Site, row).Name}
	if lead := t.Column("lead"); lead != nil && lead.Class == ledger.Public && lead.Code(row, asOf) != 0 {
		where = append(where, b.word(lead, lead.Code(row, asOf)))
	}
	if len(b.spec.Ledgers) > 1 {
		where = append(where, b.text(t.Kind.Title))
	}
	return OpenRow{
		Light: light.Word(code), Word: light.Label(code, b.lang), Text: b.label(t, row), Href: relative(b.from, b.rowPath(t, row)),
		Detail: b.Words.Say(id, "Where", strings.Join(where, " · "), "Due", b.dayOf(due, asOf), "Days", int(asOf-due)),
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
