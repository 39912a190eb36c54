package dayao

import (
	"fmt"

	"github.com/lanewall/lanewall/examples/synth/kit"
)

// A round is what the representatives of a 组 have done in a month of weekly visits, filed by the 组长. A row a visit
// would be more than forty thousand.
type round struct {
	id                          string
	date                        kit.Day
	group                       *group
	weeks, missed               int // of the month; in how many nobody went round
	visits, persons, households int
	noted                       bool
}

func (r *round) On() kit.Day  { return r.date }
func (r *round) Unit() string { return r.group.id }

func (r *round) Write(w *kit.Writer) {
	w.Text("id", r.id)
	w.Date("date", r.date)
	w.Text("title", fmt.Sprintf("%d年%d月", r.date.Year(), r.date.Month().Number()))
	w.Text("unit", r.Unit())
	w.Text("filer", r.group.head())
	w.Integer("weeks", r.weeks-r.missed)
	if r.missed == 0 {
		w.Text("every", "每周都走访")
	} else {
		w.Text("every", "有的周没走访")
	}
	w.Integer("visits", r.visits)
	w.Integer("persons", r.persons)
	w.Integer("households", r.households)
	if r.noted {
		w.Text("note", "示例记录：合成的走访情况，不对应任何真实的人和事。")
	}
}

// misses is in how many of a hundred 组 a week is missed: most of all over the Spring Festival.
var misses = map[kit.Month]int{october: 9, october + 1: 7, october + 2: 8, october + 3: 17, october + 4: 6, march: 5}

func rounds(t *town) []*round {
	d := site.Dice("rounds")
	var rows []*round
	for _, m := range months() {
		for _, g := range t.groups {
			rows = append(rows, newRound(d, m, g))
		}
	}
	return kit.Numbered("V", rows, func(r *round) *string { return &r.id })
}

// newRound has each representative go round once a week, but for the odd week.
func newRound(d kit.Dice, m kit.Month, g *group) *round {
	r := &round{group: g, date: lastWorkday(m), weeks: weeks(m)}
	if d.Chance(misses[m]) {
		r.missed = d.Between(1, 2)
	}
	r.visits = (r.weeks - r.missed) * len(g.households)
	r.visits -= min(d.Weighted([]int{6, 3, 2, 1}), r.visits-1)
	for range r.visits {
		r.persons += d.Between(1, 5)
	}
	for _, n := range g.households {
		r.households += n - d.Weighted([]int{5, 3, 2, 1})
	}
	r.noted = d.Chance(2)
	return r
}

// weeks counts the weeks whose Saturday, by which they are gone round, lies in the month.
func weeks(m kit.Month) int {
	n := 0
	for d := m.First(); d <= m.Last(); d++ {
		if d.Weekday() == 6 {
			n++
		}
	}
	return n
}

func lastWorkday(m kit.Month) kit.Day {
	d := m.Last()
	for !kit.Works(d) {
		d--
	}
	return d
}
