package plan

import (
	"cmp"
	"slices"
	"strings"

	"github.com/lanewall/lanewall/internal/ledger"
	"github.com/lanewall/lanewall/internal/site"
)

// StewardIndex is where a resident looks for the steward: the units that have some, under the units above them.
type StewardIndex struct {
	Head
	Groups []UnitLinks
	Folded bool // there are so many that each group is folded away
}

// StewardPage is the stewards of a unit, by building.
type StewardPage struct {
	Head
	Unit      string
	Buildings []Building
	Report    *Link
}

// Building is a building, and who answers for it; Name is "" of those who answer for the unit as a whole.
type Building struct {
	Name     string
	Stewards []Contact
}

// Steward is a person and the buildings served.
type Steward struct {
	Contact
	Serves []string
}

const allStewardsPath = "stewards/index.html"

func stewardsPath(u *site.Unit) string { return "units/" + u.ID + "/stewards/index.html" }

func (m *maker) listStewards() {
	if !m.Site.Reports() {
		return
	}
	var with []*site.Unit
	for _, u := range m.Site.Units.All {
		if len(m.stewards(u)) > 0 {
			with = append(with, u)
		}
	}
	if len(with) == 0 {
		return
	}
	m.page(allStewardsPath, "stewards", m.Words.Say("stewards-title"), allStewardsPath, func(h Head) Page { return m.stewardIndex(h, with) })
	for _, u := range with {
		m.page(stewardsPath(u), "steward", m.Words.Say("stewards-of", "Unit", u.Name), allStewardsPath, func(h Head) Page { return m.stewardPage(h, u) })
	}
}

// stewardPosts are the posts of stewards: those the site names, else those of people who serve buildings, else all.
func (m *maker) stewardPosts() []string {
	if posts := m.Site.Config.Report.Posts; len(posts) > 0 {
		return posts
	}
	if m.serving == nil {
		t := m.Site.People
		m.serving = []string{}
		for row := range t.N {
			if post := m.cellWord(t, "post", row); m.cellText(t, "serves", row) != "" && !slices.Contains(m.serving, post) {
				m.serving = append(m.serving, post)
			}
		}
		if len(m.serving) == 0 {
			m.serving = m.posts()
		}
	}
	return m.serving
}

// stewards is the stewards of a unit itself who can be rung.
func (m *maker) stewards(u *site.Unit) []Steward {
	t, posts := m.Site.People, m.stewardPosts()
	var found []Steward
	for _, row := range m.peopleOf(u) {
		c := m.contact(t, row)
		if slices.Contains(posts, c.Post) && c.Tel != "" {
			found = append(found, Steward{c, m.serves(t, row)})
		}
	}
	slices.SortStableFunc(found, func(a, b Steward) int { return slices.Index(posts, a.Post) - slices.Index(posts, b.Post) })
	return found
}

func (m *maker) serves(t *ledger.Table, row int) []string {
	c := t.Column("serves")
	if c.Class != ledger.Public {
		return nil
	}
	var words []string
	for _, code := range c.Codes(row, m.Site.Horizon) {
		words = append(words, c.Word(code))
	}
	return words
}

func (m *maker) stewardIndex(h Head, with []*site.Unit) Page {
	h.crumb(m.Words.Say("home"), homePath)
	h.crumb(h.Title, "")
	page := &StewardIndex{Head: h, Folded: len(with) > manyUnits}
	at := map[*site.Unit]int{}
	for _, u := range with {
		above := cmp.Or(u.Parent, u)
		i, ok := at[above]
		if !ok {
			i = len(page.Groups)
			at[above] = i
			page.Groups = append(page.Groups, UnitLinks{Title: above.Name})
		}
		page.Groups[i].Units = append(page.Groups[i].Units, Link{u.Name, relative(h.Path, stewardsPath(u))})
	}
	return page
}

func (m *maker) stewardPage(h Head, u *site.Unit) Page {
	h.crumb(m.Words.Say("home"), homePath)
	h.crumb(m.Words.Say("stewards-title"), allStewardsPath)
	h.crumb(u.Name, "")
	page := &StewardPage{Head: h, Unit: u.Name, Report: m.reportLink(h.Path, u)}
	for _, s := range m.stewards(u) {
		if len(s.Serves) == 0 {
			page.add("", s.Contact)
		}
		for _, building := range s.Serves {
			page.add(building, s.Contact)
		}
	}
	slices.SortStableFunc(page.Buildings, func(a, b Building) int {
		return cmp.Or(cmp.Compare(min(1, len(b.Name)), min(1, len(a.Name))), natural(a.Name, b.Name)) // those of no building last
	})
	return page
}

func (p *StewardPage) add(building string, c Contact) {
	i := slices.IndexFunc(p.Buildings, func(b Building) bool { return b.Name == building })
	if i < 0 {
		i = len(p.Buildings)
		p.Buildings = append(p.Buildings, Building{Name: building})
	}
	c.Detail = ""
	p.Buildings[i].Stewards = append(p.Buildings[i].Stewards, c)
}

// natural puts names in the order people count in: 2栋 before 10栋.
func natural(a, b string) int {
	for a != "" && b != "" {
		x, y := digitsOf(a), digitsOf(b)
		if x != "" && y != "" {
			n := strings.TrimLeft(x, "0")
			k := strings.TrimLeft(y, "0")
			if c := cmp.Or(cmp.Compare(len(n), len(k)), cmp.Compare(n, k)); c != 0 {
				return c
			}
			a, b = a[len(x):], b[len(y):]
			continue
		}
		if a[0] != b[0] {
			return cmp.Compare(a[0], b[0])
		}
		a, b = a[1:], b[1:]
	}
	return cmp.Compare(len(a), len(b))
}

func digitsOf(text string) string {
	return text[:len(text)-len(strings.TrimLeft(text, "0123456789"))]
}
