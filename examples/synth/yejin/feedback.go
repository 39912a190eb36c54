package yejin

import "github.com/lanewall/lanewall/examples/synth/kit"

// feedback draws the 民情信息反馈: 106 collected, of them 96 closed in time,
// four late, one overdue and five not due yet.
func feedback(s *street) []*matter {
	return casebook{
		folder: "feedback", prefix: "F",
		pace:        residents(100, 66, 106, 100, 100, 114, 112, 102),
		phrases:     feedbackPhrases,
		channels:    yejinChannels,
		ends:        []ending{{96, inTime}, {4, late}, {5, open}, {1, overdue}},
		outcomes:    []kit.Choice{{"解决", 74}, {"部分解决", 6}, {"解释说明", 18}, {"转办", 2}},
		responsible: answering,
	}.fill(s)
}

// answering has the community's committee answer, and the property company
// where the matter is its own.
func answering(d kit.Dice, c *compound, p phrase) (lead string, assist []string) {
	switch p.category {
	case "物业", "环卫", "绿化":
		return c.firm, []string{c.committee()}
	default:
		if d.Chance(20) {
			return c.committee(), []string{"yewei-" + c.id}
		}
		return c.committee(), nil
	}
}
