package yejin

import (
	"fmt"
	"slices"

	"github.com/lanewall/lanewall/examples/synth/kit"
)

// A steward (里巷管家) has one or two of four duties and a list of entrances;
// every entrance of the street is on exactly one list.
type steward struct {
	id, name   string
	number     int
	compound   *compound
	team       team
	duties     []string
	serves     []string
	households int
}

// duties are the four duties (一管四员). In each team all four are covered.
var duties = []kit.Choice{
	{"民情廉情信息员", 1}, {"矛盾纠纷调解员", 1}, {"里巷文明劝导员", 1}, {"里巷安全守护员", 1},
}

func (s *street) appointStewards(d kit.Dice) {
	for _, c := range s.compounds {
		for _, t := range c.teams {
			for i := range t.size {
				n := len(s.stewards) + 1
				p := &steward{
					id: fmt.Sprintf("steward-%03d", n), name: kit.Name(n), number: n,
					compound: c, team: t, duties: dutiesOf(d, i),
				}
				s.stewards = append(s.stewards, p)
				c.stewards = append(c.stewards, p)
			}
		}
		c.house(d)
	}
}

// dutiesOf gives the ith member of a team the duties in turn, and one in three
// a second duty.
func dutiesOf(d kit.Dice, i int) []string {
	first := duties[i%len(duties)].Value
	if !d.Chance(33) {
		return []string{first}
	}
	var both []string
	second := duties[(i+d.Between(1, 3))%len(duties)].Value
	for _, duty := range duties {
		if duty.Value == first || duty.Value == second {
			both = append(both, duty.Value)
		}
	}
	return both
}

// house builds the compound's buildings until each steward has a list: one
// entrance, or two next to each other where entrances are small.
func (c *compound) house(d kit.Dice) {
	left := c.stewards
	for len(left) > 0 {
		c.buildings++
		flats := kit.Pick(d, []int{6, 7, 8, 10, 10, 12, 12, 12, 14}) // an entrance
		for e, entrances := 1, d.Between(2, 4); e <= entrances && len(left) > 0; e++ {
			p := left[0]
			left = left[1:]
			p.serve(d, c.buildings, e, flats)
			if flats <= 7 && e < entrances {
				e++
				p.serve(d, c.buildings, e, flats)
			}
		}
	}
}

// serve puts an entrance on the steward's list; a flat may stand empty.
func (p *steward) serve(d kit.Dice, building, entrance, flats int) {
	p.serves = append(p.serves, fmt.Sprintf("%d栋%d单元", building, entrance))
	p.households += flats - d.IntN(2)
}

func (s *street) people() kit.File {
	w := site.Writer()
	phone := 200
	officer := func(id, name, post, unit string) {
		phone++
		w.Row("person")
		w.Text("id", id)
		w.Text("name", name)
		w.Text("post", post)
		w.Text("unit", unit)
		w.Text("phone", kit.Telephone(phone))
		w.Date("from", on(1, 1))
	}
	for _, c := range s.communities {
		officer("zongzhi-"+c.id, "示例"+c.short, "社区党总支书记", c.id)
	}
	for i, c := range s.compounds {
		officer("zhibu-"+c.id, "示例"+kit.Branches[i], "里巷党支部书记", c.id)
		officer("lizhang-"+c.id, "示例"+c.stem, "里长", c.id)
	}
	for _, p := range s.stewards {
		w.Row("person")
		w.Text("id", p.id)
		w.Text("name", p.name)
		w.Text("post", "里巷管家")
		w.List("duties", p.duties)
		w.Text("unit", p.compound.id)
		w.Text("team", p.team.id)
		w.Text("phone", kit.Telephone(p.number))
		w.List("serves", p.serves)
		w.Integer("households", p.households)
		w.Date("from", on(1, 1))
	}
	return w.File("data/people/people.toml")
}

// visitor draws the steward who calls: within a compound some call more often.
func (c *compound) visitor(d kit.Dice) *steward {
	weights := make([]int, len(c.stewards))
	for i, p := range c.stewards {
		weights[i] = 2 + (p.number*7)%5
	}
	return c.stewards[d.Weighted(weights)]
}

func (p *steward) has(duty string) bool { return slices.Contains(p.duties, duty) }
