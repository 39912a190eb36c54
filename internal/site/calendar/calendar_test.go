package calendar_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"testing"
	"time"

	"github.com/lanewall/lanewall/internal/civil"
	"github.com/lanewall/lanewall/internal/diag"
	"github.com/lanewall/lanewall/internal/ledger"
	"github.com/lanewall/lanewall/internal/site/calendar"
)

const firstYear, lastYear = 2019, 2026

// load reads the calendar that has these of the files and no other.
func load(t *testing.T, names ...string) *civil.Calendar {
	t.Helper()
	var sources []*diag.Source
	for _, name := range names {
		text, err := calendar.Files.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		sources = append(sources, &diag.Source{Name: name, Text: text})
	}
	kinds, _ := ledger.Builtin()
	table, problems := ledger.Read("calendar", kinds["day"], sources, time.UTC)
	for _, p := range problems {
		t.Error(p.Format(diag.English))
	}
	date, work := table.Column("date"), table.Column("work")
	days := map[civil.Date]bool{}
	for row := range table.N {
		worked, _ := work.Int(row, civil.None)
		days[date.Date(row, civil.None)] = worked == 1
	}
	return civil.NewCalendar(days)
}

func all(t *testing.T) []string {
	t.Helper()
	names, err := fs.Glob(calendar.Files, "*")
	if err != nil {
		t.Fatal(err)
	}
	return names
}

// TestAFileIsANotice: a file settles the year it is named for, and no other.
func TestAFileIsANotice(t *testing.T) {
	names := all(t)
	if want := lastYear - firstYear + 1; len(names) != want {
		t.Errorf("%d files, want %d: %v", len(names), want, names)
	}
	for _, name := range names {
		c := load(t, name)
		for year := firstYear - 1; year <= lastYear+1; year++ {
			if want := name == fmt.Sprintf("%d.toml", year); c.Published(year) != want {
				t.Errorf("%s: the days of %d are published: %v, want %v", name, year, !want, want)
			}
		}
	}
}

// TestEveryDay compares every day, from the first that the notice for 2019 names, with the tables of the npm package
// chinese-days.
func TestEveryDay(t *testing.T) {
	other := chineseDays(t)
	ours := load(t, all(t)...)
	compared := 0
	for d := civil.New(firstYear-1, 12, 29); d <= civil.New(lastYear, 12, 31); d++ {
		if got, want := ours.Working(d), other.Working(d); got != want {
			t.Errorf("%s %s: worked %v, chinese-days says %v", d, d.Weekday(), got, want)
		}
		compared++
	}
	if compared != 8*365+2+3 { // 2020 and 2024 are leap years
		t.Errorf("%d days were compared", compared)
	}
}

// chineseDays is the calendar of the package.
func chineseDays(t *testing.T) *civil.Calendar {
	t.Helper()
	text, err := os.ReadFile("../../../node_modules/chinese-days/dist/chinese-days.json")
	switch {
	case errors.Is(err, fs.ErrNotExist) && os.Getenv("CI") != "true":
		t.Skip("node_modules/chinese-days is missing, nothing is compared: run npm ci in the repository's root")
	case err != nil:
		t.Fatalf("%v: run npm ci in the repository's root", err)
	}
	var tables struct{ Holidays, Workdays map[string]string }
	if err := json.Unmarshal(text, &tables); err != nil {
		t.Fatal(err)
	}
	days := map[civil.Date]bool{}
	add := func(table map[string]string, worked bool) {
		for text := range table {
			d, err := civil.ParseDate(text)
			if err != nil {
				t.Fatal(err)
			}
			days[d] = worked
		}
	}
	add(tables.Holidays, false)
	add(tables.Workdays, true)
	return civil.NewCalendar(days)
}
