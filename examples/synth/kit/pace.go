package kit

import (
	"slices"
	"time"
)

// A Pace gives every day from a first to a last a weight: how much happens.
type Pace struct {
	first   Day
	weights []int
	total   []int // up to and with each day; nil after a change
}

// NewPace weighs the days from first to last: weight times the percentage of the day's month. months are percentages,
// that of the first day's month first; when there are fewer than months, they start over.
func NewPace(first, last Day, months []int, weight func(Day) int) *Pace {
	p := &Pace{first: first, weights: make([]int, last-first+1)}
	for d := first; d <= last; d++ {
		p.weights[d-first] = weight(d) * months[int(d.Month()-first.Month())%len(months)]
	}
	return p
}

// Residents is the pace of what residents bring up on any day of the week.
func Residents(first, last Day, months ...int) *Pace {
	return NewPace(first, last, months, func(d Day) int {
		switch {
		case Works(d):
			return 10
		case Holiday(d):
			return 1
		case d.Weekday() == time.Saturday:
			return 5
		default:
			return 4
		}
	})
}

// Office is the pace of what an office does on working days.
func Office(first, last Day, months ...int) *Pace {
	return NewPace(first, last, months, func(d Day) int {
		if Works(d) {
			return 10
		}
		return 0
	})
}

// Times makes some days so many times as busy; 0 empties them.
func (p *Pace) Times(factor int, days ...Day) {
	for _, d := range days {
		p.weights[d-p.first] *= factor
	}
	p.total = nil
}

// Day draws a day in proportion to its weight. It searches, because a site may have a hundred thousand rows over years.
func (p *Pace) Day(d Dice) Day {
	if p.total == nil {
		n := 0
		for _, w := range p.weights {
			n += w
			p.total = append(p.total, n)
		}
	}
	n := d.IntN(p.total[len(p.total)-1])
	i, _ := slices.BinarySearch(p.total, n+1)
	return p.first + Day(i)
}
