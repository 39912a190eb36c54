package civil

import (
	"maps"
	"time"
)

// Calendar knows which days are worked: Monday to Friday, but for the exceptions it was made with. The zero Calendar
// has no exceptions; nothing is published in it.
type Calendar struct {
	exceptions map[Date]bool
	published  map[int]bool
}

// NewCalendar is the calendar with these exceptions: true is a make-up workday, false a holiday.
func NewCalendar(days map[Date]bool) *Calendar {
	c := &Calendar{exceptions: maps.Clone(days), published: map[int]bool{}}
	for d := range days {
		c.published[noticeYear(d)] = true
	}
	return c
}

// noticeYear is the year whose notice of holidays decides about the day. New Year's holiday and its make-up days
// begin as early as 29 December (2007, 2018): these days stand in the notice for the year to come.
func noticeYear(d Date) int {
	year, _, _ := (d + 3).YMD()
	return year
}

// Published tells whether the holidays of the year are known, that is, whether there is an exception in it. One on
// 29–31 December counts for the next year, whose New Year it belongs to.
func (c *Calendar) Published(year int) bool { return c.published[year] }

// Known tells whether the holidays that decide about the day are published; if not, what follows from it is
// provisional (暂定).
func (c *Calendar) Known(d Date) bool { return c.Published(noticeYear(d)) }

// settled tells whether the holidays are known for every day from first to last.
func (c *Calendar) settled(first, last Date) bool {
	for year := noticeYear(first); year <= noticeYear(last); year++ {
		if !c.Published(year) {
			return false
		}
	}
	return true
}

// Working tells whether the day is worked.
func (c *Calendar) Working(d Date) bool {
	if worked, ok := c.exceptions[d]; ok {
		return worked
	}
	weekday := d.Weekday()
	return weekday != time.Saturday && weekday != time.Sunday
}

// Next is the first working day that is not before d.
func (c *Calendar) Next(d Date) Date {
	for !c.Working(d) {
		d++
	}
	return d
}

// previous is the last working day that is not after d.
func (c *Calendar) previous(d Date) Date {
	for !c.Working(d) {
		d--
	}
	return d
}

// FirstWorkingMonday is the first Monday of the month (1–12) that is a working day, or None if there is none.
func (c *Calendar) FirstWorkingMonday(year, month int) Date {
	m := Month.Of(New(year, month, 1))
	for d := m.First; m.Contains(d); d++ {
		if d.Weekday() == time.Monday && c.Working(d) {
			return d
		}
	}
	return None
}
