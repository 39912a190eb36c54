package dayao

import (
	"fmt"

	"github.com/lanewall/lanewall/examples/synth/kit"
)

// The three forms of meetings: residents talk whenever there is something to talk about, villages look through the
// month's opinions and problems each month, the town reviews the work each quarter.
const (
	talking   = "民情恳谈会"
	analysing = "民情分析会"
	reviewing = "工作点评会"
)

type meeting struct {
	id                         string
	date                       kit.Day
	unit                       string
	form, title, place         string
	attendees, matters, agreed int
}

func (m *meeting) On() kit.Day  { return m.date }
func (m *meeting) Unit() string { return m.unit }

func (m *meeting) Write(w *kit.Writer) {
	w.Text("id", m.id)
	w.Date("date", m.date)
	w.Text("unit", m.unit)
	w.Text("form", m.form)
	w.Text("title", m.title)
	w.Text("place", m.place)
	w.Integer("attendees", m.attendees)
	w.Integer("matters", m.matters)
	w.Integer("agreed", m.agreed)
	if m.form == talking {
		w.Text("minutes", "示例记录：合成的会议记录，不公开。")
	}
}

// topics are what a talk is about, with the season it comes up in.
var topics = []struct {
	text   string
	season season
}{
	{"商议组级公路养护", always}, {"商议路灯电费分摊", always}, {"商议垃圾清运和收费", always}, {"商议共用水井清洗", always},
	{"商议渠道清淤出工", dry}, {"商议山塘检修用工", dry}, {"商议防火隔离带清理", dry}, {"商议春节鞭炮燃放时段", festival},
	{"商议返乡车辆停放", festival}, {"商议正月文体活动", festival}, {"商议供水管防冻", frost}, {"商议春灌放水顺序", spring},
	{"商议村庄绿化和拆旧", spring}, {"商议农药包装回收", spring}, {"修订村规民约", always}, {"商议晒谷坪和球场使用", always},
}

func meetings(t *town) []*meeting {
	d := site.Dice("meetings")
	var rows []*meeting
	for i, m := range months() {
		rows = append(rows, talks(d, t, m, []int{15, 17, 16, 11, 18, 19}[i])...)
		rows = append(rows, analyses(d, t, m)...)
		if m.Number()%3 == 0 {
			rows = append(rows, review(d, m))
		}
	}
	return kit.Numbered("M", rows, func(m *meeting) *string { return &m.id })
}

// talks are held in a 片, none twice in a month.
func talks(d kit.Dice, t *town, m kit.Month, n int) []*meeting {
	var areas []*area
	for _, v := range t.villages {
		areas = append(areas, v.areas...)
	}
	places := []kit.Choice{{Value: "邻里服务站", Weight: 5}, {Value: "屋场", Weight: 4}, {Value: "村（社区）会议室", Weight: 1}}
	pace := kit.Residents(m.First(), m.Last(), 100)
	var rows []*meeting
	for _, i := range d.Perm(len(areas))[:n] {
		r := &meeting{date: pace.Day(d), unit: areas[i].id, form: talking, place: d.Choose(places)}
		weights := make([]int, len(topics))
		for i, topic := range topics {
			weights[i] = topic.season.weight(r.date)
		}
		r.title = topics[d.Weighted(weights)].text
		r.agreed = d.Between(1, 4)
		r.matters = r.agreed + d.Between(1, 5)
		r.attendees = d.Between(12, 30) + r.matters
		rows = append(rows, r)
	}
	return rows
}

// analyses are held by each village on the 25th or the working days after it.
func analyses(d kit.Dice, t *town, m kit.Month) []*meeting {
	var rows []*meeting
	for _, v := range t.villages {
		date := min(kit.After(kit.Workday(m.First()+24), d.Weighted([]int{6, 3, 1})), lastWorkday(m))
		rows = append(rows, &meeting{
			date: date, unit: v.id, form: analysing, place: "村（社区）会议室",
			title:     fmt.Sprintf("分析%d月意见和问题", m.Number()),
			attendees: len(v.areas) + len(v.groups) + d.Between(3, 9), matters: d.Between(3, 9), agreed: d.Between(1, 4),
		})
	}
	return rows
}

func review(d kit.Dice, m kit.Month) *meeting {
	quarter := kit.Numeral((m.Number() + 2) / 3)
	return &meeting{
		date: lastWorkday(m), unit: root, form: reviewing, place: "镇会议室",
		title:     fmt.Sprintf("点评%d年第%s季度工作", m.Year(), quarter),
		attendees: d.Between(96, 118), matters: d.Between(8, 14), agreed: d.Between(4, 7),
	}
}
