package build

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/lanewall/lanewall/internal/diag"
	"github.com/lanewall/lanewall/internal/plan"
	"github.com/lanewall/lanewall/internal/site"
)

// matters are rows of cases with a limit of ten days: each is "received" or "received closed".
func matters(rows ...string) string {
	var text strings.Builder
	for i, row := range rows {
		received, closed, _ := strings.Cut(row, " ")
		fmt.Fprintf(&text, "[[case]]\nid = 'c%d'\nreceived = %s\nunit = 'jia'\ntitle = '灯'\n", i+1, received)
		if closed != "" {
			fmt.Fprintf(&text, "closed = %s\noutcome = '解决'\n", closed)
		}
	}
	return text.String()
}

// many is so many rows of a day.
func many(n int, row string) (rows []string) {
	for range n {
		rows = append(rows, row)
	}
	return rows
}

// What a board opens with, in each situation it can be in.
func TestSentences(t *testing.T) {
	received := "[indicator.received]\ntitle = '收到事项'\nversion = 1\nledger = 'cases'\nmeasure = 'count'\nperiods = ['week', 'month', 'quarter']\ndefinition = '收到的。'\n"
	talks := "[indicator.talks]\ntitle = '恳谈会'\nversion = 1\nledger = 'talks'\nmeasure = 'count'\nperiods = ['month']\ndefinition = '开的会。'\n"
	talk := "[[meeting]]\nid = 't1'\ndate = 2024-08-05\nunit = 'jia'\ntitle = '会'\n"
	for _, test := range []struct {
		name, asOf, board, cases, more string // more: rows of talks
		want, english                  string // sentences with a slash between
	}{
		{name: "what came, ended, stands and is late", cases: matters("2024-08-01 2024-08-05", "2024-08-02", "2024-08-30", "2024-08-29"),
			want: "8月收到事项4件，办结1件，还有3件没有办结，其中1件超期。", english: "In August 2024: 收到事项 4 件, closed 1 件, 3 件 still open, 1 件 of them overdue."},
		{name: "one case, late", cases: matters("2024-08-01"),
			want: "8月收到事项1件，办结0件，还有1件没有办结，已超期。", english: "In August 2024: 收到事项 1 件, closed 0 件, 1 件 still open, and overdue."},
		{name: "one case, in time", cases: matters("2024-08-30"),
			want: "8月收到事项1件，办结0件，还有1件没有办结，没有超期。", english: "In August 2024: 收到事项 1 件, closed 0 件, 1 件 still open, not overdue."},
		{name: "none late", cases: matters("2024-08-30", "2024-08-29"),
			want: "8月收到事项2件，办结0件，还有2件没有办结，都没有超期。", english: "In August 2024: 收到事项 2 件, closed 0 件, 2 件 still open, none overdue."},
		{name: "all late", cases: matters("2024-08-01", "2024-08-02"),
			want: "8月收到事项2件，办结0件，还有2件没有办结，都已超期。", english: "In August 2024: 收到事项 2 件, closed 0 件, 2 件 still open, all overdue."},
		{name: "all done", cases: matters("2024-08-01 2024-08-02"),
			want: "8月收到事项1件，办结1件，没有未办结的。", english: "In August 2024: 收到事项 1 件, closed 1 件, none left open."},
		{name: "nothing new, one ended", cases: matters("2024-07-30 2024-08-02") + nilReturn("cases"),
			want: "8月居民事项无新增，办结1件，没有未办结的。", english: "In August 2024: 居民事项: no new ones, closed 1 件, none left open."},
		{name: "nothing new, nothing ended", cases: matters("2024-07-30 2024-07-31") + nilReturn("cases"),
			want: "8月居民事项无新增，没有未办结的。", english: "In August 2024: 居民事项: no new ones, none left open."},
		{name: "not filed, one open since July", cases: matters("2024-07-30"),
			want: "8月居民事项未报送，还有1件没有办结，已超期。", english: "In August 2024: 居民事项 not reported, 1 件 still open, and overdue."},
		{name: "the month is running", asOf: "2024-08-15", cases: matters("2024-08-14"),
			want: "8月（截至8月15日）收到事项1件，办结0件，还有1件没有办结，没有超期。", english: "In August 2024 (up to 15 Aug): 收到事项 1 件, closed 0 件, 1 件 still open, not overdue."},
		{name: "a week", asOf: "2024-08-11", board: "period = 'week'", cases: matters("2024-08-06 2024-08-07"),
			want: "本周收到事项1件，办结1件，没有未办结的。", english: "This week: 收到事项 1 件, closed 1 件, none left open."},
		{name: "a quarter", asOf: "2024-09-30", board: "period = 'quarter'", cases: matters("2024-08-06 2024-08-07"),
			want: "三季度收到事项1件，办结1件，没有未办结的。", english: "In Q3 2024: 收到事项 1 件, closed 1 件, none left open."},
		{name: "a change that is more than chance", cases: matters(append(many(20, "2024-07-03 2024-07-04"), many(4, "2024-08-01 2024-08-02")...)...),
			want: "8月收到事项4件，办结4件，没有未办结的。/收到事项4件，比上月少16件，变化最大。", english: "In August 2024: 收到事项 4 件, closed 4 件, none left open./The largest change: 收到事项 4 件, down 16 件 on last month."},
		{name: "a change that is not", cases: matters(append(many(6, "2024-07-03 2024-07-04"), many(4, "2024-08-01 2024-08-02")...)...),
			want: "8月收到事项4件，办结4件，没有未办结的。", english: "In August 2024: 收到事项 4 件, closed 4 件, none left open."},
		{name: "what else was done", cases: matters("2024-08-01 2024-08-02"), more: talk,
			want: "8月收到事项1件，办结1件，没有未办结的。/此外，恳谈会1场。", english: "In August 2024: 收到事项 1 件, closed 1 件, none left open./Besides, 恳谈会 1 场."},
		{name: "what else was not filed", cases: matters("2024-08-01 2024-08-02"), more: strings.Replace(talk, "08-05", "07-05", 1),
			want: "8月收到事项1件，办结1件，没有未办结的。/8月恳谈会未报送。", english: "In August 2024: 收到事项 1 件, closed 1 件, none left open./In August 2024: 恳谈会 not reported."},
	} {
		for _, language := range []struct{ lang, want string }{{"zh-Hans", test.want}, {"en", test.english}} {
			t.Run(test.name+" "+language.lang, func(t *testing.T) {
				config := fmt.Sprintf("format = 1\nid = 'x.example'\ntitle = '公开栏'\nissuer = '示例街道'\nlanguage = '%s'\nas_of = %s\n[[level]]\nid = 'lane'\ntitle = '里巷'\n[[board]]\n%s\nfigures = ['received', 'talks']\n[[board.open]]\ntitle = '在办'\nledgers = ['cases']\n",
					language.lang, orElse(test.asOf, "2024-08-31"), test.board)
				cases, filings, _ := strings.Cut(test.cases, "[[filing]]")
				files := fstest.MapFS{
					"site.toml":              {Data: []byte(config)},
					"data/units.toml":        {Data: []byte("[[unit]]\nid = 'jia'\nname = '甲里'\nkind = 'lane'\n")},
					"data/cases/ledger.toml": {Data: []byte("kind = 'case'\ntitle = '居民事项'\ncounter = '件'\n[[limit]]\nwithin = '10天'\n")},
					"data/cases/2024.toml":   {Data: []byte(cases)},
					"data/talks/ledger.toml": {Data: []byte("kind = 'meeting'\ncounter = '场'\n")},
					"data/talks/2024.toml":   {Data: []byte(test.more)},
					"data/indicators.toml":   {Data: []byte(received + talks)},
					"data/filings.toml":      {Data: []byte("[[filing]]\nledger = 'talks'\nunit = '甲里'\nmonth = '2024-07'\n")},
				}
				if filings != "" {
					files["data/filings.toml"].Data = append(files["data/filings.toml"].Data, "[[filing]]"+filings...)
				}
				if test.more == "" { // nothing is known of the talks, so the board does not ask for them
					files["site.toml"].Data = []byte(strings.Replace(config, ", 'talks'", "", 1))
				}
				if got := saidAt(t, files, "index.html"); got != language.want {
					t.Errorf("\n got %s\nwant %s", got, language.want)
				}
			})
		}
	}
}

func nilReturn(ledger string) string {
	return "[[filing]]\nledger = '" + ledger + "'\nunit = '甲里'\nmonth = '2024-08'\n"
}

func orElse(text, other string) string {
	if text == "" {
		return other
	}
	return text
}

// saidAt is the sentences of a board, with a slash between.
func saidAt(t *testing.T, files fstest.MapFS, name string) string {
	t.Helper()
	result, problems := Build(files, site.Options{})
	if problems.Count(diag.Error) > 0 {
		t.Fatal(problems[0].Format(diag.English))
	}
	for _, page := range result.Plan.Pages {
		if board, ok := page.(*plan.Board); ok && board.Path == name {
			var said []string
			for _, s := range board.Sentences {
				said = append(said, s.String())
			}
			return strings.Join(said, "/")
		}
	}
	t.Fatalf("no board at %s", name)
	return ""
}

// A number in a sentence leads to the definition behind it; one that no indicator counts leads nowhere.
func TestSentenceLinks(t *testing.T) {
	b := examples()[0].built().must(t)
	for _, page := range b.Plan.Pages {
		board, ok := page.(*plan.Board)
		if !ok || board.Path != "index.html" {
			continue
		}
		links := map[string]string{}
		for _, s := range board.Sentences {
			for _, piece := range s {
				if piece.Href != "" {
					links[piece.Href] = piece.Text
				}
			}
		}
		for _, id := range []string{"cases-received", "cases-closed", "cases-open", "visits"} {
			if links["statistics/"+id+"/index.html"] == "" {
				t.Errorf("no number leads to %s: %v", id, links)
			}
		}
		for _, card := range board.Cards {
			if text, ok := links[card.Number.Href]; ok && text != card.Number.Whole() {
				t.Errorf("%s is %s in a sentence and %s among the key figures", card.Name, text, card.Number.Whole())
			}
		}
	}
}
