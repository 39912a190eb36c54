package cli

import (
	"fmt"
	"io"
	"io/fs"
	"path/filepath"
	"time"

	"github.com/lanewall/lanewall/internal/diag"
	"github.com/lanewall/lanewall/internal/folder"
	"github.com/lanewall/lanewall/internal/site"
)

// How commands change the site's own files: nothing is written that brings an error, and what was there is kept.

// refuse shows why nothing is written.
func (a *app) refuse(problems diag.List) error {
	a.report(problems)
	if !a.json {
		fmt.Fprintln(a.err, a.say("什么也没有写入。", "Nothing was written."))
	}
	return errSite
}

// save writes changes into a site's folder, unless they bring an error that was not there: then it shows them. Warnings
// and notes that are new are shown as well. The folder is locked, by who calls it.
func (a *app) save(dir string, files fs.FS, changes []folder.Change) (folder.Saved, error) {
	if len(changes) == 0 {
		return folder.Saved{Paths: []string{}}, nil
	}
	fresh := newProblems(files, changes)
	if fresh.Count(diag.Error) > 0 {
		return folder.Saved{}, a.refuse(fresh)
	}
	a.report(fresh)
	return a.replace(dir, changes)
}

// newProblems is what a site has to say with the changes and has not to say without them, in the same words or at the same
// place.
func newProblems(files fs.FS, changes []folder.Change) diag.List {
	_, before := site.Load(files, site.Options{})
	_, after := site.Load(folder.With(files, changes), site.Options{})
	type place struct {
		file, code string
		at         int
	}
	type words struct{ file, code, message string }
	at, said := map[place]bool{}, map[words]int{}
	file := func(d diag.Diagnostic) string {
		if d.Pos.Source == nil {
			return ""
		}
		return d.Pos.Source.Name
	}
	for _, d := range before {
		at[place{file(d), d.Code, d.Pos.Offset}] = true
		said[words{file(d), d.Code, d.Message(diag.English)}]++
	}
	var fresh diag.List
	for _, d := range after {
		w := words{file(d), d.Code, d.Message(diag.English)}
		if said[w]--; said[w] < 0 && !at[place{file(d), d.Code, d.Pos.Offset}] {
			fresh = append(fresh, d)
		}
	}
	return fresh
}

// stamp names the folder of what was there before.
func (a *app) stamp() string { return time.Now().Format("2006-01-02T150405") }

// keptWords says where the earlier files are.
func (a *app) keptWords(out io.Writer, kept string) {
	if kept != "" {
		fmt.Fprintf(out, a.say("改动之前的文件留在 %s\n", "the earlier file stays in %s\n"), filepath.Join(a.source, filepath.FromSlash(kept)))
	}
}
