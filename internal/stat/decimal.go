package stat

import (
	"fmt"
	"strconv"
	"strings"
)

// Decimal is a number as printed: Units/10^Places, with exactly so many places, 0 to 18. The zero Decimal is 0. One
// with any other Places is absent.
type Decimal struct {
	Units  int64
	Places int
}

var absent = Decimal{Places: -1}

// ParseDecimal reads a number as [Decimal.String] writes it and keeps its places. It takes nothing else: no spaces,
// exponents, plus signs, separators, needless zeros in front, or minus zero.
func ParseDecimal(text string) (Decimal, error) {
	whole, fraction, _ := strings.Cut(text, ".")
	units, err := strconv.ParseInt(whole+fraction, 10, 64)
	if d := (Decimal{units, len(fraction)}); err == nil && d.String() == text {
		return d, nil
	}
	return absent, fmt.Errorf("%q is not a number: write it as 651 or 95.0", text)
}

// Valid tells whether there is a number.
func (d Decimal) Valid() bool { return 0 <= d.Places && d.Places <= maxPlaces }

// String gives the number with all its places: 651, 95.0, -0.5. Absent gives "".
func (d Decimal) String() string {
	sign, whole, fraction := d.split()
	return sign + whole + fraction
}

// Group is String with a comma between thousands: 10,431.
func (d Decimal) Group() string {
	sign, whole, fraction := d.split()
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	return sign + whole + fraction
}

// split gives the minus sign, the digits before the point, and the point with the digits after it.
func (d Decimal) split() (sign, whole, fraction string) {
	if !d.Valid() {
		return "", "", ""
	}
	if d.Units < 0 {
		sign = "-"
	}
	digits := fmt.Sprintf("%0*d", d.Places+1, magnitude(d.Units))
	point := len(digits) - d.Places
	if d.Places > 0 {
		fraction = "." + digits[point:]
	}
	return sign, digits[:point], fraction
}

// Ratio is the value of the number.
func (d Decimal) Ratio() Ratio {
	if !d.Valid() {
		return Ratio{}
	}
	return Ratio{d.Units, int64(pow10(d.Places))}
}
