package cli

import (
	"bufio"
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/lanewall/lanewall/internal/diag"
)

// Double-clicked with a site beside it, the program shows that; without one it asks, and shows what came of the answers.
func TestShowBeside(t *testing.T) {
	dir := t.TempDir()
	site := filepath.Join(dir, "公开栏")
	for _, test := range []struct {
		name   string
		exists bool
		status map[string]int
		want   []string
		ends   int
	}{
		{"a new site", false, nil, []string{"init " + site, "serve --source " + site}, 0},
		{"questions not answered", false, map[string]int{"init": 2}, []string{"init " + site}, 2},
		{"a site", true, nil, []string{"serve --source " + site}, 0},
		{"a site with errors", true, map[string]int{"serve": 1}, []string{"serve --source " + site}, 1},
	} {
		if test.exists {
			if err := os.MkdirAll(site, 0o777); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(site, "site.toml"), nil, 0o666); err != nil {
				t.Fatal(err)
			}
		}
		var out bytes.Buffer
		a := &app{lang: diag.Chinese, err: &out}
		var ran []string
		status := a.showBeside(dir, func(args []string) int {
			ran = append(ran, strings.Join(args, " "))
			return test.status[args[0]]
		})
		if !slices.Equal(ran, test.want) || status != test.ends {
			t.Errorf("%s: ran %q, status %d", test.name, ran, status)
		}
		if strings.Contains(out.String(), "还没有网站") == test.exists {
			t.Errorf("%s: said %q", test.name, out.String())
		}
	}
}

// The window waits until Enter is pressed, whatever happened. With arguments the program was not double-clicked to be
// shown something, and does as it is told.
func TestDoubleClickedWaits(t *testing.T) {
	t.Chdir(t.TempDir())
	if err := os.WriteFile("site.toml", []byte("not a site"), 0o666); err != nil {
		t.Fatal(err)
	}
	var errs bytes.Buffer
	in := strings.NewReader("\nnot read")
	a := &app{lang: diag.Chinese, in: bufio.NewReaderSize(in, 16), out: &errs, err: &errs}
	a.in.Peek(1)
	if status := a.doubleClicked(filepath.Join("no", "such")); status == 0 {
		t.Errorf("status %d without a terminal to answer at", status)
	}
	if !strings.HasSuffix(errs.String(), "\n按回车键关闭这个窗口。\n") || !strings.Contains(errs.String(), "错误：") {
		t.Errorf("said %q", errs.String())
	}
	if rest, _ := a.in.ReadString('d'); rest != "not read" {
		t.Errorf("%q is left of the input", rest)
	}
	var out bytes.Buffer
	if status := Main([]string{"--version"}, World{In: in, Out: &out, Err: &out, Env: os.LookupEnv, DoubleClicked: true}); status != 0 || strings.Contains(out.String(), "回车") {
		t.Errorf("with arguments: %d, %q", status, out.String())
	}
}

// What is beside the program: the site itself, or a folder with one.
func TestSiteBeside(t *testing.T) {
	dir := t.TempDir()
	if got := siteBeside(dir); got != "" {
		t.Errorf("%q in an empty folder", got)
	}
	inner := filepath.Join(dir, "公开栏")
	for _, folder := range []string{inner, dir} {
		if err := os.MkdirAll(folder, 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(folder, "site.toml"), nil, 0o666); err != nil {
			t.Fatal(err)
		}
		if got := siteBeside(dir); got != folder {
			t.Errorf("%q, want %q", got, folder)
		}
	}
}
