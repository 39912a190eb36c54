package plan

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"github.com/lanewall/lanewall/internal/civil"
	"github.com/lanewall/lanewall/internal/site"
)

// Poster is a sheet for a wall: a page of content/posters for one unit.
type Poster struct {
	Head
	Unit     string
	Heading  string
	Period   string
	Until    string // last day of its display period
	Paper    string // A3横向
	Body     *Prose
	UnitPage Link
	All      Link
	Previous *Link
	Next     *Link
}

// Posters is the page of all sheets.
type Posters struct {
	Head
	Sheets []PosterGroup
}

// PosterGroup is the sheets made of one page, by the units above those they are for.
type PosterGroup struct {
	Title, Paper, Summary string
	Total                 string
	Folded                bool // there are many: the units are folded away under their headings
	Units                 []PosterUnits
}

// PosterUnits is sheets under the name of a unit.
type PosterUnits struct {
	Title  string // "" of a sheet for the whole site
	Sheets []Link
}

const postersPath = "posters/index.html"

// isPoster tells a sheet from other pages of content/.
func isPoster(page *site.Page) bool { return page.Section() == "posters" && index(page) == 1 }

func posterPath(page *site.Page, u *site.Unit) string { return page.Path + "/" + u.ID + "/index.html" }

// posters lists the pages that sheets are made of, in their order.
func (m *maker) posters() []*site.Page {
	posters := slices.DeleteFunc(slices.Clone(m.content), func(p *site.Page) bool { return !isPoster(p) })
	slices.SortStableFunc(posters, func(a, b *site.Page) int {
		return cmp.Or(cmp.Compare(a.Front.Order, b.Front.Order), cmp.Compare(a.Path, b.Path))
	})
	return posters
}

// posterUnits is the units that have a sheet.
func (m *maker) posterUnits(page *site.Page) []*site.Unit {
	if len(page.Front.Levels) == 0 {
		return []*site.Unit{m.Site.Units.Root}
	}
	var units []*site.Unit
	for _, u := range m.Site.Units.All {
		for _, level := range page.Front.Levels {
			if level.V == u.Level {
				units = append(units, u)
			}
		}
	}
	return units
}

func (m *maker) listPosters() {
	posters := m.posters()
	if len(posters) == 0 {
		return
	}
	m.page(postersPath, "posters", m.Words.Say("posters-title"), postersPath, m.posterList)
	for _, page := range posters {
		units := m.posterUnits(page)
		if style := m.assets.Papers[paperName(page)]; style != "" && len(units) > 0 {
			m.Papers[style] = true
		}
		for i, u := range units {
			title := m.Words.Say("poster-title", "Unit", u.Name, "Title", m.text(page.Front.Title))
			m.page(posterPath(page, u), "poster", title, postersPath, func(h Head) Page { return m.poster(h, page, units, i) })
		}
	}
}

func (m *maker) poster(h Head, page *site.Page, units []*site.Unit, i int) Page {
	h.crumb(m.Words.Say("home"), homePath)
	h.crumb(m.Words.Say("posters-title"), postersPath)
	h.crumb(h.Title, "")
	u := units[i]
	p, _ := m.period(page.Front.Period.V, page.Front.Period.Pos, civil.YearToDate.Of(m.Site.Horizon))
	h.Sheet = sheetClass(page)
	heading, lang := page.Front.Title.Find(m.langs...)
	h.TitleLang = m.other(cmp.Or(lang, page.Lang))
	if style := m.assets.Papers[paperName(page)]; style != "" {
		h.Styles = append(h.Styles, m.shared(h.Path, style))
	}
	h.NextIssue = cmp.Or(m.text(page.Front.NextIssue), h.NextIssue)
	h.AsOf = m.Words.Date(p.AsOf(m.Site.Horizon))
	poster := &Poster{Head: h, Unit: u.Name, Heading: heading, Period: m.Words.Period(p), Paper: m.paper(page),
		UnitPage: m.unitLink(h.Path, u), All: Link{m.Words.Say("posters-title"), relative(h.Path, postersPath)}}
	if page.Front.Until != nil {
		poster.Until = m.Words.Date(*page.Front.Until)
	}
	poster.Body = m.resolve(h.Path, page.Doc, u, p, path.Dir(page.Path))
	poster.Body.Lang = m.other(page.Lang)
	neighbour := func(i int) *Link {
		if i < 0 || i >= len(units) {
			return nil
		}
		return &Link{units[i].Name, relative(h.Path, posterPath(page, units[i]))}
	}
	poster.Previous, poster.Next = neighbour(i-1), neighbour(i+1)
	return poster
}

// paperName is the name of a sheet's paper for styles: a3, a3-landscape.
func paperName(page *site.Page) string {
	name := strings.ToLower(cmp.Or(page.Front.Paper.V, site.Papers[0]))
	if page.Front.Landscape {
		name += "-landscape"
	}
	return name
}

// sheetClass says to the stylesheet what paper a sheet is on and how it is set.
func sheetClass(page *site.Page) string {
	class := "poster " + paperName(page)
	switch page.Front.Columns.V {
	case 2:
		class += " columns-2"
	case 3:
		class += " columns-3"
	}
	return class
}

func (m *maker) paper(page *site.Page) string {
	id := "portrait"
	if page.Front.Landscape {
		id = "landscape"
	}
	return m.Words.Say(id, "Paper", cmp.Or(page.Front.Paper.V, site.Papers[0]))
}

func (m *maker) posterList(h Head) Page {
	h.crumb(m.Words.Say("home"), homePath)
	h.crumb(h.Title, "")
	list := &Posters{Head: h}
	for _, page := range m.posters() {
		units := m.posterUnits(page)
		group := PosterGroup{Title: m.text(page.Front.Title), Paper: m.paper(page), Summary: m.text(page.Front.Summary), Total: m.count(len(units)), Folded: len(units) > manyUnits}
		for _, u := range units {
			above := m.posterHeading(u, len(units))
			if n := len(group.Units); n == 0 || group.Units[n-1].Title != above {
				group.Units = append(group.Units, PosterUnits{Title: above})
			}
			last := &group.Units[len(group.Units)-1]
			last.Sheets = append(last.Sheets, Link{u.Name, relative(h.Path, posterPath(page, u))})
		}
		list.Sheets = append(list.Sheets, group)
	}
	return list
}

// posterHeading is the unit above under whose name a sheet is listed: of many the one right below the root, of few the
// next.
func (m *maker) posterHeading(u *site.Unit, sheets int) string {
	path := u.Path() // from the root to the unit itself
	switch {
	case len(path) < 2:
		return ""
	case sheets > manyUnits && len(path) > 2:
		return path[1].Name
	}
	return u.Parent.Name
}

// postersOf links the sheets of a unit.
func (m *maker) postersOf(from string, u *site.Unit) []Link {
	var links []Link
	for _, page := range m.posters() {
		if m.paths[posterPath(page, u)] {
			links = append(links, Link{m.Words.Say("poster-on", "Title", m.text(page.Front.Title), "Paper", m.paper(page)), relative(from, posterPath(page, u))})
		}
	}
	return links
}
