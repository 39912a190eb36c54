package chart

import (
	"encoding/xml"
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"

	"github.com/lanewall/lanewall/internal/draw"
)

// record is a surface that remembers.
type record struct {
	rects, texts []mark
	lines        []draw.Line
	tips         []string
}

type mark struct {
	x, y, w, h float64
	role       draw.Role
	text       string
}

func (r *record) Width(text string, t draw.Type) float64 { return draw.Width(text, t) }
func (r *record) Rect(x, y, w, h float64, role draw.Role) {
	r.rects = append(r.rects, mark{x, y, w, h, role, ""})
}
func (r *record) Stroke(_ float64, _ draw.Role, lines ...draw.Line) {
	r.lines = append(r.lines, lines...)
}
func (r *record) Dot(x, y, radius float64, _ draw.Role) {
	r.lines = append(r.lines, draw.Line{{X: x - radius, Y: y - radius}, {X: x + radius, Y: y + radius}})
}
func (r *record) Tip(x, y, w, h float64, text string) {
	r.lines = append(r.lines, draw.Line{{X: x, Y: y}, {X: x + w, Y: y + h}})
	r.tips = append(r.tips, text)
}
func (r *record) Text(x, y float64, text string, t draw.Type) {
	w := draw.Width(text, t)
	x -= [...]float64{draw.Start: 0, draw.Middle: w / 2, draw.End: w}[t.Anchor]
	r.texts = append(r.texts, mark{x, y - 0.9*t.Size, w, 1.15 * t.Size, t.Role, text})
}

func (m mark) meets(n mark) bool {
	const eps = 1e-6
	return m.x+m.w > n.x+eps && n.x+n.w > m.x+eps && m.y+m.h > n.y+eps && n.y+n.h > m.y+eps
}

func (m mark) within(w, h float64) bool {
	const eps = 1e-6
	return m.w >= 0 && m.h >= 0 && m.x >= -eps && m.y >= -eps && m.x+m.w <= w+eps && m.y+m.h <= h+eps
}

func (m mark) String() string {
	return fmt.Sprintf("%q at %.1f,%.1f %.1f×%.1f", m.text, m.x, m.y, m.w, m.h)
}

// has lists the texts of a role.
func (r *record) has(role draw.Role) []string {
	var found []string
	for _, m := range r.texts {
		if m.role == role {
			found = append(found, m.text)
		}
	}
	return found
}

func recorded(t testing.TB, c *Chart, o Options) *record {
	t.Helper()
	r := &record{}
	height, err := c.Draw(r, o)
	if err != nil {
		t.Fatal(err)
	}
	o = o.filled()
	for _, m := range append(r.rects, r.texts...) {
		if !m.within(o.Width, height) {
			t.Errorf("%v is not within %v×%v", m, o.Width, height)
		}
	}
	for _, l := range r.lines {
		for _, p := range l {
			if !(mark{x: p.X, y: p.Y}).within(o.Width, height) {
				t.Errorf("a line goes to %v, outside of %v×%v", p, o.Width, height)
			}
		}
	}
	for i, a := range r.texts {
		for _, b := range r.texts[:i] {
			if a.meets(b) {
				t.Errorf("%v overlaps %v", a, b)
			}
		}
		for _, b := range r.rects {
			if a.role < draw.Over(0) && a.meets(b) {
				t.Errorf("%v overlaps a bar %v", a, b)
			}
		}
	}
	return r
}

func TestBarsAreProportional(t *testing.T) {
	for _, lying := range []bool{false, true} {
		c := Chart{Categories: []string{"甲", "乙", "丙", "丁"}, Horizontal: lying, Unit: "件",
			Series: []Series{{Values: []Value{{Number: 10}, {Number: 40}, missing("未报送"), {Number: 0}}}}}
		r := recorded(t, &c, Options{})
		if len(r.rects) != 2 {
			t.Fatalf("%d bars for two numbers above zero: %v", len(r.rects), r.rects)
		}
		a, b := r.rects[0].h, r.rects[1].h
		if lying {
			a, b = r.rects[0].w, r.rects[1].w
		}
		if math.Abs(b-4*a) > 1e-6 {
			t.Errorf("lying %v: 10 is %v long, 40 is %v", lying, a, b)
		}
		if got := r.has(draw.Missing); len(got) != 1 || got[0] != "未报送" {
			t.Errorf("lying %v: missing words %q", lying, got)
		}
	}
}

func TestStacksAddUp(t *testing.T) {
	c := Chart{Stacked: true, Categories: []string{"甲", "乙"}, Series: []Series{
		{Name: "一", Values: Numbers(10, 20)}, {Name: "二", Values: []Value{{Number: 30}, missing("未报送")}}}}
	r := recorded(t, &c, Options{})
	bars := r.rects[2:] // after the swatches
	if len(bars) != 3 || bars[0].y != bars[2].y+bars[2].h || math.Abs(bars[2].h-3*bars[0].h) > 1e-6 {
		t.Errorf("bars %v", bars)
	}
	if sums := r.has(draw.Value); len(sums) != 1 || sums[0] != "40" {
		t.Errorf("sums %q, want only that of the stack without a gap", sums)
	}
}

func TestMissingBreaksLine(t *testing.T) {
	c := Chart{Kind: Line, Categories: []string{"1", "2", "3", "4", "5"},
		Series: []Series{{Values: []Value{{Number: 1}, {Number: 2}, missing("未报送"), {Number: 3}, {Number: 4}}}}}
	runs := 0
	for _, l := range recorded(t, &c, Options{}).lines {
		if len(l) == 2 && l[0].Y > l[1].Y && l[0].X < l[1].X && l[1].X-l[0].X > 20 {
			runs++ // 1 to 2 and 3 to 4 rise; nothing else on this chart does
		}
	}
	if runs != 2 {
		t.Errorf("%d rising lines, want 2", runs)
	}
}

func TestCrossIsExplained(t *testing.T) {
	c := weeks(53)
	c.Series[0].Values[20] = missing("未报送")
	c.Series[0].Values[30] = missing("未报送")
	if got := recorded(t, &c, Options{}).has(draw.Quiet); got[len(got)-1] != "× 未报送" {
		t.Errorf("quiet texts %q", got)
	}
}

func TestTipHasWholeNames(t *testing.T) {
	const name = "加装电梯和老旧小区综合整治改造工程的施工噪声扰民问题反映"
	c := Chart{Horizontal: true, Categories: []string{name}, Series: []Series{{Values: Numbers(3)}}, Unit: "件"}
	r := recorded(t, &c, Options{})
	if r.tips[0] != name+"\n3 件" {
		t.Errorf("tip %q", r.tips[0])
	}
	if label := strings.Join(r.has(draw.Label), ""); !strings.HasSuffix(label, "…") {
		t.Errorf("label %q", label)
	}
}

func TestEmpty(t *testing.T) {
	c := Chart{Empty: "本月无新增", Notes: []string{"注"}}
	if got := recorded(t, &c, Options{}).has(draw.Quiet); strings.Join(got, "|") != "本月无新增|注" {
		t.Errorf("texts %q", got)
	}
}

func TestSizesScale(t *testing.T) {
	c := sample()
	a, _ := c.Draw(&record{}, Options{Width: 420, Size: 14})
	b, _ := c.Draw(&record{}, Options{Width: 42, Size: 1.4})
	if math.Abs(a-10*b) > 1e-6 {
		t.Errorf("a tenth of the size is %v high, the whole %v", b, a)
	}
}

func weeks(n int) Chart {
	c := Chart{Unit: "件", Series: []Series{{Values: make([]Value, n)}}}
	for i := range n {
		c.Categories = append(c.Categories, fmt.Sprintf("第%d周", i+1))
		c.Series[0].Values[i].Number = float64(i * 37 % 101)
	}
	return c
}

// Whatever is in a chart, its texts do not overlap and nothing leaves the sheet.
func TestAnyChart(t *testing.T) {
	for seed := range uint64(3000) {
		c, o := anyChart(rand.New(rand.NewPCG(seed, 1)))
		recorded(t, &c, o)
		if seed%10 == 0 {
			checkSVG(t, &c)
			checkNumbers(t, &c)
		}
		if t.Failed() {
			t.Fatalf("seed %d: %+v", seed, c)
		}
	}
}

func FuzzChart(f *testing.F) {
	f.Add(uint64(1), "和平里街道 2024年8月", "件")
	f.Add(uint64(2), "</title>\x00", "%")
	f.Fuzz(func(t *testing.T, seed uint64, name, unit string) {
		if len(name)+len(unit) > 400 {
			t.Skip()
		}
		c, o := anyChart(rand.New(rand.NewPCG(seed, 2)))
		c.Unit = unit
		for i := range c.Categories {
			c.Categories[i] = name[:min(len(name), i*5)]
		}
		for k := range c.Series {
			c.Series[k].Name = name
		}
		recorded(t, &c, o)
		checkSVG(t, &c)
		checkNumbers(t, &c)
	})
}

func anyChart(r *rand.Rand) (Chart, Options) {
	pick := func(from ...string) string { return from[r.IntN(len(from))] }
	word := func() string {
		return pick("", "8月", "2024年8月", "和平里街道", "open data", "第53周", "停车管理与充电设施建设", "OK", "Llanfairpwllgwyngyllgogerychwyrndrobwll",
			"加装电梯和老旧小区综合整治改造工程的施工噪声扰民问题反映（含夜间）")
	}
	c := Chart{
		Kind: Kind(r.IntN(2)), Stacked: r.IntN(2) == 0, Horizontal: r.IntN(2) == 0,
		Title: word(), Unit: pick("", "件", "%", "万元／户／年度平均", word()), Places: r.IntN(3), Empty: word(),
	}
	for range r.IntN(3) {
		c.Notes = append(c.Notes, word())
	}
	magnitude := math.Pow10(r.IntN(10))
	number := func() float64 {
		switch n := (r.Float64()*1.4 - 0.2) * magnitude; {
		case r.IntN(6) == 0:
			return 0
		case r.IntN(8) == 0: // seldom negative
			return n
		default:
			return math.Abs(n)
		}
	}
	if r.IntN(3) == 0 {
		c.Target = &Target{Name: word(), Value: number()}
	}
	n := []int{0, 1, 2, 3, 7, 12, 24, 53}[r.IntN(8)]
	for range n {
		c.Categories = append(c.Categories, word())
	}
	for range r.IntN(5) {
		s := Series{Name: word()}
		for range n {
			v := Value{Number: number()}
			if r.IntN(6) == 0 {
				v = missing(pick("", "未报送", "人数少不公开", "n/a"))
			} else if r.IntN(20) == 0 {
				v.Mark = pick("[p]", "暂定")
			}
			s.Values = append(s.Values, v)
		}
		c.Series = append(c.Series, s)
	}
	o := Options{Title: r.IntN(2) == 0}
	if r.IntN(3) == 0 {
		o.Width, o.Size, o.Height = 100+600*r.Float64(), 8+10*r.Float64(), 400*r.Float64()
	}
	return c, o
}

// checkSVG reads the picture back: it is XML, has no number that is none, and its marks are inside the viewBox.
func checkSVG(t *testing.T, c *Chart) {
	t.Helper()
	svg, err := c.SVG("x", Options{})
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(svg, "NaN") && !strings.Contains(c.Title, "NaN") || strings.Contains(svg, "Inf\"") {
		t.Errorf("not a number in %s", svg)
	}
	dec := xml.NewDecoder(strings.NewReader(svg))
	var width, height float64
	for {
		token, err := dec.Token()
		if err == io.EOF {
			return
		}
		if err != nil {
			t.Fatalf("%v in %s", err, svg)
		}
		e, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		a := attributes(e)
		switch e.Name.Local {
		case "svg":
			_, err = fmt.Sscanf(a["viewBox"], "0 0 %g %g", &width, &height)
		case "rect":
			m := mark{x: float(t, a["x"]), y: float(t, a["y"]), w: float(t, a["width"]), h: float(t, a["height"])}
			if !m.within(width+0.05, height+0.05) { // rounding
				t.Errorf("rect %v outside of %v×%v", m, width, height)
			}
		case "text":
			m := mark{x: float(t, a["x"]), y: float(t, a["y"])}
			if !m.within(width, height) {
				t.Errorf("text %v outside of %v×%v", m, width, height)
			}
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}

func attributes(e xml.StartElement) map[string]string {
	m := map[string]string{}
	for _, a := range e.Attr {
		m[a.Name.Local] = a.Value
	}
	return m
}

func float(t *testing.T, s string) float64 {
	t.Helper()
	v, err := strconv.ParseFloat(s, 64)
	if err != nil {
		t.Error(err)
	}
	return v
}

// checkNumbers holds the table and the option against the series.
func checkNumbers(t *testing.T, c *Chart) {
	t.Helper()
	table := c.Table()
	for i := range c.Categories {
		for k, s := range c.Series {
			cell := table.Rows[i][k+1]
			if v := s.Values[i]; v.Missing && cell != v.Mark {
				t.Errorf("cell %q, want %q", cell, v.Mark)
			} else if !v.Missing && !strings.HasPrefix(cell, decimal(v.Number, c.Places)) {
				t.Errorf("cell %q for %v", cell, v.Number)
			}
		}
	}
	if option, err := c.Option(); err != nil || strings.Contains(string(option), "<") {
		t.Errorf("option %s: %v", option, err)
	}
}

func BenchmarkSVG(b *testing.B) {
	year := weeks(12)
	week := weeks(53)
	lines := weeks(24)
	lines.Kind, lines.Series = Line, append(lines.Series, lines.Series[0], lines.Series[0], lines.Series[0])
	for _, bench := range []struct {
		name  string
		chart Chart
	}{{"year", year}, {"weeks", week}, {"lines", lines}} {
		b.Run(bench.name, func(b *testing.B) {
			size := 0
			for b.Loop() {
				svg, err := bench.chart.SVG("x", Options{})
				if err != nil {
					b.Fatal(err)
				}
				size = len(svg)
			}
			b.ReportMetric(float64(size), "bytes")
		})
	}
}

func BenchmarkOption(b *testing.B) {
	c := weeks(53)
	for b.Loop() {
		if _, err := c.Option(); err != nil {
			b.Fatal(err)
		}
	}
}
