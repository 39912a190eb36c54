package plan

import (
	"math/big"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/lanewall/lanewall/internal/civil"
	"github.com/lanewall/lanewall/internal/indicator"
	"github.com/lanewall/lanewall/internal/ledger"
	"github.com/lanewall/lanewall/internal/site"
)

// Sentence is a sentence that a board opens with, in pieces.
type Sentence []Piece

// Piece is words or a number. A number that an indicator stands behind leads to its definition; none is broken over two
// lines.
type Piece struct {
	Link
	Number bool
}

// String is the sentence without its links.
func (s Sentence) String() string {
	var text strings.Builder
	for _, piece := range s {
		text.WriteString(piece.Text)
	}
	return text.String()
}

// teller puts a board into at most three sentences: what came in, was ended and is still open; which key figure changed
// most; what else was done, or else what comes next. A sentence that has nothing to say is left out.
type teller struct {
	blockMaker
	figures []*indicator.Definition // the key figures of the board
	numbers []Piece                 // those mentioned so far; in a message a number is its place in here between NULs
	told    map[string]bool         // the indicators mentioned
	spoken  map[*ledger.Table]bool  // the ledgers whose flow and stock has been told
}

// sentences is what a board says about itself in words, dates being the blocks of coming days on it.
func (b *blockMaker) sentences(config *site.Board, dates []*Dates) []Sentence {
	t := &teller{blockMaker: *b, told: map[string]bool{}, spoken: map[*ledger.Table]bool{}}
	for _, id := range config.Figures {
		if d := b.Figures.Definition(id.V); d != nil && d.At(b.unit.Level) {
			t.figures = append(t.figures, d)
		}
	}
	var said []string
	for _, text := range []string{t.open(config), t.largestChange()} {
		if text != "" {
			said = append(said, text)
		}
	}
	if rest := t.rest(len(said) == 0); rest != "" {
		said = append(said, rest)
	} else if next := t.next(dates); next != "" && len(said) > 0 {
		said = append(said, next)
	}
	var sentences []Sentence
	for _, text := range said {
		sentences = append(sentences, t.sentence(text))
	}
	return sentences
}

// sentence cuts a text into words and the numbers mentioned in it.
func (t *teller) sentence(text string) Sentence {
	var s Sentence
	first, size := utf8.DecodeRuneInString(text)
	for i, piece := range strings.Split(string(unicode.ToUpper(first))+text[size:], "\x00") {
		switch place, err := strconv.Atoi(piece); {
		case i%2 == 1 && err == nil:
			s = append(s, t.numbers[place])
		case piece != "":
			s = append(s, Piece{Link: Link{Text: piece}})
		}
	}
	return s
}

// mention is a number as a message takes it.
func (t *teller) mention(text, href string) string {
	t.numbers = append(t.numbers, Piece{Link{text, href}, true})
	return "\x00" + strconv.Itoa(len(t.numbers)-1) + "\x00"
}

// figure mentions a figure.
func (t *teller) figure(f *indicator.Figure) string {
	t.told[f.Indicator] = true
	n := t.number(t.from, f)
	return t.mention(n.Text+n.Counter, n.Href)
}

// when begins a sentence: 8月，; of a period that is still running also how far it speaks.
func (t *teller) when() string {
	until := ""
	if t.period.Last > t.Site.Horizon {
		until = t.Words.Day(t.Site.Horizon)
	}
	return t.Words.Say("sentence-when", "Short", t.Words.Short(t.period), "Period", t.Words.Period(t.period), "Week", t.period.Kind == civil.Week, "Until", until)
}

// open is the flow and stock of the first of the board's open ledgers, and the stock of those others that have overdue rows.
func (t *teller) open(config *site.Board) string {
	var parts []string
	for _, block := range config.Open {
		for _, name := range block.Ledgers {
			table := t.Site.Ledger(name.V)
			if table == nil || !t.tells(table) {
				continue
			}
			if part := t.ledgerInWords(table, len(parts) == 0); part != "" {
				parts = append(parts, part)
			}
		}
	}
	if len(parts) == 0 {
		return ""
	}
	return t.when() + strings.Join(parts, t.Words.Say("sentence-semicolon")) + t.Words.Say("sentence-stop")
}

// tells is true of a ledger whose rows have a beginning, an end and a light, all of them public.
func (t *teller) tells(table *ledger.Table) bool {
	if len(table.Kind.Open) != 2 {
		return false
	}
	for _, name := range append([]string{"light", "deadline"}, table.Kind.Open...) {
		if c := table.Column(name); c == nil || c.Class != ledger.Public {
			return false
		}
	}
	where := table.Column("unit")
	return where == nil || where.Class == ledger.Public || t.unit.Parent == nil
}

// ledgerInWords is 收到居民事项42件，办结38件，还有4件没有办结，其中1件超期; of a ledger that is not the first only
// what is still open, if some of it is overdue.
func (t *teller) ledgerInWords(table *ledger.Table, whole bool) string {
	asOf := t.period.AsOf(t.Site.Horizon)
	counts, _ := t.lightsAt(table, asOf)
	late := counts[civil.Overdue.String()]
	open := late + counts[civil.Half.String()] + counts[civil.Normal.String()]
	end := t.ends(table)
	stock := t.stock(table, end, open, late)
	title := t.text(table.Kind.Title)
	if !whole {
		if late == 0 {
			return ""
		}
		return t.Words.Say("sentence-of", "Ledger", title, "Text", stock)
	}
	t.spoken[table] = true
	if !t.filed(table) {
		parts := []string{t.Words.Say("sentence-not-filed", "Titles", title)}
		if open > 0 {
			parts = append(parts, stock)
		}
		return strings.Join(parts, t.Words.Say("comma"))
	}
	parts := []string{t.came(table, title)}
	if ended, n := t.ended(table, end); n > 0 || parts[0] != t.none(title) {
		parts = append(parts, ended)
	}
	return strings.Join(append(parts, stock), t.Words.Say("comma"))
}

// ended is how many rows ended in the period. Where no indicator counts them all, but a key figure those with some
// outcome (解决问题), it is that figure: two numbers of what is solved on one page would be one too many.
func (t *teller) ended(table *ledger.Table, end *ledger.Column) (string, int) {
	if t.behind(table, end.Name) == nil {
		for _, d := range t.figures {
			if d.Ledger == table && d.Measure == indicator.Count && d.Date == end {
				if f := t.Figures.Of(d.ID, t.unit, t.period); shown(f) {
					return t.Words.Say("sentence-figure", "Title", t.titleOf(d), "Number", t.figure(f)), int(f.Value.Num)
				}
			}
		}
	}
	return t.flow(table, end, "sentence-out")
}

// came is how many rows began in the period.
func (t *teller) came(table *ledger.Table, title string) string {
	begin := table.Column(table.Kind.Open[0])
	if d := t.behind(table, begin.Name); d != nil {
		if f := t.Figures.Of(d.ID, t.unit, t.period); shown(f) && f.Value.Num > 0 {
			return t.Words.Say("sentence-figure", "Title", t.titleOf(d), "Number", t.figure(f))
		}
	}
	text, n := t.flow(table, begin, "sentence-in")
	if n == 0 {
		return t.none(title)
	}
	return t.Words.Say("sentence-of", "Ledger", title, "Text", text)
}

func (t *teller) none(title string) string { return t.Words.Say("sentence-none", "Ledger", title) }

// flow is how many rows of a ledger have a date in the period: the figure of the indicator that counts them, if there is
// one, else as they are counted.
func (t *teller) flow(table *ledger.Table, date *ledger.Column, message string) (string, int) {
	if d := t.behind(table, date.Name); d != nil {
		if f := t.Figures.Of(d.ID, t.unit, t.period); shown(f) {
			return t.Words.Say(message, "Verb", t.inside(t.text(date.Title)), "Number", t.figure(f)), int(f.Value.Num)
		}
	}
	n := len(t.find(query{table: table, date: date, unit: t.unit, period: t.period}))
	return t.Words.Say(message, "Verb", t.inside(t.text(date.Title)), "Number", t.counted(table, n)), n
}

func (t *teller) counted(table *ledger.Table, n int) string {
	return t.mention(t.count(n)+t.Words.Counter(t.text(table.Kind.Counter)), "")
}

// stock is how many rows are open, and how many of them overdue.
func (t *teller) stock(table *ledger.Table, end *ledger.Column, open, late int) string {
	id := "sentence-open-some"
	switch {
	case open == 0:
		id = "sentence-open-none"
	case late == 0:
		id = "sentence-open-in-time"
	case late == open:
		id = "sentence-open-all"
	}
	number, overdue := t.counted(table, open), t.counted(table, late)
	for _, d := range t.Figures.Definitions {
		if f := t.stockFigure(d, table); f != nil && len(d.Among) == 0 && f.Value.Num == int64(open) {
			number = t.figure(f)
		} else if f != nil && onlyOverdue(d) && f.Value.Num == int64(late) {
			overdue = t.figure(f)
		}
	}
	return t.Words.Say(id, "Verb", t.inside(t.text(end.Title)), "Open", number, "Late", overdue, "Number", open)
}

// stockFigure is the figure of an indicator that counts open rows of a ledger; nil if it counts something else.
func (t *teller) stockFigure(d *indicator.Definition, table *ledger.Table) *indicator.Figure {
	if d.Ledger != table || d.Measure != indicator.Count || len(d.Open) != 2 || !t.has(d) {
		return nil
	}
	t.Figures.Need(d.ID, t.period)
	if f := t.Figures.Of(d.ID, t.unit, t.period); shown(f) {
		return f
	}
	return nil
}

func onlyOverdue(d *indicator.Definition) bool {
	return len(d.Among) == 1 && d.Among[0].Test == indicator.Is && d.Among[0].Column.Name == "light" && slices.Equal(d.Among[0].Words, []string{civil.Overdue.String()})
}

// ends is the column of the date that ends a row. Where that is worked out of others, the first of those says in plain
// words what is done: 办结 and not 最后办结.
func (t *teller) ends(table *ledger.Table) *ledger.Column {
	name := table.Kind.Open[1]
	for _, rule := range table.Kind.Derived {
		if rule.Name == name && len(rule.From) > 0 {
			if c := table.Column(rule.From[0]); c != nil && c.Type == ledger.Date && c.Class == ledger.Public {
				return c
			}
		}
	}
	return table.Column(name)
}

// behind is the indicator that counts all rows of a ledger by a date, if the board's period has it.
func (t *teller) behind(table *ledger.Table, date string) *indicator.Definition {
	for _, d := range t.Figures.Definitions {
		if d.Ledger == table && d.Measure == indicator.Count && len(d.Among) == 0 && d.Date != nil && d.Date.Name == date && t.has(d) {
			t.Figures.Need(d.ID, t.period)
			return d
		}
	}
	return nil
}

// has tells whether the board's unit and period have a figure of an indicator. Sentences ask for no others, so that
// there are none in the downloads that only a sentence needed.
func (t *teller) has(d *indicator.Definition) bool {
	return d.At(t.unit.Level) && (d.Has(t.period.Kind) || slices.Contains(t.figures, d))
}

// shown is true of a figure that has a value.
func shown(f *indicator.Figure) bool {
	return f != nil && f.Value.Valid() && (f.Status == indicator.Present || f.Status == indicator.Provisional)
}

// filed tells whether anything is known of any month of the period. The month that is running need not be filed yet.
func (t *teller) filed(table *ledger.Table) bool {
	months := civil.Each(civil.Month, t.period.First, t.period.AsOf(t.Site.Horizon))
	return len(months) == 0 || slices.ContainsFunc(months, func(month civil.Period) bool { return t.Site.Filed(table, t.unit, month) })
}

// largestChange names the key figure that changed most against the period before, if any changed by more than chance
// alone makes numbers of its size change: by twice the spread of a count, or of a share.
func (t *teller) largestChange() string {
	before, ok := t.period.Previous()
	if !ok {
		return ""
	}
	var most *indicator.Definition
	size := big.NewRat(4, 1)
	for _, d := range t.figures {
		t.Figures.Need(d.ID, t.period) // not the one before: of what is before the first board, nothing is published
		now, then := t.Figures.Of(d.ID, t.unit, t.period), t.Figures.Of(d.ID, t.unit, before)
		if !comparable(now) || !comparable(then) {
			continue
		}
		if s := surprise(now, then); s != nil && s.Cmp(size) >= 0 && (most == nil || s.Cmp(size) > 0) {
			most, size = d, s
		}
	}
	if most == nil {
		return ""
	}
	f := t.Figures.Of(most.ID, t.unit, t.period)
	number := t.figure(f)
	if ratio := t.number(t.from, f).Ratio; ratio != "" {
		number += t.Words.Say("bracketed", "Text", ratio)
	}
	return t.Words.Say("sentence-change", "Title", t.titleOf(most), "Number", number, "Change", t.change(most, t.unit, t.period).Text)
}

// surprise is the square of how many times its own spread a count or a share has changed; nil of what is neither. It is
// exact, so that every machine finds the same figure.
func surprise(now, then *indicator.Figure) *big.Rat {
	switch now.Def.Measure {
	case indicator.Count, indicator.Distinct:
		if a, b := now.Value.Num, then.Value.Num; a+b > 0 {
			return over(big.NewRat((a-b)*(a-b), 1), big.NewRat(a+b, 1))
		}
	case indicator.Rate:
		share := big.NewRat(now.N+then.N, now.Of+then.Of)
		rest := new(big.Rat).Sub(big.NewRat(1, 1), share)
		each := new(big.Rat).Add(big.NewRat(1, now.Of), big.NewRat(1, then.Of))
		difference := new(big.Rat).Sub(big.NewRat(now.N, now.Of), big.NewRat(then.N, then.Of))
		return over(difference.Mul(difference, difference), share.Mul(share, rest).Mul(share, each))
	}
	return nil
}

func over(above, below *big.Rat) *big.Rat {
	if below.Sign() == 0 {
		return nil
	}
	return above.Quo(above, below)
}

// restShown is how many key figures a sentence names.
const restShown = 4

// rest names what else was done, by the key figures that no sentence has mentioned and that do not count a ledger that
// one has; and what has not been filed. alone: there is no sentence before it.
func (t *teller) rest(alone bool) string {
	var done, unfiled []string
	zero := 0
	for _, d := range t.figures {
		f := t.Figures.Of(d.ID, t.unit, t.period)
		switch {
		case t.told[d.ID] || t.spoken[d.Ledger] || f == nil:
		case f.Status == indicator.NotFiled:
			unfiled = append(unfiled, t.titleOf(d))
		case !work(d) || !shown(f):
		case f.Value.Num == 0:
			zero++
		case len(done) < restShown:
			done = append(done, t.Words.Say("sentence-figure", "Title", t.titleOf(d), "Number", t.figure(f)))
		}
	}
	var parts []string
	if len(done) > 0 {
		parts = append(parts, strings.Join(done, t.Words.Say("comma")))
	}
	if len(unfiled) > 0 {
		parts = append(parts, t.Words.Say("sentence-not-filed", "Titles", t.Words.List(unfiled)))
	}
	if len(parts) == 0 && alone && zero > 0 {
		parts = append(parts, t.Words.Say("sentence-nothing"))
	}
	if len(parts) == 0 {
		return ""
	}
	start := t.Words.Say("sentence-besides")
	if alone || len(done) == 0 {
		start = t.when()
	}
	return start + strings.Join(parts, t.Words.Say("sentence-semicolon")) + t.Words.Say("sentence-stop")
}

// work is true of what counts things done in a period, and not what stands or what share of it.
func work(d *indicator.Definition) bool {
	counts := d.Measure == indicator.Count || d.Measure == indicator.Distinct || d.Measure == indicator.Sum && d.Field.Type != ledger.Money
	return counts && d.Date != nil
}

// next names the first of the coming days, as long as they are to come.
func (t *teller) next(dates []*Dates) string {
	if !t.period.Contains(t.Site.Horizon) {
		return ""
	}
	var first *EventDays
	for _, block := range dates {
		for i := range block.Events {
			if e := &block.Events[i]; first == nil || e.Days[0].ISO < first.Days[0].ISO {
				first = e
			}
		}
	}
	if first == nil {
		return ""
	}
	return t.Words.Say("sentence-next", "Title", t.inside(first.Text), "Day", first.Days[0].Text, "Weekday", first.Days[0].Weekday, "Time", first.Time, "Place", first.Place)
}

// titleOf is what an indicator is called in a sentence.
func (t *teller) titleOf(d *indicator.Definition) string { return t.inside(t.text(d.Title)) }

// inside writes a title within a sentence: in Latin script without its capital, unless it is an abbreviation.
func (t *teller) inside(title string) string {
	first, size := utf8.DecodeRuneInString(title)
	second, _ := utf8.DecodeRuneInString(title[size:])
	if unicode.IsUpper(second) {
		return title
	}
	return string(unicode.ToLower(first)) + title[size:]
}
