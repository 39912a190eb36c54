package xingang

import (
	"strings"

	"github.com/lanewall/lanewall/examples/synth/kit"
)

// inspected is how many fire inspections the report counts.
const inspected = 70

// An inspection is one fire inspection of one place.
type inspection struct {
	id               string
	date             kit.Day
	grid             *grid
	category, target string
	found, rectified int
	inspectors       int
	noted            bool
}

func (i *inspection) On() kit.Day  { return i.date }
func (i *inspection) Unit() string { return i.grid.id }

func (i *inspection) Write(w *kit.Writer) {
	w.Text("id", i.id)
	w.Date("date", i.date)
	w.Text("unit", i.grid.id)
	w.Text("category", i.category)
	w.Text("target", i.target)
	w.Text("body", "xiaofang")
	w.Integer("found", i.found)
	w.Integer("rectified", i.rectified)
	w.Integer("inspectors", i.inspectors)
	if i.noted {
		w.Text("note", "示例检查记录：合成内容。")
	}
}

// targets are the kinds of places and, of each, the places. {b} stands for a building.
var targets = []struct {
	category string
	weight   int
	places   []string
}{
	{"住宅楼", 26, []string{"{b}楼道和消防通道", "{b}消防栓和应急照明", "{b}地下室", "{b}电梯前室和管道井"}},
	{"沿街商铺", 18, []string{"沿街餐饮店用气", "沿街商铺住宿混用", "沿街店铺门头和线路", "沿街超市疏散通道"}},
	{"充电场所", 12, []string{"{b}旁充电棚", "地下车库充电区", "小区集中充电点"}},
	{"企业厂房", 9, []string{"示例企业厂房", "示例企业仓库", "示例企业职工宿舍"}},
	{"公共场所", 8, []string{"文体活动室", "助餐点厨房", "便民菜店", "托管机构"}},
}

// inspections draws the 70, more before the Spring Festival, in summer and before the autumn holidays.
func inspections(z *zone) []*inspection {
	d := site.Dice("inspections")
	pace := office(190, 60, 80, 90, 100, 150, 120, 100, 170, 110)
	weights := make([]int, len(targets))
	for i, t := range targets {
		weights[i] = t.weight
	}
	var rows []*inspection
	for range inspected {
		t := targets[d.Weighted(weights)]
		i := &inspection{date: pace.Day(d), grid: kit.Pick(d, z.grids), category: t.category, inspectors: d.Between(2, 5), noted: d.Chance(5)}
		i.target = strings.ReplaceAll(kit.Pick(d, t.places), "{b}", kit.Numeral(d.Between(1, i.grid.buildings))+"号楼")
		i.found = max(0, d.Between(-1, 5))
		i.rectified = i.found - d.IntN(1+min(2, i.found))
		rows = append(rows, i)
	}
	return kit.Numbered("F", rows, func(i *inspection) *string { return &i.id })
}
