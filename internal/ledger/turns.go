package ledger

import (
	"math"

	"github.com/lanewall/lanewall/internal/civil"
)

// Turns tells when the light of a column made by the rule “light” changes as long as a row stays open: yellow is the
// first day past half its limit, due the last day before it is red; each is None where there is no such day.
//
// What the column itself says of a day to come depends on what has been entered for days to come. A closing that is
// entered for next Friday has not happened yet: until then both days stand.
func (t *Table) Turns(light Rule, calendar *civil.Calendar) func(row int) (yellow, due civil.Date) {
	received, deadline := t.Column(light.From[0]), t.Column(light.From[1])
	days := t.yellow(received, deadline, calendar)
	return func(row int) (yellow, due civil.Date) {
		return days[row], deadline.Date(row, math.MaxInt32)
	}
}
