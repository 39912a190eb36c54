package main

import (
	"bufio"
	"errors"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

// servers are the previews that scripts have started, by the folder of the script.
type servers struct{ sync.Map }

type server struct {
	cmd  *exec.Cmd
	out  *os.File // what it has printed
	rest chan error
}

// start runs “lanewall serve” on a free port with more arguments, and sets $SERVE to its address once it is there. What
// it prints goes to serve.out.
func (s *servers) start(ts *testscript.TestScript, neg bool, args []string) {
	program, err := exec.LookPath(filepath.Join(strings.SplitN(ts.Getenv("PATH"), string(filepath.ListSeparator), 2)[0], "lanewall"))
	ts.Check(err)
	out, err := os.Create(ts.MkAbs("serve.out"))
	ts.Check(err)
	cmd := exec.Command(program, append([]string{"serve", "--port", "0"}, args...)...)
	cmd.Dir, cmd.Stderr = ts.MkAbs("."), out
	for _, name := range []string{"PATH", "HOME", "LANG", "TMPDIR"} {
		cmd.Env = append(cmd.Env, name+"="+ts.Getenv(name))
	}
	pipe, err := cmd.StdoutPipe()
	ts.Check(err)
	ts.Check(cmd.Start())
	lines := bufio.NewScanner(pipe)
	for address := regexp.MustCompile(`http://127\.0\.0\.1:\d+`); ts.Getenv("SERVE") == ""; {
		if !lines.Scan() {
			ts.Fatalf("the server ended: %v", cmd.Wait())
		}
		out.WriteString(lines.Text() + "\n")
		ts.Setenv("SERVE", address.FindString(lines.Text()))
	}
	rest := make(chan error, 1)
	go func() {
		for lines.Scan() {
			out.WriteString(lines.Text() + "\n")
		}
		rest <- cmd.Wait()
	}()
	s.Store(ts.Getenv("WORK"), &server{cmd, out, rest})
	ts.Defer(func() { cmd.Process.Kill() })
}

// stop interrupts the server, which has to end well.
func (s *servers) stop(ts *testscript.TestScript, neg bool, args []string) {
	found, _ := s.Load(ts.Getenv("WORK"))
	running := found.(*server)
	ts.Check(running.cmd.Process.Signal(os.Interrupt))
	select {
	case err := <-running.rest:
		ts.Check(errors.Join(err, running.out.Close()))
	case <-time.After(20 * time.Second):
		ts.Fatalf("the server does not end")
	}
	ts.Setenv("SERVE", "")
}

// page asks the server for a page, again and again until it has the status and the text (a regular expression) wanted.
func (s *servers) page(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 3 {
		ts.Fatalf("usage: page path status text")
	}
	want, got := regexp.MustCompile(args[2]), ""
	for deadline := time.Now().Add(20 * time.Second); time.Now().Before(deadline); {
		answer, err := http.Get(ts.Getenv("SERVE") + args[0])
		ts.Check(err)
		body, err := io.ReadAll(answer.Body)
		ts.Check(errors.Join(err, answer.Body.Close()))
		if got = strconv.Itoa(answer.StatusCode) + " " + string(body); strings.HasPrefix(got, args[1]+" ") && want.Match(body) {
			return
		}
	}
	ts.Fatalf("%s never has %s %s, but\n%s", args[0], args[1], args[2], got)
}
