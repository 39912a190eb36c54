package yejin

import (
	"fmt"

	"github.com/lanewall/lanewall/examples/synth/kit"
)

// kiosks writes the micro-kiosks (微岗亭): one or two in each compound, in
// rooms and shops that were there already.
func kiosks(s *street) kit.File {
	d := site.Dice("kiosks")
	rooms := []kit.Choice{{"报刊亭", 1}, {"门卫室", 3}, {"传达室", 2}, {"凉亭走廊", 2}, {"党员商铺", 2}, {"党员中心户宅院", 1}}
	functions := []kit.Choice{{"信息收集", 5}, {"政策宣传", 5}, {"诉求受理", 4}, {"治安服务", 2}, {"纠纷调解", 3}}
	hours := map[string]string{
		"报刊亭": "每天8:00—19:00", "门卫室": "全天", "传达室": "全天", "凉亭走廊": "每天8:30—11:30、15:00—18:00",
		"党员商铺": "每天9:00—20:00", "党员中心户宅院": "周一至周五9:00—17:00",
	}
	w := site.Writer()
	n := 0
	for _, c := range s.compounds {
		for _, room := range d.Some(1+c.size/20, rooms) {
			n++
			w.Row("facility")
			w.Text("id", fmt.Sprintf("K-%02d", n))
			w.Text("name", c.name+room+"微岗亭")
			w.Text("unit", c.id)
			w.Text("kind", room)
			w.List("functions", d.Some(d.Between(2, 4), functions))
			w.Text("hours", hours[room])
			w.Text("phone", kit.Telephone(300+n))
			w.Date("from", kit.Workday(on(1, 2)+kit.Day(d.IntN(80))))
		}
	}
	return w.File("data/kiosks/kiosks.toml")
}
