package tieshan

import (
	"fmt"
	"slices"

	"github.com/lanewall/lanewall/examples/synth/kit"
)

// An activity is a training session or one of the checks (抽查、回访、考核、通报).
type activity struct {
	id, unit, title, category, place, body string
	date                                   kit.Day
	attendees                              int
}

func (a *activity) On() kit.Day  { return a.date }
func (a *activity) Unit() string { return a.unit }

func (a *activity) Write(w *kit.Writer) {
	w.Text("id", a.id)
	w.Date("date", a.date)
	w.Text("unit", a.unit)
	w.Text("title", a.title)
	w.Text("category", a.category)
	w.Text("place", a.place)
	if a.attendees > 0 {
		w.Integer("attendees", a.attendees)
	}
	w.Text("body", a.body)
}

var lessons = []struct{ category, title, body string }{
	{"安全生产", "企业安全负责人培训", "anjian"},
	{"安全生产", "灭火器使用和疏散演练", "anjian"},
	{"安全生产", "村级安全员隐患识别", "anjian"},
	{"防汛防火", "森林防火值守培训", "anjian"},
	{"防汛防火", "防汛转移演练", "anjian"},
	{"调解业务", "村级调解员业务培训", "sifasuo"},
	{"调解业务", "调解卷宗填写培训", "sifasuo"},
	{"法治宣传", "土地和宅基地政策讲解", "ziran"},
	{"法治宣传", "以案说法进村", "fating"},
	{"系统使用", "台账填写和周报报送", "zhihui"},
}

// training draws 26 sessions, three a month or so.
func training(s *street) []*activity {
	d := site.Dice("training")
	pace := kit.Office(start, on(8, 30), 70, 60, 110, 110, 100, 120, 100, 100)
	var rows []*activity
	for range 26 {
		l := kit.Pick(d, lessons)
		a := &activity{date: pace.Day(d), category: l.category, title: l.title, body: l.body, unit: root, place: "街道会议室"}
		if d.Chance(65) {
			a.unit, a.place = kit.Pick(d, s.areas).id, "管区会议室"
		}
		a.attendees = d.Between(18, 64)
		rows = append(rows, a)
	}
	return kit.Numbered("T", rows, func(a *activity) *string { return &a.id })
}

// checks are made by the command centre: a spot check and a round of calls back a week by turns, an appraisal of every
// area a quarter, a circular on the first working day of the next month.
func checks(s *street) []*activity {
	d := site.Dice("checks")
	var rows []*activity
	add := func(date kit.Day, unit, category, title string) {
		rows = append(rows, &activity{date: date, unit: unit, category: category, title: title, body: "zhihui"})
	}
	for i, thursday := 0, on(1, 10); thursday < horizon; i, thursday = i+1, thursday+7 {
		a := s.areas[i%len(s.areas)]
		if i%2 == 0 {
			add(kit.Workday(thursday), a.id, "抽查", kit.Pick(d, []string{"现场抽查已销号隐患", "现场抽查四个专项", "抽查三件实事进度"}))
		} else {
			add(kit.Workday(thursday), a.id, "回访", kit.Pick(d, []string{"电话回访已化解纠纷", "入村回访已办结实事"}))
		}
	}
	for _, q := range []struct {
		date kit.Day
		name string
	}{{on(4, 4), "第一季度"}, {on(7, 4), "第二季度"}} {
		for _, a := range s.areas {
			add(q.date, a.id, "考核", q.name+"联勤工作考核")
		}
	}
	for m := 1; m <= 7; m++ {
		add(kit.After(kit.MonthOf(2019, m).Last(), 1), root, "通报", fmt.Sprintf("%d月联勤工作情况通报", m))
	}
	slices.SortStableFunc(rows, func(a, b *activity) int { return int(a.date - b.date) })
	return kit.Numbered("K", rows, func(a *activity) *string { return &a.id })
}
