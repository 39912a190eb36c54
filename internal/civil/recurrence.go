package civil

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Recurrence is a rule for days that come again, as the first Monday of each month that is a working day. It comes
// from [ParseRecurrence], and [Calendar.Days] gives its days. The zero Recurrence has none.
type Recurrence struct {
	every   Kind     // Week, Month, Quarter or Year
	month   int      // of the year, or 0
	among   weekdays // of the days of the period these count,
	working bool     // or those of them that are worked;
	nth     int      // which of those: from 1, theLast, or 0 for all
	rest    rest     // what becomes of a day that is not worked
}

const theLast = -1

// weekdays is a set of days of the week, a bit each.
type weekdays uint8

const anyWeekday weekdays = 1<<7 - 1

func (w weekdays) has(day time.Weekday) bool { return w>>day&1 == 1 }

// String lists the days from Monday on: mon,thu.
func (w weekdays) String() string {
	var list []string
	for i := range time.Weekday(7) {
		if day := (i + 1) % 7; w.has(day) {
			list = append(list, weekdayWords.english(day))
		}
	}
	return strings.Join(list, ",")
}

type rest uint8

const (
	stays rest = iota
	toNext
	toPrevious
	cancelled
)

// Days are the days of the recurrence from first to last, both included, in order. A day that is moved counts where it
// comes to lie; two that are moved to one day are one. [Calendar.Known] tells which may still change.
func (c *Calendar) Days(r Recurrence, first, last Date) []Date {
	var days []Date
	for _, p := range r.periods(c.origins(r, first, last)) {
		for _, d := range c.pick(r, p) {
			if d = c.move(r, d); first <= d && d <= last {
				days = append(days, d)
			}
		}
	}
	return slices.Compact(days)
}

// origins are the days that may be moved to the days from first to last, and these.
func (c *Calendar) origins(r Recurrence, first, last Date) (Date, Date) {
	for r.rest == toNext && first > firstDate && !c.Working(first-1) {
		first--
	}
	for r.rest == toPrevious && last < lastDate && !c.Working(last+1) {
		last++
	}
	return first, last
}

// periods are those out of each of which the days are picked.
func (r Recurrence) periods(first, last Date) []Period {
	if r.month == 0 {
		return Each(r.every, first, last)
	}
	return slices.DeleteFunc(Each(Month, first, last), func(p Period) bool {
		_, month, _ := p.First.YMD()
		return month != r.month
	})
}

// pick is the days of the recurrence in the period, before they are moved. If the period has less than n days that
// count there is no nth: no fifth Monday; but a day of the month that it does not have is its last, as for limits.
func (c *Calendar) pick(r Recurrence, p Period) []Date {
	var days []Date
	for d := p.First; d <= p.Last; d++ {
		if r.among.has(d.Weekday()) && (!r.working || c.Working(d)) {
			days = append(days, d)
		}
	}
	n, have := r.nth, len(days)
	if n == theLast || n > have && r.plain() {
		n = have
	}
	switch {
	case n == 0:
		return days
	case n > have:
		return nil
	}
	return days[n-1 : n]
}

// plain tells whether all days count.
func (r Recurrence) plain() bool { return r.among == anyWeekday && !r.working }

// move is where the day comes to lie: None if it is cancelled.
func (c *Calendar) move(r Recurrence, d Date) Date {
	switch {
	case r.rest == stays || c.Working(d):
		return d
	case r.rest == toNext:
		return c.Next(d)
	case r.rest == toPrevious:
		return c.previous(d)
	}
	return None
}

// Said is what a recurrence says, for words about it.
type Said struct {
	Every   Kind           // Week, Month, Quarter or Year
	Month   int            // of a day of the year, or 0
	Day     int            // of the month, or 0 where the nth of some days is meant
	Nth     int            // from 1, -1 for the last, 0 for all
	On      []time.Weekday // from Monday on; none if all days count
	Working bool
	Moved   string // next, previous or none: what becomes of a day that is not worked; "" if it stays
}

// Said takes the recurrence apart.
func (r Recurrence) Said() Said {
	s := Said{Every: r.every, Month: r.month, Nth: r.nth, Working: r.working}
	s.Moved, _, _ = strings.Cut(restWords.english(r.rest), " ")
	if r.plain() && r.nth > 0 {
		s.Day, s.Nth = r.nth, 0
	}
	for i := range time.Weekday(7) {
		if day := (i + 1) % 7; r.among != anyWeekday && r.among.has(day) {
			s.On = append(s.On, day)
		}
	}
	return s
}

// String gives the English form of the recurrence, which [ParseRecurrence] reads; the zero Recurrence gives "".
func (r Recurrence) String() string {
	if r.every == 0 {
		return ""
	}
	text := everyWords.english(r.every) + " " + r.which()
	if r.rest != stays {
		text += " or " + restWords.english(r.rest)
	}
	return text
}

func (r Recurrence) which() string {
	nth := nthWords.english(r.nth)
	switch {
	case r.month != 0:
		return fmt.Sprintf("%02d-%02d", r.month, r.nth)
	case r.nth == 0:
		return r.among.String()
	case r.plain() && r.nth == theLast:
		return nth
	case r.plain():
		return strconv.Itoa(r.nth)
	case r.among == anyWeekday:
		return nth + " workday"
	case r.working:
		return nth + " working " + r.among.String()
	}
	return nth + " " + r.among.String()
}
