package xingang

import (
	"fmt"

	"github.com/lanewall/lanewall/examples/synth/kit"
)

// liftCount is how many lifts the report counts, all of them fitted.
const liftCount = 384

// The lifts are fitted grid by grid, from the first to the last of these days.
var fittingFirst, fittingLast = on(3, 6), on(9, 22)

// A lift is in use since one day, fitted on another, and looked at again some weeks later.
type lift struct {
	id, name                   string
	grid                       *grid
	category                   string
	installed, fitted, checked kit.Day
}

func (l *lift) On() kit.Day  { return l.fitted }
func (l *lift) Unit() string { return l.grid.id }

func (l *lift) Write(w *kit.Writer) {
	w.Text("id", l.id)
	w.Text("name", l.name)
	w.Text("unit", l.grid.id)
	w.Text("category", l.category)
	w.Date("installed", l.installed)
	w.Date("fitted", l.fitted)
	w.Date("checked", l.checked)
}

// lifts deals the lifts out to the grids.
func lifts(z *zone) []*lift {
	d := site.Dice("lifts")
	weights := make([]int, len(z.grids))
	for i, g := range z.grids {
		weights[i] = g.buildings * d.Between(2, 5)
	}
	var rows []*lift
	for i, count := range kit.Apportion(liftCount, weights) {
		for k := range count {
			rows = append(rows, newLift(d, z.grids[i], len(rows)+1, k))
		}
	}
	return rows
}

// newLift is the nth lift of the zone, which is the kth of its grid: the buildings have them in turn.
func newLift(d kit.Dice, g *grid, n, k int) *lift {
	building, entrance := k%g.buildings+1, k/g.buildings+1
	l := &lift{
		id: fmt.Sprintf("L-%03d", n), name: fmt.Sprintf("%d号楼%d单元电梯", building, entrance), grid: g,
		category:  []string{"高层住宅", "高层住宅", "小高层住宅", "小高层住宅", "商住楼"}[building%5],
		installed: kit.On(2008+(building*7+n/40)%14, d.Between(1, 12), d.Between(1, 28)),
		fitted:    fittingDay(d, n),
	}
	if checked := kit.After(l.fitted, d.Between(18, 30)); checked <= horizon {
		l.checked = checked
	}
	return l
}

// fittingDay is when the nth lift is fitted: in the order of the grids, give or take a week.
func fittingDay(d kit.Dice, n int) kit.Day {
	span := int(fittingLast - fittingFirst)
	day := fittingFirst + kit.Day(min(span, max(0, span*n/liftCount+d.Between(-7, 7))))
	return min(kit.Workday(day), fittingLast)
}

// writeLifts writes them into one file: it is the list of all there are, not of a month.
func writeLifts(lifts []*lift) kit.File {
	w := site.Writer()
	for _, l := range lifts {
		w.Row("lift")
		l.Write(w)
	}
	return w.File("data/lifts/lifts.toml")
}
