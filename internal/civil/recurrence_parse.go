package civil

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// words are the words for some values: the English one first, which String writes, then the Chinese ones.
type words[T comparable] map[T][]string

func (w words[T]) english(value T) string {
	if len(w[value]) == 0 {
		return ""
	}
	return w[value][0]
}

func (w words[T]) value(word string) T {
	for value, names := range w {
		if slices.Contains(names, word) {
			return value
		}
	}
	var none T
	return none
}

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
	ordinalWords = words[int]{
		1: {"first", "第一个", "首个"}, 2: {"second", "第二个"}, 3: {"third", "第三个"}, 4: {"fourth", "第四个"}, 5: {"fifth", "第五个"},
		last: {"last", "最后一个"},
	}
	restWords = words[rest]{
		toNext:     {"next workday", "顺延"},
		toPrevious: {"previous workday", "提前"},
		cancelled:  {"none", "取消"},
	}
)

// forms are the ways to write a recurrence, the English and the Chinese one, each a pattern: in it {name} is a word of
// the list of that name in parts, and that word is kept under this name.
var forms = slices.Concat(
	compile(`weekly {days}{rest}`, english, `每(?:周|星期){days}{rest}`, chinese),
	compile(`monthly {day}{rest}`, english, `每月{day}[日号]{rest}`, chinese),
	compile(`yearly {month}-{day}{rest}`, english, `每年{month}月{day}日{rest}`, chinese),
	compile(`{every} {end}{rest}`, english, `{every}(?:{end}|最后一[天日]){rest}`, chinese),
)
