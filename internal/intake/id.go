package intake

import (
	"cmp"
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/lanewall/lanewall/internal/civil"
	"github.com/lanewall/lanewall/internal/ledger"
)

// NextID is the id that follows those of the ledger and of more, in their own pattern. The numbers may begin again with
// the year, the month or the day of the row's date, where that stands in the ids:
//
//	C-2024-0597         C-2024-0598, in January C-2025-0001
//	2024-09-0173        2024-09-0174, in October 2024-10-0001
//	GD20240903012       GD20240903013, the next day GD20240904001
//	p-9                 p-10
//
// A ledger without a pattern gets one: C-2024-0001, or C-001 where rows have no date.
//
// The table has to hold all rows, those to come as well, or an id is given twice: read the site with a horizon at the
// end of time. For many rows make [Numbers] once.
func NextID(t *ledger.Table, date civil.Date, more []Record) string {
	n := NewNumbers(t, nil)
	for _, r := range more {
		if id, ok := r.Get("id").(string); ok {
			n.Take(id)
		}
	}
	return n.Next(date)
}

// Numbers gives rows their ids, one after the other.
type Numbers struct {
	form  form
	width int  // of a number, zeros in front included; 0 is none
	first form // of rows that lack the date that the form has
	ids   []string
	last  map[string]int64 // the highest number so far, by what stands before it
}

// recentRows is how far to look back for the pattern: an office that has changed it goes on with the new one.
const recentRows = 200

// NewNumbers takes the pattern from the last rows of a ledger, or from those of them that like accepts; nil accepts all.
func NewNumbers(t *ledger.Table, like func(row int) bool) *Numbers {
	n := &Numbers{last: map[string]int64{}}
	ids := t.Column("id")
	if ids == nil {
		n.form, n.width = firstForm(t)
		return n
	}
	n.ids = ids.Words()
	dates := t.Column(t.Kind.Date)
	votes := map[form]int{}
	for row, seen := t.N-1, 0; row >= 0 && seen < recentRows; row-- {
		if like != nil && !like(row) {
			continue
		}
		date := civil.None
		if dates != nil {
			date = dates.Date(row, math.MaxInt32)
		}
		for _, f := range formsOf(t.ID(row), date) {
			votes[f]++
		}
		seen++
	}
	n.first, n.width = firstForm(t)
	if n.form = n.first; len(votes) > 0 {
		n.form = elected(votes)
		n.width = n.form.width(n.ids)
	}
	return n
}

// Take keeps an id from being given.
func (n *Numbers) Take(id string) {
	n.ids = append(slices.Clip(n.ids), id)
	clear(n.last)
}

// Next is the next id for a row of that date; civil.None if rows have none.
func (n *Numbers) Next(date civil.Date) string {
	f := n.form
	if date == civil.None && f.layout != "" {
		f = n.first.undated()
	}
	before := f.lead + stamp(f.layout, date) + f.gap
	highest, ok := n.last[before]
	if !ok {
		for _, id := range n.ids {
			highest = max(highest, numberIn(id, before, f.tail))
		}
	}
	n.last[before] = highest + 1
	return fmt.Sprintf("%s%0*d%s", before, n.width, highest+1, f.tail)
}

// numberIn is the number that stands in an id between two texts; 0 if there is none.
func numberIn(id, before, after string) int64 {
	text, begins := strings.CutPrefix(id, before)
	text, ends := strings.CutSuffix(text, after)
	if !begins || !ends || !isNumber(text) {
		return 0
	}
	number, _ := strconv.ParseInt(text, 10, 64)
	return number
}

// isNumber is true of up to 18 digits, which fit an int64 and leave room for the next.
func isNumber(text string) bool {
	return text != "" && len(text) <= 18 && strings.Trim(text, "0123456789") == ""
}

// form is the pattern of an id: lead, the row's date in a layout, gap, the number, tail.
type form struct{ lead, layout, gap, tail string }

// layouts are the ways in which a date stands in an id, the most exact first. As many digits as there are make the date:
// 06 must stand alone.
var layouts = []string{"20060102", "2006-01-02", "060102", "200601", "2006-01", "0601", "2006", "06", ""}

// stamp is a date in a layout.
func stamp(layout string, date civil.Date) string {
	if layout == "" {
		return ""
	}
	y, m, d := date.YMD()
	return strings.NewReplacer("2006", fmt.Sprintf("%04d", y), "06", fmt.Sprintf("%02d", y%100),
		"01", fmt.Sprintf("%02d", m), "02", fmt.Sprintf("%02d", d)).Replace(layout)
}

// formsOf is every pattern that an id of a row of that date may follow. The number is its last digits.
func formsOf(id string, date civil.Date) []form {
	to := strings.LastIndexAny(id, "0123456789") + 1
	from := len(strings.TrimRight(id[:to], "0123456789"))
	if from == to {
		return nil
	}
	var forms []form
	for _, layout := range layouts {
		switch {
		case layout == "" && isNumber(id[from:to]):
			forms = append(forms, form{lead: id[:from], tail: id[to:]})
		case layout == "" || date == civil.None:
		default:
			if f, ok := dated(id, layout, stamp(layout, date), from, to); ok {
				forms = append(forms, f)
			}
		}
	}
	return forms
}

// dated is the form of an id with a date in it: before its last digits, which are from..to, or at their beginning.
func dated(id, layout, stamp string, from, to int) (form, bool) {
	if number, ok := strings.CutPrefix(id[from:to], stamp); ok && len(stamp) > 2 && isNumber(number) {
		return form{id[:from], layout, "", id[to:]}, true
	}
	for at := 0; at < from; at++ {
		end := at + len(stamp)
		if strings.HasPrefix(id[at:from], stamp) && !digitAt(id, at-1) && !digitAt(id, end) && isNumber(id[from:to]) {
			return form{id[:at], layout, id[end:from], id[to:]}, true
		}
	}
	return form{}, false
}

func digitAt(text string, i int) bool {
	return 0 <= i && i < len(text) && '0' <= text[i] && text[i] <= '9'
}

// elected is the form that most rows follow; of several the one with the most exact date.
func elected(votes map[form]int) form {
	return slices.MaxFunc(slices.Collect(maps.Keys(votes)), func(a, b form) int {
		return cmp.Or(cmp.Compare(votes[a], votes[b]), -cmp.Compare(slices.Index(layouts, a.layout), slices.Index(layouts, b.layout)),
			cmp.Compare(fmt.Sprint(a), fmt.Sprint(b)))
	})
}

// width is how long the numbers of a form are made by zeros in front: 4 of 0597; 0 if they are not.
func (f form) width(ids []string) int {
	width := 0
	from := len(f.lead) + len(f.layout) + len(f.gap)
	for _, id := range ids {
		if to := len(id) - len(f.tail); from < to && strings.HasPrefix(id, f.lead) && strings.HasSuffix(id, f.tail) && id[from] == '0' && isNumber(id[from:to]) {
			width = max(width, to-from)
		}
	}
	return width
}

// firstForm is the pattern of a ledger without one, and how long its numbers are: the first letter of its name, and the
// year if its rows have a date.
func firstForm(t *ledger.Table) (form, int) {
	letter := "r"
	if i := strings.IndexFunc(t.Name, func(r rune) bool { return 'a' <= r && r <= 'z' }); i >= 0 {
		letter = t.Name[i : i+1]
	}
	if f := t.Kind.Field("id"); f != nil && f.Type == ledger.Slug {
		return form{lead: letter + "-"}, 2
	}
	letter = strings.ToUpper(letter)
	if t.Kind.Date == "" {
		return form{lead: letter + "-"}, 3
	}
	return form{letter + "-", "2006", "-", ""}, 4
}

// undated is the form without its date.
func (f form) undated() form { return form{lead: f.lead, tail: f.tail} }
