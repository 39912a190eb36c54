package build

import (
	"regexp"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/lanewall/lanewall/internal/civil"
	"github.com/lanewall/lanewall/internal/ledger"
	"github.com/lanewall/lanewall/internal/site"
)

// A light says nothing without its day: “截至2024年8月31日：超期未结”. Wherever a page of a site prints one, in a table, a
// list, a map or what a reader hears of them, the day stands in the same words; where figures are counted by lights it
// stands in the caption of the table or chart. It is the day that the page itself speaks for.
func TestLightsSayTheirDay(t *testing.T) {
	var seen atomic.Int64
	t.Run("sites", func(t *testing.T) {
		eachSite(t, func(t *testing.T, b *built) { seen.Add(checkLights(t, b)) })
	})
	if seen.Load() < 1000 {
		t.Errorf("only %d lights in all sites: the test has nothing to look at", seen.Load())
	}
}

var (
	lightDay = regexp.MustCompile(`(?:截至|[Aa]s of |[Uu]p to )(\d+年\d+月\d+日|\d+ \w+ \d+)`)
	pageDay  = regexp.MustCompile(`(?:数据截至|資料截至|Data up to )(\d+年\d+月\d+日|\d+ \w+ \d+)`)
)

func checkLights(t *testing.T, b *built) (seen int64) {
	f := &faults{T: t}
	defer f.done()
	for name, page := range b.eachPage(t) {
		_, lang := b.languageOf(name)
		words, marks := lightWords(b.Plan.Site, lang)
		head := ""
		for _, e := range page.named("header") {
			if day := pageDay.FindStringSubmatch(e.words()); day != nil {
				head = day[1]
			}
		}
		for _, e := range page.all(func(*element) bool { return true }) {
			for attr, value := range e.attrs {
				if e.name == "meta" && strings.Contains(name, "statistics/") {
					continue // what a number means, on any day
				}
				if slices.ContainsFunc(words[1:], func(w string) bool { return strings.Contains(value, w) }) && !lightDay.MatchString(value) {
					f.add("%s: %s=%q has a light without its day", name, attr, value)
				}
			}
			word, own := e.ownText(), slices.Contains(strings.Fields(e.attrs["class"]), "light")
			switch {
			case own && slices.Contains(marks, word):
				continue
			case !slices.Contains(words, word), word == words[0] && !own && !strings.HasPrefix(e.attrs["class"], "state"):
				if own {
					f.add("%s: %q is neither a light nor a mark", name, e.words())
				}
				continue
			}
			seen++
			day := lightDay.FindStringSubmatch(scopeOf(e))
			if day == nil {
				f.add("%s: no day stands with %q", name, e.words())
			} else if head != "" && day[1] != head {
				f.add("%s speaks for %s, %q for another day", name, head, e.words())
			}
		}
	}
	return seen
}

// lightWords is what the lights of a site are called, the one that means nothing to do first, and what its marks are.
func lightWords(s *site.Site, lang string) (lights, marks []string) {
	lights = []string{""}
	for _, table := range s.Ledgers {
		for _, rule := range table.Kind.Derived {
			c := table.Column(rule.Name)
			if c == nil || c.Type != ledger.Choice {
				continue
			}
			for code, word := range c.Words() {
				label := c.Label(uint32(code), lang)
				switch {
				case rule.Rule == "light" && word == civil.Normal.String():
					lights[0] = label
				case c.Band(uint32(code)) > 0:
					marks = append(marks, label)
				case rule.Rule == "light" && (word == civil.Half.String() || word == civil.Overdue.String()):
					lights = append(lights, label)
				}
			}
		}
	}
	return lights, marks
}

// ownText is the text of an element without that of the elements in it.
func (e *element) ownText() string {
	var text strings.Builder
	for _, c := range e.children {
		text.WriteString(c.text)
	}
	return strings.TrimSpace(text.String())
}

// scopeOf is the words that say of which day an element speaks: its own, or those of the caption above it.
func scopeOf(e *element) string {
	if text := e.words(); lightDay.MatchString(text) {
		return text
	}
	for e = e.parent; e != nil; e = e.parent {
		if e.name == "table" || e.name == "figure" {
			var text []string
			for _, caption := range e.named("caption", "figcaption") {
				text = append(text, caption.words())
			}
			return strings.Join(text, " ")
		}
	}
	return ""
}
