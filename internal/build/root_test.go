package build

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"github.com/lanewall/lanewall/internal/diag"
	"github.com/lanewall/lanewall/internal/site"
)

// built is a site rendered into memory.
type built struct {
	*Result
	files    map[string]string
	problems diag.List
	err      error
	few      bool                                // has fewer pages than the examples
	parsed   func() (map[string]*element, error) // the pages, parsed when they are first asked for
}

var fromSite = site.Options{}

// buildAll builds a folder and renders every file of it.
func buildAll(folder fs.FS, options site.Options) *built {
	b := &built{files: map[string]string{}}
	b.parsed = sync.OnceValues(b.parse)
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
		problems := b.problems.Sorted()
		t.Fatalf("the site does not build: %v, %d problems, among them\n%s", b.err, len(problems), english(problems[:min(5, len(problems))]))
	}
	return b
}

// languageOf is the folder and the language of a page.
func (b *built) languageOf(name string) (prefix, lang string) {
	for _, p := range b.Plans[1:] {
		if strings.HasPrefix(name, p.Prefix) {
			return p.Prefix, p.Words.Lang
		}
	}
	return "", b.Plan.Words.Lang
}

func (b *built) paths() []string { return slices.Sorted(maps.Keys(b.files)) }

func (b *built) parse() (map[string]*element, error) {
	pages := map[string]*element{}
	var faults []error
	for _, name := range b.paths() {
		if strings.HasSuffix(name, ".html") {
			page, err := parseHTML(b.files[name])
			if err != nil {
				faults = append(faults, fmt.Errorf("%s: %w", name, err))
				continue
			}
			pages[name] = page
		}
	}
	return pages, errors.Join(faults...)
}

// pages is the pages of a site, by path. Tests must not change them.
func (b *built) pages(t testing.TB) map[string]*element {
	t.Helper()
	pages, err := b.parsed()
	if err != nil {
		t.Fatal(err)
	}
	if len(pages) < 200 && !b.few || len(pages) < 40 {
		t.Fatalf("only %d pages", len(pages))
	}
	return pages
}

// eachPage is the pages of a site in order of path, so that faults come in the same order each time.
func (b *built) eachPage(t testing.TB) iter.Seq2[string, *element] {
	t.Helper()
	pages := b.pages(t)
	return func(yield func(string, *element) bool) {
		for _, name := range slices.Sorted(maps.Keys(pages)) {
			if !yield(name, pages[name]) {
				return
			}
		}
	}
}

// english is every problem as a terminal shows it.
func english(problems diag.List) string {
	var text strings.Builder
	for _, d := range problems.Sorted() {
		text.WriteString(d.Format(diag.English))
	}
	return text.String()
}

// example is a site folder of the repository, built when it is first asked for and then kept: the tests of a process
// share it and must not change it.
type example struct {
	name, dir string
	built     func() *built
}

const rootDir = "../.."

// examples are the site that the repository itself is, under the name root, and every folder of examples/ that is a
// site. They are found and not listed, so that whoever adds a site has it tested.
var examples = sync.OnceValue(func() []*example {
	dirs := []string{rootDir}
	files, _ := filepath.Glob(rootDir + "/examples/*/site.toml") // fails for a bad pattern only
	for _, file := range files {
		dirs = append(dirs, filepath.Dir(file))
	}
	var examples []*example
	for _, dir := range dirs {
		e := &example{name: filepath.Base(dir), dir: dir, built: sync.OnceValue(func() *built { return buildAll(os.DirFS(dir), fromSite) })}
		if dir == rootDir {
			e.name = "root"
		}
		examples = append(examples, e)
	}
	return examples
})

// root is the repository's own site.
func root(t testing.TB) *built {
	t.Helper()
	return examples()[0].built().must(t)
}

// eachSite runs a check over every site, several at a time.
func eachSite(t *testing.T, check func(t *testing.T, b *built)) {
	t.Helper()
	eachExample(t, func(t *testing.T, e *example) { check(t, e.built().must(t)) })
}

// eachExample is eachSite for checks that need the folder too.
func eachExample(t *testing.T, check func(t *testing.T, e *example)) {
	t.Helper()
	if len(examples()) < 2 {
		t.Error("no sites in examples/")
	}
	for _, e := range examples() {
		t.Run(e.name, func(t *testing.T) {
			t.Parallel()
			check(t, e)
		})
	}
}

// folder is a copy of a site's sources, to change at will.
func (e *example) folder(t testing.TB) fstest.MapFS {
	t.Helper()
	folder := fstest.MapFS{}
	root := os.DirFS(e.dir)
	for _, name := range []string{"site.toml", "data", "content", "themes"} {
		if _, err := fs.Stat(root, name); err != nil || name == "themes" && e.dir == rootDir { // there it is the built-in theme
			continue
		}
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

// rootFolder is a copy of the repository's own site.
func rootFolder(t testing.TB) fstest.MapFS {
	t.Helper()
	return examples()[0].folder(t)
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
