package feed

import (
	"encoding/xml"

	"github.com/lanewall/lanewall/internal/plan"
)

type atomFeed struct {
	XMLName   xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
	Lang      string      `xml:"xml:lang,attr"`
	ID        string      `xml:"id"`
	Title     string      `xml:"title"`
	Subtitle  string      `xml:"subtitle,omitempty"` // the site's notice
	Updated   string      `xml:"updated"`
	Author    atomPerson  `xml:"author"`
	Links     []atomLink  `xml:"link"`
	Rights    string      `xml:"rights,omitempty"`
	Generator string      `xml:"generator"`
	Entries   []atomEntry `xml:"entry"`
}

type atomPerson struct {
	Name string `xml:"name"`
}

type atomLink struct {
	Rel  string `xml:"rel,attr"`
	Type string `xml:"type,attr"`
	Href string `xml:"href,attr"`
}

type atomCategory struct {
	Term string `xml:"term,attr"`
}

type atomEntry struct {
	ID       string       `xml:"id"`
	Title    string       `xml:"title"`
	Updated  string       `xml:"updated"`
	Author   *atomPerson  `xml:"author,omitempty"`
	Link     atomLink     `xml:"link"`
	Category atomCategory `xml:"category"`
	Summary  string       `xml:"summary,omitempty"`
}

// atom writes a feed as Atom.
func (w writer) atom(f *plan.Feed) ([]byte, error) {
	c, lang := &w.Site.Config, w.Site.Config.Language
	path := f.Path("xml")
	feed := atomFeed{
		Lang: lang, ID: w.id(path), Title: f.Title, Subtitle: c.Notice.In(lang), Updated: w.updated(f),
		Author: atomPerson{c.Issuer.In(lang)}, Rights: c.Licence.In(lang), Generator: "lanewall",
		Links: []atomLink{{"alternate", "text/html", w.link(path, f.Page)}, {"self", "application/atom+xml", w.link(path, path)}},
	}
	for _, e := range w.Entries(f) {
		entry := atomEntry{ID: w.id(e.Page), Title: e.Title, Updated: w.stamp(e.Day), Summary: e.Summary,
			Link: atomLink{"alternate", "text/html", w.link(path, e.Page)}, Category: atomCategory{e.Category}}
		if e.Author != "" {
			entry.Author = &atomPerson{e.Author}
		}
		feed.Entries = append(feed.Entries, entry)
	}
	text, err := xml.MarshalIndent(feed, "", " ")
	return append(append([]byte(xml.Header), text...), '\n'), err
}

// link leads from a file to another: absolute, or if the site does not say where it stands, relative.
func (w writer) link(from, to string) string {
	if address := w.Address(to); address != "" {
		return address
	}
	return plan.Relative(from, to)
}
