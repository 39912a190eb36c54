package civil

import (
	"strings"
	"testing"
)

// notices are the holidays (-) and make-up workdays (+) that differ from Monday to Friday, as published by the State
// Council for 2023 to 2026.
var notices = map[string]string{
	"2023": `-01-02 -01-23 -01-24 -01-25 -01-26 -01-27 +01-28 +01-29 -04-05 +04-23 -05-01 -05-02 -05-03 +05-06
		-06-22 -06-23 +06-25 -09-29 -10-02 -10-03 -10-04 -10-05 -10-06 +10-07 +10-08`,
	"2024": `-01-01 +02-04 -02-12 -02-13 -02-14 -02-15 -02-16 +02-18 -04-04 -04-05 +04-07 +04-28 -05-01 -05-02 -05-03
		+05-11 -06-10 +09-14 -09-16 -09-17 +09-29 -10-01 -10-02 -10-03 -10-04 -10-07 +10-12`,
	"2025": `-01-01 +01-26 -01-28 -01-29 -01-30 -01-31 -02-03 -02-04 +02-08 -04-04 +04-27 -05-01 -05-02 -05-05 -06-02
		+09-28 -10-01 -10-02 -10-03 -10-06 -10-07 -10-08 +10-11`,
	"2026": `-01-01 -01-02 +01-04 +02-14 -02-16 -02-17 -02-18 -02-19 -02-20 -02-23 +02-28 -04-06 -05-01 -05-04 -05-05
		+05-09 -06-19 +09-20 -09-25 -10-01 -10-02 -10-05 -10-06 -10-07 +10-10`,
}

func china(t testing.TB) *Calendar {
	days := map[Date]bool{}
	for year, notice := range notices {
		for _, mark := range strings.Fields(notice) {
			days[day(t, year+"-"+mark[1:])] = mark[0] == '+'
		}
	}
	return NewCalendar(days)
}

func TestWorking(t *testing.T) {
	c := china(t)
	for text, want := range map[string]bool{
		"2024-09-13": true,  // Friday
		"2024-09-14": true,  // Saturday, make-up
		"2024-09-15": false, // Sunday, Mid-Autumn
		"2024-09-16": false, // Monday, holiday
		"2024-09-18": true,
		"2024-09-21": false, // an ordinary Saturday
		"2030-10-01": true,  // Tuesday of a year not published
	} {
		if got := c.Working(day(t, text)); got != want {
			t.Errorf("%s is worked: %v, want %v", text, got, want)
		}
	}
	if got := c.Next(day(t, "2026-02-15")).String(); got != "2026-02-24" {
		t.Errorf("after Spring Festival work begins on %s", got)
	}
	if got := c.Next(day(t, "2026-02-14")).String(); got != "2026-02-14" {
		t.Errorf("a working day is followed by %s", got)
	}
}

func TestPublished(t *testing.T) {
	c := china(t)
	for year := 2022; year <= 2027; year++ {
		if want := 2023 <= year && year <= 2026; c.Published(year) != want {
			t.Errorf("%d is published: %v, want %v", year, !want, want)
		}
	}
	// The notice for 2019 began with the make-up day 2018-12-29.
	c = NewCalendar(map[Date]bool{New(2018, 12, 29): true, New(2018, 12, 31): false})
	if c.Published(2018) || !c.Published(2019) {
		t.Error("New Year's days in December stand for the wrong year")
	}
	if new(Calendar).Published(2024) || !new(Calendar).Working(New(2024, 9, 16)) {
		t.Error("the zero Calendar knows holidays")
	}
}

func TestNewCalendarKeepsItsOwnDays(t *testing.T) {
	days := map[Date]bool{New(2024, 9, 16): false}
	c := NewCalendar(days)
	days[New(2024, 9, 18)] = false
	if !c.Working(New(2024, 9, 18)) {
		t.Error("the calendar changed with the map it was made from")
	}
}

// TestFirstWorkingMonday names every month of four years in which it is not the first Monday.
func TestFirstWorkingMonday(t *testing.T) {
	shifted := map[string]string{
		"2023-01": "2023-01-09", "2023-05": "2023-05-08", "2023-10": "2023-10-09",
		"2024-01": "2024-01-08", "2024-10": "2024-10-14",
		"2025-02": "2025-02-10", "2025-05": "2025-05-12", "2025-06": "2025-06-09", "2025-10": "2025-10-13",
		"2026-04": "2026-04-13", "2026-05": "2026-05-11", "2026-10": "2026-10-12",
	}
	c := china(t)
	for _, m := range Each(Month, New(2023, 1, 1), New(2026, 12, 31)) {
		y, month, _ := m.First.YMD()
		want := shifted[m.Key()]
		if want == "" {
			want = Week.Of(m.First + 6).First.String() // the only Monday among the first seven days
		}
		if got := c.FirstWorkingMonday(y, month).String(); got != want {
			t.Errorf("%s: got %s, want %s", m.Key(), got, want)
		}
	}
	if c.FirstWorkingMonday(2024, 13) != None {
		t.Error("a thirteenth month has a Monday")
	}
}
