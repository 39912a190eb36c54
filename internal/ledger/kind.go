// Package ledger turns ledger files into typed columns.
//
//  1. A [Kind] is a schema: TOML in the folder kinds, embedded, or narrowed and extended by a site's ledger.toml.
//  2. [Read] checks rows against the kind and lays them into a [Table] of columns.
//  3. [Table.Link] resolves the columns that name units, bodies and people, given their names.
//  4. [Table.Derive] adds the columns that follow from others: the deadline, what became of it, the stage.
//
// What a table says depends on the date asked about: an event after that date has not happened yet. So cells are
// read through [Column.Int] and [Column.Code] with an as-of date, and no caller needs to know the rule.
package ledger

import (
	"embed"
	"io/fs"
	"maps"
	"slices"
	"strings"

	"github.com/lanewall/lanewall/internal/civil"
	"github.com/lanewall/lanewall/internal/diag"
	"github.com/lanewall/lanewall/internal/i18n"
	"github.com/lanewall/lanewall/internal/toml"
)

// Class says what may leave the office.
type Class string

const (
	Public    Class = "public"    // listed and counted
	Aggregate Class = "aggregate" // counted, never listed
	Masked    Class = "masked"    // withheld like private until masking exists
	Private   Class = "private"   // neither
)

var classes = []string{string(Public), string(Aggregate), string(Masked), string(Private)}

// Type is the type of a field.
type Type string

const (
	ID      Type = "id"   // any text, once in a ledger
	Slug    Type = "slug" // an id that makes part of an address: [a-z0-9][a-z0-9-]*
	Text    Type = "text"
	Phone   Type = "phone" // text that can be rung
	Date    Type = "date"
	Integer Type = "integer"
	Money   Type = "money" // kept in 分
	Bool    Type = "bool"
	Choice  Type = "choice" // one of the field's values
	Set     Type = "set"    // any of the field's values
	List    Type = "list"   // free texts
	Scores  Type = "scores" // a table of integers, by the field's values
	Steps   Type = "steps"  // a list of tables with the field's values as keys: what was tried, one after the other
	Photos  Type = "photos" // a list of tables: photographs and what is said of them, see photos.go
	Period  Type = "period" // a period key
	Unit    Type = "unit"
	Body    Type = "body"
	Bodies  Type = "bodies"
	Person  Type = "person"
	Receipt Type = "receipt" // a number by which a resident finds the row, once in a ledger; see package receipt
)

var types = []string{string(ID), string(Slug), string(Text), string(Phone), string(Date), string(Integer), string(Money), string(Bool), string(Choice),
	string(Set), string(List), string(Scores), string(Steps), string(Photos), string(Period), string(Unit), string(Body), string(Bodies), string(Person), string(Receipt)}

// Ref is the kind of the rows that a field of this type names; "" if it names none.
func (t Type) Ref() string {
	switch t {
	case Unit, Person:
		return string(t)
	case Body, Bodies:
		return string(Body)
	}
	return ""
}

// Many is true of types whose cell holds any number of words.
func (t Type) Many() bool { return t == Set || t == List || t == Bodies }

// Tables is true of types whose cell is a list of tables: each of their keys is a column of its own.
func (t Type) Tables() bool { return t == Steps || t == Photos }

// Numeric is true of types whose cell is one number: a date counts days, money 分, a bool is 0 or 1.
func (t Type) Numeric() bool { return t == Date || t == Integer || t == Money || t == Bool }

// Field is a column of a kind.
type Field struct {
	Name     string
	Type     Type                 `toml:"type"`
	Title    i18n.Text            `toml:"title"`
	Note     i18n.Text            `toml:"note"`
	Class    Class                `toml:"class"`
	Required bool                 `toml:"required"`
	Values   []string             `toml:"values"` // of choice, set and scores
	Labels   map[string]i18n.Text `toml:"labels"` // how values are called, where not as they are written
	Counter  i18n.Text            `toml:"counter"`
	Min      *int                 `toml:"min"`
	Max      *int                 `toml:"max"`
	// Event marks a date that has not happened yet as long as it lies after the as-of date; After names the event
	// that must have happened for this field to say anything.
	Event     bool   `toml:"event"`
	After     string `toml:"after"`
	NotBefore string `toml:"not_before"` // a date field that this one may not precede
	NotOver   string `toml:"not_over"`   // a field of the same type whose number this one may not exceed
	Needs     string `toml:"needs"`      // a field without which this one may not be filled in: a record of consent
	// Weights of the parts of a field of scores; with them the field's own name is a column of the weighted mean.
	Weights map[string]int `toml:"weights"`
	// Units maps values to kinds of unit: the level of a case to the level of the office that answers for it.
	Units map[string]string `toml:"units"`
	// Count is how many values the list is said to have; Excuse says in words why it has another number.
	Count  *int      `toml:"count"`
	Excuse i18n.Text `toml:"count_note"`
	Pos    diag.Pos  `toml:"@"`
}

// Rule is a derived column: what it is called and which fields it follows from. See derive.go for the rules.
type Rule struct {
	Name   string
	Rule   string               `toml:"rule"`
	Title  i18n.Text            `toml:"title"`
	From   []string             `toml:"from"`
	Labels map[string]i18n.Text `toml:"labels"`
	Bands  []Band               `toml:"bands"` // of the rule “mark”
	Pos    diag.Pos             `toml:"@"`
}

// Within is the time limit of the cases of a level, of a category, or of both; without either it is that of every other
// case.
type Within struct {
	Level    string          `toml:"level"`
	Category string          `toml:"category"`
	Limit    toml.At[string] `toml:"within,required"`
	Pos      diag.Pos        `toml:"@"`
	limit    civil.Limit
}

// Time is the limit.
func (w Within) Time() civil.Limit { return w.limit }

// Kind is the schema of a ledger.
type Kind struct {
	Name    string
	Title   i18n.Text
	Counter i18n.Text // the counter word: 件、次、个
	Rows    string    // the name of the [[rows]] in a file
	Date    string    // the date field that places a row in a period; "" for what only stands open
	Open    []string  // the fields [from, until] between which a row is open; nil if the kind has no such span
	FiledBy string    // the kind of unit that files the ledger each month; "" is the office as a whole
	Columns []string  // what a list shows beside the label, in this order
	Details []string  // what the ledger's own pages show beneath a row, where it is filled in
	Label   string    // the field by which a row is called; "" if rows have only their id
	Group   string    // the public field of one word by which rows without a date are listed; "" lists them together
	Fields  []Field
	Derived []Rule
	Limits  []Within
}

// Field finds a field by name; nil if there is none.
func (k *Kind) Field(name string) *Field {
	for i := range k.Fields {
		if k.Fields[i].Name == name {
			return &k.Fields[i]
		}
	}
	return nil
}

func (k *Kind) fieldNames() []string {
	var names []string
	for _, f := range k.Fields {
		names = append(names, f.Name)
	}
	return names
}

// ColumnNames lists the columns that a table of the kind has.
func (k *Kind) ColumnNames() []string {
	var names []string
	for _, f := range k.Fields {
		parted := f.Type == Scores || f.Type.Tables()
		if !parted || len(f.Weights) > 0 {
			names = append(names, f.Name)
		}
		if !parted {
			continue
		}
		for _, part := range f.Values {
			names = append(names, f.Name+"."+part)
		}
	}
	for _, r := range k.Derived {
		names = append(names, r.Name)
	}
	return names
}

//go:embed kinds
var kindFiles embed.FS

// Builtin gives the kinds that come with the tool, by name, from their embedded files. A fault in one of them is
// the programmer's and comes back as a diagnostic that a test looks for.
func Builtin() (map[string]*Kind, diag.List) {
	kinds := map[string]*Kind{}
	var problems diag.List
	names, _ := fs.Glob(kindFiles, "kinds/*.toml")
	for _, name := range names {
		text, _ := kindFiles.ReadFile(name)
		table, errs := toml.Parse(&diag.Source{Name: name, Text: text})
		problems.Append(errs)
		kind, errs := NewKind(strings.TrimSuffix(strings.TrimPrefix(name, "kinds/"), ".toml"), table)
		problems.Append(errs)
		kinds[kind.Name] = kind
	}
	return kinds, problems
}

// NewKind reads a kind from scratch. One that does not say how its rows are called takes its own name.
func NewKind(name string, table *toml.Table) (*Kind, diag.List) {
	kind := &Kind{Name: name, Rows: name, Title: i18n.Plain(name)}
	problems := kind.extend(table)
	return kind, problems
}

// BuiltinText is the file of an embedded kind, to be read and copied; false if there is none of that name.
func BuiltinText(name string) ([]byte, bool) {
	text, err := kindFiles.ReadFile("kinds/" + name + ".toml")
	return text, err == nil
}

// BuiltinNames lists the embedded kinds.
func BuiltinNames(kinds map[string]*Kind) []string { return slices.Sorted(maps.Keys(kinds)) }
