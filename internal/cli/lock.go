package cli

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/lanewall/lanewall/internal/folder"
)

// Two people may enter rows at once, on two computers that share a folder. While a command reads a site's files, looks at
// the change and writes it, it has the file .lanewall/lock there; the others wait. The file is renewed as long as its
// command runs, so that one that a crash has left behind is known by its standing still: the clocks of two computers are
// not compared.

const lockPath = ".lanewall/lock"

// patience is how long a lock is waited for.
type patience struct {
	beat  time.Duration // how often a command renews its lock
	stale time.Duration // a lock that has not been renewed for so long is nobody's
	limit time.Duration // how long to wait for others
	words time.Duration // when to say what is waited for
	fault time.Duration // how long a file system may refuse a file that is just being removed
	pause time.Duration // between two looks at a lock
}

func usualPatience() patience {
	return patience{time.Second, 6 * time.Second, time.Minute, 1500 * time.Millisecond, 2 * time.Second, 30 * time.Millisecond}
}

// locked does some work while no other command changes the site in a folder.
func (a *app) locked(dir string, work func() error) error {
	return a.lockedFor(dir, usualPatience(), work)
}

func (a *app) lockedFor(dir string, p patience, work func() error) error {
	name := filepath.Join(dir, filepath.FromSlash(lockPath))
	token := []byte(rand.Text())
	if err := a.lock(name, token, p); err != nil {
		return err
	}
	done := make(chan struct{})
	defer func() {
		close(done)
		unlock(name, token)
	}()
	go beat(name, p.beat, done)
	return work()
}

// lock waits until the lock is free, and takes it.
func (a *app) lock(name string, token []byte, p patience) error {
	begun, said := time.Now(), false
	seen, since := "", begun
	for {
		err := create(name, token)
		waited := time.Since(begun)
		switch {
		case err == nil:
			return nil
		case !errors.Is(err, fs.ErrExist):
			if waited > p.fault {
				return err
			}
		case waited > p.limit:
			return errors.New(a.say("别的电脑一直在改这个网站，这一次没有写入；过一会儿再运行一次", "somebody else keeps changing this site; nothing was written; run the command again in a while"))
		case seen != sign(name):
			seen, since = sign(name), time.Now()
		case time.Since(since) > p.stale:
			discard(name, seen)
		case waited > p.words && !said:
			fmt.Fprintln(a.err, a.say("有人正在往这个网站里写，等写完接着来……", "somebody is writing into this site; waiting …"))
			said = true
		}
		time.Sleep(p.pause)
	}
}

// create makes the lock, unless it is there.
func create(name string, token []byte) error {
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		return err
	}
	file, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return err
	}
	_, err = file.Write(token)
	return errors.Join(err, file.Close())
}

// sign is what changes of a lock as long as its command runs: whose it is, and when it was renewed.
func sign(name string) string {
	text, _ := os.ReadFile(name)
	renewed := time.Time{}
	if info, err := os.Stat(name); err == nil {
		renewed = info.ModTime()
	}
	return fmt.Sprintf("%s %d", text, renewed.UnixNano())
}

// discard takes a lock away that is nobody's, unless somebody else has done so and has one of his own by now.
func discard(name, seen string) {
	away := name + "." + rand.Text()[:8]
	if sign(name) == seen && os.Rename(name, away) == nil {
		os.Remove(away)
	}
}

// beat renews a lock until it is done with.
func beat(name string, every time.Duration, done chan struct{}) {
	tick := time.NewTicker(every)
	defer tick.Stop()
	for {
		select {
		case <-done:
			return
		case now := <-tick.C:
			os.Chtimes(name, now, now) // it fails if the lock was taken away: the files are compared before they are replaced
		}
	}
}

// unlock removes the lock if it is still this command's, and the folder if nothing else is in it.
func unlock(name string, token []byte) {
	if text, err := os.ReadFile(name); err == nil && string(text) == string(token) {
		os.Remove(name)
	}
	os.Remove(filepath.Dir(name))
}

// replace writes changes into a site's folder; the lock is held. Somebody may have changed a file in an editor meanwhile.
func (a *app) replace(dir string, changes []folder.Change) (folder.Saved, error) {
	saved, err := folder.Save(dir, changes, a.stamp())
	if changed := (*folder.ChangedError)(nil); errors.As(err, &changed) {
		return saved, fmt.Errorf(a.say("刚刚有人改了 %s，这一次没有写入；请再运行一次", "somebody has just changed %s: nothing was written; please run the command again"), filepath.Join(dir, filepath.FromSlash(changed.Path)))
	}
	return saved, err
}
