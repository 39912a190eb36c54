package civil

import (
	"fmt"
	"math"
	"time"
)

// Date is a day: the number of days since 1970-01-01 in the proleptic Gregorian calendar, from 0001-01-01 to
// 9999-12-31, or [None]. The zero Date is 1970-01-01.
type Date int32

// None is no date. It sorts before every date.
const None Date = math.MinInt32

const (
	firstDate Date = -719162 // 0001-01-01
	lastDate  Date = 2932896 // 9999-12-31
)

// New is the day of that year, month (1–12) and day of the month, or None if there is no such day.
func New(year, month, day int) Date {
	t := time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
	y, m, d := t.Date()
	if y != year || int(m) != month || d != day || y < 1 || y > 9999 {
		return None
	}
	return Date(t.Unix() / secondsPerDay)
}

const secondsPerDay = 24 * 60 * 60

// ParseDate reads a day written as 2024-09-03, and nothing else.
func ParseDate(text string) (Date, error) {
	if t, err := time.Parse(time.DateOnly, text); err == nil {
		y, m, d := t.Date()
		if date := New(y, int(m), d); date.String() == text {
			return date, nil
		}
	}
	return None, fmt.Errorf("%q is not a date: write it as 2024-09-03", text)
}

// String gives the date as 2024-09-03; None and what lies outside the years 0001 to 9999 give "".
func (d Date) String() string {
	if !d.valid() {
		return ""
	}
	return d.time().Format(time.DateOnly)
}

// YMD gives the year, the month from 1 and the day of the month from 1. It means nothing for None.
func (d Date) YMD() (year, month, day int) {
	y, m, day := d.time().Date()
	return y, int(m), day
}

// Weekday gives the day of the week. It means nothing for None.
func (d Date) Weekday() time.Weekday { return d.time().Weekday() }

// ISOWeek gives the week of ISO 8601, 1 to 53, and the year the week belongs to, which near New Year may differ
// from the year of the day: 2024-12-30 lies in 2025-W01. It means nothing for None.
func (d Date) ISOWeek() (year, week int) { return d.time().ISOWeek() }

// AddMonths is the corresponding day n months later (earlier if n is negative), or the end of that month if it has
// no such day: 2024-01-31 and one month is 2024-02-29. It is None if d is or if the day leaves the calendar.
func (d Date) AddMonths(n int) Date {
	if !d.valid() {
		return None
	}
	y, m, day := d.YMD()
	month := y*12 + m - 1 + n
	if month < 12 || month >= 10000*12 {
		return None
	}
	y, m = month/12, month%12+1
	return New(y, m, min(day, daysIn(y, m)))
}

func daysIn(year, month int) int {
	return time.Date(year, time.Month(month+1), 0, 0, 0, 0, 0, time.UTC).Day()
}

func (d Date) time() time.Time { return time.Unix(int64(d)*secondsPerDay, 0).UTC() }

func (d Date) valid() bool { return firstDate <= d && d <= lastDate }
