package serve

import (
	"fmt"
	"strings"
	"testing"

	"github.com/lanewall/lanewall/internal/diag"
)

// An excerpt shows the line, the place in it, and some lines around it.
func TestExcerpt(t *testing.T) {
	long := strings.Repeat("长", 1000)
	for _, test := range []struct{ name, text, want string }{
		{"first line", "|abc\ndef\n", "1:[a]bc 2 def"},
		{"in the middle", "[[case]]\r\nid = 1\r\nunit = |\"里\"\r\nlead = 2\r\n\r\n", "1 [[case]] 2 id = 1 3:unit = [\"]里\" 4 lead = 2"},
		{"end of a line", "a\nbc|\nd\n", "1 a 2:bc[ ] 3 d"},
		{"end of a file", "a\nb\nc\nd\n|", "3 c 4 d 5:[ ]"},
		{"one line, no end", "abc|d", "1:abc[d]"},
		{"empty", "|", "1:[ ]"},
		{"far in a long line", long + "|x" + long, "1:" + long[:3*excerptWidth] + "[x]" + long[:3*(excerptWidth-1)]},
		{"not UTF-8", "\xff\xff|\xff\n", "1:\uFFFD[ ]"},
	} {
		text := []byte(strings.Replace(test.text, "|", "", 1))
		src := &diag.Source{Name: "a", Text: text}
		pos := src.At(strings.IndexByte(test.text, '|'))
		line, _ := pos.LineCol()
		var got []string
		for _, e := range excerptOf(text, pos.Offset, line) {
			if e.Here {
				got = append(got, fmt.Sprintf("%d:%s[%s]%s", e.Number, e.Before, e.At, e.After))
			} else {
				got = append(got, fmt.Sprintf("%d %s", e.Number, e.Before))
			}
		}
		if strings.Join(got, " ") != test.want {
			t.Errorf("%s: %q, want %q", test.name, strings.Join(got, " "), test.want)
		}
	}
}

func TestReport(t *testing.T) {
	src := &diag.Source{Name: "data/a.toml", Text: []byte(strings.Repeat("x\n", 500))}
	var list diag.List
	list.Add("raw-html", src.At(0), "<b>")
	for i := range 250 {
		list.Add("unknown-unit", src.At(2*i), fmt.Sprint("u", i), diag.Choice{})
	}
	list.Add("slow-file", src.At(4), 30, "case")
	r := newReport(list, nil, diag.English)
	if r.Errors != 250 || r.Warnings != 1 || r.Notes != 1 || len(r.Shown) != shownMost || r.Shown[0].Severity != diag.Error || r.Shown[0].Line != 1 {
		t.Errorf("%d, %d, %d, %d shown, first %+v", r.Errors, r.Warnings, r.Notes, len(r.Shown), r.Shown[0])
	}
	page := string(r.page("t", "l", "", diag.English, "<script></script>"))
	if !strings.Contains(page, "152 more are not listed here") || !strings.Contains(page, "</main>\n<script></script>") {
		t.Error(page[len(page)-300:])
	}
	fresh := newReport(list, newReport(list[:251], nil, diag.English).keys, diag.English)
	if fresh.count() != 1 || fresh.badge(diag.English) != "notes: 1" || fresh.badge(diag.Chinese) != "提示 1 处" {
		t.Errorf("%+v", fresh)
	}
	for lang, want := range map[diag.Lang]string{diag.Chinese: "错误 250 处", diag.English: "errors: 250"} {
		if got := r.badge(lang); got != want {
			t.Errorf("%q", got)
		}
	}
	if got := (report{}).badge(diag.Chinese); got != "" {
		t.Errorf("%q", got)
	}
}

// Every word is there in both languages, with the same blanks to fill.
func TestWords(t *testing.T) {
	chinese, english := fmt.Sprintf("%q", say[diag.Chinese]), fmt.Sprintf("%q", say[diag.English])
	if strings.Contains(chinese+english, `""`) {
		t.Errorf("%s\n%s", chinese, english)
	}
	for _, verb := range []string{"%d", "%s", "%v"} {
		if strings.Count(chinese, verb) != strings.Count(english, verb) {
			t.Errorf("%s: %d and %d", verb, strings.Count(chinese, verb), strings.Count(english, verb))
		}
	}
}
