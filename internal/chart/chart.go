// Package chart holds a chart as one value, from which come the drawing, the table beside it and the interactive
// chart that may take its place. The three cannot differ, because nothing is entered twice.
//
//  1. The caller fills a [Chart]: bars or lines, at most four series over categories, the unit, the notes, and
//     for each number that is lacking the word that stands in its place. All words come from the caller.
//  2. [Chart.Check] says what cannot be drawn.
//  3. [Chart.SVG] is the picture of the page; [Chart.Draw] draws the same on any [draw.Surface].
//  4. [Chart.Table] is the table of the same numbers.
//  5. [Chart.Option] is the same as an option of ECharts, for the reader who asks for it.
//
// # How a chart looks
//
// Bars start at zero. So does the scale of lines, unless the lowest number is above two thirds of the highest.
// Numbers stand at the bars where all of them fit, and then there is no scale; if not, there is a scale and the
// numbers are in the table and the tips. Lines are labelled at their right ends; only bars with several series
// have a legend. Names too long for their place wrap into two lines, then end in an ellipsis; the tip has the
// whole name. Where not every category of columns can be labelled, every second, third, … is, the last one always.
//
// A number that is lacking is never drawn as zero. Its word stands in its place; where there is no room even for
// the word set downwards, there stands a cross, and a line below the chart says what crosses mean. A line breaks.
//
// # Sizes
//
// Every length derives from the text size and the width. The defaults, 420 wide with 27 characters to the width, serve
// a phone (328 pixels wide: text of 12 pixels, and no smaller should anybody have to read) and a column of a wide screen
// (480: 18 pixels, the size of the text around it) with one picture. Wider than that the theme should not let it grow. A
// wider viewBox would be finer on the screen and too small to read on the phone. For paper give both in millimetres.
package chart

import (
	"errors"
	"fmt"
	"math"

	"github.com/lanewall/lanewall/internal/draw"
)

// Chart is what a chart shows.
type Chart struct {
	Kind       Kind
	Stacked    bool // bars: series on top of each other
	Horizontal bool // bars: lying, one row a category; for long names

	Title string // a sentence that says what the chart shows
	Desc  string // the same at more length, for who cannot see it

	Category   string   // what the categories are, the head of the table's first column
	Categories []string // names along the axis
	Series     []Series // each has one value a category

	Unit   string // "件"; one that begins with %, ‰ or ° stands at every number
	Places int    // decimals of every number

	Target *Target
	Notes  []string // below the plot
	Empty  string   // what to say when there are no categories or no series
}

// Kind is the shape of the marks.
type Kind uint8

const (
	Bar Kind = iota
	Line
)

// Series is a row of values, in the order of the categories.
type Series struct {
	Name   string
	Values []Value
}

// Value is a number or the lack of one. The mark of a number stands behind it ("[p]"); the mark of a missing
// one stands in its place (“未报送”).
type Value struct {
	Number  float64
	Missing bool
	Mark    string
}

// Target is a line to compare with.
type Target struct {
	Name  string
	Value float64
}

// Numbers makes values of numbers.
func Numbers(numbers ...float64) []Value {
	values := make([]Value, len(numbers))
	for i, n := range numbers {
		values[i].Number = n
	}
	return values
}

// What [Chart.Check] finds.
var (
	ErrSeries = errors.New("more series than can be told apart")
	ErrLength = errors.New("series and categories differ in length")
	ErrNumber = errors.New("number cannot be shown")
)

// More decimals are of no use to a reader, and beyond that many digits in all a float64 has none to show.
const (
	mostPlaces = 6
	mostDigits = 1e15
)

// Check says why the chart cannot be drawn: [ErrSeries], [ErrLength] or [ErrNumber], with the particulars.
func (c *Chart) Check() error {
	if n := len(c.Series); n > draw.MaxSeries {
		return fmt.Errorf("chart: %w: %d, at most %d", ErrSeries, n, draw.MaxSeries)
	}
	if c.Places < 0 || c.Places > mostPlaces {
		return fmt.Errorf("chart: %w: %d decimals", ErrNumber, c.Places)
	}
	if c.Target != nil && !c.showable(c.Target.Value) {
		return fmt.Errorf("chart: %w: target %v", ErrNumber, c.Target.Value)
	}
	for _, s := range c.Series {
		if err := c.checkSeries(s); err != nil {
			return err
		}
	}
	return nil
}

func (c *Chart) checkSeries(s Series) error {
	if len(s.Values) != len(c.Categories) {
		return fmt.Errorf("chart: %w: %q has %d values for %d categories", ErrLength, s.Name, len(s.Values), len(c.Categories))
	}
	for i, v := range s.Values {
		if !v.Missing && !c.showable(v.Number) {
			return fmt.Errorf("chart: %w: %q at %q is %v", ErrNumber, s.Name, c.Categories[i], v.Number)
		}
	}
	return nil
}

func (c *Chart) showable(n float64) bool {
	return math.Abs(n)*math.Pow10(c.Places) <= mostDigits // false for NaN
}

// empty is a chart without anything to place. One whose numbers are all missing is not empty.
func (c *Chart) empty() bool { return len(c.Categories) == 0 || len(c.Series) == 0 }

// stacked says whether series really lie on one another.
func (c *Chart) stacked() bool { return c.Kind == Bar && c.Stacked && len(c.Series) > 1 }

// span is the least and the greatest of what has to find a place on the scale, zero always included if asked for.
func (c *Chart) span(zero bool) (lo, hi float64) {
	lo, hi = math.Inf(1), math.Inf(-1)
	see := func(n float64) { lo, hi = min(lo, n), max(hi, n) }
	if c.Target != nil {
		see(c.round(c.Target.Value))
	}
	for i := range c.Categories {
		var below, above float64
		for _, s := range c.Series {
			v := s.Values[i]
			if v.Missing {
				continue
			}
			n := c.round(v.Number)
			if c.stacked() {
				below, above = below+min(n, 0), above+max(n, 0)
				see(below)
				n = above
			}
			see(n)
		}
	}
	if zero || lo > hi {
		see(0)
	}
	return lo, hi
}
