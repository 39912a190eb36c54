package opendata

import (
	"encoding/json"
	"path"

	"github.com/lanewall/lanewall/internal/ledger"
	"github.com/lanewall/lanewall/internal/plan"
)

// metadata describes a CSV file (W3C, Metadata Vocabulary for Tabular Data): what it is, the site's notice, and what
// its columns hold. It stands beside the file as NAME.csv-metadata.json.
type metadata struct {
	Context     string      `json:"@context"`
	URL         string      `json:"url"`
	Title       string      `json:"dc:title"`
	Publisher   string      `json:"dc:publisher"`
	Description string      `json:"dc:description,omitempty"`
	Rights      string      `json:"dc:rights,omitempty"`
	AsOf        string      `json:"dc:valid"`
	Schema      tableSchema `json:"tableSchema"`
}

type tableSchema struct {
	Columns    []tableColumn `json:"columns"`
	PrimaryKey []string      `json:"primaryKey,omitempty"`
}

type tableColumn struct {
	Name        string `json:"name"`
	Titles      string `json:"titles,omitempty"`
	Description string `json:"dc:description,omitempty"`
	Datatype    string `json:"datatype"`
	Separator   string `json:"separator,omitempty"` // of cells that hold several words
	Required    bool   `json:"required,omitempty"`
}

// datatypes names the types of a ledger by XML Schema's datatypes; any other is a string.
var datatypes = map[ledger.Type]string{
	ledger.Date: "date", ledger.Integer: "integer", ledger.Money: "decimal", ledger.Bool: "boolean",
}

// figureTypes names the columns of figures that are not strings.
var figureTypes = map[string]string{
	"version": "integer", "as_of": "date", "value": "decimal", "numerator": "integer", "denominator": "integer",
}

// Metadata writes the description of a data file.
func Metadata(p *plan.Plan, d plan.Download) ([]byte, error) {
	c, lang := &p.Site.Config, p.Site.Config.Language
	m := metadata{Context: "http://www.w3.org/ns/csvw", URL: path.Base(d.Path), Publisher: c.Issuer.In(lang),
		Description: c.Notice.In(lang), Rights: c.Licence.In(lang), AsOf: p.Site.Horizon.String()}
	if d.Figures {
		m.Title, m.Schema = "figures", figureSchema()
		if def := p.Figures.Definition(d.Indicator); def != nil {
			m.Title = def.Title.In(lang)
		}
	} else {
		m.Title, m.Schema = d.Ledger.Kind.Title.In(lang), rowSchema(p, d, lang)
	}
	text, err := json.MarshalIndent(m, "", " ")
	return append(text, '\n'), err
}

func figureSchema() tableSchema {
	s := tableSchema{PrimaryKey: []string{"indicator", "unit", "period", "split_field", "split_value"}}
	for _, name := range figureColumns {
		datatype := "string"
		if t, ok := figureTypes[name]; ok {
			datatype = t
		}
		s.Columns = append(s.Columns, tableColumn{Name: name, Datatype: datatype})
	}
	return s
}

func rowSchema(p *plan.Plan, d plan.Download, lang string) tableSchema {
	var s tableSchema
	for _, c := range d.Columns {
		column := tableColumn{Name: columnName(c), Titles: c.Title.In(lang), Datatype: "string", Required: c.Field != nil && c.Field.Required}
		if t, ok := datatypes[c.Type]; ok {
			column.Datatype = t
		}
		if c.OfPhotos() {
			column.Description = p.Words.Say("photos-column")
			column.Datatype = "anyURI"
		}
		if c.PerUnit() > 1 {
			column.Datatype = "decimal"
		}
		if c.Type.Many() {
			column.Separator = ";"
		}
		s.Columns = append(s.Columns, column)
		if c.Name == "id" {
			s.PrimaryKey = []string{"id"}
		}
	}
	return s
}
