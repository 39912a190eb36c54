package jiangan

import (
	"time"

	"github.com/lanewall/lanewall/examples/synth/kit"
)

// A rest is days off from the first to the last, and the weekend days worked instead.
type rest struct {
	name        string
	first, last kit.Day
	worked      []kit.Day
}

// rests are the arrangements from October 2016 to 2018. The kit, as the tool, begins with that of 2019.
var rests = []rest{
	{"国庆节", kit.On(2016, 10, 1), kit.On(2016, 10, 7), []kit.Day{kit.On(2016, 10, 8), kit.On(2016, 10, 9)}},
	{"元旦", kit.On(2017, 1, 1), kit.On(2017, 1, 2), nil},
	{"春节", kit.On(2017, 1, 27), kit.On(2017, 2, 2), []kit.Day{kit.On(2017, 1, 22), kit.On(2017, 2, 4)}},
	{"清明节", kit.On(2017, 4, 2), kit.On(2017, 4, 4), []kit.Day{kit.On(2017, 4, 1)}},
	{"劳动节", kit.On(2017, 4, 29), kit.On(2017, 5, 1), nil},
	{"端午节", kit.On(2017, 5, 28), kit.On(2017, 5, 30), []kit.Day{kit.On(2017, 5, 27)}},
	{"国庆节、中秋节", kit.On(2017, 10, 1), kit.On(2017, 10, 8), []kit.Day{kit.On(2017, 9, 30)}},
	{"元旦", kit.On(2018, 1, 1), kit.On(2018, 1, 1), nil},
	{"春节", kit.On(2018, 2, 15), kit.On(2018, 2, 21), []kit.Day{kit.On(2018, 2, 11), kit.On(2018, 2, 24)}},
	{"清明节", kit.On(2018, 4, 5), kit.On(2018, 4, 7), []kit.Day{kit.On(2018, 4, 8)}},
	{"劳动节", kit.On(2018, 4, 29), kit.On(2018, 5, 1), []kit.Day{kit.On(2018, 4, 28)}},
	{"端午节", kit.On(2018, 6, 16), kit.On(2018, 6, 18), nil},
	{"中秋节", kit.On(2018, 9, 22), kit.On(2018, 9, 24), nil},
	{"国庆节", kit.On(2018, 10, 1), kit.On(2018, 10, 7), []kit.Day{kit.On(2018, 9, 29), kit.On(2018, 9, 30)}},
}

// early is what the rests say of each day.
var early = func() map[kit.Day]bool {
	days := make(map[kit.Day]bool)
	for _, r := range rests {
		for d := r.first; d <= r.last; d++ {
			days[d] = false
		}
		for _, d := range r.worked {
			days[d] = true
		}
	}
	return days
}()

// holiday and works are the kit's, and know 2016 to 2018 as well.
func holiday(d kit.Day) bool {
	work, ok := early[d]
	return ok && !work || kit.Holiday(d)
}

func works(d kit.Day) bool {
	if work, ok := early[d]; ok {
		return work
	}
	return kit.Works(d)
}

// after returns the nth working day after d.
func after(d kit.Day, n int) kit.Day {
	for n > 0 {
		d++
		if works(d) {
			n--
		}
	}
	return d
}

// earlyCalendar writes data/calendar.toml: the site of full size counts in years the tool does not know.
func earlyCalendar() kit.File {
	w := site.Writer()
	day := func(d kit.Day, work bool, name string) {
		w.Row("day")
		w.Date("date", d)
		w.Bool("work", work)
		w.Text("name", name)
	}
	for _, r := range rests {
		for d := r.first; d <= r.last; d++ {
			day(d, false, r.name)
		}
		for _, d := range r.worked {
			day(d, true, r.name+"调休")
		}
	}
	return w.File("data/calendar.toml")
}

// calls is the pace of residents over a year: quiet at the Spring Festival, busy in the rains and before the games.
func calls(t term) *kit.Pace {
	months := []int{88, 58, 96, 96, 100, 116, 126, 112, 108, 118, 94, 90}
	start := t.first.Month().Number() - 1
	year := append(months[start:len(months):len(months)], months[:start]...)
	return kit.NewPace(t.first, horizon, year, func(d kit.Day) int {
		switch {
		case stormy(d):
			return 18
		case works(d):
			return 10
		case holiday(d):
			return 2
		case d.Weekday() == time.Saturday:
			return 5
		default:
			return 4
		}
	})
}

// storms are the days of the made-up summer storms of each year, from month and day to month and day.
var storms = [][4]int{{4, 19, 4, 21}, {6, 5, 6, 7}, {6, 20, 6, 23}, {7, 5, 7, 8}, {8, 11, 8, 12}}

func stormy(d kit.Day) bool {
	year, _, _ := d.Date()
	for _, s := range storms {
		if kit.On(year, s[0], s[1]) <= d && d <= kit.On(year, s[2], s[3]) {
			return true
		}
	}
	return false
}
