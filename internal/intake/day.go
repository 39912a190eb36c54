package intake

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"golang.org/x/text/unicode/norm"

	"github.com/lanewall/lanewall/internal/civil"
	"github.com/lanewall/lanewall/internal/sheet"
)

// Fault is what is wrong with a cell: a code of the catalogue of problems, and what its words are filled with.
type Fault struct {
	code string
	args []any
}

func bad(code string, args ...any) *Fault { return &Fault{code, args} }

// The forms of days. A time of day may follow, or the day of the week; two digits make a year only where 年 says so.
var (
	dayForm   = regexp.MustCompile(`^(\d{4})\s*([-/.])\s*(\d{1,2})\s*([-/.])\s*(\d{1,2})(\D.*)?$`)
	hanForm   = regexp.MustCompile(`^(\d{4}|\d{2})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*[日号]?(\D.*)?$`)
	plainForm = regexp.MustCompile(`^(\d{4})(\d{2})(\d{2})(\d{6})?$`)
	yearless  = regexp.MustCompile(`^(\d{1,2})\s*(?:月|[-/.])\s*(\d{1,2})\s*[日号]?(\D.*)?$`)
	restForm  = regexp.MustCompile(`^[ T]*(?:\(?(?:星期|周|礼拜)[一二三四五六日天]\)?)?[ T]*(?:凌晨|早上|上午|中午|下午|傍晚|晚上|夜间|AM|PM)?\s*(?:\d{1,2}[:时点]\d{0,2}(?:[:分]\d{0,2}(?:\.\d+)?)?[分秒]?\s*(?:AM|PM)?)?\s*$`)
	zoneForm  = regexp.MustCompile(`(Z|[+-]\d{2}:?\d{2})$`)
	serial    = regexp.MustCompile(`^\d{5}(\.\d+)?$`)
)

// Day reads a day as office files have it: 2024-09-03, 2024/9/3 11:25:05, 2024.9.3, 2024年9月3日（星期二）, 24年9月3日,
// 二〇二四年九月三日, 20240903, the serial number of a cell without a format. Year is that of days without one (9月3日);
// 0 if it is not known. A day with a time and a zone is cut in the zone given.
func Day(text string, year int, zone *time.Location) (civil.Date, *Fault) {
	t := strings.TrimSpace(norm.NFKC.String(text))
	if d, err := civil.ParseDate(t); err == nil {
		return d, nil
	}
	t = arabic(t)
	if d, ok := zoned(t, zone); ok {
		return d, nil
	}
	if m := dayForm.FindStringSubmatch(t); m != nil && m[2] == m[4] && restForm.MatchString(m[6]) {
		return day(text, m[1], m[3], m[5])
	}
	if m := hanForm.FindStringSubmatch(t); m != nil && restForm.MatchString(m[4]) {
		if len(m[1]) == 2 {
			m[1] = "20" + m[1]
		}
		return day(text, m[1], m[2], m[3])
	}
	if m := plainForm.FindStringSubmatch(t); m != nil {
		return day(text, m[1], m[2], m[3])
	}
	if m := yearless.FindStringSubmatch(t); m != nil && restForm.MatchString(m[3]) {
		if year == 0 {
			return civil.None, bad("import-year", text)
		}
		return day(text, strconv.Itoa(year), m[1], m[2])
	}
	if serial.MatchString(t) {
		number, _ := strconv.ParseFloat(t, 64)
		return serialDay(text, sheet.DayOf(number))
	}
	return civil.None, bad("import-date", text)
}

// likely is the range of serial numbers that are taken for days where nothing says so: 1954 to 2119.
const earliestSerial, latestSerial = "1954-10-03", "2119-01-11"

// serialDay takes a day that a bare number may stand for.
func serialDay(text string, d civil.Date) (civil.Date, *Fault) {
	if s := d.String(); s < earliestSerial || s > latestSerial {
		return civil.None, bad("import-date", text)
	}
	return d, nil
}

func day(text, year, month, dayOfMonth string) (civil.Date, *Fault) {
	y, _ := strconv.Atoi(year)
	m, _ := strconv.Atoi(month)
	d, _ := strconv.Atoi(dayOfMonth)
	if date := civil.New(y, m, d); date != civil.None {
		return date, nil
	}
	return civil.None, bad("bad-date", text)
}

// zoned reads a time with a zone, as systems export it: 2024-09-02T18:30:00Z is the 3rd in Shanghai.
func zoned(text string, zone *time.Location) (civil.Date, bool) {
	if zone == nil || len(text) < len("2024-09-03T00:00Z") || !zoneForm.MatchString(text) {
		return civil.None, false
	}
	text = strings.Replace(text, " ", "T", 1)
	for _, layout := range []string{time.RFC3339Nano, "2006-01-02T15:04:05Z0700", "2006-01-02T15:04Z07:00"} {
		if t, err := time.Parse(layout, text); err == nil {
			y, m, d := t.In(zone).Date()
			return civil.New(y, int(m), d), true
		}
	}
	return civil.None, false
}

var hanDigits = map[rune]int{'〇': 0, '○': 0, '零': 0, '一': 1, '二': 2, '三': 3, '四': 4, '五': 5, '六': 6, '七': 7, '八': 8, '九': 9, '元': 1}

var hanDay = regexp.MustCompile(`^([〇○零一二三四五六七八九]{4})年([元一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})[日号]?(.*)$`)

// arabic writes a day in Chinese numerals in digits: 二〇二四年九月十三日 is 2024年9月13日.
func arabic(text string) string {
	m := hanDay.FindStringSubmatch(text)
	if m == nil {
		return text
	}
	year := ""
	for _, r := range m[1] {
		year += strconv.Itoa(hanDigits[r])
	}
	return year + "年" + strconv.Itoa(hanNumber(m[2])) + "月" + strconv.Itoa(hanNumber(m[3])) + "日" + m[4]
}

// hanNumber reads 一 to 九十九.
func hanNumber(text string) int {
	tens, ones, ten := strings.Cut(text, "十")
	if !ten {
		tens, ones = "", text
	}
	n := 0
	for _, r := range ones {
		n = n*10 + hanDigits[r]
	}
	if !ten {
		return n
	}
	for _, r := range tens {
		return hanDigits[r]*10 + n
	}
	return 10 + n
}

var (
	monthForm   = regexp.MustCompile(`^(\d{4})\s*[年./-]\s*(\d{1,2})\s*月?(?:份)?$`)
	monthDigits = regexp.MustCompile(`^(\d{4})(\d{2})$`)
	quarterForm = regexp.MustCompile(`^(\d{4})\s*年?\s*第?\s*([一二三四1-4])\s*季度?$`)
	yearForm    = regexp.MustCompile(`^(\d{4})\s*年度?$`)
)

// PeriodKey reads a period as office files have it: 2024年9月, 2024.9, 202409, 2024年第三季度, 2024年, or a key.
func PeriodKey(text string) (string, *Fault) {
	t := strings.TrimSpace(norm.NFKC.String(text))
	if m := monthForm.FindStringSubmatch(t); m != nil {
		t = m[1] + "-" + strings.Repeat("0", 2-len(m[2])) + m[2]
	} else if m := monthDigits.FindStringSubmatch(t); m != nil {
		t = m[1] + "-" + m[2]
	} else if m := quarterForm.FindStringSubmatch(t); m != nil {
		if n := strings.Index("一二三四", m[2]); n >= 0 {
			m[2] = strconv.Itoa(n/len("一") + 1)
		}
		t = m[1] + "-Q" + m[2]
	} else if m := yearForm.FindStringSubmatch(t); m != nil {
		t = m[1]
	}
	p, err := civil.ParsePeriod(t)
	if err != nil {
		return "", bad("import-period", text)
	}
	return p.Key(), nil
}
