package site

import (
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/lanewall/lanewall/internal/diag"
)

// Windows hides how names end, and its editor adds .txt: a file saved as 2024-09.toml is there as 2024-09.toml.txt, and
// nobody sees why its rows are missing.

// nearly is a name that ends in .toml and what editors add, or in capitals.
var nearly = regexp.MustCompile(`(?i)^(.+?)[.。．]toml(?:\.(?:txt|md|rtf|docx?|toml))*$`)

// ending is the name that a file should have whose name only nearly ends in .toml; "" of every other.
func ending(name string) string {
	m := nearly.FindStringSubmatch(name)
	if m == nil || m[1]+".toml" == name {
		return ""
	}
	return m[1] + ".toml"
}

// endings points at files that are not read, or not as the month they are named for, because of how their names end.
func (l *loader) endings() {
	names, _ := fs.Glob(l.files, configFile+".*")
	for _, folder := range []string{"data", "data/*"} {
		files, _ := fs.Glob(l.files, folder+"/*")
		names = append(names, files...)
	}
	upper, _ := fs.Glob(l.files, "[sS][iI][tT][eE].[tT][oO][mM][lL]")
	for _, name := range slices.Concat(names, upper) {
		if right := ending(name); right != "" && !strings.HasPrefix(path.Base(name), ".") {
			l.problems.Add("file-ending", diag.Pos{Source: &diag.Source{Name: name}}, path.Base(right))
		}
	}
}
