package diag

import "regexp"

var argument = regexp.MustCompile(`%(\.\d+)?\[\d+\][a-z]`)

// Pattern is what a code's message and hint read like, with … where their arguments stand.
func Pattern(code string, lang Lang) (message, hint string) {
	e := entryOf(code)
	return argument.ReplaceAllString(e.message[lang], "…"), argument.ReplaceAllString(e.hint[lang], "…")
}
