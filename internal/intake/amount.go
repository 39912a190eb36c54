package intake

import (
	"math"
	"math/big"
	"regexp"
	"strings"

	"golang.org/x/text/unicode/norm"

	"github.com/lanewall/lanewall/internal/stat"
)

// digits are a number with or without separators of thousands, which have to stand where they belong.
var digits = regexp.MustCompile(`^(\d+|\d{1,3}(,\d{3})+)(\.\d*)?$|^\.\d+$`)

// scales are the words behind an amount, and by how much they multiply it. The longer one comes first.
var scales = []struct {
	word  string
	power int
}{
	{"亿元", 8}, {"千万元", 7}, {"百万元", 6}, {"万元", 4}, {"千元", 3}, {"元整", 0}, {"元", 0}, {"块", 0}, {"圆", 0}, {"亿", 8}, {"万", 4},
	{"rmb", 0}, {"cny", 0},
}

// Amount reads a sum of money in yuan, exactly: ¥6,354.00, 6354元, ０.６３万元, (1,200) for what is owed. Power is by
// how many powers of ten an amount without a word is multiplied: 4 where the header says 万元. It keeps two places; less
// than a 分 is a fault.
func Amount(text string, power int) (stat.Decimal, *Fault) {
	t := strings.ToLower(strings.Join(strings.Fields(norm.NFKC.String(text)), ""))
	t = strings.NewReplacer("¥", "", "￥", "", "人民币", "", "−", "-", "–", "-").Replace(t)
	t = strings.TrimPrefix(strings.TrimPrefix(t, "rmb"), "cny")
	negative := false
	if inner, ok := strings.CutPrefix(t, "("); ok && strings.HasSuffix(inner, ")") {
		negative, t = true, strings.TrimSuffix(inner, ")")
	}
	if rest, ok := strings.CutPrefix(t, "-"); ok && !negative {
		negative, t = true, rest
	}
	t = strings.TrimPrefix(t, "+")
	for _, s := range scales {
		if rest, ok := strings.CutSuffix(t, s.word); ok {
			t, power = rest, s.power
			break
		}
	}
	if !digits.MatchString(t) || len(t) > 40 {
		return stat.Decimal{Places: -1}, bad("import-amount", text)
	}
	return scaled(text, strings.ReplaceAll(t, ",", ""), power, negative)
}

// scaled moves the point and cuts the zeros behind it.
func scaled(text, number string, power int, negative bool) (stat.Decimal, *Fault) {
	whole, fraction, _ := strings.Cut(number, ".")
	fraction += strings.Repeat("0", max(0, power+2-len(fraction)))
	cents, rest := whole+fraction[:power+2], fraction[power+2:]
	if strings.Trim(rest, "0") != "" {
		return stat.Decimal{Places: -1}, bad("import-below-fen", text)
	}
	units, ok := new(big.Int).SetString(cents, 10)
	if !ok || !units.IsInt64() || units.Int64() > math.MaxInt64/100 {
		return stat.Decimal{Places: -1}, bad("import-amount", text)
	}
	d := stat.Decimal{Units: units.Int64(), Places: 2}
	if negative {
		d.Units = -d.Units
	}
	if d.Units%100 == 0 {
		d = stat.Decimal{Units: d.Units / 100}
	}
	return d, nil
}

// powerOf is what a header or a line above the table says amounts are in: 预算（万元）, 单位：万元. False if it says
// nothing.
func powerOf(text string) (int, bool) {
	t := norm.NFKC.String(text)
	for _, s := range scales {
		if strings.HasSuffix(s.word, "元") && (strings.Contains(t, "("+s.word+")") || strings.Contains(t, "单位:"+s.word) || strings.Contains(t, ":"+s.word)) {
			return s.power, true
		}
	}
	return 0, false
}

// counters are the words behind a number that say what is counted.
var counters = regexp.MustCompile(`\s*(件|个|次|人次|人|户次|户|处|分|名|场|条|项|岁|起|批|天|日|%)$`)

var wholeForm = regexp.MustCompile(`^[+-]?(\d{1,18}|\d{1,3}(,\d{3}){1,5})(\.0*)?$`)

// wholeNumber reads a whole number: 12, 1,200, 85分, 90%, 85.0.
func wholeNumber(text string) (int64, *Fault) {
	t := strings.TrimSpace(norm.NFKC.String(text))
	t = strings.TrimSpace(counters.ReplaceAllString(t, ""))
	if !wholeForm.MatchString(t) {
		return 0, bad("import-number", text)
	}
	t, _, _ = strings.Cut(strings.ReplaceAll(strings.TrimPrefix(t, "+"), ",", ""), ".")
	n, ok := new(big.Int).SetString(t, 10)
	if !ok || !n.IsInt64() {
		return 0, bad("import-number", text)
	}
	return n.Int64(), nil
}

var yesWords = map[string]bool{
	"是": true, "√": true, "✓": true, "✔": true, "☑": true, "对": true, "有": true, "y": true, "yes": true, "true": true, "1": true, "已": true,
	"否": false, "×": false, "✗": false, "✘": false, "x": false, "错": false, "无": false, "n": false, "no": false, "false": false, "0": false, "没有": false, "未": false, "不是": false,
}

// YesNo reads 是, 否, √, × and the like.
func YesNo(text string) (bool, *Fault) {
	yes, ok := yesWords[strings.ToLower(strings.TrimSpace(norm.NFKC.String(text)))]
	if !ok {
		return false, bad("import-yes-no", text)
	}
	return yes, nil
}
