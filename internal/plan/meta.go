package plan

import (
	"net/url"
	"strings"
)

// Meta is a <meta> of the head. The names are those that inspections of Chinese government sites look for
// (政府网站发展指引): SiteName, SiteDomain and SiteIDCode on every page, Column… of the section a page belongs to, and
// ArticleTitle, PubDate and so on of a notice. What the site does not say is left out: an empty tag counts as a fault.
type Meta struct{ Name, Content string }

// meta adds a tag, if there is something to say.
func (h *Head) meta(name, content string) {
	if content != "" {
		h.Meta = append(h.Meta, Meta{name, content})
	}
}

// siteMeta tells the site, and the section by the menu's entry for it.
func (m *maker) siteMeta(h *Head, section string) {
	c := &m.Site.Config
	h.meta("SiteName", h.SiteTitle)
	if base, err := url.Parse(c.BaseURL.V); err == nil {
		h.meta("SiteDomain", base.Host)
	}
	h.meta("SiteIDCode", c.Operator.SiteCode)
	for _, item := range c.Menu {
		if item.To != section || section == "" {
			continue
		}
		name := m.text(item.Title)
		kind := m.Words.Say("column-type")
		if section == noticesPath {
			kind = m.Words.Say("column-type-notices")
		}
		h.meta("ColumnName", name)
		h.meta("ColumnType", kind)
		if h.Path == section {
			h.meta("ColumnDescription", m.Words.Say("column-description", "Site", h.SiteTitle, "Column", name, "Issuer", h.Issuer))
			h.meta("ColumnKeywords", name+","+h.Issuer)
		}
		return
	}
}

// articleMeta tells a notice. Its Description is that of every page: names of tags do not tell case.
func (m *maker) articleMeta(n *Notice) {
	n.meta("ArticleTitle", n.Title)
	if n.Date != "" {
		n.meta("PubDate", n.ISODate+" 00:00") // a notice has a day; the tag wants a time with it
	}
	source := n.Source
	if source == "" {
		source = n.Issuer
	}
	n.meta("ContentSource", source)
	n.meta("Keywords", strings.Join([]string{m.Words.Say("notices-title"), n.Issuer}, ","))
	n.meta("Author", n.Author)
}

// Address is where a file of the site stands on the web; "" if the site does not say where it stands itself.
func (p *Plan) Address(path string) string {
	if p.Site.Config.BaseURL.V == "" {
		return ""
	}
	return p.absolute(Escaped(path))
}

// absolute is a path, as people read it, behind the address that the site says it stands at.
func (p *Plan) absolute(path string) string {
	return strings.TrimSuffix(p.Site.Config.BaseURL.V, "/") + "/" + path
}

// Escaped is a path as a link writes it.
func Escaped(path string) string {
	parts := strings.Split(path, "/")
	for i, part := range parts {
		parts[i] = url.PathEscape(part)
	}
	return strings.Join(parts, "/")
}

// Relative is the link, escaped, from one file of the site to another.
func Relative(from, to string) string { return Escaped(relative(from, to)) }
