package indicator

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/lanewall/lanewall/internal/civil"
	"github.com/lanewall/lanewall/internal/diag"
	"github.com/lanewall/lanewall/internal/site"
	"github.com/lanewall/lanewall/internal/stat"
)

const threeLevels = `format = 1
id = "yanjia.example"
title = "燕家湾公开栏"
issuer = "燕家湾居委会"
as_of = 2024-08-31
[[level]]
id = "street"
title = "街道"
[[level]]
id = "community"
title = "社区"
[[level]]
id = "lane"
title = "里巷"
`

const fourUnits = `
[[unit]]
id = "jie"
name = "示例街道"
kind = "street"
[[unit]]
id = "she"
name = "示例社区"
kind = "community"
parent = "jie"
[[unit]]
id = "jia"
name = "甲里"
kind = "lane"
parent = "she"
[[unit]]
id = "yi"
name = "乙里"
kind = "lane"
parent = "she"
`

// folder is a site with these definitions and files: name, text, ….
func folder(indicators string, files ...string) fstest.MapFS {
	fsys := fstest.MapFS{
		"site.toml":              {Data: []byte(threeLevels)},
		"data/units.toml":        {Data: []byte(fourUnits)},
		"data/cases/ledger.toml": {Data: []byte("kind = \"case\"\n")},
		"data/indicators.toml":   {Data: []byte(indicators)},
	}
	for i := 0; i < len(files); i += 2 {
		fsys[files[i]] = &fstest.MapFile{Data: []byte(files[i+1])}
	}
	return fsys
}

// loaded is a site that has no faults but hints and warnings of its rows.
func loaded(t testing.TB, indicators string, files ...string) *site.Site {
	t.Helper()
	s, problems := site.Load(folder(indicators, files...), site.Options{})
	if problems.Count(diag.Error) > 0 {
		t.Fatal(said(problems))
	}
	return s
}

// compute is the figures of a site without faults.
func compute(t testing.TB, indicators string, files ...string) *Figures {
	t.Helper()
	s := loaded(t, indicators, files...)
	definitions, problems := Define(s)
	if len(problems) > 0 {
		t.Fatal(said(problems))
	}
	f, problems := Compute(s, definitions)
	if len(problems) > 0 {
		t.Fatal(said(problems))
	}
	return f
}

// said is one line a problem: its place, its code and its message.
func said(problems diag.List) string {
	var lines []string
	for _, p := range problems {
		line, col := p.Pos.LineCol()
		lines = append(lines, fmt.Sprintf("%d:%d %s: %s", line, col, p.Code, p.Message(diag.English)))
	}
	return strings.Join(lines, "\n")
}

func period(t testing.TB, key string) civil.Period {
	t.Helper()
	p, err := civil.ParsePeriod(key)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// at is the figure of a unit and period; split and word may follow.
func at(t testing.TB, f *Figures, id, unit, key string, split ...string) *Figure {
	t.Helper()
	k := Key{Indicator: id, Unit: f.site.Units.Find(unit), Period: period(t, key)}
	if len(split) == 2 {
		k.Split, k.Word = split[0], split[1]
	}
	return f.Get(k)
}

// shown is a figure's value and status; "-" if there is none.
func shown(f *Figure) string {
	if f == nil {
		return "-"
	}
	value := ""
	if f.Value.Valid() {
		value = f.Printed(stat.HalfUp)
	}
	return value + "[" + string(f.Status) + "]"
}
