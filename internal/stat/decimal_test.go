package stat

import (
	"math"
	"testing"
)

func TestDecimal(t *testing.T) {
	for _, c := range []struct {
		value         Decimal
		text, grouped string
	}{
		{Decimal{950, 1}, "95.0", "95.0"},
		{Decimal{-5, 1}, "-0.5", "-0.5"},
		{Decimal{651, 0}, "651", "651"},
		{Decimal{}, "0", "0"},
		{Decimal{0, 2}, "0.00", "0.00"},
		{Decimal{7, 3}, "0.007", "0.007"},
		{Decimal{10431, 0}, "10431", "10,431"},
		{Decimal{-999, 0}, "-999", "-999"},
		{Decimal{-1000, 0}, "-1000", "-1,000"},
		{Decimal{123456789, 2}, "1234567.89", "1,234,567.89"},
		{Decimal{1234567, 4}, "123.4567", "123.4567"},
		{Decimal{math.MaxInt64, 0}, "9223372036854775807", "9,223,372,036,854,775,807"},
		{Decimal{math.MinInt64, 18}, "-9.223372036854775808", "-9.223372036854775808"},
	} {
		if c.value.String() != c.text || c.value.Group() != c.grouped {
			t.Errorf("%#v: got %s and %s, want %s and %s", c.value, c.value, c.value.Group(), c.text, c.grouped)
		}
		if back, err := ParseDecimal(c.text); err != nil || back != c.value {
			t.Errorf("%s came back as %#v, %v", c.text, back, err)
		}
	}
	for _, d := range []Decimal{absent, {1, 19}} {
		if d.Valid() || d.String() != "" || d.Group() != "" || d.Ratio().Valid() {
			t.Errorf("%#v is not absent", d)
		}
	}
}

func TestParseDecimalRejects(t *testing.T) {
	for _, text := range []string{"", ".", "-", "+5", " 5", "5 ", "5.", ".5", "-.5", "05", "-0", "-0.0", "1e3", "1,000", "1_000", "0x1", "5.-3",
		"1.2.3", "NaN", "Inf", "９", "9223372036854775808", "0.0000000000000000001"} {
		if d, err := ParseDecimal(text); err == nil || d.Valid() {
			t.Errorf("%q was read as %v", text, d)
		}
	}
}

func TestDecimalRatio(t *testing.T) {
	for text, want := range map[string]Ratio{"95.0": {950, 10}, "-0.5": {-5, 10}, "651": {651, 1}} {
		d, err := ParseDecimal(text)
		if err != nil || d.Ratio() != want {
			t.Errorf("%s is %v, %v, want %v", text, d.Ratio(), err, want)
		}
	}
}

// TestRoundKeepsWhatIsPrinted: a printed number rounds to itself at its own places.
func TestRoundKeepsWhatIsPrinted(t *testing.T) {
	for _, units := range extremes {
		for places := 0; places <= maxPlaces; places++ {
			d := Decimal{units, places}
			if got := d.Ratio().Round(places, HalfEven); got != d {
				t.Errorf("%v became %v", d, got)
			}
		}
	}
}

func FuzzParseDecimal(f *testing.F) {
	for _, text := range []string{"95.0", "-0.5", "651", "-0", "007", "1e9", "9223372036854775807"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		d, err := ParseDecimal(text)
		if (err == nil) != d.Valid() || err == nil && d.String() != text {
			t.Errorf("%q was read as %q, error %v", text, d, err)
		}
	})
}
