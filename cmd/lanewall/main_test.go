package main

import (
	"errors"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) { testscript.Main(m, map[string]func(){"lanewall": main}) }

var update = flag.Bool("update", false, "rewrite what the scripts compare with")

// Scripts run the program itself. Beside the usual commands they have
//
//	site [folder]        makes the small site of testdata/site, where the script runs or in a folder
//	status n program …   runs a program that has to end with status n
//	serve [argument …]   starts the preview; page path n text: a page of it has status n and a text; stop-serve ends it
func TestScripts(t *testing.T) {
	site, err := filepath.Abs("testdata/site")
	if err != nil {
		t.Fatal(err)
	}
	previews := &servers{}
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata",
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		UpdateScripts:       *update,
		Setup: func(env *testscript.Env) error {
			env.Setenv("LANG", "en_GB.UTF-8")
			env.Setenv("LC_ALL", "")
			env.Setenv("LC_MESSAGES", "")
			return nil
		},
		Cmds: map[string]func(ts *testscript.TestScript, neg bool, args []string){
			"serve": previews.start, "stop-serve": previews.stop, "page": previews.page,
			"site": func(ts *testscript.TestScript, neg bool, args []string) {
				if neg || len(args) > 1 {
					ts.Fatalf("usage: site [folder]")
				}
				folder := "."
				if len(args) == 1 {
					folder = args[0]
				}
				ts.Check(os.CopyFS(ts.MkAbs(folder), os.DirFS(site)))
			},
			"status": func(ts *testscript.TestScript, neg bool, args []string) {
				if neg || len(args) < 2 {
					ts.Fatalf("usage: status n program …")
				}
				err, got := ts.Exec(args[1], args[2:]...), 0
				if exit := (*exec.ExitError)(nil); errors.As(err, &exit) {
					got = exit.ExitCode()
				} else if err != nil {
					ts.Fatalf("%v", err)
				}
				if strconv.Itoa(got) != args[0] {
					ts.Fatalf("status %d, want %s", got, args[0])
				}
			},
		},
	})
}
