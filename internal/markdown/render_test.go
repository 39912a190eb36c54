package markdown

import (
	"errors"
	"html/template"
	"io"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"

	"github.com/lanewall/lanewall/internal/diag"
)

func TestRender(t *testing.T) {
	for _, c := range []struct{ page, want string }{
		{"# 一\n\n## 二\n\n###### 六\n", "<h2 id=\"h-1\">一</h2>\n<h3 id=\"h-2\">二</h3>\n<h6 id=\"h-3\">六</h6>\n"},
		{"- 甲\n- 乙\n\n3. 丙\n4. 丁\n", "<ul>\n<li>甲</li>\n<li>乙</li>\n</ul>\n<ol start=\"3\">\n<li>丙</li>\n<li>丁</li>\n</ol>\n"},
		{"> 引用\n\n---\n\n    缩进 <代码>\n", "<blockquote>\n<p>引用</p>\n</blockquote>\n<hr>\n<pre><code>缩进 &lt;代码&gt;\n</code></pre>\n"},
		{"```csv\n\"a\",<b>\n```\n", "<pre><code class=\"language-csv\">&quot;a&quot;,&lt;b&gt;\n</code></pre>\n"},
		{"| 项 | 数 |\n|:--|--:|\n| **甲** | 1 |\n", "<div class=\"table\" tabindex=\"0\">\n<table>\n<thead>\n<tr>\n" +
			"<th scope=\"col\" class=\"align-left\">项</th>\n<th scope=\"col\" class=\"align-right\">数</th>\n</tr>\n</thead>\n<tbody>\n" +
			"<tr>\n<td class=\"align-left\"><strong>甲</strong></td>\n<td class=\"align-right\">1</td>\n</tr>\n</tbody>\n</table>\n</div>\n"},
		{"| 空 |\n|---|\n", "<div class=\"table\" tabindex=\"0\">\n<table>\n<thead>\n<tr>\n<th scope=\"col\">空</th>\n</tr>\n</thead>\n</table>\n</div>\n"},
		{"[外](https://example.org/a?b=1&c) [旁](//example.org) [内](办法.pdf \"说\\\"明\")",
			"<p><a href=\"https://example.org/a?b=1&amp;c\" rel=\"noopener\">外</a> <a href=\"//example.org\" rel=\"noopener\">旁</a> " +
				"<a href=\"%E5%8A%9E%E6%B3%95.pdf\" title=\"说&quot;明\">内</a></p>\n"},
		{"见 https://example.org/a，www.example.org 或 a@example.org", "<p>见 <a href=\"https://example.org/a\" rel=\"noopener\">https://example.org/a</a>" +
			"，www.example.org 或 <a href=\"mailto:a@example.org\">a@example.org</a></p>\n"},
		{"![图 **一** \"x\"](a b.png)\n", "<p>![图 <strong>一</strong> &quot;x&quot;](a b.png)</p>\n"},
		{"![图 **一** \"x\"](<a b.png> '题')\n", "<p><img src=\"a%20b.png\" alt=\"图 一 &quot;x&quot;\" title=\"题\" loading=\"lazy\" decoding=\"async\"></p>\n"},
		{"[点](javascript:x) ![图](data:x) <javascript:y> [空]()", "<p>点 图 javascript:y 空</p>\n"},
		{"前<b>粗</b>\n\n<div>没有</div>\n\n后<!-- x -->", "<p>前粗</p>\n<p>后</p>\n"},
		{"行一  \n行二\\\n行三", "<p>行一<br>\n行二<br>\n行三</p>\n"},
		{"&lt;script&gt; \\<b> &copy; 1 < 2", "<p>&lt;script&gt; &lt;b&gt; © 1 &lt; 2</p>\n"},
		{"据通知[^a]。\n\n[^a]: 见*办法*。\n", "<p>据通知<sup id=\"fnref:1\"><a href=\"#fn:1\" role=\"doc-noteref\">1</a></sup>。</p>\n" +
			"<section class=\"footnotes\" role=\"doc-endnotes\">\n<ol>\n<li id=\"fn:1\">\n<p>见<em>办法</em>。 <a href=\"#fnref:1\" role=\"doc-backlink\">↩︎</a></p>\n</li>\n</ol>\n</section>\n"},
		{"[a <https://x.cn> [^1]](b.md)\n\n[^1]: 注\n", "<p><a href=\"b.md\">a https://x.cn <sup id=\"fnref:1\">1</sup></a></p>\n" +
			"<section class=\"footnotes\" role=\"doc-endnotes\">\n<ol>\n<li id=\"fn:1\">\n<p>注 <a href=\"#fnref:1\" role=\"doc-backlink\">↩︎</a></p>\n</li>\n</ol>\n</section>\n"},
		{"共 `= n` 件\n\n```chart\na = 1\n```\n", "<p>共 <code>= n</code> 件</p>\n<pre><code class=\"language-chart\">a = 1\n</code></pre>\n"},
	} {
		if got := render(t, c.page, Resolver{}); got != c.want {
			t.Errorf("%s\n got %s\nwant %s", c.page, got, c.want)
		}
	}
}

func TestLineBreaks(t *testing.T) {
	paragraphs(t, [][2]string{
		{"里巷\n公开", "里巷公开"},
		{"通知，\n请看", "通知，请看"},
		{"通知，\nWi-Fi", "通知，Wi-Fi"},
		{"里巷\n“公开”", "里巷“公开”"},
		{"“好。”\n“是。”", "“好。”“是。”"},
		{"等等……\n然后", "等等……然后"},
		{"里巷\nWi-Fi", "里巷\nWi-Fi"},
		{"lane\nwall", "lane\nwall"},
		{"lane\n*wall*", "lane\n<E>wall</E>"},
		{"里巷\n**公开**\n栏目", "里巷<B>公开</B>栏目"},
		{"**里\n巷**", "<B>里巷</B>"},
		{"[里巷](a.md)\n公开", `<a href="a.md">里巷</a>公开`},
		{"里巷 \n公开", "里巷公开"},
		{"里巷\r\n公开", "里巷公开"},
		{"里巷  \n公开", "里巷<br>\n公开"},
		{"里巷\n`= n` 件", "里巷\n<code>= n</code> 件"},
		{"https://example.org/a\n公开", "<a href=\"https://example.org/a\" rel=\"noopener\">https://example.org/a</a>\n公开"},
		{"한국\n말", "한국\n말"},
	})
}

func TestResolver(t *testing.T) {
	r := Resolver{
		HTML: func(ref int) (template.HTML, error) { return template.HTML("<b>" + strconv.Itoa(ref) + "</b>"), nil },
		Text: func(ref int) string { return "<" + strconv.Itoa(ref) + ">" },
		Dest: func(link int) string { return []string{"a b.html", "x.png", ""}[link] },
	}
	got := render(t, "共 `= n` 件\n\n```rows\na = 1\n```\n\n[见 `= m`](a.md) ![图 `= k`](a.png) [死](dead.md)\n", r)
	want := "<p>共 <b>0</b> 件</p>\n<b>1</b>\n<p><a href=\"a%20b.html\">见 &lt;2&gt;</a> " +
		"<img src=\"x.png\" alt=\"图 &lt;3&gt;\" loading=\"lazy\" decoding=\"async\"> 死</p>\n"
	if got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

type brokenWriter struct{}

func (brokenWriter) Write([]byte) (int, error) { return 0, io.ErrClosedPipe }

func TestRenderErrors(t *testing.T) {
	doc, _, _ := parse("`= n`\n\n```rows\n```\n")
	wrong := errors.New("wrong")
	err := doc.Render(io.Discard, Resolver{HTML: func(int) (template.HTML, error) { return "", wrong }})
	if !errors.Is(err, wrong) {
		t.Errorf("resolver: %v", err)
	}
	if err := doc.Render(brokenWriter{}, Resolver{}); !errors.Is(err, io.ErrClosedPipe) {
		t.Errorf("writer: %v", err)
	}
}

func TestRenderTogether(t *testing.T) {
	doc, _, _ := parse(notice)
	pages := make([]string, 8)
	var group sync.WaitGroup
	for i := range pages {
		group.Go(func() {
			var out strings.Builder
			_ = doc.Render(&out, Resolver{})
			pages[i] = out.String()
		})
	}
	group.Wait()
	for _, page := range pages[1:] {
		if page != pages[0] {
			t.Fatal("renderings differ")
		}
	}
}

var tagPattern = regexp.MustCompile(`<(/?)([a-z0-9]+)([^<>]*)>`)

// unbalanced names the first tag of a page that does not fit, or a < that begins none.
func unbalanced(page string) string {
	var open []string
	for _, m := range tagPattern.FindAllStringSubmatch(page, -1) {
		switch tag := m[2]; {
		case tag == "br" || tag == "hr" || tag == "img":
		case m[1] == "":
			open = append(open, tag)
		case len(open) == 0 || open[len(open)-1] != tag:
			return m[0]
		default:
			open = open[:len(open)-1]
		}
	}
	if strings.Contains(tagPattern.ReplaceAllString(page, ""), "<") {
		return "<"
	}
	return strings.Join(open, " ")
}

func FuzzRender(f *testing.F) {
	for _, seed := range []string{
		notice, "+++\na = 1\n+++\n# 一\n", "\uFEFF+++\r\n+++\r\n正文\r\n", "[^1]\n\n[^1]: a\n    ```chart\n    b\n    ```\n",
		"| a | b |\n|---|:-:|\n| `= \\| x` | ![](y) |\n| c |\n", "[a][b] ![c][b] <javascript:x> <a@b.cn>\n\n[b]: <javascript:x> 'y'\n",
		"> 1. - ```rows\n>      a = 1\n", "<div>\n<script>\n", "**真，**~~旧~~_文_“好”\n\\\n—", "-\t```chart\n\t\ta\n", "\x00\xff`= \x80`\n***\n",
		"[a *b [c](d) e*](f) [<x@y.cn>](z)", "# a\n# a\n# 一\n# h 1\n", "a\n1\n:-\n-",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, file []byte) {
		src := &diag.Source{Name: "fuzz.md", Text: file}
		front, body, problems := Split(src)
		if front.Start > front.End || front.End > body || body > len(file) {
			t.Fatalf("front matter %v, body %d of %d", front, body, len(file))
		}
		doc, more := Parse(src, body, Options{})
		problems.Append(more)
		checkPlaces(t, doc, problems, len(file))
		checkRendering(t, doc)
		if n := utf8.RuneCountInString(doc.Summary(20, nil)); n > 20 {
			t.Fatalf("summary of %d characters", n)
		}
	})
}

func checkPlaces(t *testing.T, doc *Doc, problems diag.List, end int) {
	var places []diag.Pos
	for _, p := range problems {
		places = append(places, p.Pos)
	}
	for _, l := range doc.Links {
		places = append(places, l.Pos)
	}
	for _, r := range doc.Refs {
		for i := range len(r.Text) + 1 {
			places = append(places, r.At(i))
		}
		places = append(places, r.Pos)
	}
	for _, p := range places {
		if p.Source == nil || p.Offset < 0 || p.Offset > end {
			t.Fatalf("place %d of %d", p.Offset, end)
		}
	}
}

func checkRendering(t *testing.T, doc *Doc) {
	asked := map[int]bool{}
	r := Resolver{
		HTML: func(ref int) (template.HTML, error) {
			if asked[ref] {
				t.Fatalf("ref %d asked for twice", ref)
			}
			asked[ref] = true
			return "<b>" + template.HTML(template.HTMLEscapeString(doc.Refs[ref].Text)) + "</b>", nil
		},
		Text: func(ref int) string { return doc.Refs[ref].Text },
		Dest: func(link int) string { return doc.Links[link].Dest },
	}
	for _, r := range []Resolver{r, {}} {
		var out strings.Builder
		if err := doc.Render(&out, r); err != nil {
			t.Fatal(err)
		}
		page := out.String()
		if tag := unbalanced(page); tag != "" {
			t.Fatalf("tag %q in\n%s", tag, page)
		}
		if lower := strings.ToLower(page); strings.Contains(lower, "<script") || strings.Contains(lower, `href="javascript:`) {
			t.Fatalf("code in\n%s", page)
		}
	}
}

// notice is about 5 KB.
var notice = strings.Repeat(`## 一、基本情况

今年以来，街道**“里巷管家”**走访居民，已召开屋场恳谈会 `+"`= meetings-held`"+` 次，收集意见，
其中**已办结：**照明、排水、停车等，详见[《办法》](files/办法.pdf)。办结率为**95.2%**，较上月提高。

| 类别 | 件数 | 办结率 |
|------|-----:|-------:|
| 照明 | 12 | 95.2% |
| 排水 | 7 | 88.0% |

1. 严家湾里巷楼道灯不亮，住建部门9月5日更换；
2. 三栋排水不畅，**（物业）**已疏通。

`+"```chart\nindicator = \"visits\"\nsplit = \"category\"\n```"+`

![居民代表查看新装的楼道灯](pictures/lamp.jpg)

`, 8)

func BenchmarkNotice(b *testing.B) {
	src := &diag.Source{Name: "notice.md", Text: []byte(notice)}
	b.SetBytes(int64(len(notice)))
	b.ReportAllocs()
	for b.Loop() {
		doc, _ := Parse(src, 0, Options{})
		if err := doc.Render(io.Discard, Resolver{}); err != nil {
			b.Fatal(err)
		}
	}
}
