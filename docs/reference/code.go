package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"
)

// code is what the sources say: structs, constants and lists of the packages that files are read by.
type code struct {
	structs map[string]*ast.StructType // by package and name: site.Config
	consts  map[string][]string        // the texts of constants, by package and type: ledger.Type
	lists   map[string][]string        // the texts of a variable's list or the keys of its map: markdown.blockKinds
	layouts map[string]string          // the struct of a template, by its file
}

// packages are those that the reference speaks of.
var packages = []string{"site", "ledger", "indicator", "markdown", "theme", "plan", "intake"}

func readCode(root string) (*code, error) {
	c := &code{structs: map[string]*ast.StructType{}, consts: map[string][]string{}, lists: map[string][]string{}}
	for _, pkg := range packages {
		names, err := filepath.Glob(filepath.Join(root, "internal", pkg, "*.go"))
		if err != nil {
			return nil, err
		}
		for _, name := range names {
			if strings.HasSuffix(name, "_test.go") {
				continue
			}
			text, err := os.ReadFile(name)
			if err != nil {
				return nil, err
			}
			file, err := parser.ParseFile(token.NewFileSet(), name, text, parser.SkipObjectResolution)
			if err != nil {
				return nil, err
			}
			c.file(path.Base(pkg), file)
		}
	}
	return c, nil
}

func (c *code) file(pkg string, file *ast.File) {
	for _, decl := range file.Decls {
		group, ok := decl.(*ast.GenDecl)
		if !ok {
			continue
		}
		for _, spec := range group.Specs {
			switch spec := spec.(type) {
			case *ast.TypeSpec:
				if body, ok := spec.Type.(*ast.StructType); ok {
					c.structs[pkg+"."+spec.Name.Name] = body
				}
			case *ast.ValueSpec:
				c.values(pkg, spec)
			}
		}
	}
}

// values takes down a constant of a named type, or a variable that is a list of texts or a map from texts.
func (c *code) values(pkg string, spec *ast.ValueSpec) {
	typ, typed := spec.Type.(*ast.Ident)
	for i, value := range spec.Values {
		if text, ok := textOf(value); ok && typed {
			c.consts[pkg+"."+typ.Name] = append(c.consts[pkg+"."+typ.Name], text)
		}
		list, ok := value.(*ast.CompositeLit)
		if !ok {
			continue
		}
		key := pkg + "." + spec.Names[i].Name
		for _, element := range list.Elts {
			if pair, ok := element.(*ast.KeyValueExpr); ok {
				element = pair.Key
			}
			if text, ok := textOf(element); ok {
				c.lists[key] = append(c.lists[key], text)
			}
		}
	}
}

func textOf(e ast.Expr) (string, bool) {
	literal, ok := e.(*ast.BasicLit)
	if !ok || literal.Kind != token.STRING {
		return "", false
	}
	text, err := strconv.Unquote(literal.Value)
	return text, err == nil
}

// key is a key of a file, by the struct that it is read into.
type key struct {
	name     string
	required bool
	typ      ast.Expr
}

// keysOf lists the keys of a struct, in its order.
func (c *code) keysOf(name string) []key {
	var keys []key
	body := c.structs[name]
	if body == nil {
		return nil
	}
	for _, field := range body.Fields.List {
		if field.Tag == nil {
			continue
		}
		tag, _ := strconv.Unquote(field.Tag.Value)
		name, options, _ := strings.Cut(reflect.StructTag(tag).Get("toml"), ",")
		if name != "" && name != "@" {
			keys = append(keys, key{name, options == "required", field.Type})
		}
	}
	return keys
}

// shape is what a value has to be, as a Go type says it: At[…] and pointers go, lists and tables stay.
func shape(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.StarExpr:
		return shape(e.X)
	case *ast.IndexExpr:
		return shape(e.Index)
	case *ast.ArrayType:
		return "[]" + shape(e.Elt)
	case *ast.MapType:
		return "map " + shape(e.Value)
	case *ast.SelectorExpr:
		return e.Sel.Name
	case *ast.Ident:
		return e.Name
	}
	return ""
}

// fields lists the exported fields of a struct with the structs they hold: `Rows` list of Row.
func (c *code) fields(name string) string {
	var fields []string
	body := c.structs[name]
	if body == nil {
		return ""
	}
	for _, f := range body.Fields.List {
		typ := c.holds(f.Type)
		if f.Names == nil && typ != "Head" {
			fields = append(fields, "`"+typ+"`")
		}
		for _, name := range f.Names {
			if name.IsExported() {
				fields = append(fields, strings.TrimSpace("`"+name.Name+"` "+typ))
			}
		}
	}
	return strings.Join(fields, ", ")
}

// holds names a struct of package plan, or a list of it; nothing else needs a word.
func (c *code) holds(typ ast.Expr) string {
	switch typ := typ.(type) {
	case *ast.StarExpr:
		return c.holds(typ.X)
	case *ast.ArrayType:
		if of := c.holds(typ.Elt); of != "" {
			return "[]" + of
		}
	case *ast.Ident:
		if c.structs["plan."+typ.Name] != nil {
			return typ.Name
		}
	}
	return ""
}

// reached lists the structs that others lead to, those first that are met first.
func (c *code) reached(from []string) []string {
	var names []string
	for todo := slices.Clone(from); len(todo) > 0; todo = todo[1:] {
		for _, f := range c.structs["plan."+todo[0]].Fields.List {
			name := strings.TrimPrefix(c.holds(f.Type), "[]")
			if ast.IsExported(name) && !slices.Contains(names, name) && !slices.Contains(from, name) {
				names = append(names, name)
				todo = append(todo, name)
			}
		}
	}
	return names
}
