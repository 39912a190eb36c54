package markdown

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/lanewall/lanewall/internal/diag"
)

// parse reads a page that stands behind front matter, so that no offset is right by accident.
func parse(page string) (*Doc, *diag.Source, diag.List) {
	src := &diag.Source{Name: "page.md", Text: []byte("+++\ntitle = \"通知\"\n+++\n" + page)}
	_, body, _ := Split(src)
	doc, problems := Parse(src, body, Options{})
	return doc, src, problems
}

func codes(problems diag.List) string {
	var list []string
	for _, p := range problems {
		list = append(list, p.Code)
	}
	return strings.Join(list, " ")
}

// upTo is what stands in the file at a place.
func upTo(p diag.Pos, length int) string {
	text := string(p.Source.Text[p.Offset:])
	return text[:min(length, len(text))]
}

func TestRefs(t *testing.T) {
	doc, _, problems := parse("已召开 `= meetings-held` 次，走访 `=  visits 2024-08 ` 户。\n\n" +
		"```chart 说明\nindicator = \"visits\"\n```\n\n- 清单\n\n  ~~~ rows\n  ledger = \"cases\"\n  limit = 5\n  ~~~\n\n" +
		"| 指标 | 数 |\n|---|---|\n| 办结 | `= closed \\| all` |\n\n> `= in\n> quote`\n\n## 标题 `= n`\n\n![图 `= alt`](a.png)\n\n" +
		"`=no-space` `= ` `a = b` `x`\n\n```toml\na = 1\n```\n")
	want := []struct{ kind, text, at string }{
		{"value", "meetings-held", "meetings-held"},
		{"value", "visits 2024-08", "visits 2024-08"},
		{"chart", "indicator = \"visits\"\n", "chart"},
		{"rows", "ledger = \"cases\"\nlimit = 5\n", "rows"},
		{"value", "closed | all", "closed "},
		{"value", "in quote", "in"},
		{"value", "n", "n"},
		{"value", "alt", "alt"},
	}
	if len(doc.Refs) != len(want) || len(problems) != 0 {
		t.Fatalf("refs %v, problems %v", doc.Refs, problems)
	}
	for i, w := range want {
		r := doc.Refs[i]
		if r.Kind != w.kind || r.Text != w.text || upTo(r.Pos, len(w.at)) != w.at {
			t.Errorf("ref %d: %s %q at %q, want %+v", i, r.Kind, r.Text, upTo(r.Pos, 10), w)
		}
	}
}

// Each byte of a ref's text is found where it stands in the file, whatever the block is nested in.
func TestRefAt(t *testing.T) {
	for _, page := range []string{
		"```chart\nab = 1\ncd = 2\n```\n",
		"```chart\r\nab = 1\r\ncd = 2\r\n```\r\n",
		"> ```chart\n> ab = 1\n> cd = 2\n> ```\n",
		"1. 项\n\n   ```chart\n   ab = 1\n   cd = 2\n   ```\n",
		"-\t```chart\n\tab = 1\n\tcd = 2\n\t```\n",
		"> 值 `= ab\n> cd 2` 件",
		"```chart\nab = 1\ncd = 2",
	} {
		doc, src, _ := parse(page)
		r := doc.Refs[0]
		for _, word := range []string{"ab", "cd", "2"} {
			if got, want := r.At(strings.Index(r.Text, word)).Offset, strings.LastIndex(string(src.Text), word); got != want {
				t.Errorf("%q: %s at %d, want %d", page, word, got, want)
			}
		}
		if end := r.At(len(r.Text)).Offset; end > len(src.Text) {
			t.Errorf("%q: end %d of %d", page, end, len(src.Text))
		}
	}
}

func TestLinks(t *testing.T) {
	doc, _, problems := parse("[办法](files/办法.pdf \"全文\")、![施工现场](<pic 1.jpg>)、[条](a\\_b.md#x&amp;y)、[注][r]、" +
		"https://example.org/a。\n\n[![徽标](logo.png)](../index.md)\n\n[r]: ref.md\n")
	want := []Link{
		{Dest: "files/办法.pdf"}, {Dest: "pic 1.jpg", Image: true}, {Dest: "a_b.md#x&y"}, {Dest: "ref.md"},
		{Dest: "../index.md"}, {Dest: "logo.png", Image: true},
	}
	if len(doc.Links) != len(want) || len(problems) != 0 {
		t.Fatalf("links %v, problems %v", doc.Links, problems)
	}
	for i, l := range doc.Links {
		if l.Dest != want[i].Dest || l.Image != want[i].Image {
			t.Errorf("link %d: %+v, want %+v", i, l, want[i])
		}
		start := strings.SplitN(l.Dest, "_", 2)[0]
		if upTo(l.Pos, len(start)) != start {
			t.Errorf("link %d: found at %q, want %q", i, upTo(l.Pos, 12), start)
		}
	}
}

func TestHeadings(t *testing.T) {
	doc, _, _ := parse("# 概况\n## Wi-Fi 开通 2024\n### 共 `= n` 件\n###### **粗** `x`\n## Wi-Fi 开通 2024\n## 再说\nH 4\n---\n## 末\n")
	want := []Heading{
		{2, "h-1", "概况"}, {3, "wi-fi-2024", "Wi-Fi 开通 2024"}, {4, "h-2", "共 12 件"}, {6, "x", "粗 x"},
		{3, "wi-fi-2024-2", "Wi-Fi 开通 2024"}, {3, "h-3", "再说"}, {3, "h-4", "H 4"}, {3, "h-5", "末"},
	}
	if got := doc.Headings(func(int) string { return "12" }); !slices.Equal(got, want) {
		t.Errorf("got  %v\nwant %v", got, want)
	}
	if got := doc.Headings(nil)[2].Text; got != "共 … 件" {
		t.Errorf("without values: %q", got)
	}
}

func TestIDPrefix(t *testing.T) {
	doc, _ := Parse(&diag.Source{Text: []byte("# A\n\n注[^1]\n\n[^1]: 文\n")}, 0, Options{IDPrefix: "n1-"})
	var out strings.Builder
	if err := doc.Render(&out, Resolver{}); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`<h2 id="n1-a">`, `id="n1-fnref:1"`, `href="#n1-fn:1"`, `<li id="n1-fn:1">`, `href="#n1-fnref:1"`} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("no %s in\n%s", want, out.String())
		}
	}
}

func TestSummary(t *testing.T) {
	for _, c := range []struct {
		page string
		n    int
		want string
	}{
		{"# 标题\n\n![图](a.png)\n\n各位**居民：**\n请见[办法](a.pdf)&amp;附件[^1]。\n\n[^1]: 注\n", 50, "各位居民：请见办法&附件。"},
		{"已召开恳谈会 `= n` 次。", 50, "已召开恳谈会 12 次。"},
		{"一二三四五六七八九十", 10, "一二三四五六七八九十"},
		{"一二三四五六七八九十", 9, "一二三四五六七八…"},
		{"一二三四五六七，八九十", 9, "一二三四五六七…"},
		{"共投入12345.6元", 7, "共投入…"},
		{"supercalifragilistic", 6, "super…"},
		{"see the notice", 9, "see the…"},
		{"一二", 1, "…"},
		{"一二", 0, ""},
		{"- 只有清单\n", 9, ""},
		{"", 9, ""},
		{"　　首行缩进", 9, "首行缩进"},
	} {
		doc, _, _ := parse(c.page)
		if got := doc.Summary(c.n, func(int) string { return "12" }); got != c.want {
			t.Errorf("%q to %d: %q, want %q", c.page, c.n, got, c.want)
		}
	}
	doc, _, _ := parse("召开 `= n` 次")
	if got := doc.Summary(9, nil); got != "召开 … 次" {
		t.Errorf("without values: %q", got)
	}
}

// Problems are listed as code, the text at their place, and arguments.
func TestProblems(t *testing.T) {
	for _, c := range []struct{ page, want string }{
		{"正文\n\n```chrat\n```\n", "unknown-block@chrat [chrat 是不是 chart？]"},
		{"```tabel x\n```\n", "unknown-block@tabel [tabel 是不是 table？]"},
		{"```Chart\n```\n", "unknown-block@Chart [Chart 是不是 chart？]"},
		{"```row x\n```\n", "unknown-block@row x [row 是不是 rows？]"},
		{"```\n```\n\n```toml\n```\n\n```bash\n```\n\n```csv\n```\n\n```text\n```\n\n```rust\n```\n\n```json\n```\n", ""},
		{"前<b class=x>粗</b>后", "raw-html@<b cl [<b class=x>]"},
		{"前\n\n<div>\n文\n</div>\n", "raw-html@<div> [<div>]"},
		{"<script>alert(1)</script>\n", "raw-html@<scri [<script>alert(1)</script>]"},
		{"<!-- 备注 -->\n\n前<!-- 备注 -->后\n\n<!--\n多行\n-->\n", ""},
		{"<!-- 备注 --> 文字\n", "raw-html@<!--  [<!-- 备注 --> 文字]"},
		{"<!-- 没有结尾\n", "raw-html@<!--  [<!-- 没有结尾]"},
		{"[点](javascript:alert(1))", "unsafe-link@javas [javascript]"},
		{"[点](JaVa&#9;Script:alert(1))", "unsafe-link@JaVa& [javascript]"},
		{"[点](<\tvbscript:x>)", "unsafe-link@\tvbsc [vbscript]"},
		{"![图](data:image/png;base64,AA==)", "unsafe-link@data: [data]"},
		{"[表](file:///C:/a.xls)", "unsafe-link@file: [file]"},
		{"<javascript:alert(1)>", "unsafe-link@<java [javascript]"},
		{"[点][a]\n\n[a]: javascript:x\n", "unsafe-link@javas [javascript]"},
		{"[甲](a:b.md) [乙](https://x.cn/?javascript:1) [丙](tel:12345) [丁](mailto:a@b.cn)", ""},
		{"文 ![](a.png)", "image-without-alt@![](a [a.png]"},
		{"![ ](a.png)", "image-without-alt@![ ]( [a.png]"},
		{"![**图**](a.png) ![`= n`](b.png)", ""},
	} {
		_, _, problems := parse(c.page)
		var got []string
		for _, p := range problems {
			args := make([]any, len(p.Args))
			for i, a := range p.Args {
				args[i] = a
				if s, ok := a.(diag.Speaker); ok {
					args[i] = s.In(diag.Chinese)
				}
			}
			got = append(got, fmt.Sprintf("%s@%s %v", p.Code, upTo(p.Pos, 5), args))
		}
		if s := strings.Join(got, "; "); s != c.want {
			t.Errorf("%q\n got %s\nwant %s", c.page, s, c.want)
		}
	}
}
