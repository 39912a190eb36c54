package intake

import (
	"bytes"
	"cmp"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/unicode/norm"

	"github.com/lanewall/lanewall/internal/diag"
	"github.com/lanewall/lanewall/internal/toml"
)

// Draft is a file of the ledger with the updates and the new rows in it.
type Draft struct {
	Path    string
	Content []byte
	from    int   // where the new rows begin
	rows    []int // of the batch, in the order of the text
}

// Len is how many rows are new in it.
func (d Draft) Len() int { return len(d.rows) }

// Drafts gives the files that the rows of the batch belong in, in order of path, each with its rows by date. Rows
// without an id get the next ones, by date. Updates that cannot be made are listed as problems. Text gives what a file
// says so far.
func (b *Batch) Drafts(text func(path string) ([]byte, error)) ([]Draft, error) {
	order := make([]int, len(b.Rows))
	for n := range order {
		order[n] = n
	}
	slices.SortStableFunc(order, func(x, y int) int { return cmp.Compare(b.Rows[x].date, b.Rows[y].date) })
	b.number(order)
	byPath := map[string][]int{}
	for _, n := range order {
		path := FileFor(b.of.Table, b.Rows[n].date)
		byPath[path] = append(byPath[path], n)
	}
	edited, err := b.edit(text)
	if err != nil {
		return nil, err
	}
	for path := range edited {
		byPath[path] = byPath[path]
	}
	var drafts []Draft
	for _, path := range slices.Sorted(maps.Keys(byPath)) {
		before, ok := edited[path]
		if !ok {
			if before, err = text(path); err != nil {
				return nil, err
			}
		}
		records := make([]Record, len(byPath[path]))
		for n, row := range byPath[path] {
			records[n] = b.Rows[row].Record
		}
		drafts = append(drafts, Draft{path, Append(before, b.of.Kind.Rows, records), len(before), byPath[path]})
	}
	return drafts, nil
}

// number gives ids to the rows that have none, or one that was given before.
func (b *Batch) number(order []int) {
	if b.of.Kind.Field("id") == nil {
		return
	}
	taken := map[string]bool{}
	for n := range b.Rows {
		if id, ok := b.Rows[n].Record.Get("id").(string); ok && !b.Rows[n].numbered {
			taken[id] = true
		}
	}
	numbers := NewNumbers(b.of.Table, nil)
	for _, n := range order {
		row := &b.Rows[n]
		at := slices.IndexFunc(row.Record.Values, func(v Value) bool { return v.Field == "id" })
		if at < 0 || row.Record.Values[at].Data != nil && !row.numbered {
			continue
		}
		id := numbers.Next(row.date)
		for taken[id] {
			id = numbers.Next(row.date)
		}
		row.Record.Values[at].Data, row.numbered = id, true
	}
}

// Locate finds the cell of the office file that a problem of a draft is about: false if it is about none of the updates
// and new rows.
func (b *Batch) Locate(drafts []Draft, d diag.Diagnostic) (Problem, bool) {
	if d.Pos.Source == nil {
		return Problem{}, false
	}
	at := slices.IndexFunc(drafts, func(draft Draft) bool { return draft.Path == d.Pos.Source.Name })
	if at < 0 || d.Pos.Offset > len(drafts[at].Content) {
		return Problem{}, false
	}
	draft := drafts[at]
	if d.Pos.Offset < draft.from {
		return b.locateUpdate(draft, d)
	}
	header := []byte("\n[[" + toml.QuoteKey(b.of.Kind.Rows) + "]]")
	added := draft.Content[draft.from:min(len(draft.Content), d.Pos.Offset+len(header))]
	n := bytes.Count(added, header) - 1
	if draft.from == 0 || bytes.HasPrefix(added, header[1:]) {
		n++ // the first one stands at the beginning
	}
	if n < 0 || n >= len(draft.rows) {
		return Problem{}, false
	}
	row := b.Rows[draft.rows[n]]
	field := fieldAt(draft.Content, d.Pos.Offset)
	p := b.of.problem(row.Index, b.of.columnOf(field), spell(row.Record.Get(field)), d.Code, d.Args...)
	return p, true
}

// fieldAt is the key of the line that an offset lies in.
func fieldAt(text []byte, at int) string {
	line := text[bytes.LastIndexByte(text[:at], '\n')+1:]
	key, _, _ := bytes.Cut(line[:min(len(line), 200)], []byte("="))
	return strings.Trim(string(bytes.TrimSpace(key)), `"`)
}

// Refuse takes rows out that turned out to be wrong.
func (b *Batch) Refuse(problems []Problem) {
	wrong := map[int]bool{}
	for _, p := range problems {
		wrong[p.Index] = true
	}
	before := len(b.Rows) + len(b.Updates)
	b.Rows = slices.DeleteFunc(b.Rows, func(r Row) bool { return wrong[r.Index] })
	b.Updates = slices.DeleteFunc(b.Updates, func(u Update) bool { return wrong[u.Index] })
	b.Refused += before - len(b.Rows) - len(b.Updates)
	b.Problems = append(b.Problems, problems...)
}

// Sorted gives the problems in the order of the sheet.
func (b *Batch) Sorted() []Problem {
	return slices.SortedStableFunc(slices.Values(b.Problems), func(x, y Problem) int {
		return cmp.Or(cmp.Compare(x.Index, y.Index), cmp.Compare(x.Col, y.Col))
	})
}

var yearWords = regexp.MustCompile(`(?:^|[^0-9])(20\d\d|19\d\d)(?:年|[-_./]?(?:0?[1-9]|1[0-2])(?:月|[^0-9]|$)|[^0-9]|$|(?:0[1-9]|1[0-2])(?:[0-3][0-9])?(?:[^0-9]|$))`)

// yearIn is the one year that names and titles speak of; 0 if there is none, or several.
func yearIn(words []string) int {
	found := 0
	for _, word := range words {
		for _, m := range yearWords.FindAllStringSubmatch(norm.NFKC.String(word), -1) {
			year, _ := strconv.Atoi(m[1])
			if found != 0 && found != year {
				return 0
			}
			found = year
		}
	}
	return found
}
