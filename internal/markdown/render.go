package markdown

import (
	"bufio"
	"html/template"
	"io"
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// Resolver gives what a page takes from elsewhere. Each function may be nil: data then show as the code they are
// written as, and destinations stay as they are.
type Resolver struct {
	HTML func(ref int) (template.HTML, error) // of Doc.Refs[ref]
	Text func(ref int) string                 // of a value where no markup may stand
	Dest func(link int) string                // the address for Doc.Links[link]; "" leaves only its words
}

// Render writes the page as HTML. An error is the writer's or the resolver's.
func (d *Doc) Render(w io.Writer, r Resolver) error {
	out := bufio.NewWriter(w)
	p := printer{Doc: d, Writer: out, from: r}
	if err := ast.Walk(d.root, p.node); err != nil {
		return err
	}
	return out.Flush()
}

// printer writes one page. Errors of the buffered writer are kept by it until it is flushed.
type printer struct {
	*Doc
	*bufio.Writer
	from   Resolver
	inLink bool
}

// tags surround the children of nodes that need nothing else.
var tags = map[ast.NodeKind][2]string{
	ast.KindBlockquote:       {"<blockquote>\n", "</blockquote>\n"},
	ast.KindListItem:         {"<li>", "</li>\n"},
	ast.KindParagraph:        {"<p>", "</p>\n"},
	ast.KindThematicBreak:    {"<hr>\n", ""},
	extast.KindStrikethrough: {"<del>", "</del>"},
	extast.KindTableRow:      {"<tr>\n", "</tr>\n"},
	extast.KindFootnoteList:  {"<section class=\"footnotes\" role=\"doc-endnotes\">\n<ol>\n", "</ol>\n</section>\n"},
}

// node writes one node: blocks and inlines each have their own switch, and a node neither knows shows its children.
func (p *printer) node(n ast.Node, entering bool) (ast.WalkStatus, error) {
	if tag, ok := tags[n.Kind()]; ok {
		p.say(pick(entering, tag[0], tag[1]))
		return ast.WalkContinue, nil
	}
	if n.Type() == ast.TypeInline {
		return p.inline(n, entering)
	}
	return p.block(n, entering)
}

func (p *printer) block(n ast.Node, entering bool) (ast.WalkStatus, error) {
	switch n := n.(type) {
	case *ast.Heading:
		p.heading(n, entering)
	case *ast.List:
		p.list(n, entering)
	case *ast.TextBlock:
		if !entering && n.NextSibling() != nil {
			p.say("\n")
		}
	case *extast.Table:
		p.table(n, entering)
	case *extast.TableHeader:
		p.tableHeader(n, entering)
	case *extast.TableCell:
		p.cell(n, entering)
	case *extast.Footnote:
		p.footnote(n, entering)
	case *ast.FencedCodeBlock:
		return p.fenced(n, entering)
	case *ast.CodeBlock:
		return p.code(n.Lines(), "", entering)
	case *ast.HTMLBlock, *ast.LinkReferenceDefinition:
		return ast.WalkSkipChildren, nil
	}
	return ast.WalkContinue, nil
}

func (p *printer) inline(n ast.Node, entering bool) (ast.WalkStatus, error) {
	switch n := n.(type) {
	case *ast.Emphasis:
		p.emphasis(n, entering)
	case *ast.Link:
		p.link(n, entering)
		return ast.WalkContinue, nil
	}
	if !entering {
		return ast.WalkContinue, nil
	}
	switch n := n.(type) {
	case *ast.Text:
		html.DefaultWriter.Write(p, n.Segment.Value(p.body))
		p.say(p.lineEnd(n, "<br>\n", "\n"))
	case *ast.CodeSpan:
		return ast.WalkSkipChildren, p.span(n)
	case *ast.Image:
		p.image(n)
		return ast.WalkSkipChildren, nil
	case *ast.AutoLink:
		p.autoLink(n)
	case *extast.FootnoteLink:
		p.footnoteLink(n)
	case *extast.FootnoteBacklink:
		p.footnoteBacklink(n)
	}
	return ast.WalkContinue, nil
}

// say writes its parts as they are.
func (p *printer) say(parts ...string) {
	for _, s := range parts {
		_, _ = p.WriteString(s)
	}
}

func pick(first bool, a, b string) string {
	if first {
		return a
	}
	return b
}

func (p *printer) heading(n *ast.Heading, entering bool) {
	h := p.headings[p.index[n]]
	tag := "h" + strconv.Itoa(h.level)
	if entering {
		p.say("<", tag, ` id="`, escape(h.id), `">`)
	} else {
		p.say("</", tag, ">\n")
	}
}

func (p *printer) list(n *ast.List, entering bool) {
	tag := pick(n.IsOrdered(), "ol", "ul")
	switch {
	case !entering:
		p.say("</", tag, ">\n")
	case n.IsOrdered() && n.Start != 1:
		p.say(`<ol start="`, strconv.Itoa(n.Start), "\">\n")
	default:
		p.say("<", tag, ">\n")
	}
}

// table is framed, so that a wide one scrolls by itself and not the page; the frame takes the focus, so that it
// scrolls by keyboard.
func (p *printer) table(n *extast.Table, entering bool) {
	if entering {
		p.say("<div class=\"table\" tabindex=\"0\">\n<table>\n")
		return
	}
	if n.ChildCount() > 1 {
		p.say("</tbody>\n")
	}
	p.say("</table>\n</div>\n")
}

func (p *printer) tableHeader(n *extast.TableHeader, entering bool) {
	switch {
	case entering:
		p.say("<thead>\n<tr>\n")
	case n.NextSibling() != nil:
		p.say("</tr>\n</thead>\n<tbody>\n")
	default:
		p.say("</tr>\n</thead>\n")
	}
}

// alignClasses: the content security policy of the site allows no style attributes.
var alignClasses = map[extast.Alignment]string{
	extast.AlignLeft:   ` class="align-left"`,
	extast.AlignRight:  ` class="align-right"`,
	extast.AlignCenter: ` class="align-center"`,
}

func (p *printer) cell(n *extast.TableCell, entering bool) {
	isHeader := n.Parent().Kind() == extast.KindTableHeader && n.HasChildren() // an empty one heads nothing
	if entering {
		p.say(pick(isHeader, `<th scope="col"`, "<td"), alignClasses[n.Alignment], ">")
	} else {
		p.say(pick(isHeader, "</th>\n", "</td>\n"))
	}
}

func (p *printer) fenced(n *ast.FencedCodeBlock, entering bool) (ast.WalkStatus, error) {
	if i, isRef := p.index[n]; isRef && p.from.HTML != nil {
		if !entering {
			return ast.WalkContinue, nil
		}
		return ast.WalkContinue, p.data(i, "\n")
	}
	language, _ := infoWord(n, p.body)
	return p.code(n.Lines(), language, entering)
}

func (p *printer) code(lines *text.Segments, language string, entering bool) (ast.WalkStatus, error) {
	if !entering {
		return ast.WalkContinue, nil
	}
	class := ""
	if language != "" {
		class = ` class="language-` + escape(unescape([]byte(language))) + `"`
	}
	p.say("<pre><code", class, ">", escape(string(lines.Value(p.body))), "</code></pre>\n")
	return ast.WalkContinue, nil
}

// data writes a ref as its resolver gives it.
func (p *printer) data(ref int, end string) error {
	code, err := p.from.HTML(ref)
	if err == nil {
		p.say(string(code), end)
	}
	return err
}

// span writes code or a value. What a resolver gives for a value may hold a link, and links cannot be nested.
func (p *printer) span(n *ast.CodeSpan) error {
	i, isRef := p.index[n]
	switch {
	case isRef && p.inLink && p.from.Text != nil:
		p.say(escape(p.from.Text(i)))
	case isRef && !p.inLink && p.from.HTML != nil:
		return p.data(i, "")
	default:
		g := spanText(n, p.body, 0)
		p.say("<code>", escape(g.text.String()), "</code>")
	}
	return nil
}

func (p *printer) emphasis(n *ast.Emphasis, entering bool) {
	p.say(pick(entering, "<", "</"), pick(n.Level == 2, "strong", "em"), ">")
}

func (p *printer) link(n *ast.Link, entering bool) {
	if !entering {
		if p.inLink {
			p.say("</a>")
		}
		p.inLink = false
		return
	}
	if dest := p.dest(n); dest != "" {
		p.openLink(dest, n.Title)
		p.inLink = true
	}
}

// dest is the final address of a link or image, "" if it has none.
func (p *printer) dest(n ast.Node) string {
	i, ok := p.index[n]
	switch {
	case !ok: // unsafe
		return ""
	case p.from.Dest != nil:
		return p.from.Dest(i)
	}
	return p.Links[i].Dest
}

func (p *printer) openLink(dest string, title []byte) {
	p.say(`<a href="`, escapeURL(dest), `"`)
	if isExternal(dest) {
		p.say(` rel="noopener"`)
	}
	p.title(title)
	p.say(">")
}

func (p *printer) title(title []byte) {
	if len(title) > 0 {
		p.say(` title="`, escape(unescape(title)), `"`)
	}
}

// isExternal tells the addresses of other sites.
func isExternal(dest string) bool {
	scheme, _, found := strings.Cut(strings.ToLower(dest), "//")
	return found && (scheme == "" || scheme == "http:" || scheme == "https:")
}

func (p *printer) image(n *ast.Image) {
	alt := strings.TrimSpace(p.plain(n, p.from.Text))
	dest := p.dest(n)
	if dest == "" {
		p.say(escape(alt))
		return
	}
	p.say(`<img src="`, escapeURL(dest), `" alt="`, escape(alt), `"`)
	p.title(n.Title)
	p.say(` loading="lazy" decoding="async">`)
}

func (p *printer) autoLink(n *ast.AutoLink) {
	dest, label := string(n.URL(p.body)), escape(string(n.Label(p.body)))
	if p.inLink || unsafeScheme(dest) != "" {
		p.say(label)
		return
	}
	if n.AutoLinkType == ast.AutoLinkEmail && !strings.HasPrefix(strings.ToLower(dest), "mailto:") {
		dest = "mailto:" + dest
	}
	p.openLink(dest, nil)
	p.say(label, "</a>")
}

func (p *printer) footnote(n *extast.Footnote, entering bool) {
	if entering {
		p.say(`<li id="`, p.footnoteID("fn", 0, n.Index), "\">\n")
	} else {
		p.say("</li>\n")
	}
}

func (p *printer) footnoteLink(n *extast.FootnoteLink) {
	label := strconv.Itoa(n.Index)
	if !p.inLink {
		label = `<a href="#` + p.footnoteID("fn", 0, n.Index) + `" role="doc-noteref">` + label + "</a>"
	}
	p.say(`<sup id="`, p.footnoteID("fnref", n.RefIndex, n.Index), `">`, label, "</sup>")
}

func (p *printer) footnoteBacklink(n *extast.FootnoteBacklink) {
	p.say(` <a href="#`, p.footnoteID("fnref", n.RefIndex, n.Index), `" role="doc-backlink">↩︎</a>`)
}

// footnoteID is the id of a note (fn:2), or of a place that refers to it (fnref:2, then fnref1:2 and so on). The
// colon keeps it apart from the ids of headings.
func (p *printer) footnoteID(stem string, nth, index int) string {
	if nth > 0 {
		stem += strconv.Itoa(nth)
	}
	return escape(p.prefix + stem + ":" + strconv.Itoa(index))
}

func escape(text string) string { return string(util.EscapeHTML([]byte(text))) }

func escapeURL(dest string) string { return escape(string(util.URLEscape([]byte(dest), false))) }
