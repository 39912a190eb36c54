package theme

import (
	"html/template"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"text/template/parse"

	"github.com/lanewall/lanewall/internal/diag"
)

// folders is what stands in a theme's folder.
var folders = []string{"messages", "static", "templates", "theme.toml", "vendor"}

// strays warns of files of the site that nothing reads, or that are not read as what they were meant to be, because
// their name is not quite the one that is looked for.
func (t *Theme) strays() diag.List {
	var problems diag.List
	for _, name := range slices.Sorted(maps.Keys(t.files)) {
		if f := t.files[name]; f.own {
			if names := t.meant(name); names != nil {
				problems.Add("stray-theme-file", diag.Pos{Source: &diag.Source{Name: f.Name}}, diag.Choice{Given: name, Names: names})
			}
		}
	}
	return problems
}

// meant is what a file may have been meant to be called; nil if its name is in order. What no template asks for shows
// only when the templates are parsed: see idle.
func (t *Theme) meant(name string) []string {
	folder, rest, below := strings.Cut(name, "/")
	switch {
	case !slices.Contains(folders, folder) || below == (folder == "theme.toml"):
		return t.siblings(path.Ext(name))
	case folder == "templates" && path.Ext(rest) != ".html":
		return t.siblings(".html")
	case folder == "messages" && path.Ext(rest) != ".toml":
		return t.siblings(".toml")
	case folder == "messages":
		return t.otherwise(strings.TrimSuffix(rest, ".toml"))
	case folder == "static":
		for _, other := range t.names("static") {
			if other != name && strings.EqualFold(other, name) {
				return []string{other}
			}
		}
	}
	return nil
}

// siblings is the files of the theme, of those it extends too, that end alike.
func (t *Theme) siblings(ext string) []string {
	names := []string{}
	for _, name := range slices.Sorted(maps.Keys(t.files)) {
		if path.Ext(name) == ext && t.meantWell(name) {
			names = append(names, name)
		}
	}
	return names
}

// meantWell tells whether a file of this name was there before the site's.
func (t *Theme) meantWell(name string) bool { return !t.files[name].own || t.files[name].over }

// otherwise is the files of words in a language that is written in another way there: zh-Hans for zh. Nil if the theme
// has it as it is written, or not at all.
func (t *Theme) otherwise(tag string) []string {
	var names []string
	for _, known := range t.spoken {
		if known == tag {
			return nil
		}
		if base(known) == base(tag) {
			names = append(names, "messages/"+known+".toml")
		}
	}
	return names
}

// base is the language of a tag, without script and country.
func base(tag string) string {
	lang, _, _ := strings.Cut(strings.ReplaceAll(tag, "_", "-"), "-")
	return strings.ToLower(lang)
}

// idle warns of templates of the site that no page and no other template asks for. Layouts are the files at the top of
// a theme that the program asks for by name: those of the built-in theme.
func (t *Theme) idle(set *template.Template) diag.List {
	asked := map[string]bool{}
	for _, one := range set.Templates() {
		if one.Tree != nil {
			Walk(one.Tree.Root, func(n parse.Node) {
				if call, ok := n.(*parse.TemplateNode); ok {
					asked[call.Name] = true
				}
			})
		}
	}
	used := map[string]bool{} // files, by name
	for _, one := range set.Templates() {
		if one.Tree != nil && (asked[one.Name()] || slices.Contains(t.layouts, one.Name())) {
			used[one.Tree.ParseName] = true
		}
	}
	var problems diag.List
	for _, file := range t.names("templates") {
		name := strings.TrimPrefix(file, "templates/")
		if f := t.files[file]; f.own && path.Ext(name) == ".html" && !used[name] && !slices.Contains(t.layouts, name) {
			problems.Add("idle-template", diag.Pos{Source: &diag.Source{Name: f.Name}}, diag.Choice{Given: name, Names: t.layouts})
		}
	}
	return problems
}

// layoutsOf is the names of the templates of a built-in theme.
func layoutsOf(builtin fs.FS, theme string) []string {
	found, _ := fs.Glob(builtin, theme+"/templates/*.html") // fails for a bad pattern only
	for i := range found {
		found[i] = path.Base(found[i])
	}
	return found
}

// spokenBy is the languages that a built-in theme has words in.
func spokenBy(builtin fs.FS, theme string) []string {
	found, _ := fs.Glob(builtin, theme+"/messages/*.toml")
	for i := range found {
		found[i] = strings.TrimSuffix(path.Base(found[i]), ".toml")
	}
	return found
}
