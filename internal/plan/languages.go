package plan

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
