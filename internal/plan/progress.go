package plan

import (
	"slices"
	"strconv"

	"github.com/lanewall/lanewall/internal/ledger"
	"github.com/lanewall/lanewall/internal/site"
)

// Progress is a progress map (挂图作战): a row a unit, in it each of its rows of a ledger with how far it has come.
type Progress struct {
	Title   string
	Caption string   // the title, or what the ledger is called
	Unit    string   // the head of the units' column
	Head    []string // 1, 2, 3: as many as the unit with the most rows has
	Counter string   // of the ledger's rows
	AsOf    string   // the day that lights speak for; "" if there are none
	Legend  []ProgressCount
	Rows    []ProgressRow
	Empty   string
}

// ProgressCount is how many rows have come how far.
type ProgressCount struct {
	State, Word string
	Count       int
}

// ProgressRow is a unit and its rows of the ledger.
type ProgressRow struct {
	Link
	Cells []ProgressCell
}

// ProgressCell is a row of the ledger. State is none, doing or done: of words in an order, the first, one between, the
// last; or a light.
type ProgressCell struct{ Text, Href, State, Word string }

// progress lays out a ledger as a map.
func (b *blockMaker) progress() *Progress {
	t := b.ledger()
	if t == nil || b.lacks("column", b.spec.Column) {
		return nil
	}
	col := b.oneWord(t, b.spec.Column.V, b.spec.Column.Pos)
	if col == nil {
		return nil
	}
	q := query{table: t, filter: b.filter(t), unit: b.unit, period: b.period}
	found := b.find(q)
	slices.Sort(found) // as they stand in the ledger
	p := &Progress{Title: b.text(b.spec.Title), Caption: b.title(b.text(t.Kind.Title)), Counter: b.Words.Counter(b.text(t.Kind.Counter)), Empty: b.Words.Say("no-rows")}
	units := b.below()
	if len(units) == 0 {
		units = []*site.Unit{b.unit}
	}
	p.Unit = b.levelTitle(units[0])
	if lights(col) {
		p.AsOf = b.Words.Date(b.period.AsOf(b.Site.Horizon))
	}
	counts := make([]int, len(col.Words()))
	for _, u := range units {
		row := ProgressRow{Link: b.unitLink(b.from, u)}
		for _, i := range found {
			if !b.unitOf(t, i).Under(u) {
				continue
			}
			code := col.Code(i, b.period.AsOf(b.Site.Horizon))
			counts[code]++
			row.Cells = append(row.Cells, ProgressCell{Text: b.label(t, i), Href: b.rowHref(b.from, t, i),
				State: progressState(col, code), Word: col.Label(code, b.langs...)})
		}
		for len(p.Head) < len(row.Cells) {
			p.Head = append(p.Head, strconv.Itoa(len(p.Head)+1))
		}
		p.Rows = append(p.Rows, row)
	}
	for code := 1; code < len(counts); code++ {
		p.Legend = append(p.Legend, ProgressCount{progressState(col, uint32(code)), col.Label(uint32(code), b.langs...), counts[code]})
	}
	return p
}

// progressState is how far a word of a column says that a row has come.
func progressState(col *ledger.Column, code uint32) string {
	switch {
	case code == 0:
		return "none"
	case isLight(col.Word(code)):
		return col.Word(code)
	case col.Band(code) > 0:
		return bandLight(col.Band(code))
	case code == 1:
		return "none"
	case int(code) == len(col.Words())-1:
		return "done"
	}
	return "doing"
}
