package yejin

import (
	"slices"
	"strings"

	"github.com/lanewall/lanewall/examples/synth/kit"
)

// A talk is a yard talk (屋场恳谈会), where residents raise matters and agree
// on micro-projects.
type talk struct {
	id                         string
	date                       kit.Day
	compound                   *compound
	title, place               string
	attendees, matters, agreed int
}

func (t *talk) On() kit.Day  { return t.date }
func (t *talk) Unit() string { return t.compound.id }

func (t *talk) Write(w *kit.Writer) {
	w.Text("id", t.id)
	w.Date("date", t.date)
	w.Text("unit", t.Unit())
	w.Text("title", t.title)
	w.Text("place", t.place)
	w.Integer("attendees", t.attendees)
	w.Integer("matters", t.matters)
	w.Integer("agreed", t.agreed)
}

var places = []kit.Choice{{"小广场", 45}, {"小公园", 25}, {"小长廊", 30}}

// talksByMonth adds up to 56. No compound holds two in a month.
var talksByMonth = []int{6, 3, 9, 8, 8, 8, 8, 6}

func holdTalks(s *street) []*talk {
	d := site.Dice("meetings")
	paces := residents(100, 100, 100, 100, 100, 100, 100, 100)
	var talks []*talk
	for i, n := range talksByMonth {
		for _, c := range d.Perm(len(s.compounds))[:n] {
			date := paces.Day(d)
			for date.Month().Number() != i+1 || date < on(1, 8) || kit.Holiday(date) {
				date = paces.Day(d)
			}
			talks = append(talks, &talk{date: date, compound: s.compounds[c], place: d.Choose(places)})
		}
	}
	return kit.Numbered("M", talks, func(t *talk) *string { return &t.id })
}

// topics word a project's category as something to talk about.
var topics = map[string]string{
	"照明": "楼道和巷道照明", "排水": "雨污排水", "停车": "停车秩序", "楼道": "楼道整治", "绿化": "绿化修补",
	"安全": "消防安全", "适老": "适老设施", "环卫": "垃圾投放和保洁", "充电": "电动车充电", "休闲": "休闲场地",
}

// takeMinutes fills in what follows from the projects agreed at each talk.
func takeMinutes(talks []*talk, projects []*project) {
	d := site.Dice("minutes")
	for _, t := range talks {
		var about []string
		for _, p := range projects {
			if p.talk != t {
				continue
			}
			t.agreed++
			if topic := topics[p.kind.category]; !slices.Contains(about, topic) {
				about = append(about, topic)
			}
		}
		if len(about) == 0 {
			about = []string{"物业服务", "邻里公约"}
		}
		t.title = "商议" + strings.Join(about[:min(3, len(about))], "、")
		t.matters = t.agreed + d.Between(2, 9)
		t.attendees = d.Between(16, 44) + t.matters
	}
}
