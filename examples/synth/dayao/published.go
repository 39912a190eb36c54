package dayao

import "github.com/lanewall/lanewall/examples/synth/kit"

// The report gives no period for its figures; the rows are made for this one. What is counted for the whole site and
// the longest period only stands at its end.
const (
	period   = "2022-10-01_2023-03-31"
	atLast   = "all-2023-03"
	source   = "公开报道（2023-06-26）"
	noPeriod = "原文未注明期间；示例按所注期间合成"
	unsaid   = "按什么对象、按多长时间计，原文未说明；"
	eachOnce = "每季度评一次，每名优秀代表一份；与服务经费是两回事，不相加；"
)

// stated writes the figures the report gives without anything to count. Both are amounts of 200 yuan, of different
// things: they are never added up.
func stated() kit.File {
	return site.Stated("data/stated/stated.toml", []kit.Stated{
		{
			ID: "s-service-fund", Indicator: "service-fund", Unit: root, Period: period, Value: "200", Qualifier: "≥", Source: source,
			Note: unsaid + noPeriod,
		},
		{
			ID: "s-award-amount", Indicator: "award-amount", Unit: root, Period: period, Value: "200", Qualifier: "=", Source: source,
			Note: eachOnce + noPeriod,
		},
	})
}

// published writes every figure of the report, to be held against what the ledgers come to.
func published() kit.File {
	rows := []kit.Published{
		{ID: "d1-representatives", Title: "代表", Indicator: "representatives", Value: "1756", Qualifier: "="},
		{ID: "d1-households", Title: "联系户数", Indicator: "households", Period: atLast, Value: "2.4万", Qualifier: "~"},
		{ID: "d2-villages", Title: "村（社区）", Indicator: "villages", Value: "15", Qualifier: "="},
		{ID: "d2-areas", Title: "片", Indicator: "areas", Value: "81", Qualifier: "="},
		{ID: "d2-groups", Title: "组", Indicator: "groups", Value: "356", Qualifier: "="},
		{ID: "d3-opinions", Title: "收集意见", Indicator: "opinions", Value: "400", Qualifier: "+"},
		{ID: "d3-problems-solved", Title: "解决问题", Indicator: "problems-solved", Value: "200", Qualifier: "+"},
		{ID: "d4-negative-list", Title: "负面清单", Indicator: "negative-list", Value: "11", Qualifier: "="},
		{ID: "d4-service-fund", Title: "服务经费", Indicator: "service-fund", Value: "200", Qualifier: "≥", Note: unsaid},
		{ID: "d4-award-amount", Title: "优秀代表奖金", Indicator: "award-amount", Value: "200", Qualifier: "=", Note: eachOnce},
	}
	for i := range rows {
		rows[i].Unit, rows[i].Note = root, rows[i].Note+noPeriod
		if rows[i].Period == "" {
			rows[i].Period = period
		}
	}
	return site.Published(rows)
}
