package plan

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/lanewall/lanewall/internal/civil"
	"github.com/lanewall/lanewall/internal/diag"
	"github.com/lanewall/lanewall/internal/intake"
	"github.com/lanewall/lanewall/internal/ledger"
	"github.com/lanewall/lanewall/internal/receipt"
	"github.com/lanewall/lanewall/internal/site"
)

// ReportPage is where a resident reports something: whom to ring, where to go, what to write, what happens then and where
// to see the answer, in this order. Without scripts all of it works but the number and the buttons.
type ReportPage struct {
	Head
	Unit      string
	Heading   string
	Emergency []Turn
	Call      []Contact
	Stewards  *Link // all of them
	Duty      *Contact
	Places    []Turn
	MorePlace *Link
	Dates     []EventDays
	Platforms []Turn
	Form      Form
	Limits    []ReportLimit
	Receipts  *Link
	Example   string // a receipt number as they look
	Personal  string
	Make      string // the script
}

// Turn is a place to turn to: a number, a page, or a spot with its hours.
type Turn struct {
	Link
	Phone, Tel, Note, Where, Hours string
}

// Form is what a resident fills in. The names of its fields are the keys of the message, see [intake.MessageHead].
type Form struct {
	Endpoint string // "" if nothing can be sent
	Host     string
	Site     string
	Head     string
	Unit     string // as the office reads it
	Sorts    []FormSort
	Notices  []FormChoice
	Marks    []FormChoice
	MarksKey string
	Parts    []FormChoice // each from 0 to 100
	Fields   FormFields
	Blank    string // the message, to be filled in by hand
	Alphabet string // of receipt numbers
}

// FormSort is a sort of message; the parts of the form that it does without are marked with its class.
type FormSort struct{ Value, Text, Class string }

// FormChoice is a choice of a list.
type FormChoice struct{ Value, Text string }

// FormFields are the keys of the message, as a template wants them.
type FormFields struct {
	Receipt, Sort, Unit, Place, Matter, Detail, About, Case, Name, Phone, Day string
}

// ReportLimit is within what time something is settled.
type ReportLimit struct{ What, Within string }

func reportPath(u *site.Unit) string { return "units/" + u.ID + "/report/index.html" }

func (m *maker) listReports() {
	if !m.Site.Reports() {
		return
	}
	section := "units/index.html"
	if top := reportPath(m.Site.Units.Root); slices.ContainsFunc(m.Site.Config.Menu, func(item site.MenuItem) bool { return item.To == top }) {
		section = top
	}
	for _, u := range m.Site.Units.All {
		title := m.reportTitle()
		if u.Parent != nil {
			title = u.Name + " · " + title
		}
		m.page(reportPath(u), "report", title, section, func(h Head) Page { return m.reportPage(h, u) })
	}
}

func (m *maker) reportTitle() string {
	return cmp.Or(m.text(m.Site.Config.Report.Title), m.Words.Say("report-title"))
}

// reportLink leads to the page of a unit on which residents report something; nil if the site has none.
func (m *maker) reportLink(from string, u *site.Unit) *Link {
	if u == nil || !m.paths[reportPath(u)] {
		return nil
	}
	return &Link{m.reportTitle(), m.headLink(from, reportPath(u))}
}

func (m *maker) reportPage(h Head, u *site.Unit) Page {
	h.crumb(m.Words.Say("home"), homePath)
	h.crumb(u.Name, unitPath(u))
	h.crumb(m.reportTitle(), "")
	page := &ReportPage{Head: h, Unit: u.Name, Heading: m.reportTitle(), Personal: m.text(m.Site.Config.Report.Personal), Make: m.script(h.Path, "report.js")}
	page.Emergency = m.emergency(h.Path)
	page.Platforms = m.turns(h.Path, m.Site.Config.Report.Platforms)
	m.whomToRing(page, u)
	m.whereToGo(page, u)
	page.Form = m.form(h.Path, u)
	page.Limits = m.limits()
	if m.paths[receiptsPath] {
		page.Receipts = &Link{m.Words.Say("receipts-title"), relative(h.Path, receiptsPath)}
	}
	page.Example = receipt.Complete("2345678")
	return page
}

// emergency is whom to ring before anything else.
func (m *maker) emergency(from string) []Turn {
	if lines := m.Site.Config.Report.Emergency; len(lines) > 0 {
		return m.turns(from, lines)
	}
	var turns []Turn
	for _, number := range []string{"110", "119", "120"} {
		turns = append(turns, Turn{Link: Link{Text: m.Words.Say("emergency-" + number)}, Phone: number, Tel: number})
	}
	return turns
}

func (m *maker) turns(from string, lines []site.Line) []Turn {
	var turns []Turn
	for _, line := range lines {
		turn := Turn{Link: Link{Text: m.text(line.Title)}, Phone: line.Phone, Tel: telephone(line.Phone), Note: m.text(line.Note)}
		switch {
		case line.To == "":
		case outside(line.To):
			turn.Href = line.To
		case m.paths[line.To]:
			turn.Href = relative(from, line.To)
		default:
			m.once("broken-link", line.Pos, line.To, diag.Choice{Given: line.To, Names: m.pathNames()})
		}
		turns = append(turns, turn)
	}
	return turns
}

// peopleToRing is how many stewards a page for reports names.
const peopleToRing = 3

// whomToRing names those of the unit who come first, or of the next one up that has any, and the office's own phone.
func (m *maker) whomToRing(page *ReportPage, u *site.Unit) {
	for at := u; at != nil && len(page.Call) == 0; at = at.Parent {
		people := eachOnce(m.stewards(at))
		page.Call = people[:min(len(people), peopleToRing)]
		for i := range page.Call {
			if at != u {
				page.Call[i].Post = at.Name + " · " + page.Call[i].Post
			}
		}
		if m.paths[stewardsPath(at)] && len(people) > peopleToRing {
			page.Stewards = &Link{m.Words.Say("all-stewards", "Unit", at.Name, "Total", len(people)), relative(page.Path, stewardsPath(at))}
		}
	}
	if page.Stewards == nil && m.paths[allStewardsPath] {
		page.Stewards = &Link{m.Words.Say("stewards-title"), relative(page.Path, allStewardsPath)}
	}
	if page.Phone != "" {
		page.Duty = &Contact{Name: page.Issuer, Post: m.Words.Say("duty-phone"), Detail: page.Hours, Phone: page.Phone, Tel: page.Tel}
	}
}

// eachOnce names each of those who hold several posts, or serve several buildings in rows of their own, one time.
func eachOnce(people []Steward) []Contact {
	var contacts []Contact
	for _, p := range people {
		if !slices.ContainsFunc(contacts, func(c Contact) bool { return c.Name == p.Name && c.Tel == p.Tel }) {
			contacts = append(contacts, p.Contact)
		}
	}
	return contacts
}

// placesShown is how many places and days a page for reports names.
const placesShown = 4

// whereToGo lists the facilities of the unit, or of the next one up that has any, and the next day of each event.
func (m *maker) whereToGo(page *ReportPage, u *site.Unit) {
	for at := u; at != nil && len(page.Places) == 0; at = at.Parent {
		m.places(page, at)
	}
	if len(page.Places) > placesShown {
		page.Places = page.Places[:placesShown]
		page.MorePlace = &Link{m.Words.Say("all-places"), relative(page.Path, unitPath(u))}
	}
	for i := range m.Site.Config.Events {
		e := &m.Site.Config.Events[i]
		days := m.Site.Calendar.Days(e.Rule, m.Site.Horizon+1, m.Site.Horizon+daysAhead*3)
		if len(days) == 0 {
			continue
		}
		event := m.event(page.Path, e)
		event.Days = append(event.Days, m.day(days[0], m.Site.Horizon))
		page.Dates = append(page.Dates, event)
	}
	slices.SortStableFunc(page.Dates, func(a, b EventDays) int { return cmp.Compare(a.Days[0].ISO, b.Days[0].ISO) })
	page.Dates = page.Dates[:min(len(page.Dates), placesShown)]
}

func (m *maker) places(page *ReportPage, u *site.Unit) {
	for _, t := range m.listed() {
		if t.Kind.Name != "facility" {
			continue
		}
		for _, row := range m.find(query{table: t, unit: u, period: civil.All.Of(m.Site.Horizon)}) {
			phone := m.cellWord(t, "phone", row)
			turn := Turn{Link: Link{m.cellWord(t, "name", row), m.rowHref(page.Path, t, row)}, Phone: phone, Tel: telephone(phone),
				Hours: m.cellWord(t, "hours", row), Note: m.cellText(t, "functions", row)}
			if at := m.unitOf(t, row); at != nil && at != u {
				turn.Where = at.Name
			}
			page.Places = append(page.Places, turn)
		}
	}
}

// form is the form of a unit's page.
func (m *maker) form(from string, u *site.Unit) Form {
	c := &m.Site.Config
	f := Form{
		Endpoint: c.Report.Endpoint.V, Site: m.text(c.Title), Head: intake.MessageHead, Unit: m.unitWord(u), Alphabet: receipt.Alphabet, MarksKey: intake.MessageMark,
		Fields: FormFields{intake.MessageReceipt, intake.MessageSort, intake.MessageUnit, intake.MessagePlace, intake.MessageMatter, intake.MessageDetail,
			intake.MessageAbout, intake.MessageCase, intake.MessageName, intake.MessagePhone, intake.MessageDay},
		Notices: m.noticeChoices(),
	}
	if f.Endpoint != "" {
		f.Host, _, _ = strings.Cut(strings.TrimPrefix(f.Endpoint, "https://"), "/")
	}
	f.Sorts = append(f.Sorts, FormSort{intake.SortReport, m.Words.Say("sort-report"), "of-report"})
	if len(f.Notices) > 0 {
		f.Sorts = append(f.Sorts, FormSort{intake.SortObjection, m.Words.Say("sort-objection"), "of-objection"})
	}
	if t := m.Site.ReportLedger(); t != nil {
		m.marks(&f, t)
	}
	if len(f.Marks)+len(f.Parts) > 0 {
		f.Sorts = append(f.Sorts, FormSort{intake.SortMarks, m.Words.Say("sort-marks"), "of-marks"})
	}
	f.Blank = intake.MessageLines(f.Site, map[string]string{intake.MessageSort: intake.SortReport, intake.MessageUnit: f.Unit}, true)
	return f
}

// unitWord is what the office's program takes for the unit: its name, or its id if others have the same.
func (m *maker) unitWord(u *site.Unit) string {
	for _, other := range m.Site.Units.All {
		if other != u && other.Name == u.Name {
			return u.ID
		}
	}
	return u.Name
}

// marks asks for the parts of the rating where the ledger has rows with one, else for how content the caller is.
func (m *maker) marks(f *Form, t *ledger.Table) {
	if rating := t.Kind.Field("rating"); rating != nil && m.rated(t, rating) {
		keys, words := intake.Words(rating, "zh-Hans"), intake.Words(rating, m.langs[0])
		for i, key := range keys {
			f.Parts = append(f.Parts, FormChoice{key, words[i]})
		}
		return
	}
	if field := t.Kind.Field("satisfaction"); field != nil {
		for i, word := range intake.Words(field, m.langs[0]) {
			f.Marks = append(f.Marks, FormChoice{field.Values[i], word})
		}
	}
}

func (m *maker) rated(t *ledger.Table, rating *ledger.Field) bool {
	for _, part := range rating.Values {
		c := t.Column(rating.Name + "." + part)
		for row := range t.N {
			if _, ok := c.Int(row, m.Site.Horizon); ok {
				return true
			}
		}
	}
	return false
}

// noticesOffered is how many notices one may object to, if none of them is on display.
const noticesOffered = 6

// noticeChoices is the notices that are on display, or else the latest.
func (m *maker) noticeChoices() []FormChoice {
	all := m.notices()
	current := slices.DeleteFunc(slices.Clone(all), func(p *site.Page) bool { return p.Front.Until == nil || *p.Front.Until < m.Site.Horizon })
	if len(current) == 0 {
		current = all[:min(len(all), noticesOffered)]
	}
	var choices []FormChoice
	for _, p := range current {
		title, place := m.text(p.Front.Title), contentPath(p)
		if m.Site.Config.BaseURL.V != "" {
			place = m.absolute(place)
		}
		choices = append(choices, FormChoice{title + " " + place, title})
	}
	return choices
}

// limits says within what time cases are settled, as the ledger has it.
func (m *maker) limits() []ReportLimit {
	t := m.Site.ReportLedger()
	if t == nil {
		return nil
	}
	var limits []ReportLimit
	label := func(name, word string) string {
		if c := t.Column(name); c != nil && word != "" {
			if code, ok := c.CodeOf(word); ok {
				return m.word(c, code)
			}
		}
		return word
	}
	for _, w := range t.Kind.Limits {
		var parts []string
		for _, p := range []string{label("level", w.Level), label("category", w.Category)} {
			if p != "" {
				parts = append(parts, p)
			}
		}
		what := strings.Join(parts, " · ")
		if what == "" && len(t.Kind.Limits) > 1 {
			what = m.Words.Say("limit-others")
		} else if what == "" {
			what = m.Words.Say("limit-all")
		}
		limits = append(limits, ReportLimit{what, m.limit(w.Time())})
	}
	return limits
}

func (m *maker) limit(l civil.Limit) string {
	id := map[civil.LimitUnit]string{civil.WorkingDays: "limit-wd", civil.Days: "limit-d", civil.Months: "limit-months"}[l.Unit]
	return m.Words.Say(id, "Number", strconv.Itoa(l.N))
}
