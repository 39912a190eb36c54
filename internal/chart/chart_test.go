package chart

import (
	"encoding/json"
	"errors"
	"math"
	"reflect"
	"strings"
	"testing"
)

func missing(word string) Value { return Value{Missing: true, Mark: word} }

func TestCheck(t *testing.T) {
	one := []string{"8月"}
	five := make([]Series, 5)
	for i := range five {
		five[i].Values = Numbers(1)
	}
	for _, c := range []struct {
		chart Chart
		want  error
	}{
		{Chart{}, nil},
		{Chart{Categories: one, Series: five[:4]}, nil},
		{Chart{Categories: one, Series: five}, ErrSeries},
		{Chart{Categories: one, Series: []Series{{Values: Numbers(1, 2)}}}, ErrLength},
		{Chart{Categories: one, Series: []Series{{Values: Numbers(math.NaN())}}}, ErrNumber},
		{Chart{Categories: one, Series: []Series{{Values: Numbers(math.Inf(1))}}}, ErrNumber},
		{Chart{Categories: one, Series: []Series{{Values: Numbers(1e13)}}, Places: 3}, ErrNumber},
		{Chart{Categories: one, Series: []Series{{Values: []Value{{Number: math.NaN(), Missing: true}}}}}, nil},
		{Chart{Places: 7}, ErrNumber},
		{Chart{Target: &Target{Value: math.NaN()}}, ErrNumber},
	} {
		if err := c.chart.Check(); !errors.Is(err, c.want) {
			t.Errorf("%+v: %v, want %v", c.chart, err, c.want)
		}
		if _, err := c.chart.SVG("x", Options{}); !errors.Is(err, c.want) {
			t.Errorf("SVG: %v, want %v", err, c.want)
		}
		if _, err := c.chart.Option(); !errors.Is(err, c.want) {
			t.Errorf("Option: %v, want %v", err, c.want)
		}
	}
}

func TestDecimal(t *testing.T) {
	for _, c := range []struct {
		n      float64
		places int
		want   string
	}{
		{0, 0, "0"}, {999, 0, "999"}, {1000, 0, "1,000"}, {123456789, 0, "123,456,789"}, {-1234.5, 1, "-1,234.5"},
		{0.25, 2, "0.25"}, {-0.04, 1, "0.0"}, {math.Copysign(0, -1), 0, "0"}, {99.96, 1, "100.0"},
	} {
		if got := decimal(c.n, c.places); got != c.want {
			t.Errorf("decimal(%v, %d) = %q, want %q", c.n, c.places, got, c.want)
		}
	}
}

func TestTicks(t *testing.T) {
	for _, c := range []struct {
		lo, hi float64
		places int
		want   string
	}{
		{0, 42, 0, "0 10 20 30 40 50"},
		{0, 3, 0, "0 1 2 3"}, // counts have no halves
		{0, 0, 0, "0 1"},
		{0, 97.2, 1, "0 20 40 60 80 100"},
		{88.2, 96.4, 1, "88 90 92 94 96 98"},
		{0, 0.7, 1, "0.0 0.2 0.4 0.6 0.8"},
		{-8, 6, 0, "-10 -5 0 5 10"},
		{0, 401234567, 0, "0 100,000,000 200,000,000 300,000,000 400,000,000 500,000,000"},
		{0, 0.000003, 6, "0.000000 0.000001 0.000002 0.000003"},
	} {
		s := niceScale(c.lo, c.hi, c.places)
		var got []string
		for _, tick := range s.ticks() {
			got = append(got, decimal(tick, s.places()))
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%v to %v: %v, want %s", c.lo, c.hi, got, c.want)
		}
	}
}

func TestLinesMayLeaveZeroOut(t *testing.T) {
	for _, c := range []struct {
		kind Kind
		low  float64
		want float64
	}{{Line, 88, 85}, {Line, 50, 0}, {Bar, 88, 0}} {
		chart := Chart{Kind: c.kind, Categories: []string{"7月", "8月"}, Series: []Series{{Values: Numbers(c.low, 99)}}}
		if got := chart.scale().lo; got != c.want {
			t.Errorf("kind %v from %v: the scale begins at %v, want %v", c.kind, c.low, got, c.want)
		}
	}
}

func sample() Chart {
	return Chart{
		Title: "新收与办结", Desc: "说明", Category: "月份", Unit: "件",
		Categories: []string{"7月", "8月", "9月"},
		Series: []Series{
			{Name: "新收", Values: Numbers(1204, 0, 36)},
			{Name: "办结", Values: []Value{{Number: 980, Mark: "[p]"}, missing("未报送"), {Number: -3}}},
		},
	}
}

func TestTable(t *testing.T) {
	c := sample()
	want := Table{
		Head: []string{"月份", "新收（件）", "办结（件）"},
		Rows: [][]string{{"7月", "1,204", "980 [p]"}, {"8月", "0", "未报送"}, {"9月", "36", "-3"}},
	}
	if got := c.Table(); !reflect.DeepEqual(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	rate := Chart{Categories: []string{"8月"}, Series: []Series{{Name: "办结率", Values: Numbers(97.25)}}, Unit: "%", Places: 1}
	if got := rate.Table().Rows[0][1]; got != "97.2%" {
		t.Errorf("rate %q", got)
	}
}

func TestOption(t *testing.T) {
	c := sample()
	c.Categories[0] = `</script><script>`
	c.Target = &Target{Name: "目标", Value: 900}
	for _, kind := range []Kind{Bar, Line} {
		for _, lying := range []bool{false, true} {
			c.Kind, c.Horizontal = kind, lying
			checkOption(t, &c)
		}
	}
}

func checkOption(t *testing.T, c *Chart) {
	t.Helper()
	raw, err := c.Option()
	if err != nil {
		t.Fatal(err)
	}
	if strings.ContainsAny(string(raw), "<>&") {
		t.Errorf("markup in %s", raw)
	}
	var o struct {
		Animation *bool
		Aria      struct{ Enabled bool }
		Tooltip   struct{ RenderMode string }
		XAxis     []struct{ Data []string }
		YAxis     []struct{ Data []string }
		Series    []struct {
			Type, Name, Stack string
			Data              []struct{ Value any }
		}
	}
	if err := json.Unmarshal(raw, &o); err != nil {
		t.Fatal(err)
	}
	if o.Animation == nil || *o.Animation || !o.Aria.Enabled || o.Tooltip.RenderMode != "richText" {
		t.Errorf("animation, aria or tooltip wrong in %s", raw)
	}
	names := o.XAxis[0].Data
	if c.Kind == Bar && c.Horizontal {
		names = o.YAxis[0].Data
	}
	if !reflect.DeepEqual(names, c.Categories) {
		t.Errorf("categories %q, want %q", names, c.Categories)
	}
	for k, s := range c.Series {
		for i, v := range s.Values {
			var want any = v.Number
			if v.Missing {
				want = "-"
			}
			if got := o.Series[k].Data[i].Value; got != want {
				t.Errorf("series %d, value %d: %v, want %v", k, i, got, want)
			}
		}
	}
}

func TestOptionIsTheSameEveryTime(t *testing.T) {
	c := sample()
	a, _ := c.Option()
	b, _ := c.Option()
	if string(a) != string(b) {
		t.Errorf("%s\n%s", a, b)
	}
}
