package build

import (
	"cmp"
	"crypto/sha256"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"runtime"
	"slices"
	"testing"
	"time"
)

// The same folder gives the same bytes: on one core and on many, whatever order the folder lists its files in, and
// wherever the machine thinks it is. Besides the repository's own site a second one is built again, the one of the
// shortest sources: it has other ledgers and boards.
func TestSameBytes(t *testing.T) {
	if len(examples()) < 2 {
		t.Fatal("no sites in examples/")
	}
	size := func(e *example) (bytes int) {
		for _, file := range e.folder(t) {
			bytes += len(file.Data)
		}
		return bytes
	}
	other := slices.MinFunc(examples()[1:], func(a, b *example) int { return cmp.Compare(size(a), size(b)) })
	for _, e := range []*example{examples()[0], other} {
		t.Run(e.name, func(t *testing.T) {
			sameOn(t, e, 1, "Pacific/Kiritimati", os.DirFS(e.dir))
			sameOn(t, e, 16, "America/Los_Angeles", shuffled{e.folder(t), 1})
		})
	}
}

// sameOn builds a site on another machine, so to speak, and compares.
func sameOn(t *testing.T, e *example, cores int, zone string, folder fs.FS) {
	t.Helper()
	want, got := e.built().must(t), on(t, cores, zone, folder).must(t)
	if digest(got) == digest(want) {
		return
	}
	t.Errorf("%s on %d cores: the site differs", zone, cores)
	for _, path := range got.paths() {
		if got.files[path] != want.files[path] {
			t.Errorf("%s on %d cores: %s differs:\n%s", zone, cores, path, diff(want.files[path], got.files[path]))
			return
		}
	}
}

// Published with many workers or one, the folder is the same too.
func TestSamePublished(t *testing.T) {
	var manifests [2]string
	for i, cores := range []int{1, 8} {
		defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(cores))
		dir := t.TempDir()
		report, faults, err := root(t).Publish(dir)
		if err != nil || len(faults) != 0 {
			t.Fatal(err, english(faults))
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

// on builds a folder on a machine of so many cores in a time zone.
func on(t *testing.T, cores int, zone string, folder fs.FS) *built {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(cores))
	location, err := time.LoadLocation(zone)
	if err != nil {
		t.Fatal(err)
	}
	defer func(local *time.Location) { time.Local = local }(time.Local)
	time.Local = location
	return buildAll(folder, fromSite)
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
