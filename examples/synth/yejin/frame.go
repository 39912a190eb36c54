package yejin

import (
	"fmt"

	"github.com/lanewall/lanewall/examples/synth/kit"
)

// A street is the frame every ledger draws from: its communities, compounds
// and people.
type street struct {
	communities []*community
	compounds   []*compound
	stewards    []*steward
}

type community struct {
	id, name, short string
}

// A compound is a lane of old housing (里) or, once, a pond (塘).
type compound struct {
	id, name  string
	stem      string // 甲, 乙, …: in the names of its people and firms
	community *community
	firm      string // its property company
	teams     []team // its service teams
	size      int    // how many stewards it has
	temper    int    // how lively it is, in per cent
	buildings int    // how many it has, numbered from 1
	stewards  []*steward
}

// A team is a service team and how many stewards it has.
type team struct {
	id, name string
	size     int
}

const root = "yejin"

func newStreet() *street {
	east := &community{"east", "示例东社区", "东"}
	south := &community{"south", "示例南社区", "南"}
	north := &community{"north", "示例北社区", "北"}
	s := &street{communities: []*community{east, south, north}}
	add := func(c *community, id, stem, firm string, temper int, sizes ...int) {
		s.compounds = append(s.compounds, newCompound(c, id, stem, firm, temper, sizes))
	}
	add(east, "jia", "甲", "wuye-jia", 110, 10, 10)
	add(east, "yi", "乙", "wuye-jia", 85, 10, 9)
	add(east, "bing", "丙", "wuye-jia", 125, 11, 10)
	add(east, "ding", "丁", "wuye-yi", 90, 9, 9)
	add(south, "wu", "戊", "wuye-yi", 100, 10)
	add(south, "ji", "己", "wuye-bing", 80, 9, 8)
	add(south, "geng", "庚", "wuye-bing", 115, 10, 10)
	add(north, "xin", "辛", "wuye-bing", 95, 10, 9)
	add(north, "ren", "壬", "wuye-ding", 120, 11, 11)
	add(north, "gui", "癸", "wuye-ding", 105, 13)
	s.appointStewards(site.Dice("people"))
	return s
}

func newCompound(c *community, id, stem, firm string, temper int, sizes []int) *compound {
	lane := &compound{id: id, name: stem + "里", stem: stem, community: c, firm: firm, temper: temper}
	if id == "gui" {
		lane.name = stem + "塘"
	}
	for i, size := range sizes {
		t := team{fmt.Sprintf("%s-%d", id, i+1), lane.name + "服务队", size}
		if len(sizes) > 1 {
			t.name = lane.name + "第" + kit.Numeral(i+1) + "服务队"
		}
		lane.teams = append(lane.teams, t)
		lane.size += size
	}
	return lane
}

// compound draws the compound where something happens: larger and livelier
// ones have more of it.
func (s *street) compound(d kit.Dice) *compound {
	weights := make([]int, len(s.compounds))
	for i, c := range s.compounds {
		weights[i] = c.size * c.temper
	}
	return s.compounds[d.Weighted(weights)]
}

// lanes are the ids of the compounds.
func (s *street) lanes() []string {
	ids := make([]string, len(s.compounds))
	for i, c := range s.compounds {
		ids[i] = c.id
	}
	return ids
}

func (c *compound) committee() string { return "juwei-" + c.community.id }

// building draws the name of a building, as residents write it: 三栋.
func (c *compound) building(d kit.Dice) string { return kit.Numeral(d.Between(1, c.buildings)) + "栋" }

func (s *street) units() kit.File {
	w := site.Writer()
	unit := w.Unit
	unit(root, "冶金街道", "street", "")
	for _, c := range s.communities {
		unit(c.id, c.name, "community", root)
	}
	for _, c := range s.compounds {
		unit(c.id, c.name, "compound", c.community.id)
	}
	return w.File("data/units.toml")
}

// departments are the six whose telephones hang in every compound.
var departments = []struct{ id, name, duty string }{
	{"gongan", "公安", "社会治安、矛盾纠纷调处、交通秩序"},
	{"zhujian", "住建", "房屋安全、公用设施维修、物业管理指导"},
	{"yingji", "应急", "消防安全、防汛防灾、隐患排查"},
	{"shichang", "市场监管", "食品安全、电梯安全、消费维权"},
	{"weijian", "卫健", "卫生服务、健康宣传、病媒防制"},
	{"chengguan", "城管执法", "市容环境、占道经营、违建查处、油烟噪声"},
}

var firms = []struct{ id, name string }{
	{"wuye-jia", "示例甲物业"}, {"wuye-yi", "示例乙物业"}, {"wuye-bing", "示例丙物业"}, {"wuye-ding", "示例丁物业"},
}

func (s *street) bodies() kit.File {
	w := site.Writer()
	phone := 900 // telephones of bodies follow those of people: see people.go
	body := func(id, name, kind, unit, duty string) {
		phone++
		w.Body(id, name, kind, unit, phone, duty)
	}
	for _, b := range departments {
		body(b.id, b.name, "部门", "", b.duty)
	}
	body("pingtai", "示例区接诉即办平台", "平台", "", "受理诉求、派单、督办、结案")
	for _, c := range s.communities {
		body("juwei-"+c.id, c.name+"居委会", "社区", c.id, "居民自治、议事协商、为民服务")
		body("falv-"+c.id, c.name+"法律顾问", "其他", c.id, "法律咨询、参与调解")
	}
	for _, f := range firms {
		body(f.id, f.name, "物业", "", "保洁、维修、绿化、秩序维护")
	}
	for _, c := range s.compounds {
		body("yewei-"+c.id, c.name+"业委会", "其他", c.id, "业主自治、监督物业、管理公共收益")
	}
	for _, c := range s.compounds {
		for _, t := range c.teams {
			body(t.id, t.name, "队伍", c.id, "走访联系、民情收集、纠纷调解、文明劝导、安全守护")
		}
	}
	return w.File("data/bodies.toml")
}
