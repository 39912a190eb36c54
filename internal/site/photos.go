package site

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"math"
	"path"
	"slices"
	"strings"
	"unicode"

	"github.com/lanewall/lanewall/internal/civil"
	"github.com/lanewall/lanewall/internal/diag"
	"github.com/lanewall/lanewall/internal/i18n"
	"github.com/lanewall/lanewall/internal/ledger"
	"github.com/lanewall/lanewall/internal/photo"
	"github.com/lanewall/lanewall/internal/toml"
)

// Photo is a photograph that rows or pages show. What is published is made of it, never the file itself.
type Photo struct {
	File string // in the site's folder
	Sum  string // 16 hex digits of what it holds and of how it is made into pictures
	photo.Info
}

// FrontPhoto is a photograph in the front matter of a page. File is relative to the page's folder.
type FrontPhoto struct {
	File    toml.At[string] `toml:"file"`
	Caption i18n.Text       `toml:"caption"`
	Stage   toml.At[string] `toml:"stage"`
	Taken   *civil.Date     `toml:"taken"`
	Pos     diag.Pos        `toml:"@"`
}

// Photo is the photograph in a file of the site's folder; nil if there is none that can be shown.
func (s *Site) Photo(file string) *Photo { return s.photos[file] }

// LedgerFile is where a photograph of a row lies.
func LedgerFile(t *ledger.Table, file string) string { return path.Join("data", t.Name, file) }

// PageFile is where a photograph of a page lies.
func PageFile(p *Page, file string) string { return path.Join("content", path.Dir(p.Path), file) }

// photoFolder is the folder, in a ledger's, where photographs lie.
const photoFolder = "photos"

// maxPhoto is the size of a file that is read: that of a camera's largest JPEG.
const maxPhoto = 64 << 20

// heavyPicture is the size from which a picture that is published as it is makes people wait.
const heavyPicture = 500 << 10

// photos looks at the photographs that rows and pages name. Of files that are published as they are it says which may tell
// where they were taken: from pictures that only stand in the text of a page this is removed, from others it is not; and
// which pictures are heavy.
func (l *loader) photos() {
	l.site.photos = map[string]*Photo{}
	named := map[string]diag.Pos{}
	for _, t := range l.site.Ledgers {
		for _, f := range t.PhotoFields() {
			files := t.Column(f.Name + ".file")
			for row := range t.N {
				if len(files.Codes(row, math.MaxInt32)) == 0 {
					continue
				}
				pos := t.Pos(row, f.Name)
				for _, p := range t.Photos(f, row, math.MaxInt32) {
					l.photo(named, within(pos, p.File), LedgerFile(t, "."), p.File, p.Taken)
				}
			}
		}
	}
	for _, page := range l.site.Pages {
		l.pagePhotos(page, named)
		for _, lang := range slices.Sorted(maps.Keys(page.translations)) {
			l.pagePhotos(page.translations[lang], nil) // which show the same
		}
	}
	for _, name := range l.site.Pictures {
		if slices.Contains(placed, strings.ToLower(path.Ext(name))) || isPhoto(name) && errors.Is(l.look("content/"+name).err, photo.ErrHEIC) {
			l.problems.Add("picture-place", diag.Pos{Source: &diag.Source{Name: "content/" + name}})
		}
		if info, err := fs.Stat(l.files, "content/"+name); err == nil && isPhoto(name) && info.Size() > heavyPicture {
			l.problems.Add("picture-heavy", diag.Pos{Source: &diag.Source{Name: "content/" + name}}, float64(info.Size())/(1<<20))
		}
	}
}

// within is the place of a file's name in the value at pos, which is a list of photographs.
func within(pos diag.Pos, file string) diag.Pos {
	text, err := pos.Source.Read()
	if err != nil || pos.Offset > len(text) {
		return pos
	}
	if i := bytes.Index(text[pos.Offset:], []byte(file)); i > 0 {
		pos.Offset += i - 1 // where the quotation mark stands
	}
	return pos
}

func (l *loader) pagePhotos(page *Page, named map[string]diag.Pos) {
	for _, p := range page.Front.Photos {
		if l.frontPhoto(p) {
			l.photo(named, p.File.Pos, PageFile(page, "."), p.File.V, dateOr(p.Taken))
		}
	}
}

func dateOr(d *civil.Date) civil.Date {
	if d == nil {
		return civil.None
	}
	return *d
}

// placed are files of cameras that [photo.Bare] does not know.
var placed = []string{".heic", ".heif", ".avif", ".tif", ".tiff", ".dng", ".mp4", ".mov", ".m4v", ".3gp"}

// isPhoto tells files that are photographs by their name.
func isPhoto(name string) bool {
	return slices.Contains([]string{".jpg", ".jpeg", ".png", ".webp"}, strings.ToLower(path.Ext(name)))
}

// frontPhoto checks what front matter says of a photograph.
func (l *loader) frontPhoto(p FrontPhoto) bool {
	if strings.TrimSpace(p.File.V) == "" {
		l.problems.Add("photo-no-file", p.Pos)
	}
	if p.Caption.Empty() {
		l.problems.Add("photo-no-caption", p.Pos)
	}
	if p.Stage.V != "" && !slices.Contains(ledger.Stages, p.Stage.V) {
		l.problems.Add("unknown-value", p.Stage.Pos, p.Stage.V, diag.Choice{Given: p.Stage.V, Names: ledger.Stages})
	}
	return strings.TrimSpace(p.File.V) != ""
}

// photo looks at a photograph that is named at a place, in a folder; named is where others are, nil if it does not matter.
func (l *loader) photo(named map[string]diag.Pos, pos diag.Pos, folder, file string, taken civil.Date) {
	if strings.TrimSpace(file) == "" {
		return // said already
	}
	if !fs.ValidPath(file) || strings.ContainsFunc(file, func(r rune) bool { return r == '\\' || unicode.IsControl(r) }) { // "a\b.jpg" has one
		l.problems.Add("photo-path", pos, file, folder)
		return
	}
	name := path.Join(folder, file)
	if other, ok := named[name]; ok {
		line, _ := other.LineCol()
		l.problems.Add("photo-twice", pos, file, other.Source.Name, line)
	} else if named != nil {
		named[name] = pos
	}
	if taken != civil.None && taken > l.site.Horizon {
		l.problems.Add("photo-later", pos, file, taken.String(), l.site.Horizon.String())
	}
	if looked := l.look(name); looked.err != nil {
		l.cannotShow(pos, folder, file, looked)
	} else {
		l.site.photos[name] = looked.photo
	}
}

func (l *loader) cannotShow(pos diag.Pos, folder, file string, looked looked) {
	switch err := looked.err; {
	case errors.Is(err, fs.ErrNotExist):
		l.problems.Add("photo-missing", pos, file, folder, diag.Choice{Given: file, Names: l.photosIn(folder, path.Base(file))})
	case errors.Is(err, photo.ErrHEIC):
		l.problems.Add("photo-heic", pos, file)
	case errors.Is(err, photo.ErrLarge):
		l.problems.Add("photo-large", pos, file, looked.size)
	case errors.Is(err, photo.ErrFormat):
		l.problems.Add("photo-format", pos, file)
	default:
		l.problems.Add("unreadable", pos, err.Error())
	}
}

// photosIn lists the photographs in a folder: those of a name, wherever they lie in it, else all.
func (l *loader) photosIn(folder, base string) []string {
	var names, alike []string
	fs.WalkDir(l.files, folder, func(name string, e fs.DirEntry, err error) error {
		if err == nil && !e.IsDir() && isPhoto(name) {
			name = strings.TrimPrefix(name, folder+"/")
			names = append(names, name)
			if strings.EqualFold(path.Base(name), base) {
				alike = append(alike, name)
			}
		}
		return nil
	})
	if alike != nil {
		return alike
	}
	return names
}

// looked is what there was to see of a file.
type looked struct {
	stamp stamp
	photo *Photo
	err   error
	size  spoken // of one that is too large
}

// look looks at a photograph; one that has not changed is not read again.
func (l *loader) look(name string) looked {
	if l.now == nil {
		return lookAt(l.files, name)
	}
	stamp := l.now.stamps[name]
	if l.before != nil {
		if was, ok := l.before.photos[name]; ok && was.stamp == stamp && was.err == nil {
			l.now.photos[name] = was
			return was
		}
	}
	now := lookAt(l.files, name)
	now.stamp = stamp
	l.now.photos[name] = now
	return now
}

func lookAt(files fs.FS, name string) looked {
	info, err := fs.Stat(files, name)
	if err == nil && info.IsDir() {
		err = photo.ErrFormat
	}
	if err != nil {
		return looked{err: err}
	}
	if info.Size() > maxPhoto {
		size := fmt.Sprintf("%d MB", info.Size()>>20)
		return looked{err: photo.ErrLarge, size: spoken{size, size}}
	}
	content, err := fs.ReadFile(files, name)
	if err != nil {
		return looked{err: err}
	}
	seen, err := photo.Look(content)
	if err != nil {
		return looked{err: err, size: spoken{fmt.Sprintf("%d×%d 像素", seen.Width, seen.Height), fmt.Sprintf("%d × %d pixels", seen.Width, seen.Height)}}
	}
	hash := sha256.New()
	fmt.Fprintf(hash, "photo recipe %d\n", photo.Recipe)
	hash.Write(content)
	return looked{photo: &Photo{File: name, Sum: hex.EncodeToString(hash.Sum(nil)[:8]), Info: seen}}
}
