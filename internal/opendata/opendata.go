// Package opendata writes the data files that go with the pages: the figures, the rows of every ledger with their
// public columns, a description beside each of them that carries the site's notice, and the definitions.
//
// CSV is UTF-8 in normal form C, with a header row and CRLF (RFC 4180). Empty is null, never 0. Only what the plan lists
// as public columns is written; nothing here looks at any other.
package opendata

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"iter"
	"strconv"
	"strings"

	"golang.org/x/text/unicode/norm"

	"github.com/lanewall/lanewall/internal/civil"
	"github.com/lanewall/lanewall/internal/indicator"
	"github.com/lanewall/lanewall/internal/ledger"
	"github.com/lanewall/lanewall/internal/plan"
	"github.com/lanewall/lanewall/internal/stat"
	"github.com/lanewall/lanewall/internal/tree"
)

// Files gives the data files of a plan.
func Files(p *plan.Plan) []tree.File {
	var files []tree.File
	for _, d := range p.Downloads {
		files = append(files, tree.File{Path: d.Path, Render: func() ([]byte, error) {
			if d.Figures {
				return Figures(p.AllFigures().Each(d.Indicator), p.Site.Config.Language)
			}
			return Rows(d, p.Site.Horizon)
		}}, tree.File{Path: d.Path + "-metadata.json", Render: func() ([]byte, error) { return Metadata(p, d) }})
	}
	return append(files, tree.File{Path: "data/definitions.json", Render: func() ([]byte, error) { return Definitions(p) }})
}

// figureColumns is the header of figures.csv.
var figureColumns = []string{"indicator", "version", "unit", "period", "as_of", "split_field", "split_value", "value",
	"measure_unit", "numerator", "denominator", "qualifier", "status", "revision", "note"}

// Figures writes figures in the order given. Rates are fractions with six decimals, of which numerator and denominator
// are the exact value; money is in yuan with two; what else is not whole has six.
func Figures(figures iter.Seq[*indicator.Figure], lang string) ([]byte, error) {
	return encode(figureColumns, func(yield func([]string) bool) {
		for f := range figures {
			if !yield(figureRow(f, lang)) {
				return
			}
		}
	})
}

func figureRow(f *indicator.Figure, lang string) []string {
	numerator, denominator := "", ""
	unit := f.Def.CounterIn(lang)
	if f.Def.Percent() {
		unit = "1"
	}
	if (f.Def.Measure == indicator.Rate || f.Def.Measure == indicator.Per) && f.Status != indicator.NotFiled {
		numerator, denominator = strconv.FormatInt(f.N, 10), strconv.FormatInt(f.Of, 10)
	}
	note := f.Note
	if len(f.Missing)+len(f.Unfiled) > 0 {
		var missing []string
		for _, m := range f.Missing {
			missing = append(missing, m.Key())
		}
		for _, u := range f.Unfiled {
			missing = append(missing, u.ID)
		}
		note = "not filed: " + strings.Join(missing, " ")
	}
	return []string{f.Indicator, strconv.Itoa(f.Def.Version), f.Unit.ID, f.Period.Key(), f.AsOf.String(), f.Split, f.Word,
		value(f), unit, numerator, denominator, string(f.Published.Qualifier), string(f.Status), "", note}
}

// value is the number as data: a plain decimal, or nothing.
func value(f *indicator.Figure) string {
	switch {
	case !f.Value.Valid():
		return ""
	case f.Def.Measure == indicator.Stated && !f.Published.Fraction():
		return f.Value.Round(f.Published.Value.Places+max(0, -f.Published.Exponent), stat.HalfUp).String()
	case f.Def.Measure == indicator.Sum && f.Def.Field.Type == ledger.Money:
		return f.Value.Round(2, stat.HalfUp).String()
	case f.Def.Percent() || f.Value.Den != 1:
		return f.Value.Round(6, stat.HalfUp).String()
	}
	return f.Value.Round(0, stat.HalfUp).String()
}

// Rows writes the rows of a ledger, N rows × its columns, as they are known at the horizon. Words of a list are separated
// by ";". For a photograph stands the picture that is published of it, not the file that it was made of.
func Rows(d plan.Download, horizon civil.Date) ([]byte, error) {
	header := make([]string, len(d.Columns))
	for i, c := range d.Columns {
		header[i] = columnName(c)
	}
	cells := make([]string, len(d.Columns))
	return encode(header, func(yield func([]string) bool) {
		for row := range d.Ledger.N {
			for i, c := range d.Columns {
				if c.OfPhotos() {
					cells[i] = pictures(d, c, row, horizon)
				} else {
					cells[i] = cell(c, row, horizon)
				}
			}
			if !yield(cells) {
				return
			}
		}
	})
}

// columnName is what a column is called: that of photographs as their field.
func columnName(c *ledger.Column) string {
	if c.OfPhotos() {
		return c.Field.Name
	}
	return c.Name
}

// pictures is where the pictures of a row's photographs are, relative to the data file.
func pictures(d plan.Download, c *ledger.Column, row int, horizon civil.Date) string {
	var paths []string
	for _, code := range c.Codes(row, horizon) {
		if path := d.Photo(c.Word(code)); path != "" {
			paths = append(paths, path)
		}
	}
	return strings.Join(paths, ";")
}

func cell(c *ledger.Column, row int, horizon civil.Date) string {
	switch {
	case c.Type.Many():
		var words []string
		for _, code := range c.Codes(row, horizon) {
			words = append(words, c.Word(code))
		}
		return strings.Join(words, ";")
	case !c.Type.Numeric():
		return c.Word(c.Code(row, horizon))
	}
	v, ok := c.Int(row, horizon)
	switch {
	case !ok:
		return ""
	case c.Type == ledger.Date:
		return civil.Date(v).String()
	case c.Type == ledger.Money:
		return stat.Ratio{Num: v, Den: 100}.Round(2, stat.HalfUp).String()
	case c.Type == ledger.Bool:
		return strconv.FormatBool(v == 1)
	}
	if per := c.PerUnit(); per > 1 { // a weighted score
		return stat.Ratio{Num: v, Den: per}.Round(2, stat.HalfUp).String()
	}
	return strconv.FormatInt(v, 10)
}

// encode writes a header and rows as they come: a row may be the one before with other cells.
func encode(header []string, rows iter.Seq[[]string]) ([]byte, error) {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	w.UseCRLF = true
	normal := make([]string, len(header)) // not in place: the cells are not ours
	write := func(row []string) {
		for i, cell := range row {
			normal[i] = norm.NFC.String(cell)
		}
		w.Write(normal) // what goes wrong with it, Error says in the end
	}
	write(header)
	for row := range rows {
		write(row)
	}
	w.Flush()
	return b.Bytes(), w.Error()
}

// definition is an indicator as data.
type definition struct {
	ID         string   `json:"id"`
	Title      string   `json:"title"`
	Version    int      `json:"version"`
	Definition string   `json:"definition"`
	Formula    string   `json:"formula,omitempty"`
	Note       string   `json:"note,omitempty"`
	Measure    string   `json:"measure"`
	Unit       string   `json:"unit,omitempty"`
	Ledger     string   `json:"ledger,omitempty"`
	Levels     []string `json:"levels,omitempty"`
	Periods    []string `json:"periods,omitempty"`
	Splits     []string `json:"splits,omitempty"`
}

// Definitions writes the definitions of all indicators, in the order of the site.
func Definitions(p *plan.Plan) ([]byte, error) {
	lang := p.Site.Config.Language
	list := []definition{}
	for _, d := range p.Figures.Definitions {
		out := definition{ID: d.ID, Title: d.Title.In(lang), Version: d.Version, Definition: d.Meaning.In(lang), Note: d.Note.In(lang),
			Formula: p.Formulas[d.ID], Measure: string(d.Measure), Unit: d.CounterIn(lang), Splits: d.Splits}
		if d.Ledger != nil {
			out.Ledger, out.Levels = d.Ledger.Name, d.Levels
			for _, kind := range d.PeriodKinds() {
				out.Periods = append(out.Periods, kind.String())
			}
		}
		list = append(list, out)
	}
	text, err := json.MarshalIndent(map[string]any{"site": p.Site.Config.ID, "notice": p.Site.Config.Notice.In(lang), "as_of": p.Site.Horizon.String(), "indicators": list}, "", "  ")
	return append(text, '\n'), err
}
