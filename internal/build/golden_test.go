package build

import (
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/rogpeppe/go-internal/txtar"

	"github.com/lanewall/lanewall/internal/civil"
)

var update = flag.Bool("update", false, "rewrite what testdata/*.txtar want")

// A golden site is one file: a site's folder and what has to come of it.
//
//	-- want/data/figures.csv --        the file comes out exactly so (line ends aside)
//	-- want-text/index.html --         each line stands in the file; of a page, in its text, where the cells of a row
//	                                   are set apart by “ | ”. A line after “! ” stands nowhere in it.
//	-- want-paths --                   there are files of these paths; “! path” is not there
//	-- want-problems --                all that the build says, in English; without it nothing
//
// Everything else is the site. A line “as-of 2024-07-31” above the first file is the option of that name. With -update
// the files under want/ and want-problems are written anew, the rest is left to a person.
func TestGolden(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) < 8 {
		t.Fatalf("%d golden sites, %v", len(files), err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) { golden(t, file) })
	}
}

func golden(t *testing.T, file string) {
	archive, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	folder, options := fstest.MapFS{}, fromSite
	for line := range strings.Lines(string(archive.Comment)) {
		if day, ok := strings.CutPrefix(strings.TrimSpace(line), "as-of "); ok {
			asOf, err := civil.ParseDate(day)
			if err != nil {
				t.Fatal(err)
			}
			options.AsOf = &asOf
		}
	}
	for _, f := range archive.Files {
		if !strings.HasPrefix(f.Name, "want") {
			folder[f.Name] = &fstest.MapFile{Data: f.Data}
		}
	}
	got := buildAll(folder, options)
	if got.err != nil {
		t.Fatal(got.err)
	}
	checked := false
	for i, f := range archive.Files {
		kind, name, _ := strings.Cut(f.Name, "/")
		switch kind {
		case "want-text":
			wantText(t, got, name, string(f.Data))
		case "want-paths":
			wantPaths(t, got, string(f.Data))
		case "want-problems":
			checked = true
			archive.Files[i].Data = want(t, "problems", english(got.problems), f.Data)
		case "want":
			archive.Files[i].Data = want(t, name, strings.ReplaceAll(got.files[name], "\r\n", "\n"), f.Data)
		}
	}
	if problems := english(got.problems); !checked && problems != "" {
		t.Errorf("problems nobody wanted:\n%s", problems)
	}
	if *update {
		if err := os.WriteFile(file, txtar.Format(archive), 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

// want compares and gives what the golden file is to hold.
func want(t *testing.T, name, got string, want []byte) []byte {
	t.Helper()
	if *update {
		return []byte(got)
	}
	if got != string(want) {
		t.Errorf("%s:\n%s", name, diff(string(want), got))
	}
	return want
}

func wantText(t *testing.T, got *built, name, wanted string) {
	t.Helper()
	text, ok := got.files[name]
	if !ok {
		t.Errorf("there is no %s", name)
		return
	}
	lines := strings.Split(strings.ReplaceAll(text, "\r\n", "\n"), "\n")
	if strings.HasSuffix(name, ".html") {
		page, err := parseHTML(text)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		lines = page.lines()
	}
	for line := range strings.Lines(wanted) {
		line = strings.TrimSpace(line)
		if absent, ok := strings.CutPrefix(line, "! "); ok {
			if i := slices.IndexFunc(lines, func(l string) bool { return strings.Contains(l, absent) }); i >= 0 {
				t.Errorf("%s has %q: %s", name, absent, lines[i])
			}
		} else if line != "" && !slices.Contains(lines, line) {
			t.Errorf("%s lacks the line\n\t%s\nit has\n\t%s", name, line, strings.Join(lines, "\n\t"))
		}
	}
}

func wantPaths(t *testing.T, got *built, wanted string) {
	t.Helper()
	for name := range strings.FieldsSeq(strings.ReplaceAll(wanted, "! ", "!")) {
		absent := strings.HasPrefix(name, "!")
		name = strings.TrimPrefix(name, "!")
		if _, ok := got.files[name]; ok == absent {
			t.Errorf("%s: there %v, wanted %v; all are %q", name, ok, !absent, got.paths())
		}
	}
}

// diff lists the lines that only one of two texts has, with what stands around them left out.
func diff(want, got string) string {
	a, b := strings.Split(want, "\n"), strings.Split(got, "\n")
	head := 0
	for head < len(a) && head < len(b) && a[head] == b[head] {
		head++
	}
	a, b = a[head:], b[head:]
	for len(a) > 0 && len(b) > 0 && a[len(a)-1] == b[len(b)-1] {
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	return "want\t" + strings.Join(a, "\n\t") + "\ngot\t" + strings.Join(b, "\n\t")
}
