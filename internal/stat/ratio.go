package stat

import (
	"math"
	"math/big"
	"math/bits"
)

// Ratio is the exact value Num/Den, Den > 0; it need not be in lowest terms. The zero Ratio is absent.
type Ratio struct{ Num, Den int64 }

// Int is the whole number n.
func Int(n int64) Ratio { return Ratio{n, 1} }

// Valid tells whether there is a value.
func (r Ratio) Valid() bool { return r.Den > 0 }

// Cmp is -1, 0 or 1 as r is less than, equal to or greater than s. It is exact for all values. Absent comes first.
func (r Ratio) Cmp(s Ratio) int {
	if r.Valid() && s.Valid() {
		return r.rat().Cmp(s.rat())
	}
	return rank(r) - rank(s)
}

func rank(r Ratio) int {
	if r.Valid() {
		return 1
	}
	return 0
}

// Add is r + s. Like [Ratio.Sub], [Ratio.Times] and [Ratio.Over] it gives lowest terms, and is absent if either
// operand is or if the terms do not fit an int64, which cannot happen while all terms are below 2³¹.
func (r Ratio) Add(s Ratio) Ratio { return r.with(s, (*big.Rat).Add) }

// Sub is r - s.
func (r Ratio) Sub(s Ratio) Ratio { return r.with(s, (*big.Rat).Sub) }

// Times is n × r.
func (r Ratio) Times(n int64) Ratio { return r.with(Int(n), (*big.Rat).Mul) }

// Over is r ÷ s, absent also if s is 0.
func (r Ratio) Over(s Ratio) Ratio {
	if s.Num == 0 {
		return Ratio{}
	}
	return r.with(s, (*big.Rat).Quo)
}

func (r Ratio) with(s Ratio, op func(z, x, y *big.Rat) *big.Rat) Ratio {
	if !r.Valid() || !s.Valid() {
		return Ratio{}
	}
	d := op(new(big.Rat), r.rat(), s.rat())
	if !d.Num().IsInt64() || !d.Denom().IsInt64() {
		return Ratio{}
	}
	return Ratio{d.Num().Int64(), d.Denom().Int64()}
}

func (r Ratio) rat() *big.Rat { return big.NewRat(r.Num, r.Den) }

// Mode is what rounding does with a tie. The zero Mode is the usual one.
type Mode uint8

const (
	HalfUp   Mode = iota // 四舍五入: away from zero, 0.5 → 1 and -0.5 → -1
	HalfEven             // 四舍六入五成双: to the even neighbour, 0.5 → 0 and 1.5 → 2
	down                 // not only ties: always toward zero
)

// Round is the value printed with so many places, 0 to 18. It is absent if the value is or if its digits do not fit
// an int64.
func (r Ratio) Round(places int, mode Mode) Decimal { return r.print(places, 0, mode) }

// Percent is the value printed as a percentage with so many places, 0 to 16: 150/156 is 96.2 with one place. The
// percent sign is the caller's.
func (r Ratio) Percent(places int, mode Mode) Decimal { return r.print(places, 2, mode) }

// print rounds the value times 10^shift to so many places.
func (r Ratio) print(places, shift int, mode Mode) Decimal {
	units, ok := r.units(places+shift, mode)
	if !ok || places < 0 {
		return absent
	}
	return Decimal{units, places}
}

// units is the value times 10^places, rounded to a whole number; negative places round to tens, hundreds and so on.
// It is false if the value is absent, places are outside ±18, or the number does not fit.
func (r Ratio) units(places int, mode Mode) (int64, bool) {
	if !r.Valid() || places < -maxPlaces || places > maxPlaces {
		return 0, false
	}
	hi, lo := bits.Mul64(magnitude(r.Num), pow10(max(places, 0)))
	over, den := bits.Mul64(uint64(r.Den), pow10(max(-places, 0)))
	if over > 0 { // den > 2⁶⁴ while the numerator is at most 2⁶³: less than a half
		return 0, true
	}
	if hi >= den {
		return 0, false
	}
	q, rest := bits.Div64(hi, lo, den)
	if q > 1<<63 { // too great already, and one more might wrap around
		return 0, false
	}
	if mode.up(q, rest, den) {
		q++
	}
	return signed(q, r.Num < 0)
}

// up tells whether q + rest/den is rounded away from zero.
func (m Mode) up(q, rest, den uint64) bool {
	switch left := den - rest; {
	case m == down || rest < left:
		return false
	case rest > left:
		return true
	}
	return m == HalfUp || q%2 == 1
}

func magnitude(n int64) uint64 {
	if n < 0 {
		return -uint64(n)
	}
	return uint64(n)
}

func signed(magnitude uint64, negative bool) (int64, bool) {
	if negative {
		return -int64(magnitude), magnitude <= 1<<63
	}
	return int64(magnitude), magnitude <= math.MaxInt64
}

const maxPlaces = 18 // 10¹⁸ is the greatest power of ten in an int64

// pow10 is 10^n, 0 ≤ n ≤ 18.
func pow10(n int) uint64 {
	p := uint64(1)
	for range n {
		p *= 10
	}
	return p
}
