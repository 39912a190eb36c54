package ledger

import (
	"cmp"
	"maps"
	"slices"

	"github.com/lanewall/lanewall/internal/civil"
	"github.com/lanewall/lanewall/internal/diag"
	"github.com/lanewall/lanewall/internal/i18n"
)

// stage: the last of the steps that has been reached by a date.
func stage(_ *Table, c *Column, _ Rule, from []*Column, _ *civil.Calendar) {
	c.settle = latest(from)
	labels := map[string]i18n.Text{}
	for _, step := range from {
		c.code(step.Name)
		labels[step.Name] = step.Title
	}
	maps.Copy(labels, c.label) // what the rule itself says goes before the titles of the dates
	c.label = labels
	c.rule = func(row int, asOf civil.Date) int64 {
		for i := len(from) - 1; i >= 0; i-- {
			if _, ok := from[i].Int(row, asOf); ok {
				return int64(i + 1)
			}
		}
		return 0
	}
}

// first: the first of the columns that says anything.
func first(_ *Table, c *Column, _ Rule, from []*Column, _ *civil.Calendar) {
	c.settle = latest(from)
	c.label = map[string]i18n.Text{}
	codes := make([][]int64, len(from))
	for i, col := range from {
		for _, word := range col.all() {
			codes[i] = append(codes[i], int64(c.code(word)))
			if label, ok := col.label[word]; ok {
				c.label[word] = label
			}
		}
		if col.Field != nil { // words that no row has used yet may be asked for as well
			for _, word := range col.Field.Values {
				c.code(word)
			}
		}
	}
	c.rule = func(row int, asOf civil.Date) int64 {
		for i, col := range from {
			if code := col.Code(row, asOf); code != 0 {
				return codes[i][code]
			}
		}
		return 0
	}
}

// ended: the day a case was closed for good, as of a date: one that was reopened is open until it is closed again.
func ended(_ *Table, c *Column, _ Rule, from []*Column, _ *civil.Calendar) {
	closed, reopened, reclosed := from[0], from[1], from[2]
	c.Type = Date
	c.settle = latest(from)
	c.steady = func(row int) bool { return reopened.SettledBy(row) == civil.None }
	c.rule = func(row int, asOf civil.Date) int64 {
		if d, ok := reclosed.Int(row, asOf); ok {
			return d
		}
		if _, ok := reopened.Int(row, asOf); ok {
			return empty
		}
		if d, ok := closed.Int(row, asOf); ok {
			return d
		}
		return empty
	}
}

// days: the calendar days from the first date to the second; nothing as long as either is missing.
func days(_ *Table, c *Column, _ Rule, from []*Column, _ *civil.Calendar) {
	c.Type = Integer
	c.counter = daysCounter
	c.settle = latest(from)
	c.rule = func(row int, asOf civil.Date) int64 {
		start, started := from[0].Int(row, asOf)
		end, over := from[1].Int(row, asOf)
		if !started || !over {
			return empty
		}
		return end - start
	}
}

var daysCounter = i18n.In(map[string]string{"zh-Hans": "天", "zh-Hant": "天", "en": "days"})

// latest is when the last of some columns is settled.
func latest(from []*Column) func(row int) civil.Date {
	return func(row int) civil.Date {
		day := civil.None
		for _, c := range from {
			day = max(day, c.SettledBy(row))
		}
		return day
	}
}

// Words of the derived column “age”, and the days that each begins with.
var ageWords = []string{"0-7", "8-30", "31-90", "over-90"}
var ageFrom = []int64{0, 8, 31, 91}

// age: for how many days an open case has been open, as of a date, in four classes; nothing once it is closed.
func age(_ *Table, c *Column, _ Rule, from []*Column, _ *civil.Calendar) {
	received, closed := from[0], from[1]
	c.setWords(ageWords)
	c.settle = whenOver(closed)
	c.rule = func(row int, asOf civil.Date) int64 {
		start, ok := received.Int(row, asOf)
		if _, over := closed.Int(row, asOf); over || !ok || start > int64(asOf) {
			return 0
		}
		class := len(ageFrom)
		for int64(asOf)-start < ageFrom[class-1] {
			class--
		}
		return int64(class)
	}
}

// Band is a mark and the number below which it is given.
type Band struct {
	Word  string `toml:"word,required"`
	Below int    `toml:"below,required"`
}

// NoMark is the word of the derived column “mark” for numbers that lie in no band.
const NoMark = "none"

// mark: the first band that a number lies below. A weighted score is compared as it is, before rounding.
func mark(_ *Table, c *Column, r Rule, from []*Column, _ *civil.Calendar) {
	c.settle = latest(from)
	for _, band := range r.Bands {
		c.code(band.Word)
	}
	for _, band := range slices.SortedFunc(slices.Values(r.Bands), func(a, b Band) int { return cmp.Compare(a.Below, b.Below) }) {
		c.bands = append(c.bands, c.code(band.Word))
	}
	none := int64(c.code(NoMark))
	c.rule = func(row int, asOf civil.Date) int64 {
		v, ok := from[0].Int(row, asOf)
		if !ok {
			return 0
		}
		for _, band := range r.Bands {
			if v < int64(band.Below)*from[0].PerUnit() {
				return int64(c.code(band.Word))
			}
		}
		return none
	}
}

// reached: of steps, the last that had begun by a date.
func reached(_ *Table, c *Column, _ Rule, from []*Column, _ *civil.Calendar) {
	level, begun := from[0], from[1]
	c.setWords(level.all()[1:])
	if level.Field != nil && !level.Field.Type.Tables() { // whose values are its keys
		for _, word := range level.Field.Values {
			c.code(word)
		}
	}
	c.rule = func(row int, asOf civil.Date) int64 {
		levels, days := level.Codes(row, asOf), begun.Codes(row, asOf)
		for i := min(len(levels), len(days)) - 1; i >= 0; i-- {
			if d, err := civil.ParseDate(begun.Word(days[i])); err == nil && d <= asOf {
				return int64(levels[i])
			}
		}
		return 0
	}
}

// scores adds, for each field of scores that has weights, the weighted mean of its parts under the field's own name.
// Weights and parts are whole numbers, so it is kept exactly, as the weighted sum: PerUnit of these make one point.
// A row with a part missing has no score.
func (t *Table) scores() {
	for i := range t.Kind.Fields {
		f := &t.Kind.Fields[i]
		if f.Type != Scores || len(f.Weights) == 0 {
			continue
		}
		c := newColumn(f.Name, f.Title, f.Class, Integer)
		c.counter = pointsCounter
		var parts []*Column
		var weights []int64
		c.settle = func(row int) civil.Date { return latest(parts)(row) }
		for _, name := range f.Values {
			if w := f.Weights[name]; w > 0 {
				parts, weights = append(parts, t.Column(f.Name+"."+name)), append(weights, int64(w))
				c.perUnit += int64(w)
			}
		}
		if len(parts) == 0 {
			continue // said already: the weights are of other parts
		}
		c.rule = func(row int, asOf civil.Date) int64 {
			sum := int64(0)
			for i, part := range parts {
				v, ok := part.Int(row, asOf)
				if !ok {
					return empty
				}
				sum += weights[i] * v
			}
			return sum
		}
		t.Columns = append(t.Columns, c)
	}
}

var pointsCounter = i18n.Plain("分")

// checkWeights looks at the weights of a field of scores: each of a part that there is, none negative, not all zero.
func (f *Field) checkWeights(pos diag.Pos, problems *diag.List) {
	sum := 0
	for _, name := range slices.Sorted(maps.Keys(f.Weights)) {
		w := f.Weights[name]
		if !slices.Contains(f.Values, name) {
			problems.Add("unknown-value", pos, name, diag.Choice{Given: name, Names: f.Values})
		}
		if w < 0 {
			problems.Add("bad-weights", pos)
			return
		}
		sum += w
	}
	if f.Weights != nil && sum == 0 {
		problems.Add("bad-weights", pos)
	}
}
