package feed

import (
	"bytes"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/lanewall/lanewall/internal/civil"
	"github.com/lanewall/lanewall/internal/plan"
)

// calendar writes days as iCalendar. Each is an event of its own. Times are given in UTC, which needs no table of a zone
// and is the same moment everywhere.
func (w writer) calendar(a *plan.Almanac) []byte {
	notice := w.Site.Config.Notice.In(w.Site.Config.Language)
	var c contentLines
	c.line("BEGIN", "VCALENDAR")
	c.line("VERSION", "2.0")
	c.text("PRODID", "-//lanewall//"+w.Site.Config.ID+"//ZH")
	c.line("CALSCALE", "GREGORIAN")
	c.line("METHOD", "PUBLISH")
	c.text("X-WR-CALNAME", a.Title) // what phones show
	c.text("NAME", a.Title)         // RFC 7986
	if notice != "" {
		c.text("X-WR-CALDESC", notice)
		c.text("DESCRIPTION", notice)
	}
	c.line("REFRESH-INTERVAL;VALUE=DURATION", "P1D")
	for _, day := range a.Days {
		w.event(&c, day)
	}
	c.line("END", "VCALENDAR")
	return c.Bytes()
}

func (w writer) event(c *contentLines, d plan.AlmanacDay) {
	c.line("BEGIN", "VEVENT")
	c.text("UID", d.Event+"-"+d.Day.String()+"@"+w.Site.Config.ID)
	c.line("DTSTAMP", utc(w.midnight(w.Site.Horizon)))
	w.when(c, d)
	title := d.Title
	if d.Provisional {
		title += w.Words.Say("almanac-provisional")
		c.line("STATUS", "TENTATIVE")
	} else {
		c.line("STATUS", "CONFIRMED")
	}
	c.text("SUMMARY", title)
	if d.Place != "" {
		c.text("LOCATION", d.Place)
	}
	if words := w.description(d); words != "" {
		c.text("DESCRIPTION", words)
	}
	if address := w.Address(d.Page); d.Page != "" && address != "" {
		c.line("URL", address)
	}
	c.line("TRANSP", "TRANSPARENT") // nobody is busy because the office has a day
	c.line("END", "VEVENT")
}

// when is the day, or the hours if they are known.
func (w writer) when(c *contentLines, d plan.AlmanacDay) {
	if d.From == plan.AllDay {
		c.line("DTSTART;VALUE=DATE", basic(d.Day))
		c.line("DTEND;VALUE=DATE", basic(d.Day+1))
		return
	}
	c.line("DTSTART", utc(w.at(d.Day, d.From)))
	if d.To > d.From {
		c.line("DTEND", utc(w.at(d.Day, d.To)))
	}
}

func (w writer) at(d civil.Date, clock plan.Clock) time.Time {
	year, month, day := d.YMD()
	return time.Date(year, time.Month(month), day, 0, int(clock), 0, 0, w.zone)
}

func (w writer) description(d plan.AlmanacDay) string {
	var words []string
	if d.Time != "" {
		words = append(words, w.Words.Say("almanac-time", "Time", d.Time))
	}
	if d.Note != "" {
		words = append(words, d.Note)
	}
	if d.Provisional {
		words = append(words, w.Words.Say("almanac-may-move"))
	}
	return strings.Join(words, "\n")
}

func basic(d civil.Date) string { return strings.ReplaceAll(d.String(), "-", "") }

func utc(t time.Time) string { return t.UTC().Format("20060102T150405Z") }

// contentLines are lines of iCalendar: CRLF, none longer than 75 octets, none cut within a character.
type contentLines struct{ bytes.Buffer }

const lineOctets = 75

// line adds a property whose value is written as it is.
func (c *contentLines) line(name, value string) {
	rest := name + ":" + value
	for room := lineOctets; len(rest) > room; room = lineOctets - 1 { // a line that goes on begins with a space
		cut := room
		for !utf8.RuneStart(rest[cut]) {
			cut--
		}
		c.WriteString(rest[:cut] + "\r\n ")
		rest = rest[cut:]
	}
	c.WriteString(rest + "\r\n")
}

var escapes = strings.NewReplacer(`\`, `\\`, ";", `\;`, ",", `\,`, "\r\n", `\n`, "\n", `\n`, "\r", `\n`)

// text adds a property whose value is words. What controls a terminal has no place in it.
func (c *contentLines) text(name, words string) {
	c.line(name, strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && r != '\t' {
			return -1
		}
		return r
	}, escapes.Replace(words)))
}
