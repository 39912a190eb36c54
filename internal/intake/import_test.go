package intake

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/rogpeppe/go-internal/txtar"
	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"github.com/lanewall/lanewall/internal/diag"
	"github.com/lanewall/lanewall/internal/i18n"
	"github.com/lanewall/lanewall/internal/ledger"
	"github.com/lanewall/lanewall/internal/sheet"
)

var shanghai = time.FixedZone("Asia/Shanghai", 8*60*60)

// office is the ledgers that the tests import into: a street with two lanes, two bodies, a person.
func office(t testing.TB, ledgerName, kindName, rows string) Target {
	t.Helper()
	kinds, _ := ledger.Builtin()
	read := func(name, kind, text string) *ledger.Table {
		table, problems := ledger.Read(name, kinds[kind], []*diag.Source{{Name: "data/" + name + ".toml", Text: []byte(text)}}, shanghai)
		if len(problems) > 0 {
			t.Fatal(problems[0].Format(diag.English))
		}
		return table
	}
	registers := Registers{
		Units: read("units", "unit", `
[[unit]]
id = "street"
name = "甲街道"
kind = "street"
[[unit]]
id = "yanjia"
name = "晏家湾"
kind = "lane"
parent = "street"
[[unit]]
id = "qiao"
name = "桥头巷"
kind = "lane"
parent = "street"
`),
		Bodies: read("bodies", "body", `
[[body]]
id = "housing"
name = "住建办"
kind = "部门"
[[body]]
id = "water"
name = "供水、排水所"
kind = "部门"
`),
		People: read("people", "person", `
[[person]]
id = "jia"
name = "示例甲"
post = "里巷管家"
unit = "yanjia"
`),
	}
	kind := *kinds[kindName]
	kind.Fields = append([]ledger.Field(nil), kind.Fields...)
	if f := kind.Field("level"); f != nil {
		f.Values, f.Labels = []string{"A", "B"}, map[string]i18n.Text{"A": i18n.Plain("紧急"), "B": i18n.Plain("一般")}
	}
	files := fstest.MapFS{"data/" + ledgerName + "/2024-08.toml": {Data: []byte(rows)}}
	return Target{Ledger: ledgerName, Kind: &kind, Table: Whole(files, ledgerName, &kind, registers, shanghai)}
}

func said(problems diag.List) string {
	var words []string
	for _, p := range problems {
		words = append(words, p.Pos.Source.Name+"："+p.Message(diag.Chinese)+" ["+p.Code+"]")
	}
	return strings.Join(words, "\n")
}

// outcome is all that came of a batch, in few words.
func outcome(b *Batch) string {
	var out strings.Builder
	for _, r := range b.Rows {
		var values []string
		for _, v := range r.Record.Values {
			if v.Data != nil {
				values = append(values, v.Field+"="+strings.ReplaceAll(spell(v.Data), "\x1e", "+"))
			}
		}
		fmt.Fprintf(&out, "%d %s\n", r.Index+1, strings.Join(values, " "))
	}
	for _, a := range b.Aside {
		fmt.Fprintf(&out, "%d -- %s\n", a.Index+1, a.Why.In(diag.Chinese))
	}
	for _, p := range b.Sorted() {
		fmt.Fprintf(&out, "%s：%s [%s]\n", p.Pos.Source.Name, p.Message(diag.Chinese), p.Code)
	}
	if b.Blank+b.Known+b.Differ+b.Hidden > 0 {
		fmt.Fprintf(&out, "空行 %d 已有 %d 有出入 %d 隐藏 %d\n", b.Blank, b.Known, b.Differ, b.Hidden)
	}
	return out.String()
}

// The files of testdata/office are office files and what comes of them. Their sections:
//
//	args            ledger and kind, then options: year=2024 sheet=9月 map=表头=字段 set=字段=值 keep sure
//	ledger          rows that the ledger has
//	<name>/<sheet>  a sheet of a workbook: a row a line, its cells separated by |. A cell is text, or
//	                n:45538 a number, n:45538@yyyy/m/d one with a format, b:true, f:A1+1=3 a formula and its value
//	do              merge SHEET A1:B1, hiderow SHEET 5, hidecol SHEET C, hide SHEET, 1904, encode utf-16le …
//	<name>          a file of text
//	want            the columns taken, the rows, and all that was said
func TestOfficeFiles(t *testing.T) {
	names, err := filepath.Glob("testdata/office/*.txtar")
	if err != nil || len(names) < 25 {
		t.Fatalf("%d files, %v", len(names), err)
	}
	for _, name := range names {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			got := newCase(t, archive).run(t)
			for n := range archive.Files {
				f := &archive.Files[n]
				if f.Name != "want" || string(f.Data) == got {
					continue
				}
				if *update {
					f.Data = []byte(got)
					if err := os.WriteFile(name, txtar.Format(archive), 0o666); err != nil {
						t.Fatal(err)
					}
					continue
				}
				t.Errorf("got\n%s\nwant\n%s", got, f.Data)
			}
		})
	}
}

var update = flag.Bool("update", false, "rewrite what comes of the office files")

// officeCase is a file of testdata/office, read.
type officeCase struct {
	target  Target
	options Options
	name    string
	data    []byte
	book    *excelize.File
}

func newCase(t *testing.T, archive *txtar.Archive) *officeCase {
	t.Helper()
	c := &officeCase{}
	sections := map[string]string{}
	for _, f := range archive.Files {
		sections[f.Name] = string(f.Data)
		name, sheetName, isSheet := strings.Cut(f.Name, "/")
		switch {
		case isSheet:
			c.sheet(t, name, sheetName, string(f.Data))
		case strings.Contains(f.Name, "."):
			c.name, c.data = f.Name, f.Data
		}
	}
	c.args(t, strings.Fields(sections["args"]), sections["ledger"])
	for _, line := range strings.Split(strings.TrimSpace(sections["do"]), "\n") {
		if line != "" {
			c.do(t, strings.Fields(line))
		}
	}
	return c
}

func (c *officeCase) args(t *testing.T, words []string, rows string) {
	c.target = office(t, words[0], words[1], rows)
	for _, word := range words[2:] {
		key, value, _ := strings.Cut(word, "=")
		switch key {
		case "year":
			c.options.Year, _ = strconv.Atoi(value)
		case "sheet":
			c.options.Sheet = value
		case "map":
			at := strings.LastIndex(value, "=")
			c.options.Map = append(c.options.Map, Assignment{value[:at], value[at+1:]})
		case "set":
			field, value, _ := strings.Cut(value, "=")
			c.options.Set = append(c.options.Set, Assignment{field, value})
		case "keep":
			c.options.Keep = true
		case "sure":
			c.options.Sure = true
		default:
			t.Fatalf("no option %s", word)
		}
	}
}

// sheet adds a sheet to the workbook.
func (c *officeCase) sheet(t *testing.T, file, name, text string) {
	if c.book == nil {
		c.book, c.name = excelize.NewFile(), file
		c.book.SetSheetName("Sheet1", name)
	} else if _, err := c.book.NewSheet(name); err != nil {
		t.Fatal(err)
	}
	for row, line := range strings.Split(strings.TrimSuffix(text, "\n"), "\n") {
		for col, cell := range strings.Split(line, "|") {
			if cell = strings.TrimSpace(cell); cell != "" {
				c.cell(t, name, sheet.Ref(row, col), strings.ReplaceAll(cell, "⏎", "\n"))
			}
		}
	}
}

func (c *officeCase) cell(t *testing.T, name, ref, cell string) {
	t.Helper()
	var err error
	switch {
	case strings.HasPrefix(cell, "n:"):
		number, format, styled := strings.Cut(cell[2:], "@")
		value, bad := strconv.ParseFloat(number, 64)
		err = errors.Join(bad, c.book.SetCellValue(name, ref, value))
		if styled {
			style, bad := c.book.NewStyle(&excelize.Style{CustomNumFmt: &format})
			err = errors.Join(err, bad, c.book.SetCellStyle(name, ref, ref, style))
		}
	case strings.HasPrefix(cell, "b:"):
		err = c.book.SetCellBool(name, ref, cell == "b:true")
	case strings.HasPrefix(cell, "f:"):
		formula, value, _ := strings.Cut(cell[2:], "=")
		number, _ := strconv.ParseFloat(value, 64)
		if value != "" {
			err = c.book.SetCellValue(name, ref, number)
		}
		err = errors.Join(err, c.book.SetCellFormula(name, ref, formula))
	default:
		err = c.book.SetCellStr(name, ref, strings.TrimPrefix(cell, "t:"))
	}
	if err != nil {
		t.Fatal(err)
	}
}

func (c *officeCase) do(t *testing.T, words []string) {
	t.Helper()
	var err error
	yes := true
	switch words[0] {
	case "merge":
		from, to, _ := strings.Cut(words[2], ":")
		err = c.book.MergeCell(words[1], from, to)
	case "hiderow":
		row, _ := strconv.Atoi(words[2])
		err = c.book.SetRowVisible(words[1], row, false)
	case "hidecol":
		err = c.book.SetColVisible(words[1], words[2], false)
	case "hide":
		err = c.book.SetSheetVisible(words[1], false)
	case "1904":
		err = c.book.SetWorkbookProps(&excelize.WorkbookPropsOptions{Date1904: &yes})
	case "encode":
		c.data, err = encodings[words[1]].NewEncoder().Bytes(c.data)
	default:
		t.Fatalf("do %v", words)
	}
	if err != nil {
		t.Fatal(err)
	}
}

var encodings = map[string]encoding.Encoding{
	"gb18030":     simplifiedchinese.GB18030,
	"utf-8-bom":   unicode.UTF8BOM,
	"utf-16le":    unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM),
	"utf-16be":    unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM),
	"utf-16-mark": unicode.UTF16(unicode.LittleEndian, unicode.UseBOM),
}

// run imports the file and tells what came of it.
func (c *officeCase) run(t *testing.T) string {
	t.Helper()
	if c.book != nil {
		b, err := c.book.WriteToBuffer()
		if err != nil {
			t.Fatal(err)
		}
		c.data = b.Bytes()
	}
	f, err := sheet.Open(c.name, c.data)
	if err != nil {
		return said(Refusal(c.name, err)) + "\n"
	}
	c.options.Zone = shanghai
	i, problems := NewImport(f, c.target, c.options)
	out := ""
	if i != nil {
		out = mapped(i)
	}
	if len(problems) > 0 {
		return out + said(problems) + "\n"
	}
	b, problems := i.Read(nil)
	if len(problems) > 0 {
		return out + said(problems) + "\n"
	}
	return out + outcome(b)
}

var howWords = map[How]string{NotTaken: "不写入", Asked: "照写的", AsBefore: "同上次", Named: "一致", NearlyNamed: "相近", Guessed: "猜", Constant: "定值", KeptBack: "新字段"}

// mapped is the columns in one line.
func mapped(i *Import) string {
	var words []string
	for _, c := range i.Columns {
		word := c.Header + "→" + c.Name
		if c.Name == "" {
			word = c.Header + "→" + map[bool]string{true: "序号", false: "×" + c.Also}[c.Running]
		}
		if c.How != Named && c.How != NotTaken {
			word += "（" + howWords[c.How] + "）"
		}
		if c.Hidden {
			word += "（隐藏）"
		}
		words = append(words, word)
	}
	line := fmt.Sprintf("「%s」%d-%d %s\n", i.Sheet, i.Top+1, i.Bottom+1, strings.Join(words, "  "))
	if len(i.Others) > 0 {
		line += "还有 " + strings.Join(i.Others, "、") + "\n"
	}
	if len(i.Hidden) > 0 {
		line += "没有读隐藏的 " + strings.Join(i.Hidden, "、") + "\n"
	}
	return line
}
