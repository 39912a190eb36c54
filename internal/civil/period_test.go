package civil

import (
	"slices"
	"strings"
	"testing"
)

func period(t testing.TB, key string) Period {
	t.Helper()
	p, err := ParsePeriod(key)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func keys(periods []Period) string {
	var all []string
	for _, p := range periods {
		all = append(all, p.Key())
	}
	return strings.Join(all, " ")
}

var kinds = []Kind{Year, Quarter, Month, Week, Range, YearToDate, All}

func TestParsePeriod(t *testing.T) {
	for _, c := range []struct {
		key, kind, first, last string
	}{
		{"2024", "year", "2024-01-01", "2024-12-31"},
		{"2024-Q1", "quarter", "2024-01-01", "2024-03-31"},
		{"2024-Q3", "quarter", "2024-07-01", "2024-09-30"},
		{"2024-Q4", "quarter", "2024-10-01", "2024-12-31"},
		{"2024-02", "month", "2024-02-01", "2024-02-29"},
		{"2024-12", "month", "2024-12-01", "2024-12-31"},
		{"2024-W36", "week", "2024-09-02", "2024-09-08"},
		{"2020-W53", "week", "2020-12-28", "2021-01-03"},
		{"2025-W01", "week", "2024-12-30", "2025-01-05"},
		{"2024-01-01_2024-08-31", "range", "2024-01-01", "2024-08-31"},
		{"2024-01-01_2024-01-01", "range", "2024-01-01", "2024-01-01"},
		{"ytd-2024-08", "ytd", "2024-01-01", "2024-08-31"},
		{"all-2024-08", "all", "", "2024-08-31"},
		{"0001", "year", "0001-01-01", "0001-12-31"},
		{"9999", "year", "9999-01-01", "9999-12-31"},
	} {
		p := period(t, c.key)
		if p.Kind.String() != c.kind || p.First.String() != c.first || p.Last.String() != c.last || p.Key() != c.key {
			t.Errorf("%s: got %v %s..%s, key %s", c.key, p.Kind, p.First, p.Last, p.Key())
		}
	}
}

func TestParsePeriodRejects(t *testing.T) {
	for _, key := range []string{"", "24", "0000", "10000", "2024-Q0", "2024-Q5", "2024-q3", "2024-Q03", "2024Q3", "2024-00", "2024-13",
		"2024-9", "2024-W00", "2024-W53", "2021-W53", "2024-W5", "2024-W:0", "9999-W52", "2024-09-03", "2024-08-31_2024-01-01",
		"2024-01-01_2024-02-30", "2024-01-01_", "_", "ytd-2024", "ytd-2024-13", "ytd-2024-08-01", "YTD-2024-08", "all-", "all-2024",
		"2024-01-01_2024-02-01_2024-03-01", " 2024", "2024-08-"} {
		if p, err := ParsePeriod(key); err == nil {
			t.Errorf("%q was read as %v", key, p)
		}
	}
}

// TestPeriodsOfEveryDay: over 400 years, in which weekdays and leap years come round, the period of a day contains it,
// starts and ends with days whose period it is, and reads back from its key.
func TestPeriodsOfEveryDay(t *testing.T) {
	for d := New(1800, 1, 1); d < New(2200, 1, 1); d++ {
		for _, kind := range kinds {
			p := kind.Of(d)
			if back, err := ParsePeriod(p.Key()); err != nil || back != p {
				t.Fatalf("%v of %v: %q came back as %v, %v", kind, d, p.Key(), back, err)
			}
			if !p.Contains(d) || p.Contains(p.Last+1) || p.Contains(None) || kind.Of(p.Last) != p {
				t.Fatalf("%v of %v is %v..%v", kind, d, p.First, p.Last)
			}
			if kind != All && kind != YearToDate && (kind.Of(p.First) != p || p.Contains(p.First-1)) {
				t.Fatalf("%v of %v begins on %v", kind, d, p.First)
			}
		}
	}
}

func TestKinds(t *testing.T) {
	for _, kind := range kinds {
		if back, err := ParseKind(kind.String()); err != nil || back != kind {
			t.Errorf("%v came back as %v, %v", kind, back, err)
		}
	}
	for _, word := range []string{"", "Year", "day"} {
		if _, err := ParseKind(word); err == nil {
			t.Errorf("%q was read as a kind", word)
		}
	}
}

func TestNoPeriod(t *testing.T) {
	if (Period{}).Contains(0) || (Period{}).Key() != "" {
		t.Error("the zero Period contains a day or has a key")
	}
	for _, p := range []Period{Month.Of(None), Kind(0).Of(0), Week.Of(lastDate), Between(1, 0), Between(None, 0), Between(0, None)} {
		if p != (Period{}) {
			t.Errorf("got %v, want no period", p)
		}
	}
}

func TestPreviousAndYearEarlier(t *testing.T) {
	for _, c := range []struct{ key, previous, yearEarlier string }{ // "" is none
		{"2024", "2023", "2023"},
		{"2024-Q1", "2023-Q4", "2023-Q1"},
		{"2024-03", "2024-02", "2023-03"},
		{"2024-01", "2023-12", "2023-01"},
		{"2024-W01", "2023-W52", "2023-W01"},
		{"2021-W01", "2020-W53", "2020-W01"},
		{"2020-W53", "2020-W52", ""},
		{"ytd-2024-08", "ytd-2023-08", "ytd-2023-08"},
		{"ytd-2024-02", "ytd-2023-02", "ytd-2023-02"},
		{"all-2024-08", "", "all-2023-08"},
		{"2024-03-11_2024-03-20", "2024-03-01_2024-03-10", "2023-03-11_2023-03-20"},
		{"2024-03-01_2024-03-01", "2024-02-29_2024-02-29", "2023-03-01_2023-03-01"},
		{"2025-02-01_2025-02-28", "2025-01-04_2025-01-31", "2024-02-01_2024-02-29"},
		{"2024-02-28_2024-02-28", "2024-02-27_2024-02-27", "2023-02-28_2023-02-28"},
		{"2024-02-29_2024-02-29", "2024-02-28_2024-02-28", "2023-02-28_2023-02-28"},
		{"0001", "", ""}, {"0001-W01", "", ""}, {"0001-01-02_0001-01-03", "", ""},
	} {
		p := period(t, c.key)
		if q, ok := p.Previous(); q.Key() != c.previous || ok != (c.previous != "") {
			t.Errorf("before %s comes %q, %v, want %q", c.key, q.Key(), ok, c.previous)
		}
		if q, ok := p.YearEarlier(); q.Key() != c.yearEarlier || ok != (c.yearEarlier != "") {
			t.Errorf("a year before %s is %q, %v, want %q", c.key, q.Key(), ok, c.yearEarlier)
		}
	}
}

func TestAsOf(t *testing.T) {
	p := period(t, "2024-09")
	for horizon, want := range map[string]string{"2024-09-10": "2024-09-10", "2024-09-30": "2024-09-30", "2024-12-31": "2024-09-30"} {
		if got := p.AsOf(day(t, horizon)).String(); got != want {
			t.Errorf("with horizon %s the figure speaks for %s, want %s", horizon, got, want)
		}
	}
}

func TestEach(t *testing.T) {
	first, last := day(t, "2024-11-30"), day(t, "2025-01-01")
	for kind, want := range map[Kind]string{
		Year:       "2024 2025",
		Quarter:    "2024-Q4 2025-Q1",
		Month:      "2024-11 2024-12 2025-01",
		Week:       "2024-W48 2024-W49 2024-W50 2024-W51 2024-W52 2025-W01",
		Range:      "2024-11-30_2025-01-01",
		YearToDate: "ytd-2024-11 ytd-2024-12 ytd-2025-01",
		All:        "all-2024-11 all-2024-12 all-2025-01",
	} {
		if got := keys(Each(kind, first, last)); got != want {
			t.Errorf("%v: got %s, want %s", kind, got, want)
		}
	}
	if got := Each(Month, last, first); got != nil {
		t.Errorf("backwards: got %v", keys(got))
	}
	if got := keys(Each(Week, lastDate-7, lastDate)); got != "9999-W51" {
		t.Errorf("at the end of the calendar: got %v", got)
	}
}

// TestEachCoversEveryDay compares Each with asking for the period of every day.
func TestEachCoversEveryDay(t *testing.T) {
	for _, kind := range []Kind{Year, Quarter, Month, Week, YearToDate, All} {
		first, last := New(2019, 5, 17), New(2025, 3, 2)
		var want []Period
		for d := first; d <= last; d++ {
			if p := kind.Of(d); !slices.Contains(want, p) {
				want = append(want, p)
			}
		}
		if got := Each(kind, first, last); !slices.Equal(got, want) {
			t.Errorf("%v: got %s, want %s", kind, keys(got), keys(want))
		}
	}
}

func TestMonths(t *testing.T) {
	for key, want := range map[string]string{
		"2024-Q3":               "2024-07 2024-08 2024-09",
		"2024-09":               "2024-09",
		"2025-W01":              "2024-12 2025-01",
		"2024-01-31_2024-03-01": "2024-01 2024-02 2024-03",
		"ytd-2024-03":           "2024-01 2024-02 2024-03",
		"all-2024-03":           "",
	} {
		if got := keys(period(t, key).Months()); got != want {
			t.Errorf("%s touches %q, want %q", key, got, want)
		}
	}
}

func FuzzParsePeriod(f *testing.F) {
	for _, key := range []string{"2024", "2024-Q3", "2024-09", "2024-W36", "2024-01-01_2024-08-31", "ytd-2024-08", "all-2024-08", "2021-W53", "_"} {
		f.Add(key)
	}
	f.Fuzz(func(t *testing.T, key string) {
		p, err := ParsePeriod(key)
		if (err == nil) != (p != Period{}) || err == nil && (p.Key() != key || !p.Contains(p.Last)) {
			t.Errorf("%q was read as %v %q, error %v", key, p, p.Key(), err)
		}
	})
}
