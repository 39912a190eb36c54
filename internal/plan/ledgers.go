package plan

import (
	"slices"

	"github.com/lanewall/lanewall/internal/civil"
	"github.com/lanewall/lanewall/internal/ledger"
	"github.com/lanewall/lanewall/internal/stat"
)

// LedgerIndex is the page of all ledgers.
type LedgerIndex struct {
	Head
	Ledgers []LedgerEntry
}

// LedgerEntry is a ledger, how many rows it has, and since when.
type LedgerEntry struct {
	Link
	Rows, From, Until string
	Download          Link
}

// LedgerPage is the page of a ledger: its months, and its rows without a date, under headings if its kind has a group.
// Of many rows there are several pages.
type LedgerPage struct {
	Head
	Name     string
	Years    []YearLinks
	Lists    []RowList
	Pages    *Pager
	Download Link
	Withheld []string // fields that are not published
	Counted  []string // fields that are counted, never listed
}

// YearLinks is links to the months of a year.
type YearLinks struct {
	Year   string
	Months []MonthLink
}

// MonthLink is a link to a month, and how much there is; "" where that is not told.
type MonthLink struct {
	Link
	Count   string
	Current bool
}

// RowsPage is the rows of a ledger in one month, or of many rows a page of them.
type RowsPage struct {
	Head
	Name     string
	List     RowList
	Pages    *Pager
	Years    []YearLinks
	Download Link
	Previous *Link
	Next     *Link
	list     func() RowList
}

// whole sets the rows.
func (p *RowsPage) whole() Page {
	page := *p
	page.List = p.list()
	return &page
}

// rowHref is where a row can be read: in the list of its ledger, or for ledgers without one on the page of its unit.
func (m *maker) rowHref(from string, t *ledger.Table, row int) string {
	if !m.paths[ledgerPath(t)] {
		return relative(from, unitPath(m.unitOf(t, row)))
	}
	return relative(from, m.rowPath(t, row))
}

// listed is the ledgers whose rows are listed on pages of their own. Units, people and bodies have their pages, and
// stated figures stand with their indicators.
func (m *maker) listed() []*ledger.Table {
	return slices.DeleteFunc(slices.Clone(m.Site.Ledgers), func(t *ledger.Table) bool {
		return t == m.Site.People || t == m.Site.Bodies || t.Name == "units" || t.Kind.Name == "stated"
	})
}

func (m *maker) listLedgers() {
	const section = "ledgers/index.html"
	m.page(section, "ledgers", m.Words.Say("ledgers-title"), section, m.ledgerIndex)
	for _, t := range m.listed() {
		s := m.shelf(t)
		for n := range s.undated.pages() {
			m.page(pagePath(ledgerPath(t), n+1), "ledger", m.pageTitle(m.text(t.Kind.Title), n+1), section, func(h Head) Page { return m.ledgerPage(h, t, n+1) })
		}
		for i, month := range s.months {
			title := m.Words.Say("rows-title", "Period", m.Words.Period(month.period), "Ledger", m.text(t.Kind.Title))
			for n := range month.pages() {
				m.page(pagePath(rowsPath(t, month.period), n+1), "rows", m.pageTitle(title, n+1), section, func(h Head) Page { return m.rowsPage(h, t, i, n+1) })
			}
		}
	}
}

// pageTitle is the title of a page of something; the first has the title of the whole.
func (m *maker) pageTitle(title string, page int) string {
	if page == 1 {
		return title
	}
	return title + m.Words.Say("bracketed", "Text", m.pageName(page))
}

func (m *maker) pageName(page int) string { return m.Words.Say("page-number", "Page", m.count(page)) }

func (m *maker) ledgerIndex(h Head) Page {
	h.crumb(m.Words.Say("home"), homePath)
	h.crumb(h.Title, "")
	index := &LedgerIndex{Head: h}
	for _, t := range m.listed() {
		e := LedgerEntry{Link: Link{m.text(t.Kind.Title), relative(h.Path, ledgerPath(t))},
			Rows:     m.Words.Count(stat.Decimal{Units: int64(t.N)}, m.text(t.Kind.Counter)),
			Download: Link{"CSV", m.shared(h.Path, ledgerCSV(t))}}
		if months := m.shelf(t).months; len(months) > 0 {
			e.From, e.Until = m.Words.Period(months[len(months)-1].period), m.Words.Period(months[0].period)
		}
		index.Ledgers = append(index.Ledgers, e)
	}
	return index
}

func (m *maker) ledgerPage(h Head, t *ledger.Table, n int) Page {
	h.crumb(m.Words.Say("home"), homePath)
	h.crumb(m.Words.Say("ledgers-title"), "ledgers/index.html")
	h.pageCrumbs(m.text(t.Kind.Title), ledgerPath(t), m.pageName(n), n)
	s := m.shelf(t)
	page := &LedgerPage{Head: h, Name: m.text(t.Kind.Title), Years: m.years(h.Path, t, civil.Period{}), Lists: m.undatedLists(h.Path, t, n),
		Pages: m.pager(h.Path, ledgerPath(t), n, s.undated.pages()), Download: Link{"CSV", m.shared(h.Path, ledgerCSV(t))}}
	if page.Lists == nil && page.Years == nil {
		page.Lists = []RowList{{Empty: m.Words.Say("no-rows-yet")}}
	}
	for _, f := range t.Kind.Fields {
		switch f.Class {
		case ledger.Aggregate:
			page.Counted = append(page.Counted, m.text(f.Title))
		case ledger.Private, ledger.Masked:
			page.Withheld = append(page.Withheld, m.text(f.Title))
		}
	}
	return page
}

// pageCrumbs adds the steps to a page of something: its name, and where it is not the first page, which one it is.
func (h *Head) pageCrumbs(name, first, page string, n int) {
	if n == 1 {
		h.crumb(name, "")
		return
	}
	h.crumb(name, first)
	h.crumb(page, "")
}

// years links the months of a ledger, by year. How much there is in each stands on the ledger's own page only: if it did on
// the pages of all months too, one row more would change every one of them.
func (m *maker) years(from string, t *ledger.Table, current civil.Period) []YearLinks {
	var years []YearLinks
	for _, month := range m.shelf(t).months {
		p := month.period
		name := m.Words.Period(civil.Year.Of(p.First))
		if len(years) == 0 || years[len(years)-1].Year != name {
			years = append(years, YearLinks{Year: name})
		}
		last := &years[len(years)-1]
		link := MonthLink{Link: Link{m.Words.Month(p), relative(from, rowsPath(t, p))}, Current: p == current}
		if current == (civil.Period{}) {
			link.Count = m.count(len(month.found))
		}
		last.Months = append(last.Months, link)
	}
	return years
}

// rowsPage is page n of the month that is i-th on the shelf.
func (m *maker) rowsPage(h Head, t *ledger.Table, i, n int) Page {
	months := m.shelf(t).months
	month := months[i]
	p, first := month.period, rowsPath(t, month.period)
	h.crumb(m.Words.Say("home"), homePath)
	h.crumb(m.Words.Say("ledgers-title"), "ledgers/index.html")
	h.crumb(m.text(t.Kind.Title), ledgerPath(t))
	h.pageCrumbs(m.Words.Period(p), first, m.pageName(n), n)
	page := &RowsPage{Head: h, Name: m.text(t.Kind.Title), Years: m.years(h.Path, t, p), Pages: m.pager(h.Path, first, n, month.pages()),
		Download: Link{"CSV", m.shared(h.Path, ledgerCSV(t))}}
	// What is listed stands as it is known today, not as it stood when the month ended.
	begin, end := month.cut(n)
	page.list = func() RowList {
		rows := month.sorted()
		list := m.rows(h.Path, t, m.listColumns(t, nil), rows[begin:end], m.Site.Horizon)
		m.detail(h.Path, &list, t, rows[begin:end])
		list.Total = len(rows)
		list.Caption = m.partShown(t, begin, end, len(rows))
		return list
	}
	if i+1 < len(months) {
		page.Previous = m.monthLink(h.Path, t, months[i+1].period)
	}
	if i > 0 {
		page.Next = m.monthLink(h.Path, t, months[i-1].period)
	}
	return page
}

func (m *maker) monthLink(from string, t *ledger.Table, p civil.Period) *Link {
	return &Link{m.Words.Period(p), relative(from, rowsPath(t, p))}
}
