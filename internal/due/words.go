package due

import (
	"fmt"
	"strings"

	"github.com/lanewall/lanewall/internal/civil"
	"github.com/lanewall/lanewall/internal/diag"
)

var whenWords = [...][2]string{
	Overdue:     {"已经超期", "Overdue"},
	Today:       {"今天到期或转红", "Due or turning red today"},
	YellowToday: {"今天转黄", "Turning yellow today"},
	YellowWeek:  {"本周内转黄", "Turning yellow this week"},
	DueWeek:     {"本周内到期", "Due this week"},
}

// Word is the heading of what is listed for a reason.
func (w When) Word(lang diag.Lang) string { return whenWords[w][lang] }

// Key is the reason as it stands in JSON.
func (w When) Key() string {
	return [...]string{"overdue", "today", "yellow-today", "yellow-week", "due-week"}[w]
}

// DayWord is a day as it is called on another: 9月3日, with its year if that is another one; 3 Sep in English. It is ""
// of None.
func DayWord(d, on civil.Date, lang diag.Lang) string {
	if d == civil.None {
		return ""
	}
	y, m, day := d.YMD()
	if this, _, _ := on.YMD(); this == y {
		if lang == diag.Chinese {
			return fmt.Sprintf("%d月%d日", m, day)
		}
		return fmt.Sprintf("%d %s", day, months[m-1])
	}
	return FullDay(d, lang)
}

// FullDay is a day with its year.
func FullDay(d civil.Date, lang diag.Lang) string {
	y, m, day := d.YMD()
	if lang == diag.Chinese {
		return fmt.Sprintf("%d年%d月%d日", y, m, day)
	}
	return fmt.Sprintf("%d %s %d", day, months[m-1], y)
}

var months = strings.Fields("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec")

// LeftWord is how much of the limit is left or over: 还剩2个工作日, 今天到期, 超期3个工作日. Of what is over by days off
// only, it says no number.
func (i Item) LeftWord(lang diag.Lang) string {
	words := func(chinese, english string) string { return [...]string{chinese, english}[lang] }
	switch {
	case i.Left == 0 && i.Light == civil.Overdue:
		return words("已超期", "overdue")
	case i.Left == 0:
		return words("今天到期", "due today")
	case i.Left < 0:
		return fmt.Sprintf(words("超期%d个工作日", "over by %s"), days(-i.Left, lang))
	}
	return fmt.Sprintf(words("还剩%d个工作日", "%s left"), days(i.Left, lang))
}

// days is a number of working days: in Chinese the number alone, its counter stands in the sentence.
func days(n int, lang diag.Lang) any {
	switch {
	case lang == diag.Chinese:
		return n
	case n == 1:
		return "1 working day"
	}
	return fmt.Sprintf("%d working days", n)
}

// Name is what an item is called: its id and title, and the step it is at.
func (i Item) Name(lang diag.Lang) string {
	if i.ID == "" && i.Title == "" {
		return i.Ledger(lang) + [...]string{"", ", "}[lang] + i.IDWord(lang) + i.step(lang)
	}
	if i.Title == "" {
		return i.Ledger(lang) + " " + i.ID + i.step(lang)
	}
	return i.IDWord(lang) + " " + i.What(lang)
}

// IDWord is the id of an item; of one whose id is not public its place in the ledger.
func (i Item) IDWord(lang diag.Lang) string {
	if i.ID != "" {
		return i.ID
	}
	return fmt.Sprintf([...]string{"第%d条", "row %d"}[lang], i.Row+1)
}

// What is what an item is about: its title or, if that is not public, what its ledger is called, and the step it is at.
func (i Item) What(lang diag.Lang) string {
	if i.Title == "" {
		return i.Ledger(lang) + i.step(lang)
	}
	return i.Title + i.step(lang)
}

// Ledger is what the ledger of an item is called.
func (i Item) Ledger(lang diag.Lang) string {
	return i.Table.Kind.Title.In([...]string{diag.Chinese: "zh-Hans", diag.English: "en"}[lang])
}

func (i Item) step(lang diag.Lang) string {
	if i.Step == "" {
		return ""
	}
	return fmt.Sprintf([...]string{"（%s一级）", " (at %s)"}[lang], i.Step)
}

// Assisting is the names of the bodies that assist.
func (i Item) Assisting(lang diag.Lang) string {
	var names []string
	for _, p := range i.Assist {
		names = append(names, p.Name)
	}
	return strings.Join(names, [...]string{"、", ", "}[lang])
}
