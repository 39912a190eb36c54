package jiangan

import (
	"fmt"
	"time"

	"github.com/lanewall/lanewall/examples/synth/kit"
)

// A meeting is one of the whole district.
type meeting struct {
	id, title, kind            string
	date                       kit.Day
	attendees, matters, agreed int
}

func (m *meeting) On() kit.Day  { return m.date }
func (m *meeting) Unit() string { return root }

func (m *meeting) Write(w *kit.Writer) {
	w.Text("id", m.id)
	w.Date("date", m.date)
	w.Text("unit", root)
	w.Text("title", m.title)
	w.Text("kind", m.kind)
	w.Text("place", "区指挥中心")
	w.Integer("attendees", m.attendees)
	w.Integer("matters", m.matters)
	w.Integer("agreed", m.agreed)
}

// plenaries are the two plenary meetings.
var plenaries = []meeting{
	{kind: "全体会", title: "工作联盟第一次全体会议", date: kit.On(2019, 3, 21), attendees: 164, matters: 23, agreed: 14},
	{kind: "全体会", title: "工作联盟第二次全体会议", date: kit.On(2019, 9, 5), attendees: 171, matters: 27, agreed: 18},
}

// topics are what the special meetings are about, by month from January.
var topics = []string{
	"春节期间值守安排", "老旧小区停车秩序", "创建和路面修补", "汛前排水检查", "行道树修剪和白蚁防治", "防汛渍水点位",
	"高温用电安全", "开学前校园周边秩序", "赛事期间市容秩序", "赛事期间联络值守", "供水管网保暖", "年末欠薪排查",
}

// meetings are the two plenary meetings, the weekly ones on Mondays, and a special one a month.
func meetings(t term) []*meeting {
	dice := site.Dice("meetings")
	var rows []*meeting
	for _, p := range plenaries {
		rows = append(rows, &p)
	}
	for d := t.first; d <= horizon; d++ {
		if d.Weekday() == time.Monday && works(d) {
			rows = append(rows, &meeting{
				title: fmt.Sprintf("第%d周调度会", week(d)-1), kind: "周调度会", date: d,
				attendees: dice.Between(38, 56), matters: dice.Between(4, 12), agreed: dice.Between(2, 4),
			})
		}
	}
	for m := t.first.Month(); m <= horizon.Month(); m++ {
		rows = append(rows, &meeting{
			title: topics[m.Number()-1] + "专题会", kind: "专题会", date: after(m.First()+kit.Day(dice.Between(7, 14)), 1),
			attendees: dice.Between(14, 26), matters: dice.Between(3, 7), agreed: dice.Between(1, 3),
		})
	}
	return kit.Numbered("HUI", rows, func(m *meeting) *string { return &m.id })
}

// week is the number of the day's week in its year.
func week(d kit.Day) int {
	_, n := d.Time().ISOWeek()
	return n
}
