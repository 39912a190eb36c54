// Package privacy finds numbers that name a person in what is about to be published.
//
// Full-width digits count as digits, and one number may be written with single spaces or dashes between its digits. A
// number is one only as a whole: what looks like a telephone inside a longer number is none. Resident ids follow
// GB 11643: a date and a check digit, so that a case number of 18 digits is hardly ever taken for one.
package privacy

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/lanewall/lanewall/internal/civil"
	"github.com/lanewall/lanewall/internal/diag"
)

// Kind is a kind of number.
type Kind int

const (
	ResidentID Kind = iota // also the number of a disability certificate, which is one with two digits more
	Mobile
	BankCard
)

var kindWords = [...][2]string{ResidentID: {"身份证号", "a resident id number"}, Mobile: {"手机号码", "a mobile phone number"}, BankCard: {"银行卡号", "a bank card number"}}

// In names it.
func (k Kind) In(lang diag.Lang) string { return kindWords[k][lang] }

// Number is where a number stands in a text, in bytes.
type Number struct {
	Kind     Kind
	From, To int
}

// Fewest is how many digits a number has at least.
const Fewest = 11

// Find lists the numbers of a text, in their order.
func Find(text string) []Number {
	if !enough(text) {
		return nil
	}
	return find(text)
}

// find is Find of any text.
func find(text string) []Number {
	var found []Number
	for _, run := range runsOf(text) {
		from := run.groups[0].from
		found = append(found, run.numbers(strings.Contains(text[max(0, from-near):from], "身份"))...)
	}
	return found
}

// near is how far before a number the word may stand that says what it is, in bytes.
const near = 60

// Worst is the number of a text that matters most; false if there is none.
func Worst(text string) (Number, bool) {
	found := Find(text)
	if len(found) == 0 {
		return Number{}, false
	}
	worst := found[0]
	for _, n := range found {
		if n.Kind < worst.Kind {
			worst = n
		}
	}
	return worst, true
}

// weights counts bytes that may be of a digit: ASCII, and the last one of a full-width digit.
var weights = func() (w [256]uint8) {
	for c := range 10 {
		w['0'+c], w[0x90+c] = 1, 1
	}
	return w
}()

// enough tells whether a text may have a number: digits enough, and in the right place. It is asked of every word of a
// ledger, so it cuts nothing up.
func enough(text string) bool {
	n := 0
	for i := range len(text) {
		n += int(weights[text[i]])
	}
	if n < Fewest {
		return false
	}
	var digits [idDigits]byte
	n = 0
	for i := range len(text) {
		c := text[i]
		if c >= 0x90 && i > 1 && text[i-1] == 0xbc && text[i-2] == 0xef {
			c -= 0x90 - '0'
		}
		if c-'0' < 10 {
			if n == idDigits-1 {
				return true
			}
			digits[n], n = c, n+1
		}
	}
	for i := 0; i+Fewest <= n; i++ {
		if a, b := digits[i], digits[i+1]; a == '1' && b >= '3' || a == '6' && b == '2' {
			return true
		}
	}
	return false
}

// idDigits is how many digits a resident id has at least. Of fewer, only a telephone begins with 13 to 19 and a bank card
// with 62: most numbers of cases are told from both by that.
const idDigits = 15

// group is digits with nothing between them. X may be its last.
type group struct {
	digits   string
	from, to int
	spaced   bool // a space, and not a dash, divides it from the group before
}

// run is groups with no more than a space or dash between them.
type run struct {
	groups []group
	plus   bool // a plus stands before it
	part   bool // it is behind a decimal point, or another follows it
}

// between is the most characters that may divide the groups of a number: “ - ”.
const between = 3

// runsOf cuts a text into runs.
func runsOf(text string) []run {
	var runs []run
	var open run
	gap, spaced, last := 0, true, rune(0)
	end := func() {
		if len(open.groups) > 0 {
			runs = append(runs, open)
		}
		open, gap, spaced = run{}, 0, true
	}
	for i, r := range text {
		c, size := folded(r), utf8.RuneLen(r)
		switch {
		case size < 0:
			end()
		case '0' <= c && c <= '9':
			open.digit(byte(c), i, i+size, gap, spaced, last)
			gap, spaced = 0, false
		case (c == 'X' || c == 'x') && gap == 0 && open.length() >= 17:
			open.digit('X', i, i+size, gap, spaced, last)
		case len(open.groups) > 0 && divides(c) && gap < between:
			gap, spaced = gap+1, spaced || unicode.IsSpace(c)
		case unicode.Is(unicode.Cf, c) || c == '\\': // invisible, or gone when Markdown has been read
			continue
		default:
			open.part = open.part || c == '.' && gap == 0 && i+1 < len(text) && text[i+1]-'0' < 10
			end()
		}
		last = c
	}
	end()
	return runs
}

// folded is a character as it is compared.
func folded(r rune) rune {
	if '！' <= r && r <= '～' {
		return r - '！' + '!'
	}
	return r
}

func divides(c rune) bool {
	return c != '\n' && c != '\r' && unicode.IsSpace(c) || unicode.Is(unicode.Pd, c)
}

func (r *run) digit(c byte, from, to, gap int, spaced bool, last rune) {
	if len(r.groups) == 0 {
		r.plus, r.part = last == '+', last == '.'
	}
	if len(r.groups) == 0 || gap > 0 {
		r.groups = append(r.groups, group{from: from, spaced: spaced})
	}
	g := &r.groups[len(r.groups)-1]
	g.digits, g.to = g.digits+string(c), to
}

func (r *run) length() int {
	n := 0
	for _, g := range r.groups {
		n += len(g.digits)
	}
	return n
}

// longest is the most digits that any number has, with its 86.
const longest = 20

// numbers finds the numbers of a run: each is some of its groups, one behind the other.
func (r *run) numbers(named bool) []Number {
	var found []Number
	for i := 0; i < len(r.groups); i++ {
		digits := ""
		for j := i; j < len(r.groups) && len(digits) <= longest; j++ {
			digits += r.groups[j].digits
			kind, ok := kindOf(digits, named)
			if ok && (kind == ResidentID || r.stands(i, j)) {
				found = append(found, Number{kind, r.groups[i].from, r.groups[j].to})
				i = j
				break
			}
		}
	}
	return found
}

// stands tells whether some groups are a number by themselves: no dash joins them to another, they are no decimals, and
// no more than two of the groups are so short that they are numbers of their own.
func (r *run) stands(i, j int) bool {
	if r.part || i > 0 && !r.groups[i].spaced && r.groups[i-1].digits != "86" || j+1 < len(r.groups) && !r.groups[j+1].spaced {
		return false
	}
	short := 0
	for _, g := range r.groups[i : j+1] {
		if len(g.digits) < 3 {
			short++
		}
	}
	return short == 0 || short == 1 && r.groups[i].digits == "86"
}

// kindOf tells what kind of number some digits are. Named is whether the text before them speaks of identity: without that word the
// 15 digits of a resident id issued before 1999, which have no check digit, may be anything.
func kindOf(digits string, named bool) (Kind, bool) {
	switch n := len(digits); {
	case n == 18 && isResident(digits), n == 20 && isResident(digits[:18]), n == 15 && named && wasResident(digits):
		return ResidentID, true
	case n == 11 && isMobile(digits), n == 13 && digits[:2] == "86" && isMobile(digits[2:]), n == 15 && digits[:4] == "0086" && isMobile(digits[4:]):
		return Mobile, true
	case n >= 13 && n <= 19 && digits[:2] == "62" && luhn(digits):
		return BankCard, true
	}
	return 0, false
}

func isMobile(digits string) bool { return digits[0] == '1' && digits[1] >= '3' }

var residentWeights = [17]int{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2}

func isResident(digits string) bool {
	if digits[0] == '0' || strings.Contains(digits[:17], "X") || digits[6:8] < "18" || digits[6:8] > "20" || !isDay(digits[6:14]) {
		return false
	}
	sum := 0
	for i, weight := range residentWeights {
		sum += int(digits[i]-'0') * weight
	}
	return "10X98765432"[sum%11] == digits[17]
}

// provinces are the first digits of the regions of China, as GB/T 2260 has them.
const provinces = "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82"

func wasResident(digits string) bool {
	return strings.Contains(provinces, digits[:2]) && isDay("19"+digits[6:12])
}

func isDay(digits string) bool {
	_, err := civil.ParseDate(digits[:4] + "-" + digits[4:6] + "-" + digits[6:])
	return err == nil
}

// luhn is the check of ISO/IEC 7812.
func luhn(digits string) bool {
	sum := 0
	for i := range len(digits) {
		n := int(digits[len(digits)-1-i] - '0')
		if i%2 == 1 {
			if n *= 2; n > 9 {
				n -= 9
			}
		}
		sum += n
	}
	return sum%10 == 0
}
