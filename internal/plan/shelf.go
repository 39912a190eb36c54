package plan

import (
	"maps"
	"path"
	"slices"
	"strconv"

	"github.com/lanewall/lanewall/internal/civil"
	"github.com/lanewall/lanewall/internal/ledger"
)

// rowsPerPage is how many rows a page of a ledger lists. A district has ten thousand cases a month, which no phone shows
// on one page.
const rowsPerPage = 500

// shelf is how the rows of a ledger are laid out over its pages. It is worked out once: each page of a ledger links all
// its months and says how much there is in each, and would have to look through all rows for that.
type shelf struct {
	months  []stack // the latest first
	undated stack
	page    []int // by row, from 1: which page of its stack it is on
}

// stack is the rows of a ledger in one month, or all without a date, in the order in which they are listed.
type stack struct {
	period   civil.Period
	rows     []int
	sections []section // of rows without a date: what stands under which heading
}

// section is the rows from begin to end of a stack, under a heading; those past do not stand at the horizon.
type section struct {
	name       string
	begin, end int
	past       bool
}

func (s stack) pages() int { return max(1, (len(s.rows)+rowsPerPage-1)/rowsPerPage) }

// cut is the part of the stack that is on a page.
func (s stack) cut(page int) (begin, end int) {
	return (page - 1) * rowsPerPage, min(page*rowsPerPage, len(s.rows))
}

// pagePath is the address of a page of what begins at path: cases/2024-08/2/index.html.
func pagePath(first string, page int) string {
	if page <= 1 {
		return first
	}
	return path.Dir(first) + "/" + strconv.Itoa(page) + "/index.html"
}

func (m *maker) shelf(t *ledger.Table) *shelf {
	s, ok := m.shelves[t]
	if !ok {
		s = m.shelve(t)
		m.shelves[t] = s
	}
	return s
}

// shelve lays the rows out: by the month of their date as it is known today, the newest first, and those without a date
// under their headings.
func (m *maker) shelve(t *ledger.Table) *shelf {
	date := ownDate(t)
	months := map[civil.Period][]int{}
	var undated []int
	for row := range t.N {
		if d := dayIn(date, row, m.Site.Horizon); d != civil.None {
			months[civil.Month.Of(d)] = append(months[civil.Month.Of(d)], row)
		} else {
			undated = append(undated, row)
		}
	}
	s := &shelf{undated: m.undated(t, undated), page: make([]int, t.N)}
	for _, p := range slices.SortedFunc(maps.Keys(months), func(a, b civil.Period) int { return int(b.First - a.First) }) {
		newest(t, months[p], date, m.Site.Horizon)
		s.months = append(s.months, stack{period: p, rows: months[p]})
	}
	for _, stack := range append(slices.Clone(s.months), s.undated) {
		for i, row := range stack.rows {
			s.page[row] = 1 + i/rowsPerPage
		}
	}
	return s
}

// dayIn is the day in a cell; None also if there is no such column.
func dayIn(c *ledger.Column, row int, asOf civil.Date) civil.Date {
	if c == nil {
		return civil.None
	}
	return c.Date(row, asOf)
}

// undated puts rows under headings: by the kind's group, its values in their order, then other words as they come; last
// what stands no longer, or not yet. Under a heading they keep the order of the files.
func (m *maker) undated(t *ledger.Table, rows []int) stack {
	const past = "\x00" // no heading
	group := m.groupColumn(t)
	var order []string
	if group != nil {
		for _, word := range group.Field.Values {
			if code, ok := group.CodeOf(word); ok {
				order = append(order, m.word(group, code))
			}
		}
	}
	under := map[string][]int{}
	for _, row := range rows {
		name := m.headingOf(t, group, row)
		if ownDate(t) == nil && !m.stands(t, row, m.Site.Horizon) {
			name = past
		} else if !slices.Contains(order, name) {
			order = append(order, name)
		}
		under[name] = append(under[name], row)
	}
	var s stack
	for _, name := range append(order, past) {
		if len(under[name]) > 0 {
			s.sections = append(s.sections, section{name, len(s.rows), len(s.rows) + len(under[name]), name == past})
			s.rows = append(s.rows, under[name]...)
		}
	}
	return s
}

// groupColumn is the column whose words are the headings of rows without a date; nil if there are none.
func (m *maker) groupColumn(t *ledger.Table) *ledger.Column {
	if c := t.Column(t.Kind.Group); c != nil && c.Class == ledger.Public && c.Type == ledger.Choice {
		return c
	}
	return nil
}

func (m *maker) headingOf(t *ledger.Table, group *ledger.Column, row int) string {
	switch {
	case group != nil:
		if code := group.Code(row, m.Site.Horizon); code != 0 {
			return m.word(group, code)
		}
		return m.Words.Say("no-group")
	case ownDate(t) != nil:
		return m.Words.Say("undated")
	}
	return ""
}

// stands tells whether a row is between its dates: what has no date to begin with has always stood.
func (m *maker) stands(t *ledger.Table, row int, asOf civil.Date) bool {
	if len(t.Kind.Open) != 2 {
		return true
	}
	from, until := dayIn(t.Column(t.Kind.Open[0]), row, asOf), dayIn(t.Column(t.Kind.Open[1]), row, asOf)
	return (from == civil.None || from <= asOf) && (until == civil.None || until > asOf)
}

// Pager leads through the pages of a long list; its links are nil where there is nowhere to go.
type Pager struct {
	Text                        string // 第2页/共3页
	First, Previous, Next, Last *Link
}

// pager is the links of a page of a stack; nil if that has only one.
func (m *maker) pager(from, first string, page, pages int) *Pager {
	if pages == 1 {
		return nil
	}
	link := func(message string, to int, there bool) *Link {
		if !there {
			return nil
		}
		return &Link{message, relative(from, pagePath(first, to))}
	}
	return &Pager{
		Text:     m.Words.Say("page-of", "Page", m.count(page), "Pages", m.count(pages)),
		First:    link(m.Words.Say("page-first"), 1, page > 2),
		Previous: link(m.Words.Say("page-previous"), page-1, page > 1),
		Next:     link(m.Words.Say("page-next"), page+1, page < pages),
		Last:     link(m.Words.Say("page-last"), pages, page < pages-1),
	}
}

// partShown is the caption of a part of a list, rows from begin to end of so many.
func (m *maker) partShown(t *ledger.Table, begin, end, total int) string {
	if begin == 0 && end == total {
		return m.allShown(t, total)
	}
	shown := m.Words.Say("part-shown", "From", m.count(begin+1), "To", m.count(end), "Total", m.count(total), "Counter", m.text(t.Kind.Counter))
	if ownDate(t) == nil {
		return shown
	}
	return m.Words.Say("part-newest-first", "Shown", shown)
}

// undatedLists is the rows without a date that are on a page: a list under each heading.
func (m *maker) undatedLists(from string, t *ledger.Table, page int) []RowList {
	s := m.shelf(t).undated
	begin, end := s.cut(page)
	var lists []RowList
	for _, part := range s.sections {
		first, last := max(begin, part.begin), min(end, part.end)
		if first >= last {
			continue
		}
		list := m.rows(from, t, m.undatedColumns(t, part), s.rows[first:last], m.Site.Horizon)
		m.detail(&list, t, s.rows[first:last])
		list.Total = part.end - part.begin
		list.Title = m.sectionTitle(t, part)
		if list.Title == "" || len(list.Rows) < list.Total {
			list.Caption = m.partShown(t, first-part.begin, last-part.begin, list.Total)
		}
		lists = append(lists, list)
	}
	return lists
}

func (m *maker) sectionTitle(t *ledger.Table, s section) string {
	name := s.name
	if s.past {
		name = m.Words.Say("not-standing")
	}
	if name == "" {
		return ""
	}
	return m.Words.Say("group-title", "Name", name, "Total", m.count(s.end-s.begin), "Counter", m.text(t.Kind.Counter))
}

// undatedColumns is the columns under a heading: not the one that the heading says, but for what does not stand the
// dates that say why.
func (m *maker) undatedColumns(t *ledger.Table, s section) []*ledger.Column {
	columns := m.listColumns(t, nil)
	if !s.past {
		group := m.groupColumn(t)
		return slices.DeleteFunc(columns, func(c *ledger.Column) bool { return c == group })
	}
	for _, c := range m.listColumns(t, t.Kind.Open) {
		if !slices.Contains(columns, c) {
			columns = append(columns, c)
		}
	}
	return columns
}
