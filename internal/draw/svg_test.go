package draw

import (
	"encoding/xml"
	"math"
	"strconv"
	"strings"
	"testing"
)

func TestSVG(t *testing.T) {
	s := NewSVG("c1", 100)
	s.Rect(0, 10, 20.04, 30, Series(0))
	s.Rect(30, 10, 20, 30, Series(1))
	s.Stroke(1, Axis, Line{{0, 40}, {100, 40}}, Line{{5, -0.01}, {5, 1}})
	s.Text(10, 8, "3 < 4", Type{Role: Value, Size: 10, Anchor: Middle})
	s.Text(40, 8, "5", Type{Role: Value, Size: 10, Anchor: Middle})
	s.Tip(0, 0, 100, 50, "8月\n5 件")
	want := `<svg xmlns="http://www.w3.org/2000/svg" class="drawing" role="img" viewBox="0 0 100 50.1" ` +
		`font-family="PingFang SC, Microsoft YaHei, Noto Sans CJK SC, Source Han Sans SC, sans-serif" aria-labelledby="c1-t c1-d">` +
		`<title id="c1-t">Title</title><desc id="c1-d">Desc</desc>` +
		`<defs><pattern id="c1-h1" class="d-hatching" width="6" height="6" patternUnits="userSpaceOnUse" stroke="#ffffff" stroke-width="1.2">` +
		`<path d="M-1 1L1 -1M0 6L6 0M5 7L7 5"/></pattern></defs>` +
		`<g class="d-fill d-s0" fill="#12436d"><rect x="0" y="10" width="20" height="30"/></g>` +
		`<g class="d-fill d-s1" fill="#28a197"><rect x="30" y="10" width="20" height="30"/></g>` +
		`<path class="d-hatch" display="none" fill="url(#c1-h1)" d="M30 10H50V40H30Z"/>` +
		`<g class="d-line d-axis" fill="none" stroke="#1d1c1a" stroke-linejoin="round" stroke-width="1"><path d="M0 40L100 40M5 0L5 1"/></g>` +
		`<g class="d-text d-value" fill="#1d1c1a" font-size="10" text-anchor="middle" stroke="#ffffff" stroke-linejoin="round" paint-order="stroke" stroke-width="2">` +
		`<text x="10" y="8">3 &lt; 4</text><text x="40" y="8">5</text></g>` +
		`<g class="d-tip" fill="none" pointer-events="all"><rect x="0" y="0" width="100" height="50"><title>8月&#xA;5 件</title></rect></g></svg>`
	if got := s.End(50.01, "Title", "Desc"); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// Whatever the texts are, the result is XML and holds no markup of theirs.
func FuzzSVG(f *testing.F) {
	f.Add("id", `</text><script>alert(1)</script>`)
	f.Add(`a"b`, "\x00\x1b\xff\ufffe&amp;]]>")
	f.Fuzz(func(t *testing.T, id, text string) {
		s := NewSVG(id, 100)
		s.Rect(0, 0, 1, 1, Series(2))
		s.Text(0, 0, text, Type{Size: 10, Role: Over(2)})
		s.Tip(0, 0, 1, 1, text)
		names := map[string]bool{}
		dec := xml.NewDecoder(strings.NewReader(s.End(10, text, text)))
		for {
			token, err := dec.Token()
			if token == nil {
				if err.Error() != "EOF" {
					t.Fatal(err)
				}
				break
			}
			if e, ok := token.(xml.StartElement); ok {
				names[e.Name.Local] = true
			}
		}
		for name := range names {
			if !strings.Contains(" svg title desc defs pattern path g rect text ", " "+name+" ") {
				t.Errorf("element %s came in", name)
			}
		}
	})
}

func TestColoursContrast(t *testing.T) {
	const paper = "#fbfaf7"
	for r := Ink; r < series; r++ {
		if c := contrast(looks[r].text, paper); c < 4.5 {
			t.Errorf("text of %s: %.1f", looks[r].class, c)
		}
	}
	for i := range MaxSeries {
		name, mark := looks[Series(i)].text, looks[Series(i)].mark
		if c := contrast(name, paper); c < 4.5 {
			t.Errorf("name of series %d: %.2f", i, c)
		}
		if c := contrast(looks[Over(i)].text, mark); c < 4.5 {
			t.Errorf("number on series %d: %.2f", i, c)
		}
		if c := contrast(mark, paper); c < 3 {
			t.Errorf("marks of series %d: %.2f", i, c)
		}
	}
}

func contrast(a, b string) float64 {
	la, lb := luminance(a), luminance(b)
	return (max(la, lb) + 0.05) / (min(la, lb) + 0.05)
}

func luminance(colour string) float64 {
	n, _ := strconv.ParseUint(colour[1:], 16, 32)
	linear := func(v uint64) float64 {
		c := float64(v&255) / 255
		if c <= 0.04045 {
			return c / 12.92
		}
		return math.Pow((c+0.055)/1.055, 2.4)
	}
	return 0.2126*linear(n>>16) + 0.7152*linear(n>>8) + 0.0722*linear(n)
}
