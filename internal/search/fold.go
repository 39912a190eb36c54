package search

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

//go:embed simplified.txt
var simplifiedText string

// simplified is the character that a traditional one is folded to.
var simplified = sync.OnceValue(func() map[rune]rune {
	table := map[rune]rune{}
	for line := range strings.Lines(simplifiedText) {
		if pair := []rune(strings.TrimSpace(line)); len(pair) == 2 {
			table[pair[0]] = pair[1]
		}
	}
	return table
})

// Fold writes a text in the way in which texts are compared: normal form KC, which takes away full and half width, small
// letters, simplified characters. The script of the search page does the same with what is asked.
func Fold(text string) []rune {
	table := simplified()
	folded := []rune(norm.NFKC.String(text))
	for i, r := range folded {
		r = unicode.ToLower(r)
		if s, ok := table[r]; ok {
			r = s
		}
		folded[i] = r
	}
	return folded
}

// breaks is what parts words: spaces, punctuation and symbols, from and to. It is a table of our own and not a property
// of Unicode, which is another one in each browser: what the index takes for a word, the script has to as well.
var breaks = [][2]rune{
	{0, '0' - 1}, {'9' + 1, '@'}, {'[', '`'}, {'{', 0xBF}, {0xD7, 0xD7}, {0xF7, 0xF7}, {0x2000, 0x2BFF}, {0x2E00, 0x2E7F}, {0x3000, 0x3004},
	{0x3008, 0x3020}, {0x3030, 0x303F}, {0x30FB, 0x30FB}, {0xE000, 0xF8FF}, {0xFE00, 0xFE6F}, {0xFF00, 0xFF65}, {0xFFE0, 0xFFFF}, {0x1F000, 0x1FAFF},
}

func isBreak(r rune) bool {
	if r >= 0x4E00 && r < 0xE000 { // most there is
		return false
	}
	return slices.ContainsFunc(breaks, func(b [2]rune) bool { return b[0] <= r && r <= b[1] })
}

// Terms is the words of a query: a document is found that has each of them somewhere, letter by letter.
func Terms(query string) []string {
	terms := strings.FieldsFunc(string(Fold(query)), isBreak)
	slices.Sort(terms)
	return slices.Compact(terms)
}

// key is a number as it is looked up: of 江呼〔2019〕12号 and 2019-09-0012 only letters and digits count.
func key(number string) string {
	return string(slices.DeleteFunc(Fold(number), isBreak))
}
