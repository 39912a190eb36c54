package due

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/lanewall/lanewall/internal/sheet"
	"github.com/lanewall/lanewall/internal/site"
)

// Workbook is the office file of what is due: a sheet with everything, then one for each holder, which prints on A4 as
// a form to be signed for and sent back (催办单). Mark is printed at the head of every page.
func Workbook(s *site.Site, items []Item, by By, o Office, mark string) sheet.Workbook {
	listed := slices.Clone(items)
	slices.SortStableFunc(listed, func(a, b Item) int { return cmp.Compare(a.When, b.When) })
	monday, sunday := Week(o.Day)
	title := o.say("催办一览", "What is due")
	week := fmt.Sprintf(o.say("%s，本周%s至%s", "%s, week of %s to %s"), FullDay(o.Day, o.Lang), DayWord(monday, o.Day, o.Lang), DayWord(sunday, o.Day, o.Lang))
	w := sheet.Workbook{Title: title, Author: o.Name}
	w.Pages = append(w.Pages, sheet.Page{Name: o.say("一览", "All"), Titles: []string{title, o.Name + o.say("，", ", ") + week + o.say("，", "; ") + o.counts(items)},
		Columns: o.columns(overviewColumns), Rows: o.rows(overviewColumns, listed), Wide: true, Mark: mark})
	groups := Groups(s, items, by)
	for _, g := range groups {
		w.Pages = append(w.Pages, o.form(g, mark))
	}
	if by == ByBody {
		for _, g := range receivers(s, items, Assist) {
			w.Pages = append(w.Pages, o.assisting(g, mark))
		}
	}
	if long := LongOverdue(items, o.Long); len(long) > 0 {
		w.Pages = append(w.Pages, sheet.Page{Name: o.say("转督查", "For supervision"), Columns: o.columns(overviewColumns), Rows: o.rows(overviewColumns, long), Wide: true, Mark: mark,
			Titles: []string{o.say("转督查", "For supervision"), fmt.Sprintf(o.say("截至%s，以下%d项超期超过%d个工作日。", "As of %s these %d have been overdue for more than %d working days."), FullDay(o.Day, o.Lang), len(long), o.Long)}})
	}
	return w
}

// counts says how many items are listed for each reason.
func (o Office) counts(items []Item) string {
	var counts []string
	for _, when := range Whens {
		n := 0
		for _, i := range items {
			if i.When == when {
				n++
			}
		}
		counts = append(counts, fmt.Sprintf(o.say("%s%d项", "%s %d"), when.Word(o.Lang), n))
	}
	return strings.Join(counts, o.say("，", ", "))
}

// form is the sheet of what one holder leads or is responsible for.
func (o Office) form(g Group, mark string) sheet.Page {
	name := g.Holder.Name
	if name == "" {
		name = o.say("未写明", "Nobody named")
	}
	return o.page(name, name+o.say("：", ": ")+o.asking(Lead, overdue(g.Items), len(g.Items)), g.Items, mark)
}

// assisting is the sheet of what a body assists with.
func (o Office) assisting(g Group, mark string) sheet.Page {
	name := g.Holder.Name
	return o.page(name+o.say("（协办）", " (assisting)"), name+o.say("：以下由你单位协办。", ": you assist with these. ")+o.asking(Assist, 0, len(g.Items)), g.Items, mark)
}

func (o Office) page(name, ask string, items []Item, mark string) sheet.Page {
	from := o.Name + o.say("，", ", ") + FullDay(o.Day, o.Lang)
	if o.Phone != "" {
		from += fmt.Sprintf(o.say("，联系电话%s", ", telephone %s"), o.Phone)
	}
	signed := o.say("签收人：____________　签收日期：____________", "Received by: ____________  on: ____________")
	return sheet.Page{Name: name, Titles: []string{o.say("催办单", "Reminder"), from, ask, signed}, Columns: o.columns(formColumns), Rows: o.rows(formColumns, items), Wide: true, Mark: mark}
}

// column is a column of a sheet.
type column struct {
	title [2]string
	width float64
	form  sheet.Format
	cell  func(o Office, i Item) sheet.Cell
}

var (
	idColumn       = column{[2]string{"编号", "Id"}, 16, sheet.Words, func(o Office, i Item) sheet.Cell { return sheet.TextCell(i.IDWord(o.Lang)) }}
	titleColumn    = column{[2]string{"事由", "Title"}, 36, sheet.Words, func(o Office, i Item) sheet.Cell { return sheet.TextCell(i.What(o.Lang)) }}
	unitColumn     = column{[2]string{"辖区", "Unit"}, 14, sheet.Words, func(_ Office, i Item) sheet.Cell { return sheet.TextCell(i.Holder(ByUnit).Name) }}
	whenColumn     = column{[2]string{"情况", "State"}, 16, sheet.Words, func(o Office, i Item) sheet.Cell { return sheet.TextCell(i.When.Word(o.Lang)) }}
	leadColumn     = column{[2]string{"承办单位", "Lead"}, 18, sheet.Words, func(_ Office, i Item) sheet.Cell { return sheet.TextCell(i.Lead.Name) }}
	assistColumn   = column{[2]string{"协办单位", "Assisting"}, 18, sheet.Words, func(o Office, i Item) sheet.Cell { return sheet.TextCell(i.Assisting(o.Lang)) }}
	personColumn   = column{[2]string{"责任人", "Person"}, 12, sheet.Words, func(_ Office, i Item) sheet.Cell { return sheet.TextCell(i.Person.Name) }}
	receivedColumn = column{[2]string{"收到", "Received"}, 12, sheet.Day, func(_ Office, i Item) sheet.Cell { return sheet.DayCell(i.Received) }}
	yellowColumn   = column{[2]string{"转黄", "Yellow"}, 12, sheet.Day, func(_ Office, i Item) sheet.Cell { return sheet.DayCell(i.Yellow) }}
	dueColumn      = column{[2]string{"到期", "Due"}, 12, sheet.Day, func(_ Office, i Item) sheet.Cell { return sheet.DayCell(i.Due) }}
	leftColumn     = column{[2]string{"还剩", "Left"}, 18, sheet.Words, func(o Office, i Item) sheet.Cell { return sheet.TextCell(i.LeftWord(o.Lang)) }}
	answerColumn   = column{[2]string{"反馈", "Answer"}, 30, sheet.Words, func(Office, Item) sheet.Cell { return sheet.Cell{} }}

	overviewColumns = []column{whenColumn, idColumn, titleColumn, unitColumn, leadColumn, assistColumn, personColumn, receivedColumn, yellowColumn, dueColumn, leftColumn}
	formColumns     = []column{idColumn, titleColumn, unitColumn, personColumn, dueColumn, leftColumn, answerColumn}
)

func (o Office) columns(columns []column) (heads []sheet.Column) {
	for _, c := range columns {
		heads = append(heads, sheet.Column{Header: c.title[o.Lang], Width: c.width, Format: c.form})
	}
	return heads
}

func (o Office) rows(columns []column, items []Item) (rows [][]sheet.Cell) {
	for _, i := range items {
		var row []sheet.Cell
		for _, c := range columns {
			row = append(row, c.cell(o, i))
		}
		rows = append(rows, row)
	}
	return rows
}
