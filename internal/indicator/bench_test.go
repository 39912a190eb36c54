package indicator

import (
	"fmt"
	"strings"
	"testing"
)

// BenchmarkCompute makes every declared figure of a year of 4,000 cases in a street of 40 lanes.
func BenchmarkCompute(b *testing.B) {
	var units, cases strings.Builder
	units.WriteString("[[unit]]\nid = 'jie'\nname = '示例街道'\nkind = 'street'\n")
	for i := range 40 {
		fmt.Fprintf(&units, "[[unit]]\nid = 'li-%d'\nname = '%d里'\nkind = 'lane'\nparent = 'jie'\n", i, i)
	}
	for i := range 4000 {
		fmt.Fprintf(&cases, "[[case]]\nid = '%d'\nreceived = 2024-%02d-%02d\nunit = 'li-%d'\ntitle = 'x'\ncategory = 'c%d'\ndue = 2025-01-15\nclosed = 2025-01-%02d\noutcome = '解决'\n",
			i, i%12+1, i%28+1, i%40, i%16, i%31+1)
	}
	s := loaded(b, asOfIndicators, "site.toml", strings.Replace(threeLevels, "2024-08-31", "2025-01-31", 1), "data/units.toml", units.String(), "data/cases/rows.toml", cases.String())
	definitions, problems := Define(s)
	if len(problems) > 0 {
		b.Fatal(said(problems))
	}
	b.ReportAllocs()
	for b.Loop() {
		f, _ := Compute(s, definitions)
		if got := shown(f.Of("received", s.Units.Root, period(b, "ytd-2024-12"))); got != "4000[]" {
			b.Fatal(got)
		}
	}
}
