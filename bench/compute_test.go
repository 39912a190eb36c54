package bench

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/lanewall/lanewall/internal/build"
	"github.com/lanewall/lanewall/internal/diag"
	"github.com/lanewall/lanewall/internal/indicator"
	"github.com/lanewall/lanewall/internal/site"
)

// writeSite writes a site of 453 lanes in 15 streets with n cases and every built-in indicator of cases, and gives
// its folder.
func writeSite(b testing.TB, n int) string {
	folder := b.TempDir()
	write := func(name, text string) {
		name = filepath.Join(folder, name)
		if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
			b.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			b.Fatal(err)
		}
	}
	write("site.toml", "format = 1\nid = 'bench.example'\ntitle = '测速'\nissuer = '测速'\nas_of = 2024-12-31\n"+
		"[[level]]\nid = 'district'\ntitle = '区'\n[[level]]\nid = 'street'\ntitle = '街道'\n[[level]]\nid = 'lane'\ntitle = '里巷'\n"+weekly)
	var units strings.Builder
	units.WriteString("[[unit]]\nid = 'qu'\nname = '测速区'\nkind = 'district'\n")
	for i := range 15 {
		fmt.Fprintf(&units, "[[unit]]\nid = 'jie-%d'\nname = '街道%d'\nkind = 'street'\nparent = 'qu'\n", i, i)
	}
	var bodies strings.Builder
	for i := range 453 {
		fmt.Fprintf(&units, "[[unit]]\nid = 'li-%d'\nname = '里巷%d'\nkind = 'lane'\nparent = 'jie-%d'\n", i, i, i%15)
		fmt.Fprintf(&bodies, "[[body]]\nid = 'wuye-%d'\nname = 'li-%d-物业'\nkind = '物业'\n", i, i)
	}
	for i, name := range leads {
		fmt.Fprintf(&bodies, "[[body]]\nid = 'bumen-%d'\nname = %q\nkind = '部门'\n", i, name)
	}
	write("data/units.toml", units.String())
	write("data/bodies.toml", bodies.String())
	write("data/cases/ledger.toml", "kind = 'case'\n[[limit]]\nwithin = '10个工作日'\n")
	write("data/indicators.toml", everyCaseIndicator(b))
	for _, file := range writeCases(b, n) {
		if err := os.Rename(file, filepath.Join(folder, "data/cases", filepath.Base(file))); err != nil {
			b.Fatal(err)
		}
	}
	return folder
}

// weekly is a board of the district, one for each week.
const weekly = `
[[board]]
period = "week"
title = "周动态"
levels = ["district"]
figures = ["case-received", "case-on-time"]
[[board.open]]
title = "亮灯"
ledgers = ["cases"]
rows = 12
[[board.list]]
title = "本周办结"
ledger = "cases"
date = "closed"
show = ["closed", "unit"]
`

// everyCaseIndicator defines every built-in indicator of cases, as it is declared.
func everyCaseIndicator(b testing.TB) string {
	builtin, problems := indicator.Builtin()
	if len(problems) > 0 {
		b.Fatal(problems)
	}
	var text strings.Builder
	for _, e := range builtin {
		if strings.HasPrefix(e.Key, "case-") {
			fmt.Fprintf(&text, "[indicator.%s]\nlike = %q\nledger = 'cases'\n", e.Key, e.Key)
		}
	}
	return text.String()
}

// BenchmarkCompute loads a site and computes every built-in indicator at its declared levels, periods and splits: when
// s-compute ends, the cells of every figure are counted. Listing them all, as figures.csv does, is s-list.
func BenchmarkCompute(b *testing.B) {
	for _, n := range []int{4_000, 400_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			folder := writeSite(b, n)
			for b.Loop() {
				start := time.Now()
				s, problems := site.Load(os.DirFS(folder), site.Options{})
				loaded := time.Now()
				definitions, errs := indicator.Define(s)
				figures, _ := indicator.Compute(s, definitions)
				b.ReportMetric(loaded.Sub(start).Seconds(), "s-load")
				computed := time.Now()
				b.ReportMetric(computed.Sub(loaded).Seconds(), "s-compute")
				b.ReportMetric(float64(figures.Len()), "figures")
				b.ReportMetric(time.Since(computed).Seconds(), "s-list")
				if n := append(problems, errs...).Count(diag.Error); n > 0 || s.Ledger("cases").N == 0 {
					b.Fatalf("%d errors: %v", n, problems[:min(3, len(problems))])
				}
			}
		})
	}
}

// BenchmarkBuild reads, computes and plans the same site, as check does, and then renders its files one after the other.
func BenchmarkBuild(b *testing.B) {
	for _, n := range []int{4_000, 400_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			folder := writeSite(b, n)
			for b.Loop() {
				start := time.Now()
				result, problems := build.Build(os.DirFS(folder), site.Options{})
				if result == nil || result.Tree == nil {
					b.Fatalf("%v", problems[:min(3, len(problems))])
				}
				planned := time.Now()
				b.ReportMetric(planned.Sub(start).Seconds(), "s-plan")
				for _, f := range result.Tree.Files() {
					if _, err := f.Render(); err != nil {
						b.Fatal(err)
					}
				}
				b.ReportMetric(time.Since(planned).Seconds(), "s-render")
			}
		})
	}
}
