package dayao

import (
	"slices"

	"github.com/lanewall/lanewall/examples/synth/kit"
)

// A matter is a row of a case ledger: an opinion, which is answered, or a problem, which goes through
// 发现→反映→解决→反馈. The two are different things in different ledgers; nothing links them.
type matter struct {
	id       string
	received kit.Day // found
	group    *group
	phrase   phrase
	channel  string
	lead     string
	reported kit.Day // to whoever can solve it
	trail    [][]kit.Field
	closed   kit.Day
	outcome  string
	callback kit.Day
	rated    string
	detailed bool
}

func (m *matter) On() kit.Day  { return m.received }
func (m *matter) Unit() string { return m.group.id }

func (m *matter) Write(w *kit.Writer) {
	w.Text("id", m.id)
	w.Date("received", m.received)
	w.Text("unit", m.Unit())
	w.Text("title", m.phrase.title)
	w.Text("channel", m.channel)
	w.Text("category", m.phrase.category)
	w.Text("level", m.phrase.level)
	w.Text("lead", m.lead)
	w.Date("contacted", m.reported)
	w.Tables("trail", m.trail)
	w.Date("closed", m.closed)
	w.Text("outcome", m.outcome)
	if m.closed != 0 {
		w.Text("reply", m.reply())
	}
	w.Date("callback", m.callback)
	if m.callback != 0 {
		w.Text("satisfaction", m.rated)
	}
	if m.detailed {
		w.Text("caller", "示例反映人")
		w.Text("contact", kit.Telephone(0))
		w.Text("detail", "示例内容：合成的诉求，不对应任何真实的人和事。")
	}
}

// replies are the answers where the phrase's own does not hold.
var replies = map[string]string{
	"部分采纳": "先做了能做的一部分，其余列入下月清单商议。", "解释说明": "已当面说明有关规定和安排。",
	"转有关单位": "不属镇村职责，已转有关单位并告知联系方式。", "部分解决": "已先行处置，其余列入下一步计划。", "转办": "不属镇村职责，已转有关单位。",
}

func (m *matter) reply() string {
	if r := replies[m.outcome]; r != "" {
		return r
	}
	return m.phrase.reply
}

// A phrase is something people bring up, and the answer when it is taken up or solved.
type phrase struct {
	category, level, title, reply string
	office                        string // the office of the town it falls to; a village's own if empty
	season                        season
}

// A season says when a matter comes up.
type season int

const (
	always   season = iota
	dry             // October to December: ponds and ditches are mended, forests burn
	frost           // December to February
	festival        // January and February, round the Spring Festival
	spring          // February and March: sowing, rain
)

func (s season) weight(d kit.Day) int {
	m := d.Month()
	busy := map[season]bool{
		dry: m <= october+2, frost: m >= october+2 && m <= october+4, festival: m == october+3 || m == october+4, spring: m >= october+4,
	}
	switch {
	case s == always:
		return 8
	case busy[s]:
		return 16
	default:
		return 0
	}
}

// The levels: who answers an opinion is plain, a problem is solved at the lowest level that can.
const (
	plain     = "一般"
	byGroup   = "组里办"
	byArea    = "片里办"
	byVillage = "村（社区）办"
	byTown    = "镇里办"
)

// limits are the limits in working days; the ledger.toml files say the same.
var limits = map[string]int{plain: 5, byGroup: 3, byArea: 5, byVillage: 10, byTown: 20}

// often is how often something of a level comes up: what takes the town to solve is rare.
var often = map[string]int{plain: 1, byGroup: 5, byArea: 3, byVillage: 3, byTown: 1}

// A casebook says how a case ledger is filled.
type casebook struct {
	folder, prefix string
	pace           *kit.Pace
	phrases        []phrase
	channels       []kit.Choice
	inTime, late   int // how many are closed,
	open, overdue  int // and how many are not
	outcomes       []kit.Choice
	finish         func(d kit.Dice, m *matter)
}

// fill draws the rows: for each way to end it draws matters until so many can end like that.
func (b casebook) fill(t *town) []*matter {
	d := site.Dice(b.folder)
	var rows []*matter
	for _, end := range []struct {
		count int
		close func(d kit.Dice, from kit.Day, limit int) (kit.Day, bool)
	}{{b.inTime, inTime}, {b.late, late}, {b.open, open}, {b.overdue, overdue}} {
		for n := 0; n < end.count; {
			m := b.draw(d, t)
			done, ok := end.close(d, m.received, limits[m.phrase.level])
			if !ok {
				continue
			}
			m.closed = done
			rows = append(rows, m)
			n++
		}
	}
	b.decide(d, rows)
	for _, m := range rows {
		b.finish(d, m)
	}
	return kit.Numbered(b.prefix, rows, func(m *matter) *string { return &m.id })
}

func (b casebook) draw(d kit.Dice, t *town) *matter {
	m := &matter{received: b.pace.Day(d), group: t.group(d), channel: d.Choose(b.channels), detailed: d.Chance(2)}
	weights := make([]int, len(b.phrases))
	for i, p := range b.phrases {
		weights[i] = p.season.weight(m.received) * often[p.level]
	}
	m.phrase = b.phrases[d.Weighted(weights)]
	m.lead = m.phrase.office
	if m.lead == "" {
		m.lead = m.group.village.committee()
	}
	return m
}

// decide gives the closed ones their outcomes, as many of each as its weight: what takes long comes last, so that only
// hard problems end otherwise than solved.
func (b casebook) decide(d kit.Dice, rows []*matter) {
	closed := slices.DeleteFunc(slices.Clone(rows), func(m *matter) bool { return m.closed == 0 })
	d.Shuffle(len(closed), func(i, j int) { closed[i], closed[j] = closed[j], closed[i] })
	slices.SortStableFunc(closed, func(a, b *matter) int { return limits[a.phrase.level] - limits[b.phrase.level] })
	for _, o := range b.outcomes {
		for _, m := range closed[:o.Weight] {
			m.outcome = o.Value
		}
		closed = closed[o.Weight:]
	}
}

func inTime(d kit.Dice, from kit.Day, limit int) (kit.Day, bool) {
	closed := kit.After(from, 1+(d.IntN(limit)+d.IntN(limit))/2)
	return closed, closed <= horizon
}

func late(d kit.Dice, from kit.Day, limit int) (kit.Day, bool) {
	closed := kit.After(from, limit+1+d.IntN(1+limit/2))
	return closed, closed <= horizon
}

// open is not due yet.
func open(_ kit.Dice, from kit.Day, limit int) (kit.Day, bool) {
	return 0, kit.After(from, limit) > horizon
}

// overdue was due in the last two weeks.
func overdue(_ kit.Dice, from kit.Day, limit int) (kit.Day, bool) {
	due := kit.After(from, limit)
	return 0, limit > 3 && due < horizon-1 && due > horizon-15
}

var ratings = []kit.Choice{{Value: "非常满意", Weight: 52}, {Value: "满意", Weight: 40}, {Value: "基本满意", Weight: 6}, {Value: "不满意", Weight: 2}}
