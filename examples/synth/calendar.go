package main

import (
	"cmp"
	"slices"
	"time"
)

// A day is a day of 2024: 1 is 1 January. 0 is no day: it has not happened.
type day int

// horizon is the last day the example speaks of.
var horizon = on(8, 31)

func on(month, dayOfMonth int) day {
	return day(time.Date(2024, time.Month(month), dayOfMonth, 0, 0, 0, 0, time.UTC).YearDay())
}

func (d day) time() time.Time { return time.Date(2024, 1, int(d), 0, 0, 0, 0, time.UTC) }

func (d day) month() int { return int(d.time().Month()) }

func (d day) String() string { return d.time().Format(time.DateOnly) }

// holidays and makeups are the arrangement for 2024 as published by the General
// Office of the State Council: days off, and weekend days worked instead.
var holidays = []struct {
	name       string
	first, end day
}{
	{"元旦", on(1, 1), on(1, 1)},
	{"春节", on(2, 10), on(2, 17)},
	{"清明节", on(4, 4), on(4, 6)},
	{"劳动节", on(5, 1), on(5, 5)},
	{"端午节", on(6, 10), on(6, 10)},
	{"中秋节", on(9, 15), on(9, 17)},
	{"国庆节", on(10, 1), on(10, 7)},
}

var makeups = []struct {
	name string
	on   day
}{
	{"春节调休", on(2, 4)}, {"春节调休", on(2, 18)},
	{"清明节调休", on(4, 7)},
	{"劳动节调休", on(4, 28)}, {"劳动节调休", on(5, 11)},
	{"中秋节调休", on(9, 14)},
	{"国庆节调休", on(9, 29)}, {"国庆节调休", on(10, 12)},
}

func holiday(d day) bool {
	for _, h := range holidays {
		if h.first <= d && d <= h.end {
			return true
		}
	}
	return false
}

// works tells whether d is a working day.
func works(d day) bool {
	for _, m := range makeups {
		if m.on == d {
			return true
		}
	}
	weekday := d.time().Weekday()
	return !holiday(d) && weekday != time.Saturday && weekday != time.Sunday
}

// after returns the nth working day after d; d itself is not counted, so
// after(received, 5) is when a limit of five working days runs out.
func after(d day, n int) day {
	for n > 0 {
		d++
		if works(d) {
			n--
		}
	}
	return d
}

// workday returns d, or the next working day if d is none.
func workday(d day) day { return after(d-1, 1) }

// calendar writes every day that the published arrangement names.
func calendar() file {
	type entry struct {
		day
		works bool
		name  string
	}
	var days []entry
	for _, h := range holidays {
		for d := h.first; d <= h.end; d++ {
			days = append(days, entry{d, false, h.name})
		}
	}
	for _, m := range makeups {
		days = append(days, entry{m.on, true, m.name})
	}
	slices.SortFunc(days, func(a, b entry) int { return cmp.Compare(a.day, b.day) })
	w := newWriter()
	for _, e := range days {
		w.row("day")
		w.date("date", e.day)
		w.bool("work", e.works)
		w.text("name", e.name)
	}
	return w.file("data/calendar.toml")
}
