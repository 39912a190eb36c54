// Package indicator turns ledgers into figures by definitions.
//
//		data/indicators.toml ──Define──▶ []*Definition ──Compute──▶ *Figures
//
//	 1. [Define] reads the definitions and checks them against the ledgers: names, filters, levels, periods.
//	 2. [Compute] runs over the rows of each ledger once an indicator and adds each row to the tallies of its unit and
//	    of all units above it (roll-up over rows, never over figures), for every declared period it counts in and every
//	    declared split.
//	 3. [Figures] gives any of them. A period nobody declared is computed when somebody asks ([Figures.Need]).
//	 4. [Compare] holds the figures against what was published before.
//	 5. [Recompute] takes over, of a site that somebody edits, what was counted of it before but for the rows that have
//	    changed; a page has its own [Figures.View].
//
// A figure speaks for an as-of date, the last day of its period or the horizon. What happened later has not
// happened: the ledger's columns see to that.
package indicator

import (
	"slices"

	"github.com/lanewall/lanewall/internal/civil"
	"github.com/lanewall/lanewall/internal/diag"
	"github.com/lanewall/lanewall/internal/i18n"
	"github.com/lanewall/lanewall/internal/ledger"
	"github.com/lanewall/lanewall/internal/site"
	"github.com/lanewall/lanewall/internal/toml"
)

// Definition is an indicator: a versioned rule that turns rows into figures.
type Definition struct {
	ID         string
	Title      i18n.Text       `toml:"title,required"`
	Group      i18n.Text       `toml:"group"`
	Version    int             `toml:"version,required"`
	Measure    Measure         `toml:"measure,required"`
	LedgerName toml.At[string] `toml:"ledger"`
	FieldName  toml.At[string] `toml:"field"` // of sum, distinct, mean, median and score
	DateName   toml.At[string] `toml:"date"`  // the date that places a row in a period (a flow) …
	OpenNames  *[]string       `toml:"open"`  // … or from–until: rows open at the as-of date (a stock); [] is all rows
	AmongSpec  *toml.Table     `toml:"among"`
	OfSpec     *toml.Table     `toml:"of"`
	Levels     []string        `toml:"levels"`
	PeriodsAt  []string        `toml:"periods"`
	Splits     []string        `toml:"splits"`
	Counter    i18n.Text       `toml:"counter"`
	PlacesSpec *int            `toml:"places"`  // decimals it is printed with
	Ranking    bool            `toml:"ranking"` // whether its splits are ranked in public
	Base       bool            `toml:"base"`    // whether others may be divided by it: households, residents
	// Of an indicator that is made of others: what is divided, or compared with the period before; by what and per
	// how many; what is added up, and why nothing in it is counted twice.
	Subject  toml.At[string]   `toml:"indicator"`
	Per      toml.At[string]   `toml:"per"`
	Times    int               `toml:"times"`
	Against  toml.At[string]   `toml:"against"`
	Parts    []toml.At[string] `toml:"parts"`
	Disjoint i18n.Text         `toml:"disjoint"`
	Meaning  i18n.Text         `toml:"definition,required"`
	Note     i18n.Text         `toml:"note"`
	Pos      diag.Pos          `toml:"@"`

	Ledger *ledger.Table // nil of a stated indicator
	Among  Filter
	Of     Filter
	Field  *ledger.Column
	Date   *ledger.Column   // nil of a stock
	Open   []*ledger.Column // from, until; of a stock, and empty if it always stands
	Split  []*ledger.Column

	subject *Definition   // of per and change
	per     *Definition   // of per
	parts   []*Definition // of total
	periods []civil.Kind
	guarded bool // depends on values that are counted, never listed: the whole site and the longest period only
}

// Stock is true of an indicator that counts what stands at a date, false of one that counts what happened in a period.
func (d *Definition) Stock() bool { return d.Date == nil && d.Measure.overRows() }

// yuan is what money is counted in.
var yuan = i18n.In(map[string]string{"zh-Hans": "元", "zh-Hant": "元", "en": "yuan"})

// CounterIn is the counter word or unit of the value: 件、人次、元; "" of a rate.
func (d *Definition) CounterIn(langs ...string) string {
	switch {
	case !d.Counter.Empty():
		return d.Counter.In(langs...)
	case d.Measure == Rate || d.Measure == Stated || d.Measure == Per:
		return ""
	case d.Measure == Change:
		return d.subject.CounterIn(langs...)
	case d.Measure == Total:
		return d.parts[0].CounterIn(langs...)
	case d.Field != nil && d.Field.Type == ledger.Money:
		return yuan.In(langs...)
	case d.Field != nil && d.Measure != Distinct:
		return d.Field.Counter().In(langs...)
	}
	return d.Ledger.Kind.Counter.In(langs...)
}

// Percent is true of an indicator whose value is a share and is printed as a percentage.
func (d *Definition) Percent() bool {
	return d.Measure == Rate || d.Measure == Change && d.subject.Percent()
}

// Places is how many decimals the indicator is printed with.
func (d *Definition) Places() int {
	switch {
	case d.PlacesSpec != nil:
		return *d.PlacesSpec
	case d.Field != nil && d.Field.Type == ledger.Money:
		return 2
	case d.Measure == Change:
		return d.subject.Places()
	case d.Measure == Count || d.Measure == Sum || d.Measure == Distinct || d.Measure == Total || d.Measure == Stated:
		return 0
	}
	return 1
}

// At tells whether the indicator is computed for units of a level.
func (d *Definition) At(level string) bool { return slices.Contains(d.Levels, level) }

// Has tells whether periods of a kind are declared.
func (d *Definition) Has(kind civil.Kind) bool { return slices.Contains(d.periods, kind) }

// PeriodKinds lists the declared kinds of period.
func (d *Definition) PeriodKinds() []civil.Kind { return d.periods }

const definitionsFile = "data/indicators.toml"

// Define reads the site's definitions, in the order of the file. A definition with an error is left out.
func Define(s *site.Site) ([]*Definition, diag.List) {
	src, err := readSource(s)
	if err != nil {
		return nil, nil // a site may count nothing
	}
	doc, problems := toml.Parse(src)
	for _, e := range doc.Entries {
		if e.Key != "indicator" {
			problems.Add("unknown-key", e.Pos, e.Key, diag.Choice{Given: e.Key, Names: []string{"indicator"}})
		}
	}
	table, ok := entryTable(doc, "indicator")
	if e := doc.Get("indicator"); e != nil && !ok {
		problems.Add("wrong-type", e.Value.Pos, toml.TypeWord("table"), toml.TypeWord(e.Value.Type()), toml.Example("table"))
	}
	builtin, errs := Builtin()
	problems.Append(errs)
	var definitions []*Definition
	for _, e := range table.Entries {
		d, errs := define(e, builtin, s)
		problems.Append(errs)
		if errs.Count(diag.Error) == 0 {
			definitions = append(definitions, d)
		}
	}
	definitions, errs = linked(definitions, s.Horizon)
	problems.Append(errs)
	return definitions, problems
}

// define reads one definition.
func define(e toml.Entry, builtin []toml.Entry, s *site.Site) (*Definition, diag.List) {
	var problems diag.List
	d := &Definition{ID: e.Key}
	body, ok := e.Value.Data.(*toml.Table)
	if !ok {
		problems.Add("wrong-type", e.Value.Pos, toml.TypeWord("table"), toml.TypeWord(e.Value.Type()), toml.Example("table"))
		return d, problems
	}
	if body, problems = alike(body, builtin); body == nil {
		return d, problems
	}
	problems.Append(toml.Bind(body, d))
	if !ledger.IsSlug(d.ID) {
		problems.Add("bad-id", e.Pos, d.ID)
	}
	if len(problems) == 0 {
		problems = d.check(s)
	}
	return d, problems
}
