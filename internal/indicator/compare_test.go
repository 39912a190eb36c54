package indicator

import (
	"fmt"
	"strings"
	"testing"
)

// publishedIndicators and publishedRows make 106 cases, 94 of them closed in time, in a lane: 88.7 %.
const publishedIndicators = `
[indicator.cases]
title = "反映"
version = 1
measure = "count"
ledger = "cases"
definition = "a"
[indicator.on-time]
title = "按时办结率"
version = 1
measure = "rate"
ledger = "cases"
of = { timing = "in-time" }
definition = "a"
[indicator.satisfaction]
title = "满意度"
version = 1
measure = "stated"
definition = "a"
[indicator.accidents]
title = "事故"
version = 1
measure = "stated"
definition = "a"
[indicator.street-only]
title = "a"
version = 1
measure = "count"
ledger = "cases"
levels = ["street"]
definition = "a"
`

func publishedRows() string {
	var rows strings.Builder
	for i := range 106 {
		fmt.Fprintf(&rows, "[[case]]\nid = '%d'\nreceived = 2024-08-01\nunit = 'jia'\ntitle = 'x'\ndue = 2024-08-10\n", i)
		if i < 94 {
			rows.WriteString("closed = 2024-08-09\n")
		}
	}
	return rows.String()
}

const statedRows = `
[[stated]]
id = "s1"
indicator = "satisfaction"
unit = "jie"
period = "2024-01-01_2024-08-31"
value = "95%"
qualifier = "≥"
source = "公开报道"
note = "口径未说明"
[[stated]]
id = "s2"
indicator = "accidents"
unit = "示例街道"
period = "ytd-2024-08"
value = "0"
source = "公开报道"
`

func publishedFiles(published string) []string {
	return []string{"data/cases/rows.toml", publishedRows(), "data/stated/ledger.toml", "kind = 'stated'", "data/stated/rows.toml", statedRows,
		"data/published.toml", published}
}

// row is a row of data/published.toml: an id and an indicator, then the other keys.
func row(id, indicator, lines string) string {
	return "[[published]]\nid = \"" + id + "\"\ntitle = \"题\"\nindicator = \"" + indicator + "\"\n" + lines + "\n"
}

func TestStated(t *testing.T) {
	f := compute(t, publishedIndicators, publishedFiles("")...)
	figure := at(t, f, "satisfaction", "jie", "2024-01-01_2024-08-31")
	if figure == nil || shown(figure) != "0.95[]" || figure.Published.Qualifier != "≥" || figure.Source != "公开报道" || figure.Note != "口径未说明" ||
		figure.AsOf.String() != "2024-08-31" || figure.Def.ID != "satisfaction" {
		t.Errorf("got %+v", figure)
	}
	if got := shown(at(t, f, "accidents", "jie", "ytd-2024-08")); got != "0[]" {
		t.Errorf("a true zero is %s", got)
	}
	for _, other := range []*Figure{at(t, f, "accidents", "jie", "2024-08"), at(t, f, "accidents", "she", "ytd-2024-08")} {
		if other != nil {
			t.Errorf("nobody stated %s", shown(other))
		}
	}
	f.Need("accidents", period(t, "2024"))
	if figure := at(t, f, "accidents", "jie", "2024"); figure != nil {
		t.Errorf("asked for, nobody stated %s", shown(figure))
	}
}

func TestStatedProblems(t *testing.T) {
	head := "[[stated]]\nid = 's'\nunit = 'jie'\nsource = 'x'\n"
	for _, c := range []struct{ name, row, want string }{
		{"no such indicator", "indicator = 'satisfactoin'\nperiod = '2024'\nvalue = '1'", `5:13 unknown-indicator: no indicator "satisfactoin"`},
		{"a computed one", "indicator = 'cases'\nperiod = '2024'\nvalue = '1'", `5:13 not-stated: indicator "cases" is computed from rows and cannot be stated`},
		{"no number", "indicator = 'accidents'\nperiod = '2024'\nvalue = '约3'", `7:9 bad-number: bad number "约3"`},
		{"a number with a separator", "indicator = 'accidents'\nperiod = '2024'\nvalue = '1,041'", `7:9 bad-number: bad number "1,041"`},
		{"right", "indicator = 'accidents'\nperiod = '2024'\nvalue = '2.4万'\nqualifier = '~'", ``},
	} {
		s := loaded(t, publishedIndicators, "data/stated/ledger.toml", "kind = 'stated'", "data/stated/rows.toml", head+c.row)
		definitions, problems := Define(s)
		if len(problems) > 0 {
			t.Fatal(said(problems))
		}
		_, problems = Compute(s, definitions)
		if got := said(problems); got != c.want {
			t.Errorf("%s:\n got  %s\n want %s", c.name, got, c.want)
		}
	}
}

func TestCompare(t *testing.T) {
	const august = "unit = \"jie\"\nperiod = \"2024-08\"\n"
	for _, c := range []struct {
		name, row string
		verdict   Verdict
		says      string
	}{
		{"the same", row("a", "cases", august+"value = '106'"), Same, ""},
		{"the same, for a period nobody declared", row("a", "cases", "unit = 'jie'\nperiod = '2024-01-01_2024-08-31'\nvalue = '106'"), Same, ""},
		{"the same, for a lane", row("a", "cases", "unit = '甲里'\nperiod = '2024-08'\nvalue = '106'"), Same, ""},
		{"a true zero", row("a", "cases", "unit = 'yi'\nperiod = '2024-08'\nvalue = '0'"), Same, ""},
		{"rounded", row("a", "on-time", august+"value = '89%'"), SameRounded, ""},
		{"rounded to a tenth", row("a", "on-time", august+"value = '88.7%'"), SameRounded, ""},
		{"at least", row("a", "cases", august+"value = '100'\nqualifier = '≥'"), SameRounded, ""},
		{"more than, and the same", row("a", "cases", august+"value = '106'\nqualifier = '>'"), Different, `7:9 published-mismatch: 题: published 106, the ledgers give 106`},
		{"some over", row("a", "cases", august+"value = '100'\nqualifier = '+'"), SameRounded, ""},
		{"some over, too few", row("a", "cases", august+"value = '80'\nqualifier = '+'"), Different, `7:9 published-mismatch: 题: published 80, the ledgers give 106`},
		{"just below", row("a", "cases", august+"value = '110'\nqualifier = '‹~'"), SameRounded, ""},
		{"a fraction", row("a", "on-time", august+"value = '47/53'"), Same, ""}, // 94 of 106
		{"almost a fraction", row("a", "on-time", august+"value = '9/10'\nqualifier = '‹~'"), SameRounded, ""},
		{"about a fraction", row("a", "on-time", august+"value = '7/8'\nqualifier = '~'"), SameRounded, ""},
		{"another fraction", row("a", "on-time", august+"value = '7/8'"), Different, `7:9 published-mismatch: 题: published 7/8, the ledgers give 88.7%`},
		{"about", row("a", "cases", august+"value = '106'\nqualifier = '~'"), SameRounded, ""},
		{"different", row("a", "cases", august+"value = '107'"), Different, `7:9 published-mismatch: 题: published 107, the ledgers give 106`},
		{"a different rate", row("a", "on-time", august+"value = '96%'"), Different, `7:9 published-mismatch: 题: published 96%, the ledgers give 88.7%`},
		{"only stated", row("a", "satisfaction", "unit = 'jie'\nperiod = '2024-01-01_2024-08-31'\nvalue = '95%'\nqualifier = '≥'"), OnlyStated, ""},
		{"stated for another period", row("a", "satisfaction", "unit = 'jie'\nperiod = '2024'\nvalue = '95%'"), NotComparable, ""},
		{"not reported", row("a", "cases", "unit = 'jie'\nperiod = '2024-07'\nvalue = '0'"), NotComparable, ""},
		{"a level without figures", row("a", "street-only", "unit = 'jia'\nperiod = '2024-08'\nvalue = '106'"), NotComparable, ""},
		{"no such indicator", row("a", "case", august+"value = '106'"), "", `4:13 unknown-indicator: no indicator "case"`},
		{"no number", row("a", "cases", august+"value = '一百'"), "", `7:9 bad-number: bad number "一百"`},
	} {
		f := compute(t, publishedIndicators, publishedFiles(c.row)...)
		comparisons, problems := Compare(f)
		got := said(problems)
		if got != c.says {
			t.Errorf("%s:\n got  %s\n want %s", c.name, got, c.says)
		}
		if c.verdict == "" {
			if len(comparisons) != 0 {
				t.Errorf("%s: compared", c.name)
			}
			continue
		}
		if len(comparisons) != 1 || comparisons[0].Verdict != c.verdict || comparisons[0].Bound.Valid() || comparisons[0].Per != nil {
			t.Errorf("%s: got %+v, want %s", c.name, comparisons[0], c.verdict)
		}
	}
}

// TestBound: 94余 of 106 is at least 88.67 %, rounded down; and nothing is sure of a share of what is itself no exact
// number.
func TestBound(t *testing.T) {
	const august = "unit = 'jie'\nperiod = '2024-08'\n"
	all := row("all", "cases", august+"value = '106'")
	for _, c := range []struct{ name, rows, bound, says string }{
		{"some over", row("a", "satisfaction", august+"value = '94'\nqualifier = '+'\nper = 'all'") + all, "88.67", ""},
		{"at least", row("a", "satisfaction", august+"value = '94'\nqualifier = '≥'\nper = 'all'") + all, "88.67", ""},
		{"exactly: no bound is needed", row("a", "satisfaction", august+"value = '94'\nper = 'all'") + all, "", ""},
		{"of about so many", row("a", "satisfaction", august+"value = '94'\nqualifier = '+'\nper = 'b'") + row("b", "satisfaction", august+"value = '106'\nqualifier = '~'"), "", ""},
		{"a fraction is a share already", row("a", "satisfaction", august+"value = '1/3'\nqualifier = '≥'\nper = 'all'") + all, "", ""},
		{"of a percentage", row("a", "satisfaction", august+"value = '94'\nqualifier = '+'\nper = 'b'") + row("b", "satisfaction", august+"value = '96%'"), "", ""},
		{"more than all", row("a", "satisfaction", august+"value = '107'\nqualifier = '+'\nper = 'all'") + all, "", ""},
		{"of nothing", row("a", "satisfaction", august+"value = '94'\nqualifier = '+'\nper = 'al'") + all, "", `9:7 unknown-published: no published figure "al"`},
	} {
		f := compute(t, publishedIndicators, publishedFiles(c.rows)...)
		comparisons, problems := Compare(f)
		if got := said(problems); got != c.says {
			t.Errorf("%s: got %s, want %s", c.name, got, c.says)
		}
		if got := comparisons[0].Bound.String(); got != c.bound {
			t.Errorf("%s: at least %s %%, want %s", c.name, got, c.bound)
		}
		if (comparisons[0].Per == nil) != (c.says != "") {
			t.Errorf("%s: a share of %v", c.name, comparisons[0].Per)
		}
	}
}
