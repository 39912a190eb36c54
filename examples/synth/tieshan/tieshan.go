// Package tieshan makes 铁山街道 Tieshan Street, 1 January to 1 September 2019.
//
// frame.go sets up who and where: five areas (管区), 42 villages, the people in charge. One file per ledger draws its
// rows. Below it all stands on one screen.
package tieshan

import "github.com/lanewall/lanewall/examples/synth/kit"

// The seed is the date of the report the totals come from.
var site = kit.Site{Name: "tieshan", Seed: 20190903}

// The example ends with a week: 1 September 2019 is a Sunday.
var (
	start, horizon   = kit.On(2019, 1, 1), kit.On(2019, 9, 1)
	january, october = start.Month(), horizon.Month() + 1
)

// Files makes the site.
func Files(kit.Options) []kit.File {
	s := newStreet()
	inspected, problems := inspections(s)
	found := hazards(s)
	pictures := takePhotos(found)
	busy := []kit.Ledger{
		kit.NewLedger("hazards", "hazard", found),
		kit.NewLedger("disputes", "dispute", disputes(s)),
		kit.NewLedger("inspections", "inspection", inspected),
		kit.NewLedger("problems", "hazard", problems),
	}
	campaigns := kit.NewLedger("campaigns", "hazard", campaigns(s))
	calm := []kit.Ledger{
		kit.NewLedger("works", "work", works(s)),
		kit.NewLedger("meetings", "meeting", meetings()),
		kit.NewLedger("training", "activity", training(s)),
		kit.NewLedger("checks", "activity", checks(s)),
	}
	files := []kit.File{s.units(), s.bodies(), s.people(), stated(), published(), filings(append(calm, campaigns))}
	for _, l := range append(append(busy, campaigns), calm...) {
		files = append(files, filesOf(l)...)
	}
	return append(files, pictures...)
}

// filesOf are the files of a ledger, without the months in which nothing happened.
func filesOf(l kit.Ledger) []kit.File {
	rows := make(map[kit.Month][]kit.Row)
	for _, r := range l.Rows {
		rows[r.On().Month()] = append(rows[r.On().Month()], r)
	}
	var files []kit.File
	for m := january; m < october; m++ {
		if len(rows[m]) > 0 {
			files = append(files, site.Files(kit.Ledger{Folder: l.Folder, Table: l.Table, Rows: rows[m]}, m, m)...)
		}
	}
	return files
}

// filings are the street's nil returns: works are promised once a year, meetings are few.
func filings(ledgers []kit.Ledger) kit.File {
	return site.Filings(kit.Filing{
		Ledgers: ledgers, Units: []string{root}, First: january, Last: horizon.Month(),
		Filer: func(string) string { return root },
	})
}

// on is a day of 2019.
func on(month, day int) kit.Day { return kit.On(2019, month, day) }
