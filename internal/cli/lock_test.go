package cli

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/lanewall/lanewall/internal/civil"
	"github.com/lanewall/lanewall/internal/diag"
	"github.com/lanewall/lanewall/internal/folder"
	"github.com/lanewall/lanewall/internal/site"
	"github.com/lanewall/lanewall/internal/starter"
)

// office makes a site with one ledger of cases.
func office(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	files, err := starter.Files(starter.Answers{Ledgers: []string{"cases"}, Date: civil.New(2024, 9, 3)})
	if err == nil {
		_, err = folder.Save(dir, files, "s")
	}
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

// TestNewTogether: people who enter rows at the same time all find theirs in the ledger, each with an id of its own.
func TestNewTogether(t *testing.T) {
	dir, done := office(t), make(chan error)
	const people = 8
	for n := range people {
		go func() {
			a := &app{in: bufio.NewReader(strings.NewReader("")), out: io.Discard, err: io.Discard, lang: diag.Chinese, source: dir}
			done <- a.runNew([]string{"case", fmt.Sprint("同时", n)}, newFlags{unit: "示例街道", date: "2024-09-03"})
		}()
	}
	for range people {
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
	s, problems := site.Load(os.DirFS(dir), site.Options{})
	if got := s.Ledger("cases").N; got != people || len(problems) > 0 {
		t.Errorf("%d rows, %v", got, problems)
	}
	if _, err := os.Stat(filepath.Join(dir, filepath.FromSlash(lockPath))); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the lock is left: %v", err)
	}
}

// soon is the usual patience, a hundred times faster.
func soon() patience {
	p := usualPatience()
	for _, d := range []*time.Duration{&p.beat, &p.stale, &p.limit, &p.words, &p.fault, &p.pause} {
		*d /= 100
	}
	return p
}

// TestLockLeftBehind: the lock of a program that crashed stops nobody for long.
func TestLockLeftBehind(t *testing.T) {
	dir := t.TempDir()
	if err := create(filepath.Join(dir, filepath.FromSlash(lockPath)), []byte("of a crash")); err != nil {
		t.Fatal(err)
	}
	a, _ := asked("")
	did := false
	if err := a.lockedFor(dir, soon(), func() error { did = true; return nil }); err != nil || !did {
		t.Error(err)
	}
	if _, err := os.Stat(filepath.Join(dir, ".lanewall")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("something is left: %v", err)
	}
}

// TestLockHeld: one that is renewed is waited for, and in the end nothing is done.
func TestLockHeld(t *testing.T) {
	dir := t.TempDir()
	p := soon()
	p.stale, p.limit = 20*p.stale, 40*p.words // a busy machine may sleep through less
	a, said := asked("")
	err := a.lockedFor(dir, p, func() error {
		return a.lockedFor(dir, p, func() error {
			t.Error("two at once")
			return nil
		})
	})
	if err == nil || !strings.Contains(err.Error(), "这一次没有写入") || !strings.Contains(said.String(), "有人正在往这个网站里写") {
		t.Errorf("%v, it says %q", err, said)
	}
}

// TestReplaceChanged: a file that an editor changed in between is left as it is, and it is said what to do.
func TestReplaceChanged(t *testing.T) {
	dir := office(t)
	a, _ := asked("")
	_, err := a.replace(dir, []folder.Change{{Path: "site.toml", Content: []byte("new"), Was: []byte("other")}})
	if err == nil || !strings.Contains(err.Error(), "刚刚有人改了") || !strings.Contains(err.Error(), "请再运行一次") {
		t.Error(err)
	}
}
