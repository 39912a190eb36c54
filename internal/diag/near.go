package diag

import (
	"fmt"
	"strings"
)

// Choice is an argument that helps with a misspelt name: the near one if there is one, else all that may stand there.
type Choice struct {
	Given string
	Names []string
}

// choiceShown bounds how many names a hint lists.
const choiceShown = 12

// In says “did you mean …” or lists the names.
func (c Choice) In(lang Lang) string {
	if near := Near(c.Given, c.Names); near != "" {
		return [...]string{"是不是 " + near + "？", "did you mean " + near + "?"}[lang]
	}
	if len(c.Names) == 0 {
		return [...]string{"这里还没有可用的名称", "there is none yet"}[lang]
	}
	names, more := c.Names, ""
	if len(names) > choiceShown {
		names, more = names[:choiceShown], " …"
	}
	return [...]string{"可用：", "one of: "}[lang] + strings.Join(names, [...]string{"、", ", "}[lang]) + more
}

// Several is names in a message, of many only the first.
type Several []string

// In joins the names.
func (s Several) In(lang Lang) string {
	names, more := []string(s), ""
	if len(names) > choiceShown {
		names = names[:choiceShown]
		more = [...]string{fmt.Sprintf(" 等 %d 个", len(s)), fmt.Sprintf(" and %d more", len(s)-choiceShown)}[lang]
	}
	return strings.Join(names, [...]string{"、", ", "}[lang]) + more
}

// Near is the name closest to given, at most two edits (one for names of up to four letters) away; "" if none is.
func Near(given string, names []string) string {
	best, bestDistance := "", 3
	if len(given) > nearest {
		return "" // it may be megabytes long
	}
	g := []rune(strings.ToLower(given))
	if len(g) <= 4 {
		bestDistance = 2
	}
	for _, name := range names {
		if d := editDistance(g, []rune(strings.ToLower(name))); d < bestDistance && d < len(g) {
			best, bestDistance = name, d
		}
	}
	return best
}

// nearest bounds the names that are compared, in bytes.
const nearest = 200

// editDistance counts insertions, deletions, substitutions and swaps of neighbours (optimal string alignment).
func editDistance(a, b []rune) int {
	var older []int
	old, row := make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range old {
		old[j] = j
	}
	for i := range a {
		row[0] = i + 1
		for j := range b {
			cost := 1
			if a[i] == b[j] {
				cost = 0
			}
			row[j+1] = min(old[j+1]+1, row[j]+1, old[j]+cost)
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				row[j+1] = min(row[j+1], older[j-1]+1)
			}
		}
		older, old, row = old, row, make([]int, len(b)+1)
	}
	return old[len(b)]
}
