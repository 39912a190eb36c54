package main

import (
	"bytes"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/lanewall/lanewall/examples/synth/kit"
)

// root is the root of the repository, seen from here.
const root = "../.."

// everySite runs a test for each site of its own size.
func everySite(t *testing.T, test func(t *testing.T, s site, files []kit.File)) {
	for _, s := range sites {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			test(t, s, s.make(kit.Options{}))
		})
	}
}

// TestCommittedFiles holds the site folders against what is generated: byte for byte, none missing, none left over.
func TestCommittedFiles(t *testing.T) {
	everySite(t, func(t *testing.T, s site, files []kit.File) {
		command := strings.TrimSuffix("go run ./examples/synth -site "+s.name, " -site "+kit.Default)
		committed := make(map[string][]byte)
		if err := s.walk(filepath.Join(root, s.dir), func(f kit.File) { committed[f.Path] = f.Body }); err != nil {
			t.Fatal(err)
		}
		generated := make(map[string]bool)
		for _, f := range files {
			if generated[f.Path] {
				t.Errorf("%s is generated twice", f.Path)
			}
			generated[f.Path] = true
			if body, ok := committed[f.Path]; !ok {
				t.Errorf("%s is missing: run %s", f.Path, command)
			} else if !bytes.Equal(body, f.Body) {
				t.Errorf("%s differs: run %s", f.Path, command)
			}
		}
		for path, body := range committed {
			if kit.Generated(body) && !generated[path] {
				t.Errorf("%s says it is generated, and is no longer: remove it", path)
			}
		}
	})
}

func TestSameBytesEveryTime(t *testing.T) {
	everySite(t, func(t *testing.T, s site, files []kit.File) {
		again := s.make(kit.Options{})
		if len(again) != len(files) {
			t.Fatalf("%d files, then %d", len(files), len(again))
		}
		for i, f := range again {
			if f.Path != files[i].Path || !bytes.Equal(f.Body, files[i].Body) {
				t.Errorf("%s: the second run writes other bytes", f.Path)
			}
		}
	})
}

// TestNothingReal holds that each file says that it is synthetic, and has no telephone number somebody may have.
func TestNothingReal(t *testing.T) {
	phone := regexp.MustCompile(`\b0[0-9]{2,3}-[0-9]{7,8}\b|\b1[3-9][0-9]{9}\b`)
	everySite(t, func(t *testing.T, s site, files []kit.File) {
		for _, f := range files {
			if !bytes.HasPrefix(kit.Said(f.Body), []byte(kit.Site{Name: s.name}.Header())) {
				t.Errorf("%s: no notice that the data are synthetic, and how they are made", f.Path)
			}
			for _, p := range phone.FindAllString(string(f.Body), -1) {
				if !strings.HasPrefix(p, "0000-") {
					t.Errorf("%s: %s may be somebody's number", f.Path, p)
				}
			}
		}
	})
}

func TestSites(t *testing.T) {
	seen := make(map[string]bool)
	for _, s := range sites {
		if seen[s.name] {
			t.Errorf("%s is registered twice", s.name)
		}
		seen[s.name] = true
		if want := path.Join("examples", s.name); s.name != kit.Default && s.dir != want {
			t.Errorf("%s is in %s, want %s", s.name, s.dir, want)
		}
	}
}

// TestOtherFolder makes each site in an empty folder, which then has all of it.
func TestOtherFolder(t *testing.T) {
	t.Chdir(root)
	for _, s := range sites {
		dir := t.TempDir()
		made, written, err := run(s.name, dir, 0)
		if err != nil || made != written {
			t.Errorf("%s: %d files, %d written, %v", s.name, made, written, err)
		}
		want := make(map[string]string)
		if err := s.walk(s.dir, func(f kit.File) { want[f.Path] = string(f.Body) }); err != nil {
			t.Fatal(err)
		}
		err = s.walk(dir, func(f kit.File) {
			if want[f.Path] != string(f.Body) {
				t.Errorf("%s: %s is not the site's", s.name, f.Path)
			}
			delete(want, f.Path)
		})
		if err != nil {
			t.Error(err)
		}
		for path := range want {
			t.Errorf("%s: no %s", s.name, path)
		}
		if _, again, err := run(s.name, dir, 0); again != 0 || err != nil {
			t.Errorf("%s: %d files change when nothing has, %v", s.name, again, err)
		}
	}
}

func TestRunRefuses(t *testing.T) {
	for _, c := range []struct {
		name  string
		cases int
		want  string
	}{
		{"nowhere", 0, `no site "nowhere"`},
		{kit.Default, 5, "takes no -cases"},
		{kit.Default, -1, "less than none"},
	} {
		if _, _, err := run(c.name, t.TempDir(), c.cases); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("run %s with %d cases: %v, want %q", c.name, c.cases, err, c.want)
		}
	}
}

func TestSameFolder(t *testing.T) {
	dir := t.TempDir()
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{dir, dir + "/.", true},
		{dir, filepath.Dir(dir), false},
		{filepath.Join(dir, "none"), filepath.Join(dir, "none"), false},
	} {
		if got := sameFolder(c.a, c.b); got != c.want {
			t.Errorf("sameFolder(%q, %q) = %v", c.a, c.b, got)
		}
	}
}

func TestSaveLeavesSameFilesAlone(t *testing.T) {
	dir := t.TempDir()
	files := []kit.File{{Path: "data/a.toml", Body: []byte("a")}, {Path: "data/x/b.toml", Body: []byte("b")}}
	for i, want := range []int{2, 0} {
		if got, err := save(dir, files); got != want || err != nil {
			t.Errorf("save %d wrote %d files, %v; want %d", i, got, err, want)
		}
	}
	files[1].Body = []byte("c")
	if got, err := save(dir, files); got != 1 || err != nil {
		t.Errorf("after a change: wrote %d files, %v; want 1", got, err)
	}
	if body, err := os.ReadFile(filepath.Join(dir, "data", "x", "b.toml")); string(body) != "c" || err != nil {
		t.Errorf("wrote %q, %v", body, err)
	}
}
