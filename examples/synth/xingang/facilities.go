package xingang

import (
	"fmt"

	"github.com/lanewall/lanewall/examples/synth/kit"
)

// A place is a kind of facility: what it is for, when it is open, and in how many communities there is one; 0 is one
// for the zone.
type place struct {
	kind, hours string
	functions   []string
	communities int
}

// places: the mediation room stands twice in the report and once here.
var places = []place{
	{"法律服务诊所", "周二、周四9:00—11:30、14:00—17:00", []string{"法律咨询", "文书指导"}, 0},
	{"诉前调解工作室", "工作日9:00—12:00、13:30—17:00", []string{"纠纷调解", "法律咨询"}, 0},
	{"便民服务大厅", "工作日9:00—12:00、13:30—17:00", []string{"办事代办", "政策咨询"}, 0},
	{"党群服务站", "每天8:30—17:30", []string{"办事代办", "诉求受理", "政策咨询"}, 14},
	{"红楼长工作站", "每天18:30—20:00", []string{"诉求受理", "纠纷调解", "安全巡查"}, 12},
	{"卫生服务站", "每天8:00—17:30", []string{"看病取药", "健康体检"}, 5},
	{"助餐点", "每天11:00—13:00", []string{"老年助餐"}, 4},
	{"便民菜店", "每天7:00—19:00", []string{"买菜"}, 6},
	{"文体活动室", "每天9:00—20:30", []string{"文体活动"}, 7},
}

func (z *zone) facilities() kit.File {
	d := site.Dice("facilities")
	w := site.Writer()
	n := 0
	write := func(p place, name, unit string) {
		n++
		w.Row("facility")
		w.Text("id", fmt.Sprintf("P-%02d", n))
		w.Text("name", name+p.kind)
		w.Text("unit", unit)
		w.Text("kind", p.kind)
		w.List("functions", p.functions)
		w.Text("hours", p.hours)
		w.Text("phone", kit.Telephone(700+n))
		w.Date("from", kit.Workday(on(1, 3)+kit.Day(d.IntN(60))))
	}
	for _, p := range places {
		if p.communities == 0 {
			write(p, "", root)
			continue
		}
		chosen := make([]bool, len(z.communities))
		for _, i := range d.Perm(len(z.communities))[:p.communities] {
			chosen[i] = true
		}
		for i, c := range z.communities {
			if chosen[i] {
				write(p, c.name, c.id)
			}
		}
	}
	return w.File("data/facilities/facilities.toml")
}
