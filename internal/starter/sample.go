package starter

import (
	"io/fs"
	"slices"
	"strings"

	"github.com/lanewall/lanewall/internal/folder"
)

// sampleMark stands over each sample row, and sampleNotice in site.toml: that is how they are found again.
const (
	sampleMark   = "# 示例记录，不是真的；清除所有示例：lanewall init --clear-sample"
	sampleNotice = "# 下一行印在每一页上；清除示例记录时一并去掉。\n" + `notice = "示例数据，非真实记录"`
)

// Clear is the changes that take the sample rows out of a site folder, with the notice that tells of them; none if there
// are no such rows. Whatever else was written into the files stays as it is.
func Clear(files fs.FS) ([]folder.Change, error) {
	names, err := fs.Glob(files, "data/*.toml")
	in, _ := fs.Glob(files, "data/*/*.toml") // the pattern is a good one, as the other is
	var changes []folder.Change
	for _, name := range slices.Concat(names, in, []string{"site.toml"}) {
		text, err := fs.ReadFile(files, name)
		if err != nil {
			return nil, err
		}
		if cleared := without(string(text)); cleared != string(text) {
			changes = append(changes, folder.Change{Path: name, Content: []byte(cleared), Was: text})
		}
	}
	return changes, err
}

// without is a file without its sample rows: from the mark to the next empty line, or to what somebody has written right
// below the row: a comment or another row. Lines may end as on Windows.
func without(text string) string {
	end := "\n"
	if strings.Contains(text, "\r\n") {
		end = "\r\n"
	}
	notice := strings.ReplaceAll(sampleNotice, "\n", end) + end
	text = strings.Replace(strings.Replace(text, notice+end, "", 1), notice, "", 1)
	var b strings.Builder
	in, headed := false, false
	for line := range strings.Lines(text) {
		bare := strings.TrimSpace(line)
		header := strings.HasPrefix(bare, "[[")
		switch {
		case bare == sampleMark:
			in, headed = true, false
			continue
		case in && bare == "":
			in = false
			continue
		case in && headed && (header || strings.HasPrefix(bare, "#")):
			in = false
		}
		headed = headed || header
		if !in {
			b.WriteString(line)
		}
	}
	return b.String()
}
