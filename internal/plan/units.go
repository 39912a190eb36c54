package plan

import (
	"slices"
	"strings"

	"github.com/lanewall/lanewall/internal/civil"
	"github.com/lanewall/lanewall/internal/ledger"
	"github.com/lanewall/lanewall/internal/site"
	"github.com/lanewall/lanewall/internal/stat"
)

// UnitIndex is the page of the whole tree.
type UnitIndex struct {
	Head
	Lead string
	Tree UnitNode
}

// UnitNode is a unit in the tree.
type UnitNode struct {
	Link
	Level    string
	Contact  *Contact
	Folded   string // of a large tree what is folded away below the node: 6个片、28个组
	Children []UnitNode
}

// manyUnits is how many units a page lists in full; more are folded away under those right below the root.
const manyUnits = 60

// Contact is a person to turn to.
type Contact struct {
	Name, Post, Detail, Phone, Tel string
}

// PeopleBlock is contacts under a heading.
type PeopleBlock struct {
	Title  string
	People []Contact
	More   *Link
}

// UnitPage is the page of one unit: whom to ask, what stands there, and its boards.
type UnitPage struct {
	Head
	Own        []FeedLink // its own feed
	Level      string
	Above      string
	Members    string // what it is made of: 4个里巷
	Period     string
	Cards      []Card
	People     []PeopleBlock
	Bodies     []BodyGroup
	Facilities []RowList
	Children   []Link
	Boards     []BoardKind
	Posters    []Link
	Choice     *Choice
	Stewards   *Link
	Latest     *Link
	Next       *Link
	Previous   *Link
}

// BodyBlock is bodies under a heading.
type BodyBlock struct {
	Title  string
	Bodies []Contact
}

// UnitLinks is units under a heading.
type UnitLinks struct {
	Title string
	Units []Link
}

// BodyGroup is bodies of one kind, with their phones.
type BodyGroup struct {
	Title  string
	Bodies []Contact
	kind   string // as the ledger writes it
}

// Moved is the page at an address that a unit had before: it sends on to the unit's page.
type Moved struct {
	Head
	To Link
}

func (m *maker) listUnits() {
	const section = "units/index.html"
	m.page(section, "units", m.Words.Say("units-title"), section, m.unitIndex)
	for _, u := range m.Site.Units.All {
		m.page(unitPath(u), "unit", u.Name, section, func(h Head) Page { return m.unitPage(h, u) })
		for _, alias := range u.Aliases {
			m.page("units/"+alias+"/index.html", "moved", u.Name, section, func(h Head) Page { return &Moved{h, m.unitLink(h.Path, u)} })
		}
	}
}

func (m *maker) unitIndex(h Head) Page {
	h.crumb(m.Words.Say("home"), homePath)
	h.crumb(h.Title, "")
	return &UnitIndex{Head: h, Lead: m.members(m.Site.Units.Root), Tree: m.unitNode(h.Path, m.Site.Units.Root)}
}

func (m *maker) unitNode(from string, u *site.Unit) UnitNode {
	node := UnitNode{Link: m.unitLink(from, u), Level: m.levelTitle(u)}
	if people := m.contacts(u, func(string) bool { return true }, 1); len(people) > 0 {
		node.Contact = &people[0]
	}
	if len(m.Site.Units.All) > manyUnits && u.Parent == m.Site.Units.Root {
		node.Folded = m.members(u)
	}
	for _, child := range u.Children {
		node.Children = append(node.Children, m.unitNode(from, child))
	}
	return node
}

func (m *maker) levelTitle(u *site.Unit) string {
	if level := m.Site.Config.Level(u.Level); level != nil {
		return m.text(level.Title)
	}
	return ""
}

// members says what a unit is made of: 3个社区、10个里巷.
func (m *maker) members(u *site.Unit) string {
	var parts []string
	for _, level := range m.Site.Config.Levels {
		n := 0
		for _, other := range m.Site.Units.At(level.ID) {
			if other != u && other.Under(u) {
				n++
			}
		}
		if n > 0 {
			parts = append(parts, m.Words.Say("members", "Number", n, "Level", m.text(level.Title)))
		}
	}
	return m.Words.List(parts)
}

// contacts lists the people of a unit itself whose post is wanted, those in office at the horizon, in the order of
// posts and of the ledger; at most so many if most is above 0.
func (m *maker) contacts(u *site.Unit, wanted func(post string) bool, most int) []Contact {
	t := m.Site.People
	type ranked struct {
		Contact
		rank int
	}
	var found []ranked
	posts := m.posts()
	for _, row := range m.peopleOf(u) {
		if post := m.cellWord(t, "post", row); wanted(post) {
			found = append(found, ranked{m.contact(t, row), slices.Index(posts, post)})
		}
	}
	slices.SortStableFunc(found, func(a, b ranked) int { return a.rank - b.rank })
	var people []Contact
	for _, f := range found {
		if most == 0 || len(people) < most {
			people = append(people, f.Contact)
		}
	}
	return people
}

// peopleOf is the rows of the people in office in a unit itself.
func (m *maker) peopleOf(u *site.Unit) []int {
	if m.inPost == nil {
		m.inPost = map[string][]int{}
		for row := range m.Site.People.N {
			if id := m.cellWord(m.Site.People, "unit", row); m.inOffice(m.Site.People, row) {
				m.inPost[id] = append(m.inPost[id], row)
			}
		}
	}
	return m.inPost[u.ID]
}

// posts lists all posts: those that the boards ask for first, in their order.
func (m *maker) posts() []string {
	var posts []string
	for _, board := range m.Site.Config.Boards {
		for _, block := range board.People {
			posts = append(posts, missing(posts, block.Posts)...)
		}
	}
	return append(posts, missing(posts, m.Site.People.Column("post").Words()[1:])...)
}

// missing is the words that a list does not have.
func missing(list, words []string) []string {
	return slices.DeleteFunc(slices.Clone(words), func(word string) bool { return slices.Contains(list, word) })
}

func (m *maker) inOffice(t *ledger.Table, row int) bool {
	from, until := t.Column("from").Date(row, m.Site.Horizon), t.Column("until").Date(row, m.Site.Horizon)
	return (from == civil.None || from <= m.Site.Horizon) && (until == civil.None || until > m.Site.Horizon)
}

// cellWord is the word of a cell, if its column is public: a site may keep back what the kind would give.
func (m *maker) cellWord(t *ledger.Table, column string, row int) string {
	c := t.Column(column)
	if c.Class != ledger.Public {
		return ""
	}
	return c.Word(c.Code(row, m.Site.Horizon))
}

// cellText is the words of a cell as they are printed, if its column is public.
func (m *maker) cellText(t *ledger.Table, column string, row int) string {
	c := t.Column(column)
	if c.Class != ledger.Public {
		return ""
	}
	return m.cell("", c, row, m.Site.Horizon).Text
}

func (m *maker) contact(t *ledger.Table, row int) Contact {
	var detail []string
	if duties := m.cellText(t, "duties", row); duties != "" {
		detail = append(detail, duties)
	}
	if serves := m.cellText(t, "serves", row); serves != "" {
		detail = append(detail, m.Words.Say("serves", "Where", serves))
	}
	phone := m.cellWord(t, "phone", row)
	return Contact{Name: m.cellWord(t, "name", row), Post: m.cellWord(t, "post", row), Detail: strings.Join(detail, " · "), Phone: phone, Tel: telephone(phone)}
}

// peopleShown is how many people a board lists before it sends on to the unit's page.
const peopleShown = 6

// boardPeople lists the people of the board's unit. A unit without people of its own shows those right below.
func (b *blockMaker) boardPeople() *PeopleBlock {
	wanted := func(post string) bool { return slices.Contains(b.spec.Posts, post) }
	block := &PeopleBlock{Title: b.text(b.spec.Title), People: b.contacts(b.unit, wanted, 0)}
	if len(block.People) == 0 {
		for _, child := range b.unit.Children {
			for _, c := range b.contacts(child, wanted, 1) {
				c.Post = child.Name + " · " + c.Post
				block.People = append(block.People, c)
			}
		}
	}
	if total := len(block.People); total > peopleShown {
		block.People = block.People[:peopleShown]
		block.More = &Link{b.Words.Say("all-people", "Unit", b.unit.Name, "Total", total), relative(b.from, unitPath(b.unit)) + "#people"}
	}
	if len(block.People) == 0 {
		return nil
	}
	return block
}

func (m *maker) unitPage(h Head, u *site.Unit) Page {
	h.crumb(m.Words.Say("home"), homePath)
	h.crumb(m.Words.Say("units-title"), "units/index.html")
	for _, above := range u.Path()[:len(u.Path())-1] {
		h.crumb(above.Name, unitPath(above))
	}
	h.crumb(u.Name, "")
	page := &UnitPage{Head: h, Level: m.levelTitle(u), Members: m.members(u)}
	if u.Parent != nil {
		page.Above = u.Parent.Name
	}
	for _, child := range u.Children {
		page.Children = append(page.Children, m.unitLink(h.Path, child))
	}
	page.Own = m.feedLinks(h.Path, u)
	if u.Parent != nil {
		page.Feeds = append(page.Feeds, page.Own...)
	}
	m.unitFigures(page, u)
	m.unitPeople(page, u)
	page.Bodies = m.bodies(u)
	m.unitFacilities(page, u)
	page.Posters = m.postersOf(page.Path, u)
	m.unitNeighbours(page, u)
	if m.paths[stewardsPath(u)] {
		page.Stewards = &Link{m.Words.Say("stewards-title"), relative(h.Path, stewardsPath(u))}
	}
	return page
}

// unitFigures shows the figures of the latest board and links all boards.
func (m *maker) unitFigures(page *UnitPage, u *site.Unit) {
	boards := m.Site.Config.Boards
	shown := &boards[0]
	for i := range boards {
		years := m.boardYears(page.Path, &boards[i], u)
		if len(years) == 0 {
			continue
		}
		if len(page.Boards) == 0 {
			shown = &boards[i]
		}
		page.Boards = append(page.Boards, BoardKind{Title: m.text(boards[i].Title), Years: years})
	}
	periods := m.boardPeriods(shown)
	if len(periods) == 0 {
		return
	}
	latest := periods[0]
	page.Period = m.Words.Period(latest)
	for _, id := range shown.Figures {
		if d := m.Figures.Definition(id.V); d != nil && d.At(u.Level) {
			m.Figures.Need(d.ID, latest)
			page.Cards = append(page.Cards, m.card(page.Path, d, u, latest))
		}
	}
	if len(page.Boards) > 0 {
		page.Latest = &Link{m.boardTitle(shown, u, latest), relative(page.Path, boardPath(m.Site, u, latest))}
		page.Choice = m.choose(page.Path, u, latest)
	}
}

// unitPeople lists everybody in office, by post.
func (m *maker) unitPeople(page *UnitPage, u *site.Unit) {
	for _, post := range m.posts() {
		if people := m.contacts(u, func(p string) bool { return p == post }, 0); len(people) > 0 {
			title := m.Words.Say("people-of-post", "Post", post, "Total", len(people))
			page.People = append(page.People, PeopleBlock{Title: title, People: people})
		}
	}
}

// bodies lists the bodies of a unit and of those above it, and those of nowhere in particular, by kind.
func (m *maker) bodies(u *site.Unit) []BodyGroup {
	t := m.Site.Bodies
	var groups []BodyGroup
	for row := range t.N {
		where := m.Site.Units.Find(m.cellWord(t, "unit", row))
		if where != nil && !u.Under(where) {
			continue
		}
		kind := m.cellWord(t, "kind", row)
		i := slices.IndexFunc(groups, func(g BodyGroup) bool { return g.kind == kind })
		if i < 0 {
			i = len(groups)
			groups = append(groups, BodyGroup{Title: m.cellText(t, "kind", row), kind: kind})
		}
		phone := m.cellWord(t, "phone", row)
		groups[i].Bodies = append(groups[i].Bodies, Contact{Name: m.cellWord(t, "name", row), Detail: m.cellWord(t, "duty", row), Phone: phone, Tel: telephone(phone)})
	}
	return groups
}

// unitFacilities lists the facilities in a unit.
func (m *maker) unitFacilities(page *UnitPage, u *site.Unit) {
	for _, t := range m.listed() {
		if t.Kind.Name != "facility" {
			continue
		}
		rows := m.find(query{table: t, unit: u, period: civil.All.Of(m.Site.Horizon)})
		if len(rows) == 0 {
			continue
		}
		list := m.rows(page.Path, t, m.listColumns(t, nil), rows, m.Site.Horizon)
		list.Title = m.text(t.Kind.Title)
		list.Caption = m.Words.Count(stat.Decimal{Units: int64(len(rows))}, m.text(t.Kind.Counter))
		page.Facilities = append(page.Facilities, list)
	}
}

func (m *maker) unitNeighbours(page *UnitPage, u *site.Unit) {
	if u.Parent == nil {
		return
	}
	siblings := u.Parent.Children
	i := slices.Index(siblings, u)
	if i > 0 {
		link := m.unitLink(page.Path, siblings[i-1])
		page.Previous = &link
	}
	if i+1 < len(siblings) {
		link := m.unitLink(page.Path, siblings[i+1])
		page.Next = &link
	}
}
