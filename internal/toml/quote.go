package toml

import (
	"fmt"
	"strings"
)

// Quote is text as TOML has it, on one line. Bytes that are no UTF-8 become U+FFFD. Text with quotation marks or
// backslashes stands in single quotes, where they mean themselves; only what cannot stand there is escaped, so that a
// ledger's file stays plain (see [Rows]) wherever its characters allow.
func Quote(text string) string {
	text = strings.ToValidUTF8(text, "\ufffd")
	control := func(r rune) bool { return r < ' ' && r != '\t' || r == 0x7f }
	switch {
	case strings.IndexFunc(text, control) >= 0:
	case !strings.ContainsAny(text, `"\`):
		return `"` + text + `"`
	case !strings.Contains(text, "'"):
		return "'" + text + "'"
	}
	return escaped(text)
}

// QuoteKey is a key as TOML has it: bare if it can be.
func QuoteKey(key string) string {
	if isBare(key) {
		return key
	}
	return escaped(strings.ToValidUTF8(key, "\ufffd"))
}

var escapes = map[rune]string{'\b': `\b`, '\t': `\t`, '\n': `\n`, '\f': `\f`, '\r': `\r`, '"': `\"`, '\\': `\\`}

func escaped(text string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range text {
		short, ok := escapes[r]
		switch {
		case ok:
			b.WriteString(short)
		case r < ' ' || r == 0x7f:
			fmt.Fprintf(&b, `\u%04X`, r)
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}
