package yejin

import (
	"cmp"
	"slices"
	"strings"

	"github.com/lanewall/lanewall/examples/synth/kit"
)

// A matter is a row of a case ledger: a resident's matter, an order of the
// district platform, a piece of feedback.
type matter struct {
	id         string
	received   kit.Day
	compound   *compound
	title      string
	phrase     phrase
	channel    string
	lead       string
	assist     []string
	closed     kit.Day
	outcome    string
	withDetail bool
	receipt    string // of what came by the page for reports
	shots      kit.Shots
}

func (m *matter) On() kit.Day  { return m.received }
func (m *matter) Unit() string { return m.compound.id }

func (m *matter) Write(w *kit.Writer) {
	w.Text("id", m.id)
	w.Date("received", m.received)
	w.Text("unit", m.Unit())
	w.Text("title", m.title)
	w.Text("channel", m.channel)
	w.Text("category", m.phrase.category)
	w.Text("level", m.phrase.level)
	w.Text("lead", m.lead)
	w.List("assist", m.assist)
	w.Date("closed", m.closed)
	w.Text("outcome", m.outcome)
	if m.closed != 0 {
		w.Text("reply", m.reply())
	}
	w.Text("receipt", m.receipt)
	m.shots.Write(w)
	if m.withDetail {
		w.Text("caller", "示例来电人")
		w.Text("contact", kit.Telephone(0))
		w.Text("detail", "示例内容：合成的诉求，不对应任何真实的人和事。")
	}
}

func (m *matter) reply() string {
	switch m.outcome {
	case "解决":
		return m.phrase.reply
	case "部分解决":
		return "已先行处置，其余列入下一步计划。"
	case "解释说明":
		return "已按现行规定作出说明。"
	case "转办":
		return "不属本级职责，已转有关单位。"
	case "不予受理":
		return "不在受理范围，已告知办理途径。"
	default:
		return ""
	}
}

// A phrase is something residents raise, its level, and the answer when it is
// solved. {b} stands for a building.
type phrase struct {
	category, level, title, reply string
	season                        season
	department                    string // an order's department
}

// The three levels, and feedback's only one.
const (
	easy  = "易事即办"
	solid = "实事快办"
	hard  = "难事联办"
	plain = "一般"
)

// limits are the limits in working days; the ledger.toml files say the same.
var limits = map[string]int{easy: 2, solid: 5, hard: 15, plain: 5}

// A season says when a matter comes up.
type season int

const (
	always season = iota
	rain          // April to July, and most of all in a storm
	summer        // June to August
	winter        // January and February
)

func (s season) weight(d kit.Day) int {
	month := d.Month().Number()
	switch s {
	case rain:
		if stormy(d) {
			return 60
		}
		if month >= 4 && month <= 7 {
			return 8
		}
		return 2
	case summer:
		if month >= 6 {
			return 14
		}
		return 0
	case winter:
		if month <= 2 {
			return 14
		}
		return 0
	default:
		return 8
	}
}

// A casebook says how a case ledger is filled.
type casebook struct {
	folder, prefix string
	pace           *kit.Pace
	phrases        []phrase
	channels       []kit.Choice
	ends           []ending
	outcomes       []kit.Choice // what the closed ones came to, with exact counts
	responsible    func(d kit.Dice, c *compound, p phrase) (lead string, assist []string)
	detailed       int // per cent of rows with private fields
}

// An ending is how many cases end in which way; close picks the day for a case
// received on d with a limit of n working days, or says that it cannot be.
type ending struct {
	count int
	close func(dice kit.Dice, d kit.Day, n int) (closed kit.Day, ok bool)
}

// inTime closes within the limit.
func inTime(dice kit.Dice, d kit.Day, n int) (kit.Day, bool) {
	var closed kit.Day
	switch days := dice.Between(0, n); {
	case n == 2:
		closed = kit.After(d, days)
	default:
		closed = kit.After(d, 1+(days+dice.IntN(n))/2)
	}
	return closed, closed <= min(horizon, kit.After(d, n))
}

// late closes after the limit, but before the horizon.
func late(dice kit.Dice, d kit.Day, n int) (kit.Day, bool) {
	closed := kit.After(d, n+1+dice.IntN(1+n))
	return closed, closed <= horizon
}

// open is not due yet.
func open(_ kit.Dice, d kit.Day, n int) (kit.Day, bool) { return 0, kit.After(d, n) > horizon }

// overdue was due in the last weeks and is still open.
func overdue(_ kit.Dice, d kit.Day, n int) (kit.Day, bool) {
	due := kit.After(d, n)
	return 0, n > 2 && due <= horizon-2 && due > horizon-20
}

// dueBy narrows an ending to cases due by the horizon.
func dueBy(close func(kit.Dice, kit.Day, int) (kit.Day, bool)) func(kit.Dice, kit.Day, int) (kit.Day, bool) {
	return func(dice kit.Dice, d kit.Day, n int) (kit.Day, bool) {
		closed, ok := close(dice, d, n)
		return closed, ok && kit.After(d, n) <= horizon
	}
}

// fill draws the rows: it draws cases until one can end as wanted.
func (b casebook) fill(s *street) []*matter {
	d := site.Dice(b.folder)
	var rows, closed []*matter
	for _, e := range b.ends {
		for n := 0; n < e.count; {
			m := b.draw(d, s)
			done, ok := e.close(d, m.received, limits[m.phrase.level])
			if !ok {
				continue
			}
			if m.closed = done; done != 0 {
				closed = append(closed, m)
			}
			rows = append(rows, m)
			n++
		}
	}
	b.decide(d, closed)
	return kit.Numbered(b.prefix, rows, func(m *matter) *string { return &m.id })
}

// decide gives the closed cases their outcomes, solved ones first: what is easy
// is solved, the rest falls to harder cases.
func (b casebook) decide(d kit.Dice, closed []*matter) {
	d.Shuffle(len(closed), func(i, j int) { closed[i], closed[j] = closed[j], closed[i] })
	slices.SortStableFunc(closed, func(a, b *matter) int {
		return cmp.Compare(limits[a.phrase.level]/3, limits[b.phrase.level]/3)
	})
	for _, o := range b.outcomes {
		for _, m := range closed[:o.Weight] {
			m.outcome = o.Value
		}
		closed = closed[o.Weight:]
	}
}

func (b casebook) draw(d kit.Dice, s *street) *matter {
	m := &matter{received: b.pace.Day(d), compound: s.compound(d), channel: d.Choose(b.channels)}
	weights := make([]int, len(b.phrases))
	for i, p := range b.phrases {
		weights[i] = p.season.weight(m.received)
		if p.level == easy {
			weights[i] *= 2
		}
	}
	m.phrase = b.phrases[d.Weighted(weights)]
	m.title = strings.ReplaceAll(m.phrase.title, "{b}", m.compound.building(d))
	m.lead, m.assist = b.responsible(d, m.compound, m.phrase)
	m.withDetail = d.Chance(b.detailed)
	return m
}

var yejinChannels = []kit.Choice{{"走访入户", 34}, {"微岗亭", 22}, {"屋场恳谈会", 12}, {"民情收集箱", 9}, {"线上平台", 23}}

// online is the channel of what residents write themselves: those rows have receipt numbers.
const online = "线上平台"

// receipts gives the cases that came online their numbers, from dice of their own, so that all else stays as it was.
func receipts(rows []*matter) []*matter {
	d := site.Dice("receipts")
	for _, m := range rows {
		if m.channel == online {
			m.receipt = kit.Receipt(d)
		}
	}
	return rows
}

// residentCases draws the 居民事项: 706 received, 689 closed, of them 651 solved.
func residentCases(s *street) []*matter {
	return casebook{
		folder: "cases", prefix: "C",
		pace:        residents(96, 62, 100, 98, 104, 124, 128, 106),
		phrases:     residentPhrases,
		channels:    yejinChannels,
		ends:        []ending{{660, inTime}, {29, late}, {15, open}, {2, overdue}},
		outcomes:    []kit.Choice{{"解决", 651}, {"部分解决", 10}, {"解释说明", 15}, {"转办", 8}, {"不予受理", 2}, {"撤诉", 3}},
		responsible: byCategory,
		detailed:    2,
	}.fill(s)
}

// departmentOf is the department that leads the hard cases of a category, and
// whether the property company (rather than the team) leads the easy ones.
var departmentOf = map[string]struct {
	department string
	firm       bool
}{
	"照明": {"zhujian", true}, "排水": {"zhujian", true}, "水电": {"zhujian", true}, "房屋": {"zhujian", true},
	"停车": {"gongan", true}, "楼道": {"yingji", false}, "安全": {"yingji", true}, "充电": {"yingji", true},
	"绿化": {"chengguan", true}, "环卫": {"chengguan", true}, "噪声": {"chengguan", false}, "邻里": {"gongan", false},
	"适老": {"weijian", false}, "卫生": {"weijian", false}, "办事": {"gongan", false}, "经营": {"shichang", false},
}

// byCategory has easy matters done by the property company or a team, and hard
// ones led by a department.
func byCategory(d kit.Dice, c *compound, p phrase) (lead string, assist []string) {
	to := departmentOf[p.category]
	near := kit.Pick(d, c.teams).id
	if to.firm {
		near = c.firm
	}
	switch p.level {
	case easy:
		return near, nil
	case hard:
		if d.Chance(60) {
			return to.department, []string{c.committee(), near}
		}
		return to.department, []string{c.committee()}
	default:
		if d.Chance(35) {
			return c.committee(), []string{near}
		}
		return near, nil
	}
}
