package main

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

var day = time.Date(2026, 1, 31, 0, 0, 0, 0, time.UTC)

// The licences of all that is linked travel with the program, for every target.
func TestNotices(t *testing.T) {
	text, err := notices("../..", targets())
	if err != nil {
		t.Fatal(err)
	}
	for _, part := range []string{
		"\nGo go1.", "\ngithub.com/BurntSushi/toml v1.", "\ngithub.com/spf13/cobra v1.", "\ngithub.com/xuri/excelize/v2 v2.", "\ngithub.com/yuin/goldmark v1.",
		"\ngolang.org/x/text v0.", "\ngolang.org/x/sys v0.", "The MIT License", "Apache License", "Redistribution and use in source and binary forms",
	} {
		if !strings.Contains(text, part) {
			t.Errorf("no %q", part)
		}
	}
	if strings.Contains(text, "\r") || strings.Contains(text, "\ngithub.com/lanewall/") || strings.Contains(text, "chromedp") {
		t.Error("carriage returns, its own licence, or one of what only tests use")
	}
	again, err := notices("../..", targets())
	if err != nil || again != text {
		t.Errorf("another text the second time: %v", err)
	}
	if _, err := termsOf(module{"example.org/none", "v1", t.TempDir()}); err == nil {
		t.Error("a module without a licence is handed on")
	}
}

// An archive holds a folder with the program, which can be run, and the same files give the same bytes.
func TestArchive(t *testing.T) {
	for _, test := range []struct {
		target target
		name   string
		files  []string
		read   func(*testing.T, []byte) map[string]string
	}{
		{target{"windows", "amd64"}, "lanewall-1.2.3-windows-amd64.zip", []string{"LICENSE", "NOTICES.txt", "README.txt", "README.zh.txt", "lanewall.exe"}, readZip},
		{target{"linux", "loong64"}, "lanewall-1.2.3-linux-loong64.tar.gz", []string{"LICENSE", "NOTICES.txt", "README.md", "README.zh.md", "lanewall"}, readTar},
	} {
		files, err := contents("../..", test.target, []byte("the program"), "the licences")
		if err != nil {
			t.Fatal(err)
		}
		name, data, err := archive("1.2.3", test.target, files, day)
		if err != nil || name != test.name {
			t.Fatalf("%s, %v", name, err)
		}
		found := test.read(t, data)
		folder := strings.TrimSuffix(strings.TrimSuffix(name, ".zip"), ".tar.gz") + "/"
		var names []string
		for name := range found {
			names = append(names, strings.TrimPrefix(name, folder))
		}
		slices.Sort(names)
		if !slices.Equal(names, test.files) {
			t.Errorf("%s holds %q, want %q", name, names, test.files)
		}
		licence, err := os.ReadFile("../../LICENSE")
		if err != nil || found[folder+"LICENSE"] != "644 2026-01-31 "+string(licence) {
			t.Errorf("%s: %.40q, %v", name, found[folder+"LICENSE"], err)
		}
		if program := found[folder+test.files[len(test.files)-1]]; program != "755 2026-01-31 the program" {
			t.Errorf("%s: %q", name, program)
		}
		if _, again, err := archive("1.2.3", test.target, files, day); err != nil || !bytes.Equal(again, data) {
			t.Errorf("%s: other bytes the second time", name)
		}
	}
}

// readZip and readTar give mode, day and content of each file.
func readZip(t *testing.T, data []byte) map[string]string {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]string{}
	for _, f := range z.File {
		in, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(in)
		if err != nil {
			t.Fatal(err)
		}
		files[f.Name] = fmt.Sprintf("%o %s %s", f.Mode(), f.Modified.UTC().Format("2006-01-02"), text)
	}
	return files
}

func readTar(t *testing.T, data []byte) map[string]string {
	g, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	files, in := map[string]string{}, tar.NewReader(g)
	for {
		h, err := in.Next()
		if err == io.EOF {
			return files
		}
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(in)
		if err != nil {
			t.Fatal(err)
		}
		files[h.Name] = fmt.Sprintf("%o %s %s", h.Mode, h.ModTime.UTC().Format("2006-01-02"), text)
	}
}

// What somebody else has put into the folder stays there.
func TestEmptied(t *testing.T) {
	out := filepath.Join(t.TempDir(), "dist")
	if err := emptied(out); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"lanewall-1.2.2-linux-amd64.tar.gz", "notes.txt"} {
		if err := os.WriteFile(filepath.Join(out, name), nil, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	if err := emptied(out); err != nil {
		t.Fatal(err)
	}
	if names, err := filepath.Glob(filepath.Join(out, "*")); err != nil || len(names) != 1 || filepath.Base(names[0]) != "notes.txt" {
		t.Errorf("left %q, %v", names, err)
	}
}

func TestMisuse(t *testing.T) {
	out := filepath.Join(t.TempDir(), "dist")
	for _, test := range [][2]string{{"", "2026-01-31"}, {"1.2.3", "today"}, {"1/2", "2026-01-31"}, {"1.2 -X x", "2026-01-31"}} {
		if err := makeAll("../..", out, test[0], test[1]); err == nil {
			t.Errorf("%q is taken", test)
		}
	}
	if _, err := os.Stat(out); err == nil {
		t.Error("misuse wrote something")
	}
}
