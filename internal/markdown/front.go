package markdown

import (
	"bytes"

	"github.com/lanewall/lanewall/internal/diag"
)

// Span is a part of a file: the bytes from Start up to End.
type Span struct{ Start, End int }

var byteOrderMark = []byte("\uFEFF")

// Split finds the TOML front matter, between a first line +++ and the next such line, and the offset at which the
// body begins. Without front matter the span is empty. If the closing line is missing, body is the end of the file:
// reading the page as TOML or as Markdown would only add noise to the one problem.
func Split(src *diag.Source) (front Span, body int, problems diag.List) {
	start := 0
	if bytes.HasPrefix(src.Text, byteOrderMark) {
		start = len(byteOrderMark)
	}
	line, next := lineAt(src.Text, start)
	if !isFence(line) {
		return Span{start, start}, start, nil
	}
	front.Start = next
	for at := next; at < len(src.Text); at = next {
		line, next = lineAt(src.Text, at)
		if isFence(line) {
			front.End = at
			return front, next, nil
		}
	}
	problems.Add("unclosed-front-matter", src.At(start))
	return Span{front.Start, front.Start}, len(src.Text), problems
}

// lineAt is the line that starts at an offset, and where the next one starts.
func lineAt(text []byte, at int) (line []byte, next int) {
	line, _, found := bytes.Cut(text[at:], []byte{'\n'})
	next = at + len(line)
	if found {
		next++
	}
	return line, next
}

func isFence(line []byte) bool { return string(bytes.TrimRight(line, " \t\r")) == "+++" }
