package tieshan

import "github.com/lanewall/lanewall/examples/synth/kit"

// An inspection is one visit to one firm: 家次. A firm inspected twice has two.
type inspection struct {
	id                                     string
	date                                   kit.Day
	target                                 *firm
	body                                   string
	found, rectified, inspectors, problems int
}

func (v *inspection) On() kit.Day  { return v.date }
func (v *inspection) Unit() string { return v.target.village.id }

func (v *inspection) Write(w *kit.Writer) {
	w.Text("id", v.id)
	w.Date("date", v.date)
	w.Text("unit", v.Unit())
	w.Text("category", v.target.trade.category)
	w.Text("target", v.target.name)
	w.Text("body", v.body)
	w.Integer("found", v.found)
	w.Integer("rectified", v.rectified)
	w.Integer("inspectors", v.inspectors)
}

// A firm is a place that is inspected.
type firm struct {
	name    string
	trade   trade
	village *village
}

// A trade is a kind of firm, and what is found wrong there.
type trade struct {
	category string
	names    []string
	weight   int
	phrases  []phrase
}

var common = []phrase{
	{title: "灭火器压力不足", measure: "已更换。"},
	{title: "安全出口堆放货物", measure: "已清走，保持畅通。"},
	{title: "应急照明灯不亮", measure: "已更换。"},
	{title: "配电箱前堆放杂物", measure: "已清理，划出禁放线。"},
	{title: "疏散指示牌脱落", measure: "已重新安装。"},
	{title: "安全检查记录不全", measure: "已补齐，专人登记。"},
}

var trades = []trade{
	{"工业企业", []string{"机械厂", "石材厂", "纸箱厂", "木器厂", "食品厂"}, 38, []phrase{
		{title: "机床缺防护罩", measure: "已加装防护罩。"},
		{title: "气瓶没有固定", measure: "已加防倒链。"},
		{title: "车间粉尘未及时清扫", measure: "已清扫，改为每班一扫。"},
		{title: "叉车证件过期", measure: "已停用，证件换发后恢复。"},
		{title: "危化品柜没有双锁", measure: "已换柜加锁。"},
	}},
	{"建筑工地", []string{"工地"}, 12, []phrase{
		{title: "临边没有护栏", measure: "已补装护栏。"},
		{title: "临时用电未接地", measure: "已接地，复测合格。"},
		{title: "安全帽佩戴不齐", measure: "已配齐，现场教育。"},
	}},
	{"商贸餐饮", []string{"超市", "饭店", "小吃店"}, 26, []phrase{
		{title: "燃气报警器失灵", measure: "已更换。"},
		{title: "油烟管道未清洗", measure: "已清洗，留存记录。"},
		{title: "楼梯下存放可燃物", measure: "已清走。"},
	}},
	{"乡村旅游", []string{"采摘园", "农家院"}, 14, []phrase{
		{title: "水塘边缺警示牌", measure: "已安装。"},
		{title: "充电线路私拉", measure: "已拆除，改走固定线路。"},
		{title: "游乐设施螺栓松动", measure: "已紧固，复查合格。"},
	}},
	{"加油站", []string{"加油站"}, 3, []phrase{
		{title: "卸油区静电接地记录缺页", measure: "已补记。"},
		{title: "消防沙池沙量不足", measure: "已补足。"},
	}},
	{"学校及周边", []string{"小学", "幼儿园"}, 7, []phrase{
		{title: "校门口减速带破损", measure: "已更换。"},
		{title: "厨房留样记录不全", measure: "已补齐。"},
		{title: "围墙边堆放木料", measure: "已清走。"},
	}},
}

// firms are a hundred made-up places.
func firms(d kit.Dice, s *street) []*firm {
	var weights []int
	for _, t := range trades {
		weights = append(weights, t.weight)
	}
	var all []*firm
	for i, n := range kit.Apportion(100, weights) {
		for range n {
			k := len(all)
			name := "示例" + kit.Stems[k%10] + kit.Branches[k%12] + numbered(k/60) + kit.Pick(d, trades[i].names)
			all = append(all, &firm{name, trades[i], s.village(d)})
		}
	}
	return all
}

// numbered tells the rounds of stems and branches apart.
func numbered(round int) string { return []string{"", "二"}[round] }

// problemLimit is the limit of a problem in working days; data/problems/ledger.toml says the same.
const problemLimit = 10

// inspections draws 265 inspections and the 623 problems they found, all rectified by the horizon. Those of the last
// day, a Sunday, are of a school that opens the day after.
func inspections(s *street) ([]*inspection, []*hazard) {
	d := site.Dice("inspections")
	all := firms(d, s)
	pace := kit.Office(start, horizon, 85, 55, 110, 100, 105, 130, 110, 115, 100)
	var rows []*inspection
	for range 264 {
		rows = append(rows, inspect(d, kit.Pick(d, all), pace.Day(d)))
	}
	rows = append(rows, inspect(d, all[len(all)-1], horizon))
	weights := make([]int, len(rows))
	for i := range weights {
		weights[i] = max(0, d.Between(-1, 7))
	}
	weights[len(weights)-1] = 3
	for i, n := range kit.Apportion(623, weights) {
		rows[i].problems = n
	}
	rows = kit.Numbered("I", rows, func(v *inspection) *string { return &v.id })
	return rows, problems(rows)
}

func inspect(d kit.Dice, f *firm, date kit.Day) *inspection {
	body := "anjian"
	if f.trade.category == "商贸餐饮" && d.Chance(50) {
		body = "shichang"
	}
	if f.trade.category == "建筑工地" && d.Chance(50) {
		body = "chengjian"
	}
	return &inspection{date: date, target: f, body: body, inspectors: d.Between(2, 5)}
}

// problems draws what each inspection found; one found twice in the same place is written once.
func problems(visits []*inspection) []*hazard {
	d := site.Dice("problems")
	var rows []*hazard
	for _, v := range visits {
		from := append(append([]phrase{}, v.target.trade.phrases...), common...)
		for _, i := range d.Perm(len(from))[:v.problems] {
			h := &hazard{found: v.date, village: v.target.village, inspection: v, phrase: from[i], title: from[i].title}
			h.phrase.category = v.target.trade.category
			h.rectified = rectify(d, v.date)
			v.found++
			if h.rectified == v.date {
				v.rectified++
			}
			rows = append(rows, h)
		}
	}
	return kit.Numbered("P", rows, func(h *hazard) *string { return &h.id })
}

// rectify is on the spot for most, within the limit for nearly all.
func rectify(d kit.Dice, found kit.Day) kit.Day {
	days := 0
	switch {
	case d.Chance(62):
	case d.Chance(93):
		days = d.Between(1, problemLimit)
	default:
		days = problemLimit + d.Between(1, 4)
	}
	if days == 0 {
		return found
	}
	if day := kit.After(found, days); day <= horizon {
		return day
	}
	return found
}
