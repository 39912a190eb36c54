package sheet

import (
	"math"
	"math/big"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/lanewall/lanewall/internal/civil"
)

// format is how a number is shown: what little of a number format changes what a reader takes it for.
type format struct {
	date     bool
	percent  bool
	decimals int // -1 as many as there are
	digits   int // at least so many before the point: 0000 shows 173 as 0173
	before   string
	after    string
}

var general = format{decimals: -1}

// builtin are the formats that a workbook names by number alone (ECMA-376 part 1, 18.8.30), with those of Chinese
// workbooks (27 to 36, 50 to 58).
func builtin(id int) format {
	switch {
	case id == 1 || id == 3 || id == 37 || id == 38:
		return format{}
	case id == 2 || id == 4 || id == 39 || id == 40:
		return format{decimals: 2}
	case id == 9:
		return format{percent: true}
	case id == 10:
		return format{percent: true, decimals: 2}
	case 14 <= id && id <= 22, 27 <= id && id <= 36, 45 <= id && id <= 47, 50 <= id && id <= 58:
		return format{date: true}
	}
	return general
}

// formatOf reads a number format such as 0.00"万元", yyyy"年"m"月" or #,##0.00;[Red]-#,##0.00: its first section, which
// is that of positive numbers. What it cannot show is shown as the number is.
func formatOf(code string) format {
	f := format{decimals: -1}
	pattern, ok := f.literals(code)
	lower := strings.ToLower(pattern)
	switch {
	case !ok || lower == "" || strings.Contains(lower, "general") || strings.ContainsAny(lower, "@/?") && !strings.ContainsAny(lower, "ymd"):
		return general
	case strings.ContainsAny(lower, "ymdhs"):
		return format{date: true}
	}
	if f.percent = strings.Contains(pattern, "%"); f.percent {
		pattern = strings.ReplaceAll(pattern, "%", "")
	}
	pattern = strings.TrimSpace(pattern)
	whole, fraction, _ := strings.Cut(pattern, ".")
	if strings.HasSuffix(pattern, ",") || strings.HasSuffix(whole, ",") || strings.Trim(whole, "#,0 ") != "" || strings.Trim(fraction, "0#") != "" {
		return general
	}
	f.decimals = len(fraction)
	if strings.Contains(fraction, "#") {
		f.decimals = -1
	}
	if f.digits = strings.Count(whole, "0"); strings.Contains(whole, ",") {
		f.digits = 0
	}
	return f
}

// literals takes the words out of a format and keeps those before and behind the number.
func (f *format) literals(code string) (pattern string, ok bool) {
	var digits, words strings.Builder
	keep := func(word string) {
		if words.WriteString(word); digits.Len() > 0 {
			f.after = words.String()
		} else {
			f.before = words.String()
		}
	}
	for i := 0; i < len(code); i++ {
		switch c := code[i]; c {
		case ';':
			return digits.String(), true
		case '"', '[':
			end := strings.IndexByte(code[i+1:], map[byte]byte{'"': '"', '[': ']'}[c])
			if end < 0 {
				return "", false
			}
			word := code[i+1 : i+1+end]
			if i += end + 1; c == '"' {
				keep(word)
			} else if lower := strings.ToLower(word); lower == "h" || lower == "hh" || lower == "m" || lower == "mm" || lower == "s" || lower == "ss" {
				digits.WriteString(word)
			}
		case '\\', '!':
			if i+1 < len(code) {
				_, size := utf8.DecodeRuneInString(code[i+1:])
				keep(code[i+1 : i+1+size])
				i += size
			}
		case '_', '*':
			_, size := utf8.DecodeRuneInString(code[i+1:])
			i += size
		default:
			if c < 0x80 && c != '$' {
				if words.Len() > 0 && digits.Len() == 0 {
					words.Reset()
				}
				digits.WriteByte(c)
				continue
			}
			_, size := utf8.DecodeRuneInString(code[i:])
			keep(code[i : i+size])
			i += size - 1
		}
	}
	return digits.String(), true
}

// number is a number as it is shown, but for separators of thousands. Excel keeps 15 digits.
func (f format) number(v float64) string {
	if f.percent {
		v *= 100
	}
	text := strconv.FormatFloat(v, 'e', 14, 64)
	v, _ = strconv.ParseFloat(text, 64)
	text = strconv.FormatFloat(v, 'f', -1, 64)
	if point := strings.IndexByte(text, '.'); f.decimals >= 0 && (point < 0 && f.decimals > 0 || point >= 0 && len(text)-point-1 != f.decimals) {
		text = rounded(text, f.decimals)
	}
	sign, digits := "", text
	if strings.HasPrefix(text, "-") {
		sign, digits = "-", text[1:]
	}
	whole, _, _ := strings.Cut(digits, ".")
	text = sign + strings.Repeat("0", max(0, f.digits-len(whole))) + digits
	if f.percent {
		text += "%"
	}
	return f.before + text + f.after
}

// rounded gives a decimal number so many places, halves away from zero as office programs do.
func rounded(text string, places int) string {
	number, ok := new(big.Rat).SetString(text)
	if !ok { // NaN, Inf
		return text
	}
	return number.FloatString(places)
}

// dateOf is the day of a serial number and what is left of it in seconds; None if it has none. Excel's 1900 calendar has
// a 29 February that year never had.
func dateOf(serial float64, from1904 bool) (civil.Date, int) {
	if math.IsNaN(serial) || serial < 0 || serial >= 2958466 {
		return civil.None, 0
	}
	whole := math.Floor(serial)
	seconds := int(math.Round((serial - whole) * 24 * 60 * 60))
	if seconds == 24*60*60 {
		whole, seconds = whole+1, 0
	}
	days := int(whole)
	switch {
	case from1904:
		return civil.New(1904, 1, 1) + civil.Date(days), seconds
	case days < 1 || days == 60:
		return civil.None, seconds
	case days > 60:
		days--
	}
	return civil.New(1899, 12, 31) + civil.Date(days), seconds
}

// dateCell is a cell that shows a day, or a time of day.
func dateCell(serial float64, from1904 bool) Cell {
	day, seconds := dateOf(serial, from1904)
	if day.String() == "" {
		day = civil.None
	}
	words := time.Unix(int64(seconds), 0).UTC().Format(time.TimeOnly)
	switch {
	case serial >= 0 && serial < 1 && !from1904:
		return Cell{Kind: Text, Text: words}
	case day == civil.None:
		return Cell{Kind: Fault, Text: "####"}
	case seconds > 0:
		return Cell{Kind: Date, Text: day.String() + " " + words, Number: serial, Date: day}
	}
	return Cell{Kind: Date, Text: day.String(), Number: serial, Date: day}
}

// DayOf is the day of a serial number of the 1900 calendar, which a file of text has where the cell had no format of
// days; None if it has none.
func DayOf(serial float64) civil.Date {
	day, _ := dateOf(serial, false)
	return day
}
