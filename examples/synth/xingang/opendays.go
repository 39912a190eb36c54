package xingang

import (
	"time"

	"github.com/lanewall/lanewall/examples/synth/kit"
)

// An openDay is one 物业服务公开日 in one community: who came, what they brought up, what was settled there and then.
type openDay struct {
	id                         string
	date                       kit.Day
	community                  *community
	present                    []string
	visitors, matters, settled int
}

func (o *openDay) On() kit.Day  { return o.date }
func (o *openDay) Unit() string { return o.community.id }

func (o *openDay) Write(w *kit.Writer) {
	w.Text("id", o.id)
	w.Date("date", o.date)
	w.Text("unit", o.community.id)
	w.Text("body", o.community.firm.id)
	w.List("present", o.present)
	w.Integer("visitors", o.visitors)
	w.Integer("matters", o.matters)
	w.Integer("settled", o.settled)
}

// present is who sits at the table; the first two always do.
var present = []kit.Choice{{"物业项目经理", 1000}, {"社区干部", 1000}, {"网格员", 6}, {"业主代表", 5}, {"老干部工作队", 2}}

// openDays holds one in every community every Thursday, or on the next working day.
func openDays(z *zone) []*openDay {
	d := site.Dice("opendays")
	var rows []*openDay
	for day := on(1, 1); day <= horizon; day++ {
		if day.Weekday() != time.Thursday {
			continue
		}
		for _, c := range z.communities {
			o := &openDay{date: kit.Workday(day), community: c, present: d.Some(d.Between(2, 4), present)}
			o.visitors = d.Between(1, 5+c.temper/20)
			o.matters = d.IntN(1 + min(4, o.visitors/2))
			for range o.matters {
				if d.Chance(62) {
					o.settled++
				}
			}
			rows = append(rows, o)
		}
	}
	return kit.Numbered("O", rows, func(o *openDay) *string { return &o.id })
}
