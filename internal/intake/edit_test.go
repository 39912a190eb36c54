package intake

import (
	"bytes"
	"strings"
	"testing"

	"github.com/lanewall/lanewall/internal/civil"
	"github.com/lanewall/lanewall/internal/diag"
	"github.com/lanewall/lanewall/internal/toml"
)

func TestEdit(t *testing.T) {
	closed := []Value{{"closed", civil.New(2024, 9, 5)}, {"outcome", "解决"}}
	for _, c := range []struct{ name, text, want string }{
		{"added behind the last value", "# 九月\n[[case]]\nid = \"C-1\"\ntitle = '灯' # 原话\n\n# 下一件\n[[case]]\nid = \"C-2\"\n",
			"# 九月\n[[case]]\nid = \"C-1\"\ntitle = '灯' # 原话\nclosed = 2024-09-05\noutcome = \"解决\"\n\n# 下一件\n[[case]]\nid = \"C-2\"\n"},
		{"replaced in its line", "[[case]]\nid = \"C-1\"\noutcome  =  \"转办\"   # 待核\nclosed = 2024-09-04\n",
			"[[case]]\nid = \"C-1\"\noutcome  =  \"解决\"   # 待核\nclosed = 2024-09-05\n"},
		{"as on Windows, without an end", "[[case]]\r\nid = \"C-1\"", "[[case]]\r\nid = \"C-1\"\r\nclosed = 2024-09-05\r\noutcome = \"解决\""},
		{"a header with a comment", "[[case]] # 急\nid = \"C-1\"\n", "[[case]] # 急\nid = \"C-1\"\nclosed = 2024-09-05\noutcome = \"解决\"\n"},
		{"behind a list on several lines", "[[case]]\nassist = [\n  \"甲\",\n]\n", "[[case]]\nassist = [\n  \"甲\",\n]\nclosed = 2024-09-05\noutcome = \"解决\"\n"},
		{"a comment that looks like it", "[[case]]\nid = \"C-1\"\n# closed = 2024-09-01\n", "[[case]]\nid = \"C-1\"\nclosed = 2024-09-05\noutcome = \"解决\"\n# closed = 2024-09-01\n"},
		{"a text that looks like it", "[[case]]\nid = \"C-1\"\ndetail = \"\"\"\nclosed = 2024-09-01\n\"\"\"\n", ""},
		{"a text with a header in it", "[[case]]\nid = \"C-1\"\ndetail = \"\"\"\n[[case]]\n\"\"\"\n", ""},
		{"a text with escapes", "[[case]]\nid = \"C-1\"\noutcome = \"转\\u529e\"\n", ""},
		{"a quoted key", "[[case]]\nid = \"C-1\"\n\"closed\" = 2024-09-04\n", ""},
	} {
		got, ok := Edit([]byte(c.text), "case", strings.Index(c.text, "[[case]]"), closed)
		if string(got) != c.want && ok || ok != (c.want != "") {
			t.Errorf("%s: %v, got\n%s\nwant\n%s", c.name, ok, got, c.want)
		}
	}
}

func TestEditTakesOut(t *testing.T) {
	text := "[[case]]\nid = \"C-1\"\nclosed = 2024-09-04 # 错\ntitle = \"灯\"\n"
	got, ok := Edit([]byte(text), "case", 0, []Value{{"closed", nil}, {"outcome", nil}})
	if want := "[[case]]\nid = \"C-1\"\ntitle = \"灯\"\n"; string(got) != want || !ok {
		t.Errorf("%v, %q", ok, got)
	}
}

// FuzzEdit: what is edited says what it said, but for the value.
func FuzzEdit(f *testing.F) {
	f.Add([]byte("[[row]]\nid = \"1\"\na = [1, 2] # x\n\n[[row]]\nid = '2'\n"), "解决")
	f.Add([]byte("[[row]]\r\nw = \"\"\"\nw = 1\n\"\"\"\r\n[row.sub]\nw = 2\n"), "\n[[row]]")
	f.Add([]byte("\ufeff[[row]]\nw = \"#\"#\"\n"), `"'\`)
	f.Fuzz(func(t *testing.T, text []byte, word string) {
		offset := bytes.Index(text, []byte("[[row]]"))
		if offset < 0 {
			return
		}
		edited, ok := Edit(text, "row", offset, []Value{{"w", word}})
		if !ok {
			return
		}
		doc, problems := toml.Parse(&diag.Source{Text: edited})
		if len(problems) > 0 {
			t.Fatalf("%q: %s", edited, problems[0].Format(diag.English))
		}
		for _, row := range doc.Tables("row") {
			if row.Pos.Offset == offset && row.Get("w").Value.Plain() != strings.ToValidUTF8(word, "\ufffd") {
				t.Errorf("%q in %q", row.Get("w").Value.Plain(), edited)
			}
		}
	})
}
