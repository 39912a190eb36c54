package i18n

import (
	"os"
	"testing"

	"github.com/BurntSushi/toml"

	"github.com/lanewall/lanewall/internal/civil"
	"github.com/lanewall/lanewall/internal/stat"
)

// chinese is a printer of the words that the tool comes with.
func chinese(t *testing.T) *Printer {
	t.Helper()
	return printer(t, "zh-Hans")
}

// printer has the words that the tool comes with, in both languages.
func printer(t *testing.T, lang string) *Printer {
	t.Helper()
	messages := map[string][][]byte{}
	for _, tag := range []string{"zh-Hans", "en"} {
		text, err := os.ReadFile("../../themes/wall/messages/" + tag + ".toml")
		if err != nil {
			t.Fatal(err)
		}
		messages[tag] = [][]byte{text}
	}
	p, err := NewPrinter(lang, messages)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestPeriodsInWords(t *testing.T) {
	p := chinese(t)
	for key, want := range map[string]string{
		"2024":                  "2024年",
		"2024-Q1":               "2024年第一季度",
		"2024-Q4":               "2024年第四季度",
		"2024-01":               "2024年1月",
		"2024-12":               "2024年12月",
		"2024-W36":              "2024年第36周（9月2日至9月8日）",
		"2025-W01":              "2025年第1周（12月30日至1月5日）", // begins in the year before
		"2020-W53":              "2020年第53周（12月28日至1月3日）",
		"2024-01-01_2024-08-31": "2024年1月至8月",
		"2024-08-01_2024-08-31": "2024年8月",
		"2024-08-05_2024-08-09": "2024年8月5日至8月9日",
		"2024-08-05_2024-08-05": "2024年8月5日",
		"2023-12-01_2024-01-31": "2023年12月1日至2024年1月31日",
		"ytd-2024-01":           "2024年1月",
		"ytd-2024-08":           "2024年1月至8月",
		"all-2024-08":           "截至2024年8月",
	} {
		period, err := civil.ParsePeriod(key)
		if err != nil {
			t.Error(err)
			continue
		}
		if got := p.Period(period); got != want {
			t.Errorf("%s: %s, want %s", key, got, want)
		}
	}
}

func TestRecurrencesInWords(t *testing.T) {
	zh, en := chinese(t), printer(t, "en")
	for _, c := range []struct{ rule, zh, en string }{
		{"weekly mon,thu", "每星期一、星期四", "every Monday, Thursday"},
		{"weekly thu or next workday", "每星期四（遇休顺延）", "every Thursday (or the next working day)"},
		{"weekly first workday", "每周第一个工作日", "the first working day of each week"},
		{"monthly 15 or none", "每月15日（遇休取消）", "on day 15 of each month (not on holidays)"},
		{"monthly last or previous workday", "每月最后一天（遇休提前）", "the last day of each month (or the working day before)"},
		{"quarterly last workday", "每季度最后一个工作日", "the last working day of each quarter"},
		{"monthly second mon", "每月第二个星期一", "the second Monday of each month"},
		{"monthly first working mon", "每月第一个上班的星期一", "the first working Monday of each month"},
		{"yearly 12-31", "每年12月31日", "every year on 31 Dec"},
		{"yearly last", "每年最后一天", "the last day of each year"},
	} {
		r, err := civil.ParseRecurrence(c.rule)
		if err != nil {
			t.Error(err)
			continue
		}
		if got := zh.Recurrence(r); got != c.zh {
			t.Errorf("%s: %s, want %s", c.rule, got, c.zh)
		}
		if got := en.Recurrence(r); got != c.en {
			t.Errorf("%s: %s, want %s", c.rule, got, c.en)
		}
	}
}

func TestDaysInWords(t *testing.T) {
	p := chinese(t)
	for _, c := range []struct {
		date      civil.Date
		full, day string
	}{
		{civil.New(2024, 8, 31), "2024年8月31日", "8月31日"},
		{civil.New(2024, 1, 1), "2024年1月1日", "1月1日"},
		{civil.New(2024, 2, 29), "2024年2月29日", "2月29日"},
		{civil.None, "", ""},
	} {
		if full, day := p.Date(c.date), p.Day(c.date); full != c.full || day != c.day {
			t.Errorf("%v: %q %q, want %q %q", c.date, full, day, c.full, c.day)
		}
	}
	month, _ := civil.ParsePeriod("2024-08")
	if got := p.Month(month); got != "8月" {
		t.Errorf("month %q", got)
	}
}

func TestNumbersInWords(t *testing.T) {
	p, en := chinese(t), &Printer{Lang: "en"}
	for _, c := range []struct {
		value                int64
		places               int
		counter              string
		number, count, inEng string
	}{
		{0, 0, "件", "0", "0件", "0 件"},
		{999, 0, "", "999", "999", "999"},
		{1000, 0, "次", "1,000", "1,000次", "1,000 次"},
		{10328, 0, "人次", "10,328", "10,328人次", "10,328 人次"},
		{-1234567, 0, "元", "-1,234,567", "-1,234,567元", "-1,234,567 元"},
	} {
		d := stat.Int(c.value).Round(c.places, stat.HalfUp)
		if got := p.Number(d); got != c.number {
			t.Errorf("%d: %s, want %s", c.value, got, c.number)
		}
		if got := p.Count(d, c.counter); got != c.count {
			t.Errorf("%d: %s, want %s", c.value, got, c.count)
		}
		if got := en.Count(d, c.counter); got != c.inEng {
			t.Errorf("%d in English: %s, want %s", c.value, got, c.inEng)
		}
	}
	if got := p.Number((stat.Ratio{Num: 635450, Den: 100}).Round(2, stat.HalfUp)); got != "6,354.50" {
		t.Errorf("money %s", got)
	}
	for want, items := range map[string][]string{"": {}, "甲里": {"甲里"}, "甲里、乙里、丙里": {"甲里", "", "乙里", "丙里"}} {
		if got := p.List(items); got != want {
			t.Errorf("%q: %q, want %q", items, got, want)
		}
	}
}

func TestEnglish(t *testing.T) {
	p := printer(t, "en")
	for key, want := range map[string]string{
		"2024":                  "2024",
		"2024-Q3":               "Q3 2024",
		"2024-09":               "September 2024",
		"2024-W36":              "week 36 of 2024 (2 Sept to 8 Sept)",
		"2024-01-01_2024-08-31": "January to August 2024",
		"2024-08-05_2024-08-09": "5 Aug to 9 Aug 2024",
		"ytd-2024-01":           "January 2024",
		"ytd-2024-12":           "January to December 2024",
		"all-2024-08":           "up to August 2024",
	} {
		period, err := civil.ParsePeriod(key)
		if err != nil {
			t.Error(err)
			continue
		}
		if got := p.Period(period); got != want {
			t.Errorf("%s: %s, want %s", key, got, want)
		}
	}
	months := []string{"Jan", "Feb", "Mar", "Apr", "May", "June", "July", "Aug", "Sept", "Oct", "Nov", "Dec"}
	for i, want := range months {
		if got := p.Month(civil.Month.Of(civil.New(2024, i+1, 1))); got != want {
			t.Errorf("month %d: %s, want %s", i+1, got, want)
		}
	}
	for day, want := range map[civil.Date]string{civil.New(2024, 9, 1): "Sunday", civil.New(2024, 9, 4): "Wednesday", civil.New(2024, 9, 7): "Saturday"} {
		if got := p.Weekday(day); got != want {
			t.Errorf("%v: %s, want %s", day, got, want)
		}
	}
	if got := p.Date(civil.New(2024, 8, 31)); got != "31 August 2024" {
		t.Error(got)
	}
	for _, c := range []struct {
		args []any
		want string
	}{
		{[]any{"open-more", "Count", 1}, "1 more past half its limit or overdue, see the ledger."},
		{[]any{"open-more", "Count", 12}, "12 more past half their limit or overdue, see the ledger."},
		{[]any{"sheets", "Total", 1}, "1 sheet"},
		{[]any{"sheets", "Total", "1,041"}, "1,041 sheets"},
		{[]any{"open-overdue", "Where", "A", "Title", "Due", "Due", "1 May", "Days", 1}, "A · Due 1 May, 1 day overdue"},
		{[]any{"all-shown", "Total", "57", "Counter", ""}, "57 in all, newest first"},
		{[]any{"all-shown", "Total", "57", "Counter", "visits"}, "57 visits in all, newest first"},
	} {
		if got := p.Say(c.args[0].(string), c.args[1:]...); got != c.want {
			t.Errorf("%v: %q, want %q", c.args[0], got, c.want)
		}
	}
	if got := Bracketed("en", "A", "community") + Bracketed("zh-Hans", "A", "社区"); got != "A (community)A（社区）" {
		t.Error(got)
	}
	if got := p.List([]string{"A", "B"}); got != "A, B" {
		t.Error(got)
	}
}

func TestMessagesOverridden(t *testing.T) {
	p, err := NewPrinter("en", map[string][][]byte{
		"zh-Hans": {[]byte("a = \"甲\"\nb = \"乙{{.N}}\"\n"), []byte("a = \"改\"\n")},
		"en":      {[]byte("b = \"B{{.N}}\"\n")},
	})
	if err != nil {
		t.Fatal(err)
	}
	if a, b := p.Say("a"), p.Say("b", "N", 3); a != "改" || b != "B3" {
		t.Errorf("%q %q", a, b)
	}
	if _, err := p.T("c"); err == nil {
		t.Error("a message that is not there is no error")
	}
	if !p.Has("a") || p.Has("c") {
		t.Error("Has")
	}
	if _, err := NewPrinter("zh-Hans", map[string][][]byte{"zh-Hans": {[]byte("a = ")}}); err == nil {
		t.Error("a file that is no TOML is no error")
	}
}

func TestTextIn(t *testing.T) {
	for _, c := range []struct {
		toml string
		want map[string]string // by language asked for
	}{
		{`x = "示例"`, map[string]string{"zh-Hans": "示例", "zh-Hant": "示例", "en": "示例"}},
		{`x = { zh-Hans = "简", zh-Hant = "繁", en = "E" }`, map[string]string{"zh-Hans": "简", "zh-Hant": "繁", "en": "E", "fr": "简"}},
		{`x = { zh-Hant = "繁", en = "E" }`, map[string]string{"zh-Hans": "繁", "en": "E", "fr": "繁"}},
		{`x = { zh-Hans = "简" }`, map[string]string{"zh-Hant": "简", "en": "简"}},
		{`x = { fr = "F", en = "E" }`, map[string]string{"zh-Hans": "E", "fr": "F"}},
		{`x = ""`, map[string]string{"zh-Hans": ""}},
	} {
		var doc struct{ X Text }
		if err := toml.Unmarshal([]byte(c.toml), &doc); err != nil {
			t.Errorf("%s: %v", c.toml, err)
		}
		for lang, want := range c.want {
			if got := doc.X.In(lang); got != want {
				t.Errorf("%s in %s: %q, want %q", c.toml, lang, got, want)
			}
		}
	}
	for _, wrong := range []string{`x = 1`, `x = ["a"]`, `x = { en = 1 }`} {
		var doc struct{ X Text }
		if toml.Unmarshal([]byte(wrong), &doc) == nil {
			t.Errorf("%s is taken", wrong)
		}
	}
	if !(Text{}).Empty() || Plain("x").Empty() {
		t.Error("Empty")
	}
}
