package markdown

import (
	"bufio"
	"html"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	gmhtml "github.com/yuin/goldmark/renderer/html"
)

// missing stands for a value nobody has looked up.
const missing = "…"

// Summary is the first paragraph that has words of its own, as plain text of at most n characters; value gives the
// text of a ref. With value nil an ellipsis stands in: “召开恳谈会次” without its number would be a wrong sentence.
func (d *Doc) Summary(n int, value func(ref int) string) string {
	for c := d.root.FirstChild(); c != nil; c = c.NextSibling() {
		if c.Kind() != ast.KindParagraph || onlyImages(c) {
			continue
		}
		if text := strings.TrimSpace(d.plain(c, value)); text != "" {
			return shortened(text, n)
		}
	}
	return ""
}

// onlyImages tells a paragraph of pictures from prose.
func onlyImages(paragraph ast.Node) bool {
	for c := paragraph.FirstChild(); c != nil; c = c.NextSibling() {
		text, isText := c.(*ast.Text)
		if c.Kind() != ast.KindImage && !(isText && text.Segment.IsEmpty()) {
			return false
		}
	}
	return true
}

// plain is the text of a node without its markup; of an image, its description.
func (d *Doc) plain(n ast.Node, value func(ref int) string) string {
	var b strings.Builder
	_ = ast.Walk(n, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.Text:
			b.WriteString(unescape(n.Segment.Value(d.body)))
			b.WriteString(d.lineEnd(n, " ", " "))
		case *ast.AutoLink:
			b.Write(n.Label(d.body))
		case *ast.CodeSpan:
			b.WriteString(d.spanWords(n, value))
			return ast.WalkSkipChildren, nil
		}
		return ast.WalkContinue, nil
	})
	return b.String()
}

func (d *Doc) spanWords(n *ast.CodeSpan, value func(ref int) string) string {
	i, isRef := d.index[n]
	switch {
	case !isRef:
		g := spanText(n, d.body, 0)
		return g.text.String()
	case value == nil:
		return missing
	}
	return value(i)
}

// lineEnd is what a text ends with: hard or soft where the line ends there, nothing between Chinese characters.
func (d *Doc) lineEnd(n *ast.Text, hard, soft string) string {
	switch {
	case n.HardLineBreak():
		return hard
	case n.SoftLineBreak() && !d.runsOn(n):
		return soft
	}
	return ""
}

// unescape resolves backslashes and entities. goldmark does both in one pass but only on the way to HTML, in which
// it escapes four characters; taking those back gives the plain text.
func unescape(source []byte) string {
	var b strings.Builder
	w := bufio.NewWriterSize(&b, len(source)+16)
	gmhtml.DefaultWriter.Write(w, source)
	_ = w.Flush()
	return html.UnescapeString(b.String())
}

// shortened cuts a text to n characters, the last being an ellipsis. It never cuts a word or a number in two: half
// a number is a wrong number.
func shortened(text string, n int) string {
	if utf8.RuneCountInString(text) <= n {
		return text
	}
	if n < 1 {
		return ""
	}
	runes := []rune(text)
	end := n - 1
	for end > 0 && inWord(runes[end-1]) && inWord(runes[end]) {
		end--
	}
	if end == 0 { // one endless word
		end = n - 1
	}
	return strings.TrimRightFunc(string(runes[:end]), isDangling) + missing
}

// inWord is for characters that hold together with their like: letters of scripts with spaces, and numbers.
func inWord(r rune) bool {
	return unicode.IsMark(r) || strings.ContainsRune(".,%-/:", r) || (unicode.IsLetter(r) || unicode.IsDigit(r)) && !isCJK(r)
}

// isDangling is for what a cut text should not end with.
func isDangling(r rune) bool {
	return unicode.IsSpace(r) || strings.ContainsRune("，、：；（《〈“‘,:;(—…", r)
}

// Text is all the words of the document, each paragraph, heading and cell on a line of its own. What it asks for is not
// among them: that is another in each month.
func (d *Doc) Text() string {
	var lines []string
	_ = ast.Walk(d.root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering || n.Type() != ast.TypeBlock || n.FirstChild() == nil || n.FirstChild().Type() != ast.TypeInline {
			return ast.WalkContinue, nil
		}
		if text := strings.TrimSpace(d.plain(n, nil)); text != "" {
			lines = append(lines, text)
		}
		return ast.WalkSkipChildren, nil
	})
	return strings.Join(lines, "\n")
}
