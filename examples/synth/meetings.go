package main

import (
	"slices"
	"strings"
)

// A talk is a yard talk (屋场恳谈会), where residents raise matters and agree
// on micro-projects.
type talk struct {
	id                         string
	date                       day
	compound                   *compound
	title, place               string
	attendees, matters, agreed int
}

func (t *talk) on() day      { return t.date }
func (t *talk) unit() string { return t.compound.id }

func (t *talk) write(w *writer) {
	w.text("id", t.id)
	w.date("date", t.date)
	w.text("unit", t.unit())
	w.text("title", t.title)
	w.text("place", t.place)
	w.integer("attendees", t.attendees)
	w.integer("matters", t.matters)
	w.integer("agreed", t.agreed)
}

var places = []choice{{"小广场", 45}, {"小公园", 25}, {"小长廊", 30}}

// talksByMonth adds up to 56. No compound holds two in a month.
var talksByMonth = []int{6, 3, 9, 8, 8, 8, 8, 6}

func holdTalks(s *street) []*talk {
	d := diceFor("meetings")
	paces := residents(100, 100, 100, 100, 100, 100, 100, 100)
	var talks []*talk
	for i, n := range talksByMonth {
		for _, c := range d.Perm(len(s.compounds))[:n] {
			date := paces.day(d)
			for date.month() != i+1 || date < on(1, 8) || holiday(date) {
				date = paces.day(d)
			}
			talks = append(talks, &talk{date: date, compound: s.compounds[c], place: d.choose(places)})
		}
	}
	return numbered("M", talks, func(t *talk) *string { return &t.id })
}

// topics word a project's category as something to talk about.
var topics = map[string]string{
	"照明": "楼道和巷道照明", "排水": "雨污排水", "停车": "停车秩序", "楼道": "楼道整治", "绿化": "绿化修补",
	"安全": "消防安全", "适老": "适老设施", "环卫": "垃圾投放和保洁", "充电": "电动车充电", "休闲": "休闲场地",
}

// takeMinutes fills in what follows from the projects agreed at each talk.
func takeMinutes(talks []*talk, projects []*project) {
	d := diceFor("minutes")
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
		t.matters = t.agreed + d.between(2, 9)
		t.attendees = d.between(16, 44) + t.matters
	}
}
