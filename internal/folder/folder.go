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
// or a crash leaves whole files, old or new. Stamp names the folder of what was there before, such as
// 2024-09-03T151617; a second save of the same stamp gets a folder of its own.
func Save(dir string, changes []Change, stamp string) (Saved, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return Saved{}, err
	}
	defer root.Close()
	s := saver{root: root, stamp: stamp}
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
		if err := root.Rename(aside(c.Path), filepath.FromSlash(c.Path)); err != nil {
			return s.saved, err
		}
		s.saved.Paths = append(s.saved.Paths, c.Path)
	}
	return s.saved, nil
}

type saver struct {
	root   *os.Root
	stamp  string
	staged []string
	saved  Saved
}

// aside is where a file is written before it takes its place: in the same folder, where a rename is one step. No ledger
// or page has a name like this.
func aside(name string) string { return filepath.FromSlash(name) + ".lanewall-new" }

func (s *saver) stage(c Change) error {
	if err := s.root.MkdirAll(filepath.FromSlash(path.Dir(c.Path)), 0o777); err != nil {
		return err
	}
	s.staged = append(s.staged, c.Path)
	file, err := s.root.Create(aside(c.Path))
	if err != nil {
		return err
	}
	_, err = file.Write(c.Content)
	return errors.Join(err, file.Sync(), file.Close())
}

// keep copies the file that is going to be replaced.
func (s *saver) keep(name string) error {
	text, err := s.root.ReadFile(filepath.FromSlash(name))
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
	to := filepath.FromSlash(path.Join(s.saved.Kept, name))
	if err := s.root.MkdirAll(filepath.Dir(to), 0o777); err != nil {
		return err
	}
	return s.root.WriteFile(to, text, 0o666)
}

// fresh makes the folder for earlier files: one that is not there yet.
func (s *saver) fresh() (string, error) {
	if err := s.root.MkdirAll(filepath.FromSlash(KeptPath), 0o777); err != nil {
		return "", err
	}
	for n := 1; ; n++ {
		name := path.Join(KeptPath, s.stamp)
		if n > 1 {
			name = fmt.Sprintf("%s-%d", name, n)
		}
		if err := s.root.Mkdir(filepath.FromSlash(name), 0o777); !errors.Is(err, fs.ErrExist) {
			return name, err
		}
	}
}

// clean removes what was written aside and did not take its place.
func (s *saver) clean() {
	for _, name := range s.staged {
		s.root.Remove(aside(name))
	}
}
