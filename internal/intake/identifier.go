package intake

import (
	"regexp"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"github.com/lanewall/lanewall/internal/civil"
	"github.com/lanewall/lanewall/internal/diag"
	"github.com/lanewall/lanewall/internal/ledger"
)

// identifier is a kind of number that names a person.
type identifier int

const (
	residentID identifier = iota
	mobilePhone
)

var identifierWords = [...][2]string{residentID: {"身份证号", "a resident id number"}, mobilePhone: {"手机号码", "a mobile phone number"}}

// In names it.
func (n identifier) In(lang diag.Lang) string { return identifierWords[n][lang] }

var (
	longDigits   = regexp.MustCompile(`\d{11,}[Xx]?`)
	mobileForm   = regexp.MustCompile(`^(?:86|0086)?1[3-9]\d{9}$`)
	residentForm = regexp.MustCompile(`^[1-9]\d{16}[\dXx]$`)
)

// identifierIn finds a resident id (GB 11643, with its date and check digit) or a mobile phone number in a text,
// whatever spaces and dashes are in it.
func identifierIn(text string) (identifier, bool) {
	if digitsIn(text) < 11 {
		return 0, false
	}
	packed := strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || unicode.Is(unicode.Pd, r) || unicode.Is(unicode.Cf, r) {
			return -1
		}
		return r
	}, norm.NFKC.String(text))
	for _, number := range longDigits.FindAllString(packed, -1) {
		bare := strings.TrimRight(number, "Xx")
		switch {
		case residentForm.MatchString(number) && isResident(number):
			return residentID, true
		case mobileForm.MatchString(bare):
			return mobilePhone, true
		}
	}
	return 0, false
}

func digitsIn(text string) int {
	n := 0
	for _, r := range text {
		if unicode.IsDigit(r) {
			n++
		}
	}
	return n
}

var residentWeights = [17]int{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2}

func isResident(number string) bool {
	if _, err := civil.ParseDate(number[6:10] + "-" + number[10:12] + "-" + number[12:14]); err != nil {
		return false
	}
	sum := 0
	for i, weight := range residentWeights {
		sum += int(number[i]-'0') * weight
	}
	return "10X98765432"[sum%11] == strings.ToUpper(number[17:])[0]
}

// watched tells whether readers would see a number that somebody pasted into a field. A phone that is published with
// recorded consent may be a mobile one.
func watched(f *ledger.Field) bool {
	return f.Class == ledger.Public && (f.Type == ledger.Text || f.Type == ledger.Phone && f.Needs == "" || f.Type == ledger.List || f.Type == ledger.ID || f.Type == ledger.Choice && f.Values == nil)
}
