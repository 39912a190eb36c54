package xingang

import (
	"fmt"

	"github.com/lanewall/lanewall/examples/synth/kit"
)

// members is how many 网格员 the report counts. It says what they are and not how many of each, so some are two things
// at once and nothing can be added up.
const members = 181

var duties = []kit.Choice{{"安全员", 1}, {"调解员", 1}, {"社工", 1}, {"物业", 1}, {"红楼长", 1}}

// A member is a 网格员 of a second-level grid and answers for some of its buildings.
type member struct {
	id, name string
	number   int
	duties   []string
	serves   []string
}

// appoint fills the grids; in each all five duties are covered, and every building is on exactly one list.
func (z *zone) appoint(d kit.Dice) {
	weights := make([]int, len(z.grids))
	for i := range weights {
		weights[i] = d.Between(8, 10)
	}
	n := 0
	for i, count := range kit.Apportion(members, weights) {
		g := z.grids[i]
		g.buildings = count + d.Between(0, count-2)
		for k := range count {
			n++
			m := &member{id: fmt.Sprintf("member-%03d", n), name: kit.Name(n), number: n, duties: dutiesOf(d, k)}
			for b := k * g.buildings / count; b < (k+1)*g.buildings/count; b++ {
				m.serves = append(m.serves, fmt.Sprintf("%d号楼", b+1))
			}
			g.members = append(g.members, m)
		}
	}
}

// dutiesOf gives the kth member of a grid the duties in turn, and one in four a second one.
func dutiesOf(d kit.Dice, k int) []string {
	first, second := k%len(duties), -1
	if d.Chance(25) {
		second = (k + d.Between(1, 4)) % len(duties)
	}
	var all []string
	for i, duty := range duties {
		if i == first || i == second {
			all = append(all, duty.Value)
		}
	}
	return all
}

// officers are the cadres of the zone whose contacts are public, and what each is there for.
var officers = []string{
	"物业服务和评分", "消防安全", "矛盾纠纷", "便民服务", "社区工作", "网格管理", "活动和荣誉", "信息公开",
}

func (z *zone) people() kit.File {
	w := site.Writer()
	number := members
	person := func(prefix, post, unit, team string, duties ...string) {
		number++
		w.Row("person")
		w.Text("id", fmt.Sprintf("%s-%03d", prefix, number))
		w.Text("name", kit.Name(number))
		w.Text("post", post)
		w.List("duties", duties)
		w.Text("unit", unit)
		w.Text("team", team)
		w.Text("phone", kit.Telephone(number))
		w.Date("from", on(1, 1))
	}
	for _, field := range officers {
		person("officer", "机关干部", root, "", field)
	}
	for _, d := range z.districts {
		person("head", "一级网格长", d.id, "")
	}
	for _, c := range z.communities {
		person("community", "社区负责人", c.id, "")
	}
	for range 2 {
		person("lawyer", "律师", root, "tiaojie")
	}
	for range 6 {
		person("mediator", "人民调解员", root, "tiaojie")
	}
	for range 8 {
		person("veteran", "老干部工作队队员", root, "laoganbu")
	}
	for _, g := range z.grids {
		for _, m := range g.members {
			m.write(w, g)
		}
	}
	return w.File("data/people/people.toml")
}

func (m *member) write(w *kit.Writer, g *grid) {
	w.Row("person")
	w.Text("id", m.id)
	w.Text("name", m.name)
	w.Text("post", "网格员")
	w.List("duties", m.duties)
	w.Text("unit", g.id)
	w.Text("phone", kit.Telephone(m.number))
	w.List("serves", m.serves)
	w.Date("from", on(1, 1))
}
