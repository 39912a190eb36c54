package due

import (
	"math"
	"slices"

	"github.com/lanewall/lanewall/internal/civil"
	"github.com/lanewall/lanewall/internal/ledger"
)

// term is a limit that runs on a day.
type term struct {
	step              string
	from, yellow, due civil.Date
	provisional       bool
	light             civil.Light
}

// terms gives the term of a row; false if it has none, or none that runs.
type terms func(row int) (term, bool)

// terms is the limits that the rows of the ledger may have.
func (f *finder) terms() []terms {
	var all []terms
	for _, rule := range f.table.Kind.Derived {
		if rule.Rule == "light" && f.table.Column(rule.Name) != nil {
			all = append(all, f.lit(rule))
		}
	}
	if all == nil {
		if t := f.promised(); t != nil {
			all = append(all, t)
		}
	}
	for i := range f.table.Kind.Fields {
		if t := f.steps(&f.table.Kind.Fields[i]); t != nil {
			all = append(all, t)
		}
	}
	return all
}

// lit is the limit that a light speaks of.
func (f *finder) lit(rule ledger.Rule) terms {
	light, received, deadline := f.table.Column(rule.Name), f.table.Column(rule.From[0]), f.table.Column(rule.From[1])
	turns := f.table.Turns(rule, f.site.Calendar)
	return func(row int) (term, bool) {
		from := received.Date(row, f.day)
		if from == civil.None || from > f.day {
			return term{}, false
		}
		t := term{from: from, light: lightOf(light.Word(light.Code(row, f.day))), provisional: deadline.Provisional(row)}
		t.yellow, t.due = turns(row)
		return t, t.due != civil.None
	}
}

func lightOf(word string) civil.Light {
	for _, l := range []civil.Light{civil.Normal, civil.Half, civil.Overdue} {
		if l.String() == word {
			return l
		}
	}
	return civil.NoLight
}

// promised is a due day in a ledger without lights: nothing but the day after it means anything. It is nil in a ledger
// without such a day, or without an end.
func (f *finder) promised() terms {
	due, kind := f.table.Column("due"), f.table.Kind
	if due == nil || due.Type != ledger.Date || len(kind.Open) < 2 {
		return nil
	}
	return func(row int) (term, bool) {
		from, until, running := f.span(row)
		t := term{from: from, yellow: civil.None, due: due.Date(row, f.day)}
		t.light = civil.LightOn(f.day, t.yellow, t.due, until)
		return t, running && t.due != civil.None
	}
}

// span is when a row came in and ended, as known on the day, and whether it is open; until is None if it has not ended.
func (f *finder) span(row int) (from, until civil.Date, open bool) {
	from, until = civil.None, civil.None
	kind := f.table.Kind
	if len(kind.Open) < 2 {
		return from, until, false
	}
	if c := f.table.Column(kind.Open[0]); c != nil && c.Type == ledger.Date {
		from = c.Date(row, f.day)
	}
	if c := f.table.Column(kind.Open[1]); c != nil && c.Type == ledger.Date {
		until = c.Date(row, f.day)
	}
	return from, until, from != civil.None && from <= f.day && (until == civil.None || until > f.day)
}

// steps is the limit of the step that a row is at: of the last that has begun, unless it has ended. It is nil of a
// field that is no list of steps with a beginning and a limit.
func (f *finder) steps(field *ledger.Field) terms {
	if field.Type != ledger.Steps || !slices.Contains(field.Values, "from") || !slices.Contains(field.Values, "within") {
		return nil
	}
	at := func(key string, row int) []string {
		c := f.table.Column(field.Name + "." + key)
		if c == nil || c.Class != ledger.Public {
			return nil
		}
		var words []string
		for _, code := range c.Codes(row, f.day) {
			words = append(words, c.Word(code))
		}
		return words
	}
	return func(row int) (term, bool) {
		from, until, within, level := at("from", row), at("until", row), at("within", row), at("level", row)
		if _, _, open := f.span(row); !open {
			return term{}, false
		}
		for i := len(from) - 1; i >= 0; i-- {
			if begun := dateOf(from, i); begun != civil.None && begun <= f.day {
				limit, _ := civil.ParseLimit(word(within, i))
				return f.step(word(level, i), begun, dateOf(until, i), limit)
			}
		}
		return term{}, false
	}
}

// step is the limit of a step; false if it has none, or has ended.
func (f *finder) step(level string, from, until civil.Date, limit civil.Limit) (term, bool) {
	t := term{step: level, from: from, yellow: f.site.Calendar.Yellow(from, limit)}
	t.due, t.provisional = f.site.Calendar.Due(from, limit)
	t.light = civil.LightOn(f.day, t.yellow, t.due, until)
	return t, level != "" && t.due != civil.None
}

func word(words []string, i int) string {
	if i < len(words) {
		return words[i]
	}
	return ""
}

func dateOf(words []string, i int) civil.Date {
	d, _ := civil.ParseDate(word(words, i))
	return d
}

// columns is those of a ledger that say whom a row concerns; nil is none, or none that is public.
type columns struct {
	id, title, unit, lead, assist, person, received *ledger.Column
}

func columnsOf(t *ledger.Table) columns {
	c := columns{id: public(t.Column("id")), title: public(t.Column(t.Kind.Label)), received: public(t.Column(t.Kind.Date))}
	for _, col := range t.Columns {
		if col.Class != ledger.Public {
			continue
		}
		for typ, place := range map[ledger.Type]**ledger.Column{ledger.Unit: &c.unit, ledger.Body: &c.lead, ledger.Bodies: &c.assist, ledger.Person: &c.person} {
			if col.Type == typ && *place == nil {
				*place = col
			}
		}
	}
	return c
}

func public(c *ledger.Column) *ledger.Column {
	if c == nil || c.Class != ledger.Public {
		return nil
	}
	return c
}

// describe says what a row is and whom it concerns.
func (c columns) describe(f *finder, row int) Item {
	item := Item{Table: f.table, Row: row, Received: civil.None}
	if c.id != nil {
		item.ID = f.table.ID(row)
	}
	if c.title != nil && !c.title.Type.Numeric() {
		item.Title = c.title.Label(c.title.Code(row, f.day), f.site.Config.Language)
	}
	if c.unit != nil {
		item.Unit = f.site.Units.Find(c.unit.Word(c.unit.Code(row, f.day)))
	}
	if c.received != nil && c.received.Type == ledger.Date {
		item.Received = c.received.Date(row, f.day)
	}
	if parties := partiesOf(c.lead, f.site.Bodies, row, f.day); len(parties) > 0 {
		item.Lead = parties[0]
	}
	if parties := partiesOf(c.person, f.site.People, row, f.day); len(parties) > 0 {
		item.Person = parties[0]
	}
	item.Assist = partiesOf(c.assist, f.site.Bodies, row, f.day)
	return item
}

// partiesOf names the bodies or people in a cell as their own table calls them, if it lets their names out.
func partiesOf(c *ledger.Column, table *ledger.Table, row int, day civil.Date) []Party {
	if c == nil {
		return nil
	}
	name := public(table.Column("name"))
	var parties []Party
	for _, code := range c.Codes(row, day) {
		p := Party{c.Word(code), c.Word(code)}
		if at := table.Find(p.ID); at >= 0 && name != nil {
			p.Name = name.Word(name.Code(at, math.MaxInt32))
		}
		parties = append(parties, p)
	}
	return parties
}
