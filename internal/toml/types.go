package toml

import (
	"time"

	"github.com/lanewall/lanewall/internal/civil"
	"github.com/lanewall/lanewall/internal/diag"
)

// Type names the type of the value, one of the keys of the table below.
func (v Value) Type() string {
	switch data := v.Data.(type) {
	case string:
		return "text"
	case int64:
		return "integer"
	case float64:
		return "decimal"
	case bool:
		return "bool"
	case civil.Date:
		return "date"
	case time.Time:
		if data.Location().String() == "time-local" { // no date at all
			return "time"
		}
		return "datetime"
	case []Value:
		return "list"
	}
	return "table"
}

// TypeWord is a type in words, in a message.
type TypeWord string

// Example is how a value of a type is written, in a hint.
type Example string

var typeWords = map[string]struct{ zh, en, example string }{
	"text":     {"文字", "text", `"三栋楼道灯不亮"`},
	"integer":  {"整数", "an integer", "12"},
	"decimal":  {"小数", "a decimal", "6354.50"},
	"money":    {"金额（元）", "an amount in yuan", "6354.50"},
	"bool":     {"true 或 false", "true or false", "true"},
	"date":     {"日期", "a date", "2024-09-03"},
	"datetime": {"日期时间", "a date and time", "2024-09-03T08:30:00+08:00"},
	"time":     {"时刻", "a time of day", "08:30:00"},
	"list":     {"列表", "a list", `["甲", "乙"]`},
	"table":    {"表", "a table", "{ 键 = 值 }"},
	"period":   {"期间", "a period", `"2024-09"`},
}

// In names the type.
func (w TypeWord) In(lang diag.Lang) string {
	word, ok := typeWords[string(w)]
	if !ok {
		return string(w)
	}
	return [...]string{word.zh, word.en}[lang]
}

// In shows the example; a table's keys are given in the language.
func (e Example) In(lang diag.Lang) string {
	if e == "table" && lang == diag.English {
		return "{ key = value }"
	}
	return typeWords[string(e)].example
}
