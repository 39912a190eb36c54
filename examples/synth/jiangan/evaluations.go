package jiangan

import "github.com/lanewall/lanewall/examples/synth/kit"

// scores are what a caller gives: response, cooperation, completion, satisfaction. The zero value is no rating.
type scores [4]int

var parts = [4]string{"response", "cooperation", "completion", "satisfaction"}

func (s scores) write(w *kit.Writer) {
	if s == (scores{}) {
		return
	}
	var fields []kit.Field
	for i, part := range parts {
		fields = append(fields, kit.F(part, s[i]))
	}
	w.Table("rating", fields...)
}

// drawScores rates a closed case: on time and solved is rated well.
func drawScores(dice kit.Dice, m *matter, temper int) scores {
	base := 92 + temper
	if m.closed > after(m.received, limits[m.level]) {
		base -= 14
	}
	if m.outcome != "解决" {
		base -= 16
	}
	if m.reopened != 0 {
		base -= 8
	}
	var s scores
	for i := range s {
		s[i] = max(20, min(100, (base+dice.Between(-12, 12))/5*5))
	}
	return s
}

// An evaluation is what the caller gave one of the bodies that responded (谁呼谁评、谁应评谁).
type evaluation struct {
	id, rated string
	date      kit.Day
	of        *matter
	scores    scores
}

func (e *evaluation) On() kit.Day  { return e.date }
func (e *evaluation) Unit() string { return e.of.unit }

func (e *evaluation) Write(w *kit.Writer) {
	w.Text("id", e.id)
	w.Date("date", e.date)
	w.Text("unit", e.of.unit)
	w.Text("rated", e.rated)
	w.Text("rater", "示例评价人")
	w.Text("subject", e.of.id)
	e.scores.write(w)
}

// evaluations rate the streets and departments that led or assisted in a case its caller has rated.
func evaluations(d *district, all []*matter) []*evaluation {
	dice := site.Dice("evaluations")
	temper := make(map[string]int) // how well a body does, as drawn once
	for _, o := range offices {
		if o.kind == "部门" {
			temper[o.id] = dice.Between(-4, 4)
		}
	}
	for _, s := range d.streets {
		temper[streetBody(s)] = dice.Between(-4, 4)
	}
	var rows []*evaluation
	for _, m := range all {
		if m.scores == (scores{}) {
			continue
		}
		for _, body := range append([]string{m.lead}, m.assist...) {
			t, ok := temper[body]
			if !ok {
				continue
			}
			given := m.scores
			if body != m.lead {
				given = drawScores(dice, m, t)
			}
			rows = append(rows, &evaluation{rated: body, date: m.callback, of: m, scores: given})
		}
	}
	return kit.Numbered("PJ", rows, func(e *evaluation) *string { return &e.id })
}
