package plan

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/lanewall/lanewall/internal/civil"
	"github.com/lanewall/lanewall/internal/diag"
	"github.com/lanewall/lanewall/internal/i18n"
	"github.com/lanewall/lanewall/internal/indicator"
	"github.com/lanewall/lanewall/internal/markdown"
	"github.com/lanewall/lanewall/internal/site"
	"github.com/lanewall/lanewall/internal/toml"
)

// Block is what stands where a document asks for data: one of its fields is set, and none if it asked for
// something that there is not (a diagnostic says so).
type Block struct {
	Value  *Number
	Chart  *ChartBlock
	Cards  []Card
	Table  *FigureTable
	Rows   *RowList
	People *PeopleBlock
}

// blockSpec is the TOML of a block, of any kind.
type blockSpec struct {
	Indicator  toml.At[string]   `toml:"indicator"`
	Indicators []toml.At[string] `toml:"indicators"`
	Ledger     toml.At[string]   `toml:"ledger"`
	Unit       toml.At[string]   `toml:"unit"`
	Period     toml.At[string]   `toml:"period"`
	By         toml.At[string]   `toml:"by"`
	Shape      string            `toml:"shape"`
	Title      i18n.Text         `toml:"title"`
	Where      *toml.Table       `toml:"where"`
	Date       toml.At[string]   `toml:"date"`
	Show       []string          `toml:"show"`
	Rows       int               `toml:"rows"`
	Posts      []string          `toml:"posts"`
}

// block resolves one ref.
func (m *maker) block(from string, ref markdown.Ref, i int, u *site.Unit, p civil.Period) Block {
	if ref.Kind == "value" {
		return Block{Value: m.inline(from, ref, u, p)}
	}
	src, start := blockSource(ref)
	table, problems := toml.ParseSpan(src, start, start+len(ref.Text))
	var spec blockSpec
	if len(problems) == 0 {
		problems = toml.Bind(table, &spec)
	}
	m.problems.Append(problems)
	if problems.Count(diag.Error) > 0 {
		return Block{}
	}
	u, p, ok := m.where(spec, u, p)
	if !ok {
		return Block{}
	}
	b := blockMaker{m, from, ref, fmt.Sprintf("block-%d", i+1), spec, u, p}
	switch ref.Kind {
	case "chart":
		return Block{Chart: b.chart()}
	case "figures":
		return Block{Cards: b.cards()}
	case "table":
		return Block{Table: b.table()}
	case "rows":
		return Block{Rows: b.rows()}
	case "people":
		return Block{People: b.people()}
	}
	m.problems.Add("unknown-block", ref.Pos, ref.Kind, diag.Choice{Given: ref.Kind, Names: []string{"chart", "figures", "table", "rows", "people"}})
	return Block{}
}

// blockSource is where a block's TOML stands. A block inside a list is indented in the file; its text then gets a
// source of its own, under the file's name.
func blockSource(ref markdown.Ref) (*diag.Source, int) {
	src, start := ref.Pos.Source, ref.At(0).Offset
	if bytes.HasPrefix(src.Text[start:], []byte(ref.Text)) {
		return src, start
	}
	return &diag.Source{Name: src.Name, Text: []byte(ref.Text)}, 0
}

// where is the unit and period that a block speaks of.
func (m *maker) where(spec blockSpec, u *site.Unit, p civil.Period) (*site.Unit, civil.Period, bool) {
	if spec.Unit.V != "" {
		if u = m.Site.Units.Resolve(spec.Unit.V); u == nil {
			m.problems.Add("unknown-unit", spec.Unit.Pos, spec.Unit.V, diag.Choice{Given: spec.Unit.V, Names: m.Site.Units.Names()})
			return nil, p, false
		}
	}
	if spec.Period.V != "" {
		parsed, err := civil.ParsePeriod(spec.Period.V)
		if err != nil {
			m.problems.Add("bad-period", spec.Period.Pos, spec.Period.V)
			return nil, p, false
		}
		p = parsed
	}
	return u, p, true
}

// inline resolves “indicator [period]” inside a line. Where the text goes on with the counter word, the number leaves
// it out.
func (m *maker) inline(from string, ref markdown.Ref, u *site.Unit, p civil.Period) *Number {
	id, key, _ := strings.Cut(ref.Text, " ")
	d := m.definition(id, ref.Pos)
	if d == nil {
		return nil
	}
	if key = strings.TrimSpace(key); key != "" {
		parsed, err := civil.ParsePeriod(key)
		if err != nil {
			m.once("bad-period", ref.Pos, key)
			return nil
		}
		p = parsed
	}
	n := m.number(from, m.figure(d, u, p))
	if n.Counter != "" && followedBy(ref, n.Counter) {
		n.Counter = ""
	}
	return &n
}

// figure is an indicator's figure for a period, declared or not; of a stock or a stated indicator the one that the
// period ends with.
func (m *maker) figure(d *indicator.Definition, u *site.Unit, p civil.Period) *indicator.Figure {
	if d.Measure == indicator.Stated {
		var latest *indicator.Figure
		for _, f := range m.Figures.Stated(d.ID) {
			if f.Unit == u && f.Period.Last <= p.AsOf(m.Site.Horizon) {
				latest = f
			}
		}
		return latest
	}
	m.Figures.Need(d.ID, p)
	return m.Figures.Of(d.ID, u, p)
}

// followedBy tells whether a word stands right after an inline value.
func followedBy(ref markdown.Ref, word string) bool {
	rest := ref.Pos.Source.Text[min(ref.Pos.Offset+len(ref.Text), len(ref.Pos.Source.Text)):]
	return bytes.HasPrefix(bytes.TrimLeft(rest, "` "), []byte(word))
}

// blockMaker makes the block of one ref.
type blockMaker struct {
	*maker
	from   string
	ref    markdown.Ref
	id     string
	spec   blockSpec
	unit   *site.Unit
	period civil.Period
}

func (b *blockMaker) definitions() []*indicator.Definition {
	ids := b.spec.Indicators
	if b.spec.Indicator.V != "" {
		ids = append([]toml.At[string]{b.spec.Indicator}, ids...)
	}
	if len(ids) == 0 {
		b.problems.Add("missing-key", b.ref.Pos, "indicator")
	}
	var definitions []*indicator.Definition
	for _, id := range ids {
		if d := b.definition(id.V, id.Pos); d != nil {
			definitions = append(definitions, d)
		}
	}
	return definitions
}

func (b *blockMaker) by() string {
	if b.spec.By.V == "" {
		return "month"
	}
	return b.spec.By.V
}

func (b *blockMaker) chart() *ChartBlock {
	definitions := b.definitions()
	title := b.text(b.spec.Title)
	if title == "" && len(definitions) > 0 {
		title = b.text(definitions[0].Title)
	}
	pos := b.spec.By.Pos
	if pos.Source == nil {
		pos = b.ref.Pos
	}
	return b.maker.chart(b.from, chartSpec{id: b.id, title: title, indicators: definitions, by: b.by(), shape: b.spec.Shape, unit: b.unit, period: b.period, pos: pos})
}

func (b *blockMaker) cards() []Card {
	var cards []Card
	for _, d := range b.definitions() {
		f := b.figure(d, b.unit, b.period)
		card := Card{Name: b.text(d.Title), Number: b.number(b.from, f)}
		if d.Measure != indicator.Stated {
			card = b.card(b.from, d, b.unit, b.period)
		}
		cards = append(cards, card)
	}
	return cards
}

// table is one indicator a column, by month or by unit.
func (b *blockMaker) table() *FigureTable {
	definitions := b.definitions()
	if len(definitions) == 0 {
		return nil
	}
	t := &FigureTable{ID: b.id, Title: b.text(b.spec.Title), Note: b.Words.Say("chart-scope", "Unit", b.unit.Name, "Period", b.Words.Period(b.period))}
	if t.Title == "" {
		t.Title = b.text(definitions[0].Title)
	}
	head := b.Words.Say("month-head")
	switch b.by() {
	case "month":
		for _, p := range b.chartMonths(chartSpec{indicators: definitions, unit: b.unit, period: b.period}) {
			t.Rows = append(t.Rows, FigureRow{Name: b.Words.Month(p), Cells: b.cells(definitions, b.unit, p)})
		}
	case "unit":
		head = b.Words.Say("unit-head")
		for _, u := range b.parts(b.unit, definitions[0]) {
			t.Rows = append(t.Rows, FigureRow{Name: u.Name, Href: relative(b.from, unitPath(u)), Cells: b.cells(definitions, u, b.period)})
		}
	default:
		b.problems.Add("unknown-value", b.spec.By.Pos, b.by(), diag.Choice{Given: b.by(), Names: []string{"month", "unit"}})
		return nil
	}
	t.Rows = append(t.Rows, FigureRow{Name: b.Words.Say("total"), Total: true, Cells: b.cells(definitions, b.unit, b.period)})
	t.Head = append([]string{head}, b.heads(definitions)...)
	return t
}

func (b *blockMaker) heads(definitions []*indicator.Definition) []string {
	var heads []string
	for _, d := range definitions {
		title := b.text(d.Title)
		if counter := d.CounterIn(b.lang); counter != "" {
			title = b.Words.Say("with-unit", "Title", title, "Unit", counter)
		}
		heads = append(heads, title)
	}
	return heads
}

// cells is one figure a cell; a rate carries its n/N.
func (b *blockMaker) cells(definitions []*indicator.Definition, u *site.Unit, p civil.Period) []string {
	var cells []string
	for _, d := range definitions {
		n := b.number(b.from, b.figure(d, u, p))
		text := n.Text
		if n.Absent != "" {
			text = n.Absent
		}
		if n.Ratio != "" {
			text = strings.TrimSpace(n.Whole() + b.Words.Say("bracketed", "Text", n.Ratio))
		}
		cells = append(cells, text)
	}
	return cells
}

func (b *blockMaker) rows() *RowList {
	list, ok := b.boardRows(b.from, site.BoardList{Title: b.spec.Title, Ledger: b.spec.Ledger.V, Where: b.spec.Where, Date: b.spec.Date.V,
		Show: b.spec.Show, Rows: b.spec.Rows, Pos: b.ref.Pos}, b.unit, b.period)
	if !ok {
		return nil
	}
	return &list
}

func (b *blockMaker) people() *PeopleBlock {
	wanted := func(post string) bool {
		for _, p := range b.spec.Posts {
			if p == post {
				return true
			}
		}
		return len(b.spec.Posts) == 0
	}
	return &PeopleBlock{Title: b.text(b.spec.Title), People: b.contacts(b.unit, wanted, b.spec.Rows)}
}
