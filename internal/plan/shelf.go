package plan

import (
	"path"
	"slices"
	"strconv"
	"sync"

	"github.com/lanewall/lanewall/internal/civil"
	"github.com/lanewall/lanewall/internal/ledger"
)

// rowsPerPage is how many rows a page of a ledger lists. A district has ten thousand cases a month, which no phone shows
// on one page.
const rowsPerPage = 500

// shelf is how the rows of a ledger are laid out over its pages. It is worked out once: each page of a ledger links all
// its months and says how much there is in each, and would have to look through all rows for that.
type shelf struct {
	months  []*stack // the latest first
	undated *stack
	byMonth map[civil.Period]*stack
}

// stack is the rows of a ledger in one month, or all without a date. They are put in the order in which they are listed
// when a page of them is asked for.
type stack struct {
	period   civil.Period
	found    []int              // as they stand in the ledger
	sorted   func() []int       // the rows as they are listed
	places   func() map[int]int // and where each of them stands
	sections []section          // of rows without a date: what stands under which heading
}

func newStack(p civil.Period, sort func(rows []int)) *stack {
	s := &stack{period: p}
	s.sorted = sync.OnceValue(func() []int {
		rows := slices.Clone(s.found)
		sort(rows)
		return rows
	})
	s.places = sync.OnceValue(func() map[int]int {
		places := map[int]int{}
		for i, row := range s.sorted() {
			places[row] = i
		}
		return places
	})
	return s
}

// section is the rows from begin to end of a stack, under a heading; those past do not stand at the horizon.
type section struct {
	name       string
	begin, end int
	past       bool
}

func (s *stack) pages() int { return max(1, (len(s.found)+rowsPerPage-1)/rowsPerPage) }

// page is which page of the stack a row is on, from 1.
func (s *stack) page(row int) int {
	if s.pages() == 1 {
		return 1
	}
	return 1 + s.places()[row]/rowsPerPage
}

// cut is the part of the stack that is on a page.
func (s *stack) cut(page int) (begin, end int) {
	return (page - 1) * rowsPerPage, min(page*rowsPerPage, len(s.found))
}

// pagePath is the address of a page of what begins at path: cases/2024-08/2/index.html.
func pagePath(first string, page int) string {
	if page <= 1 {
		return first
	}
	return path.Dir(first) + "/" + strconv.Itoa(page) + "/index.html"
}

func (m *maker) shelf(t *ledger.Table) *shelf { return m.shelves[t]() }

// shelve lays the rows out: by the month of their date as it is known today, the newest first, and those without a date
// under their headings.
func (m *maker) shelve(t *ledger.Table) *shelf {
	date := ownDate(t)
	s := &shelf{byMonth: map[civil.Period]*stack{}}
	byDay := map[civil.Date]*stack{} // there are far more rows than days
	var undated []int
	for row := range t.N {
		d := dayIn(date, row, m.Site.Horizon)
		if d == civil.None {
			undated = append(undated, row)
			continue
		}
		if byDay[d] == nil {
			byDay[d] = s.month(civil.Month.Of(d), func(rows []int) { newest(t, rows, date, m.Site.Horizon) })
		}
		byDay[d].found = append(byDay[d].found, row)
	}
	s.undated = m.undated(t, undated)
	slices.SortFunc(s.months, func(a, b *stack) int { return int(b.period.First - a.period.First) })
	return s
}

// month is the stack of a month.
func (s *shelf) month(p civil.Period, sort func(rows []int)) *stack {
	if s.byMonth[p] == nil {
		s.byMonth[p] = newStack(p, sort)
		s.months = append(s.months, s.byMonth[p])
	}
	return s.byMonth[p]
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
func (m *maker) undated(t *ledger.Table, rows []int) *stack {
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
	s := newStack(civil.Period{}, func([]int) {}) // they are in order already
	for _, name := range append(order, past) {
		if len(under[name]) > 0 {
			s.sections = append(s.sections, section{name, len(s.found), len(s.found) + len(under[name]), name == past})
			s.found = append(s.found, under[name]...)
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
		list := m.rows(from, t, m.undatedColumns(t, part), s.found[first:last], m.Site.Horizon)
		m.detail(from, &list, t, s.found[first:last])
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
