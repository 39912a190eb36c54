package diag

import (
	"fmt"
	"strings"

	"golang.org/x/text/width"
)

// Lang is a language problems are put into.
type Lang int

const (
	Chinese Lang = iota
	English
)

// Speaker is an argument that reads differently in each language.
type Speaker interface{ In(Lang) string }

// Message is the problem in words, without place and code.
func (d Diagnostic) Message(lang Lang) string {
	return say(entryOf(d.Code).message[lang], lang, d.Args)
}

// Hint is what to do next; it may be empty.
func (d Diagnostic) Hint(lang Lang) string { return say(entryOf(d.Code).hint[lang], lang, d.Args) }

func say(format string, lang Lang, args []any) string {
	spoken := make([]any, len(args))
	for i, a := range args {
		spoken[i] = a
		if s, ok := a.(Speaker); ok {
			spoken[i] = s.In(lang)
		}
		if s, ok := a.(string); ok {
			spoken[i] = Clip(s)
		}
	}
	return fmt.Sprintf(format+"%[1]s", append([]any{""}, spoken...)...)
}

// argumentShown bounds what is shown of an argument, in characters: a value that is wrong may be megabytes long.
const argumentShown = 200

// Clip is a text as long as messages show it.
func Clip(text string) string {
	if len(text) <= argumentShown {
		return text
	}
	n := 0
	for i := range text {
		if n == argumentShown {
			return text[:i] + "…"
		}
		n++
	}
	return text
}

var severityWords = [...][2]string{Error: {"错误", "error"}, Warning: {"提醒", "warning"}, Hint: {"提示", "note"}}

// Word names the severity.
func (s Severity) Word(lang Lang) string { return severityWords[s][lang] }

// Format is the whole problem for a terminal: place, words and code, then the line with a caret, then the hint.
func (d Diagnostic) Format(lang Lang) string {
	var b strings.Builder
	if d.Pos.Source != nil {
		fmt.Fprintf(&b, "%s:", d.Pos.Source.Name)
		if d.Pos.Source.text() != nil {
			line, col := d.Pos.LineCol()
			fmt.Fprintf(&b, "%d:%d:", line, col)
		}
		b.WriteByte(' ')
	}
	fmt.Fprintf(&b, "%s%s%s [%s]\n", d.Severity().Word(lang), [...]string{"：", ": "}[lang], d.Message(lang), d.Code)
	if d.Pos.Source != nil && d.Pos.Source.text() != nil {
		b.WriteString(d.Pos.excerpt())
	}
	if hint := d.Hint(lang); hint != "" {
		fmt.Fprintf(&b, "  %s%s\n", [...]string{"办法：", "hint: "}[lang], hint)
	}
	return b.String()
}

// excerptWidth bounds an excerpt, in characters to either side of the place: a line may be megabytes long.
const excerptWidth = 60

// excerpt is the line and, under it, a caret.
func (p Pos) excerpt() string {
	number, col := p.LineCol()
	line := []rune(p.Line())
	at := min(col-1, len(line))
	from, to := max(0, at-excerptWidth), min(len(line), at+excerptWidth)
	gutter := fmt.Sprintf("%5d | ", number)
	return fmt.Sprintf("%s%s\n%s| %s^\n", gutter, printable(line[from:to]),
		strings.Repeat(" ", len(gutter)-2), strings.Repeat(" ", columns(line[from:at])))
}

// printable keeps control characters from reaching a terminal, one column each.
func printable(line []rune) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return ' '
		}
		return r
	}, string(line))
}

// columns is the width of text in a terminal: Han and full-width characters take two.
func columns(text []rune) int {
	n := 0
	for _, r := range text {
		switch width.LookupRune(r).Kind() {
		case width.EastAsianWide, width.EastAsianFullwidth:
			n += 2
		default:
			n++
		}
	}
	return n
}
