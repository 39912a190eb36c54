package cli

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/lanewall/lanewall/internal/civil"
	"github.com/lanewall/lanewall/internal/due"
)

// printMessages prints the reminders one below the other, ready to be copied.
func (a *app) printMessages(out io.Writer, c *chase) {
	for i, m := range c.messages {
		if i > 0 {
			fmt.Fprintln(out)
		}
		fmt.Fprintln(out, m.Text)
	}
	if len(c.messages) == 0 && len(c.unnamed) == 0 {
		fmt.Fprintln(out, a.say("今天和本周没有要催办的。", "Nothing is due today or this week."))
	}
}

// printDue prints how much each has to do, and then what.
func (a *app) printDue(out io.Writer, c *chase) {
	monday, sunday := due.Week(c.day)
	fmt.Fprintf(out, a.say("%s（%s），本周%s至%s\n", "%s (%s), week of %s to %s\n"), due.FullDay(c.day, a.lang), a.weekday(c.day),
		due.DayWord(monday, c.day, a.lang), due.DayWord(sunday, c.day, a.lang))
	if len(c.items) == 0 {
		fmt.Fprintln(out, a.say("今天和本周没有要催办的。", "Nothing is due today or this week."))
		return
	}
	groups := due.Groups(c.site, c.items, c.by)
	fmt.Fprintln(out)
	printTable(out, "  ", a.dueCounts(c, groups))
	for _, when := range due.Whens {
		if rows := a.dueRows(c, groups, when); len(rows) > 1 {
			fmt.Fprintf(out, a.say("\n%s（%d项）\n", "\n%s (%d)\n"), when.Word(a.lang), len(rows)-1)
			printTable(out, "  ", rows)
		}
	}
	if long := due.LongOverdue(c.items, c.long); len(long) > 0 {
		fmt.Fprintf(out, a.say("\n转督查（超期超过%d个工作日，%d项）\n", "\nFor supervision (overdue for more than %d working days, %d)\n"), c.long, len(long))
		for _, i := range long {
			_, nobody := a.holderWord(due.ByBody)
			fmt.Fprintln(out, "  "+strings.Join([]string{i.Name(a.lang), cmp.Or(i.Lead.Name, nobody), i.LeftWord(a.lang)}, a.say("，", ", ")))
		}
	}
}

func (a *app) weekday(d civil.Date) string {
	n := int(d.Weekday())
	return a.say("星期"+string([]rune("日一二三四五六")[n]), d.Weekday().String())
}

// holderWord heads the column of holders; nobody is what stands there where the ledger does not say.
func (a *app) holderWord(by due.By) (title, nobody string) {
	switch by {
	case due.ByPerson:
		return a.say("责任人", "Person"), a.say("未写责任人", "(nobody named)")
	case due.ByUnit:
		return a.say("辖区", "Unit"), a.say("未写辖区", "(no unit)")
	}
	return a.say("承办单位", "Body"), a.say("未写单位", "(no body)")
}

// dueCounts is how much of what each holder has.
func (a *app) dueCounts(c *chase, groups []due.Group) [][]string {
	title, nobody := a.holderWord(c.by)
	head := []string{title}
	for _, when := range due.Whens {
		head = append(head, when.Word(a.lang))
	}
	rows := [][]string{append(head, a.say("共", "All"))}
	for _, g := range groups {
		counts := map[due.When]int{}
		for _, i := range g.Items {
			counts[i.When]++
		}
		row := []string{cmp.Or(g.Holder.Name, nobody)}
		for _, when := range due.Whens {
			row = append(row, fmt.Sprint(counts[when]))
		}
		rows = append(rows, append(row, fmt.Sprint(len(g.Items))))
	}
	return rows
}

// titleShown is the columns of a title that are shown in a terminal.
const titleShown = 32

// dueRows is the items listed for a reason, below their heads.
func (a *app) dueRows(c *chase, groups []due.Group, when due.When) [][]string {
	title, nobody := a.holderWord(c.by)
	rows := [][]string{{title, a.say("编号", "Id"), a.say("事由", "Title"), a.say("辖区", "Unit"), a.say("承办单位", "Body"), a.say("协办", "Assisting"), a.say("责任人", "Person"),
		a.say("收到", "Received"), a.say("转黄", "Yellow"), a.say("到期", "Due"), a.say("还剩", "Left")}}
	for _, g := range groups {
		for _, i := range g.Items {
			if i.When == when {
				cells := a.dueCells(i)
				rows = append(rows, append([]string{cmp.Or(g.Holder.Name, nobody)}, cells...))
			}
		}
	}
	drop := []int{map[due.By]int{due.ByUnit: 3, due.ByBody: 4, due.ByPerson: 6}[c.by]}
	if when != due.YellowToday && when != due.YellowWeek {
		drop = append(drop, 8)
	}
	return without(rows, drop)
}

// dueCells is an item as it is listed, without its holder.
func (a *app) dueCells(i due.Item) []string {
	unit := ""
	if i.Unit != nil {
		unit = i.Unit.Name
	}
	what := i.What(a.lang)
	if columns(what) > titleShown {
		what = clip(what, titleShown-2) + "…"
	}
	deadline := i.Due.String()
	if i.Provisional {
		deadline += a.say("（暂定）", " (provisional)")
	}
	return []string{i.IDWord(a.lang), what, unit, i.Lead.Name, i.Assisting(a.lang), i.Person.Name, i.Received.String(), i.Yellow.String(), deadline, i.LeftWord(a.lang)}
}

// without leaves out columns, and those that are empty in every row.
func without(rows [][]string, drop []int) [][]string {
	kept := make([][]string, len(rows))
	for i := range rows[0] {
		filled := slices.ContainsFunc(rows[1:], func(row []string) bool { return row[i] != "" })
		if slices.Contains(drop, i) || !filled && len(rows) > 1 {
			continue
		}
		for n, row := range rows {
			kept[n] = append(kept[n], row[i])
		}
	}
	return kept
}

// dueNotes says what the reader has to know beside the list.
func (a *app) dueNotes(c *chase, f dueFlags) {
	if a.json {
		return
	}
	if c.later > 0 {
		fmt.Fprintf(a.err, a.say("有%d本台账里有%s之后的记录，没有算在内。\n", "Ledgers with rows dated after %[2]s, which are left out: %[1]d\n"), c.later, due.FullDay(c.day, a.lang))
	}
	if newest := due.Newest(c.site, c.day); newest != civil.None && c.day-newest > 7 {
		fmt.Fprintf(a.err, a.say("台账最近一条记录是%s的；先把之后收到的、办结的登记好，再催办。\n", "The latest row in the ledgers is of %s; enter what has come in and been closed since, then remind.\n"), due.FullDay(newest, a.lang))
	}
	if len(c.unnamed) > 0 {
		fmt.Fprintf(a.err, a.say("有%d项没有写承办单位、责任人和辖区，没有写消息；补上后再运行一次。\n", "%d name no body, person or unit and have no message; add one and run this again.\n"), len(c.unnamed))
	}
}

// dueResult is what --json gives.
type dueResult struct {
	On       string       `json:"on"`
	Monday   string       `json:"monday"` // of its week
	Sunday   string       `json:"sunday"`
	Items    []dueItem    `json:"items"`
	Messages []dueMessage `json:"messages"`
	Files    []string     `json:"files,omitempty"` // that were written
}

// dueItem is an item; what is not public of it is left out.
type dueItem struct {
	Ledger      string   `json:"ledger"`
	ID          string   `json:"id,omitempty"`
	Row         int      `json:"row"` // in the ledger, from 1
	Title       string   `json:"title,omitempty"`
	Step        string   `json:"step,omitempty"`
	Unit        string   `json:"unit,omitempty"`
	Lead        string   `json:"lead,omitempty"` // ids
	Assist      []string `json:"assist,omitempty"`
	Person      string   `json:"person,omitempty"`
	Received    string   `json:"received,omitempty"`
	Yellow      string   `json:"yellow,omitempty"`
	Due         string   `json:"due"`
	Provisional bool     `json:"provisional,omitempty"`
	Light       string   `json:"light"` // normal, half, overdue
	When        string   `json:"when"`  // overdue, today, yellow-today, yellow-week, due-week
	Left        int      `json:"working_days_left"`
	Long        bool     `json:"supervise,omitempty"`
}

type dueMessage struct {
	To    string `json:"to,omitempty"` // the id
	Name  string `json:"name,omitempty"`
	Role  string `json:"role"` // lead, assist, person, unit, supervise
	Part  int    `json:"part"`
	Parts int    `json:"parts"`
	Text  string `json:"text"`
}

func (a *app) dueResult(c *chase, files []string) dueResult {
	monday, sunday := due.Week(c.day)
	result := dueResult{On: c.day.String(), Monday: monday.String(), Sunday: sunday.String(), Items: []dueItem{}, Messages: []dueMessage{}, Files: files}
	for _, i := range c.items {
		item := dueItem{Ledger: i.Table.Name, ID: i.ID, Row: i.Row + 1, Title: i.Title, Step: i.Step, Unit: i.Holder(due.ByUnit).ID, Lead: i.Lead.ID, Person: i.Person.ID,
			Received: i.Received.String(), Yellow: i.Yellow.String(), Due: i.Due.String(), Provisional: i.Provisional, Light: i.Light.String(), When: i.When.Key(),
			Left: i.Left, Long: len(due.LongOverdue([]due.Item{i}, c.long)) > 0}
		for _, p := range i.Assist {
			item.Assist = append(item.Assist, p.ID)
		}
		result.Items = append(result.Items, item)
	}
	for _, m := range c.messages {
		result.Messages = append(result.Messages, dueMessage{m.To.ID, m.To.Name, m.Role.Key(), m.Part, m.Parts, m.Text})
	}
	return result
}
