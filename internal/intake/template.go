package intake

import (
	"fmt"
	"slices"
	"strings"

	"github.com/lanewall/lanewall/internal/civil"
	"github.com/lanewall/lanewall/internal/ledger"
	"github.com/lanewall/lanewall/internal/receipt"
	"github.com/lanewall/lanewall/internal/sheet"
)

// Registers is the ledgers whose rows others name; nil where a site has none.
type Registers struct{ Units, Bodies, People *ledger.Table }

// of is the ledger whose rows a field of a type names; nil of any other.
func (n Registers) of(t ledger.Type) *ledger.Table {
	switch t.Ref() {
	case string(ledger.Unit):
		return n.Units
	case string(ledger.Body):
		return n.Bodies
	case string(ledger.Person):
		return n.People
	}
	return nil
}

// Look is what sheets are made for.
type Look struct {
	Lang   string     // of titles and notes: a BCP 47 tag; notes are in Chinese or in English
	Issuer string     // the office
	Notice string     // of the site, which travels with everything: “示例网站……”; may be ""
	AsOf   civil.Date // the last day anything is known of; examples are of that day
}

// say picks the words of the sheets' language.
func (l Look) say(chinese, english string) string {
	if l.Lang == "" || strings.HasPrefix(l.Lang, "zh") {
		return chinese
	}
	return english
}

// Template is a workbook to fill in: the table with its drop-down lists and an example, and how to fill it in. What is
// filled in comes back without a mapping: the headers are those of [Columns].
func Template(kind *ledger.Kind, registers Registers, look Look) sheet.Workbook {
	t := newTemplate(kind, registers, look)
	t.empty = true
	title := kind.Title.In(look.Lang)
	return sheet.Workbook{Title: title, Author: look.Issuer, Lists: look.say("选项", "Lists"), Pages: []sheet.Page{
		{Name: title, Columns: t.columns(true), Rows: [][]sheet.Cell{t.sample()}, Sample: true, Wide: true, Freeze: 1},
		t.notes(look.say("填写说明", "How to fill in"), t.rules()),
	}}
}

// template makes the parts of a workbook for a kind.
type template struct {
	kind      *ledger.Kind
	registers Registers
	look      Look
	cols      []Column
	empty     bool // to be filled in
}

// header is what stands at the head of a column: in a table to fill in it says what is required.
func (t template) header(c Column) string {
	if t.empty {
		return c.Header()
	}
	return c.Plain()
}

// newTemplate leaves out the columns that a site does not use: those it has given no values to choose from.
func newTemplate(kind *ledger.Kind, registers Registers, look Look) template {
	return template{kind: kind, registers: registers, look: look, cols: slices.DeleteFunc(Columns(kind, look.Lang), func(c Column) bool {
		f := c.Field
		return (f.Type == ledger.Choice || f.Type == ledger.Set) && f.Values != nil && len(f.Values) == 0
	})}
}

var formats = map[ledger.Type]sheet.Format{ledger.Date: sheet.Day, ledger.Integer: sheet.Whole, ledger.Scores: sheet.Whole, ledger.Money: sheet.Amount}

// columns is the columns of the table; checked ones take only what their fields take.
func (t template) columns(checked bool) []sheet.Column {
	columns := make([]sheet.Column, len(t.cols))
	for i, c := range t.cols {
		columns[i] = sheet.Column{Header: t.header(c), Width: t.width(c), Format: formats[c.Field.Type]}
		if checked {
			columns[i].Check = t.check(c)
		}
	}
	if len(columns) > 0 && checked {
		columns[0].Width = max(columns[0].Width, float64(sheet.Breadth(t.mark())+2))
	}
	return columns
}

var widths = map[ledger.Type]int{ledger.Text: 24, ledger.ID: 16, ledger.Slug: 16, ledger.Date: 12, ledger.Money: 14, ledger.Phone: 16,
	ledger.List: 20, ledger.Set: 20, ledger.Bodies: 20, ledger.Steps: 40, ledger.Period: 12, ledger.Unit: 14, ledger.Body: 16, ledger.Person: 12}

func (t template) width(c Column) float64 {
	width := max(widths[c.Field.Type], sheet.Breadth(t.header(c))+2)
	if c.Field.Type == ledger.Choice {
		for _, word := range Words(c.Field, t.look.Lang) {
			width = max(width, sheet.Breadth(word)+4)
		}
	}
	return float64(min(width, 40))
}

// check says what may be typed into a column.
func (t template) check(c Column) *sheet.Check {
	f := c.Field
	check := &sheet.Check{List: t.choices(c), Open: f.Type.Many(), Min: f.Min, Max: f.Max, Wrong: t.what(c)}
	if f.Type.Many() || f.Type == ledger.Steps || len(check.List) == 0 && t.note(f) != "" {
		check.Prompt = sentence(t.what(c), t.note(f))
	}
	return check
}

// choices is the words to choose from; nil where anything goes.
func (t template) choices(c Column) []string {
	switch f := c.Field; {
	case f.Type == ledger.Bool:
		return []string{t.look.say(Yes, "yes"), t.look.say(No, "no")}
	case f.Type == ledger.Choice || f.Type == ledger.Set:
		return Words(f, t.look.Lang)
	case f.Type.Ref() != "":
		return called(t.registers.of(f.Type)).listed
	}
	return nil
}

// names is what the rows of a ledger are called in a sheet: their names, or where two have the same their ids.
type names struct {
	listed []string
	by     map[string]string // by id
}

func called(t *ledger.Table) names {
	n := names{by: map[string]string{}}
	if t == nil || t.Column("name") == nil {
		return n
	}
	ids, name := ledger.NamesOf(t), t.Column("name")
	for row := range t.N {
		id := t.ID(row)
		word := name.Word(name.Code(row, forever))
		if ids.ID(word) != id || strings.TrimSpace(word) != word || strings.ContainsAny(word, "\r\n") {
			word = id
		}
		n.by[id] = word
		n.listed = append(n.listed, word)
	}
	return n
}

// of is what a row is called; of one that is not there its id.
func (n names) of(id string) string {
	if word, ok := n.by[id]; ok {
		return word
	}
	return id
}

func (t template) mark() string { return t.look.say(Sample, SampleEnglish) }

// sample is a row that shows how to fill in the others, and says so in its first cell.
func (t template) sample() []sheet.Cell {
	row := make([]sheet.Cell, len(t.cols))
	for i, c := range t.cols {
		row[i] = t.example(c)
	}
	if len(row) > 0 {
		row[0] = sheet.Cell{Kind: sheet.Text, Text: t.mark()}
	}
	return row
}

// example is what a cell of a column may look like.
func (t template) example(c Column) sheet.Cell {
	f, choices := c.Field, t.choices(c)
	word := ""
	switch f.Type {
	case ledger.Date:
		return sheet.DayCell(max(t.look.AsOf, sheet.FirstDay))
	case ledger.Integer, ledger.Scores:
		return numberCell(t.amount(f))
	case ledger.Money:
		return moneyCell(max(t.amount(f)*100, 635400))
	case ledger.Period:
		word = civil.Month.Of(max(t.look.AsOf, sheet.FirstDay)).Key()
	case ledger.Phone:
		word = "010-00000000"
	case ledger.ID:
		word = "0001"
	case ledger.Receipt:
		word = receipt.Complete(receipt.Alphabet[:receipt.Length-1])
	case ledger.Slug:
		word = t.look.say("lizi-1", "example-1")
	case ledger.List:
		word = JoinWords([]string{t.look.say("示例一", "example 1"), t.look.say("示例二", "example 2")})
	case ledger.Steps:
		word = JoinSteps([][]string{t.parts(f)})
	case ledger.Text:
		word = t.look.say("示例文字", "example")
	case ledger.Unit: // the last one lies at the bottom, where most things happen
		word = first(choices[max(0, len(choices)-1):], false)
	default:
		word = first(choices, f.Type.Many())
		if len(choices) == 0 && (f.Type == ledger.Choice || f.Type == ledger.Set) {
			word = t.look.say("示例文字", "example")
		}
	}
	return sheet.TextCell(word)
}

// amount is a number that a field takes.
func (t template) amount(f *ledger.Field) int64 {
	n := int64(1)
	if f.Min != nil {
		n = max(n, int64(*f.Min))
	}
	if f.Max != nil && (f.Type == ledger.Scores || n > int64(*f.Max)) {
		n = int64(*f.Max)
	}
	return n
}

// first is the first of the words, or the first two.
func first(words []string, many bool) string {
	switch {
	case len(words) == 0:
		return ""
	case many && len(words) > 1:
		return JoinWords(words[:2])
	case many:
		return JoinWords(words[:1])
	}
	return words[0]
}

// parts is what the values of a field of steps are called.
func (t template) parts(f *ledger.Field) []string {
	parts := make([]string, len(f.Values))
	for i, part := range f.Values {
		parts[i] = labelOf(f.Labels, part, t.look.Lang)
	}
	return parts
}

// sentence joins what is said of one thing.
func sentence(parts ...string) string {
	var said []string
	for _, p := range parts {
		if p = strings.TrimRight(strings.TrimSpace(p), "。"); p != "" {
			said = append(said, p)
		}
	}
	return strings.Join(said, "；")
}

// what says what a column takes.
func (t template) what(c Column) string {
	f, say := c.Field, t.look.say
	many := say("可填几项，用、隔开", "several, with 、 or commas between them")
	switch f.Type {
	case ledger.ID:
		return say("文字，每条一个，不重复；不填就接着往下编", "text, each once; left empty, the next one is given")
	case ledger.Slug:
		return say("小写字母、数字和短横线，用过的不再给别的用", "small letters, digits and hyphens; never given to another")
	case ledger.Receipt:
		return say("回执号，8位，照居民的消息抄", "the receipt number of the resident's message, 8 characters")
	case ledger.Phone:
		return say("电话号码", "a telephone number")
	case ledger.Date:
		return say("日期，如 2024-09-03", "a date such as 2024-09-03")
	case ledger.Integer, ledger.Scores:
		return say("整数", "a whole number") + t.bounds(f)
	case ledger.Money:
		return say("金额，以元计，最多两位小数", "an amount in yuan, two decimals at the most") + t.bounds(f)
	case ledger.Bool:
		return say("填“是”或“否”", "yes or no")
	case ledger.Choice:
		return sentence(say("从下拉中选一项", "one from the list"), t.listed(c))
	case ledger.Set:
		return sentence(many, t.listed(c))
	case ledger.List:
		return many
	case ledger.Steps:
		return say("每步一行（按 Alt+Enter 换行），按“", "a line a step (Alt+Enter), as “") + strings.Join(t.parts(f), inStep) +
			say("”填，没有的空着，｜保留", "”; what there is not is left empty, the ｜ stays")
	case ledger.Period:
		return say("期间，如 2024-09、2024-Q3、2024", "a period such as 2024-09, 2024-Q3, 2024")
	case ledger.Unit:
		return say("从下拉中选一个辖区", "a unit from the list")
	case ledger.Body:
		return say("从下拉中选一家单位", "a body from the list")
	case ledger.Bodies:
		return say("从下拉中选；几家的用、隔开", "from the list; several with 、 between them")
	case ledger.Person:
		return say("从下拉中选一人", "a person from the list")
	}
	return say("文字", "text")
}

// listedWords is up to how many words a note repeats.
const listedWords = 12

// listed repeats the words of a field, if they are few; without any, anything goes.
func (t template) listed(c Column) string {
	words := t.choices(c)
	switch {
	case len(words) == 0 && c.Field.Type == ledger.Choice:
		return t.look.say("没有定选项，照惯用的写法填", "no list yet: write as you always do")
	case len(words) == 0 || len(words) > listedWords:
		return ""
	}
	return t.look.say("选项：", "of: ") + strings.Join(words, t.look.say("、", ", "))
}

// bounds is between what a number has to be.
func (t template) bounds(f *ledger.Field) string {
	switch {
	case f.Min != nil && f.Max != nil:
		return t.look.say(fmt.Sprintf("，%d 至 %d", *f.Min, *f.Max), fmt.Sprintf(", %d to %d", *f.Min, *f.Max))
	case f.Min != nil:
		return t.look.say(fmt.Sprintf("，不小于 %d", *f.Min), fmt.Sprintf(", %d at the least", *f.Min))
	case f.Max != nil:
		return t.look.say(fmt.Sprintf("，不大于 %d", *f.Max), fmt.Sprintf(", %d at the most", *f.Max))
	}
	return ""
}

// rules says how to fill in a sheet.
func (t template) rules() []string {
	return []string{
		t.look.say("填写说明："+t.kind.Title.In(t.look.Lang), "How to fill in: "+t.kind.Title.In(t.look.Lang)),
		t.look.say("一行填一条，从示例的下一行填起；带＊的必填；没有的空着，不填“无”“/”。", "One row each, from the row below the example on; ＊ has to be filled in; leave empty what there is not."),
		t.look.say("不改表头，不合并单元格，不在表下面加合计；列的先后可以调，不用的列可以删。", "Leave the headers as they are, merge no cells, add no totals below; columns may be moved, and left out if not needed."),
		t.look.say("公开：逐条公布。只公开汇总：只计数，不逐条公布。不公开：只在单位内部使用，不上网站。", "Published: row by row. Totals only: counted, never listed. Not published: stays in the office."),
		t.look.say("填好后保存，用 lanewall 导入；导入前先看预览，有填得不对的，会指出是哪一格。", "Save it and take it in with lanewall import, which shows first what it is going to do, and which cells it cannot take."),
	}
}

// notes is the sheet that describes every column.
func (t template) notes(name string, titles []string) sheet.Page {
	say := t.look.say
	page := sheet.Page{Name: name, Titles: titles, Wide: true, Columns: []sheet.Column{
		{Header: say("栏目", "Column"), Width: 22}, {Header: say("填什么", "What to fill in"), Width: 46}, {Header: say("说明", "Note"), Width: 36},
		{Header: say("必填", "Required"), Width: 10}, {Header: say("是否公开", "Published"), Width: 14}, {Header: say("举例", "Example"), Width: 24},
	}}
	for _, c := range t.cols {
		required := ""
		if c.Required() {
			required = say("必填", "required")
		}
		example := t.example(c)
		example.Kind = sheet.Text
		var row []sheet.Cell
		for _, text := range []string{t.header(c), t.what(c), t.note(c.Field), required, t.class(c.Field.Class), example.Text} {
			row = append(row, sheet.TextCell(text))
		}
		page.Rows = append(page.Rows, row)
	}
	return page
}

// note is what the kind says of a field. Of steps it says how to write them in a ledger, which is another way.
func (t template) note(f *ledger.Field) string {
	if f.Type == ledger.Steps {
		return ""
	}
	return f.Note.In(t.look.Lang)
}

// class says what becomes public of a column. What is to be masked is withheld until it can be.
func (t template) class(c ledger.Class) string {
	switch c {
	case ledger.Public:
		return t.look.say("公开", "published")
	case ledger.Aggregate:
		return t.look.say("只公开汇总", "totals only")
	}
	return t.look.say("不公开", "not published")
}
