package draw

import (
	"math"
	"slices"
	"strings"
	"testing"
)

type table struct{}

func (table) Width(text string, t Type) float64 { return Width(text, t) }

func TestWidth(t *testing.T) {
	for _, c := range []struct {
		text string
		bold bool
		want float64
	}{
		{"", false, 0},
		{"里巷", false, 20},
		{"2024", false, 22.24},
		{"2024", true, 22.24}, // figures stay in line
		{"A", false, 6.67},
		{"A", true, 7.2},
		{"“，”", false, 30},
	} {
		if got := Width(c.text, Type{Size: 10, Bold: c.bold}); math.Abs(got-c.want) > 1e-9 {
			t.Errorf("Width(%q, bold %v) = %v, want %v", c.text, c.bold, got, c.want)
		}
	}
}

func TestWrap(t *testing.T) {
	for _, c := range []struct {
		text  string
		ems   float64
		lines int
		want  string
	}{
		{"", 5, 2, ""},
		{"房屋修缮", 5, 2, "房屋修缮"},
		{"和平里街道", 4, 2, "和平里|街道"},          // even, not 4 + 1
		{"房屋修缮，环境卫生", 4, 0, "房屋修|缮，环境|卫生"}, // no comma at a line's beginning
		{"见《条例》第九条", 2, 0, "见|《条|例》|第九|条"},
		{"2024年8月", 4, 2, "2024年|8月"},
		{"第12周和第13周", 4.2, 2, "第12周和|第13周"},
		{"open data portal", 4, 0, "open|data|portal"},
		{"加装电梯和整治改造", 4, 2, "加装电梯|和整治…"},
		{"abcdefghij", 2, 0, "abc|defg|hij"}, // a torn word
		{" 多\n余\t空 ", 9, 2, "多 余 空"},
	} {
		got := strings.Join(Wrap(table{}, c.text, Type{Size: 1}, c.ems, c.lines), "|")
		if got != c.want {
			t.Errorf("Wrap(%q, %v em, %d) = %q, want %q", c.text, c.ems, c.lines, got, c.want)
		}
	}
}

func TestShorten(t *testing.T) {
	for _, c := range []struct {
		ems  float64
		want string
	}{{8, "和平里街道办事处"}, {7.9, "和平里街道办…"}, {2, "和…"}, {1, "…"}, {0.9, ""}} {
		if got := Shorten(table{}, "和平里街道办事处", Type{Size: 1}, c.ems); got != c.want {
			t.Errorf("in %v em: %q, want %q", c.ems, got, c.want)
		}
	}
}

func FuzzWrap(f *testing.F) {
	f.Add("房屋修缮，环境卫生 open data 2024年8月", 4.0, 2)
	f.Add("\xff（（（", 1.0, 1)
	f.Fuzz(func(t *testing.T, text string, width float64, lines int) {
		if !(width >= 1.5 && width < 100) || lines < 0 || lines > 5 || len(text) > 500 {
			t.Skip()
		}
		got := Wrap(table{}, text, Type{Size: 1}, width, lines)
		if lines > 0 && len(got) > lines {
			t.Fatalf("%d lines, want at most %d: %q", len(got), lines, got)
		}
		for _, line := range got {
			if w := Width(line, Type{Size: 1}); w > width {
				t.Errorf("%q is %v wide, room for %v", line, w, width)
			}
		}
		bare := func(s string) string { return strings.Join(strings.Fields(s), "") }
		if lines == 0 && bare(strings.Join(got, "")) != bare(text) {
			t.Errorf("%q lost text of %q", got, text)
		}
		if slices.Contains(got, "") {
			t.Errorf("an empty line in %q", got)
		}
	})
}
