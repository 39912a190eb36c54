package civil

import (
	"fmt"
	"strconv"
	"strings"
)

// Limit is the time within which something must be done: N of its unit, 1 to 9999. A Limit with any other N is none.
type Limit struct {
	N    int
	Unit LimitUnit
}

// LimitUnit is what a limit counts.
type LimitUnit uint8

const (
	WorkingDays LimitUnit = iota
	Days                  // calendar days
	Months                // calendar months
)

const maxLimit = 9999

var limitUnits = map[string]LimitUnit{
	"wd": WorkingDays, "个工作日": WorkingDays,
	"d": Days, "天": Days, "日": Days, "个自然日": Days,
	"month": Months, "months": Months, "个月": Months,
}

// ParseLimit reads a limit: "5 wd" or "5个工作日", "15 d", "15天", "15日" or "15个自然日", "2 months" or "2个月".
// The space may be left out or put in.
func ParseLimit(text string) (Limit, error) {
	digits := len(text) - len(strings.TrimLeft(text, "0123456789"))
	n, err := strconv.Atoi(text[:digits])
	unit, ok := limitUnits[strings.TrimPrefix(text[digits:], " ")]
	l := Limit{n, unit}
	if err != nil || !ok || text[0] == '0' || !l.valid() {
		return Limit{}, fmt.Errorf("%q is not a limit: write it as 5个工作日 (5 wd), 15天 (15 d) or 2个月 (2 months)", text)
	}
	return l, nil
}

// String gives the limit as "5 wd", "15 d", "1 month" or "2 months"; no limit gives "".
func (l Limit) String() string {
	switch {
	case !l.valid():
		return ""
	case l.Unit == WorkingDays:
		return fmt.Sprintf("%d wd", l.N)
	case l.Unit == Days:
		return fmt.Sprintf("%d d", l.N)
	case l.N == 1:
		return "1 month"
	}
	return fmt.Sprintf("%d months", l.N)
}

func (l Limit) valid() bool { return 1 <= l.N && l.N <= maxLimit && l.Unit <= Months }

// Due is the last day of the limit of a case received on that day. By articles 200 to 204 of the Civil Code (民法典):
//
//   - the day of receipt does not count;
//   - a limit of months ends on the corresponding day, or on the month's end if there is none;
//   - a last day that is not worked moves to the next working day, for calendar days and months too.
//
// It is provisional (暂定) if it depends on a day whose holidays are not published yet, and None without a day of
// receipt, without a limit, or beyond the calendar.
func (c *Calendar) Due(received Date, l Limit) (due Date, provisional bool) {
	if !received.valid() || !l.valid() {
		return None, false
	}
	asked := received + 1 // the first day whose being worked matters
	if l.Unit == WorkingDays {
		due = c.after(received, l.N)
	} else {
		asked = l.end(received)
		due = c.Next(asked)
	}
	if !due.valid() {
		return None, false
	}
	return due, !c.settled(asked, due)
}

// Yellow is the first day with more than half of the limit elapsed: of n working days the (n/2+1)th, of calendar days
// and months the first day, worked or not, past the middle between receipt and the end before it is moved. It is
// None where Due is, and never after Due.
func (c *Calendar) Yellow(received Date, l Limit) Date {
	if due, _ := c.Due(received, l); due == None {
		return None
	}
	if l.Unit == WorkingDays {
		return c.after(received, l.N/2+1)
	}
	return received + (l.end(received)-received)/2 + 1
}

// after is the nth working day after d.
func (c *Calendar) after(d Date, n int) Date {
	for range n {
		d = c.Next(d + 1)
	}
	return d
}

// end is the last day of a limit of calendar days or months, before it is moved to a working day.
func (l Limit) end(received Date) Date {
	if l.Unit == Months {
		return received.AddMonths(l.N)
	}
	return received + Date(l.N)
}

// Light says how a case stands with its limit.
type Light uint8

const (
	NoLight Light = iota // closed, or without a limit
	Normal               // half of the limit has not elapsed
	Half                 // yellow: more than half has
	Overdue              // red: open after the due day
)

// String gives none, normal, half or overdue.
func (l Light) String() string { return [...]string{"none", "normal", "half", "overdue"}[l] }

// LightOn is the light of a case on the day asOf, which is not before its receipt. Yellow and due are its days as
// [Calendar.Yellow] and [Calendar.Due] give them, or None. Closed is the day it was closed, or None: a case closed on
// or before asOf has no light, one closed later was still open then.
func LightOn(asOf, yellow, due, closed Date) Light {
	switch {
	case due == None, closed != None && closed <= asOf:
		return NoLight
	case asOf > due:
		return Overdue
	case yellow != None && asOf >= yellow:
		return Half
	}
	return Normal
}
