package build

import (
	"encoding/json"
	"encoding/xml"
	"io"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/lanewall/lanewall/internal/site"
)

// atomEntry and atomFeed are what a reader takes from an Atom feed.
type atomEntry struct {
	ID      string `xml:"id"`
	Title   string `xml:"title"`
	Updated string `xml:"updated"`
	Summary string `xml:"summary"`
	Link    struct {
		Href string `xml:"href,attr"`
	} `xml:"link"`
}

type atomFeed struct {
	XMLName  xml.Name
	ID       string `xml:"id"`
	Title    string `xml:"title"`
	Subtitle string `xml:"subtitle"`
	Updated  string `xml:"updated"`
	Author   struct {
		Name string `xml:"name"`
	} `xml:"author"`
	Entries []atomEntry `xml:"entry"`
}

func (b *built) atom(t *testing.T, name string) atomFeed {
	t.Helper()
	var feed atomFeed
	text, ok := b.files[name]
	if !ok {
		t.Fatalf("no %s", name)
	}
	wellFormed(t, name, text)
	if err := xml.Unmarshal([]byte(text), &feed); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return feed
}

func wellFormed(t *testing.T, name, text string) {
	t.Helper()
	for d := xml.NewDecoder(strings.NewReader(text)); ; {
		if _, err := d.Token(); err == io.EOF {
			return
		} else if err != nil {
			t.Errorf("%s: %v", name, err)
			return
		}
	}
}

var tagURI = regexp.MustCompile(`^tag:[a-z0-9.-]+,2026:[A-Za-z0-9._~%/+@!$&'()*,;=:-]+$`)

// Feeds are Atom as RFC 4287 wants it: what must be there is, ids are unique and of the site, times have a zone, the
// newest comes first, links lead to pages. The JSON feed beside it says the same.
func TestFeeds(t *testing.T) { eachSite(t, checkFeeds) }

func checkFeeds(t *testing.T, b *built) {
	config := b.Plan.Site.Config
	feeds := 0
	for _, name := range b.paths() {
		if path.Base(name) != "feed.xml" {
			continue
		}
		feeds++
		feed := b.atom(t, name)
		if feed.XMLName.Space != "http://www.w3.org/2005/Atom" || feed.XMLName.Local != "feed" {
			t.Errorf("%s: %v is no Atom", name, feed.XMLName)
		}
		if !tagURI.MatchString(feed.ID) || feed.Title == "" || feed.Author.Name == "" || feed.Subtitle != config.Notice.In(config.Language) {
			t.Errorf("%s: id %q, title %q, author %q, notice %q", name, feed.ID, feed.Title, feed.Author.Name, feed.Subtitle)
		}
		if len(feed.Entries) == 0 || len(feed.Entries) > 50 || feed.Updated != feed.Entries[0].Updated {
			t.Fatalf("%s: %d entries, updated %s", name, len(feed.Entries), feed.Updated)
		}
		ids, before := map[string]bool{feed.ID: true}, time.Time{}
		for i, e := range feed.Entries {
			if !tagURI.MatchString(e.ID) || ids[e.ID] || e.Title == "" {
				t.Errorf("%s: entry %d: id %q, title %q", name, i, e.ID, e.Title)
			}
			ids[e.ID] = true
			at, err := time.Parse(time.RFC3339, e.Updated)
			if err != nil || i > 0 && at.After(before) || !strings.HasSuffix(e.Updated, "+08:00") {
				t.Errorf("%s: entry %d is of %q, after %v: %v", name, i, e.Updated, before, err)
			}
			before = at
			target := b.target(t, name, e.Link.Href)
			if _, ok := b.files[target]; !ok {
				t.Errorf("%s: nothing at %q", name, e.Link.Href)
			}
			if owner := path.Dir(name); owner != "." && !strings.HasPrefix(target, owner+"/") && !strings.HasPrefix(target, "notices/") {
				t.Errorf("%s has what is not its own: %s", name, target)
			}
		}
		b.sameJSON(t, strings.TrimSuffix(name, "xml")+"json", feed)
	}
	if feeds == 0 {
		t.Error("no feeds")
	}
}

// target is the file that a link of a feed leads to. It is absolute if the site says where it stands.
func (b *built) target(t *testing.T, from, href string) string {
	t.Helper()
	if base := b.Plan.Site.Config.BaseURL.V; base != "" {
		rest, ok := strings.CutPrefix(href, base)
		if !ok {
			t.Errorf("%s: %q does not begin with %s", from, href, base)
		}
		rest, _ = url.PathUnescape(rest)
		return rest
	}
	href, _ = url.PathUnescape(href)
	return path.Join(path.Dir(from), href)
}

func (b *built) sameJSON(t *testing.T, name string, atom atomFeed) {
	t.Helper()
	var feed struct {
		Version, Title, Description string
		HomePage                    string `json:"home_page_url"`
		Feed                        string `json:"feed_url"`
		Items                       []struct {
			ID, URL, Title string
			Text           string `json:"content_text"`
			Published      string `json:"date_published"`
		}
	}
	if err := json.Unmarshal([]byte(b.files[name]), &feed); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	absolute := b.Plan.Site.Config.BaseURL.V != ""
	if feed.Version != "https://jsonfeed.org/version/1.1" || feed.Title != atom.Title || feed.Description != atom.Subtitle || len(feed.Items) != len(atom.Entries) {
		t.Fatalf("%s: not the feed beside it", name)
	}
	if (feed.HomePage != "") != absolute || (feed.Feed != "") != absolute {
		t.Errorf("%s: home %q, feed %q", name, feed.HomePage, feed.Feed)
	}
	for i, item := range feed.Items {
		e := atom.Entries[i]
		if item.ID != e.ID || item.Title != e.Title || item.Published != e.Updated || item.Text == "" || e.Summary != "" && item.Text != e.Summary {
			t.Errorf("%s: item %d is %+v, not %+v", name, i, item, e)
		}
		if absolute != (item.URL != "") || absolute && item.URL != e.Link.Href {
			t.Errorf("%s: item %d: url %q, not %q", name, i, item.URL, e.Link.Href)
		}
	}
}

// What the notices page lists is in the site's feed, but for what is older than the oldest entry and what has no date.
func TestFeedHasTheNotices(t *testing.T) {
	eachSite(t, func(t *testing.T, b *built) {
		var listed, fed []string
		feed := b.atom(t, "feed.xml")
		for _, e := range feed.Entries {
			if target := b.target(t, "feed.xml", e.Link.Href); strings.HasPrefix(target, "notices/") {
				fed = append(fed, target)
			}
		}
		oldest := feed.Entries[len(feed.Entries)-1].Updated[:len("2024-08-31")]
		for _, p := range b.Plan.Site.Pages {
			if p.Section() == "notices" && p.Front.Date != nil && p.Front.Date.String() > oldest {
				listed = append(listed, p.Path+"/index.html")
			}
		}
		page := b.files["notices/index.html"]
		for _, name := range fed {
			if !strings.Contains(page, `href="`+strings.TrimPrefix(name, "notices/")+`"`) {
				t.Errorf("the feed has %s, the page has not", name)
			}
		}
		for _, name := range listed {
			if !slices.Contains(fed, name) {
				t.Errorf("the feed lacks %s", name)
			}
		}
		if len(fed) == 0 {
			t.Error("no notice in the feed")
		}
	})
}

// A later as-of date brings new entries and changes numbers, but no entry gets another id.
func TestFeedIDsStay(t *testing.T) {
	e := examples()[0]
	now := e.built().must(t)
	earlier := now.Plan.Site.Horizon.AddMonths(-1)
	before := buildAll(e.folder(t), site.Options{AsOf: &earlier}).must(t)
	ids := func(b *built) map[string]string {
		ids := map[string]string{}
		for _, entry := range b.atom(t, "feed.xml").Entries {
			ids[b.target(t, "feed.xml", entry.Link.Href)] = entry.ID
		}
		return ids
	}
	then, same := ids(before), 0
	for page, id := range ids(now) {
		if old, ok := then[page]; ok {
			same++
			if old != id {
				t.Errorf("%s was %s, is %s", page, old, id)
			}
		}
	}
	if same < 5 {
		t.Errorf("only %d pages are in both feeds", same)
	}
}

// Calendars keep to the grammar of RFC 5545: lines of at most 75 octets that end in CRLF and cut no character, properties
// in their places, unique UIDs, an end after its beginning. They have the days of the calendar page.
func TestCalendarFiles(t *testing.T) { eachSite(t, checkCalendarFiles) }

func checkCalendarFiles(t *testing.T, b *built) {
	config := b.Plan.Site.Config
	all := map[string]bool{}
	for _, name := range b.paths() {
		if path.Ext(name) != ".ics" {
			continue
		}
		for _, event := range parseCalendar(t, name, b.files[name], config.Notice.In(config.Language)) {
			all[event["UID"]] = true
		}
	}
	if (len(config.Events) > 0) != (len(all) > 0) {
		t.Fatalf("%d days of %d events", len(all), len(config.Events))
	}
	if len(config.Events) == 0 {
		return
	}
	whole := parseCalendar(t, "calendar.ics", b.files["calendar.ics"], config.Notice.In(config.Language))
	if len(whole) != len(all) {
		t.Errorf("calendar.ics has %d days, all calendars together %d", len(whole), len(all))
	}
	// Day by day, as the calendar itself says.
	first := b.Plan.Site.Horizon + 1
	for i := range config.Events {
		e := &config.Events[i]
		for d := first; d <= first.AddMonths(12)-1; d++ {
			on := slices.Contains(b.Plan.Site.Calendar.Days(e.Rule, d, d), d)
			if uid := e.ID.V + "-" + d.String() + "@" + config.ID; all[uid] != on {
				t.Errorf("%s: in the calendar file %v, in the calendar %v", uid, all[uid], on)
			}
		}
	}
}

var contentLine = regexp.MustCompile(`^([A-Z-]+)((?:;[A-Z-]+=[A-Za-z0-9-]+)*):(.*)$`)

// parseCalendar reads a calendar strictly and gives its events by property.
func parseCalendar(t *testing.T, name, text, notice string) (events []map[string]string) {
	t.Helper()
	if !strings.HasSuffix(text, "\r\n") {
		t.Fatalf("%s: the last line is not ended", name)
	}
	var unfolded []string
	for _, line := range strings.Split(strings.TrimSuffix(text, "\r\n"), "\r\n") {
		if len(line) > 75 || strings.ContainsAny(line, "\r\n") || !utf8.ValidString(line) {
			t.Errorf("%s: a bad line of %d octets: %q", name, len(line), line)
		}
		if rest, ok := strings.CutPrefix(line, " "); ok && len(unfolded) > 0 {
			unfolded[len(unfolded)-1] += rest
		} else {
			unfolded = append(unfolded, line)
		}
	}
	var event map[string]string
	calendar := map[string]string{}
	uids := map[string]bool{}
	for i, line := range unfolded {
		m := contentLine.FindStringSubmatch(line)
		if m == nil {
			t.Fatalf("%s: %q is no content line", name, line)
		}
		key, value := m[1], m[3]
		switch {
		case i == 0 && line != "BEGIN:VCALENDAR", i == len(unfolded)-1 && line != "END:VCALENDAR":
			t.Errorf("%s: %q is in the wrong place", name, line)
		case line == "BEGIN:VEVENT" && event == nil:
			event = map[string]string{}
		case line == "END:VEVENT" && event != nil:
			if uids[event["UID"]] || event["UID"] == "" || event["SUMMARY"] == "" || event["DTSTAMP"] == "" || event["DTSTART"] == "" {
				t.Errorf("%s: an event lacks something or is there twice: %v", name, event)
			}
			if end := event["DTEND"]; end != "" && (end <= event["DTSTART"] || len(end) != len(event["DTSTART"])) {
				t.Errorf("%s: from %s to %s", name, event["DTSTART"], end)
			}
			uids[event["UID"]] = true
			events = append(events, event)
			event = nil
		case event != nil:
			if _, twice := event[key]; twice {
				t.Errorf("%s: %s twice in an event", name, key)
			}
			event[key] = value
		case i > 0 && i < len(unfolded)-1:
			calendar[key] = value
		}
	}
	unescaped := strings.NewReplacer(`\\`, `\`, `\;`, `;`, `\,`, `,`, `\n`, "\n").Replace(calendar["DESCRIPTION"])
	if calendar["VERSION"] != "2.0" || calendar["PRODID"] == "" || unescaped != notice {
		t.Errorf("%s: %v", name, calendar)
	}
	return events
}

// With base_url there is a sitemap of all pages to read; without it there is none, and robots.txt names none.
func TestSitemap(t *testing.T) {
	with := 0
	eachSite(t, func(t *testing.T, b *built) {
		base := b.Plan.Site.Config.BaseURL.V
		text, ok := b.files["sitemap.xml"]
		if ok != (base != "") || strings.Contains(b.files["robots.txt"], "Sitemap:") != ok {
			t.Fatalf("base_url %q, sitemap %v, robots %q", base, ok, b.files["robots.txt"])
		}
		if !ok {
			return
		}
		wellFormed(t, "sitemap.xml", text)
		var set struct {
			URLs []struct {
				Loc string `xml:"loc"`
			} `xml:"url"`
		}
		if err := xml.Unmarshal([]byte(text), &set); err != nil {
			t.Fatal(err)
		}
		listed := map[string]bool{}
		for _, u := range set.URLs {
			listed[b.target(t, "sitemap.xml", u.Loc)] = true
		}
		for _, l := range b.Plan.Listed() {
			if want := l.Layout != "missing.html" && l.Layout != "moved.html"; listed[l.Path] != want {
				t.Errorf("%s is in the sitemap: %v", l.Path, !want)
			}
		}
		if len(listed) != len(set.URLs) {
			t.Errorf("%d addresses, %d different ones", len(set.URLs), len(listed))
		}
	})
	for _, e := range examples() {
		if e.built().must(t).Plan.Site.Config.BaseURL.V != "" {
			with++
		}
	}
	if with == 0 || with == len(examples()) {
		t.Errorf("%d of %d examples have a base_url: one way of the two is not tested", with, len(examples()))
	}
}

// Every page names the site, sections and notices themselves too, and no tag is empty or there twice.
func TestGovernmentTags(t *testing.T) {
	eachSite(t, func(t *testing.T, b *built) {
		columns, articles := 0, 0
		for name, page := range b.eachPage(t) {
			tags := map[string]string{}
			for _, e := range page.named("meta") {
				key := strings.ToLower(e.attrs["name"])
				if key == "" {
					continue
				}
				if _, twice := tags[key]; twice || e.attrs["content"] == "" {
					t.Errorf("%s: the tag %s is empty or there twice", name, key)
				}
				tags[key] = e.attrs["content"]
			}
			if tags["sitename"] == "" || (tags["sitedomain"] != "") != (b.Plan.Site.Config.BaseURL.V != "") {
				t.Errorf("%s: SiteName %q, SiteDomain %q", name, tags["sitename"], tags["sitedomain"])
			}
			if tags["columnname"] != "" && tags["columndescription"] != "" {
				columns++
			}
			if path.Dir(path.Dir(name)) != "notices" {
				continue
			}
			articles++
			if _, err := time.Parse("2006-01-02 15:04", tags["pubdate"]); err != nil || tags["articletitle"] == "" || tags["contentsource"] == "" || tags["columnname"] == "" {
				t.Errorf("%s: %v", name, tags)
			}
		}
		if columns < 3 || articles == 0 {
			t.Errorf("%d sections, %d notices", columns, articles)
		}
	})
}

// Feeds and calendars have nothing that is not on a page: summaries come from public figures and texts only.
func TestFeedsSayWhatPagesSay(t *testing.T) {
	b := examples()[0].built().must(t)
	for _, e := range b.atom(t, "feed.xml").Entries {
		target := b.target(t, "feed.xml", e.Link.Href)
		if !strings.HasPrefix(target, "boards/") {
			continue
		}
		pages, err := b.parsed()
		if err != nil {
			t.Fatal(err)
		}
		squeeze := func(s string) string { return strings.Join(strings.Fields(s), "") }
		summary, day, dated := strings.Cut(strings.TrimSuffix(e.Summary, "…"), "数据截至") // the day stands in the head of the page
		words := squeeze(pages[target].named("body")[0].words())
		if !strings.Contains(words, squeeze(summary)) || dated && !strings.Contains(words, "数据截至"+strings.TrimSuffix(day, "。")) {
			t.Errorf("%s does not say %q", target, e.Summary)
		}
	}
}
