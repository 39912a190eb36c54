package kit

import (
	"fmt"
	"time"
)

// A Day is a day, counted from 1970-01-01. 0 is no day: it has not happened. Days are added to and compared as numbers.
type Day int

// On is the day of that date. 31 April is 1 May.
func On(year, month, day int) Day {
	return Day(time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC).Unix() / (24 * 60 * 60))
}

// Time is midnight of the day, UTC.
func (d Day) Time() time.Time { return time.Unix(int64(d)*24*60*60, 0).UTC() }

// Date gives year, month from 1 and day of the month.
func (d Day) Date() (year, month, day int) {
	y, m, day := d.Time().Date()
	return y, int(m), day
}

// Year is the day's year.
func (d Day) Year() int { return d.Time().Year() }

// Month is the day's month.
func (d Day) Month() Month {
	year, month, _ := d.Date()
	return MonthOf(year, month)
}

// Weekday is the day of the week.
func (d Day) Weekday() time.Weekday { return d.Time().Weekday() }

// Week is the day's week as a period: 2024-W31.
func (d Day) Week() string {
	year, week := d.Time().ISOWeek()
	return fmt.Sprintf("%d-W%02d", year, week)
}

// String gives the day as 2024-08-31; no day is "".
func (d Day) String() string {
	if d == 0 {
		return ""
	}
	return d.Time().Format(time.DateOnly)
}

// A Month is a month of a year. Months are added to and compared as numbers: the next is m+1.
type Month int

// MonthOf is that month of the year, 1 to 12.
func MonthOf(year, month int) Month { return Month(year*12 + month - 1) }

// Year is the month's year.
func (m Month) Year() int { return int(m) / 12 }

// Number is the month of the year, 1 to 12.
func (m Month) Number() int { return int(m)%12 + 1 }

// First is the first day of the month.
func (m Month) First() Day { return On(m.Year(), m.Number(), 1) }

// Last is the last day of the month.
func (m Month) Last() Day { return (m + 1).First() - 1 }

// String is the month as a period and as a file's name: 2024-08.
func (m Month) String() string { return fmt.Sprintf("%04d-%02d", m.Year(), m.Number()) }
