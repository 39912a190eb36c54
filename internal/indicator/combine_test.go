package indicator

import (
	"fmt"
	"strings"
	"testing"

	"github.com/lanewall/lanewall/internal/stat"
)

// combinedFiles: people who look after 12 and 8 households, and visits: in July one, in August two in 甲里 and one in 乙里.
func combinedFiles(more ...string) []string {
	var visits strings.Builder
	for i, v := range []string{"2023-08-05 jia", "2023-08-06 jia", "2024-07-01 jia", "2024-08-02 jia", "2024-08-03 jia", "2024-08-04 yi"} {
		date, unit, _ := strings.Cut(v, " ")
		fmt.Fprintf(&visits, "[[visit]]\nid = '%d'\ndate = %s\nunit = '%s'\nsteward = 'jia-1'\npersons = %d\n", i, date, unit, i)
	}
	return append([]string{
		"data/people/ledger.toml", "[field.households]\nclass = 'public'\n",
		"data/people.toml", "[[person]]\nid = 'jia-1'\nname = '示例甲'\npost = '里巷管家'\nunit = 'jia'\nhouseholds = 12\n[[person]]\nid = 'yi-1'\nname = '示例乙'\npost = '里巷管家'\nunit = 'yi'\nhouseholds = 8\n",
		"data/visits/ledger.toml", "kind = 'visit'", "data/visits/rows.toml", visits.String(),
	}, more...)
}

var (
	households = defined("households", "measure = 'sum'\nfield = 'households'\nledger = 'people'\nopen = ['from', 'until']\nbase = true\nperiods = ['month']")
	visits     = defined("visits", "measure = 'count'\nledger = 'visits'\nperiods = ['month', 'ytd']")
)

// figuresOf looks at figures of the month of August: unit, value and status.
func wantFigures(t *testing.T, f *Figures, id string, want map[string]string) {
	t.Helper()
	for place, want := range want {
		unit, period, _ := strings.Cut(place, " ")
		if got := shown(at(t, f, id, unit, period)); got != want {
			t.Errorf("%s of %s: %s, want %s", id, place, got, want)
		}
	}
}

func TestPer(t *testing.T) {
	f := compute(t, households+visits+
		defined("per-thousand", "measure = 'per'\nindicator = 'visits'\nper = 'households'\ntimes = 1000\ncounter = '次/千户'\nperiods = ['month']")+
		defined("each", "measure = 'per'\nindicator = 'visits'\nper = 'households'\ncounter = '次/户'\nplaces = 2\nperiods = ['month', 'ytd']"),
		combinedFiles()...)
	wantFigures(t, f, "per-thousand", map[string]string{
		"jie 2024-08": "150.0[]", // 3 × 1000 / 20
		"jia 2024-08": "166.7[]", // 2 × 1000 / 12
		"yi 2024-08":  "125.0[]",
		"yi 2024-07":  "0.0[]",
		"jie 2024-06": "[z]", // nobody reported June
	})
	wantFigures(t, f, "each", map[string]string{"jie 2024-08": "0.15[]", "jia 2024-08": "0.17[]"})
	if figure := at(t, f, "per-thousand", "jie", "2024-08"); figure.N != 3 || figure.Of != 20 || figure.Value.Cmp(stat.Int(150)) != 0 || figure.Def.CounterIn("zh-Hans") != "次/千户" {
		t.Errorf("it is %d of %d = %v %s", figure.N, figure.Of, figure.Value, figure.Def.CounterIn("zh-Hans"))
	}
}

// TestPerNothing: without households there is nothing to divide by.
func TestPerNothing(t *testing.T) {
	f := compute(t, households+visits+defined("each", "measure = 'per'\nindicator = 'visits'\nper = 'households'\ncounter = '次/户'\nperiods = ['month']"),
		combinedFiles("data/people.toml", "[[person]]\nid = 'jia-1'\nname = '示例甲'\npost = '里巷管家'\nunit = 'jia'\nhouseholds = 12\n")...)
	wantFigures(t, f, "each", map[string]string{"jia 2024-08": "0.2[]", "yi 2024-08": "[z]"})
}

func TestChange(t *testing.T) {
	f := compute(t, visits+households+
		defined("persons", "measure = 'sum'\nfield = 'persons'\nledger = 'visits'\nperiods = ['month', 'ytd']")+
		defined("more", "measure = 'change'\nindicator = 'visits'\nperiods = ['month', 'ytd']")+
		defined("more-than-a-year-ago", "measure = 'change'\nindicator = 'visits'\nagainst = 'year'\nperiods = ['month']")+
		defined("more-persons", "measure = 'change'\nindicator = 'persons'\nagainst = 'year'\nperiods = ['month']")+
		defined("more-households", "measure = 'change'\nindicator = 'households'\nperiods = ['month']"),
		combinedFiles()...)
	wantFigures(t, f, "more", map[string]string{
		"jie 2024-08":     "2[]", // 3 - 1
		"jia 2024-08":     "1[]",
		"yi 2024-08":      "1[]",
		"jie 2024-07":     "[z]", // nobody reported June
		"jie 2023-08":     "[z]", // the first month of all
		"jie ytd-2024-08": "[z]", // months of the year are missing
	})
	wantFigures(t, f, "more-than-a-year-ago", map[string]string{"jie 2024-08": "1[]", "jia 2024-08": "0[]", "jie 2024-07": "[z]"})
	wantFigures(t, f, "more-persons", map[string]string{"jie 2024-08": "11[]"})                         // 3+4+5 - 0-1
	wantFigures(t, f, "more-households", map[string]string{"jie 2024-08": "0[]", "jie 2023-08": "[z]"}) // of the time before nothing is known
	if d := f.Definition("more-persons"); d.CounterIn("zh-Hans") != "人次" || d.Percent() || d.Places() != 0 {
		t.Errorf("a change is counted in %q", d.CounterIn("zh-Hans"))
	}
	for _, figure := range f.All() {
		if figure.Period.Key() < "2023-08" && figure.Indicator == "visits" {
			t.Errorf("there is a figure of %s, before the first visit", figure.Period.Key())
		}
	}
}

// rateRows: in July 1 of 2 talks had ten people or more, in August 2 of 3.
const rateRows = `
[[meeting]]
id = "1"
date = 2024-07-01
unit = "jia"
title = "x"
attendees = 10
[[meeting]]
id = "2"
date = 2024-07-02
unit = "jia"
title = "x"
attendees = 9
[[meeting]]
id = "3"
date = 2024-08-01
unit = "jia"
title = "x"
attendees = 12
[[meeting]]
id = "4"
date = 2024-08-01
unit = "jia"
title = "x"
attendees = 12
[[meeting]]
id = "5"
date = 2024-08-01
unit = "jia"
title = "x"
attendees = 3
`

// TestChangeOfARate: in percentage points, and not told where the rates themselves are not.
func TestChangeOfARate(t *testing.T) {
	for smallest, want := range map[string]string{"smallest_n = 2\n": "16.7%[]", "smallest_n = 3\n": "[z]"} {
		f := compute(t, defined("large", "measure = 'rate'\nof = { attendees = { min = 10 } }\nledger = 'talks'")+
			defined("larger", "measure = 'change'\nindicator = 'large'\nperiods = ['month']"),
			"site.toml", smallest+threeLevels, "data/talks/ledger.toml", "kind = 'meeting'", "data/talks/rows.toml", rateRows)
		wantFigures(t, f, "larger", map[string]string{"jie 2024-08": want})
		if figure := at(t, f, "larger", "jie", "2024-08"); want != "[z]" && figure.Value.Cmp(stat.Ratio{Num: 1, Den: 6}) != 0 {
			t.Errorf("2/3 - 1/2 is %v", figure.Value)
		}
		if d := f.Definition("larger"); !d.Percent() || d.Places() != 1 || d.CounterIn("zh-Hans") != "" || d.Sources()[0].ID != "large" {
			t.Error("the change of a rate is no share")
		}
	}
}

// TestTotal: what is added up must not overlap, and it is said why it does not. A month that is not over is provisional.
func TestTotal(t *testing.T) {
	definitions := defined("large", "measure = 'count'\namong = { attendees = { min = 10 } }\nledger = 'talks'") +
		defined("small", "measure = 'count'\namong = { attendees = { max = 9 } }\nledger = 'talks'") +
		defined("talks", "measure = 'total'\nparts = ['large', 'small']\ndisjoint = '按人数分，一场只算一次'\nperiods = ['month', 'ytd']")
	files := []string{"data/talks/ledger.toml", "kind = 'meeting'", "data/talks/rows.toml", rateRows}
	f := compute(t, definitions, files...)
	wantFigures(t, f, "talks", map[string]string{"jie 2024-07": "2[]", "jie 2024-08": "3[]", "jia ytd-2024-08": "5[]", "yi 2024-08": "0[]"})
	if got := f.Definition("talks").CounterIn("zh-Hans"); got != "次" {
		t.Errorf("the total is counted in %q", got)
	}
	f = compute(t, definitions, append(files, "site.toml", strings.Replace(threeLevels, "2024-08-31", "2024-08-15", 1))...)
	wantFigures(t, f, "talks", map[string]string{"jie 2024-07": "2[]", "jie 2024-08": "3[p]"})
}

// stating is two indicators that nobody computes, with what was stated of them.
func stating(a, b, base string) (definitions, rows string) {
	row := func(id, value string) string {
		number, qualifier, _ := strings.Cut(value, " ")
		return "[[stated]]\nid = '" + id + "'\nindicator = '" + id + "'\nunit = 'jie'\nperiod = '2024'\nvalue = '" + number + "'\nqualifier = '" + qualifier + "'\nsource = 's'\nnote = 'n'\n"
	}
	return defined("a", "measure = 'stated'\ncounter = '件'") + defined("b", "measure = 'stated'\ncounter = '件'\n"+base), row("a", a) + row("b", b)
}

// refused is what is said of definitions that make no number, when they are read and when they are computed.
func refused(t *testing.T, definitions string, files ...string) string {
	t.Helper()
	s := loaded(t, definitions, files...)
	sound, problems := Define(s)
	f, more := Compute(s, sound)
	problems.Append(more)
	for _, figure := range f.All() {
		if figure.Indicator == "x" && figure.Value.Valid() && len(problems) > 0 {
			t.Errorf("it is refused, but computed: %s", shown(figure))
		}
	}
	return said(problems)
}

// TestRefused: numbers that must never be made of those that were published.
func TestRefused(t *testing.T) {
	ledgers := []string{}
	for name, kind := range map[string]string{"projects": "project", "talks": "meeting", "hazards": "hazard", "disputes": "dispute", "inspections": "inspection", "feedback": "case"} {
		ledgers = append(ledgers, "data/"+name+"/ledger.toml", "kind = '"+kind+"'")
	}
	count := func(ids ...string) string {
		text := ""
		for _, id := range ids {
			name, _, _ := strings.Cut(id, "-")
			text += defined(id, "measure = 'count'\nledger = '"+name+"'")
		}
		return text
	}
	modes := ""
	for _, mode := range []string{"主动", "全程", "一次", "就近", "新增"} {
		modes += defined("mode-"+mode, "measure = 'count'\nledger = 'items'\namong = { mode = '"+mode+"' }\nopen = []")
	}
	modes = strings.NewReplacer("mode-主动", "m36", "mode-全程", "m153", "mode-一次", "m71", "mode-就近", "m89", "mode-新增", "m17").Replace(modes)
	ledgers = append(ledgers, "data/items/ledger.toml", "kind = 'item'\n[field.mode]\nvalues = ['主动', '全程', '一次', '就近', '新增']\n[field.list]\nvalues = ['清单']",
		"data/items/rows.toml", "[[item]]\nid = '1'\nlist = '清单'\ntitle = 'a'\nmode = ['主动', '全程']\n[[item]]\nid = '2'\nlist = '清单'\ntitle = 'b'\nmode = ['一次', '就近']\n[[item]]\nid = '3'\nlist = '清单'\ntitle = 'c'\nmode = ['新增']\n")
	stated := defined("p", "measure = 'stated'\ncounter = '项'") + defined("q", "measure = 'stated'\ncounter = '项'")
	for _, c := range []struct{ name, x, others, want string }{
		{"651 cases by 177 projects", "measure = 'per'\nindicator = 'cases'\nper = 'projects'\ncounter = '件/个'", count("cases", "projects"),
			`7:7 no-base: "projects" is no base to divide by`},
		{"36, 153, 71, 89 and 17 service items, which overlap", "measure = 'total'\nparts = ['m36', 'm153', 'm71', 'm89', 'm17']", modes,
			`1:1 no-disjoint: it is not said why nothing is counted twice`},
		{"the same, whatever somebody says of them", "measure = 'total'\nparts = ['m36', 'm153', 'm71', 'm89', 'm17']\ndisjoint = '互不重叠'", modes,
			`6:17 counted-twice: row "1" counts in both "m36" and "m153": they overlap and cannot be added`},
		{"89 and 17 alone", "measure = 'total'\nparts = ['m89', 'm17']\ndisjoint = '17项为新增，不在89项之内'", modes, ""},
		{"200 and 200, 240 and 240: nobody knows what they are of", "measure = 'total'\nparts = ['p', 'q']\ndisjoint = '两回事'", stated,
			"6:10 added-stated: \"p\" is stated: without rows nobody can tell what it shares with others, so it cannot be added\n" +
				"6:15 added-stated: \"q\" is stated: without rows nobody can tell what it shares with others, so it cannot be added"},
		{"394, 82, 623 and 72 of four ledgers", "measure = 'total'\nparts = ['hazards', 'cases', 'inspections', 'disputes']\ndisjoint = 'x'", count("hazards", "cases", "inspections", "disputes"),
			"6:21 added-ledgers: \"cases\" and \"hazards\" are of different ledgers, which may overlap, and cannot be added\n" +
				"6:30 added-ledgers: \"inspections\" and \"hazards\" are of different ledgers, which may overlap, and cannot be added\n" +
				"6:45 added-ledgers: \"disputes\" and \"hazards\" are of different ledgers, which may overlap, and cannot be added"},
		{"651, 156 and 106, of which the last was stated", "measure = 'total'\nparts = ['cases', 'feedback', 'c']\ndisjoint = 'x'", count("cases", "feedback") + defined("c", "measure = 'stated'\ncounter = '件'"),
			"6:19 added-ledgers: \"feedback\" and \"cases\" are of different ledgers, which may overlap, and cannot be added\n" +
				"6:31 added-stated: \"c\" is stated: without rows nobody can tell what it shares with others, so it cannot be added"},
		{"two ledgers, and no reason either", "measure = 'total'\nparts = ['cases', 'feedback']", count("cases", "feedback"),
			"6:19 added-ledgers: \"feedback\" and \"cases\" are of different ledgers, which may overlap, and cannot be added\n1:1 no-disjoint: it is not said why nothing is counted twice"},
		{"240 twice", "measure = 'total'\nparts = ['cases', 'cases']\ndisjoint = 'x'", count("cases"), `6:19 repeated-value: "cases" stands twice in one cell`},
		{"visits and people", "measure = 'total'\nparts = ['talks', 'attendees']\ndisjoint = 'x'", count("talks") + defined("attendees", "measure = 'sum'\nfield = 'attendees'\nledger = 'talks'"),
			`6:19 unlike-units: "attendees" and "talks" are counted in different units and cannot be added`},
		{"a rate", "measure = 'total'\nparts = ['talks', 'large']\ndisjoint = 'x'", count("talks") + defined("large", "measure = 'rate'\nof = { attendees = { min = 10 } }\nledger = 'talks'"),
			`6:19 not-added: "large" is a rate, a mean or a number of distinct things and cannot be added`},
		{"different things", "measure = 'total'\nparts = ['talks', 'places']\ndisjoint = 'x'", count("talks") + defined("places", "measure = 'distinct'\nfield = 'place'\nledger = 'talks'"),
			`6:19 not-added: "places" is a rate, a mean or a number of distinct things and cannot be added`},
		{"medians", "measure = 'total'\nparts = ['talks', 'middle']\ndisjoint = 'x'", count("talks") + defined("middle", "measure = 'median'\nfield = 'attendees'\nledger = 'talks'"),
			`6:19 not-added: "middle" is a rate, a mean or a number of distinct things and cannot be added`},
		{"one part", "measure = 'total'\nparts = ['talks']\ndisjoint = 'x'", count("talks"), `1:1 missing-key: key "parts" is missing`},
		{"a part there is not", "measure = 'total'\nparts = ['talks', 'talk']\ndisjoint = 'x'", count("talks"), `6:19 unknown-indicator: no indicator "talk"`},
		{"a change of a change", "measure = 'change'\nindicator = 'more'", count("talks") + defined("more", "measure = 'change'\nindicator = 'talks'"),
			`6:13 chained-indicator: "more" is itself made of other indicators`},
		{"a share of itself", "measure = 'per'\nindicator = 'x'\nper = 'x'\ncounter = 'y'", "", "6:13 chained-indicator: \"x\" is itself made of other indicators\n7:7 chained-indicator: \"x\" is itself made of other indicators"},
		{"a change of nothing", "measure = 'change'", "", `1:1 missing-key: key "indicator" is missing`},
		{"a change against what", "measure = 'change'\nindicator = 'talks'\nagainst = 'month'", count("talks"), `7:11 unknown-value: "month" is not one of the values`},
		{"per nothing", "measure = 'per'\nindicator = 'talks'", count("talks"), `1:1 missing-key: key "per" is missing`},
		{"per so many of what", "measure = 'per'\nindicator = 'talks'\nper = 'bodies'", count("talks") + defined("bodies", "measure = 'count'\nledger = 'bodies'\nopen = []\nbase = true"),
			`1:1 missing-key: key "counter" is missing`},
		{"what happened is no base", "measure = 'count'\nledger = 'talks'\nbase = true", "", `1:1 bad-base: what happened in a period is no base`},
		{"a rate is no base", "measure = 'rate'\nof = { kind = '部门' }\nledger = 'bodies'\nopen = []\nbase = true", "", `1:1 bad-base: what happened in a period is no base`},
		{"what is made of others is no base", "measure = 'change'\nindicator = 'talks'\nbase = true", count("talks"), `1:1 bad-base: what happened in a period is no base`},
		{"what stands is a base", "measure = 'count'\nledger = 'units'\nopen = []\nbase = true", "", ""},
	} {
		if got := refused(t, defined("x", c.x)+c.others, ledgers...); got != c.want {
			t.Errorf("%s:\n got  %s\n want %s", c.name, got, c.want)
		}
	}
}

// TestQualifiedIsNotExact: 400余 opinions and 200余 problems make no 50 %, nor any other number.
func TestQualifiedIsNotExact(t *testing.T) {
	for _, c := range []struct{ name, x, a, b, base, want, value string }{
		{"200 by 400, of which neither is exact, nor a base", "measure = 'per'\nindicator = 'a'\nper = 'b'\ncounter = '个/条'", "200 +", "400 +", "",
			`7:7 no-base: "b" is no base to divide by`, ""},
		{"though it is said to be one", "measure = 'per'\nindicator = 'a'\nper = 'b'\ncounter = '个/条'", "200 +", "400 +", "base = true",
			"9:1 qualified-exact: \"a\" is stated with a qualifier (+) and is no exact number to compute with\n" +
				"15:1 qualified-exact: \"b\" is stated with a qualifier (+) and is no exact number to compute with", ""},
		{"both exact, and a base", "measure = 'per'\nindicator = 'a'\nper = 'b'\ncounter = '个/条'", "200 =", "400 =", "base = true", "", "0.5[p]"},
		{"about 2.4万", "measure = 'change'\nindicator = 'a'\nagainst = 'year'", "2.4万 ~", "1 =", "",
			`8:1 qualified-exact: "a" is stated with a qualifier (~) and is no exact number to compute with`, ""},
	} {
		definitions, rows := stating(c.a, c.b, c.base)
		files := []string{"data/stated/ledger.toml", "kind = 'stated'", "data/stated/rows.toml", rows}
		if c.value != "" {
			wantFigures(t, compute(t, defined("x", c.x)+definitions, files...), "x", map[string]string{"jie 2024": c.value})
		} else if got := refused(t, defined("x", c.x)+definitions, files...); got != c.want {
			t.Errorf("%s:\n got  %s\n want %s", c.name, got, c.want)
		}
	}
}

// TestPerStated: visits by households that were stated for the year, where the year is asked for.
func TestPerStated(t *testing.T) {
	definitions, rows := stating("20 =", "1 =", "")
	definitions = strings.Replace(definitions, "counter = '件'", "counter = '户'\nbase = true", 1)
	f := compute(t, visits+definitions+defined("x", "measure = 'per'\nindicator = 'visits'\nper = 'a'\ncounter = '次/户'\nplaces = 2\nperiods = ['month']"),
		combinedFiles("data/stated/ledger.toml", "kind = 'stated'", "data/stated/rows.toml", rows,
			"data/filings.toml", filedMonths("2024-01", "2024-02", "2024-03", "2024-04", "2024-05", "2024-06"))...)
	wantFigures(t, f, "x", map[string]string{"jie 2024": "0.20[p]", "jie 2024-08": "[z]", "jia 2024": "[z]"}) // 4 / 20
}

func filedMonths(months ...string) string {
	text := ""
	for _, m := range months {
		text += "[[filing]]\nledger = 'visits'\nunit = 'jie'\nmonth = '" + m + "'\n"
	}
	return text
}
