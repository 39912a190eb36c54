package sheet

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

func text(s string) Cell { return Cell{Kind: Text, Text: s} }

// book is a workbook with everything that one can have.
func book() Workbook {
	zero, most := 0, 100
	return Workbook{Title: "示例", Author: "示例街道", Pages: []Page{
		{Name: "居民事项", Titles: []string{"居民事项", "示例：都是编的"}, Wide: true, Freeze: 1, Sample: true, Mark: "内部使用，勿外传",
			Columns: []Column{
				{Header: "编号＊", Width: 12},
				{Header: "收到＊", Width: 12, Format: Day, Check: &Check{Wrong: "请填日期，如 2024-09-03"}},
				{Header: "类别", Width: 10, Check: &Check{List: []string{"照明", "水,电"}, Wrong: "请从下拉中选"}},
				{Header: "得分", Width: 8, Format: Whole, Check: &Check{Min: &zero, Max: &most}},
				{Header: "预算（元）", Width: 12, Format: Amount, Check: &Check{}},
				{Header: "备注", Width: 30, Check: &Check{Prompt: "随便写"}},
				{Header: "用途", Check: &Check{List: []string{"照明", "水,电"}, Open: true}},
			},
			Rows: [][]Cell{
				{text("示例（导入时不计）"), {Kind: Date, Number: 45538}, text("照明"), {Kind: Number, Number: 90}, {Kind: Number, Number: 6354}},
				{text("007"), {Kind: Date, Number: 45539}, {}, {}, {Kind: Number, Number: 0.1}, text("=1+1")},
				{text("+86"), text("九月"), text("水,电"), {}, {}, text("一\r\n二\x00<&>_x0041_ \"")},
			}},
		{Name: "说明/[1]", Columns: []Column{{Header: "栏目", Width: 10}}, Rows: [][]Cell{{text("@here")}}},
		{Name: "说明 1", Columns: []Column{{Header: "栏目"}}},
	}}
}

func write(t *testing.T, w Workbook) []byte {
	t.Helper()
	data, err := Write(w)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func opened(t *testing.T, data []byte) *excelize.File {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

func TestWriteLooksAsItShould(t *testing.T) {
	f := opened(t, write(t, book()))
	if got, want := f.GetSheetList(), []string{"居民事项", "说明  1", "说明 1", "选项"}; !slices.Equal(got, want) {
		t.Errorf("sheets %q, want %q", got, want)
	}
	for cell, want := range map[string]string{
		"A1": "居民事项", "A2": "示例：都是编的", "B3": "收到＊", "B4": "2024-09-03", "D4": "90", "E4": "6,354.00",
		"A5": "007", "E5": "0.10", "F5": "=1+1", "A6": "+86", "B6": "九月", "C6": "水,电", "F6": "一\n二<&>_x0041_ \"",
	} {
		if got, err := f.GetCellValue("居民事项", cell); got != want || err != nil {
			t.Errorf("%s is %q (%v), want %q", cell, got, err, want)
		}
	}
	if got, _ := f.GetCellFormula("居民事项", "F5"); got != "" {
		t.Errorf("F5 is the formula %s", got)
	}
	if visible, _ := f.GetSheetVisible("选项"); visible {
		t.Error("the lists are to be seen")
	}
	if merged, _ := f.GetMergeCells("居民事项"); len(merged) > 0 {
		t.Errorf("merged cells: %v", merged)
	}
	panes, _ := f.GetPanes("居民事项")
	if !panes.Freeze || panes.YSplit != 3 || panes.XSplit != 1 {
		t.Errorf("panes %+v", panes)
	}
	layout, _ := f.GetPageLayout("居民事项")
	if *layout.Orientation != "landscape" || *layout.FitToWidth != 1 {
		t.Errorf("layout %s", *layout.Orientation)
	}
	if names := f.GetDefinedName(); len(names) != 3 || names[0].RefersTo != "'居民事项'!$A:$A,'居民事项'!$3:$3" {
		t.Errorf("names %+v", names)
	}
}

func TestWriteChecks(t *testing.T) {
	f := opened(t, write(t, book()))
	rules, err := f.GetDataValidations("居民事项")
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, r := range rules {
		got = append(got, strings.Join([]string{r.Sqref, r.Type, r.Formula1, r.Formula2, map[bool]string{true: "must", false: "may"}[r.ShowErrorMessage]}, " "))
	}
	want := []string{
		"B4:B1048576 date 61 2958465 must",
		"C4:C1048576 list '选项'!$A$1:$A$2  must",
		"D4:D1048576 whole 0 100 must",
		"E4:E1048576 decimal -1000000000000 1000000000000 must",
		"F4:F1048576    may",
		"G4:G1048576 list '选项'!$A$1:$A$2  may",
	}
	if !slices.Equal(got, want) {
		t.Errorf("rules %q, want %q", got, want)
	}
	for row, word := range []string{"照明", "水,电"} {
		if got, _ := f.GetCellValue("选项", Ref(row, 0)); got != word {
			t.Errorf("list has %q, want %q", got, word)
		}
	}
}

// Nothing in the bytes depends on the clock or on the order of a map.
func TestWriteIsTheSameEveryTime(t *testing.T) {
	first := write(t, book())
	for range 10 {
		if !bytes.Equal(write(t, book()), first) {
			t.Fatal("the same workbook gave other bytes")
		}
	}
	z, err := zip.NewReader(bytes.NewReader(first), int64(len(first)))
	if err != nil {
		t.Fatal(err)
	}
	for _, part := range z.File {
		if !part.Modified.IsZero() && part.Modified.Year() != 1979 {
			t.Errorf("%s carries the time %s", part.Name, part.Modified)
		}
		r, _ := part.Open()
		content, _ := io.ReadAll(r)
		if part.Name == "docProps/core.xml" && !strings.Contains(string(content), "2000-01-01T00:00:00Z") {
			t.Errorf("core properties: %s", content)
		}
	}
}

func TestWriteComesBack(t *testing.T) {
	w := book()
	sheets, err := Read("示例.xlsx", write(t, w))
	if err != nil {
		t.Fatal(err)
	}
	if len(sheets) != 3 {
		t.Fatalf("%d sheets", len(sheets))
	}
	rows := sheets[0].Rows
	if len(rows) != 6 || rows[2][4].Text != "预算（元）" {
		t.Fatalf("rows %+v", rows)
	}
	if c := rows[3][1]; c.Kind != Date || c.Date.String() != "2024-09-03" {
		t.Errorf("B4 %+v", c)
	}
	if c := rows[4][4]; c.Kind != Number || c.Number != 0.1 {
		t.Errorf("E5 %+v", c)
	}
	if c := rows[4][0]; c.Kind != Text || c.Text != "007" {
		t.Errorf("A5 %+v", c)
	}
	if c := rows[5][5]; c.Text != "一\n二<&>_x0041_ \"" {
		t.Errorf("F6 %q", c.Text)
	}
}

// TestWriteNames: office programs take A所 and a所 for the same name, and the sheet of lists has one, too.
func TestWriteNames(t *testing.T) {
	list := []Column{{Header: "类别", Check: &Check{List: []string{"照明"}}}}
	f := opened(t, write(t, Workbook{Lists: "Lists", Pages: []Page{
		{Name: "A所", Rows: [][]Cell{{text("1")}}, Columns: list}, {Name: "a所", Rows: [][]Cell{{text("2")}}, Columns: list}, {Name: "lists", Columns: list},
	}}))
	if got := f.GetSheetList(); !slices.Equal(got, []string{"A所", "a所2", "lists2", "Lists"}) {
		t.Errorf("sheets %q", got)
	}
	for name, want := range map[string]string{"A所": "1", "a所2": "2"} {
		if got, err := f.GetCellValue(name, "A2"); got != want || err != nil {
			t.Errorf("%s: %q, %v", name, got, err)
		}
	}
}

func TestWriteRefuses(t *testing.T) {
	for code, page := range map[string]Page{
		"sheet-too-many-rows": {Name: "一", Titles: []string{"题"}, Columns: []Column{{}}, Rows: make([][]Cell, MaxRows-1)},
		"sheet-long-text":     {Name: "一", Columns: []Column{{}}, Rows: [][]Cell{{text(strings.Repeat("长", MaxText+1))}}},
	} {
		_, err := Write(Workbook{Pages: []Page{page}})
		if refused := (*Refusal)(nil); !errors.As(err, &refused) || refused.Code != code {
			t.Errorf("%v, want %s", err, code)
		}
	}
}
