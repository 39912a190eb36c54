package site

import (
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/lanewall/lanewall/internal/diag"
	"github.com/lanewall/lanewall/internal/i18n"
	"github.com/lanewall/lanewall/internal/toml"
)

// ownLanguage is the language of a site that names none.
const ownLanguage = "zh-Hans"

// languages settles the languages of the site: those listed, else the one that it names. Whether there are words for
// them is for the theme to say.
func (l *loader) languages(table *toml.Table, c *Config) {
	one := table.Get("language")
	switch {
	case table.Get("languages") != nil && one != nil:
		l.problems.Add("second-language", one.Pos, c.Language)
	case one != nil:
		c.Languages = []toml.At[string]{{V: c.Language, Pos: one.Value.Pos}}
	}
	var listed []toml.At[string]
	for _, lang := range c.Languages {
		if slices.ContainsFunc(listed, func(l toml.At[string]) bool { return l.V == lang.V }) {
			l.problems.Add("second-language", lang.Pos, lang.V)
			continue
		}
		listed = append(listed, lang)
	}
	if len(listed) == 0 {
		listed = []toml.At[string]{{V: ownLanguage}}
	}
	c.Languages, c.Language = listed, listed[0].V
}

// Prefix is the folder of the pages in a language: "" of the site's own, en/.
func (c *Config) Prefix(lang string) string {
	if lang == c.Language {
		return ""
	}
	return lang + "/"
}

// has tells whether the site is published in a language.
func (c *Config) has(lang string) bool {
	return slices.ContainsFunc(c.Languages, func(l toml.At[string]) bool { return l.V == lang })
}

// In is the page as it is written in the first of the languages asked for, or in its other Chinese script; else as it was
// written first.
func (p *Page) In(langs ...string) *Page {
	for _, lang := range i18n.Chain(langs...) {
		if lang == p.Lang {
			return p
		}
		if t := p.translations[lang]; t != nil {
			return t
		}
	}
	return p
}

// languageOf is the language in the name of a translation, and the path of the page it is one of: notices/heat.en is
// notices/heat in en. It is "" of any other page.
func (c *Config) languageOf(name string) (lang, original string) {
	ext := path.Ext(name)
	if lang = strings.TrimPrefix(ext, "."); lang == "" || !c.has(lang) {
		return "", name
	}
	return lang, strings.TrimSuffix(name, ext)
}

// translation is a page in another language than the site's own, read before it is known whether there is the original.
type translation struct {
	*Page
	front *toml.Table
}

// tag is the end of a name that is a language's.
var tag = regexp.MustCompile(`^\.[A-Za-z]{2,3}([-_][A-Za-z]{2,8})?$`)

// translated gives the translations to their originals. What one does not say again in its front matter is as the original
// has it; of a draft nothing is published in any language.
func (l *loader) translated(originals map[string]*toml.Table, translations []translation) {
	for _, p := range l.site.Pages {
		if ext := path.Ext(p.Path); tag.MatchString(ext) && originals[strings.TrimSuffix(p.Path, ext)] != nil {
			var names []string
			for _, lang := range l.site.Config.Languages {
				names = append(names, lang.V)
			}
			l.problems.Add("unlisted-language", p.Pos, ext[1:], diag.Choice{Given: ext[1:], Names: names})
		}
	}
	for _, t := range translations {
		front, there := originals[t.Path]
		i := slices.IndexFunc(l.site.Pages, func(p *Page) bool { return p.Path == t.Path })
		switch {
		case t.Front.Draft:
		case t.Lang == l.site.Config.Language:
			l.problems.Add("second-language", t.Pos, t.Lang)
		case !there:
			l.problems.Add("no-original", t.Pos, t.Path+".md")
		case i >= 0:
			original := l.site.Pages[i]
			var whole Front
			toml.Bind(front, &whole) // what is wrong with either has been said
			toml.Bind(t.front, &whole)
			t.Front = whole
			if original.translations == nil {
				original.translations = map[string]*Page{}
			}
			original.translations[t.Lang] = t.Page
		}
	}
}
