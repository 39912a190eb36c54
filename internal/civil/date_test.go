package civil

import (
	"testing"
	"time"
)

// day is the date written so, which must be one.
func day(t testing.TB, text string) Date {
	t.Helper()
	d, err := ParseDate(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestParseDateIsStrict(t *testing.T) {
	for _, text := range []string{"1970-01-01", "2024-02-29", "2000-02-29", "0001-01-01", "9999-12-31"} {
		if got := day(t, text).String(); got != text {
			t.Errorf("%s came back as %s", text, got)
		}
	}
	for _, text := range []string{"", "2024-02-30", "2023-02-29", "1900-02-29", "2024-13-01", "2024-00-01", "2024-09-00",
		"2024-9-3", "0000-01-01", "10000-01-01", "2024/09/03", " 2024-09-03", "2024-09-03 ", "2024-09-03T00:00:00Z", "２０２４-09-03"} {
		if d, err := ParseDate(text); err == nil || d != None {
			t.Errorf("%q was read as %v", text, d)
		}
	}
}

func TestDatesAreCountedFrom1970(t *testing.T) {
	for text, want := range map[string]Date{"1970-01-01": 0, "1970-02-01": 31, "1969-12-31": -1, "2000-01-01": 10957,
		"0001-01-01": firstDate, "9999-12-31": lastDate} {
		if got := day(t, text); got != want {
			t.Errorf("%s is day %d, want %d", text, got, want)
		}
	}
	if None.String() != "" || (lastDate+1).String() != "" || (firstDate-1).String() != "" {
		t.Error("a date outside the calendar has a text")
	}
	if New(2024, 2, 30) != None || New(0, 12, 31) != None || New(10000, 1, 1) != None || New(2024, 13, 1) != None {
		t.Error("New made a day that does not exist")
	}
}

// TestEveryDay walks the whole calendar with a day counter of its own.
func TestEveryDay(t *testing.T) {
	lengths := [...]int{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31}
	want, weekday := firstDate, time.Monday
	for y := 1; y <= 9999; y++ {
		leap := y%4 == 0 && y%100 != 0 || y%400 == 0
		for m := 1; m <= 12; m++ {
			n := lengths[m-1]
			if leap && m == 2 {
				n++
			}
			for d := 1; d <= n; d++ {
				gotY, gotM, gotD := want.YMD()
				if New(y, m, d) != want || gotY != y || gotM != m || gotD != d || want.Weekday() != weekday {
					t.Fatalf("%d-%d-%d: New gives %d, want %d; back %d-%d-%d, %v", y, m, d, New(y, m, d), want, gotY, gotM, gotD, want.Weekday())
				}
				want, weekday = want+1, (weekday+1)%7
			}
		}
	}
	if want != lastDate+1 {
		t.Errorf("the calendar ends before day %d, want %d", want, lastDate+1)
	}
}

func TestISOWeek(t *testing.T) {
	for _, c := range []struct {
		date       string
		year, week int
	}{
		{"2024-09-03", 2024, 36},
		{"2020-12-28", 2020, 53}, {"2021-01-03", 2020, 53}, {"2021-01-04", 2021, 1},
		{"2024-12-29", 2024, 52}, {"2024-12-30", 2025, 1}, {"2025-01-01", 2025, 1},
		{"2023-01-01", 2022, 52}, {"2016-01-01", 2015, 53}, {"0001-01-01", 1, 1},
	} {
		if y, w := day(t, c.date).ISOWeek(); y != c.year || w != c.week {
			t.Errorf("%s lies in %d-W%02d, want %d-W%02d", c.date, y, w, c.year, c.week)
		}
	}
}

func TestAddMonths(t *testing.T) {
	for _, c := range []struct {
		from string
		n    int
		want string // "" is None
	}{
		{"2024-01-15", 1, "2024-02-15"}, {"2024-01-31", 1, "2024-02-29"}, {"2023-01-31", 1, "2023-02-28"},
		{"2024-02-29", 12, "2025-02-28"}, {"2024-02-29", -12, "2023-02-28"}, {"2024-03-31", -1, "2024-02-29"},
		{"2024-11-30", 2, "2025-01-30"}, {"2024-01-31", -1, "2023-12-31"}, {"2024-08-31", 0, "2024-08-31"},
		{"0001-01-31", -1, ""}, {"9999-12-01", 1, ""}, {"9999-11-30", 1, "9999-12-30"},
		{"2024-01-01", 1 << 62, ""}, {"2024-01-01", -1 << 62, ""},
	} {
		if got := day(t, c.from).AddMonths(c.n).String(); got != c.want {
			t.Errorf("%s and %d months is %q, want %q", c.from, c.n, got, c.want)
		}
	}
	if None.AddMonths(1) != None {
		t.Error("None and a month is a date")
	}
}

func FuzzParseDate(f *testing.F) {
	for _, text := range []string{"2024-09-03", "2024-02-30", "0001-01-01", "2024-9-3", ""} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		d, err := ParseDate(text)
		if (err == nil) != d.valid() || err == nil && d.String() != text {
			t.Errorf("%q was read as %q, error %v", text, d, err)
		}
	})
}
