package indicator

import (
	"io/fs"
	"slices"

	"github.com/lanewall/lanewall/internal/civil"
	"github.com/lanewall/lanewall/internal/diag"
	"github.com/lanewall/lanewall/internal/ledger"
	"github.com/lanewall/lanewall/internal/site"
	"github.com/lanewall/lanewall/internal/toml"
)

func readSource(s *site.Site) (*diag.Source, error) {
	text, err := fs.ReadFile(s.Files, definitionsFile)
	return &diag.Source{Name: definitionsFile, Text: text}, err
}

func entryTable(t *toml.Table, key string) (*toml.Table, bool) {
	if e := t.Get(key); e != nil {
		if table, ok := e.Value.Data.(*toml.Table); ok {
			return table, true
		}
	}
	return &toml.Table{}, false
}

// check resolves the names of a definition.
func (d *Definition) check(s *site.Site) diag.List {
	c := checker{d: d, site: s}
	c.oneOf(string(d.Measure), measures)
	c.levels()
	c.periods()
	if d.Base && d.Measure.ofFigures() {
		c.problems.Add("bad-base", d.Pos)
	}
	if !d.Measure.overRows() {
		return c.problems
	}
	if d.Ledger = s.Ledger(d.LedgerName.V); d.Ledger == nil {
		names := s.LedgerNames()
		c.problems.Add("unknown-ledger", or(d.LedgerName.Pos, d.Pos), d.LedgerName.V, diag.Choice{Given: d.LedgerName.V, Names: names})
		return c.problems
	}
	c.time()
	if d.Base && !d.baseable() {
		c.problems.Add("bad-base", d.Pos)
	}
	c.measure()
	for _, name := range d.Splits {
		if name == OwnSplit {
			c.problems.Add("split-by-unit", d.Pos)
			continue
		}
		if col := c.column(d.Pos, name); col != nil && col.Type.Numeric() {
			c.problems.Add("unknown-value", d.Pos, name, diag.Choice{Given: name, Names: wordColumns(d.Ledger)})
		} else if col != nil {
			d.Split = append(d.Split, col)
		}
	}
	if col := unitColumn(d.Ledger); col != nil && col.Class != ledger.Public {
		d.guarded = true // by unit it would be as good as listed
	}
	return c.problems
}

// baseable is true of what others may be divided by: a number of things that stand at a date.
func (d *Definition) baseable() bool {
	return d.Stock() && (d.Measure == Count || d.Measure == Sum || d.Measure == Distinct)
}

// wordColumns lists the columns that a ledger may be split by.
func wordColumns(t *ledger.Table) []string {
	var names []string
	for _, col := range t.Columns {
		if !col.Type.Numeric() {
			names = append(names, col.Name)
		}
	}
	return names
}

func or(pos, otherwise diag.Pos) diag.Pos {
	if pos.Source == nil {
		return otherwise
	}
	return pos
}

type checker struct {
	d        *Definition
	site     *site.Site
	problems diag.List
}

func (c *checker) oneOf(word string, names []string) {
	if !slices.Contains(names, word) {
		c.problems.Add("unknown-value", c.d.Pos, word, diag.Choice{Given: word, Names: names})
	}
}

func (c *checker) levels() {
	ids := c.site.Config.LevelIDs()
	if c.d.Levels == nil {
		c.d.Levels = ids
	}
	for _, level := range c.d.Levels {
		c.oneOf(level, ids)
	}
}

// defaultPeriods are those a board needs.
var defaultPeriods = []string{"month", "ytd"}

func (c *checker) periods() {
	words := c.d.PeriodsAt
	if words == nil {
		words = defaultPeriods
	}
	for _, word := range words {
		kind, err := civil.ParseKind(word)
		if err != nil || kind == civil.Range {
			c.problems.Add("unknown-value", c.d.Pos, word, diag.Choice{Given: word, Names: []string{"week", "month", "quarter", "year", "ytd", "all"}})
			continue
		}
		c.d.periods = append(c.d.periods, kind)
	}
}

// time settles whether the indicator is a flow or a stock; without a word on it the kind decides.
func (c *checker) time() {
	d, kind := c.d, c.d.Ledger.Kind
	switch {
	case d.DateName.V != "" && d.OpenNames != nil:
		c.problems.Add("flow-and-stock", d.DateName.Pos)
	case d.DateName.V != "":
		d.Date = c.dateColumn(d.DateName.Pos, d.DateName.V)
	case d.OpenNames != nil:
		c.open(*d.OpenNames)
	case kind.Date != "":
		d.Date = c.dateColumn(d.Pos, kind.Date)
	default:
		c.open(kind.Open)
	}
}

func (c *checker) open(names []string) {
	if len(names) != 0 && len(names) != 2 {
		c.problems.Add("bad-value", c.d.Pos, `open = ["from", "until"]`)
		return
	}
	for _, name := range names {
		if col := c.dateColumn(c.d.Pos, name); col != nil {
			c.d.Open = append(c.d.Open, col)
		}
	}
}

func (c *checker) dateColumn(pos diag.Pos, name string) *ledger.Column {
	col := c.column(pos, name)
	if col != nil && col.Type != ledger.Date {
		c.problems.Add("not-a-date", pos, name)
		return nil
	}
	c.d.guarded = c.d.guarded || col != nil && col.Class == ledger.Aggregate
	return col
}

// column finds a column that figures may be made of. What is private reaches no figure; what is counted but never
// listed guards the indicator.
func (c *checker) column(pos diag.Pos, name string) *ledger.Column {
	col := c.d.Ledger.Column(name)
	switch {
	case col == nil:
		names := c.d.Ledger.ColumnNames()
		c.problems.Add("unknown-field", pos, name, diag.Choice{Given: name, Names: names})
	case col.Class == ledger.Private || col.Class == ledger.Masked:
		c.problems.Add("private-field", pos, name)
		return nil
	}
	return col
}

func (c *checker) measure() {
	d := c.d
	d.Among = c.filter(d.AmongSpec)
	d.Of = c.filter(d.OfSpec)
	switch {
	case d.Measure.needsField() && d.FieldName.V == "":
		c.problems.Add("missing-key", d.Pos, "field")
	case d.Measure.needsField():
		d.Field = c.column(d.FieldName.Pos, d.FieldName.V)
		if d.Field != nil && !d.Measure.fits(d.Field) {
			c.problems.Add("not-a-number", d.FieldName.Pos, d.FieldName.V)
		}
		d.guarded = d.guarded || d.Field != nil && d.Field.Class == ledger.Aggregate
	case d.Measure == Rate && d.OfSpec == nil:
		c.problems.Add("rate-without-of", d.Pos)
	}
}

func (c *checker) filter(spec *toml.Table) Filter {
	filter, problems := Compile(spec, c.d.Ledger)
	c.problems.Append(problems)
	for _, condition := range filter {
		switch condition.Column.Class {
		case ledger.Private, ledger.Masked:
			c.problems.Add("private-field", condition.pos, condition.Column.Name)
		case ledger.Aggregate:
			c.d.guarded = true
		}
	}
	return filter
}
