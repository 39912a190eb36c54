package intake

import (
	"github.com/lanewall/lanewall/internal/ledger"
	"github.com/lanewall/lanewall/internal/sheet"
)

// guess takes columns whose header means nothing by what is in them, where they can hardly hold anything else: units,
// bodies or people, one of a field's values, the day of the row. Free text is never guessed.
func (i *Import) guess() {
	for _, c := range i.all {
		if c.Part != "" || i.taken(c.name()) != nil || !guessable(c.Field, i.Kind) {
			continue
		}
		if at := i.like(c); at >= 0 {
			i.take(&i.Columns[at], c.name(), Guessed)
			if i.Options.Sure {
				m := &i.Columns[at]
				m.Name, m.Field, m.How, m.Also, m.Looks = "", nil, NotTaken, c.name(), true
			}
		}
	}
}

func guessable(f *ledger.Field, kind *ledger.Kind) bool {
	switch f.Type {
	case ledger.Unit, ledger.Body, ledger.Person:
		return true
	case ledger.Choice:
		return len(f.Values) >= 2
	}
	return f.Type == ledger.Date && f.Name == kind.Date
}

// like is the one column, of those not taken, whose cells are what the field holds; -1 if none is, or several are.
func (i *Import) like(c Column) int {
	at := -1
	for n := range i.Columns {
		m := i.Columns[n]
		if m.Name != "" || m.Running || m.Header == "" || m.Col < 0 || i.setAside(m) {
			continue
		}
		m.Field, m.Name = c.Field, c.name()
		if i.fits(&m) {
			if at >= 0 {
				return -1
			}
			at = n
		}
	}
	return at
}

// setAside tells whether somebody has said that a column is not taken.
func (i *Import) setAside(m Mapped) bool {
	name, ok := i.asked(&m, []string{m.Header})
	return ok && name == ""
}

// fits tells whether four cells of five hold what the field holds, and at least two do.
func (i *Import) fits(m *Mapped) bool {
	r := i.reader(m)
	if r.names == nil && r.values == nil && m.Field.Type != ledger.Date {
		return false
	}
	good, filled := 0, 0
	for _, l := range i.rows {
		if m.Col >= len(l.cells) || l.cells[m.Col].Kind == sheet.Empty {
			continue
		}
		filled++
		if data, fault := r.read(l.cells[m.Col]); fault == nil && data != nil {
			good++
		}
	}
	return good >= 2 && good*5 >= filled*4
}
