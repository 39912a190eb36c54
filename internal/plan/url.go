package plan

import (
	"crypto/sha256"
	"encoding/hex"
	"path"
	"regexp"
	"strings"

	"github.com/lanewall/lanewall/internal/civil"
	"github.com/lanewall/lanewall/internal/ledger"
	"github.com/lanewall/lanewall/internal/site"
)

// Paths end in a file name, so that the folder works at any address and from file://.

const (
	homePath    = "index.html"
	boardsPath  = "boards/index.html"
	missingPath = "404.html"
)

func boardPath(s *site.Site, u *site.Unit, p civil.Period) string {
	if u == s.Units.Root {
		return "boards/" + p.Key() + "/index.html"
	}
	return "units/" + u.ID + "/" + p.Key() + "/index.html"
}

func unitPath(u *site.Unit) string      { return "units/" + u.ID + "/index.html" }
func ledgerPath(t *ledger.Table) string { return t.Name + "/index.html" }
func indicatorPath(id string) string    { return "statistics/" + id + "/index.html" }
func indicatorCSV(id string) string     { return "statistics/" + id + "/" + id + ".csv" }
func ledgerCSV(t *ledger.Table) string  { return "data/" + t.Name + ".csv" }
func contentPath(p *site.Page) string {
	if p.Path == "index" || strings.HasSuffix(p.Path, "/index") {
		return p.Path + ".html"
	}
	return p.Path + "/index.html"
}

func rowsPath(t *ledger.Table, p civil.Period) string {
	return t.Name + "/" + p.Key() + "/index.html"
}

var plainID = regexp.MustCompile(`^[A-Za-z0-9-]+$`)

// Anchor is the name of a row in addresses: its id, or if that has other characters r- and ten hex digits of its
// hash.
func Anchor(id string) string {
	if plainID.MatchString(id) {
		return id
	}
	sum := sha256.Sum256([]byte(id))
	return "r-" + hex.EncodeToString(sum[:5])
}

// rowPath is where a row is listed, with its anchor.
func (m *maker) rowPath(t *ledger.Table, row int) string {
	target, stack := ledgerPath(t), m.shelf(t).undated
	if d := dayIn(ownDate(t), row, m.Site.Horizon); d != civil.None {
		month := civil.Month.Of(d)
		target, stack = rowsPath(t, month), m.shelf(t).byMonth[month]
	}
	return pagePath(target, stack.page(row)) + "#" + Anchor(id(t, row))
}

// relative is the link from one page to a target in the site.
func relative(from, to string) string {
	file, fragment, hasFragment := strings.Cut(to, "#")
	here := strings.Split(path.Dir(from), "/")
	if path.Dir(from) == "." {
		here = nil
	}
	there := strings.Split(file, "/")
	for len(here) > 0 && len(there) > 1 && here[0] == there[0] {
		here, there = here[1:], there[1:]
	}
	link := strings.Repeat("../", len(here)) + strings.Join(there, "/")
	if hasFragment {
		link += "#" + fragment
	}
	return link
}
