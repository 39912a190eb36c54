package cli

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/lanewall/lanewall/internal/civil"
	"github.com/lanewall/lanewall/internal/diag"
	"github.com/lanewall/lanewall/internal/due"
)

// TestMessageFiles: to Windows A所 and a所 are one file; neither's reminder is lost.
func TestMessageFiles(t *testing.T) {
	message := func(name, text string) due.Message {
		return due.Message{To: due.Party{ID: name, Name: name}, Text: text}
	}
	c := &chase{day: civil.New(2024, 9, 5), messages: []due.Message{message("A所", "一"), message("乙/丙", "二"), message("a所", "三")}}
	files, texts := (&app{}).messageFiles(c)
	if !slices.Equal(files, []string{"2024-09-05 A所.txt", "2024-09-05 乙_丙.txt"}) {
		t.Errorf("files %q", files)
	}
	if len(texts) != 2 || !slices.Equal(texts[0], []string{"一", "三"}) || !slices.Equal(texts[1], []string{"二"}) {
		t.Errorf("texts %q", texts)
	}
}

// TestWriteWith: a file is there whole or not at all, and an error is one of the file, or of whatever else it speaks of.
func TestWriteWith(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "a.zip")
	other := &fs.PathError{Op: "open", Path: "public/index.html", Err: fs.ErrPermission}
	err := writeWith(file, func(w io.Writer) error {
		io.WriteString(w, "half")
		return other
	})
	if err == nil || err.Error() != other.Error() {
		t.Errorf("%v", err)
	}
	if entries, err := os.ReadDir(dir); len(entries) > 0 || err != nil {
		t.Errorf("left %v, %v", entries, err)
	}
	var at *fs.PathError
	for _, file := range []string{filepath.Join(dir, "nowhere", "a.zip"), dir} {
		if err := writeFile(file, []byte("whole")); !errors.As(err, &at) || at.Path != file {
			t.Errorf("%s: %v", file, err)
		}
	}
	if err := writeFile(file, []byte("whole")); err != nil {
		t.Fatal(err)
	}
	if text, err := os.ReadFile(file); string(text) != "whole" || err != nil {
		t.Errorf("%q, %v", text, err)
	}
}

// TestPublished: what is for the office alone goes into no folder whose content a site takes with it.
func TestPublished(t *testing.T) {
	a := &app{source: t.TempDir()}
	for _, folder := range []string{"content/about", "themes/wall/static", "public", "data/imports"} {
		if err := os.MkdirAll(filepath.Join(a.source, filepath.FromSlash(folder)), 0o777); err != nil {
			t.Fatal(err)
		}
	}
	for name, want := range map[string]string{
		"content/a.xlsx": "content", "content/about/a.xlsx": "content", "themes/wall/static/a.xlsx": "themes", "public/a.csv": "public",
		"a.xlsx": "", "data/imports/a.xlsx": "", "../a.xlsx": "",
	} {
		got := a.published(filepath.Join(a.source, filepath.FromSlash(name)))
		if want == "" && got != "" || want != "" && filepath.Base(got) != want {
			t.Errorf("%s: %q", name, got)
		}
	}
}

// TestMachineRename: what a rename fails at is said like anything else.
func TestMachineRename(t *testing.T) {
	a := &app{lang: diag.English}
	said := a.machine(&os.LinkError{Op: "rename", Old: "data/a.toml.lanewall-new", New: "data/a.toml", Err: fs.ErrPermission})
	if !strings.HasPrefix(said, "data/a.toml: no permission") {
		t.Errorf("it says %q", said)
	}
}
