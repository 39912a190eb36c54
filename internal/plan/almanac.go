package plan

import (
	"regexp"
	"strconv"
	"strings"

	"github.com/lanewall/lanewall/internal/civil"
	"github.com/lanewall/lanewall/internal/site"
)

// Almanac is the days of events for the calendar of a phone: of all events, or of one.
type Almanac struct {
	Path  string
	Title string
	Days  []AlmanacDay
}

// AlmanacDay is one day of an event.
type AlmanacDay struct {
	Event              string // its id
	Title, Place, Note string
	Page               string // its path in the site, or ""
	Time               string // as the site writes it
	From, To           Clock  // To is From if only the beginning is known; both are [AllDay] if not even that
	Day                civil.Date
	Provisional        bool // the holidays of its year are not announced yet, so it may move
}

// Clock is minutes since midnight.
type Clock int

// AllDay stands where no time is given.
const AllDay Clock = -1

// almanacMonths is how far the calendars look ahead.
const almanacMonths = 12

const almanacPath = "calendar.ics"

func eventAlmanac(e *site.Event) string { return "calendar/" + e.ID.V + ".ics" }

// listAlmanacs notes the calendar of all events and one of each. Days are given one by one: no rule of iCalendar knows
// the holidays and make-up workdays that ours keep to.
func (m *maker) listAlmanacs() {
	if len(m.Site.Config.Events) == 0 {
		return
	}
	all := &Almanac{Path: almanacPath, Title: m.Words.Say("almanac-title", "Site", m.text(m.Site.Config.Title))}
	m.Almanacs = append(m.Almanacs, all)
	for i := range m.Site.Config.Events {
		e := &m.Site.Config.Events[i]
		days := m.almanacDays(e)
		all.Days = append(all.Days, days...)
		m.Almanacs = append(m.Almanacs, &Almanac{Path: eventAlmanac(e), Title: m.text(e.Title), Days: days})
	}
	for _, a := range m.Almanacs {
		m.file(a.Path)
	}
}

func (m *maker) almanacDays(e *site.Event) []AlmanacDay {
	first := m.Site.Horizon + 1
	from, to := clockTimes(m.text(e.Time))
	var days []AlmanacDay
	for _, d := range m.Site.Calendar.Days(e.Rule, first, first.AddMonths(almanacMonths)-1) {
		day := AlmanacDay{Event: e.ID.V, Title: m.text(e.Title), Place: m.text(e.Place), Note: m.text(e.Note), Time: m.text(e.Time),
			From: from, To: to, Day: d, Provisional: !m.Site.Calendar.Known(d)}
		if m.paths[e.To] {
			day.Page = e.To
		}
		days = append(days, day)
	}
	return days
}

// clockWords is a time that can be read in one way only: 14:30, or 9:00至11:30.
var clockWords = regexp.MustCompile(`^(\d{1,2})[:：](\d{2})(?:\s*(?:至|到|-|–|—|——|~|～|－)\s*(\d{1,2})[:：](\d{2}))?(?:起|开始)?$`)

// clockTimes reads when something begins and ends. What is not plainly that, such as 17:00前, is no time: better the
// whole day with the words beside it than a wrong hour.
func clockTimes(words string) (from, to Clock) {
	m := clockWords.FindStringSubmatch(strings.TrimSpace(words))
	if m == nil {
		return AllDay, AllDay
	}
	from = clock(m[1], m[2])
	to = from
	if m[3] != "" {
		to = clock(m[3], m[4])
	}
	if from == AllDay || to < from {
		return AllDay, AllDay
	}
	return from, to
}

func clock(hours, minutes string) Clock {
	h, _ := strconv.Atoi(hours) // digits, as matched
	min, _ := strconv.Atoi(minutes)
	if h > 23 || min > 59 {
		return AllDay
	}
	return Clock(h*60 + min)
}
