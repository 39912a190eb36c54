package xingang

import "slices"

// A phrase is something residents raise: its level, who leads if not the property company, and the answer when it is
// solved. {b} stands for a building.
type phrase struct {
	category, level, title, reply string
	lead                          string
	months                        []int // when it comes up; nil is all year
}

// weight says how often the phrase comes up in a month.
func (p phrase) weight(month int) int {
	w := 6
	if p.level == quick {
		w = 12
	}
	switch {
	case p.months == nil:
		return w
	case slices.Contains(p.months, month):
		return 2 * w
	default:
		return 0
	}
}

var (
	cold = []int{1, 2, 3}
	rain = []int{6, 7, 8, 9}
	warm = []int{5, 6, 7, 8, 9}
)

var phrases = []phrase{
	{"电梯", quick, "{b}电梯轿厢照明不亮", "已更换照明。", "", nil},
	{"电梯", timed, "{b}电梯运行有异响", "维保人员已检查调整，运行正常。", "", nil},
	{"电梯", timed, "{b}电梯停运超过半天", "已更换配件，恢复运行。", "", nil},
	{"电梯", quick, "{b}电梯按键失灵", "已更换按键。", "", nil},
	{"电梯", joint, "{b}电梯加装装置后误报", "已会同安装单位调整。", "xiaofang", []int{4, 5, 6, 7, 8, 9, 10}},
	{"保洁", quick, "{b}楼道几天没有清扫", "当日已清扫，并核对保洁排班。", "", nil},
	{"保洁", quick, "垃圾桶满溢没有及时清运", "已清运，增加一次收运。", "", warm},
	{"保洁", timed, "{b}地下室有积存杂物", "已清理。", "", nil},
	{"保洁", quick, "{b}门前落叶堆积", "已清扫。", "", []int{10}},
	{"保洁", quick, "{b}门前积雪未清", "已清雪，撒布防滑。", "", []int{1, 2}},
	{"停车", timed, "消防通道被车辆占用", "已劝离，补划禁停线。", "", nil},
	{"停车", joint, "{b}旁车位少，夜间乱停", "与业主代表商定后重划车位。", "juwei", nil},
	{"停车", timed, "地下车库出入口道闸损坏", "已修复。", "", nil},
	{"充电", quick, "充电棚插座不通电", "已更换插座。", "", nil},
	{"充电", timed, "{b}有人飞线充电", "已拆除飞线，引导到充电棚充电。", "", warm},
	{"充电", joint, "{b}附近充电棚不够用", "选址公示后增设一处。", "juwei", nil},
	{"消防", timed, "{b}楼道堆放杂物", "已清理，告知整改。", "", nil},
	{"消防", quick, "{b}灭火器压力不足", "已更换。", "", nil},
	{"消防", timed, "{b}消防栓箱门损坏", "已更换箱门。", "", nil},
	{"消防", timed, "{b}应急灯不亮", "已更换电池。", "", nil},
	{"维修", quick, "{b}单元门关不严", "已更换闭门器。", "", nil},
	{"维修", quick, "{b}门禁刷卡无反应", "已修复。", "", nil},
	{"维修", timed, "{b}楼道窗户玻璃破损", "已更换玻璃。", "", nil},
	{"维修", quick, "{b}楼道灯不亮", "已更换灯具。", "", nil},
	{"维修", timed, "{b}雨水管脱落", "已重新固定。", "", rain},
	{"维修", joint, "{b}屋面渗水", "雨后查勘，完成防水修补。", "", rain},
	{"维修", timed, "小区路面塌陷一处", "已回填修补。", "", nil},
	{"排水", timed, "{b}污水井返水", "已疏通。", "", nil},
	{"排水", timed, "{b}前雨后积水", "已清掏雨水口，排水正常。", "", rain},
	{"供热", timed, "{b}室温不足", "已排气、调阀，复测达标。", "gongre", cold},
	{"供热", quick, "{b}供热管道滴漏", "已抢修。", "gongre", cold},
	{"供水", timed, "{b}水压偏低", "已检修二次供水设备。", "gongshui", warm},
	{"供水", quick, "{b}水表井盖破损", "已更换井盖。", "gongshui", nil},
	{"绿化", timed, "{b}前树枝遮挡采光", "已修剪。", "", []int{3, 4, 5, 9}},
	{"绿化", timed, "绿地被踩成土路", "已补种，设提示牌。", "", warm},
	{"绿化", timed, "草坪蚊虫多", "已消杀，清除积水。", "", warm},
	{"秩序", quick, "{b}门前三轮车占道", "已劝离。", "", nil},
	{"秩序", timed, "小区大门外来车辆随意进入", "已恢复登记，增设夜间值守。", "", nil},
	{"秩序", timed, "遛犬不牵绳", "已劝导，增设提示牌和便袋箱。", "juwei", nil},
	{"噪声", timed, "广场舞音响声音大", "已与活动队约定时间和音量。", "juwei", warm},
	{"噪声", timed, "{b}装修超时施工", "已告知施工时段，现场监督。", "", nil},
	{"收费", timed, "物业费收费项目没有公示", "已在公示栏张贴收费项目和标准。", "", nil},
	{"收费", timed, "公共收益收支没有公布", "已公布，留存凭证备查。", "wuyeban", nil},
	{"收费", joint, "停车收费标准有疑问", "已召集业主代表核对合同，作出答复。", "wuyeban", nil},
	{"办事", quick, "居住证明在哪里开", "已告知到社区窗口办理。", "juwei", nil},
	{"办事", quick, "高龄津贴怎样申请", "已送《惠民一本通》并说明材料。", "juwei", nil},
}
