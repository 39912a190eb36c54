package xingang

import "github.com/lanewall/lanewall/examples/synth/kit"

// A visit is one round of 进楼入户 by a grid member.
type visit struct {
	id         string
	date       kit.Day
	grid       *grid
	member     *member
	purpose    []string
	checked    []string
	households int
	persons    int
	noted      bool
}

func (v *visit) On() kit.Day  { return v.date }
func (v *visit) Unit() string { return v.grid.id }

func (v *visit) Write(w *kit.Writer) {
	w.Text("id", v.id)
	w.Date("date", v.date)
	w.Text("unit", v.grid.id)
	w.Text("steward", v.member.id)
	w.List("purpose", v.purpose)
	w.List("checked", v.checked)
	w.Integer("households", v.households)
	w.Integer("persons", v.persons)
	if v.noted {
		w.Text("note", "示例记录：合成的入户情况，不对应任何真实住户。")
	}
}

var (
	purposes = []kit.Choice{{"政策宣传", 5}, {"安全提醒", 6}, {"民情收集", 7}, {"矛盾排查", 3}, {"关爱帮扶", 3}}
	checks   = []kit.Choice{{"楼道", 7}, {"充电", 5}, {"用气用电", 4}, {"消防设施", 4}, {"电梯", 3}}
)

// visits has each grid go round its buildings once a month, mostly in the middle: four to seven members, a few
// households each.
func visits(z *zone) []*visit {
	d := site.Dice("visits")
	pace := office(100)
	for month := january; month <= october; month++ {
		fifteenth := kit.Workday(kit.On(2023, month.Number(), 15))
		pace.Times(6, fifteenth, kit.After(fifteenth, 1), kit.After(fifteenth, 2))
	}
	var rows []*visit
	for month := january; month <= october; month++ {
		for _, g := range z.grids {
			for _, i := range d.Perm(len(g.members))[:d.Between(4, 7)] {
				rows = append(rows, g.visit(d, pace, month, g.members[i]))
			}
		}
	}
	return kit.Numbered("V", rows, func(v *visit) *string { return &v.id })
}

func (g *grid) visit(d kit.Dice, pace *kit.Pace, month kit.Month, m *member) *visit {
	v := &visit{grid: g, member: m, date: pace.Day(d)}
	for v.date.Month() != month {
		v.date = pace.Day(d)
	}
	v.purpose = d.Some(d.Between(1, 2), purposes)
	v.checked = d.Some(d.Between(1, 3), checks)
	v.households = d.Between(4, 14)
	v.persons = v.households + d.Between(0, v.households)
	v.noted = d.Chance(3)
	return v
}
