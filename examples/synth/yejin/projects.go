package yejin

import (
	"strings"

	"github.com/lanewall/lanewall/examples/synth/kit"
)

// A project is a micro-project (微项目): proposed by residents, agreed at a
// talk, posted, started, accepted, completed; a stage not yet reached has no day.
type project struct {
	id, title                                              string
	compound                                               *compound
	kind                                                   projectKind
	talk                                                   *talk // nil if agreed from door to door
	lead                                                   string
	proposed, agreed, posted, started, accepted, completed kit.Day
	budget, spent                                          int // 分
	shots                                                  kit.Shots
}

func (p *project) On() kit.Day  { return p.proposed }
func (p *project) Unit() string { return p.compound.id }

func (p *project) Write(w *kit.Writer) {
	w.Text("id", p.id)
	w.Text("title", p.title)
	w.Text("unit", p.Unit())
	w.Text("category", p.kind.category)
	if p.talk != nil {
		w.Text("meeting", p.talk.id)
	}
	w.Text("lead", p.lead)
	w.Date("proposed", p.proposed)
	w.Date("agreed", p.agreed)
	w.Date("posted", p.posted)
	w.Date("started", p.started)
	w.Date("accepted", p.accepted)
	w.Date("completed", p.completed)
	w.Money("budget", p.budget)
	w.Money("spent", p.spent)
	p.shots.Write(w)
}

// A projectKind is something to be done, and what it costs in yuan. {b} stands
// for a building.
type projectKind struct {
	category, title string
	low, high       int
	lead            string // firm, committee, or the id of a department
}

var projectKinds = []projectKind{
	{"照明", "{b}楼道灯更换", 600, 2400, "firm"},
	{"照明", "{b}楼道声控灯加装", 800, 3000, "firm"},
	{"照明", "主巷路灯维修", 2000, 9000, "zhujian"},
	{"照明", "后巷太阳能灯加装", 1800, 7600, "committee"},
	{"照明", "小广场照明改造", 3000, 9800, "committee"},
	{"排水", "{b}下水管疏通更换", 1500, 8800, "firm"},
	{"排水", "雨水井盖更换", 900, 4200, "firm"},
	{"排水", "巷口排水沟清淤", 2400, 12000, "zhujian"},
	{"排水", "{b}化粪池清掏", 1800, 4800, "firm"},
	{"排水", "低洼处雨水管改道", 9000, 38000, "zhujian"},
	{"停车", "停车位划线", 1200, 5600, "committee"},
	{"停车", "非机动车棚搭建", 4800, 16000, "committee"},
	{"停车", "巷口挡车柱安装", 900, 3600, "committee"},
	{"停车", "消防通道禁停标线施划", 800, 3200, "yingji"},
	{"楼道", "{b}楼道粉刷", 3600, 14000, "committee"},
	{"楼道", "{b}楼道堆物清理", 300, 1500, "committee"},
	{"楼道", "{b}楼道窗更换", 1600, 6200, "firm"},
	{"楼道", "{b}单元门维修", 700, 2600, "firm"},
	{"楼道", "{b}楼道飞线整理", 1500, 6800, "firm"},
	{"绿化", "{b}前绿地补种", 1200, 5200, "committee"},
	{"绿化", "小公园树木修剪", 800, 4600, "firm"},
	{"绿化", "花坛围边修补", 900, 3800, "firm"},
	{"绿化", "闲置地改小花园", 6000, 22000, "committee"},
	{"安全", "{b}灭火器配置更换", 600, 2200, "yingji"},
	{"安全", "微型消防站器材补充", 2600, 9600, "yingji"},
	{"安全", "公共区域监控加装", 3200, 12800, "gongan"},
	{"安全", "{b}屋檐松动构件清除", 1800, 9000, "zhujian"},
	{"安全", "围墙裂缝加固", 4200, 18000, "zhujian"},
	{"安全", "公告栏和警示牌安装", 500, 1900, "committee"},
	{"适老", "{b}楼道扶手加装", 1200, 4800, "committee"},
	{"适老", "坡道防滑改造", 1600, 6600, "committee"},
	{"适老", "歇脚凳安装", 700, 2800, "committee"},
	{"适老", "{b}门口台阶改坡道", 1500, 5400, "zhujian"},
	{"环卫", "垃圾分类亭安装", 5800, 19000, "chengguan"},
	{"环卫", "卫生死角清理", 400, 2200, "firm"},
	{"环卫", "垃圾桶更新", 900, 3600, "firm"},
	{"环卫", "可回收物投放点设置", 1100, 4200, "chengguan"},
	{"充电", "电动车充电桩加装", 5200, 21000, "committee"},
	{"充电", "{b}旁充电棚雨棚维修", 1200, 4600, "firm"},
	{"休闲", "小长廊座椅翻新", 1400, 5800, "committee"},
	{"休闲", "健身器材维修", 800, 3600, "committee"},
	{"休闲", "晾衣架安装", 900, 3400, "committee"},
	{"休闲", "小广场地面修补", 2200, 11000, "firm"},
}

// carryOut draws the projects: 177 started, of them 152 agreed at a talk and
// 25 from door to door; 10 posted, 8 agreed and 6 proposed only.
func carryOut(s *street, talks []*talk) []*project {
	d := site.Dice("projects")
	var early, late, recent []*talk
	for _, t := range talks {
		switch {
		case t.date <= on(8, 6):
			early = append(early, t)
			if t.date >= on(7, 8) {
				late = append(late, t)
			}
		default:
			recent = append(recent, t)
		}
	}
	var rows []*project
	propose := func(c *compound, t *talk, agreed kit.Day) *project {
		p := newProject(d, c)
		p.talk, p.agreed = t, agreed
		p.proposed = max(on(1, 2), agreed-kit.Day(d.Between(1, 24)))
		rows = append(rows, p)
		return p
	}

	liveliness := make([]int, len(early))
	for i := range early {
		liveliness[i] = d.Between(2, 9)
	}
	for i, n := range kit.Apportion(152, liveliness) {
		for range n {
			p := propose(early[i].compound, early[i], early[i].date)
			p.post(d)
			p.start(d)
		}
	}
	doors := office(100, 50, 110, 100, 100, 110, 110, 0)
	for range 25 {
		p := propose(s.compound(d), nil, doors.Day(d))
		p.post(d)
		p.start(d)
	}
	for range 10 {
		t := kit.Pick(d, late)
		propose(t.compound, t, t.date).post(d)
	}
	for i := range 8 {
		t := recent[i%len(recent)]
		propose(t.compound, t, t.date)
	}
	for range 6 {
		p := newProject(d, s.compound(d))
		p.proposed = d.Day(on(7, 29), on(8, 29))
		rows = append(rows, p)
	}
	return kit.Numbered("P", rows, func(p *project) *string { return &p.id })
}

func newProject(d kit.Dice, c *compound) *project {
	kind := kit.Pick(d, projectKinds)
	p := &project{compound: c, kind: kind}
	p.title = strings.ReplaceAll(kind.title, "{b}", c.building(d))
	switch kind.lead {
	case "firm":
		p.lead = c.firm
	case "committee":
		p.lead = c.committee()
	default:
		p.lead = kind.lead
	}
	p.budget = d.Between(kind.low/20, kind.high/20) * 20 * 100
	return p
}

func (p *project) post(d kit.Dice) { p.posted = kit.After(p.agreed, d.Between(1, 4)) }

// start starts the work after a week or so on the board; then it is accepted
// and completed, unless that would be after the horizon.
func (p *project) start(d kit.Dice) {
	p.started = kit.After(p.posted, d.Between(4, 9))
	size := 3 + p.budget/60000 // a working day more for every 600 yuan
	accepted := kit.After(p.started, size+d.Between(0, 12))
	if accepted > horizon || d.Chance(4) {
		return
	}
	p.accepted = accepted
	completed := kit.After(accepted, d.Between(1, 6))
	if completed > horizon {
		return
	}
	p.completed = completed
	p.spent = p.budget - p.budget*d.Between(0, 140)/1000
	if d.Chance(60) && p.spent > 10000 {
		p.spent -= d.Between(1, 4999)
	}
}
