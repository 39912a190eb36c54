package intake

import (
	"bytes"
	"fmt"
	"testing"

	"github.com/xuri/excelize/v2"

	"github.com/lanewall/lanewall/internal/civil"
	"github.com/lanewall/lanewall/internal/sheet"
)

// benchRows is how many rows a large district has in a year.
const benchRows = 400_000

// benchRow is a row of the large files, of day n of the year.
func benchRow(n int) []string {
	day := civil.New(2024, 1, 1) + civil.Date(n%360)
	unit := [...]string{"晏家湾", "桥头巷", "甲街道"}[n%3]
	closed, outcome := (day + 3).String(), "解决"
	if n%11 == 0 {
		closed, outcome = "", ""
	}
	return []string{fmt.Sprint(n + 1), fmt.Sprintf("GD-%06d", n+1), day.String(), unit, fmt.Sprintf("%d栋楼道灯不亮（示例）", n%500), "住建办", closed, outcome, "示例甲"}
}

var benchHeader = []string{"序号", "工单编号", "受理时间", "属地", "诉求标题", "承办单位", "办结时间", "办理结果", "反映人"}

func benchCSV(rows int) []byte {
	var b bytes.Buffer
	line := func(cells []string) {
		for n, c := range cells {
			if n > 0 {
				b.WriteByte(',')
			}
			b.WriteString(c)
		}
		b.WriteString("\r\n")
	}
	line(benchHeader)
	for n := range rows {
		line(benchRow(n))
	}
	return b.Bytes()
}

func benchXLSX(tb testing.TB, rows int) []byte {
	tb.Helper()
	x := excelize.NewFile()
	w, err := x.NewStreamWriter("Sheet1")
	if err != nil {
		tb.Fatal(err)
	}
	style, err := x.NewStyle(&excelize.Style{NumFmt: 14})
	if err != nil {
		tb.Fatal(err)
	}
	row := func(n int, cells []string, head bool) {
		values := make([]any, len(cells))
		for col, c := range cells {
			if values[col] = c; !head && (col == 2 || col == 6) && c != "" {
				day, _ := civil.ParseDate(c)
				values[col] = excelize.Cell{StyleID: style, Value: int(day-civil.New(1899, 12, 31)) + 1}
			}
		}
		if err := w.SetRow(fmt.Sprintf("A%d", n), values); err != nil {
			tb.Fatal(err)
		}
	}
	row(1, benchHeader, true)
	for n := range rows {
		row(n+2, benchRow(n), false)
	}
	if err := w.Flush(); err != nil {
		tb.Fatal(err)
	}
	var b bytes.Buffer
	if err := x.Write(&b); err != nil {
		tb.Fatal(err)
	}
	return b.Bytes()
}

func BenchmarkImport(b *testing.B) {
	for _, form := range []struct {
		name string
		data []byte
	}{{"工单.csv", benchCSV(benchRows)}, {"工单.xlsx", benchXLSX(b, benchRows)}} {
		b.Run(form.name[len("工单."):], func(b *testing.B) {
			target := office(b, "cases", "case", "")
			b.SetBytes(int64(len(form.data)))
			b.ReportAllocs()
			for b.Loop() {
				f, err := sheet.Open(form.name, form.data)
				if err != nil {
					b.Fatal(err)
				}
				i, problems := NewImport(f, target, Options{Zone: shanghai})
				if len(problems) > 0 {
					b.Fatal(said(problems))
				}
				batch, _ := i.Read(nil)
				drafts, err := batch.Drafts(func(string) ([]byte, error) { return nil, nil })
				if err != nil || len(batch.Rows) != benchRows || len(drafts) != 12 {
					b.Fatalf("%d rows, %d files, %v", len(batch.Rows), len(drafts), err)
				}
			}
		})
	}
}
