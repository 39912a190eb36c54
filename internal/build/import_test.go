package build

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "github.com/lanewall/lanewall/"

// layers is the house, the lowest first. A package imports packages of lower layers only: never up, never sideways.
var layers = [][]string{
	{"internal/diag", "internal/tree", "internal/photo", "internal/civil", "internal/stat", "internal/draw", "internal/folder", "internal/receipt", "internal/site/calendar", "themes"},
	{"internal/toml", "internal/sheet", "internal/privacy"},
	{"internal/markdown", "internal/chart", "internal/theme", "internal/i18n"},
	{"internal/ledger"},
	{"internal/intake", "internal/starter"},
	{"internal/site"},
	{"internal/indicator", "internal/due"},
	{"internal/plan", "internal/returns"},
	{"internal/page", "internal/opendata", "internal/feed", "internal/search"},
	{"internal/build", "internal/pack", "internal/serve"},
	{"internal/cli"},
	{"cmd/lanewall", "examples/gallery", "docs/reference"},
}

// programs stand beside the house and share nothing with it, and so does what tests alone import. Their own packages lie
// below them.
var programs = []string{"cmd/dist", "examples/synth", "internal/chromium"}

// programOf is the program that a package is or lies below, or "".
func programOf(pkg string) string {
	for _, program := range programs {
		if pkg == program || strings.HasPrefix(pkg, program+"/") {
			return program
		}
	}
	return ""
}

// machine lists what only some packages may use: the operating system, the clock, the network.
var machine = map[string][]string{
	"os":            {"cmd/lanewall", "internal/cli", "internal/folder", "internal/serve", "internal/tree"},
	"path/filepath": {"internal/cli", "internal/folder", "internal/serve", "internal/tree"},
	"os/exec":       {"internal/cli"},
	"os/signal":     {"internal/cli"},
	"os/user":       nil,
	"io/ioutil":     nil,
	"net":           {"internal/cli", "internal/serve"},
	"net/http":      {"internal/cli", "internal/serve"},
	"syscall":       {"internal/cli"}, // the numbers of errors
	"unsafe":        nil,
	"log":           nil,
	"log/slog":      nil,
	"math/rand":     nil,
	"math/rand/v2":  nil,
	"crypto/rand":   {"internal/cli", "internal/folder"}, // names of files aside, and of who holds the lock
}

// clock is the functions of package time that read the clock or the machine's zone.
var clock = []string{"Now", "Since", "Until", "After", "AfterFunc", "Tick", "NewTimer", "NewTicker", "Sleep", "Local"}

// timers wait and tell no time: what watches a folder may use them.
var timers = []string{"After", "NewTimer", "NewTicker"}

// source is the Go files of a package, without its tests.
type source struct {
	path  string // in the module
	files []*ast.File
}

// sources reads every package of the module. It parses the files itself: a test that asks the go command gets a
// cached pass when a file it never opened changes.
func sources(t *testing.T) []source {
	t.Helper()
	var packages []source
	root := os.DirFS("../..")
	err := fs.WalkDir(root, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() {
			if base := entry.Name(); name != "." && (strings.HasPrefix(base, ".") || slices.Contains([]string{"testdata", "node_modules", "public"}, base)) {
				return fs.SkipDir
			}
			return nil
		}
		if !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			return nil
		}
		text, err := fs.ReadFile(root, name)
		if err != nil {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, text, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		folder := path.Dir(name)
		if len(packages) == 0 || packages[len(packages)-1].path != folder {
			packages = append(packages, source{path: folder})
		}
		last := &packages[len(packages)-1]
		last.files = append(last.files, file)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return packages
}

func (s source) imports() []string {
	var paths []string
	for _, file := range s.files {
		for _, spec := range file.Imports {
			p, _ := strconv.Unquote(spec.Path.Value)
			paths = append(paths, p)
		}
	}
	slices.Sort(paths)
	return slices.Compact(paths)
}

func layerOf(pkg string) int {
	return slices.IndexFunc(layers, func(layer []string) bool { return slices.Contains(layer, pkg) })
}

func TestImportsGoDown(t *testing.T) {
	found := map[string]bool{}
	for _, pkg := range sources(t) {
		found[pkg.path] = true
		layer, program := layerOf(pkg.path), programOf(pkg.path)
		if program != "" {
			layer = 0
		} else if layer < 0 {
			t.Errorf("%s is in no layer: place it in the table", pkg.path)
			continue
		}
		for _, p := range pkg.imports() {
			own, ok := strings.CutPrefix(p, module)
			if !ok || program != "" && programOf(own) == program {
				continue
			}
			switch other := layerOf(own); {
			case other > layer:
				t.Errorf("%s imports %s, which is above it", pkg.path, own)
			case other == layer:
				t.Errorf("%s imports its sibling %s", pkg.path, own)
			case other < 0:
				t.Errorf("%s imports %s, which is in no layer", pkg.path, own)
			}
		}
	}
	for _, pkg := range append(slices.Concat(layers...), programs...) {
		if !found[pkg] {
			t.Errorf("the table has %s, which is not there", pkg)
		}
	}
}

// The page on the architecture has every package of the house and says which of the others it imports.
func TestArchitecturePage(t *testing.T) {
	text, err := os.ReadFile("../../docs/en/content/explanation/architecture.md")
	if err != nil {
		t.Fatal(err)
	}
	told := map[string][]string{} // what a package imports, as the table has it
	for _, m := range regexp.MustCompile("(?m)^\\| `([a-z0-9/]+)` \\|.*\\| ?([^|]*?) ?\\|$").FindAllStringSubmatch(string(text), -1) {
		told[m[1]] = strings.Fields(m[2])
	}
	found := map[string][]string{}
	for _, pkg := range sources(t) { // a folder may come in parts, with another one between
		if name, ok := strings.CutPrefix(pkg.path, "internal/"); ok && !slices.Contains(programs, pkg.path) {
			found[name] = append(found[name], pkg.imports()...)
		}
	}
	for name, imports := range found {
		var own []string
		for _, p := range imports {
			if p, ok := strings.CutPrefix(p, module+"internal/"); ok {
				own = append(own, p)
			}
		}
		slices.Sort(own)
		slices.Sort(told[name])
		if own = slices.Compact(own); name != "cli" && !slices.Equal(own, told[name]) { // cli needs nearly all
			t.Errorf("%s imports %q, the page says %q", name, own, told[name])
		}
	}
	if listed, there := slices.Sorted(maps.Keys(told)), slices.Sorted(maps.Keys(found)); !slices.Equal(listed, there) {
		t.Errorf("the page has %q, there is %q", listed, there)
	}
}

func TestMachineStaysOutside(t *testing.T) {
	for _, pkg := range sources(t) {
		if strings.HasPrefix(pkg.path, "examples/") || pkg.path == "docs/reference" || programOf(pkg.path) != "" { // for whoever works on the project
			continue
		}
		for _, p := range pkg.imports() {
			if allowed, listed := machine[p]; listed && !slices.Contains(allowed, pkg.path) {
				t.Errorf("%s imports %q; allowed: %v", pkg.path, p, allowed)
			}
		}
		for _, name := range pkg.uses("time", clock) {
			if pkg.path != "internal/cli" && (pkg.path != "internal/serve" || !slices.Contains(timers, name)) {
				t.Errorf("%s uses time.%s: there is no clock and no local zone below cli", pkg.path, name)
			}
		}
		for _, name := range pkg.uses("os", []string{"Exit", "Getenv", "LookupEnv", "Environ", "Args", "Stdout", "Stderr", "Stdin"}) {
			if pkg.path != "cmd/lanewall" {
				t.Errorf("%s uses os.%s: main alone exits and sees the environment", pkg.path, name)
			}
		}
	}
}

// uses lists which of some names of a package are used, as in time.Now.
func (s source) uses(pkg string, names []string) []string {
	var used []string
	for _, file := range s.files {
		ast.Inspect(file, func(n ast.Node) bool {
			selector, ok := n.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			if x, ok := selector.X.(*ast.Ident); ok && x.Name == pkg && slices.Contains(names, selector.Sel.Name) {
				used = append(used, selector.Sel.Name)
			}
			return true
		})
	}
	return used
}
