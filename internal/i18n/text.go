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

// In gives the words in the first of the languages asked for, or in its other Chinese script, that the text is in; else
// the plain ones, else any.
func (t Text) In(langs ...string) string {
	words, _ := t.Find(langs...)
	return words
}

// Find is [Text.In] with the language that the words are in; "" is the site's default language.
func (t Text) Find(langs ...string) (words, lang string) {
	if len(t.by) == 0 {
		return t.plain, ""
	}
	for _, lang := range langs {
		if words, lang, ok := t.written(lang); ok {
			return words, lang
		}
	}
	if words, lang, ok := t.written("zh-Hans"); ok {
		return words, lang
	}
	lang = slices.Min(slices.Collect(maps.Keys(t.by)))
	return t.by[lang], lang
}

// written gives the words in a language or in its other Chinese script.
func (t Text) written(lang string) (string, string, bool) {
	for _, tag := range [...]string{lang, otherScript(lang)} {
		if words, ok := t.by[tag]; ok {
			return words, tag, true
		}
	}
	return "", "", false
}

// Empty is true of a text without words.
func (t Text) Empty() bool { return t.plain == "" && len(t.by) == 0 }

// Chain is the languages in which something is looked for: each as asked for, and after it the other Chinese script.
func Chain(langs ...string) []string {
	var chain []string
	for _, lang := range langs {
		for _, tag := range []string{lang, otherScript(lang)} {
			if tag != "" && !slices.Contains(chain, tag) {
				chain = append(chain, tag)
			}
		}
	}
	return chain
}

// otherScript is the other Chinese script; "" of any other language.
func otherScript(lang string) string {
	switch lang {
	case "zh-Hans":
		return "zh-Hant"
	case "zh-Hant":
		return "zh-Hans"
	}
	return ""
}
