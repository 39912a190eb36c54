// Package xingang makes 新钢发展区 Xingang Development Zone, January to October 2023.
//
// The report counts communities and grids and does not say how they relate. So both hang side by side under the zone,
// and no row is of both: what residents take up with their property company is of a community, what grid members do is
// of a grid. An office that knows the relation changes `parent` in data/units.toml, and nothing else.
//
// frame.go and people.go set up who and where. One file per ledger draws its rows. Below it all stands on one screen.
package xingang

import "github.com/lanewall/lanewall/examples/synth/kit"

// The seed is the date of the report the totals come from.
var site = kit.Site{Name: "xingang", Seed: 20231110}

// The example speaks of January to October; horizon is the last day.
var (
	january, october = kit.MonthOf(2023, 1), kit.MonthOf(2023, 10)
	horizon          = october.Last()
)

// Files makes the site.
func Files(kit.Options) []kit.File {
	z := newZone()
	days := openDays(z)
	matters := cases(z, days)
	fitted := lifts(z)
	ledgers := []kit.Ledger{
		kit.NewLedger("evaluations", "evaluation", evaluations(z)),
		kit.NewLedger("opendays", "openday", days),
		kit.NewLedger("cases", "case", matters),
		kit.NewLedger("visits", "visit", visits(z)),
		kit.NewLedger("disputes", "dispute", disputes(z)),
		kit.NewLedger("inspections", "inspection", inspections(z)),
		kit.NewLedger("activities", "activity", activities(z)),
	}
	files := []kit.File{
		z.units(), z.bodies(), z.people(), writeLifts(fitted), z.facilities(), z.awards(),
		site.Filings(
			kit.Filing{
				Ledgers: []kit.Ledger{kit.NewLedger("cases", "case", matters)},
				Units:   z.communityIDs(), First: january, Last: october,
			},
			kit.Filing{
				Ledgers: []kit.Ledger{kit.NewLedger("lifts", "lift", fitted)},
				Units:   []string{root}, First: january, Last: october, Filer: func(string) string { return root },
			},
		),
		published(),
	}
	for _, l := range ledgers {
		files = append(files, site.Files(l, january, october)...)
	}
	return files
}

// on is a day of 2023.
func on(month, day int) kit.Day { return kit.On(2023, month, day) }

// residents and office are paces from January to October.
func residents(months ...int) *kit.Pace { return kit.Residents(on(1, 1), horizon, months...) }
func office(months ...int) *kit.Pace    { return kit.Office(on(1, 1), horizon, months...) }
