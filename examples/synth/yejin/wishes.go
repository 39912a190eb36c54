package yejin

import "github.com/lanewall/lanewall/examples/synth/kit"

// A wish is a resident's small wish (微心愿). Who wishes what is private.
type wish struct {
	id             string
	received       kit.Day
	compound       *compound
	channel, group string
	kind           wishKind
	taken          string
	realised       kit.Day
	satisfaction   string
}

func (h *wish) On() kit.Day  { return h.received }
func (h *wish) Unit() string { return h.compound.id }

func (h *wish) Write(w *kit.Writer) {
	w.Text("id", h.id)
	w.Date("received", h.received)
	w.Text("unit", h.Unit())
	w.Text("channel", h.channel)
	w.Text("category", h.kind.category)
	w.Text("group", h.group)
	w.Text("taken", h.taken)
	w.Date("realised", h.realised)
	w.Text("satisfaction", h.satisfaction)
	w.Text("text", "示例心愿："+h.kind.text)
	w.Text("wisher", "示例许愿人")
}

type wishKind struct{ category, text string }

var (
	wishChannels = []kit.Choice{{"屋场恳谈会", 34}, {"大树议事厅", 28}, {"心愿收集箱", 38}}
	wishGroups   = []kit.Choice{{"孝心", 31}, {"爱心", 14}, {"暖心", 24}, {"安心", 9}, {"贴心", 22}}
	ratings      = []kit.Choice{{"非常满意", 61}, {"满意", 35}, {"基本满意", 3}, {"不满意", 1}}
)

// wishKinds are what each group wishes for.
var wishKinds = map[string][]wishKind{
	"孝心": {{"助餐", "工作日午餐送到家"}, {"陪诊", "有人陪同去医院检查"}, {"适老改造", "卫生间装扶手"},
		{"维修", "修一下漏水的水龙头"}, {"陪伴", "有人常来说说话"}, {"理发", "上门理发"}},
	"爱心": {{"学习", "一套课外书"}, {"学习", "暑期有人辅导作业"}, {"陪伴", "周末参加一次小组活动"}, {"物品", "一个新书包"}},
	"暖心": {{"就业", "介绍离家近的工作"}, {"物品", "一床过冬的棉被"}, {"维修", "换一台旧电扇"}, {"学习", "学一门手艺"}, {"助餐", "食堂用餐有优惠"}},
	"安心": {{"就业", "了解附近的招工信息"}, {"办事", "弄清居住证怎么办"}, {"学习", "孩子入学政策咨询"}, {"办事", "租房合同帮忙看一看"}},
	"贴心": {{"维修", "帮忙换纱窗"}, {"学习", "教用智能手机"}, {"活动", "办一次邻里聚餐"}, {"理发", "便民理发进小区"}, {"活动", "组一支合唱队"}},
}

// wishes draws 367 wishes: 358 realised, 9 of the last weeks still open.
func wishes(s *street) []*wish {
	d := site.Dice("wishes")
	pace := residents(115, 70, 112, 96, 104, 108, 110, 78)
	var rows []*wish
	for len(rows) < 358 {
		h := newWish(d, s, pace.Day(d))
		h.realised = h.received + kit.Day(d.Between(1, 12)+d.Between(0, 20))
		if h.realised > horizon {
			continue
		}
		if d.Chance(82) {
			h.satisfaction = d.Choose(ratings)
		}
		rows = append(rows, h)
	}
	for len(rows) < 367 {
		h := newWish(d, s, pace.Day(d))
		if h.received < on(7, 25) {
			continue
		}
		if d.Chance(40) {
			h.taken = ""
		}
		rows = append(rows, h)
	}
	return kit.Numbered("W", rows, func(h *wish) *string { return &h.id })
}

func newWish(d kit.Dice, s *street, received kit.Day) *wish {
	c := s.compound(d)
	h := &wish{received: received, compound: c, channel: d.Choose(wishChannels), group: d.Choose(wishGroups)}
	h.kind = kit.Pick(d, wishKinds[h.group])
	h.taken = d.Choose([]kit.Choice{
		{c.teams[d.IntN(len(c.teams))].name, 60}, {c.community.name + "居委会", 22}, {c.name + "党支部", 18},
	})
	return h
}
