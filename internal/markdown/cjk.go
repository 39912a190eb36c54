package markdown

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/util"
)

// class is what emphasis and line breaks need to know about a character.
type class int

const (
	space class = iota
	word        // of a script that puts spaces between words
	punct       // with such a script
	cjk         // Chinese, Japanese or Korean
	cjkPunct
)

func (c class) isPunct() bool { return c == punct || c == cjkPunct }

// cjkRanges are the blocks of Chinese, Japanese and Korean, their punctuation and the full-width forms.
var cjkRanges = &unicode.RangeTable{
	R16: []unicode.Range16{
		{Lo: 0x1100, Hi: 0x11FF, Stride: 1}, // Hangul Jamo
		{Lo: 0x2E80, Hi: 0xA4CF, Stride: 1}, // radicals, CJK punctuation, kana, bopomofo, ideographs, Yi
		{Lo: 0xA960, Hi: 0xA97F, Stride: 1}, // Hangul Jamo
		{Lo: 0xAC00, Hi: 0xD7FF, Stride: 1}, // Hangul
		{Lo: 0xF900, Hi: 0xFAFF, Stride: 1}, // compatibility ideographs
		{Lo: 0xFE10, Hi: 0xFE1F, Stride: 1}, // vertical forms
		{Lo: 0xFE30, Hi: 0xFE6F, Stride: 1}, // compatibility and small forms
		{Lo: 0xFF01, Hi: 0xFFEF, Stride: 1}, // full-width forms
	},
	R32: []unicode.Range32{
		{Lo: 0x16FE0, Hi: 0x18DFF, Stride: 1}, // Tangut, Khitan
		{Lo: 0x1AFF0, Hi: 0x1B2FF, Stride: 1}, // kana, Nüshu
		{Lo: 0x1F200, Hi: 0x1F2FF, Stride: 1}, // enclosed ideographs
		{Lo: 0x20000, Hi: 0x3FFFF, Stride: 1}, // ideographs
	},
}

func isCJK(r rune) bool { return unicode.Is(cjkRanges, r) }

// isShared is for punctuation that Chinese shares with other scripts: it belongs to the script it stands with.
func isShared(r rune) bool { return strings.ContainsRune("“”‘’—―…⋯·‧", r) }

func classOf(r rune) class {
	switch {
	case util.IsSpaceRune(r):
		return space
	case isCJK(r) && util.IsPunctRune(r):
		return cjkPunct
	case isCJK(r):
		return cjk
	case util.IsPunctRune(r):
		return punct
	}
	return word
}

// lookAround is how many bytes may stand between shared punctuation and the character that decides about it; with
// no bound a page of quotation marks would take quadratic time.
const lookAround = 32

// lastClass is the class of the last character of a text; shared punctuation takes it from what stands before.
func lastClass(text []byte) class {
	r, size := utf8.DecodeLastRune(text)
	if !isShared(r) {
		return classOf(r)
	}
	near := text[max(0, len(text)-size-lookAround) : len(text)-size]
	beside, _ := utf8.DecodeLastRune(bytes.TrimRightFunc(near, isPassed))
	return sharedClass(beside)
}

// firstClass is the class of the first character of a text; shared punctuation takes it from what comes after.
func firstClass(text []byte) class {
	r, size := utf8.DecodeRune(text)
	if !isShared(r) {
		return classOf(r)
	}
	near := text[size:min(len(text), size+lookAround)]
	beside, _ := utf8.DecodeRune(bytes.TrimLeftFunc(near, isPassed))
	return sharedClass(beside)
}

// isPassed is for what may stand between shared punctuation and the character that decides about it.
func isPassed(r rune) bool { return isShared(r) || r == '*' || r == '_' || r == '~' }

// sharedClass is the class of shared punctuation beside r.
func sharedClass(r rune) class {
	if isCJK(r) && !util.IsSpaceRune(r) {
		return cjkPunct
	}
	return punct
}

// runsOn tells whether the line break after a text is no space: it stands between Chinese characters, or beside
// Chinese punctuation, which has room of its own. Korean puts spaces between words.
func (d *Doc) runsOn(n *ast.Text) bool {
	before, after := n.Segment.Value(d.body), d.textAfter(n)
	if len(before) == 0 {
		before = d.textBefore(n)
	}
	if len(before) == 0 || len(after) == 0 {
		return false
	}
	last, _ := utf8.DecodeLastRune(before)
	first, _ := utf8.DecodeRune(after)
	if unicode.Is(unicode.Hangul, last) || unicode.Is(unicode.Hangul, first) {
		return false
	}
	b, a := lastClass(before), firstClass(after)
	return b == cjkPunct || a == cjkPunct || b == cjk && (a == cjk || isShared(first)) || a == cjk && isShared(last)
}

// textBefore is the text that ends where n begins, textAfter the one that begins where it ends, in the same block.
func (d *Doc) textBefore(n ast.Node) []byte {
	return d.textBeside(n, ast.Node.PreviousSibling, ast.Node.LastChild)
}

func (d *Doc) textAfter(n ast.Node) []byte {
	return d.textBeside(n, ast.Node.NextSibling, ast.Node.FirstChild)
}

func (d *Doc) textBeside(n ast.Node, sibling, child func(ast.Node) ast.Node) []byte {
	for {
		for sibling(n) == nil {
			if n = n.Parent(); n == nil || n.Type() != ast.TypeInline {
				return nil
			}
		}
		for n = sibling(n); child(n) != nil; {
			n = child(n)
		}
		switch leaf := n.(type) {
		case *ast.AutoLink:
			return leaf.Label(d.body)
		case *ast.Text:
			if value := leaf.Segment.Value(d.body); len(value) > 0 {
				return value
			}
		}
	}
}
