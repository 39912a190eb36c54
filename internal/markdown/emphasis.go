package markdown

import (
	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// emphasis is the inline parser for *, _ and ~~. It differs from goldmark's own only in how it finds out what a run
// of marks may do ([flanking]); pairing runs is left to goldmark.
type emphasis struct{}

// Trigger implements [parser.InlineParser].
func (emphasis) Trigger() []byte { return []byte{'*', '_', '~'} }

// Parse implements [parser.InlineParser].
func (emphasis) Parse(_ ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, segment := block.PeekLine()
	mark, n := line[0], 1
	for n < len(line) && line[n] == mark {
		n++
	}
	previous := block.PrecendingCharacter()
	if mark == '~' && (n != 2 || previous == '~') {
		return nil
	}
	before := classOf(previous)
	if isShared(previous) {
		before = lastClass(block.Source()[:segment.Start])
	}
	after := space
	if n < len(line) {
		after = firstClass(line[n:])
	}
	canOpen, canClose := flanking(before, after, mark)
	run := parser.NewDelimiter(canOpen, canClose, n, mark, marker(mark))
	run.Segment = segment.WithStop(segment.Start + n)
	block.Advance(n)
	pc.PushDelimiter(run)
	return run
}

// flanking tells whether a run of marks between two characters may open or close emphasis.
//
// In CommonMark punctuation inside a mark needs a space or punctuation outside it, so that a mark is known to
// face the word it belongs to. Chinese outside the mark cannot give that space, and Chinese punctuation inside it is
// as good as a letter: neither blocks. For _ there is the further rule that it does nothing inside a word.
func flanking(before, after class, mark byte) (canOpen, canClose bool) {
	left := after != space && (after != punct || before != word)
	right := before != space && (before != punct || after != word)
	if mark != '_' {
		return left, right
	}
	return left && (!right || before.isPunct()), right && (!left || after.isPunct())
}

// marker makes the nodes for a pair of runs of one mark.
type marker byte

// IsDelimiter implements [parser.DelimiterProcessor].
func (m marker) IsDelimiter(b byte) bool { return b == byte(m) }

// CanOpenCloser implements [parser.DelimiterProcessor].
func (m marker) CanOpenCloser(opener, closer *parser.Delimiter) bool {
	return opener.Char == closer.Char
}

// OnMatch implements [parser.DelimiterProcessor].
func (m marker) OnMatch(marks int) ast.Node {
	if m == '~' {
		return extast.NewStrikethrough()
	}
	return ast.NewEmphasis(marks)
}
