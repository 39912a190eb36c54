package folder

import (
	"bytes"
	"cmp"
	"errors"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
	"time"
)

// With is a folder as it would be with the changes.
func With(files fs.FS, changes []Change) fs.FS {
	changed := map[string][]byte{}
	for _, c := range changes {
		changed[c.Path] = c.Content
	}
	return overlay{files, changed}
}

type overlay struct {
	files   fs.FS
	changed map[string][]byte
}

func (o overlay) Open(name string) (fs.File, error) {
	if !fs.ValidPath(name) {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrInvalid}
	}
	if content, ok := o.changed[name]; ok {
		return &file{info{path.Base(name), int64(len(content)), 0o444}, bytes.NewReader(content)}, nil
	}
	f, err := o.files.Open(name)
	if err != nil && !o.made(name) {
		return nil, err
	}
	if err == nil {
		if i, err := f.Stat(); err != nil || !i.IsDir() {
			return f, err
		}
		f.Close()
	}
	entries, err := o.ReadDir(name)
	return &dir{info{path.Base(name), 0, fs.ModeDir | 0o555}, entries}, err
}

// made tells whether a folder is there because of a change in it.
func (o overlay) made(name string) bool {
	for changed := range o.changed {
		if name == "." || strings.HasPrefix(changed, name+"/") {
			return true
		}
	}
	return false
}

// ReadDir lists what is in a folder with the changes, in order of name.
func (o overlay) ReadDir(name string) ([]fs.DirEntry, error) {
	entries, err := fs.ReadDir(o.files, name)
	if err != nil && !(errors.Is(err, fs.ErrNotExist) && o.made(name)) {
		return nil, err
	}
	seen := map[string]bool{}
	entries = slices.DeleteFunc(entries, func(e fs.DirEntry) bool { return o.changed[path.Join(name, e.Name())] != nil })
	for _, e := range entries {
		seen[e.Name()] = true
	}
	for changed, content := range o.changed {
		below, ok := changed, true
		if name != "." {
			below, ok = strings.CutPrefix(changed, name+"/")
		}
		if !ok {
			continue
		}
		first, _, deeper := strings.Cut(below, "/")
		if seen[first] {
			continue
		}
		seen[first] = true
		i := info{first, int64(len(content)), 0o444}
		if deeper {
			i = info{first, 0, fs.ModeDir | 0o555}
		}
		entries = append(entries, fs.FileInfoToDirEntry(i))
	}
	slices.SortFunc(entries, func(a, b fs.DirEntry) int { return cmp.Compare(a.Name(), b.Name()) })
	return entries, nil
}

// file is a changed file.
type file struct {
	info info
	*bytes.Reader
}

func (f *file) Stat() (fs.FileInfo, error) { return f.info, nil }
func (f *file) Close() error               { return nil }

// dir is a folder and what has not been listed of it yet.
type dir struct {
	info    info
	entries []fs.DirEntry
}

func (d *dir) Stat() (fs.FileInfo, error) { return d.info, nil }
func (d *dir) Close() error               { return nil }
func (d *dir) Read([]byte) (int, error) {
	return 0, &fs.PathError{Op: "read", Path: d.info.name, Err: errors.New("is a folder")}
}

func (d *dir) ReadDir(n int) ([]fs.DirEntry, error) {
	if n <= 0 {
		n = len(d.entries)
	} else if len(d.entries) == 0 {
		return nil, io.EOF
	}
	n = min(n, len(d.entries))
	listed := d.entries[:n]
	d.entries = d.entries[n:]
	return listed, nil
}

type info struct {
	name string
	size int64
	mode fs.FileMode
}

func (i info) Name() string       { return i.name }
func (i info) Size() int64        { return i.size }
func (i info) Mode() fs.FileMode  { return i.mode }
func (i info) ModTime() time.Time { return time.Time{} }
func (i info) IsDir() bool        { return i.mode.IsDir() }
func (i info) Sys() any           { return nil }
