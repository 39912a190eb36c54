package returns_test

import (
	"encoding/csv"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/lanewall/lanewall/internal/civil"
	"github.com/lanewall/lanewall/internal/diag"
	"github.com/lanewall/lanewall/internal/i18n"
	"github.com/lanewall/lanewall/internal/indicator"
	"github.com/lanewall/lanewall/internal/opendata"
	"github.com/lanewall/lanewall/internal/returns"
	"github.com/lanewall/lanewall/internal/sheet"
	"github.com/lanewall/lanewall/internal/site"
	"github.com/lanewall/lanewall/internal/stat"
	"github.com/lanewall/lanewall/internal/theme"
	"github.com/lanewall/lanewall/themes"
)

// loaded is a site with its figures and words.
type loaded struct {
	*site.Site
	figures *indicator.Figures
	words   *i18n.Printer
}

func load(t *testing.T, files fs.FS) loaded {
	t.Helper()
	s, problems := site.Load(files, site.Options{})
	definitions, errs := indicator.Define(s)
	problems.Append(errs)
	figures, errs := indicator.Compute(s, definitions)
	problems.Append(errs)
	th, errs := theme.Load(s.Config.Theme, themes.FS, files)
	problems.Append(errs)
	for _, p := range problems {
		if p.Severity() == diag.Error {
			t.Fatal(p.Format(diag.English))
		}
	}
	words, err := i18n.NewPrinter(s.Config.Language, th.Messages)
	if err != nil {
		t.Fatal(err)
	}
	return loaded{s, figures, words}
}

func (l loaded) make(board *site.Board, u *site.Unit, p civil.Period) sheet.Workbook {
	return returns.Make(l.Site, l.figures, l.words, returns.Request{Board: board, Unit: u, Period: p})
}

// published is figures.csv, by indicator, unit, period and split.
func (l loaded) published(t *testing.T) map[string][]string {
	t.Helper()
	text, err := opendata.Figures(l.figures.Each(""), l.Config.Language)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(strings.NewReader(string(text))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	by := map[string][]string{}
	for _, row := range rows[1:] {
		by[key(row[0], row[2], row[3], row[5], row[6])] = row
	}
	return by
}

func key(parts ...string) string { return strings.Join(parts, " ") }

var examples = append([]string{"../.."}, glob("../../examples/*/site.toml")...)

func glob(pattern string) (folders []string) {
	files, err := filepath.Glob(pattern)
	if err != nil || len(files) < 2 {
		panic(pattern)
	}
	for _, file := range files {
		folders = append(folders, filepath.Dir(file))
	}
	return folders
}

// Every number of every table is the one of figures.csv: of every board, for the highest unit and one below it, for
// periods that are over and one that is running.
func TestNumbersAreThoseOfTheSite(t *testing.T) {
	for _, folder := range examples {
		l := load(t, os.DirFS(folder))
		var checks []func(published map[string][]string) int
		for i := range l.Config.Boards {
			board := &l.Config.Boards[i]
			latest := returns.Latest(l.Site, board)
			before, _ := latest.Previous()
			for _, p := range []civil.Period{latest, before, board.Kind().Of(l.Horizon)} {
				for _, u := range []*site.Unit{l.Units.Root, l.Units.Root.Children[0]} {
					page := l.make(board, u, p).Pages[0]
					checks = append(checks, func(published map[string][]string) int { return check(t, l, published, page, board, u, p) })
				}
			}
		}
		published, checked := l.published(t), 0
		for _, check := range checks {
			checked += check(published)
		}
		if checked < 100 {
			t.Errorf("%s: only %d numbers looked at", folder, checked)
		}
	}
}

// check holds a table against figures.csv and gives how many cells it has compared.
func check(t *testing.T, l loaded, published map[string][]string, page sheet.Page, board *site.Board, u *site.Unit, p civil.Period) int {
	t.Helper()
	before, _ := p.Previous()
	year := civil.YearToDate.Of(p.Last)
	if p.Kind == civil.Week {
		last := p.AsOf(l.Horizon)
		year = civil.Between(civil.Year.Of(last).First, last)
	}
	periods := map[string]civil.Period{"合计（上周）": before, "合计（上月）": before, "合计（上季度）": before, "合计（上年）": before, "合计（今年以来）": year}
	checked := 0
	for _, row := range page.Rows {
		unit, period, split, word := u, p, "", ""
		switch name := row[0].Text; {
		case name == "本级":
			split, word = indicator.OwnSplit, indicator.OwnValue
		case periods[name].Kind != 0:
			period = periods[name]
		case name != "合计":
			unit = named(u, name)
		}
		for i, d := range chosen(l, board, u) {
			figure, ok := published[key(d.ID, unit.ID, period.Key(), split, word)]
			if !ok {
				continue
			}
			checked++
			place := fmt.Sprintf("%s %s %s, %s", l.Config.ID, page.Titles[0], row[0].Text, d.ID)
			compare(t, place, l, d, row[i+1], figure, strings.HasPrefix(row[0].Text, "合计（今年"))
		}
	}
	return checked
}

func named(u *site.Unit, name string) *site.Unit {
	for _, c := range u.Children {
		if c.Name == name {
			return c
		}
	}
	return u
}

// chosen is the indicators of a board, found another way than the package does.
func chosen(l loaded, board *site.Board, u *site.Unit) []*indicator.Definition {
	var ids []string
	for _, f := range board.Figures {
		ids = append(ids, f.V)
	}
	for _, table := range board.Tables {
		ids = append(ids, table.Indicator.V)
		for _, id := range table.Indicators {
			ids = append(ids, id.V)
		}
	}
	var definitions []*indicator.Definition
	seen := map[string]bool{}
	for _, id := range ids {
		if d := l.figures.Definition(id); d != nil && d.At(u.Level) && !seen[id] {
			definitions = append(definitions, d)
			seen[id] = true
		}
	}
	return definitions
}

// compare holds a cell against a line of figures.csv.
func compare(t *testing.T, place string, l loaded, d *indicator.Definition, cell sheet.Cell, figure []string, toDate bool) {
	t.Helper()
	value, numerator, denominator, status := figure[7], figure[9], figure[10], figure[12]
	want := ""
	switch {
	case toDate && d.Stock():
		want = "—"
	case d.Measure == indicator.Stated:
		if !strings.Contains(strings.ReplaceAll(cell.Text, ",", ""), strings.TrimSuffix(value, ".0")) && !strings.ContainsAny(cell.Text, "%万亿/") {
			t.Errorf("%s: stated %s, figures.csv has %s", place, cell.Text, value)
		}
		return
	case status == "x":
		want = "未报送"
	case status == "u":
		want = "数量太少（" + group(numerator) + "/" + group(denominator)
	case status == "z" && d.Measure == indicator.Rate:
		want = "本期无到期事项"
	case status == "z":
		want = "算不出"
	case d.Measure == indicator.Rate:
		n, _ := strconv.ParseInt(numerator, 10, 64)
		of, _ := strconv.ParseInt(denominator, 10, 64)
		want = stat.Ratio{Num: n, Den: of}.Percent(d.Places(), l.Config.Mode()).String() + "%（" + group(numerator) + "/" + group(denominator)
	default:
		v, err := strconv.ParseFloat(value, 64)
		if err != nil || cell.Kind != sheet.Number || v-cell.Number > 0.051 || cell.Number-v > 0.051 || d.Places() == 0 && v != cell.Number {
			t.Errorf("%s: %q (%v), figures.csv has %s", place, cell.Text, cell.Number, value)
		}
		return
	}
	if !strings.HasPrefix(cell.Text, want) {
		t.Errorf("%s: %q, want %q as in figures.csv: %v", place, cell.Text, want, figure)
	}
}

func group(digits string) string {
	n, _ := strconv.ParseInt(digits, 10, 64)
	return stat.Decimal{Units: n}.Group()
}

// town is a town with two villages. One has reported August and not September, and one row is the town's own.
var town = fstest.MapFS{
	"site.toml": {Data: []byte(`format = 1
id = "town.lanewall.example"
title = "示例镇公开栏"
issuer = "示例镇人民政府"
as_of = 2024-09-30
smallest_n = 3
notice = "示例：都是编的"
[[level]]
id = "town"
title = "镇"
[[level]]
id = "village"
title = "村"
[[board]]
period = "month"
title = "民情公开"
levels = ["town"]
figures = ["received", "on-time", "open", "housed"]
[[board.table]]
title = "汇总"
by = "indicator"
indicators = ["received", "days"]
`)},
	"data/units.toml": {Data: []byte(`[[unit]]
id = "town"
name = "示例镇"
kind = "town"
[[unit]]
id = "jia"
name = "甲村"
kind = "village"
parent = "town"
[[unit]]
id = "yi"
name = "乙村"
kind = "village"
parent = "town"
`)},
	"data/indicators.toml": {Data: []byte(`[indicator.received]
title = "收到事项"
version = 2
measure = "count"
ledger = "cases"
date = "received"
levels = ["town", "village"]
periods = ["month", "ytd"]
definition = "收到的件数。"
[indicator.on-time]
title = "按时办结率"
version = 1
measure = "rate"
ledger = "cases"
date = "deadline"
of = { timing = "in-time" }
levels = ["town", "village"]
periods = ["month"]
definition = "到期的里面按时办结的。"
[indicator.open]
title = "在办事项"
version = 1
measure = "count"
ledger = "cases"
open = ["received", "ended"]
levels = ["town"]
periods = ["month"]
definition = "期末没有办结的。"
[indicator.days]
title = "用时"
version = 1
measure = "mean"
ledger = "cases"
field = "days"
date = "closed"
counter = "天"
levels = ["town", "village"]
periods = ["month"]
definition = "平均天数。"
note = "不扣节假日"
[indicator.housed]
title = "安置户数"
version = 1
measure = "stated"
counter = "户"
levels = ["town", "village"]
definition = "填报。"
`)},
	"data/cases/ledger.toml": {Data: []byte("kind = \"case\"\nfiled_by = \"village\"\n[[limit]]\nwithin = \"5天\"\n")},
	"data/cases/2024-08.toml": {Data: []byte(`[[case]]
id = "1"
received = 2024-08-05
unit = "jia"
title = "灯不亮"
closed = 2024-08-06
[[case]]
id = "2"
received = 2024-08-06
unit = "yi"
title = "路不平"
closed = 2024-08-08
`)},
	"data/cases/2024-09.toml": {Data: []byte(`[[case]]
id = "3"
received = 2024-09-02
unit = "jia"
title = "水不通"
closed = 2024-09-03
[[case]]
id = "4"
received = 2024-09-03
unit = "jia"
title = "井盖响"
closed = 2024-09-20
[[case]]
id = "5"
received = 2024-09-03
unit = "town"
title = "墙要刷"
closed = 2024-09-05
[[case]]
id = "6"
received = 2024-09-27
unit = "jia"
title = "树要剪"
`)},
	"data/stated/ledger.toml": {Data: []byte("kind = \"stated\"\n")},
	"data/stated/2024.toml": {Data: []byte(`[[stated]]
id = "s-1"
indicator = "housed"
unit = "town"
period = "2024-08"
value = "94"
qualifier = "+"
source = "工作总结"
`)},
}

func TestTableByHand(t *testing.T) {
	l := load(t, town)
	month, _ := civil.ParsePeriod("2024-09")
	board := returns.BoardOf(l.Site, civil.Month)
	if got := returns.Latest(l.Site, board); got != month {
		t.Errorf("latest period %s", got.Key())
	}
	book := l.make(board, l.Units.Root, month)
	page := book.Pages[0]
	got := strings.Join(page.Titles, "\n") + "\n"
	for _, c := range page.Columns {
		got += c.Header + "|"
	}
	for _, row := range page.Rows {
		got += "\n"
		for _, c := range row {
			got += c.Text + "|"
		}
	}
	want := `示例镇2024年9月民情公开月报表
填报单位：示例镇人民政府　　报告期：2024年9月　　数据截至：2024年9月30日
填报人：＿＿＿＿＿＿　　审核人：＿＿＿＿＿＿　　填报日期：＿＿＿＿年＿＿月＿＿日
示例：都是编的
合计按台账统计，不由各行相加；各项指标怎么算，见“指标说明”。
辖区|收到事项（件）|按时办结率|在办事项（件）|安置户数（户）|用时（天）|备注|
甲村|3|数量太少（1/2件）|—|—|数量太少||
乙村|未报送|未报送|—|—|未报送||
本级|1|数量太少（1/1件）|0|—|数量太少||
合计|4|66.7%（2/3件）|1|94余|6.7|收到事项：不含未报送的乙村；按时办结率：不含未报送的乙村；安置户数：填报数，2024年8月，出处：工作总结；用时：不含未报送的乙村|
合计（上月）|2|数量太少（2/2件）|0|94余|数量太少|安置户数：填报数，出处：工作总结|
合计（今年以来）|6|80.0%（4/5件）|—|—|4.6|收到事项：不含未报送的乙村；按时办结率：不含未报送的乙村；用时：不含未报送的乙村|`
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	about := book.Pages[1]
	if about.Name != "指标说明" || len(about.Rows) != 5 || about.Rows[0][3].Text != "第2版" || about.Rows[4][5].Text != "不扣节假日" || about.Rows[3][4].Text != "填报数" {
		t.Errorf("definitions %+v", about)
	}
	if len(about.Titles) != 6 || about.Titles[1] != "示例：都是编的" || !strings.Contains(about.Titles[4], "不足3件") {
		t.Errorf("legend %q", about.Titles)
	}
}

// A unit without any below it has one row of its own; a period that is not over says that its figures are provisional.
func TestUnitsWithoutParts(t *testing.T) {
	l := load(t, town)
	year, _ := civil.ParsePeriod("2024")
	page := l.make(returns.BoardOf(l.Site, civil.Month), l.Units.Find("jia"), year).Pages[0]
	var names []string
	for _, row := range page.Rows {
		names = append(names, row[0].Text)
	}
	if got := strings.Join(names, " "); got != "甲村 合计（上年）" {
		t.Errorf("rows %s", got)
	}
	if titles := strings.Join(page.Titles, "\n"); !strings.Contains(titles, "各数为暂定") || !strings.Contains(titles, "填报单位：甲村　") {
		t.Errorf("titles %q", page.Titles)
	}
}

func TestTitlesOfTables(t *testing.T) {
	for _, c := range []struct{ board, key, want string }{
		{"联勤共治周报", "2024-W36", "联勤共治周报表"}, {"里巷公开", "2024-09", "里巷公开月报表"}, {"呼声办理月通报", "2024-09", "呼声办理月通报汇总表"},
		{"联勤共治汇总表", "2024", "联勤共治汇总表"}, {"公开", "2024-Q3", "公开季报表"},
	} {
		l := load(t, town)
		board := l.Config.Boards[0]
		board.Title = i18n.Plain(c.board)
		p, _ := civil.ParsePeriod(c.key)
		if got := l.make(&board, l.Units.Root, p).Title; !strings.HasSuffix(got, c.want) {
			t.Errorf("%s, %s: %s, want …%s", c.board, c.key, got, c.want)
		}
	}
}
