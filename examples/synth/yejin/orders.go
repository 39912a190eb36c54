package yejin

import "github.com/lanewall/lanewall/examples/synth/kit"

// orders draws the orders the district platform dispatched (接诉即办): 156, all
// due by the horizon; 150 closed in time, four late, two still open.
func orders(s *street) []*matter {
	return casebook{
		folder: "orders", prefix: "O",
		pace:        office(92, 58, 100, 100, 100, 120, 126, 100),
		phrases:     orderPhrases,
		channels:    []kit.Choice{{"热线电话", 42}, {"手机端", 33}, {"线上吹哨", 25}},
		ends:        []ending{{150, dueBy(inTime)}, {4, dueBy(late)}, {2, dueBy(overdue)}},
		outcomes:    []kit.Choice{{"解决", 154}},
		responsible: reporting,
	}.fill(s)
}

// reporting has the order's department lead; others report in beside it.
func reporting(d kit.Dice, c *compound, p phrase) (lead string, assist []string) {
	if p.level == hard || d.Chance(25) {
		assist = append(assist, c.committee())
	}
	if p.level == hard && d.Chance(60) {
		other := kit.Pick(d, departments).id
		if other != p.department {
			assist = append(assist, other)
		}
	}
	if p.category == "房屋" || p.category == "市政" {
		assist = append(assist, c.firm)
	}
	return p.department, assist
}
