package ledger

import (
	"bytes"
	"slices"

	"github.com/lanewall/lanewall/internal/civil"
	"github.com/lanewall/lanewall/internal/diag"
	"github.com/lanewall/lanewall/internal/toml"
)

// Photo is a photograph of a row. File is relative to the ledger's folder.
type Photo struct {
	File, Caption, Stage string
	Taken                civil.Date // None if it is not said
}

// Before and After are the stages of a photograph: before something was put right, and after.
const (
	Before = "before"
	After  = "after"
)

// Stages are what a photograph may say of itself.
var Stages = []string{Before, After}

// photoKeys are the keys of a photograph, each a column.
var photoKeys = []string{"file", "caption", "stage", "taken"}

// OfPhotos tells the columns of a field of photographs.
func (c *Column) OfPhotos() bool { return c.Field != nil && c.Field.Type == Photos }

// PhotoFields lists the fields of a table that hold photographs.
func (t *Table) PhotoFields() []*Field {
	var fields []*Field
	for i := range t.Kind.Fields {
		if f := &t.Kind.Fields[i]; f.Type == Photos {
			fields = append(fields, f)
		}
	}
	return fields
}

// Photos lists what a row has in a field of photographs, as of a date.
func (t *Table) Photos(f *Field, row int, asOf civil.Date) []Photo {
	files := t.Column(f.Name + "." + photoKeys[0])
	codes := files.Codes(row, asOf)
	if len(codes) == 0 {
		return nil
	}
	photos := make([]Photo, len(codes))
	for i, code := range codes {
		word := func(key string) string {
			c := t.Column(f.Name + "." + key)
			return c.Word(c.Codes(row, asOf)[i])
		}
		photos[i] = Photo{File: files.Word(code), Caption: word("caption"), Stage: word("stage"), Taken: civil.None}
		if day, err := civil.ParseDate(word("taken")); err == nil {
			photos[i].Taken = day
		}
	}
	return photos
}

// photo checks one of a row's photographs. One without a file is left out.
func (p *part) photo(f *Field, v *toml.Cell) bool {
	items := map[string]*toml.Cell{}
	for i := range v.Items {
		items[string(v.Items[i].Key)] = &v.Items[i]
	}
	for _, key := range photoKeys[:2] {
		if items[key] == nil || items[key].Form == toml.TextForm && bytes.IndexFunc(items[key].Text, visible) < 0 {
			p.problems.Add(photoLacks[key], p.at(v))
		}
	}
	if stage := items["stage"]; stage != nil && stage.Form == toml.TextForm && !slices.Contains(Stages, string(stage.Text)) {
		p.problems.Add("unknown-value", p.at(stage), string(stage.Text), diag.Choice{Given: string(stage.Text), Names: Stages})
	}
	if taken := items["taken"]; taken != nil {
		p.taken(taken)
	}
	return items[photoKeys[0]] != nil
}

// photoLacks is the code of what a photograph cannot do without.
var photoLacks = map[string]string{"file": "photo-no-file", "caption": "photo-no-caption"}

// taken checks the day on which a photograph was taken, which may also stand in quotation marks.
func (p *part) taken(v *toml.Cell) {
	switch v.Form {
	case toml.DateForm:
	case toml.TextForm:
		if _, err := civil.ParseDate(string(v.Text)); err != nil {
			p.problems.Add("bad-date", p.at(v), string(v.Text))
		}
	default:
		p.wrong(v, "date")
	}
}
