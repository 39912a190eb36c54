// Package tree holds a site as it is going to be published, and publishes it.
//
// A [Tree] is a value: paths and functions that render them. [Tree.Publish] renders each file aside, and only if all
// of them came out well moves those that differ into place, one rename a file: what others see is at any moment a
// whole file, old or new, and a crash leaves a site that the next build repairs. Files that do not differ are not
// touched, files of an earlier build that are no longer made are removed, and files this tool did not make stay.
//
// Emptying or swapping the folder would be simpler and far slower: see docs/en/content/explanation/architecture.md.
package tree

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strings"
)

// File is one file of the site. Path has slashes and no leading one. That of a fixed file names what the file holds, so
// that one which the last publish put there is not rendered again.
type File struct {
	Path   string
	Render func() ([]byte, error)
	Fixed  bool
}

// Bytes is a file whose content is there already.
func Bytes(path string, content []byte) File {
	return File{Path: path, Render: func() ([]byte, error) { return content, nil }}
}

// Tree is files in the order in which they are put in place: what pages need before the pages, and each group by path.
type Tree struct {
	files []File
	watch func(Step) // nil if nobody looks on
}

// New makes a tree. Two files at one path, or at paths that differ only in case (which Windows takes for one), are an
// error, and so is a file at the path of another's folder.
func New(files []File) (*Tree, error) {
	sorted := slices.Clone(files)
	slices.SortFunc(sorted, func(a, b File) int {
		return cmp.Or(cmp.Compare(rank(a.Path), rank(b.Path)), cmp.Compare(a.Path, b.Path))
	})
	seen := map[string]string{}
	for _, f := range sorted {
		folded := strings.ToLower(f.Path)
		if other, ok := seen[folded]; ok {
			return nil, fmt.Errorf("two files at one path: %s and %s", other, f.Path)
		}
		seen[folded] = f.Path
	}
	for _, f := range sorted {
		for _, folder := range folders(strings.ToLower(f.Path)) {
			if other, ok := seen[folder]; ok {
				return nil, fmt.Errorf("a file and a folder at one path: %s and %s", other, f.Path)
			}
		}
	}
	return &Tree{files: sorted}, nil
}

// folders lists the folders that a path lies in, the innermost first.
func folders(name string) []string {
	var list []string
	for folder := path.Dir(name); folder != "." && folder != "/"; folder = path.Dir(folder) {
		list = append(list, folder)
	}
	return list
}

// rank puts pages after what they link to.
func rank(path string) int {
	if strings.HasSuffix(path, ".html") {
		return 1
	}
	return 0
}

// Files lists the tree, in order.
func (t *Tree) Files() []File { return t.files }

// Watched is the tree with somebody looking on: while it is published, watch is told of every step, from several
// goroutines at a time.
func (t *Tree) Watched(watch func(Step)) *Tree { return &Tree{t.files, watch} }
