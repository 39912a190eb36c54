package jiangan

import (
	"strings"

	"github.com/lanewall/lanewall/examples/synth/kit"
)

// A matter is a call and what came of it.
type matter struct {
	id            string
	received      kit.Day
	unit          string
	community     *community
	title         string
	phrase        *phrase
	level         string
	channel       string
	source        string // the platform it came in by, if any
	lead          string
	assist        []string
	contacted     kit.Day
	closed        kit.Day
	outcome       string
	reopened      kit.Day
	reclosed      kit.Day
	supervised    kit.Day // handed to 督查
	callback      kit.Day
	confirmed     string
	scores        scores // the caller's, of the leading body
	trail         []step
	privateFields bool
}

// A step is a level that had the matter, until when, and why it went on.
type step struct {
	level, body string
	from, until kit.Day
	reason      string
}

func (m *matter) On() kit.Day  { return m.received }
func (m *matter) Unit() string { return m.unit }

func (m *matter) Write(w *kit.Writer) {
	w.Text("id", m.id)
	w.Date("received", m.received)
	w.Text("unit", m.unit)
	w.Text("title", m.title)
	w.Text("channel", m.channel)
	w.Text("source", m.source)
	w.Text("who", m.who())
	w.Text("category", m.phrase.category)
	w.Text("level", m.level)
	w.Text("lead", m.lead)
	w.List("assist", m.assist)
	w.Date("contacted", m.contacted)
	w.Date("supervised", m.supervised)
	w.Date("closed", m.closed)
	w.Text("outcome", m.outcome)
	if m.closed != 0 {
		w.Text("reply", m.reply())
	}
	w.Date("reopened", m.reopened)
	w.Date("reclosed", m.reclosed)
	w.Date("callback", m.callback)
	w.Text("confirmed", m.confirmed)
	m.scores.write(w)
	var trail [][]kit.Field
	for _, s := range m.trail {
		trail = append(trail, []kit.Field{
			kit.F("level", levelNames[s.level]), kit.F("body", s.body), kit.F("from", s.from), kit.F("until", s.until),
			kit.F("reason", s.reason),
		})
	}
	w.Tables("trail", trail)
	if m.privateFields {
		w.Text("caller", "示例来电人")
		w.Text("contact", kit.Telephone(0))
		w.Text("detail", "示例内容：合成的诉求，不对应任何真实的人和事。")
	}
}

func (m *matter) who() string {
	if m.phrase.who == "" {
		return residents
	}
	return m.phrase.who
}

func (m *matter) reply() string {
	switch m.outcome {
	case "解决":
		return m.phrase.reply
	case "部分解决":
		return "已先行处置，其余列入后续计划。"
	case "解释说明":
		return "已按现行规定作出说明。"
	case "转办":
		return "不属受理范围，已转有管辖权的单位。"
	case "不予受理":
		return "已告知法定途径。"
	default:
		return ""
	}
}

// levelNames are what the levels are called: who answers.
var levelNames = map[string]string{levelA: "A（社区）", levelB: "B（街道）", levelC: "C（区）", levelD: "D（市）"}

// The rows draw from these.
var (
	levelShares = []kit.Choice{{Value: levelA, Weight: 728}, {Value: levelB, Weight: 248}, {Value: levelC, Weight: 20}, {Value: levelD, Weight: 4}}

	channels = []kit.Choice{
		{Value: "线上集", Weight: 42}, {Value: "网格巡", Weight: 24}, {Value: "入户访", Weight: 12},
		{Value: "座谈征", Weight: 6}, {Value: "舆情寻", Weight: 4}, {Value: "上级派", Weight: 12},
	}

	// The platforms whose calls are merged, by the channel they come in through.
	sources = map[string][]kit.Choice{
		"线上集": {{Value: "武汉微邻里", Weight: 55}, {Value: "城市留言板", Weight: 25}, {Value: "市长专线", Weight: 20}},
		"网格巡": {{Value: "社管平台", Weight: 1}},
		"上级派": {{Value: "市长专线", Weight: 45}, {Value: "数字城管", Weight: 35}, {Value: "城市留言板", Weight: 20}},
	}

	outcomes = map[string][]kit.Choice{
		levelA: {{Value: "解决", Weight: 984}, {Value: "解释说明", Weight: 12}, {Value: "撤诉", Weight: 4}},
		levelB: {{Value: "解决", Weight: 966}, {Value: "部分解决", Weight: 12}, {Value: "解释说明", Weight: 14}, {Value: "不予受理", Weight: 4}, {Value: "转办", Weight: 4}},
		levelC: {{Value: "解决", Weight: 84}, {Value: "部分解决", Weight: 10}, {Value: "解释说明", Weight: 4}, {Value: "转办", Weight: 2}},
		levelD: {{Value: "解决", Weight: 70}, {Value: "部分解决", Weight: 15}, {Value: "解释说明", Weight: 10}, {Value: "转办", Weight: 5}},
	}
)

// matters draws the cases.
func matters(d *district, t term) []*matter {
	dice, pace := site.Dice("cases"), calls(t)
	season := make(map[seasonKey][]int)
	rows := make([]*matter, t.cases)
	for i := range rows {
		m := &matter{received: pace.Day(dice), level: dice.Choose(levelShares)}
		m.choosePhrase(dice, season)
		m.place(dice, d)
		m.channel = dice.Choose(channels)
		if from := sources[m.channel]; from != nil {
			m.source = dice.Choose(from)
		}
		m.respond(dice)
		m.finish(dice)
		m.walk(dice, d)
		m.privateFields = dice.IntN(200) == 0
		rows[i] = m
	}
	delay(rows)
	for _, m := range rows {
		m.supervise(d)
	}
	return kit.Numbered("HY", rows, func(m *matter) *string { return &m.id })
}

// Weights of phrases by level and day are the same for all cases of the day.
type seasonKey struct {
	level string
	day   kit.Day
}

func (m *matter) choosePhrase(dice kit.Dice, known map[seasonKey][]int) {
	key := seasonKey{m.level, m.received}
	weights, ok := known[key]
	if !ok {
		for _, p := range phrases[m.level] {
			weights = append(weights, p.season.weight(m.received))
		}
		known[key] = weights
	}
	m.phrase = &phrases[m.level][dice.Weighted(weights)]
	m.title = m.phrase.title
	if strings.Contains(m.title, "{b}") {
		m.title = strings.ReplaceAll(m.title, "{b}", kit.Numeral(dice.Between(1, 18))+"栋")
	}
}

// place says where: residents call from a grid, offices from a community, firms and what is large from a street.
func (m *matter) place(dice kit.Dice, d *district) {
	m.community = d.communities[dice.Weighted(d.tempers)]
	switch {
	case m.level == levelC || m.level == levelD || m.who() == business:
		m.unit = m.community.street.id
	case m.level == levelA && m.who() == residents || dice.Chance(40):
		m.unit = kit.Pick(dice, m.community.grids).id
	default:
		m.unit = m.community.id
	}
}

// respond says who leads and who assists.
func (m *matter) respond(dice kit.Dice) {
	department, team := departmentOf[m.phrase.category], teamOf[m.phrase.category]
	near := streetBody(m.community.street)
	switch m.level {
	case levelA:
		m.lead = communityBody(m.community)
	case levelB:
		m.lead, m.assist = near, []string{communityBody(m.community)}
		switch {
		case team != "" && dice.Chance(45):
			m.assist = append(m.assist, team)
		case dice.Chance(45):
			m.assist = append(m.assist, department)
		}
	case levelC:
		m.lead, m.assist = department, []string{near}
		if team != "" && dice.Chance(60) {
			m.assist = append(m.assist, team)
		}
	default:
		m.lead, m.assist = "shiji", []string{department, near}
	}
	m.contacted = m.received
	if dice.Chance(18) {
		m.contacted++
	}
	if m.contacted > horizon || dice.IntN(1000) < 13 { // a few leave no way to reach them
		m.contacted = 0
	}
}

// finish closes the case within its limit, or in a few cases later; what would be closed after the horizon is open.
func (m *matter) finish(dice kit.Dice) {
	limit := limits[m.level]
	days := 0
	switch late := dice.IntN(1000) < 28; {
	case late && dice.Chance(12): // long unsolved
		days = limit + dice.Between(11, 18)
	case late:
		days = limit + dice.Between(1, 2+limit/2)
	case limit == 2:
		days = dice.Weighted([]int{30, 45, 25})
	default: // what takes several offices takes most of its time
		days = 1 + max(dice.IntN(limit), dice.IntN(limit))
	}
	m.closed = after(m.received, days)
	if m.closed > horizon {
		m.closed = 0
		return
	}
	m.outcome = dice.Choose(outcomes[m.level])
	if m.outcome == "解决" && dice.IntN(1000) < 12 {
		m.reopen(dice)
	}
	m.callBack(dice)
}

// reopen has the case come back, and closed once more.
func (m *matter) reopen(dice kit.Dice) {
	if m.reopened = after(m.closed, dice.Between(2, 8)); m.reopened > horizon {
		m.reopened = 0
		return
	}
	if m.reclosed = after(m.reopened, dice.Between(1, 4)); m.reclosed > horizon {
		m.reclosed = 0
	}
}

// callBack asks the caller, who may rate (谁呼谁评).
func (m *matter) callBack(dice kit.Dice) {
	ended := m.closed
	if m.reopened != 0 {
		ended = m.reclosed
	}
	if ended == 0 || m.outcome == "撤诉" || !dice.Chance(68) {
		return
	}
	if m.callback = after(ended, dice.Between(1, 4)); m.callback > horizon {
		m.callback = 0
		return
	}
	answers := []int{930, 30, 5, 35}
	if m.outcome != "解决" {
		answers = []int{10, 520, 410, 60}
	}
	m.confirmed = []string{"已解决", "部分解决", "未解决", "未接通"}[dice.Weighted(answers)]
	if m.confirmed != "未接通" && dice.Chance(88) {
		m.scores = drawScores(dice, m, 0)
	}
}

// walk writes down the way of what was not solved where it came in: escalated level by level, or assigned from above
// where duty was unclear.
func (m *matter) walk(dice kit.Dice, d *district) {
	if m.level == levelA || m.level == levelB && !dice.Chance(25) {
		return
	}
	community, street := d.names[communityBody(m.community)], d.names[streetBody(m.community.street)]
	switch {
	case m.level == levelB:
		m.hand(dice, levelA, community, "超出社区职责，需街道协调")
		m.keep(levelB, street)
	case dice.Chance(30):
		m.hand(dice, levelB, street, "涉及几家单位，职责不清")
		m.hand(dice, levelC, d.names["zhihui"], "已指定牵头单位")
		m.keep(m.level, d.names[m.lead])
	default:
		m.hand(dice, levelA, community, "超出社区职责")
		m.hand(dice, levelB, street, "需区级部门办理")
		if m.level == levelD {
			m.hand(dice, levelC, d.names[m.assist[0]], "超出区级权限，报请市级解决")
		}
		m.keep(m.level, d.names[m.lead])
	}
}

// since is when the present holder has the matter from.
func (m *matter) since() kit.Day {
	if n := len(m.trail); n > 0 {
		return m.trail[n-1].until
	}
	return m.received
}

// hand passes the matter on, on the same day or the next working day, but not after it was closed.
func (m *matter) hand(dice kit.Dice, level, body, reason string) {
	last := horizon
	if m.closed != 0 {
		last = m.closed
	}
	until := min(after(m.since(), dice.IntN(2)), last)
	m.trail = append(m.trail, step{level, body, m.since(), until, reason})
}

// keep is the step of who has it in the end.
func (m *matter) keep(level, body string) {
	m.trail = append(m.trail, step{level: level, body: body, from: m.since(), until: m.closed})
}

// patience is after how many working days past its deadline an open case goes to 督查.
const patience = 10

// supervise hands what stayed open too long to 督查.
func (m *matter) supervise(d *district) {
	last := horizon
	if m.closed != 0 {
		last = m.closed - 1
	}
	day := m.received + kit.Day(limits[m.level]+patience) // no sooner than this
	if day > last {
		return
	}
	if day = after(after(m.received, limits[m.level]), patience); day > last {
		return
	}
	m.supervised = day
	m.trail = append(m.trail, step{level: levelC, body: d.names["ducha"], from: day, until: m.closed, reason: "超期10个工作日，转督查"})
}

// held is which cases of the last weeks are overdue and open: of a level, so many working days past the deadline.
var held = []struct {
	level string
	late  int
}{{levelA, 1}, {levelB, 2}, {levelB, 12}, {levelC, 14}}

// delay leaves a few cases open past their limit: for each held one the first that was received so long ago that it is
// as late as wanted.
func delay(rows []*matter) {
	used := make(map[*matter]bool)
	for _, h := range held {
		for _, m := range rows {
			due := after(m.received, limits[h.level])
			if m.level != h.level || used[m] || after(due, h.late) > horizon || after(due, h.late+3) <= horizon {
				continue
			}
			used[m] = true
			m.closed, m.outcome, m.reopened, m.reclosed, m.callback, m.confirmed, m.scores = 0, "", 0, 0, 0, "", scores{}
			if n := len(m.trail); n > 0 {
				m.trail[n-1].until = 0
			}
			break
		}
	}
}
