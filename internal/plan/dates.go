package plan

import (
	"slices"

	"github.com/lanewall/lanewall/internal/civil"
	"github.com/lanewall/lanewall/internal/diag"
	"github.com/lanewall/lanewall/internal/site"
	"github.com/lanewall/lanewall/internal/toml"
)

// Dates is the next days of some events.
type Dates struct {
	Title  string
	Events []EventDays
	More   *Link // to the calendar
}

// EventDays is an event and its next days.
type EventDays struct {
	Link
	When              string // the rule: 每月第一个工作周一
	Days              []Day
	Time, Place, Note string
	File              string // link to its days for the calendar of a phone
}

// Day is a day as it is called. Provisional: the holidays of its year are not announced yet, so it may move.
type Day struct {
	Text, ISO, Weekday string
	Provisional        bool
}

// Calendar is the page of what comes, month by month.
type Calendar struct {
	Head
	Events []EventDays // the rules
	Months []CalendarMonth
	File   string // link to the days of all events for the calendar of a phone
}

// CalendarMonth is the days of a month on which something is.
type CalendarMonth struct {
	Title string
	Days  []CalendarDay
}

// CalendarDay is a day and what is on it.
type CalendarDay struct {
	Day
	Events []EventDays
}

const calendarPath = "calendar/index.html"

// daysAhead is how far a block of dates looks, if it does not say; calendarMonths how far the calendar does.
const (
	daysAhead      = 31
	calendarMonths = 3
)

// daysShown is how many days of an event a block names; the calendar has all of them.
const daysShown = 3

func (m *maker) listCalendar() {
	if len(m.Site.Config.Events) > 0 {
		m.page(calendarPath, "calendar", m.Words.Say("calendar-title"), calendarPath, m.calendarPage)
	}
}

// dates is the days of events after the block's period.
func (b *blockMaker) dates() *Dates {
	dates := &Dates{Title: b.text(b.spec.Title)}
	if b.paths[calendarPath] {
		dates.More = &Link{b.Words.Say("calendar-title"), relative(b.from, calendarPath)}
	}
	ahead := b.spec.Days
	if ahead == 0 {
		ahead = daysAhead
	}
	asOf := b.period.AsOf(b.Site.Horizon)
	for _, e := range b.events() {
		days := b.Site.Calendar.Days(e.Rule, asOf+1, asOf+civil.Date(ahead))
		if len(days) == 0 {
			continue
		}
		event := b.event(b.from, e)
		for _, d := range days[:min(len(days), daysShown)] {
			event.Days = append(event.Days, b.day(d, asOf))
		}
		dates.Events = append(dates.Events, event)
	}
	if len(dates.Events) == 0 {
		return nil
	}
	return dates
}

// events are those that the block names, or all.
func (b *blockMaker) events() []*site.Event {
	all := b.Site.Config.Events
	var events []*site.Event
	for i := range all {
		if len(b.spec.Events) == 0 || slices.ContainsFunc(b.spec.Events, func(id toml.At[string]) bool { return id.V == all[i].ID.V }) {
			events = append(events, &all[i])
		}
	}
	for _, id := range b.spec.Events {
		if !slices.ContainsFunc(all, func(e site.Event) bool { return e.ID.V == id.V }) {
			b.once("unknown-event", id.Pos, id.V, diag.Choice{Given: id.V, Names: eventIDs(all)})
		}
	}
	return events
}

func eventIDs(events []site.Event) []string {
	var ids []string
	for _, e := range events {
		ids = append(ids, e.ID.V)
	}
	return ids
}

func (m *maker) event(from string, e *site.Event) EventDays {
	when := e.When.V // as the office wrote it; in other languages as the theme says it
	if m.Words.Lang != m.Site.Config.Language {
		when = m.Words.Recurrence(e.Rule)
	}
	event := EventDays{Link: Link{Text: m.text(e.Title)}, When: when, Time: m.text(e.Time), Place: m.text(e.Place), Note: m.text(e.Note)}
	event.File = m.shared(from, eventAlmanac(e))
	if e.To != "" {
		if !m.paths[e.To] {
			m.once("broken-link", e.Pos, e.To, diag.Choice{Given: e.To, Names: m.pathNames()})
		}
		event.Href = m.to(from, e.To)
	}
	return event
}

func (m *maker) day(d, asOf civil.Date) Day {
	return Day{Text: m.dayOf(d, asOf), ISO: d.String(), Weekday: m.Words.Weekday(d), Provisional: !m.Site.Calendar.Known(d)}
}

// calendarPage lists what is on in the months after the horizon.
func (m *maker) calendarPage(h Head) Page {
	h.crumb(m.Words.Say("home"), homePath)
	h.crumb(h.Title, "")
	page := &Calendar{Head: h, File: m.shared(h.Path, almanacPath)}
	first := m.Site.Horizon + 1
	last := civil.Month.Of(first.AddMonths(calendarMonths - 1)).Last
	on := map[civil.Date][]EventDays{}
	for i := range m.Site.Config.Events {
		e := &m.Site.Config.Events[i]
		event := m.event(h.Path, e)
		page.Events = append(page.Events, event)
		for _, d := range m.Site.Calendar.Days(e.Rule, first, last) {
			on[d] = append(on[d], event)
		}
	}
	for _, month := range civil.Each(civil.Month, first, last) {
		entry := CalendarMonth{Title: m.Words.Period(month)}
		for d := month.First; d <= month.Last; d++ {
			if len(on[d]) > 0 {
				entry.Days = append(entry.Days, CalendarDay{m.day(d, d), on[d]})
			}
		}
		if len(entry.Days) > 0 {
			page.Months = append(page.Months, entry)
		}
	}
	return page
}
