// Package examples holds what has to be true of the five sites together: each builds without a word of complaint, says
// every number its report has published, and refuses the numbers that must not be made of them.
package examples

import (
	"errors"
	"io/fs"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/lanewall/lanewall/internal/build"
	"github.com/lanewall/lanewall/internal/diag"
	"github.com/lanewall/lanewall/internal/indicator"
	"github.com/lanewall/lanewall/internal/site"
)

// reported is what the reports have published, each number with its qualifier.
var reported = map[string]string{
	"yejin":   "3 10 18 179 1041 >1万 56 177 651 54 106 +94 367 358 ≥95% 156 96% 0 0 0",
	"jiangan": "102 8 36 153 71 89 17 +40万 ≥95% 149 2 >5% +10 +20",
	"dayao":   "1756 ~2.4万 15 81 356 +400 +200 11 ≥200 200",
	"tieshan": "394 353 41 82 23 40 11 8 60 22 126 61 3 72 100% 100% 265 623 100% 240 240 5 ‹~1/3 0",
	"xingang": "20 3 20 181 70 384 384 2",
}

// folders of the sites, from here.
var folders = map[string]string{"yejin": "..", "jiangan": "jiangan", "dayao": "dayao", "tieshan": "tieshan", "xingang": "xingang"}

// only is what a site folder is made of, themes where it has its own; the root of the repository has more beside it.
var only = []string{"site.toml", "data", "content", "themes"}

// folder is a copy of a site, to change at will.
func folder(t testing.TB, name string) fstest.MapFS {
	t.Helper()
	files, from := fstest.MapFS{}, os.DirFS(folders[name])
	for _, top := range only {
		err := fs.WalkDir(from, top, func(path string, entry fs.DirEntry, err error) error {
			if top == "themes" && errors.Is(err, fs.ErrNotExist) {
				return nil
			}
			if err != nil || entry.IsDir() {
				return err
			}
			text, err := fs.ReadFile(from, path)
			files[path] = &fstest.MapFile{Data: text}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return files
}

func checked(files fs.FS) (*build.Result, diag.List) {
	return build.Build(files, site.Options{})
}

func said(problems diag.List) string {
	var text strings.Builder
	for _, d := range problems.Sorted() {
		text.WriteString(d.Format(diag.English))
	}
	return text.String()
}

// Each site says all that was published and nothing else, and each number is borne out by its ledgers or stands as it
// was stated.
func TestPublished(t *testing.T) {
	for name, numbers := range reported {
		t.Run(name, func(t *testing.T) {
			result, problems := checked(folder(t, name))
			if len(problems) > 0 {
				t.Fatal(said(problems))
			}
			var got []string
			for _, c := range result.Plan.Comparisons {
				got = append(got, written(result, c))
				if !slices.Contains([]indicator.Verdict{indicator.Same, indicator.SameRounded, indicator.OnlyStated}, c.Verdict) {
					t.Errorf("%s: %s", c.ID, c.Verdict)
				}
				if c.Note == "" && c.Verdict == indicator.OnlyStated {
					t.Errorf("%s is stated, and no note says for when", c.ID)
				}
			}
			want := strings.Fields(numbers)
			slices.Sort(got)
			slices.Sort(want)
			if !slices.Equal(got, want) {
				t.Errorf("published\n got  %v\n want %v", got, want)
			}
		})
	}
}

// written is a published number as it stands in data/published.toml.
func written(result *build.Result, c *indicator.Comparison) string {
	rows := result.Plan.Site.Published
	row := rows.Find(c.ID)
	cell := func(name string) string {
		column := rows.Column(name)
		return column.Word(column.Code(row, result.Plan.Site.Horizon))
	}
	return strings.TrimPrefix(cell("qualifier"), "=") + cell("value")
}

// What must never be said of these numbers is refused where somebody tries to say it.
func TestTraps(t *testing.T) {
	const head = "\n[indicator.trap]\ntitle = \"x\"\nversion = 1\ndefinition = \"x\"\n"
	total := func(parts ...string) string {
		return head + "measure = \"total\"\ndisjoint = \"互不重叠\"\nparts = [\"" + strings.Join(parts, "\", \"") + "\"]\n"
	}
	per := func(a, b string) string {
		return head + "measure = \"per\"\nindicator = \"" + a + "\"\nper = \"" + b + "\"\ncounter = \"x\"\n"
	}
	for _, c := range []struct{ name, site, file, text, code string }{
		{"651 of 177", "yejin", "data/indicators.toml", per("cases-solved", "projects-started"), "no-base"},
		{"651 + 156 + 106", "yejin", "data/indicators.toml", total("cases-solved", "orders", "feedback"), "added-ledgers"},
		{"36 + 153 + 71 + 89 + 17", "jiangan", "data/indicators.toml",
			total("services-for-you", "services-by-phone", "services-by-myself", "services-nearby", "services-new"), "counted-twice"},
		{"200 of 400", "dayao", "data/indicators.toml", per("problems-solved", "opinions"), "no-base"},
		{"200 + 200", "dayao", "data/indicators.toml", total("service-fund", "award-amount"), "added-stated"},
		{"394 + 82 + 623 + 72", "tieshan", "data/indicators.toml", total("hazards-found", "campaigns", "problems", "disputes-resolved"), "added-ledgers"},
		{"240 + 240", "tieshan", "data/indicators.toml", total("pledges-first", "pledges-second"), "added-stated"},
		{"240 twice", "tieshan", "data/indicators.toml", total("pledges-first", "pledges-first"), "repeated-value"},
		{"96.0 % of 156", "yejin", "data/published.toml",
			"\n[[published]]\nid = \"trap\"\ntitle = \"x\"\nindicator = \"orders-on-time\"\nunit = \"yejin\"\nperiod = \"2024-01-01_2024-08-31\"\nvalue = \"96.0%\"\nper = \"y9-orders\"\n", "impossible-percent"},
		{"a 100 % of nothing", "tieshan", "data/stated/trap.toml",
			"[[stated]]\nid = \"trap\"\nindicator = \"provincial-share\"\nunit = \"tieshan\"\nperiod = \"2019\"\nvalue = \"100%\"\nsource = \"x\"\n", "rate-without-n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			files := folder(t, c.site)
			old := []byte{}
			if f := files[c.file]; f != nil {
				old = f.Data
			}
			files[c.file] = &fstest.MapFile{Data: append(slices.Clip(old), c.text...)}
			_, problems := checked(files)
			if !slices.ContainsFunc(problems, func(d diag.Diagnostic) bool { return d.Code == c.code }) {
				t.Errorf("want %s, got\n%s", c.code, said(problems))
			}
		})
	}
}

// A list that is said to have six things and has five draws a warning, unless the ledger says why.
func TestSixChecks(t *testing.T) {
	files := folder(t, "yejin")
	text := string(files["data/visits/ledger.toml"].Data)
	without := regexp.MustCompile(`(?m)^count_note = .*\n`).ReplaceAllString(text, "")
	if without == text {
		t.Fatal("data/visits/ledger.toml has no count_note")
	}
	files["data/visits/ledger.toml"] = &fstest.MapFile{Data: []byte(without)}
	_, problems := checked(files)
	if len(problems) != 1 || problems[0].Code != "list-count" {
		t.Errorf("got\n%s", said(problems))
	}
}

// No page says what must not be said: a share of 94余, half of 400余, 480 pledges, a rate of cases by projects, or
// visits to firms as if they were firms.
func TestNeverSaid(t *testing.T) {
	for name, patterns := range map[string][]string{
		"yejin":   {`88\.7\s*%`, `366[.\d]*\s*%`, `10,328人[^次]`},
		"jiangan": {`366项`},
		"dayao":   {`50(\.0)?%`, `400元`},
		"tieshan": {`[^\d-]480\D`, `[^\d-]1,?171\D`, `265家[^次]`, `623家`},
	} {
		t.Run(name, func(t *testing.T) {
			result, _ := checked(folder(t, name))
			never := regexp.MustCompile(strings.Join(patterns, "|"))
			for _, f := range result.Tree.Files() {
				if !strings.HasSuffix(f.Path, ".html") {
					continue
				}
				html, err := f.Render()
				if err != nil {
					t.Fatal(err)
				}
				if m := never.FindIndex(visible(html)); m != nil {
					text := visible(html)
					t.Errorf("%s says %q", f.Path, text[max(0, m[0]-40):min(len(text), m[1]+40)])
				}
			}
		})
	}
}

// A visit to a firm is no firm, and a person served twice is two person-times; and members whom the report does not split
// are not split.
func TestCountedAsReported(t *testing.T) {
	for _, c := range []struct{ site, indicator, counter string }{
		{"yejin", "person-times", "人次"}, {"tieshan", "inspections", "家次"}, {"xingang", "members", "名"},
	} {
		result, _ := checked(folder(t, c.site))
		d := result.Plan.Figures.Definition(c.indicator)
		if got := d.CounterIn("zh-Hans"); got != c.counter {
			t.Errorf("%s is counted in %q", c.indicator, got)
		}
		if c.indicator == "members" && len(d.Splits) > 0 {
			t.Errorf("members are split by %v", d.Splits)
		}
	}
}

// Nobody is ranked where the report ranks nobody.
func TestNoRanking(t *testing.T) {
	result, _ := checked(folder(t, "jiangan"))
	for _, id := range result.Plan.Figures.IDs() {
		if result.Plan.Figures.Definition(id).Ranking {
			t.Errorf("%s is ranked", id)
		}
	}
}

var tag = regexp.MustCompile(`(?s)<svg.*?</svg>|<[^>]*>`)

// visible is the text of a page.
func visible(html []byte) []byte { return tag.ReplaceAll(html, nil) }

// The tool knows none of the five: no Go file, template or stylesheet outside this folder names one, but for benchmarks
// that have one made.
func TestToolNamesNone(t *testing.T) {
	names := regexp.MustCompile(`(?i)yejin|jiang'?an|dayao|tieshan|xingang|hengyang|liuyang|weifang|冶金|江岸|大瑶|铁山|新钢|衡阳|珠晖|浏阳|潍坊`)
	kinds := regexp.MustCompile(`\.(go|html|css|js)$`)
	seen := 0
	err := fs.WalkDir(os.DirFS(".."), ".", func(path string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && slices.Contains([]string{"examples", "bench", "node_modules", "public", "docs/public", "gallery", "bin", "dist", ".git"}, path):
			return fs.SkipDir
		case entry.IsDir() || !kinds.MatchString(path):
			return nil
		}
		seen++
		text, err := fs.ReadFile(os.DirFS(".."), path)
		if m := names.FindString(string(text)); m != "" {
			t.Errorf("%s names %q", path, m)
		}
		return err
	})
	if err != nil || seen < 200 {
		t.Fatal(seen, err)
	}
}
