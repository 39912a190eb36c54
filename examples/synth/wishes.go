package main

// A wish is a resident's small wish (微心愿). Who wishes what is private.
type wish struct {
	id             string
	received       day
	compound       *compound
	channel, group string
	kind           wishKind
	taken          string
	realised       day
	satisfaction   string
}

func (h *wish) on() day      { return h.received }
func (h *wish) unit() string { return h.compound.id }

func (h *wish) write(w *writer) {
	w.text("id", h.id)
	w.date("received", h.received)
	w.text("unit", h.unit())
	w.text("channel", h.channel)
	w.text("category", h.kind.category)
	w.text("group", h.group)
	w.text("taken", h.taken)
	w.date("realised", h.realised)
	w.text("satisfaction", h.satisfaction)
	w.text("text", "示例心愿："+h.kind.text)
	w.text("wisher", "示例许愿人")
}

type wishKind struct{ category, text string }

var (
	wishChannels = []choice{{"屋场恳谈会", 34}, {"大树议事厅", 28}, {"心愿收集箱", 38}}
	wishGroups   = []choice{{"孝心", 31}, {"爱心", 14}, {"暖心", 24}, {"安心", 9}, {"贴心", 22}}
	ratings      = []choice{{"非常满意", 61}, {"满意", 35}, {"基本满意", 3}, {"不满意", 1}}
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
	d := diceFor("wishes")
	pace := residents(115, 70, 112, 96, 104, 108, 110, 78)
	var rows []*wish
	for len(rows) < 358 {
		h := newWish(d, s, pace.day(d))
		h.realised = h.received + day(d.between(1, 12)+d.between(0, 20))
		if h.realised > horizon {
			continue
		}
		if d.chance(82) {
			h.satisfaction = d.choose(ratings)
		}
		rows = append(rows, h)
	}
	for len(rows) < 367 {
		h := newWish(d, s, pace.day(d))
		if h.received < on(7, 25) {
			continue
		}
		if d.chance(40) {
			h.taken = ""
		}
		rows = append(rows, h)
	}
	return numbered("W", rows, func(h *wish) *string { return &h.id })
}

func newWish(d dice, s *street, received day) *wish {
	c := s.compound(d)
	h := &wish{received: received, compound: c, channel: d.choose(wishChannels), group: d.choose(wishGroups)}
	h.kind = pick(d, wishKinds[h.group])
	h.taken = d.choose([]choice{
		{c.teams[d.IntN(len(c.teams))].name, 60}, {c.community.name + "居委会", 22}, {c.name + "党支部", 18},
	})
	return h
}
