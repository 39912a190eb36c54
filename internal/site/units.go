package site

import (
	"slices"

	"github.com/lanewall/lanewall/internal/civil"
	"github.com/lanewall/lanewall/internal/diag"
	"github.com/lanewall/lanewall/internal/ledger"
)

// Unit is a node of the tree of areas.
type Unit struct {
	Index    int // in Units.All
	ID       string
	Name     string
	Level    string // the id of its kind of unit
	Aliases  []string
	Parent   *Unit
	Children []*Unit
}

// Under tells whether the unit is the other or lies below it.
func (u *Unit) Under(other *Unit) bool {
	for ; u != nil; u = u.Parent {
		if u == other {
			return true
		}
	}
	return false
}

// Path is the units from the root down to this one.
func (u *Unit) Path() []*Unit {
	var path []*Unit
	for ; u != nil; u = u.Parent {
		path = append(path, u)
	}
	slices.Reverse(path)
	return path
}

// Units is the tree. All lists it in administrative order: each unit before its children, siblings as in the file.
type Units struct {
	Root  *Unit
	All   []*Unit
	byID  map[string]*Unit
	names *ledger.Names
}

// Find gives the unit with an id; nil if there is none.
func (u *Units) Find(id string) *Unit { return u.byID[id] }

// Resolve gives the unit that an id, an alias or a name only one unit has stands for; nil if none.
func (u *Units) Resolve(word string) *Unit { return u.byID[u.names.ID(word)] }

// Names lists what a unit may be called.
func (u *Units) Names() []string { return u.names.Listed() }

// At lists the units of a level, in administrative order.
func (u *Units) At(level string) []*Unit {
	var units []*Unit
	for _, unit := range u.All {
		if unit.Level == level {
			units = append(units, unit)
		}
	}
	return units
}

// units builds the tree from the table of units.
func (l *loader) units() {
	t := l.site.Ledger("units")
	names := ledger.NamesOf(t)
	unknown := t.Link(string(ledger.Unit), names)
	l.problems.Append(unknown)
	tree := &Units{byID: map[string]*Unit{}, names: names}
	l.site.Units = tree
	var rows []*Unit
	for row := range t.N {
		u := &Unit{ID: t.ID(row), Name: word(t, "name", row), Level: word(t, "kind", row)}
		for _, code := range t.Column("aliases").Codes(row, civil.None) {
			alias := t.Column("aliases").Word(code)
			if !ledger.IsSlug(alias) {
				l.problems.Add("bad-id", t.Pos(row, "aliases"), alias)
				continue
			}
			u.Aliases = append(u.Aliases, alias)
		}
		if u.Level != "" && l.site.Config.Levels != nil && l.site.Config.Level(u.Level) == nil {
			l.problems.Add("unknown-value", t.Pos(row, "kind"), u.Level, diag.Choice{Given: u.Level, Names: l.site.Config.LevelIDs()})
		}
		rows = append(rows, u)
		if u.ID != "" {
			tree.byID[u.ID] = u
		}
	}
	if len(rows) == 0 {
		l.problems.Add("no-root", diag.Pos{Source: &diag.Source{Name: "data/units.toml"}})
	}
	t.Column("kind").SetLabels(l.site.Config.levelTitles())
	l.attach(t, rows, unknown)
	if tree.Root != nil {
		tree.list(tree.Root)
	}
	l.forget(t, rows)
}

// attach hangs each unit under its parent and finds the root. Units whose parent is unknown hang nowhere.
func (l *loader) attach(t *ledger.Table, rows []*Unit, unknown diag.List) {
	tree := l.site.Units
	orphan := map[diag.Pos]bool{}
	for _, p := range unknown {
		orphan[p.Pos] = true
	}
	for row, u := range rows {
		parent := word(t, "parent", row)
		switch {
		case parent != "":
			u.Parent = tree.byID[parent]
			u.Parent.Children = append(u.Parent.Children, u)
		case orphan[t.Pos(row, "parent")]: // said already
		case tree.Root == nil:
			tree.Root = u
		default:
			l.problems.Add("second-root", t.Pos(row, ""), u.Name, tree.Root.Name)
		}
	}
}

func (u *Units) list(unit *Unit) {
	unit.Index = len(u.All)
	u.All = append(u.All, unit)
	for _, child := range unit.Children {
		u.list(child)
	}
}

// forget leaves out the units that no way leads to from the root. Of those the ones whose parents lead back to them
// are reported here; the others lie below one of these, or below a second root.
func (l *loader) forget(t *ledger.Table, rows []*Unit) {
	tree := l.site.Units
	listed := map[*Unit]bool{}
	for _, u := range tree.All {
		listed[u] = true
	}
	for row, u := range rows {
		if u.circles(len(rows)) {
			l.problems.Add("unit-cycle", t.Pos(row, "parent"), u.Name)
		}
		if !listed[u] && tree.byID[u.ID] == u {
			delete(tree.byID, u.ID)
		}
	}
}

// circles tells whether the unit is met again on the way up, within so many steps.
func (u *Unit) circles(steps int) bool {
	up := u.Parent
	for ; up != nil && up != u && steps > 0; steps-- {
		up = up.Parent
	}
	return up == u
}

// word is the word in a cell that no event hides.
func word(t *ledger.Table, column string, row int) string {
	c := t.Column(column)
	return c.Word(c.Code(row, civil.None))
}
