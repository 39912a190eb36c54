package plan

import (
	"cmp"
	"slices"

	"github.com/lanewall/lanewall/internal/indicator"
	"github.com/lanewall/lanewall/internal/ledger"
	"github.com/lanewall/lanewall/internal/stat"
)

// Data is the catalogue of downloads.
type Data struct {
	Head
	Notices *Link // the licences of scripts that others have written
	Whole   []DownloadLink
	Ledgers []LedgerData
	count   func() string // of the figures
}

// whole says how many figures there are, which is known once every page has asked for those it shows.
func (p *Data) whole() Page {
	page := *p
	page.Whole = slices.Clone(p.Whole)
	page.Whole[0].Detail = p.count()
	return &page
}

// LedgerData is the download of a ledger.
type LedgerData struct {
	Name          string
	File          Link
	Rows, Columns string
	Withheld      string // the fields that are not in it
}

// Paths of data files that are not a ledger's.
const (
	figuresCSV     = "data/figures.csv"
	definitionsTOC = "data/definitions.json"
)

// downloads lists the data files. A ledger's has its public columns and no others.
func (m *maker) downloads() {
	m.Formulas = map[string]string{}
	for _, d := range m.Figures.Definitions {
		m.Formulas[d.ID] = m.formulaText(d)
	}
	m.Downloads = append(m.Downloads, Download{Path: figuresCSV, Figures: true})
	for _, d := range m.Figures.Definitions {
		m.Downloads = append(m.Downloads, Download{Path: indicatorCSV(d.ID), Figures: true, Indicator: d.ID})
	}
	for _, t := range m.Site.Ledgers {
		download := Download{Path: ledgerCSV(t), Ledger: t, Photo: m.photoFile(ledgerCSV(t), t)}
		for _, c := range t.Columns {
			if c.Class == ledger.Public && !aboutPhoto(c) {
				download.Columns = append(download.Columns, c)
			}
		}
		m.Downloads = append(m.Downloads, download)
	}
	for _, d := range m.Downloads {
		m.file(d.Path)
	}
	m.file(definitionsTOC)
	slices.SortFunc(m.Downloads, func(a, b Download) int { return cmp.Compare(a.Path, b.Path) })
}

func (m *maker) licences(from string) *Link {
	if m.assets.Notices == "" {
		return nil
	}
	return &Link{m.Words.Say("script-notices"), m.shared(from, m.assets.Notices)}
}

// aboutPhoto tells the columns that say something of photographs, other than their files: that stands beside the pictures.
func aboutPhoto(c *ledger.Column) bool {
	return c.OfPhotos() && c.Name != c.Field.Name+".file"
}

func (m *maker) dataPage(h Head) Page {
	h.crumb(m.Words.Say("home"), homePath)
	h.crumb(m.Words.Say("statistics-title"), statisticsPath)
	h.crumb(h.Title, "")
	page := &Data{Head: h, Notices: m.licences(h.Path), Whole: []DownloadLink{
		{Link{"figures.csv", m.shared(h.Path, figuresCSV)}, ""},
		{Link{"definitions.json", m.shared(h.Path, definitionsTOC)}, m.Words.Say("definitions-detail", "Total", m.count(len(m.Figures.Definitions)))},
	}}
	page.count = func() string { return m.Words.Say("figures-detail", "Rows", m.count(m.AllFigures().Len())) }
	for _, d := range m.Downloads {
		if d.Ledger == nil {
			continue
		}
		row := LedgerData{Name: m.text(d.Ledger.Kind.Title), File: Link{d.Ledger.Name + ".csv", m.shared(h.Path, d.Path)}, Rows: m.count(d.Ledger.N), Columns: m.count(len(d.Columns))}
		var withheld []string
		for _, f := range d.Ledger.Kind.Fields {
			if f.Class != ledger.Public {
				withheld = append(withheld, m.text(f.Title))
			}
		}
		row.Withheld = m.Words.List(withheld)
		page.Ledgers = append(page.Ledgers, row)
	}
	return page
}

func (m *maker) count(n int) string { return m.integer(int64(n)) }

func (m *maker) integer(n int64) string { return m.Words.Number(stat.Decimal{Units: n}) }

// formulaText is the definition of an indicator in words, for whoever reads the definitions as data.
func (m *maker) formulaText(d *indicator.Definition) string {
	switch d.Measure {
	case indicator.Stated:
		return ""
	case indicator.Rate:
		return m.Words.Say("formula-rate", "Above", m.Words.Say("formula-of", "Conditions", m.conditions(d.Of)), "Below", m.below(d))
	}
	return m.below(d)
}

const dataPath = "data/index.html"
