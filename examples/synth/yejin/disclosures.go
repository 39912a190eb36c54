package yejin

import (
	"fmt"

	"github.com/lanewall/lanewall/examples/synth/kit"
)

// A disclosure is one posting of a column of 掌上监督.
type disclosure struct {
	id              string
	date            kit.Day
	where           string
	column, title   string
	income, expense int // 分
}

func (p *disclosure) On() kit.Day  { return p.date }
func (p *disclosure) Unit() string { return p.where }

func (p *disclosure) Write(w *kit.Writer) {
	w.Text("id", p.id)
	w.Date("date", p.date)
	w.Text("unit", p.where)
	w.Text("column", p.column)
	w.Text("title", p.title)
	w.Money("income", p.income)
	w.Money("expense", p.expense)
}

// disclosures posts the six columns. Finances come to 54: the three
// communities post the month before, 3 × 8 = 24; the ten compounds post the
// quarter before in January, April and July, 10 × 3 = 30.
func disclosures(s *street) []*disclosure {
	d := site.Dice("disclosures")
	var rows []*disclosure
	for month := 1; month <= horizon.Month().Number(); month++ {
		for _, c := range s.communities {
			rows = append(rows, c.disclose(d, month)...)
		}
		if month%3 == 1 {
			for _, c := range s.compounds {
				title := fmt.Sprintf("%s%s公共收益收支", c.name, quarterBefore(month))
				rows = append(rows, finances(d, month, c.id, title, 900, 6800))
			}
		}
	}
	return kit.Numbered("D", rows, func(p *disclosure) *string { return &p.id })
}

// disclose posts what a community posts in a month.
func (c *community) disclose(d kit.Dice, month int) []*disclosure {
	before := monthBefore(month)
	rows := []*disclosure{
		finances(d, month, c.id, c.name+before+"财务收支", 18000, 64000),
		posting(d, month, c.id, "小微权力运行", c.name+before+"小微权力事项办理情况"),
		posting(d, month, c.id, "民情信息反馈", c.name+before+"民情信息办理反馈"),
	}
	if month%3 == 0 {
		rows = append(rows, posting(d, month, c.id, "廉政风险", fmt.Sprintf("%s廉政风险点排查（第%d次）", c.name, month/3)))
	}
	if month == 1 || month == 7 {
		rows = append(rows, posting(d, month, c.id, "社区基本情况", fmt.Sprintf("%s基本情况（%d月更新）", c.name, month)))
	}
	if month == 1 {
		rows = append(rows, posting(d, month, c.id, "班子成员", c.name+"班子成员分工"))
	}
	return rows
}

// posting is a disclosure in the first weeks of the month.
func posting(d kit.Dice, month int, unit, column, title string) *disclosure {
	return &disclosure{date: kit.After(on(month, 1), d.Between(3, 11)), where: unit, column: column, title: title}
}

func finances(d kit.Dice, month int, unit, title string, low, high int) *disclosure {
	p := posting(d, month, unit, "财务收支", title)
	p.income = d.Between(low*100, high*100)
	p.expense = p.income * d.Between(55, 103) / 100
	return p
}

func monthBefore(month int) string {
	if month == 1 {
		return "2023年12月"
	}
	return fmt.Sprintf("2024年%d月", month-1)
}

func quarterBefore(month int) string {
	if month == 1 {
		return "2023年第四季度"
	}
	return fmt.Sprintf("2024年第%s季度", kit.Numeral(month/3))
}
