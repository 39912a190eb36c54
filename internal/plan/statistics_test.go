package plan

import (
	"testing"

	"github.com/lanewall/lanewall/internal/indicator"
	"github.com/lanewall/lanewall/internal/stat"
)

// Equal values share a rank, and the next one follows after as many as share it. What is withheld has none.
func TestRank(t *testing.T) {
	var figures []*indicator.Figure
	for _, value := range []int64{70, 95, 80, 95, 70, 60} {
		figures = append(figures, &indicator.Figure{Value: stat.Int(value)})
	}
	few := &indicator.Figure{Value: stat.Int(99), Status: indicator.LowNumber}
	figures = append([]*indicator.Figure{few}, figures...)
	var s splitTable
	s.rank(figures)
	for i, want := range []struct {
		value int64
		rank  int
	}{{95, 1}, {95, 1}, {80, 3}, {70, 4}, {70, 4}, {60, 6}} {
		if got := figures[i]; got.Value != stat.Int(want.value) || s.ranks[got] != want.rank {
			t.Errorf("place %d: %v has rank %d, want %d with %d", i, got.Value, s.ranks[got], want.value, want.rank)
		}
	}
	if figures[6] != few || s.ranks[few] != 0 {
		t.Errorf("what is not shown has rank %d", s.ranks[few])
	}
}
