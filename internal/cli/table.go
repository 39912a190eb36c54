package cli

import (
	"fmt"
	"io"
	"strings"

	"golang.org/x/text/width"
)

// printTable prints rows of equally many cells in columns that stand under each other, two spaces apart, each line behind
// an indent.
func printTable(out io.Writer, indent string, rows [][]string) {
	var widths []int
	for _, row := range rows {
		for i, cell := range row {
			if i == len(widths) {
				widths = append(widths, 0)
			}
			widths[i] = max(widths[i], columns(cell))
		}
	}
	for _, row := range rows {
		line := indent
		for i, cell := range row {
			line += cell + strings.Repeat(" ", widths[i]-columns(cell)+2)
		}
		fmt.Fprintln(out, strings.TrimRight(line, " "))
	}
}

// columns is the width of text in a terminal: Han and full-width characters take two.
func columns(text string) int {
	n := 0
	for _, r := range text {
		n += columnsOf(r)
	}
	return n
}

func columnsOf(r rune) int {
	switch width.LookupRune(r).Kind() {
	case width.EastAsianWide, width.EastAsianFullwidth:
		return 2
	}
	return 1
}

// clip cuts text to a width in columns.
func clip(text string, limit int) string {
	n := 0
	for i, r := range text {
		if n += columnsOf(r); n > limit {
			return text[:i]
		}
	}
	return text
}
