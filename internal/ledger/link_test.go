package ledger

import (
	"slices"
	"testing"

	"github.com/lanewall/lanewall/internal/civil"
)

const unitRows = `
[[unit]]
id = "jie"
name = "示例街道"
kind = "street"

[[unit]]
id = "jia"
name = "甲里"
kind = "lane"
aliases = ["jia-old", "老甲里"]

[[unit]]
id = "yi"
name = "新村"
kind = "lane"

[[unit]]
id = "ding"
name = "ding"
kind = "lane"
aliases = ["ding"]

[[unit]]
id = "bing"
name = "新村"
kind = "lane"
`

func TestLink(t *testing.T) {
	names := NamesOf(read(t, builtin(t, "unit", ""), unitRows))
	facility := builtin(t, "facility", "")
	for _, c := range []struct{ word, id, want string }{
		{"jia", "jia", ""},
		{"甲里", "jia", ""},
		{"jia-old", "jia", ""},
		{"老甲里", "jia", ""},
		{"yi", "yi", ""},
		{"ding", "ding", ""}, // it is called by its id
		{"新村", "", `4:8 ambiguous-unit: more than one unit is called "新村"`},
		{"丁里", "", `4:8 unknown-unit: no unit "丁里"`},
		{"Jia", "", `4:8 unknown-unit: no unit "Jia"`},
		{"甲", "", `4:8 unknown-unit: no unit "甲"`},
	} {
		table := read(t, facility, "[[facility]]\nid = '1'\nname = 'x'\nunit = '"+c.word+"'\n")
		if got := said(table.Link("body", names)); got != "" {
			t.Errorf("%s: units are not bodies: %s", c.word, got)
		}
		if got := said(table.Link("unit", names)); got != c.want {
			t.Errorf("%s: got %s, want %s", c.word, got, c.want)
		}
		if got := word(t, table, 0, "unit", "2024-01-01"); got != c.id {
			t.Errorf("%s stands for %q, want %q", c.word, got, c.id)
		}
		if got := names.ID(c.word); got != c.id {
			t.Errorf("%s is %q, want %q", c.word, got, c.id)
		}
	}
	if got, want := names.Listed(), []string{"示例街道", "甲里", "jia-old", "老甲里", "新村", "ding", "ding"}; !slices.Equal(got, want) {
		t.Errorf("listed are %v", got)
	}
}

func TestLinkMany(t *testing.T) {
	names := NamesOf(read(t, builtin(t, "body", ""), `
[[body]]
id = "zj"
name = "住建"
kind = "部门"
[[body]]
id = "wy"
name = "示例物业"
kind = "物业"
`))
	cases := builtin(t, "case", "")
	table := read(t, cases, `
[[case]]
id = "1"
received = 2024-01-01
unit = "x"
title = "a"
lead = "住建"
assist = ["示例物业", "zj"]

[[case]]
id = "2"
received = 2024-01-01
unit = "x"
title = "b"
assist = ["wy", "城管", "住建"]
lead = "shequ"

[[case]]
id = "3"
received = 2024-01-01
unit = "x"
title = "c"
assist = ["wy", "示例物业"]
`)
	want := `16:8 unknown-body: no body "shequ"
15:10 unknown-body: no body "城管"
23:10 repeated-value: "wy" stands twice in one cell`
	if got := said(table.Link("body", names)); got != want {
		t.Errorf("got %s", got)
	}
	assist := table.Column("assist")
	for row, want := range [][]string{{"wy", "zj"}, {"wy", "zj"}, {"wy"}} {
		if got := words(assist, row, civil.None); !slices.Equal(got, want) {
			t.Errorf("row %d: got %v, want %v", row, got, want)
		}
	}
	if got := word(t, table, 0, "lead", "2024-01-01"); got != "zj" {
		t.Errorf("住建 is %q", got)
	}
	if got := word(t, table, 1, "lead", "2024-01-01"); got != "" {
		t.Errorf("nobody is %q", got)
	}
}

// TestLinkTwice: linking what is linked changes nothing.
func TestLinkTwice(t *testing.T) {
	units := read(t, builtin(t, "unit", ""), unitRows+"parent = \"示例街道\"\n")
	names := NamesOf(units)
	for range 2 {
		if problems := units.Link("unit", names); len(problems) > 0 {
			t.Fatal(said(problems))
		}
		if got := word(t, units, 4, "parent", "2024-01-01"); got != "jie" {
			t.Errorf("the parent is %q", got)
		}
	}
}
