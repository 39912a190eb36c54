package sheet

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// parts are the parts of a small workbook, but for its sheet.
var parts = map[string]string{
	"_rels/.rels": `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
		`<Relationship Id="rId1" Type="http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument" Target="/xl/workbook.xml"/></Relationships>`,
	"xl/_rels/workbook.xml.rels": `<Relationships><Relationship Id='rId1' Type='x/worksheet' Target='worksheets\sheet1.xml'/>` +
		`<Relationship Id="rId2" Type="x/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="rId3" Type="x/styles" Target="styles.xml"/></Relationships>`,
	"xl/workbook.xml": `<x:workbook xmlns:x="m" xmlns:r="n"><x:sheets><x:sheet name="9月 &amp; 10月" sheetId="1" r:id="rId1"/></x:sheets></x:workbook>`,
	"xl/styles.xml": `<styleSheet><numFmts><numFmt numFmtId="176" formatCode="yyyy&quot;年&quot;m&quot;月&quot;"/><numFmt numFmtId="177" formatCode="0000"/></numFmts>` +
		`<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="176"/><xf numFmtId="177"/><xf numFmtId="10"/></cellXfs></styleSheet>`,
	"xl/sharedStrings.xml": `<sst><si><t>停水</t></si><si><r><t>停</t></r><r><t xml:space="preserve"> 电</t></r><rPh sb="0" eb="1"><t>ting</t></rPh></si><si/><si><t>a_x000D_b &lt;&#x4e2d;&#25991;&gt;</t></si></sst>`,
}

// madeBook is a workbook with a sheet.
func madeBook(t testing.TB, sheet string, change map[string]string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	write := func(name, text string) {
		w, err := z.Create(name)
		if err == nil {
			_, err = w.Write([]byte(text))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	for name, text := range parts {
		if other, ok := change[name]; ok {
			text = other
		}
		write(name, text)
	}
	write("xl/worksheets/sheet1.xml", sheet)
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// shownIn gives the cells of the first sheet: row:text/kind …
func shownIn(t *testing.T, data []byte) string {
	t.Helper()
	f, err := Open("a.xlsx", data)
	if err != nil {
		return code(err)
	}
	var out strings.Builder
	err = f.Each(0, nil, func(r Row) bool {
		fmt.Fprintf(&out, "%d", r.Index+1)
		for _, c := range r.Cells {
			fmt.Fprintf(&out, "|%s", c.Text)
			if c.Kind > Text {
				fmt.Fprintf(&out, "/%d", c.Kind)
			}
			if c.Merged != Own {
				fmt.Fprintf(&out, "^%d", c.Merged)
			}
		}
		out.WriteString("\n")
		return true
	})
	if err != nil {
		return out.String() + code(err)
	}
	return out.String()
}

func code(err error) string {
	var refusal *Refusal
	if errors.As(err, &refusal) {
		return refusal.Code
	}
	return "no refusal: " + err.Error()
}

func TestSheetAsWritten(t *testing.T) {
	for _, test := range []struct{ name, sheet, want string }{
		{"shared texts", `<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c><c r="D1" t="s"><v>3</v></c><c r="E1" t="s"><v>9</v></c></row></sheetData></worksheet>`,
			"1|停水|停 电||a\rb <中文>|####/5\n"},
		{"numbers", `<worksheet><sheetData><row r="2"><c r="A2"><v>0.1</v></c><c r="B2" s="1"><v>45538</v></c><c r="C2" s="2"><v>173</v></c><c r="D2" s="3"><v>0.6543</v></c><c><v>1.3E+17</v></c><c><v>0.30000000000000004</v></c></row></sheetData></worksheet>`,
			"2|0.1/2|2024-09-03/3|0173/2|65.43%/2|130000000000000000/2|0.3/2\n"},
		{"other types", `<worksheet><sheetData><row><c t="b"><v>1</v></c><c t="e"><v>#REF!</v></c><c t="d"><v>2024-09-03T08:00:00</v></c><c t="inlineStr"><is><t>里</t><r><t>巷</t></r></is></c><c t="str"><f>A1</f><v></v></c><c><f>A1</f></c></row></sheetData></worksheet>`,
			"1|TRUE/4|#REF!/5|2024-09-03/3|里巷||=…/5\n"},
		{"prefixes, comments, CDATA", "\ufeff" + `<?xml version="1.0"?><x:worksheet xmlns:x="m"><!-- <row> --><x:sheetData><x:row r='3' hidden="1"><x:c r='B3' t="str"><x:v><![CDATA[<甲> & 乙]]></x:v></x:c></x:row></x:sheetData></x:worksheet>`,
			"3||<甲> & 乙\n"},
		{"merged", `<worksheet><sheetData><row r="1"><c r="A1" t="str"><v>组</v></c></row><row r="2"><c r="C2" t="str"><v>x</v></c></row></sheetData><mergeCells><mergeCell ref="A1:B2"/></mergeCells></worksheet>`,
			"1|组|组^2\n2|组^1|组^2|x\n"},
		{"empty", `<worksheet><sheetData/></worksheet>`, ""},
		{"no end", `<worksheet><sheetData><row r="1"><c r="A1"><v>1</v></c></row>`, "office-damaged"},
		{"beyond the sheet", `<worksheet><sheetData><row r="1048577"><c><v>1</v></c></row></sheetData></worksheet>`, "office-damaged"},
		{"a column too far", `<worksheet><sheetData><row r="1"><c r="XFE1"><v>1</v></c></row></sheetData></worksheet>`, "office-damaged"},
	} {
		if got := shownIn(t, madeBook(t, test.sheet, nil)); got != test.want {
			t.Errorf("%s: got\n%s\nwant\n%s", test.name, got, test.want)
		}
	}
}

// A chart on a sheet of its own has no rows, and hidden sheets are named apart.
func TestSheetsThatAreNoTables(t *testing.T) {
	change := map[string]string{
		"xl/_rels/workbook.xml.rels": `<Relationships><Relationship Id="rId1" Type="x/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="x/chartsheet" Target="chartsheets/sheet1.xml"/>` +
			`<Relationship Id="rId3" Type="x/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
		"xl/workbook.xml": `<workbook><sheets><sheet name="图" r:id="rId2"/><sheet name="底稿" state="hidden" r:id="rId3"/><sheet name="9月" r:id="rId1"/></sheets></workbook>`,
	}
	f, err := Open("a.xlsx", madeBook(t, `<worksheet><sheetData/></worksheet>`, change))
	if err != nil {
		t.Fatal(code(err))
	}
	if got := fmt.Sprint(f.Sheets, f.Hidden); got != "[9月] [底稿]" {
		t.Error(got)
	}
}

// What programs write, this reads as excelize does.
func TestReadsAsExcelizeDoes(t *testing.T) {
	x := excelize.NewFile()
	for r := range 40 {
		for c := range 12 {
			if (r*c)%5 == 3 {
				continue
			}
			var value any = fmt.Sprintf("第%d行 <%d> & \"引\"\n", r, c)
			if c%3 == 1 {
				value = float64(r*c) / 8
			}
			if err := x.SetCellValue("Sheet1", Ref(r, c), value); err != nil {
				t.Fatal(err)
			}
		}
	}
	b, err := x.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	want, err := x.GetRows("Sheet1")
	if err != nil {
		t.Fatal(err)
	}
	sheets, err := Read("a.xlsx", b.Bytes())
	if err != nil || len(sheets) != 1 {
		t.Fatal(len(sheets), err)
	}
	for r, row := range want {
		for c, text := range row {
			got := ""
			if c < len(sheets[0].Rows[r]) {
				got = sheets[0].Rows[r][c].Text
			}
			if got != text {
				t.Errorf("%s: %q, want %q", Ref(r, c), got, text)
			}
		}
	}
}

func TestRefusals(t *testing.T) {
	good := madeBook(t, `<worksheet><sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData></worksheet>`, nil)
	compound := func(word string) string {
		return "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + strings.Repeat("\x00", 512) + string(wide(word))
	}
	var word, plain bytes.Buffer
	for out, name := range map[*bytes.Buffer]string{&word: "word/document.xml", &plain: "照片.jpg"} {
		z := zip.NewWriter(out)
		if _, err := z.Create(name); err != nil || z.Close() != nil {
			t.Fatal(err)
		}
	}
	for _, test := range []struct{ name, data, want string }{
		{"nothing", " \r\n", "office-empty"},
		{"xls", compound("Workbook"), "office-xls"},
		{"bare xls", "\x09\x08\x10\x00", "office-xls"},
		{"encrypted", compound("EncryptedPackage"), "office-password"},
		{"doc", compound("WordDocument"), "office-kind"},
		{"docx", word.String(), "office-kind"},
		{"zip", plain.String(), "office-archive"},
		{"pdf", "%PDF-1.7\n", "office-kind"},
		{"picture", "\x89PNG\r\n\x1a\n", "office-picture"},
		{"web page", "\r\n<HTML><table>", "office-web-page"},
		{"XML of 2003", `<?xml version="1.0"?><Workbook>`, "office-web-page"},
		{"cut", string(good[:len(good)/2]), "office-damaged"},
		{"bytes", "\x01\x80\xff\x81\xff\xfe\x00\x99" + strings.Repeat("\xff\x80", 50), "office-encoding"},
	} {
		if _, err := Open(test.name, []byte(test.data)); err == nil || code(err) != test.want {
			t.Errorf("%s: %v, want %s", test.name, err, test.want)
		}
	}
}

// A password of Excel's own making.
func TestPassword(t *testing.T) {
	x := excelize.NewFile()
	b, err := x.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	locked, err := excelize.Encrypt(b.Bytes(), &excelize.Options{Password: "0000"})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Open("a.xlsx", locked); err == nil || code(err) != "office-password" {
		t.Errorf("%v", err)
	}
}

// Files made to fill the memory of whoever opens them are refused, or cost next to nothing.
func TestBombs(t *testing.T) {
	spaces := strings.Repeat(" ", 1<<20)
	long := `<worksheet><sheetData><row r="1"><c r="A1" t="str"><v>` + strings.Repeat(spaces, 8) + `</v></c></row></sheetData></worksheet>`
	if got := shownIn(t, madeBook(t, long, nil)); got != "office-too-large" {
		t.Errorf("8 MB in a cell: %s", got)
	}
	tag := `<worksheet><sheetData><row r="1" x="` + strings.Repeat(spaces, 8) + `"></row></sheetData></worksheet>`
	if got := shownIn(t, madeBook(t, tag, nil)); got != "office-too-large" {
		t.Errorf("8 MB in a tag: %s", got)
	}
	var rows strings.Builder
	for n := range mostRows {
		fmt.Fprintf(&rows, `<row r="%d" spans="1:9"><c r="A%d" s="1"/></row>`, n+1, n+1)
	}
	wideArea := `<worksheet><sheetData>` + rows.String() + `</sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells></worksheet>`
	if got := shownIn(t, madeBook(t, wideArea, nil)); got != "" {
		t.Errorf("a million formatted rows with nothing in them: %.100s", got)
	}
}

func TestFormats(t *testing.T) {
	for _, test := range []struct {
		code  string
		value float64
		want  string
	}{
		{"General", 1234.5, "1234.5"}, {"0", 2.5, "3"}, {"0.00", 6354, "6354.00"}, {"#,##0.00", -6354.005, "-6354.01"}, {"0000", 173, "0173"}, {"0%", 0.655, "66%"},
		{`0.00"万元"`, 0.63, "0.63万元"}, {`"GD-"0000`, 7, "GD-0007"}, {`¥#,##0.00`, 12, "¥12.00"}, {`[$¥-804]#,##0.00;[Red]-#,##0.00`, 12, "12.00"},
		{`0!.0,"万"`, 12345, "12345"}, {`0.0,`, 12345, "12345"}, {"# ?/?", 0.5, "0.5"}, {"0.00E+00", 12345, "12345"}, {"@", 12, "12"}, {`_ * #,##0.00_ `, 9.999, "10.00"},
		{"0.0", 9.95, "10.0"}, {"0.0", -9.95, "-10.0"}, {"0.0#", 1.25, "1.25"}, {`"没有完`, 1, "1"},
	} {
		f := formatOf(test.code)
		if got := f.number(test.value); f.date || got != test.want {
			t.Errorf("%s of %v: %q, want %q", test.code, test.value, got, test.want)
		}
	}
	for _, code := range []string{"yyyy/m/d", `yyyy"年"m"月"d"日"`, "[$-F800]dddd, mmmm dd, yyyy", "h:mm", "[h]:mm:ss", `m"月"d"日"`, "yyyy\\-mm\\-dd", "yy/m/d;@"} {
		if !formatOf(code).date {
			t.Errorf("%s is a day", code)
		}
	}
}

func TestSerialDays(t *testing.T) {
	for _, test := range []struct {
		serial   float64
		from1904 bool
		want     string
	}{
		{1, false, "1900-01-01"}, {59, false, "1900-02-28"}, {60, false, "####"}, {61, false, "1900-03-01"}, {45538, false, "2024-09-03"}, {45538.5, false, "2024-09-03 12:00:00"},
		{45537.999999999, false, "2024-09-03"}, {44076, true, "2024-09-03"}, {0, true, "1904-01-01"}, {2958465, false, "9999-12-31"}, {2958466, false, "####"}, {-1, false, "####"},
		{0.25, false, "06:00:00"},
	} {
		if got := dateCell(test.serial, test.from1904).Text; got != test.want {
			t.Errorf("%v %v: %s, want %s", test.serial, test.from1904, got, test.want)
		}
	}
}

func TestRef(t *testing.T) {
	for _, test := range []struct {
		row, col int
		want     string
	}{{0, 0, "A1"}, {4, 2, "C5"}, {9, 25, "Z10"}, {0, 26, "AA1"}, {0, 701, "ZZ1"}, {1048575, 16383, "XFD1048576"}} {
		if got := Ref(test.row, test.col); got != test.want {
			t.Errorf("%d, %d: %s, want %s", test.row, test.col, got, test.want)
		}
		if row, col, ok := place(test.want); !ok || row != test.row || col != test.col {
			t.Errorf("%s: %d, %d, %v", test.want, row, col, ok)
		}
	}
}

// Whatever the bytes are, they are read or refused, and no cell is longer than the file.
func FuzzRead(f *testing.F) {
	f.Add([]byte("编号,收到\r\nc-1,\"a,\"\"b\"\"\n\"\r\n"))
	f.Add([]byte("sep=;\na;b\n"))
	f.Add([]byte("\xff\xfea\x00,\x00b\x00"))
	f.Add([]byte("a,\"b"))
	f.Add([]byte{0, 'a', 0, ','})
	f.Add([]byte("\xb1\xe0\xba\xc5,\xca\xd5\xb5\xbd\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		sheets, err := Read("a.csv", data)
		var refusal *Refusal
		if err != nil && !errors.As(err, &refusal) {
			t.Fatalf("%v", err)
		}
		for _, s := range sheets {
			for _, row := range s.Rows {
				for _, c := range row {
					if len(c.Text) > 4*len(data) || c.Kind == Empty && c.Text != "" {
						t.Fatalf("%d bytes in a cell of %d", len(c.Text), len(data))
					}
				}
			}
		}
	})
}

// FuzzSheet does the same to the rows of a workbook.
func FuzzSheet(f *testing.F) {
	f.Add([]byte(`<worksheet><cols><col min="1" max="3" hidden="1"/></cols><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c></row></sheetData><mergeCells><mergeCell ref="A1:B2"/></mergeCells></worksheet>`))
	f.Add([]byte(`<x:sheetData><x:row><x:c t="inlineStr"><x:is><x:t>&amp;&#x4e2d;</x:t></x:is></x:c></x:row></x:sheetData>`))
	f.Add([]byte(`<sheetData><row r="1048576"><c r="XFD1"><f/></c></row></sheetData>`))
	f.Fuzz(func(t *testing.T, data []byte) {
		file, err := Open("a.xlsx", madeBook(t, string(data), nil))
		if err != nil {
			t.Fatal(err)
		}
		last := -1
		err = file.Each(0, nil, func(r Row) bool {
			if r.Index < 0 || r.Index >= mostRows || len(r.Cells) > mostColumns+widest {
				t.Fatalf("row %d with %d cells", r.Index, len(r.Cells))
			}
			last++
			return last < 1000
		})
		var refusal *Refusal
		if err != nil && !errors.As(err, &refusal) {
			t.Fatal(err)
		}
		if _, err := file.HiddenColumns(0); err != nil && !errors.As(err, &refusal) {
			t.Fatal(err)
		}
	})
}
