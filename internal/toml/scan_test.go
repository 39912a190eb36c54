package toml

import (
	"fmt"
	"math"
	"strings"
	"testing"
	"time"

	burnt "github.com/BurntSushi/toml"

	"github.com/lanewall/lanewall/internal/civil"
	"github.com/lanewall/lanewall/internal/diag"
)

func source(text string) *diag.Source { return &diag.Source{Name: "a.toml", Text: []byte(text)} }

// parse reads a document that is known to be right.
func parse(t testing.TB, text string) *Table {
	t.Helper()
	table, problems := Parse(source(text))
	if len(problems) > 0 {
		t.Fatalf("%q: %s", text, problems[0].Format(diag.English))
	}
	return table
}

func place(p diag.Pos) string {
	line, col := p.LineCol()
	return fmt.Sprintf("%d:%d", line, col)
}

// outline is one line an entry: its path, the place of the key, that of the value, and the value; of a table also
// the place of the table.
func outline(t *Table) []string { return outlineTable("", t) }

func outlineTable(path string, t *Table) []string {
	var lines []string
	for _, e := range t.Entries {
		lines = append(lines, outlineValue(path+e.Key, place(e.Pos), e.Value)...)
	}
	return lines
}

func outlineValue(path, key string, v Value) []string {
	head := fmt.Sprintf("%s %s %s ", path, key, place(v.Pos))
	switch data := v.Data.(type) {
	case *Table:
		return append([]string{head + "table " + place(data.Pos)}, outlineTable(path+".", data)...)
	case []Value:
		lines := []string{head + "list"}
		for i, item := range data {
			lines = append(lines, outlineValue(fmt.Sprintf("%s[%d]", path, i), "-", item)...)
		}
		return lines
	case time.Time:
		return []string{head + data.Format(time.RFC3339)}
	case string:
		return []string{fmt.Sprintf("%s%q", head, data)}
	}
	return []string{fmt.Sprintf("%s%v", head, v.Data)}
}

// compare reports the first line in which two texts differ.
func compare(t *testing.T, got, want []string) {
	t.Helper()
	for i := range max(len(got), len(want)) {
		g, w := "(nothing)", "(nothing)"
		if i < len(got) {
			g = got[i]
		}
		if i < len(want) {
			w = want[i]
		}
		if g != w {
			t.Errorf("line %d:\n got  %s\n want %s\nall of it:\n%s", i+1, g, w, strings.Join(got, "\n"))
			return
		}
	}
}

func TestPlaces(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"scalars in the order of the text", "b = 1\na = \"甲\"\nc=true", `
b 1:1 1:5 1
a 2:1 2:5 "甲"
c 3:1 3:3 true`},
		{"columns are characters, not bytes", `k = "甲乙" # 丙
t = { 'x' = "丁", y = 2 }`, `
k 1:1 1:5 "甲乙"
t 2:1 2:5 table 2:5
t.x 2:7 2:13 "丁"
t.y 2:18 2:22 2`},
		{"white space", " \t a\t=  1 \n\n   b = 2", `
a 1:4 1:9 1
b 3:4 3:8 2`},
		{"dotted keys", "a.b . c = 1\na.b.d = 2", `
a 1:1 1:1 table 1:1
a.b 1:3 1:3 table 1:3
a.b.c 1:7 1:11 1
a.b.d 2:5 2:9 2`},
		{"quoted keys", `"键" = 1
'a.b' = 2
"a\tb\u4e00" = 3
x."y z".'w' = 4`, `
键 1:1 1:7 1
a.b 2:1 2:9 2
` + "a\tb一" + ` 3:1 3:16 3
x 4:1 4:1 table 4:1
x.y z 4:3 4:3 table 4:3
x.y z.w 4:9 4:15 4`},
		{"empty keys", "\"\" = 1\nx.'' = 2\n[y.\"\"]\n'' = 3", `
 1:1 1:6 1
x 2:1 2:1 table 2:1
x. 2:3 2:8 2
y 3:2 3:2 table 3:2
y. 3:4 3:4 table 3:1
y.. 4:1 4:6 3`},
		{"keys that look like values", "1.2 = 3\ntrue = 4\n2024-09-03 = 5\n[-]\n-_ = 6", `
1 1:1 1:1 table 1:1
1.2 1:3 1:7 3
true 2:1 2:8 4
2024-09-03 3:1 3:14 5
- 4:2 4:2 table 4:1
-.-_ 5:1 5:6 6`},
		{"inline tables", `t = { a = 1, b.c = "}", d = { e = [] }, f = {} }`, `
t 1:1 1:5 table 1:5
t.a 1:7 1:11 1
t.b 1:14 1:14 table 1:14
t.b.c 1:16 1:20 "}"
t.d 1:25 1:29 table 1:29
t.d.e 1:31 1:35 list
t.f 1:41 1:45 table 1:45`},
		{"inline tables over lines, with comments and a comma at the end", "t = { # eins }\n  a = 1,\n  # b = 2,\n  c = 3, # drei }\n}\nd = 4", `
t 1:1 1:5 table 1:5
t.a 2:3 2:7 1
t.c 4:3 4:7 3
d 6:1 6:5 4`},
		{"nested arrays", "a = [[1, 2], [ ], [\n  \"]\", # ]\n  'x',\n]]", `
a 1:1 1:5 list
a[0] - 1:6 list
a[0][0] - 1:7 1
a[0][1] - 1:10 2
a[1] - 1:14 list
a[2] - 1:19 list
a[2][0] - 2:3 "]"
a[2][1] - 3:3 "x"`},
		{"arrays of inline tables", "a = [{x = 1}, {x = 2, y = 3}]", `
a 1:1 1:5 list
a[0] - 1:6 table 1:6
a[0].x 1:7 1:11 1
a[1] - 1:15 table 1:15
a[1].x 1:16 1:20 2
a[1].y 1:23 1:27 3`},
		{"headers", "x = 1\n[ a . 'b' ] # [c]\ny = 2\n[a]\nz = 3", `
x 1:1 1:5 1
a 2:3 2:3 table 4:1
a.b 2:7 2:7 table 2:1
a.b.y 3:1 3:5 2
a.z 5:1 5:5 3`},
		{"arrays of tables with sub-tables", `[[a]]
n = 1
[a.s]
k = 2
[[a.b]]
n = 3
[[a.b]]
n = 4
[[a]]
[[a.b]]
n = 5
[c]`, `
a 1:3 1:3 list
a[0] - 1:1 table 1:1
a[0].n 2:1 2:5 1
a[0].s 3:4 3:4 table 3:1
a[0].s.k 4:1 4:5 2
a[0].b 5:5 5:5 list
a[0].b[0] - 5:1 table 5:1
a[0].b[0].n 6:1 6:5 3
a[0].b[1] - 7:1 table 7:1
a[0].b[1].n 8:1 8:5 4
a[1] - 9:1 table 9:1
a[1].b 10:5 10:5 list
a[1].b[0] - 10:1 table 10:1
a[1].b[0].n 11:1 11:5 5
c 12:2 12:2 table 12:1`},
		{"multi-line strings", "a = \"\"\"\n[x]\nb = 1\"\"\"\nc = '''\n[[d]]'''\ne = 1", `
a 1:1 1:5 "[x]\nb = 1"
c 4:1 4:5 "[[d]]"
e 6:1 6:5 1`},
		{"multi-line strings that end with quotation marks", "a = \"\"\"x\"\"\"\"\nb = '''y'''''\nc = \"\"\"\"\"\"\nd = \"\"\"\"z\"\"\"\ne = [\"\"\"\"\"\"\"\"]", `
a 1:1 1:5 "x\""
b 2:1 2:5 "y''"
c 3:1 3:5 ""
d 4:1 4:5 "\"z"
e 5:1 5:5 list
e[0] - 5:6 "\"\""`},
		{"escapes", `a = "\"]" # "
b = '\' # '
c = "\\" # "
d = """\""""
e = "\e\x41"`, `
a 1:1 1:5 "\"]"
b 2:1 2:5 "\\"
c 3:1 3:5 "\\"
d 4:1 4:5 "\""
e 5:1 5:5 "\x1bA"`},
		{"comments with brackets and quotation marks", "# [a] \"\"\" '''\na = 1 # ] } \" '\n# [[b]]\n[c] # ]] [d]\nx = [ # [\n 1, # ]\n # 2\n] # [", `
a 2:1 2:5 1
c 4:2 4:2 table 4:1
c.x 5:1 5:5 list
c.x[0] - 6:2 1`},
		{"carriage returns", "a = 1\r\n[b]\r\nc = [\r\n 1,\r\n 2]\r\n# d\r\ne = \"\"\"\r\nf\r\n\"\"\"\r\n", `
a 1:1 1:5 1
b 2:2 2:2 table 2:1
b.c 3:1 3:5 list
b.c[0] - 4:2 1
b.c[1] - 5:2 2
b.e 7:1 7:5 "f\r\n"`},
		{"a byte order mark", "\ufeffa = 1\nb = 2", `
a 1:2 1:6 1
b 2:1 2:5 2`},
		{"a comment right behind a value", "a = 1# x\nb = [1#]\n]\nc = {d = 1#}\n}", `
a 1:1 1:5 1
b 2:1 2:5 list
b[0] - 2:6 1
c 4:1 4:5 table 4:5
c.d 4:6 4:10 1`},
		{"numbers as BurntSushi reads them", "a = +1_000\nb = 0xFF\nc = -0.5e3\nd = inf", `
a 1:1 1:5 1000
b 2:1 2:5 255
c 3:1 3:5 -500
d 4:1 4:5 +Inf`},
		{"dates", "a = 2024-09-03\nb = 2024-09-03 08:30:00\nc = 2024-09-03T08:30:00+08:00\nd = 2024-09-03T08:30", `
a 1:1 1:5 2024-09-03
b 2:1 2:5 2024-09-03
c 3:1 3:5 2024-09-03T08:30:00+08:00
d 4:1 4:5 2024-09-03`},
	} {
		t.Run(c.name, func(t *testing.T) {
			compare(t, outline(parse(t, c.text)), strings.Split(c.want[1:], "\n"))
		})
	}
}

// TestRaw: a scalar keeps how it was written, which money is read from.
func TestRaw(t *testing.T) {
	table := parse(t, "a = 0.10 # x\nb = [ 1_000.50 , +5]\nc = { d = 6354.5 }\ne = \"1\\t\"\n")
	for _, c := range []struct {
		value Value
		raw   string
	}{
		{table.Get("a").Value, "0.10"},
		{table.Get("b").Value.Data.([]Value)[0], "1_000.50"},
		{table.Get("b").Value.Data.([]Value)[1], "+5"},
		{table.Get("c").Value.Data.(*Table).Get("d").Value, "6354.5"},
		{table.Get("e").Value, `"1\t"`},
	} {
		if c.value.Raw != c.raw {
			t.Errorf("got %q, want %q", c.value.Raw, c.raw)
		}
	}
}

func TestFind(t *testing.T) {
	src := source(`x = 1
[[case]] # title = "nicht"
id = "甲"
title = """
[[case]]
closed = 1
"""
closed = 2024-09-03
rating = { id = 1 }
tags = [
  "[[",
]
late = true

[[case]]
id = "乙"
[case.rating]
satisfaction = 3
[[case]]
`)
	first, second := strings.Index(string(src.Text), "[[case]] #"), strings.Index(string(src.Text), "[[case]]\nid = \"乙\"")
	for _, c := range []struct {
		offset           int
		name, key, value string
	}{
		{first, "id", "3:1", "3:6"},
		{first, "title", "4:1", "4:9"},
		{first, "closed", "8:1", "8:10"},
		{first, "rating", "9:1", "9:10"},
		{first, "late", "13:1", "13:8"},
		{first, "missing", "2:1", "2:1"},
		{first, "x", "2:1", "2:1"},
		{first, "", "2:1", "2:1"},
		{second, "id", "16:1", "16:6"},
		{second, "closed", "15:1", "15:1"},
		{second, "satisfaction", "15:1", "15:1"}, // a key of the sub-table
		{len(src.Text) - len("[[case]]\n"), "id", "19:1", "19:1"},
	} {
		key, value := Find(src, c.offset, c.name)
		if place(key) != c.key || place(value) != c.value {
			t.Errorf("%s from %d: key %s, value %s; want %s, %s", c.name, c.offset, place(key), place(value), c.key, c.value)
		}
	}
}

// TestFindInline: a row may be an item of case = [{…}] as well.
func TestFindInline(t *testing.T) {
	src := source("case = [\n  { id = \"a\", unit = \"x\" },\n  { id = \"b\",\n    unit = \"y\" },\n]\nunit = 3\n")
	for _, c := range []struct{ row, name, value string }{
		{`{ id = "a"`, "id", "2:10"},
		{`{ id = "a"`, "unit", "2:22"},
		{`{ id = "a"`, "none", "2:3"},
		{`{ id = "b"`, "id", "3:10"},
		{`{ id = "b"`, "unit", "4:12"},
	} {
		if _, value := Find(src, strings.Index(string(src.Text), c.row), c.name); place(value) != c.value {
			t.Errorf("%s of %s: %s, want %s", c.name, c.row, place(value), c.value)
		}
	}
}

// FuzzParse: what BurntSushi accepts has the same values here, and every place points at what it is the place of.
func FuzzParse(f *testing.F) {
	for _, text := range []string{
		"", "a = 1", "\ufeffa = 1\r\n", "a.b . \"c d\" = 1\n'' = 2", "[a]\nb = [1, [2], {c = 3}]\n[[d.e]]\n[d.e.f]\nx = 1\n[[d.e]]",
		"a = \"\"\"x\"\"\"\"\"\nb = '''\n''''", "a = {b = 1, # }\n c.d = 2,\n}", "a = 2024-09-03 # x\nb = 08:30:00\nc = 2024-09-03 08:30:00Z",
		"a = \"\\u4e00\\\"\"\n\"\\u4e00\" = nan", "a = [\n# ]\n\"#\", '#', # [\n]", "1.2 = 3.4\n[5]\n[[6]]\n7 = 0x8", "a = 1e3\nb = -0.0\nc = 1_0\n",
		"[a.b]\n[a]\nc.d = 1\n[a.e]", "\xff\xfea = 1", "a = \"\"\"\\\n   x \\\"\"\" y\"\"\"", "0000-01-01 = 0000-01-01", "a = [{b = {}}, {b = [{}]}]",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		src := source(text)
		table, problems := Parse(src)
		var want map[string]any
		if _, err := burnt.Decode(text, &want); err != nil {
			if len(problems) != 1 || len(table.Entries) != 0 || problems[0].Pos.Offset > len(text) {
				t.Fatalf("%q: is not TOML, but gave %v and %v", text, outline(table), problems)
			}
			return
		}
		for _, p := range problems { // BurntSushi drops the second value, and goes as deep as it is led
			if message := p.Message(diag.English); !strings.HasSuffix(message, "has already been defined.") && !strings.HasSuffix(message, "nested too deep") {
				t.Fatalf("%q: %s", text, message)
			}
		}
		if len(problems) > 0 {
			return
		}
		if want == nil {
			want = map[string]any{}
		}
		got, wanted := fmt.Sprintf("%#v", neutral(Value{Data: table}.Plain())), fmt.Sprintf("%#v", neutral(want))
		if got != wanted {
			t.Fatalf("%q:\n got  %s\n want %s", text, got, wanted)
		}
		checkPlaces(t, text, table)
	})
}

// neutral is a decoded value of either kind with dates, times and what is no number as strings.
func neutral(v any) any {
	switch v := v.(type) {
	case map[string]any:
		m := map[string]any{}
		for k, item := range v {
			m[k] = neutral(item)
		}
		return m
	case []map[string]any:
		list := []any{}
		for _, item := range v {
			list = append(list, neutral(item))
		}
		return list
	case []any:
		list := []any{}
		for _, item := range v {
			list = append(list, neutral(item))
		}
		return list
	case time.Time:
		if name := v.Location().String(); name == "date-local" || name == "datetime-local" {
			year, month, day := v.Date()
			return neutral(civil.New(year, int(month), day))
		}
		return v.Format(time.RFC3339Nano)
	case civil.Date:
		return "date " + v.String()
	case float64:
		if math.IsNaN(v) {
			return "nan"
		}
	}
	return v
}

// checkPlaces looks at the text at every place.
func checkPlaces(t *testing.T, text string, table *Table) {
	t.Helper()
	if table.Pos.Offset < 0 || table.Pos.Offset > len(text) {
		t.Fatalf("%q: a table is at %d", text, table.Pos.Offset)
	}
	for _, e := range table.Entries {
		if !keyStandsAt(text, e.Pos.Offset, e.Key) {
			t.Fatalf("%q: key %q is not at %d", text, e.Key, e.Pos.Offset)
		}
		checkValue(t, text, e.Value, e.Pos)
	}
}

func checkValue(t *testing.T, text string, v Value, key diag.Pos) {
	t.Helper()
	at := v.Pos.Offset
	if at < 0 || at > len(text) {
		t.Fatalf("%q: a value is at %d", text, at)
	}
	switch data := v.Data.(type) {
	case *Table:
		if v.Pos != key && !strings.HasPrefix(text[at:], "{") && !strings.HasPrefix(text[at:], "[[") {
			t.Fatalf("%q: table at %d", text, at)
		}
		checkPlaces(t, text, data)
	case []Value:
		if v.Pos != key && !strings.HasPrefix(text[at:], "[") {
			t.Fatalf("%q: list at %d", text, at)
		}
		for _, item := range data {
			checkValue(t, text, item, item.Pos)
		}
	default:
		var again struct{ V any }
		_, err := burnt.Decode("V = "+v.Raw, &again)
		if err != nil || !strings.HasPrefix(text[at:], v.Raw) || fmt.Sprint(neutral(again.V)) != fmt.Sprint(neutral(v.Data)) {
			t.Fatalf("%q: %v is not at %d, where %q is (%v)", text, v.Data, at, v.Raw, err)
		}
	}
}

// keyStandsAt tells whether a key is written at an offset, bare or in quotation marks of some length.
func keyStandsAt(text string, at int, key string) bool {
	if at < 0 || at >= len(text) {
		return false
	}
	if text[at] != '"' && text[at] != '\'' {
		return strings.HasPrefix(text[at:], key)
	}
	for end := at + 1; end < len(text); end++ {
		var m map[string]any
		if text[end] != text[at] {
			continue
		}
		if _, err := burnt.Decode(text[at:end+1]+" = 1", &m); err == nil && len(m) == 1 && m[key] != nil {
			return true
		}
	}
	return false
}
