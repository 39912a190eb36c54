package jiangan

import (
	"fmt"

	"github.com/lanewall/lanewall/examples/synth/kit"
)

// An entry is one of a list.
type entry struct {
	list, title, unit, body, level, within, note string
	from, until                                  kit.Day
}

// The response list says which level answers for what.
var responses = []entry{
	{level: levelA, body: "", title: "楼道照明、门锁、扶手等小修小补"},
	{level: levelA, title: "小区环境卫生、小广告、堆放杂物"},
	{level: levelA, title: "门前下水道疏通、雨水箅子清掏"},
	{level: levelA, title: "乱停车劝导、挪车联系"},
	{level: levelA, title: "飞线充电、楼道充电劝导"},
	{level: levelA, title: "邻里噪声劝导和约定"},
	{level: levelA, title: "小区绿化修剪补种"},
	{level: levelA, title: "政策咨询、帮办代办"},
	{level: levelA, title: "居家养老服务对接"},
	{level: levelA, title: "病媒消杀"},
	{level: levelB, title: "占道经营、出店经营"},
	{level: levelB, title: "餐饮油烟和噪声"},
	{level: levelB, title: "工地扬尘和夜间施工"},
	{level: levelB, title: "支路路灯、人行道修补"},
	{level: levelB, title: "路口渍水、化粪池满溢"},
	{level: levelB, title: "僵尸车清理、夜间停车管理"},
	{level: levelB, title: "房屋漏雨、外墙瓷砖松动"},
	{level: levelB, title: "出租屋和仓库消防整改"},
	{level: levelB, title: "物业服务矛盾调处"},
	{level: levelB, title: "校园周边秩序"},
	{level: levelC, title: "片区排水改造、雨污混接", body: "shuiwu"},
	{level: levelC, title: "老旧供水管更换", body: "shuiwu"},
	{level: levelC, title: "老旧小区线路改造、外墙渗水", body: "fangguan"},
	{level: levelC, title: "公共停车位建设和单位车场开放", body: "gongan"},
	{level: levelC, title: "断头路、移交绿地等管养归属", body: "chengjian"},
	{level: levelC, title: "跨街道市场周边秩序", body: "chengguan"},
	{level: levelC, title: "企业证照联办", body: "shenpi"},
	{level: levelC, title: "企业集中招工", body: "renshe"},
	{level: levelD, title: "跨区主干道路面、主干管网", body: "shiji"},
	{level: levelD, title: "轨道交通施工影响", body: "shiji"},
	{level: levelD, title: "铁路、江滩等市管设施", body: "shiji"},
	{level: levelD, title: "跨区用地和规划手续", body: "shiji"},
}

// powers are the four that streets have been given.
var powers = []struct{ title, note string }{
	{"考核评价", "对区直部门派驻机构履职情况打分"},
	{"任免建议", "对派驻机构负责人任免提出建议"},
	{"意见建议", "对辖区规划和重大项目提出意见"},
	{"综合指挥", "对派驻机构和报到的执法队伍统一调度"},
}

// needs are what streets put on the list of needs, and projects what came of some.
var (
	needs = []string{
		"老人送餐志愿者不足", "放学后无人看护的活动场地不够", "老旧小区停车位不足", "社区缺少活动室", "居民求职信息渠道少",
		"家电维修点少", "纳凉取暖点不够", "健身器材需更新", "无物业小区保洁人手不足", "法律咨询时间不固定", "电动车充电点不够",
		"社区图书少", "高龄老人理发不便", "消防器材需补配", "文艺队排练场地不足", "旧衣物无处回收",
	}
	projects = []string{
		"单位停车场错时开放", "送餐志愿者排班", "周末活动室开放", "流动招聘角", "家电义务维修日", "共享充电场地", "消防器材补配",
		"图书漂流角", "公益理发日", "楼栋门禁维修", "口袋公园整理", "背街照明补点", "法律咨询日", "纳凉点开放", "文艺队进社区", "垃圾分类指导站",
	}
)

func lists(d *district) kit.File {
	dice := site.Dice("lists")
	all := respond()
	for _, p := range powers {
		all = append(all, entry{list: "街道四项权力", title: p.title, unit: root, note: p.note, from: kit.On(2018, 9, 3)})
	}
	for i := range memberCount {
		id, _ := member(i)
		all = append(all, entry{
			list: "资源清单", title: pledges[i%len(pledges)], unit: d.streets[i%streetCount].id, body: id,
			from: dice.Day(kit.On(2018, 10, 8), kit.On(2019, 6, 28)),
		})
	}
	for i, s := range d.streets {
		all = append(all, wants(dice, s, i)...)
	}
	w := site.Writer()
	for i, e := range all {
		w.Row("item")
		w.Text("id", fmt.Sprintf("QD-%03d", i+1))
		w.Text("list", e.list)
		w.Text("title", e.title)
		w.Text("unit", e.unit)
		w.Text("body", e.body)
		w.Text("level", e.level)
		w.Text("within", e.within)
		w.Text("note", e.note)
		w.Date("from", e.from)
		w.Date("until", e.until)
	}
	return w.File("data/lists/lists.toml")
}

// respond is the response list with the limit of each level.
func respond() []entry {
	var all []entry
	for _, e := range responses {
		e.list, e.unit, e.from = "ABCD响应清单", root, kit.On(2018, 9, 3)
		e.within = fmt.Sprintf("%d个工作日", limits[e.level])
		all = append(all, e)
	}
	return all
}

// wants are a street's needs, some of them taken up by a member of its alliance, and its projects.
func wants(dice kit.Dice, s *street, i int) []entry {
	var all []entry
	for j := range 3 {
		e := entry{list: "需求清单", title: needs[(i*3+j*5)%len(needs)], unit: kit.Pick(dice, s.communities).id,
			from: dice.Day(kit.On(2019, 1, 7), kit.On(2019, 10, 18))}
		if dice.Chance(60) {
			e.body, _ = member(i + streetCount*dice.IntN(6))
			if until := e.from + kit.Day(dice.Between(20, 120)); until <= horizon {
				e.until = until
			}
		}
		all = append(all, e)
	}
	for j := range 2 {
		body, _ := member(i + streetCount*dice.IntN(6))
		e := entry{list: "项目清单", title: projects[(i*2+j*7)%len(projects)], unit: s.id, body: body,
			from: dice.Day(kit.On(2019, 1, 21), kit.On(2019, 9, 27))}
		if until := e.from + kit.Day(dice.Between(40, 200)); until <= horizon {
			e.until = until
		}
		all = append(all, e)
	}
	return all
}
