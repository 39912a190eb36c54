package main

import (
	"hash/fnv"
	"math/rand/v2"
	"slices"
	"time"
)

// seed is the date of the report the example's totals come from.
const seed = 20240904

// dice are the random numbers of one ledger. Weights are integers throughout:
// floating-point sums may differ between machines.
type dice struct{ *rand.Rand }

// diceFor returns the dice of the named ledger, the same at every call.
func diceFor(ledger string) dice {
	h := fnv.New64a()
	h.Write([]byte(ledger))
	return dice{rand.New(rand.NewPCG(seed, h.Sum64()))}
}

// between returns a number from lo to hi, both included.
func (d dice) between(lo, hi int) int { return lo + d.IntN(hi-lo+1) }

func (d dice) chance(percent int) bool { return d.IntN(100) < percent }

// weighted returns an index, drawn in proportion to its weight.
func (d dice) weighted(weights []int) int {
	total := 0
	for _, w := range weights {
		total += w
	}
	n := d.IntN(total)
	for i, w := range weights {
		if n -= w; n < 0 {
			return i
		}
	}
	panic("unreachable")
}

// choice is a value and its weight.
type choice struct {
	value  string
	weight int
}

func weights(from []choice) []int {
	w := make([]int, len(from))
	for i, c := range from {
		w[i] = c.weight
	}
	return w
}

func (d dice) choose(from []choice) string { return from[d.weighted(weights(from))].value }

// some chooses n different values, and returns them in the order given.
func (d dice) some(n int, from []choice) []string {
	left, chosen := weights(from), make([]bool, len(from))
	for range n {
		i := d.weighted(left)
		left[i], chosen[i] = 0, true
	}
	var values []string
	for i, c := range from {
		if chosen[i] {
			values = append(values, c.value)
		}
	}
	return values
}

func pick[T any](d dice, from []T) T { return from[d.IntN(len(from))] }

// apportion splits total in proportion to the weights, exactly: what rounding
// down leaves over goes one by one to the largest remainders.
func apportion(total int, weights []int) []int {
	sum := 0
	for _, w := range weights {
		sum += w
	}
	shares := make([]int, len(weights))
	order := make([]int, len(weights))
	left := total
	for i, w := range weights {
		shares[i] = total * w / sum
		left -= shares[i]
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		return total*weights[b]%sum - total*weights[a]%sum
	})
	for _, i := range order[:left] {
		shares[i]++
	}
	return shares
}

// A pace gives every day from January to August a weight: how much happens.
// Index 0 is unused.
type pace []int

// residents is the pace of what residents bring up on any day of the week;
// months are percentages, January first.
func residents(months ...int) pace {
	return newPace(months, func(d day) int {
		switch {
		case works(d):
			return 10
		case holiday(d):
			return 1
		case d.time().Weekday() == time.Saturday:
			return 5
		default:
			return 4
		}
	})
}

// office is the pace of what an office does on working days.
func office(months ...int) pace {
	return newPace(months, func(d day) int {
		if works(d) {
			return 10
		}
		return 0
	})
}

func newPace(months []int, weight func(day) int) pace {
	p := make(pace, horizon+1)
	for d := day(1); d <= horizon; d++ {
		p[d] = weight(d) * months[d.month()-1]
	}
	return p
}

func (p pace) day(d dice) day { return day(d.weighted(p)) }

// storms are the days of the made-up summer storms.
var storms = [][2]day{{on(4, 23), on(4, 25)}, {on(6, 19), on(6, 22)}, {on(7, 2), on(7, 5)}, {on(7, 27), on(7, 30)}}

func stormy(d day) bool {
	return slices.ContainsFunc(storms, func(s [2]day) bool { return s[0] <= d && d <= s[1] })
}
