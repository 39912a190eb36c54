package i18n

import (
	"fmt"
	"maps"
	"slices"
)

// Text is words that a site gives in one language or in several: a TOML string, or { zh-Hans = "…", en = "…" }.
type Text struct {
	plain string            // in the site's default language
	by    map[string]string // by language tag
}

// Plain is words in the site's default language.
func Plain(s string) Text { return Text{plain: s} }

// In is words in several languages, by tag.
func In(by map[string]string) Text { return Text{by: by} }

// UnmarshalTOML takes a string or a table of strings by language.
func (t *Text) UnmarshalTOML(data any) error {
	switch v := data.(type) {
	case string:
		*t = Text{plain: v}
		return nil
	case map[string]any:
		*t = Text{by: map[string]string{}}
		for _, lang := range slices.Sorted(maps.Keys(v)) {
			s, ok := v[lang].(string)
			if !ok {
				return fmt.Errorf("%s 应为文字 (must be text)", lang)
			}
			t.by[lang] = s
		}
		return nil
	}
	return fmt.Errorf(`应为文字或 { zh-Hans = "…", en = "…" } (want text or a table of texts)`)
}

// In gives the words in a language, else in the other Chinese script, else the plain ones, else any, in the order
// of the tags.
func (t Text) In(lang string) string {
	for _, tag := range fallback(lang) {
		if s, ok := t.by[tag]; ok {
			return s
		}
	}
	if t.plain != "" || len(t.by) == 0 {
		return t.plain
	}
	return t.by[slices.Min(slices.Collect(maps.Keys(t.by)))]
}

// Empty is true of a text without words.
func (t Text) Empty() bool { return t.plain == "" && len(t.by) == 0 }

func fallback(lang string) []string {
	switch lang {
	case "zh-Hans":
		return []string{lang, "zh-Hant"}
	case "zh-Hant":
		return []string{lang, "zh-Hans"}
	}
	return []string{lang, "zh-Hans", "zh-Hant"}
}
