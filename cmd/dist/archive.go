package main

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io/fs"
	"time"
)

// file is a file of an archive.
type file struct {
	name       string
	content    []byte
	executable bool
}

func (f file) mode() fs.FileMode {
	if f.executable {
		return 0o755
	}
	return 0o644
}

// archive packs files into a folder of their own: a zip for Windows, a compressed tar elsewhere.
func archive(version string, t target, files []file, day time.Time) (name string, data []byte, err error) {
	name = fmt.Sprintf("lanewall-%s-%s-%s", version, t.os, t.arch)
	var b bytes.Buffer
	if t.os == "windows" {
		err = zipped(&b, name, files, day)
		return name + ".zip", b.Bytes(), err
	}
	err = tarred(&b, name, files, day)
	return name + ".tar.gz", b.Bytes(), err
}

func zipped(b *bytes.Buffer, folder string, files []file, day time.Time) error {
	z := zip.NewWriter(b)
	for _, f := range files {
		h := &zip.FileHeader{Name: folder + "/" + f.name, Method: zip.Deflate, Modified: day.UTC()}
		h.SetMode(f.mode())
		w, err := z.CreateHeader(h)
		if err == nil {
			_, err = w.Write(f.content)
		}
		if err != nil {
			return err
		}
	}
	return z.Close()
}

func tarred(b *bytes.Buffer, folder string, files []file, day time.Time) error {
	g := gzip.NewWriter(b) // its header has no time and no name
	t := tar.NewWriter(g)
	for _, f := range files {
		h := &tar.Header{Name: folder + "/" + f.name, Size: int64(len(f.content)), Mode: int64(f.mode()), ModTime: day.UTC(), Format: tar.FormatUSTAR}
		if err := t.WriteHeader(h); err != nil {
			return err
		}
		if _, err := t.Write(f.content); err != nil {
			return err
		}
	}
	return errors.Join(t.Close(), g.Close())
}
