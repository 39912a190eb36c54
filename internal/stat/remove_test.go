package stat

import (
	"maps"
	"math"
	"math/rand/v2"
	"testing"
)

// What was put in and taken out again leaves nothing behind.
func TestRemove(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	amounts := []int64{0, 1, -1, 100, math.MaxInt64, math.MinInt64}
	for range 200 {
		var stays, goes, both Tally
		values, gone, all := Histogram{}, Histogram{}, Histogram{}
		for range r.IntN(20) {
			counts, amount := r.IntN(2) == 0, amounts[r.IntN(len(amounts))]
			tally, histogram := &stays, values
			if r.IntN(2) == 0 {
				tally, histogram = &goes, gone
			}
			tally.Add(counts, amount)
			both.Add(counts, amount)
			histogram.Add(amount)
			all.Add(amount)
		}
		both.Remove(goes)
		all.Remove(gone)
		if both != stays || !maps.Equal(all, values) {
			t.Fatalf("%+v and %v, want %+v and %v", both, all, stays, values)
		}
	}
}
