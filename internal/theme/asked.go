package theme

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"text/template/parse"

	"github.com/lanewall/lanewall/internal/diag"
)

// Asked is a message that a template asks for, as in {{t "skip"}}.
type Asked struct {
	ID  string
	Pos diag.Pos
}

// Asked lists the messages that the site's own templates ask for by name, by file and place. What a template that does not parse asks
// for nobody can tell; that is a problem of its own.
func (t *Theme) Asked() []Asked {
	var asked []Asked
	for _, file := range slices.Sorted(maps.Keys(t.files)) {
		name, ok := strings.CutPrefix(file, "templates/")
		if !ok || !t.files[file].own {
			continue
		}
		src := t.files[file]
		tree := parse.New(name)
		tree.Mode = parse.SkipFuncCheck
		set := map[string]*parse.Tree{}
		if _, err := tree.Parse(string(src.Text), "", "", set); err != nil {
			continue
		}
		first := len(asked)
		for _, parsed := range set {
			Walk(parsed.Root, func(n parse.Node) {
				c, ok := n.(*parse.CommandNode)
				if !ok || len(c.Args) < 2 {
					return
				}
				f, ok := c.Args[0].(*parse.IdentifierNode)
				if !ok || f.Ident != "t" {
					return
				}
				if id, ok := c.Args[1].(*parse.StringNode); ok {
					asked = append(asked, Asked{id.Text, src.At(int(c.Pos))})
				}
			})
		}
		slices.SortFunc(asked[first:], func(a, b Asked) int { return cmp.Compare(a.Pos.Offset, b.Pos.Offset) })
	}
	return asked
}

// Catalogue is the beginning of a language's messages: of the site's own file, else of the theme's.
func (t *Theme) Catalogue(lang string) diag.Pos {
	if src, ok := t.files["messages/"+lang+".toml"]; ok {
		return src.At(0)
	}
	return diag.Pos{Source: &diag.Source{Name: "themes/" + t.Name + "/messages/" + lang + ".toml"}}
}
