// Package pack puts a published site into a zip, to be carried on a USB stick or handed over:
//
//	README.html    how to open it, copy it, put it on a server and check it, in Chinese and English; needs no network
//	site/…         the site, whole
//	SHA256SUMS     the sum of every other file, as sha256sum -c reads it
//
// Names are ASCII, as old unzippers on Chinese Windows garble others, unless a clerk's picture or page has another: those
// are marked as UTF-8 and reported. The same site gives the same bytes: files are in order and carry the day that the
// data speak for. Files are read and compressed some at a time and written as they are done, so that the size of the site
// does not matter; more than 65,535 files, or 4 GB, make it a Zip64 file, which Windows opens since Vista.
package pack

import (
	"archive/zip"
	"bytes"
	"cmp"
	"compress/flate"
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"hash/crc32"
	"html/template"
	"io"
	"io/fs"
	"runtime"
	"slices"
	"strings"
	"sync"

	"github.com/lanewall/lanewall/internal/civil"
	"github.com/lanewall/lanewall/internal/tree"
)

// Names of what stands in the zip.
const (
	Folder = "site"        // the site
	Sums   = "SHA256SUMS"  // the sums
	HowTo  = "README.html" // the page that explains both
)

// Options is what is said of a site in its zip.
type Options struct {
	Title  string
	Notice string     // what has to be said on every page
	AsOf   civil.Date // the day its data speak for; the zip's files carry it
	Styles []string   // the theme's style sheets, as paths of the site, which the page that explains it wears
	// Progress is told, from one goroutine, how many files are packed of how many.
	Progress func(done, total int)
}

// Report says what a zip holds.
type Report struct {
	Files int      // of the site
	Bytes int64    // of the site, unpacked
	Odd   []string // names that old unzippers garble or that Windows cannot have
}

// Write packs the files that the manifest of a published site lists; others that lie in its folder are not the site's
// and stay there.
func Write(w io.Writer, site fs.FS, o Options) (Report, error) {
	names, err := published(site)
	if err != nil {
		return Report{}, err
	}
	p := &packer{zip: zip.NewWriter(w), site: site, options: o}
	if err := p.howTo(); err != nil {
		return Report{}, err
	}
	if err := p.all(names); err != nil {
		return p.report, err
	}
	if err := p.add(p.entry(Sums, []byte(p.list()))); err != nil {
		return p.report, err
	}
	return p.report, p.zip.Close()
}

// published lists the files of a site and the list itself, in order.
func published(site fs.FS) ([]string, error) {
	text, err := fs.ReadFile(site, tree.ManifestPath)
	if err != nil {
		return nil, err
	}
	var m tree.Manifest
	if err := json.Unmarshal(text, &m); err != nil {
		return nil, fmt.Errorf("%s: %w", tree.ManifestPath, err)
	}
	names := []string{tree.ManifestPath}
	for _, e := range m.Files {
		names = append(names, e.Path)
	}
	slices.Sort(names)
	return names, nil
}

// plain tells whether every unzipper writes a name as it is meant, on Windows too.
func plain(name string) bool {
	return !strings.ContainsFunc(name, func(r rune) bool { return r < ' ' || r > '~' || strings.ContainsRune(`\:*?"<>|`, r) })
}

type packer struct {
	zip     *zip.Writer
	site    fs.FS
	options Options
	sums    []sum
	report  Report
	flates  sync.Pool // of *flate.Writer
}

type sum struct{ name, sha256 string }

// entry is a file as it stands in the zip.
type entry struct {
	header *zip.FileHeader
	data   []byte // compressed, if that makes it smaller
	sum    sum
	err    error
}

// all packs files of the site in order, some of them at a time.
func (p *packer) all(names []string) error {
	stop := make(chan struct{})
	defer close(stop)
	ahead := make(chan chan entry, 2*runtime.GOMAXPROCS(0))
	go func() {
		defer close(ahead)
		for _, name := range names {
			c := make(chan entry, 1)
			select {
			case ahead <- c:
			case <-stop:
				return
			}
			go func() { c <- p.read(name) }()
		}
	}()
	for c := range ahead {
		e := <-c
		if err := p.add(e); err != nil {
			return err
		}
		p.report.Files++
		p.report.Bytes += int64(e.header.UncompressedSize64)
		if name := strings.TrimPrefix(e.header.Name, Folder+"/"); !plain(name) {
			p.report.Odd = append(p.report.Odd, name)
		}
		if p.options.Progress != nil {
			p.options.Progress(p.report.Files, len(names))
		}
	}
	return nil
}

func (p *packer) read(name string) entry {
	content, err := fs.ReadFile(p.site, name)
	if err != nil {
		return entry{err: err}
	}
	return p.entry(Folder+"/"+name, content)
}

func (p *packer) entry(name string, content []byte) entry {
	hash := sha256.Sum256(content)
	data, method := content, zip.Store
	if small := p.deflate(content); len(small) < len(content) {
		data, method = small, zip.Deflate
	}
	year, month, day := p.options.AsOf.YMD()
	header := &zip.FileHeader{
		Name: name, Method: method, CRC32: crc32.ChecksumIEEE(content),
		CompressedSize64: uint64(len(data)), UncompressedSize64: uint64(len(content)),
		ModifiedDate: uint16(max(0, year-1980)<<9 | month<<5 | day), // MS-DOS, the one time every unzipper reads
	}
	header.SetMode(0o644)
	if !plain(name) {
		header.Flags |= utf8Name
	}
	return entry{header: header, data: data, sum: sum{name, hex.EncodeToString(hash[:])}}
}

// utf8Name is the flag of an entry whose name is UTF-8.
const utf8Name = 0x800

func (p *packer) deflate(content []byte) []byte {
	var b bytes.Buffer
	w, ok := p.flates.Get().(*flate.Writer)
	if !ok {
		w, _ = flate.NewWriter(nil, flate.DefaultCompression) // the only error is of the level
	}
	w.Reset(&b)
	w.Write(content)
	w.Close() // nothing fails in memory
	p.flates.Put(w)
	return b.Bytes()
}

func (p *packer) add(e entry) error {
	if e.err != nil {
		return e.err
	}
	w, err := p.zip.CreateRaw(e.header)
	if err == nil {
		_, err = w.Write(e.data)
	}
	p.sums = append(p.sums, e.sum)
	return err
}

// list is the sums in the format of GNU sha256sum, in order of name.
func (p *packer) list() string {
	slices.SortFunc(p.sums, func(a, b sum) int { return cmp.Compare(a.name, b.name) })
	var b strings.Builder
	for _, s := range p.sums {
		fmt.Fprintf(&b, "%s  %s\n", s.sha256, s.name)
	}
	return b.String()
}

//go:embed howto.html
var howTo string

func (p *packer) howTo() error {
	page, err := template.New("howto").Parse(howTo)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	err = page.Execute(&b, map[string]any{
		"Title": p.options.Title, "Notice": p.options.Notice, "AsOf": p.options.AsOf.String(), "Styles": p.options.Styles, "Folder": Folder, "Sums": Sums,
	})
	if err != nil {
		return err
	}
	return p.add(p.entry(HowTo, b.Bytes()))
}
