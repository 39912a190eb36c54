package chart

import (
	"encoding/json"
	"fmt"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"

	"github.com/lanewall/lanewall/internal/draw"
)

// Option is the chart as an option of ECharts, in JSON. It is safe inside <script type="application/json">: the
// characters <, > and & are escaped. Colours are those of white paper; a page in the dark replaces "color".
func (c *Chart) Option() ([]byte, error) {
	if err := c.Check(); err != nil {
		return nil, err
	}
	option, err := json.Marshal(c.echart())
	if err != nil {
		return nil, fmt.Errorf("chart: option: %w", err)
	}
	return option, nil
}

func (c *Chart) echart() map[string]any {
	if c.Kind == Line {
		line := charts.NewLine()
		line.SetGlobalOptions(c.global()...)
		line.SetXAxis(c.Categories)
		for k, s := range c.Series {
			line.AddSeries(s.Name, c.lineData(s), c.seriesOptions(k)...)
		}
		line.Validate()
		return line.JSON()
	}
	bar := charts.NewBar()
	bar.SetGlobalOptions(c.global()...)
	bar.SetXAxis(c.Categories)
	if c.Horizontal {
		bar.XYReversal()
	}
	for k, s := range c.Series {
		bar.AddSeries(s.Name, c.barData(s), c.seriesOptions(k)...)
	}
	bar.Validate()
	return bar.JSON()
}

func (c *Chart) barData(s Series) []opts.BarData {
	data := make([]opts.BarData, len(s.Values))
	for i, v := range s.Values {
		data[i].Value = c.datum(v)
	}
	return data
}

func (c *Chart) lineData(s Series) []opts.LineData {
	data := make([]opts.LineData, len(s.Values))
	for i, v := range s.Values {
		data[i].Value = c.datum(v)
	}
	return data
}

// datum is a number as printed. "-" is how ECharts is told that there is none; it drops nulls inside objects.
func (c *Chart) datum(v Value) any {
	if v.Missing {
		return "-"
	}
	return c.round(v.Number)
}

func (c *Chart) global() []charts.GlobalOpts {
	x, y := c.axes()
	return []charts.GlobalOpts{
		charts.WithInitializationOpts(opts.Initialization{Theme: "none"}),
		charts.WithAnimation(false),
		charts.WithTitleOpts(opts.Title{Title: c.Title, Show: opts.Bool(false)}),
		charts.WithLegendOpts(opts.Legend{Show: opts.Bool(len(c.Series) > 1), Left: "0", Top: "0"}),
		charts.WithTooltipOpts(opts.Tooltip{Show: opts.Bool(true), Trigger: "axis"}),
		charts.WithGridOpts(opts.Grid{Left: "0", Right: "8%", Bottom: "0", ContainLabel: opts.Bool(true)}),
		charts.WithXAxisOpts(x),
		charts.WithYAxisOpts(y),
		func(base *charts.BaseConfiguration) {
			base.Aria = &opts.Aria{
				Enabled: opts.Bool(true),
				Label:   &opts.AriaLabel{Enabled: opts.Bool(true), Description: c.spoken()},
			}
			base.Accept(visitor{})
		},
	}
}

// spoken must not be empty, or ECharts makes up a description of its own.
func (c *Chart) spoken() string {
	if desc := c.spokenDesc(); desc != "" {
		return desc
	}
	return c.Title
}

// axes have the ends and steps of the drawing, so that nothing jumps when the one takes the place of the other.
func (c *Chart) axes() (opts.XAxis, opts.YAxis) {
	s := c.scale()
	if c.Kind == Bar && c.Horizontal {
		return opts.XAxis{Type: "value", Name: c.Unit, Min: s.lo, Max: s.hi, MinInterval: s.step, MaxInterval: s.step},
			opts.YAxis{Type: "category", Inverse: opts.Bool(true)}
	}
	return opts.XAxis{Type: "category"},
		opts.YAxis{Type: "value", Name: c.Unit, Min: s.lo, Max: s.hi, MinInterval: s.step, MaxInterval: s.step}
}

func (c *Chart) seriesOptions(k int) []charts.SeriesOpts {
	return []charts.SeriesOpts{func(s *charts.SingleSeries) {
		if c.stacked() {
			s.Stack = "all"
		}
		if c.Target != nil && k == 0 {
			s.MarkLines = c.markLine()
		}
	}}
}

func (c *Chart) markLine() *opts.MarkLines {
	var at any = opts.MarkLineNameYAxisItem{Name: c.targetText(), YAxis: c.round(c.Target.Value)}
	if c.Kind == Bar && c.Horizontal {
		at = opts.MarkLineNameXAxisItem{Name: c.targetText(), XAxis: c.round(c.Target.Value)}
	}
	return &opts.MarkLines{
		Data: []any{at},
		MarkLineStyle: opts.MarkLineStyle{
			Symbol:    []string{"none", "none"},
			Label:     &opts.Label{Show: opts.Bool(true), Formatter: "{b}", Position: "insideEndTop"},
			LineStyle: &opts.LineStyle{Type: "dashed", Color: draw.Target.Colour()},
		},
	}
}

// visitor adds what go-echarts has no fields for and takes out what is not used.
type visitor struct {
	charts.BaseConfigurationVisitor
}

// VisitTooltipOpt makes the tooltip drawn rather than styled inline, which a content security policy would forbid.
func (visitor) VisitTooltipOpt(t opts.Tooltip) any {
	return struct {
		opts.Tooltip
		RenderMode string `json:"renderMode"`
	}{t, "richText"}
}

func (visitor) Visit(option map[string]any) {
	delete(option, "toolbox")
	colours := make([]string, draw.MaxSeries)
	for i := range colours {
		colours[i] = draw.Series(i).Colour()
	}
	option["color"] = colours
}
