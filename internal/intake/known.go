package intake

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/lanewall/lanewall/internal/civil"
	"github.com/lanewall/lanewall/internal/diag"
	"github.com/lanewall/lanewall/internal/ledger"
	"github.com/lanewall/lanewall/internal/stat"
)

// known finds rows in the ledger: by id, and those without one by what makes a row out: its day, its unit and what it is
// called, where the sheet has all of these; else by everything the sheet has.
type known struct {
	i     *Import
	byID  map[string]int
	key   []string // fields
	byKey map[string][]int

	byReceipt map[string]int // of messages
}

// Difference is a field of which the ledger and the sheet say different things.
type Difference struct {
	Field         *ledger.Field
	Stored, Given string // what they say; "" is nothing
	Place         string // in the ledger: data/cases/2024-09.toml:12
	data          any    // what the sheet says
}

// Shown gives both for people.
func (d Difference) Shown() (stored, given string) { return shownAs(d.Stored), shownAs(d.Given) }

// remedy is how the ledger is made to say what the sheet says.
type remedy struct {
	Difference
	ledger string
	id     string // of the row of the ledger; "" if it has none
}

// In gives the command, where one line of it does, and the place.
func (r remedy) In(lang diag.Lang) string {
	say := func(zh, en string) string { return [...]string{diag.Chinese: zh, diag.English: en}[lang] }
	change := say("改 ", "change ") + r.Place
	if r.id == "" || r.Field.Type == ledger.Scores || r.Field.Type == ledger.Steps || strings.ContainsAny(r.Given+r.id, "\"'`$\\\n") {
		return change
	}
	value := r.Field.Name + "=" + shownAs(r.Given)
	if strings.ContainsAny(value, " \t&|<>^;()") {
		value = `"` + value + `"`
	}
	return fmt.Sprintf(say("运行 lanewall set %s %s %s，或%s", "run lanewall set %s %s %s, or %s"), r.ledger, r.id, value, change)
}

// title is a field's title as a message has it.
type title struct{ f *ledger.Field }

// In gives the title.
func (t title) In(lang diag.Lang) string {
	return t.f.Title.In([...]string{diag.Chinese: "zh-Hans", diag.English: "en"}[lang])
}

func (i *Import) known() *known {
	k := &known{i: i, byID: map[string]int{}}
	if i.Messages > 0 {
		k.byReceipt = i.byReceipt()
	}
	t := i.Table
	if ids := t.Column("id"); ids != nil {
		for row := range t.N {
			if code := ids.Code(row, forever); code != 0 {
				k.byID[ids.Word(code)] = row
			}
		}
	}
	last := i.Kind.Label
	if i.Messages > 0 {
		last = "detail" // their titles are all alike, until somebody words them
	}
	for _, name := range []string{i.Kind.Date, unitField(i.Kind), last} {
		if name != "" && i.columnOf(name) >= 0 && t.Kind.Field(name) != nil {
			k.key = append(k.key, name)
		}
	}
	if last == "" || !slices.Contains(k.key, last) {
		k.key = nil
		for n := range i.Kind.Fields {
			if f := &i.Kind.Fields[n]; !numbered(f) && t.Kind.Field(f.Name) != nil && (i.columnOf(f.Name) >= 0 || i.taken(f.Name) != nil) {
				k.key = append(k.key, f.Name)
			}
		}
	}
	return k
}

// unitField is the field that says where a row happened.
func unitField(kind *ledger.Kind) string {
	if f := kind.Field("unit"); f != nil {
		return f.Name
	}
	return ""
}

// look finds a row in the ledger, -1 if it does not have it, and what it says otherwise there.
func (k *known) look(row *Row) (at int, differ []Difference) {
	if id, _ := row.Record.Get("id").(string); id != "" {
		at, ok := k.byID[id]
		if !ok {
			return -1, nil
		}
		return at, k.differences(at, row)
	}
	if number, _ := row.Record.Get("receipt").(string); number != "" && k.i.Messages > 0 {
		if at, ok := k.byReceipt[number]; ok {
			return at, nil // the office may have worded it, and found out more since
		}
		return -1, nil
	}
	if k.byKey == nil {
		k.sort()
	}
	key := k.rowKey(row)
	rows := k.byKey[key]
	best := -1
	for n, stored := range rows {
		if d := k.differences(stored, row); best < 0 || len(d) < len(differ) {
			best, at, differ = n, stored, d
		}
	}
	if best < 0 {
		return -1, nil
	}
	k.byKey[key] = slices.Delete(slices.Clone(rows), best, best+1) // a row of the ledger is one row of the sheet
	return at, differ
}

func (k *known) sort() {
	k.byKey = map[string][]int{}
	for at := range k.i.Table.N {
		var key []string
		for _, name := range k.key {
			key = append(key, k.comparable(name, k.stored(at, name)))
		}
		joined := strings.Join(key, "\x1f")
		k.byKey[joined] = append(k.byKey[joined], at)
	}
}

func (k *known) rowKey(row *Row) string {
	var key []string
	for _, name := range k.key {
		key = append(key, k.comparable(name, spell(row.Record.Get(name))))
	}
	return strings.Join(key, "\x1f")
}

// differences compares what the sheet says; where it says nothing the ledger may know more.
func (k *known) differences(at int, row *Row) (found []Difference) {
	for _, v := range row.Record.Values {
		f := k.i.Table.Kind.Field(v.Field)
		if v.Data == nil || f == nil {
			continue
		}
		stored, given := k.stored(at, v.Field), spell(v.Data)
		if k.comparable(v.Field, stored) == k.comparable(v.Field, given) {
			continue
		}
		line, _ := k.i.Table.Pos(at, v.Field).LineCol()
		found = append(found, Difference{f, joined(stored), joined(given), k.i.Table.File(at) + ":" + strconv.Itoa(line), v.Data})
	}
	return found
}

// comparable is a value as it is compared: texts that differ in spaces and line breaks alone are the same.
func (k *known) comparable(name, spelt string) string {
	if f := k.i.Table.Kind.Field(name); f != nil && f.Type == ledger.Text {
		return clean(spelt)
	}
	return spelt
}

func joined(spelt string) string { return strings.ReplaceAll(spelt, "\x1e", between) }

// shownAs is a value for people, on one line.
func shownAs(value string) string {
	if value == "" {
		return "（空）"
	}
	return clean(value)
}

// spell writes a value so that equal values are equal.
func spell(data any) string {
	switch v := data.(type) {
	case nil:
		return ""
	case string:
		return v
	case civil.Date:
		return v.String()
	case stat.Decimal:
		return spellMoney(fen(v))
	case []string:
		return strings.Join(v, "\x1e")
	case []Value:
		parts := make([]string, len(v))
		for n, score := range v {
			parts[n] = score.Field + " " + spell(score.Data)
		}
		return strings.Join(parts, "\x1e")
	case []Record:
		steps := make([]string, len(v))
		for n, step := range v {
			steps[n] = spell(step.Values)
		}
		return strings.Join(steps, "\x1e")
	}
	return fmt.Sprint(data)
}

func fen(d stat.Decimal) int64 {
	units := d.Units
	for range 2 - d.Places {
		units *= 10
	}
	return units
}

func spellMoney(fen int64) string { return stat.Decimal{Units: fen, Places: 2}.String() }

// stored spells what a row of the ledger says.
func (k *known) stored(at int, name string) string {
	f := k.i.Table.Kind.Field(name)
	if f == nil {
		return ""
	}
	switch f.Type {
	case ledger.Scores:
		var parts []string
		for _, part := range f.Values {
			if n, ok := k.i.Table.Column(name+"."+part).Int(at, forever); ok {
				parts = append(parts, part+" "+strconv.FormatInt(n, 10))
			}
		}
		return strings.Join(parts, "\x1e")
	case ledger.Steps:
		return k.storedSteps(f, at)
	}
	c := k.i.Table.Column(name)
	if f.Type.Numeric() {
		n, ok := c.Int(at, forever)
		switch {
		case !ok:
			return ""
		case f.Type == ledger.Date:
			return civil.Date(n).String()
		case f.Type == ledger.Money:
			return spellMoney(n)
		case f.Type == ledger.Bool:
			return strconv.FormatBool(n == 1)
		}
		return strconv.FormatInt(n, 10)
	}
	var words []string
	for _, code := range c.Codes(at, forever) {
		words = append(words, c.Word(code))
	}
	return strings.Join(words, "\x1e")
}

func (k *known) storedSteps(f *ledger.Field, at int) string {
	var steps []string
	for n := 0; ; n++ {
		var parts []string
		more := false
		for _, part := range f.Values {
			c := k.i.Table.Column(f.Name + "." + part)
			codes := c.Codes(at, forever)
			if more = more || n < len(codes); n < len(codes) && codes[n] != 0 {
				parts = append(parts, part+" "+c.Word(codes[n]))
			}
		}
		if !more {
			return strings.Join(steps, "\x1e")
		}
		steps = append(steps, strings.Join(parts, "\x1e"))
	}
}
