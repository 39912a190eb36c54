package civil

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// words are the words for some values: one in English, the others in Chinese.
type words[T comparable] map[T][]string

var (
	everyWords = words[Kind]{
		Week:    {"weekly", "每周", "每星期"},
		Month:   {"monthly", "每月"},
		Quarter: {"quarterly", "每季度", "每季"},
		Year:    {"yearly", "每年"},
	}
	weekdayWords = words[time.Weekday]{
		time.Monday: {"mon", "一"}, time.Tuesday: {"tue", "二"}, time.Wednesday: {"wed", "三"}, time.Thursday: {"thu", "四"},
		time.Friday: {"fri", "五"}, time.Saturday: {"sat", "六"}, time.Sunday: {"sun", "日", "天"},
	}
	nthWords = words[int]{
		1:       {"first", "第一个", "第1个"},
		2:       {"second", "第二个", "第2个"},
		3:       {"third", "第三个", "第3个"},
		4:       {"fourth", "第四个", "第4个"},
		5:       {"fifth", "第五个", "第5个"},
		theLast: {"last", "最后一个"},
	}
	restWords = words[rest]{
		toNext:     {"next workday", "顺延"},
		toPrevious: {"previous workday", "提前"},
		cancelled:  {"none", "取消"},
	}
)

func (w words[T]) english(value T) string {
	if len(w[value]) == 0 {
		return ""
	}
	return w[value][0]
}

// value is the value with this word, or the zero value.
func (w words[T]) value(word string) (value T) {
	for v, list := range w {
		if slices.Contains(list, word) {
			return v
		}
	}
	return value
}

// pattern matches one English word, or one Chinese.
func (w words[T]) pattern(chinese bool) string {
	var all []string
	for _, list := range w {
		if chinese {
			all = append(all, list[1:]...)
		} else {
			all = append(all, list[0])
		}
	}
	slices.Sort(all) // so that the pattern is the same each time
	return "(?:" + strings.Join(all, "|") + ")"
}

// forms are the ways to write a recurrence, first in English, then in Chinese. What a group matches is read by the
// group's name; EVERY, WEEKDAY, NTH and REST are one of their words.
var forms = slices.Concat(
	compile(false, `(?: or (?P<rest>REST))?`,
		`(?P<every>weekly) (?P<days>WEEKDAY(?:, ?WEEKDAY)*)`,
		`(?P<every>monthly) (?P<day>[1-9]\d?)`,
		`(?P<every>yearly) (?P<month>0[1-9]|1[0-2])-(?P<day>0[1-9]|[1-3]\d)`,
		`(?P<every>EVERY) (?P<end>last)`,
		`(?P<every>EVERY) (?P<nth>NTH) (?P<working>workday)`,
		`(?P<every>EVERY) (?P<nth>NTH) (?P<working>working )?(?P<days>WEEKDAY)`,
	),
	compile(true, `(?:[（(]遇(?:休|节假日)(?P<rest>REST)[）)])?`,
		`(?P<every>每周|每星期)(?P<days>WEEKDAY(?:[、和](?:周|星期)?WEEKDAY)*)`,
		`(?P<every>每月)(?P<day>[1-9]\d?)[日号]`,
		`(?P<every>每年)(?P<month>[1-9]\d?)月(?P<day>[1-9]\d?)[日号]`,
		`(?P<every>EVERY)(?P<end>末|底|最后一[天日])`,
		`(?P<every>EVERY)(?P<nth>NTH)(?P<working>工作日)`,
		`(?P<every>EVERY)(?P<nth>NTH)(?P<working>工作)?(?:周|星期)(?P<days>WEEKDAY)`,
	),
)

// compile makes the patterns of one language, each with the same end.
func compile(chinese bool, end string, patterns ...string) []*regexp.Regexp {
	words := strings.NewReplacer("EVERY", everyWords.pattern(chinese), "WEEKDAY", weekdayWords.pattern(chinese),
		"NTH", nthWords.pattern(chinese), "REST", restWords.pattern(chinese))
	var compiled []*regexp.Regexp
	for _, pattern := range patterns {
		compiled = append(compiled, regexp.MustCompile("^"+words.Replace(pattern+end)+"$"))
	}
	return compiled
}

var oneWeekday = regexp.MustCompile(weekdayWords.pattern(false) + "|" + weekdayWords.pattern(true))

// ParseRecurrence reads a recurrence in one of these forms; first may be second to fifth or last, and monthly, but for
// a numbered day, quarterly or yearly:
//
//	weekly mon,thu               每周一、周四
//	weekly first workday         每周第一个工作日
//	monthly 15                   每月15日
//	monthly last                 每月末
//	monthly first workday        每月第一个工作日
//	monthly first mon            每月第一个周一
//	monthly first working mon    每月第一个工作周一    the first Monday that is a working day
//	yearly 12-31                 每年12月31日
//
// A numbered day that a month does not have is its last. The text may end with what becomes of a day that is not
// worked, without which it stays:
//
//	monthly 15 or next workday        每月15日（遇休顺延）
//	monthly 15 or previous workday    每月15日（遇休提前）
//	monthly 15 or none                每月15日（遇休取消）
func ParseRecurrence(text string) (Recurrence, error) {
	for _, form := range forms {
		if match := form.FindStringSubmatch(text); match != nil {
			if r := read(form, match); r.valid() {
				return r, nil
			}
		}
	}
	return Recurrence{}, fmt.Errorf("%q is not a recurring day: write it as 每周一、周四 (weekly mon,thu), 每月15日 (monthly 15), "+
		"每月末 (monthly last), 每月第一个工作日 (monthly first workday), 每月第一个工作周一 (monthly first working mon) or "+
		"每年12月31日 (yearly 12-31), then if need be （遇休顺延） (or next workday)", text)
}

func read(form *regexp.Regexp, match []string) Recurrence {
	group := func(name string) string {
		if i := form.SubexpIndex(name); i >= 0 {
			return match[i]
		}
		return ""
	}
	r := Recurrence{
		every:   everyWords.value(group("every")),
		among:   anyWeekday,
		working: group("working") != "",
		nth:     nthWords.value(group("nth")),
		rest:    restWords.value(group("rest")),
	}
	if days := group("days"); days != "" {
		r.among = 0
		for _, day := range oneWeekday.FindAllString(days, -1) {
			r.among |= 1 << weekdayWords.value(day)
		}
	}
	if group("end") != "" {
		r.nth = theLast
	}
	if day := group("day"); day != "" {
		r.nth, _ = strconv.Atoi(day)
		r.month, _ = strconv.Atoi(group("month"))
	}
	if r.working {
		r.rest = stays // always
	}
	return r
}

// valid tells whether the words make sense together: a numbered day that some month has, and of a week no nth day,
// which has a name of its own (每周末 would be the weekend).
func (r Recurrence) valid() bool {
	if r.plain() && r.nth > 0 {
		const leapYear, longMonth = 2024, 1
		return New(leapYear, max(r.month, longMonth), r.nth) != None
	}
	return r.every != Week || r.nth == 0 || r.working && r.among == anyWeekday
}
