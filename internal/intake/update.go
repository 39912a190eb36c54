package intake

import (
	"cmp"
	"slices"

	"github.com/lanewall/lanewall/internal/diag"
	"github.com/lanewall/lanewall/internal/ledger"
	"github.com/lanewall/lanewall/internal/sheet"
)

// Update is a row of the ledger that is made to say what the sheet says; see [Options.Update].
type Update struct {
	Index   int          // of the row in the sheet, from 0
	ID      string       // of the row of the ledger; "" if it has none
	File    string       // that it stands in
	Changes []Difference // of one field each
	at      int          // in the ledger
}

// differs takes a row that the ledger has with other contents.
func (b *batcher) differs(row *Row, at int, changes []Difference, cells []sheet.Cell) {
	t := b.of.Table
	u := Update{row.Index, t.ID(at), t.File(at), changes, at}
	fills := b.of.Messages > 0 && !slices.ContainsFunc(changes, func(d Difference) bool { return d.Stored != "" })
	if !b.of.Options.Update && !fills {
		b.list(u)
		return
	}
	b.watch(row, cells)
	b.Updates = append(b.Updates, u)
}

// list says what the ledger would have to change, and leaves it.
func (b *Batch) list(u Update) {
	b.Differ++
	for _, d := range u.Changes {
		stored, given := d.Shown()
		b.Problems = append(b.Problems, b.of.problem(u.Index, b.of.columnOf(d.Field.Name), given, "import-differs", title{d.Field}, stored, given, remedy{d, b.of.Ledger, u.ID}))
	}
}

// edit gives the files of the ledger with the updates in them. A row that is not written line by line is listed instead.
// It goes from the last row to the first, so that those before keep their places.
func (b *Batch) edit(text func(path string) ([]byte, error)) (map[string][]byte, error) {
	edited, left := map[string][]byte{}, map[int]bool{}
	for _, u := range slices.SortedFunc(slices.Values(b.Updates), func(x, y Update) int { return cmp.Compare(y.at, x.at) }) {
		before, ok := edited[u.File]
		if !ok {
			var err error
			if before, err = text(u.File); err != nil {
				return nil, err
			}
		}
		if after, ok := u.edit(before, b.of.Kind.Rows, b.of.Table.Pos(u.at, "").Offset); ok {
			edited[u.File] = after
			continue
		}
		left[u.Index] = true
		u.ID = "" // so that the place is named alone
		b.list(u)
	}
	b.Updates = slices.DeleteFunc(b.Updates, func(u Update) bool { return left[u.Index] })
	return edited, nil
}

// edit changes the row whose header stands at an offset. The row alone is read again, not the whole file.
func (u Update) edit(text []byte, rows string, offset int) ([]byte, bool) {
	var values []Value
	for _, d := range u.Changes {
		if d.Field.Type == ledger.Scores && d.Stored != "" { // the sheet may have some of them
			return nil, false
		}
		values = append(values, Value{d.Field.Name, d.data})
	}
	if offset >= len(text) {
		return nil, false
	}
	end := len(text)
	if next := nextHeader.FindIndex(text[offset+1:]); next != nil {
		end = offset + 1 + next[0]
	}
	row, ok := Edit(text[offset:end:end], rows, 0, values)
	return slices.Concat(text[:offset], row, text[end:]), ok
}

// locateUpdate finds the cell that brought a problem into a row that was changed.
func (b *Batch) locateUpdate(draft Draft, d diag.Diagnostic) (Problem, bool) {
	first := 0 // row of the file: its rows stand one behind the other
	for first < b.of.Table.N && b.of.Table.File(first) != draft.Path {
		first++
	}
	nth := len(nextHeader.FindAllIndex(draft.Content[:min(len(draft.Content), d.Pos.Offset+len("[["))], -1)) - 1
	i := slices.IndexFunc(b.Updates, func(u Update) bool { return u.File == draft.Path && u.at == first+nth })
	if i < 0 {
		return Problem{}, false
	}
	u := b.Updates[i]
	field, given := fieldAt(draft.Content, d.Pos.Offset), ""
	for _, c := range u.Changes {
		if c.Field.Name == field {
			_, given = c.Shown()
		}
	}
	return b.of.problem(u.Index, b.of.columnOf(field), given, d.Code, d.Args...), true
}
