package plan

import (
	"strings"

	"github.com/lanewall/lanewall/internal/i18n"
)

// LanguageLink leads to a page in one of the site's languages.
type LanguageLink struct {
	Link
	Lang      string
	Current   bool
	Alternate string // the address of the page, if the site says where it stands; "" if the page is not in that language
}

// languageLinks leads from a page to the same in the other languages, or where one has no such page to its home page;
// nil if there is one language only.
func (m *maker) languageLinks(path string) []LanguageLink {
	if len(m.all.plans) < 2 {
		return nil
	}
	var links []LanguageLink
	for _, p := range m.all.plans {
		l := LanguageLink{Link: Link{Text: p.Words.Say("language-name")}, Lang: p.Words.Lang, Current: p == m.Plan}
		to := path
		if path == missingPath || !p.maker.paths[path] {
			to = homePath
		} else if m.Site.Config.BaseURL.V != "" {
			l.Alternate = m.absolute(p.Prefix + path)
		}
		l.Href = m.shared(path, p.Prefix+to)
		links = append(links, l)
	}
	return links
}

// ForeignChinese is the language of the Chinese on pages that are not in Chinese: the first of the site's own; "" on
// pages in Chinese, and where the site has one language only and marks what is in another itself.
func (p *Plan) ForeignChinese() string {
	if len(p.all.plans) < 2 || strings.HasPrefix(p.Words.Lang, "zh") {
		return ""
	}
	for _, other := range p.all.plans {
		if strings.HasPrefix(other.Words.Lang, "zh") {
			return other.Words.Lang
		}
	}
	return ""
}

// otherChinese is the language of the site's data on pages in the other Chinese script: "" where it is the same, and where
// [Plan.ForeignChinese] tells it from the page's own by the characters, which differ in more than their script.
func (m *maker) otherChinese() string {
	own := m.Site.Config.Language
	if own == m.Words.Lang || len(i18n.Chain(own)) < 2 || len(i18n.Chain(m.Words.Lang)) < 2 {
		return ""
	}
	return own
}
