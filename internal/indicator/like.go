package indicator

import (
	"embed"
	"io/fs"
	"slices"

	"github.com/lanewall/lanewall/internal/diag"
	"github.com/lanewall/lanewall/internal/toml"
)

//go:embed builtin
var builtinFiles embed.FS

// Builtin gives the indicators that come with the tool, as tables of the same format as a site's, in order of file and
// place. A definition never changes within a version. A fault in one is the programmer's; a test looks for it.
func Builtin() ([]toml.Entry, diag.List) {
	var entries []toml.Entry
	var problems diag.List
	names, _ := fs.Glob(builtinFiles, "builtin/*.toml")
	for _, name := range names {
		text, _ := builtinFiles.ReadFile(name)
		doc, errs := toml.Parse(&diag.Source{Name: name, Text: text})
		problems.Append(errs)
		table, _ := entryTable(doc, "indicator")
		entries = append(entries, table.Entries...)
	}
	return entries, problems
}

// own is the keys that an indicator made like a built-in one may say for itself: what it is called, where it is
// counted, and how it is shown. How it is counted is the built-in's.
var own = []string{"like", "title", "group", "ledger", "levels", "periods", "splits", "counter", "places", "ranking", "note"}

// alike completes a definition that says like = "…" with what the built-in one says; it is nil if there is none.
func alike(body *toml.Table, builtin []toml.Entry) (*toml.Table, diag.List) {
	var problems diag.List
	like := body.Get("like")
	if like == nil {
		return body, nil
	}
	name, _ := like.Value.Data.(string)
	i := slices.IndexFunc(builtin, func(e toml.Entry) bool { return e.Key == name })
	if i < 0 {
		problems.Add("unknown-indicator", like.Value.Pos, name, diag.Choice{Given: name, Names: keysOf(builtin)})
		return nil, problems
	}
	merged := &toml.Table{Pos: body.Pos}
	for _, e := range body.Entries {
		if !slices.Contains(own, e.Key) {
			problems.Add("fixed-key", e.Pos, e.Key, name)
		}
		if e.Key != "like" {
			merged.Entries = append(merged.Entries, e)
		}
	}
	for _, e := range builtin[i].Value.Data.(*toml.Table).Entries {
		if body.Get(e.Key) == nil {
			merged.Entries = append(merged.Entries, e)
		}
	}
	return merged, problems
}

func keysOf(entries []toml.Entry) []string {
	var keys []string
	for _, e := range entries {
		keys = append(keys, e.Key)
	}
	return keys
}
