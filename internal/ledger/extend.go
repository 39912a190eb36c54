package ledger

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/lanewall/lanewall/internal/civil"
	"github.com/lanewall/lanewall/internal/diag"
	"github.com/lanewall/lanewall/internal/i18n"
	"github.com/lanewall/lanewall/internal/toml"
)

// schemaFile is the shape of a kind's file and of a ledger.toml. A ledger.toml names its kind and changes what it
// says again.
type schemaFile struct {
	Kind    string           `toml:"kind"`
	Title   *i18n.Text       `toml:"title"`
	Counter *i18n.Text       `toml:"counter"`
	Rows    string           `toml:"rows"`
	Date    toml.At[string]  `toml:"date"`
	Open    toml.At[[]named] `toml:"open"`
	Label   toml.At[string]  `toml:"label"`
	Group   toml.At[string]  `toml:"group"`
	FiledBy toml.At[string]  `toml:"filed_by"`
	Columns []named          `toml:"columns"`
	Details []named          `toml:"details"`
	Field   *toml.Table      `toml:"field"`
	Derived *toml.Table      `toml:"derived"`
	Limit   []Within         `toml:"limit"`
}

// named is the name of a column where it is written.
type named = toml.At[string]

// Narrow gives the kind as a ledger.toml changes it: labels, allowed values, limits, classes, further fields.
// The kind itself stays as it is.
func (k *Kind) Narrow(table *toml.Table) (*Kind, diag.List) {
	narrowed := *k
	narrowed.Fields = slices.Clone(k.Fields)
	narrowed.Derived = slices.Clone(k.Derived)
	problems := narrowed.extend(table)
	return &narrowed, problems
}

// extend takes over what a schema file says.
func (k *Kind) extend(table *toml.Table) diag.List {
	var file schemaFile
	problems := toml.Bind(table, &file)
	if file.Title != nil {
		k.Title = *file.Title
	}
	if file.Counter != nil {
		k.Counter = *file.Counter
	}
	replace(&k.Rows, file.Rows)
	replace(&k.Date, file.Date.V)
	replace(&k.Label, file.Label.V)
	replace(&k.Group, file.Group.V)
	replace(&k.FiledBy, file.FiledBy.V)
	if file.Open.V != nil {
		k.Open = wordsOf(file.Open.V)
	}
	if file.Details != nil {
		k.Details = wordsOf(file.Details)
	}
	if file.Columns != nil {
		k.Columns = wordsOf(file.Columns)
	}
	k.extendFields(file.Field, &problems)
	k.extendDerived(file.Derived, &problems)
	k.extendLimits(file.Limit, &problems)
	k.checkNames(&file, &problems)
	return problems
}

func wordsOf(names []named) []string {
	words := make([]string, len(names))
	for i, n := range names {
		words[i] = n.V
	}
	return words
}

// checkNames looks at what a schema file says of its columns, once they are all known.
func (k *Kind) checkNames(file *schemaFile, problems *diag.List) {
	if n := len(file.Open.V); n != 0 && n != 2 {
		problems.Add("bad-value", file.Open.Pos, `open = ["from", "until"]`)
	}
	for _, n := range append([]named{file.Date}, file.Open.V...) {
		if k.checkName(n, problems) {
			checkDate(k.Field(n.V), n, problems)
		}
	}
	if f := k.Field(file.Label.V); f != nil && (f.Type.Numeric() || f.Type.Many() || f.Type == Scores || f.Type.Tables()) {
		problems.Add("not-one-word", file.Label.Pos, file.Label.V)
	}
	for _, n := range slices.Concat([]named{file.Label}, file.Columns, file.Details) {
		k.checkName(n, problems)
	}
	k.checkGroup(file.Group, problems)
}

// checkGroup looks at the field that rows are listed by: readers see it, and each row stands under one of its words.
func (k *Kind) checkGroup(n named, problems *diag.List) {
	if n.V == "" {
		return
	}
	switch f := k.Field(n.V); {
	case f == nil:
		problems.Add("unknown-field", n.Pos, n.V, diag.Choice{Given: n.V, Names: k.fieldNames()})
	case f.Type != Choice:
		problems.Add("not-one-word", n.Pos, n.V)
	case f.Class != Public:
		problems.Add("not-public", n.Pos, n.V)
	}
}

func (k *Kind) checkName(n named, problems *diag.List) bool {
	if n.V == "" || slices.Contains(k.ColumnNames(), n.V) {
		return n.V != ""
	}
	problems.Add("unknown-field", n.Pos, n.V, diag.Choice{Given: n.V, Names: k.ColumnNames()})
	return false
}

// checkDate complains of a field that is no date; of what is derived the rule decides.
func checkDate(f *Field, n named, problems *diag.List) {
	if f != nil && f.Type != Date {
		problems.Add("not-a-date", n.Pos, n.V)
	}
}

func replace(to *string, with string) {
	if with != "" {
		*to = with
	}
}

func (k *Kind) extendFields(table *toml.Table, problems *diag.List) {
	if table == nil {
		return
	}
	for _, e := range table.Entries {
		body, ok := e.Value.Data.(*toml.Table)
		if !ok {
			problems.Add("wrong-type", e.Value.Pos, toml.TypeWord("table"), toml.TypeWord(e.Value.Type()), toml.Example("table"))
			continue
		}
		f := k.Field(e.Key)
		if f == nil {
			k.Fields = append(k.Fields, Field{Name: e.Key})
			f = &k.Fields[len(k.Fields)-1]
		}
		before := f.Type
		problems.Append(toml.Bind(body, f))
		if before != "" && f.Type != before {
			problems.Add("bad-value", body.Get("type").Value.Pos, fmt.Sprintf("%s 的类型是 %s，不能改 (its type is %[2]s and stays so)", f.Name, before))
			f.Type = before // the rules and other packages rely on it
		}
		if f.Type == Photos {
			f.Values = photoKeys
		}
		checkField(k, f, body, problems)
	}
}

// checkField looks at a field as it stands after a schema file has changed it.
func checkField(k *Kind, f *Field, body *toml.Table, problems *diag.List) {
	switch {
	case f.Type == "":
		problems.Add("missing-key", f.Pos, "type")
	case !slices.Contains(types, string(f.Type)):
		problems.Add("unknown-value", body.Get("type").Value.Pos, string(f.Type), diag.Choice{Given: string(f.Type), Names: types})
	}
	switch {
	case f.Class == "":
		problems.Add("unclassed-field", f.Pos, f.Name)
	case !slices.Contains(classes, string(f.Class)):
		problems.Add("unknown-value", body.Get("class").Value.Pos, string(f.Class), diag.Choice{Given: string(f.Class), Names: classes})
	}
	checkOther(k, body.Get("after"), &f.After, problems)
	checkOther(k, body.Get("not_before"), &f.NotBefore, problems)
	checkCompanion(k, body.Get("not_over"), &f.NotOver, problems)
	checkCompanion(k, body.Get("needs"), &f.Needs, problems)
	if e := cmp.Or(body.Get("weights"), body.Get("values")); e != nil {
		f.checkWeights(e.Value.Pos, problems)
	}
	if e := cmp.Or(body.Get("count"), body.Get("values")); e != nil && f.Count != nil && len(f.Values) != *f.Count && f.Excuse.Empty() {
		problems.Add("list-count", e.Value.Pos, *f.Count, len(f.Values))
	}
}

// checkCompanion looks at a field that another names, and forgets a name that is none.
func checkCompanion(k *Kind, e *toml.Entry, name *string, problems *diag.List) {
	if e != nil && k.Field(*name) == nil {
		problems.Add("unknown-field", e.Value.Pos, *name, diag.Choice{Given: *name, Names: k.fieldNames()})
		*name = ""
	}
}

// checkOther looks at the date field that a field names, and forgets a name that is none.
func checkOther(k *Kind, e *toml.Entry, name *string, problems *diag.List) {
	other := k.Field(*name)
	switch {
	case e == nil:
		return
	case other == nil:
		problems.Add("unknown-field", e.Value.Pos, *name, diag.Choice{Given: *name, Names: k.fieldNames()})
	case other.Type != Date:
		problems.Add("not-a-date", e.Value.Pos, *name)
	default:
		return
	}
	*name = ""
}

func (k *Kind) extendDerived(table *toml.Table, problems *diag.List) {
	if table == nil {
		return
	}
	for _, e := range table.Entries {
		i := slices.IndexFunc(k.Derived, func(r Rule) bool { return r.Name == e.Key })
		if i < 0 {
			k.Derived = append(k.Derived, Rule{Name: e.Key})
			i = len(k.Derived) - 1
		}
		for _, body := range e.Value.Tables() {
			problems.Append(toml.Bind(body, &k.Derived[i]))
		}
		if name := k.Derived[i].Rule; !slices.Contains(ruleNames(), name) {
			problems.Add("unknown-value", e.Pos, name, diag.Choice{Given: name, Names: ruleNames()})
		}
	}
}

func (k *Kind) extendLimits(limits []Within, problems *diag.List) {
	if limits == nil {
		return
	}
	k.Limits = nil
	for _, w := range limits {
		k.checkLevel(w, problems)
		limit, err := civil.ParseLimit(w.Limit.V)
		if w.Limit.Pos.Source == nil {
			continue // said already: the key is missing
		}
		if err != nil {
			problems.Add("bad-limit", w.Limit.Pos, w.Limit.V)
			continue
		}
		w.limit = limit
		k.Limits = append(k.Limits, w)
	}
	slices.SortStableFunc(k.Limits, func(a, b Within) int { // the narrower first, that of every other case last
		return cmp.Compare(b.narrow(), a.narrow())
	})
}

// narrow is how many conditions a limit has.
func (w Within) narrow() int {
	n := 0
	for _, word := range []string{w.Level, w.Category} {
		if word != "" {
			n++
		}
	}
	return n
}

func (k *Kind) checkLevel(w Within, problems *diag.List) {
	for _, c := range []struct{ field, word string }{{"level", w.Level}, {"category", w.Category}} {
		if f := k.Field(c.field); f != nil && f.Values != nil && c.word != "" && !slices.Contains(f.Values, c.word) {
			problems.Add("unknown-value", w.Pos, c.word, diag.Choice{Given: c.word, Names: f.Values})
		}
	}
}
