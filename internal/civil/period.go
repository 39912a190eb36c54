package civil

import (
	"fmt"
	"slices"
	"strings"
)

// Period is the days from First to Last, both included. Periods come from [Kind.Of], [Between] and [ParsePeriod];
// two are the same period if they are ==. The zero Period is none and contains no day.
type Period struct {
	Kind        Kind
	First, Last Date // First is None, no lower bound, for All and only there
}

// Kind is a kind of period.
type Kind uint8

const (
	Year Kind = iota + 1
	Quarter
	Month
	Week       // Monday to Sunday
	Range      // any days
	YearToDate // from 1 January to the end of a month
	All        // everything up to the end of a month
)

var kindNames = []string{"", "year", "quarter", "month", "week", "range", "ytd", "all"}

// String gives the word that indicator files use: year, quarter, month, week, range, ytd, all.
func (k Kind) String() string { return kindNames[k] }

// ParseKind is the reverse of [Kind.String].
func ParseKind(word string) (Kind, error) {
	if i := slices.Index(kindNames, word); i > 0 {
		return Kind(i), nil
	}
	return 0, fmt.Errorf("%q is not a kind of period: write one of %s", word, strings.Join(kindNames[1:], ", "))
}

// Of is the period of kind k that d lies in: for YearToDate and All the one that ends with d's month, for Range
// the day alone. It is the zero Period if d is None or a week reaches past the year 9999.
func (k Kind) Of(d Date) Period {
	if !d.valid() {
		return Period{}
	}
	y, m, _ := d.YMD()
	quarter := (m-1)/3*3 + 1
	monday := d - Date(d.Weekday()+6)%7
	switch k {
	case Year:
		return span(k, New(y, 1, 1), New(y, 12, 31))
	case Quarter:
		return span(k, New(y, quarter, 1), monthEnd(y, quarter+2))
	case Month:
		return span(k, New(y, m, 1), monthEnd(y, m))
	case Week:
		return span(k, monday, monday+6)
	case Range:
		return span(k, d, d)
	case YearToDate:
		return span(k, New(y, 1, 1), monthEnd(y, m))
	case All:
		return Period{All, None, monthEnd(y, m)}
	}
	return Period{}
}

// Between is the range of days from first to last, both included, or the zero Period if there are none.
func Between(first, last Date) Period { return span(Range, first, last) }

func span(k Kind, first, last Date) Period {
	if !first.valid() || !last.valid() || first > last {
		return Period{}
	}
	return Period{k, first, last}
}

func monthEnd(year, month int) Date { return New(year, month, daysIn(year, month)) }

// ParsePeriod reads a key, in exactly the form that [Period.Key] gives.
func ParsePeriod(key string) (Period, error) {
	if p := readKey(key); key != "" && p.Key() == key {
		return p, nil
	}
	return Period{}, fmt.Errorf("%q is not a period: write it as 2024, 2024-Q3, 2024-09, 2024-W36, "+
		"2024-01-01_2024-08-31, ytd-2024-08 or all-2024-08", key)
}

// readKey finds the period the key can only mean. It is lax: the caller compares the period's own key.
func readKey(key string) Period {
	date := func(text string) Date { d, _ := ParseDate(text); return d }
	if month, ok := strings.CutPrefix(key, "ytd-"); ok {
		return YearToDate.Of(date(month + "-01"))
	}
	if month, ok := strings.CutPrefix(key, "all-"); ok {
		return All.Of(date(month + "-01"))
	}
	if first, last, ok := strings.Cut(key, "_"); ok {
		return Between(date(first), date(last))
	}
	switch {
	case len(key) == 4:
		return Year.Of(date(key + "-01-01"))
	case len(key) == 7 && key[5] == 'Q':
		y, _, _ := date(key[:4] + "-01-01").YMD()
		return Quarter.Of(New(y, int(key[6]-'0')*3, 1))
	case len(key) == 8 && key[5] == 'W':
		inFirstWeek := date(key[:4] + "-01-04")
		return Week.Of(inFirstWeek + Date(key[6]-'0')*70 + Date(key[7]-'0')*7 - 7)
	}
	return Month.Of(date(key + "-01"))
}

// Key is the period as it stands in addresses and files; the package comment lists the forms. The zero Period
// gives "".
func (p Period) Key() string {
	y, m, _ := p.Last.YMD()
	switch p.Kind {
	case Year:
		return fmt.Sprintf("%04d", y)
	case Quarter:
		return fmt.Sprintf("%04d-Q%d", y, m/3)
	case Month:
		return fmt.Sprintf("%04d-%02d", y, m)
	case Week:
		y, w := p.First.ISOWeek()
		return fmt.Sprintf("%04d-W%02d", y, w)
	case Range:
		return p.First.String() + "_" + p.Last.String()
	case YearToDate, All:
		return fmt.Sprintf("%s-%04d-%02d", p.Kind, y, m)
	}
	return ""
}

// Contains tells whether the day lies in the period.
func (p Period) Contains(d Date) bool {
	return p.Kind != 0 && d.valid() && p.First <= d && d <= p.Last
}

// AsOf is the day a figure for the period speaks for: its last day, or the horizon, after which nothing is known
// yet, if that comes first.
func (p Period) AsOf(horizon Date) Date { return min(p.Last, horizon) }

// Previous is the period to compare with: the one before of the same kind, for YearToDate the same months a year
// earlier, for Range as many days right before. All has none, nor has a period at the calendar's beginning.
func (p Period) Previous() (Period, bool) {
	var q Period
	switch p.Kind {
	case Year, Quarter, Month, Week:
		q = p.Kind.Of(p.First - 1)
	case YearToDate:
		return p.YearEarlier()
	case Range:
		q = Between(p.First-(p.Last-p.First)-1, p.First-1)
	}
	return q, q.Kind != 0
}

// YearEarlier is the same period a year before. A week keeps its number, so that a 53rd week may have none. A range
// keeps its days; one that ends with a month's end still does, so that February compares with the whole February.
func (p Period) YearEarlier() (Period, bool) {
	var q Period
	switch p.Kind {
	case Year, Quarter, Month, YearToDate, All:
		q = p.Kind.Of(p.Last.AddMonths(-12))
	case Week:
		y, w := p.First.ISOWeek()
		q, _ = ParsePeriod(fmt.Sprintf("%04d-W%02d", y-1, w))
	case Range:
		q = Between(p.First.AddMonths(-12), yearEarlierEnd(p.Last))
	}
	return q, q.Kind != 0
}

func yearEarlierEnd(last Date) Date {
	earlier := last.AddMonths(-12)
	if Month.Of(last).Last == last {
		return Month.Of(earlier).Last
	}
	return earlier
}

// Months are the months that the period touches, in order. All has no first month and gives none: say where to
// begin with [Each].
func (p Period) Months() []Period { return Each(Month, p.First, p.Last) }

// Each is every period of the kind that touches the days from first to last, in order: for YearToDate and All one a
// month, for Range these very days. It is empty if first is None.
func Each(kind Kind, first, last Date) []Period {
	whole := Between(first, last)
	if whole.Kind == 0 {
		return nil
	}
	if kind == Range {
		return []Period{whole}
	}
	var periods []Period
	for d := first; d <= last; {
		p := kind.Of(d)
		if p.Kind == 0 {
			break
		}
		periods = append(periods, p)
		d = p.Last + 1
	}
	return periods
}
