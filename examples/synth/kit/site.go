// Package kit is what every example site is written with: days, dice, ledgers and TOML.
//
// A site is a package beside this one with a function that makes its files, and a line in the registry, ../sites.go:
//
//	var site = kit.Site{Name: "riverside", Seed: 20240904}
//
//	func Files(kit.Options) []kit.File {
//		first, last := kit.MonthOf(2023, 1), kit.MonthOf(2024, 8)
//		visits := kit.NewLedger("visits", "visit", drawVisits())
//		return append(site.Files(visits, first, last), units(), bodies())
//	}
//
// yejin is the one to copy from.
//
// The same program writes the same bytes on any day and any machine: the seeds are fixed, there is no clock, and all
// sums are of integers.
package kit

import "bytes"

// Default is the site that is made when none is named: the one the repository's root folder holds.
const Default = "yejin"

// A Site names a site and seeds its dice.
type Site struct {
	Name string
	Seed uint64 // such as the date of the report its totals come from
}

// Options is what the command line says.
type Options struct {
	Cases int // how many cases; 0 is the site's own size
}

// A File is one file of a site: its slash-separated path in the site folder, and its content.
type File struct {
	Path string
	Body []byte
}

// notice is how every generated file begins.
const notice = "# 示例数据，按公开报道的总数合成，非真实记录。由 go run ./examples/synth"

// Header is the first line of every generated file of the site: that it is synthetic, and the command that makes it.
func (s Site) Header() string {
	if s.Name == Default {
		return notice + " 生成，可整体重写。\n"
	}
	return notice + " -site " + s.Name + " 生成，可整体重写。\n"
}

// Generated tells whether a file says that it is generated, for whatever site.
func Generated(body []byte) bool { return bytes.HasPrefix(Said(body), []byte(notice)) }

// Said is what a file says of itself at its beginning: a picture says it in a comment.
func Said(body []byte) []byte {
	if bytes.HasPrefix(body, []byte("\xff\xd8\xff\xfe")) && len(body) > 6 {
		return body[6:]
	}
	return body
}
