package intake

import (
	"slices"
	"strings"
	"unicode"

	"github.com/lanewall/lanewall/internal/i18n"
	"github.com/lanewall/lanewall/internal/ledger"
)

// Column is a column of an office sheet: a field of a kind, or one score of a field of scores. Templates, exports and
// imports all have the columns that [Columns] gives, so that what one writes another reads.
type Column struct {
	Field *ledger.Field
	Part  string // of a field of scores, the score; "" of any other field
	Title string // once in a sheet: 收到, 评价：响应度, 时限（within）
}

// Columns lists the columns of a kind, in the order of its fields. Of two fields with the same title both carry their
// names.
func Columns(kind *ledger.Kind, lang string) []Column {
	var columns []Column
	count := map[string]int{}
	for i := range kind.Fields {
		for _, c := range columnsOf(&kind.Fields[i], lang) {
			columns = append(columns, c)
			count[c.Title]++
		}
	}
	for i, c := range columns {
		if count[c.Title] > 1 {
			columns[i].Title += "（" + c.name() + "）"
		}
	}
	return columns
}

func columnsOf(f *ledger.Field, lang string) []Column {
	title := tidy(f.Title.In(lang))
	if title == "" {
		title = f.Name
	}
	if f.Type == ledger.Photos {
		return nil // a sheet has no pictures, and nobody types the names of files into one
	}
	if f.Type != ledger.Scores {
		return []Column{{Field: f, Title: title}}
	}
	var columns []Column
	for _, part := range f.Values {
		columns = append(columns, Column{Field: f, Part: part, Title: title + "：" + tidy(labelOf(f.Labels, part, lang))})
	}
	return columns
}

// tidy makes one line of a title, without the sign that a header adds.
func tidy(title string) string {
	return strings.TrimSpace(strings.TrimRight(strings.Join(strings.Fields(title), " "), Required+"*"))
}

// name is the column as a ledger calls it: rating.response.
func (c Column) name() string {
	if c.Part != "" {
		return c.Field.Name + "." + c.Part
	}
	return c.Field.Name
}

// Required is the sign of a column that has to be filled in. An id need not be: an import gives the next one.
const Required = "＊"

// yuan says what the amounts of a column are given in.
const yuan = "（元）"

// Header is what stands at the head of the column in a sheet to fill in: 事由＊, 预算（元）.
func (c Column) Header() string {
	if c.Required() {
		return c.Plain() + Required
	}
	return c.Plain()
}

// Plain is what stands at the head of the column in a sheet to read: 事由, 预算（元）.
func (c Column) Plain() string {
	if c.Field.Type == ledger.Money {
		return c.Title + yuan
	}
	return c.Title
}

// Required tells whether the column has to be filled in.
func (c Column) Required() bool { return c.Field.Required && c.Field.Type != ledger.ID }

// Sample is what the first cell of a row says that shows how to fill in a sheet: see [IsSample].
const (
	Sample        = "示例（导入时不计）"
	SampleEnglish = "Example (not imported)"
)

// IsSample tells by the first cell of a row whether it only shows how to fill in a sheet. Such a row is not taken.
func IsSample(cell string) bool {
	cell = strings.TrimSpace(cell)
	return cell == Sample || cell == SampleEnglish
}

// Yes and No are the words of a field that is true or false.
const Yes, No = "是", "否"

// Words gives, of a field with values, the words that stand for them in a sheet, in the same order: their labels, or
// where a label would stand for two of them the values as they are.
func Words(f *ledger.Field, lang string) []string {
	words := make([]string, len(f.Values))
	count := map[string]int{}
	for i, value := range f.Values {
		words[i] = labelOf(f.Labels, value, lang)
		count[words[i]]++
		if words[i] != value {
			count[value]++
		}
	}
	for i, value := range f.Values {
		if count[words[i]] > 1 || strings.TrimSpace(words[i]) == "" {
			words[i] = value
		}
	}
	return words
}

func labelOf(labels map[string]i18n.Text, value, lang string) string {
	if label, ok := labels[value]; ok {
		return label.In(lang)
	}
	return value
}

// The words of a cell that holds several are separated by 、; what a step of a field of steps says by ｜, and each step
// stands on a line of its own. A word that has one of the signs in it, or begins with an apostrophe (see [Guard]), stands in
// straight quotes, one in it doubled: 照明、"水、电".
const (
	between  = "、"
	betweens = "、，,；;\n" // all that a reader takes for it
	inStep   = "｜"
	inSteps  = "｜|"
)

// JoinWords writes the words of a cell.
func JoinWords(words []string) string { return join(words, between, betweens) }

// SplitWords reads the words of a cell, empty ones left out.
func SplitWords(cell string) []string {
	var words []string
	scan(Unguard(cell), betweens, func(word string, _ rune) {
		if word != "" {
			words = append(words, word)
		}
	})
	return words
}

// JoinSteps writes steps, each with the values of the field's parts in their order; "" is none.
func JoinSteps(steps [][]string) string {
	lines := make([]string, len(steps))
	for i, step := range steps {
		lines[i] = join(step, inStep, inSteps+"\n")
	}
	return strings.Join(lines, "\n")
}

// SplitSteps reads steps with so many parts. A step with more gives more, and an empty line none.
func SplitSteps(cell string, parts int) [][]string {
	var steps [][]string
	var step []string
	scan(Unguard(cell), inSteps+"\n", func(word string, sign rune) {
		step = append(step, word)
		if strings.ContainsRune(inSteps, sign) {
			return
		}
		if len(step) > 1 || word != "" {
			for len(step) < parts {
				step = append(step, "")
			}
			steps = append(steps, step)
		}
		step = nil
	})
	return steps
}

// scan gives the words of a cell with the sign behind each, 0 behind the last.
func scan(cell, signs string, each func(word string, sign rune)) {
	var word strings.Builder
	quoted, open := false, false // whether the word has stood in quotes, and whether they are still open
	end := func(sign rune) {
		text := word.String()
		if !quoted {
			text = strings.TrimSpace(text)
		}
		each(text, sign)
		word.Reset()
		quoted = false
	}
	rest := []rune(cell)
	for i := 0; i < len(rest); i++ {
		r := rest[i]
		switch {
		case open && r == '"' && i+1 < len(rest) && rest[i+1] == '"':
			word.WriteRune('"')
			i++
		case r == '"' && (open || !quoted && strings.TrimSpace(word.String()) == ""):
			if quoted = true; !open {
				word.Reset()
			}
			open = !open
		case !open && strings.ContainsRune(signs, r):
			end(r)
		case open || !quoted || !unicode.IsSpace(r):
			word.WriteRune(r)
		}
	}
	end(0)
}

func join(words []string, sign, signs string) string {
	quoted := make([]string, len(words))
	for i, word := range words {
		if strings.ContainsAny(word, signs) || strings.HasPrefix(word, `"`) || strings.HasPrefix(word, "'") || strings.TrimSpace(word) != word {
			word = `"` + strings.ReplaceAll(word, `"`, `""`) + `"`
		}
		quoted[i] = word
	}
	return strings.Join(quoted, sign)
}

// formulas is what a program takes for the beginning of a formula when it opens a file of text.
const formulas = "=+-@\t\r"

// Guard is a text as it stands in a file of text: with an apostrophe in front where it would be taken for a formula or
// for nothing.
// [Unguard] gives the text again.
func Guard(text string) string {
	if formula(text) {
		return "'" + text
	}
	return text
}

// Unguard is a text that [Guard] has written.
func Unguard(text string) string {
	if rest, ok := strings.CutPrefix(text, "'"); ok && formula(rest) {
		return rest
	}
	return text
}

// formula tells whether a text begins like a formula, or is a stroke that offices put for nothing, behind any number of
// apostrophes.
func formula(text string) bool {
	text = strings.TrimLeft(text, "'")
	return text != "" && strings.ContainsRune(formulas, rune(text[0])) || slices.Contains(strokes, text)
}
