// Package due finds what an office has to chase on a day, and writes the reminders (催办).
//
//  1. [Find] asks every ledger for the rows that are open on the day and have a limit: what is overdue, what is due or
//     turns red or yellow on the day, and what does so until the Sunday of its week.
//  2. [Filter] keeps those of a ledger, a body or a unit; [Groups] lays them out by body, person or unit.
//  3. [Messages] puts them into words for each who has to act; [Workbook] into sheets.
//
// What a light means is the ledger's to say, by its derived column light: green until half of the limit has elapsed,
// yellow from the day after, red from the day after the last one; a closed row has none. A row without such a column
// but with a due day and an end (a promised work) is red from the day after it. So is a step of a row (a dispute at its
// village) whose limit is its own.
//
// Reminders leave the office. An [Item] therefore holds only what is public of a row, its days apart: never who asked,
// a telephone, an address; of a row whose title is not public nothing but its id.
package due

import (
	"cmp"
	"slices"

	"github.com/lanewall/lanewall/internal/civil"
	"github.com/lanewall/lanewall/internal/ledger"
	"github.com/lanewall/lanewall/internal/site"
)

// When says why a row is listed on a day. The week is the one from Monday to Sunday that the day lies in.
type When uint8

const (
	Overdue     When = iota // was red before the day
	Today                   // the day is its last, or the first on which it is red
	YellowToday             // past half its limit since the day
	YellowWeek              // past half its limit on a later day of the week, and due after the week
	DueWeek                 // its last day is a later one of the week
)

// Whens lists all there are, in the order they are printed in.
var Whens = [...]When{Overdue, Today, YellowToday, YellowWeek, DueWeek}

// Item is a row, or a step of one, that has to be chased. What is not public of it is left empty.
type Item struct {
	Table    *ledger.Table
	Row      int
	ID       string
	Title    string
	Step     string // of a step, at which level
	Unit     *site.Unit
	Lead     Party
	Assist   []Party
	Person   Party
	Received civil.Date
	Yellow   civil.Date // None if it never is
	Due      civil.Date
	// Provisional due days depend on holidays that are not published yet (暂定).
	Provisional bool
	Light       civil.Light // on the day
	When        When
	// Left is the working days from the day to the due day, neither counted but the due day; of what is red, negative,
	// those after the due day up to the day.
	Left int
}

// Party is a body or a person that has to act; the zero Party is nobody.
type Party struct{ ID, Name string }

// Week is Monday and Sunday of the week that a day lies in.
func Week(day civil.Date) (monday, sunday civil.Date) {
	monday = day - civil.Date((int(day.Weekday())+6)%7)
	return monday, monday + 6
}

// Find lists what has to be chased on the day, by when it is due, then by ledger and row. What is dated after the day
// has not happened.
func Find(s *site.Site, day civil.Date) []Item {
	var items []Item
	for _, t := range s.Ledgers {
		f := finder{site: s, day: day, table: t, columns: columnsOf(t)}
		terms := f.terms()
		for row := range t.N {
			items = append(items, f.items(row, terms)...)
		}
	}
	slices.SortStableFunc(items, func(a, b Item) int { return cmp.Compare(a.Due, b.Due) })
	return items
}

// finder looks through one ledger.
type finder struct {
	site    *site.Site
	day     civil.Date
	table   *ledger.Table
	columns columns
}

// items is what there is to chase of a row. A step that is due when the row itself is says nothing new.
func (f *finder) items(row int, limits []terms) (items []Item) {
	for _, terms := range limits {
		item, ok := f.item(row, terms)
		if ok && !slices.ContainsFunc(items, func(other Item) bool { return other.Due == item.Due }) {
			items = append(items, item)
		}
	}
	return items
}

// item is what there is to chase of a row by one of its limits.
func (f *finder) item(row int, terms terms) (Item, bool) {
	term, ok := terms(row)
	if !ok || term.light == civil.NoLight {
		return Item{}, false
	}
	when, listed := whenOn(f.day, term)
	if !listed {
		return Item{}, false
	}
	item := f.columns.describe(f, row)
	item.Step, item.Yellow, item.Due, item.Provisional = term.step, term.yellow, term.due, term.provisional
	if term.step != "" {
		item.Received = term.from
	}
	item.Light, item.When, item.Left = term.light, when, Left(f.site.Calendar, f.day, term.due)
	return item, true
}

// whenOn is why something open is listed on a day; false if nothing happens to it before the next week. What happens
// to it twice is listed for what is nearer to red.
func whenOn(day civil.Date, t term) (When, bool) {
	_, sunday := Week(day)
	switch {
	case day > t.due+1:
		return Overdue, true
	case day >= t.due:
		return Today, true
	case t.yellow == day:
		return YellowToday, true
	case t.due <= sunday:
		return DueWeek, true
	case t.yellow != civil.None && day < t.yellow && t.yellow <= sunday:
		return YellowWeek, true
	}
	return 0, false
}

// Left is the working days after a day up to the due day; if it is over, those after the due day up to the day,
// negative.
func Left(calendar *civil.Calendar, day, due civil.Date) int {
	if day > due {
		return -Left(calendar, due, day)
	}
	n := 0
	for d := day + 1; d <= due; d++ {
		if calendar.Working(d) {
			n++
		}
	}
	return n
}

// Newest is the latest day up to the one asked about that a row of a ledger with limits is dated by, or None: after it
// nothing has been entered.
func Newest(s *site.Site, day civil.Date) civil.Date {
	newest := civil.None
	for _, t := range s.Ledgers {
		date := t.Column(t.Kind.Date)
		f := finder{site: s, day: day, table: t}
		if date == nil || date.Type != ledger.Date || len(f.terms()) == 0 {
			continue
		}
		for row := range t.N {
			if d := date.Date(row, day); d <= day {
				newest = max(newest, d)
			}
		}
	}
	return newest
}
