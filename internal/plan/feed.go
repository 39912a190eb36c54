package plan

import (
	"cmp"
	"slices"

	"github.com/lanewall/lanewall/internal/civil"
	"github.com/lanewall/lanewall/internal/site"
)

// Feed is what is new, to subscribe to: of the whole site, or of a unit that has something of its own.
type Feed struct {
	Folder string // where feed.xml and feed.json stand: units/jia; "" is the site's
	Title  string
	Page   string // the page it is the feed of

	entries []newEntry // the newest first
}

// FeedEntry is a notice or a board. What an entry is called for good follows from Page alone, so that neither a later
// as-of date nor a new title makes another entry of it.
type FeedEntry struct {
	Page     string // its path
	Title    string
	Summary  string     // plain text
	Author   string     // "" is the site's issuer
	Day      civil.Date // of the notice's date; of a board the last day it speaks for
	Category string     // in words
}

// newEntry is an entry before its summary is worked out.
type newEntry struct {
	FeedEntry
	summary func(m *maker) string
}

const (
	feedEntries  = 50  // at most, in a feed; older ones stay on the site
	summaryRunes = 200 // at most, of a summary
)

// listFeeds notes the feeds. The root unit's is the site's. A notice without a date is in none: there is no time that
// could honestly be given for it.
func (m *maker) listFeeds() {
	of := map[*site.Unit][]newEntry{}
	root := m.Site.Units.Root
	for _, page := range m.notices() {
		if dateOf(page) == civil.None {
			continue
		}
		entry := newEntry{
			FeedEntry: FeedEntry{Page: contentPath(page), Title: m.text(page.Front.Title), Author: page.Front.Author, Day: dateOf(page), Category: m.Words.Say("notices-title")},
			summary:   func(m *maker) string { return m.noticeSummary(page) },
		}
		of[root] = append(of[root], entry)
		if u := m.Site.Units.Resolve(page.Front.Unit.V); u != nil && u != root {
			of[u] = append(of[u], entry)
		}
	}
	for i := range m.Site.Config.Boards {
		config := &m.Site.Config.Boards[i]
		for _, p := range m.boardPeriods(config) {
			for _, u := range m.Site.Units.All {
				if path := boardPath(m.Site, u, p); config.At(u.Level) && m.paths[path] {
					of[u] = append(of[u], newEntry{
						FeedEntry: FeedEntry{Page: path, Title: m.boardTitle(config, u, p), Day: p.AsOf(m.Site.Horizon), Category: m.text(config.Title)},
						summary:   func(m *maker) string { return m.boardSummary(config, u, p) },
					})
				}
			}
		}
	}
	for _, u := range m.Site.Units.All {
		f := &Feed{Folder: "units/" + u.ID, Title: m.Words.Say("feed-title", "Unit", u.Name, "Site", m.text(m.Site.Config.Title)), Page: unitPath(u), entries: of[u]}
		if u == root {
			f.Folder, f.Title, f.Page = "", m.text(m.Site.Config.Title), homePath
		} else if len(f.entries) == 0 {
			continue
		}
		slices.SortStableFunc(f.entries, func(a, b newEntry) int {
			return cmp.Or(cmp.Compare(b.Day, a.Day), cmp.Compare(a.Page, b.Page))
		})
		f.entries = f.entries[:min(len(f.entries), feedEntries)]
		m.Feeds = append(m.Feeds, f)
		m.feeds[u] = f
		m.file(f.Path("xml"))
		m.file(f.Path("json"))
	}
}

// Path is where the feed stands in a format: xml is Atom, json is JSON Feed.
func (f *Feed) Path(format string) string {
	if f.Folder == "" {
		return "feed." + format
	}
	return f.Folder + "/feed." + format
}

// Day is that of the newest entry; the zero day if there is none.
func (f *Feed) Day() civil.Date {
	if len(f.entries) == 0 {
		return civil.None
	}
	return f.entries[0].Day
}

// Entries works out the entries of a feed. Their numbers are those of the pages.
func (p *Plan) Entries(f *Feed) []FeedEntry {
	p.all.making.Lock()
	defer p.all.making.Unlock()
	m := p.maker
	m.Figures, m.problems = p.Figures.View(), nil // what is wrong with a text, its page says
	var entries []FeedEntry
	for _, e := range f.entries {
		e.Summary = e.summary(m)
		entries = append(entries, e.FeedEntry)
	}
	return entries
}

// noticeSummary is what the notice says of itself, else its first paragraph.
func (m *maker) noticeSummary(page *site.Page) string {
	if summary := m.text(page.Front.Summary); summary != "" {
		return summary
	}
	return plain(m.prose(contentPath(page), page))
}

// boardSummary is the opening of a board, or the first of its sentences with the day it speaks for, else its first
// figures.
func (m *maker) boardSummary(config *site.Board, u *site.Unit, p civil.Period) string {
	if doc := m.leads[config].doc; doc != nil {
		return plain(m.resolve(boardPath(m.Site, u, p), doc, u, p, ""))
	}
	b := blockMaker{maker: m, from: boardPath(m.Site, u, p), unit: u, period: p}
	if sentences := b.sentences(config, nil); len(sentences) > 0 {
		return m.Words.Say("sentence-as-of", "Text", sentences[0].String(), "Date", m.Words.Date(p.AsOf(m.Site.Horizon)))
	}
	var figures []string
	for _, id := range config.Figures {
		if d := m.Figures.Definition(id.V); d != nil && d.At(u.Level) && len(figures) < 4 {
			m.Figures.Need(d.ID, p)
			figures = append(figures, m.Words.Say("feed-figure", "Name", m.text(d.Title), "Number", m.number(homePath, m.Figures.Of(d.ID, u, p)).Whole()))
		}
	}
	return m.Words.List(figures)
}

// plain is the first paragraph of prose with its numbers, without markup.
func plain(p *Prose) string {
	return p.Doc.Summary(summaryRunes, func(i int) string {
		if v := p.Blocks[i].Value; v != nil {
			return v.Whole()
		}
		return ""
	})
}

// FeedLink is a feed as a page offers it; Format is xml or json, see [Feed.Path].
type FeedLink struct{ Title, Format, Href string }

// feedLinks offers the feed of a unit on the page at from; nothing if it has none.
func (m *maker) feedLinks(from string, u *site.Unit) []FeedLink {
	f := m.feeds[u]
	if f == nil {
		return nil
	}
	return []FeedLink{
		{f.Title, "xml", m.shared(from, f.Path("xml"))},
		{f.Title, "json", m.shared(from, f.Path("json"))},
	}
}
