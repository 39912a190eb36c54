package xingang

import (
	"fmt"

	"github.com/lanewall/lanewall/examples/synth/kit"
)

// awardDay is the day of the ceremony.
var awardDay = on(5, 12)

// awards writes the honours. The report names two people; here two made-up ones are named, with a record of consent,
// and all others go without a name.
func (z *zone) awards() kit.File {
	d := site.Dice("awards")
	w := site.Writer()
	n := 0
	award := func(date kit.Day, honour, name, reason string) {
		n++
		w.Row("award")
		w.Text("id", fmt.Sprintf("H-2023-%03d", n))
		w.Date("date", date)
		w.Text("unit", kit.Pick(d, z.communities).id)
		w.Text("honour", honour)
		if name != "" {
			w.Text("consent", fmt.Sprintf("示例同意书%03d：同意公开姓名和荣誉（合成）", n))
			w.Text("name", name)
		}
		w.Text("reason", reason)
	}
	for _, honour := range []string{"好婆婆", "好媳妇"} {
		for _, reason := range []string{"家庭和睦，邻里称赞", "热心楼里的事"} {
			award(awardDay, honour, "", reason)
		}
	}
	award(awardDay, "好婆婆", "示例甲", "体谅晚辈，常为邻里照看孩子")
	award(awardDay, "好媳妇", "示例乙", "孝敬老人，带头参加楼道清洁")
	for _, reason := range []string{"楼道无堆物，充电不进楼", "垃圾分类做得好", "邻里互助多"} {
		award(on(6, 30), "文明楼栋", "", reason)
	}
	for _, reason := range []string{"全年参加公开日接待", "协助调解邻里纠纷", "坚持夜间巡楼", "为独居老人代买代送"} {
		award(on(9, 28), "热心居民", "", reason)
	}
	return w.File("data/awards/awards.toml")
}
