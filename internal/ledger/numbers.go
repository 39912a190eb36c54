package ledger

import (
	"slices"
	"strings"

	"github.com/lanewall/lanewall/internal/diag"
	"github.com/lanewall/lanewall/internal/privacy"
)

// Publishes tells whether readers would see a number of a person that somebody wrote into a field. Who fills in a telephone
// means to publish one.
func (f *Field) Publishes(number privacy.Kind) bool {
	switch {
	case f.Class != Public || f.Type.Numeric() || f.Type.Ref() != "" || f.Type == Scores:
		return false
	case f.Type == Phone:
		return number != privacy.Mobile
	}
	return f.Values == nil || f.Type.Tables()
}

// Numbers finds what readers would see and should not: a resident id is an error, a mobile phone or a bank card a warning.
// Every word is looked at once, however many rows have it.
func (t *Table) Numbers() diag.List {
	found := make([]diag.List, len(t.Columns))
	each(len(t.Columns), func(i int) {
		if c := t.Columns[i]; c.Field != nil && c.Field.Publishes(privacy.ResidentID) {
			found[i] = t.numbers(c)
		}
	})
	return slices.Concat(found...)
}

func (t *Table) numbers(c *Column) (problems diag.List) {
	named := map[uint32]privacy.Kind{}
	for code := uint32(1); int(code) < c.size(); code++ {
		if word := c.word(code); len(word) >= privacy.Fewest {
			if n, ok := privacy.Worst(word); ok && c.Field.Publishes(n.Kind) {
				named[code] = n.Kind
			}
		}
	}
	if len(named) == 0 {
		return nil
	}
	for row := range t.N {
		for _, code := range c.rawCodes(row) {
			if kind, ok := named[code]; ok {
				problems.Add(NumberCode(kind), t.Pos(row, c.Field.Name), title{c.Title}, kind, elsewhere{t.Kind})
				break
			}
		}
	}
	return problems
}

// NumberCode is what is said of a number in public: its code.
func NumberCode(kind privacy.Kind) string {
	if kind == privacy.ResidentID {
		return "resident-id"
	}
	return "personal-number"
}

// elsewhere is where in a row of a kind a number may stand.
type elsewhere struct{ kind *Kind }

// In gives the advice.
func (e elsewhere) In(lang diag.Lang) string {
	var names []string
	for _, f := range e.kind.Fields {
		if f.Class == Private && (f.Type == Text || f.Type == Phone) {
			names = append(names, title{f.Title}.In(lang)+[...]string{"（", " ("}[lang]+f.Name+[...]string{"）", ")"}[lang])
		}
	}
	if len(names) == 0 {
		return [...]string{"删去号码", "delete the number"}[lang]
	}
	return [...]string{"删去号码，或写进不公开的字段：", "delete the number, or write it into a private field: "}[lang] + strings.Join(names, [...]string{"、", ", "}[lang])
}
