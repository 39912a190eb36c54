package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/lanewall/lanewall/examples/synth/kit"
)

// parts are what a site folder consists of. What else lies there, such as the output, is not the site.
var parts = []string{"site.toml", "content", "data", "themes"}

// byHand returns the files of the site's folder that are written by hand. A file that says it is generated is not,
// even if it is not among the generated ones: a site of another size may have more months.
func (s site) byHand(generated []kit.File) ([]kit.File, error) {
	made := make(map[string]bool)
	for _, f := range generated {
		made[f.Path] = true
	}
	var files []kit.File
	err := s.walk(s.dir, func(f kit.File) {
		if !made[f.Path] && !kit.Generated(f.Body) {
			files = append(files, f)
		}
	})
	return files, err
}

// walk reads every file of the site in a folder. The folder of the default site is also the repository, whose themes
// are those of the tool.
func (s site) walk(dir string, visit func(kit.File)) error {
	root := os.DirFS(dir)
	for _, part := range parts {
		if part == "themes" && s.name == kit.Default {
			continue
		}
		err := fs.WalkDir(root, part, func(path string, e fs.DirEntry, err error) error {
			switch {
			case path == part && part != "site.toml" && errors.Is(err, fs.ErrNotExist):
				return nil
			case err != nil || !e.Type().IsRegular():
				return err
			}
			body, err := fs.ReadFile(root, path)
			visit(kit.File{Path: path, Body: body})
			return err
		})
		if err != nil {
			return fmt.Errorf("%s: %w", dir, err)
		}
	}
	return nil
}

// sameFolder tells whether two paths lead to the same folder; one that is not there yet is no other's.
func sameFolder(a, b string) bool {
	x, err := os.Stat(a)
	if err != nil {
		return false
	}
	y, err := os.Stat(b)
	return err == nil && os.SameFile(x, y)
}

// save writes the files that differ from what is there, and counts them.
func save(dir string, files []kit.File) (written int, err error) {
	for _, f := range files {
		name := filepath.Join(dir, filepath.FromSlash(f.Path))
		if old, err := os.ReadFile(name); err == nil && bytes.Equal(old, f.Body) {
			continue
		}
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			return written, err
		}
		if err := os.WriteFile(name, f.Body, 0o666); err != nil {
			return written, err
		}
		written++
	}
	return written, nil
}
