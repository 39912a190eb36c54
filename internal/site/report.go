package site

import (
	"net/url"

	"github.com/lanewall/lanewall/internal/diag"
	"github.com/lanewall/lanewall/internal/i18n"
	"github.com/lanewall/lanewall/internal/ledger"
	"github.com/lanewall/lanewall/internal/toml"
)

// Report is what a site says on the pages where residents report something, beside what its ledgers do.
type Report struct {
	Title     i18n.Text       `toml:"title"`
	Ledger    toml.At[string] `toml:"ledger"`    // that messages go to; the first of kind case
	Posts     []string        `toml:"posts"`     // whose phones come first; those of the first board with people
	Emergency []Line          `toml:"emergency"` // instead of 110, 119, 120
	Platforms []Line          `toml:"platforms"` // what the office has besides
	Endpoint  toml.At[string] `toml:"endpoint"`  // where the form sends a message; without it nothing is sent
	Personal  i18n.Text       `toml:"personal"`  // what becomes of names and telephone numbers
	Pos       diag.Pos        `toml:"@"`
}

// Line is a place to turn to: a telephone number, an address, or both.
type Line struct {
	Title i18n.Text `toml:"title,required"`
	To    string    `toml:"to"` // a page of the site or an address
	Phone string    `toml:"phone"`
	Note  i18n.Text `toml:"note"`
	Pos   diag.Pos  `toml:"@"`
}

// report checks what [report] says of itself. Names and telephone numbers go to the endpoint, so nothing but https will do.
func (l *loader) report(c *Config) {
	end := &c.Report.Endpoint
	if u, err := url.Parse(end.V); end.V != "" && (err != nil || u.Scheme != "https" || u.Host == "") {
		l.problems.Add("bad-endpoint", end.Pos, end.V)
		end.V = ""
	}
}

// reported looks for the ledger that messages go to, once all are read.
func (l *loader) reported() {
	if name := l.site.Config.Report.Ledger; name.V != "" && l.site.ReportLedger() == nil {
		l.problems.Add("unknown-ledger", name.Pos, name.V, diag.Choice{Given: name.V, Names: l.site.caseLedgers()})
	}
}

// ReportLedger is the ledger that residents' messages go to; nil if the site has none of cases.
func (s *Site) ReportLedger() *ledger.Table {
	for _, t := range s.Ledgers {
		if name := s.Config.Report.Ledger.V; t.Kind.Name == "case" && (name == "" || name == t.Name) {
			return t
		}
	}
	return nil
}

func (s *Site) caseLedgers() []string {
	var names []string
	for _, t := range s.Ledgers {
		if t.Kind.Name == "case" {
			names = append(names, t.Name)
		}
	}
	return names
}

// Reports tells whether the site has pages on which residents report something: it keeps cases, or says so.
func (s *Site) Reports() bool {
	return s.Config.Report.Pos.Source != nil || s.ReportLedger() != nil
}
