package dayao

import (
	"fmt"

	"github.com/lanewall/lanewall/examples/synth/kit"
)

// duties are those of the five posts a representative may hold (五员). In each 组 four of them or all are covered.
var duties = []kit.Choice{
	{Value: "政策宣传员", Weight: 1}, {Value: "民情联络员", Weight: 1}, {Value: "矛盾调解员", Weight: 1},
	{Value: "安全防护员", Weight: 1}, {Value: "文明示范员", Weight: 1},
}

// appointed is since when everybody is in office.
var appointed = kit.On(2022, 9, 1)

// A roll writes people. Whoever has the number n has the telephone n; each post has its thousand.
type roll struct{ w *kit.Writer }

func (r roll) enter(id, post, unit string, n int, more func()) {
	r.w.Row("person")
	r.w.Text("id", id)
	r.w.Text("name", kit.Name(n))
	r.w.Text("post", post)
	r.w.Text("unit", unit)
	r.w.Text("phone", kit.Telephone(n))
	if more != nil {
		more()
	}
	r.w.Date("from", appointed)
}

func (t *town) people() kit.File {
	d := site.Dice("people")
	r := roll{site.Writer()}
	for n := range 2 {
		r.enter(fmt.Sprintf("town-%d", n+1), "镇联络员", root, 5001+n, nil)
	}
	for _, v := range t.villages {
		r.enter("head-"+v.id, "村（社区）书记", v.id, 4000+v.number, nil)
		r.enter("clerk-"+v.id, "村（社区）联络员", v.id, 4100+v.number, nil)
	}
	n := 3000
	for _, v := range t.villages {
		for _, a := range v.areas {
			n++
			r.enter("head-"+a.id, "片长", a.id, n, nil)
		}
	}
	for _, g := range t.groups {
		r.enter(g.head(), "组长", g.id, 2000+g.number, nil)
	}
	r.representatives(d, t)
	return r.w.File("data/people/people.toml")
}

// representatives enters them 组 by 组, each with one or two of the five duties.
func (r roll) representatives(d kit.Dice, t *town) {
	n := 0
	for _, g := range t.groups {
		first := d.IntN(len(duties))
		for i, households := range g.households {
			n++
			r.enter(fmt.Sprintf("rep-%04d", n), "代表", g.id, n, func() {
				r.w.List("duties", dutiesOf(d, first+i))
				r.w.Integer("households", households)
				if d.Chance(1) {
					r.w.Text("consent", "示例记录：本人书面同意公开办公电话")
				}
			})
		}
	}
}

// dutiesOf gives the duties in turn, and one in four a second one.
func dutiesOf(d kit.Dice, i int) []string {
	one := duties[i%len(duties)].Value
	if !d.Chance(25) {
		return []string{one}
	}
	two := duties[(i+d.Between(1, len(duties)-1))%len(duties)].Value
	var both []string
	for _, duty := range duties {
		if duty.Value == one || duty.Value == two {
			both = append(both, duty.Value)
		}
	}
	return both
}

// head is the id of the 组长, who files what the representatives of the 组 have done in a month.
func (g *group) head() string { return "head-" + g.id }

// stations writes the 邻里服务站: one in each 组, in a room that was there already.
func stations(t *town) kit.File {
	d := site.Dice("stations")
	rooms := []kit.Choice{
		{Value: "农家堂屋", Weight: 5}, {Value: "村民活动室", Weight: 4}, {Value: "小卖部", Weight: 3},
		{Value: "闲置校舍", Weight: 1}, {Value: "公共凉亭", Weight: 2},
	}
	functions := []kit.Choice{
		{Value: "意见收集", Weight: 9}, {Value: "政策宣传", Weight: 6}, {Value: "矛盾调解", Weight: 5},
		{Value: "便民代办", Weight: 4}, {Value: "邻里活动", Weight: 4},
	}
	hours := map[string]string{
		"农家堂屋": "每天8:00—20:00", "村民活动室": "每天8:30—17:30", "小卖部": "每天7:30—20:30",
		"闲置校舍": "周一至周五8:30—17:30", "公共凉亭": "全天",
	}
	w := site.Writer()
	for _, g := range t.groups {
		room := d.Choose(rooms)
		w.Row("facility")
		w.Text("id", fmt.Sprintf("S-%03d", g.number))
		w.Text("name", g.name+"邻里服务站")
		w.Text("unit", g.id)
		w.Text("kind", room)
		w.List("functions", d.Some(d.Between(2, 4), functions))
		w.Text("hours", hours[room])
		w.Text("phone", kit.Telephone(2000+g.number)) // that of the 组长, who keeps the key
		w.Date("from", kit.Workday(appointed+kit.Day(d.IntN(25))))
	}
	return w.File("data/stations/stations.toml")
}
