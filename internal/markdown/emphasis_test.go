package markdown

import (
	"bytes"
	"strings"
	"testing"

	"github.com/lanewall/lanewall/internal/diag"
	"github.com/yuin/goldmark"
)

// paragraphs checks the HTML of one-paragraph pages, given without <p> and with B and E for strong and em.
func paragraphs(t *testing.T, cases [][2]string) {
	t.Helper()
	tags := strings.NewReplacer("<strong>", "<B>", "</strong>", "</B>", "<em>", "<E>", "</em>", "</E>")
	for _, c := range cases {
		got := strings.TrimSuffix(strings.TrimPrefix(render(t, c[0], Resolver{}), "<p>"), "</p>\n")
		if got = tags.Replace(got); got != c[1] {
			t.Errorf("%s\n got %s\nwant %s", c[0], got, c[1])
		}
	}
}

func render(t testing.TB, page string, r Resolver) string {
	t.Helper()
	doc, _ := Parse(&diag.Source{Name: "page.md", Text: []byte(page)}, 0, Options{})
	var out bytes.Buffer
	if err := doc.Render(&out, r); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestChineseEmphasis(t *testing.T) {
	paragraphs(t, [][2]string{
		{"这是**真，**她说", "这是<B>真，</B>她说"},
		{"**“引号”**后", "<B>“引号”</B>后"},
		{"他说**“引号”**后", "他说<B>“引号”</B>后"},
		{"他说**“智慧”**APP上线", "他说<B>“智慧”</B>APP上线"},
		{"APP**“智慧”**上线", "APP<B>“智慧”</B>上线"},
		{"请**注意：**停水", "请<B>注意：</B>停水"},
		{"**（一）**工作安排", "<B>（一）</B>工作安排"},
		{"关于**（试行）**的通知", "关于<B>（试行）</B>的通知"},
		{"印发**《办法》**全文", "印发<B>《办法》</B>全文"},
		{"印发**《办法》**，请执行", "印发<B>《办法》</B>，请执行"},
		{"办结率**95.2%**，较上月", "办结率<B>95.2%</B>，较上月"},
		{"办结率为**95.2%**的社区", "办结率为<B>95.2%</B>的社区"},
		{"共**12**件", "共<B>12</B>件"},
		{"**共12件。**其中", "<B>共12件。</B>其中"},
		{"等待——**真的——**来了", "等待——<B>真的——</B>来了"},
		{"等等**……**好的", "等等<B>……</B>好的"},
		{"**他说……**然后", "<B>他说……</B>然后"},
		{"**‘单’**引号", "<B>‘单’</B>引号"},
		{"*斜体。*后文", "<E>斜体。</E>后文"},
		{"***全部，***后文", "<E><B>全部，</B></E>后文"},
		{"**甲，**乙**丙，**丁", "<B>甲，</B>乙<B>丙，</B>丁"},
		{"**外*内，*外**后", "<B>外<E>内，</E>外</B>后"},
		{"**[链接](a.html)**后", `<B><a href="a.html">链接</a></B>后`},
		{"见**[链接](a.html)**后", `见<B><a href="a.html">链接</a></B>后`},
		{"见**`代码`**后", "见<B><code>代码</code></B>后"},
		{"，_强调_，", "，<E>强调</E>，"},
		{"中_文_字", "中_文_字"},
		{"_“强调”_，好", "<E>“强调”</E>，好"},
		{"“_强调_”", "“<E>强调</E>”"},
		{"** 空格 **", "** 空格 **"},
		{"中** 空格**文", "中** 空格**文"},
		{"**完成✅**今天", "<B>完成✅</B>今天"},
		{"これは**「強調」**です", "これは<B>「強調」</B>です"},
		{"**이것(주의)**은", "<B>이것(주의)</B>은"},
		{"𠮷**（字）**𠮷", "𠮷<B>（字）</B>𠮷"},
		{"改~~旧，~~新", "改<del>旧，</del>新"},
		{"5~10日，6~8日", "5~10日，6~8日"},
		{"甲~~~乙~~~丙", "甲~~~乙~~~丙"},
		{`\*\*真，\*\*她`, "**真，**她"},
		{"**真，\n她**好", "<B>真，她</B>好"},
	})
}

// Facts: the examples of CommonMark 0.31 on emphasis that are one line of ASCII, for each of its rules.
func TestEmphasisWithoutChineseIsCommonMark(t *testing.T) {
	paragraphs(t, [][2]string{
		{`*foo bar*`, `<E>foo bar</E>`},
		{`a * foo bar*`, `a * foo bar*`},
		{`a*"foo"*`, `a*&quot;foo&quot;*`},
		{`foo*bar*`, `foo<E>bar</E>`},
		{`5*6*78`, `5<E>6</E>78`},
		{`_ foo bar_`, `_ foo bar_`},
		{`a_"foo"_`, `a_&quot;foo&quot;_`},
		{`foo_bar_`, `foo_bar_`},
		{`5_6_78`, `5_6_78`},
		{`aa_"bb"_cc`, `aa_&quot;bb&quot;_cc`},
		{`foo-_(bar)_`, `foo-<E>(bar)</E>`},
		{`_foo*`, `_foo*`},
		{`*foo bar *`, `*foo bar *`},
		{`*(*foo)`, `*(*foo)`},
		{`*(*foo*)*`, `<E>(<E>foo</E>)</E>`},
		{`_(_foo)`, `_(_foo)`},
		{`_foo_bar`, `_foo_bar`},
		{`_foo_bar_baz_`, `<E>foo_bar_baz</E>`},
		{`_(bar)_.`, `<E>(bar)</E>.`},
		{`** foo bar**`, `** foo bar**`},
		{`a**"foo"**`, `a**&quot;foo&quot;**`},
		{`foo**bar**`, `foo<B>bar</B>`},
		{`foo__bar__`, `foo__bar__`},
		{`__foo, __bar__, baz__`, `<B>foo, <B>bar</B>, baz</B>`},
		{`foo-__(bar)__`, `foo-<B>(bar)</B>`},
		{`**(**foo)`, `**(**foo)`},
		{`*(**foo**)*`, `<E>(<B>foo</B>)</E>`},
		{`**foo "*bar*" foo**`, `<B>foo &quot;<E>bar</E>&quot; foo</B>`},
		{`**foo**bar`, `<B>foo</B>bar`},
		{`__foo__bar__baz__`, `<B>foo__bar__baz</B>`},
		{`__foo_ bar_`, `<E><E>foo</E> bar</E>`},
		{`*foo *bar**`, `<E>foo <E>bar</E></E>`},
		{`*foo**bar**baz*`, `<E>foo<B>bar</B>baz</E>`},
		{`*foo**bar*`, `<E>foo**bar</E>`},
		{`*foo**bar***`, `<E>foo<B>bar</B></E>`},
		{`foo***bar***baz`, `foo<E><B>bar</B></E>baz`},
		{`foo******bar*********baz`, `foo<B><B><B>bar</B></B></B>***baz`},
		{`*foo **bar *baz* bim** bop*`, `<E>foo <B>bar <E>baz</E> bim</B> bop</E>`},
		{`** is not an empty emphasis`, `** is not an empty emphasis`},
		{`____foo__ bar__`, `<B><B>foo</B> bar</B>`},
		{`**foo*bar*baz**`, `<B>foo<E>bar</E>baz</B>`},
		{`foo *****`, `foo *****`},
		{`foo *\**`, `foo <E>*</E>`},
		{`foo **_**`, `foo <B>_</B>`},
		{`**foo*`, `*<E>foo</E>`},
		{`***foo**`, `*<B>foo</B>`},
		{`*foo****`, `<E>foo</E>***`},
		{`____foo_`, `___<E>foo</E>`},
		{`*_foo_*`, `<E><E>foo</E></E>`},
		{`******foo******`, `<B><B><B>foo</B></B></B>`},
		{`_____foo_____`, `<E><B><B>foo</B></B></E>`},
		{`*foo _bar* baz_`, `<E>foo _bar</E> baz_`},
		{`*foo __bar *baz bim__ bam*`, `<E>foo <B>bar *baz bim</B> bam</E>`},
		{`**foo **bar baz**`, `**foo <B>bar baz</B>`},
	})
}

// Every text of up to five of these characters, none of them Chinese, comes out as goldmark itself has it.
func TestEmphasisAgreesWithGoldmark(t *testing.T) {
	alphabet := []string{"*", "_", "a", " ", "\"", "”"}
	reference := goldmark.New()
	texts := []string{""}
	for range 5 {
		var longer []string
		for _, text := range texts {
			for _, c := range alphabet {
				longer = append(longer, text+c)
			}
		}
		texts = longer
		for _, text := range texts {
			text = "x" + text + "x" // no lists and rules
			var want bytes.Buffer
			if err := reference.Convert([]byte(text), &want); err != nil {
				t.Fatal(err)
			}
			if got := render(t, text, Resolver{}); got != want.String() {
				t.Fatalf("%q\n got %swant %s", text, got, want.String())
			}
		}
	}
}
