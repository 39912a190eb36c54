package intake

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/lanewall/lanewall/internal/civil"
	"github.com/lanewall/lanewall/internal/diag"
	"github.com/lanewall/lanewall/internal/ledger"
)

// rowsOf reads a ledger whose rows are "id date".
func rowsOf(t *testing.T, name, kindName string, rows ...string) *ledger.Table {
	t.Helper()
	kinds, _ := ledger.Builtin()
	kind := kinds[kindName]
	var records []Record
	for _, row := range rows {
		id, day, _ := strings.Cut(row, " ")
		date, _ := civil.ParseDate(day)
		records = append(records, Record{[]Value{{"id", id}, {kind.Date, date}}})
	}
	table, _ := ledger.Read(name, kind, []*diag.Source{{Name: "a.toml", Text: Append(nil, kindName, records)}}, time.UTC)
	if table.N != len(rows) {
		t.Fatalf("%d rows of %q", table.N, rows)
	}
	return table
}

func TestNextID(t *testing.T) {
	for _, c := range []struct {
		name, kind, rows, date, want string
	}{
		{"cases", "case", "", "2024-09-03", "C-2024-0001"},
		{"cases", "case", "C-2024-0596 2024-08-31,C-2024-0597 2024-09-02", "2024-09-03", "C-2024-0598"},
		{"cases", "case", "C-2024-0596 2024-08-31,C-2024-0597 2024-09-02", "2025-01-02", "C-2025-0001"},
		{"cases", "case", "C-2024-0597 2024-09-02,C-2024-0012 2024-01-09", "2024-09-03", "C-2024-0598"},
		{"cases", "case", "C-2024-9999 2024-09-02,C-2024-0001 2024-01-01", "2024-09-03", "C-2024-10000"},
		{"cases", "case", "C-2023-0007 2023-12-31,C-2024-1000 2024-09-02", "2025-09-03", "C-2025-0001"},
		{"cases", "case", "C-2023-0007 2024-01-02,C-2024-0009 2024-09-02", "2023-12-30", "C-2023-0008"},
		{"cases", "case", "2024-09-0173 2024-09-01", "2024-09-03", "2024-09-0174"},
		{"cases", "case", "2024-09-0173 2024-09-01", "2024-10-08", "2024-10-0001"},
		{"cases", "case", "2024-09-01-07 2024-09-01", "2024-09-01", "2024-09-01-08"},
		{"cases", "case", "2024-09-01-07 2024-09-01", "2024-09-02", "2024-09-02-01"},
		{"cases", "case", "GD20240902012 2024-09-02,GD20240903011 2024-09-03", "2024-09-03", "GD20240903012"},
		{"cases", "case", "GD20240902012 2024-09-02,GD20240903011 2024-09-03", "2024-09-04", "GD20240904001"},
		{"cases", "case", "事2408015 2024-08-30,事2409003 2024-09-02", "2024-09-04", "事2409004"},
		{"cases", "case", "24-0173 2024-09-01", "2025-01-02", "25-0001"},
		{"cases", "case", "第9号 2024-09-01", "2024-09-03", "第10号"},
		{"cases", "case", "9 2024-09-01", "2024-09-03", "10"},
		{"cases", "case", "甲 2024-09-01,乙 2024-09-01", "2024-09-03", "C-2024-0001"},
		{"cases", "case", "C-2024-0597 2024-09-02", "", "C-0001"},
		{"cases", "case", "999999999999999999 2024-09-01", "2024-09-03", "1000000000000000000"},
		{"cases", "case", "9999999999999999999 2024-09-01", "2024-09-03", "C-2024-0001"},
		{"cases", "case", "a-1 2024-09-01,a-2 2024-09-01,a-2-bis 2024-09-01,b-7 2024-09-01,a-3 2024-09-01", "2024-09-01", "a-4"},
		{"12345", "case", "", "2024-09-03", "R-2024-0001"},
		{"kiosks", "facility", "", "2024-09-03", "K-001"},
		{"people", "person", "", "", "p-01"},
		{"people", "person", "p-9", "", "p-10"},
		{"people", "person", "town-1,head-v01,head-v02", "", "head-v03"},
		{"bodies", "body", "zhujian,chengguan", "", "b-01"},
	} {
		var rows []string
		if c.rows != "" {
			rows = strings.Split(c.rows, ",")
		}
		date, _ := civil.ParseDate(c.date)
		if got := NextID(rowsOf(t, c.name, c.kind, rows...), date, nil); got != c.want {
			t.Errorf("behind %q on %s: %s, want %s", c.rows, c.date, got, c.want)
		}
	}
}

func TestNextIDBehindMore(t *testing.T) {
	table := rowsOf(t, "cases", "case", "C-2024-0597 2024-09-02")
	more := []Record{{[]Value{{"id", "C-2024-0601"}}}, {[]Value{{"title", "没有编号"}}}}
	if got := NextID(table, civil.New(2024, 9, 3), more); got != "C-2024-0602" {
		t.Error(got)
	}
}

func TestNumbersOfSomeRows(t *testing.T) {
	table := rowsOf(t, "units", "unit", "jie", "sq-01", "wg-01", "wg-02")
	n := NewNumbers(table, func(row int) bool { return strings.HasPrefix(table.ID(row), "sq") })
	if got := n.Next(civil.None); got != "sq-02" {
		t.Error(got)
	}
}

// TestNumbersNeverTwice: whatever ids there are, no id is given that is there.
func TestNumbersNeverTwice(t *testing.T) {
	shapes := []string{"C-%[1]d-%04[2]d", "%[1]d%02[3]d%03[2]d", "%[2]d", "x%[2]dy", "C-%04[2]d-%[1]d", "号%[3]d-%[2]d"}
	for seed := range 200 {
		taken := map[string]bool{}
		var rows []string
		for i := range 30 {
			year, month := 2023+(seed+i)%3, 1+(seed*7+i*5)%12
			id := fmt.Sprintf(shapes[(seed+i*(seed%5))%len(shapes)], year, (i*seed)%41, month)
			if !taken[id] {
				rows = append(rows, fmt.Sprintf("%s %d-%02d-03", id, year, month))
			}
			taken[id] = true
		}
		n := NewNumbers(rowsOf(t, "cases", "case", rows...), nil)
		for i := range 40 {
			id := n.Next(civil.New(2023+i%4, 1+(i*5)%12, 1+i%28))
			if taken[id] {
				t.Fatalf("%s again, behind %q", id, slices.Sorted(slices.Values(rows)))
			}
			taken[id] = true
		}
	}
}
