package dayao

import "github.com/lanewall/lanewall/examples/synth/kit"

// problems draws 251 problems: 226 solved, 12 closed otherwise, 11 not due yet, 2 overdue.
func problems(t *town) []*matter {
	return casebook{
		folder: "problems", prefix: "W",
		pace:    kit.Residents(october.First(), horizon, 96, 104, 98, 82, 108, 118),
		phrases: problemPhrases,
		channels: []kit.Choice{
			{Value: "每周走访", Weight: 55}, {Value: "邻里服务站", Weight: 17}, {Value: "民情恳谈会", Weight: 12},
			{Value: "邻里服务日", Weight: 10}, {Value: "电话", Weight: 6},
		},
		inTime: 227, late: 11, open: 11, overdue: 2,
		outcomes: []kit.Choice{
			{Value: "解决", Weight: 226}, {Value: "部分解决", Weight: 8}, {Value: "转办", Weight: 4},
		},
		finish: passOn,
	}.fill(t)
}

// A stop is a level that had the problem, and why it could not solve it itself.
type stop struct{ level, why string }

// way is the stops of a problem below the level that solves it, and that level. The 片 comes in only where two 组 have
// to agree.
func way(d kit.Dice, level string) (stops []stop, end string) {
	switch level {
	case byArea:
		return []stop{{"组", "涉及相邻的组"}}, "片"
	case byVillage:
		return []stop{{"组", kit.Pick(d, []string{"组里没有工具和经费", "超出组里能办的范围"})}}, "村（社区）"
	case byTown:
		return []stop{{"组", "超出组里能办的范围"}, {"村（社区）", "要镇里的站所来办"}}, "镇"
	}
	return nil, "组"
}

// passOn writes how the problem went up to the level that could solve it, and when the answer was brought back.
func passOn(d kit.Dice, m *matter) {
	last := m.closed
	if last == 0 {
		last = horizon
	}
	stops, end := way(d, m.phrase.level)
	m.reported = m.received
	for _, s := range stops {
		next := min(kit.After(m.reported, d.IntN(3)), last)
		m.trail = append(m.trail, []kit.Field{
			kit.F("level", s.level), kit.F("from", m.reported), kit.F("until", next), kit.F("reason", s.why),
		})
		m.reported = next
	}
	if len(stops) > 0 {
		m.trail = append(m.trail, []kit.Field{kit.F("level", end), kit.F("from", m.reported), kit.F("until", m.closed)})
	}
	m.callBack(d)
}

// callBack brings the answer back within three working days.
func (m *matter) callBack(d kit.Dice) {
	if m.closed == 0 {
		return
	}
	if told := kit.After(m.closed, d.IntN(4)); told <= horizon {
		m.callback = told
		if d.Chance(80) {
			m.rated = d.Choose(ratings)
		}
	}
}
