// Package theme gathers a theme's files: the built-in ones, each overridden by the site's file of the same name.
//
//	themes/<name>/theme.toml          format
//	themes/<name>/templates/*.html    one layout a kind of page, and base.html around them
//	themes/<name>/messages/*.toml     words, by language; of these a site's file changes only the ones it has
//	themes/<name>/static/             files that pages link to, published under names that carry their hash
//	themes/<name>/vendor/             the same from others; their licences, NOTICES.txt, keep their name
package theme

import (
	"crypto/sha256"
	"encoding/hex"
	"html/template"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/lanewall/lanewall/internal/diag"
	"github.com/lanewall/lanewall/internal/toml"
)

// Format is the version of a theme's format that this tool reads.
const Format = 1

// Theme is the files of a theme, by their path in its folder.
type Theme struct {
	Name     string
	Messages map[string][][]byte // files by language; a later one has the last word
	Static   map[string]Asset    // by name: wall.css
	files    map[string]*diag.Source
	own      map[string]bool // the files that the site has itself
}

// Asset is a static file and the path it is published under.
type Asset struct {
	Path    string // static/wall-1f2e3d4c.css
	Content []byte
}

// Notices is the licences of what a theme has from others. Whoever looks for it knows its name.
const Notices = "NOTICES.txt"

// standard is the theme whose words stand in for those that another does not have.
const standard = "wall"

// Load reads a theme: from builtin, with the files of the site over it.
func Load(name string, builtin, own fs.FS) (*Theme, diag.List) {
	t := &Theme{Name: name, Messages: map[string][][]byte{}, Static: map[string]Asset{}, files: map[string]*diag.Source{}, own: map[string]bool{}}
	var problems diag.List
	if name != standard { // a theme of its own need not know every word that the pages ask for
		t.collect(builtin, standard+"/messages", &problems)
		clear(t.files)
	}
	t.collect(builtin, name, &problems)
	builtinFiles := maps.Clone(t.files)
	t.collect(own, "themes/"+name, &problems)
	for file, src := range t.files {
		t.own[file] = builtinFiles[file] != src
	}
	problems.Append(t.check())
	for _, file := range slices.Sorted(maps.Keys(t.files)) {
		src := t.files[file]
		switch folder, rest, _ := strings.Cut(file, "/"); folder {
		case "static", "vendor":
			name := hashed(rest, src.Text)
			if rest == Notices {
				name = rest
			}
			t.Static[rest] = Asset{Path: "static/" + name, Content: src.Text}
		}
	}
	return t, problems
}

// collect reads a folder; one that is not there has no files.
func (t *Theme) collect(files fs.FS, folder string, problems *diag.List) {
	if _, err := fs.Stat(files, folder); err != nil {
		return
	}
	err := fs.WalkDir(files, folder, func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || strings.HasPrefix(entry.Name(), ".") || entry.Name() == "README.md" {
			return err
		}
		text, err := fs.ReadFile(files, name)
		t.files[strings.TrimPrefix(name, folder+"/")] = &diag.Source{Name: "themes/" + t.Name + strings.TrimPrefix(name, folder), Text: text}
		if lang, ok := strings.CutSuffix(entry.Name(), ".toml"); ok && path.Base(path.Dir(name)) == "messages" {
			t.Messages[lang] = append(t.Messages[lang], text)
		}
		return err
	})
	if err != nil {
		problems.Add("unreadable", diag.Pos{Source: &diag.Source{Name: folder}}, err.Error())
	}
}

// manifest is theme.toml.
type manifest struct {
	Format toml.At[int] `toml:"format,required"`
	Title  string       `toml:"title"`
}

func (t *Theme) check() diag.List {
	src := t.files["theme.toml"]
	if src == nil {
		var problems diag.List
		problems.Add("unknown-theme", diag.Pos{Source: &diag.Source{Name: "site.toml"}}, t.Name)
		return problems
	}
	table, problems := toml.Parse(src)
	if len(problems) > 0 {
		return problems
	}
	var m manifest
	problems.Append(toml.Bind(table, &m))
	if m.Format.V > Format {
		problems.Add("newer-format", m.Format.Pos, m.Format.V, Format)
	}
	return problems
}

// hashed puts eight hex digits of the content's hash into a file's name.
func hashed(name string, content []byte) string {
	sum := sha256.Sum256(content)
	ext := path.Ext(name)
	return strings.TrimSuffix(name, ext) + "-" + hex.EncodeToString(sum[:4]) + ext
}

// Templates parses the templates with the given functions. A fault is a diagnostic at the place the parser names.
func (t *Theme) Templates(functions template.FuncMap) (*template.Template, diag.List) {
	var problems diag.List
	set := template.New("").Funcs(functions).Option("missingkey=error")
	for _, file := range slices.Sorted(maps.Keys(t.files)) { // of two definitions of a part the later file's holds
		src := t.files[file]
		folder, name, _ := strings.Cut(file, "/")
		if folder != "templates" {
			continue
		}
		if _, err := set.New(name).Parse(string(src.Text)); err != nil {
			problems.Append(t.Fault(err))
		}
	}
	return set, problems
}

// Fault places the error of parsing or executing a template: text/template writes “template: name:line:col: …”,
// html/template of one that it cannot make safe “html/template:name:line:col: …”.
func (t *Theme) Fault(err error) diag.List {
	var problems diag.List
	words := err.Error()
	rest, escaping := strings.CutPrefix(words, "html/template:")
	if !escaping {
		_, rest, _ = strings.Cut(words, "template: ")
	}
	name, rest, _ := strings.Cut(rest, ":")
	src := t.files["templates/"+name]
	if src == nil {
		problems.Add("template", diag.Pos{}, words)
		return problems
	}
	line, rest, _ := strings.Cut(rest, ":")
	col, after, ok := strings.Cut(rest, ":")
	if n := digits(col); ok && n >= 0 {
		problems.Add("template", src.At(lineOffset(src.Text, digits(line), n)), strings.TrimSpace(after))
		return problems
	}
	problems.Add("template", src.At(lineOffset(src.Text, digits(line), 0)), strings.TrimSpace(rest))
	return problems
}

// digits is a number written in s; -1 if it is none.
func digits(s string) int {
	n := 0
	for _, r := range s {
		if r < '0' || r > '9' {
			return -1
		}
		n = n*10 + int(r-'0')
	}
	if s == "" {
		return -1
	}
	return n
}

// lineOffset is the byte offset of a line, from 1, and a column in bytes, from 0.
func lineOffset(text []byte, line, col int) int {
	offset := 0
	for ; line > 1; line-- {
		next := strings.IndexByte(string(text[offset:]), '\n')
		if next < 0 {
			break
		}
		offset += next + 1
	}
	return min(offset+col, len(text))
}
