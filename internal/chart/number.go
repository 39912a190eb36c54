package chart

import (
	"math"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// decimal writes a number with its decimals and commas between the thousands.
func decimal(n float64, places int) string {
	digits := strconv.FormatFloat(math.Abs(n), 'f', places, 64)
	whole, fraction, _ := strings.Cut(digits, ".")
	var b strings.Builder
	if n < 0 && strings.Trim(digits, "0.") != "" {
		b.WriteByte('-')
	}
	for i, d := range whole {
		if i > 0 && (len(whole)-i)%3 == 0 {
			b.WriteByte(',')
		}
		b.WriteRune(d)
	}
	if fraction != "" {
		b.WriteString("." + fraction)
	}
	return b.String()
}

// round gives the number that is shown, so that a bar is as long as its label says.
func (c *Chart) round(n float64) float64 {
	rounded, err := strconv.ParseFloat(strconv.FormatFloat(n, 'f', c.Places, 64), 64)
	if err != nil {
		return n
	}
	return rounded + 0 // no -0
}

// suffix is the unit if it stands at every number: a sign, perhaps with a letter or two.
func (c *Chart) suffix() string {
	if strings.IndexAny(c.Unit, "%‰°℃") == 0 && utf8.RuneCountInString(c.Unit) <= 3 {
		return c.Unit
	}
	return ""
}

// heading is the unit if it is said once.
func (c *Chart) heading() string {
	if c.suffix() != "" {
		return ""
	}
	return c.Unit
}

func (c *Chart) format(n float64) string { return decimal(n, c.Places) + c.suffix() }

// figure is a value as it is printed.
func (c *Chart) figure(v Value) string {
	switch {
	case v.Missing:
		return v.Mark
	case v.Mark != "":
		return c.format(v.Number) + " " + v.Mark
	}
	return c.format(v.Number)
}

// measured is a number with its unit, whichever way the unit is set.
func (c *Chart) measured(v Value) string {
	if c.heading() == "" || v.Missing {
		return c.figure(v)
	}
	text := c.format(v.Number) + " " + c.Unit
	if v.Mark != "" {
		text += bracketed(v.Mark)
	}
	return text
}

// bracketed puts the unit in the brackets of its script.
func bracketed(unit string) string {
	if strings.ContainsFunc(unit, func(r rune) bool { return unicode.Is(unicode.Han, r) }) {
		return "（" + unit + "）"
	}
	return " (" + unit + ")"
}

// scale is a range of numbers with round ends, divided by round steps, and where it lies on the sheet.
type scale struct {
	lo, hi, step float64
	from, to     float64
}

// scale starts at zero, but for lines that this would press flat.
func (c *Chart) scale() scale {
	lo, hi := c.span(c.Kind == Bar)
	if lo == hi || lo <= hi*2/3 {
		lo, hi = c.span(true)
	}
	return niceScale(lo, hi, c.Places)
}

// niceScale divides by 1, 2 or 5 times a power of ten, none finer than the decimals shown, into at most five steps.
func niceScale(lo, hi float64, places int) scale {
	if lo == hi {
		hi = lo + math.Pow10(-places)
	}
	exp := max(-places, int(math.Floor(math.Log10((hi-lo)/5))))
	for {
		for _, m := range [3]float64{1, 2, 5} {
			step := times(m, exp)
			first, last := math.Floor(lo/step), math.Ceil(hi/step)
			if last-first <= 5 {
				return scale{lo: first * step, hi: last * step, step: step}
			}
		}
		exp++
	}
}

// times is m·10^exp, exact where float64 can be.
func times(m float64, exp int) float64 {
	if exp < 0 {
		return m / math.Pow10(-exp)
	}
	return m * math.Pow10(exp)
}

func (s scale) at(n float64) float64 {
	return s.from + (n-s.lo)/(s.hi-s.lo)*(s.to-s.from)
}

func (s scale) ticks() []float64 {
	var ticks []float64
	for k := math.Round(s.lo / s.step); k <= math.Round(s.hi/s.step); k++ {
		ticks = append(ticks, k*s.step)
	}
	return ticks
}

// places is how many decimals tell the ticks apart.
func (s scale) places() int { return max(0, -int(math.Floor(math.Log10(s.step)+1e-9))) }
