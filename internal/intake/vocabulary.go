package intake

import (
	_ "embed"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/lanewall/lanewall/internal/diag"
	"github.com/lanewall/lanewall/internal/ledger"
	"github.com/lanewall/lanewall/internal/toml"
)

//go:embed words.toml
var wordsText []byte

// vocabulary is what offices call the columns of a kind, and what stands in a table that is no row of it. Words are as
// [plainWord] gives them.
type vocabulary struct {
	targets map[string]target // by what a header may say
	running map[string]bool
	totals  map[string]bool
	notes   []string
	blanks  map[string]bool
	unlike  map[string]bool // words before a header that make it mean something else
}

// target is a column of the kind that a header means, and how surely: see the grades.
type target struct {
	name  string // received, rating.response
	grade int
}

// Grades of likeness. A column's own title goes before what offices call it elsewhere, and that of the kind before
// that of all kinds.
const (
	gradeOwn     = 100
	gradeKind    = 90
	gradeGeneral = 80
	gradeNear    = 60
)

func newVocabulary(kind *ledger.Kind) *vocabulary {
	words, _ := toml.Parse(&diag.Source{Name: "words.toml", Text: wordsText})
	v := &vocabulary{targets: map[string]target{}}
	v.running, v.totals, v.blanks = wordSet(words, "running"), wordSet(words, "totals"), wordSet(words, "blanks")
	v.unlike = wordSet(words, "unlike")
	for word := range wordSet(words, "notes") {
		v.notes = append(v.notes, word)
	}
	slices.Sort(v.notes)
	for _, lang := range []string{"zh-Hans", "en"} {
		for _, c := range Columns(kind, lang) {
			v.add(c.Header(), target{c.name(), gradeOwn})
			v.add(c.Title, target{c.name(), gradeOwn})
			v.add(c.name(), target{c.name(), gradeOwn})
		}
	}
	v.section(words, kind.Name, kind, gradeKind)
	v.section(words, "field", kind, gradeGeneral)
	return v
}

// section takes the words of a kind, for the columns that this one has.
func (v *vocabulary) section(words *toml.Table, name string, kind *ledger.Kind, grade int) {
	has := map[string]bool{}
	for _, c := range Columns(kind, "zh-Hans") {
		has[c.name()] = true
	}
	for _, table := range words.Tables(name) {
		for _, e := range table.Entries {
			for _, word := range texts(e.Value) {
				if has[e.Key] {
					v.add(word, target{e.Key, grade})
				}
			}
		}
	}
}

func (v *vocabulary) add(word string, t target) {
	if key := plainWord(word); key != "" && v.targets[key].grade < t.grade {
		v.targets[key] = t
	}
}

func wordSet(words *toml.Table, name string) map[string]bool {
	set := map[string]bool{}
	if e := words.Get(name); e != nil {
		for _, word := range texts(e.Value) {
			set[plainWord(word)] = true
		}
	}
	return set
}

func texts(v toml.Value) []string {
	var words []string
	items, _ := v.Data.([]toml.Value)
	for _, item := range items {
		if word, ok := item.Data.(string); ok {
			words = append(words, word)
		}
	}
	return words
}

// plainWord is a word for comparison: full-width forms made narrow, without spaces, small, without the signs of a header.
func plainWord(word string) string {
	word = strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) || r == ':' || r == '*' {
			return -1
		}
		return unicode.ToLower(r)
	}, norm.NFKC.String(word))
	return word
}

var bracketed = regexp.MustCompile(`\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】`)

// unbracketed is a word without what brackets add.
func unbracketed(word string) string {
	if !strings.ContainsAny(word, "([【") {
		return word
	}
	return bracketed.ReplaceAllString(word, "")
}

// mean is the column that a header means, and how surely; the zero target is none. A near one ends with a word of the
// column: 诉求受理时间. Texts that everybody will read have to be named exactly.
func (v *vocabulary) mean(kind *ledger.Kind, header string) target {
	key := plainWord(header)
	if t, ok := v.targets[key]; ok {
		return t
	}
	bare := unbracketed(key)
	for _, inner := range bracketed.FindAllString(key, -1) {
		if v.unlike[strings.Trim(inner, "()[]【】")] { // 办结时间（计划）
			return target{}
		}
	}
	if t, ok := v.targets[bare]; ok && bare != "" {
		return t
	}
	for at := range bare {
		word := bare[at:]
		if utf8.RuneCountInString(word) < shortestEnd {
			break
		}
		if t, ok := v.targets[word]; ok && at > 0 && !readByAll(kind, t.name) {
			if v.turned(bare[:at]) {
				return target{}
			}
			return target{t.name, gradeNear}
		}
	}
	return target{}
}

// shortestEnd is how many characters of a header say what it means, whatever stands before them.
const shortestEnd = 3

// turned tells whether what stands before a word makes it mean something else: 计划办结时间, 是否按时办结.
func (v *vocabulary) turned(before string) bool {
	for word := range v.unlike {
		if strings.Contains(before, word) {
			return true
		}
	}
	return false
}

// readByAll is true of free text that is published.
func readByAll(kind *ledger.Kind, name string) bool {
	f := kind.Field(name)
	return f != nil && f.Class == ledger.Public && (f.Type == ledger.Text || f.Type == ledger.List)
}

// isNote tells whether a line under a table begins like a note: 注：…, 填表人：…, 负责人签字：….
func (v *vocabulary) isNote(text string) bool {
	key := strings.TrimLeft(strings.ToLower(strings.Join(strings.Fields(norm.NFKC.String(text)), "")), "*※()")
	for _, word := range v.notes {
		rest, ok := strings.CutPrefix(key, word)
		if !ok {
			continue
		}
		if colon := strings.IndexRune(rest, ':'); rest == "" || 0 <= colon && utf8.RuneCountInString(rest[:colon]) <= 4 {
			return true
		}
		if first, _ := utf8.DecodeRuneInString(rest); strings.ContainsRune(";,.0123456789(/_-、。", first) {
			return true
		}
	}
	return false
}
