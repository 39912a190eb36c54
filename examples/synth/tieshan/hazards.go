package tieshan

import (
	"strings"

	"github.com/lanewall/lanewall/examples/synth/kit"
)

// A hazard is a row of three ledgers: hazards, the four campaigns, and the problems that inspections find.
type hazard struct {
	id               string
	found, rectified kit.Day
	village          *village
	title            string
	phrase           phrase
	inspection       *inspection // of a problem
	detailed         bool
	shots            kit.Shots
}

func (h *hazard) On() kit.Day  { return h.found }
func (h *hazard) Unit() string { return h.village.id }

func (h *hazard) Write(w *kit.Writer) {
	w.Text("id", h.id)
	w.Date("found", h.found)
	w.Text("unit", h.Unit())
	w.Text("title", h.title)
	w.Text("category", h.phrase.category)
	w.Text("level", h.phrase.level)
	if h.inspection != nil {
		w.Text("inspection", h.inspection.id)
		w.Text("target", h.inspection.target.name)
	} else {
		w.Text("lead", h.village.lead(h.phrase.lead))
		w.Text("responsible", h.village.cadre())
	}
	w.Date("rectified", h.rectified)
	if h.rectified != 0 {
		w.Text("measure", h.phrase.measure)
	}
	h.shots.Write(w)
	if h.detailed {
		w.Text("detail", "示例内容：合成的检查记录，不对应任何真实的人和事。")
	}
}

// takePhotos gives drawings that stand for photographs to the last road that has got its fence, and gives their files.
func takePhotos(hazards []*hazard) []kit.File {
	h := kit.Last(hazards, func(h *hazard) bool {
		return h.rectified != 0 && strings.HasSuffix(h.title, "临沟路段没有护栏")
	})
	h.shots = kit.BeforeAfter(kit.Fence, strings.ToLower(h.id), h.village.name+strings.TrimSuffix(h.title, "没有护栏")+"，", "没有护栏", "装上护栏和警示柱", h.found, h.rectified)
	return h.shots.Files(site, "hazards")
}

// A phrase is something that may be wrong, and what is done about it. {p} stands for a place in the village.
type phrase struct {
	category, level, title, measure string
	lead                            string // a body; without it the village committee
	season                          season
}

// A season says when a thing is found.
type season int

const (
	always season = iota
	dry           // January to April: forest fires
	rain          // June to August
)

func (s season) weight(d kit.Day) int {
	month := d.Month().Number()
	switch {
	case s == always:
		return 8
	case s == dry && month <= 4, s == rain && month >= 6:
		return 16
	case s == rain && month == 5:
		return 5
	default:
		return 1
	}
}

const (
	plain   = "一般"
	serious = "较大"
)

// limits are the limits of hazards in working days; data/hazards/ledger.toml says the same.
var limits = map[string]int{plain: 5, serious: 30}

// places are where things are found; the first four also stand for what lies outside the village.
var places = []string{"村东", "村西", "村南", "村北", "村口", "主街", "后街", "文化广场旁", "学校旁", "卫生室旁"}

// outside are words of what is never found in the middle of a village.
var outside = []string{"进山", "坟地", "防火通道", "塘坝", "排洪沟", "机井", "临沟", "边坡", "河滩", "山坡", "承包地", "田间"}

func (p phrase) place(d kit.Dice) string {
	i := d.IntN(len(places))
	for _, word := range outside {
		if strings.Contains(p.title, word) {
			return places[i%4]
		}
	}
	return places[i]
}

var hazardPhrases = []phrase{
	{"消防", plain, "{p}柴草堆在电线杆下", "已清走柴草，划出堆放点。", "", dry},
	{"消防", plain, "{p}消防栓被杂物围住", "已清理，立了提示牌。", "", always},
	{"消防", plain, "{p}微型消防站灭火器过期", "已更换灭火器。", "anjian", always},
	{"消防", serious, "{p}仓库占用防火间距", "已腾退，恢复间距。", "anjian", always},
	{"用电", plain, "{p}配电箱门缺失", "已装门上锁。", "", always},
	{"用电", plain, "{p}电线垂落离地过低", "供电单位已抬高固定。", "", rain},
	{"用电", serious, "{p}灌溉机井线路老化", "已换线，加装漏电保护器。", "nongye", always},
	{"道路", plain, "{p}路口树枝遮挡标志牌", "已修剪。", "", rain},
	{"道路", plain, "{p}路面坑洼积水", "已填补平整。", "", always},
	{"道路", plain, "{p}路口缺反光镜", "已安装反光镜。", "", always},
	{"道路", serious, "{p}临沟路段没有护栏", "已安装护栏和警示柱。", "chengjian", always},
	{"道路", serious, "{p}路基被雨水掏空", "已回填加固，恢复通行。", "chengjian", rain},
	{"房屋", plain, "{p}闲置房屋瓦片松动", "已拆除松动部分，设了围挡。", "", rain},
	{"房屋", plain, "{p}广告牌固定不牢", "已加固。", "", always},
	{"房屋", serious, "{p}公用房墙体开裂", "已停用并加固。", "chengjian", rain},
	{"塘坝河道", plain, "{p}塘坝缺警示牌和救生圈", "已配齐。", "", always},
	{"塘坝河道", plain, "{p}排洪沟堆放垃圾", "已清运。", "", rain},
	{"塘坝河道", serious, "{p}塘坝溢洪口堵塞", "已清挖，恢复过水。", "nongye", rain},
	{"林区", plain, "{p}进山路口无防火检查点", "已设点，安排值守。", "", dry},
	{"林区", plain, "{p}坟地周边枯草未割", "已割除，清出隔离带。", "", dry},
	{"林区", serious, "{p}防火通道被落石阻断", "已清理，恢复通行。", "anjian", dry},
	{"燃气", plain, "{p}饭店燃气软管老化", "已更换软管，装报警器。", "shichang", always},
	{"燃气", plain, "{p}气瓶与灶具同室存放", "已分开存放。", "shichang", always},
	{"施工", plain, "{p}沟槽开挖未设围挡", "已设围挡和夜间警示灯。", "zhifa", always},
	{"施工", plain, "{p}脚手架缺少防护网", "已挂网，复查合格。", "zhifa", always},
	{"施工", serious, "{p}边坡开挖后未支护", "已放坡支护。", "ziran", rain},
}

// hazards draws 394: 353 rectified, 41 open, of them 3 overdue.
func hazards(s *street) []*hazard {
	return casebook{
		name: "hazards", prefix: "H", phrases: hazardPhrases, detailed: 3, lastDay: true,
		pace:  kit.Residents(start, horizon, 88, 62, 104, 108, 96, 112, 118, 110, 110),
		limit: func(p phrase) int { return limits[p.level] },
		ends:  []ending{{330, inTime}, {23, late}, {38, open}, {3, overdue}},
	}.fill(s)
}

// A casebook says how a ledger of hazards is filled.
type casebook struct {
	name, prefix string // name is that of its dice
	phrases      []phrase
	pace         *kit.Pace
	limit        func(phrase) int // in working days
	ends         []ending
	detailed     int // per cent of rows with private fields
	// lastDay has the first open one found on the last day: so the last week has been reported in both of its months.
	lastDay bool
}

// An ending is how many end in which way; close picks the day for one found on d with a limit of n working days, or
// says that it cannot be.
type ending struct {
	count int
	close func(dice kit.Dice, d kit.Day, n int) (closed kit.Day, ok bool)
}

func inTime(dice kit.Dice, d kit.Day, n int) (kit.Day, bool) {
	closed := kit.After(d, dice.Between(1, n))
	return closed, closed <= horizon
}

func late(dice kit.Dice, d kit.Day, n int) (kit.Day, bool) {
	closed := kit.After(d, n+dice.Between(1, 6))
	return closed, closed <= horizon
}

// open is not due yet. Few are past half of the limit: what is old is mostly done.
func open(dice kit.Dice, d kit.Day, n int) (kit.Day, bool) {
	if kit.After(d, n/2) < horizon && dice.Chance(70) {
		return 0, false
	}
	return 0, kit.After(d, n) > horizon
}

// overdue was due in the last weeks and is still open.
func overdue(_ kit.Dice, d kit.Day, n int) (kit.Day, bool) {
	due := kit.After(d, n)
	return 0, due < horizon-1 && due > horizon-18
}

// fill draws the rows: it draws until one can end as wanted.
func (b casebook) fill(s *street) []*hazard {
	var rows []*hazard
	d := site.Dice(b.name)
	for i, e := range b.ends {
		for n := 0; n < e.count; {
			h := b.draw(d, s)
			if b.lastDay && n == 0 && i == len(b.ends)-2 {
				h.found = horizon
			}
			closed, ok := e.close(d, h.found, b.limit(h.phrase))
			if !ok {
				continue
			}
			h.rectified = closed
			rows = append(rows, h)
			n++
		}
	}
	return kit.Numbered(b.prefix, rows, func(h *hazard) *string { return &h.id })
}

func (b casebook) draw(d kit.Dice, s *street) *hazard {
	h := &hazard{found: b.pace.Day(d), village: s.village(d)}
	weights := make([]int, len(b.phrases))
	for i, p := range b.phrases {
		weights[i] = p.season.weight(h.found)
	}
	h.phrase = b.phrases[d.Weighted(weights)]
	h.title = strings.ReplaceAll(h.phrase.title, "{p}", h.phrase.place(d))
	h.detailed = d.Chance(b.detailed)
	return h
}
