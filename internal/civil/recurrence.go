package civil

import (
	"fmt"
	"math/bits"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Recurrence is a rule for days that come again, as the meeting on the first Monday of each month that is a working
// day. It comes from [ParseRecurrence]; [Calendar.Days] gives its days. The zero Recurrence has none.
type Recurrence struct {
	every   Kind     // Week, Month, Quarter or Year
	month   int      // the month of the year, or 0
	among   weekdays // the days of the period that count are these,
	working bool     // and only those that are worked
	nth     int      // which of these days: from 1, last, or 0 for all of them
	rest    rest     // what becomes of a day that is not worked
}

const last = -1

// weekdays is a set of days of the week, a bit each.
type weekdays uint8

const anyDay weekdays = 1<<7 - 1

func (w weekdays) has(day time.Weekday) bool { return w&(1<<day) != 0 }

func (w weekdays) add(day time.Weekday) weekdays { return w | 1<<day }

type rest uint8

const (
	stays rest = iota
	toNext
	toPrevious
	cancelled
)

// Days are the days of the recurrence from first to last, both included, in order. A day that is moved counts where it
// ends up; two that are moved to the same day are one. Whether a day may still change is for [Calendar.Known] to say.
func (c *Calendar) Days(r Recurrence, first, last Date) []Date {
	first, last = max(first, firstDate), min(last, lastDate)
	from, to := c.reach(r.rest, first, last)
	var days []Date
	for _, p := range r.periods(from, to) {
		for _, d := range r.pick(c, p) {
			if d = c.move(d, r.rest); first <= d && d <= last {
				days = append(days, d)
			}
		}
	}
	return slices.Compact(days)
}

// reach is where the days from first to last can have been moved from.
func (c *Calendar) reach(rule rest, first, last Date) (from, to Date) {
	for rule == toNext && first > firstDate && !c.Working(first-1) {
		first--
	}
	for rule == toPrevious && last < lastDate && !c.Working(last+1) {
		last++
	}
	return first, last
}

// periods are those that have their days of the recurrence.
func (r Recurrence) periods(first, last Date) []Period {
	if r.month == 0 {
		return Each(r.every, first, last)
	}
	return slices.DeleteFunc(Each(Month, first, last), func(p Period) bool {
		_, month, _ := p.First.YMD()
		return month != r.month
	})
}

// pick is the days of the recurrence in a period, before they are moved. A numbered day that a month does not have is
// its last; a fifth Monday that it does not have is none.
func (r Recurrence) pick(c *Calendar, p Period) []Date {
	var days []Date
	for d := p.First; d <= p.Last; d++ {
		if r.among.has(d.Weekday()) && (!r.working || c.Working(d)) {
			days = append(days, d)
		}
	}
	switch nth := r.nth; {
	case nth == 0 || len(days) == 0:
		return days
	case nth == last || nth > len(days) && r.numbered():
		return days[len(days)-1:]
	case nth <= len(days):
		return days[nth-1 : nth]
	}
	return nil
}

// numbered tells whether the days are counted as they are, not weekdays or working days.
func (r Recurrence) numbered() bool { return r.among == anyDay && !r.working }

// move gives None for a day that is cancelled.
func (c *Calendar) move(d Date, rule rest) Date {
	switch {
	case rule == stays || c.Working(d):
		return d
	case rule == toNext:
		return c.Next(d)
	case rule == toPrevious:
		return c.previous(d)
	}
	return None
}

// String gives the recurrence as [ParseRecurrence] lists it, in English; the zero Recurrence gives "".
func (r Recurrence) String() string {
	if r.every == 0 {
		return ""
	}
	text := everyWords.english(r.every) + " " + r.what()
	if r.rest != stays {
		text += " or " + restWords.english(r.rest)
	}
	return text
}

func (r Recurrence) what() string {
	ordinal := ordinalWords.english(r.nth)
	switch {
	case r.nth == 0:
		return r.among.String()
	case r.month != 0:
		return fmt.Sprintf("%02d-%02d", r.month, r.nth)
	case r.numbered() && r.nth == last:
		return ordinal
	case r.numbered():
		return strconv.Itoa(r.nth)
	case r.among == anyDay:
		return ordinal + " workday"
	case r.working:
		return ordinal + " working " + r.among.String()
	}
	return ordinal + " " + r.among.String()
}

// String lists the days from Monday on, as mon,thu.
func (w weekdays) String() string {
	words := make([]string, 0, bits.OnesCount8(uint8(w)))
	for _, day := range []time.Weekday{1, 2, 3, 4, 5, 6, 0} {
		if w.has(day) {
			words = append(words, weekdayWords.english(day))
		}
	}
	return strings.Join(words, ",")
}
