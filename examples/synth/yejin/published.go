package yejin

import "github.com/lanewall/lanewall/examples/synth/kit"

// The report gives no period for its figures; the rows are made for this one.
const (
	period   = "2024-01-01_2024-08-31"
	source   = "公开报道（2024-09-04）"
	noPeriod = "原文未注明期间；示例按所注期间合成"
)

// stated writes the figures the report gives without anything to count.
func stated() kit.File {
	var rows []kit.Stated
	for _, f := range []struct{ id, indicator, value, qualifier, note string }{
		{"s-satisfaction", "satisfaction", "95%", "≥", "口径未说明，没有分母；" + noPeriod},
		{"s-petition-change", "petition-change", "0", "=", "“信访零增量”是变化量，不是信访件数；" + noPeriod},
		{"s-safety-accidents", "safety-accidents", "0", "=", noPeriod},
		{"s-public-security-incidents", "public-security-incidents", "0", "=", noPeriod},
	} {
		rows = append(rows, kit.Stated{
			ID: f.id, Indicator: f.indicator, Unit: root, Period: period, Value: f.value, Qualifier: f.qualifier,
			Source: source, Note: f.note,
		})
	}
	return site.Stated("data/stated/stated.toml", rows)
}

// published writes every figure of the report, to be held against what the
// ledgers come to.
func published() kit.File {
	var rows []kit.Published
	for _, f := range []struct{ id, title, indicator, value, qualifier, per string }{
		{"y1-communities", "社区", "communities", "3", "=", ""},
		{"y1-compounds", "里巷", "compounds", "10", "=", ""},
		{"y2-teams", "里巷服务队", "teams", "18", "=", ""},
		{"y2-stewards", "里巷管家", "stewards", "179", "=", ""},
		{"y3-visits", "走访（微行动）", "visits", "1041", "=", ""},
		{"y3-person-times", "服务人次", "person-times", "1万", ">", ""},
		{"y4-talks", "屋场恳谈会", "talks", "56", "=", ""},
		{"y4-projects", "实施微项目", "projects-started", "177", "=", ""},
		{"y4-cases-solved", "解决居民事项", "cases-solved", "651", "=", ""},
		{"y5-finance", "财务收支公开", "finance-disclosures", "54", "=", ""},
		{"y6-collected", "收集民情信息", "feedback", "106", "=", ""},
		{"y6-settled", "及时办结的民情信息", "feedback-on-time-count", "94", "+", "y6-collected"},
		{"y7-collected", "征集微心愿", "wishes", "367", "=", ""},
		{"y7-realised", "实现微心愿", "wishes-realised", "358", "=", "y7-collected"},
		{"y8-satisfaction", "居民满意度", "satisfaction", "95%", "≥", ""},
		{"y9-orders", "接诉即办派单", "orders", "156", "=", ""},
		{"y9-on-time", "派单按时办结率", "orders-on-time", "96%", "=", ""},
		{"y10-petition-change", "信访增量", "petition-change", "0", "=", ""},
		{"y10-safety-accidents", "安全事故", "safety-accidents", "0", "=", ""},
		{"y10-public-security-incidents", "治安事件", "public-security-incidents", "0", "=", ""},
	} {
		rows = append(rows, kit.Published{
			ID: f.id, Title: f.title, Indicator: f.indicator, Unit: root, Period: period,
			Value: f.value, Qualifier: f.qualifier, Per: f.per, Note: noPeriod,
		})
	}
	return site.Published(rows)
}
