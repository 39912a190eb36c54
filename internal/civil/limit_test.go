package civil

import (
	"math"
	"testing"
)

func limit(t testing.TB, text string) Limit {
	t.Helper()
	l, err := ParseLimit(text)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func TestParseLimit(t *testing.T) {
	for text, want := range map[string]Limit{
		"5 wd": {5, WorkingDays}, "5个工作日": {5, WorkingDays}, "5wd": {5, WorkingDays}, "5 个工作日": {5, WorkingDays},
		"5 d": {5, Days}, "15天": {15, Days}, "15日": {15, Days}, "15个自然日": {15, Days},
		"2 months": {2, Months}, "1 month": {1, Months}, "2个月": {2, Months}, "9999 d": {9999, Days},
	} {
		got := limit(t, text)
		if got != want {
			t.Errorf("%q was read as %v", text, got)
		}
		if back := limit(t, got.String()); back != got {
			t.Errorf("%v came back as %v", got, back)
		}
	}
	for _, text := range []string{"", "5", "wd", "0 d", "05 d", "-5 d", "+5 d", "10000 d", "99999999999999999999 d", "5  d", "5 d ",
		" 5 d", "5 weeks", "5.5 d", "五天", "５天"} {
		if l, err := ParseLimit(text); err == nil {
			t.Errorf("%q was read as %v", text, l)
		}
	}
}

func TestDueAndYellow(t *testing.T) {
	c := china(t)
	for _, v := range []struct{ received, limit, due, yellow string }{
		{"2026-02-12", "5 wd", "2026-02-26", "2026-02-24"},
		{"2025-09-26", "5 wd", "2025-10-10", "2025-09-30"},
		{"2025-09-30", "5 wd", "2025-10-14", "2025-10-11"}, // yellow on a Saturday that works
		{"2025-12-31", "1 wd", "2026-01-04", "2026-01-04"}, // a Sunday that works
		{"2026-04-30", "5 wd", "2026-05-11", "2026-05-08"},
		{"2024-04-30", "7 wd", "2024-05-13", "2024-05-09"},
		{"2026-01-30", "20 wd", "2026-03-05", "2026-02-14"}, // yellow on a Saturday that works
		{"2026-02-12", "5 d", "2026-02-24", "2026-02-15"},   // ends in Spring Festival

		{"2024-08-19", "5 d", "2024-08-26", "2024-08-22"},      // ends on an ordinary Saturday
		{"2024-09-09", "5 d", "2024-09-14", "2024-09-12"},      // ends on a Saturday that works
		{"2024-08-24", "1 wd", "2024-08-26", "2024-08-26"},     // received on a Saturday
		{"2024-08-19", "2 wd", "2024-08-21", "2024-08-21"},     // half is not more than half
		{"2024-08-19", "4 d", "2024-08-23", "2024-08-22"},      // two of four days are half, three more
		{"2024-01-31", "1 month", "2024-02-29", "2024-02-15"},  // 29 days, the 15th is past the middle
		{"2024-07-31", "2 months", "2024-09-30", "2024-08-31"}, // 61 days
		{"2024-07-14", "2 months", "2024-09-14", "2024-08-15"}, // a Saturday that works
		{"2024-07-16", "2 months", "2024-09-18", "2024-08-17"}, // ends on Mid-Autumn's Monday
	} {
		received, l := day(t, v.received), limit(t, v.limit)
		due, provisional := c.Due(received, l)
		yellow := c.Yellow(received, l)
		if due.String() != v.due || provisional || yellow.String() != v.yellow {
			t.Errorf("%s and %s: due %s (provisional %v), yellow %s; want %s, %s", v.received, v.limit, due, provisional, yellow, v.due, v.yellow)
		}
	}
}

func TestDueIsProvisional(t *testing.T) {
	c := china(t)
	for _, v := range []struct {
		received, limit, due string
		provisional          bool
	}{
		{"2022-12-30", "1 wd", "2023-01-03", false}, // its first days belong to the notice for 2023
		{"2022-12-23", "1 wd", "2022-12-26", true},
		{"2022-12-01", "2 months", "2023-02-01", false}, // only the last day matters
		{"2026-12-24", "2 wd", "2026-12-28", false},
		{"2026-12-24", "5 d", "2026-12-29", true}, // the notice for 2027 may say otherwise
		{"2026-12-24", "10 wd", "2027-01-07", true},
		{"2026-12-01", "1 month", "2027-01-01", true},
	} {
		due, provisional := c.Due(day(t, v.received), limit(t, v.limit))
		if due.String() != v.due || provisional != v.provisional {
			t.Errorf("%s and %s: due %s, provisional %v; want %s, %v", v.received, v.limit, due, provisional, v.due, v.provisional)
		}
	}
}

func TestNoDue(t *testing.T) {
	c := china(t)
	for _, v := range []struct {
		received Date
		limit    Limit
	}{
		{None, Limit{5, Days}}, {0, Limit{}}, {0, Limit{-1, Days}}, {0, Limit{math.MaxInt, WorkingDays}}, {0, Limit{1, 3}},
		{lastDate, Limit{1, WorkingDays}}, {lastDate, Limit{1, Days}}, {lastDate, Limit{1, Months}},
	} {
		due, provisional := c.Due(v.received, v.limit)
		if yellow := c.Yellow(v.received, v.limit); due != None || yellow != None || provisional {
			t.Errorf("%v and %v: due %v, yellow %v", v.received, v.limit, due, yellow)
		}
	}
}

// TestDueByCounting compares every limit from every day of a year with counting days one by one.
func TestDueByCounting(t *testing.T) {
	c := china(t)
	for received := New(2025, 1, 1); received <= New(2025, 12, 31); received++ {
		for n := 1; n <= 40; n++ {
			elapsed, d, yellow := 0, received, None
			for elapsed < n {
				if d++; c.Working(d) {
					elapsed++
				}
				if yellow == None && 2*elapsed > n {
					yellow = d
				}
			}
			l := Limit{n, WorkingDays}
			if due, _ := c.Due(received, l); due != d || c.Yellow(received, l) != yellow {
				t.Fatalf("%v and %v: due %v, yellow %v; counted %v, %v", received, l, due, c.Yellow(received, l), d, yellow)
			}
		}
	}
}

func TestLightOn(t *testing.T) {
	c := china(t)
	received, l := day(t, "2026-02-12"), Limit{5, WorkingDays}
	due, _ := c.Due(received, l)
	yellow := c.Yellow(received, l)
	for _, v := range []struct {
		asOf, closed string // "" is open
		want         Light
	}{
		{"2026-02-12", "", Normal}, {"2026-02-23", "", Normal},
		{"2026-02-24", "", Half}, {"2026-02-26", "", Half},
		{"2026-02-27", "", Overdue}, {"2027-01-01", "", Overdue},
		{"2026-02-24", "2026-02-24", NoLight}, {"2026-03-31", "2026-03-02", NoLight},
		{"2026-02-28", "2026-03-02", Overdue}, {"2026-02-13", "2026-03-02", Normal},
	} {
		closed := None
		if v.closed != "" {
			closed = day(t, v.closed)
		}
		if got := LightOn(day(t, v.asOf), yellow, due, closed); got != v.want {
			t.Errorf("on %s, closed %q: %v, want %v", v.asOf, v.closed, got, v.want)
		}
	}
	if got := LightOn(received, None, None, None); got != NoLight {
		t.Errorf("without a limit: %v", got)
	}
	if got := LightOn(due, None, due, None); got != Normal {
		t.Errorf("on the due day, without a yellow day: %v", got)
	}
}

func TestLightsHaveWords(t *testing.T) {
	for light, want := range map[Light]string{NoLight: "none", Normal: "normal", Half: "half", Overdue: "overdue"} {
		if got := light.String(); got != want {
			t.Errorf("light %d is %q, want %q", light, got, want)
		}
	}
}

func FuzzParseLimit(f *testing.F) {
	for _, text := range []string{"5 wd", "15天", "2个月", "0 d", ""} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		l, err := ParseLimit(text)
		if (err == nil) != l.valid() {
			t.Fatalf("%q was read as %v, error %v", text, l, err)
		}
		if back, _ := ParseLimit(l.String()); back != l {
			t.Errorf("%q: %v came back as %v", text, l, back)
		}
	})
}
