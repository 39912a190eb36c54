package tieshan

import (
	"fmt"

	"github.com/lanewall/lanewall/examples/synth/kit"
)

const root = "tieshan"

// A street is the frame every ledger draws from.
type street struct {
	areas    []*area
	villages []*village
}

// An area (管区) is a group of villages under one head.
type area struct {
	id, name string
	villages []*village
}

type village struct {
	id, name string
	number   int
	area     *area
	size     int // how much happens there, in per cent
}

// How many villages the areas have. The report names no number of areas, and none of villages: 126 works are three
// for each of 42.
var areaSizes = []int{9, 9, 8, 8, 8}

func newStreet() *street {
	d := site.Dice("frame")
	s := &street{}
	for i, n := range areaSizes {
		a := &area{id: fmt.Sprintf("guanqu-%d", i+1), name: "示例" + kit.Numeral(i+1) + "管区"}
		s.areas = append(s.areas, a)
		for range n {
			s.found(d, a)
		}
	}
	return s
}

// found adds the next village to an area.
func (s *street) found(d kit.Dice, a *area) {
	n := len(s.villages) + 1
	v := &village{
		id: fmt.Sprintf("cun-%02d", n), name: "示例" + kit.Numeral(n) + "村", number: n,
		area: a, size: d.Between(60, 140),
	}
	a.villages = append(a.villages, v)
	s.villages = append(s.villages, v)
}

// village draws a village: in larger ones more happens.
func (s *street) village(d kit.Dice) *village {
	weights := make([]int, len(s.villages))
	for i, v := range s.villages {
		weights[i] = v.size
	}
	return s.villages[d.Weighted(weights)]
}

// cadre (包村责任人) answers by name for the hazards of the village.
func (v *village) cadre() string { return fmt.Sprintf("zeren-%02d", v.number) }

func (v *village) committee() string { return fmt.Sprintf("cunwei-%02d", v.number) }

// lead is who is in charge of a thing in the village: its committee, or the body named.
func (v *village) lead(body string) string {
	if body == "" {
		return v.committee()
	}
	return body
}

func (s *street) units() kit.File {
	w := site.Writer()
	unit := w.Unit
	unit(root, "铁山街道", "street", "")
	for _, a := range s.areas {
		unit(a.id, a.name, "area", root)
	}
	for _, v := range s.villages {
		unit(v.id, v.name, "village", v.area.id)
	}
	return w.File("data/units.toml")
}

var streetBodies = []struct{ id, name, kind, duty string }{
	{"zhihui", "联勤指挥中心", "平台", "受理、派单、调度、督查，汇总周报"},
	{"paichusuo", "派出所", "部门", "治安、道路交通、警情处置"},
	{"sifasuo", "司法所", "部门", "人民调解指导、法律援助、普法"},
	{"zhifa", "综合执法中队", "部门", "房屋建设、机械施工管控，占道和违建"},
	{"ziran", "自然资源所", "部门", "土地和宅基地、挖砂动土管控"},
	{"anjian", "安监办", "部门", "企业安全检查、消防、森林防火、防汛"},
	{"shichang", "市场监管所", "部门", "食品、燃气器具、特种设备"},
	{"chengjian", "城建办", "部门", "道路、路灯、房屋安全、河道"},
	{"nongye", "农业服务中心", "部门", "土地流转、农田水利、打井管控"},
	{"dangjian", "党建办", "部门", "组织建设、为民实事的承诺和督促"},
	{"xinfang", "信访办", "部门", "信访接待、听证说理"},
	{"tiaojie", "金牌调解室", "专业力量", "疑难纠纷调解"},
	{"lvshi", "示例律师事务所", "专业力量", "法律咨询、参与调解"},
	{"xinli", "示例心理咨询室", "专业力量", "心理疏导"},
	{"fating", "巡回法庭", "专业力量", "巡回审理、司法确认"},
}

func (s *street) bodies() kit.File {
	w := site.Writer()
	phone := 800 // telephones of bodies follow those of people
	body := func(id, name, kind, unit, duty string) {
		phone++
		w.Body(id, name, kind, unit, phone, duty)
	}
	for _, b := range streetBodies {
		body(b.id, b.name, b.kind, root, b.duty)
	}
	for _, v := range s.villages {
		body(v.committee(), v.name+"村委会", "村委会", v.id, "每天巡查、首次调解、办三件实事")
	}
	return w.File("data/bodies.toml")
}

// staff are those of the command centre.
var staff = []string{"指挥中心主任", "指挥中心调度员", "指挥中心调度员", "指挥中心督查员", "指挥中心统计员"}

func (s *street) people() kit.File {
	w := site.Writer()
	n := 0
	person := func(id, post, unit, team string) {
		n++
		w.Row("person")
		w.Text("id", id)
		w.Text("name", kit.Name(n))
		w.Text("post", post)
		w.Text("unit", unit)
		w.Text("team", team)
		w.Text("phone", kit.Telephone(100+n))
		w.Date("from", start)
	}
	for i, post := range staff {
		person(fmt.Sprintf("zhihui-%d", i+1), post, root, "zhihui")
	}
	for i, a := range s.areas {
		person(fmt.Sprintf("guanqu-%d", i+1), "管区负责人", a.id, "")
	}
	for _, v := range s.villages {
		person(fmt.Sprintf("zhuren-%02d", v.number), "村委会主任", v.id, v.committee())
		person(v.cadre(), "包村责任人", v.id, "")
	}
	return w.File("data/people/people.toml")
}
