package theme

import (
	"maps"
	"slices"
	"strings"
	"text/template"
	"text/template/parse"

	"github.com/lanewall/lanewall/internal/diag"
	"github.com/lanewall/lanewall/internal/toml"
)

// known is what the built-in themes' messages are filled in with, by id: the Year and Month of {{.Year}}年{{.Month}}月.
type known map[string]map[string]bool

// word is a message of the site's own that no built-in theme has.
type word struct {
	id string
	at diag.Pos
}

// learn notes what the messages of the built-in themes are filled in with, in any language. Sites without messages of
// their own need not know.
func (t *Theme) learn() {
	if t.known != nil {
		return
	}
	t.known = known{}
	for _, src := range t.standard {
		for _, m := range messages(src, new(diag.List)) {
			if t.known[m.id] == nil {
				t.known[m.id] = map[string]bool{}
			}
			for _, text := range m.texts {
				if filled, err := filledIn(text.V); err == nil {
					maps.Copy(t.known[m.id], filled)
				}
			}
		}
	}
}

// readable tells whether a file of the site's messages can be used. What is wrong with it would show on pages only: a
// brace left open stops the program, and what a message asks for under a wrong name comes out as nothing.
func (t *Theme) readable(src *diag.Source, problems *diag.List) bool {
	t.learn()
	before := problems.Count(diag.Error)
	for _, m := range messages(src, problems) {
		names, standard := t.known[m.id]
		if !standard {
			t.words = append(t.words, word{m.id, m.at})
		}
		for _, text := range m.texts {
			filled, err := filledIn(text.V)
			if err != nil {
				problems.Add("bad-message", text.Pos, m.id, strings.TrimPrefix(err.Error(), "template: :1: "))
			}
			for _, name := range slices.Sorted(maps.Keys(filled)) {
				if standard && !names[name] {
					problems.Add("unknown-placeholder", text.Pos, m.id, name, diag.Choice{Given: name, Names: slices.Sorted(maps.Keys(names))})
				}
			}
		}
	}
	return problems.Count(diag.Error) == before
}

// idleWords warns of messages of the site that neither the program nor a template of the site asks for: names mistyped.
func (t *Theme) idleWords() (problems diag.List) {
	asked := map[string]bool{}
	for _, a := range t.Asked() {
		asked[a.ID] = true
	}
	for _, w := range t.words {
		if !asked[w.id] {
			problems.Add("idle-message", w.at, w.id, diag.Choice{Given: w.id, Names: slices.Sorted(maps.Keys(t.known))})
		}
	}
	return problems
}

// Adds tells whether only the site has a message.
func (t *Theme) Adds(id string) bool {
	return slices.ContainsFunc(t.words, func(w word) bool { return w.id == id })
}

// message is one entry of a file of messages: one text, or several by number.
type message struct {
	id    string
	at    diag.Pos
	texts []toml.At[string]
}

func messages(src *diag.Source, problems *diag.List) []message {
	table, faults := toml.Parse(src)
	problems.Append(faults)
	if table == nil {
		return nil
	}
	var all []message
	for _, e := range table.Entries {
		m := message{id: e.Key, at: e.Pos}
		values := []toml.Value{e.Value}
		if forms, ok := e.Value.Data.(*toml.Table); ok {
			values = nil
			for _, form := range forms.Entries {
				values = append(values, form.Value)
			}
		}
		for _, v := range values {
			if text, ok := v.Data.(string); ok {
				m.texts = append(m.texts, toml.At[string]{V: text, Pos: v.Pos})
			} else {
				problems.Add("wrong-type", v.Pos, toml.TypeWord("text"), toml.TypeWord(v.Type()), toml.Example("text"))
			}
		}
		all = append(all, m)
	}
	return all
}

// filledIn is the names of what a message is filled in with.
func filledIn(text string) (map[string]bool, error) {
	parsed, err := template.New("").Parse(text)
	if err != nil {
		return nil, err
	}
	names := map[string]bool{}
	if parsed.Tree != nil {
		Walk(parsed.Root, func(n parse.Node) {
			if c, ok := n.(*parse.CommandNode); ok {
				for _, arg := range c.Args {
					if f, ok := arg.(*parse.FieldNode); ok {
						names[f.Ident[0]] = true
					}
				}
			}
		})
	}
	return names, nil
}
