// Package feed writes what others fetch besides pages: what is new, as Atom (RFC 4287) and JSON Feed 1.1; the days of
// events as iCalendar (RFC 5545); and for search engines sitemap.xml and robots.txt.
//
// An entry is called the same for good: a tag: URI (RFC 4151) of the site's id, the year [tagYear] and the path of its
// page. No time comes from a clock: a notice has its date, a board the last day it speaks for, midnight in the zone of
// the site.
//
// Links are absolute where the site says where it stands (base_url). Where it does not, those in Atom are relative, which
// RFC 4287 resolves against the address that the feed was fetched from; JSON Feed and sitemaps know no relative links, so
// the feed has texts without links and there is no sitemap.
package feed

import (
	"time"

	"github.com/lanewall/lanewall/internal/civil"
	"github.com/lanewall/lanewall/internal/plan"
	"github.com/lanewall/lanewall/internal/tree"
)

// Files gives the feeds and calendars of a site, in its own language, which comes first, and the list of the pages of all.
func Files(plans []*plan.Plan) []tree.File {
	p := plans[0]
	w := writer{p, plans, zoneOf(p)}
	var files []tree.File
	for _, f := range p.Feeds {
		files = append(files,
			tree.File{Path: f.Path("xml"), Render: func() ([]byte, error) { return w.atom(f) }},
			tree.File{Path: f.Path("json"), Render: func() ([]byte, error) { return w.json(f) }})
	}
	for _, a := range p.Almanacs {
		files = append(files, tree.File{Path: a.Path, Render: func() ([]byte, error) { return w.calendar(a), nil }})
	}
	return append(files, w.lists()...)
}

type writer struct {
	*plan.Plan
	all  []*plan.Plan
	zone *time.Location
}

// zoneOf is the zone of the site. That it is there, reading the site has made sure.
func zoneOf(p *plan.Plan) *time.Location {
	zone, err := time.LoadLocation(p.Site.Config.TimeZone.V)
	if err != nil {
		return time.UTC
	}
	return zone
}

// tagYear is the date in every tag: URI. RFC 4151 wants one on which the name was the site's own, so that who has the
// name later makes other ids; it must never change, or every reader takes all entries for new. No year that the data or
// the clock could give is sure to stay, so it is one for all: that in which ids were first made this way.
const tagYear = "2026"

// id is what a page, or the feed of a folder, is called for good.
func (w writer) id(path string) string {
	return "tag:" + plan.Escaped(w.Site.Config.ID) + "," + tagYear + ":" + plan.Escaped(path)
}

// midnight is the beginning of a day in the zone of the site.
func (w writer) midnight(d civil.Date) time.Time {
	year, month, day := d.YMD()
	return time.Date(year, time.Month(month), day, 0, 0, 0, 0, w.zone)
}

// stamp is the beginning of a day as feeds write it.
func (w writer) stamp(d civil.Date) string { return w.midnight(d).Format(time.RFC3339) }

// updated is the day of the newest entry; of a feed without any, the day the site speaks for.
func (w writer) updated(f *plan.Feed) string {
	if d := f.Day(); d != civil.None {
		return w.stamp(d)
	}
	return w.stamp(w.Site.Horizon)
}
