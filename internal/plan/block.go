package plan

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/lanewall/lanewall/internal/civil"
	"github.com/lanewall/lanewall/internal/diag"
	"github.com/lanewall/lanewall/internal/indicator"
	"github.com/lanewall/lanewall/internal/ledger"
	"github.com/lanewall/lanewall/internal/markdown"
	"github.com/lanewall/lanewall/internal/site"
	"github.com/lanewall/lanewall/internal/toml"
)

// Block is what stands where a document asks for data: one of its fields is set, and none if it asked for
// something that there is not (a diagnostic says so).
type Block struct {
	Value    *Number
	Chart    *ChartBlock
	Cards    []Card
	Table    *FigureTable
	Rows     *RowList
	People   *PeopleBlock
	Bodies   *BodyBlock
	Open     *OpenRows
	Strip    *Strip
	Progress *Progress
	Dates    *Dates
	Timeline *Timeline
	Units    *UnitLinks
}

// block resolves one ref.
func (m *maker) block(from string, ref markdown.Ref, i int, u *site.Unit, p civil.Period) Block {
	if ref.Kind == "value" {
		return Block{Value: m.inline(from, ref, u, p)}
	}
	spec, ok := m.blockSpec(ref)
	if !ok {
		return Block{}
	}
	if u, p, ok = m.where(spec, u, p); !ok {
		return Block{}
	}
	b := blockMaker{maker: m, from: from, id: fmt.Sprintf("block-%d", i+1), spec: spec, unit: u, period: p}
	return b.make(ref.Kind)
}

// make makes a block of a kind that documents may ask for.
func (b *blockMaker) make(kind string) Block {
	switch kind {
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
	case "bodies":
		return Block{Bodies: b.bodies()}
	case "open":
		return Block{Open: b.open()}
	case "strip":
		return Block{Strip: b.strip()}
	case "progress":
		return Block{Progress: b.progress()}
	case "dates":
		return Block{Dates: b.dates()}
	case "timeline":
		return Block{Timeline: b.timeline()}
	}
	return Block{Units: b.units()}
}

// blockSpec reads what a block of a document says.
func (m *maker) blockSpec(ref markdown.Ref) (site.Block, bool) {
	src, start, end := m.blockSource(ref)
	table, problems := toml.ParseSpan(src, start, end)
	var spec site.Block
	if len(problems) == 0 {
		problems = toml.Bind(table, &spec)
	}
	for _, d := range problems {
		m.once(d.Code, d.Pos, d.Args...)
	}
	spec.Pos = ref.Pos
	return spec, problems.Count(diag.Error) == 0 && m.sound(spec)
}

// sound reports numbers that no block can do anything with.
func (m *maker) sound(spec site.Block) bool {
	if spec.Rows < 0 || spec.Days < 0 {
		m.once("bad-value", spec.Pos, "rows = 10, days = 31")
		return false
	}
	return true
}

// blockSource is where a block's TOML stands. A block inside a list or a quotation has marks before its lines, which
// are no TOML: it is read from a copy of the file that has spaces there, so that every place is that of the file. The
// copy is made once, since sheets of many units ask for the same block.
func (m *maker) blockSource(ref markdown.Ref) (src *diag.Source, start, end int) {
	src, start = ref.Pos.Source, ref.At(0).Offset
	if bytes.HasPrefix(src.Text[start:], []byte(ref.Text)) {
		return src, start, start + len(ref.Text)
	}
	end = ref.At(len(ref.Text)-1).Offset + 1
	if m.all.unmarked[ref.Pos] == nil {
		text := slices.Clone(src.Text)
		for i := start; i < end; i++ {
			text[i] = ' '
		}
		for i := range len(ref.Text) {
			text[ref.At(i).Offset] = ref.Text[i]
		}
		m.all.unmarked[ref.Pos] = &diag.Source{Name: src.Name, Text: text}
	}
	return m.all.unmarked[ref.Pos], start, end
}

// where is the unit and period that a block speaks of.
func (m *maker) where(spec site.Block, u *site.Unit, p civil.Period) (*site.Unit, civil.Period, bool) {
	if spec.Unit.V != "" {
		if u = m.Site.Units.Resolve(spec.Unit.V); u == nil {
			m.once("unknown-unit", spec.Unit.Pos, spec.Unit.V, diag.Choice{Given: spec.Unit.V, Names: m.Site.Units.Names()})
			return nil, p, false
		}
	}
	p, ok := m.period(spec.Period.V, spec.Period.Pos, p)
	return u, p, ok
}

// period reads a period as a page asks for it: by its key, or by its kind for the one that the horizon lies in. No
// word is the period given.
func (m *maker) period(word string, pos diag.Pos, p civil.Period) (civil.Period, bool) {
	if word == "" {
		return p, true
	}
	if kind, err := civil.ParseKind(word); err == nil && kind != civil.Range {
		return kind.Of(m.Site.Horizon), true
	}
	parsed, err := civil.ParsePeriod(word)
	if err != nil {
		m.once("bad-period", pos, word)
		return p, false
	}
	return parsed, true
}

// inline resolves “indicator [period]” inside a line. Where the text goes on with the counter word, the number leaves
// it out.
func (m *maker) inline(from string, ref markdown.Ref, u *site.Unit, p civil.Period) *Number {
	id, key, _ := strings.Cut(ref.Text, " ")
	d := m.definition(id, ref.Pos)
	if d == nil {
		return nil
	}
	p, ok := m.period(strings.TrimSpace(key), ref.Pos, p)
	if !ok {
		return nil
	}
	n := m.number(from, m.figure(d, u, p))
	if word := strings.TrimSpace(n.Counter); word != "" && followedBy(ref, word) {
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
			if f.Unit == u && f.Period.Last <= p.AsOf(m.Site.Horizon) && (latest == nil || f.Period.Last >= latest.Period.Last) {
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

// blockMaker makes one block, of a board or of a page.
type blockMaker struct {
	*maker
	from   string // the path of the page it stands on
	id     string // of the block in that page
	spec   site.Block
	unit   *site.Unit
	period civil.Period
	folds  bool // on a board a long list of open rows is folded; where it is asked for by name it is not
}

// lacks reports a key that the block cannot do without.
func (b *blockMaker) lacks(key string, value toml.At[string]) bool {
	if value.V == "" {
		b.once("missing-key", b.spec.Pos, key)
	}
	return value.V == ""
}

// ledger is the ledger that the block names; nil, with a problem, if there is none.
func (b *blockMaker) ledger() *ledger.Table {
	if b.lacks("ledger", b.spec.Ledger) {
		return nil
	}
	return b.maker.ledger(b.spec.Ledger.V, b.spec.Ledger.Pos)
}

// choose says whether a word is one of those that a key takes.
func (b *blockMaker) choose(word toml.At[string], names []string) bool {
	if !slices.Contains(names, word.V) {
		b.once("unknown-value", word.Pos, word.V, diag.Choice{Given: word.V, Names: names})
		return false
	}
	return true
}

func (b *blockMaker) title(otherwise string) string {
	if title := b.text(b.spec.Title); title != "" {
		return title
	}
	return otherwise
}

// definitions are the indicators that the block names.
func (b *blockMaker) definitions() []*indicator.Definition {
	ids := b.spec.Indicators
	if b.spec.Indicator.V != "" {
		ids = append([]toml.At[string]{b.spec.Indicator}, ids...)
	}
	if len(ids) == 0 {
		b.once("missing-key", b.spec.Pos, "indicator")
	}
	var definitions []*indicator.Definition
	for _, id := range ids {
		if d := b.definition(id.V, id.Pos); d != nil {
			definitions = append(definitions, d)
		}
	}
	return definitions
}

func (b *blockMaker) cards() []Card {
	var cards []Card
	for _, d := range b.definitions() {
		if d.Measure == indicator.Stated {
			cards = append(cards, Card{Name: b.text(d.Title), Number: b.number(b.from, b.figure(d, b.unit, b.period))})
			continue
		}
		b.Figures.Need(d.ID, b.period)
		cards = append(cards, b.card(b.from, d, b.unit, b.period))
	}
	return cards
}

func (b *blockMaker) people() *PeopleBlock {
	wanted := func(post string) bool { return len(b.spec.Posts) == 0 || slices.Contains(b.spec.Posts, post) }
	block := &PeopleBlock{Title: b.text(b.spec.Title), People: b.contacts(b.unit, wanted, b.spec.Rows)}
	if len(b.spec.Posts) > 0 {
		slices.SortStableFunc(block.People, func(x, y Contact) int {
			return cmp.Compare(slices.Index(b.spec.Posts, x.Post), slices.Index(b.spec.Posts, y.Post))
		})
	}
	var others []*site.Unit
	for u := b.unit.Parent; b.spec.Above && u != nil; u = u.Parent {
		others = append(others, u)
	}
	if b.spec.Below {
		others = append(others, slices.DeleteFunc(slices.Clone(b.Site.Units.All), func(u *site.Unit) bool { return u == b.unit || !u.Under(b.unit) })...)
	}
	for _, u := range others {
		for _, c := range b.contacts(u, wanted, b.spec.Rows) {
			c.Post = u.Name + " · " + c.Post
			block.People = append(block.People, c)
		}
	}
	return block
}

// bodies lists bodies with their phones.
func (b *blockMaker) bodies() *BodyBlock {
	block := &BodyBlock{Title: b.text(b.spec.Title)}
	for _, group := range b.maker.bodies(b.unit) {
		if len(b.spec.Kinds) == 0 || slices.Contains(b.spec.Kinds, group.kind) {
			block.Bodies = append(block.Bodies, group.Bodies...)
		}
	}
	return block
}

// units links the units of a level below.
func (b *blockMaker) units() *UnitLinks {
	links := &UnitLinks{Title: b.text(b.spec.Title)}
	for _, u := range b.below() {
		links.Units = append(links.Units, b.unitLink(b.from, u))
	}
	return links
}

// below is the units of the block's level under its unit, or those right below it.
func (b *blockMaker) below() []*site.Unit {
	if b.spec.Level.V == "" {
		return b.unit.Children
	}
	if !b.choose(b.spec.Level, b.Site.Config.LevelIDs()) {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(b.Site.Units.At(b.spec.Level.V)), func(u *site.Unit) bool { return !u.Under(b.unit) })
}
