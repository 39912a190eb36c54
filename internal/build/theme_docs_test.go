package build

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"regexp"
	"strings"
	"testing"
)

// What docs/theme.md says of the structs that templates get is what package plan gives: a row for each, with its
// fields.
func TestThemeIsDocumented(t *testing.T) {
	text, err := os.ReadFile("../../docs/theme.md")
	if err != nil {
		t.Fatal(err)
	}
	documented := map[string]string{}
	for _, row := range regexp.MustCompile("(?m)^\\|(?: `[a-z]+\\.html` \\|)? `([A-Z][A-Za-z]+)` \\|(?:[^|]*\\|)?? ([^|]*) \\|$").FindAllStringSubmatch(string(text), -1) {
		documented[row[1]] = strings.TrimSpace(row[2])
	}
	structs := planStructs(t)
	if len(documented) < 20 {
		t.Fatalf("%d structs in docs/theme.md", len(documented))
	}
	reached := map[string]bool{}
	for name, fields := range documented {
		if structs[name] == "" && fields != "" {
			t.Errorf("docs/theme.md has %s, which package plan has not", name)
		} else if structs[name] != fields {
			t.Errorf("docs/theme.md: %s should have the fields\n\t%s", name, structs[name])
		}
		for _, part := range regexp.MustCompile("` (?:list of )?([A-Z][A-Za-z]+)").FindAllStringSubmatch(structs[name], -1) {
			reached[part[1]] = true
		}
	}
	for name := range reached {
		if _, ok := documented[name]; !ok && structs[name] != "" {
			t.Errorf("docs/theme.md lacks a row for\n\t| `%s` | %s |", name, structs[name])
		}
	}
}

// planStructs gives the exported fields of the structs of package plan, as docs/theme.md writes them: `Rows` list of Row.
func planStructs(t *testing.T) map[string]string {
	packages, err := parser.ParseDir(token.NewFileSet(), "../plan", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	structs := map[string]string{}
	for _, file := range packages["plan"].Files {
		ast.Inspect(file, func(n ast.Node) bool {
			if spec, ok := n.(*ast.TypeSpec); ok {
				if body, ok := spec.Type.(*ast.StructType); ok {
					structs[spec.Name.Name] = fieldsOf(body)
				}
			}
			return true
		})
	}
	return structs
}

func fieldsOf(body *ast.StructType) string {
	var fields []string
	for _, f := range body.Fields.List {
		typ := typeWords(f.Type)
		if f.Names == nil && typ != "Head" {
			fields = append(fields, "`"+typ+"`")
		}
		for _, name := range f.Names {
			if name.IsExported() {
				fields = append(fields, strings.TrimSpace(fmt.Sprintf("`%s` %s", name, typ)))
			}
		}
	}
	return strings.Join(fields, ", ")
}

// typeWords names a struct of package plan, or a list of it; nothing else needs a word.
func typeWords(typ ast.Expr) string {
	switch typ := typ.(type) {
	case *ast.StarExpr:
		return typeWords(typ.X)
	case *ast.ArrayType:
		if of := typeWords(typ.Elt); of != "" {
			return "list of " + of
		}
	case *ast.Ident:
		if typ.IsExported() {
			return typ.Name
		}
	}
	return ""
}
