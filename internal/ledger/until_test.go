package ledger

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/lanewall/lanewall/internal/civil"
	"github.com/lanewall/lanewall/internal/diag"
)

func meetings(t *testing.T, name string, dates ...string) (*Table, diag.List) {
	var text strings.Builder
	for i, d := range dates {
		fmt.Fprintf(&text, "[[meeting]]\nid = '%s-%d'\nunit = 'x'\ntitle = 'y'\ndate = %s\n", name, i, d)
	}
	table, problems := Read("meetings", builtin(t, "meeting", ""), []*diag.Source{{Name: "data/meetings/" + name, Text: []byte(text.String())}}, shanghai)
	return table, problems
}

func TestUntil(t *testing.T) {
	for _, c := range []struct {
		name, file string
		dates      []string
		keep       []string
		want       string
	}{
		{"nothing late", "2024-08.toml", []string{"2024-08-01", "2024-08-31"}, []string{"2024-08.toml-0", "2024-08.toml-1"}, ""},
		{"one warning, however many rows", "2024-08.toml", []string{"2024-08-30", "2024-08-31", "2024-08-31"}, []string{"2024-08.toml-0"},
			"10:8 after-horizon: 日期 2024-08-31 is after the as-of date 2024-08-30; rows of this ledger left out: 2"},
		{"another month", "2024-07.toml", []string{"2024-07-31", "2024-08-01", "2023-07-03"}, []string{"2024-07.toml-0", "2024-07.toml-1", "2024-07.toml-2"},
			"10:8 outside-month: 2024-08-01 lies outside 2024-07, for which the file is named; it is counted by its date\n" +
				"15:8 outside-month: 2023-07-03 lies outside 2024-07, for which the file is named; it is counted by its date"},
		{"a file of no month", "rows.toml", []string{"2023-01-01", "2024-08-01"}, []string{"rows.toml-0", "rows.toml-1"}, ""},
		{"a file of a year", "2024.toml", []string{"2023-01-01"}, []string{"2024.toml-0"}, ""},
		{"all of it late", "rows.toml", []string{"2024-09-01"}, nil,
			"5:8 after-horizon: 日期 2024-09-01 is after the as-of date 2024-08-30; rows of this ledger left out: 1"},
	} {
		table, problems := meetings(t, c.file, c.dates...)
		if len(problems) > 0 {
			t.Fatal(said(problems))
		}
		horizon := day(t, "2024-08-30")
		if c.name == "nothing late" {
			horizon = day(t, "2024-08-31")
		}
		got := said(table.Until(horizon))
		got = strings.ReplaceAll(got, table.Column("date").Title.In("en"), "日期")
		if got != c.want {
			t.Errorf("%s:\n got  %s\n want %s", c.name, got, c.want)
		}
		var kept []string
		for row := range table.N {
			kept = append(kept, table.ID(row))
		}
		if !slices.Equal(kept, c.keep) {
			t.Errorf("%s: kept %v, want %v", c.name, kept, c.keep)
		}
	}
}

// TestUntilWithoutDate: a ledger whose rows have no date loses none.
func TestUntilWithoutDate(t *testing.T) {
	table := read(t, builtin(t, "facility", ""), "[[facility]]\nid = '1'\nname = 'x'\nunit = 'y'\nfrom = 2030-01-01\n")
	if problems := table.Until(day(t, "2024-01-01")); len(problems) > 0 || table.N != 1 {
		t.Errorf("%d rows, %s", table.N, said(problems))
	}
}

// TestFilterKeepsCellsTogether: whatever rows are kept, each keeps its own cells and its place.
func TestFilterKeepsCellsTogether(t *testing.T) {
	dice := rand.New(rand.NewPCG(1, 2))
	kind := builtin(t, "visit", "")
	for range 200 {
		n := dice.IntN(12)
		var text strings.Builder
		var want []string
		keep := make([]bool, n)
		for i := range n {
			var purpose []string
			for j := range dice.IntN(4) {
				purpose = append(purpose, fmt.Sprintf("'p%d-%d'", i, j))
			}
			fmt.Fprintf(&text, "[[visit]]\nid = 'v%d'\nunit = 'u%d'\nsteward = 's'\ndate = 2024-01-%02d\npurpose = [%s]\n", i, i%3, i+1, strings.Join(purpose, ", "))
			persons := "-"
			if dice.IntN(2) == 0 {
				persons = fmt.Sprint(i * 10)
				fmt.Fprintf(&text, "persons = %s\n", persons)
			}
			if keep[i] = dice.IntN(2) == 0; keep[i] {
				want = append(want, fmt.Sprintf("v%d u%d 2024-01-%02d [%s] %s", i, i%3, i+1, strings.ReplaceAll(strings.Join(purpose, " "), "'", ""), persons))
			}
		}
		table := read(t, kind, text.String())
		table.filter(keep)
		var got []string
		for row := range table.N {
			persons := "-"
			if p, ok := table.Column("persons").Int(row, civil.None); ok {
				persons = fmt.Sprint(p)
			}
			got = append(got, fmt.Sprintf("%s %s %s %v %s", table.ID(row), word(t, table, row, "unit", "2024-01-01"),
				table.Column("date").Date(row, civil.None), words(table.Column("purpose"), row, civil.None), persons))
			if at := table.Pos(row, "id").Line(); at != "id = '"+table.ID(row)+"'" {
				t.Fatalf("row %s is said to be at %s", table.ID(row), at)
			}
		}
		if !slices.Equal(got, want) {
			t.Fatalf("kept %v of\n%s\n got  %q\n want %q", keep, text.String(), got, want)
		}
	}
}
