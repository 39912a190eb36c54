package toml

import (
	"strings"
	"testing"

	"github.com/lanewall/lanewall/internal/diag"
)

func TestQuote(t *testing.T) {
	for text, want := range map[string]string{
		"灯":            `"灯"`,
		"":             `""`,
		`"急"`:          `'"急"'`,
		`C:\台账`:        `'C:\台账'`,
		`it's "it" \`:  `"it's \"it\" \\"`,
		"一\n二\x00\x7f": `"一\n二\u0000\u007F"`,
		"\xff":         "\"\ufffd\"",
	} {
		if got := Quote(text); got != want {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
}

// FuzzQuote: text and keys read back as they were.
func FuzzQuote(f *testing.F) {
	for _, text := range []string{"灯", `"'\`, "\x00\r\n\t\x7f\u0085\u2028\ufeff", "'''", `"""`, "\xff\xfe", "a-b_1"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		doc, problems := Parse(&diag.Source{Text: []byte(QuoteKey(text) + " = " + Quote(text) + "\n")})
		if len(problems) > 0 {
			t.Fatal(problems[0].Format(diag.English))
		}
		want := strings.ToValidUTF8(text, "\ufffd")
		if e := doc.Get(want); len(doc.Entries) != 1 || e == nil || e.Value.Plain() != want {
			t.Errorf("%q: %v", text, doc.Entries)
		}
	})
}
