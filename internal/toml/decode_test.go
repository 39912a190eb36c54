package toml

import (
	"strings"
	"testing"

	"github.com/lanewall/lanewall/internal/diag"
)

// TestTooDeep: what would overflow the stack, or take minutes, is an error at its place. An error that comes before it
// is said instead.
func TestTooDeep(t *testing.T) {
	for _, c := range []struct{ name, text, place, says string }{
		{"lists", "a = 1\nb = " + strings.Repeat("[", 1_000_000), "2:105", "nested too deep"},
		{"lists that end", "b = " + strings.Repeat("[", 200) + strings.Repeat("]", 200), "1:105", "nested too deep"},
		{"tables", "b = " + strings.Repeat("{a=", 300_000), "1:305", "nested too deep"},
		{"a dotted key", strings.Repeat("a.", 300_000) + "a = 1", "1:202", "nested too deep"},
		{"a dotted header", "[" + strings.Repeat("a.", 300_000) + "a]", "1:203", "nested too deep"},
		{"an error before it", "a = \nb = " + strings.Repeat("[", 1_000_000), "1:5", "expected value"},
		{"rows without an end", strings.Repeat("a = [\n", 200), "2:1", "expected value"},
	} {
		_, problems := Parse(source(c.text))
		if len(problems) != 1 || place(problems[0].Pos) != c.place || !strings.Contains(problems[0].Message(diag.English), c.says) {
			t.Errorf("%s: got %v at %v", c.name, problems[0].Args, place(problems[0].Pos))
		}
	}
	if _, problems := Parse(source("b = " + strings.Repeat("[", 100) + strings.Repeat("]", 100) + "\nc = [\"[[[\", 1.5] # {{{\n")); len(problems) > 0 {
		t.Error(problems)
	}
}

// TestManyKeys: a table of very many keys is read in a moment. When the time grew with the square of their number, this
// took minutes.
func TestManyKeys(t *testing.T) {
	var text strings.Builder
	text.WriteString("t = {")
	for i := range 200_000 {
		if i > 0 {
			text.WriteByte(',')
		}
		text.WriteString("k")
		for n := i; n > 0; n /= 26 {
			text.WriteByte(byte('a' + n%26))
		}
		text.WriteString("z=1")
	}
	text.WriteString("}\n")
	table, problems := Parse(source(text.String()))
	if len(problems) > 0 || len(table.Get("t").Value.Data.(*Table).Entries) != 200_000 {
		t.Fatal(problems)
	}
}

// TestAdvice: what is commonly wrong has a hint of its own.
func TestAdvice(t *testing.T) {
	for text, want := range map[string]string{
		"a = \"\xc8\xfd\"":         "not UTF-8",
		"a\x00=\x001\x00":          "not UTF-8",
		"a = \"x\x08\"":            "control character",
		"a = 2024-02-30":           "no such day",
		"a = 2024-9-3":             "no such day",
		"a = 1\na = 2":             "delete one of them",
		"a = 007":                  "put codes into quotes",
		"a = 99999999999999999999": "too large",
		"a = 1_":                   "digits only",
		"a = 1.":                   "both sides",
		"a = \"x\nb = 1":           "not closed on this line",
		"a = \"x":                  "closing quote",
		"a = 'x":                   "closing quote",
		`a = "C:\dir"`:             "single quotes",
		"a = [1 2]":                "comma between the items",
		"a = { b = 1 c = 2 }":      "comma between the items",
		"a = [1,,2]":               "delete the comma",
		"[[]]":                     "[[name]]",
		"a = 1 b = 2":              "one key a line",
		"a = 2024-09-03日":          "one key a line",
		"标题 = 1":                   "quotes",
		"= 1":                      "write the key",
		"a = ":                     "straight",
		"a = “甲”":                  "straight",
		"a = 三":                    "straight",
	} {
		_, problems := Parse(source(text))
		if len(problems) != 1 || !strings.Contains(problems[0].Hint(diag.English), want) {
			t.Errorf("%q: %v has the hint %q, want %q", text, problems, problems[0].Hint(diag.English), want)
		}
	}
}
