package chart

// abreast is the number of bars that stand side by side for a category.
func (c *Chart) abreast() int {
	if c.stacked() {
		return 1
	}
	return len(c.Series)
}

// reach are the numbers between which a bar lies. In a stack negative numbers pile up apart from positive ones.
func (c *Chart) reach(i, k int) (low, high float64) {
	n := c.round(c.Series[k].Values[i].Number)
	if !c.stacked() {
		return 0, n
	}
	for _, s := range c.Series[:k] {
		if below := c.round(s.Values[i].Number); !s.Values[i].Missing && (below < 0) == (n < 0) {
			low += below
		}
	}
	return low, low + n
}

// sum is what stands at the end of a stack.
type sum struct {
	top     float64 // of the positive parts
	whole   bool    // all parts are there and none is negative, so the top is their sum
	missing bool
	word    string // of the first part that is missing
}

func (c *Chart) sum(i int) sum {
	t := sum{whole: true}
	for _, s := range c.Series {
		v := s.Values[i]
		n := c.round(v.Number)
		switch {
		case v.Missing && !t.missing:
			t.missing, t.word = true, v.Mark
		case !v.Missing && n < 0:
			t.whole = false
		case !v.Missing:
			t.top += n
		}
	}
	t.whole = t.whole && !t.missing
	return t
}
