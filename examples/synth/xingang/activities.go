package xingang

import (
	"time"

	"github.com/lanewall/lanewall/examples/synth/kit"
)

// An activity is the one that opens a month's theme, or one of a week.
type activity struct {
	id        string
	date      kit.Day
	unit      string
	title     string
	theme     string
	category  string
	place     string
	attendees int
	body      string
}

func (a *activity) On() kit.Day  { return a.date }
func (a *activity) Unit() string { return a.unit }

func (a *activity) Write(w *kit.Writer) {
	w.Text("id", a.id)
	w.Date("date", a.date)
	w.Text("unit", a.unit)
	w.Text("title", a.title)
	w.Text("theme", a.theme)
	w.Text("category", a.category)
	w.Text("place", a.place)
	w.Integer("attendees", a.attendees)
	w.Text("body", a.body)
}

// themes are the months' themes: what opens each, and what is done in its weeks.
var themes = []struct {
	name, opening string
	weekly        []string
}{
	{"迎春送福", "迎春联欢", []string{"写春联送春联", "剪窗花", "包水饺", "节前大扫除"}},
	{"平安开年", "元宵灯会", []string{"冬春防火宣传", "家庭用火用电讲座", "开学安全课", "灭火器使用练习"}},
	{"志愿服务", "志愿服务日", []string{"义务理发", "家电维修", "小区植树", "量血压和健康咨询", "旧衣回收"}},
	{"清洁家园", "全区大扫除", []string{"楼道清理", "绿地捡拾垃圾", "旧物交换", "垃圾分类游戏"}},
	{"和睦家庭", "好婆婆、好媳妇表彰会", []string{"家风故事会", "邻里百家宴", "亲子阅读", "家庭矛盾调解讲座"}},
	{"安全生活", "安全知识竞赛", []string{"用气安全检查", "电动自行车充电安全讲座", "楼栋疏散练习", "夏季用电提醒"}},
	{"暑期平安", "暑期托管开班", []string{"防溺水讲座", "少儿书法", "暑期电影", "交通安全课"}},
	{"夏夜邻里", "夏夜文艺演出", []string{"露天电影", "广场健身舞", "邻里象棋赛", "乘凉听法律"}},
	{"金秋团圆", "中秋联欢", []string{"做月饼", "新生家长课堂", "反诈宣传", "健步走"}},
	{"敬老重阳", "重阳敬老会", []string{"老年人体检", "智能手机课堂", "冬季用火安全讲座", "银发书画展"}},
}

var activityPlaces = []string{"社区活动室", "小区广场", "党群服务站", "小区大门前"}

// activities opens the theme of every month, and holds two to four activities every Saturday.
func activities(z *zone) []*activity {
	d := site.Dice("activities")
	var rows []*activity
	for month := january; month <= october; month++ {
		t := themes[month-january]
		rows = append(rows, &activity{
			date: openingDay(month), unit: root, title: t.opening, theme: t.name, category: "月主题活动",
			place: "示例广场", attendees: d.Between(120, 360), body: "wenming",
		})
	}
	for day := on(1, 1); day <= horizon; day++ {
		if day.Weekday() != time.Saturday {
			continue
		}
		for _, i := range d.Perm(len(z.communities))[:d.Between(2, 4)] {
			rows = append(rows, z.communities[i].activity(d, day))
		}
	}
	return kit.Numbered("A", rows, func(a *activity) *string { return &a.id })
}

// openingDay is the month's first working day; some themes wait for their day: the eve of the Lantern Festival, the
// awards, Mid-Autumn, Chongyang.
func openingDay(month kit.Month) kit.Day {
	switch month.Number() {
	case 2:
		return on(2, 4)
	case 5:
		return awardDay
	case 9:
		return on(9, 27)
	case 10:
		return on(10, 23)
	default:
		return kit.Workday(month.First())
	}
}

// Around the Spring Festival, 22 January, the week's activity is a day early, and after it another.
var (
	newYearsEve  = on(1, 21)
	afterNewYear = on(1, 28)
)

func (c *community) activity(d kit.Dice, day kit.Day) *activity {
	t := themes[day.Month()-january]
	a := &activity{
		date: day, unit: c.id, title: kit.Pick(d, t.weekly), theme: t.name, category: "周活动",
		place: kit.Pick(d, activityPlaces), attendees: d.Between(12, 60), body: c.committee(),
	}
	if d.Chance(20) {
		a.body = "laoganbu"
	}
	switch day {
	case newYearsEve:
		a.date--
	case afterNewYear:
		a.title = "节后清扫和安全巡查"
	}
	return a
}
