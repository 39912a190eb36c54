package plan

import (
	"cmp"
	"slices"
	"strings"

	"github.com/lanewall/lanewall/internal/civil"
	"github.com/lanewall/lanewall/internal/diag"
	"github.com/lanewall/lanewall/internal/indicator"
	"github.com/lanewall/lanewall/internal/ledger"
	"github.com/lanewall/lanewall/internal/site"
)

// Strip is how many rows stand at each step.
type Strip struct {
	Title string
	AsOf  string // the day that steps that are lights speak for; "" if none is
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
	AsOf    string // the day that the lights speak for
	Ledgers []OpenLedger
	Rows    []OpenRow // the first few
	Rest    []OpenRow // the others, folded away
	Shown   int       // how many there are of both
	More    int       // how many are not listed
	Empty   string
}

// OpenLedger is the open rows of one ledger. What different ledgers hold is counted in different words and may overlap, so
// it is not added up.
type OpenLedger struct {
	Title   string // "" if it is the only one
	Counter string
	Lights  []LightCount
}

// LightCount is the rows at a light: normal, half or overdue.
type LightCount struct {
	Light, Word string
	Count       int
}

// OpenRow is an open row by name.
type OpenRow struct {
	Light, Word, Text, Href, Detail string
}

// openShown is how many open rows a board lists before it folds the others away.
const openShown = 5

// lateRow is an open row past half its time, and by when it is due.
type lateRow struct {
	table *ledger.Table
	row   int
	due   civil.Date
}

// open lists what is open in the unit at the end of the period.
func (b *blockMaker) open() *OpenRows {
	open := &OpenRows{Title: b.text(b.spec.Title), Empty: b.Words.Say("nothing-open")}
	if len(b.spec.Ledgers) == 0 {
		b.once("missing-key", b.spec.Pos, "ledgers")
	}
	var late []lateRow
	asOf := b.period.AsOf(b.Site.Horizon)
	open.AsOf = b.Words.Date(asOf)
	for _, name := range b.spec.Ledgers {
		t := b.maker.ledger(name.V, name.Pos)
		if t == nil || b.oneWord(t, "light", name.Pos) == nil || b.date(t, "deadline", name.Pos) == nil {
			continue
		}
		counts, rows := b.lightsAt(t, asOf)
		late = append(late, rows...)
		if len(counts) > 0 {
			open.Ledgers = append(open.Ledgers, b.lightsOf(t, counts))
		}
	}
	slices.SortStableFunc(late, func(a, b lateRow) int { return cmp.Compare(a.due, b.due) })
	if most := b.spec.Rows; most > 0 && len(late) > most {
		open.More = len(late) - most
		late = late[:most]
	}
	for _, l := range late {
		open.Rows = append(open.Rows, b.openRow(l, asOf))
	}
	if open.Shown = len(open.Rows); b.folds && open.Shown > openShown+1 {
		open.Rows, open.Rest = open.Rows[:openShown], open.Rows[openShown:]
	}
	return open
}

// lightsAt counts a ledger's rows in the unit by the word of their light, and gives those past half their time.
func (b *blockMaker) lightsAt(t *ledger.Table, asOf civil.Date) (counts map[string]int, late []lateRow) {
	counts = map[string]int{}
	light, deadline := t.Column("light"), t.Column("deadline")
	for _, row := range b.lit(t, asOf) {
		if !b.unitOf(t, row).Under(b.unit) {
			continue
		}
		word := light.Word(light.Code(row, asOf))
		counts[word]++
		if word != civil.Normal.String() {
			late = append(late, lateRow{t, row, deadline.Date(row, asOf)})
		}
	}
	return counts, late
}

// lightsOf is how many rows of a ledger stand at each light.
func (b *blockMaker) lightsOf(t *ledger.Table, counts map[string]int) OpenLedger {
	open := OpenLedger{Counter: b.Words.Counter(b.text(t.Kind.Counter))}
	if len(b.spec.Ledgers) > 1 {
		open.Title = b.text(t.Kind.Title)
	}
	light := t.Column("light")
	for _, l := range []civil.Light{civil.Overdue, civil.Half, civil.Normal} {
		if n := counts[l.String()]; n > 0 {
			code, _ := light.CodeOf(l.String())
			open.Lights = append(open.Lights, LightCount{l.String(), light.Label(code, b.langs...), n})
		}
	}
	return open
}

// lit is the rows of a ledger that have a light at the end of a day, the latest first. The boards of all units ask for
// the same days.
func (m *maker) lit(t *ledger.Table, asOf civil.Date) []int {
	key := litKey{t, asOf}
	if rows, ok := m.all.lights[key]; ok {
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
	m.all.lights[key] = rows
	return rows
}

type litKey struct {
	table *ledger.Table
	asOf  civil.Date
}

// openRow names a row: what it is, where, who leads, and by when.
func (b *blockMaker) openRow(l lateRow, asOf civil.Date) OpenRow {
	t, row, light := l.table, l.row, l.table.Column("light")
	code := light.Code(row, asOf)
	id := "open-due"
	if light.Word(code) == civil.Overdue.String() {
		id = "open-overdue"
	}
	where := []string{b.unitOf(t, row).Name}
	if lead := t.Column("lead"); lead != nil && lead.Class == ledger.Public && lead.Code(row, asOf) != 0 {
		where = append(where, b.word(lead, lead.Code(row, asOf)))
	}
	if len(b.spec.Ledgers) > 1 {
		where = append(where, b.text(t.Kind.Title))
	}
	return OpenRow{
		Light: light.Word(code), Word: light.Label(code, b.langs...), Text: b.label(t, row), Href: b.rowHref(b.from, t, row),
		Detail: b.Words.Say(id, "Where", strings.Join(where, " · "), "Title", b.text(t.Column("deadline").Title), "Due", b.dayOf(l.due, asOf), "Days", int(asOf-l.due)),
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

// oneWord is a public column of one word a row that a configuration names; nil, with a problem, if there is none.
func (m *maker) oneWord(t *ledger.Table, name string, pos diag.Pos) *ledger.Column {
	col := m.column(t, name, pos)
	if col != nil && (col.Type.Numeric() || col.Type.Many()) {
		m.once("not-one-word", pos, name)
		return nil
	}
	return col
}

// date is a public column of dates that a configuration names; nil, with a problem, if there is none.
func (m *maker) date(t *ledger.Table, name string, pos diag.Pos) *ledger.Column {
	col := m.column(t, name, pos)
	if col != nil && col.Type != ledger.Date {
		m.once("not-a-date", pos, name)
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
	if lights(col) {
		s.AsOf = b.Words.Date(b.period.AsOf(b.Site.Horizon))
	}
	for code := 1; code < len(counts); code++ {
		s.Steps = append(s.Steps, Step{col.Label(uint32(code), b.langs...), counts[code]})
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

// lights tells whether a column says lights.
func lights(c *ledger.Column) bool { return slices.ContainsFunc(c.Words(), isLight) }

// splitScope is where and when figures by the words of a column speak; of lights, as of which day too.
func (m *maker) splitScope(c *ledger.Column, u *site.Unit, p civil.Period) string {
	if lights(c) {
		return m.Words.Say("light-scope", "Unit", u.Name, "Period", m.Words.Period(p), "Date", m.Words.Date(p.AsOf(m.Site.Horizon)))
	}
	return m.Words.Say("chart-scope", "Unit", u.Name, "Period", m.Words.Period(p))
}

// isLight tells the words of a light from others.
func isLight(word string) bool {
	return word == civil.Normal.String() || word == civil.Half.String() || word == civil.Overdue.String()
}
