package due

import (
	"cmp"
	"slices"

	"github.com/lanewall/lanewall/internal/ledger"
	"github.com/lanewall/lanewall/internal/site"
)

// Filter keeps some of the items; what it leaves empty keeps all.
type Filter struct {
	Ledger string     // its name
	Body   string     // its id, leading or assisting
	Unit   *site.Unit // or one below it
}

// Keep gives the items that meet the filter.
func (f Filter) Keep(items []Item) []Item {
	return slices.DeleteFunc(slices.Clone(items), func(i Item) bool {
		is := func(p Party) bool { return p.ID == f.Body }
		return f.Ledger != "" && i.Table.Name != f.Ledger ||
			f.Body != "" && !is(i.Lead) && !slices.ContainsFunc(i.Assist, is) ||
			f.Unit != nil && (i.Unit == nil || !i.Unit.Under(f.Unit))
	})
}

// By is whom items are laid out by.
type By uint8

const (
	ByBody   By = iota // the leading body
	ByPerson           // the person responsible
	ByUnit
)

// Holder is whom an item stands under; the zero Party if the ledger does not say, or not in public.
func (i Item) Holder(by By) Party {
	switch {
	case by == ByBody:
		return i.Lead
	case by == ByPerson:
		return i.Person
	case i.Unit != nil:
		return Party{i.Unit.ID, i.Unit.Name}
	}
	return Party{}
}

// Group is the items of one holder.
type Group struct {
	Holder Party
	Items  []Item
}

// Groups lays items out by their holder: bodies and people in the order of their tables, units in administrative order,
// items without a holder last. Those of a group stay in their order.
func Groups(s *site.Site, items []Item, by By) []Group {
	var groups []Group
	at := map[Party]int{}
	for _, item := range items {
		holder := item.Holder(by)
		i, ok := at[holder]
		if !ok {
			i = len(groups)
			at[holder] = i
			groups = append(groups, Group{Holder: holder})
		}
		groups[i].Items = append(groups[i].Items, item)
	}
	slices.SortStableFunc(groups, func(a, b Group) int {
		return cmp.Compare(rank(s, a.Holder, by), rank(s, b.Holder, by))
	})
	return groups
}

// rank is the place of a holder among those of its sort; nobody comes last.
func rank(s *site.Site, p Party, by By) int {
	if p == (Party{}) {
		return int(^uint(0) >> 1)
	}
	if by == ByUnit {
		return s.Units.Find(p.ID).Index
	}
	table := map[By]*ledger.Table{ByBody: s.Bodies, ByPerson: s.People}[by]
	return table.Find(p.ID)
}
