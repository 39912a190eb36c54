package xingang

import (
	"strings"

	"github.com/lanewall/lanewall/examples/synth/kit"
)

// A matter is something a resident brought up that was not settled on the spot.
type matter struct {
	id         string
	received   kit.Day
	community  *community
	channel    string
	phrase     phrase
	title      string
	lead       string
	assist     []string
	closed     kit.Day
	outcome    string
	withDetail bool
}

func (m *matter) On() kit.Day  { return m.received }
func (m *matter) Unit() string { return m.community.id }

func (m *matter) Write(w *kit.Writer) {
	w.Text("id", m.id)
	w.Date("received", m.received)
	w.Text("unit", m.community.id)
	w.Text("title", m.title)
	w.Text("channel", m.channel)
	w.Text("category", m.phrase.category)
	w.Text("level", m.phrase.level)
	w.Text("lead", m.lead)
	w.List("assist", m.assist)
	w.Date("closed", m.closed)
	w.Text("outcome", m.outcome)
	w.Text("reply", m.reply())
	if m.withDetail {
		w.Text("caller", "示例来访人")
		w.Text("contact", kit.Telephone(0))
		w.Text("detail", "示例内容：合成的诉求，不对应任何真实的人和事。")
	}
}

func (m *matter) reply() string {
	switch m.outcome {
	case "解决":
		return m.phrase.reply
	case "部分解决":
		return "已先行处置，其余列入维修计划。"
	case "解释说明":
		return "已按合同和规定作出说明。"
	case "转办":
		return "不属物业和社区职责，已转有关单位。"
	default:
		return ""
	}
}

// The three levels and their limits in working days; the ledger.toml says the same.
const (
	quick = "快办"
	timed = "限办"
	joint = "联办"
)

var limits = map[string]int{quick: 2, timed: 5, joint: 15}

// openDayChannel is the channel of what an open day left over; its day and community follow from that.
const openDayChannel = "物业服务公开日"

var channels = []kit.Choice{{"进楼入户", 42}, {"红楼长", 30}, {"电话", 28}}

// cases are what the open days left over, and 240 more that came in other ways.
func cases(z *zone, days []*openDay) []*matter {
	d := site.Dice("cases")
	var rows []*matter
	for _, o := range days {
		for range o.matters - o.settled {
			rows = append(rows, newMatter(d, o.date, o.community, openDayChannel))
		}
	}
	pace := residents(112, 92, 100, 90, 92, 100, 118, 116, 96, 104)
	for range 240 {
		rows = append(rows, newMatter(d, pace.Day(d), z.community(d), d.Choose(channels)))
	}
	return kit.Numbered("C", rows, func(m *matter) *string { return &m.id })
}

func newMatter(d kit.Dice, received kit.Day, c *community, channel string) *matter {
	m := &matter{received: received, community: c, channel: channel, withDetail: d.Chance(2)}
	weights := make([]int, len(phrases))
	for i, p := range phrases {
		weights[i] = p.weight(received.Month().Number())
	}
	m.phrase = phrases[d.Weighted(weights)]
	m.title = strings.ReplaceAll(m.phrase.title, "{b}", kit.Numeral(d.Between(1, 16))+"号楼")
	m.assign(d)
	m.settle(d)
	return m
}

// assign names who leads: the department or supplier of the phrase, else the property company. What is done jointly has
// the committee with it.
func (m *matter) assign(d kit.Dice) {
	firm := m.community.firm.id
	m.lead = firm
	switch {
	case m.phrase.lead == "juwei":
		m.lead = m.community.committee()
	case m.phrase.lead != "":
		m.lead = m.phrase.lead
	}
	if m.phrase.level == joint {
		m.assist = append(m.assist, m.community.committee())
		if m.lead != firm && d.Chance(70) {
			m.assist = append(m.assist, firm)
		}
	}
}

// settle closes the matter, nineteen in twenty within the limit. What would be closed after the horizon is still open.
func (m *matter) settle(d kit.Dice) {
	limit := limits[m.phrase.level]
	days := d.Between(1, limit)
	if d.Chance(5) {
		days = limit + d.Between(1, limit)
	}
	closed := kit.After(m.received, days)
	outcome := d.Choose([]kit.Choice{{"解决", 92}, {"部分解决", 3}, {"解释说明", 4}, {"转办", 1}})
	if closed <= horizon {
		m.closed, m.outcome = closed, outcome
	}
}
