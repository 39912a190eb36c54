package indicator

import (
	"slices"
	"strings"
	"testing"

	"github.com/lanewall/lanewall/internal/diag"
	"github.com/lanewall/lanewall/internal/toml"
)

const filterRows = `
[[case]]
id = "1"
received = 2024-08-01
unit = "jia"
title = "灯"
category = "照明"
persons = 5
cost = 10.50
urgent = true
assist = ["b1", "b2"]
closed = 2024-08-10
outcome = "解决"
[[case]]
id = "2"
received = 2024-08-02
unit = "yi"
title = "水"
category = "排水"
persons = 10
cost = 11
urgent = false
assist = ["b2"]
due = 2024-08-05
closed = 2024-08-20
outcome = "部分解决"
[[case]]
id = "3"
received = 2024-08-03
unit = "she"
title = "车"
persons = 20
[[case]]
id = "4"
received = 2024-08-04
unit = "jie"
title = "树"
category = "绿化"
outcome = "解决"
rating = { response = 80 }
due = 2024-08-05
`

var filterFiles = []string{
	"data/cases/ledger.toml", `kind = "case"
[field.category]
values = ["照明", "排水", "绿化", "停车"]
[field.persons]
type = "integer"
title = "人数"
class = "public"
[field.cost]
type = "money"
title = "费用"
class = "public"
[field.urgent]
type = "bool"
title = "紧急"
class = "public"
`,
	"data/cases/rows.toml", filterRows,
	"data/bodies.toml", "[[body]]\nid = 'b1'\nname = '住建'\nkind = '部门'\n[[body]]\nid = 'b2'\nname = '城管'\nkind = '部门'\n",
}

func compile(t *testing.T, f *Figures, spec string) (Filter, diag.List) {
	t.Helper()
	table, problems := toml.Parse(&diag.Source{Name: "filter.toml", Text: []byte(spec)})
	if len(problems) > 0 {
		t.Fatal(said(problems))
	}
	return Compile(table, f.site.Ledger("cases"))
}

func TestFilter(t *testing.T) {
	f := compute(t, "", filterFiles...)
	for _, c := range []struct{ spec, want string }{
		{"", "1 2 3 4"},
		{"category = '照明'", "1"},
		{"category = ['照明', '绿化']", "1 4"},
		{"category = []", ""},
		{"category = '停车'", ""},
		{"category = { not = '照明' }", "2 4"},
		{"category = { not = ['照明', '绿化'] }", "2"},
		{"category = { not = '停车' }", "1 2 4"},
		{"category = { empty = true }", "3"},
		{"category = { empty = false }", "1 2 4"},
		{"unit = 'jia'", "1"},
		{"assist = 'b2'", "1 2"},
		{"assist = 'b1'", "1"},
		{"assist = ['b1', 'b2']", "1 2"},
		{"assist = { not = 'b1' }", "2"},
		{"assist = { empty = true }", "3 4"},
		{"persons = 10", "2"},
		{"persons = { min = 10 }", "2 3"},
		{"persons = { max = 10 }", "1 2"},
		{"persons = { min = 6, max = 19 }", "2"},
		{"persons = { not = 10 }", "1 3"},
		{"persons = { empty = true }", "4"},
		{"cost = { min = 11 }", "2"},
		{"cost = 11", "2"},
		{"cost = { max = 10 }", ""},
		{"urgent = true", "1"},
		{"urgent = false", "2"},
		{"urgent = { empty = true }", "3 4"},
		{"received = { min = 2024-08-02, max = 2024-08-03 }", "2 3"},
		{"received = 2024-08-04", "4"},
		{"closed = { empty = true }", "2 3 4"}, // on 2024-08-15
		{"outcome = '解决'", "1"},
		{"outcome = { empty = true }", "2 3 4"},
		{"timing = ['late', 'overdue']", "2 4"},
		{"timing = 'open'", "3"},
		{"state = '解决'", "1"},
		{"'rating.response' = { min = 1 }", ""}, // the case is open
		{"category = ['照明', '排水']\npersons = { min = 6 }", "2"},
	} {
		filter, problems := compile(t, f, c.spec)
		if len(problems) > 0 {
			t.Errorf("%s: %s", c.spec, said(problems))
		}
		table := f.site.Ledger("cases")
		var got []string
		for row := range table.N {
			if filter.Match(row, period(t, "2024-08-01_2024-08-15").Last) {
				got = append(got, table.ID(row))
			}
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s takes %v, want %s", c.spec, got, c.want)
		}
	}
	if filter, problems := Compile(nil, f.site.Ledger("cases")); len(problems) > 0 || !filter.Match(0, 0) {
		t.Error("no filter takes not every row")
	}
	filter, _ := compile(t, f, "category = { not = ['照明', '绿化'] }")
	if !slices.Equal(filter[0].Words, []string{"照明", "绿化"}) || filter[0].Test != Not {
		t.Errorf("the filter says of itself %v %v", filter[0].Test, filter[0].Words)
	}
}

func TestFilterProblems(t *testing.T) {
	f := compute(t, "", filterFiles...)
	for _, c := range []struct{ spec, want string }{
		{"categry = '照明'", `1:1 unknown-field: no field "categry"`},
		{"category = '照名'", `1:12 unknown-value: "照名" is not one of the values`},
		{"category = ['照明', '照名']", `1:19 unknown-value: "照名" is not one of the values`},
		{"category = { not = '照名' }", `1:20 unknown-value: "照名" is not one of the values`},
		{"category = 3", `1:12 wrong-type: want text, have an integer`},
		{"category = { min = 3 }", `1:20 wrong-type: want text, have an integer`},
		{"category = {}", `1:12 bad-value: bad value: { not = … }, { empty = … }, { min = …, max = … }`},
		{"persons = {}", `1:11 bad-value: bad value: { not = … }, { empty = … }, { min = …, max = … }`},
		{"category = { nto = '照明' }", `1:14 unknown-key: unknown key "nto"`},
		{"category = { empty = 'ja' }", `1:22 wrong-type: want true or false, have text`},
		{"persons = '10'", `1:11 wrong-type: want an integer, have text`},
		{"persons = [1, 2]", `1:11 wrong-type: want an integer, have a list`},
		{"persons = { min = 2024-08-01 }", `1:19 wrong-type: want an integer, have a date`},
		{"received = { max = 5 }", `1:20 wrong-type: want a date, have an integer`},
		{"cost = 10.5", `1:8 wrong-type: want an amount in yuan, have a decimal`},
		{"urgent = 1", `1:10 wrong-type: want true or false, have an integer`},
		{"timing = 'intime'", `1:10 unknown-value: "intime" is not one of the values`},
	} {
		_, problems := compile(t, f, c.spec)
		if got := said(problems); got != c.want {
			t.Errorf("%s:\n got  %s\n want %s", c.spec, got, c.want)
		}
	}
}
