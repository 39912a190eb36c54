package indicator

import (
	"fmt"
	"strings"
	"testing"
)

// defined is a definition of these further lines.
func defined(id, lines string) string {
	return "[indicator." + id + "]\ntitle = 'a'\nversion = 1\ndefinition = 'a'\n" + lines + "\n"
}

const twoBodies = "[[body]]\nid = 'gong-an'\nname = '公安'\nkind = '部门'\n[[body]]\nid = 'zhu-jian'\nname = '住建'\nkind = '部门'\n"

// measuredRows: in July three cases, two of them of one body; in August four, closed after 1, 2, 3 and 10 days, of which
// three were rated: 70.0, 70.0 and 85.0.
const measuredRows = `
[[case]]
id = "1"
received = 2024-07-01
closed = 2024-07-03
unit = "jia"
title = "x"
lead = "公安"
[[case]]
id = "2"
received = 2024-07-01
closed = 2024-07-05
unit = "jia"
title = "x"
lead = "公安"
[[case]]
id = "3"
received = 2024-07-01
closed = 2024-07-31
unit = "yi"
title = "x"
lead = "住建"
[[case]]
id = "4"
received = 2024-08-01
closed = 2024-08-02
unit = "jia"
title = "x"
rating = { response = 90, cooperation = 80, completion = 70, satisfaction = 60 }
[[case]]
id = "5"
received = 2024-08-01
closed = 2024-08-03
unit = "jia"
title = "x"
rating = { response = 70, cooperation = 70, completion = 70, satisfaction = 70 }
[[case]]
id = "6"
received = 2024-08-01
closed = 2024-08-04
unit = "yi"
title = "x"
rating = { response = 85, cooperation = 85, completion = 85, satisfaction = 85 }
[[case]]
id = "7"
received = 2024-08-01
closed = 2024-08-11
unit = "yi"
title = "x"
rating = { response = 85, cooperation = 85 }
`

func TestMeasures(t *testing.T) {
	f := compute(t, defined("bodies", "measure = 'distinct'\nfield = 'lead'\nledger = 'cases'\nperiods = ['month', 'ytd']")+
		defined("mean", "measure = 'mean'\nfield = 'days'\nledger = 'cases'\ndate = 'closed'")+
		defined("median", "measure = 'median'\nfield = 'days'\nledger = 'cases'\ndate = 'closed'\nplaces = 2")+
		defined("score", "measure = 'score'\nfield = 'rating'\nledger = 'cases'\ndate = 'closed'"),
		"site.toml", "smallest_n = 2\n"+threeLevels, "data/bodies.toml", twoBodies, "data/cases/rows.toml", measuredRows,
		"data/cases/ledger.toml", "kind = 'case'\n[field.rating]\nclass = 'public'")
	for _, c := range []struct{ id, unit, period, want string }{
		{"bodies", "jia", "2024-07", "1[]"}, // the same body twice
		{"bodies", "jie", "2024-07", "2[]"},
		{"bodies", "yi", "2024-07", "1[]"},
		{"bodies", "jie", "2024-08", "0[]"}, // nobody leads: none, and that is known
		{"bodies", "jie", "ytd-2024-08", "2[]"},
		{"mean", "jie", "2024-07", "12.0[]"}, // (2 + 4 + 30) / 3
		{"mean", "jie", "2024-08", "4.0[]"},  // (1 + 2 + 3 + 10) / 4
		{"mean", "jia", "2024-07", "3.0[]"},
		{"mean", "yi", "2024-07", "30.0[u]"}, // of one: says little
		{"median", "jie", "2024-07", "4.00[]"},
		{"median", "jie", "2024-08", "2.50[]"}, // between 2 and 3
		{"median", "jia", "2024-07", "3.00[]"},
		{"median", "yi", "2024-07", "30.00[u]"},
		{"score", "jie", "2024-08", "75.0[]"}, // 70, 70 and 85; that with two parts missing is left out
		{"score", "jia", "2024-08", "70.0[]"},
		{"score", "yi", "2024-08", "85.0[u]"},
		{"score", "jie", "2024-07", "[z]"}, // nobody rated anything
	} {
		if got := shown(at(t, f, c.id, c.unit, c.period)); got != c.want {
			t.Errorf("%s of %s in %s: %s, want %s", c.id, c.unit, c.period, got, c.want)
		}
	}
	if score := at(t, f, "score", "jie", "2024-08"); score.N != 3 || score.Of != 3 {
		t.Errorf("the score is of %d of %d", score.N, score.Of)
	}
}

// TestSmallN: 19 say little, 20 do not, without a word on it in site.toml. A count says what it says.
func TestSmallN(t *testing.T) {
	for n, status := range map[int]Status{19: LowNumber, 20: Present} {
		var rows strings.Builder
		for i := range n {
			fmt.Fprintf(&rows, "[[meeting]]\nid = '%d'\ndate = 2024-08-01\nunit = 'jia'\ntitle = 'x'\nattendees = 10\n", i)
		}
		f := compute(t, defined("mean", "measure = 'mean'\nfield = 'attendees'\nledger = 'talks'")+
			defined("median", "measure = 'median'\nfield = 'attendees'\nledger = 'talks'")+
			defined("rate", "measure = 'rate'\nof = { attendees = { min = 10 } }\nledger = 'talks'")+
			defined("count", "measure = 'count'\nledger = 'talks'")+
			defined("places", "measure = 'distinct'\nfield = 'attendees'\nledger = 'talks'"),
			"data/talks/ledger.toml", "kind = 'meeting'", "data/talks/rows.toml", rows.String())
		for id, want := range map[string]Status{"mean": status, "median": status, "rate": status, "count": Present, "places": Present} {
			if got := at(t, f, id, "jie", "2024-08").Status; got != want {
				t.Errorf("%s of %d rows is %q, want %q", id, n, got, want)
			}
		}
	}
}

// TestMoneyMeans: yuan, exactly: of 0.10 and 0.25 the mean is 0.175, printed 0.18.
func TestMoneyMeans(t *testing.T) {
	f := compute(t, defined("mean", "measure = 'mean'\nfield = 'income'\nledger = 'accounts'")+defined("median", "measure = 'median'\nfield = 'income'\nledger = 'accounts'"),
		"site.toml", "smallest_n = 1\n"+threeLevels, "data/accounts/ledger.toml", "kind = 'disclosure'",
		"data/accounts/rows.toml", "[[disclosure]]\nid = '1'\ndate = 2024-08-01\nunit = 'jia'\ncolumn = 'x'\ntitle = 'x'\nincome = 0.10\n[[disclosure]]\nid = '2'\ndate = 2024-08-01\nunit = 'jia'\ncolumn = 'x'\ntitle = 'x'\nincome = 0.25\n[[disclosure]]\nid = '3'\ndate = 2024-08-01\nunit = 'jia'\ncolumn = 'x'\ntitle = 'nothing'\n")
	for _, id := range []string{"mean", "median"} {
		figure := at(t, f, id, "jie", "2024-08")
		if shown(figure) != "0.18[]" || figure.Value.Num*1000 != 175*figure.Value.Den || figure.Of != 2 || figure.Def.CounterIn("zh-Hans") != "元" {
			t.Errorf("the %s is %s = %v of %d", id, shown(figure), figure.Value, figure.Of)
		}
	}
}

func TestMeasureProblems(t *testing.T) {
	for _, c := range []struct{ lines, want string }{
		{"measure = 'median'\nledger = 'cases'", `1:1 missing-key: key "field" is missing`},
		{"measure = 'mean'\nledger = 'cases'\nfield = 'lead'", `7:9 not-a-number: "lead" is neither an integer nor money`},
		{"measure = 'median'\nledger = 'cases'\nfield = 'closed'", `7:9 not-a-number: "closed" is neither an integer nor money`},
		{"measure = 'score'\nledger = 'cases'\nfield = 'days'", `7:9 not-a-number: "days" is neither an integer nor money`},
		{"measure = 'distinct'\nledger = 'cases'\nfield = 'caller'", `7:9 private-field: "caller" is private and reaches no figure`},
		{"measure = 'distinct'\nledger = 'cases'\nfield = 'lead'", ""},
		{"measure = 'score'\nledger = 'cases'\nfield = 'rating'", ""},
		{"measure = 'mean'\nledger = 'cases'\nfield = 'rating.response'", ""},
	} {
		_, problems := Define(loaded(t, defined("x", c.lines)))
		if got := said(problems); got != c.want {
			t.Errorf("%q:\n got  %s\n want %s", c.lines, got, c.want)
		}
	}
}

// TestScoreIsGuarded: ratings are counted and never listed: the score is of the whole site and the longest period only.
func TestScoreIsGuarded(t *testing.T) {
	f := compute(t, defined("score", "measure = 'score'\nfield = 'rating'\nledger = 'cases'\ndate = 'closed'\nperiods = ['month', 'ytd']"),
		"site.toml", "smallest_n = 1\n"+threeLevels, "data/bodies.toml", twoBodies, "data/cases/rows.toml", measuredRows)
	var got []string
	for _, figure := range f.All() {
		got = append(got, figure.Unit.ID+" "+figure.Period.Key()+" "+shown(figure))
	}
	if len(got) != 1 || got[0] != "jie ytd-2024-08 75.0[]" {
		t.Errorf("the figures are %q", got)
	}
}
