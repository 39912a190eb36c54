// Command dist builds what is handed out: the program for every system, statically, each in an archive with the
// instructions and the licences of everything in it, and the sums of the archives.
//
//	go run ./cmd/dist -version 1.2.3 -date 2026-01-31 -o dist     from the top of the repository, as make dist does
//
// The same commit and the same Go give the same archives, byte for byte, on any machine.
package main

import (
	"crypto/sha256"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"
)

// target is a system that the program is built for.
type target struct{ os, arch string }

func (t target) String() string { return t.os + "/" + t.arch }

func targets() []target {
	return []target{
		{"windows", "amd64"}, {"windows", "arm64"}, {"darwin", "amd64"}, {"darwin", "arm64"},
		{"linux", "amd64"}, {"linux", "arm64"}, {"linux", "loong64"},
	}
}

func main() {
	version := flag.String("version", "", "the version, as 1.2.3")
	date := flag.String("date", "", "the day that files in the archives carry, as 2026-01-31")
	out := flag.String("o", "dist", "the folder to write")
	flag.Parse()
	if err := makeAll(".", *out, *version, *date); err != nil {
		fmt.Fprintln(os.Stderr, "dist:", err)
		os.Exit(1)
	}
}

var versionPattern = regexp.MustCompile(`^[0-9A-Za-z][0-9A-Za-z.+-]*$`)

// makeAll builds and packs all targets of a repository into a folder.
func makeAll(repository, out, version, date string) error {
	version = strings.TrimPrefix(version, "v")
	day, err := time.Parse("2006-01-02", date)
	if err != nil {
		return err
	}
	if !versionPattern.MatchString(version) {
		return fmt.Errorf("no version: %q", version)
	}
	licences, err := notices(repository, targets())
	if err != nil {
		return err
	}
	if err := emptied(out); err != nil {
		return err
	}
	var sums []string
	for _, t := range targets() {
		program, err := compile(repository, version, t)
		if err != nil {
			return fmt.Errorf("%s: %w", t, err)
		}
		files, err := contents(repository, t, program, licences)
		if err != nil {
			return err
		}
		name, data, err := archive(version, t, files, day)
		if err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(out, name), data, 0o666); err != nil {
			return err
		}
		fmt.Printf("%s: %.1f MB\n", filepath.Join(out, name), float64(len(data))/1e6)
		sums = append(sums, fmt.Sprintf("%x  %s\n", sha256.Sum256(data), name))
	}
	slices.SortFunc(sums, func(a, b string) int { return strings.Compare(a[64:], b[64:]) })
	return os.WriteFile(filepath.Join(out, "SHA256SUMS"), []byte(strings.Join(sums, "")), 0o666)
}

// emptied makes the folder and takes out what an earlier run has left there, and nothing else.
func emptied(out string) error {
	if err := os.MkdirAll(out, 0o777); err != nil {
		return err
	}
	entries, err := os.ReadDir(out)
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), "lanewall-") {
			err = errors.Join(err, os.Remove(filepath.Join(out, e.Name())))
		}
	}
	return err
}

// compile gives the program for a target: without C, without paths of this machine, without what differs from build to
// build.
func compile(repository, version string, t target) ([]byte, error) {
	dir, err := os.MkdirTemp("", "lanewall-dist-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	file := filepath.Join(dir, "lanewall")
	flags := "-s -w -buildid= -X github.com/lanewall/lanewall/internal/cli.Version=" + version
	_, err = goCommand(repository, t, "build", "-trimpath", "-buildvcs=false", "-ldflags", flags, "-o", file, "./cmd/lanewall")
	if err != nil {
		return nil, err
	}
	return os.ReadFile(file)
}

// goCommand runs the go command for a target, with none of the settings that somebody may have of their own.
func goCommand(repository string, t target, args ...string) (string, error) {
	cmd := exec.Command("go", args...)
	cmd.Dir = repository
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0", "GOOS="+t.os, "GOARCH="+t.arch, "GOAMD64=v1", "GOARM64=v8.0", "GOFLAGS=", "GOEXPERIMENT=")
	var said strings.Builder
	cmd.Stderr = &said
	text, err := cmd.Output()
	if err != nil {
		return "", fmt.Errorf("go %s: %w\n%s", args[0], err, said.String())
	}
	return string(text), nil
}

// contents is the files of an archive. On Windows instructions end in .txt, so that a double-click opens them.
func contents(repository string, t target, program []byte, licences string) ([]file, error) {
	name, ending := "lanewall", ".md"
	if t.os == "windows" {
		name, ending = "lanewall.exe", ".txt"
	}
	files := []file{{name, program, true}}
	for from, to := range map[string]string{"README.zh.md": "README.zh" + ending, "README.md": "README" + ending, "LICENSE": "LICENSE"} {
		text, err := os.ReadFile(filepath.Join(repository, from))
		if err != nil {
			return nil, err
		}
		files = append(files, file{to, text, false})
	}
	files = append(files, file{"NOTICES.txt", []byte(licences), false})
	slices.SortFunc(files, func(a, b file) int { return strings.Compare(a.name, b.name) })
	return files, nil
}
