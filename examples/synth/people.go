package main

import (
	"fmt"
	"slices"
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
var duties = []choice{
	{"民情廉情信息员", 1}, {"矛盾纠纷调解员", 1}, {"里巷文明劝导员", 1}, {"里巷安全守护员", 1},
}

func (s *street) appointStewards(d dice) {
	for _, c := range s.compounds {
		for _, t := range c.teams {
			for i := range t.size {
				n := len(s.stewards) + 1
				p := &steward{
					id: fmt.Sprintf("steward-%03d", n), name: fmt.Sprintf("示例%03d", n), number: n,
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
func dutiesOf(d dice, i int) []string {
	first := duties[i%len(duties)].value
	if !d.chance(33) {
		return []string{first}
	}
	var both []string
	second := duties[(i+d.between(1, 3))%len(duties)].value
	for _, duty := range duties {
		if duty.value == first || duty.value == second {
			both = append(both, duty.value)
		}
	}
	return both
}

// house builds the compound's buildings until each steward has a list: one
// entrance, or two next to each other where entrances are small.
func (c *compound) house(d dice) {
	left := c.stewards
	for len(left) > 0 {
		c.buildings++
		flats := pick(d, []int{6, 7, 8, 10, 10, 12, 12, 12, 14}) // an entrance
		for e, entrances := 1, d.between(2, 4); e <= entrances && len(left) > 0; e++ {
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
func (p *steward) serve(d dice, building, entrance, flats int) {
	p.serves = append(p.serves, fmt.Sprintf("%d栋%d单元", building, entrance))
	p.households += flats - d.IntN(2)
}

func (s *street) people() file {
	w := newWriter()
	phone := 200
	officer := func(id, name, post, unit string) {
		phone++
		w.row("person")
		w.text("id", id)
		w.text("name", name)
		w.text("post", post)
		w.text("unit", unit)
		w.text("phone", telephone(phone))
		w.date("from", on(1, 1))
	}
	for _, c := range s.communities {
		officer("zongzhi-"+c.id, "示例"+c.short, "社区党总支书记", c.id)
	}
	branches := []string{"子", "丑", "寅", "卯", "辰", "巳", "午", "未", "申", "酉"}
	for i, c := range s.compounds {
		officer("zhibu-"+c.id, "示例"+branches[i], "里巷党支部书记", c.id)
		officer("lizhang-"+c.id, "示例"+c.stem, "里长", c.id)
	}
	for _, p := range s.stewards {
		w.row("person")
		w.text("id", p.id)
		w.text("name", p.name)
		w.text("post", "里巷管家")
		w.list("duties", p.duties)
		w.text("unit", p.compound.id)
		w.text("team", p.team.id)
		w.text("phone", telephone(p.number))
		w.list("serves", p.serves)
		w.integer("households", p.households)
		w.date("from", on(1, 1))
	}
	return w.file("data/people/people.toml")
}

// visitor draws the steward who calls: within a compound some call more often.
func (c *compound) visitor(d dice) *steward {
	weights := make([]int, len(c.stewards))
	for i, p := range c.stewards {
		weights[i] = 2 + (p.number*7)%5
	}
	return c.stewards[d.weighted(weights)]
}

func (p *steward) has(duty string) bool { return slices.Contains(p.duties, duty) }
