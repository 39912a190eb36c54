package site

import (
	"regexp"
	"slices"
	"strings"

	"github.com/lanewall/lanewall/internal/diag"
)

// What a file says that cannot be read is missing elsewhere: one quotation mark in units.toml, and no row names a unit that
// there is. Whoever reads sixteen such problems mends rows that are right. So they are not told as long as the file
// stands as it is.

// consequences are the codes that follow where a file could not be read, by the first that its name fits.
var consequences = []struct {
	file  *regexp.Regexp
	codes []string
}{
	{regexp.MustCompile(`^data/(kinds/|[^/]+/ledger\.toml$)`), []string{"unknown-kind", "unknown-ledger", "unknown-field", "unknown-indicator", "unknown-split", "unknown-row", "unknown-person", "unknown-body", "no-horizon", "not-filed", "broken-link"}},
	{regexp.MustCompile(`^data/units[./]`), []string{"unknown-unit", "ambiguous-unit", "no-root", "second-root", "unit-cycle", "not-filed"}},
	{regexp.MustCompile(`^data/people[./]`), []string{"unknown-person", "ambiguous-person", "unknown-row"}},
	{regexp.MustCompile(`^data/bodies[./]`), []string{"unknown-body", "ambiguous-body", "unknown-row"}},
	{regexp.MustCompile(`^data/filings[./]`), []string{"not-filed"}},
	{regexp.MustCompile(`^data/indicators[./]`), []string{"unknown-indicator", "unknown-split", "broken-link"}},
	{regexp.MustCompile(`^data/published[./]`), []string{"unknown-published", "unknown-indicator"}},
	{regexp.MustCompile(`^data/[^/]+/`), []string{"not-filed", "unknown-row", "no-horizon", "published-mismatch"}},
	{regexp.MustCompile(`^content/`), []string{"broken-link"}},
}

// FirstCauses leaves out the problems that follow from a file that could not be read. Without a readable site.toml nothing
// means anything: then only what else is unread stays, and outside of a site's folder not even that.
func FirstCauses(problems diag.List) diag.List {
	outside, bare := false, false
	follows := map[string]bool{}
	for _, p := range problems {
		if !leavesUnread(p) {
			continue
		}
		name := p.Pos.Source.Name
		bare = bare || name == configFile
		outside = outside || p.Code == "no-site"
		for _, c := range consequences {
			if c.file.MatchString(name) {
				for _, code := range c.codes {
					follows[code] = true
				}
				break
			}
		}
	}
	return slices.DeleteFunc(slices.Clone(problems), func(p diag.Diagnostic) bool {
		if leavesUnread(p) || p.Code == "file-ending" {
			return outside && !strings.HasPrefix(place(p), configFile)
		}
		return bare || follows[p.Code]
	})
}

// leavesUnread tells a problem of a file that could not be read.
func leavesUnread(p diag.Diagnostic) bool {
	return p.Pos.Source != nil && slices.Contains([]string{"toml-syntax", "unreadable", "no-site", "newer-format"}, p.Code)
}

func place(p diag.Diagnostic) string {
	if p.Pos.Source == nil {
		return ""
	}
	return p.Pos.Source.Name
}
