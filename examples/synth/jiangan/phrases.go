package jiangan

import "github.com/lanewall/lanewall/examples/synth/kit"

// A phrase is something that is brought up, and the answer when it is solved. Phrases are about things: never about
// persons, doors or illnesses. {b} stands for a building.
type phrase struct {
	category, title, reply string
	season                 season
	who                    string // 群众 without it
}

// Who calls.
const (
	residents  = "群众"
	grassroots = "基层"
	business   = "企业"
)

// A season says when a matter comes up.
type season int

const (
	always season = iota
	rain          // April to August, most of all in a storm
	summer        // June to September
	winter        // December to February
	games         // September and October 2019
)

func (s season) weight(d kit.Day) int {
	month := d.Month().Number()
	switch {
	case s == rain && stormy(d):
		return 50
	case s == rain && month >= 4 && month <= 8:
		return 8
	case s == rain:
		return 2
	case s == summer && month >= 6 && month <= 9:
		return 12
	case s == winter && (month == 12 || month <= 2):
		return 14
	case s == games && d >= kit.On(2019, 9, 1):
		return 20
	case s == always:
		return 8
	default:
		return 0
	}
}

// The four levels.
const (
	levelA = "A"
	levelB = "B"
	levelC = "C"
	levelD = "D"
)

// limits are the limits in working days; data/cases/ledger.toml says the same.
var limits = map[string]int{levelA: 2, levelB: 5, levelC: 10, levelD: 20}

// departmentOf is who leads what a street cannot solve.
var departmentOf = map[string]string{
	"照明": "chengjian", "道路": "chengjian", "排水": "shuiwu", "供水": "shuiwu", "停车": "gongan", "秩序": "gongan",
	"环卫": "chengguan", "占道": "chengguan", "噪声": "huanbao", "油烟": "huanbao", "房屋": "fangguan", "物业": "fangguan",
	"绿化": "yuanlin", "安全": "yingji", "经营": "shichang", "办事": "shenpi", "养老": "minzheng", "用工": "renshe",
	"卫生": "weijian", "校园": "jiaoyu",
}

// teamOf is the enforcement body that comes along.
var teamOf = map[string]string{
	"停车": "zf-gongan", "秩序": "zf-gongan", "环卫": "zf-chengguan", "占道": "zf-chengguan", "油烟": "zf-huanbao",
	"噪声": "zf-huanbao", "安全": "zf-xiaofang", "经营": "zf-shichang", "用工": "zf-laodong", "卫生": "zf-weisheng",
}

// phrases are what comes up, by the level that solves it.
var phrases = map[string][]phrase{
	levelA: {
		{"照明", "{b}楼道灯不亮", "已更换灯具。", always, ""},
		{"照明", "{b}声控灯失灵", "已更换开关。", always, ""},
		{"照明", "小区后门照明太暗", "已加装壁灯。", winter, ""},
		{"环卫", "垃圾桶满溢", "已清运，调整清运时间。", always, ""},
		{"环卫", "{b}门前装修垃圾未清", "已清运。", always, ""},
		{"环卫", "{b}楼道堆放杂物", "已劝导清理。", always, ""},
		{"环卫", "楼道小广告多", "已铲除覆盖。", always, ""},
		{"环卫", "投放点异味大", "已冲洗消杀。", summer, ""},
		{"环卫", "大件家具无处投放", "已引导到临时投放点并清运。", always, ""},
		{"环卫", "小区落叶未清扫", "已清扫。", games, ""},
		{"排水", "雨水箅子被落叶堵住", "已清掏。", rain, ""},
		{"排水", "{b}门前下水道堵塞", "已疏通。", always, ""},
		{"排水", "小区门口积水", "已清掏排水口，积水排净。", rain, ""},
		{"排水", "井盖松动有响声", "已加垫固定。", always, ""},
		{"停车", "车辆堵住单元门口", "已联系挪车。", always, ""},
		{"停车", "共享单车乱停放", "已规整，并请运营企业清运。", always, ""},
		{"停车", "非机动车占用盲道", "已规整停放。", always, ""},
		{"停车", "消防通道停了车", "已劝离，补画标线。", always, ""},
		{"安全", "电动车推进楼道充电", "已劝导，引导到充电棚。", always, ""},
		{"安全", "{b}灭火器过期", "已更换。", always, ""},
		{"安全", "飞线充电", "已劝导拆除。", summer, ""},
		{"安全", "阳台花盆可能坠落", "已联系收回。", rain, ""},
		{"安全", "健身器材螺丝松脱", "已检修。", always, ""},
		{"绿化", "树枝碰到窗户", "已修剪。", summer, ""},
		{"绿化", "花坛围边脱落", "已修补。", always, ""},
		{"绿化", "绿地被踩成土路", "已补种并设提示牌。", always, ""},
		{"物业", "{b}单元门锁损坏", "已更换门锁。", always, ""},
		{"物业", "{b}楼道窗玻璃破损", "已更换玻璃。", always, ""},
		{"物业", "{b}楼道扶手松动", "已加固。", always, ""},
		{"物业", "小区道闸起落失灵", "已检修。", always, ""},
		{"物业", "电梯内广告声音大", "已请物业调低音量。", always, ""},
		{"供水", "{b}水表箱漏水", "已更换接头。", always, ""},
		{"供水", "水管冻裂", "已更换水管。", winter, ""},
		{"噪声", "装修午休时间施工", "已劝导，按约定时段施工。", always, ""},
		{"噪声", "广场舞音量大", "已约定时段和音量。", summer, ""},
		{"噪声", "楼下夜间聚集喧哗", "已劝导。", summer, ""},
		{"卫生", "楼道有蟑螂老鼠", "已投药消杀。", summer, ""},
		{"卫生", "小区水池滋生蚊虫", "已换水投药。", summer, ""},
		{"办事", "老年证办理材料咨询", "已告知材料，代办受理。", always, ""},
		{"办事", "居住证明怎么开", "已告知办理途径。", always, ""},
		{"办事", "高龄津贴申领咨询", "已告知，登记代办。", always, ""},
		{"办事", "医保缴费方式咨询", "已告知，帮助在手机上办理。", winter, ""},
		{"养老", "社区食堂送餐时间偏晚", "已与食堂调整送餐时间。", always, ""},
		{"养老", "楼道需加装扶手", "已在转角处加装。", always, ""},
		{"秩序", "宠物不牵绳", "已劝导，张贴提示。", always, ""},
		{"秩序", "快递堆放占道", "已与网点约定堆放位置。", always, ""},
		{"经营", "门店招牌灯太亮", "已约定熄灯时间。", summer, ""},
		{"环卫", "网格内卫生死角", "已清理。", games, grassroots},
		{"安全", "堆物占用消防栓位置", "已清理。", always, grassroots},
		{"停车", "小区门口临时停车引导不足", "已安排志愿者引导。", games, grassroots},
		{"经营", "门店办理优惠政策咨询", "已告知政策，发放办事指南。", always, business},
		{"停车", "商铺门前装卸货占道", "已约定装卸时间。", always, business},
	},
	levelB: {
		{"占道", "早点摊占用人行道", "已规范到摊位线内。", always, ""},
		{"占道", "菜场外占道卖菜", "已引导进场，安排定时巡查。", always, ""},
		{"占道", "夜市摊点占用车道", "已联合整治，限定区域和时间。", summer, ""},
		{"油烟", "餐馆油烟直排", "已督促清洗净化设备，复查达标。", summer, ""},
		{"油烟", "烧烤摊油烟扰民", "已取缔露天烧烤。", summer, ""},
		{"噪声", "工地夜间施工", "已责令按许可时段施工。", always, ""},
		{"噪声", "商铺音响揽客", "已责令停止。", always, ""},
		{"排水", "路口逢雨积水", "已清淤，增设临时泵点。", rain, ""},
		{"排水", "{b}化粪池满溢", "已抽排清掏。", always, ""},
		{"道路", "人行道地砖破损", "已修补。", always, ""},
		{"道路", "巷道路面坑洼", "已修补坑槽。", always, ""},
		{"道路", "隔离栏损坏", "已修复。", always, ""},
		{"照明", "支路路灯连片不亮", "已检修线路，恢复照明。", always, ""},
		{"停车", "夜间路边乱停车", "已划线，安排夜间巡查。", always, ""},
		{"停车", "僵尸车长期占位", "已按程序清理。", always, ""},
		{"房屋", "{b}楼顶漏雨", "已补做防水。", rain, ""},
		{"房屋", "{b}外墙瓷砖松动", "已设围挡，清除松动部分。", always, ""},
		{"房屋", "楼顶搭建棚屋", "已责令拆除。", always, ""},
		{"物业", "物业费收支未公示", "已督促公示。", always, ""},
		{"物业", "电梯多次停运", "已更换配件，恢复运行。", summer, ""},
		{"绿化", "行道树枯枝有坠落危险", "已清除枯枝。", rain, ""},
		{"绿化", "公共绿地被占用种菜", "已清退复绿。", always, ""},
		{"安全", "出租屋私拉电线", "已整改，复查合格。", always, ""},
		{"安全", "仓库与居民楼相连", "已清空并封闭连通门。", always, ""},
		{"环卫", "沿街门店垃圾乱倒", "已落实门前三包。", games, ""},
		{"环卫", "在建工地扬尘", "已落实覆盖和喷淋。", always, ""},
		{"经营", "预付卡停业不退款", "已组织调解，分期退款。", always, ""},
		{"校园", "校门口放学时段拥堵", "已安排分时放学和护学岗。", always, ""},
		{"道路", "社区出入口缺少减速带", "已安装。", always, grassroots},
		{"停车", "需协调单位停车场夜间开放", "已商定错时开放。", always, grassroots},
		{"安全", "老旧小区消防器材不足", "已统一补配。", always, grassroots},
		{"用工", "门店招工难", "已推荐到招聘会。", always, business},
		{"道路", "园区门口路面破损", "已修补。", always, business},
		{"排水", "厂区外排水沟淤塞", "已清淤。", rain, business},
	},
	levelC: {
		{"排水", "低洼片区逢雨倒灌", "已改造雨水管，复查未再倒灌。", rain, ""},
		{"排水", "雨污混接有异味", "已查明并改接。", summer, ""},
		{"房屋", "{b}外墙大面积渗水", "已列入维修并完工。", rain, ""},
		{"房屋", "老旧楼栋整体线路老化", "已分栋更换。", always, ""},
		{"停车", "片区停车位缺口大", "已新增公共泊位，单位车场错时开放。", always, ""},
		{"道路", "断头路无人养护", "已明确养护单位并修复。", always, ""},
		{"绿化", "绿地移交后无人管护", "已明确管护单位。", always, ""},
		{"供水", "老旧供水管锈蚀水发黄", "已分段更换。", always, ""},
		{"噪声", "高架桥伸缩缝响声大", "已更换伸缩缝。", always, ""},
		{"安全", "废弃厂房围墙开裂", "已拆除重建围挡。", rain, grassroots},
		{"占道", "跨街道市场周边秩序混乱", "已联合整治，划定管理界线。", games, grassroots},
		{"经营", "企业跨部门证照变更", "已由专人联办。", always, business},
		{"用工", "企业集中招工需求", "已举办专场招聘。", always, business},
	},
	levelD: {
		{"道路", "跨区主干道路面沉降", "市级部门已修复。", always, ""},
		{"道路", "轨道交通施工围挡占道", "市级部门已调整围挡，恢复一条车道。", always, ""},
		{"排水", "跨区排水主干管淤堵", "市级部门已清淤。", rain, ""},
		{"噪声", "铁路沿线夜间鸣笛", "已报市级协调，设置禁鸣标志。", always, ""},
		{"绿化", "江滩公共设施破损", "市级部门已修复。", games, ""},
		{"经营", "企业项目跨区用地手续", "市级部门已受理并办结。", always, business},
	},
}
