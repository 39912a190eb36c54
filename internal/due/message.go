package due

import (
	"fmt"
	"slices"
	"sort"
	"strings"
	"unicode/utf8"

	"github.com/lanewall/lanewall/internal/civil"
	"github.com/lanewall/lanewall/internal/diag"
	"github.com/lanewall/lanewall/internal/site"
)

// Role is why somebody gets a message.
type Role uint8

const (
	Lead      Role = iota // a body that leads
	Assist                // one that assists
	Person                // a person responsible
	Place                 // a unit, of rows that name no body and no person
	Supervise             // those who follow up what has been overdue for long (督查)
)

// Key is the role as it stands in JSON.
func (r Role) Key() string {
	return [...]string{"lead", "assist", "person", "unit", "supervise"}[r]
}

// Office is who sends, on which day.
type Office struct {
	Name  string
	Phone string // "" if there is none
	Day   civil.Date
	// Long is the number of working days past which what is overdue is passed on for supervision.
	Long int
	Lang diag.Lang
}

// Message is a reminder to one receiver, ready to be pasted. What does not fit into one is split into Parts.
type Message struct {
	To    Party // the zero Party of those who supervise
	Role  Role
	Items int // in this part
	Part  int // from 1
	Parts int
	Text  string
}

// messageLength is how many characters a message may have, unless a line alone has more: what a telephone shows without
// much scrolling. What is longer is split evenly, into parts of two hundred or so. English needs twice as many to say the
// same.
var messageLength = [...]int{diag.Chinese: 300, diag.English: 600}

// Messages writes the reminders: to each body that leads, each that assists, each person responsible, to the unit where
// a row names nobody, and last what is long overdue for supervision. Unnamed is the items that nobody is named for.
func Messages(s *site.Site, items []Item, o Office) (messages []Message, unnamed []Item) {
	for _, role := range []Role{Lead, Assist, Person, Place} {
		for _, g := range receivers(s, items, role) {
			messages = append(messages, o.messages(role, g)...)
		}
	}
	if long := LongOverdue(items, o.Long); len(long) > 0 {
		messages = append(messages, o.messages(Supervise, Group{Items: long})...)
	}
	for _, i := range items {
		if i.Lead == (Party{}) && i.Person == (Party{}) && len(i.Assist) == 0 && i.Unit == nil {
			unnamed = append(unnamed, i)
		}
	}
	return messages, unnamed
}

// LongOverdue is the items that have been overdue for more than so many working days.
func LongOverdue(items []Item, days int) []Item {
	return slices.DeleteFunc(slices.Clone(items), func(i Item) bool { return -i.Left <= days || i.Light != civil.Overdue })
}

// receivers is who gets a message in a role, with the items it is about.
func receivers(s *site.Site, items []Item, role Role) []Group {
	var theirs []Item
	for _, i := range items {
		switch role {
		case Lead, Person:
			theirs = append(theirs, i)
		case Place:
			if i.Lead == (Party{}) && i.Person == (Party{}) && len(i.Assist) == 0 {
				theirs = append(theirs, i)
			}
		case Assist:
			for _, body := range i.Assist {
				assisting := i
				assisting.Lead = body
				theirs = append(theirs, assisting)
			}
		}
	}
	groups := Groups(s, theirs, map[Role]By{Person: ByPerson, Place: ByUnit}[role])
	return slices.DeleteFunc(groups, func(g Group) bool { return g.Holder == (Party{}) })
}

// messages writes what one receiver gets. Lines are never broken in two; a line that is too long by itself is a message.
func (o Office) messages(role Role, g Group) []Message {
	var lines []string
	for n, i := range g.Items {
		lines = append(lines, fmt.Sprintf("%d. %s", n+1, o.line(role, i)))
	}
	head, tail, more := o.opening(role, g), o.closing(role, g), o.more()
	parts := [][]string{lines}
	if length(append([]string{o.tag(role, 1, 1) + head, tail}, lines...)) > messageLength[o.Lang] {
		room := messageLength[o.Lang] - length([]string{o.tag(role, 99, 99) + head, "", more})
		parts = evenly(lines, room, max(0, utf8.RuneCountInString(tail)-utf8.RuneCountInString(more)))
	}
	var messages []Message
	for n, part := range parts {
		text := append([]string{o.tag(role, n+1, len(parts)) + head}, part...)
		if n == len(parts)-1 {
			text = append(text, tail)
		} else {
			text = append(text, more)
		}
		messages = append(messages, Message{To: g.Holder, Role: role, Items: len(part), Part: n + 1, Parts: len(parts), Text: strings.Join(text, "\n")})
	}
	return messages
}

// length is the characters of lines, with the ends between them.
func length(lines []string) int { return utf8.RuneCountInString(strings.Join(lines, "\n")) }

// evenly puts lines into as few parts of so many characters as it can, and makes these alike.
func evenly(lines []string, room, last int) [][]string {
	fewest := len(split(lines, room, last))
	narrow := sort.Search(room, func(width int) bool { return len(split(lines, width, last)) <= fewest })
	return split(lines, narrow, last)
}

// split puts lines into parts of so many characters, leaving room for what follows the last one.
func split(lines []string, room, last int) (parts [][]string) {
	var part []string
	for n, line := range lines {
		fits := room
		if n == len(lines)-1 {
			fits -= last
		}
		if len(part) > 0 && length(append(slices.Clone(part), line)) > fits {
			parts, part = append(parts, part), nil
		}
		part = append(part, line)
	}
	return append(parts, part)
}

func (o Office) say(chinese, english string) string { return [...]string{chinese, english}[o.Lang] }

// tag opens a message: 【催办】, and which part it is of how many.
func (o Office) tag(role Role, part, parts int) string {
	word := o.say("催办", "Reminder")
	if role == Supervise {
		word = o.say("转督查", "For supervision")
	}
	if parts > 1 {
		word += fmt.Sprintf(" %d/%d", part, parts)
	}
	return fmt.Sprintf(o.say("【%s】", "[%s] "), word)
}

// opening says to whom a message is, and what it lists.
func (o Office) opening(role Role, g Group) string {
	n, to := len(g.Items), g.Holder.Name
	over := ""
	switch red := overdue(g.Items); {
	case red == n:
		over = o.say("已超期", ", overdue")
	case red > 0:
		over = fmt.Sprintf(o.say("（其中%d项已超期）", " (%d overdue)"), red)
	}
	switch role {
	case Assist:
		return fmt.Sprintf(o.say("%s：你单位协办的以下%d项%s，请配合承办单位办理。", "%s: please help the lead bodies with %d%s."), to, n, over)
	case Person:
		return fmt.Sprintf(o.say("%s：您负责的以下%d项%s，请抓紧办理。", "%s: you are responsible for %d%s."), to, n, over)
	case Place:
		return fmt.Sprintf(o.say("%s：你处的以下%d项%s，请抓紧办理。", "%s: your area has %d%s."), to, n, over)
	case Supervise:
		return fmt.Sprintf(o.say("截至%s，以下%d项超期超过%d个工作日，请督查跟进。", "As of %s, %d overdue for more than %d working days; please follow up."),
			DayWord(o.Day, o.Day, o.Lang), n, o.Long)
	}
	return fmt.Sprintf(o.say("%s：你单位承办的以下%d项%s，请抓紧办理。", "%s: you lead on %d%s."), to, n, over)
}

// line is one item as its receiver needs it: what, where, by when.
func (o Office) line(role Role, i Item) string {
	line := i.Name(o.Lang)
	if i.Unit != nil && role != Place {
		line += fmt.Sprintf(o.say("（%s）", " (%s)"), i.Unit.Name)
	}
	if role == Supervise && i.Lead != (Party{}) {
		line += fmt.Sprintf(o.say("，%s承办", ", %s"), i.Lead.Name)
	}
	return line + o.say("，", ", ") + o.term(i)
}

// term says by when an item is due and how that stands on the day. A message may be read on another day than it was
// written on, so that “today” stands beside a date.
func (o Office) term(i Item) string {
	due := DayWord(i.Due, o.Day, o.Lang)
	if i.Provisional {
		due += o.say("（暂定）", " (provisional)")
	}
	switch {
	case i.Light == civil.Overdue:
		return fmt.Sprintf(o.say("%s到期，%s", "due %s, %s"), due, i.LeftWord(o.Lang))
	case i.Due == o.Day:
		return fmt.Sprintf(o.say("今天（%s）到期", "due today (%s)"), due)
	case i.When == YellowToday || i.When == YellowWeek:
		return fmt.Sprintf(o.say("%s时限过半，%s到期", "past half its limit on %s, due %s"), DayWord(i.Yellow, o.Day, o.Lang), due)
	}
	return fmt.Sprintf(o.say("%s到期，%s", "due %s, %s"), due, i.LeftWord(o.Lang))
}

// closing asks for what is to come back, and says who writes.
func (o Office) closing(role Role, g Group) string {
	ask := o.asking(role, overdue(g.Items), len(g.Items))
	if o.Phone != "" {
		ask += fmt.Sprintf(o.say("联系电话：%s。", " Telephone: %s."), o.Phone)
	}
	return ask + o.signed()
}

// more ends a part that others follow: that they do, and who writes.
func (o Office) more() string { return o.say("（接下条）", "(continued)") + o.signed() }

func (o Office) signed() string {
	return o.say("", " ") + o.Name + o.say("，", ", ") + DayWord(o.Day, o.Day, o.Lang)
}

// asking is what the receiver is asked for, red of whose n items are overdue.
func (o Office) asking(role Role, red, n int) string {
	switch {
	case role == Supervise:
		return o.say("进展请反馈。", "Please report how they get on.")
	case role == Assist:
		return o.say("协办情况请告知承办单位。", "Please tell the lead bodies how it stands.")
	case red == n:
		return o.say("请尽快办结并反馈进展；已办结的请及时登记。", "Please finish them as soon as you can and report back; register what is done.")
	case red > 0:
		return o.say("未到期的请按期办结，已超期的请尽快办结并反馈进展；已办结的请及时登记。", "Please finish what is not due yet by its day and the rest as soon as you can, and report back; register what is done.")
	}
	return o.say("请在到期前办结并反馈；已办结的请及时登记。", "Please finish them by their day and report back; register what is done.")
}

// overdue is how many of the items are red.
func overdue(items []Item) int {
	n := 0
	for _, i := range items {
		if i.Light == civil.Overdue {
			n++
		}
	}
	return n
}
