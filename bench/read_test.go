// Package bench runs lanewall and its peers side by side, in one run on one machine, and prints the ratios:
//
//	go test -run '^$' -bench . ./bench
//
// The data are generated, the same ones everywhere. Nothing here fails for being slow.
package bench

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/BurntSushi/toml"

	"github.com/lanewall/lanewall/internal/diag"
	"github.com/lanewall/lanewall/internal/ledger"
)

// cases is the size at which peers are compared: 110 MB.
const cases = 400_000

// BenchmarkRead reads files into a checked table, and has BurntSushi/toml decode the same files into maps, on one core
// each.
func BenchmarkRead(b *testing.B) {
	files := writeCases(b, cases)
	oneCore(b)
	kinds()
	for b.Loop() {
		ours := fastest(5, func() { load(b, files, cases) })
		theirs := fastest(2, func() { decode(b, files) })
		b.ReportMetric(theirs.Seconds()/ours.Seconds(), "×BurntSushi")
		b.ReportMetric(ours.Seconds(), "s")
		b.ReportMetric(theirs.Seconds(), "s-BurntSushi")
		b.ReportMetric(float64(size(b, files))/1e6/ours.Seconds(), "MB/s")
		b.ReportMetric(0, "ns/op")
	}
}

// BenchmarkReadCores is the same on all cores.
func BenchmarkReadCores(b *testing.B) {
	files := writeCases(b, cases)
	b.SetBytes(size(b, files))
	for b.Loop() {
		load(b, files, cases)
	}
}

// BenchmarkReadRows shows that the cost of a row does not grow with their number.
func BenchmarkReadRows(b *testing.B) {
	for _, n := range []int{4_000, 40_000, 400_000, 1_000_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			files := writeCases(b, n)
			oneCore(b)
			kinds()
			took := time.Duration(1 << 62)
			for b.Loop() {
				took = min(took, fastest(3, func() { load(b, files, n) }))
			}
			b.ReportMetric(float64(took.Nanoseconds())/float64(n), "ns/row")
			b.ReportMetric(0, "ns/op")
		})
	}
}

// BenchmarkReadMemory loads in a process of its own and reports the most memory it took.
func BenchmarkReadMemory(b *testing.B) {
	files := writeCases(b, cases)
	for b.Loop() {
		child := exec.Command(os.Args[0], "-test.run", "^TestLoad$", "-test.v")
		child.Env = append(os.Environ(), "LANEWALL_LOAD="+filepath.Dir(files[0]))
		out, err := child.CombinedOutput()
		if err != nil {
			b.Fatalf("%v\n%s", err, out)
		}
		_, rest, found := bytes.Cut(out, []byte("peak kB "))
		if !found {
			b.Skip("this system does not tell")
		}
		line, _, _ := bytes.Cut(rest, []byte("\n"))
		peak, err := strconv.ParseFloat(string(line), 64)
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(peak/1024, "MB-peak")
	}
}

// TestLoad is the process of BenchmarkReadMemory.
func TestLoad(t *testing.T) {
	folder := os.Getenv("LANEWALL_LOAD")
	if folder == "" {
		t.Skip("only for BenchmarkReadMemory")
	}
	files, err := filepath.Glob(filepath.Join(folder, "*.toml"))
	if err != nil {
		t.Fatal(err)
	}
	load(t, files, cases)
	status, _ := os.ReadFile("/proc/self/status")
	for line := range strings.Lines(string(status)) {
		if fields := strings.Fields(line); len(fields) > 1 && fields[0] == "VmHWM:" {
			fmt.Println("peak kB", fields[1])
		}
	}
}

func oneCore(b *testing.B) {
	before := runtime.GOMAXPROCS(1)
	b.Cleanup(func() { runtime.GOMAXPROCS(before) })
}

// fastest is the shortest of some runs: what else the machine did only adds.
func fastest(runs int, f func()) time.Duration {
	best := time.Duration(1 << 62)
	for range runs {
		runtime.GC()
		start := time.Now()
		f()
		best = min(best, time.Since(start))
	}
	return best
}

// kinds are read before the clock runs.
var kinds = sync.OnceValue(func() map[string]*ledger.Kind {
	kinds, _ := ledger.Builtin()
	return kinds
})

func load(t testing.TB, files []string, rows int) *ledger.Table {
	var sources []*diag.Source
	for _, name := range files {
		sources = append(sources, diag.Reloaded(filepath.Base(name), func() (fs.File, error) { return os.Open(name) }))
	}
	table, problems := ledger.Read("cases", kinds()["case"], sources, time.UTC)
	if table.N != rows || len(problems) > 0 {
		t.Fatalf("%d rows, %d problems", table.N, len(problems))
	}
	return table
}

func decode(t testing.TB, files []string) {
	for _, name := range files {
		var data map[string]any
		if _, err := toml.DecodeFile(name, &data); err != nil {
			t.Fatal(err)
		}
	}
}

func size(t testing.TB, files []string) (bytes int64) {
	for _, name := range files {
		info, err := os.Stat(name)
		if err != nil {
			t.Fatal(err)
		}
		bytes += info.Size()
	}
	return bytes
}
