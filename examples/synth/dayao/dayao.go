// Package dayao makes 大瑶镇 Dayao Town, October 2022 to March 2023: a town whose residents' representatives (代表) visit,
// collect opinions and see problems solved.
//
// frame.go and people.go set up who and where: villages, 片, 组, representatives. One file per ledger draws its rows;
// phrases.go holds what they speak of. Below it all stands on one screen.
package dayao

import "github.com/lanewall/lanewall/examples/synth/kit"

// The seed is the date of the report the totals come from.
var site = kit.Site{Name: "dayao", Seed: 20230626}

// The example speaks of two whole quarters; horizon is the last day.
var (
	october, march = kit.MonthOf(2022, 10), kit.MonthOf(2023, 3)
	horizon        = march.Last()
)

// Files makes the site.
func Files(kit.Options) []kit.File {
	t := newTown()
	filed := []kit.Ledger{ // by the villages
		kit.NewLedger("opinions", "case", opinions(t)),
		kit.NewLedger("problems", "case", problems(t)),
		kit.NewLedger("meetings", "meeting", meetings(t)),
		kit.NewLedger("activities", "activity", activities(t)),
	}
	files := []kit.File{
		t.units(), t.bodies(), t.people(), stations(t), lists(), awards(t), stated(), published(),
		site.Filings(kit.Filing{Ledgers: filed, Units: t.villageIDs(), First: october, Last: march, Filer: t.filer}),
	}
	others := []kit.Ledger{
		kit.NewLedger("rounds", "round", rounds(t)),
		kit.NewLedger("worklists", "item", worklists(t)),
	}
	for _, l := range append(filed, others...) {
		files = append(files, site.Files(l, october, march)...)
	}
	return files
}

// months are those of the example.
func months() []kit.Month {
	var all []kit.Month
	for m := october; m <= march; m++ {
		all = append(all, m)
	}
	return all
}
