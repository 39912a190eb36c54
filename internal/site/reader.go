package site

import (
	"crypto/sha256"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/lanewall/lanewall/internal/civil"
	"github.com/lanewall/lanewall/internal/diag"
	"github.com/lanewall/lanewall/internal/ledger"
)

// Reader reads a site folder again and again, while somebody edits it.
//
// What all ledgers stand on is the ground: site.toml, the kinds and the ledger.toml files, units, people, bodies, holidays
// and the horizon. As long as that is as before, a ledger none of whose files has changed is taken over as it is, with
// what there was to say of it; of one that has, only the files that changed are read. On other ground everything is read
// anew. All else that a site is made of is small and always read.
type Reader struct {
	files   fs.FS
	options Options
	last    *memory
}

// NewReader is a reader of a folder of which nothing has been read yet.
func NewReader(files fs.FS, options Options) *Reader { return &Reader{files: files, options: options} }

// Read gives the site as it is now, and whether any file has changed since it was last read; nothing if none has.
func (r *Reader) Read() (s *Site, changed bool, problems diag.List) {
	now := look(r.files, r.last)
	if r.last != nil && maps.Equal(now.stamps, r.last.stamps) {
		return nil, false, nil
	}
	l := newLoader(r.files, r.last, now)
	l.standOn(r.options)
	s, problems = l.load(r.options)
	now.site, now.zone, now.kinds = s, l.zone, l.kinds
	r.last = now
	return s, true, problems
}

// memory is what a loader leaves for the next.
type memory struct {
	site    *Site
	zone    *time.Location
	kinds   map[string]*ledger.Kind
	stamps  map[string]stamp        // of all files, by name
	sources map[string]*diag.Source // of rows, by name; one that has not changed stays the same
	ledgers map[string]*kept        // by name
	told    map[string]diag.List    // by stage
	photos  map[string]looked       // by name
}

// kept is a ledger as it was read.
type kept struct {
	kind  *ledger.Kind // nil if there is no telling
	rows  *ledger.Memory
	table *ledger.Table
	files []*diag.Source // the table's
}

// stamp tells a file from what it was before: by size and time, and once it has changed under our eyes by its content
// too, since some disks know the time to two seconds only.
type stamp struct {
	size    int64
	changed int64 // nanoseconds
	sum     [sha256.Size]byte
	folder  bool
}

// watched are the files and folders that a site is read from.
var watched = []string{configFile, "data", "content", "themes"}

// look stamps all files. Before is the last look; nil if there was none.
func look(files fs.FS, before *memory) *memory {
	m := &memory{stamps: map[string]stamp{}, sources: map[string]*diag.Source{}, ledgers: map[string]*kept{}, told: map[string]diag.List{}, photos: map[string]looked{}}
	for _, root := range watched {
		// What cannot be looked at is missing here, and a problem when it is read.
		_ = fs.WalkDir(files, root, func(name string, entry fs.DirEntry, err error) error {
			if err != nil {
				return nil
			}
			m.stamps[name] = stamp{folder: true}
			if info, err := fs.Stat(files, name); err == nil && !info.IsDir() {
				m.stamps[name] = stampOf(files, name, info, before)
			}
			return nil
		})
	}
	return m
}

func stampOf(files fs.FS, name string, info fs.FileInfo, before *memory) stamp {
	now := stamp{size: info.Size(), changed: info.ModTime().UnixNano()}
	if before == nil {
		return now
	}
	was := before.stamps[name]
	if was == now {
		return now
	}
	if text, err := fs.ReadFile(files, name); err == nil {
		now.sum = sha256.Sum256(text)
	}
	return now
}

// ground is the stamps of what all ledgers stand on.
func (m *memory) ground() string {
	var b strings.Builder
	for _, name := range slices.Sorted(maps.Keys(m.stamps)) {
		if isGround(name, m.stamps[name]) {
			fmt.Fprintln(&b, name, m.stamps[name])
		}
	}
	return b.String()
}

// isGround tells the ground from the files of rows, and from all that is read again each time.
func isGround(name string, s stamp) bool {
	switch parts := strings.Split(strings.TrimSuffix(name, ".toml"), "/"); {
	case parts[0] == "content" || parts[0] == "themes":
		return false
	case s.folder || len(parts) < 2 || path.Base(name) == "ledger.toml":
		return true
	case len(parts) == 2: // files of data/ itself
		return !slices.Contains([]string{"indicators", "published", "filings"}, parts[1])
	default:
		return slices.Contains([]string{"units", "people", "bodies", "calendar", "kinds"}, parts[1])
	}
}

// standOn finds out whether the ground is as before, and takes it over if it is.
func (l *loader) standOn(options Options) {
	if l.before == nil || l.before.ground() != l.now.ground() {
		return
	}
	last := l.before.site
	horizon := newLoader(l.files, nil, nil)
	horizon.site.Config = last.Config
	if horizon.horizon(options); horizon.site.Horizon == civil.None || horizon.site.Horizon != last.Horizon {
		return
	}
	l.ground, l.zone, l.kinds = true, l.before.zone, l.before.kinds
	l.site.Config, l.site.Calendar, l.site.Units, l.site.Horizon = last.Config, last.Calendar, last.Units, last.Horizon
}

// do does a stage of the loading, unless what the last loader left of it still stands: then what there was to say of it
// is said again.
func (l *loader) do(stage string, stands bool, f func()) {
	from := len(l.problems)
	if stands {
		l.problems.Append(l.before.told[stage])
	} else {
		f()
	}
	if l.now != nil {
		l.now.told[stage] = slices.Clone(l.problems[from:])
	}
}

// ledger reads a ledger, or takes it over as it is; nil if there is no telling of what kind it is.
func (l *loader) ledger(name string) *ledger.Table {
	if l.now == nil {
		return l.table(name, ownKinds[name])
	}
	k := &kept{}
	l.now.ledgers[name] = k
	l.do("schema "+name, l.ground, func() { k.kind = l.schema(name, ownKinds[name]) })
	if l.ground {
		*k = *l.before.ledgers[name]
	}
	if k.kind == nil {
		return nil
	}
	if k.rows == nil {
		k.rows = ledger.NewMemory(k.kind)
	}
	told := l.problems
	files := l.rows(name) // and what is wrong with the folder
	folder := slices.Clone(l.problems[len(told):])
	l.problems = told
	l.do("read "+name, k.table != nil && slices.Equal(k.files, files), func() {
		var problems diag.List
		k.table, problems = k.rows.Read(name, files, l.zone)
		k.files = files
		l.problems.Append(folder)
		l.problems.Append(problems)
	})
	return k.table
}

// stands tells whether a ledger was taken over.
func (l *loader) stands(t *ledger.Table) bool {
	if !l.ground {
		return false
	}
	k := l.before.ledgers[t.Name]
	return k != nil && k.table == t
}

// source is a file of rows. One that has not changed stays the source it was.
func (m *memory) source(before *memory, files fs.FS, name string) *diag.Source {
	src := m.sources[name]
	if src == nil && before != nil && before.stamps[name] == m.stamps[name] {
		src = before.sources[name]
	}
	if src == nil {
		src = diag.Reloaded(name, func() (fs.File, error) { return files.Open(name) })
	}
	m.sources[name] = src
	return src
}

// SameGround tells whether a site stands on the same ground as it did before: then two ledgers of one name have the same
// kind, units and horizon, and [ledger.Changes] tells in what they differ.
func (s *Site) SameGround(before *Site) bool {
	return s.Units == before.Units && s.Horizon == before.Horizon
}
