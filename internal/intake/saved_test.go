package intake

import (
	"strings"
	"testing"

	"github.com/lanewall/lanewall/internal/civil"
	"github.com/lanewall/lanewall/internal/diag"
	"github.com/lanewall/lanewall/internal/ledger"
	"github.com/lanewall/lanewall/internal/sheet"
)

// text is a file of text, opened.
func text(t testing.TB, name, content string) *sheet.File {
	t.Helper()
	f, err := sheet.Open(name, []byte(content))
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// arrived is a file taken into the cases.
func arrived(t testing.TB, content string, options Options) (*Import, *Batch) {
	t.Helper()
	options.Zone = shanghai
	i, problems := NewImport(text(t, "工单.csv", content), office(t, "cases", "case", ""), options)
	if len(problems) > 0 {
		t.Fatal(said(problems))
	}
	b, problems := i.Read(nil)
	if len(problems) > 0 {
		t.Fatal(said(problems))
	}
	return i, b
}

// What was agreed on for a table is taken for the next one with the same headers, in any order; what the user asks for
// goes before it, and then is remembered in its place. Comments and the mappings of other tables stay.
func TestMappingIsRemembered(t *testing.T) {
	const table = "编号,收到,属地单位,事由,备注\nc-1,2024-09-01,晏家湾,停水,x\n"
	i, _ := arrived(t, table, Options{Map: []Assignment{{"属地单位", "unit"}}})
	first := i.Remember([]byte("# 我的注\n\n[[table]]\nfrom = \"别的.csv\"\nskip = []\n\n[table.columns]\n\"甲\" = \"id\" # 别动\n"))
	mappings, problems := ReadMappings(&diag.Source{Name: "m.toml", Text: first})
	if len(problems) > 0 || len(mappings) != 2 || mappings[1].Columns["属地单位"] != "unit" || strings.Join(mappings[1].Skipped, " ") != "备注" {
		t.Fatalf("%v %v\n%s", mappings, problems, first)
	}
	next, b := arrived(t, "备 注,收到,编号,属地单位,事由\n,2024-10-01,c-9,桥头巷,停电\n", Options{Before: mappings})
	if m := next.taken("unit"); m == nil || m.How != AsBefore || len(b.Rows) != 1 {
		t.Errorf("%+v", next.Columns)
	}
	if again := next.Remember(first); string(again) != string(first) {
		t.Errorf("the same again changes the file:\n%s", again)
	}
	changed, _ := arrived(t, table, Options{Before: mappings, Map: []Assignment{{"备注", "detail"}}})
	second := string(changed.Remember(first))
	if !strings.HasPrefix(second, "# 我的注\n") || !strings.Contains(second, "\"甲\" = \"id\" # 别动\n") || !strings.Contains(second, "\"备注\" = \"detail\"") || strings.Count(second, "[[table]]") != 2 {
		t.Errorf("%s", second)
	}
	if mappings, problems = ReadMappings(&diag.Source{Name: "m.toml", Text: []byte(second)}); len(mappings) != 2 || len(problems) > 0 {
		t.Errorf("%v %v", mappings, problems)
	}
}

// The first mapping makes a file that says what it is.
func TestMappingFile(t *testing.T) {
	i, _ := arrived(t, "序号,编号,收到,辖区,事由\n1,c-1,2024-09-01,晏家湾,停水\n", Options{})
	const want = mappingHead + "\n[[table]]\nfrom = \"工单.csv\"\nskip = [\"序号\"]\n\n[table.columns]\n\"编号\" = \"id\"\n\"收到\" = \"received\"\n\"辖区\" = \"unit\"\n\"事由\" = \"title\"\n"
	if got := string(i.Remember(nil)); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// Columns that nobody classed become private fields, behind what ledger.toml says already.
func TestKeptColumns(t *testing.T) {
	i, b := arrived(t, "编号,收到,辖区,事由,经办人,Room No.\nc-1,2024-09-01,晏家湾,停水,示例甲,3\n", Options{Keep: true})
	const before = "# 本街道的事项\r\nkind = \"case\" # 别动\r\n"
	const want = before + "\r\n# 导入表格时留作内部用的列，不公开。\r\n[field.kept-1]\r\ntype = \"text\"\r\ntitle = \"经办人\"\r\nclass = \"private\"\r\n" +
		"\r\n[field.room-no]\r\ntype = \"text\"\r\ntitle = \"Room No.\"\r\nclass = \"private\"\r\n"
	if got := string(i.Kept([]byte(before))); got != want {
		t.Errorf("got\n%q\nwant\n%q", got, want)
	}
	if got := b.Rows[0].Record.Get("kept-1"); got != "示例甲" {
		t.Errorf("%v", got)
	}
	if f := i.Kind.Field("room-no"); f == nil || f.Class != ledger.Private {
		t.Errorf("%+v", f)
	}
	none, _ := arrived(t, "编号,收到,辖区,事由,经办人\nc-1,2024-09-01,晏家湾,停水,示例甲\n", Options{})
	if got := none.Kept([]byte(before)); string(got) != before {
		t.Errorf("%q", got)
	}
}

// Rows without an id get the next ones by date, whatever their order; ids of the sheet are not given again. A problem of
// the file that is going to be is told by the cell it comes from.
func TestDrafts(t *testing.T) {
	i, b := arrived(t, "编号,收到,辖区,事由,办结\n,2024-10-02,晏家湾,丙,\nC-2024-0001,2024-09-30,晏家湾,乙,\n,2024-09-01,桥头巷,甲,2024-08-01\n", Options{})
	drafts, err := b.Drafts(func(path string) ([]byte, error) {
		return map[string][]byte{"data/cases/2024-09.toml": []byte("# 九月\n")}[path], nil
	})
	if err != nil || len(drafts) != 2 {
		t.Fatal(drafts, err)
	}
	const september = "# 九月\n\n[[case]]\nid = \"C-2024-0002\"\nreceived = 2024-09-01\nunit = \"qiao\"\ntitle = \"甲\"\nclosed = 2024-08-01\n" +
		"\n[[case]]\nid = \"C-2024-0001\"\nreceived = 2024-09-30\nunit = \"yanjia\"\ntitle = \"乙\"\n"
	if got := string(drafts[0].Content); drafts[0].Path != "data/cases/2024-09.toml" || got != september {
		t.Errorf("%s\n%s", drafts[0].Path, got)
	}
	if got := string(drafts[1].Content); drafts[1].Path != "data/cases/2024-10.toml" || !strings.Contains(got, `id = "C-2024-0003"`) {
		t.Errorf("%s\n%s", drafts[1].Path, got)
	}
	at := func(word string) diag.Diagnostic {
		src := &diag.Source{Name: drafts[0].Path, Text: drafts[0].Content}
		return diag.Diagnostic{Code: "unreadable", Pos: src.At(strings.Index(september, word)), Args: []any{"x"}}
	}
	for word, want := range map[string]string{"2024-08-01": "工单.csv E4", "[[case]]\nid = \"C-2024-0001\"": "工单.csv 第3行", "乙": "工单.csv D3", `"C-2024-0002"`: "工单.csv A4"} {
		if p, ok := b.Locate(drafts, at(word)); !ok || p.Pos.Source.Name != want {
			t.Errorf("%s is at %v %v, want %s", word, p.Pos.Source, ok, want)
		}
	}
	if p, ok := b.Locate(drafts, at("九月")); ok {
		t.Errorf("what stood there before is no row of the sheet: %v", p)
	}
	b.Refuse([]Problem{i.problem(3, 4, "", "import-date", "x")})
	if drafts, _ = b.Drafts(func(string) ([]byte, error) { return nil, nil }); b.Refused != 1 || len(b.Rows) != 2 || !strings.Contains(string(drafts[1].Content), `"C-2024-0002"`) {
		t.Errorf("%d refused, %d rows\n%s", b.Refused, len(b.Rows), drafts[1].Content)
	}
}

func TestYearIn(t *testing.T) {
	for words, want := range map[string]int{
		"2024年9月工单.xlsx": 2024, "工单2024.xlsx": 2024, "工单-202409.csv": 2024, "2024-09": 2024, "20240903导出.xlsx": 2024, "工单.xlsx": 0,
		"2024年工单 2023年结转": 0, "2024年 2024": 2024, "12345热线": 0, "编号120243": 0, "2024.9.1-2024.9.30": 2024, "１２３４５ ２０２４年": 2024,
	} {
		if got := yearIn([]string{words}); got != want {
			t.Errorf("%s: %d, want %d", words, got, want)
		}
	}
}

func TestPeriodKey(t *testing.T) {
	for word, want := range map[string]string{"2024年9月": "2024-09", "2024.9": "2024-09", "202409": "2024-09", "2024年第三季度": "2024-Q3", "2024年4季度": "2024-Q4", "2024年度": "2024", "2024-W36": "2024-W36", "2024年13月": "", "九月": ""} {
		got, fault := PeriodKey(word)
		if got != want || (fault == nil) != (want != "") {
			t.Errorf("%s: %q %v, want %q", word, got, fault, want)
		}
	}
}

// A day that is read is one of the calendar, and read again from the way it is written says the same.
func FuzzDay(f *testing.F) {
	for _, seed := range []string{"2024年9月3日", "2024.9.3", "2024/9/3 11:25:05", "9月3日", "20240903", "45538", "二〇二四年十二月三十一日", "2024-09-02T18:30:00Z", "24年9月3日（星期二）下午3时"} {
		f.Add(seed, 2024)
	}
	f.Fuzz(func(t *testing.T, text string, year int) {
		d, fault := Day(text, year, shanghai)
		if (d == civil.None) != (fault != nil) {
			t.Fatalf("%q: %v, %v", text, d, fault)
		}
		if fault == nil {
			if again, fault := Day(d.String(), 0, nil); fault != nil || again != d {
				t.Fatalf("%q is %v, which is %v", text, d, again)
			}
		}
	})
}

// An amount that is read has at most two places, and read again from the way it is written is the same.
func FuzzAmount(f *testing.F) {
	for _, seed := range []string{"¥6,354.00", "6354元", "０.６３万元", "(1,200)", "-12.5", "1亿", "12,34", ".5", "+3"} {
		f.Add(seed, 4)
	}
	f.Fuzz(func(t *testing.T, text string, power int) {
		d, fault := Amount(text, min(max(power, 0), 8))
		if d.Valid() != (fault == nil) || d.Places > 2 {
			t.Fatalf("%q: %v, %v", text, d, fault)
		}
		if fault == nil {
			if again, fault := Amount(d.String(), 0); fault != nil || fen(again) != fen(d) {
				t.Fatalf("%q is %v, which is %v", text, d, again)
			}
		}
	})
}

// Whatever stands in a table, its header is found or not, every problem has a place in it, and what can be written is
// written as rows of the ledger.
func FuzzImport(f *testing.F) {
	f.Add("编号,收到,辖区,事由\nc-1,2024-09-01,晏家湾,停水\n")
	f.Add("标题\n序号,收到,辖区,事由,办结\n1,9月1日,晏家湾,\"停\n水\",2024/9/5\n合计,1\n注：x\n")
	f.Add("收到\t辖区\t事由\t评价\n45538\tyanjia\t\x00[[case]]\t90\n")
	target := office(f, "cases", "case", "")
	f.Fuzz(func(t *testing.T, content string) {
		file, err := sheet.Open("工单.csv", []byte(content))
		if err != nil {
			return
		}
		i, _ := NewImport(file, target, Options{Zone: shanghai, Keep: true})
		if i == nil {
			return
		}
		b, problems := i.Read(nil)
		if b == nil {
			t.Fatal(said(problems))
		}
		lines := strings.Count(content, "\n") + strings.Count(content, "\r") + 1
		for _, p := range b.Problems {
			if p.Index <= i.Bottom || p.Index >= lines || p.Col < -1 || p.Pos.Source == nil {
				t.Fatalf("%+v of %d lines", p, lines)
			}
		}
		drafts, err := b.Drafts(func(string) ([]byte, error) { return nil, nil })
		if err != nil {
			t.Fatal(err)
		}
		rows := 0
		for _, d := range drafts {
			table, problems := ledger.Read("cases", i.Kind, []*diag.Source{{Name: d.Path, Text: d.Content}}, shanghai)
			for _, p := range problems {
				if _, ok := b.Locate(drafts, p); !ok || p.Code == "toml-syntax" {
					t.Fatalf("%s\n%s", p.Format(diag.English), d.Content)
				}
			}
			rows += table.N
		}
		if rows != len(b.Rows) {
			t.Fatalf("%d rows of %d", rows, len(b.Rows))
		}
	})
}
