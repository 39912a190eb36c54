// Package jiangan makes 江岸区 Jiang'an District, January to 27 October 2019: a district with its streets, communities
// and grids, where residents call and offices answer.
//
// It comes in two sizes. Of its own size it is what lies in examples/jiangan; with -cases it has as many cases as asked
// for, spread over the 36 months before the horizon: 400000 is what the report speaks of.
//
// frame.go and people.go set up who and where. One file per ledger draws its rows. Below it all stands on one screen.
package jiangan

import (
	"strings"

	"github.com/lanewall/lanewall/examples/synth/kit"
)

// The seed is the date of the report the totals come from.
var site = kit.Site{Name: "jiangan", Seed: 20191028}

// horizon is the last day anything is known of: the Sunday before the report.
var horizon = kit.On(2019, 10, 27)

// ownSize is how many cases the site has when nobody asks for another number.
const ownSize = 4000

// A term is how many cases there are, and from when.
type term struct {
	cases int
	first kit.Day
}

// newTerm is the site's own size, or as many cases as asked for over 36 months.
func newTerm(cases int) term {
	if cases == 0 {
		return term{ownSize, kit.On(2019, 1, 1)}
	}
	return term{cases, kit.On(2016, 11, 1)}
}

// Files makes the site.
func Files(o kit.Options) []kit.File {
	t := newTerm(o.Cases)
	d := newDistrict()
	matters := matters(d, t)
	cases := kit.NewLedger("cases", "case", matters)
	files := []kit.File{
		d.units(), d.bodies(), d.people(), d.stations(),
		services(), lists(d),
		site.Filings(kit.Filing{
			Ledgers: []kit.Ledger{cases}, Units: d.streetIDs(), Filer: streetOf,
			First: t.first.Month(), Last: horizon.Month(),
		}),
		stated(), published(t),
	}
	if t.first.Year() < 2019 {
		files = append(files, earlyCalendar())
	}
	files = append(files, caseFiles(matters, t)...)
	for _, l := range []kit.Ledger{
		kit.NewLedger("meetings", "meeting", meetings(t)),
		kit.NewLedger("evaluations", "evaluation", evaluations(d, matters)),
	} {
		files = append(files, site.Files(l, t.first.Month(), horizon.Month())...)
	}
	return files
}

// many is from how many cases on a month is more than a file of one megabyte.
const many = 20000

// caseFiles are the months of the cases. A large file is read fast as long as no row has a list of tables: when there
// are many cases, those with a trail stand in files of their own.
func caseFiles(all []*matter, t term) []kit.File {
	if t.cases < many {
		return site.Files(kit.NewLedger("cases", "case", all), t.first.Month(), horizon.Month())
	}
	var plain, moved []*matter
	for _, m := range all {
		if len(m.trail) == 0 {
			plain = append(plain, m)
		} else {
			moved = append(moved, m)
		}
	}
	files := site.Files(kit.NewLedger("cases", "case", plain), t.first.Month(), horizon.Month())
	for _, f := range site.Files(kit.NewLedger("cases", "case", moved), t.first.Month(), horizon.Month()) {
		f.Path = strings.TrimSuffix(f.Path, ".toml") + "-trail.toml"
		files = append(files, f)
	}
	return files
}
