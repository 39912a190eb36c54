package main

// A visit is one round of a steward (微行动). Its households stay private.
type visit struct {
	id                              string
	date                            day
	steward                         *steward
	purpose, looked, called, checks []string
	households, persons             int
}

func (v *visit) on() day      { return v.date }
func (v *visit) unit() string { return v.steward.compound.id }

func (v *visit) write(w *writer) {
	w.text("id", v.id)
	w.date("date", v.date)
	w.text("unit", v.unit())
	w.text("steward", v.steward.id)
	w.list("purpose", v.purpose)
	w.list("looked", v.looked)
	w.list("called", v.called)
	w.list("checked", v.checks)
	w.integer("households", v.households)
	w.integer("persons", v.persons)
}

var (
	purposes = []choice{{"联系到户", 30}, {"走访到户", 34}, {"政策到户", 18}, {"就业到户", 6}, {"服务到户", 22}}
	looks    = []choice{{"重点场所", 30}, {"公共区域", 55}, {"建设现场", 15}}
	calls    = []choice{{"重点户", 45}, {"困难户", 45}, {"信访户", 10}}
	checks   = []choice{{"人员", 30}, {"事件", 25}, {"福祉", 20}, {"疑难", 18}, {"灾情", 3}}
	rainy    = []choice{{"人员", 20}, {"事件", 20}, {"福祉", 10}, {"疑难", 10}, {"灾情", 80}}
)

// visits draws 1,041 visits and shares 10,328 person-times out among them.
func visits(s *street) []*visit {
	d := diceFor("visits")
	pace := residents(128, 84, 104, 94, 98, 110, 114, 92)
	for _, eve := range []day{on(1, 29), on(1, 30), on(1, 31), on(2, 1), on(2, 2), on(2, 5), on(2, 6), on(2, 7)} {
		pace[eve] *= 2 // before the Spring Festival
	}
	rows := make([]*visit, 1041)
	crowd := make([]int, len(rows))
	for i := range rows {
		v := newVisit(d, pace.day(d), s.compound(d).visitor(d))
		rows[i] = v
		crowd[i] = 2 + 3*v.households + d.between(0, 9)
		if v.households == 0 {
			crowd[i] = d.between(0, 14) // a round outdoors
		} else if d.chance(4) {
			crowd[i] += d.between(20, 60) // a table in the yard
		}
	}
	for i, n := range apportion(10328, crowd) {
		rows[i].persons = n
	}
	return numbered("V", rows, func(v *visit) *string { return &v.id })
}

func newVisit(d dice, date day, p *steward) *visit {
	v := &visit{date: date, steward: p}
	v.purpose = d.some(1+d.IntN(5)/3, purposes)
	v.looked = d.some(d.weighted([]int{35, 50, 15}), looks)
	if p.has("里巷安全守护员") && len(v.looked) == 0 {
		v.looked = d.some(1, looks)
	}
	if stormy(date) {
		v.checks = d.some(d.between(1, 2), rainy)
	} else {
		v.checks = d.some(d.weighted([]int{25, 45, 22, 8}), checks)
	}
	if !d.chance(9) {
		v.households = 1 + d.IntN(p.households)/2
		v.called = d.some(d.weighted([]int{57, 35, 8}), calls)
	}
	return v
}
