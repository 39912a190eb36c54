package plan

import (
	"cmp"
	"slices"
	"strings"

	"github.com/lanewall/lanewall/internal/diag"
	"github.com/lanewall/lanewall/internal/i18n"
	"github.com/lanewall/lanewall/internal/site"
)

// Head is what every page has around its own matter.
type Head struct {
	Path        string
	Layout      string // the template: board.html
	Title       string
	TitleLang   string // that the title is in; "" if that is the page's
	Lang        string
	Languages   []LanguageLink // the same page in every language of the site; nil if there is one
	SiteTitle   string
	Issuer      string
	Notice      string // the site's notice: 示例网站……
	DataNote    string
	Licence     string
	AsOf        string
	NextIssue   string
	Phone       string
	Tel         string // the phone as in a tel: link
	Hours       string
	Address     string
	Objection   string
	Home        string // link
	Find        string // link to the search page; "" on that page
	Menu        []MenuLink
	Crumbs      []Link
	Icon        string // of the browser's tab; "" if the theme has none
	Styles      []string
	Script      string // of every page; "" if the theme has none
	Sheet       string // classes of the sheet that the page is on: poster a3 landscape
	Foot        []Link
	Operator    []Credit // who runs the site
	Footer      []string
	Meta        []Meta     // what inspections of government sites look for
	Feeds       []FeedLink // to subscribe to
	Permanent   string     // the address of the page on the web, if the site says where it stands
	Description string     // of the page in a sentence or two, as plain text; "" if there is none
	Report      *Link      // where something about this page's unit is reported
}

// Credit is a line of the foot: 主办：某街道办事处. A number filed somewhere leads to the register, a telephone rings.
type Credit struct{ Name, Text, Href, Tel string }

// Common gives the head of a page.
func (h *Head) Common() *Head { return h }

// Link is words and where they lead; Href is "" for the page itself.
type Link struct{ Text, Href string }

// MenuLink is a link of the menu; Current marks the part of the site that the page is in.
type MenuLink struct {
	Link
	Current bool
}

func (m *maker) text(t i18n.Text) string { return t.In(m.langs...) }

// found is [maker.text] with the language that the words are in.
func (m *maker) found(t i18n.Text) (words, lang string) {
	words, lang = t.Find(m.langs...)
	return words, cmp.Or(lang, m.Site.Config.Language)
}

// other is a language as a page marks what is in it: "" if it is the page's own.
func (m *maker) other(lang string) string {
	if lang == m.Words.Lang {
		return ""
	}
	return lang
}

// head is the head of a page; section is the path of the menu's entry that the page belongs to.
func (m *maker) head(path, layout, title, section string) Head {
	c := &m.Site.Config
	h := Head{
		Path: path, Layout: layout, Title: title, Lang: m.Words.Lang,
		SiteTitle: m.text(c.Title), Issuer: m.text(c.Issuer), Notice: m.text(c.Notice), DataNote: m.text(c.DataNote),
		Licence: m.text(c.Licence), AsOf: m.Words.Date(m.Site.Horizon), NextIssue: m.text(c.NextIssue),
		Phone: c.Contact.Phone, Tel: telephone(c.Contact.Phone), Hours: m.text(c.Contact.Hours),
		Address: m.text(c.Contact.Address), Objection: m.text(c.Contact.Objection), Home: m.headLink(path, homePath),
	}
	h.Find = m.searchLink(path)
	for _, item := range c.Menu {
		h.Menu = append(h.Menu, MenuLink{Link{m.text(item.Title), m.menuHref(path, item.To)}, item.To == section})
	}
	for _, style := range m.assets.Styles {
		h.Styles = append(h.Styles, m.shared(path, style))
	}
	if m.assets.Icon != "" {
		h.Icon = m.shared(path, m.assets.Icon)
	}
	h.Languages = m.languageLinks(path)
	h.Script = m.script(path, everyPageScript)
	m.siteMeta(&h, section)
	if path != missingPath {
		h.Permanent, h.Feeds = m.Address(m.Prefix+path), m.feedLinks(path, m.Site.Units.Root)
	}
	h.Operator = m.operator(&c.Operator)
	h.Report = m.reportLink(path, m.unitAt(path))
	for _, line := range c.Footer {
		h.Footer = append(h.Footer, m.text(line))
	}
	for _, foot := range []struct{ message, path string }{
		{"foot-about", "about/index.html"}, {"foot-published", "about/published/index.html"}, {"foot-data", dataPath},
	} {
		if m.paths[foot.path] {
			h.Foot = append(h.Foot, Link{m.Words.Say(foot.message), m.headLink(path, foot.path)})
		}
	}
	if m.paths[dataPath] {
		h.Foot = append(h.Foot, Link{m.Words.Say("foot-marks"), m.headLink(path, dataPath) + "#marks"})
	}
	return h
}

// Where the numbers of a site can be looked up: the filing systems of the ministries in charge.
const (
	icpRegister    = "https://beian.miit.gov.cn/"
	policeRegister = "https://beian.mps.gov.cn/#/query/webSearch?code="
)

// operator says who runs the site, leaving out what is not said.
func (m *maker) operator(o *site.Operator) []Credit {
	return slices.DeleteFunc([]Credit{
		{Name: m.Words.Say("operator-sponsor"), Text: m.text(o.Sponsor)},
		{Name: m.Words.Say("operator-organiser"), Text: m.text(o.Organiser)},
		{Name: m.Words.Say("operator-support"), Text: m.text(o.Support)},
		{Name: m.Words.Say("operator-phone"), Text: o.Phone, Tel: telephone(o.Phone)},
		{Text: o.ICP, Href: icpRegister},
		{Text: o.Police, Href: policeRegister + telephone(o.Police)},
		{Name: m.Words.Say("operator-code"), Text: o.SiteCode},
	}, func(c Credit) bool { return c.Text == "" })
}

// unitAt is the unit that a page is about, by its path: units/<id>/…, or else the root.
func (m *maker) unitAt(path string) *site.Unit {
	if below, ok := strings.CutPrefix(path, "units/"); ok {
		id, _, _ := strings.Cut(below, "/")
		return cmp.Or(m.Site.Units.Find(id), m.Site.Units.Root)
	}
	return m.Site.Units.Root
}

// crumb adds a step of the way from the home page to this one.
func (h *Head) crumb(text, to string) {
	href := ""
	if to != "" {
		href = relative(h.Path, to)
	}
	h.Crumbs = append(h.Crumbs, Link{text, href})
}

// telephone is a number as a tel: link wants it: digits and a leading plus.
func telephone(number string) string {
	var digits []byte
	for i := range len(number) {
		if c := number[i]; '0' <= c && c <= '9' || c == '+' && len(digits) == 0 {
			digits = append(digits, c)
		}
	}
	return string(digits)
}

// menuHref is where an entry of the menu leads: a page of the site, a place beside the site (../en/index.html), or an
// address on the web.
func (m *maker) menuHref(from, to string) string {
	if strings.Contains(to, "://") {
		return to
	}
	if strings.HasPrefix(to, "../") { // beside the site, whatever the language
		return m.shared(from, to)
	}
	return m.to(from, to)
}

// to leads from a page to what stands at a path: a page in the same language, or a file that all languages share.
func (m *maker) to(from, path string) string {
	if file, _, _ := strings.Cut(path, "#"); m.files[file] {
		return m.shared(from, path)
	}
	return m.headLink(from, path)
}

// headLink leads from a page to another in the same language. The page for addresses that lead nowhere is shown at any of
// them: if the site says where it stands, its links say so too.
func (m *maker) headLink(from, to string) string {
	if from == missingPath && m.Site.Config.BaseURL.V != "" {
		return m.absolute(m.Prefix + to)
	}
	return relative(from, to)
}

// everyPageScript is the script that every page loads, if the theme has it. Without it, or where scripts do not run, a
// page reads the same.
const everyPageScript = "wall.js"

// shared leads from a page to a file that the pages of all languages share: a style, a script, a picture, a download.
func (m *maker) shared(from, to string) string {
	if from == missingPath && m.Site.Config.BaseURL.V != "" {
		return m.absolute(to)
	}
	return relative(m.Prefix+from, to)
}

// script leads from a page to a script of the theme; "" if the theme has none of that name.
func (m *maker) script(from, name string) string {
	if to := m.assets.Scripts[name]; to != "" {
		return m.shared(from, to)
	}
	return ""
}

// outside is true of what lies beside the site or on the web, where nobody can look whether it is there.
func outside(to string) bool {
	return strings.HasPrefix(to, "https://") || strings.HasPrefix(to, "http://") || strings.HasPrefix(to, "../")
}

// menuLinks checks that the menu's entries lead to pages.
func (m *maker) menuLinks() {
	for _, item := range m.Site.Config.Menu {
		if !m.paths[item.To] && !outside(item.To) {
			m.problems.Add("broken-link", item.Pos, item.To, diag.Choice{Given: item.To, Names: m.pathNames()})
		}
	}
}

// unitLink is a link to a unit's page.
func (m *maker) unitLink(from string, u *site.Unit) Link {
	return Link{u.Name, relative(from, unitPath(u))}
}
