package theme

import (
	"io/fs"
	"path"
	"slices"

	"github.com/lanewall/lanewall/internal/diag"
	"github.com/lanewall/lanewall/internal/toml"
)

// Format is the version of a theme's format that this tool reads.
const Format = 1

// manifest is theme.toml.
type manifest struct {
	Format  toml.At[int]    `toml:"format,required"`
	Title   string          `toml:"title"`
	Extends toml.At[string] `toml:"extends"`
}

// ancestry is a theme and those it extends, itself first. It ends where a theme is at fault.
func ancestry(name toml.At[string], builtin, own fs.FS) ([]string, diag.List) {
	var lineage []string
	var problems diag.List
	for {
		if slices.Contains(lineage, name.V) {
			problems.Add("theme-cycle", name.Pos, name.V)
			return lineage, problems
		}
		m, errs := readManifest(name, builtin, own)
		problems.Append(errs)
		lineage = append(lineage, name.V)
		if len(errs) > 0 || m.Extends.V == "" {
			return lineage, problems
		}
		name = m.Extends
	}
}

// readManifest reads a theme's theme.toml: the site's, or the built-in one.
func readManifest(name toml.At[string], builtin, own fs.FS) (m manifest, problems diag.List) {
	text, err := fs.ReadFile(own, "themes/"+name.V+"/theme.toml")
	if err != nil {
		text, err = fs.ReadFile(builtin, name.V+"/theme.toml")
	}
	if err != nil {
		pos := name.Pos
		if pos.Source == nil {
			pos.Source = &diag.Source{Name: "site.toml"}
		}
		problems.Add("unknown-theme", pos, name.V, diag.Choice{Given: name.V, Names: themes(builtin, own)})
		return m, problems
	}
	table, problems := toml.Parse(&diag.Source{Name: "themes/" + name.V + "/theme.toml", Text: text})
	if len(problems) > 0 {
		return m, problems
	}
	problems.Append(toml.Bind(table, &m))
	if m.Format.V > Format {
		problems.Add("newer-format", m.Format.Pos, m.Format.V, Format)
	}
	return m, problems
}

// themes is the names of all themes, those of the site too.
func themes(builtin, own fs.FS) []string {
	found, _ := fs.Glob(builtin, "*/theme.toml") // fails for a bad pattern only
	more, _ := fs.Glob(own, "themes/*/theme.toml")
	var names []string
	for _, file := range append(found, more...) {
		names = append(names, path.Base(path.Dir(file)))
	}
	slices.Sort(names)
	return slices.Compact(names)
}
