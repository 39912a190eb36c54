package ledger

import (
	"fmt"
	"strings"
	"testing"

	"github.com/lanewall/lanewall/internal/diag"
)

// rowsFile is a file of rows with these ids.
func rowsFile(name string, ids ...string) *diag.Source {
	var b strings.Builder
	for _, id := range ids {
		fmt.Fprintf(&b, "[[row]]\nid = %q\nmust = 'x'\n", id)
	}
	return &diag.Source{Name: name, Text: []byte(b.String())}
}

func TestChanges(t *testing.T) {
	a, b, c := rowsFile("a.toml", "1", "2", "3", "4"), rowsFile("b.toml", "5", "6"), rowsFile("c.toml", "7")
	for name, test := range map[string]struct {
		to         []*diag.Source
		gone, come string
	}{
		"nothing":        {[]*diag.Source{a, b, c}, "[]", "[]"},
		"written anew":   {[]*diag.Source{rowsFile("a.toml", "1", "2", "3", "4"), b, c}, "[]", "[]"},
		"one row":        {[]*diag.Source{rowsFile("a.toml", "1", "2", "x", "4"), b, c}, "[3]", "[x]"},
		"a row less":     {[]*diag.Source{rowsFile("a.toml", "1", "3", "4"), b, c}, "[2]", "[]"},
		"a row more":     {[]*diag.Source{a, rowsFile("b.toml", "5", "y", "6"), c}, "[]", "[y]"},
		"between two":    {[]*diag.Source{rowsFile("a.toml", "x", "2", "3", "y"), b, c}, "[1 2 3 4]", "[x 2 3 y]"},
		"a file less":    {[]*diag.Source{a, c}, "[5 6]", "[]"},
		"a file more":    {[]*diag.Source{a, rowsFile("aa.toml", "8"), b, c}, "[]", "[8]"},
		"another name":   {[]*diag.Source{a, rowsFile("bb.toml", "5", "6"), c}, "[5 6]", "[5 6]"},
		"all rows twice": {[]*diag.Source{a, b, rowsFile("c.toml", "7", "7")}, "[]", "[7]"},
	} {
		t.Run(name, func(t *testing.T) {
			memory := NewMemory(sortsKind(t))
			from, _ := memory.Read("rows", []*diag.Source{a, b, c}, shanghai)
			to, _ := memory.Read("rows", test.to, shanghai)
			gone, come := Changes(from, to)
			if got := ids(from, gone); got != test.gone {
				t.Errorf("gone %s, want %s", got, test.gone)
			}
			if got := ids(to, come); got != test.come {
				t.Errorf("come %s, want %s", got, test.come)
			}
		})
	}
}

func ids(t *Table, rows []int) string {
	var ids []string
	for _, row := range rows {
		ids = append(ids, t.ID(row))
	}
	return fmt.Sprint(ids)
}
