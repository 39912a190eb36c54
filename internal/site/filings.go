package site

import (
	"slices"

	"github.com/lanewall/lanewall/internal/civil"
	"github.com/lanewall/lanewall/internal/diag"
	"github.com/lanewall/lanewall/internal/ledger"
)

// Each month of a ledger is filed by the units that its ledger.toml names with filed_by, or by the office as a whole.
// A unit has filed a month if it has a row in it, or has sent a nil return (零报告, data/filings.toml). Without either
// nothing is known of the month (未报送), which is not the same as zero.

// filing is one month of one ledger of a unit.
type filing struct {
	ledger string
	unit   *Unit
	month  civil.Period
}

// Filed tells whether anything is known of the month of a ledger for a unit: whether the unit, the one it files with,
// or one of those that file below it has reported.
func (s *Site) Filed(t *ledger.Table, unit *Unit, month civil.Period) bool {
	by := s.filer(t, unit)
	if by != nil {
		return s.reported(t.Name, by, month) || s.reported(t.Name, unit, month)
	}
	return s.reported(t.Name, unit, month) || len(s.Unfiled(t, unit, month)) < len(s.filers(t, unit))
}

// Unfiled lists the units below a unit that should have filed the month of a ledger and have not.
func (s *Site) Unfiled(t *ledger.Table, unit *Unit, month civil.Period) []*Unit {
	var missing []*Unit
	for _, u := range s.filers(t, unit) {
		if !s.reported(t.Name, u, month) {
			missing = append(missing, u)
		}
	}
	return missing
}

// filer is the unit that files a ledger for a unit: itself or one above it; nil if it is those below it.
func (s *Site) filer(t *ledger.Table, unit *Unit) *Unit {
	if t.Kind.FiledBy == "" {
		return s.Units.Root
	}
	for u := unit; u != nil; u = u.Parent {
		if u.Level == t.Kind.FiledBy {
			return u
		}
	}
	return nil
}

// filers lists the units below a unit that file a ledger; nil if it files itself or with one above it.
func (s *Site) filers(t *ledger.Table, unit *Unit) []*Unit {
	if s.filer(t, unit) != nil {
		return nil
	}
	return slices.DeleteFunc(s.Units.At(t.Kind.FiledBy), func(u *Unit) bool { return !u.Under(unit) })
}

// reported tells whether a unit has a row in the month, or it or one above it has sent a nil return.
func (s *Site) reported(name string, unit *Unit, month civil.Period) bool {
	if s.rows[filing{name, unit, month}] {
		return true
	}
	for u := unit; u != nil; u = u.Parent {
		if s.nils[filing{name, u, month}] {
			return true
		}
	}
	return false
}

// filings notes which months of which ledgers have been reported by whom.
func (l *loader) filings() {
	s := l.site
	if s.Units.Root == nil {
		return
	}
	l.do("filers", l.ground, l.checkFilers)
	for _, t := range s.Ledgers {
		l.filedRows(t)
	}
	l.nilReturns()
	for _, t := range s.Ledgers {
		l.unfiled(t)
	}
}

// checkFilers looks whether there are such units as the ledgers say they are filed by.
func (l *loader) checkFilers() {
	s := l.site
	for _, t := range s.Ledgers {
		if level := t.Kind.FiledBy; level != "" && s.Config.Level(level) == nil {
			l.problems.Add("unknown-value", diag.Pos{Source: &diag.Source{Name: "data/" + t.Name + "/ledger.toml"}}, level, diag.Choice{Given: level, Names: s.Config.LevelIDs()})
			t.Kind.FiledBy = ""
		}
	}
}

// filedRows counts each row for its unit and for those above it.
func (l *loader) filedRows(t *ledger.Table) {
	s := l.site
	date, unit := t.Column(t.Kind.Date), t.Column("unit")
	if date == nil {
		return
	}
	seen := map[civil.Date]map[uint32]bool{} // by day, all days of a month having the same: there are more rows than days
	byMonth := map[civil.Period]map[uint32]bool{}
	for row := range t.N {
		d := date.Date(row, s.Horizon)
		if d == civil.None {
			continue
		}
		code := uint32(0)
		if unit != nil && unit.Type == ledger.Unit {
			code = unit.Code(row, s.Horizon)
		}
		of, ok := seen[d]
		if !ok {
			month := civil.Month.Of(d)
			if byMonth[month] == nil {
				byMonth[month] = map[uint32]bool{}
			}
			of, seen[d] = byMonth[month], byMonth[month]
		}
		if !of[code] {
			of[code] = true
			l.filedBy(t, unit, code, civil.Month.Of(d))
		}
	}
}

// filedBy notes a month for the unit of a code and for those above it; for the office as a whole if it names none.
func (l *loader) filedBy(t *ledger.Table, unit *ledger.Column, code uint32, month civil.Period) {
	where := l.site.Units.Root
	if code != 0 {
		where = l.site.Units.Find(unit.Word(code))
	}
	for ; where != nil; where = where.Parent {
		l.site.rows[filing{t.Name, where, month}] = true
	}
}

func (l *loader) nilReturns() {
	s := l.site
	t := l.table("filings", "filing")
	l.problems.Append(t.Link(string(ledger.Unit), s.Units.names))
	for row := range t.N {
		name := word(t, "ledger", row)
		if name == "" {
			continue // said already: the field is required
		}
		if names := s.LedgerNames(); !slices.Contains(names, name) {
			l.problems.Add("unknown-ledger", t.Pos(row, "ledger"), name, diag.Choice{Given: name, Names: names})
			continue
		}
		month, err := civil.ParsePeriod(word(t, "month", row))
		if err == nil && month.Kind != civil.Month {
			l.problems.Add("not-a-month", t.Pos(row, "month"), month.Key())
		}
		s.nils[filing{name, s.Units.Find(word(t, "unit", row)), month}] = true
	}
}

// unfiled reports the units that should have filed a month that is over and have not, a warning a month.
func (l *loader) unfiled(t *ledger.Table) {
	s := l.site
	if t.Kind.FiledBy == "" || t.Column(t.Kind.Date) == nil {
		return
	}
	first := s.firstMonth(t)
	for _, month := range civil.Each(civil.Month, first, s.Horizon) {
		if month.Last > s.Horizon {
			continue
		}
		if missing := s.Unfiled(t, s.Units.Root, month); len(missing) > 0 {
			names := make([]string, len(missing))
			for i, u := range missing {
				names[i] = u.Name
			}
			l.problems.Add("not-filed", diag.Pos{Source: &diag.Source{Name: "data/" + t.Name}}, month.Key(), diag.Several(names))
		}
	}
}

// firstMonth is the first day of the first month that a ledger has rows in.
func (s *Site) firstMonth(t *ledger.Table) civil.Date {
	first := civil.None
	for f := range s.rows {
		if f.ledger == t.Name && (first == civil.None || f.month.First < first) {
			first = f.month.First
		}
	}
	return first
}
