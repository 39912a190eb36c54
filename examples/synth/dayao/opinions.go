package dayao

import "github.com/lanewall/lanewall/examples/synth/kit"

// opinions draws 430 opinions: 415 answered, 13 not due yet, 2 overdue.
func opinions(t *town) []*matter {
	return casebook{
		folder: "opinions", prefix: "Y",
		pace:    kit.Residents(october.First(), horizon, 84, 96, 92, 88, 118, 122),
		phrases: opinionPhrases,
		channels: []kit.Choice{
			{Value: "每周走访", Weight: 46}, {Value: "邻里服务站", Weight: 18}, {Value: "民情恳谈会", Weight: 16},
			{Value: "邻里服务日", Weight: 12}, {Value: "电话", Weight: 8},
		},
		inTime: 403, late: 12, open: 13, overdue: 2,
		outcomes: []kit.Choice{
			{Value: "采纳", Weight: 259}, {Value: "部分采纳", Weight: 58}, {Value: "解释说明", Weight: 71}, {Value: "转有关单位", Weight: 27},
		},
		finish: func(kit.Dice, *matter) {},
	}.fill(t)
}
