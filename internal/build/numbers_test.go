package build

import (
	"encoding/json"
	"fmt"
	"maps"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/lanewall/lanewall/internal/civil"
	"github.com/lanewall/lanewall/internal/diag"
	"github.com/lanewall/lanewall/internal/indicator"
)

func TestFiguresCSV(t *testing.T) { eachSite(t, checkFiguresCSV) }

func checkFiguresCSV(t *testing.T, b *built) {
	f := &faults{T: t}
	defer f.done()
	horizon := b.Plan.Site.Horizon.String()
	header, rows := b.table(t, "data/figures.csv")
	if got, want := strings.Join(header, ","), "indicator,version,unit,period,as_of,split_field,split_value,value,measure_unit,numerator,denominator,qualifier,status,revision,note"; got != want {
		t.Errorf("columns\n%s\nwant\n%s", got, want)
	}
	if len(rows) < 10_000 {
		t.Fatalf("only %d figures", len(rows))
	}
	var last []string
	for i, row := range rows {
		key := []string{row["indicator"], row["unit"], row["period"], row["split_field"], row["split_value"]}
		if i > 0 && slices.Compare(last, key) >= 0 {
			f.add("line %d: %v after %v", i+2, key, last)
		}
		last = key
		status, value := row["status"], row["value"]
		switch {
		case !slices.Contains([]string{"", "x", "z", "p", "u"}, status):
			f.add("%v: status %q", key, status)
		case (status == "x" || status == "z") != (value == ""):
			f.add("%v: value %q with status %q: empty is null, never 0", key, value, status)
		case status == "x" && row["numerator"]+row["denominator"] != "":
			f.add("%v: %s/%s of what nobody reported", key, row["numerator"], row["denominator"])
		}
		if row["as_of"] > horizon || row["as_of"] == "" {
			f.add("%v: as of %q", key, row["as_of"])
		}
		if value != "" && !decimal.MatchString(value) {
			f.add("%v: value %q", key, value)
		}
		if row["denominator"] != "" && status != "z" && b.Plan.Figures.Definition(row["indicator"]).Measure == indicator.Rate {
			n, _ := strconv.ParseInt(row["numerator"], 10, 64)
			of, _ := strconv.ParseInt(row["denominator"], 10, 64)
			if n > of || value != halfUp(n, of) {
				f.add("%v: %s of %d/%d", key, value, n, of)
			}
		}
	}
	text := b.files["data/figures.csv"]
	if crlf, lf := strings.Count(text, "\r\n"), strings.Count(text, "\n"); crlf != lf {
		t.Errorf("%d of %d lines end in CRLF", crlf, lf)
	}
}

var decimal = regexp.MustCompile(`^-?(0|[1-9]\d*)(\.\d+)?$`)

// halfUp is n/of with six decimals, in integers.
func halfUp(n, of int64) string {
	millionths := (n*2_000_000 + of) / (of * 2)
	return fmt.Sprintf("%d.%06d", millionths/1_000_000, millionths%1_000_000)
}

// The files of the indicators together are figures.csv.
func TestIndicatorFilesMakeUpTheWhole(t *testing.T) { eachSite(t, checkIndicatorFiles) }

func checkIndicatorFiles(t *testing.T, b *built) {
	_, all := b.table(t, "data/figures.csv")
	var parts []map[string]string
	for _, name := range b.paths() {
		if strings.HasPrefix(name, "statistics/") && strings.HasSuffix(name, ".csv") {
			_, rows := b.table(t, name)
			parts = append(parts, rows...)
		}
	}
	if len(parts) != len(all) {
		t.Fatalf("%d rows, in figures.csv %d", len(parts), len(all))
	}
	whole := b.figures(t)
	for _, row := range parts {
		if !maps.Equal(row, whole[figureKey(row)]) {
			t.Fatalf("%v, in figures.csv %v", row, whole[figureKey(row)])
		}
	}
}

// recomputed are indicators anybody can compute from the published rows, with code that knows nothing of ours.
var recomputed = []struct {
	indicator, ledger string
	date              string                                        // the column that places a row in a month
	among             func(row map[string]string) bool              // nil is all
	amount            string                                        // the column that is added up; "" counts rows
	of                func(row map[string]string, asOf string) bool // of a rate
	split             string                                        // also by the words of this column
}{
	{indicator: "visits", ledger: "visits", date: "date", split: "purpose"},
	{indicator: "person-times", ledger: "visits", date: "date", amount: "persons"},
	{indicator: "cases-solved", ledger: "cases", date: "closed", split: "category", among: func(row map[string]string) bool { return row["outcome"] == "解决" }},
	{indicator: "cases-received", ledger: "cases", date: "received", split: "level"},
	{indicator: "talks", ledger: "meetings", date: "date"},
	{indicator: "projects-started", ledger: "projects", date: "started", split: "category"},
	{indicator: "finance-disclosures", ledger: "disclosures", date: "date", among: func(row map[string]string) bool { return row["column"] == "财务收支" }},
	{indicator: "wishes-realised", ledger: "wishes", date: "realised"},
	{indicator: "orders-on-time", ledger: "orders", date: "deadline", of: inTime},
	{indicator: "cases-on-time", ledger: "cases", date: "deadline", of: inTime},
	{indicator: "feedback-on-time", ledger: "feedback", date: "received", of: inTime},
}

// inTime: closed by the deadline, and by the day the figure speaks for.
func inTime(row map[string]string, asOf string) bool {
	return row["closed"] != "" && row["closed"] <= min(row["deadline"], asOf)
}

// Every count, sum and rate over public rows comes out again from the downloads, for every unit and month, for the year
// to date, and by split; nothing is in figures.csv that is not computed here, and nothing here is missing there.
func TestFiguresRecompute(t *testing.T) {
	b := root(t)
	_, units := b.table(t, "data/units.csv")
	parent := map[string]string{}
	for _, u := range units {
		parent[u["id"]] = u["parent"]
	}
	published := b.figures(t)
	for _, r := range recomputed {
		t.Run(r.indicator, func(t *testing.T) {
			type tally struct{ n, of, amount int64 }
			type period struct{ key, asOf string }
			tallies := map[string]*tally{} // by unit, period and word
			_, rows := b.table(t, "data/"+r.ledger+".csv")
			for _, row := range rows {
				date := row[r.date]
				if date == "" || date > "2024-08-31" || r.among != nil && !r.among(row) {
					continue
				}
				month, _ := strconv.Atoi(date[5:7])
				periods := []period{{date[:7], date[:7] + "-31"}}
				for m := month; m <= 8; m++ {
					periods = append(periods, period{fmt.Sprintf("ytd-%s-%02d", date[:4], m), fmt.Sprintf("%s-%02d-31", date[:4], m)})
				}
				for unit := row["unit"]; unit != ""; unit = parent[unit] {
					words := []string{""}
					if r.split != "" {
						for _, word := range strings.Split(row[r.split], ";") {
							words = append(words, " "+r.split+"="+word)
						}
					}
					for _, p := range periods {
						for _, word := range words {
							key := r.indicator + " " + unit + " " + p.key + word
							if tallies[key] == nil {
								tallies[key] = &tally{}
							}
							sum := tallies[key]
							sum.of++
							if r.of != nil && r.of(row, p.asOf) {
								sum.n++
							}
							amount, _ := strconv.ParseInt(row[r.amount], 10, 64)
							sum.amount += amount
						}
					}
				}
			}
			if len(tallies) < 100 {
				t.Fatalf("only %d figures", len(tallies))
			}
			for key, sum := range tallies {
				figure := published[key]
				want := strconv.FormatInt(sum.of, 10)
				switch {
				case r.of != nil:
					want = halfUp(sum.n, sum.of)
				case r.amount != "":
					want = strconv.FormatInt(sum.amount, 10)
				}
				if figure == nil || figure["value"] != want {
					t.Errorf("%s: %v, the rows give %s", key, figure["value"], want)
				}
				if r.of != nil && (figure["numerator"] != strconv.FormatInt(sum.n, 10) || figure["denominator"] != strconv.FormatInt(sum.of, 10)) {
					t.Errorf("%s: %s/%s, the rows give %d/%d", key, figure["numerator"], figure["denominator"], sum.n, sum.of)
				}
			}
			for key, figure := range published {
				counted := figure["split_field"] == "" || figure["split_field"] == r.split
				monthly := strings.HasPrefix(figure["period"], "ytd-") || len(figure["period"]) == len("2024-08")
				if figure["indicator"] == r.indicator && counted && monthly && tallies[key] == nil && figure["value"] != "0" && figure["value"] != "" && !strings.Contains(figure["period"], "Q") {
					t.Errorf("%s is %s, the rows give nothing", key, figure["value"])
				}
			}
		})
	}
}

// What the home page says is what the file says: each figure of the latest board of the first kind, and the year to
// date beside it where there is one.
func TestHomePageEqualsFigures(t *testing.T) { eachSite(t, checkHomePage) }

func checkHomePage(t *testing.T, b *built) {
	figures := b.figures(t)
	s := b.Plan.Site
	cards := map[string][]string{}
	for _, div := range b.pages(t)["index.html"].all(func(e *element) bool { return e.name == "div" && e.parent.attrs["class"] == "figures" }) {
		title := div.named("dt")[0].words()
		for _, dd := range div.named("dd") {
			cards[title] = append(cards[title], dd.words())
		}
	}
	board := s.Config.Boards[0]
	if len(cards) != len(board.Figures) || len(cards) < 6 {
		t.Fatalf("%d cards of %d", len(cards), len(board.Figures))
	}
	period := board.Kind().Of(s.Horizon)
	year := civil.YearToDate.Of(period.Last)
	if period.Kind == civil.Week { // it may begin in one month and end in another: the year so far is all days up to its end
		year = civil.Between(civil.Year.Of(s.Horizon).First, period.AsOf(s.Horizon))
	}
	toDates := 0
	for _, id := range board.Figures {
		d := b.Plan.Figures.Definition(id.V)
		card := cards[d.Title.In(s.Config.Language)]
		now, sofar := figures[id.V+" "+s.Units.Root.ID+" "+period.Key()], figures[id.V+" "+s.Units.Root.ID+" "+year.Key()]
		if now == nil || len(card) == 0 {
			t.Errorf("%s: card %q, figures %v %v", id.V, card, now, sofar)
			continue
		}
		if want := printed(d, now); card[0] != want {
			t.Errorf("%s: the page says %q, figures.csv %q", id.V, card[0], want)
		}
		// What stands at a day has no year to date, and some indicators declare none; a rate is then of other rows.
		if d.Stock() || !d.Has(civil.YearToDate) {
			if text := strings.Join(card, " "); strings.Contains(text, "今年以来") {
				t.Errorf("%s: the page says %q of what has no year to date", id.V, text)
			}
			continue
		}
		if sofar == nil {
			t.Errorf("%s: no figure for %s", id.V, year.Key())
			continue
		}
		toDates++
		want := "今年以来" + printed(d, sofar)
		if sofar["denominator"] != "" {
			want += "（" + grouped(sofar["numerator"]) + "/" + grouped(sofar["denominator"]) + d.Ledger.Kind.Counter.In(s.Config.Language) + "）"
		}
		if got := card[len(card)-1]; got != want {
			t.Errorf("%s: the page says %q, figures.csv %q", id.V, got, want)
		}
	}
	if toDates < 3 {
		t.Errorf("only %d figures have a year to date", toDates)
	}
}

// printed is a figure as a page writes it: 10,328人次, 96.5%, 84.8分.
func printed(d *indicator.Definition, row map[string]string) string {
	if row["denominator"] != "" {
		n, _ := strconv.ParseInt(row["numerator"], 10, 64)
		of, _ := strconv.ParseInt(row["denominator"], 10, 64)
		tenths := (n*2000 + of) / (of * 2)
		return fmt.Sprintf("%d.%d%%", tenths/10, tenths%10)
	}
	value := row["value"]
	if whole, decimals, ok := strings.Cut(value, "."); ok { // six decimals, of which the page rounds off all but some
		millionths, _ := strconv.ParseInt(whole+decimals, 10, 64)
		unit := int64(1)
		for range len(decimals) - d.Places() {
			unit *= 10
		}
		text := fmt.Sprintf("%0*d", d.Places()+1, (millionths+unit/2)/unit)
		value = text[:len(text)-d.Places()] + "." + text[len(text)-d.Places():]
	} else if d.Places() > 0 {
		value += "." + strings.Repeat("0", d.Places())
	}
	return grouped(value) + row["measure_unit"]
}

// grouped sets commas between the thousands of a number.
func grouped(number string) string {
	whole, decimals, _ := strings.Cut(number, ".")
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	return strings.TrimSuffix(whole+"."+decimals, ".")
}

func TestPublishedNumbersHold(t *testing.T) { eachSite(t, checkPublishedNumbers) }

func checkPublishedNumbers(t *testing.T, b *built) {
	if n := len(b.Plan.Comparisons); n < 5 {
		t.Fatalf("only %d published numbers", n)
	}
	lines := b.pages(t)["about/published/index.html"].lines()
	for _, c := range b.Plan.Comparisons {
		if c.Verdict != indicator.Same && c.Verdict != indicator.SameRounded && c.Verdict != indicator.OnlyStated {
			t.Errorf("%s: %s", c.ID, c.Verdict)
		}
		if !slices.ContainsFunc(lines, func(line string) bool { return strings.HasPrefix(line, c.Title) && strings.Contains(line, c.Quote) }) {
			t.Errorf("%s is not on the page", c.ID)
		}
	}
	if _, rows := b.table(t, "data/figures.csv"); len(rows) != b.Plan.Figures.Len() {
		t.Errorf("%d figures in the file, %d in all", len(rows), b.Plan.Figures.Len())
	}
}

// One meeting less, and every place that speaks of the year's 56 says 55: the home page, the indicator's page, the data,
// and the page that holds published numbers against the ledgers, which with one warning disagrees.
func TestOneMeetingLess(t *testing.T) {
	folder := rootFolder(t)
	file := folder["data/meetings/2024-08.toml"]
	first := strings.Index(string(file.Data), "[[meeting]]")
	next := first + 1 + strings.Index(string(file.Data[first+1:]), "[[meeting]]")
	folder["data/meetings/2024-08.toml"] = &fstest.MapFile{Data: slices.Concat(file.Data[:first], file.Data[next:])}
	b, before := buildAll(folder, fromSite).must(t), root(t)
	street := before.Plan.Site.Units.Root.ID

	if len(b.problems) != 1 || b.problems[0].Code != "published-mismatch" || b.problems[0].Severity() != diag.Warning {
		t.Errorf("one warning wanted:\n%s", english(b.problems))
	}
	for _, c := range []struct{ file, was, is string }{
		{"index.html", "屋场恳谈会 | 6场 | 比上月少2场 | 今年以来56场", "屋场恳谈会 | 5场 | 比上月少3场 | 今年以来55场"},
		{"boards/2024-08/index.html", "屋场恳谈会 | 6场 | 比上月少2场 | 今年以来56场", "屋场恳谈会 | 5场 | 比上月少3场 | 今年以来55场"},
		{"boards/2024-07/index.html", "屋场恳谈会 | 8场 | 与上月持平 | 今年以来50场", "屋场恳谈会 | 8场 | 与上月持平 | 今年以来50场"},
		{"statistics/talks/index.html", "2024年1月至8月 | 56", "2024年1月至8月 | 55"},
		{"data/figures.csv", "talks,1," + street + ",ytd-2024-08,2024-08-31,,,56,场,,,,,,", "talks,1," + street + ",ytd-2024-08,2024-08-31,,,55,场,,,,,,"},
		{"data/figures.csv", "talks,1," + street + ",2024-08,2024-08-31,,,6,场,,,,,,", "talks,1," + street + ",2024-08,2024-08-31,,,5,场,,,,,,"},
		{"about/published/index.html", "共20条：16条一致，0条不一致，4条是填报数。", "共20条：15条一致，1条不一致，4条是填报数。"},
	} {
		if was := lines(t, before, c.file); !slices.Contains(was, c.was) {
			t.Errorf("%s lacks the line %q:\n%s", c.file, c.was, strings.Join(grep(was, c.was), "\n"))
		}
		if is := lines(t, b, c.file); !slices.Contains(is, c.is) {
			t.Errorf("%s then lacks the line %q:\n%s", c.file, c.is, strings.Join(grep(is, c.is), "\n"))
		}
	}
	if row := grep(lines(t, b, "about/published/index.html"), "屋场恳谈会"); len(row) != 1 || !strings.Contains(row[0], "56场 | 55场") || !strings.Contains(row[0], "不一致") {
		t.Errorf("%q", row)
	}
}

func lines(t *testing.T, b *built, name string) []string {
	t.Helper()
	if !strings.HasSuffix(name, ".html") {
		return strings.Split(strings.ReplaceAll(b.files[name], "\r\n", "\n"), "\n")
	}
	page, err := parseHTML(b.files[name])
	if err != nil {
		t.Fatal(err)
	}
	return page.lines()
}

// grep lists the lines that begin as another does.
func grep(lines []string, like string) []string {
	runes := []rune(like)
	start := string(runes[:min(5, len(runes))])
	var found []string
	for _, line := range lines {
		if strings.HasPrefix(line, start) && len(found) < 8 {
			found = append(found, line)
		}
	}
	return found
}

// Beside every CSV stands what it is, with the site's notice and its columns.
func TestEveryCSVIsDescribed(t *testing.T) { eachSite(t, checkDescriptions) }

func checkDescriptions(t *testing.T, b *built) {
	for _, name := range b.paths() {
		if !strings.HasSuffix(name, ".csv") {
			continue
		}
		var description struct {
			URL         string `json:"url"`
			Description string `json:"dc:description"`
			Schema      struct {
				Columns    []struct{ Name string }
				PrimaryKey []string
			} `json:"tableSchema"`
		}
		if err := json.Unmarshal([]byte(b.files[name+"-metadata.json"]), &description); err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		var columns []string
		for _, c := range description.Schema.Columns {
			columns = append(columns, c.Name)
		}
		header, rows := b.table(t, name)
		if !slices.Equal(columns, header) {
			t.Errorf("%s has columns %q, described are %q", name, header, columns)
		}
		if description.URL != path.Base(name) || description.Description != b.Plan.Site.Config.Notice.In(b.Plan.Site.Config.Language) {
			t.Errorf("%s is described as %q with the notice %q", name, description.URL, description.Description)
		}
		keys := map[string]bool{}
		for _, row := range rows {
			key := ""
			for _, column := range description.Schema.PrimaryKey {
				key += row[column] + "\x00"
			}
			if keys[key] || key == "" {
				t.Errorf("%s has the key %q twice", name, key)
			}
			keys[key] = true
		}
	}
}
