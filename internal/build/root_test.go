package build

import (
	"encoding/csv"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"github.com/lanewall/lanewall/internal/civil"
	"github.com/lanewall/lanewall/internal/diag"
	"github.com/lanewall/lanewall/internal/site"
)

// built is a site rendered into memory.
type built struct {
	*Result
	files    map[string]string
	problems diag.List
	err      error
}

var fromSite = site.Options{AsOf: civil.None}

// buildAll builds a folder and renders every file of it.
func buildAll(folder fs.FS, options site.Options) *built {
	b := &built{files: map[string]string{}}
	b.Result, b.problems = Build(folder, options)
	if b.Result == nil || b.Tree == nil {
		return b
	}
	for _, f := range b.Tree.Files() {
		content, err := f.Render()
		if err != nil {
			b.err = fmt.Errorf("%s: %w", f.Path, err)
			return b
		}
		b.files[f.Path] = string(content)
	}
	return b
}

// must gives the site, or ends the test if it has errors.
func (b *built) must(t testing.TB) *built {
	t.Helper()
	if b.err != nil || b.Result == nil || b.Tree == nil || b.problems.Count(diag.Error) > 0 {
		t.Fatalf("the site does not build: %v\n%s", b.err, english(b.problems))
	}
	return b
}

func (b *built) paths() []string { return slices.Sorted(maps.Keys(b.files)) }

// english is every problem as a terminal shows it.
func english(problems diag.List) string {
	var text strings.Builder
	for _, d := range problems.Sorted() {
		text.WriteString(d.Format(diag.English))
	}
	return text.String()
}

// rootFolder is a copy of the repository's own site, to change at will.
func rootFolder(t testing.TB) fstest.MapFS {
	t.Helper()
	folder := fstest.MapFS{}
	root := os.DirFS("../..")
	for _, name := range []string{"site.toml", "data", "content"} {
		err := fs.WalkDir(root, name, func(name string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() {
				return err
			}
			text, err := fs.ReadFile(root, name)
			folder[name] = &fstest.MapFile{Data: text}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return folder
}

var rootOnce = sync.OnceValue(func() *built { return buildAll(os.DirFS("../.."), fromSite) })

// root is the repository's own site, built once for all tests. They must not change it.
func root(t testing.TB) *built {
	t.Helper()
	return rootOnce().must(t)
}

// table is a CSV file: its header and its rows as maps.
func (b *built) table(t testing.TB, name string) (header []string, rows []map[string]string) {
	t.Helper()
	text, ok := b.files[name]
	if !ok {
		t.Fatalf("no file %s", name)
	}
	records, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	for _, record := range records[1:] {
		row := map[string]string{}
		for i, name := range records[0] {
			row[name] = record[i]
		}
		rows = append(rows, row)
	}
	return records[0], rows
}

// figures is figures.csv by key: indicator unit period split=value.
func (b *built) figures(t testing.TB) map[string]map[string]string {
	t.Helper()
	_, rows := b.table(t, "data/figures.csv")
	figures := map[string]map[string]string{}
	for _, row := range rows {
		figures[figureKey(row)] = row
	}
	return figures
}

func figureKey(row map[string]string) string {
	key := row["indicator"] + " " + row["unit"] + " " + row["period"]
	if row["split_field"] != "" {
		key += " " + row["split_field"] + "=" + row["split_value"]
	}
	return key
}
