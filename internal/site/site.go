// Package site reads a site folder into one value.
//
//	site.toml                 → Config
//	data/units.toml           → Units, the tree of areas
//	data/people, bodies       → tables that other ledgers name by id or exact name
//	data/<ledger>/            → Ledgers: ledger.toml names the kind and narrows it, the other files hold rows
//	data/kinds/*.toml         → kinds of the site's own
//	data/calendar.toml        → Calendar, filings.toml → Filed, published.toml → Published
//	content/**.md             → Pages
//	photos of rows and pages  → Photo
//
// [Load] reads everything, goes on past every problem and reports them all. What it returns after an error is
// whole in shape (no nil tables, every row has a unit or is left out), so that later stages can look for
// problems of their own. A [Reader] reads the same folder again and again, see reader.go.
package site

import (
	"io/fs"
	"strings"
	"time"

	"github.com/lanewall/lanewall/internal/civil"
	"github.com/lanewall/lanewall/internal/diag"
	"github.com/lanewall/lanewall/internal/ledger"
	"github.com/lanewall/lanewall/internal/site/calendar"
)

// Site is all that a site folder says.
type Site struct {
	Config    Config
	Units     *Units
	People    *ledger.Table
	Bodies    *ledger.Table
	Published *ledger.Table
	Ledgers   []*ledger.Table // what the site counts, units, people and bodies included, in order of name
	Calendar  *civil.Calendar
	Pages     []*Page  // of content/, in order of path
	Pictures  []string // other files of content/ that are published as they are, in order of path
	Horizon   civil.Date
	Files     fs.FS

	photos map[string]*Photo // by file
	rows   map[filing]bool   // months in which a unit, or one below it, has rows
	nils   map[filing]bool   // nil returns
}

// Options change what is read; the zero Options read the site as it says itself.
type Options struct {
	AsOf *civil.Date // the horizon; nil takes it from the site
}

// Load reads a site folder.
func Load(files fs.FS, options Options) (*Site, diag.List) {
	return newLoader(files, nil, nil).load(options)
}

// load reads everything, stage by stage. What the last loader left is done already where it stands, see [loader.do].
func (l *loader) load(options Options) (*Site, diag.List) {
	l.do("config", l.ground, l.config)
	l.do("kinds", l.ground, l.ownKinds)
	l.ledgers()
	l.reported()
	l.do("units", l.ground, l.units)
	l.link()
	l.numbers()
	l.do("calendar", l.ground, l.calendar)
	l.do("horizon", l.ground, func() { l.horizon(options) })
	l.derive()
	l.filings()
	l.content()
	l.photos()
	l.endings()
	return l.site, FirstCauses(l.problems)
}

// Ledger finds a ledger by name; nil if the site has none of that name.
func (s *Site) Ledger(name string) *ledger.Table {
	for _, t := range s.Ledgers {
		if t.Name == name {
			return t
		}
	}
	return nil
}

// LedgerNames lists the ledgers.
func (s *Site) LedgerNames() []string {
	var names []string
	for _, t := range s.Ledgers {
		names = append(names, t.Name)
	}
	return names
}

type loader struct {
	files    fs.FS
	site     *Site
	kinds    map[string]*ledger.Kind
	zone     *time.Location
	problems diag.List
	shown    map[string]bool // files of content/ that pages name as photographs

	before *memory // nil if nothing was loaded before
	now    *memory // nil if nobody is going to load again
	ground bool    // what all else stands on is as before, see memory
}

func newLoader(files fs.FS, before, now *memory) *loader {
	return &loader{files: files, shown: map[string]bool{}, site: &Site{Files: files, rows: map[filing]bool{}, nils: map[filing]bool{}}, before: before, now: now}
}

// source reads a file; a file that cannot be read is a problem like any other.
func (l *loader) source(name string) *diag.Source {
	text, err := fs.ReadFile(l.files, name)
	src := &diag.Source{Name: name, Text: text}
	if err != nil {
		l.problems.Add("unreadable", diag.Pos{Source: &diag.Source{Name: name}}, err.Error())
	}
	return src
}

func (l *loader) exists(name string) bool {
	_, err := fs.Stat(l.files, name)
	return err == nil
}

// horizon settles the last day anything is known of: as asked for, as site.toml says, or the end of the latest month
// that a ledger file is named for. Rows after it are left out.
func (l *loader) horizon(options Options) {
	s := l.site
	switch {
	case options.AsOf != nil:
		s.Horizon = *options.AsOf
	case s.Config.AsOf != nil:
		s.Horizon = *s.Config.AsOf
	default:
		s.Horizon = l.latestMonth()
	}
	if s.Horizon == civil.None {
		l.problems.Add("no-horizon", diag.Pos{Source: &diag.Source{Name: configFile}})
	}
}

// derive leaves out what lies after the horizon and adds the derived columns.
func (l *loader) derive() {
	s := l.site
	for _, t := range s.Ledgers {
		l.do("derive "+t.Name, l.stands(t), func() {
			if s.Horizon != civil.None {
				l.problems.Append(t.Until(s.Horizon))
			}
			l.problems.Append(t.Derive(s.Calendar))
		})
	}
}

func (l *loader) latestMonth() civil.Date {
	latest := civil.None
	names, _ := fs.Glob(l.files, "data/*/*.toml")
	for _, name := range names {
		base := strings.TrimSuffix(name[strings.LastIndexByte(name, '/')+1:], ".toml")
		if p, err := civil.ParsePeriod(base); err == nil && p.Kind == civil.Month {
			latest = max(latest, p.Last)
		}
	}
	return latest
}

// calendar reads the holidays that come with the tool and, over them, data/calendar.toml.
func (l *loader) calendar() {
	var builtin []*diag.Source
	names, _ := fs.Glob(calendar.Files, "*.toml")
	for _, name := range names {
		text, _ := calendar.Files.ReadFile(name)
		builtin = append(builtin, &diag.Source{Name: "calendar/" + name, Text: text})
	}
	shipped, problems := ledger.Read("calendar", l.kinds["day"], builtin, l.zone)
	l.problems.Append(problems)
	days := map[civil.Date]bool{}
	for _, t := range []*ledger.Table{shipped, l.table("calendar", "day")} {
		addDays(days, t)
	}
	l.site.Calendar = civil.NewCalendar(days)
}

func addDays(days map[civil.Date]bool, t *ledger.Table) {
	date, work := t.Column("date"), t.Column("work")
	for row := range t.N {
		worked, _ := work.Int(row, civil.None)
		days[date.Date(row, civil.None)] = worked == 1
	}
}
