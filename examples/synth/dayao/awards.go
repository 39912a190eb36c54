package dayao

import (
	"fmt"

	"github.com/lanewall/lanewall/examples/synth/kit"
)

// deeds are what representatives are commended for.
var deeds = []string{
	"每周走访没有缺过一次", "调解田界争议，双方认可", "带头清理渠道，出工最多", "坚持守服务站，意见条条有回音",
	"发现山塘涵管漏水，及时上报", "帮助多户完成养老认证", "牵头议定共用水井清洗办法", "春节值守防火，劝止违规燃放", "组织晒谷坪错时使用",
}

// awards writes the 优秀代表 of each quarter, one a village, each with 200 yuan in cash. Who has not agreed to be named
// is not.
func awards(t *town) kit.File {
	d := site.Dice("awards")
	w := site.Writer()
	n := 0
	for _, m := range months() {
		if m.Number()%3 != 0 {
			continue
		}
		for _, v := range t.villages {
			n++
			w.Row("award")
			w.Text("id", fmt.Sprintf("H-%02d", n))
			w.Date("date", lastWorkday(m))
			w.Text("unit", v.id)
			w.Text("honour", "优秀代表")
			if d.Chance(80) {
				w.Text("consent", "示例记录：本人书面同意公开姓名")
				w.Text("name", t.someone(d, v))
			}
			w.Text("reason", kit.Pick(d, deeds))
			w.Money("amount", 200*100)
		}
	}
	return w.File("data/awards/awards.toml")
}

// someone is the name of a representative of the village: they are numbered 组 by 组 through the town.
func (t *town) someone(d kit.Dice, v *village) string {
	first, all := 1, 0
	for _, g := range t.groups {
		switch {
		case g.village.number < v.number:
			first += len(g.households)
		case g.village == v:
			all += len(g.households)
		}
	}
	return kit.Name(first + d.IntN(all))
}
