package stat

import (
	"math"
	"math/big"
	"math/rand/v2"
	"testing"
)

type row struct {
	counts bool
	amount int64
}

func tally(rows []row) Tally {
	var t Tally
	for _, r := range rows {
		t.Add(r.counts, r.amount)
	}
	return t
}

func TestTally(t *testing.T) {
	got := tally([]row{{true, 1050}, {false, 999}, {true, -50}})
	if got.Count() != Int(2) || got.Rate() != (Ratio{2, 3}) || got.Sum(100) != (Ratio{1000, 100}) {
		t.Errorf("got count %v, rate %v, sum %v", got.Count(), got.Rate(), got.Sum(100))
	}
	var none Tally
	if none.Count() != Int(0) || none.Rate().Valid() || none.Sum(1) != Int(0) {
		t.Errorf("of no rows: count %v, rate %v, sum %v", none.Count(), none.Rate(), none.Sum(1))
	}
}

// TestTallyMergesAnywhere: in any order and at any split, merging parts gives the whole, bit for bit, and the sum is
// that of big numbers, absent exactly if it does not fit.
func TestTallyMergesAnywhere(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	for range 500 {
		rows := make([]row, random.IntN(12))
		sum := new(big.Int)
		for i := range rows {
			rows[i] = row{random.IntN(4) > 0, extremes[random.IntN(len(extremes))]}
			if rows[i].counts {
				sum.Add(sum, big.NewInt(rows[i].amount))
			}
		}
		whole := tally(rows)
		if got := whole.Sum(1); got.Valid() != sum.IsInt64() || got.Valid() && got.Num != sum.Int64() {
			t.Fatalf("%v: got %v, want %v", rows, got, sum)
		}
		random.Shuffle(len(rows), func(i, j int) { rows[i], rows[j] = rows[j], rows[i] })
		for split := range len(rows) + 1 {
			parts := tally(rows[split:])
			if parts.Merge(tally(rows[:split])); parts != whole {
				t.Fatalf("%v split at %d: got %v, want %v", rows, split, parts, whole)
			}
		}
	}
}

func TestTallyOverflowIsAbsentAndHeals(t *testing.T) {
	got := tally([]row{{true, math.MaxInt64}, {true, 1}})
	if got.Sum(1).Valid() {
		t.Errorf("got %v, want nothing", got.Sum(1))
	}
	got.Add(true, -1)
	if got.Sum(1) != Int(math.MaxInt64) {
		t.Errorf("got %v, want the greatest int64", got.Sum(1))
	}
}
