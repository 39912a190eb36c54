package build

import (
	"go/ast"
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
	"text/template/parse"

	"github.com/BurntSushi/toml"

	"github.com/lanewall/lanewall/internal/diag"
	"github.com/lanewall/lanewall/internal/theme"
	"github.com/lanewall/lanewall/themes"
)

// computedMessages are the messages that functions ask for by names they put together: what each may ask for.
var computedMessages = map[string][]string{
	"openRow":       {"open-due", "open-overdue"},
	"byPeriod":      append(boardKinds("period-head-"), "chart-finding-month", "chart-finding-month-of"),
	"table":         boardKinds("period-head-"),
	"columns":       append(boardKinds("this-"), boardKinds("last-")...),
	"paper":         {"portrait", "landscape"},
	"head":          {"foot-about", "foot-published", "foot-data"},
	"others":        boardKinds("last-"),
	"published":     {"qualifier-exact", "qualifier-at-least", "qualifier-more-than", "qualifier-some-over", "qualifier-about", "qualifier-just-below"},
	"change":        kinds("change-same-"),
	"difference":    slices.Concat(kinds("change-more-"), kinds("change-fewer-"), kinds("change-points-more-"), kinds("change-points-fewer-")),
	"publishedPage": {"verdict-same", "verdict-same-rounded", "verdict-different", "verdict-stated", "verdict-not-comparable"},
	"conditions":    {"condition-is", "condition-not", "condition-within", "condition-empty", "condition-filled"},
	"allShown":      {"all-shown", "all-undated"},
	"numeric":       {"yes", "no"},
	"facts":         {"sum-of", "distinct-of", "mean-of", "median-of", "score-of"},
	"madeOf":        {"made-change", "made-change-year"},
	"flow":          {"sentence-in", "sentence-out"},
	"stock":         {"sentence-open-none", "sentence-open-in-time", "sentence-open-some", "sentence-open-all"},
	"emergency":     {"emergency-110", "emergency-119", "emergency-120"},
	"limit":         {"limit-wd", "limit-d", "limit-months"},
	"Say":           nil, // hands on what it is asked for
}

// kinds is a message for each kind of period that has one before it.
func kinds(stem string) []string {
	var ids []string
	for _, kind := range []string{"week", "month", "quarter", "year", "ytd", "range"} {
		ids = append(ids, stem+kind)
	}
	return ids
}

// boardKinds is a message for each kind of period that a board is made for.
func boardKinds(stem string) []string {
	return []string{stem + "week", stem + "month", stem + "quarter", stem + "year"}
}

// request is a place that asks for a message, with the names of the values it gives.
type request struct {
	where string
	names []string
	open  bool // gives values under names that are computed too
}

// Every message that a template or the program asks for is there, with no value it uses left out; and every message
// is asked for.
func TestMessages(t *testing.T) {
	files, err := fs.Glob(themes.FS, "wall/messages/*.toml")
	if err != nil || len(files) == 0 {
		t.Fatal("no messages", err)
	}
	asked := requests(t)
	for _, file := range files {
		text, err := fs.ReadFile(themes.FS, file)
		if err != nil {
			t.Fatal(err)
		}
		messages := map[string]any{}
		if err := toml.Unmarshal(text, &messages); err != nil {
			t.Fatal(err)
		}
		for _, id := range slices.Sorted(maps.Keys(asked)) {
			message, ok := messages[id]
			if !ok {
				t.Errorf("%s: no %q, which %s asks for", file, id, asked[id][0].where)
				continue
			}
			for _, name := range placeholders(message) {
				for _, r := range asked[id] {
					if !r.open && !slices.Contains(r.names, name) {
						t.Errorf("%s: %q says {{.%s}}, which %s does not give", file, id, name, r.where)
					}
				}
			}
		}
		for _, id := range slices.Sorted(maps.Keys(messages)) {
			if asked[id] == nil {
				t.Errorf("%s: nobody asks for %q", file, id)
			}
		}
	}
	if len(asked) < 150 {
		t.Errorf("only %d messages are asked for: is the reading of the sources right?", len(asked))
	}
}

var placeholder = regexp.MustCompile(`\.([A-Z]\w*)`)

// placeholders are the values that a message, in any of its plural forms, puts in.
func placeholders(message any) []string {
	var names []string
	switch m := message.(type) {
	case string:
		for _, action := range regexp.MustCompile(`\{\{.*?\}\}`).FindAllString(m, -1) {
			for _, match := range placeholder.FindAllStringSubmatch(action, -1) {
				names = append(names, match[1])
			}
		}
	case map[string]any:
		for _, form := range m {
			names = append(names, placeholders(form)...)
		}
	}
	return names
}

// requests reads the sources and the templates for every message they ask for.
func requests(t *testing.T) map[string][]request {
	t.Helper()
	asked := map[string][]request{}
	used := map[string]bool{}
	for _, pkg := range sources(t) {
		for _, file := range pkg.files {
			for _, decl := range file.Decls {
				f, ok := decl.(*ast.FuncDecl)
				if !ok {
					continue
				}
				ast.Inspect(f, func(n ast.Node) bool {
					call, ok := n.(*ast.CallExpr)
					if !ok || len(call.Args) == 0 {
						return true
					}
					selector, ok := call.Fun.(*ast.SelectorExpr)
					if !ok || selector.Sel.Name != "Say" && selector.Sel.Name != "T" || strings.HasPrefix(pkg.path, "examples") {
						return true
					}
					r := request{where: path.Join(pkg.path, f.Name.Name)}
					for i := 1; i < len(call.Args); i += 2 {
						name, ok := literal(call.Args[i])
						r.open = r.open || !ok
						r.names = append(r.names, name)
					}
					if id, ok := literal(call.Args[0]); ok {
						asked[id] = append(asked[id], r)
						return true
					}
					ids, known := computedMessages[f.Name.Name]
					if !known {
						t.Errorf("%s asks for messages by computed names: list them in this test", r.where)
					}
					used[f.Name.Name] = true
					for _, id := range ids { // which of a function's calls asks for which is not to be seen
						if len(asked[id]) > 0 && asked[id][0].where == r.where {
							asked[id][0].names = append(asked[id][0].names, r.names...)
						} else {
							asked[id] = append(asked[id], r)
						}
					}
					return true
				})
			}
		}
	}
	for f := range computedMessages {
		if !used[f] {
			t.Errorf("%s asks for no computed messages any more", f)
		}
	}
	for id, rs := range templateRequests(t) {
		asked[id] = append(asked[id], rs...)
	}
	return asked
}

func literal(e ast.Expr) (string, bool) {
	l, ok := e.(*ast.BasicLit)
	if !ok || l.Kind != token.STRING {
		return "", false
	}
	s, err := strconv.Unquote(l.Value)
	return s, err == nil
}

// templateRequests reads the calls of t in the built-in templates.
func templateRequests(t *testing.T) map[string][]request {
	t.Helper()
	asked := map[string][]request{}
	files, _ := fs.Glob(themes.FS, "wall/templates/*.html")
	if len(files) < 10 {
		t.Fatalf("only %d templates", len(files))
	}
	for _, file := range files {
		text, err := fs.ReadFile(themes.FS, file)
		if err != nil {
			t.Fatal(err)
		}
		tree := parse.New(file)
		tree.Mode = parse.SkipFuncCheck
		set := map[string]*parse.Tree{}
		if _, err := tree.Parse(string(text), "", "", set); err != nil {
			t.Fatal(err)
		}
		for _, parsed := range set {
			theme.Walk(parsed.Root, func(n parse.Node) {
				c, ok := n.(*parse.CommandNode)
				if !ok || len(c.Args) < 2 {
					return
				}
				if f, ok := c.Args[0].(*parse.IdentifierNode); !ok || f.Ident != "t" {
					return
				}
				id, ok := c.Args[1].(*parse.StringNode)
				if !ok {
					t.Errorf("%s: t %s: write the name of the message", file, c.Args[1])
					return
				}
				r := request{where: file}
				for i := 2; i < len(c.Args); i += 2 {
					if name, ok := c.Args[i].(*parse.StringNode); ok {
						r.names = append(r.names, name.Text)
					}
				}
				asked[id.Text] = append(asked[id.Text], r)
			})
		}
	}
	return asked
}

// Every code that can be reported is explained, in both languages and under one heading, and nothing is explained that
// cannot be reported.
func TestDiagnosticsAreDocumented(t *testing.T) {
	const file = "docs/reference/diagnostics.toml"
	text, err := os.ReadFile("../../" + file)
	if err != nil {
		t.Fatal(err)
	}
	var doc struct {
		Section []struct{ Codes []string }
		Code    map[string]struct{ Zh, En string }
	}
	if err := toml.Unmarshal(text, &doc); err != nil {
		t.Fatal(err)
	}
	headings := map[string]int{}
	for _, section := range doc.Section {
		for _, code := range section.Codes {
			headings[code]++
		}
	}
	for _, code := range diag.Codes() {
		if words := doc.Code[code]; words.Zh == "" || words.En == "" || headings[code] != 1 {
			t.Errorf("%s does not explain %s in both languages and list it in one section; then run go run ./docs/reference", file, code)
		}
		delete(doc.Code, code)
		delete(headings, code)
	}
	for code := range doc.Code {
		t.Errorf("%s explains %s, which nothing reports", file, code)
	}
	for code := range headings {
		t.Errorf("%s lists %s, which nothing reports", file, code)
	}
}

// Every code is reported by something.
func TestDiagnosticsAreReported(t *testing.T) {
	named := map[string]bool{}
	for _, pkg := range sources(t) {
		for _, file := range pkg.files {
			if pkg.path == "internal/diag" {
				continue
			}
			ast.Inspect(file, func(n ast.Node) bool {
				if e, ok := n.(ast.Expr); ok {
					if s, ok := literal(e); ok {
						named[s] = true
					}
				}
				return true
			})
		}
	}
	for _, code := range diag.Codes() {
		stem, kind, _ := strings.Cut(code, "-")
		if !named[code] && !(named[stem+"-"] && kind != "") {
			t.Errorf("nothing reports %s", code)
		}
	}
}
