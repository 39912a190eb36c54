package stat

import (
	"fmt"
	"math/big"
	"math/bits"
	"strings"
)

// Published is a number as someone printed it, Value × 10^Exponent: 2.4万 is 2.4 with exponent 4, 95% is 95 with
// exponent -2. A fraction is Value ÷ Over, both whole: 1/3; of any other number Over is 0. The zero Published claims
// nothing that is ever true; [ParsePublished] makes them.
type Published struct {
	Value     Decimal
	Exponent  int
	Qualifier Qualifier
	Over      int64
}

// Qualifier is what is claimed of a published number v about the true value x. A number is printed to a place: 2.4万
// to thousands, 96% to whole percents, 96.0% to tenths of a percent. A fraction is printed to no place.
type Qualifier string

const (
	Exact     Qualifier = "="  // x rounded to the printed place is v; of a fraction, x is v
	AtLeast   Qualifier = "≥"  // 以上, 不少于: x ≥ v
	MoreThan  Qualifier = ">"  // 超过: x > v
	SomeOver  Qualifier = "+"  // 余: v ≤ x < 1.2 v
	Rounded   Qualifier = "~"  // 约: the same test as Exact, but no claim to be exact; of a fraction, x within v/20 of v
	JustBelow Qualifier = "‹~" // 近: v - u ≤ x < v, u one in v's last significant digit, at most v/20; of a fraction v/20
)

// ParseQualifier reads a qualifier by its sign; no sign means [Exact].
func ParseQualifier(sign string) (Qualifier, error) {
	switch q := Qualifier(sign); q {
	case "":
		return Exact, nil
	case Exact, AtLeast, MoreThan, SomeOver, Rounded, JustBelow:
		return q, nil
	}
	return "", fmt.Errorf("%q is not a qualifier: write one of = ≥ > + ~ ‹~", sign)
}

var scales = []struct {
	suffix   string
	exponent int
}{{"万", 4}, {"亿", 8}, {"%", -2}, {"", 0}}

// ParsePublished reads a printed number, such as 94, 95%, 96.0%, 2.4万, 1.07亿 or 1/3, claimed with that qualifier.
func ParsePublished(text string, q Qualifier) (Published, error) {
	if p, ok := parseFraction(text, q); ok {
		return p, nil
	}
	for _, s := range scales {
		number, ok := strings.CutSuffix(text, s.suffix)
		if !ok {
			continue
		}
		value, err := ParseDecimal(number)
		if p := (Published{value, s.exponent, q, 0}); err == nil && p.Ratio().Valid() {
			return p, nil
		}
		break
	}
	return Published{}, fmt.Errorf("%q is not a published number: write it as 94, 95%%, 2.4万 or 1/3", text)
}

// parseFraction reads two whole numbers with a stroke between them, the second more than one.
func parseFraction(text string, q Qualifier) (Published, bool) {
	above, below, _ := strings.Cut(text, "/")
	num, wrong := ParseDecimal(above)
	den, alsoWrong := ParseDecimal(below)
	if wrong != nil || alsoWrong != nil || num.Places+den.Places > 0 || den.Units < 2 {
		return Published{}, false
	}
	return Published{num, 0, q, den.Units}, true
}

// Fraction tells whether the number was printed as one, such as 1/3.
func (p Published) Fraction() bool { return p.Over > 0 }

// Group is the number as it was printed, with a comma between thousands: 10,431, 2.4万, 95%, 1/3.
func (p Published) Group() string {
	if p.Fraction() {
		return fmt.Sprintf("%s/%d", p.Value.Group(), p.Over)
	}
	for _, s := range scales {
		if s.exponent == p.Exponent {
			return p.Value.Group() + s.suffix
		}
	}
	return ""
}

// Ratio is the printed number itself. It is absent if it does not fit; ParsePublished lets no such number through.
func (p Published) Ratio() Ratio {
	if p.Fraction() {
		return Ratio{p.Value.Units, p.Over}
	}
	scale := p.Exponent - p.Value.Places
	if !p.Value.Valid() || scale < -maxPlaces || scale > maxPlaces {
		return Ratio{}
	}
	if scale <= 0 {
		return Ratio{p.Value.Units, int64(pow10(-scale))}
	}
	n, ok := Int(p.Value.Units).units(scale, HalfUp)
	if !ok {
		return Ratio{}
	}
	return Int(n)
}

// Matches tells whether the computed value bears out what was published; [Qualifier] says when. Mode is the rounding
// of the one who published. Nothing bears out SomeOver or JustBelow of a number that is not positive.
func (p Published) Matches(computed Ratio, mode Mode) bool {
	v := p.Ratio()
	if !v.Valid() || !computed.Valid() {
		return false
	}
	switch p.Qualifier {
	case Exact:
		return p.rounds(computed, mode)
	case Rounded:
		return p.rounds(computed, mode) || p.Fraction() && p.near(computed)
	case AtLeast:
		return computed.Cmp(v) >= 0
	case MoreThan:
		return computed.Cmp(v) > 0
	case SomeOver:
		return computed.Cmp(v) >= 0 && computed.rat().Cmp(times(v, 6, 5)) < 0
	case JustBelow:
		return computed.Cmp(v) < 0 && computed.rat().Cmp(p.almost()) >= 0
	}
	return false
}

// rounds tells whether a value rounded to the printed place is the number. A fraction has no place to round to.
func (p Published) rounds(computed Ratio, mode Mode) bool {
	if p.Fraction() {
		return computed.Cmp(p.Ratio()) == 0
	}
	units, ok := computed.units(p.Value.Places-p.Exponent, mode)
	return ok && units == p.Value.Units
}

// near tells whether a value is within a twentieth of the number, either way.
func (p Published) near(computed Ratio) bool {
	off := new(big.Rat).Sub(computed.rat(), p.Ratio().rat())
	most := times(p.Ratio(), 1, 20)
	return off.Abs(off).Cmp(most.Abs(most)) <= 0
}

func times(r Ratio, num, den int64) *big.Rat { return new(big.Rat).Mul(r.rat(), big.NewRat(num, den)) }

// almost is the least value that is JustBelow: short of the number by one in its last significant digit, but by a
// twentieth at most, since 近1万 is not 1. The zeros that end a whole number are not significant: 近300 may be 296. Of a
// fraction it is always the twentieth, since its digits say nothing of how near it is.
func (p Published) almost() *big.Rat {
	v := p.Ratio()
	if p.Fraction() {
		return times(v, 19, 20)
	}
	unit := times(v, 1, max(p.Value.Units, 1)) // of the last printed place
	for n := p.Value; n.Places == 0 && n.Units > 0 && n.Units%10 == 0; n.Units /= 10 {
		unit.Mul(unit, big.NewRat(10, 1))
	}
	if most := times(v, 1, 20); unit.Cmp(most) > 0 {
		unit = most
	}
	return unit.Sub(v.rat(), unit)
}

// PossibleShare tells whether some n of 0 to N makes n/N, as it was printed, the published percentage or fraction: a
// fraction that claims to be exact, such as 1/3 of 10, none; one that is 约, the nearest.
func PossibleShare(N int64, published Published, mode Mode) bool {
	if !published.Fraction() {
		return PossiblePercent(N, published.Value, mode)
	}
	nearest := published.Ratio().Times(N).Round(0, HalfUp)
	return N > 0 && nearest.Valid() && 0 <= nearest.Units && nearest.Units <= N && published.Matches(Ratio{nearest.Units, N}, mode)
}

// PossiblePercent tells whether some n of 0 to N makes n/N, as a percentage, round to the published number, which
// has at most 16 places. Of 156, 96% is possible (150) but 96.0% is not: 149 makes 95.5 and 150 makes 96.2.
func PossiblePercent(N int64, published Decimal, mode Mode) bool {
	places := published.Places + 2
	if N <= 0 || !published.Valid() || places > maxPlaces {
		return false
	}
	one := pow10(places) // 100%
	if published.Units < 0 || uint64(published.Units) > one {
		return false
	}
	// Rounding keeps the order, so that if any n will do, one of the two next to the published rate will.
	hi, lo := bits.Mul64(uint64(published.Units), uint64(N))
	n, _ := bits.Div64(hi, lo, one)
	below, _ := Ratio{int64(n), N}.units(places, mode)
	above, _ := Ratio{min(int64(n), N-1) + 1, N}.units(places, mode)
	return below == published.Units || above == published.Units
}

// LowerBound is the percentage that a qualified count out of N is sure to reach, rounded down: 94余 out of 106 is at
// least 88.67 with two places. It is false unless the qualifier gives a lower bound (≥, > or +), the count lies in
// 0 to N, and the result fits. A fraction is a share already.
func LowerBound(count Published, N int64, places int) (Decimal, bool) {
	switch count.Qualifier {
	case AtLeast, MoreThan, SomeOver:
	default:
		return absent, false
	}
	v := count.Ratio()
	if !v.Valid() || count.Fraction() || N <= 0 || v.Num < 0 || v.Cmp(Int(N)) > 0 {
		return absent, false
	}
	hi, den := bits.Mul64(uint64(v.Den), uint64(N))
	if hi > 0 || int64(den) < 0 {
		return absent, false
	}
	bound := Ratio{v.Num, int64(den)}.Percent(places, down)
	return bound, bound.Valid()
}
