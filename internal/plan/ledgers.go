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

// LedgerPage is the page of a ledger: its months, or all its rows if they have no dates.
type LedgerPage struct {
	Head
	Name     string
	Years    []YearLinks
	List     *RowList
	Download Link
	Withheld []string // fields that are not published
	Counted  []string // fields that are counted, never listed
}

// YearLinks is links to the months of a year.
type YearLinks struct {
	Year   string
	Months []MonthLink
}

// MonthLink is a link to a month, and how much there is.
type MonthLink struct {
	Link
	Count   string
	Current bool
}

// RowsPage is the rows of a ledger in one month.
type RowsPage struct {
	Head
	Name     string
	List     RowList
	Years    []YearLinks
	Download Link
	Previous *Link
	Next     *Link
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
		m.page(ledgerPath(t), "ledger", m.text(t.Kind.Title), section, func(h Head) Page { return m.ledgerPage(h, t) })
		for _, p := range m.months(t) {
			title := m.Words.Say("rows-title", "Period", m.Words.Period(p), "Ledger", m.text(t.Kind.Title))
			m.page(rowsPath(t, p), "rows", title, section, func(h Head) Page { return m.rowsPage(h, t, p) })
		}
	}
}

// months is the months in which a ledger has rows, the latest first; nil if its rows have no dates.
func (m *maker) months(t *ledger.Table) []civil.Period {
	date := t.Column(t.Kind.Date)
	if date == nil {
		return nil
	}
	var months []civil.Period
	for row := range t.N {
		if d := date.Date(row, m.Site.Horizon); d != civil.None && !slices.Contains(months, civil.Month.Of(d)) {
			months = append(months, civil.Month.Of(d))
		}
	}
	slices.SortFunc(months, func(a, b civil.Period) int { return int(b.First - a.First) })
	return months
}

func (m *maker) ledgerIndex(h Head) Page {
	h.crumb(m.Words.Say("home"), homePath)
	h.crumb(h.Title, "")
	index := &LedgerIndex{Head: h}
	for _, t := range m.listed() {
		e := LedgerEntry{Link: Link{m.text(t.Kind.Title), relative(h.Path, ledgerPath(t))},
			Rows:     m.Words.Count(stat.Decimal{Units: int64(t.N)}, m.text(t.Kind.Counter)),
			Download: Link{"CSV", relative(h.Path, ledgerCSV(t))}}
		if months := m.months(t); len(months) > 0 {
			e.From, e.Until = m.Words.Period(months[len(months)-1]), m.Words.Period(months[0])
		}
		index.Ledgers = append(index.Ledgers, e)
	}
	return index
}

func (m *maker) ledgerPage(h Head, t *ledger.Table) Page {
	h.crumb(m.Words.Say("home"), homePath)
	h.crumb(m.Words.Say("ledgers-title"), "ledgers/index.html")
	h.crumb(h.Title, "")
	page := &LedgerPage{Head: h, Name: h.Title, Years: m.years(h.Path, t, civil.Period{}), Download: Link{"CSV", relative(h.Path, ledgerCSV(t))}}
	for _, f := range t.Kind.Fields {
		switch f.Class {
		case ledger.Aggregate:
			page.Counted = append(page.Counted, m.text(f.Title))
		case ledger.Private, ledger.Masked:
			page.Withheld = append(page.Withheld, m.text(f.Title))
		}
	}
	if page.Years == nil {
		q := query{table: t, unit: m.Site.Units.Root, period: civil.All.Of(m.Site.Horizon)}
		list := m.rows(h.Path, t, m.listColumns(t, nil), m.find(q), m.Site.Horizon)
		list.Caption = m.allShown(t, list.Total)
		page.List = &list
	}
	return page
}

// years links the months of a ledger, by year.
func (m *maker) years(from string, t *ledger.Table, current civil.Period) []YearLinks {
	var years []YearLinks
	counts := m.monthCounts(t)
	for _, p := range m.months(t) {
		name := m.Words.Period(civil.Year.Of(p.First))
		if len(years) == 0 || years[len(years)-1].Year != name {
			years = append(years, YearLinks{Year: name})
		}
		last := &years[len(years)-1]
		last.Months = append(last.Months, MonthLink{Link{m.Words.Month(p), relative(from, rowsPath(t, p))},
			m.integer(int64(counts[p])), p == current})
	}
	return years
}

func (m *maker) monthCounts(t *ledger.Table) map[civil.Period]int {
	counts := map[civil.Period]int{}
	date := t.Column(t.Kind.Date)
	for row := 0; date != nil && row < t.N; row++ {
		counts[civil.Month.Of(date.Date(row, m.Site.Horizon))]++
	}
	return counts
}

func (m *maker) rowsPage(h Head, t *ledger.Table, p civil.Period) Page {
	h.crumb(m.Words.Say("home"), homePath)
	h.crumb(m.Words.Say("ledgers-title"), "ledgers/index.html")
	h.crumb(m.text(t.Kind.Title), ledgerPath(t))
	h.crumb(m.Words.Period(p), "")
	page := &RowsPage{Head: h, Name: m.text(t.Kind.Title), Years: m.years(h.Path, t, p), Download: Link{"CSV", relative(h.Path, ledgerCSV(t))}}
	// What is listed stands as it is known today, not as it stood when the month ended.
	rows := m.find(query{table: t, date: t.Column(t.Kind.Date), unit: m.Site.Units.Root, period: p})
	page.List = m.rows(h.Path, t, m.listColumns(t, nil), rows, m.Site.Horizon)
	page.List.Caption = m.allShown(t, len(rows))
	months := m.months(t)
	i := slices.Index(months, p)
	if i+1 < len(months) {
		page.Previous = &Link{m.Words.Period(months[i+1]), relative(h.Path, rowsPath(t, months[i+1]))}
	}
	if i > 0 {
		page.Next = &Link{m.Words.Period(months[i-1]), relative(h.Path, rowsPath(t, months[i-1]))}
	}
	return page
}
