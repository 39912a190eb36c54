package kit

import (
	"cmp"
	"slices"
	"strings"
	"sync"
	"time"
)

// holidays and makeups are the arrangements for 2019 to 2026 as published by the General Office of the State Council:
// days off from the first to the last, and weekend days worked instead. The tool has them in internal/site/calendar;
// they are written down again here because the example stands apart from what it is an example for. A test compares
// the two.
const holidays = `
2018-12-30 2019-01-01 元旦
2019-02-04 2019-02-10 春节
2019-04-05 2019-04-07 清明节
2019-05-01 2019-05-04 劳动节
2019-06-07 2019-06-09 端午节
2019-09-13 2019-09-15 中秋节
2019-10-01 2019-10-07 国庆节
2020-01-01 2020-01-01 元旦
2020-01-24 2020-02-02 春节
2020-04-04 2020-04-06 清明节
2020-05-01 2020-05-05 劳动节
2020-06-25 2020-06-27 端午节
2020-10-01 2020-10-08 国庆节、中秋节
2021-01-01 2021-01-03 元旦
2021-02-11 2021-02-17 春节
2021-04-03 2021-04-05 清明节
2021-05-01 2021-05-05 劳动节
2021-06-12 2021-06-14 端午节
2021-09-19 2021-09-21 中秋节
2021-10-01 2021-10-07 国庆节
2022-01-01 2022-01-03 元旦
2022-01-31 2022-02-06 春节
2022-04-03 2022-04-05 清明节
2022-04-30 2022-05-04 劳动节
2022-06-03 2022-06-05 端午节
2022-09-10 2022-09-12 中秋节
2022-10-01 2022-10-07 国庆节
2022-12-31 2023-01-02 元旦
2023-01-21 2023-01-27 春节
2023-04-05 2023-04-05 清明节
2023-04-29 2023-05-03 劳动节
2023-06-22 2023-06-24 端午节
2023-09-29 2023-10-06 中秋节、国庆节
2024-01-01 2024-01-01 元旦
2024-02-10 2024-02-17 春节
2024-04-04 2024-04-06 清明节
2024-05-01 2024-05-05 劳动节
2024-06-10 2024-06-10 端午节
2024-09-15 2024-09-17 中秋节
2024-10-01 2024-10-07 国庆节
2025-01-01 2025-01-01 元旦
2025-01-28 2025-02-04 春节
2025-04-04 2025-04-06 清明节
2025-05-01 2025-05-05 劳动节
2025-05-31 2025-06-02 端午节
2025-10-01 2025-10-08 国庆节、中秋节
2026-01-01 2026-01-03 元旦
2026-02-15 2026-02-23 春节
2026-04-04 2026-04-06 清明节
2026-05-01 2026-05-05 劳动节
2026-06-19 2026-06-21 端午节
2026-09-25 2026-09-27 中秋节
2026-10-01 2026-10-07 国庆节
`

const makeups = `
2018-12-29 元旦调休
2019-02-02 春节调休
2019-02-03 春节调休
2019-04-28 劳动节调休
2019-05-05 劳动节调休
2019-09-29 国庆节调休
2019-10-12 国庆节调休
2020-01-19 春节调休
2020-04-26 劳动节调休
2020-05-09 劳动节调休
2020-06-28 端午节调休
2020-09-27 国庆节、中秋节调休
2020-10-10 国庆节、中秋节调休
2021-02-07 春节调休
2021-02-20 春节调休
2021-04-25 劳动节调休
2021-05-08 劳动节调休
2021-09-18 中秋节调休
2021-09-26 国庆节调休
2021-10-09 国庆节调休
2022-01-29 春节调休
2022-01-30 春节调休
2022-04-02 清明节调休
2022-04-24 劳动节调休
2022-05-07 劳动节调休
2022-10-08 国庆节调休
2022-10-09 国庆节调休
2023-01-28 春节调休
2023-01-29 春节调休
2023-04-23 劳动节调休
2023-05-06 劳动节调休
2023-06-25 端午节调休
2023-10-07 中秋节、国庆节调休
2023-10-08 中秋节、国庆节调休
2024-02-04 春节调休
2024-02-18 春节调休
2024-04-07 清明节调休
2024-04-28 劳动节调休
2024-05-11 劳动节调休
2024-09-14 中秋节调休
2024-09-29 国庆节调休
2024-10-12 国庆节调休
2025-01-26 春节调休
2025-02-08 春节调休
2025-04-27 劳动节调休
2025-09-28 国庆节、中秋节调休
2025-10-11 国庆节、中秋节调休
2026-01-04 元旦调休
2026-02-14 春节调休
2026-02-28 春节调休
2026-05-09 劳动节调休
2026-09-20 国庆节调休
2026-10-10 国庆节调休
`

// A named day is one that an arrangement names.
type named struct {
	day   Day
	works bool
	name  string
}

// arranged is every day that an arrangement names, in order.
var arranged = sync.OnceValue(func() []named {
	var days []named
	for line := range strings.Lines(strings.TrimSpace(holidays)) {
		f := strings.Fields(line)
		for d := mustDay(f[0]); d <= mustDay(f[1]); d++ {
			days = append(days, named{d, false, f[2]})
		}
	}
	for line := range strings.Lines(strings.TrimSpace(makeups)) {
		f := strings.Fields(line)
		days = append(days, named{mustDay(f[0]), true, f[1]})
	}
	slices.SortFunc(days, func(a, b named) int { return cmp.Compare(a.day, b.day) })
	return days
})

func mustDay(text string) Day {
	t, err := time.Parse(time.DateOnly, text)
	if err != nil {
		panic(err)
	}
	year, month, day := t.Date()
	return On(year, int(month), day)
}

func arrangement(d Day) (named, bool) {
	days := arranged()
	i, ok := slices.BinarySearchFunc(days, d, func(n named, d Day) int { return cmp.Compare(n.day, d) })
	if !ok {
		return named{}, false
	}
	return days[i], true
}

// Holiday tells whether d belongs to a public holiday.
func Holiday(d Day) bool {
	n, ok := arrangement(d)
	return ok && !n.works
}

// Works tells whether d is a working day. It knows 2019 to 2026.
func Works(d Day) bool {
	if n, ok := arrangement(d); ok {
		return n.works
	}
	weekday := d.Weekday()
	return weekday != time.Saturday && weekday != time.Sunday
}

// After returns the nth working day after d; d itself is not counted, so After(received, 5) is when a limit of five
// working days runs out.
func After(d Day, n int) Day {
	for n > 0 {
		d++
		if Works(d) {
			n--
		}
	}
	return d
}

// Workday returns d, or the next working day if d is none.
func Workday(d Day) Day { return After(d-1, 1) }

// Calendar writes data/calendar.toml with every day of the year that an arrangement names. The tool knows them: a site
// needs it only to show what such a file looks like.
func (s Site) Calendar(year int) File {
	w := s.Writer()
	for _, n := range arranged() {
		if n.day.Year() != year {
			continue
		}
		w.Row("day")
		w.Date("date", n.day)
		w.Bool("work", n.works)
		w.Text("name", n.name)
	}
	return w.File("data/calendar.toml")
}
