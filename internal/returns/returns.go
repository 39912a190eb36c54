// Package returns makes the table that an office sends up to the office above it: 周报表, 月报表, 汇总表.
//
//  1. [Latest] and [BoardOf] find what to report: a period, and the board of the site that speaks of such periods. Its
//     figures and the indicators of its tables are the columns.
//  2. [Make] lays the figures into a workbook: a row for each unit of the level below, one for what belongs to the
//     unit itself (本级), and the unit's own figures of the period (合计), of the one before and of the year so far.
//
// Nothing is added up here: a total is the unit's own figure, as it stands in figures.csv. What has no value says why in
// words; what one has to know of a number stands in the last column of its row.
package returns

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/lanewall/lanewall/internal/civil"
	"github.com/lanewall/lanewall/internal/i18n"
	"github.com/lanewall/lanewall/internal/indicator"
	"github.com/lanewall/lanewall/internal/sheet"
	"github.com/lanewall/lanewall/internal/site"
)

// Request is which table to make.
type Request struct {
	Board  *site.Board
	Unit   *site.Unit
	Period civil.Period
}

// BoardOf is the board for periods of a kind; nil if the site has none.
func BoardOf(s *site.Site, kind civil.Kind) *site.Board {
	for i := range s.Config.Boards {
		if s.Config.Boards[i].Kind() == kind {
			return &s.Config.Boards[i]
		}
	}
	return nil
}

// Latest is the last period of a board that is over, or else the one that is running.
func Latest(s *site.Site, board *site.Board) civil.Period {
	running := board.Kind().Of(s.Horizon)
	if before, ok := running.Previous(); ok && running.Last > s.Horizon {
		return before
	}
	return running
}

// Make lays out the table. Words are those of the site's theme. Figures that nobody has asked for yet are computed.
func Make(s *site.Site, figures *indicator.Figures, words *i18n.Printer, r Request) sheet.Workbook {
	m := &maker{site: s, figures: figures, words: words, Request: r}
	m.definitions = m.chosen()
	m.need()
	title := m.title()
	return sheet.Workbook{Title: title, Author: m.issuer(), Pages: []sheet.Page{m.table(title), m.about()}}
}

// maker makes one table.
type maker struct {
	Request
	site        *site.Site
	figures     *indicator.Figures
	words       *i18n.Printer
	definitions []*indicator.Definition
}

// say picks the words of the site's language.
func (m *maker) say(chinese, english string) string {
	if m.chinese() {
		return chinese
	}
	return english
}

func (m *maker) chinese() bool { return strings.HasPrefix(m.words.Lang, "zh") }

func (m *maker) in(text i18n.Text) string { return text.In(m.words.Lang) }

// issuer is who sends the table: the office of the site for the highest unit, else the unit.
func (m *maker) issuer() string {
	if m.Unit.Parent == nil {
		return m.in(m.site.Config.Issuer)
	}
	return m.Unit.Name
}

// chosen is the indicators of the board, each once: its key figures, then those of its tables.
func (m *maker) chosen() []*indicator.Definition {
	ids := slices.Clone(m.Board.Figures)
	for _, block := range m.Board.Tables {
		ids = append(append(ids, block.Indicator), block.Indicators...)
	}
	var definitions []*indicator.Definition
	for _, id := range ids {
		d := m.figures.Definition(id.V)
		if d != nil && d.At(m.Unit.Level) && !slices.Contains(definitions, d) {
			definitions = append(definitions, d)
		}
	}
	return definitions
}

// line is a row of the table: the figures of a unit, or of what is its own, for a period.
type line struct {
	name   string
	unit   *site.Unit
	period civil.Period
	own    bool
	other  bool // another period than the table's
	toDate bool // the year so far
}

func (m *maker) lines() []line {
	var lines []line
	for _, u := range m.Unit.Children {
		if slices.ContainsFunc(m.definitions, func(d *indicator.Definition) bool { return d.At(u.Level) }) {
			lines = append(lines, line{name: u.Name, unit: u, period: m.Period})
		}
	}
	own := line{name: m.words.Say("own"), unit: m.Unit, period: m.Period, own: true}
	if len(lines) > 0 && slices.ContainsFunc(m.definitions, func(d *indicator.Definition) bool { return m.figure(d, own) != nil }) {
		lines = append(lines, own)
	}
	whole := line{name: m.words.Say("total"), unit: m.Unit, period: m.Period}
	if len(lines) == 0 {
		whole.name = m.Unit.Name
	}
	lines = append(lines, whole)
	for _, p := range m.others() {
		p.name, p.unit, p.other = m.words.Say("total")+m.say("（", " (")+p.name+m.say("）", ")"), m.Unit, true
		lines = append(lines, p)
	}
	return lines
}

// others is the period before and the year so far.
func (m *maker) others() []line {
	var lines []line
	if before, ok := m.Period.Previous(); ok {
		lines = append(lines, line{name: m.words.Say("last-" + m.Period.Kind.String()), period: before})
	}
	if year := m.yearSoFar(); m.Period.Kind != civil.Year && year.First != m.Period.First {
		lines = append(lines, line{name: m.words.Say("to-date-title"), period: year, toDate: true})
	}
	return lines
}

// yearSoFar is the year up to the end of the period.
func (m *maker) yearSoFar() civil.Period {
	if m.Period.Kind != civil.Week {
		return civil.YearToDate.Of(m.Period.Last)
	}
	last := m.Period.AsOf(m.site.Horizon)
	return civil.Between(civil.Year.Of(last).First, last)
}

// need has the figures of all rows computed, an indicator's in one go.
func (m *maker) need() {
	periods := []civil.Period{m.Period}
	for _, l := range m.others() {
		periods = append(periods, l.period)
	}
	for _, d := range m.definitions {
		m.figures.Need(d.ID, periods...)
	}
}

// figure is the figure of a line; nil if there is none.
func (m *maker) figure(d *indicator.Definition, l line) *indicator.Figure {
	key := indicator.Key{Indicator: d.ID, Unit: l.unit, Period: l.period}
	if l.own {
		key.Split, key.Word = indicator.OwnSplit, indicator.OwnValue
	}
	if f := m.figures.Get(key); f != nil || d.Measure != indicator.Stated || l.own || l.other {
		return f
	}
	return m.lastStated(d, l)
}

// lastStated is the latest figure filed for a unit up to the end of the period, as its pages show it.
func (m *maker) lastStated(d *indicator.Definition, l line) *indicator.Figure {
	var latest *indicator.Figure
	for _, f := range m.figures.Stated(d.ID) {
		if f.Unit == l.unit && f.Period.Last <= l.period.AsOf(m.site.Horizon) && (latest == nil || f.Period.Last >= latest.Period.Last) {
			latest = f
		}
	}
	return latest
}

// title is the table's, in the form in which an office calls it: 示例街道2024年8月公开栏月报表.
func (m *maker) title() string {
	title := m.in(m.Board.Title)
	if m.chinese() {
		title = form(title, m.Period.Kind)
	}
	return m.words.Say("board-title", "Unit", m.Unit.Name, "Period", m.words.Period(m.Period), "Title", title)
}

// form turns the title of a board into one of a table: 联勤共治周报 → 联勤共治周报表.
func form(title string, kind civil.Kind) string {
	word := map[civil.Kind]string{civil.Week: "周", civil.Month: "月", civil.Quarter: "季", civil.Year: "年"}[kind] // boards have no other periods
	switch {
	case strings.HasSuffix(title, "表"):
		return title
	case strings.HasSuffix(title, word+"报"):
		return title + "表"
	case strings.Contains(title, word):
		return title + "汇总表"
	}
	return title + word + "报表"
}

// table is the first sheet.
func (m *maker) table(title string) sheet.Page {
	notes := m.say("备注", "Notes")
	page := sheet.Page{Name: m.say("报表", "Return"), Titles: m.head(title), Wide: true, Freeze: 1,
		Columns: []sheet.Column{{Header: m.words.Say("unit-head"), Width: 18}}}
	for _, d := range m.definitions {
		page.Columns = append(page.Columns, sheet.Column{Header: m.header(d), Width: 11, Format: sheet.Figure})
	}
	last := sheet.Column{Header: notes, Width: 10}
	for _, l := range m.lines() {
		row := m.row(l)
		if row[len(row)-1].Text != "" {
			last.Width = 36
		}
		page.Rows = append(page.Rows, row)
	}
	page.Columns = append(page.Columns, last)
	for i := range m.definitions {
		c := &page.Columns[i+1]
		c.Width = min(max(c.Width, float64(sheet.Breadth(c.Header)+2)), 20)
		for _, row := range page.Rows {
			c.Width = min(max(c.Width, float64(sheet.Breadth(row[i+1].Text)+2)), 26)
		}
	}
	return page
}

// head is the lines above the table: what it is, whose, until when, who answers for it, and what one has to know.
func (m *maker) head(title string) []string {
	lines := []string{title,
		m.say("填报单位：", "Office: ") + m.issuer() + m.say("　　报告期：", "    Period: ") + m.words.Period(m.Period) +
			m.say("　　数据截至：", "    Data until: ") + m.words.Date(m.Period.AsOf(m.site.Horizon)),
		m.say("填报人：＿＿＿＿＿＿　　审核人：＿＿＿＿＿＿　　填报日期：＿＿＿＿年＿＿月＿＿日", "Filled in by: ____________    Checked by: ____________    Date: ____________"),
	}
	for _, text := range []i18n.Text{m.site.Config.Notice, m.site.Config.DataNote} {
		if !text.Empty() {
			lines = append(lines, m.in(text))
		}
	}
	return append(lines, m.explained()...)
}

// explained is how to read the table.
func (m *maker) explained() []string {
	lines := []string{m.say("合计按台账统计，不由各行相加；各项指标怎么算，见“指标说明”。", "Totals are counted over the ledgers, not added up from the rows; what is counted how stands on the sheet “Indicators”.")}
	if m.Period.Last > m.site.Horizon {
		lines = append(lines, m.say("报告期未结束，各数为暂定，以后会变。", "The period is not over: all figures are provisional."))
	}
	return lines
}

// header is an indicator with the unit of its values.
func (m *maker) header(d *indicator.Definition) string {
	title := m.in(d.Title)
	if counter := d.CounterIn(m.words.Lang); counter != "" {
		return m.words.Say("with-unit", "Title", title, "Unit", counter)
	}
	return title
}

func (m *maker) row(l line) []sheet.Cell {
	row := []sheet.Cell{{Kind: sheet.Text, Text: l.name}}
	var notes []string
	for _, d := range m.definitions {
		v := m.value(d, l)
		row = append(row, v.cell)
		if v.note != "" {
			notes = append(notes, m.in(d.Title)+m.say("：", ": ")+v.note)
		}
	}
	return append(row, sheet.Cell{Kind: sheet.Text, Text: strings.Join(notes, m.say("；", "; "))})
}

// about is the sheet that says what the indicators mean.
func (m *maker) about() sheet.Page {
	page := sheet.Page{Name: m.say("指标说明", "Indicators"), Titles: append([]string{m.say("指标说明", "Indicators")}, m.legend()...), Wide: true,
		Columns: []sheet.Column{
			{Header: m.words.Say("indicator-head"), Width: 22}, {Header: m.say("计量单位", "Unit"), Width: 10}, {Header: m.say("口径", "Definition"), Width: 60},
			{Header: m.say("版本", "Version"), Width: 10}, {Header: m.say("来自", "From"), Width: 18}, {Header: m.say("说明", "Note"), Width: 36}}}
	for _, d := range m.definitions {
		from := m.words.Say("stated")
		if d.Ledger != nil {
			from = m.in(d.Ledger.Kind.Title)
		} else if d.Measure != indicator.Stated {
			from = m.say("其他指标", "other indicators")
		}
		unit := cmp.Or(d.CounterIn(m.words.Lang), map[bool]string{true: "%"}[d.Percent()])
		var row []sheet.Cell
		for _, text := range []string{m.in(d.Title), unit, m.in(d.Meaning), m.words.Say("version", "Version", d.Version), from, m.in(d.Note)} {
			row = append(row, sheet.Cell{Kind: sheet.Text, Text: text})
		}
		page.Rows = append(page.Rows, row)
	}
	return page
}

// legend says what stands where there is no number.
func (m *maker) legend() []string {
	lines := []string{
		m.words.Say("own") + m.say("：登记在本单位名下、不属于下级哪一个单位的。", ": of the unit itself, and of none below it."),
		m.words.Say("not-filed") + m.say("：没有报来，不是0；不计入合计。", ": nobody has reported; this is not 0, and in no total."),
		m.words.Say("low-number") + m.say(fmt.Sprintf("：不足%d件的不算比率，只列件数。", m.site.Config.SmallestN), fmt.Sprintf(": fewer than %d are too few for a rate; the numbers stand alone.", m.site.Config.SmallestN)),
		none + m.say("：不按这一级或这个期间统计。", ": not counted for this level or period."),
	}
	if !m.site.Config.Notice.Empty() {
		lines = append([]string{m.in(m.site.Config.Notice)}, lines...)
	}
	return lines
}
