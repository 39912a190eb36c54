// Package calendar holds the holidays and make-up workdays (调休) of mainland China as the State Council has published
// them, for sites to count with.
//
//	2019.toml … 2026.toml    one file a notice, [[day]] rows as in data/calendar.toml: date, work, name
//
// A file has every day that its notice names, weekends among the holidays too. Days of December that a notice gives to
// the New Year after them stand in the file of that year. A notice that was changed later is given as it was in the end.
//
// The notice for the next year comes in autumn: copy the last file, put in the new days, and let the test compare them
// with another source.
package calendar

import "embed"

// Files has the files by their names.
//
//go:embed *.toml
var Files embed.FS
