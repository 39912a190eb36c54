package tieshan

import "github.com/lanewall/lanewall/examples/synth/kit"

// A campaign is one of the four (四个专项): its limit in working days, as in data/campaigns/ledger.toml, and how its
// rows end. In all 82: 60 struck off, 22 open.
type campaign struct {
	name    string
	limit   int
	ends    []ending
	phrases []phrase
}

var fourCampaigns = []campaign{
	{"房屋建设", 30, []ending{{14, inTime}, {8, open}, {1, overdue}}, []phrase{
		{title: "{p}未办手续翻建偏房", measure: "已停工，按规定补办手续。", lead: "zhifa"},
		{title: "{p}院墙外扩占道", measure: "已拆除外扩部分。", lead: "zhifa"},
		{title: "{p}加盖二层未报批", measure: "已停工，拆除违规部分。", lead: "zhifa"},
		{title: "{p}农用棚改作住房", measure: "已恢复原用途。", lead: "ziran"},
		{title: "{p}翻建房屋超出四至", measure: "已按四至退回。", lead: "ziran"},
	}},
	{"机械施工", 10, []ending{{33, inTime}, {6, open}, {1, overdue}}, []phrase{
		{title: "{p}挖掘机进场未登记", measure: "已登记备案，告知施工要求。", lead: "zhifa"},
		{title: "{p}夜间机械施工", measure: "已停止夜间施工。", lead: "zhifa"},
		{title: "{p}吊装作业未设警戒区", measure: "已设警戒区和看护人。", lead: "anjian"},
		{title: "{p}渣土车未覆盖", measure: "已覆盖，冲洗车轮。", lead: "zhifa"},
		{title: "{p}推土机平整地块未报备", measure: "已停工核实，补办报备。", lead: "ziran"},
	}},
	{"挖砂动土", 15, []ending{{7, inTime}, {4, open}, {0, overdue}}, []phrase{
		{title: "{p}河滩取砂", measure: "已制止，回填复平。", lead: "ziran"},
		{title: "{p}山坡取土", measure: "已制止，覆土补绿。", lead: "ziran"},
		{title: "{p}承包地里挖塘", measure: "已回填，恢复耕种。", lead: "ziran"},
	}},
	{"打井", 15, []ending{{6, inTime}, {2, open}, {0, overdue}}, []phrase{
		{title: "{p}承包地打井未报备", measure: "已停钻，补办手续。", lead: "nongye"},
		{title: "{p}废弃机井没有封盖", measure: "已封填。", lead: "nongye"},
		{title: "{p}打井占用田间路", measure: "已移位，恢复道路。", lead: "nongye"},
	}},
}

// campaigns draws the rows of all four, from March on.
func campaigns(s *street) []*hazard {
	var rows []*hazard
	pace := kit.Residents(on(3, 1), horizon, 110, 120, 105, 95, 90, 100, 100)
	for _, c := range fourCampaigns {
		for i := range c.phrases {
			c.phrases[i].category = c.name
		}
		rows = append(rows, casebook{
			name: "campaign " + c.name, prefix: "Z", phrases: c.phrases, pace: pace, ends: c.ends,
			limit: func(phrase) int { return c.limit }, lastDay: c.name == "机械施工",
		}.fill(s)...)
	}
	return kit.Numbered("Z", rows, func(h *hazard) *string { return &h.id })
}
