package indicator

import (
	"strings"
	"testing"
)

// stated is a row of a ledger of stated figures: seven lines, the value on the fourth, and what may follow.
func stated(indicator, unit, value, lines string) string {
	return "[[stated]]\nindicator = '" + indicator + "'\nunit = '" + unit + "'\nvalue = '" + value + "'\nid = '" + indicator + "-" + unit + "-" + value + strings.NewReplacer("'", "", "\n", " ").Replace(lines) + "'\nperiod = '2024'\nsource = 's'\n" + lines
}

var twoStated = defined("rate", "measure = 'stated'") + defined("members", "measure = 'stated'\ncounter = '个'")

// saidOfStated is what is said of stated rows.
func saidOfStated(t *testing.T, rows string, files ...string) string {
	t.Helper()
	s := loaded(t, twoStated, append(files, "data/stated/ledger.toml", "kind = 'stated'", "data/stated/rows.toml", rows)...)
	definitions, problems := Define(s)
	if len(problems) > 0 {
		t.Fatal(said(problems))
	}
	_, problems = Compute(s, definitions)
	return said(problems)
}

// TestStatedPercentages: a percentage says of how many, or why not; and some number of them makes it.
func TestStatedPercentages(t *testing.T) {
	for _, c := range []struct{ value, lines, want string }{
		{"100%", "", "4:9 rate-without-n: 100% without numerator and denominator"},
		{"100%", "note = '口径未说明'\n", ""},
		{"100%", "of = 623\n", ""},
		{"100%", "n = 623\nof = 623\n", ""},
		{"100%", "n = 623\n", "4:9 rate-without-n: 100% without numerator and denominator"},
		{"95%", "qualifier = '≥'\n", "4:9 rate-without-n: 95% without numerator and denominator"},
		{"96%", "of = 156\n", ""}, // 150 make 96.15 %
		{"96.0%", "of = 156\n", "4:9 impossible-percent: no number out of 156 makes 96.0%"},
		{"96.0%", "of = 156\nnote = 'x'\n", "4:9 impossible-percent: no number out of 156 makes 96.0%"},
		{"96.0%", "of = 156\nqualifier = '≥'\n", ""}, // no claim to be exact
		{"96.2%", "n = 150\nof = 156\n", ""},
		{"96%", "n = 150\nof = 156\n", ""},
		{"96%", "n = 148\nof = 156\n", "4:9 not-the-share: 148/156 is not 96%"}, // 94.9 %
		{"95%", "n = 148\nof = 156\nqualifier = '≥'\n", "4:9 not-the-share: 148/156 is not 95%"},
		{"94%", "n = 148\nof = 156\nqualifier = '≥'\n", ""},
		{"96%", "n = 157\nof = 156\n", "8:5 more-than-all: numerator 157 is above denominator 156"},
		{"100%", "n = 0\nof = 0\n", "4:9 impossible-percent: no number out of 0 makes 100%"},
		{"1/3", "qualifier = '‹~'\n", "4:9 rate-without-n: 1/3 without numerator and denominator"},
		{"1/3", "qualifier = '‹~'\nnote = '口径未说明'\n", ""},
		{"1/3", "of = 156\n", ""}, // 52
		{"1/3", "of = 10\n", "4:9 impossible-percent: no number out of 10 makes 1/3"},
		{"1/3", "of = 20\nqualifier = '~'\n", ""}, // 7
		{"1/3", "n = 33\nof = 100\nqualifier = '‹~'\n", ""},
		{"1/3", "n = 34\nof = 100\nqualifier = '‹~'\n", "4:9 not-the-share: 34/100 is not 1/3"},
		{"1041", "", ""}, // no percentage
		{"1041", "n = 3\nof = 2\n", "8:5 more-than-all: numerator 3 is above denominator 2"},
	} {
		if got := saidOfStated(t, stated("rate", "jie", c.value, c.lines)); got != c.want {
			t.Errorf("%s %q:\n got  %s\n want %s", c.value, c.lines, got, c.want)
		}
	}
}

// TestStatedTotals: what is stated for a unit is the sum of what is stated for those right below it and for the unit
// itself, where all of that is stated, as exact numbers of things.
func TestStatedTotals(t *testing.T) {
	row := func(unit, value, lines string) string { return stated("members", unit, value, lines) }
	lanes := row("jia", "4", "") + row("yi", "3", "")
	for _, c := range []struct{ name, rows, want string }{
		{"right", row("she", "7", "") + lanes, ""},
		{"wrong", row("she", "8", "") + lanes, "4:9 total-parts: the total is 8, the parts add up to 7"},
		{"wrong, and the parts come first", lanes + row("she", "8", ""), "18:9 total-parts: the total is 8, the parts add up to 7"},
		{"with the unit's own", row("she", "8", "") + lanes + row("she", "1", "own = true\n"), ""},
		{"with another own", row("she", "8", "") + lanes + row("she", "2", "own = true\n"), "4:9 total-parts: the total is 8, the parts add up to 9"},
		{"its own alone is no total", lanes + row("she", "1", "own = true\n"), ""},
		{"an own that is no exact number", row("she", "8", "") + lanes + row("she", "2", "own = true\nqualifier = '+'\n"), ""},
		{"a lane is missing", row("she", "8", "") + row("jia", "4", ""), ""},
		{"a part that is no exact number", row("she", "8", "") + row("jia", "4", "qualifier = '+'\n") + row("yi", "3", ""), ""},
		{"a total that is no exact number", row("she", "8", "qualifier = '≥'\n") + lanes, ""},
		{"percentages are not added up", row("she", "90%", "note = 'x'\n") + row("jia", "80%", "note = 'x'\n") + row("yi", "20%", "note = 'x'\n"), ""},
		{"nor are fractions", row("she", "1/2", "note = 'x'\n") + row("jia", "1/3", "note = 'x'\n") + row("yi", "1/4", "note = 'x'\n"), ""},
		{"right at the printed precision", row("she", "2.4万", "") + row("jia", "12000", "") + row("yi", "12100", ""), ""},
		{"wrong at the printed precision", row("she", "2.4万", "") + row("jia", "12000", "") + row("yi", "12500", ""), "4:9 total-parts: the total is 24000, the parts add up to 24500"},
		{"decimals", row("she", "9.5", "") + row("jia", "4.25", "") + row("yi", "3.5", ""), "4:9 total-parts: the total is 9.5, the parts add up to 7.75"},
		{"two storeys", row("jie", "7", "") + row("she", "8", "") + lanes, "4:9 total-parts: the total is 7, the parts add up to 8\n11:9 total-parts: the total is 8, the parts add up to 7"},
	} {
		if got := saidOfStated(t, c.rows); got != c.want {
			t.Errorf("%s:\n got  %s\n want %s", c.name, got, c.want)
		}
	}
}

// TestStatedOwn: what is stated for a unit itself stands beside the total, as what is counted for it would.
func TestStatedOwn(t *testing.T) {
	f := compute(t, twoStated, "data/stated/ledger.toml", "kind = 'stated'",
		"data/stated/rows.toml", stated("members", "she", "1", "own = true\n")+stated("members", "she", "1", ""))
	if own, all := at(t, f, "members", "she", "2024", OwnSplit, OwnValue), at(t, f, "members", "she", "2024"); shown(own) != "1[]" || shown(all) != "1[]" || own == all {
		t.Errorf("its own %s, in all %s", shown(own), shown(all))
	}
	if filed := f.Stated("members"); len(filed) != 1 || filed[0].Split != "" {
		t.Errorf("%d figures stand for the unit", len(filed))
	}
	if got := saidOfStated(t, stated("members", "she", "1", "own = true\n")+stated("members", "she", "2", "own = true\n")); got != "10:13 duplicate-stated: indicator members is stated twice for 示例社区 2024" {
		t.Errorf("stated twice: %s", got)
	}
}

// TestPublishedParts: 10 compounds are 9 里 and 1 塘.
func TestPublishedParts(t *testing.T) {
	published := func(id, value, lines string) string {
		return "[[published]]\nid = '" + id + "'\nvalue = '" + value + "'\nindicator = 'members'\ntitle = 'x'\nunit = 'jie'\nperiod = '2024'\n" + lines
	}
	const both = "parts = ['li', 'tang']\n"
	for _, c := range []struct{ name, rows, want string }{
		{"9 + 1 = 10", published("all", "10", both) + published("li", "9", "") + published("tang", "1", ""), ""},
		{"9 + 1 = 11", published("all", "11", both) + published("li", "9", "") + published("tang", "1", ""), "3:9 total-parts: the total is 11, the parts add up to 10"},
		{"a part that is no exact number", published("all", "10", both) + published("li", "9", "qualifier = '+'\n") + published("tang", "1", ""),
			`8:9 qualified-exact: "li" is stated with a qualifier (+) and is no exact number to compute with`},
		{"a total that is no exact number", published("all", "11", both+"qualifier = '+'\n") + published("li", "9", "") + published("tang", "1", ""), ""},
		{"a part there is not", published("all", "10", both) + published("li", "9", ""), `8:9 unknown-published: no published figure "tang"`},
		{"353 + 41 = 394", published("all", "394", both) + published("li", "353", "") + published("tang", "41", ""), ""},
		{"23 + 40 + 11 + 8 = 82", published("all", "82", "parts = ['a', 'b', 'c', 'd']\n") + published("a", "23", "") + published("b", "40", "") + published("c", "11", "") + published("d", "8", ""), ""},
		{"a half and a third", published("all", "2", both) + published("li", "1/2", "") + published("tang", "1/3", ""), "3:9 total-parts: the total is 2, the parts add up to 0.833333"},
		{"at the printed precision", published("all", "2.4万", both) + published("li", "12000", "") + published("tang", "12100", ""), ""},
	} {
		_, problems := Compare(compute(t, twoStated, "data/stated/ledger.toml", "kind = 'stated'", "data/published.toml", c.rows))
		if got := said(problems); got != c.want {
			t.Errorf("%s:\n got  %s\n want %s", c.name, got, c.want)
		}
	}
}

// TestPublishedPercentOfAnother: 96 % of 156 orders is possible, 96.0 % is not.
func TestPublishedPercentOfAnother(t *testing.T) {
	for value, want := range map[string]string{
		"96%":   "",
		"96.0%": "3:9 impossible-percent: no number out of 156 makes 96.0%",
		"97.5%": "3:9 impossible-percent: no number out of 156 makes 97.5%", // 152 make 97.4 %
		"97.4%": "",
		"1/3":   "",
		"1/5":   "3:9 impossible-percent: no number out of 156 makes 1/5",
	} {
		rows := "[[published]]\nid = 'a'\nvalue = '" + value + "'\nindicator = 'rate'\ntitle = 'x'\nunit = 'jie'\nperiod = '2024'\nper = 'all'\n" +
			"[[published]]\nid = 'all'\nvalue = '156'\nindicator = 'members'\ntitle = 'x'\nunit = 'jie'\nperiod = '2024'\n"
		_, problems := Compare(compute(t, twoStated, "data/stated/ledger.toml", "kind = 'stated'", "data/published.toml", rows))
		if got := said(problems); got != want {
			t.Errorf("%s: got %s, want %s", value, got, want)
		}
	}
}

// TestRoundingOfWhatWasPublished: who rounds half to even publishes 2 for 2.5.
func TestRoundingOfWhatWasPublished(t *testing.T) {
	for _, c := range []struct{ rounding, value, want string }{
		{"", "3", ""},
		{"", "2", "3:9 published-mismatch: x: published 2, the ledgers give 3"},
		{"rounding = 'half-even'\n", "2", ""},
		{"rounding = 'half-even'\n", "3", "3:9 published-mismatch: x: published 3, the ledgers give 2"},
	} {
		f := compute(t, defined("mean", "measure = 'mean'\nfield = 'attendees'\nledger = 'talks'\nplaces = 0"),
			"site.toml", "smallest_n = 1\n"+c.rounding+threeLevels, "data/talks/ledger.toml", "kind = 'meeting'",
			"data/talks/rows.toml", "[[meeting]]\nid = '1'\ndate = 2024-08-01\nunit = 'jia'\ntitle = 'x'\nattendees = 2\n[[meeting]]\nid = '2'\ndate = 2024-08-01\nunit = 'jia'\ntitle = 'x'\nattendees = 3\n",
			"data/published.toml", "[[published]]\nid = 'a'\nvalue = '"+c.value+"'\nindicator = 'mean'\ntitle = 'x'\nunit = 'jie'\nperiod = '2024-08'\n")
		_, problems := Compare(f)
		if got := said(problems); got != c.want {
			t.Errorf("%q, published %s: got %s, want %s", c.rounding, c.value, got, c.want)
		}
	}
}
