package plan

import (
	"cmp"
	"slices"

	"github.com/lanewall/lanewall/internal/civil"
	"github.com/lanewall/lanewall/internal/ledger"
)

// Timeline is what happened to one row, in order.
type Timeline struct {
	Title string
	Row   Link // where it is listed
	Steps []TimelineStep
}

// TimelineStep is a day and what happened on it. Detail is what a step of several levels says besides.
type TimelineStep struct {
	Date, ISO, Text, Detail string
	day                     civil.Date
	order                   int
}

// timeline tells a row by its public dates and its public steps.
func (b *blockMaker) timeline() *Timeline {
	t := b.ledger()
	if t == nil || b.lacks("row", b.spec.Row) {
		return nil
	}
	row := t.Find(b.spec.Row.V)
	if row < 0 {
		b.once("unknown-row", b.spec.Row.Pos, b.spec.Row.V, t.Name)
		return nil
	}
	line := &Timeline{Title: b.text(b.spec.Title), Row: Link{b.Words.Say("row-link", "Ledger", b.text(t.Kind.Title), "ID", id(t, row)), b.rowHref(b.from, t, row)}}
	line.Steps = append(b.happened(t, row), b.tried(t, row)...)
	slices.SortStableFunc(line.Steps, func(a, b TimelineStep) int {
		return cmp.Or(cmp.Compare(a.day, b.day), cmp.Compare(a.order, b.order))
	})
	return line
}

// happened is the row's dates up to the horizon.
func (b *blockMaker) happened(t *ledger.Table, row int) []TimelineStep {
	var steps []TimelineStep
	for _, f := range t.Kind.Fields {
		c := t.Column(f.Name)
		if c == nil || c.Class != ledger.Public || c.Type != ledger.Date {
			continue
		}
		if d := c.Date(row, b.Site.Horizon); d != civil.None && d <= b.Site.Horizon {
			steps = append(steps, b.step(d, b.text(f.Title), "", len(steps)))
		}
	}
	return steps
}

func (b *blockMaker) step(d civil.Date, text, detail string, order int) TimelineStep {
	return TimelineStep{Date: b.Words.Date(d), ISO: d.String(), Text: text, Detail: detail, day: d, order: order}
}

// tried is the steps of each field of steps: the words that are no dates, at the day each began.
func (b *blockMaker) tried(t *ledger.Table, row int) []TimelineStep {
	var steps []TimelineStep
	for _, f := range t.Kind.Fields {
		if f.Type != ledger.Steps || f.Class != ledger.Public {
			continue
		}
		begun := t.Column(f.Name + ".from")
		if begun == nil {
			continue
		}
		for i, code := range begun.Codes(row, b.Site.Horizon) {
			d, err := civil.ParseDate(begun.Word(code))
			if err == nil && d <= b.Site.Horizon {
				text, detail := b.stepWords(t, f, row, i)
				steps = append(steps, b.step(d, text, detail, len(t.Kind.Fields)+i))
			}
		}
	}
	return steps
}

// stepWords is what a step says besides its first day: first what it is, then all else.
func (b *blockMaker) stepWords(t *ledger.Table, f ledger.Field, row, i int) (text, detail string) {
	var rest []string
	for _, key := range f.Values {
		c := t.Column(f.Name + "." + key)
		codes := c.Codes(row, b.Site.Horizon)
		if key == "from" || i >= len(codes) || codes[i] == 0 {
			continue
		}
		word := c.Word(codes[i])
		if body := b.Site.Bodies.Find(word); body >= 0 {
			word = cmp.Or(b.cellWord(b.Site.Bodies, "name", body), word)
		} else if d, err := civil.ParseDate(word); err == nil {
			word = b.Words.Say("step-until", "Date", b.Words.Date(d))
		} else if title := b.text(c.Title); text != "" && title != b.text(f.Title) {
			word = b.Words.Say("step-detail", "Title", title, "Text", word)
		}
		if text == "" {
			text = word
			continue
		}
		rest = append(rest, word)
	}
	return text, b.Words.List(rest)
}
