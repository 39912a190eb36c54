package yejin

import "github.com/lanewall/lanewall/examples/synth/kit"

// A visit is one round of a steward (微行动). Its households stay private.
type visit struct {
	id                              string
	date                            kit.Day
	steward                         *steward
	purpose, looked, called, checks []string
	households, persons             int
}

func (v *visit) On() kit.Day  { return v.date }
func (v *visit) Unit() string { return v.steward.compound.id }

func (v *visit) Write(w *kit.Writer) {
	w.Text("id", v.id)
	w.Date("date", v.date)
	w.Text("unit", v.Unit())
	w.Text("steward", v.steward.id)
	w.List("purpose", v.purpose)
	w.List("looked", v.looked)
	w.List("called", v.called)
	w.List("checked", v.checks)
	w.Integer("households", v.households)
	w.Integer("persons", v.persons)
}

var (
	purposes = []kit.Choice{{"联系到户", 30}, {"走访到户", 34}, {"政策到户", 18}, {"就业到户", 6}, {"服务到户", 22}}
	looks    = []kit.Choice{{"重点场所", 30}, {"公共区域", 55}, {"建设现场", 15}}
	calls    = []kit.Choice{{"重点户", 45}, {"困难户", 45}, {"信访户", 10}}
	checks   = []kit.Choice{{"人员", 30}, {"事件", 25}, {"福祉", 20}, {"疑难", 18}, {"灾情", 3}}
	rainy    = []kit.Choice{{"人员", 20}, {"事件", 20}, {"福祉", 10}, {"疑难", 10}, {"灾情", 80}}
)

// visits draws 1,041 visits and shares 10,328 person-times out among them.
func visits(s *street) []*visit {
	d := site.Dice("visits")
	pace := residents(128, 84, 104, 94, 98, 110, 114, 92)
	eves := []kit.Day{on(1, 29), on(1, 30), on(1, 31), on(2, 1), on(2, 2), on(2, 5), on(2, 6), on(2, 7)}
	pace.Times(2, eves...) // before the Spring Festival
	rows := make([]*visit, 1041)
	crowd := make([]int, len(rows))
	for i := range rows {
		v := newVisit(d, pace.Day(d), s.compound(d).visitor(d))
		rows[i] = v
		crowd[i] = 2 + 3*v.households + d.Between(0, 9)
		if v.households == 0 {
			crowd[i] = d.Between(0, 14) // a round outdoors
		} else if d.Chance(4) {
			crowd[i] += d.Between(20, 60) // a table in the yard
		}
	}
	for i, n := range kit.Apportion(10328, crowd) {
		rows[i].persons = n
	}
	return kit.Numbered("V", rows, func(v *visit) *string { return &v.id })
}

func newVisit(d kit.Dice, date kit.Day, p *steward) *visit {
	v := &visit{date: date, steward: p}
	v.purpose = d.Some(1+d.IntN(5)/3, purposes)
	v.looked = d.Some(d.Weighted([]int{35, 50, 15}), looks)
	if p.has("里巷安全守护员") && len(v.looked) == 0 {
		v.looked = d.Some(1, looks)
	}
	if stormy(date) {
		v.checks = d.Some(d.Between(1, 2), rainy)
	} else {
		v.checks = d.Some(d.Weighted([]int{25, 45, 22, 8}), checks)
	}
	if !d.Chance(9) {
		v.households = 1 + d.IntN(p.households)/2
		v.called = d.Some(d.Weighted([]int{57, 35, 8}), calls)
	}
	return v
}
