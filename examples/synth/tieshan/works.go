package tieshan

import (
	"fmt"

	"github.com/lanewall/lanewall/examples/synth/kit"
)

// A work is one of the three things a village has promised for the year (三件实事).
type work struct {
	id                                string
	village                           *village
	kind                              workKind
	promised, started, completed, due kit.Day
	budget, spent                     int // 分
}

func (k *work) On() kit.Day  { return k.promised }
func (k *work) Unit() string { return k.village.id }

func (k *work) Write(w *kit.Writer) {
	w.Text("id", k.id)
	w.Date("promised", k.promised)
	w.Text("unit", k.Unit())
	w.Text("title", k.kind.title)
	w.Text("category", k.kind.category)
	w.Text("lead", k.village.committee())
	w.Date("started", k.started)
	w.Date("completed", k.completed)
	w.Date("due", k.due)
	w.Money("budget", k.budget)
	w.Money("spent", k.spent)
}

// A workKind is something a village may promise, and between which sums in hundreds of yuan it costs.
type workKind struct {
	category, title string
	low, high       int
}

var workKinds = []workKind{
	{"组织建设", "服务室修缮", 80, 420},
	{"组织建设", "公开栏更新", 20, 60},
	{"组织建设", "议事室配桌椅", 30, 90},
	{"基础设施", "主街路灯安装", 180, 640},
	{"基础设施", "进村路修补", 300, 1600},
	{"基础设施", "排水沟清淤", 200, 900},
	{"基础设施", "自来水管更换", 400, 1800},
	{"基础设施", "文化广场铺装", 260, 1100},
	{"基础设施", "塘坝护栏安装", 120, 480},
	{"基础设施", "公厕改造", 90, 360},
	{"基础设施", "河道护坡加固", 500, 2200},
	{"产业发展", "樱桃园修路", 260, 1200},
	{"产业发展", "蓝莓大棚建设", 600, 2600},
	{"产业发展", "茶园喷灌安装", 220, 880},
	{"产业发展", "采摘园停车场", 100, 420},
	{"土地流转", "闲置地流转", 10, 60},
	{"土地流转", "零散地块整理", 60, 300},
	{"土地流转", "流转合同补签", 5, 30},
}

// works draws three for each of the 42 villages, 126 in all: 61 completed, 44 under way, 21 not begun.
func works(s *street) []*work {
	d := site.Dice("works")
	var rows []*work
	for _, v := range s.villages {
		promised := kit.Workday(d.Day(on(1, 14), on(2, 26)))
		for _, kind := range threeKinds(d) {
			k := &work{village: v, kind: kind, promised: promised, budget: d.Between(kind.low, kind.high) * 10000}
			k.due = kit.Pick(d, []kit.Day{on(9, 30), on(10, 31), on(11, 30), on(11, 30), on(12, 31)})
			rows = append(rows, k)
		}
	}
	for i, n := range d.Perm(len(rows)) {
		if i < 61+44 {
			rows[n].start(d)
		}
		if i < 61 {
			rows[n].complete(d)
		}
	}
	return kit.Numbered("S", rows, func(k *work) *string { return &k.id })
}

// threeKinds draws three kinds of work, at least one of 基础设施, no two alike.
func threeKinds(d kit.Dice) []workKind {
	for {
		var three []workKind
		built := false
		for _, i := range d.Perm(len(workKinds))[:3] {
			three = append(three, workKinds[i])
			built = built || workKinds[i].category == "基础设施"
		}
		if built {
			return three
		}
	}
}

func (k *work) start(d kit.Dice) {
	k.started = kit.Workday(d.Day(max(k.promised+14, on(3, 4)), on(8, 2)))
}

// complete ends the work after three weeks or more, some of them waiting for rain or harvest to be over.
func (k *work) complete(d kit.Dice) {
	for k.completed == 0 || k.completed > horizon {
		k.completed = kit.After(k.started, d.Between(8, 26))
		for d.Chance(40) {
			k.completed = kit.After(k.completed, d.Between(5, 20))
		}
	}
	k.spent = (k.budget - k.budget*d.Between(0, 90)/1000) / 10000 * 10000
}

// A meeting is held to move the works on. The report has three.
type meeting struct {
	id, title, place   string
	date               kit.Day
	attendees, matters int
}

func (m *meeting) On() kit.Day  { return m.date }
func (m *meeting) Unit() string { return root }

func (m *meeting) Write(w *kit.Writer) {
	w.Text("id", m.id)
	w.Date("date", m.date)
	w.Text("unit", root)
	w.Text("title", m.title)
	w.Text("place", m.place)
	w.Integer("attendees", m.attendees)
	w.Integer("matters", m.matters)
}

func meetings() []*meeting {
	rows := []*meeting{
		{title: "三件实事承诺和开工安排", place: "街道会议室", date: on(3, 1), attendees: 58, matters: 17},
		{title: "上半年实事进度逐村核对", place: "村现场", date: on(6, 28), attendees: 61, matters: 23},
		{title: "未开工实事逐件会商", place: "街道会议室", date: on(8, 16), attendees: 34, matters: 21},
	}
	for i, m := range rows {
		m.id = fmt.Sprintf("M-2019-%04d", i+1)
	}
	return rows
}
