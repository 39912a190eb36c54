package stat

import (
	"math"
	"testing"
)

func published(t testing.TB, text string, q Qualifier) Published {
	t.Helper()
	p, err := ParsePublished(text, q)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestParsePublished(t *testing.T) {
	for _, c := range []struct {
		text     string
		value    Decimal
		exponent int
		ratio    Ratio
	}{
		{"94", Decimal{94, 0}, 0, Int(94)},
		{"95%", Decimal{95, 0}, -2, Ratio{95, 100}},
		{"96.0%", Decimal{960, 1}, -2, Ratio{960, 1000}},
		{"2.4万", Decimal{24, 1}, 4, Int(24000)},
		{"1.07亿", Decimal{107, 2}, 8, Int(107000000)},
		{"12.34567万", Decimal{1234567, 5}, 4, Ratio{1234567, 10}},
		{"-3", Decimal{-3, 0}, 0, Int(-3)},
	} {
		p := published(t, c.text, Exact)
		if p != (Published{c.value, c.exponent, Exact, 0}) || p.Fraction() || p.Group() != c.text || p.Ratio() != c.ratio {
			t.Errorf("%s: got %v = %v", c.text, p, p.Ratio())
		}
	}
	for _, text := range []string{"", "%", "万", "2万4千", "95 %", "95％", "1e4", "约94", "1.07万亿", "10,431", "922337203685478亿", "0.12345678901234567%",
		"1/", "/3", "1/0", "1/1", "1/-3", "1/3%", "1/3万", "1.5/3", "1/1.5", "1//3", "1/2/3", " 1/3", "01/3", "1/9223372036854775808"} {
		if p, err := ParsePublished(text, Exact); err == nil {
			t.Errorf("%q was read as %v", text, p)
		}
	}
}

func TestParseFraction(t *testing.T) {
	for text, want := range map[string]Ratio{"1/3": {1, 3}, "2/6": {2, 6}, "0/3": {0, 3}, "-1/3": {-1, 3}, "4/3": {4, 3}, "1200/3601": {1200, 3601}} {
		p := published(t, text, JustBelow)
		if p.Ratio() != want || p.Qualifier != JustBelow || !p.Fraction() {
			t.Errorf("%s: got %v = %v", text, p, p.Ratio())
		}
	}
	if got := published(t, "1200/3601", Exact).Group(); got != "1,200/3601" {
		t.Errorf("it is printed %s", got)
	}
}

func TestParseQualifier(t *testing.T) {
	for sign, want := range map[string]Qualifier{"": Exact, "=": Exact, "≥": AtLeast, ">": MoreThan, "+": SomeOver, "~": Rounded, "‹~": JustBelow} {
		if got, err := ParseQualifier(sign); err != nil || got != want {
			t.Errorf("%q was read as %q, %v", sign, got, err)
		}
	}
	for _, sign := range []string{"<", ">=", "<~", "余"} {
		if q, err := ParseQualifier(sign); err == nil {
			t.Errorf("%q was read as %q", sign, q)
		}
	}
}

// TestMatches gives for each claim the values at the edges of what bears it out.
func TestMatches(t *testing.T) {
	for _, c := range []struct {
		qualifier Qualifier
		text      string
		yes, no   []Ratio
	}{
		{Exact, "94", []Ratio{Int(94), {940, 10}}, []Ratio{Int(93), Int(95), {}}},
		{Exact, "0", []Ratio{Int(0)}, []Ratio{Int(1), {}}},
		{Exact, "96%", []Ratio{{150, 156}, {955, 1000}, {9649, 10000}}, []Ratio{{149, 157}, {965, 1000}, {9549, 10000}, Int(96)}},
		{Exact, "96.0%", []Ratio{{96, 100}, {9595, 10000}}, []Ratio{{150, 156}, {9605, 10000}}},
		{Exact, "12.50", []Ratio{{1250, 100}, {12495, 1000}}, []Ratio{{1251, 100}}},
		{Rounded, "2.4万", []Ratio{Int(23500), Int(24000), Int(24499)}, []Ratio{Int(23499), Int(24500), {23499999, 1000}}},
		{Rounded, "1亿", []Ratio{Int(50000000), Int(149999999)}, []Ratio{Int(49999999), Int(150000000)}},
		{AtLeast, "95%", []Ratio{{95, 100}, {951, 1000}, Int(1)}, []Ratio{{9499, 10000}}},
		{AtLeast, "2.4万", []Ratio{Int(24000), Int(math.MaxInt64)}, []Ratio{Int(23999)}},
		{MoreThan, "95%", []Ratio{{9501, 10000}}, []Ratio{{95, 100}}},
		{MoreThan, "94", []Ratio{Int(95)}, []Ratio{Int(94)}},
		{SomeOver, "94", []Ratio{Int(94), Int(112)}, []Ratio{Int(93), {1128, 10}, Int(113)}},
		{SomeOver, "100", []Ratio{Int(100), Int(119)}, []Ratio{Int(99), Int(120)}},
		{SomeOver, "0", nil, []Ratio{Int(0), Int(1), Int(-1)}},
		{SomeOver, "-10", nil, []Ratio{Int(-10), Int(-11), Int(-12)}},
		{JustBelow, "2.4万", []Ratio{Int(23000), Int(23999)}, []Ratio{Int(22999), Int(24000)}},
		{JustBelow, "95%", []Ratio{{94, 100}, {949, 1000}}, []Ratio{{939, 1000}, {95, 100}}},
		{JustBelow, "96.0%", []Ratio{{959, 1000}, {9599, 10000}}, []Ratio{{9589, 10000}, {96, 100}}},
		{JustBelow, "300", []Ratio{Int(285), Int(299)}, []Ratio{Int(284), Int(300)}},
		{JustBelow, "310", []Ratio{Int(300), Int(309)}, []Ratio{Int(299), Int(310)}},
		{JustBelow, "1万", []Ratio{Int(9500), Int(9999)}, []Ratio{Int(9499), Int(10000)}},
		{JustBelow, "0", nil, []Ratio{Int(0), Int(-1)}},
		{JustBelow, "-20", nil, []Ratio{Int(-21), Int(-20), Int(-19), Int(0)}},
		{Exact, "1/3", []Ratio{{1, 3}, {35, 105}}, []Ratio{{33, 100}, {333333, 1000000}, {1, 2}, {}}},
		{Exact, "0/3", []Ratio{Int(0)}, []Ratio{{1, 100}}},
		{Rounded, "1/3", []Ratio{{1, 3}, {19, 60}, {21, 60}, {33, 100}}, []Ratio{{189, 600}, {211, 600}, {3, 10}, {4, 10}, {-1, 3}}},
		{Rounded, "-1/3", []Ratio{{-1, 3}, {-19, 60}, {-21, 60}}, []Ratio{{-189, 600}, {-211, 600}, {1, 3}}},
		{Rounded, "0/3", []Ratio{Int(0)}, []Ratio{{1, 100}}},
		{AtLeast, "2/3", []Ratio{{2, 3}, {67, 100}, Int(1)}, []Ratio{{66, 100}}},
		{MoreThan, "1/2", []Ratio{{51, 100}}, []Ratio{{1, 2}, {49, 100}}},
		{SomeOver, "1/3", []Ratio{{1, 3}, {39, 100}}, []Ratio{{33, 100}, {2, 5}}},
		{JustBelow, "1/3", []Ratio{{19, 60}, {33, 100}}, []Ratio{{189, 600}, {1, 3}, {34, 100}}},
		{JustBelow, "300/900", []Ratio{{19, 60}}, []Ratio{{189, 600}, {1, 3}}},
		{JustBelow, "-1/3", nil, []Ratio{{-1, 3}, {-33, 100}, {-34, 100}}},
		{JustBelow, "0/3", nil, []Ratio{Int(0), {-1, 100}}},
		{"", "1/3", nil, []Ratio{{1, 3}}},
		{"", "94", nil, []Ratio{Int(94)}},
	} {
		p := published(t, c.text, c.qualifier)
		for _, x := range c.yes {
			if !p.Matches(x, HalfUp) {
				t.Errorf("%s %s is not borne out by %v", c.qualifier, c.text, x)
			}
		}
		for _, x := range c.no {
			if p.Matches(x, HalfUp) {
				t.Errorf("%s %s is borne out by %v", c.qualifier, c.text, x)
			}
		}
	}
}

func TestMatchesWithEitherMode(t *testing.T) {
	tie := Ratio{945, 1000} // 94.5%
	for text, want := range map[string][2]bool{"94%": {false, true}, "95%": {true, false}} {
		p := published(t, text, Exact)
		if p.Matches(tie, HalfUp) != want[HalfUp] || p.Matches(tie, HalfEven) != want[HalfEven] {
			t.Errorf("%s: got %v half up, %v half even", text, p.Matches(tie, HalfUp), p.Matches(tie, HalfEven))
		}
	}
}

func TestUnfitPublished(t *testing.T) {
	for _, p := range []Published{{}, {Decimal{math.MaxInt64, 0}, 4, AtLeast, 0}, {Decimal{1, 0}, 19, AtLeast, 0}, {Decimal{1, 18}, -2, AtLeast, 0}, {absent, 0, AtLeast, 0}} {
		if p.Matches(Int(math.MaxInt64), HalfUp) {
			t.Errorf("%v is borne out", p)
		}
	}
}

func TestPossiblePercent(t *testing.T) {
	for _, c := range []struct {
		N    int64
		text string
		want bool
	}{
		{156, "96", true}, {156, "96.0", false}, {156, "95.9", false}, {156, "96.2", true}, {156, "95.5", true},
		{3, "33.3", true}, {3, "33.4", false}, {3, "0", true}, {3, "100.00", true}, {3, "101", false}, {3, "-33", false},
		{0, "0", false}, {-1, "0", false},
		{math.MaxInt64, "100", true}, {math.MaxInt64, "99.9999999999999999", true}, {1, "99.9999999999999999", false},
	} {
		d, err := ParseDecimal(c.text)
		if got := PossiblePercent(c.N, d, HalfUp); err != nil || got != c.want {
			t.Errorf("%s%% of %d is possible: %v, want %v (%v)", c.text, c.N, got, c.want, err)
		}
	}
	if PossiblePercent(3, absent, HalfUp) || PossiblePercent(3, Decimal{0, 17}, HalfUp) {
		t.Error("a percentage that cannot be printed is possible")
	}
}

// TestPossiblePercentByEnumeration tries every n of every N up to 250.
func TestPossiblePercentByEnumeration(t *testing.T) {
	for _, mode := range []Mode{HalfUp, HalfEven} {
		for places, one := 0, int64(100); places <= 1; places, one = places+1, one*10 {
			for N := int64(1); N <= 250; N++ {
				possible := map[int64]bool{}
				for n := range N + 1 {
					units, _ := roundBig(Ratio{n, N}, places+2, mode)
					possible[units] = true
				}
				for units := int64(-1); units <= one+1; units++ {
					d := Decimal{units, places}
					if got := PossiblePercent(N, d, mode); got != possible[units] {
						t.Fatalf("%v%% of %d, mode %d: got %v, want %v", d, N, mode, got, possible[units])
					}
				}
			}
		}
	}
}

func TestPossibleShare(t *testing.T) {
	for _, c := range []struct {
		N         int64
		qualifier Qualifier
		text      string
		want      bool
	}{
		{156, Exact, "96%", true}, {156, Exact, "96.0%", false},
		{9, Exact, "1/3", true}, {10, Exact, "1/3", false}, {10, Exact, "4/3", false}, {10, Exact, "-1/2", false}, {10, Exact, "0/2", true},
		{10, Rounded, "1/3", false}, {20, Rounded, "1/3", true}, // 3/10 and 4/10 are off by more than 1/60, 7/20 is not
		{0, Rounded, "1/3", false}, {-3, Exact, "1/3", false}, {1 << 60, Rounded, "2/3", true},
	} {
		if got := PossibleShare(c.N, published(t, c.text, c.qualifier), HalfUp); got != c.want {
			t.Errorf("%s %s of %d is possible: %v", c.qualifier, c.text, c.N, got)
		}
	}
}

// TestFractionsByEnumeration holds small fractions against all small values, with whole numbers only: x is num/den, and
// 20·|x - v| ≤ v where it is near.
func TestFractionsByEnumeration(t *testing.T) {
	for over := int64(2); over <= 7; over++ {
		for above := range 2 * over {
			for den := int64(1); den <= 45; den++ {
				for num := range 2*den + 1 {
					v, x, off := above*den, num*over, num*over-above*den // all times over·den
					for q, want := range map[Qualifier]bool{Exact: x == v, Rounded: 20*max(off, -off) <= v, AtLeast: x >= v, MoreThan: x > v,
						SomeOver: x >= v && 5*x < 6*v, JustBelow: x < v && 20*x >= 19*v} {
						if got := (Published{Int(above).Round(0, HalfUp), 0, q, over}).Matches(Ratio{num, den}, HalfUp); got != want {
							t.Fatalf("%s %d/%d is borne out by %d/%d: %v", q, above, over, num, den, got)
						}
					}
				}
			}
		}
	}
}

func TestLowerBound(t *testing.T) {
	for _, c := range []struct {
		qualifier Qualifier
		text      string
		N         int64
		places    int
		want      string // "" is none
	}{
		{SomeOver, "94", 106, 2, "88.67"}, // 88.679…
		{AtLeast, "94", 106, 0, "88"},
		{MoreThan, "94", 106, 3, "88.679"},
		{AtLeast, "2.4万", 25000, 1, "96.0"},
		{AtLeast, "0", 5, 1, "0.0"},
		{AtLeast, "5", 5, 1, "100.0"},
		{AtLeast, "6", 5, 1, ""},
		{AtLeast, "-1", 5, 1, ""},
		{AtLeast, "0", 0, 1, ""},
		{AtLeast, "1", 5, 17, ""},
		{AtLeast, "1", 5, -1, ""},
		{AtLeast, "0.5", math.MaxInt64, 1, ""},
		{AtLeast, "1/3", 106, 2, ""},
		{Exact, "94", 106, 2, ""}, {Rounded, "94", 106, 2, ""}, {JustBelow, "94", 106, 2, ""},
	} {
		got, ok := LowerBound(published(t, c.text, c.qualifier), c.N, c.places)
		if got.String() != c.want || ok != (c.want != "") {
			t.Errorf("%s %s of %d: got %q, %v, want %q", c.qualifier, c.text, c.N, got, ok, c.want)
		}
	}
}

func FuzzParsePublished(f *testing.F) {
	for _, text := range []string{"94", "95%", "96.0%", "2.4万", "1.07亿", "922337203685478亿", "1/3"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		p, err := ParsePublished(text, Exact)
		if err == nil && !p.Ratio().Valid() || err != nil && p != (Published{}) {
			t.Errorf("%q was read as %v, error %v", text, p, err)
		}
		if err == nil && !p.Matches(p.Ratio(), HalfUp) {
			t.Errorf("%q is not borne out by itself", text)
		}
	})
}
