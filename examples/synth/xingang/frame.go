package xingang

import (
	"fmt"
	"strings"

	"github.com/lanewall/lanewall/examples/synth/kit"
)

const root = "xingang"

// A zone is the frame every ledger draws from.
type zone struct {
	communities []*community
	districts   []*district // 一级网格
	grids       []*grid     // 二级网格
	firms       []*firm
}

// A firm is a property company. Its service is good or bad on the whole, and changes over the year.
type firm struct {
	id, name string
	level    int         // what it scores in a usual month
	dips     map[int]int // by month, what it scores less
}

// A community is a 社区 and the property company that serves it.
type community struct {
	id, name string
	firm     *firm
	temper   int // how much comes up in it, in per cent
}

// A district is a first-level grid, 一级网格.
type district struct{ id, name string }

// A grid is a second-level grid, 二级网格.
type grid struct {
	id, name  string
	district  *district
	buildings int
	members   []*member
}

// gridsPer is how many second-level grids the first-level ones have.
var gridsPer = []int{7, 7, 6}

func newZone() *zone {
	z := &zone{firms: newFirms()}
	d := site.Dice("units")
	for n := range 20 {
		z.communities = append(z.communities, &community{
			id: fmt.Sprintf("c%02d", n+1), name: "示例" + kit.Numeral(n+1) + "社区",
			firm: z.firms[n%len(z.firms)], temper: d.Between(60, 140),
		})
	}
	for i, count := range gridsPer {
		district := &district{fmt.Sprintf("g%d", i+1), "第" + kit.Numeral(i+1) + "网格"}
		z.districts = append(z.districts, district)
		for n := range count {
			number := (i+1)*100 + n + 1
			z.grids = append(z.grids, &grid{id: fmt.Sprintf("g%d", number), name: fmt.Sprintf("%d网格", number), district: district})
		}
	}
	z.appoint(site.Dice("people"))
	return z
}

// newFirms makes six firms with a story each: 丁 slips in spring and recovers, 己 is weak all year, 乙 is short of
// hands in the holiday months.
func newFirms() []*firm {
	firms := []*firm{
		{level: 90}, {level: 86, dips: map[int]int{1: 6, 7: 5, 8: 7}}, {level: 88},
		{level: 83, dips: map[int]int{3: 12, 4: 19, 5: 9}}, {level: 85, dips: map[int]int{9: 8}}, {level: 79, dips: map[int]int{2: 4, 8: 6, 9: 7, 10: 6}},
	}
	for i, id := range []string{"jia", "yi", "bing", "ding", "wu", "ji"} {
		firms[i].id, firms[i].name = "wuye-"+id, "示例"+kit.Stems[i]+"物业"
	}
	return firms
}

func (z *zone) communityIDs() []string {
	var ids []string
	for _, c := range z.communities {
		ids = append(ids, c.id)
	}
	return ids
}

// community draws one; livelier ones more often.
func (z *zone) community(d kit.Dice) *community {
	weights := make([]int, len(z.communities))
	for i, c := range z.communities {
		weights[i] = c.temper
	}
	return z.communities[d.Weighted(weights)]
}

func (c *community) committee() string { return "juwei-" + c.id }

func (z *zone) units() kit.File {
	w := site.Writer()
	unit := w.Unit
	unit(root, "新钢发展区", "zone", "")
	for _, c := range z.communities {
		unit(c.id, c.name, "community", root)
	}
	for _, d := range z.districts {
		unit(d.id, d.name, "grid1", root)
	}
	for _, g := range z.grids {
		unit(g.id, g.name, "grid2", g.district.id)
	}
	return w.File("data/units.toml")
}

// served names the communities that a firm serves: 示例一、七、十三、十九社区.
func (z *zone) served(f *firm) string {
	var names []string
	for _, c := range z.communities {
		if c.firm == f {
			names = append(names, strings.TrimSuffix(strings.TrimPrefix(c.name, "示例"), "社区"))
		}
	}
	return "示例" + strings.Join(names, "、") + "社区"
}

func (z *zone) bodies() kit.File {
	w := site.Writer()
	phone := 0
	body := func(id, name, kind, unit, duty string) {
		phone++
		w.Body(id, name, kind, unit, phone, duty)
	}
	phone = 615
	for _, c := range z.communities {
		body(c.committee(), c.name+"居委会", "社区", c.id, "居民事务、调解、活动")
	}
	for _, c := range z.communities {
		body("fuwu-"+c.id, c.name+"物业服务中心", "物业服务中心", c.id, c.firm.name+"；报修、收费公示、每周公开日")
	}
	phone = 600
	body("wuyeban", "示例物业管理办公室", "部门", "", "物业服务评分、红黄牌、公开日")
	body("bianmin", "示例便民服务中心", "部门", "", "惠民一本通所列事项、证明和补贴申请")
	body("xiaofang", "示例消防工作站", "部门", "", "消防检查、电梯加装、火灾隐患举报")
	body("zongzhi", "示例综治办公室", "部门", "", "网格管理、矛盾纠纷、进楼入户")
	body("wenming", "示例文明实践站", "部门", "", "每月主题、每周活动、荣誉评选")
	body("tiaojie", "律师和人民调解员工作队", "队伍", "", "法律咨询、诉前调解")
	body("laoganbu", "老干部工作队", "队伍", "", "劝解邻里家庭矛盾、带头参加活动、监督物业服务")
	body("gongre", "示例供热单位", "供热供水", "", "供热管道、温度不足")
	body("gongshui", "示例供水单位", "供热供水", "", "停水、水压、水表")
	for _, f := range z.firms {
		body(f.id, f.name, "物业", "", "服务"+z.served(f))
	}
	return w.File("data/bodies/bodies.toml")
}
