package plan

import (
	"github.com/lanewall/lanewall/internal/indicator"
)

// Published is the page that holds every published number against the ledgers.
type Published struct {
	Head
	Rows   []PublishedRow
	Same   int
	Wrong  int
	None   int // not comparable
	Stated int
}

// PublishedRow is one published number.
type PublishedRow struct {
	ID, Title, Quote, Note string
	Printed                string // as it was published
	Computed               Number // as the ledgers give it
	Derived                string // Σ what follows from it, never the office's own figure
	Period                 string
	Verdict, VerdictWord   string
}

func (m *maker) publishedPage(h Head) Page {
	h.crumb(m.Words.Say("home"), homePath)
	h.crumb(h.Title, "")
	page := &Published{Head: h}
	for _, c := range m.Comparisons {
		row := PublishedRow{ID: Anchor(c.ID), Title: c.Title, Quote: c.Quote, Note: c.Note,
			Printed: m.published(c.Published, c.Def.CounterIn(m.langs...)), Computed: m.number(h.Path, c.Figure),
			Period: m.Words.Period(c.Period), Verdict: string(c.Verdict), VerdictWord: m.Words.Say("verdict-" + string(c.Verdict))}
		if c.Per != nil && c.Bound.Valid() {
			row.Derived = m.Words.Say("derived-bound", "Percent", c.Bound.String(), "Title", c.Per.Title)
		}
		switch c.Verdict {
		case indicator.Same, indicator.SameRounded:
			page.Same++
		case indicator.OnlyStated:
			page.Stated++
			row.Computed = Number{Absent: m.Words.Say("no-rows-to-compute"), Href: row.Computed.Href}
		case indicator.NotComparable:
			page.None++
		default:
			page.Wrong++
		}
		page.Rows = append(page.Rows, row)
	}
	return page
}
