package main

import "fmt"

// kiosks writes the micro-kiosks (微岗亭): one or two in each compound, in
// rooms and shops that were there already.
func kiosks(s *street) file {
	d := diceFor("kiosks")
	sites := []choice{{"报刊亭", 1}, {"门卫室", 3}, {"传达室", 2}, {"凉亭走廊", 2}, {"党员商铺", 2}, {"党员中心户宅院", 1}}
	functions := []choice{{"信息收集", 5}, {"政策宣传", 5}, {"诉求受理", 4}, {"治安服务", 2}, {"纠纷调解", 3}}
	hours := map[string]string{
		"报刊亭": "每天8:00—19:00", "门卫室": "全天", "传达室": "全天", "凉亭走廊": "每天8:30—11:30、15:00—18:00",
		"党员商铺": "每天9:00—20:00", "党员中心户宅院": "周一至周五9:00—17:00",
	}
	w := newWriter()
	n := 0
	for _, c := range s.compounds {
		for _, site := range d.some(1+c.size/20, sites) {
			n++
			w.row("facility")
			w.text("id", fmt.Sprintf("K-%02d", n))
			w.text("name", c.name+site+"微岗亭")
			w.text("unit", c.id)
			w.text("kind", site)
			w.list("functions", d.some(d.between(2, 4), functions))
			w.text("hours", hours[site])
			w.text("phone", telephone(300+n))
			w.date("from", workday(on(1, 2)+day(d.IntN(80))))
		}
	}
	return w.file("data/kiosks/kiosks.toml")
}
