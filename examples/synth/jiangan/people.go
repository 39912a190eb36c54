package jiangan

import (
	"fmt"

	"github.com/lanewall/lanewall/examples/synth/kit"
)

// people are those whose names and office telephones hang on the wall: who is on duty at the centres, who leads a
// community, who walks a grid.
func (d *district) people() kit.File {
	w := site.Writer()
	n := 0
	person := func(post, unit, team string, duties ...string) {
		n++
		w.Row("person")
		w.Text("id", fmt.Sprintf("p%03d", n))
		w.Text("name", kit.Name(n))
		w.Text("post", post)
		w.List("duties", duties)
		w.Text("unit", unit)
		w.Text("team", team)
		w.Text("phone", kit.Telephone(n))
		w.Date("from", kit.On(2018, 7, 2))
	}
	person("区值班长", root, "zhihui", "受理派单", "亮灯催办")
	person("区值班长", root, "zhihui", "受理派单", "亮灯催办")
	for _, s := range d.streets {
		person("街道响应专员", s.id, streetBody(s), "受理派单", "亮灯催办", "联合处置")
	}
	for _, c := range d.communities {
		person("社区书记", c.id, communityBody(c), "联合处置", "议事协商")
		person("社区响应专员", c.id, communityBody(c), "受理派单", "帮办代办")
	}
	for _, c := range d.communities {
		for _, g := range c.grids {
			person("网格员", g.id, "", "巡查走访", "帮办代办")
		}
	}
	return w.File("data/people/people.toml")
}
