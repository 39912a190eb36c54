package indicator

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"
)

// The oracle computes the figures of a small made-up town from the rows as they were made up, with strings for dates
// and one loop over all rows for each number. It knows nothing of columns, codes, tallies or the tree.

type madeUnit struct{ id, level, parent string }

type madeCase struct {
	received, due, closed, unit, category, outcome string
	assist                                         []string
	reopened, reclosed                             string
	rating                                         []int64 // of four parts, or none
	persons, cost                                  int64   // -1 is empty; cost is in 分
}

type town struct {
	units   []madeUnit
	cases   []madeCase
	filed   map[[2]string]bool // unit, month
	horizon string
}

func pick(dice *rand.Rand, words ...string) string { return words[dice.IntN(len(words))] }

func someDay(dice *rand.Rand, from, days int) string {
	return time.Date(2023, 12, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, from+dice.IntN(days)).Format("2006-01-02")
}

func makeTown(dice *rand.Rand) *town {
	t := &town{units: []madeUnit{{"u0", "street", ""}}, filed: map[[2]string]bool{}, horizon: someDay(dice, 100, 120)}
	for i := 1; i < 3+dice.IntN(8); i++ {
		parent := t.units[dice.IntN(len(t.units))]
		level := map[string]string{"street": "community", "community": "lane", "lane": "lane"}[parent.level]
		t.units = append(t.units, madeUnit{fmt.Sprintf("u%d", i), level, parent.id})
	}
	for range dice.IntN(60) {
		c := madeCase{received: someDay(dice, 0, 200), unit: t.units[dice.IntN(len(t.units))].id, category: pick(dice, "", "照明", "排水", "停车"),
			persons: int64(dice.IntN(9)) - 1, cost: int64(dice.IntN(100000)) - 1}
		received, _ := time.Parse(time.DateOnly, c.received)
		if dice.IntN(5) > 0 {
			c.due = received.AddDate(0, 0, dice.IntN(20)).Format(time.DateOnly)
		}
		if dice.IntN(4) > 0 {
			c.closed = received.AddDate(0, 0, dice.IntN(40)).Format(time.DateOnly)
			c.outcome = pick(dice, "", "解决", "解决", "部分解决", "转办")
			c.reopen(dice)
		}
		for _, body := range []string{"b1", "b2", "b3"} {
			if dice.IntN(3) == 0 {
				c.assist = append(c.assist, body)
			}
		}
		t.cases = append(t.cases, c)
	}
	for range dice.IntN(5) {
		t.filed[[2]string{t.units[dice.IntN(len(t.units))].id, pick(dice, "2023-12", "2024-01", "2024-02", "2024-03", "2024-04")}] = true
	}
	return t
}

// reopen makes one closed case in three reopened, and most of those closed again; and most closed ones rated.
func (c *madeCase) reopen(dice *rand.Rand) {
	later := func(day string) string {
		d, _ := time.Parse(time.DateOnly, day)
		return d.AddDate(0, 0, dice.IntN(40)).Format(time.DateOnly)
	}
	if dice.IntN(3) == 0 {
		c.reopened = later(c.closed)
		if dice.IntN(3) > 0 {
			c.reclosed = later(c.reopened)
		}
	}
	if dice.IntN(4) > 0 {
		for range 4 {
			c.rating = append(c.rating, dice.Int64N(101))
		}
	}
}

// files writes the town as a site.
func (t *town) files() []string {
	var units, cases, filings strings.Builder
	for _, u := range t.units {
		fmt.Fprintf(&units, "[[unit]]\nid = %q\nname = %q\nkind = %q\n", u.id, "单位"+u.id, u.level)
		if u.parent != "" {
			fmt.Fprintf(&units, "parent = %q\n", u.parent)
		}
	}
	for i, c := range t.cases {
		fmt.Fprintf(&cases, "[[case]]\nid = \"c%d\"\ntitle = \"x\"\nreceived = %s\nunit = %q\nassist = [%s]\n", i, c.received, c.unit, quoted(c.assist))
		for key, value := range map[string]string{"due": c.due, "closed": c.closed, "reopened": c.reopened, "reclosed": c.reclosed} {
			if value != "" {
				fmt.Fprintf(&cases, "%s = %s\n", key, value)
			}
		}
		for key, value := range map[string]string{"category": c.category, "outcome": c.outcome} {
			if value != "" {
				fmt.Fprintf(&cases, "%s = %q\n", key, value)
			}
		}
		if c.rating != nil {
			fmt.Fprintf(&cases, "rating = { response = %d, cooperation = %d, completion = %d, satisfaction = %d }\n", c.rating[0], c.rating[1], c.rating[2], c.rating[3])
		}
		if c.persons >= 0 {
			fmt.Fprintf(&cases, "persons = %d\n", c.persons)
		}
		if c.cost >= 0 {
			fmt.Fprintf(&cases, "cost = %d.%02d\n", c.cost/100, c.cost%100)
		}
	}
	for f := range t.filed {
		fmt.Fprintf(&filings, "[[filing]]\nledger = \"cases\"\nunit = %q\nmonth = %q\n", f[0], f[1])
	}
	return []string{
		"site.toml", strings.Replace(threeLevels, "as_of = 2024-08-31", "smallest_n = 4\nas_of = "+t.horizon, 1),
		"data/units.toml", units.String(),
		"data/bodies.toml", "[[body]]\nid = 'b1'\nname = 'B1'\nkind = '部门'\n[[body]]\nid = 'b2'\nname = 'B2'\nkind = '部门'\n[[body]]\nid = 'b3'\nname = 'B3'\nkind = '部门'\n",
		"data/cases/ledger.toml", `kind = "case"
[field.persons]
type = "integer"
title = "人数"
class = "public"
[field.cost]
type = "money"
title = "费用"
class = "public"
[field.rating]
class = "public"
`,
		"data/cases/rows.toml", cases.String(),
		"data/filings.toml", filings.String(),
	}
}

func quoted(words []string) string {
	var q []string
	for _, w := range words {
		q = append(q, fmt.Sprintf("%q", w))
	}
	return strings.Join(q, ", ")
}

const madeIndicators = `
[indicator.received]
title = "a"
version = 1
measure = "count"
ledger = "cases"
periods = ["week", "month", "quarter", "year", "ytd", "all"]
splits = ["category", "assist"]
definition = "a"

[indicator.closed]
title = "a"
version = 1
measure = "count"
ledger = "cases"
date = "closed"
levels = ["street", "lane"]
splits = ["outcome"]
definition = "a"

[indicator.persons]
title = "a"
version = 1
measure = "sum"
field = "persons"
ledger = "cases"
among = { category = ["照明", "停车"] }
periods = ["month", "all"]
definition = "a"

[indicator.cost]
title = "a"
version = 1
measure = "sum"
field = "cost"
ledger = "cases"
date = "closed"
of = { outcome = { not = "转办" } }
periods = ["quarter", "ytd"]
splits = ["category"]
definition = "a"

[indicator.on-time]
title = "a"
version = 1
measure = "rate"
ledger = "cases"
date = "deadline"
of = { timing = "in-time" }
splits = ["category"]
definition = "a"

[indicator.open]
title = "a"
version = 1
measure = "count"
ledger = "cases"
open = ["received", "closed"]
periods = ["month", "year", "all"]
splits = ["timing"]
definition = "a"

[indicator.busy]
title = "a"
version = 1
measure = "rate"
ledger = "cases"
open = ["received", "closed"]
among = { persons = { min = 2 } }
of = { persons = { min = 5 } }
definition = "a"

[indicator.helpers]
title = "a"
version = 1
measure = "distinct"
field = "assist"
ledger = "cases"
of = { category = { empty = false } }
periods = ["month", "quarter", "ytd"]
splits = ["category"]
definition = "a"

[indicator.sizes]
title = "a"
version = 1
measure = "distinct"
field = "persons"
ledger = "cases"
date = "ended"
periods = ["year"]
definition = "a"

[indicator.mean-persons]
title = "a"
version = 1
measure = "mean"
field = "persons"
ledger = "cases"
among = { category = { not = "停车" } }
periods = ["week", "month", "year"]
splits = ["category", "assist"]
definition = "a"

[indicator.mean-cost]
title = "a"
version = 1
measure = "mean"
field = "cost"
ledger = "cases"
date = "closed"
of = { outcome = "解决" }
periods = ["month", "all"]
definition = "a"

[indicator.median-days]
title = "a"
version = 1
measure = "median"
field = "days"
ledger = "cases"
date = "closed"
levels = ["community", "lane"]
periods = ["month", "quarter", "ytd"]
splits = ["outcome", "timing"]
definition = "a"

[indicator.median-cost]
title = "a"
version = 1
measure = "median"
field = "cost"
ledger = "cases"
date = "ended"
periods = ["month", "year"]
definition = "a"

[indicator.rated]
title = "a"
version = 1
measure = "score"
field = "rating"
ledger = "cases"
date = "closed"
periods = ["month", "ytd", "all"]
splits = ["category"]
definition = "a"

[indicator.rated-open]
title = "a"
version = 1
measure = "score"
field = "rating"
ledger = "cases"
open = ["received", "ended"]
periods = ["month"]
splits = ["timing"]
definition = "a"

[indicator.unfinished]
title = "a"
version = 1
measure = "count"
ledger = "cases"
open = ["received", "ended"]
periods = ["month"]
splits = ["age", "timing"]
definition = "a"
`

// measure is the oracle's own account of an indicator above.
type measure struct {
	levels string
	kinds  string
	date   func(c madeCase, asOf string) string // of a flow; "" of a row that has none
	open   bool                                 // a stock
	among  func(c madeCase) bool
	of     func(c madeCase, asOf string) bool
	amount func(c madeCase) int64
	unit   int64 // what the sum is divided by
	rate   bool
	until  func(c madeCase, asOf string) string  // of a stock, the day from which a row no longer stands
	over   string                                // distinct, mean or median of …
	values func(c madeCase, asOf string) []int64 // … these, in units of which there are unit to one
	split  map[string]func(c madeCase, asOf string) []string
}

func (c madeCase) isClosed(asOf string) bool { return c.closed != "" && c.closed <= asOf }

// ended is the day the case was closed for good; "" while it is open.
func (c madeCase) ended(asOf string) string {
	switch {
	case c.reclosed != "" && c.reclosed <= asOf:
		return c.reclosed
	case c.reopened != "" && c.reopened <= asOf, !c.isClosed(asOf):
		return ""
	}
	return c.closed
}

func daysBetween(from, to string) int64 {
	a, _ := time.Parse(time.DateOnly, from)
	b, _ := time.Parse(time.DateOnly, to)
	return int64(b.Sub(a).Hours() / 24)
}

// age is the class of the days that a case has been open.
func (c madeCase) age(asOf string) string {
	days := daysBetween(c.received, asOf)
	switch {
	case c.ended(asOf) != "":
		return ""
	case days <= 7:
		return "0-7"
	case days <= 30:
		return "8-30"
	case days <= 90:
		return "31-90"
	}
	return "over-90"
}

func (c madeCase) timing(asOf string) string {
	switch {
	case c.ended(asOf) != "" && c.due == "":
		return ""
	case c.ended(asOf) != "" && c.ended(asOf) <= c.due:
		return "in-time"
	case c.ended(asOf) != "":
		return "late"
	case c.due != "" && asOf > c.due:
		return "overdue"
	}
	return "open"
}

func one(word string) []string {
	if word == "" {
		return nil
	}
	return []string{word}
}

func byCategory(c madeCase, _ string) []string { return one(c.category) }

func closedOn(c madeCase, asOf string) string {
	if c.isClosed(asOf) {
		return c.closed
	}
	return ""
}

var madeMeasures = map[string]measure{
	"received": {kinds: "week month quarter year ytd all", date: func(c madeCase, _ string) string { return c.received },
		split: map[string]func(madeCase, string) []string{"category": byCategory, "assist": func(c madeCase, _ string) []string { return c.assist }}},
	"closed": {levels: "street lane", kinds: "month ytd", date: closedOn,
		split: map[string]func(madeCase, string) []string{"outcome": func(c madeCase, asOf string) []string {
			if c.isClosed(asOf) {
				return one(c.outcome)
			}
			return nil
		}}},
	"persons": {kinds: "month all", date: func(c madeCase, _ string) string { return c.received },
		among:  func(c madeCase) bool { return c.category == "照明" || c.category == "停车" },
		amount: func(c madeCase) int64 { return max(c.persons, 0) }, unit: 1},
	"cost": {kinds: "quarter ytd", date: closedOn,
		of: func(c madeCase, asOf string) bool {
			return c.isClosed(asOf) && c.outcome != "" && c.outcome != "转办"
		},
		amount: func(c madeCase) int64 { return max(c.cost, 0) }, unit: 100, split: map[string]func(madeCase, string) []string{"category": byCategory}},
	"on-time": {kinds: "month ytd", date: func(c madeCase, _ string) string { return c.due }, rate: true,
		of:    func(c madeCase, asOf string) bool { return c.timing(asOf) == "in-time" },
		split: map[string]func(madeCase, string) []string{"category": byCategory}},
	"open": {kinds: "month year all", open: true, split: map[string]func(madeCase, string) []string{
		"timing": func(c madeCase, asOf string) []string { return one(c.timing(asOf)) }}},
	"unfinished": {kinds: "month", open: true, until: madeCase.ended, split: map[string]func(madeCase, string) []string{
		"age":    func(c madeCase, asOf string) []string { return one(c.age(asOf)) },
		"timing": func(c madeCase, asOf string) []string { return one(c.timing(asOf)) }}},
	"helpers": {kinds: "month quarter ytd", date: func(c madeCase, _ string) string { return c.received },
		of: func(c madeCase, _ string) bool { return c.category != "" }, over: "distinct",
		values: func(c madeCase, _ string) (bodies []int64) {
			for _, b := range c.assist {
				bodies = append(bodies, int64(b[1]))
			}
			return bodies
		}, split: map[string]func(madeCase, string) []string{"category": byCategory}},
	"sizes": {kinds: "year", date: madeCase.ended, over: "distinct", values: func(c madeCase, _ string) []int64 { return filled(c.persons) }},
	"mean-persons": {kinds: "week month year", date: func(c madeCase, _ string) string { return c.received }, over: "mean", unit: 1,
		among:  func(c madeCase) bool { return c.category != "" && c.category != "停车" },
		values: func(c madeCase, _ string) []int64 { return filled(c.persons) },
		split: map[string]func(madeCase, string) []string{"category": byCategory,
			"assist": func(c madeCase, _ string) []string { return c.assist }}},
	"mean-cost": {kinds: "month all", date: closedOn, over: "mean", unit: 100,
		of:     func(c madeCase, asOf string) bool { return c.isClosed(asOf) && c.outcome == "解决" },
		values: func(c madeCase, _ string) []int64 { return filled(c.cost) }},
	"median-days": {levels: "community lane", kinds: "month quarter ytd", date: closedOn, over: "median", unit: 1,
		values: func(c madeCase, asOf string) []int64 {
			if c.ended(asOf) == "" {
				return nil
			}
			return []int64{daysBetween(c.received, c.ended(asOf))}
		}, split: map[string]func(madeCase, string) []string{
			"outcome": func(c madeCase, asOf string) []string { return one(c.outcome) },
			"timing":  func(c madeCase, asOf string) []string { return one(c.timing(asOf)) }}},
	"median-cost": {kinds: "month year", date: madeCase.ended, over: "median", unit: 100,
		values: func(c madeCase, _ string) []int64 { return filled(c.cost) }},
	"rated": {kinds: "month ytd all", date: closedOn, over: "mean", unit: 100, values: weighted,
		split: map[string]func(madeCase, string) []string{"category": byCategory}},
	"rated-open": {kinds: "month", open: true, until: madeCase.ended, over: "mean", unit: 100, values: weighted,
		split: map[string]func(madeCase, string) []string{"timing": func(c madeCase, asOf string) []string { return one(c.timing(asOf)) }}},
	"busy": {kinds: "month ytd", open: true, rate: true, among: func(c madeCase) bool { return c.persons >= 2 },
		of: func(c madeCase, _ string) bool { return c.persons >= 5 }},
}

func filled(n int64) []int64 {
	if n < 0 {
		return nil
	}
	return []int64{n}
}

// weighted is hundredths of a point: the parts weigh 10, 20, 30 and 40 in a hundred.
func weighted(c madeCase, asOf string) []int64 {
	if c.rating == nil || !c.isClosed(asOf) {
		return nil
	}
	return []int64{10*c.rating[0] + 20*c.rating[1] + 30*c.rating[2] + 40*c.rating[3]}
}

// sumUp is the value of a list of numbers: how many different ones, their mean or their median.
func (m measure) sumUp(values []int64) string {
	slices.Sort(values)
	n, sum := len(values), int64(0)
	for _, v := range values {
		sum += v
	}
	switch {
	case m.over == "distinct":
		return fmt.Sprintf("%d/1", len(slices.Compact(values)))
	case n == 0:
		return "none"
	case m.over == "mean":
		return fmt.Sprintf("%d/%d", sum, m.unit*int64(n))
	case values[(n-1)/2] == values[n/2]:
		return fmt.Sprintf("%d/%d", values[n/2], m.unit)
	}
	return fmt.Sprintf("%d/%d", values[(n-1)/2]+values[n/2], 2*m.unit)
}

type madePeriod struct{ key, first, last string }

// periodOf is the period of a kind that a day lies in.
func periodOf(kind, day string) madePeriod {
	d, _ := time.Parse(time.DateOnly, day)
	y, m := d.Year(), int(d.Month())
	end := func(y, m int) string {
		return time.Date(y, time.Month(m)+1, 0, 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
	}
	switch kind {
	case "week":
		wy, w := d.ISOWeek()
		monday := d
		for monday.Weekday() != time.Monday {
			monday = monday.AddDate(0, 0, -1)
		}
		return madePeriod{fmt.Sprintf("%d-W%02d", wy, w), monday.Format(time.DateOnly), monday.AddDate(0, 0, 6).Format(time.DateOnly)}
	case "month":
		return madePeriod{day[:7], day[:7] + "-01", end(y, m)}
	case "quarter":
		q := (m + 2) / 3
		return madePeriod{fmt.Sprintf("%d-Q%d", y, q), fmt.Sprintf("%d-%02d-01", y, q*3-2), end(y, q*3)}
	case "year":
		return madePeriod{day[:4], day[:4] + "-01-01", day[:4] + "-12-31"}
	case "ytd":
		return madePeriod{"ytd-" + day[:7], day[:4] + "-01-01", end(y, m)}
	}
	return madePeriod{"all-" + day[:7], "0000-00-00", end(y, m)}
}

// days lists the days from first to last.
func days(first, last string) []string {
	var list []string
	d, _ := time.Parse(time.DateOnly, first)
	for ; d.Format(time.DateOnly) <= last; d = d.AddDate(0, 0, 1) {
		list = append(list, d.Format(time.DateOnly))
	}
	return list
}

func (t *town) under(unit, root string) bool {
	for unit != root {
		i := slices.IndexFunc(t.units, func(u madeUnit) bool { return u.id == unit })
		if unit = t.units[i].parent; unit == "" {
			return false
		}
	}
	return true
}

func (t *town) isFiled(unit, month string) bool {
	for _, c := range t.cases {
		if c.received[:7] == month && c.received <= t.horizon {
			return true
		}
	}
	for f := range t.filed {
		if f[1] == month && t.under(unit, f[0]) {
			return true
		}
	}
	return false
}

// figures is one line a figure, as [print] gives it.
func (t *town) figures() []string {
	var lines []string
	first := "9999"
	for _, c := range t.cases {
		first = min(first, c.received)
	}
	if first > t.horizon {
		return nil
	}
	for id, m := range madeMeasures {
		for _, kind := range strings.Fields(m.kinds) {
			var periods []madePeriod
			for _, d := range days(first, t.horizon) {
				if p := periodOf(kind, d); !slices.Contains(periods, p) {
					periods = append(periods, p)
				}
			}
			for _, p := range periods {
				for _, u := range t.units {
					if m.levels == "" || strings.Contains(m.levels, u.level) {
						lines = append(lines, t.figure(id, m, p, u, first)...)
					}
				}
			}
		}
	}
	slices.Sort(lines)
	return lines
}

// figure is the figure of a unit and period, and those of its splits.
func (t *town) figure(id string, m measure, p madePeriod, u madeUnit, first string) []string {
	asOf := min(p.last, t.horizon)
	var missing []string
	months := 0
	if !m.open {
		for _, d := range days(max(p.first, first), asOf) {
			if month := d[:7]; d == max(p.first, first) || strings.HasSuffix(d, "-01") {
				horizon, _ := time.Parse(time.DateOnly, t.horizon)
				running := month == t.horizon[:7] && horizon.AddDate(0, 0, 1).Day() != 1
				if running && months > 0 {
					continue // nobody has to have reported it yet
				}
				months++
				if !t.isFiled(u.id, month) {
					missing = append(missing, month)
				}
			}
		}
	}
	line := func(split, word string, in func(c madeCase) bool) (string, int64) {
		var n, of, sum, rows int64
		var values []int64
		for _, c := range t.cases {
			if c.received > t.horizon || !t.under(c.unit, u.id) || m.among != nil && !m.among(c) || !in(c) {
				continue
			}
			if m.open && (c.received > asOf || m.until == nil && c.isClosed(asOf) || m.until != nil && m.until(c, asOf) != "") {
				continue
			}
			if !m.open {
				if d := m.date(c, asOf); d == "" || d < p.first || d > asOf {
					continue
				}
			}
			n++
			if m.of == nil || m.of(c, asOf) {
				of++
				if m.amount != nil {
					sum += m.amount(c)
				}
				if m.over != "" {
					values = append(values, m.values(c, asOf)...)
					rows += int64(min(len(m.values(c, asOf)), 1))
				}
			}
		}
		value, status, shares := fmt.Sprintf("%d/1", of), "", ""
		switch {
		case m.rate && n == 0:
			value, status, shares = "none", "z", "0 of 0"
		case m.rate:
			value, shares = fmt.Sprintf("%d/%d", of, n), fmt.Sprintf("%d of %d", of, n)
		case m.over == "distinct":
			value = m.sumUp(values)
		case m.over != "":
			value, shares = m.sumUp(values), fmt.Sprintf("%d of %d", rows, rows)
			if rows == 0 {
				status = "z"
			}
		case m.unit > 0:
			value = fmt.Sprintf("%d/%d", sum, m.unit)
		}
		switch {
		case !m.open && n == 0 && len(missing) == months:
			value, status = "none", "x"
		case status == "" && (m.rate && n < 4 || m.over != "" && m.over != "distinct" && rows < 4):
			status = "u"
		case status == "" && p.last > t.horizon:
			status = "p"
		}
		return fmt.Sprintf("%s %s %s %s=%s as of %s: %s [%s] %s missing %v", id, u.id, p.key, split, word, asOf, value, status, shares, missing), n
	}
	whole, n := line("", "", func(madeCase) bool { return true })
	lines := []string{whole}
	if n == 0 {
		return lines
	}
	if own, n := line("unit", "own", func(c madeCase) bool { return c.unit == u.id }); n > 0 && t.hasChildren(u.id) {
		lines = append(lines, own)
	}
	for field, wordsOf := range m.split {
		for _, word := range []string{"照明", "排水", "停车", "b1", "b2", "b3", "解决", "部分解决", "转办", "in-time", "late", "open", "overdue", "0-7", "8-30", "31-90", "over-90"} {
			if split, n := line(field, word, func(c madeCase) bool { return slices.Contains(wordsOf(c, asOf), word) }); n > 0 {
				lines = append(lines, split)
			}
		}
	}
	return lines
}

func (t *town) hasChildren(id string) bool {
	return slices.ContainsFunc(t.units, func(u madeUnit) bool { return u.parent == id })
}

// print is a computed figure in the form of the oracle.
func print(f *Figure) string {
	value, shares, missing := "none", "", []string(nil)
	if f.Value.Valid() {
		value = fmt.Sprintf("%d/%d", f.Value.Num, f.Value.Den)
	}
	switch f.Def.Measure {
	case Rate, Mean, Median, Score:
		shares = fmt.Sprintf("%d of %d", f.N, f.Of)
	}
	for _, m := range f.Missing {
		missing = append(missing, m.Key())
	}
	return fmt.Sprintf("%s %s %s %s=%s as of %s: %s [%s] %s missing %v", f.Indicator, f.Unit.ID, f.Period.Key(), f.Split, f.Word, f.AsOf, value, f.Status, shares, missing)
}

func TestComputeAgainstOracle(t *testing.T) {
	seen := map[Status]int{}
	for seed := range uint64(40) {
		town := makeTown(rand.New(rand.NewPCG(seed, 7)))
		f := compute(t, madeIndicators, town.files()...)
		var got []string
		for _, figure := range f.All() {
			got = append(got, print(figure))
			seen[figure.Status]++
		}
		slices.Sort(got)
		want := town.figures()
		for i := range max(len(got), len(want)) {
			g, w := "(nothing)", "(nothing)"
			if i < len(got) {
				g = got[i]
			}
			if i < len(want) {
				w = want[i]
			}
			if g != w {
				t.Fatalf("seed %d, %d of %d figures:\n got  %s\n want %s", seed, len(got), len(want), g, w)
			}
		}
	}
	for _, status := range []Status{Present, NotFiled, NotApplicable, Provisional, LowNumber} {
		if seen[status] == 0 {
			t.Errorf("no figure had the status %q", status)
		}
	}
}

// TestNeedAgainstDeclared: a period computed because somebody asked is the same as one that was declared.
func TestNeedAgainstDeclared(t *testing.T) {
	town := makeTown(rand.New(rand.NewPCG(3, 7)))
	declared := compute(t, madeIndicators, town.files()...)
	asked := compute(t, strings.ReplaceAll(madeIndicators, `periods = ["week", "month", "quarter", "year", "ytd", "all"]`, `periods = ["year"]`), town.files()...)
	checked := 0
	for _, want := range declared.All() {
		if want.Indicator != "received" {
			continue
		}
		asked.Need("received", want.Period)
		key := want.Key
		key.Unit = asked.site.Units.Find(want.Unit.ID)
		if got := asked.Get(key); got == nil || print(got) != print(want) {
			t.Fatalf("got %v, want %s", got, print(want))
		}
		checked++
	}
	if checked < 50 {
		t.Errorf("only %d figures", checked)
	}
}
