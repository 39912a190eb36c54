package jiangan

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/lanewall/lanewall/examples/synth/kit"
)

// The four ways of doing business, and for how many items each is offered. An item may be offered in several ways: the
// numbers are never added up. Only what was newly brought to the communities stands beside the 89 without overlap.
const (
	forYou   = "主动帮你办"
	byPhone  = "掌上全程办"
	byMyself = "自助一次办"
	nearby   = "下沉就近办"
)

const (
	forYouCount   = 36
	byPhoneCount  = 153
	byMyselfCount = 71
	nearbyCount   = 89
	newCount      = 17
)

// A service is something a resident or a firm comes for.
type service struct {
	title, body, within string
	modes               []string
	fresh               bool // 新增
	care                int  // how much it is for those who are better called on: the old, the needy
	online              int  // how well it goes by telephone
}

// A family is a subject and what is done about it.
type family struct {
	body     string
	care     int
	subjects []string
	actions  []action
}

// An action, its limit and how well it goes by telephone.
type action struct {
	words, within string
	online        int
}

var (
	benefit  = []action{{"申请", "5个工作日", 4}, {"信息变更", "3个工作日", 6}, {"发放查询", "当场", 10}, {"停发申报", "3个工作日", 3}}
	paper    = []action{{"申领", "5个工作日", 4}, {"换领", "5个工作日", 4}, {"补领", "5个工作日", 4}, {"办理进度查询", "当场", 10}}
	register = []action{{"登记", "当场", 5}, {"变更登记", "当场", 5}, {"注销登记", "当场", 4}, {"登记信息查询", "当场", 10}}
	insured  = []action{{"参保登记", "当场", 7}, {"缴费", "当场", 9}, {"缴费记录查询", "当场", 10}, {"关系转移", "5个工作日", 4}}
	licence  = []action{{"申请", "5个工作日", 3}, {"变更", "3个工作日", 3}, {"延续", "3个工作日", 3}, {"注销", "1个工作日", 4}}
	report   = []action{{"申报", "1个工作日", 7}, {"结果查询", "当场", 10}}
)

var families = []family{
	{"minzheng", 3, []string{"高龄津贴", "养老服务补贴", "最低生活保障", "临时救助", "残疾人两项补贴", "特困人员供养"}, benefit},
	{"minzheng", 3, []string{"老年证"}, paper},
	{"weijian", 2, []string{"独生子女父母奖励", "计划生育家庭扶助"}, benefit},
	{"weijian", 1, []string{"生育服务"}, register},
	{"weijian", 0, []string{"公共场所卫生许可"}, licence},
	{"renshe", 1, []string{"社会保障卡", "就业创业证"}, paper},
	{"renshe", 1, []string{"失业人员", "灵活就业人员", "就业困难人员"}, register},
	{"renshe", 2, []string{"城乡居民养老保险", "灵活就业人员养老保险"}, insured},
	{"renshe", 1, []string{"稳岗补贴", "一次性创业补贴", "公益性岗位补贴", "技能培训补贴"}, benefit},
	{"shenpi", 1, []string{"城乡居民医疗保险", "大学生医疗保险"}, insured},
	{"gongan", 0, []string{"居住证", "居民身份证"}, paper},
	{"gongan", 0, []string{"流动人口", "境外人员住宿", "出租房屋", "犬只"}, register},
	{"fangguan", 1, []string{"公共租赁住房", "住房租赁补贴"}, benefit},
	{"fangguan", 0, []string{"房屋租赁", "业主委员会", "物业服务合同"}, register},
	{"shichang", 0, []string{"个体工商户", "小微企业"}, register},
	{"shichang", 0, []string{"食品经营许可", "小餐饮备案"}, licence},
	{"chengguan", 0, []string{"门店招牌设置", "临时占道许可", "建筑垃圾处置许可"}, licence},
	{"yuanlin", 0, []string{"树木修剪移植"}, report},
	{"jiaoyu", 1, []string{"义务教育入学", "学生资助"}, report},
	{"shuiwu", 0, []string{"排水接入", "一户一表改造"}, report},
	{"yingji", 1, []string{"消防隐患上门检查", "应急物资申领"}, report},
	{"minzheng", 3, []string{"家庭无障碍改造", "老年人上门认证"}, report},
}

func serviceItems() []*service {
	var items []*service
	for _, f := range families {
		for _, subject := range f.subjects {
			for _, a := range f.actions {
				items = append(items, &service{title: subject + a.words, body: f.body, within: a.within, care: f.care, online: a.online})
			}
		}
	}
	return items
}

// offer gives a mode to the n items that fit it best; what fits equally well is drawn.
func offer(dice kit.Dice, items []*service, mode string, n int, fit func(*service) int) {
	order := slices.Clone(items)
	dice.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
	slices.SortStableFunc(order, func(a, b *service) int { return cmp.Compare(fit(b), fit(a)) })
	for _, s := range order[:n] {
		s.modes = append(s.modes, mode)
	}
}

// renew marks some of what is offered nearby as newly brought there.
func renew(dice kit.Dice, items []*service) {
	var near []*service
	for _, s := range items {
		if slices.Contains(s.modes, nearby) {
			near = append(near, s)
		}
	}
	dice.Shuffle(len(near), func(i, j int) { near[i], near[j] = near[j], near[i] })
	for _, s := range near[:newCount] {
		s.fresh = true
	}
}

func services() kit.File {
	dice := site.Dice("services")
	items := serviceItems()
	offer(dice, items, forYou, forYouCount, func(s *service) int { return s.care })
	offer(dice, items, byPhone, byPhoneCount, func(s *service) int { return s.online })
	offer(dice, items, byMyself, byMyselfCount, func(s *service) int { return s.online - 2*len(s.modes) })
	// What can be done in no other way is brought to the communities first.
	offer(dice, items, nearby, nearbyCount+newCount, func(s *service) int { return -len(s.modes) })
	renew(dice, items)
	w := site.Writer()
	for i, s := range items {
		w.Row("item")
		w.Text("id", fmt.Sprintf("FW-%03d", i+1))
		w.Text("list", "服务事项")
		w.Text("title", s.title)
		w.Text("body", s.body)
		w.List("mode", s.modes)
		if s.fresh {
			w.Bool("new", true)
		}
		w.Text("within", s.within)
		from := kit.On(2018, 9, 3)
		if s.fresh {
			from = kit.On(2019, 10, 14)
		}
		w.Date("from", from)
	}
	return w.File("data/services/services.toml")
}
