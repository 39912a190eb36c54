package xingang

import (
	"slices"

	"github.com/lanewall/lanewall/examples/synth/kit"
)

// A dispute goes up until it is settled: grid, community, the mediation room of the zone.
type dispute struct {
	id                         string
	received                   kit.Day
	community                  *community
	title                      string
	category, level, mediation string
	service, lead              string
	steps                      []step
	closed                     kit.Day
	outcome                    string
	withDetail                 bool
}

// A step is what was tried at a level; without an end it goes on.
type step struct {
	level       string
	from, until kit.Day
	within      string
	reason      string // why it failed
}

func (p *dispute) On() kit.Day  { return p.received }
func (p *dispute) Unit() string { return p.community.id }

func (p *dispute) Write(w *kit.Writer) {
	w.Text("id", p.id)
	w.Date("received", p.received)
	w.Text("unit", p.community.id)
	w.Text("title", p.title)
	w.Text("category", p.category)
	w.Text("level", p.level)
	w.Text("mediation", p.mediation)
	w.Text("service", p.service)
	w.Text("lead", p.lead)
	var steps [][]kit.Field
	for _, s := range p.steps {
		steps = append(steps, []kit.Field{
			kit.F("level", s.level), kit.F("from", s.from), kit.F("until", s.until), kit.F("within", s.within), kit.F("reason", s.reason),
		})
	}
	w.Tables("steps", steps)
	w.Date("closed", p.closed)
	w.Text("outcome", p.outcome)
	if p.withDetail {
		w.Text("parties", "示例当事人")
		w.Text("detail", "示例案情：合成的纠纷，不对应任何真实的人和事。")
	}
}

// stages are the levels a dispute goes through, how long each may take, and how often it is settled there.
var stages = []struct {
	level, within string
	days, settles int
}{{"网格", "5天", 5, 38}, {"社区", "10天", 10, 55}, {"诉前调解工作室", "15天", 14, 90}}

var (
	categories = []kit.Choice{{"邻里", 22}, {"漏水", 16}, {"停车", 12}, {"物业服务", 18}, {"噪声", 9}, {"家庭", 9}, {"劳务", 8}, {"消费", 6}}
	failures   = []string{"责任认定有分歧", "一方不到场", "金额差距大", "需要律师说明法律规定", "双方要求再考虑"}
)

// quarrels is what disputes are about: things, never people.
var quarrels = map[string][]string{
	"邻里":   {"楼道堆物", "共用墙面打孔", "宠物管理", "门前公共地方使用", "晾晒滴水"},
	"漏水":   {"卫生间渗漏", "暖气管漏水", "阳台雨水管倒灌", "空调排水"},
	"停车":   {"车位被占", "车辆剐蹭", "地锁安装"},
	"物业服务": {"物业费减免", "报修拖延", "公共收益分配", "装修押金退还"},
	"噪声":   {"装修时段", "空调外机噪声", "夜间音响"},
	"家庭":   {"老人赡养安排", "分户用水用电", "家庭财产分割"},
	"劳务":   {"工资拖欠", "离职结算", "装修工程款"},
	"消费":   {"预付卡退费", "家电维修质量", "培训退费"},
}

// surveyed are the disputes that may need somebody to look at the place.
var surveyed = []string{"漏水", "物业服务", "停车"}

// disputes draws 108 of them.
func disputes(z *zone) []*dispute {
	d := site.Dice("disputes")
	pace := residents(92, 96, 104, 100, 98, 102, 112, 108, 96, 92)
	var rows []*dispute
	for range 108 {
		p := &dispute{received: pace.Day(d), community: z.community(d), category: d.Choose(categories), level: "一般", mediation: "人民调解"}
		if d.Chance(6) {
			p.level = "重大"
		}
		p.title = kit.Pick(d, quarrels[p.category])
		p.withDetail = d.Chance(4)
		p.mediate(d)
		rows = append(rows, p)
	}
	return kit.Numbered("D", rows, func(p *dispute) *string { return &p.id })
}

// mediate takes the dispute up the levels until it is settled or the horizon comes.
func (p *dispute) mediate(d kit.Dice) {
	from := p.received
	for i, stage := range stages {
		until := kit.Workday(from + kit.Day(d.Between(1, stage.days)))
		settled := d.Chance(stage.settles) && !(p.level == "重大" && i == 0)
		s := step{level: stage.level, from: from, within: stage.within}
		if until <= horizon {
			s.until = until
			if !settled {
				s.reason = p.failure(d)
			}
		}
		p.steps = append(p.steps, s)
		p.serve(d, i)
		if until > horizon {
			return
		}
		if settled || i == len(stages)-1 {
			p.close(d, until, settled)
			return
		}
		from = until
	}
}

// failure is why a level did not settle it, and not what the one before said.
func (p *dispute) failure(d kit.Dice) string {
	i := d.IntN(len(failures))
	reason := failures[i]
	if i == 2 && slices.Contains(surveyed, p.category) {
		reason = "需要查勘现场"
	}
	if n := len(p.steps); n > 0 && p.steps[n-1].reason == reason {
		reason = failures[(i+1)%len(failures)]
	}
	return reason
}

// serve names who mediates at a level, and where.
func (p *dispute) serve(d kit.Dice, level int) {
	p.lead, p.service = p.community.committee(), "网格调解"
	switch {
	case level == 1:
		p.service = "社区调解"
		if d.Chance(30) {
			p.lead = "laoganbu"
		} else if d.Chance(40) {
			p.service = "法律服务诊所"
		}
	case level == 2:
		p.lead, p.service = "tiaojie", "诉前调解工作室"
	}
}

func (p *dispute) close(d kit.Dice, on kit.Day, settled bool) {
	p.closed, p.outcome = on, "调解成功"
	switch {
	case !settled:
		p.outcome = "引导诉讼"
	case d.Chance(4):
		p.outcome = "撤回"
	}
}
