package dayao

import (
	"fmt"

	"github.com/lanewall/lanewall/examples/synth/kit"
)

// made says that the report names a list and not what stands in it.
const made = "示例所拟，原文没有列出"

// standing are the lists that stand on every wall. The report says how many there are in 负面清单, eleven; of the
// others it gives the names.
var standing = []struct {
	prefix, list string
	items        []string
}{
	{"ZQ", "责权清单", []string{
		"每周走访联系户，当天记录", "宣传政策，不走样", "收集意见和问题，逐条登记", "能办的当场办，办不了的当天反映", "办完上门反馈，请住户确认",
		"劝解邻里矛盾，拿不准的报片长", "查看用火、用电、塘坝和道路安全", "带头守村规民约", "参加邻里服务日和恳谈会",
		"可以列席村（社区）民情分析会", "可以对办理情况提出质询", "可以提名月工作清单事项",
	}},
	{"YS", "议事清单", []string{
		"组级公路、渠道、山塘的维修和出工", "路灯、垃圾清运等公共费用的分摊", "晒谷坪、球场、服务站的使用安排",
		"村规民约的修订", "邻里服务日点什么单", "组级账目和公益事业捐款的使用", "优秀代表的推荐", "月工作清单的增减",
	}},
	{"FM", "负面清单", []string{
		"没有上门却记作走访", "代住户签字、确认", "泄露住户个人和家庭情况", "隐瞒、迟报安全隐患", "收受联系户礼金礼品",
		"借走访推销商品和保险", "用服务经费请客送礼", "在分摊、用工中优亲厚友", "推诿住户反映的问题", "参与、组织赌博", "带头违规用火、燃放烟花爆竹",
	}},
}

func lists() kit.File {
	w := site.Writer()
	for _, l := range standing {
		for i, title := range l.items {
			w.Row("item")
			w.Text("id", fmt.Sprintf("%s-%02d", l.prefix, i+1))
			w.Text("list", l.list)
			w.Text("title", title)
			w.Text("unit", root)
			w.Text("basis", made)
		}
	}
	return w.File("data/lists/lists.toml")
}

// A task is an item of a month's work list (月工作清单).
type task struct {
	id    string
	month kit.Month
	unit  string
	title string
	done  kit.Day
}

func (k *task) On() kit.Day  { return k.month.First() }
func (k *task) Unit() string { return k.unit }

func (k *task) Write(w *kit.Writer) {
	w.Text("id", k.id)
	w.Text("list", "月工作清单")
	w.Text("title", k.title)
	w.Text("unit", k.unit)
	w.Date("from", k.On())
	w.Date("until", (k.month + 1).First())
	w.Date("done", k.done)
}

// tasks are what a village may put on its list, with the season for it.
var tasks = []struct {
	title  string
	season season
}{
	{"逐户宣传医保缴费", dry}, {"清理山脚防火隔离带", dry}, {"渠道清淤", dry}, {"登记山塘检修用工", dry}, {"劝导秸秆禁烧", dry},
	{"检查水管、水表防冻", frost}, {"讲用炭防中毒", frost}, {"走访冬季独居和困难户用电安全", frost},
	{"登记返乡车辆停放需要", festival}, {"检查烟花爆竹零售点", festival}, {"组织鞭炮纸屑清扫", festival}, {"办正月文体活动", festival},
	{"排定春灌放水顺序", spring}, {"核对种粮补贴面积", spring}, {"清明前查防火物资", spring}, {"雨季前查山坡和塘坝", spring},
	{"逐盏检查路灯", always}, {"更新服务站公开墙", always}, {"组级账目上墙", always}, {"养老认证帮办", always}, {"检查灭火器", always},
	{"召开民情恳谈会", always}, {"回访上月办结的问题", always}, {"清理卫生死角", always},
}

// ofTown is what the town puts on its own.
var ofTown = []string{"核对各村（社区）走访月报", "督办超期问题", "组织邻里服务日", "抽查20个邻里服务站"}

// worklists gives each village five tasks a month, and the town four.
func worklists(t *town) []*task {
	d := site.Dice("worklists")
	var rows []*task
	for _, m := range months() {
		for _, title := range ofTown {
			rows = append(rows, &task{month: m, unit: root, title: title, done: finished(d, m, 96)})
		}
		for _, v := range t.villages {
			choices := make([]kit.Choice, len(tasks))
			for i, k := range tasks {
				choices[i] = kit.Choice{Value: k.title, Weight: k.season.weight(m.First() + 14)}
			}
			for _, title := range d.Some(5, choices) {
				rows = append(rows, &task{month: m, unit: v.id, title: title, done: finished(d, m, 93)})
			}
		}
	}
	return kit.Numbered("Q", rows, func(k *task) *string { return &k.id })
}

// finished is the working day in the month on which a task is done, in so many per cent of cases.
func finished(d kit.Dice, m kit.Month, percent int) kit.Day {
	day := min(kit.After(m.First(), d.Between(3, 22)), lastWorkday(m))
	if !d.Chance(percent) {
		return 0
	}
	return day
}
