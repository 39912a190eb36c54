package tieshan

import (
	"fmt"

	"github.com/lanewall/lanewall/examples/synth/kit"
)

// A dispute is mediated level by level, each within a limit; a level that fails says why. Who disputes is private.
type dispute struct {
	id                         string
	received, closed           kit.Day
	village                    *village
	category, title, level     string
	mediation, service, result string
	steps                      []step
	detailed                   bool
	limit                      int      // of the whole, in working days
	reasons                    []string // why its levels may fail
}

type step struct {
	level       string
	from, until kit.Day
	within      string
	reason      string
}

func (p *dispute) On() kit.Day { return p.received }

// Unit is the village; of family matters it is the area, so that nobody in the village can tell whose they are.
func (p *dispute) Unit() string {
	if p.category == family {
		return p.village.area.id
	}
	return p.village.id
}

const family = "婚姻家庭"

func (p *dispute) Write(w *kit.Writer) {
	w.Text("id", p.id)
	w.Date("received", p.received)
	w.Text("unit", p.Unit())
	w.Text("category", p.category)
	w.Text("title", p.title)
	w.Text("level", p.level)
	w.Text("mediation", p.mediation)
	w.Text("service", p.service)
	w.Text("lead", p.lead())
	var steps [][]kit.Field
	for _, s := range p.steps {
		steps = append(steps, []kit.Field{
			kit.F("level", s.level), kit.F("from", s.from), kit.F("until", s.until),
			kit.F("within", s.within), kit.F("reason", s.reason),
		})
	}
	w.Tables("steps", steps)
	w.Date("closed", p.closed)
	w.Text("outcome", p.result)
	if p.detailed {
		w.Text("parties", "示例当事人")
		w.Text("detail", "示例内容：合成的案情，不对应任何真实的人和事。")
	}
}

// The levels of mediation, their limits in working days (data/disputes/ledger.toml has the sums) and how many per
// cent of disputes end there.
var ladder = []struct {
	level  string
	within int
	solves int
}{
	{"村", 5, 60}, {"管区或单位", 10, 70}, {"主要领导包案", 15, 100},
}

// grades say on which level of the ladder mediation begins, and the limit of the whole in working days, the sum of its
// steps. That of 历史遗留 is in months.
var grades = []struct {
	name         string
	weight       int
	first, limit int
}{
	{"一般", 82, 0, 30}, {"重大", 13, 1, 25}, {legacy, 5, 2, 0},
}

const (
	legacy       = "历史遗留"
	legacyMonths = 6
)

// matters are what is disputed, and why a level may fail.
var matters = []struct {
	category string
	weight   int
	titles   []string
	reasons  []string
}{
	{"土地", 26,
		[]string{"地边垄界", "承包地流转租金", "机耕路占地", "果园树冠遮光", "灌溉用水先后", "承包地转包期限"},
		[]string{"双方对地界说法不一，需要现场测量", "承包合同不全，需要调档", "对租金数额分歧大", "一方在外务工，没能当面谈"}},
	{"拆迁安置", 12,
		[]string{"安置房选房顺序", "附属物清点", "过渡费发放时间", "安置房交付维修"},
		[]string{"清点记录不一致，需要复核", "对安置协议理解不同", "需要建设单位到场说明"}},
	{"宅基地", 24,
		[]string{"滴水檐宽度", "院墙界线", "胡同通行宽度", "翻建高度和采光", "老宅四至"},
		[]string{"双方对四至说法不一，需要现场测量", "老契记载不清，需要调档", "一方在外务工，没能当面谈"}},
	{family, 14, []string{"家庭矛盾"}, []string{"双方情绪对立，暂时不愿当面谈"}},
	{"邻里", 24,
		[]string{"门前排水走向", "树木越界", "养殖气味", "柴草堆放", "夜间噪声"},
		[]string{"双方各执一词，需要现场查看", "对整改费用分担有分歧", "一方在外务工，没能当面谈"}},
}

func (p *dispute) lead() string {
	switch level := p.steps[len(p.steps)-1].level; {
	case level == "村" && p.category != family:
		return p.village.committee()
	case level == "主要领导包案":
		return "zhihui"
	}
	return map[string]string{
		"土地": "nongye", "拆迁安置": "chengjian", "宅基地": "ziran", family: "sifasuo", "邻里": "tiaojie",
	}[p.category]
}

const disputesInAll = 72 + 4 + 2 + 8 + 1

// The states a dispute may be in at the horizon besides its outcomes.
const (
	underWay = "on time"
	behind   = "overdue"
)

// disputes draws 72 resolved by mediation, 6 closed otherwise and 9 open, of them 1 overdue. The report gives neither
// how many there were nor a rate.
func disputes(s *street) []*dispute {
	d := site.Dice("disputes")
	pace := kit.Residents(start, horizon, 90, 60, 110, 105, 100, 105, 110, 100, 100)
	want := map[string]int{"调解成功": 72, "引导诉讼": 4, "撤回": 2, underWay: 8, behind: 1}
	var rows []*dispute
	for len(rows) < disputesInAll {
		p := drawDispute(d, s, pace)
		if len(rows) == 0 {
			p.received = horizon // so that the last week has been reported in both of its months
		}
		state := p.mediate(d)
		if want[state] > 0 {
			want[state]--
			rows = append(rows, p)
		}
	}
	return kit.Numbered("D", rows, func(p *dispute) *string { return &p.id })
}

func drawDispute(d kit.Dice, s *street, pace *kit.Pace) *dispute {
	var kinds []kit.Choice
	for _, m := range matters {
		kinds = append(kinds, kit.Choice{Value: m.category, Weight: m.weight})
	}
	p := &dispute{received: pace.Day(d), village: s.village(d), category: d.Choose(kinds), detailed: d.Chance(15)}
	for _, m := range matters {
		if m.category == p.category {
			p.title, p.reasons = kit.Pick(d, m.titles), m.reasons
		}
	}
	return p
}

// mediate climbs the ladder to the end or to the horizon, and says where it stands. Family matters go no higher than the
// area.
func (p *dispute) mediate(d kit.Dice) string {
	at, first := p.received, p.grade(d)
	why := d.Perm(len(p.reasons)) // no two levels fail for the same reason, if there is another
	for i := first; ; i++ {
		s := step{level: ladder[i].level, from: at, within: fmt.Sprintf("%d个工作日", ladder[i].within)}
		done := kit.After(at, max(1, ladder[i].within*d.Between(30, 100)/100))
		if p.level == legacy {
			s.within = fmt.Sprintf("%d个月", legacyMonths)
			done = kit.After(at, d.Between(40, 120))
		}
		last := i == len(ladder)-1
		if last && d.Chance(8) {
			done = kit.After(done, 20) // stuck
		}
		switch {
		case done > horizon:
			p.steps = append(p.steps, s)
			p.serve(d, i)
			return p.standing()
		case last, p.category == family && i > 0, d.Chance(ladder[i].solves):
			return p.end(d, s, done, i)
		}
		s.until, s.reason = done, p.reasons[why[(i-first)%len(why)]]
		p.steps = append(p.steps, s)
		at = done
	}
}

// grade draws the grade and returns where on the ladder it begins. Family and neighbours' matters are never grave.
func (p *dispute) grade(d kit.Dice) int {
	weights := make([]int, len(grades))
	for i, g := range grades {
		weights[i] = g.weight
	}
	g := grades[d.Weighted(weights)]
	if p.category == family || p.category == "邻里" {
		g = grades[0]
	}
	p.level, p.limit = g.name, g.limit
	return g.first
}

// standing says whether an open dispute is overdue.
func (p *dispute) standing() string {
	due := kit.After(p.received, p.limit)
	if p.level == legacy {
		year, month, day := p.received.Date()
		due = kit.On(year, month+legacyMonths, day)
	}
	if due < horizon {
		return behind
	}
	return underWay
}

// end closes the dispute with what came of it.
func (p *dispute) end(d kit.Dice, s step, done kit.Day, i int) string {
	s.until, p.closed, p.result = done, done, "调解成功"
	switch {
	case i == len(ladder)-1 && d.Chance(30):
		p.result, s.reason = "引导诉讼", "双方未达成一致，已告知诉讼途径"
	case d.Chance(4):
		p.result, s.reason = "撤回", "申请人撤回"
	}
	p.steps = append(p.steps, s)
	p.serve(d, i)
	return p.result
}

// services are the one-stop services that take part on each level; "" is none.
var services = [][]kit.Choice{
	{{Value: "", Weight: 70}, {Value: "听证说理", Weight: 20}, {Value: "律师服务", Weight: 10}},
	{{Value: "管区协调", Weight: 55}, {Value: "金牌调解", Weight: 30}, {Value: "律师服务", Weight: 15}},
	{{Value: "指挥调度", Weight: 40}, {Value: "信访接待", Weight: 30}, {Value: "巡回法庭", Weight: 30}},
}

// serve says which of the services took part, and in what way it was mediated.
func (p *dispute) serve(d kit.Dice, i int) {
	p.service = d.Choose(services[i])
	if p.category == family && i > 0 {
		p.service = "心理咨询"
	}
	switch {
	case p.service == "巡回法庭":
		p.mediation = "司法调解"
	case i == len(ladder)-1, i == 1 && d.Chance(25):
		p.mediation = "行政调解"
	default:
		p.mediation = "人民调解"
	}
}
