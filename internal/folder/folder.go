// Package folder changes the files of a site folder for a clerk: all of them or none, and what was there before is kept.
//
//	[]Change ──With──▶ fs.FS      the folder as it would be, to be looked at before anything is written
//	[]Change ──Save──▶ the folder; earlier files stand under .lanewall/kept/<stamp>/
package folder

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
)

// KeptPath is the folder, inside the site's, where the files stand that were replaced.
const KeptPath = ".lanewall/kept"

// Change is a file as it is going to be. Path has slashes and lies in the folder.
type Change struct {
	Path    string
	Content []byte
}

// Saved says what was written.
type Saved struct {
	Paths []string // written, in the order given
	Kept  string   // the folder in the site's where earlier files stand; "" if there were none
}

// Save writes the changes. Each file is first written aside in full and earlier files are copied, so that a full disk
// or a crash leaves whole files, old or new; if one cannot take its place, those that have are taken back. Stamp names
// the folder of what was there before, such as 2024-09-03T151617; a second save of the same stamp gets a folder of its own.
//
// Folders in the site's may be links, as an office has them whose ledgers lie on a share: a site is read through them, too.
func Save(dir string, changes []Change, stamp string) (Saved, error) {
	s := saver{dir: dir, stamp: stamp}
	defer s.clean()
	for _, c := range changes {
		if err := s.stage(c); err != nil {
			return Saved{}, err
		}
	}
	for _, c := range changes {
		if err := s.keep(c.Path); err != nil {
			return Saved{}, err
		}
	}
	for _, c := range changes {
		if err := os.Rename(s.aside(c.Path), s.at(c.Path)); err != nil { // another program has it open
			return Saved{}, errors.Join(err, s.back())
		}
		s.saved.Paths = append(s.saved.Paths, c.Path)
	}
	return s.saved, nil
}

type saver struct {
	dir    string
	stamp  string
	staged []string
	saved  Saved
}

// at is where a file of the folder is.
func (s *saver) at(name string) string { return filepath.Join(s.dir, filepath.FromSlash(name)) }

// aside is where a file is written before it takes its place: in the same folder, where a rename is one step. No ledger
// or page has a name like this.
func (s *saver) aside(name string) string { return s.at(name) + ".lanewall-new" }

func (s *saver) stage(c Change) error {
	if !filepath.IsLocal(filepath.FromSlash(c.Path)) {
		return &fs.PathError{Op: "write", Path: c.Path, Err: fs.ErrInvalid}
	}
	if err := os.MkdirAll(filepath.Dir(s.at(c.Path)), 0o777); err != nil {
		return err
	}
	s.staged = append(s.staged, c.Path)
	file, err := os.Create(s.aside(c.Path))
	if err != nil {
		return err
	}
	_, err = file.Write(c.Content)
	return errors.Join(err, file.Sync(), file.Close())
}

// keep copies the file that is going to be replaced.
func (s *saver) keep(name string) error {
	text, err := os.ReadFile(s.at(name))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	if s.saved.Kept == "" {
		if s.saved.Kept, err = s.fresh(); err != nil {
			return err
		}
	}
	to := s.at(path.Join(s.saved.Kept, name))
	if err := os.MkdirAll(filepath.Dir(to), 0o777); err != nil {
		return err
	}
	return os.WriteFile(to, text, 0o666)
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
		os.Remove(s.aside(name))
	}
}
