package stat

import (
	"math"
	"math/bits"
)

// Tally adds up rows for a count, a sum or a rate. The zero Tally is empty. Tallies of the same rows are ==.
type Tally struct {
	N  int64 // rows
	Of int64 // rows that count, 0 ≤ Of ≤ N

	// The sum of the amounts, in 128 bits and two's complement: no run of int64 amounts can exceed it on the way,
	// whatever the order.
	hi, lo uint64
}

// Add puts in one row. Only a row that counts adds its amount, a whole number of the smallest unit, such as 分.
func (t *Tally) Add(counts bool, amount int64) {
	t.N++
	if counts {
		t.Of++
		t.sum(uint64(amount>>63), uint64(amount))
	}
}

// Merge puts in all rows of u.
func (t *Tally) Merge(u Tally) {
	t.N += u.N
	t.Of += u.Of
	t.sum(u.hi, u.lo)
}

// Remove takes out all rows of u, which were put in before.
func (t *Tally) Remove(u Tally) {
	t.N -= u.N
	t.Of -= u.Of
	var borrow uint64
	t.lo, borrow = bits.Sub64(t.lo, u.lo, 0)
	t.hi, _ = bits.Sub64(t.hi, u.hi, borrow)
}

func (t *Tally) sum(hi, lo uint64) {
	var carry uint64
	t.lo, carry = bits.Add64(t.lo, lo, 0)
	t.hi, _ = bits.Add64(t.hi, hi, carry)
}

// Count is the number of rows that count.
func (t Tally) Count() Ratio { return Int(t.Of) }

// Rate is the share of the rows that count, absent if there are no rows.
func (t Tally) Rate() Ratio { return Ratio{t.Of, t.N} }

// Sum is the sum of the amounts, of which so many make one: 100 for 分 and yuan. It is absent if the
// smallest units do not fit an int64.
func (t Tally) Sum(perUnit int64) Ratio {
	total := int64(t.lo)
	if t.hi != uint64(total>>63) {
		return Ratio{}
	}
	return Ratio{total, perUnit}
}

// Mean is the sum divided by the number of rows that count: the mean of their amounts, of which so many smallest units
// make one. It is absent if no row counts.
func (t Tally) Mean(perUnit int64) Ratio {
	sum := t.Sum(perUnit)
	if t.Of == 0 || !sum.Valid() || sum.Den > math.MaxInt64/t.Of {
		return Ratio{}
	}
	return Ratio{sum.Num, sum.Den * t.Of}
}
