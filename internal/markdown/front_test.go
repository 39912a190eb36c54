package markdown

import (
	"testing"

	"github.com/lanewall/lanewall/internal/diag"
)

func TestSplit(t *testing.T) {
	for _, c := range []struct{ file, front, body, code string }{
		{"+++\ntitle = \"停水\"\n+++\n正文\n", "title = \"停水\"\n", "正文\n", ""},
		{"+++\r\ntitle = 1\r\n+++\r\n正文\r\n", "title = 1\r\n", "正文\r\n", ""},
		{"\uFEFF+++\na = 1\n+++\n正文", "a = 1\n", "正文", ""},
		{"+++ \na = 1\n+++\t\n正文", "a = 1\n", "正文", ""},
		{"+++\n+++\n", "", "", ""},
		{"+++\na = 1\n+++", "a = 1\n", "", ""},
		{"+++\na = \"+++\"\n+++\n正文", "a = \"+++\"\n", "正文", ""},
		{"正文\n+++\na = 1\n+++\n", "", "正文\n+++\na = 1\n+++\n", ""},
		{"\uFEFF正文", "", "正文", ""},
		{" +++\n+++\n", "", " +++\n+++\n", ""},
		{"++++\n+++\n", "", "++++\n+++\n", ""},
		{"", "", "", ""},
		{"+++", "", "", "unclosed-front-matter"},
		{"+++\ntitle = 1\n正文\n", "", "", "unclosed-front-matter"},
	} {
		front, body, problems := Split(&diag.Source{Name: "a.md", Text: []byte(c.file)})
		if got := c.file[front.Start:front.End]; got != c.front {
			t.Errorf("%q: front matter %q, want %q", c.file, got, c.front)
		}
		if got := c.file[body:]; got != c.body {
			t.Errorf("%q: body %q, want %q", c.file, got, c.body)
		}
		if got := codes(problems); got != c.code {
			t.Errorf("%q: problems %q, want %q", c.file, got, c.code)
		}
	}
}
