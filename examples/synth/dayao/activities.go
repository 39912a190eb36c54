package dayao

import (
	"time"

	"github.com/lanewall/lanewall/examples/synth/kit"
)

// An activity is one of a 邻里服务日, which is the first Monday of a month that is a working day.
type activity struct {
	id              string
	date            kit.Day
	village         *village
	kind            activityKind
	place           string
	attendees       int
	ordered, served int // services residents have ordered (点单), and those of them delivered
}

func (a *activity) On() kit.Day  { return a.date }
func (a *activity) Unit() string { return a.village.id }

func (a *activity) Write(w *kit.Writer) {
	w.Text("id", a.id)
	w.Date("date", a.date)
	w.Text("unit", a.Unit())
	w.Text("title", a.kind.title)
	w.Text("theme", "邻里服务日")
	w.Text("category", a.kind.category)
	w.Text("place", a.place)
	w.Integer("attendees", a.attendees)
	w.Integer("ordered", a.ordered)
	w.Integer("served", a.served)
}

type activityKind struct {
	category, title string
	season          season
}

// The four kinds of activities.
const (
	lecture   = "宣传交流"
	practical = "实事专题"
	help      = "志愿便民"
	culture   = "文化创意"
)

var activityKinds = []activityKind{
	{lecture, "医保缴费政策讲解", dry}, {lecture, "森林防火和用火审批讲解", dry}, {lecture, "冬季用炭用电安全讲解", frost},
	{lecture, "烟花爆竹安全常识讲解", festival}, {lecture, "种粮补贴和春耕农技讲解", spring}, {lecture, "防范电信诈骗讲解", always}, {lecture, "垃圾分类交流", always},
	{practical, "渠道清淤一日工", dry}, {practical, "山塘管护现场会", dry}, {practical, "组级公路清扫和补坑", always}, {practical, "路灯逐盏检查", always},
	{practical, "水管防冻包扎", frost}, {practical, "春灌前水渠巡查", spring},
	{help, "便民理发和磨刀", always}, {help, "测血压和健康咨询", always}, {help, "小家电、农具维修", always}, {help, "养老认证帮办", always},
	{help, "春节前屋场大扫除", festival}, {help, "代办医保缴费", dry},
	{culture, "写春联", festival}, {culture, "屋场故事会", always}, {culture, "竹编手工课", always}, {culture, "广场舞和山歌联欢", always},
	{culture, "儿童画村庄", always}, {culture, "元宵灯谜", festival},
}

func activities(t *town) []*activity {
	d := site.Dice("activities")
	var rows []*activity
	for _, m := range months() {
		for _, v := range t.villages {
			rows = append(rows, ofDay(d, v, serviceDay(m))...)
		}
	}
	return kit.Numbered("A", rows, func(a *activity) *string { return &a.id })
}

// ofDay draws what a village does on a service day: one to three activities, each of another kind.
func ofDay(d kit.Dice, v *village, date kit.Day) []*activity {
	categories := []kit.Choice{{Value: lecture, Weight: 4}, {Value: practical, Weight: 4}, {Value: help, Weight: 5}, {Value: culture, Weight: 3}}
	var rows []*activity
	for _, category := range d.Some(1+d.Weighted([]int{2, 5, 3}), categories) {
		a := &activity{date: date, village: v, kind: drawActivity(d, category, date)}
		a.place = kit.Pick(d, v.groups).name + "邻里服务站"
		a.attendees = d.Between(18, 66)
		if category == help || category == practical {
			a.ordered = d.Between(2, 14)
			a.served = a.ordered - d.Weighted([]int{7, 2, 1})
		}
		rows = append(rows, a)
	}
	return rows
}

func drawActivity(d kit.Dice, category string, date kit.Day) activityKind {
	weights := make([]int, len(activityKinds))
	for i, k := range activityKinds {
		if k.category == category {
			weights[i] = k.season.weight(date)
		}
	}
	return activityKinds[d.Weighted(weights)]
}

// serviceDay is the first Monday of the month that is a working day.
func serviceDay(m kit.Month) kit.Day {
	d := m.First()
	for d.Weekday() != time.Monday || !kit.Works(d) {
		d++
	}
	return d
}
