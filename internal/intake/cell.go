package intake

import (
	"math"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"github.com/lanewall/lanewall/internal/civil"
	"github.com/lanewall/lanewall/internal/diag"
	"github.com/lanewall/lanewall/internal/ledger"
	"github.com/lanewall/lanewall/internal/receipt"
	"github.com/lanewall/lanewall/internal/sheet"
)

// clean is a text on one line, without spaces around it, characters that cannot be seen, or runs of spaces. A line
// break between Chinese characters leaves nothing, others a space.
func clean(text string) string {
	if plainText(text) {
		return text
	}
	var out []rune
	gap, broken := false, false
	for _, r := range text {
		switch {
		case r == '\n' || r == '\r':
			broken = true
		case unicode.IsSpace(r):
			gap = true
		case unicode.IsControl(r) || unicode.Is(unicode.Cf, r):
		default:
			if len(out) > 0 && (gap || broken && !(unicode.Is(unicode.Han, r) && unicode.Is(unicode.Han, out[len(out)-1]))) {
				out = append(out, ' ')
			}
			out = append(out, r)
			gap, broken = false, false
		}
	}
	return string(out)
}

// asWritten is a text with its lines and the spaces in them, which are its writer's, but without spaces around it or
// characters that cannot be seen. What joins characters into one (👩‍🌾) stays.
func asWritten(text string) string {
	if plainText(text) {
		return text
	}
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		if r != '\n' && r != '\t' && unicode.IsControl(r) || unicode.Is(unicode.Cf, r) && !unicode.Is(unicode.Join_Control, r) {
			return -1
		}
		return r
	}, lineEnds.Replace(text)))
}

var lineEnds = strings.NewReplacer("\r\n", "\n", "\r", "\n")

// plainText is true of what clean leaves as it is, as far as a quick look tells.
func plainText(text string) bool {
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c <= ' ' || c == 0x7f || c == 0xc2 || c == 0xe2 || c == 0xef || c == 0xe3 && strings.HasPrefix(text[i:], "\u3000"):
			return false
		}
	}
	return true
}

// reader turns the cells of a column into values.
type reader struct {
	i      *Import
	m      *Mapped
	names  *ledger.Names     // of a column that names units, bodies or people
	values map[string]string // of a field with values, what is written for each
	seen   map[string]read   // cells that came before
}

type read struct {
	data  any
	fault *Fault
}

// remembered bounds how many different cells of a column are kept, and how long they are.
const (
	remembered     = 1 << 16
	rememberedSize = 48
)

func (i *Import) reader(m *Mapped) *reader {
	r := &reader{i: i, m: m, seen: map[string]read{}}
	if c := i.Table.Column(m.Name); c != nil {
		r.names = c.Names()
	}
	if m.Field.Values != nil && m.Part == "" {
		r.values = spellings(m.Field)
	}
	return r
}

// spellings is what may be written for the values of a field: the values, and what they are called.
func spellings(f *ledger.Field) map[string]string {
	values := map[string]string{}
	for _, lang := range []string{"en", "zh-Hans"} {
		for n, word := range Words(f, lang) {
			values[plainWord(word)] = f.Values[n]
		}
	}
	for _, value := range f.Values {
		values[plainWord(value)] = value
	}
	return values
}

// read gives what a cell says; nil if it says nothing. Equal cells give the same value.
func (r *reader) read(c sheet.Cell) (any, *Fault) {
	if c.Kind == sheet.Empty || c.Merged == sheet.Right {
		return nil, nil
	}
	key := string(rune('0'+c.Kind)) + c.Text
	if old, ok := r.seen[key]; ok {
		return old.data, old.fault
	}
	data, fault := r.value(c)
	if len(key) <= rememberedSize && len(r.seen) < remembered {
		r.seen[key] = read{data, fault}
	}
	return data, fault
}

var scientific = regexp.MustCompile(`^-?\d(\.\d+)?[eE]\+\d+$`)

func (r *reader) value(c sheet.Cell) (any, *Fault) {
	if c.Kind == sheet.Fault {
		return nil, bad("import-fault", c.Text)
	}
	text := Unguard(clean(c.Text))
	if text == "" {
		return nil, nil
	}
	switch f := r.m.Field; f.Type {
	case ledger.Text, ledger.Phone, ledger.ID, ledger.Slug:
		return r.text(c)
	case ledger.Receipt:
		return receipt.Plain(text), nil
	case ledger.Bool:
		return r.bool(c, text)
	case ledger.Choice:
		return r.choice(text)
	case ledger.Set, ledger.List, ledger.Bodies:
		return r.words(c)
	case ledger.Steps:
		return r.steps(c.Text)
	}
	if r.i.words.blanks[plainWord(text)] {
		return nil, nil
	}
	switch f := r.m.Field; f.Type {
	case ledger.Date:
		return whole(r.date(c, text))
	case ledger.Money:
		return whole(Amount(text, r.m.Power))
	case ledger.Integer, ledger.Scores:
		return whole(wholeNumber(text))
	case ledger.Period:
		return r.period(c, text)
	}
	return r.name(text)
}

// whole keeps a value without its fault from being taken for one.
func whole[T any](value T, f *Fault) (any, *Fault) {
	if f != nil {
		return nil, f
	}
	return value, nil
}

// strokes are what offices put into a cell with nothing in it, even one of text. A text that is one has an apostrophe in
// front, see [Guard].
var strokes = []string{"/", "\\", "-", "--", "—", "——", "－", "／"}

// text reads a text. What a row is called stands on one line, as everything that is looked for again; other texts are
// their writers'.
func (r *reader) text(c sheet.Cell) (any, *Fault) {
	line := clean(c.Text)
	text := Unguard(line)
	switch f := r.m.Field; {
	case c.Kind == sheet.Number && math.Abs(c.Number) >= 1e15, scientific.MatchString(text):
		return nil, bad("import-long-number", text)
	case slices.Contains(strokes, line):
		return nil, nil
	case f.Type == ledger.Slug && !ledger.IsSlug(text):
		return nil, bad("bad-id", text)
	case f.Type == ledger.Text && f.Name != r.i.Kind.Label:
		return Unguard(asWritten(c.Text)), nil
	}
	return text, nil
}

func (r *reader) bool(c sheet.Cell, text string) (any, *Fault) {
	if c.Kind == sheet.Bool {
		return c.Number == 1, nil
	}
	if yes, fault := YesNo(text); fault == nil || !r.i.words.blanks[plainWord(text)] {
		return whole(yes, fault)
	}
	return nil, nil
}

func (r *reader) date(c sheet.Cell, text string) (civil.Date, *Fault) {
	switch {
	case c.Kind == sheet.Date:
		return c.Date, nil
	case c.Kind == sheet.Number && serial.MatchString(text):
		return serialDay(text, c.Date)
	}
	d, fault := Day(text, r.i.Options.Year, r.i.Options.Zone)
	if fault == nil && r.i.YearFrom == 0 && r.i.given != r.i.Options.Year {
		if _, without := Day(text, 0, r.i.Options.Zone); without != nil {
			r.i.YearFrom = r.i.Options.Year
		}
	}
	return d, fault
}

// period reads a period. Excel makes the first of a month of what was typed as one.
func (r *reader) period(c sheet.Cell, text string) (any, *Fault) {
	if c.Kind == sheet.Date {
		if _, _, day := c.Date.YMD(); day != 1 {
			return nil, bad("import-period", text)
		}
		return civil.Month.Of(c.Date).Key(), nil
	}
	return whole(PeriodKey(text))
}

// choice reads one of the field's values, by itself or by what it is called.
func (r *reader) choice(text string) (any, *Fault) {
	if r.values == nil {
		if r.i.words.blanks[plainWord(text)] {
			return nil, nil
		}
		return text, nil
	}
	if value, ok := r.valueOf(text); ok {
		return value, nil
	}
	if r.i.words.blanks[plainWord(text)] {
		return nil, nil
	}
	return nil, bad("unknown-value", text, diag.Choice{Given: text, Names: Words(r.m.Field, "zh-Hans")})
}

// valueOf is the value that a word stands for, with or without what brackets add: A（社区）.
func (r *reader) valueOf(text string) (string, bool) {
	key := plainWord(text)
	if value, ok := r.values[key]; ok {
		return value, true
	}
	value, ok := r.values[unbracketed(key)]
	return value, ok
}

// name reads a unit, a body or a person, by id, name or alias. A path is good if its last part is: 甲街道/晏家湾.
func (r *reader) name(text string) (any, *Fault) {
	if r.names == nil {
		return text, nil
	}
	narrow := norm.NFKC.String(text)
	last := narrow[strings.LastIndexAny(narrow, "/>\\")+1:]
	for _, word := range []string{text, narrow, strings.ReplaceAll(narrow, " ", ""), strings.TrimSpace(last)} {
		if id := r.names.ID(word); id != "" && word != "" {
			return id, nil
		}
	}
	problem := r.names.Unknown(diag.Pos{}, r.m.Field.Type.Ref(), text)[0]
	return nil, bad(problem.Code, problem.Args...)
}

// words reads a cell of several words. A body may have a separator in its name: then the cell is one.
func (r *reader) words(c sheet.Cell) (any, *Fault) {
	if text := clean(c.Text); r.i.words.blanks[plainWord(text)] && r.values[plainWord(text)] == "" {
		return nil, nil
	}
	if r.names != nil {
		if id := r.names.ID(clean(c.Text)); id != "" {
			return []string{id}, nil
		}
	}
	var words []string
	for _, word := range r.joined(SplitWords(c.Text)) {
		var data any = clean(word)
		var fault *Fault
		switch {
		case r.values != nil:
			data, fault = r.choice(clean(word))
		case r.names != nil:
			data, fault = r.name(clean(word))
		}
		if fault != nil {
			return nil, fault
		}
		if text, ok := data.(string); ok && text != "" && !slices.Contains(words, text) {
			words = append(words, text)
		}
	}
	if words == nil {
		return nil, nil
	}
	return words, nil
}

// joined puts words together again that make a name with a separator in it: 供水、排水所.
func (r *reader) joined(words []string) []string {
	if r.names == nil {
		return words
	}
	var joined []string
	for len(words) > 0 {
		n := len(words)
		for n > 1 && (n > mostParts || r.names.ID(strings.Join(words[:n], "、")) == "") {
			n--
		}
		joined, words = append(joined, strings.Join(words[:n], "、")), words[n:]
	}
	return joined
}

// mostParts is how many words a name may be split into by the separators in it.
const mostParts = 4

func (r *reader) steps(text string) (any, *Fault) {
	var steps []Record
	for _, parts := range SplitSteps(text, len(r.m.Field.Values)) {
		if len(parts) > len(r.m.Field.Values) {
			return nil, bad("import-steps", diag.Several(Words(r.m.Field, "zh-Hans")))
		}
		var step Record
		for n, part := range parts {
			if part = asWritten(part); part == "" {
				continue
			}
			var data any = part
			if d, err := civil.ParseDate(part); err == nil {
				data = d
			}
			step.Values = append(step.Values, Value{r.m.Field.Values[n], data})
		}
		if len(step.Values) > 0 {
			steps = append(steps, step)
		}
	}
	if steps == nil {
		return nil, nil
	}
	return steps, nil
}
