package build

import (
	"os"
	"testing"

	"github.com/lanewall/lanewall/internal/i18n"
	"github.com/lanewall/lanewall/internal/indicator"
	"github.com/lanewall/lanewall/internal/plan"
	"github.com/lanewall/lanewall/internal/site"
	"github.com/lanewall/lanewall/internal/theme"
	"github.com/lanewall/lanewall/internal/toml"
	"github.com/lanewall/lanewall/themes"
)

// The stages on the repository's own site, each from where the one before it ends:
//
//	go test ./internal/build -run - -bench .

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		site.Load(os.DirFS("../.."), fromSite)
	}
}

func BenchmarkCompute(b *testing.B) {
	s, _ := site.Load(os.DirFS("../.."), fromSite)
	for b.Loop() {
		definitions, _ := indicator.Define(s)
		indicator.Compute(s, definitions)
	}
}

func BenchmarkPlan(b *testing.B) {
	s, _ := site.Load(os.DirFS("../.."), fromSite)
	look, _ := theme.Load(toml.At[string]{V: "wall"}, themes.FS, os.DirFS("../.."))
	words, err := i18n.NewPrinter("zh-Hans", look.Messages)
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		b.StopTimer() // a plan adds the figures that pages ask for
		definitions, _ := indicator.Define(s)
		figures, _ := indicator.Compute(s, definitions)
		comparisons, _ := indicator.Compare(figures)
		b.StartTimer()
		plan.List(s, figures, comparisons, []*i18n.Printer{words}, plan.Assets{})[0].All()
	}
}

func BenchmarkRender(b *testing.B) {
	result, _ := Build(os.DirFS("../.."), fromSite)
	for b.Loop() {
		size := 0
		for _, f := range result.Tree.Files() {
			content, err := f.Render()
			if err != nil {
				b.Fatal(err)
			}
			size += len(content)
		}
		b.SetBytes(int64(size))
	}
}

// BenchmarkPublish is the first build of a folder, BenchmarkUnchanged any later one that changes nothing.
func BenchmarkPublish(b *testing.B) {
	result, _ := Build(os.DirFS("../.."), fromSite)
	for b.Loop() {
		b.StopTimer()
		dir := b.TempDir()
		b.StartTimer()
		if _, _, err := result.Publish(dir); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkUnchanged(b *testing.B) {
	dir := b.TempDir()
	for b.Loop() {
		result, _ := Build(os.DirFS("../.."), fromSite)
		if _, _, err := result.Publish(dir); err != nil {
			b.Fatal(err)
		}
	}
}
