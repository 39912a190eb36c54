// Package draw is the sheet that charts, and later posters, are drawn on.
//
// A [Surface] knows rectangles, strokes, dots, text and tips. Its unit is whatever the caller takes (pixels of a
// viewBox, millimetres of a page), y grows downwards, and a drawing starts at 0,0. The steps:
//
//  1. The drawer asks the surface how wide its texts are ([Measurer], [Wrap], [Shorten]) and sets everything
//     from one text size.
//  2. It draws, saying of each mark what it is for, its [Role], never what colour it has.
//  3. It tells the surface how high the drawing came out ([SVG.End]).
//
// # SVG
//
// [SVG] is the surface of pages. Every mark carries CSS classes, so that the theme sets the colours in light, dark
// and print; and it carries the same look as plain attributes, so that a saved file is right without the theme. A
// class rule wins over an attribute, and a content security policy without inline style allows both. The classes:
//
//	drawing     the <svg> itself
//	d-fill      bars, swatches, dots: set fill
//	d-line      lines: set stroke
//	d-text      text: set fill, and stroke where there is a halo
//	d-over      text that stands on a d-fill of the same series: fill, and the series as stroke
//	d-hatch     white hatching over bars, one path for a run of bars; display="none" until a rule shows it
//	d-hatching  the lines inside the hatch patterns: set stroke
//	d-tip       unseen regions whose <title> is shown to a pointer; no rule needed
//
// and beside the first kind of class one of the role: d-paper, d-ink, d-label, d-value, d-quiet, d-missing,
// d-axis, d-grid, d-target, d-s0, d-s1, d-s2, d-s3. Texts of d-value, d-missing, d-target and d-s0 … d-s3 have a
// halo: an outline in the colour of the paper, so that a rule behind a number never strikes it through.
//
// # Black and white
//
// In grey, series 0 looks like 2 and 1 like 3. Tints that differ enough in grey would not keep 3:1 against paper
// and each other, and a fill="url(#…)" cannot change with the medium. So the pattern lies over the bars as a path
// of its own, which the theme shows in print:
//
//	@media print { .drawing .d-hatch { display: inline } }
//
// Lines need no pattern: they are labelled at their ends, and the theme may dash .d-line.d-s1 … in print.
//
// # Widths
//
// The font of the reader is unknown, so [Width] is a table: Han and full-width characters are 1 em, Latin ones
// have about Helvetica's advances, anything else is taken as 1 em, which errs on the safe side. Between a line of
// text and the next leave 1.25 times the size; a text's box reaches from 0.9 above its baseline to 0.25 below.
package draw

// Surface is something to draw on. Marks lie over earlier marks.
type Surface interface {
	Measurer
	// Rect fills a rectangle given by its upper left corner; w and h are not negative.
	Rect(x, y, w, h float64, r Role)
	// Stroke draws open polylines.
	Stroke(width float64, r Role, lines ...Line)
	// Dot fills a circle.
	Dot(x, y, radius float64, r Role)
	// Text sets one line; y is its baseline.
	Text(x, y float64, text string, t Type)
	// Tip tells more about a region to who points at it. A surface that cannot be pointed at leaves it out.
	Tip(x, y, w, h float64, text string)
}

// Measurer knows how wide a text comes out.
type Measurer interface {
	Width(text string, t Type) float64
}

// Point is a place on the sheet.
type Point struct{ X, Y float64 }

// Line is a polyline.
type Line []Point

// Type is how a text is set.
type Type struct {
	Role   Role
	Size   float64
	Bold   bool
	Anchor Anchor
}

// Anchor is the part of a text that stands at its x.
type Anchor uint8

const (
	Start Anchor = iota
	Middle
	End
)

// Role is what a mark is for. The surface decides what that looks like.
type Role uint8

const (
	Paper   Role = iota // the ground, for what separates marks
	Ink                 // headings
	Label               // names of categories
	Value               // numbers beside their marks
	Quiet               // scales, units, notes
	Missing             // the word where a number is lacking
	Axis                // the line that bars stand on
	Grid                // the lines of the scale
	Target              // a line to compare with
	series
	over = series + MaxSeries
)

// MaxSeries is how many series can be told apart.
const MaxSeries = 4

// Series is the role of the marks of a series, and of its name.
func Series(i int) Role { return series + Role(i) }

// Over is the role of a text on the marks of a series.
func Over(i int) Role { return over + Role(i) }

// Colour is the colour of the role's marks on white paper, as #rrggbb.
func (r Role) Colour() string { return looks[r].mark }

// look is a role on white paper. Marks have 3:1 against it, text 4.5:1; so names of series 1 and 3 are darker than
// their marks.
type look struct{ class, mark, text, halo string }

var looks = [over + MaxSeries]look{
	Paper:      {"d-paper", "#ffffff", "#ffffff", ""},
	Ink:        {"d-ink", "#1d1c1a", "#1d1c1a", ""},
	Label:      {"d-label", "#1d1c1a", "#1d1c1a", ""},
	Value:      {"d-value", "#1d1c1a", "#1d1c1a", "#ffffff"},
	Quiet:      {"d-quiet", "#5c5a55", "#5c5a55", ""},
	Missing:    {"d-missing", "#5c5a55", "#5c5a55", "#ffffff"},
	Axis:       {"d-axis", "#1d1c1a", "#1d1c1a", ""},
	Grid:       {"d-grid", "#d9d5cc", "#5c5a55", ""},
	Target:     {"d-target", "#1d1c1a", "#1d1c1a", "#ffffff"},
	series:     {"d-s0", "#12436d", "#12436d", "#ffffff"},
	series + 1: {"d-s1", "#28a197", "#1a6f68", "#ffffff"},
	series + 2: {"d-s2", "#801650", "#801650", "#ffffff"},
	series + 3: {"d-s3", "#ee6218", "#ad430d", "#ffffff"},
	over:       {"d-s0", "#12436d", "#ffffff", "#12436d"},
	over + 1:   {"d-s1", "#28a197", "#1d1c1a", "#28a197"},
	over + 2:   {"d-s2", "#801650", "#ffffff", "#801650"},
	over + 3:   {"d-s3", "#ee6218", "#1d1c1a", "#ee6218"},
}
