package stat

import (
	"maps"
	"slices"
)

// Histogram is how often each whole number occurs. It merges exactly in any order, which a median or a number of
// distinct values does not; the numbers may be amounts, or codes of words. The nil Histogram is empty and read-only.
type Histogram map[int64]int64

// Add puts in one value.
func (h Histogram) Add(v int64) { h[v]++ }

// Merge puts in all values of g.
func (h Histogram) Merge(g Histogram) {
	for v, n := range g {
		h[v] += n
	}
}

// Remove takes out all values of g, which were put in before.
func (h Histogram) Remove(g Histogram) {
	for v, n := range g {
		if h[v] -= n; h[v] == 0 {
			delete(h, v)
		}
	}
}

// Count is the number of values put in.
func (h Histogram) Count() int64 {
	n := int64(0)
	for _, times := range h {
		n += times
	}
	return n
}

// Distinct is the number of different values.
func (h Histogram) Distinct() Ratio { return Int(int64(len(h))) }

// Median is the middle value, of an even number of them the mean of the two in the middle; absent if there are none.
// Values are in units of which perUnit make one.
func (h Histogram) Median(perUnit int64) Ratio {
	n := h.Count()
	if n == 0 {
		return Ratio{}
	}
	low, high := h.at((n-1)/2), h.at(n/2)
	if low == high {
		return Ratio{low, perUnit}
	}
	sum, ok := add(low, high)
	if !ok {
		return Ratio{}
	}
	return Ratio{sum, 2 * perUnit}
}

// at is the value at a place, from 0, among all values in order.
func (h Histogram) at(place int64) int64 {
	for _, v := range slices.Sorted(maps.Keys(h)) {
		if place -= h[v]; place < 0 {
			return v
		}
	}
	panic("stat: no such place in the histogram")
}

func add(a, b int64) (int64, bool) {
	sum := a + b
	return sum, (sum > a) == (b > 0)
}
