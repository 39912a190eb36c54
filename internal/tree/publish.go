package tree

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
)

// ManifestPath is where the list of the published files stands among them.
const ManifestPath = "data/manifest.json"

// staging is the folder, inside the output so that a rename is one step, where files wait for the others.
const staging = ".lanewall-staging"

// Manifest lists the published files; it is put in place last.
type Manifest struct {
	Format int     `json:"format"`
	Files  []Entry `json:"files"`
}

// Entry is a published file, its size and the SHA-256 of its bytes.
type Entry struct {
	Path   string `json:"path"`
	Bytes  int    `json:"bytes"`
	SHA256 string `json:"sha256"`
}

// Report says what a publish did.
type Report struct {
	Files   int // in the site, the manifest included
	Written int
	Removed int
	Bytes   int64 // of the whole site
}

// Step is how far a publish has come: first every file is rendered, then those that differ are put in place.
type Step struct {
	Rendered, Files int
	Written, Staged int // 0 until all files are rendered
}

// Taken is the error of files that stand where the site's own have to go and that no publish has put there.
type Taken struct{ Paths []string }

// Error names them.
func (t *Taken) Error() string { return "not ours: " + strings.Join(t.Paths, ", ") }

// claims lists, in the staging folder, what a publish is about to put in place: if it is cut short these files are ours,
// though the manifest does not list them yet.
const claims = "claims.json"

// Publish renders the tree into a folder, which is made if it is not there. If any file fails to render nothing of
// the published site changes, and neither does anything if a file of somebody else's stands in the way: that is a *Taken.
func (t *Tree) Publish(dir string) (Report, error) {
	stage := filepath.Join(dir, staging)
	p := &publisher{dir: dir, stage: stage, entries: make([]Entry, len(t.files)), staged: make([]bool, len(t.files)), watch: t.watch}
	p.ours, p.last = p.known(), map[string]Entry{}
	for _, e := range p.published() {
		p.last[e.Path] = e
	}
	if err := p.clear(); err != nil {
		return Report{}, err
	}
	if err := p.render(t.files); err != nil {
		return Report{}, errors.Join(err, p.leave())
	}
	if taken := p.taken(t.files); taken != nil {
		return Report{}, errors.Join(taken, p.leave())
	}
	if err := p.claim(t.files); err != nil {
		return Report{}, errors.Join(err, p.leave())
	}
	report, err := p.install(t.files)
	if err != nil {
		return report, err // what is in place already stays claimed
	}
	return report, os.RemoveAll(stage)
}

type publisher struct {
	dir, stage string
	entries    []Entry
	staged     []bool
	last       map[string]Entry // what the last publish that ended has put there, by path
	ours       map[string]bool  // what earlier publishes have put there, in small letters
	spoilt     bool             // nobody knows what they have put there
	claimed    []byte           // by one that was cut short; nil if none was
	rendered   atomic.Int64
	watch      func(Step)
}

// known is the files of earlier publishes: of the last one that ended, and of one that was cut short. A manifest that is
// there and cannot be read was spoilt with the power cut: then nobody knows, and all files are taken for ours.
func (p *publisher) known() map[string]bool {
	if text, err := os.ReadFile(p.target(ManifestPath)); err == nil && !json.Valid(text) {
		p.spoilt = true
	}
	ours := map[string]bool{strings.ToLower(ManifestPath): true}
	entries := p.published()
	if text, err := os.ReadFile(filepath.Join(p.stage, claims)); err == nil {
		p.claimed = text
		entries = append(entries, listed(text)...)
	}
	for _, e := range entries {
		ours[strings.ToLower(e.Path)] = true
	}
	return ours
}

// clear makes the staging folder anew, but for the claims of an earlier publish.
func (p *publisher) clear() error {
	left, err := os.ReadDir(p.stage)
	if err != nil {
		return os.MkdirAll(p.stage, 0o777)
	}
	for _, e := range left {
		if e.Name() == claims && p.claimed != nil {
			continue
		}
		if err := os.RemoveAll(filepath.Join(p.stage, e.Name())); err != nil {
			return err
		}
	}
	return nil
}

// leave ends a publish that has changed nothing: the staging folder goes, unless it holds the claims of an earlier one.
func (p *publisher) leave() error {
	if p.claimed == nil {
		return os.RemoveAll(p.stage)
	}
	return p.clear()
}

// claim writes down what is going to be put in place, and what an earlier publish that was cut short has put there.
func (p *publisher) claim(files []File) error {
	claim := Manifest{Format: 1, Files: listed(p.claimed)}
	for i, f := range files {
		if p.staged[i] && !p.ours[strings.ToLower(f.Path)] {
			claim.Files = append(claim.Files, Entry{Path: f.Path})
		}
	}
	if len(claim.Files) == 0 {
		return nil
	}
	text, err := json.Marshal(claim)
	if err != nil {
		return err
	}
	aside := filepath.Join(p.stage, "claims")
	if err := os.WriteFile(aside, text, 0o666); err != nil {
		return err
	}
	return os.Rename(aside, filepath.Join(p.stage, claims))
}

// taken finds the files of others that stand where new ones or their folders have to go; nil if there are none.
func (p *publisher) taken(files []File) error {
	found := map[string]bool{}
	for i, f := range files {
		if !p.staged[i] {
			continue
		}
		if _, err := os.Lstat(p.target(f.Path)); err == nil && !p.ours[strings.ToLower(f.Path)] && !p.holdsOurs(f.Path) {
			found[f.Path] = true
		}
		for _, folder := range folders(f.Path) {
			if info, err := os.Stat(p.target(folder)); err == nil && !info.IsDir() && !p.ours[strings.ToLower(folder)] {
				found[folder] = true
			}
		}
	}
	if len(found) == 0 || p.spoilt {
		return nil
	}
	return &Taken{slices.Sorted(maps.Keys(found))}
}

// holdsOurs tells whether a folder with files of an earlier publish stands at a path: they are going to be removed.
func (p *publisher) holdsOurs(name string) bool {
	folder := strings.ToLower(name) + "/"
	for path := range p.ours {
		if strings.HasPrefix(path, folder) {
			return true
		}
	}
	return false
}

// step tells whoever looks on.
func (p *publisher) step(s Step) {
	if p.watch != nil {
		p.watch(s)
	}
}

// render renders every file and stages those that differ from what is published.
func (p *publisher) render(files []File) error {
	errs := make([]error, len(files))
	next := make(chan int)
	var workers sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		workers.Go(func() {
			for i := range next {
				errs[i] = p.one(i, files[i])
				p.step(Step{Rendered: int(p.rendered.Add(1)), Files: len(files)})
			}
		})
	}
	for i := range files {
		next <- i
	}
	close(next)
	workers.Wait()
	return errors.Join(errs...)
}

func (p *publisher) one(i int, f File) error {
	if e, ok := p.last[f.Path]; ok && f.Fixed && p.stands(e) {
		p.entries[i] = e
		return nil
	}
	content, err := f.Render()
	if err != nil {
		return err
	}
	sum := sha256.Sum256(content)
	p.entries[i] = Entry{f.Path, len(content), hex.EncodeToString(sum[:])}
	if p.same(f.Path, content) {
		return nil
	}
	p.staged[i] = true
	return os.WriteFile(p.stagedAt(i), content, 0o666)
}

// stands tells whether a file is as the last publish left it.
func (p *publisher) stands(e Entry) bool {
	content, err := os.ReadFile(p.target(e.Path))
	if err != nil {
		return false
	}
	sum := sha256.Sum256(content)
	return hex.EncodeToString(sum[:]) == e.SHA256
}

func (p *publisher) same(name string, content []byte) bool {
	target := p.target(name)
	info, err := os.Stat(target)
	if err != nil || info.Size() != int64(len(content)) {
		return false
	}
	published, err := os.ReadFile(target)
	return err == nil && bytes.Equal(published, content)
}

func (p *publisher) target(name string) string { return filepath.Join(p.dir, filepath.FromSlash(name)) }

func (p *publisher) stagedAt(i int) string {
	return filepath.Join(p.stage, hex.EncodeToString([]byte{byte(i >> 24), byte(i >> 16), byte(i >> 8), byte(i)}))
}

// install moves the staged files into place, removes what is no longer made, and writes the manifest. Stale files go
// last, so that no link leads nowhere for a moment, but for those that stand where a new file or folder has to.
func (p *publisher) install(files []File) (Report, error) {
	report := Report{Files: len(files) + 1}
	inTheWay, others := p.stale(files)
	if err := p.remove(inTheWay, &report); err != nil {
		return report, err
	}
	waiting := 0
	for _, staged := range p.staged {
		if staged {
			waiting++
		}
	}
	for i, f := range files {
		report.Bytes += int64(p.entries[i].Bytes)
		if !p.staged[i] {
			continue
		}
		if err := p.move(p.stagedAt(i), f.Path); err != nil {
			return report, err
		}
		report.Written++
		p.step(Step{len(files), len(files), report.Written, waiting})
	}
	if err := p.remove(others, &report); err != nil {
		return report, err
	}
	return report, p.manifest(&report)
}

func (p *publisher) move(staged, name string) error {
	target := p.target(name)
	if err := os.MkdirAll(filepath.Dir(target), 0o777); err != nil {
		return err
	}
	return os.Rename(staged, target)
}

// stale lists what the manifest before this build lists and this build does not make: files where it makes a folder
// or that lie in a folder where it makes a file, and the others.
func (p *publisher) stale(files []File) (inTheWay, others []string) {
	made, folder := map[string]bool{ManifestPath: true}, map[string]bool{}
	for _, f := range files {
		made[f.Path] = true
		for _, name := range folders(f.Path) {
			folder[name] = true
		}
	}
	for _, e := range p.published() {
		switch {
		case made[e.Path]:
		case folder[e.Path] || slices.ContainsFunc(folders(e.Path), func(name string) bool { return made[name] }):
			inTheWay = append(inTheWay, e.Path)
		default:
			others = append(others, e.Path)
		}
	}
	return inTheWay, others
}

// remove removes files of an earlier build and the folders that this leaves empty. A manifest may be spoilt: a name
// that leads out of the folder, also by a link in it, and one of no file is left alone.
func (p *publisher) remove(names []string, report *Report) error {
	root, err := os.OpenRoot(p.dir)
	if err != nil {
		return err
	}
	defer root.Close()
	for _, name := range names {
		if info, err := root.Lstat(name); err != nil || info.IsDir() {
			continue
		}
		if err := root.Remove(name); err != nil {
			return err
		}
		report.Removed++
		for _, folder := range folders(name) {
			if root.Remove(folder) != nil { // not empty
				break
			}
		}
	}
	return nil
}

// published is the manifest that is there; a missing or damaged one lists nothing.
func (p *publisher) published() []Entry {
	text, err := os.ReadFile(p.target(ManifestPath))
	if err != nil {
		return nil
	}
	return listed(text)
}

func listed(text []byte) []Entry {
	var m Manifest
	if json.Unmarshal(text, &m) != nil {
		return nil
	}
	return m.Files
}

func (p *publisher) manifest(report *Report) error {
	text, err := json.MarshalIndent(Manifest{1, p.entries}, "", " ")
	if err != nil {
		return err
	}
	text = append(text, '\n')
	report.Bytes += int64(len(text))
	if p.same(ManifestPath, text) {
		return nil
	}
	staged := filepath.Join(p.stage, "manifest")
	if err := os.WriteFile(staged, text, 0o666); err != nil {
		return err
	}
	report.Written++
	return p.move(staged, ManifestPath)
}
