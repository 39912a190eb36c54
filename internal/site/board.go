package site

import (
	"slices"

	"github.com/lanewall/lanewall/internal/civil"
	"github.com/lanewall/lanewall/internal/diag"
	"github.com/lanewall/lanewall/internal/i18n"
	"github.com/lanewall/lanewall/internal/toml"
)

// Board is what the boards of one kind of period show.
type Board struct {
	Period  toml.At[string]    `toml:"period"` // week, month, quarter or year; month
	Levels  []toml.At[string]  `toml:"levels"` // units of which levels have one; the highest
	Title   i18n.Text          `toml:"title"`
	Summary toml.At[i18n.Text] `toml:"summary"` // Markdown with inline figures
	Figures []toml.At[string]  `toml:"figures"` // indicators

	NextIssue i18n.Text `toml:"next_issue"` // when the next one comes, in words; without it the site's

	Open     []Block `toml:"open"`
	Lists    []Block `toml:"list"`
	Tables   []Block `toml:"table"`
	Progress []Block `toml:"progress"`
	Strips   []Block `toml:"strip"`
	Charts   []Block `toml:"chart"`
	Dates    []Block `toml:"dates"`
	People   []Block `toml:"people"`

	Pos diag.Pos `toml:"@"`
}

// Block asks for data: on a board a table such as [[board.chart]], in a page a fenced block. Which keys say anything
// depends on the kind of block.
type Block struct {
	Title      i18n.Text         `toml:"title"`
	Indicator  toml.At[string]   `toml:"indicator"`
	Indicators []toml.At[string] `toml:"indicators"`
	By         toml.At[string]   `toml:"by"`    // a kind of period, unit, indicator, or the name of a split
	Shape      string            `toml:"shape"` // of a chart: bar, line, stacked, horizontal; of rows: table, list
	Ledger     toml.At[string]   `toml:"ledger"`
	Ledgers    []toml.At[string] `toml:"ledgers"`
	Row        toml.At[string]   `toml:"row"`    // the id of one
	Column     toml.At[string]   `toml:"column"` // whose words are counted or shown
	Where      *toml.Table       `toml:"where"`  // as the filters of an indicator
	Date       toml.At[string]   `toml:"date"`   // rows whose date lies in the period, "" the ledger's own date, "any" all that stand at its end
	Show       []string          `toml:"show"`   // columns; without it the ledger's own
	Rows       int               `toml:"rows"`   // how many at the most
	Empty      i18n.Text         `toml:"empty"`  // what stands there when there are none
	Posts      []string          `toml:"posts"`  // of people
	Above      bool              `toml:"above"`  // people of the units above, too
	Below      bool              `toml:"below"`  // and of those below
	Kinds      []string          `toml:"kinds"`  // of bodies
	Level      toml.At[string]   `toml:"level"`  // of units
	Days       int               `toml:"days"`   // how far ahead
	Events     []toml.At[string] `toml:"events"` // none are all
	Unit       toml.At[string]   `toml:"unit"`   // instead of the page's
	Period     toml.At[string]   `toml:"period"`

	Pos diag.Pos `toml:"@"`
}

// Event is a day that comes again (邻里服务日).
type Event struct {
	ID    toml.At[string] `toml:"id,required"`
	Title i18n.Text       `toml:"title,required"`
	When  toml.At[string] `toml:"when,required"` // 每月第一个工作周一
	Time  i18n.Text       `toml:"time"`
	Place i18n.Text       `toml:"place"`
	Note  i18n.Text       `toml:"note"`
	To    string          `toml:"to"` // a page of the site
	Pos   diag.Pos        `toml:"@"`

	Rule civil.Recurrence
}

// Kind is the kind of the board's periods.
func (b *Board) Kind() civil.Kind {
	kind, err := civil.ParseKind(b.Period.V)
	if err != nil {
		return civil.Month
	}
	return kind
}

// At tells whether the units of a level have the board.
func (b *Board) At(level string) bool {
	return slices.ContainsFunc(b.Levels, func(l toml.At[string]) bool { return l.V == level })
}

var boardPeriods = []string{"week", "month", "quarter", "year"}

// boards checks what boards are for, and that there are no two for the same periods, which would have one address.
func (l *loader) boards(c *Config) {
	if len(c.Boards) == 0 {
		c.Boards = []Board{{}}
	}
	seen := map[civil.Kind]bool{}
	for i := range c.Boards {
		b := &c.Boards[i]
		if word := b.Period; word.V != "" && !slices.Contains(boardPeriods, word.V) {
			l.problems.Add("unknown-value", word.Pos, word.V, diag.Choice{Given: word.V, Names: boardPeriods})
		}
		if len(b.Levels) == 0 && len(c.Levels) > 0 {
			b.Levels = []toml.At[string]{{V: c.Levels[0].ID}}
		}
		for _, level := range b.Levels {
			if c.Level(level.V) == nil {
				l.problems.Add("unknown-value", level.Pos, level.V, diag.Choice{Given: level.V, Names: c.LevelIDs()})
			}
		}
		if seen[b.Kind()] {
			l.problems.Add("second-board", b.Pos, b.Kind().String())
		}
		seen[b.Kind()] = true
	}
}

func (l *loader) events(c *Config) {
	seen := map[string]bool{}
	for i := range c.Events {
		e := &c.Events[i]
		rule, err := civil.ParseRecurrence(e.When.V)
		if err != nil {
			l.problems.Add("bad-recurrence", e.When.Pos, e.When.V)
		}
		e.Rule = rule
		if seen[e.ID.V] {
			l.problems.Add("second-event", e.ID.Pos, e.ID.V)
		}
		seen[e.ID.V] = true
	}
}
