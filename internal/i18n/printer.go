// Package i18n puts things into words: texts that a site gives in several languages ([Text]), the messages of a
// theme, and dates, periods and numbers as an office writes them ([Printer]).
package i18n

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/BurntSushi/toml"
	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"

	"github.com/lanewall/lanewall/internal/civil"
	"github.com/lanewall/lanewall/internal/stat"
)

// Printer writes one language.
type Printer struct {
	Lang      string // a BCP 47 tag: zh-Hans
	localizer *i18n.Localizer
	known     map[string]bool // messages of any language
	own       map[string]bool // and of this
	plural    map[string]bool // messages that read differently of one thing
	fixed     sync.Map        // messages that take no arguments, by id: templates ask for them over and over
}

// NewPrinter makes a printer of a theme's messages: the TOML text of each language's files, by tag. What a later file
// says again replaces what an earlier one said. An error is a fault in a message file.
func NewPrinter(lang string, messages map[string][][]byte) (*Printer, error) {
	bundle := i18n.NewBundle(language.MustParse("zh-Hans"))
	bundle.RegisterUnmarshalFunc("toml", toml.Unmarshal)
	p := &Printer{Lang: lang, known: map[string]bool{}, own: map[string]bool{}, plural: map[string]bool{}}
	for tag, texts := range messages {
		for _, text := range texts {
			file, err := bundle.ParseMessageFileBytes(text, tag+".toml")
			if err != nil {
				return nil, fmt.Errorf("messages/%s.toml: %w", tag, err)
			}
			for _, m := range file.Messages {
				p.known[m.ID] = true
				if tag == lang {
					p.own[m.ID] = true
					p.plural[m.ID] = m.One != ""
				}
			}
		}
	}
	p.localizer = i18n.NewLocalizer(bundle, Chain(lang, "zh-Hans")...)
	return p, nil
}

// Has tells whether any language has the message.
func (p *Printer) Has(id string) bool { return p.known[id] }

// Own tells whether the printer's language has the message.
func (p *Printer) Own(id string) bool { return p.own[id] }

// Lacking is the messages that other languages have and this one has not, in order.
func (p *Printer) Lacking() []string {
	var ids []string
	for _, id := range slices.Sorted(maps.Keys(p.known)) {
		if !p.own[id] {
			ids = append(ids, id)
		}
	}
	return ids
}

// IDs lists the messages of any language.
func (p *Printer) IDs() []string { return slices.Sorted(maps.Keys(p.known)) }

// T gives a message; args are names and values in turn. A message that is not there is an error, so that no page shows
// a key to a reader.
func (p *Printer) T(id string, args ...any) (string, error) {
	if len(args) == 0 {
		return p.fixedMessage(id)
	}
	data := map[string]any{}
	for i := 0; i+1 < len(args); i += 2 {
		data[fmt.Sprint(args[i])] = args[i+1]
	}
	config := &i18n.LocalizeConfig{MessageID: id, TemplateData: data}
	if p.plural[id] {
		config.PluralCount = countOf(data)
	}
	return p.localize(config)
}

// countOf is how many things a message speaks of: its Count, its Total, its Days or its Number, as a number or written with commas.
func countOf(data map[string]any) string {
	for _, name := range []string{"Count", "Total", "Days", "Number"} {
		if n, ok := data[name]; ok {
			return strings.ReplaceAll(fmt.Sprint(n), ",", "")
		}
	}
	return "0"
}

// localize gives a message in the first language that has it. The library calls it an error to find one in the default
// language only.
func (p *Printer) localize(config *i18n.LocalizeConfig) (string, error) {
	s, err := p.localizer.Localize(config)
	if missing := (*i18n.MessageNotFoundErr)(nil); errors.As(err, &missing) && p.known[config.MessageID] && s != "" {
		return s, nil
	}
	return s, err
}

func (p *Printer) fixedMessage(id string) (string, error) {
	if s, ok := p.fixed.Load(id); ok {
		return s.(string), nil
	}
	s, err := p.localize(&i18n.LocalizeConfig{MessageID: id})
	if err == nil {
		p.fixed.Store(id, s)
	}
	return s, err
}

// Say is [Printer.T] for messages that the program itself asks for: it panics where one is missing, which a test of
// the theme excludes.
func (p *Printer) Say(id string, args ...any) string {
	s, err := p.T(id, args...)
	if err != nil {
		panic(err)
	}
	return s
}

// Date gives a day in full: 2024年8月31日.
func (p *Printer) Date(d civil.Date) string {
	if d == civil.None {
		return ""
	}
	year, month, day := d.YMD()
	return p.Say("date", "Year", year, "Month", month, "Day", day)
}

// Day gives a day within its year: 8月31日.
func (p *Printer) Day(d civil.Date) string {
	if d == civil.None {
		return ""
	}
	_, month, day := d.YMD()
	return p.Say("day", "Month", month, "Day", day)
}

// Period names a period: 2024年8月, 2024年第三季度, 2024年1月至8月.
func (p *Printer) Period(period civil.Period) string {
	year, month, _ := period.Last.YMD()
	switch period.Kind {
	case civil.Year:
		return p.Say("period-year", "Year", year)
	case civil.Quarter:
		return p.Say("period-quarter", "Year", year, "Quarter", (month+2)/3)
	case civil.Month:
		return p.Say("period-month", "Year", year, "Month", month)
	case civil.Week:
		year, week := period.First.ISOWeek()
		return p.Say("period-week", "Year", year, "Week", week, "From", p.Day(period.First), "To", p.Day(period.Last))
	case civil.YearToDate:
		if month == 1 {
			return p.Period(civil.Month.Of(period.Last))
		}
		return p.Say("period-ytd", "Year", year, "Month", month)
	case civil.All:
		return p.Say("period-all", "Year", year, "Month", month)
	}
	return p.span(period.First, period.Last)
}

// span is a range of days, of whole months where it is that.
func (p *Printer) span(first, last civil.Date) string {
	year, month, _ := first.YMD()
	lastYear, lastMonth, _ := last.YMD()
	whole := civil.Month.Of(first).First == first && civil.Month.Of(last).Last == last
	switch {
	case first == last:
		return p.Date(first)
	case whole && year == lastYear && month == lastMonth:
		return p.Say("period-month", "Year", year, "Month", month)
	case whole && year == lastYear:
		return p.Say("period-months", "Year", year, "Month", month, "LastMonth", lastMonth)
	case year == lastYear:
		return p.Say("period-days-of-year", "Year", year, "From", p.Day(first), "To", p.Day(last))
	}
	return p.Say("period-days", "From", p.Date(first), "To", p.Date(last))
}

// Month names a month without its year: 8月.
func (p *Printer) Month(period civil.Period) string {
	_, month, _ := period.Last.YMD()
	return p.Say("month", "Month", month)
}

// Heading names a period in a heading, where a week goes without its days: 2024年第35周.
func (p *Printer) Heading(period civil.Period) string {
	if period.Kind != civil.Week {
		return p.Period(period)
	}
	year, week := period.First.ISOWeek()
	return p.Say("heading-week", "Year", year, "Week", week)
}

// Short names a period beside others of its kind: 8月, 第35周, 二季度, 2024年.
func (p *Printer) Short(period civil.Period) string {
	_, month, _ := period.Last.YMD()
	switch period.Kind {
	case civil.Month:
		return p.Month(period)
	case civil.Week:
		_, week := period.First.ISOWeek()
		return p.Say("week", "Week", week)
	case civil.Quarter:
		return p.Say("quarter", "Quarter", (month+2)/3)
	}
	return p.Period(period)
}

// Weekday names the day of the week: 星期一.
func (p *Printer) Weekday(d civil.Date) string {
	return p.Say("weekday", "Day", int(d.Weekday()))
}

// Recurrence says on which days something comes again: every Thursday (or the next working day).
func (p *Printer) Recurrence(r civil.Recurrence) string {
	said := r.Said()
	var days []string
	for _, day := range said.On {
		days = append(days, p.Say("weekday", "Day", int(day)))
	}
	date := ""
	if said.Month > 0 {
		date = p.Say("day", "Month", said.Month, "Day", said.Day)
	}
	every := map[civil.Kind]string{civil.Week: "week", civil.Month: "month", civil.Quarter: "quarter", civil.Year: "year"}[said.Every]
	return p.Say("recurs", "Every", every, "Date", date, "Day", said.Day, "Nth", said.Nth, "Days", p.List(days), "Working", said.Working, "Moved", said.Moved)
}

// Number groups thousands: 10,431.
func (p *Printer) Number(d stat.Decimal) string { return d.Group() }

// Count is a number with its counter word.
func (p *Printer) Count(d stat.Decimal, counter string) string {
	return d.Group() + p.Counter(counter)
}

// Counter is a counter word as it stands behind a number: after a space but in Chinese.
func (p *Printer) Counter(word string) string {
	if word == "" || strings.HasPrefix(p.Lang, "zh") {
		return word
	}
	return " " + word
}

// Bracketed puts words behind others, in the brackets of their language.
func Bracketed(lang, text, inside string) string {
	if strings.HasPrefix(lang, "zh") {
		return text + "（" + inside + "）"
	}
	return text + " (" + inside + ")"
}

// List joins items: 甲里、乙里、丙里.
func (p *Printer) List(items []string) string {
	return strings.Join(slices.DeleteFunc(slices.Clone(items), func(s string) bool { return s == "" }), p.Say("list-comma"))
}
