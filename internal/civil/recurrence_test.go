package civil

import (
	"slices"
	"strings"
	"testing"
)

func recurrence(t testing.TB, text string) Recurrence {
	t.Helper()
	r, err := ParseRecurrence(text)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// dates writes the dates one after another, each without the year that it shares with the one before.
func dates(days []Date) string {
	var list []string
	year := ""
	for _, d := range days {
		text := d.String()
		list = append(list, strings.TrimPrefix(text, year))
		year = text[:5]
	}
	return strings.Join(list, " ")
}

func TestParseRecurrence(t *testing.T) {
	for want, others := range map[string][]string{
		"weekly mon":                            {"每周一", "每星期一", "weekly mon,mon"},
		"weekly mon,thu":                        {"每周一、周四", "每周四、一", "每周一和周四", "每星期一、星期四", "weekly thu, mon"},
		"weekly sun":                            {"每周日", "每周天", "每星期天"},
		"weekly mon,tue,wed,thu,fri,sat,sun":    {"每周一、二、三、四、五、六、日"},
		"weekly mon or none":                    {"每周一（遇休取消）", "每周一(遇节假日取消)"},
		"weekly first workday":                  {"每周第一个工作日"},
		"weekly last workday":                   {"每周最后一个工作日"},
		"monthly 5":                             {"每月5日", "每月5号"},
		"monthly 31":                            {"每月31日"},
		"monthly last":                          {"每月末", "每月底", "每月最后一天", "每月最后一日"},
		"monthly last or previous workday":      {"每月末（遇休提前）"},
		"monthly 15 or next workday":            {"每月15日（遇休顺延）", "每月15日（遇节假日顺延）"},
		"monthly first workday":                 {"每月第一个工作日", "每月第1个工作日", "monthly first workday or next workday"},
		"monthly fifth workday":                 {"每月第5个工作日"},
		"monthly first mon":                     {"每月第一个周一", "每月第一个星期一"},
		"monthly third sat or previous workday": {"每月第三个周六（遇休提前）"},
		"monthly first working mon":             {"每月第一个工作周一", "每月第一个工作周一（遇休顺延）"},
		"quarterly last":                        {"每季末", "每季度末"},
		"quarterly last workday":                {"每季度最后一个工作日"},
		"quarterly first working mon":           {"每季第一个工作周一"},
		"yearly last":                           {"每年末", "每年底"},
		"yearly first workday":                  {"每年第一个工作日"},
		"yearly 12-31":                          {"每年12月31日", "每年12月31号"},
		"yearly 02-29":                          {"每年2月29日"},
	} {
		for _, text := range append(others, want) {
			r := recurrence(t, text)
			if got := r.String(); got != want {
				t.Errorf("%s came back as %s, want %s", text, got, want)
			}
			if back := recurrence(t, r.String()); back != r {
				t.Errorf("%s: %+v came back as %+v", text, r, back)
			}
		}
	}
}

func TestParseRecurrenceRejects(t *testing.T) {
	for _, text := range []string{"", "weekly", "每周", "mon", "Weekly mon", "weekly Mon", "weekly monday", "weekly mon,", "weekly mon thu",
		" weekly mon", "weekly mon ", "weekly 一", "每周mon", "每周八", "每周一、", "weekly 1", "weekly last", "每周末", "weekly first mon", "每周第一个周一",
		"monthly", "monthly 0", "monthly 05", "monthly 32", "monthly -1", "每月0日", "每月32日", "每月15", "monthly mon", "每月一", "monthly first",
		"monthly sixth workday", "monthly first working", "monthly first working workday", "每月第一个日", "每月初", "quarterly 15", "每季度15日",
		"yearly 15", "yearly 2-29", "yearly 02-30", "yearly 13-01", "yearly 00-01", "yearly 01-00", "每年13月1日", "每年2月30日",
		"monthly 15 or", "monthly 15 or next", "monthly 15 next workday", "每月15日遇休顺延", "每月15日（遇休顺延", "每月15日（顺延）"} {
		if r, err := ParseRecurrence(text); err == nil || r != (Recurrence{}) {
			t.Errorf("%q was read as %v", text, r)
		}
	}
}

func TestDays(t *testing.T) {
	c := china(t)
	for _, v := range []struct{ text, first, last, want string }{
		{"weekly mon", "2024-09-01", "2024-09-30", "2024-09-02 09-09 09-16 09-23 09-30"},
		{"weekly mon or none", "2024-09-01", "2024-09-30", "2024-09-02 09-09 09-23 09-30"},
		{"weekly mon or next workday", "2024-09-01", "2024-09-30", "2024-09-02 09-09 09-18 09-23 09-30"},
		{"weekly mon or previous workday", "2024-09-01", "2024-09-30", "2024-09-02 09-09 09-14 09-23 09-30"}, // a Saturday that works
		{"weekly mon,thu", "2024-09-03", "2024-09-12", "2024-09-05 09-09 09-12"},
		{"weekly wed,fri or next workday", "2025-09-29", "2025-10-12", "2025-10-09 10-10"}, // 1, 3 and 8 October move to the 9th
		{"weekly first workday", "2024-09-09", "2024-10-20", "2024-09-09 09-18 09-23 09-30 10-08 10-14"},
		{"weekly last workday", "2024-09-23", "2024-10-13", "2024-09-29 09-30 10-12"}, // a Sunday, a Monday, a Saturday

		{"monthly 15", "2024-08-01", "2024-10-31", "2024-08-15 09-15 10-15"},
		{"monthly 15 or next workday", "2024-08-01", "2024-10-31", "2024-08-15 09-18 10-15"},
		{"monthly 15 or previous workday", "2024-08-01", "2024-10-31", "2024-08-15 09-14 10-15"},
		{"monthly 15 or next workday", "2024-09-16", "2024-09-30", "2024-09-18"}, // moved into these days
		{"monthly 15 or next workday", "2024-09-01", "2024-09-17", ""},           // and out of them
		{"monthly 15 or previous workday", "2024-09-01", "2024-09-14", "2024-09-14"},
		{"monthly 31", "2024-01-01", "2024-04-30", "2024-01-31 02-29 03-31 04-30"},
		{"monthly last", "2023-02-01", "2023-03-31", "2023-02-28 03-31"},
		{"monthly last or next workday", "2024-08-01", "2024-09-30", "2024-09-02 09-30"}, // 31 August is a Saturday
		{"monthly first workday", "2024-01-01", "2024-06-30", "2024-01-02 02-01 03-01 04-01 05-06 06-03"},
		{"monthly last workday", "2024-08-01", "2024-10-31", "2024-08-30 09-30 10-31"},
		{"monthly fifth workday", "2024-10-01", "2024-10-31", "2024-10-12"}, // 8, 9, 10, 11 and Saturday the 12th
		{"monthly first mon", "2024-09-01", "2024-10-31", "2024-09-02 10-07"},
		{"monthly fifth mon", "2024-07-01", "2024-12-31", "2024-07-29 09-30 12-30"},
		{"monthly last fri", "2024-08-01", "2024-09-30", "2024-08-30 09-27"},
		{"monthly first working sat", "2024-01-01", "2024-12-31", "2024-05-11 09-14 10-12"},

		{"quarterly last", "2024-01-01", "2024-12-31", "2024-03-31 06-30 09-30 12-31"},
		{"quarterly last workday", "2024-01-01", "2024-12-31", "2024-03-29 06-28 09-30 12-31"},
		{"quarterly first working mon", "2024-01-01", "2024-12-31", "2024-01-08 04-01 07-01 10-14"},
		{"yearly 12-31", "2023-01-01", "2024-12-31", "2023-12-31 2024-12-31"},
		{"yearly 12-31", "2024-01-01", "2024-12-30", ""},
		{"yearly 02-29", "2023-01-01", "2024-12-31", "2023-02-28 2024-02-29"},
		{"yearly 10-01 or next workday", "2023-01-01", "2026-12-31", "2023-10-07 2024-10-08 2025-10-09 2026-10-08"},
		{"yearly 01-01 or previous workday", "2024-06-01", "2024-12-31", "2024-12-31"},
		{"yearly first workday", "2023-01-01", "2026-12-31", "2023-01-03 2024-01-02 2025-01-02 2026-01-04"},

		// At the ends of the calendar.
		{"weekly mon or previous workday", "0001-01-01", "0001-01-10", "0001-01-01 01-08"},
		{"monthly 1 or next workday", "0001-01-01", "0001-01-31", "0001-01-01"},
		{"weekly sat or next workday", "9999-12-21", "9999-12-31", "9999-12-27"},
		{"yearly last or previous workday", "9999-12-01", "9999-12-31", "9999-12-31"},
	} {
		if got := dates(c.Days(recurrence(t, v.text), day(t, v.first), day(t, v.last))); got != v.want {
			t.Errorf("%s, %s to %s: got %s, want %s", v.text, v.first, v.last, got, v.want)
		}
	}
}

// TestDaysOfFirstWorkingMonday names all of four years; those marked are not the first Monday of their month.
func TestDaysOfFirstWorkingMonday(t *testing.T) {
	const want = "2023-01-09* 02-06 03-06 04-03 05-08* 06-05 07-03 08-07 09-04 10-09* 11-06 12-04 " +
		"2024-01-08* 02-05 03-04 04-01 05-06 06-03 07-01 08-05 09-02 10-14* 11-04 12-02 " +
		"2025-01-06 02-10* 03-03 04-07 05-12* 06-09* 07-07 08-04 09-01 10-13* 11-03 12-01 " +
		"2026-01-05 02-02 03-02 04-13* 05-11* 06-01 07-06 08-03 09-07 10-12* 11-02 12-07"
	got := china(t).Days(recurrence(t, "每月第一个工作周一"), New(2023, 1, 1), New(2026, 12, 31))
	if want := strings.ReplaceAll(want, "*", ""); dates(got) != want {
		t.Errorf("got %s\nwant %s", dates(got), want)
	}
	marked := strings.Fields(want)
	for i, d := range got {
		if _, _, n := d.YMD(); strings.HasSuffix(marked[i], "*") != (n > 7) {
			t.Errorf("%s is marked wrongly", d)
		}
	}
}

var recurrences = []string{"weekly mon", "weekly sat,sun or next workday", "weekly mon,wed or previous workday", "weekly fri or none",
	"weekly first workday", "monthly 1 or next workday", "monthly 31 or next workday", "monthly 3 or previous workday", "monthly last",
	"monthly fifth thu", "monthly first working mon", "quarterly last workday", "quarterly last sun or next workday",
	"yearly 01-01 or previous workday", "yearly 02-29", "yearly last or next workday"}

// TestDaysAtAnySplit: the days of two stretches are those of the whole, wherever it is cut.
func TestDaysAtAnySplit(t *testing.T) {
	c := china(t)
	first, end := New(2024, 12, 1), New(2025, 10, 20)
	for _, text := range recurrences {
		r := recurrence(t, text)
		whole := c.Days(r, first, end)
		for cut := first; cut < end; cut++ {
			if got := slices.Concat(c.Days(r, first, cut), c.Days(r, cut+1, end)); !slices.Equal(got, whole) {
				t.Fatalf("%s, cut after %s: %s, want %s", text, cut, dates(got), dates(whole))
			}
		}
	}
}

// TestDaysByAsking finds the days by asking of each, on which recurring day it would be met.
func TestDaysByAsking(t *testing.T) {
	c := china(t)
	first, end := New(2023, 1, 1), New(2026, 12, 31)
	for text, on := range map[string]func(y, m, n int, d Date) bool{
		"weekly sat":   func(_, _, _ int, d Date) bool { return d.Weekday() == 6 },
		"monthly 15":   func(_, _, n int, _ Date) bool { return n == 15 },
		"monthly last": func(_, _, _ int, d Date) bool { _, _, n := (d + 1).YMD(); return n == 1 },
		"yearly 10-01": func(_, m, n int, _ Date) bool { return m == 10 && n == 1 },
	} {
		met := func(d Date) bool { y, m, n := d.YMD(); return on(y, m, n, d) }
		for ending, step := range map[string]Date{" or next workday": -1, " or previous workday": 1} {
			var want []Date
			for d := first; d <= end; d++ {
				hit := met(d)
				for e := d + step; !c.Working(e); e += step {
					hit = hit || met(e)
				}
				if hit && c.Working(d) {
					want = append(want, d)
				}
			}
			if got := c.Days(recurrence(t, text+ending), first, end); !slices.Equal(got, want) {
				t.Errorf("%s: got %s\nwant %s", text+ending, dates(got), dates(want))
			}
		}
	}
}

func TestNoDays(t *testing.T) {
	c := china(t)
	r := recurrence(t, "weekly mon or next workday")
	for _, v := range [][2]Date{{1, 0}, {None, 0}, {0, None}, {0, lastDate + 1}} {
		if got := c.Days(r, v[0], v[1]); len(got) > 0 {
			t.Errorf("from %d to %d: %s", v[0], v[1], dates(got))
		}
	}
	if got := c.Days(Recurrence{}, 0, 1000); len(got) > 0 || (Recurrence{}).String() != "" {
		t.Errorf("the zero Recurrence has %s", dates(got))
	}
}

func TestKnown(t *testing.T) {
	c := china(t)
	for text, want := range map[string]bool{"2022-12-28": false, "2022-12-29": true, "2023-01-01": true, "2026-12-28": true,
		"2026-12-29": false, "2027-01-04": false} {
		if got := c.Known(day(t, text)); got != want {
			t.Errorf("%s is known: %v, want %v", text, got, want)
		}
	}
}

func FuzzParseRecurrence(f *testing.F) {
	for _, text := range append(recurrences, "每周一、周四", "每月15日（遇休顺延）", "每月第一个工作周一", "每年12月31日", "每季度最后一个工作日", "每周末", "") {
		f.Add(text)
	}
	c := china(f)
	first, end := New(2024, 9, 10), New(2025, 10, 5)
	f.Fuzz(func(t *testing.T, text string) {
		r, err := ParseRecurrence(text)
		if (err == nil) != (r != Recurrence{}) {
			t.Fatalf("%q was read as %v, error %v", text, r, err)
		}
		if err != nil {
			return
		}
		if back, _ := ParseRecurrence(r.String()); back != r {
			t.Errorf("%q: %v came back as %v", text, r, back)
		}
		days := c.Days(r, first, end)
		for i, d := range days {
			if d < first || d > end || i > 0 && d <= days[i-1] {
				t.Errorf("%q: %s", text, dates(days))
			}
		}
	})
}
