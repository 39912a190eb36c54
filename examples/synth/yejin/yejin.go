// Package yejin makes 冶金街道 Yejin Street, January to August 2024: the example site in the root of the repository.
//
// frame.go and people.go set up who and where: units, bodies, stewards. One file per ledger draws its rows. Below it
// all stands on one screen.
package yejin

import (
	"slices"

	"github.com/lanewall/lanewall/examples/synth/kit"
)

// The seed is the date of the report the totals come from.
var site = kit.Site{Name: "yejin", Seed: 20240904}

// The example speaks of January to August; horizon is the last day.
var (
	january, august = kit.MonthOf(2024, 1), kit.MonthOf(2024, 8)
	horizon         = august.Last()
)

// Files makes the site.
func Files(kit.Options) []kit.File {
	s := newStreet()
	talks := holdTalks(s)
	projects := carryOut(s, talks)
	takeMinutes(talks, projects)
	raised := residentCases(s)
	ledgers := []kit.Ledger{
		kit.NewLedger("visits", "visit", visits(s)),
		kit.NewLedger("meetings", "meeting", talks),
		kit.NewLedger("projects", "project", projects),
		kit.NewLedger("cases", "case", receipts(raised)),
		kit.NewLedger("wishes", "wish", wishes(s)),
		kit.NewLedger("disclosures", "disclosure", disclosures(s)),
		kit.NewLedger("feedback", "case", feedback(s)),
		kit.NewLedger("orders", "case", orders(s)),
	}
	files := []kit.File{
		s.units(), s.bodies(), s.people(), kiosks(s), site.Calendar(2024),
		site.Filings(kit.Filing{Ledgers: ledgers, Units: s.lanes(), First: january, Last: august}),
		stated(), published(),
	}
	files = append(files, takePhotos(projects, raised)...)
	for _, l := range ledgers {
		files = append(files, site.Files(l, january, august)...)
	}
	return files
}

// on is a day of 2024.
func on(month, day int) kit.Day { return kit.On(2024, month, day) }

// residents and office are paces from January to August.
func residents(months ...int) *kit.Pace { return kit.Residents(on(1, 1), horizon, months...) }
func office(months ...int) *kit.Pace    { return kit.Office(on(1, 1), horizon, months...) }

// storms are the days of the made-up summer storms.
var storms = [][2]kit.Day{{on(4, 23), on(4, 25)}, {on(6, 19), on(6, 22)}, {on(7, 2), on(7, 5)}, {on(7, 27), on(7, 30)}}

func stormy(d kit.Day) bool {
	return slices.ContainsFunc(storms, func(s [2]kit.Day) bool { return s[0] <= d && d <= s[1] })
}
