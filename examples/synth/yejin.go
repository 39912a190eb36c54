package main

// yejin makes 冶金街道 Yejin Street, January to August 2024.
func yejin() []file {
	s := newStreet()
	talks := holdTalks(s)
	projects := carryOut(s, talks)
	takeMinutes(talks, projects)
	ledgers := []ledger{
		newLedger("visits", "visit", visits(s)),
		newLedger("meetings", "meeting", talks),
		newLedger("projects", "project", projects),
		newLedger("cases", "case", residentCases(s)),
		newLedger("wishes", "wish", wishes(s)),
		newLedger("disclosures", "disclosure", disclosures(s)),
		newLedger("feedback", "case", feedback(s)),
		newLedger("orders", "case", orders(s)),
	}
	files := []file{
		s.units(), s.bodies(), s.people(), kiosks(s),
		calendar(), filings(s, ledgers), stated(), published(),
	}
	for _, l := range ledgers {
		files = append(files, l.files()...)
	}
	return files
}
