package cli

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"golang.org/x/text/unicode/norm"

	"github.com/lanewall/lanewall/internal/civil"
	"github.com/lanewall/lanewall/internal/intake"
	"github.com/lanewall/lanewall/internal/site"
)

// Days and periods as people write them; every command and every question reads them here.

// today is what the clock says.
func today() civil.Date {
	y, m, d := time.Now().Date()
	return civil.New(y, int(m), d)
}

// options reads the flags that change what is read.
func (a *app) options() (site.Options, error) {
	var options site.Options
	if a.asOf == "" {
		return options, nil
	}
	day, err := a.dayOf("as-of", a.asOf)
	options.AsOf = &day
	return options, err
}

// dayOf is the day that a flag asks for, as people write it; today without one.
func (a *app) dayOf(flag, word string) (civil.Date, error) {
	now := today()
	if word == "" {
		return now, nil
	}
	day, ok := readDate(word, now, now)
	if !ok {
		return civil.None, fmt.Errorf(a.say("--%s 要写 2024-09-03、9月3日 这样的日期，或者今天、明天，写的是 %q%s", "--%s wants a date such as 2024-09-03, or today or tomorrow, not %q%s"), flag, word, a.noSuchDay(word))
	}
	return day, nil
}

var monthDay = regexp.MustCompile(`(\d{1,2})\s*[月./-]\s*(\d{1,2})\s*[日号]?$`)

// noSuchDay says of a day that no calendar has why that is; it is "" of other words.
func (a *app) noSuchDay(text string) string {
	m := monthDay.FindStringSubmatch(strings.TrimSpace(norm.NFKC.String(text)))
	if m == nil {
		return ""
	}
	month, _ := strconv.Atoi(m[1])
	day, _ := strconv.Atoi(m[2])
	if month < 1 || month > 12 {
		return fmt.Sprintf(a.say("；没有%d月", "; there is no month %d"), month)
	}
	return fmt.Sprintf(a.say("；%d月没有%d日", "; month %d has no day %d"), month, day)
}

// nearDays are days by name, counted from today.
var nearDays = map[string]civil.Date{
	"今天": 0, "今日": 0, "today": 0, "昨天": -1, "昨日": -1, "yesterday": -1, "前天": -2, "大前天": -3,
	"明天": 1, "明日": 1, "tomorrow": 1, "后天": 2, "大后天": 3,
}

var weekDay = regexp.MustCompile(`^(上|下|本|这|)(?:个)?(?:周|星期|礼拜)([一二三四五六日天])$`)

// readDate reads a day as people write it; 昨天 is counted from today, and 周五 is that of today's week. One without a
// year is of the same year as another day, or of the year before if it would lie more than half a year ahead: in January,
// 12月30日 is over.
func readDate(text string, today, near civil.Date) (civil.Date, bool) {
	text = strings.TrimSpace(text)
	if days, ok := nearDays[strings.ToLower(text)]; ok {
		return today + days, true
	}
	if m := weekDay.FindStringSubmatch(text); m != nil {
		monday := civil.Week.Of(today).First + map[string]civil.Date{"上": -7, "下": 7}[m[1]]
		return monday + civil.Date(slices.Index([]rune("一二三四五六日"), []rune(strings.Replace(m[2], "天", "日", 1))[0])), true
	}
	year, _, _ := near.YMD()
	d, fault := intake.Day(text, year, nil)
	if fault != nil {
		return civil.None, false
	}
	if same, fault := intake.Day(text, year-1, nil); d > near+183 && fault == nil && same != d {
		return same, true
	}
	return d, true
}

// period is the period that --period asks for, as people write it; the zero Period without one.
func (a *app) period(word string) (civil.Period, error) {
	if word == "" {
		return civil.Period{}, nil
	}
	options, err := a.options()
	if err != nil {
		return civil.Period{}, err
	}
	now := today()
	if options.AsOf != nil {
		now = *options.AsOf
	}
	if p, ok := readPeriod(word, now); ok {
		return p, nil
	}
	return civil.Period{}, fmt.Errorf(a.say("--period 要写成 2024-09、2024年9月、9月、上月、2024-W36、2024-Q3 或 2024，写的是 %q", "--period wants 2024-09, 2024-W36, 2024-Q3, 2024 or last month, not %q"), word)
}

// nearPeriods are periods by name: of which kind, and how many before the one that is running.
var nearPeriods = map[string]struct {
	kind civil.Kind
	ago  int
}{
	"本周": {civil.Week, 0}, "这周": {civil.Week, 0}, "上周": {civil.Week, 1}, "this week": {civil.Week, 0}, "last week": {civil.Week, 1},
	"本月": {civil.Month, 0}, "这个月": {civil.Month, 0}, "当月": {civil.Month, 0}, "上月": {civil.Month, 1}, "上个月": {civil.Month, 1},
	"this month": {civil.Month, 0}, "last month": {civil.Month, 1},
	"本季度": {civil.Quarter, 0}, "这个季度": {civil.Quarter, 0}, "上季度": {civil.Quarter, 1}, "上个季度": {civil.Quarter, 1},
	"this quarter": {civil.Quarter, 0}, "last quarter": {civil.Quarter, 1},
	"今年": {civil.Year, 0}, "本年": {civil.Year, 0}, "本年度": {civil.Year, 0}, "去年": {civil.Year, 1}, "上年": {civil.Year, 1},
	"this year": {civil.Year, 0}, "last year": {civil.Year, 1},
}

var (
	someMonth   = regexp.MustCompile(`^(今年|本年|去年)?(\d{1,2}|十[一二]?|[一二三四五六七八九])月份?$`)
	someQuarter = regexp.MustCompile(`^(今年|本年|去年)?第?([一二三四1-4])季度$`)
	someWeek    = regexp.MustCompile(`^(\d{4})年第?(\d{1,2})周$`)
	numerals    = strings.Fields("一 二 三 四 五 六 七 八 九 十 十一 十二")
)

// readPeriod reads a period as people write it: 2024-09, 2024年9月, 9月, 上月, 三季度, 去年, last month. One without a year
// is the last that has begun by today.
func readPeriod(word string, today civil.Date) (civil.Period, bool) {
	word = strings.ToLower(strings.Join(strings.Fields(norm.NFKC.String(word)), " "))
	if near, ok := nearPeriods[word]; ok {
		p := near.kind.Of(today)
		for range near.ago {
			p, _ = p.Previous()
		}
		return p, p.Kind != 0
	}
	year, _, _ := today.YMD()
	if m := someMonth.FindStringSubmatch(word); m != nil {
		return yearless(m[1], year, today, fmt.Sprintf("-%02d", numeral(m[2])))
	}
	if m := someQuarter.FindStringSubmatch(word); m != nil {
		return yearless(m[1], year, today, fmt.Sprintf("-Q%d", numeral(m[2])))
	}
	if m := someWeek.FindStringSubmatch(word); m != nil {
		week, _ := strconv.Atoi(m[2])
		word = fmt.Sprintf("%s-W%02d", m[1], week)
	}
	key, fault := intake.PeriodKey(strings.ToUpper(word))
	if fault != nil {
		return civil.Period{}, false
	}
	p, err := civil.ParsePeriod(key)
	return p, err == nil
}

// yearless is a part of this year, of the last if that is said, or of the last if the one of this year has not begun.
func yearless(said string, year int, today civil.Date, part string) (civil.Period, bool) {
	if said == "去年" {
		year--
	}
	p, err := civil.ParsePeriod(fmt.Sprintf("%04d%s", year, part))
	if err == nil && said == "" && p.First > today {
		p, err = civil.ParsePeriod(fmt.Sprintf("%04d%s", year-1, part))
	}
	return p, err == nil
}

// numeral reads a number from 1 to 12, in digits or Chinese; 0 is none.
func numeral(word string) int {
	if n, err := strconv.Atoi(word); err == nil {
		return n
	}
	return slices.Index(numerals, word) + 1
}
