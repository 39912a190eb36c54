package stat

import (
	"math"
	"math/big"
	"math/rand/v2"
	"testing"
)

var extremes = []int64{math.MinInt64, math.MinInt64 + 1, -1 << 32, -101, -50, -3, -1, 0, 1, 2, 5, 99, 1 << 31, 1 << 62, math.MaxInt64 - 1, math.MaxInt64}

// sample is a few thousand ratios: all pairs of extremes, and random ones of every size.
func sample() []Ratio {
	var all []Ratio
	for _, n := range extremes {
		for _, d := range extremes {
			if d > 0 {
				all = append(all, Ratio{n, d})
			}
		}
	}
	r := rand.New(rand.NewPCG(1, 2))
	for range 3000 {
		n := int64(r.Uint64()) >> r.IntN(63)
		d := r.Int64()>>r.IntN(62) + 1
		all = append(all, Ratio{n, max(d, 1)})
	}
	return all
}

func TestRound(t *testing.T) {
	for _, c := range []struct {
		value        Ratio
		places       int
		halfUp, even string
	}{
		{Int(651), 0, "651", "651"},
		{Int(95), 1, "95.0", "95.0"},
		{Ratio{1, 2}, 0, "1", "0"},
		{Ratio{-1, 2}, 0, "-1", "0"},
		{Ratio{3, 2}, 0, "2", "2"},
		{Ratio{5, 2}, 0, "3", "2"},
		{Ratio{-5, 2}, 0, "-3", "-2"},
		{Ratio{1, 8}, 2, "0.13", "0.12"},
		{Ratio{3, 8}, 2, "0.38", "0.38"},
		{Ratio{2, 3}, 6, "0.666667", "0.666667"},
		{Ratio{-1, 25}, 1, "0.0", "0.0"}, // no minus zero
		{Ratio{1995, 1000}, 2, "2.00", "2.00"},
		{Ratio{2005, 1000}, 2, "2.01", "2.00"},
		{Ratio{123456789, 100}, 2, "1234567.89", "1234567.89"},
		{Int(9), 18, "9.000000000000000000", "9.000000000000000000"},
		{Int(10), 18, "", ""}, // does not fit
		{Int(math.MinInt64), 0, "-9223372036854775808", "-9223372036854775808"},
		{Ratio{1, 3}, 19, "", ""},
		{Ratio{1, 3}, -1, "", ""},
		{Ratio{}, 0, "", ""},
	} {
		if got := c.value.Round(c.places, HalfUp).String(); got != c.halfUp {
			t.Errorf("%v with %d places: got %q half up, want %q", c.value, c.places, got, c.halfUp)
		}
		if got := c.value.Round(c.places, HalfEven).String(); got != c.even {
			t.Errorf("%v with %d places: got %q half even, want %q", c.value, c.places, got, c.even)
		}
	}
}

func TestPercent(t *testing.T) {
	for _, c := range []struct {
		value  Ratio
		places int
		want   string
	}{
		{Ratio{150, 156}, 0, "96"}, {Ratio{150, 156}, 1, "96.2"}, {Ratio{150, 156}, 2, "96.15"},
		{Ratio{0, 7}, 1, "0.0"}, {Ratio{7, 7}, 1, "100.0"}, {Ratio{1, 200}, 0, "1"}, {Ratio{-1, 3}, 1, "-33.3"},
		{Ratio{1, 4}, 16, "25.0000000000000000"}, {Ratio{1, 4}, 17, ""}, {Ratio{1, 4}, -1, ""}, {Ratio{}, 0, ""},
	} {
		if got := c.value.Percent(c.places, HalfUp).String(); got != c.want {
			t.Errorf("%v in percent with %d places: got %q, want %q", c.value, c.places, got, c.want)
		}
	}
}

// roundBig rounds the value times 10^places by the definition: the nearest whole number, and of two the one that
// the mode prefers.
func roundBig(r Ratio, places int, mode Mode) (int64, bool) {
	power := new(big.Rat).SetInt(new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(max(places, -places))), nil))
	if places < 0 {
		power.Inv(power)
	}
	x := new(big.Rat).Mul(big.NewRat(r.Num, r.Den), power)
	below := new(big.Int).Div(x.Num(), x.Denom()) // Euclidean: toward minus infinity, the denominator being positive
	above := new(big.Int).Add(below, big.NewInt(1))
	distance := new(big.Rat).Sub(x, new(big.Rat).SetInt(below))
	nearest := below
	switch distance.Cmp(big.NewRat(1, 2)) {
	case 1:
		nearest = above
	case 0:
		if mode == HalfUp && x.Sign() > 0 || mode == HalfEven && below.Bit(0) == 1 {
			nearest = above
		}
	}
	return nearest.Int64(), nearest.IsInt64()
}

func TestRoundingAgainstBigNumbers(t *testing.T) {
	for _, r := range sample() {
		for places := -maxPlaces; places <= maxPlaces; places++ {
			for _, mode := range []Mode{HalfUp, HalfEven} {
				want, wantOK := roundBig(r, places, mode)
				got, ok := r.units(places, mode)
				if ok != wantOK || ok && got != want {
					t.Fatalf("%v with %d places, mode %d: got %d, %v, want %d, %v", r, places, mode, got, ok, want, wantOK)
				}
			}
		}
	}
}

// TestTies rounds every n/8, of which many are ties, as no random value is.
func TestTies(t *testing.T) {
	for n := int64(-4000); n <= 4000; n++ {
		for places := -2; places <= 3; places++ {
			for _, mode := range []Mode{HalfUp, HalfEven} {
				want, _ := roundBig(Ratio{n, 8}, places, mode)
				if got, _ := (Ratio{n, 8}).units(places, mode); got != want {
					t.Fatalf("%d/8 with %d places, mode %d: got %d, want %d", n, places, mode, got, want)
				}
			}
		}
	}
}

// TestRoundingNeverWraps: the value times 10¹⁸ is so little below 2⁶⁴ that it would round up to it, and wrap to 0.
func TestRoundingNeverWraps(t *testing.T) {
	r := Ratio{1844674407370955180, 100000000000000001}
	for _, mode := range []Mode{HalfUp, HalfEven} {
		if got := r.Round(18, mode); got.Valid() {
			t.Errorf("got %v, want nothing", got)
		}
	}
}

func TestCmp(t *testing.T) {
	for _, c := range []struct {
		a, b Ratio
		want int
	}{
		{Int(1), Int(2), -1},
		{Ratio{1, 3}, Ratio{2, 6}, 0},
		{Ratio{-1, 3}, Ratio{1, 3}, -1},
		{Ratio{math.MaxInt64, math.MaxInt64 - 1}, Ratio{math.MaxInt64 - 1, math.MaxInt64 - 2}, -1},
		{Ratio{math.MinInt64, math.MaxInt64}, Int(-1), -1},
		{Ratio{}, Int(math.MinInt64), -1},
		{Ratio{}, Ratio{}, 0},
	} {
		if c.a.Cmp(c.b) != c.want || c.b.Cmp(c.a) != -c.want {
			t.Errorf("%v against %v: got %d and %d, want %d", c.a, c.b, c.a.Cmp(c.b), c.b.Cmp(c.a), c.want)
		}
	}
}

func TestSub(t *testing.T) {
	for _, c := range []struct{ a, b, want Ratio }{
		{Int(5), Int(7), Int(-2)},
		{Ratio{1, 2}, Ratio{1, 3}, Ratio{1, 6}},
		{Ratio{150, 156}, Ratio{75, 78}, Ratio{0, 1}},
		{Ratio{12345, 100}, Ratio{45, 100}, Int(123)},
		{Int(math.MinInt64), Int(1), Ratio{}}, // does not fit
		{Int(math.MinInt64), Int(-1), Int(math.MinInt64 + 1)},
		{Ratio{1, math.MaxInt64}, Ratio{1, math.MaxInt64 - 1}, Ratio{}},
		{Ratio{1<<31 - 1, 1<<31 - 1}, Ratio{-(1<<31 - 1), 1<<31 - 2}, Ratio{1<<32 - 3, 1<<31 - 2}},
		{Ratio{}, Int(1), Ratio{}},
		{Int(1), Ratio{}, Ratio{}},
	} {
		if got := c.a.Sub(c.b); got != c.want {
			t.Errorf("%v - %v: got %v, want %v", c.a, c.b, got, c.want)
		}
	}
}

func TestValid(t *testing.T) {
	if (Ratio{}).Valid() || !Int(0).Valid() || !(Ratio{0, 5}).Valid() {
		t.Error("absent and zero are confused")
	}
}

// TestArithmetic: exact, in lowest terms, and absent rather than wrong.
func TestArithmetic(t *testing.T) {
	most := Int(math.MaxInt64)
	for _, c := range []struct {
		what      string
		got, want Ratio
	}{
		{"1/2 + 1/6", Ratio{1, 2}.Add(Ratio{1, 6}), Ratio{2, 3}},
		{"89 + 17", Int(89).Add(Int(17)), Int(106)},
		{"more than fits", most.Add(Int(1)), Ratio{}},
		{"with nothing", Int(1).Add(Ratio{}), Ratio{}},
		{"1000 × 3/20", Ratio{3, 20}.Times(1000), Int(150)},
		{"0 × 3/20", Ratio{3, 20}.Times(0), Int(0)},
		{"too often", most.Times(2), Ratio{}},
		{"3 ÷ 20", Int(3).Over(Int(20)), Ratio{3, 20}},
		{"0 ÷ 20", Int(0).Over(Int(20)), Int(0)},
		{"3 ÷ 0", Int(3).Over(Int(0)), Ratio{}},
		{"3 ÷ nothing", Int(3).Over(Ratio{}), Ratio{}},
		{"3 ÷ -6", Int(3).Over(Int(-6)), Ratio{-1, 2}},
	} {
		if c.got != c.want {
			t.Errorf("%s = %v, want %v", c.what, c.got, c.want)
		}
	}
}
