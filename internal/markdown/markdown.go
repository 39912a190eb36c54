// Package markdown reads the notices and pages of a site, and writes them as HTML.
//
// A page passes through three stages, each a function from values to values:
//
//  1. [Split] finds the TOML front matter between two +++ lines. The caller reads that TOML.
//  2. [Parse] reads the rest into a [Doc], which says what the page needs from elsewhere: the data it asks for
//     ([Doc.Refs]) and the files it links to ([Doc.Links]). It reports what is wrong with the page.
//  3. The caller looks these up and reports what is missing; [Doc.Render] then writes HTML, taking the data
//     and the final addresses from a [Resolver].
//
// Offsets are kept through all of it: every place handed out lies in the file as it was read.
//
// # What a page may hold
//
// CommonMark, with GFM tables, bare web addresses, ~~deleted~~ text and footnotes. A page's title comes from its
// front matter, so the highest heading of a page gives <h2>, be it # or ##, and the others keep their distance from it.
//
// HTML is left out with a warning (comments without one), and so are links that run code or point into
// somebody's computer. An image needs words in its brackets. A link or image whose address is empty, or becomes
// empty in the Resolver, leaves only its words.
//
// # Data
//
// Data stand where any other viewer shows code. A fenced block whose first word is chart, table, figures, rows,
// people or timeline holds TOML:
//
//	```chart
//	indicator = "visits"
//	```
//
// A code span that begins with an equals sign and a space is one value in the text:
//
//	目前已召开屋场恳谈会 `= meetings-held` 次
//
// Inside link text and image descriptions, which cannot hold links of their own, a value is written as plain text.
//
// # Chinese
//
// CommonMark looks for spaces around emphasis, and Chinese has none: it leaves the asterisks of **真，**她 in the text.
// Here punctuation blocks emphasis only beside a script that uses spaces; without Chinese, Japanese or Korean
// nearby the rule is CommonMark's own. A line break in the source gives no space between Chinese characters.
// A single ~ never deletes: 5~10日 is a range.
package markdown

import (
	"github.com/lanewall/lanewall/internal/diag"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// Options of [Parse].
type Options struct {
	IDPrefix string // put before every id, where one page shows several documents
}

// Doc is a page that has been read. It is not changed afterwards, so it may be rendered by several goroutines.
type Doc struct {
	Refs  []Ref  // data asked for, in reading order
	Links []Link // links and images, in reading order; bare addresses and those removed as unsafe are not among them

	root     ast.Node
	body     []byte
	prefix   string
	headings []heading
	index    map[ast.Node]int // of a node in Refs, Links or headings
}

// Link is the destination of a link or an image.
type Link struct {
	Dest  string // without backslashes and entities; %-escapes are as they were written
	Image bool
	Pos   diag.Pos
}

// grammar is stateless once made, and shared.
var grammar = parser.NewParser(
	parser.WithBlockParsers(append(parser.DefaultBlockParsers(),
		util.Prioritized(extension.NewFootnoteBlockParser(), 999))...),
	parser.WithInlineParsers(
		util.Prioritized(parser.NewCodeSpanParser(), 100),
		util.Prioritized(extension.NewFootnoteParser(), 101),
		util.Prioritized(parser.NewLinkParser(), 200),
		util.Prioritized(parser.NewAutoLinkParser(), 300),
		util.Prioritized(parser.NewRawHTMLParser(), 400),
		util.Prioritized(emphasis{}, 500),
		util.Prioritized(extension.NewLinkifyParser(), 999)),
	parser.WithParagraphTransformers(append(parser.DefaultParagraphTransformers(),
		util.Prioritized(extension.NewTableParagraphTransformer(), 200))...),
	parser.WithASTTransformers(
		util.Prioritized(extension.NewTableASTTransformer(), 0),
		util.Prioritized(extension.NewFootnoteASTTransformer(), 999)),
)

// Parse reads the Markdown that begins at bodyOffset of src.
func Parse(src *diag.Source, bodyOffset int, opt Options) (*Doc, diag.List) {
	body := src.Text[bodyOffset:]
	doc := &Doc{
		root:   grammar.Parse(text.NewReader(body)),
		body:   body,
		prefix: opt.IDPrefix,
		index:  map[ast.Node]int{},
	}
	s := survey{Doc: doc, src: src, base: bodyOffset, ids: map[string]bool{}, times: map[string]int{}}
	// The walk fails only if visit does, and it does not.
	_ = ast.Walk(doc.root, s.visit)
	doc.relevel()
	return doc, s.problems
}
