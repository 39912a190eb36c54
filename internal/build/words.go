package build

import (
	"maps"
	"slices"
	"strings"

	"github.com/lanewall/lanewall/internal/diag"
	"github.com/lanewall/lanewall/internal/i18n"
	"github.com/lanewall/lanewall/internal/site"
	"github.com/lanewall/lanewall/internal/theme"
)

// printers gives a printer for each language of the site, its own first. What the theme's templates or the program ask for
// and a language has no message for is an error: no page shows a key, nor a word of another language for want of one.
func printers(s *site.Site, t *theme.Theme) ([]*i18n.Printer, diag.List) {
	var words []*i18n.Printer
	var problems diag.List
	for _, lang := range s.Config.Languages {
		if t.Messages[lang.V] == nil {
			tags := slices.Sorted(maps.Keys(t.Messages))
			problems.Add("unknown-language", lang.Pos, lang.V, diag.Choice{Given: lang.V, Names: tags}, t.Name)
			continue
		}
		p, err := i18n.NewPrinter(lang.V, t.Messages)
		if err != nil {
			problems.Add("bad-message", diag.Pos{}, "", err.Error())
			return nil, problems
		}
		words = append(words, p)
	}
	problems.Append(missing(t, words))
	return words, problems
}

// missing is what languages have no message for. A message that a template of the site's own asks for is missing at that
// place; of those that the built-in theme has, a language lacks them as a whole.
func missing(t *theme.Theme, words []*i18n.Printer) diag.List {
	var problems diag.List
	asked := t.Asked()
	for _, a := range asked {
		var without []string
		for _, p := range words {
			if !p.Own(a.ID) {
				without = append(without, p.Lang)
			}
		}
		if len(without) > 0 {
			problems.Add("missing-message", a.Pos, a.ID, strings.Join(without, " "), diag.Choice{Given: a.ID, Names: words[0].IDs()})
		}
	}
	for _, p := range words {
		lacking := slices.DeleteFunc(p.Lacking(), func(id string) bool {
			return t.Adds(id) || slices.ContainsFunc(asked, func(a theme.Asked) bool { return a.ID == id })
		})
		if len(lacking) > 0 {
			problems.Add("missing-messages", t.Catalogue(p.Lang), p.Lang, len(lacking), diag.Several(lacking))
		}
	}
	return problems
}
