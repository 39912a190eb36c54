package ledger

import (
	"fmt"
	"strings"
	"testing"
)

// manyCases is a file of n cases, one after another day of a year.
func manyCases(n int) string {
	var text strings.Builder
	for i := range n {
		fmt.Fprintf(&text, `
[[case]]
id = "C-2024-%05d"
received = 2024-%02d-%02d
unit = "li-%d"
lead = "住建"
channel = "网格巡"
level = "B"
category = "照明"
title = "%d栋楼道灯不亮"
closed = 2025-01-%02d
outcome = "解决"
rating = { response = 90, cooperation = 80, completion = 70, satisfaction = %d }
`, i, i%12+1, i%28+1, i%40, i%90, i%31+1, i%101)
	}
	return text.String()
}

func BenchmarkRead(b *testing.B) {
	kind := builtin(b, "case", "")
	sources := files(manyCases(4000))
	b.SetBytes(int64(len(sources[0].Text)))
	b.ReportAllocs()
	for b.Loop() {
		if table, problems := Read("cases", kind, sources, shanghai); table.N != 4000 || len(problems) > 0 {
			b.Fatalf("%d rows, %s", table.N, said(problems))
		}
	}
}
