package kit

import (
	"hash/fnv"
	"math/rand/v2"
	"slices"
)

// Dice are the random numbers of one ledger. Weights are integers throughout: floating-point sums may differ between
// machines.
type Dice struct{ *rand.Rand }

// Dice returns the dice of the named ledger, the same at every call: a change to one ledger leaves the others as they
// were.
func (s Site) Dice(ledger string) Dice {
	h := fnv.New64a()
	h.Write([]byte(ledger))
	return Dice{rand.New(rand.NewPCG(s.Seed, h.Sum64()))}
}

// Between returns a number from lo to hi, both included.
func (d Dice) Between(lo, hi int) int { return lo + d.IntN(hi-lo+1) }

// Day returns a day from first to last, both included.
func (d Dice) Day(first, last Day) Day { return Day(d.Between(int(first), int(last))) }

// Chance is true in so many per cent of calls.
func (d Dice) Chance(percent int) bool { return d.IntN(100) < percent }

// Weighted returns an index, drawn in proportion to its weight.
func (d Dice) Weighted(weights []int) int {
	n, i := d.IntN(sum(weights)), 0
	for ; n >= weights[i]; i++ {
		n -= weights[i]
	}
	return i
}

func sum(numbers []int) int {
	total := 0
	for _, n := range numbers {
		total += n
	}
	return total
}

// A Choice is a value and its weight. It has no type name of its own, so that go vet lets lists of choices do without
// keys: []kit.Choice{{"走访入户", 34}, {"微岗亭", 22}}.
type Choice = struct {
	Value  string
	Weight int
}

func weights(from []Choice) []int {
	w := make([]int, len(from))
	for i, c := range from {
		w[i] = c.Weight
	}
	return w
}

// Choose draws a value in proportion to its weight.
func (d Dice) Choose(from []Choice) string { return from[d.Weighted(weights(from))].Value }

// Some chooses n different values, and returns them in the order given.
func (d Dice) Some(n int, from []Choice) []string {
	left, chosen := weights(from), make([]bool, len(from))
	for range n {
		i := d.Weighted(left)
		left[i], chosen[i] = 0, true
	}
	var values []string
	for i, c := range from {
		if chosen[i] {
			values = append(values, c.Value)
		}
	}
	return values
}

// Pick draws one, each as likely as the other.
func Pick[T any](d Dice, from []T) T { return from[d.IntN(len(from))] }

// Apportion splits total in proportion to the weights, exactly: what rounding down leaves over goes one by one to the
// largest remainders.
func Apportion(total int, weights []int) []int {
	whole := sum(weights)
	shares := make([]int, len(weights))
	order := make([]int, len(weights))
	left := total
	for i, w := range weights {
		shares[i] = total * w / whole
		left -= shares[i]
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		return total*weights[b]%whole - total*weights[a]%whole
	})
	for _, i := range order[:left] {
		shares[i]++
	}
	return shares
}
