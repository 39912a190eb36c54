package xingang

import (
	"fmt"

	"github.com/lanewall/lanewall/examples/synth/kit"
)

// An evaluation is the score of one community's property service in one month.
type evaluation struct {
	id        string
	date      kit.Day
	community *community
	scores    []int // of parts
	rechecked kit.Day
}

// parts are what is scored; the ledger.toml gives the same ones with their weights.
var (
	parts   = []string{"cleaning", "order", "repair", "safety", "service"}
	weights = []int{20, 20, 20, 25, 15}
)

// yellow is the score below which a mark is given; the ledger.toml says the same.
const yellow = 75

func (e *evaluation) On() kit.Day  { return e.date }
func (e *evaluation) Unit() string { return e.community.id }

func (e *evaluation) Write(w *kit.Writer) {
	w.Text("id", e.id)
	w.Date("date", e.date)
	w.Text("unit", e.community.id)
	w.Text("rated", e.community.firm.id)
	w.Text("rater", "示例评分组")
	w.Text("subject", fmt.Sprintf("%s%d月", e.community.name, e.date.Month().Number()))
	var fields []kit.Field
	for i, part := range parts {
		fields = append(fields, kit.F(part, e.scores[i]))
	}
	w.Table("rating", fields...)
	w.Date("rechecked", e.rechecked)
}

// marked tells whether the evaluation gets a yellow or red mark. In hundredths, because the weights are per cent.
func (e *evaluation) marked() bool {
	sum := 0
	for i, score := range e.scores {
		sum += score * weights[i]
	}
	return sum < yellow*100
}

// evaluations scores every community once a month, on three days before the board is out. A marked one is looked at
// again within ten working days, if that day has come.
func evaluations(z *zone) []*evaluation {
	d := site.Dice("evaluations")
	var rows []*evaluation
	for month := january; month <= october; month++ {
		first := kit.Workday(kit.On(2023, month.Number(), 24))
		for i, c := range z.communities {
			e := &evaluation{date: kit.After(first, i*3/len(z.communities)), community: c, scores: c.score(d, month.Number())}
			if recheck := kit.After(e.date, d.Between(6, 10)); e.marked() && recheck <= horizon {
				e.rechecked = recheck
			}
			rows = append(rows, e)
		}
	}
	return kit.Numbered("E", rows, func(e *evaluation) *string { return &e.id })
}

// score draws the parts around what the firm usually gets. Repairs suffer in the cold, order and safety in summer.
func (c *community) score(d kit.Dice, month int) []int {
	usual := c.firm.level - c.firm.dips[month] + (c.temper%7 - 3) + d.Between(-3, 3)
	season := []int{0, 0, 0, 0, 0}
	switch month {
	case 1, 2:
		season[2] = -5
	case 6, 7, 8:
		season[1], season[3] = -3, -2
	case 10:
		season[0] = -3
	}
	scores := make([]int, len(parts))
	for i := range scores {
		scores[i] = min(100, max(35, usual+season[i]+d.Between(-6, 6)))
	}
	return scores
}
