// Package folder changes the files of a site folder for a clerk: all of them or none, and what was there before is kept.
//
//	[]Change ──With──▶ fs.FS      the folder as it would be, to be looked at before anything is written
//	[]Change ──Save──▶ the folder; earlier files stand under .lanewall/kept/<stamp>/
package folder

import (
	"bytes"
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
)

// KeptPath is the folder, inside the site's, where the files stand that were replaced.
const KeptPath = ".lanewall/kept"

// Change is a file as it is going to be. Path has slashes and lies in the folder. Was is what the file held when it was
// read: if it holds something else by now, it is not replaced. Nil replaces whatever is there; an empty Was that is not
// nil is of a file that was empty or not there.
type Change struct {
	Path    string
	Content []byte
	Was     []byte
}

// ChangedError is of a file that somebody else has changed since it was read: read it again.
type ChangedError struct{ Path string }

func (e *ChangedError) Error() string { return e.Path + " has changed since it was read" }

// Saved says what was written.
type Saved struct {
	Paths []string // written, in the order given
	Kept  string   // the folder in the site's where earlier files stand; "" if there were none
}

// Save writes the changes, or gives a [ChangedError] and writes none. Each file is first written aside in full and earlier
// files are copied, so that a full disk or a crash leaves whole files, old or new; if one cannot take its place, those that
// have are taken back. Stamp names the folder of what was there before, such as 2024-09-03T151617; a second save of the
// same stamp gets a folder of its own.
//
// Folders in the site's may be links, as an office has them whose ledgers lie on a share: a site is read through them, too.
func Save(dir string, changes []Change, stamp string) (Saved, error) {
	s := saver{dir: dir, stamp: stamp}
	defer s.clean()
	for _, c := range changes {
		if err := s.stage(c); err != nil {
			return Saved{}, naming(c.Path, err)
		}
	}
	for _, c := range changes {
		if err := s.keep(c); err != nil {
			return Saved{}, naming(c.Path, err)
		}
	}
	if err := s.place(changes); err != nil {
		return Saved{}, err
	}
	return s.saved, nil
}

// naming makes an error of a file that waits to take its place, or of a copy, one of the file itself: nobody knows the
// others.
func naming(name string, err error) error {
	var at *fs.PathError
	var moved *os.LinkError
	switch {
	case errors.As(err, &at):
		err = at.Err
	case errors.As(err, &moved):
		err = moved.Err
	default:
		return err
	}
	return &fs.PathError{Op: "write", Path: name, Err: err}
}

type saver struct {
	dir    string
	stamp  string
	staged []string // the files aside, by place in the changes
	saved  Saved
}

// at is where a file of the folder is.
func (s *saver) at(name string) string { return filepath.Join(s.dir, filepath.FromSlash(name)) }

// aside is where a file is written before it takes its place: in the same folder, where a rename is one step that leaves
// the old file or the new one. Two programs that save the same file have two of them, and no ledger or page ends like this.
func (s *saver) aside(name string) string {
	return s.at(name) + "." + rand.Text()[:8] + ".lanewall-new"
}

func (s *saver) stage(c Change) error {
	if !filepath.IsLocal(filepath.FromSlash(c.Path)) {
		return &fs.PathError{Op: "write", Path: c.Path, Err: fs.ErrInvalid}
	}
	if err := os.MkdirAll(filepath.Dir(s.at(c.Path)), 0o777); err != nil {
		return err
	}
	aside := s.aside(c.Path)
	file, err := os.OpenFile(aside, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return err
	}
	s.staged = append(s.staged, aside)
	_, err = file.Write(c.Content)
	return errors.Join(err, file.Sync(), file.Close())
}

// keep copies the file that is going to be replaced, if it is the one that was read.
func (s *saver) keep(c Change) error {
	text, err := os.ReadFile(s.at(c.Path))
	missing := errors.Is(err, fs.ErrNotExist)
	switch {
	case err != nil && !missing:
		return err
	case c.Was != nil && !bytes.Equal(text, c.Was):
		return &ChangedError{c.Path}
	case missing:
		return nil
	}
	if s.saved.Kept == "" {
		if s.saved.Kept, err = s.fresh(); err != nil {
			return err
		}
	}
	to := s.at(path.Join(s.saved.Kept, c.Path))
	if err := os.MkdirAll(filepath.Dir(to), 0o777); err != nil {
		return err
	}
	return os.WriteFile(to, text, 0o666)
}

// place puts the files that wait into their places, all or none.
func (s *saver) place(changes []Change) error {
	for i, c := range changes {
		if err := os.Rename(s.staged[i], s.at(c.Path)); err != nil { // another program has it open
			err = naming(c.Path, err)
			if worse := s.back(); worse != nil {
				return errors.Join(err, worse)
			}
			return err
		}
		s.saved.Paths = append(s.saved.Paths, c.Path)
	}
	return nil
}

// fresh makes the folder for earlier files: one that is not there yet.
func (s *saver) fresh() (string, error) {
	if err := os.MkdirAll(s.at(KeptPath), 0o777); err != nil {
		return "", err
	}
	for n := 1; ; n++ {
		name := path.Join(KeptPath, s.stamp)
		if n > 1 {
			name = fmt.Sprintf("%s-%d", name, n)
		}
		if err := os.Mkdir(s.at(name), 0o777); !errors.Is(err, fs.ErrExist) {
			return name, err
		}
	}
}

// back takes out what has taken its place, and puts there again what was kept of it.
func (s *saver) back() error {
	var errs []error
	for _, name := range s.saved.Paths {
		err := fs.ErrNotExist
		if s.saved.Kept != "" {
			err = os.Rename(s.at(path.Join(s.saved.Kept, name)), s.at(name))
		}
		if errors.Is(err, fs.ErrNotExist) { // there was none
			err = os.Remove(s.at(name))
		}
		errs = append(errs, err)
	}
	return errors.Join(errs...)
}

// clean removes what was written aside and did not take its place.
func (s *saver) clean() {
	for _, name := range s.staged {
		os.Remove(name)
	}
}
