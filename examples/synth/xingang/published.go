package xingang

import "github.com/lanewall/lanewall/examples/synth/kit"

// The report gives no period for its figures; the rows are made for this one.
const (
	period   = "2023-01-01_2023-10-31"
	noPeriod = "原文未注明期间；示例按所注期间合成"
)

// published writes every figure of the report, to be held against what the ledgers come to. Two of them are 20 and have
// nothing to do with each other.
func published() kit.File {
	var rows []kit.Published
	for _, f := range []struct{ id, title, indicator, value, per, note string }{
		{"x1-communities", "社区", "communities", "20", "", "原文未写明单位，示例按社区理解；与二级网格的20没有关系；"},
		{"x2-grid1", "一级网格", "grids-1", "3", "", ""},
		{"x2-grid2", "二级网格", "grids-2", "20", "", "与社区的20没有关系；"},
		{"x2-members", "网格员", "members", "181", "", "原文未分列各类人数；"},
		{"x3-inspections", "消防检查", "inspections", "70", "", ""},
		{"x3-lifts", "电梯", "lifts", "384", "", ""},
		{"x3-fitted", "已加装的电梯", "lifts-fitted", "384", "x3-lifts", ""},
		{"x4-named", "公开姓名的获奖人", "awards-named", "2", "", "原文的姓名不照录，示例以示例甲、示例乙代替；"},
	} {
		rows = append(rows, kit.Published{
			ID: f.id, Title: f.title, Indicator: f.indicator, Unit: root, Period: period,
			Value: f.value, Qualifier: "=", Per: f.per, Note: f.note + noPeriod,
		})
	}
	return site.Published(rows)
}
