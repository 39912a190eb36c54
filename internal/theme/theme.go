// Package theme gathers a theme's files: the built-in ones, each overridden by the site's file of the same name.
//
//	themes/<name>/theme.toml          format, title, and the theme that it extends
//	themes/<name>/templates/*.html    one layout a kind of page, and base.html around them
//	themes/<name>/messages/*.toml     words, by language; of these a site's file changes only the ones it has
//	themes/<name>/static/             files that pages link to, published under names that carry their hash
//	themes/<name>/vendor/             the same from others; their licences, NOTICES.txt, keep their name
//
// A theme is laid down in layers: of every theme from the first ancestor to the theme itself, the built-in files and then
// the site's. A file of a later layer stands for that of the same name in an earlier one; of the parts that templates
// define and of the rules in styles, too, the later layer's hold.
//
//	Load ──▶ Theme ──Templates──▶ template set ──execution──▶ error ──Fault──▶ file:line:col
package theme

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/lanewall/lanewall/internal/diag"
	"github.com/lanewall/lanewall/internal/toml"
)

// Theme is the files of a theme, by their path in its folder.
type Theme struct {
	Name     string
	Messages map[string][][]byte // files by language; a later one has the last word
	Static   map[string]Asset    // by name: wall.css
	files    map[string]file
	layer    int            // of the files collected last
	layouts  []string       // the templates of the built-in theme: what the program asks for, and their parts
	spoken   []string       // the languages of the built-in theme
	standard []*diag.Source // messages of the built-in themes
	known    known
	words    []word
}

type file struct {
	*diag.Source
	layer int
	own   bool // of the site's folder
	over  bool // there was one of the name before
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

// Load reads a theme and those it extends: of each the files of builtin, with the files of the site over them.
func Load(name toml.At[string], builtin, own fs.FS) (*Theme, diag.List) {
	t := &Theme{Name: name.V, Messages: map[string][][]byte{}, Static: map[string]Asset{}, files: map[string]file{},
		layouts: layoutsOf(builtin, standard), spoken: spokenBy(builtin, standard)}
	lineage, problems := ancestry(name, builtin, own)
	if !slices.Contains(lineage, standard) { // a theme need not know every word that the pages ask for
		t.collect(builtin, standard+"/messages", false, &problems)
		clear(t.files)
	}
	for _, ancestor := range slices.Backward(lineage) {
		t.collect(builtin, ancestor, false, &problems)
		t.collect(own, "themes/"+ancestor, true, &problems)
	}
	problems.Append(t.strays())
	problems.Append(t.idleWords())
	for name, f := range t.files {
		switch folder, rest, _ := strings.Cut(name, "/"); folder {
		case "static", "vendor":
			published := hashed(rest, f.Text)
			if rest == Notices {
				published = rest
			}
			t.Static[rest] = Asset{Path: "static/" + published, Content: f.Text}
		}
	}
	return t, problems
}

// collect reads a folder; one that is not there has no files.
func (t *Theme) collect(files fs.FS, folder string, own bool, problems *diag.List) {
	if _, err := fs.Stat(files, folder); err != nil {
		return
	}
	t.layer++
	err := fs.WalkDir(files, folder, func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || strings.HasPrefix(entry.Name(), ".") || entry.Name() == "README.md" {
			return err
		}
		text, err := fs.ReadFile(files, name)
		src := &diag.Source{Name: "themes/" + strings.TrimPrefix(name, "themes/"), Text: text}
		at := strings.TrimPrefix(name, folder+"/")
		_, over := t.files[at]
		t.files[at] = file{src, t.layer, own, over}
		if lang, ok := strings.CutSuffix(entry.Name(), ".toml"); ok && path.Base(path.Dir(name)) == "messages" {
			if own && !t.readable(src, problems) {
				text = nil
			} else if !own {
				t.standard = append(t.standard, src)
			}
			t.Messages[lang] = append(t.Messages[lang], text)
		}
		return err
	})
	if err != nil {
		problems.Add("unreadable", diag.Pos{Source: &diag.Source{Name: folder}}, err.Error())
	}
}

// names is the files in folders of the theme, in the order they are laid down: by layer, then by name.
func (t *Theme) names(folders ...string) []string {
	var names []string
	for name := range t.files {
		if folder, _, ok := strings.Cut(name, "/"); ok && slices.Contains(folders, folder) {
			names = append(names, name)
		}
	}
	slices.SortFunc(names, func(a, b string) int {
		return cmp.Or(cmp.Compare(t.files[a].layer, t.files[b].layer), cmp.Compare(a, b))
	})
	return names
}

// Styles is the names in Static of the style sheets, in the order that pages load them.
func (t *Theme) Styles() []string {
	var styles []string
	for _, name := range t.names("static", "vendor") {
		if _, rest, _ := strings.Cut(name, "/"); strings.HasSuffix(rest, ".css") {
			styles = append(styles, rest)
		}
	}
	return styles
}

// hashed puts eight hex digits of the content's hash into a file's name.
func hashed(name string, content []byte) string {
	sum := sha256.Sum256(content)
	ext := path.Ext(name)
	return strings.TrimSuffix(name, ext) + "-" + hex.EncodeToString(sum[:4]) + ext
}
