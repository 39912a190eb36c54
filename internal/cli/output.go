package cli

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/lanewall/lanewall/internal/diag"
	"github.com/lanewall/lanewall/internal/sheet"
	"github.com/lanewall/lanewall/internal/tree"
)

// Where commands write files that are none of the site's: tables, reminders, a zip. They are written whole or not at all,
// replace nothing unasked, and what is for the office alone stays out of folders that are published.

// written is what a command tells of a file it has written.
type written struct {
	File string `json:"file"`
	Rows int    `json:"rows"`
	// LeftOut is how many rows after the as-of day are not in it.
	LeftOut int `json:"left_out,omitempty"`
}

// outputFlags adds where to write to a command.
func (a *app) outputFlags(cmd *cobra.Command, output *string, force *bool) {
	cmd.Flags().StringVarP(output, "output", "o", "", a.say("写到哪个`文件`或文件夹", "the `FILE` or folder to write to"))
	cmd.Flags().BoolVar(force, "force", false, a.say("已有同名文件也覆盖", "replace a file that is there"))
}

// stdout is the name of a file that stands for the output: CSV goes there.
const stdout = "-"

func isCSV(name string) bool { return name == stdout || strings.EqualFold(filepath.Ext(name), ".csv") }

// target is the file to write to: the one that is named, one of the usual name in a folder that is named, or where the
// command runs. It has one of the endings; without any every name will do.
func (a *app) target(output, usual string, force bool, endings ...string) (string, error) {
	if output == stdout && slices.Contains(endings, ".csv") {
		return output, nil
	}
	if info, err := os.Stat(output); output == "" || err == nil && info.IsDir() {
		output = filepath.Join(output, fileName(usual))
	}
	if len(endings) > 0 && !slices.Contains(endings, strings.ToLower(filepath.Ext(output))) {
		return "", fmt.Errorf(a.say("%s：文件名以 %s 结尾", "%s: the name has to end in %s"), output, strings.Join(endings, a.say(" 或 ", " or ")))
	}
	return output, a.free(output, force)
}

// free refuses to write over a file: it is somebody's work.
func (a *app) free(name string, force bool) error {
	if _, err := os.Lstat(name); err == nil && !force {
		return fmt.Errorf(a.say("已经有 %s；换个文件名，确定不要原来的就加 --force", "%s is there already: take another name, or add --force if it is not wanted"), name)
	}
	return nil
}

// published is the folder whose content goes out with a site and which a file lies in; "" if it is in none: the site's
// pages, theme and output, and any other folder that a site was published into.
func (a *app) published(name string) string {
	if name == stdout {
		return ""
	}
	out := a.sameAs("public", "content", "themes")
	return above(filepath.Dir(name), func(folder string) bool {
		_, err := os.Stat(filepath.Join(folder, filepath.FromSlash(tree.ManifestPath)))
		return err == nil || out(folder)
	})
}

// sameAs tells whether a folder is one of those of the site, under whatever name.
func (a *app) sameAs(names ...string) func(folder string) bool {
	var own []os.FileInfo
	for _, name := range names {
		if info, err := os.Stat(filepath.Join(a.source, name)); err == nil {
			own = append(own, info)
		}
	}
	return func(folder string) bool {
		info, err := os.Stat(folder)
		return err == nil && slices.ContainsFunc(own, func(o os.FileInfo) bool { return os.SameFile(o, info) })
	}
}

// above is the nearest of a folder and those that it lies in that is what is looked for; "" if none is.
func above(folder string, is func(folder string) bool) string {
	for folder = whereIs(folder); !is(folder); folder = filepath.Dir(folder) {
		if folder == filepath.Dir(folder) {
			return ""
		}
	}
	return folder
}

// whereIs is the full name of a folder, behind all links.
func whereIs(folder string) string {
	if full, err := filepath.Abs(folder); err == nil {
		folder = full
	}
	if real, err := filepath.EvalSymlinks(folder); err == nil {
		return real
	}
	return folder
}

// writeCSV writes rows as office programs read them without being asked: UTF-8 with a byte order mark, lines ending in
// CRLF.
func (a *app) writeCSV(to string, rows [][]string) error {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	w.UseCRLF = true
	if err := w.WriteAll(rows); err != nil {
		return err
	}
	if to == stdout {
		_, err := a.out.Write(b.Bytes())
		return err
	}
	return writeFile(to, append([]byte("\ufeff"), b.Bytes()...))
}

// writeFile writes a file.
func writeFile(to string, data []byte) error {
	return writeWith(to, func(w io.Writer) error {
		_, err := w.Write(data)
		return err
	})
}

// aside is how the names of files begin that wait to take their place.
const aside = ".lanewall-"

// writeWith has a file written aside and then puts it into its place, so that it is there whole or not at all.
func writeWith(to string, write func(io.Writer) error) error {
	file, err := os.CreateTemp(filepath.Dir(to), aside+"*")
	if err != nil {
		return naming(to, err)
	}
	defer os.Remove(file.Name())
	err = write(file)
	if err = errors.Join(err, file.Chmod(0o644), file.Close()); err == nil {
		err = os.Rename(file.Name(), to)
	}
	return naming(to, err)
}

// naming makes an error of a file aside one of the file itself, which another program may have open.
func naming(name string, err error) error {
	var at *fs.PathError
	var moved *os.LinkError
	switch {
	case errors.As(err, &at) && strings.HasPrefix(filepath.Base(at.Path), aside):
		err = at.Err
	case errors.As(err, &moved):
		err = moved.Err
	default:
		return err
	}
	return &fs.PathError{Op: "write", Path: name, Err: err}
}

// wrote tells of a file, unless writing it failed.
func (a *app) wrote(w written, err error) error {
	if err != nil || w.File == stdout {
		return err
	}
	a.tell(w, func(out io.Writer) { fmt.Fprintf(out, a.say("%s：%d 行\n", "%s: %d rows\n"), w.File, w.Rows) })
	return nil
}

// refused shows why something does not fit into a workbook.
func (a *app) refused(err error) error {
	refusal := (*sheet.Refusal)(nil)
	if !errors.As(err, &refusal) {
		return err
	}
	var problems diag.List
	problems.Add(refusal.Code, diag.Pos{}, refusal.Args...)
	a.report(problems)
	return errSite
}

// writeWorkbook writes a workbook to a file; what does not fit into one is a problem.
func (a *app) writeWorkbook(to string, book sheet.Workbook) error {
	data, err := sheet.Write(book)
	if err != nil {
		return a.refused(err)
	}
	return writeFile(to, data)
}

// fileName makes a name for a file of words: Windows has some characters it does not take.
func fileName(words string) string {
	name := strings.Map(func(r rune) rune {
		if r < ' ' || strings.ContainsRune(`/\:*?"<>|`, r) {
			return '_'
		}
		return r
	}, words)
	return strings.Trim(name, ". ")
}
