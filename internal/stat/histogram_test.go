package stat

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

func histogram(values ...int64) Histogram {
	h := Histogram{}
	for _, v := range values {
		h.Add(v)
	}
	return h
}

func TestMedian(t *testing.T) {
	for _, c := range []struct {
		values  []int64
		perUnit int64
		want    Ratio
	}{
		{nil, 1, Ratio{}},
		{[]int64{7}, 1, Ratio{7, 1}},
		{[]int64{9, 1, 5}, 1, Ratio{5, 1}},
		{[]int64{1, 2, 3, 4}, 1, Ratio{5, 2}},
		{[]int64{3, 3, 3, 100}, 1, Ratio{3, 1}},
		{[]int64{-5, 2}, 1, Ratio{-3, 2}},
		{[]int64{100, 250}, 100, Ratio{350, 200}},
		{[]int64{math.MaxInt64, math.MaxInt64 - 2}, 1, Ratio{}}, // does not fit, so it is absent and not wrong
	} {
		if got := histogram(c.values...).Median(c.perUnit); got != c.want {
			t.Errorf("median of %v per %d = %v, want %v", c.values, c.perUnit, got, c.want)
		}
	}
}

func TestDistinct(t *testing.T) {
	if got := histogram(4, 4, 2, 4).Distinct(); got != Int(2) {
		t.Errorf("distinct = %v, want 2", got)
	}
}

// Split anywhere and merged in any order, values give the same median as sorted together.
func TestHistogramMergesExactly(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 200 {
		values := make([]int64, 1+random.IntN(30))
		parts := []Histogram{{}, {}, {}}
		for i := range values {
			values[i] = random.Int64N(9)
			parts[random.IntN(3)].Add(values[i])
		}
		whole := Histogram{}
		for _, i := range random.Perm(3) {
			whole.Merge(parts[i])
		}
		slices.Sort(values)
		n := len(values)
		want := Ratio{values[(n-1)/2] + values[n/2], 2}
		if got := whole.Median(1); got.Cmp(want) != 0 {
			t.Fatalf("median of %v = %v, want %v", values, got, want)
		}
	}
}

func TestMean(t *testing.T) {
	var none, some Tally
	some.Add(true, 100)
	some.Add(true, 250)
	some.Add(false, 9999)
	if got := none.Mean(1); got.Valid() {
		t.Errorf("mean of nothing = %v", got)
	}
	if got := some.Mean(100); got.Cmp(Ratio{175, 100}) != 0 {
		t.Errorf("mean = %v, want 1.75", got)
	}
}
