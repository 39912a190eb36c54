package bench

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"github.com/lanewall/lanewall/internal/build"
	"github.com/lanewall/lanewall/internal/site"
)

// BenchmarkEdit is somebody who edits one row and looks at the home page: from the file that is saved to the page's
// bytes, on the repository's own site and on the district of the other benchmarks. What a session holds in the end, with
// all pages checked, is MB.
func BenchmarkEdit(b *testing.B) {
	b.Run("root", func(b *testing.B) {
		folder := b.TempDir()
		for _, name := range []string{"data", "content"} {
			if err := os.CopyFS(filepath.Join(folder, name), os.DirFS(filepath.Join("..", name))); err != nil {
				b.Fatal(err)
			}
		}
		copyFile(b, filepath.Join("..", "site.toml"), filepath.Join(folder, "site.toml"))
		editRow(b, folder, "data/cases/2024-05.toml")
	})
	b.Run("400000", func(b *testing.B) {
		folder := writeSite(b, 400_000)
		files, _ := filepath.Glob(filepath.Join(folder, "data/cases/2*.toml")) // fails for a bad pattern only
		name, err := filepath.Rel(folder, files[len(files)/2])
		if err != nil {
			b.Fatal(err)
		}
		editRow(b, folder, name)
	})
}

func copyFile(b *testing.B, from, to string) {
	text, err := os.ReadFile(from)
	if err == nil {
		err = os.WriteFile(to, text, 0o600)
	}
	if err != nil {
		b.Fatal(err)
	}
}

// editRow edits a row in the middle of a file again and again.
func editRow(b *testing.B, folder, name string) {
	file := filepath.Join(folder, name)
	text, err := os.ReadFile(file)
	if err != nil {
		b.Fatal(err)
	}
	s := build.NewSession(os.DirFS(folder), site.Options{})
	look := func() *build.Draft {
		draft, problems := s.Update()
		if draft == nil {
			b.Fatal(problems)
		}
		if _, _, err := draft.Open("index.html"); err != nil {
			b.Fatal(err)
		}
		return draft
	}
	start := time.Now()
	look().Check(nil)
	first := time.Since(start)
	key := []byte("title = \"")
	at := len(text)/2 + bytes.Index(text[len(text)/2:], key) + len(key)
	edits := 0
	for b.Loop() {
		b.StopTimer()
		edits++
		edited := append(append(bytes.Clone(text[:at]), fmt.Sprint(edits)...), text[at:]...)
		if err := os.WriteFile(file, edited, 0o600); err != nil {
			b.Fatal(err)
		}
		b.StartTimer()
		look()
	}
	b.ReportMetric(first.Seconds(), "s-first")
	b.ReportMetric(float64(b.Elapsed().Milliseconds())/float64(edits), "ms/edit")
	runtime.GC()
	var memory runtime.MemStats
	runtime.ReadMemStats(&memory)
	b.ReportMetric(float64(memory.HeapAlloc)/1e6, "MB")
	runtime.KeepAlive(s)
}
