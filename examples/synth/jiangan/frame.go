package jiangan

import (
	"fmt"
	"slices"
	"strings"

	"github.com/lanewall/lanewall/examples/synth/kit"
)

const root = "jiangan"

// A district is the frame every ledger draws from.
type district struct {
	streets     []*street
	communities []*community // those of all streets, in order
	names       map[string]string
	tempers     []int // of the communities: how many calls come from each
}

// A street answers at level B.
type street struct {
	id, name    string
	communities []*community
}

// A community answers at level A; it has a station, and its grids.
type community struct {
	id, name string
	street   *street
	grids    []grid
	temper   int // how lively it is, in per cent
}

type grid struct{ id, name string }

// The report gives 149 communities with a station, and no number of communities or grids: the example has just these.
const (
	streetCount    = 16
	communityCount = 149
	gridCount      = 300
)

func newDistrict() *district {
	d := &district{names: map[string]string{}}
	dice := site.Dice("units")
	equal := slices.Repeat([]int{1}, streetCount)
	for i, n := range kit.Apportion(communityCount, equal) {
		s := &street{id: fmt.Sprintf("s%02d", i+1), name: "示例" + kit.Numeral(i+1) + "街道"}
		d.streets = append(d.streets, s)
		for j := range n {
			c := &community{
				id: fmt.Sprintf("%s-c%02d", s.id, j+1), name: "示例" + kit.Numeral(i+1) + "街" + kit.Stems[j] + "社区",
				street: s, temper: dice.Between(60, 140),
			}
			s.communities = append(s.communities, c)
			d.communities = append(d.communities, c)
			d.tempers = append(d.tempers, c.temper)
		}
	}
	d.drawGrids()
	d.nameBodies()
	return d
}

// drawGrids gives each community its grids: two, and a few of them three.
func (d *district) drawGrids() {
	for i, n := range kit.Apportion(gridCount, slices.Repeat([]int{1}, communityCount)) {
		c := d.communities[i]
		for j := range n {
			name := strings.TrimSuffix(c.name, "社区") + "第" + kit.Numeral(j+1) + "网格"
			c.grids = append(c.grids, grid{fmt.Sprintf("%s-g%d", c.id, j+1), name})
		}
	}
}

func (d *district) streetIDs() []string {
	var ids []string
	for _, s := range d.streets {
		ids = append(ids, s.id)
	}
	return ids
}

// streetOf is the street of a unit by its id: s03-c07-g1 is of s03.
func streetOf(unit string) string { return unit[:len("s00")] }

func (d *district) units() kit.File {
	w := site.Writer()
	unit := w.Unit
	unit(root, "江岸区", "district", "")
	for _, s := range d.streets {
		unit(s.id, s.name, "street", root)
	}
	for _, c := range d.communities {
		unit(c.id, c.name, "community", c.street.id)
	}
	for _, c := range d.communities {
		for _, g := range c.grids {
			unit(g.id, g.name, "grid", c.id)
		}
	}
	return w.File("data/units.toml")
}

// An office is a body that is there once: a department, a platform.
type office struct{ id, name, kind, duty string }

// offices are those the report speaks of, and departments such as any district has. The report counts the enforcement
// bodies and does not name them.
var offices = []office{
	{"zhihui", "区指挥中心", "指挥督查", "受理登记、分级派单、亮灯催办、职责不清时指定牵头单位"},
	{"ducha", "区督查室", "指挥督查", "督查久拖不决的事项"},
	{"shiji", "市级有关部门", "市级部门", "承接区级解决不了、报请市级解决的事项"},
	{"gongan", "公安", "部门", "治安、交通秩序、户籍和出入境"},
	{"chengguan", "城管", "部门", "市容环卫、占道经营、油烟噪声、违法建设"},
	{"chengjian", "城建", "部门", "道路、路灯、工地和管线施工"},
	{"fangguan", "房管", "部门", "房屋安全、物业管理指导、老旧小区改造"},
	{"shuiwu", "水务", "部门", "排水、渍水、供水和河湖"},
	{"yuanlin", "园林", "部门", "行道树、绿地、公园"},
	{"shichang", "市场监管", "部门", "食品安全、电梯、消费维权、市场主体登记"},
	{"huanbao", "生态环境", "部门", "噪声、扬尘、废气和污水"},
	{"yingji", "应急管理", "部门", "安全生产、消防、防汛"},
	{"minzheng", "民政", "部门", "养老服务、社会救助、社区治理"},
	{"renshe", "人社", "部门", "就业、社会保险、劳动监察"},
	{"weijian", "卫健", "部门", "卫生服务、病媒防制"},
	{"jiaoyu", "教育", "部门", "入学、校园周边"},
	{"shenpi", "行政审批", "部门", "政务服务事项、证照办理、下沉事项"},
	{"zf-gongan", "公安执法队", "执法部门", "到街道报到，参加联合执法"},
	{"zf-chengguan", "城管执法队", "执法部门", "到街道报到，参加联合执法"},
	{"zf-shichang", "市场监管执法队", "执法部门", "到街道报到，参加联合执法"},
	{"zf-huanbao", "生态环境执法队", "执法部门", "到街道报到，参加联合执法"},
	{"zf-xiaofang", "消防监督执法队", "执法部门", "到街道报到，参加联合执法"},
	{"zf-weisheng", "卫生监督执法队", "执法部门", "到街道报到，参加联合执法"},
	{"zf-wenhua", "文化市场执法队", "执法部门", "到街道报到，参加联合执法"},
	{"zf-laodong", "劳动监察执法队", "执法部门", "到街道报到，参加联合执法"},
	{"pt-zhuanxian", "市长专线", "平台", "电话诉求"},
	{"pt-liuyan", "城市留言板", "平台", "网上留言"},
	{"pt-sheguan", "社管平台", "平台", "网格上报"},
	{"pt-chengguan", "数字城管", "平台", "城市部件和事件"},
	{"pt-weilinli", "武汉微邻里", "平台", "居民手机反映"},
}

// memberCount is how many bodies the alliance has.
const memberCount = 102

// pledges are what a member of the alliance brings along: its duty, and a row of the list of resources.
var pledges = []string{
	"会议室周末对居民开放", "夜间和周末错时共享停车位", "每月一次义诊", "每季一次法律咨询", "每月一次家电义务维修",
	"运动场地周末开放", "课后辅导志愿者", "防诈骗和理财知识讲座", "招聘岗位定期发布", "应急物资借用",
	"为困难家庭捐赠闲置物品", "职工食堂为老人供餐", "文艺队进社区演出", "水电气安全上门检查", "公益理发",
	"电动车集中充电场地", "图书漂流角", "旧衣回收点",
}

func member(i int) (id, name string) {
	return fmt.Sprintf("lm%03d", i+1), fmt.Sprintf("示例%03d单位", i+1)
}

// Telephones of bodies begin here; those of people before it, see people.go.
const bodyPhones = 2000

func (d *district) bodies() kit.File {
	w := site.Writer()
	phone := 0
	body := func(id, name, kind, unit, duty string) {
		phone++
		w.Body(id, name, kind, unit, phone, duty)
	}
	// The nearest first: pages list them in this order.
	for i, c := range d.communities {
		phone = communityPhones + i // the station's
		body(communityBody(c), c.name+"居委会", "社区", c.id, "社区级响应，帮办代办，议事协商")
	}
	phone = bodyPhones + len(offices)
	for _, s := range d.streets {
		body(streetBody(s), s.name+"办事处", "街道", s.id, "街道级响应，综合指挥辖区内的区直部门和执法队伍")
	}
	phone = bodyPhones
	for _, o := range offices {
		body(o.id, o.name, o.kind, "", o.duty)
	}
	phone = bodyPhones + len(offices) + streetCount
	for i := range memberCount {
		id, name := member(i)
		body(id, name, "联盟", d.streets[i%streetCount].id, pledges[i%len(pledges)])
	}
	return w.File("data/bodies/bodies.toml")
}

func streetBody(s *street) string       { return "b-" + s.id }
func communityBody(c *community) string { return "b-" + c.id }

// nameBodies notes what bodies are called: a trail names them in words.
func (d *district) nameBodies() {
	for _, o := range offices {
		d.names[o.id] = o.name
	}
	for _, s := range d.streets {
		d.names[streetBody(s)] = s.name + "办事处"
	}
	for _, c := range d.communities {
		d.names[communityBody(c)] = c.name + "居委会"
	}
}

// communityPhones is the telephone before that of the first station.
const communityPhones = 3000

// stations are the command centres of the district and its streets, and the stations of the communities.
func (d *district) stations() kit.File {
	w := site.Writer()
	station := func(id, name, unit, kind string, phone int, from kit.Day, functions ...string) {
		w.Row("facility")
		w.Text("id", id)
		w.Text("name", name)
		w.Text("unit", unit)
		w.Text("kind", kind)
		w.List("functions", functions)
		if kind == "社区服务站" {
			w.Text("hours", "每天8:30至17:30")
		} else {
			w.Text("hours", "24小时值守")
		}
		w.Text("phone", kit.Telephone(phone))
		w.Date("from", from)
	}
	dice := site.Dice("stations")
	station("F-000", "区指挥中心", root, "区指挥中心", bodyPhones+1, kit.On(2018, 3, 1), "受理诉求", "派单调度", "亮灯催办")
	for i, s := range d.streets {
		station(fmt.Sprintf("F-%03d", i+1), s.name+"指挥中心", s.id, "街道指挥中心", bodyPhones+len(offices)+i+1,
			dice.Day(kit.On(2018, 3, 5), kit.On(2018, 6, 30)), "受理诉求", "派单调度", "亮灯催办")
	}
	for i, c := range d.communities {
		functions := []string{"受理诉求", "帮办代办", "议事协商"}
		if dice.Chance(55) {
			functions = append(functions, "自助办理")
		}
		station(fmt.Sprintf("F-%03d", streetCount+i+1), c.name+"服务站", c.id, "社区服务站", communityPhones+i+1,
			dice.Day(kit.On(2018, 4, 2), kit.On(2019, 9, 20)), functions...)
	}
	return w.File("data/stations/stations.toml")
}
