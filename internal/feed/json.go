package feed

import (
	"bytes"
	"cmp"
	"encoding/json"

	"github.com/lanewall/lanewall/internal/plan"
)

type jsonFeed struct {
	Version     string       `json:"version"`
	Title       string       `json:"title"`
	HomePage    string       `json:"home_page_url,omitempty"`
	Feed        string       `json:"feed_url,omitempty"`
	Description string       `json:"description,omitempty"` // the site's notice
	Language    string       `json:"language"`
	Authors     []jsonAuthor `json:"authors"`
	Items       []jsonItem   `json:"items"`
}

type jsonAuthor struct {
	Name string `json:"name"`
}

type jsonItem struct {
	ID        string       `json:"id"`
	URL       string       `json:"url,omitempty"`
	Title     string       `json:"title"`
	Text      string       `json:"content_text"`
	Published string       `json:"date_published"`
	Authors   []jsonAuthor `json:"authors,omitempty"`
	Tags      []string     `json:"tags,omitempty"`
}

// json writes a feed as JSON Feed. An item must have a text: without a summary it is the title.
func (w writer) json(f *plan.Feed) ([]byte, error) {
	c, lang := &w.Site.Config, w.Site.Config.Language
	feed := jsonFeed{
		Version: "https://jsonfeed.org/version/1.1", Title: f.Title, HomePage: w.Address(f.Page), Feed: w.Address(f.Path("json")),
		Description: c.Notice.In(lang), Language: lang, Authors: []jsonAuthor{{c.Issuer.In(lang)}}, Items: []jsonItem{},
	}
	for _, e := range w.Entries(f) {
		item := jsonItem{ID: w.id(e.Page), URL: w.Address(e.Page), Title: e.Title, Text: cmp.Or(e.Summary, e.Title), Published: w.stamp(e.Day)}
		if e.Category != "" {
			item.Tags = []string{e.Category}
		}
		if e.Author != "" {
			item.Authors = []jsonAuthor{{e.Author}}
		}
		feed.Items = append(feed.Items, item)
	}
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", " ")
	err := encoder.Encode(feed)
	return b.Bytes(), err
}
