package ledger

import (
	"slices"
	"testing"
	"time"

	"github.com/lanewall/lanewall/internal/civil"
)

// sorts has a field of every type.
const sorts = `
title = "各样"
rows = "row"

[field]
id = { type = "id", title = "编号", class = "public", required = true }
slug = { type = "slug", title = "标识", class = "public" }
text = { type = "text", title = "文字", class = "public" }
must = { type = "text", title = "必填", class = "public", required = true }
date = { type = "date", title = "日期", class = "public" }
later = { type = "date", title = "后来", class = "public", not_before = "date" }
count = { type = "integer", title = "个数", class = "public", min = 1, max = 20 }
money = { type = "money", title = "金额", class = "public", min = 0, max = 1_000_000 }
debt = { type = "money", title = "欠款", class = "public" }
yes = { type = "bool", title = "是否", class = "public" }
choice = { type = "choice", title = "选项", class = "public", values = ["照明", "排水"] }
set = { type = "set", title = "多选", class = "public", values = ["甲", "乙", "丙"] }
list = { type = "list", title = "清单", class = "public" }
rating = { type = "scores", title = "评分", class = "public", values = ["response", "result"], min = 0, max = 100 }
period = { type = "period", title = "期间", class = "public" }
unit = { type = "unit", title = "辖区", class = "public" }
`

func TestReadProblems(t *testing.T) {
	kind := builtin(t, "filing", sorts)
	kind.Fields = slices.DeleteFunc(kind.Fields, func(f Field) bool { return f.Name == "ledger" || f.Name == "month" })
	kind.Field("unit").Required = false
	for _, c := range []struct{ name, row, want string }{
		{"nothing wrong", "text = 'x'", ""},
		{"unknown key", "choise = '照明'", `4:1 unknown-key: unknown key "choise"`},
		{"bad slug", "slug = 'Yan'", `4:8 bad-id: bad id "Yan"`},
		{"empty slug", "slug = ''", `4:8 bad-id: bad id ""`},
		{"text wanted", "text = 5", `4:8 wrong-type: want text, have an integer`},
		{"text wanted, not a list", "text = ['x']", `4:8 wrong-type: want text, have a list`},
		{"date as text", "date = '2024-09-03'", `4:8 wrong-type: want a date, have text`},
		{"a time is no date", "date = 08:30:00", `4:8 wrong-type: want a date, have a time of day`},
		{"no year", "date = 0000-01-01", `4:8 bad-date: no such day: 0000-01-01`},
		{"dates in wrong order", "date = 2024-09-03\nlater = 2024-09-02", `5:9 date-order: 后来 (2024-09-02) is before 日期 (2024-09-03)`},
		{"dates on one day", "date = 2024-09-03\nlater = 2024-09-03", ""},
		{"a later date alone", "later = 2024-09-02", ""},
		{"integer wanted", "count = 2.0", `4:9 wrong-type: want an integer, have a decimal`},
		{"below the minimum", "count = 0", `4:9 below-minimum: 个数 is 0, below the minimum of 1`},
		{"above the maximum", "count = 2_1", `4:9 above-maximum: 个数 is 2_1, above the maximum of 20`},
		{"at the bounds", "count = 20", ""},
		{"money as text", "money = '5'", `4:9 wrong-type: want an amount in yuan, have text`},
		{"money below", "money = -0.01", `4:9 below-minimum: 金额 is -0.01, below the minimum of 0`},
		{"money above", "money = 1_000_000.01", `4:9 above-maximum: 金额 is 1_000_000.01, above the maximum of 1000000`},
		{"money at the bound", "money = 1000000", ""},
		{"three decimals", "money = 0.125", `4:9 bad-money: bad amount "0.125"`},
		{"money with an exponent", "money = 1e3", `4:9 bad-money: bad amount "1e3"`},
		{"hexadecimal money", "money = 0x10", `4:9 bad-money: bad amount "0x10"`},
		{"infinite money", "money = inf", `4:9 bad-money: bad amount "inf"`},
		{"more than there is", "money = 92233720368547759", `4:9 bad-money: bad amount "92233720368547759"`},
		{"bool wanted", "yes = 1", `4:7 wrong-type: want true or false, have an integer`},
		{"not a choice", "choice = '照名'", `4:10 unknown-value: "照名" is not one of the values`},
		{"list wanted", "set = '甲'", `4:7 wrong-type: want a list, have text`},
		{"not of the set", "set = ['甲', '丁']", `4:13 unknown-value: "丁" is not one of the values`},
		{"twice in a set", "set = ['甲', '乙', '甲']", `4:18 repeated-value: "甲" stands twice in one cell`},
		{"number in a set", "set = ['甲', 2]", `4:13 wrong-type: want text, have an integer`},
		{"twice in a list", "list = ['一栋', '一栋']", `4:15 repeated-value: "一栋" stands twice in one cell`},
		{"scores wanted", "rating = 90", `4:10 wrong-type: want a table, have an integer`},
		{"no such score", "rating = { respons = 90 }", `4:12 unknown-key: unknown key "respons"`},
		{"score as text", "rating = { response = '90', result = 2 }", `4:23 wrong-type: want an integer, have text`},
		{"score above", "rating = { response = 101 }", `4:23 above-maximum: 评分 is 101, above the maximum of 100`},
		{"bad period", "period = '2024-9'", `4:10 bad-period: bad period "2024-9"`},
		{"period as a date", "period = 2024-09-01", `4:10 wrong-type: want text, have a date`},
		{"several at once", "count = 0\nyes = 'x'\nextra = 1", "4:9 below-minimum: 个数 is 0, below the minimum of 1\n5:7 wrong-type: want true or false, have text\n6:1 unknown-key: unknown key \"extra\""},
	} {
		_, problems := Read("rows", kind, files("[[row]]\nid = '1'\nmust = 'x'\n"+c.row+"\n"), shanghai)
		if got := said(problems); got != c.want {
			t.Errorf("%s:\n got  %s\n want %s", c.name, got, c.want)
		}
	}
	for _, c := range []struct{ name, text, want string }{
		{"no required fields", "\n[[row]]\ntext = 'x'", "2:1 missing-field: required field id is missing\n2:1 missing-field: required field must is missing"},
		{"empty required fields", "[[row]]\nid = ''\nmust = ' '", "2:6 missing-field: required field id is missing\n3:8 missing-field: required field must is missing"},
		{"other rows", "[[rwo]]\nid = '1'", `1:3 unknown-key: unknown key "rwo"`},
		{"other keys", "x = 1\n[[row]]\nid = '1'\nmust = 'x'", `1:1 unknown-key: unknown key "x"`},
		{"one table", "[row]\nid = '1'", `1:2 not-rows: row must be rows [[row]]`},
		{"a list of texts", "row = ['x']", `1:1 not-rows: row must be rows [[row]]`},
		{"an id twice", "[[row]]\nid = 'a'\nmust = 'x'\n[[row]]\nmust = 'x'\nid = 'a'", `6:6 duplicate-id: id "a" is taken, in 1.toml line 2`},
		{"no TOML", "[[row]]\nid = \n", "2:6 toml-syntax: TOML syntax: expected value but found '\\n' instead"},
		{"rows in a line", "row = [{ id = 'a', must = 'x', count = 0 }]", `1:40 below-minimum: 个数 is 0, below the minimum of 1`},
	} {
		_, problems := Read("rows", kind, files(c.text), shanghai)
		if got := said(problems); got != c.want {
			t.Errorf("%s:\n got  %s\n want %s", c.name, got, c.want)
		}
	}
}

// TestReadFiles: rows keep the order of the files, and an id stands once in all of them.
func TestReadFiles(t *testing.T) {
	kind := builtin(t, "body", "")
	table, problems := Read("bodies", kind, files("[[body]]\nid = 'b'\nname = '乙'\nkind = '物业'\n", "",
		"# x\n[[body]]\nid = 'a'\nname = '甲'\nkind = '部门'\n[[body]]\nid = 'b'\nname = '丙'\nkind = '部门'\n"), shanghai)
	if got, want := said(problems), `7:6 duplicate-id: id "b" is taken, in 1.toml line 2`; got != want {
		t.Errorf("got %s", got)
	}
	if table.N != 3 || table.ID(0) != "b" || table.ID(1) != "a" || table.File(1) != "3.toml" || table.Find("a") != 1 || table.Find("c") != -1 {
		t.Errorf("%d rows, %s in %s", table.N, table.ID(1), table.File(1))
	}
	if line, col := table.Pos(1, "name").LineCol(); line != 4 || col != 8 {
		t.Errorf("the name is at %d:%d", line, col)
	}
	if line, col := table.Pos(2, "phone").LineCol(); line != 6 || col != 1 {
		t.Errorf("an empty cell is at %d:%d", line, col)
	}
}

func TestMoneyIsExact(t *testing.T) {
	kind := builtin(t, "disclosure", "")
	for text, want := range map[string]int64{
		"0.10": 10, "0.1": 10, "0.29": 29, "1.15": 115, "6354.5": 635450, "6354.50": 635450, "6_354": 635400, "0": 0, "0.00": 0, "-0.5": -50,
		"0.57": 57, "4.35": 435, "90071992547409.93": 9007199254740993, "92233720368547758": 9223372036854775800,
	} {
		table := read(t, kind, "[[disclosure]]\nid = 'a'\ndate = 2024-01-01\nunit = 'x'\ncolumn = 'y'\ntitle = 'z'\nincome = "+text)
		if got, ok := table.Column("income").Int(0, civil.None); !ok || got != want {
			t.Errorf("%s yuan is %d 分 (%v), want %d", text, got, ok, want)
		}
	}
}

func TestCells(t *testing.T) {
	kind := builtin(t, "filing", sorts)
	kind.Fields = slices.DeleteFunc(kind.Fields, func(f Field) bool { return f.Name == "ledger" || f.Name == "month" })
	kind.Field("unit").Required = false
	table := read(t, kind, `
[[row]]
id = "1"
must = "x"

[[row]]
id = "2"
must = "y"
date = 2024-08-31T20:00:00Z # in Shanghai it is September
count = 3
yes = true
choice = "排水"
set = ["丙", "甲"]
list = [""]
rating = { result = 70 }
text = ""

[[row]]
must = "z"
id = "3"
date = 2024-08-31T20:00:00
yes = false
set = ["乙"]
list = ["一栋", "二栋"]
[row.rating]
response = 0
`)
	number := func(column string, row int) any {
		if v, ok := table.Column(column).Int(row, civil.None); ok {
			return v
		}
		return "empty"
	}
	for _, c := range []struct {
		column string
		want   [3]any
	}{
		{"date", [3]any{"empty", int64(civil.New(2024, 9, 1)), int64(civil.New(2024, 8, 31))}},
		{"count", [3]any{"empty", int64(3), "empty"}},
		{"money", [3]any{"empty", "empty", "empty"}},
		{"yes", [3]any{"empty", int64(1), int64(0)}},
		{"rating.response", [3]any{"empty", "empty", int64(0)}},
		{"rating.result", [3]any{"empty", int64(70), "empty"}},
	} {
		if got := [3]any{number(c.column, 0), number(c.column, 1), number(c.column, 2)}; got != c.want {
			t.Errorf("%s: got %v, want %v", c.column, got, c.want)
		}
	}
	for _, c := range []struct {
		column string
		want   [3][]string
	}{
		{"must", [3][]string{{"x"}, {"y"}, {"z"}}},
		{"text", [3][]string{}},
		{"choice", [3][]string{nil, {"排水"}, nil}},
		{"set", [3][]string{nil, {"丙", "甲"}, {"乙"}}},
		{"list", [3][]string{nil, nil, {"一栋", "二栋"}}},
	} {
		for row, want := range c.want {
			if got := words(table.Column(c.column), row, civil.None); !slices.Equal(got, want) {
				t.Errorf("%s in row %d: got %v, want %v", c.column, row, got, want)
			}
		}
	}
	if table.Column("rating") != nil {
		t.Error("scores have a column of their own")
	}
	if d := table.Column("date").Date(0, civil.None); d != civil.None {
		t.Errorf("an empty date is %v", d)
	}
}

// TestReadZone: a moment is cut to its day in the zone of the site.
func TestReadZone(t *testing.T) {
	kind := builtin(t, "day", "")
	text := "[[day]]\ndate = 2024-08-31T20:00:00Z\nwork = true\n"
	for zone, want := range map[*time.Location]string{time.UTC: "2024-08-31", shanghai: "2024-09-01", time.FixedZone("W", -21*3600): "2024-08-30"} {
		table, problems := Read("calendar", kind, files(text), zone)
		if got := table.Column("date").Date(0, civil.None).String(); got != want || len(problems) > 0 {
			t.Errorf("%v: got %s, want %s", zone, got, want)
		}
	}
}
