package intake_test

import (
	"bytes"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/xuri/excelize/v2"

	"github.com/lanewall/lanewall/internal/diag"
	"github.com/lanewall/lanewall/internal/intake"
	"github.com/lanewall/lanewall/internal/ledger"
	"github.com/lanewall/lanewall/internal/sheet"
)

// fillsIn makes a template, fills in a row as its example shows, and reads it back without a mapping.
func (o office) fillsIn(t *testing.T, name string, kind *ledger.Kind) {
	t.Helper()
	book := intake.Template(kind, o.registers, o.look)
	page := &book.Pages[0]
	var columns []intake.Column
	for _, c := range intake.Columns(kind, o.look.Lang) {
		if c.Field.Values == nil || len(c.Field.Values) > 0 { // else there is nothing to fill in
			columns = append(columns, c)
		}
	}
	row := slices.Clone(page.Rows[0])
	row[0] = sheet.Cell{Kind: sheet.Text, Text: "lizi-7"}
	if columns[0].Field.Type == ledger.Date {
		row[0] = sheet.Cell{Kind: sheet.Date, Number: 45538, Text: "2024-09-03"}
	}
	page.Rows = append(page.Rows, row)
	data, err := sheet.Write(book)
	if err != nil {
		t.Fatal(err)
	}
	file, err := sheet.Open(name+".xlsx", data)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	empty := intake.Whole(fstest.MapFS{}, name, kind, o.registers, time.UTC)
	in, problems := intake.NewImport(file, intake.Target{Ledger: name, Kind: kind, Table: empty}, intake.Options{Zone: time.UTC, Sure: true})
	if len(problems) > 0 {
		t.Fatalf("%s: %s", name, problems[0].Format(diag.English))
	}
	if len(columns) != len(page.Columns) {
		t.Fatalf("%s: %d columns, want %d", name, len(page.Columns), len(columns))
	}
	for i, c := range columns {
		if m := in.Columns[i]; m.How != intake.Named || m.Field.Name != c.Field.Name || m.Part != c.Part {
			t.Errorf("%s: column %s is taken for %s (%d)", name, c.Header(), m.Name, m.How)
		}
	}
	batch, problems := in.Read(nil)
	for _, p := range problems {
		t.Errorf("%s: %s", name, p.Format(diag.English))
	}
	for _, p := range batch.Problems {
		t.Errorf("%s: %s %q", name, p.Format(diag.English), p.Text)
	}
	if len(batch.Rows) != 1 || len(batch.Aside) != 1 || batch.Aside[0].Why != intake.SampleRow {
		t.Errorf("%s: %d rows, aside %+v", name, len(batch.Rows), batch.Aside)
	}
	for i, c := range columns {
		if row[i].Text != "" && len(batch.Rows) == 1 && batch.Rows[0].Record.Get(c.Field.Name) == nil {
			t.Errorf("%s: %s, filled in with %q, came to nothing", name, c.Header(), row[i].Text)
		}
	}
}

// The template of every kind and of every ledger of the examples is read back: the example row is left out, a row filled
// in as it is taken, every column for what it is.
func TestTemplatesReadBack(t *testing.T) {
	o := open(t, random(t, 1))
	kinds, _ := ledger.Builtin()
	for name, kind := range kinds {
		for _, lang := range []string{"en", "zh-Hans"} {
			o.look.Lang = lang
			o.fillsIn(t, name, kind)
		}
	}
	for _, table := range o.ledgers() {
		o.fillsIn(t, table.Name, table.Kind)
	}
	for _, folder := range sites {
		o := open(t, os.DirFS(folder))
		for _, table := range o.ledgers() {
			o.fillsIn(t, o.site.Config.ID+" "+table.Name, table.Kind)
		}
	}
}

func TestTemplateByHand(t *testing.T) {
	o := open(t, random(t, 1))
	kind := *o.site.Ledger("cases").Kind
	kind.Fields = slices.DeleteFunc(slices.Clone(kind.Fields), func(f ledger.Field) bool {
		return !slices.Contains([]string{"id", "received", "unit", "title", "outcome", "satisfaction", "caller", "lead", "assist", "mode", "paid", "again"}, f.Name)
	})
	data, err := sheet.Write(intake.Template(&kind, o.registers, o.look))
	if err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, _ := f.GetRows("事项")
	want := [][]string{
		{"编号", "收到＊", "辖区＊", "事由＊", "牵头单位", "协办单位", "结果", "满意度", "反映人", "方式", "费用（元）", "重复"},
		{"示例（导入时不计）", "2024-09-30", "c", "示例文字", "住建、房管", `"住建、房管"、城管`, "解决", "非常满意", "示例文字", `"水、电"、"热线,电话"`, "6,354.00", "是"},
	}
	if !slices.EqualFunc(rows, want, slices.Equal) {
		t.Errorf("table %q\nwant %q", rows, want)
	}
	lists, _ := f.GetCols("选项")
	for i := range lists {
		lists[i] = slices.DeleteFunc(lists[i], func(word string) bool { return word == "" })
	}
	if want := [][]string{{"a", "甲、乙里", "c"}, {"住建、房管", "城管"}, {"解决", "部分解决", "解释说明", "不予受理", "转办", "撤诉"},
		{"非常满意", "满意", "基本满意", "不满意", "非常不满意", "未评价"}, {"水、电", "热线,电话", "现场；上门"}, {"是", "否"}}; !slices.EqualFunc(lists, want, slices.Equal) {
		t.Errorf("lists %q\nwant %q", lists, want)
	}
	rules, _ := f.GetDataValidations("事项")
	must := map[string]bool{}
	for _, r := range rules {
		must[r.Sqref[:1]+" "+r.Type+" "+r.Formula1] = r.ShowErrorMessage
	}
	for rule, want := range map[string]bool{"B date 61": true, "C list '选项'!$A$1:$A$3": true, "E list '选项'!$B$1:$B$2": true, "F list '选项'!$B$1:$B$2": false,
		"J list '选项'!$E$1:$E$3": false, "L list '选项'!$F$1:$F$2": true} {
		if got, ok := must[rule]; !ok || got != want {
			t.Errorf("rule %s: %t, %t", rule, ok, got)
		}
	}
	notes, _ := f.GetRows("填写说明")
	var told []string
	for _, row := range notes {
		told = append(told, strings.Join(row, "|"))
	}
	for _, want := range []string{"栏目|填什么|说明|必填|是否公开|举例", "事由＊|文字|写事，不写人：不出现姓名、门牌、病情|必填|公开|示例文字",
		"满意度|从下拉中选一项；选项：非常满意、满意、基本满意、不满意、非常不满意、未评价|||只公开汇总|非常满意", "反映人|文字|||不公开|示例文字"} {
		if !slices.Contains(told, want) {
			t.Errorf("notes lack %q:\n%s", want, strings.Join(told, "\n"))
		}
	}
}

// A ledger whose cells an event hides, or whose rows lie beyond the day of the site's data, goes out whole; with Public
// only what is known and public.
func TestWholeAndPublic(t *testing.T) {
	files := random(t, 1)
	delete(files, "data/cases/rows.toml")
	files["data/cases/2024-09.toml"] = &fstest.MapFile{Data: []byte(`[[case]]
id = "1"
received = 2024-09-03
unit = "b"
title = "灯不亮"
outcome = "解决"
caller = "示例甲"
[[case]]
id = "2"
received = 2024-10-03
unit = "b"
title = "路不平"
`)}
	o := open(t, files)
	table := o.site.Ledger("cases")
	whole := intake.Plain(o.whole(table), o.registers, intake.Selection{}, o.look)
	if len(whole) != 3 || !strings.Contains(strings.Join(whole[1], "|"), "|解决|") || !strings.Contains(strings.Join(whole[1], "|"), "示例甲") {
		t.Errorf("whole %q", whole)
	}
	public := intake.Plain(table, o.registers, intake.Selection{Public: true}, o.look)
	if got := strings.Join(public[1], "|"); len(public) != 2 || strings.Contains(got, "解决") || strings.Contains(got, "示例甲") || slices.Contains(public[0], "反映人") {
		t.Errorf("public %q", public)
	}
	files["data/bodies/ledger.toml"] = &fstest.MapFile{Data: []byte("kind = \"body\"\n[field.name]\nclass = \"private\"\n")}
	files["data/cases/2024-09.toml"] = &fstest.MapFile{Data: []byte("[[case]]\nid = \"1\"\nreceived = 2024-09-03\nunit = \"b\"\ntitle = \"灯\"\nlead = \"x\"\n")}
	kept := open(t, files)
	if got := intake.Plain(kept.site.Ledger("cases"), kept.registers, intake.Selection{Public: true}, kept.look)[1]; slices.Contains(got, "住建、房管") || !slices.Contains(got, "x") {
		t.Errorf("names that are kept back: %q", got)
	}
	book := intake.Export(table, o.registers, intake.Selection{Public: true}, o.look)
	if book.Pages[0].Mark != "" || strings.Contains(book.Pages[0].Titles[0], "勿外传") {
		t.Errorf("public table is marked: %q", book.Pages[0].Titles)
	}
	book = intake.Export(o.whole(table), o.registers, intake.Selection{}, o.look)
	for _, page := range book.Pages {
		if page.Mark != intake.Mark || !strings.Contains(page.Titles[0], intake.Mark) {
			t.Errorf("%s is not marked: %q", page.Name, page.Titles)
		}
	}
}
