package build

import (
	"crypto/sha256"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"runtime"
	"testing"
	"time"
)

// The same folder gives the same bytes: on one core and on many, whatever order the folder lists its files in, and
// wherever the machine thinks it is.
func TestSameBytes(t *testing.T) {
	want := digest(root(t))
	for name, build := range map[string]func() *built{
		"again": func() *built { return buildAll(os.DirFS("../.."), fromSite) },
		"one core": func() *built {
			defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
			return buildAll(os.DirFS("../.."), fromSite)
		},
		"many cores": func() *built {
			defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(16))
			return buildAll(os.DirFS("../.."), fromSite)
		},
		"shuffled":    func() *built { return buildAll(shuffled{os.DirFS("../.."), 1}, fromSite) },
		"in memory":   func() *built { return buildAll(rootFolder(t), fromSite) },
		"Los Angeles": func() *built { return in(t, "America/Los_Angeles") },
		"Kiritimati":  func() *built { return in(t, "Pacific/Kiritimati") },
	} {
		got := build().must(t)
		if digest(got) == want {
			continue
		}
		for _, path := range got.paths() {
			if got.files[path] != root(t).files[path] {
				t.Errorf("%s: %s differs:\n%s", name, path, diff(root(t).files[path], got.files[path]))
				break
			}
		}
		t.Errorf("%s: the site differs", name)
	}
}

// Published with many workers or one, the folder is the same too.
func TestSamePublished(t *testing.T) {
	var manifests [2]string
	for i, cores := range []int{1, 8} {
		defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(cores))
		dir := t.TempDir()
		result, problems := Build(os.DirFS("../.."), fromSite)
		report, faults, err := result.Publish(dir)
		if err != nil || len(problems)+len(faults) != 0 {
			t.Fatal(err, english(problems), english(faults))
		}
		if want := len(root(t).files) + 1; report.Files != want || report.Written != want {
			t.Errorf("%+v of %d files", report, want)
		}
		text, err := os.ReadFile(dir + "/data/manifest.json")
		if err != nil {
			t.Fatal(err)
		}
		manifests[i] = string(text)
	}
	if manifests[0] != manifests[1] {
		t.Error(diff(manifests[0], manifests[1]))
	}
}

func in(t *testing.T, zone string) *built {
	location, err := time.LoadLocation(zone)
	if err != nil {
		t.Fatal(err)
	}
	local := time.Local
	defer func() { time.Local = local }()
	time.Local = location
	return buildAll(os.DirFS("../.."), fromSite)
}

func digest(b *built) string {
	h := sha256.New()
	for _, path := range b.paths() {
		fmt.Fprintf(h, "%s %d\n%s", path, len(b.files[path]), b.files[path])
	}
	return fmt.Sprintf("%x", h.Sum(nil))
}

// shuffled is a file system whose folders list their files in no order, as an open folder may.
type shuffled struct {
	fs.FS
	seed uint64
}

func (s shuffled) Open(name string) (fs.File, error) {
	f, err := s.FS.Open(name)
	if folder, ok := f.(fs.ReadDirFile); ok && err == nil {
		return &shuffledFolder{folder, rand.New(rand.NewPCG(s.seed, uint64(len(name))))}, nil
	}
	return f, err
}

type shuffledFolder struct {
	fs.ReadDirFile
	random *rand.Rand
}

func (f *shuffledFolder) ReadDir(n int) ([]fs.DirEntry, error) {
	entries, err := f.ReadDirFile.ReadDir(n)
	f.random.Shuffle(len(entries), func(i, j int) { entries[i], entries[j] = entries[j], entries[i] })
	return entries, err
}
