package build

import (
	"cmp"
	"errors"
	"fmt"
	"iter"
	"math"
	"math/rand/v2"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/lanewall/lanewall/internal/chromium"
	"github.com/lanewall/lanewall/internal/civil"
	"github.com/lanewall/lanewall/internal/plan"
	"github.com/lanewall/lanewall/internal/receipt"
	"github.com/lanewall/lanewall/internal/search"
)

// budget is how much one query may load, before it is packed for the way.
const budget = 300_000

// shownHits is how many hits are shown at most.
const shownHits = 50

// answer is what the search page says to a query.
type answer struct {
	Hits   string // the numbers of the documents
	Bytes  string // how much was loaded, as the page counts
	Status string
	Files  []string
	Texts  []string // of the results
	Links  []string
	Marks  []string
}

const readAnswer = `(() => { const all = (s, f) => [...document.querySelectorAll(s)].map(f);
	return { Hits: document.getElementById('search').dataset.hits, Bytes: document.getElementById('search').dataset.bytes,
		Status: document.getElementById('search-status').textContent, Files: all('head script', s => s.src).filter(s => s.includes('/search/')),
		Texts: all('#search-results li, #search-results section', e => e.innerText), Links: all('#search-results a', a => a.href),
		Marks: all('#search-results mark', e => e.textContent) }; })()`

// ask opens the search page with a query and waits for what it says.
func ask(t *testing.T, tab *chromium.Tab, page, query string) answer {
	t.Helper()
	tab.Visit(t, page+"?q="+url.QueryEscape(query))
	tab.Until(t, `document.getElementById('search').hasAttribute('data-hits')`)
	return chromium.Value[answer](t, tab, readAnswer)
}

// library is the documents as they are compared, folded, in order of their numbers.
type library []volume

type volume struct {
	number int
	text   string
}

func shelved(documents iter.Seq2[int, *plan.Document]) library {
	var l library
	for number, d := range documents {
		unit := ""
		if d.Unit != nil {
			unit = d.Unit.Name
		}
		l = append(l, volume{number, string(search.Fold(d.Title + "\n" + unit + "\n" + d.Text))})
	}
	return l
}

// hits is what a reader with patience finds, the last first.
func (l library) hits(query string) []int {
	terms := search.Terms(query)
	var hits []int
	for i := len(l) - 1; i >= 0 && len(terms) > 0 && len(hits) <= shownHits; i-- {
		if !slices.ContainsFunc(terms, func(term string) bool { return !strings.Contains(l[i].text, term) }) {
			hits = append(hits, l[i].number)
		}
	}
	return hits
}

// check holds what the page says against the documents: the same hits, or if it stopped the first of them.
func (l library) check(t *testing.T, a answer, query string) (stopped bool) {
	t.Helper()
	var got []int
	for _, field := range strings.Fields(a.Hits) {
		n, err := strconv.Atoi(field)
		if err != nil {
			t.Fatalf("%q: hits %q", query, a.Hits)
		}
		got = append(got, n)
	}
	want := l.hits(query)
	shown := want[:min(len(want), shownHits)]
	stopped = strings.Contains(a.Status, "没有查完")
	switch {
	case stopped:
		if len(got) > len(shown) || !slices.Equal(got, shown[:len(got)]) {
			t.Errorf("%q, stopped early: got %v, want the first of %v", query, got, shown)
		}
	case len(got) < len(shown) && !strings.Contains(a.Status, "还有更早"), len(got) > len(shown), !slices.Equal(got, shown[:min(len(got), len(shown))]):
		t.Errorf("%q: got %v, want %v (%s)", query, got, shown, a.Status)
	case len(want) > len(got) != strings.Contains(a.Status, "还有更早"):
		t.Errorf("%q: there are %d and more, the page says %q", query, len(want), a.Status)
	}
	if len(a.Texts) != len(got) {
		t.Errorf("%q: %d results shown of %d", query, len(a.Texts), len(got))
	}
	return stopped
}

// loaded is the size of the files that a query loaded, which the page has to know.
func (a answer) loaded(t *testing.T, query string) int {
	t.Helper()
	size := 0
	for _, file := range a.Files {
		address, err := url.Parse(file)
		if err != nil {
			t.Fatal(err)
		}
		info, err := os.Stat(filepath.FromSlash(address.Path))
		if err != nil {
			t.Fatal(err)
		}
		size += int(info.Size())
	}
	if strconv.Itoa(size) != a.Bytes {
		t.Errorf("%q: %d bytes were loaded, the page counts %s", query, size, a.Bytes)
	}
	if size > budget {
		t.Errorf("%q: %d bytes", query, size)
	}
	return size
}

// What is searched for is found, letter by letter, as somebody who reads every document would find it; on every site,
// opened from a folder.
func TestSearch(t *testing.T) {
	t.Parallel()
	tab := chromium.Open(t)
	for _, e := range examples() {
		b := e.built().must(t)
		t.Run(e.name, func(t *testing.T) {
			l := shelved(b.Plan.Documents())
			page := fileURL(spread(t, b, []string{searchPage}), searchPage)
			for _, query := range queriesOf(b.Plan) {
				a := ask(t, tab, page, query)
				l.check(t, a, query)
				a.loaded(t, query)
				for _, link := range a.Links {
					name, anchor, _ := strings.Cut(strings.TrimPrefix(link, strings.TrimSuffix(page, searchPage)), "#")
					if b.files[name] == "" || anchor != "" && !strings.Contains(b.files[name], `id="`+anchor+`"`) {
						t.Errorf("%q: a result leads to %s#%s, which is not there", query, name, anchor)
					}
				}
			}
		})
	}
}

const searchPage = "search/index.html"

// queriesOf is queries of every sort that a site can answer, and some that it cannot: parts of titles and texts, two of
// them, another way of writing, one character.
func queriesOf(p *plan.Plan) []string {
	queries := []string{"路", "里", "路灯", "路燈", "ＬＥＤ灯", "没有这样的字句", "按时办结", "a", "，。", "2024", "飞线 充电", "小区 停车", "漏水 里"}
	i, n := -1, p.Numbering().Rows+p.Numbering().Others
	for _, d := range p.Documents() {
		if i++; i%(n/9+1) != n/18 && i != n-1 {
			continue
		}
		if d.Title == d.Number { // that is asked for otherwise
			continue
		}
		title := []rune(d.Title)
		queries = append(queries, d.Title, string(title[:min(len(title), 2)]), string(title[len(title)/3:]))
		if d.Unit != nil {
			queries = append(queries, d.Unit.Name+"　"+string(title[max(0, len(title)-3):]))
		}
		if text := []rune(strings.Split(d.Text, "\n")[0]); len(text) > 7 {
			queries = append(queries, string(text[2:7]))
		}
	}
	return queries
}

// A case is found by its number in one step, whatever way it is written.
func TestSearchNumber(t *testing.T) {
	t.Parallel()
	tab := chromium.Open(t)
	b := examples()[0].built().must(t)
	page := fileURL(spread(t, b, []string{searchPage}), searchPage)
	cases := b.Plan.Site.Ledger("cases")
	state := map[string]bool{}
	for row := range cases.N {
		light := cases.Column("light")
		word := light.Word(light.Code(row, b.Plan.Site.Horizon))
		if state[word] {
			continue
		}
		state[word] = true
		id := cases.ID(row)
		for _, query := range []string{id, strings.ToLower(id), strings.ReplaceAll(id, "-", " "), strings.ReplaceAll(id, "-", "－"), "编号：" + id} {
			a := ask(t, tab, page, query)
			if len(a.Texts) != 1 {
				t.Fatalf("%q: %d cards, %q", query, len(a.Texts), a.Status)
			}
			title := cases.Column("title")
			want := []string{id, title.Word(title.Code(row, b.Plan.Site.Horizon))}
			if word == "" {
				outcome := cases.Column("outcome")
				want = append(want, outcome.Word(outcome.Code(row, b.Plan.Site.Horizon)))
			} else {
				want = append(want, light.Label(light.Code(row, b.Plan.Site.Horizon), "zh-Hans"))
			}
			if due := cases.Column("deadline").Date(row, b.Plan.Site.Horizon); due != civil.None {
				want = append(want, b.Plan.Words.Date(due))
			}
			for _, words := range want {
				if !strings.Contains(a.Texts[0], words) {
					t.Errorf("%q: the card lacks %q: %q", query, words, a.Texts[0])
				}
			}
			if len(a.Links) == 0 || !strings.HasSuffix(a.Links[0], "#"+plan.Anchor(id)) {
				t.Errorf("%q: leads to %v", query, a.Links)
			}
			a.loaded(t, query)
		}
	}
	if len(state) < 3 {
		t.Errorf("cases of %d states only", len(state))
	}
	// A receipt number tells by itself whether it was copied rightly.
	number := receipt.Complete("ABC2345")
	if a := ask(t, tab, page, number); a.Status != b.Plan.Words.Say("search-no-receipt", "Number", number) {
		t.Errorf("%s, which nobody has entered yet: %q", number, a.Status)
	}
	wrong := "B" + number[1:]
	if a := ask(t, tab, page, wrong); a.Status != b.Plan.Words.Say("search-bad-receipt", "Number", wrong) {
		t.Errorf("%s, which is no receipt number: %q", wrong, a.Status)
	}
}

// A query costs at most 300 KB whatever the words: 400,000 made-up cases (fewer unless LANEWALL_FULL says so) whose
// characters are spread as in Chinese, so that there are rare words, middling ones and some in every tenth case.
func TestSearchBudget(t *testing.T) {
	t.Parallel()
	n := 20_000
	if os.Getenv("LANEWALL_FULL") != "" {
		n = 400_000
	}
	b := examples()[0].built().must(t)
	documents := madeUp(n, b.Plan)
	dir := t.TempDir()
	var units []string
	for _, u := range b.Plan.Site.Units.All {
		units = append(units, u.Name)
	}
	begun := time.Now()
	for _, f := range search.Index(units, plan.Numbering{Rows: n}, documents) {
		text, err := f.Render()
		file := filepath.Join(dir, filepath.FromSlash(f.Path))
		if err = errors.Join(err, os.MkdirAll(filepath.Dir(file), 0o777), os.WriteFile(file, text, 0o666)); err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("%d documents: written in %v", n, time.Since(begun).Round(time.Millisecond))
	for name, text := range b.files {
		if name == searchPage || path.Ext(name) == ".js" && !strings.HasPrefix(name, "search/") {
			file := filepath.Join(dir, filepath.FromSlash(name))
			if err := errors.Join(os.MkdirAll(filepath.Dir(file), 0o777), os.WriteFile(file, []byte(text), 0o666)); err != nil {
				t.Fatal(err)
			}
		}
	}
	l := shelved(documents())
	tab := chromium.Open(t)
	page := fileURL(dir, searchPage)
	stopped := 0
	for _, query := range queriesBySort(l) {
		a := ask(t, tab, page, query.text)
		early := ""
		if query.sort == "a number" {
			if len(a.Texts) != 1 || len(a.Links) != 2 {
				t.Errorf("%q: %q", query.text, a.Texts)
			}
		} else if l.check(t, a, query.text) {
			stopped++
			early = ", stopped early"
		}
		t.Logf("%-28s %-12s %7d bytes in %3d files, %2d hits%s", query.sort, query.text, a.loaded(t, query.text), len(a.Files), len(strings.Fields(a.Hits)), early)
	}
	if n == 400_000 && stopped == 0 {
		t.Error("no query reached the bound: it has not been tested")
	}
}

// madeUp is documents of which each has a title of 8 to 24 characters and half a reply of as many: the k-th most
// frequent of 3,000 characters one k-th as often as the first, and every other time a word of two.
func madeUp(n int, p *plan.Plan) func() iter.Seq2[int, *plan.Document] {
	units := p.Site.Units.All
	return func() iter.Seq2[int, *plan.Document] {
		return func(yield func(int, *plan.Document) bool) {
			random := rand.New(rand.NewPCG(6, 2024))
			zipf := func(n float64) int { return int(math.Exp(random.Float64()*math.Log(n))) - 1 }
			text := func() string {
				var b strings.Builder
				for k := 8 + random.IntN(17); k > 0; k-- {
					if random.IntN(2) == 0 {
						b.WriteRune(rune(0x4E00 + zipf(3000)))
						continue
					}
					word := rune(zipf(40_000)) // a word of two characters
					b.WriteRune(0x5000 + word*7%3001)
					b.WriteRune(0x5000 + word*11%2999)
					k--
				}
				return b.String()
			}
			for i := range n {
				month := i * 72 / n
				id := madeUpID(n, i)
				d := &plan.Document{Kind: 4, Date: civil.New(2019+month/12, month%12+1, 1) + civil.Date(i*72%n*28/n), Unit: units[random.IntN(len(units))], Title: text(),
					Path: fmt.Sprintf("cases/%d-%02d/%d/index.html", 2019+month/12, month%12+1, i%(n/72)/500+1), Anchor: id, Number: id, Stage: "t1", Due: 18000, Outcome: "1"}
				if random.IntN(2) == 0 {
					d.Text = text()
				}
				if !yield(i, d) {
					return
				}
			}
		}
	}
}

func madeUpID(n, i int) string { return fmt.Sprintf("HY-%d-%06d", 2019+i*72/n/12, i) }

type sorted struct{ sort, text string }

// queriesBySort is the queries that cost differently, chosen by in how many documents their bigrams are.
func queriesBySort(l library) []sorted {
	in := map[string]int{}
	for _, v := range l {
		seen := map[string]bool{}
		for line := range strings.Lines(v.text) {
			runes := []rune(strings.TrimSpace(line))
			for i := range len(runes) - 1 {
				if pair := string(runes[i : i+2]); !seen[pair] {
					seen[pair] = true
					in[pair]++
				}
			}
		}
	}
	pairs := make([]string, 0, len(in))
	for pair := range in {
		pairs = append(pairs, pair)
	}
	slices.SortFunc(pairs, func(a, b string) int { return cmp.Or(in[b]-in[a], strings.Compare(a, b)) })
	about := func(n int) string {
		return pairs[slices.IndexFunc(pairs, func(p string) bool { return in[p] <= n })]
	}
	last := []rune(l[len(l)/7].text)
	queries := []sorted{{"the hottest", pairs[0]}, {"two hot", pairs[1] + " " + pairs[2]}, {"two hot, side by side", pairs[3] + pairs[4]}, {"three hot", pairs[5] + " " + pairs[6] + " " + pairs[7]},
		{"one character, hot", string([]rune(pairs[0])[0])}, {"one character, rare", string([]rune(pairs[len(pairs)-1])[0])},
		{"nothing", "龘龘"}, {"rare", pairs[len(pairs)-1]}, {"rare and hot", about(3) + " " + pairs[0]},
		{"a long one, old", string(last[:8])}, {"the longest", string(last[:8]) + strings.Repeat(string(last[:8]), 4)},
		{"no Chinese", "led 2024"}, {"a number", madeUpID(len(l), len(l)/3)}}
	for _, n := range []int{20, 50, 100, 200, 500, 1000, 5000} {
		queries = append(queries, sorted{fmt.Sprintf("in about %d", n), about(n)}, sorted{fmt.Sprintf("in about %d, with a hot one", n), about(n) + " " + pairs[8]})
	}
	return queries
}
