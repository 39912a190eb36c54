package site

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/lanewall/lanewall/internal/civil"
	"github.com/lanewall/lanewall/internal/diag"
)

const minimalConfig = `format = 1
id = "yanjia.example"
title = "燕家湾公开栏"
issuer = "燕家湾居委会"
as_of = 2024-08-31

[[level]]
id = "street"
title = "街道"

[[level]]
id = "lane"
title = "里巷"
`

const minimalUnits = `[[unit]]
id = "jie"
name = "示例街道"
kind = "street"

[[unit]]
id = "jia"
name = "甲里"
kind = "lane"
parent = "jie"

[[unit]]
id = "yi"
name = "乙里"
kind = "lane"
parent = "示例街道"
`

const oneCase = `[[case]]
id = "1"
received = 2024-08-01
unit = "甲里"
title = "灯不亮"
`

// folder is a whole small site with some files replaced, added or, where the text is "-", taken away: name, text, ….
func folder(files ...string) fstest.MapFS {
	texts := map[string]string{
		"site.toml":               minimalConfig,
		"data/units.toml":         minimalUnits,
		"data/cases/ledger.toml":  "kind = \"case\"\n",
		"data/cases/2024-08.toml": oneCase,
		"content/notices/heat.md": "+++\ntitle = \"高温\"\ndate = 2024-08-02\n+++\n多喝水。\n",
		"content/notices/sun.png": "png",
	}
	for i := 0; i < len(files); i += 2 {
		texts[files[i]] = files[i+1]
	}
	fsys := fstest.MapFS{}
	for name, text := range texts {
		if text != "-" {
			fsys[name] = &fstest.MapFile{Data: []byte(text)}
		}
	}
	return fsys
}

// load reads a site that is known to be right.
func load(t *testing.T, files ...string) *Site {
	t.Helper()
	s, problems := Load(folder(files...), Options{})
	if len(problems) > 0 {
		t.Fatal(said(problems))
	}
	return s
}

// said is one line a problem, by file and place; files that were never read have no place.
func said(problems diag.List) string {
	var lines []string
	for _, p := range problems.Sorted() {
		place := ""
		if text, err := p.Pos.Source.Read(); err == nil && text != nil {
			line, col := p.Pos.LineCol()
			place = fmt.Sprintf(":%d:%d", line, col)
		}
		lines = append(lines, fmt.Sprintf("%s%s %s", p.Pos.Source.Name, place, p.Code))
	}
	return strings.Join(lines, "\n")
}

func TestLoad(t *testing.T) {
	s := load(t)
	for _, c := range []struct{ what, got, want any }{
		{"id", s.Config.ID, "yanjia.example"},
		{"default language", s.Config.Language, "zh-Hans"},
		{"default theme", s.Config.Theme.V, "wall"},
		{"default zone", s.Config.TimeZone.V, "Asia/Shanghai"},
		{"default smallest n", s.Config.SmallestN, 20},
		{"horizon", s.Horizon.String(), "2024-08-31"},
		{"root", s.Units.Root.ID, "jie"},
		{"ledgers", strings.Join(s.LedgerNames(), " "), "bodies cases people units"},
		{"rows", s.Ledger("cases").N, 1},
		{"no such ledger", s.Ledger("wishes") == nil, true},
		{"people", s.People.N, 0},
		{"bodies", s.Bodies.N, 0},
		{"published", s.Published.N, 0},
		{"calendar", s.Calendar.Working(civil.New(2024, 8, 31)), false},
		{"pages", len(s.Pages), 1},
		{"page", s.Pages[0].Path + " " + s.Pages[0].Section() + " " + s.Pages[0].Front.Title.In("zh-Hans") + " " + s.Pages[0].Front.Date.String(), "notices/heat notices 高温 2024-08-02"},
		{"pictures", strings.Join(s.Pictures, " "), "notices/sun.png"},
	} {
		if c.got != c.want {
			t.Errorf("%s: got %v, want %v", c.what, c.got, c.want)
		}
	}
	unit := s.Ledger("cases").Column("unit")
	if got := unit.Word(unit.Code(0, s.Horizon)); got != "jia" {
		t.Errorf("the case is in %q", got)
	}
	if s.Ledger("cases").Column("timing") == nil {
		t.Error("nothing was derived")
	}
}

// TestProblems: one fault in a small site, and all that is said of it.
func TestProblems(t *testing.T) {
	for _, c := range []struct {
		name  string
		files []string
		want  string
	}{
		{"no site.toml", []string{"site.toml", "-"}, "site.toml no-site"},
		{"site.toml is no TOML", []string{"site.toml", "format = 1\nid = \n"}, "site.toml:2:6 toml-syntax"},
		{"newer format", []string{"site.toml", strings.Replace(minimalConfig, "format = 1", "format = 2\nfancy = true", 1)}, "site.toml:1:10 newer-format"},
		{"no format, no title", []string{"site.toml", "id = 'x'\nissuer = 'y'\nas_of = 2024-08-31\n[[level]]\nid = 'street'\ntitle = 'a'\n[[level]]\nid = 'lane'\ntitle = 'b'"},
			"site.toml:1:1 missing-key\nsite.toml:1:1 missing-key"},
		{"wrong type, unknown key", []string{"site.toml", strings.Replace(minimalConfig, "[[level]]", "smallest_n = \"x\"\nbards = true\n\n[[level]]", 1)},
			"site.toml:7:14 wrong-type\nsite.toml:8:1 unknown-key"},
		{"no such zone", []string{"site.toml", "time_zone = 'Mars/Olympus'\n" + minimalConfig}, "site.toml:1:13 unknown-zone"},
		{"no address", []string{"site.toml", "base_url = 'board.example'\n" + minimalConfig}, "site.toml:1:12 bad-base-url"},
		{"a weight below nothing", []string{"site.toml", minimalConfig + "\n[weight]\nhome = -1\n"}, "site.toml:16:8 unknown-value"},
		{"an address with more behind it", []string{"site.toml", "base_url = 'https://board.example/?a=1'\n" + minimalConfig}, "site.toml:1:12 bad-base-url"},

		{"an endpoint that anybody overhears", []string{"site.toml", minimalConfig + "\n[report]\nendpoint = 'http://office.example/in'\n"}, "site.toml:16:12 bad-endpoint"},
		{"messages into no ledger of cases", []string{"site.toml", minimalConfig + "\n[report]\nledger = 'units'\n"}, "site.toml:16:10 unknown-ledger"},
		{"a receipt copied wrongly, another twice", []string{"data/cases/2024-08.toml", "[[case]]\nid = 'a'\nreceived = 2024-08-01\nunit = 'jia'\ntitle = 'x'\nreceipt = 'K7QM3XH8'\n[[case]]\nid = 'b'\nreceived = 2024-08-01\nunit = 'jia'\ntitle = 'y'\nreceipt = 'K7QM3XH9'\n[[case]]\nid = 'c'\nreceived = 2024-08-01\nunit = 'jia'\ntitle = 'z'\nreceipt = 'K7QM3XH9'\n"},
			"data/cases/2024-08.toml:6:11 bad-receipt\ndata/cases/2024-08.toml:18:11 duplicate-receipt"},
		{"names that end an address", []string{"content/notices/3#楼.md", "+++\ntitle = '公示'\n+++\n", "content/notices/灯?.png", "png"},
			"content/notices/3#楼.md bad-file-name\ncontent/notices/灯?.png bad-file-name"},
		{"no units", []string{"data/units.toml", "-", "data/cases/2024-08.toml", "-"}, "data/units.toml no-root"},
		{"two roots", []string{"data/units.toml", minimalUnits + "\n[[unit]]\nid = \"b\"\nname = \"别的街道\"\nkind = \"street\"\n"}, "data/units.toml:18:1 second-root"},
		{"two roots, one with a child", []string{"data/units.toml", minimalUnits + "\n[[unit]]\nid = \"b\"\nname = \"别的街道\"\nkind = \"street\"\n[[unit]]\nid = \"c\"\nname = \"丙\"\nkind = \"lane\"\nparent = \"b\"\n"}, "data/units.toml:18:1 second-root"},
		{"a unit of itself", []string{"data/units.toml", minimalUnits + "\n[[unit]]\nid = \"b\"\nname = \"丙里\"\nkind = \"lane\"\nparent = \"b\"\n"}, "data/units.toml:22:10 unit-cycle"},
		{"a circle, and a unit below it", []string{"data/units.toml", minimalUnits +
			"\n[[unit]]\nid = \"b\"\nname = \"丙里\"\nkind = \"lane\"\nparent = \"c\"\n[[unit]]\nid = \"c\"\nname = \"丁里\"\nkind = \"lane\"\nparent = \"b\"\n[[unit]]\nid = \"d\"\nname = \"戊里\"\nkind = \"lane\"\nparent = \"c\"\n"},
			"data/units.toml:22:10 unit-cycle\ndata/units.toml:27:10 unit-cycle"},
		{"nothing but a circle", []string{"data/units.toml", "[[unit]]\nid = \"jia\"\nname = \"甲里\"\nkind = \"lane\"\nparent = \"yi\"\n[[unit]]\nid = \"yi\"\nname = \"乙里\"\nkind = \"lane\"\nparent = \"jia\"\n"},
			"data/units.toml:5:10 unit-cycle\ndata/units.toml:10:10 unit-cycle"},
		{"no such parent", []string{"data/units.toml", strings.Replace(minimalUnits, `parent = "示例街道"`, `parent = "别的街道"`, 1)}, "data/units.toml:16:10 unknown-unit"},
		{"no such parent of the first", []string{"data/units.toml", strings.Replace(minimalUnits, `kind = "street"`, `parent = "区"`, 1)}, "data/units.toml:1:1 missing-field\ndata/units.toml:4:10 unknown-unit"},
		{"a parent that is empty", []string{"data/units.toml", strings.Replace(minimalUnits, `kind = "street"`, "kind = \"street\"\nparent = \"\"", 1)}, ""},
		{"no such level", []string{"data/units.toml", strings.Replace(minimalUnits, "lane", "lain", 1)}, "data/units.toml:9:8 unknown-value"},
		{"a bad id", []string{"data/units.toml", strings.Replace(minimalUnits, `id = "yi"`, `id = "Yi"`, 1)}, "data/units.toml:13:6 bad-id"},
		{"an alias that is no address", []string{"data/units.toml", minimalUnits + "aliases = [\"yi-old\", \"../x\"]\n"}, "data/units.toml:17:11 bad-id"},
		{"a ledger that is no address", []string{"data/事项/ledger.toml", "kind = \"case\""}, "data/事项 bad-id"},
		{"an id twice", []string{"data/units.toml", strings.Replace(minimalUnits, `id = "yi"`, `id = "jia"`, 1)}, "data/units.toml:13:6 duplicate-id"},
		{"two of one name", []string{"data/units.toml", strings.Replace(minimalUnits, `name = "乙里"`, `name = "甲里"`, 1)}, "data/cases/2024-08.toml:4:8 ambiguous-unit"},

		{"stray file", []string{"data/wishes.toml", "[[wish]]\n"}, "data/wishes.toml stray-file"},
		{"a stray file beside its ledger", []string{"data/cases.toml", "[[case]]\nid = 3\n"}, "data/cases.toml stray-file"},
		{"a folder that is no ledger", []string{"data/wishes/2024-08.toml", "[[wish]]\n"}, "data/wishes/ledger.toml no-ledger-file"},
		{"no kind", []string{"data/cases/ledger.toml", "title = '事项'\n"}, "data/cases/ledger.toml:1:1 missing-key"},
		{"no such kind", []string{"data/cases/ledger.toml", "kind = 'cases'\n"}, "data/cases/ledger.toml:1:8 unknown-kind"},
		{"another kind than the name says", []string{"data/people/ledger.toml", "kind = 'case'\n"}, "data/people/ledger.toml:1:8 unknown-value"},
		{"no kind at all for units", []string{"data/units/ledger.toml", "kind = 'nuit'\n"}, "data/units/ledger.toml:1:8 unknown-value"},
		{"ledger.toml is no TOML", []string{"data/cases/ledger.toml", "kind = \n"}, "data/cases/ledger.toml:1:8 toml-syntax"},
		{"a field without a class", []string{"data/cases/ledger.toml", "kind = 'case'\n[field.x]\ntype = 'text'\n"}, "data/cases/ledger.toml:2:1 unclassed-field"},
		{"a date field there is not", []string{"data/cases/ledger.toml", "kind = 'case'\ndate = 'recieved'\n"}, "data/cases/ledger.toml:2:8 unknown-field"},

		{"no such unit", []string{"data/cases/2024-08.toml", strings.Replace(oneCase, "甲里", "丙里", 1)}, "data/cases/2024-08.toml:4:8 unknown-unit"},
		{"no such body", []string{"data/cases/2024-08.toml", oneCase + "lead = '住建'\n"}, "data/cases/2024-08.toml:6:8 unknown-body"},
		{"no such person", []string{"data/visits/ledger.toml", "kind = 'visit'", "data/visits/2024-08.toml", "[[visit]]\nid = '1'\ndate = 2024-08-01\nunit = 'jia'\nsteward = '某'\n"},
			"data/visits/2024-08.toml:5:11 unknown-person"},
		{"rows after the horizon", []string{"data/cases/2024-09.toml", strings.NewReplacer("2024-08-01", "2024-09-01", `"1"`, `"2"`).Replace(oneCase)}, "data/cases/2024-09.toml:3:12 after-horizon"},
		{"a row of another month", []string{"data/cases/2024-07.toml", strings.Replace(oneCase, `"1"`, `"2"`, 1)}, "data/cases/2024-07.toml:3:12 outside-month"},
		{"no horizon", []string{"site.toml", strings.Replace(minimalConfig, "as_of = 2024-08-31\n", "", 1), "data/cases/2024-08.toml", "-", "data/cases/rows.toml", oneCase}, "site.toml no-horizon"},
		{"published in no unit", []string{"data/published.toml", "[[published]]\nid = 'a'\ntitle = 'b'\nindicator = 'c'\nunit = 'd'\nperiod = '2024'\nvalue = '1'\n"}, "data/published.toml:5:8 unknown-unit"},

		{"a nil return of no ledger", []string{"data/filings.toml", "[[filing]]\nledger = 'case'\nunit = 'jia'\nmonth = '2024-08'\n"}, "data/filings.toml:2:10 unknown-ledger"},
		{"a nil return of nobody", []string{"data/filings.toml", "[[filing]]\nledger = 'cases'\nunit = 'bing'\nmonth = '2024-08'\n"}, "data/filings.toml:3:8 unknown-unit"},
		{"a nil return of a year", []string{"data/filings.toml", "[[filing]]\nledger = 'cases'\nunit = 'jia'\nmonth = '2024'\n"}, "data/filings.toml:4:9 not-a-month"},
		{"a nil return of no month", []string{"data/filings.toml", "[[filing]]\nledger = 'cases'\nunit = 'jia'\nmonth = '2024-8'\n"}, "data/filings.toml:4:9 bad-period"},
		{"an empty nil return", []string{"data/filings.toml", "[[filing]]\nunit = 'jia'\nmonth = '2024-08'\n"}, "data/filings.toml:1:1 missing-field"},

		{"front matter without a title", []string{"content/a.md", "+++\ndate = 2024-08-01\n+++\nb\n"}, "content/a.md:2:1 missing-key"},
		{"no front matter", []string{"content/a.md", "b\n"}, "content/a.md:1:1 missing-key"},
		{"front matter that is no TOML", []string{"content/a.md", "+++\ntitle = 高温\n+++\nb\n"}, "content/a.md:2:9 toml-syntax"},
		{"front matter without an end", []string{"content/a.md", "+++\ntitle = '高温'\nb\n"}, "content/a.md:1:1 unclosed-front-matter"},
		{"wrong front matter", []string{"content/a.md", "+++\ntitle = '高温'\ndate = '2024-08-01'\nauthr = 'x'\n+++\nb\n"}, "content/a.md:3:8 wrong-type\ncontent/a.md:4:1 unknown-key"},
		{"a fault in a body", []string{"content/a.md", "+++\ntitle = '高温'\n+++\n\n![](x.png)\n"}, "content/a.md:5:1 image-without-alt"},
		{"a draft", []string{"content/a.md", "+++\ntitle = '高温'\ndraft = true\n+++\n![](x.png)\n"}, ""},
		{"a hidden folder", []string{"content/.trash/a.md", "b", "content/.x.md", "c"}, ""},

		{"faults everywhere", []string{
			"site.toml", minimalConfig + "[bord]\n",
			"data/units.toml", strings.Replace(minimalUnits, "lane", "lain", 1),
			"data/bodies.toml", "[[body]]\nid = 'zj'\nname = '住建'\nkind = '局'\n",
			"data/cases/2024-08.toml", oneCase + "clsed = 2024-08-02\n[[case]]\nid = '2'\n",
			"data/wishes.toml", "",
			"content/a.md", "b",
		}, `content/a.md:1:1 missing-key
data/bodies.toml:4:8 unknown-value
data/cases/2024-08.toml:6:1 unknown-key
data/cases/2024-08.toml:7:1 missing-field
data/cases/2024-08.toml:7:1 missing-field
data/cases/2024-08.toml:7:1 missing-field
data/units.toml:9:8 unknown-value
data/wishes.toml stray-file
site.toml:14:2 unknown-key`},
	} {
		t.Run(c.name, func(t *testing.T) {
			s, problems := Load(folder(c.files...), Options{})
			got := strings.Split(said(problems), "\n")
			want := strings.Split(c.want, "\n")
			slices.Sort(got)
			slices.Sort(want)
			if !slices.Equal(got, want) {
				t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
			}
			wholeInShape(t, s)
		})
	}
}

// wholeInShape: later stages go on after errors, so they must find nothing missing and no way that never ends.
func wholeInShape(t *testing.T, s *Site) {
	t.Helper()
	if s.Units == nil || s.People == nil || s.Bodies == nil || s.Published == nil || s.Calendar == nil || s.Ledger("units") == nil {
		t.Fatal("a part of the site is nil")
	}
	for i, u := range s.Units.All {
		if u.Index != i || u.Path()[0] != s.Units.Root {
			t.Errorf("%s is not where it should be", u.ID)
		}
	}
	for _, table := range s.Ledgers {
		unit := table.Column("unit")
		for row := range table.N {
			if unit == nil {
				break
			}
			if u := s.Units.Find(unit.Word(unit.Code(row, s.Horizon))); u != nil && !slices.Contains(s.Units.All, u) {
				t.Errorf("%s of %s is in %s, which is not in the tree", table.ID(row), table.Name, u.ID)
			}
		}
	}
}

func TestHorizon(t *testing.T) {
	september := strings.NewReplacer("2024-08-01", "2024-09-30", `"1"`, `"2"`).Replace(oneCase)
	without := strings.Replace(minimalConfig, "as_of = 2024-08-31\n", "", 1)
	for _, c := range []struct {
		name, config, option, want string
		rows                       int
	}{
		{"as asked for", minimalConfig, "2024-08-15", "2024-08-15", 1},
		{"as site.toml says", minimalConfig, "", "2024-08-31", 1},
		{"the end of the latest month that has a file", without, "", "2024-09-30", 2},
		{"as asked for, later than any file", without, "2025-01-01", "2025-01-01", 2},
		{"before the first row", without, "2024-01-01", "2024-01-01", 0},
	} {
		options := Options{}
		if c.option != "" {
			asOf, _ := civil.ParseDate(c.option)
			options.AsOf = &asOf
		}
		s, problems := Load(folder("site.toml", c.config, "data/cases/2024-09.toml", september,
			"data/wishes/ledger.toml", "kind = 'wish'", "data/wishes/2024-07.toml", ""), options)
		if s.Horizon.String() != c.want || s.Ledger("cases").N != c.rows || problems.Count(diag.Error) > 0 {
			t.Errorf("%s: %v with %d rows, want %s with %d; %s", c.name, s.Horizon, s.Ledger("cases").N, c.want, c.rows, said(problems))
		}
	}
}

func TestFiled(t *testing.T) {
	s := load(t,
		"data/units.toml", minimalUnits+"[[unit]]\nid = 'zu'\nname = '一组'\nkind = 'lane'\nparent = 'jia'\n",
		"data/filings.toml", `[[filing]]
ledger = "cases"
unit = "甲里"
month = "2024-07"
[[filing]]
ledger = "cases"
unit = "jie"
month = "2024-06"
`, "data/wishes/ledger.toml", "kind = 'wish'")
	for _, c := range []struct {
		ledger, unit, month string
		want                bool
	}{
		{"cases", "jie", "2024-08", true}, // there is a row
		{"cases", "yi", "2024-08", true},  // anywhere
		{"cases", "jia", "2024-07", true}, // a nil return
		{"cases", "zu", "2024-07", true},  // of the unit above
		{"cases", "yi", "2024-07", false}, // of a neighbour
		{"cases", "jie", "2024-07", false},
		{"cases", "zu", "2024-06", true}, // of the root
		{"cases", "jie", "2024-05", false},
		{"wishes", "jia", "2024-07", false}, // of another ledger
		{"wishes", "jie", "2024-08", false},
	} {
		month, err := civil.ParsePeriod(c.month)
		if err != nil {
			t.Fatal(err)
		}
		if got := s.Filed(s.Ledger(c.ledger), s.Units.Find(c.unit), month); got != c.want {
			t.Errorf("%s of %s in %s: %v", c.ledger, c.unit, c.month, got)
		}
	}
}

// TestFiledAsOf: a row after the horizon is no report of its month.
func TestFiledAsOf(t *testing.T) {
	asOf := civil.New(2024, 7, 31)
	s, _ := Load(folder(), Options{AsOf: &asOf})
	month, _ := civil.ParsePeriod("2024-08")
	if s.Filed(s.Ledger("cases"), s.Units.Root, month) {
		t.Error("a month to come is filed")
	}
}

func TestUnits(t *testing.T) {
	s := load(t, "data/units.toml", `
[[unit]]
id = "er"
name = "二组"
kind = "lane"
parent = "甲里"
[[unit]]
id = "jie"
name = "示例街道"
kind = "street"
[[unit]]
id = "yi"
name = "乙里"
kind = "lane"
parent = "jie"
[[unit]]
id = "jia"
name = "甲里"
kind = "lane"
parent = "jie"
aliases = ["jia-old"]
[[unit]]
id = "one"
name = "二组 "
kind = "lane"
parent = "jia-old"
`)
	var order []string
	for i, u := range s.Units.All {
		order = append(order, u.ID)
		if u.Index != i {
			t.Errorf("%s has the index %d", u.ID, u.Index)
		}
	}
	if got := strings.Join(order, " "); got != "jie yi jia er one" {
		t.Errorf("the units are %s", got)
	}
	jia, er := s.Units.Find("jia"), s.Units.Find("er")
	for word, want := range map[string]*Unit{"jia": jia, "甲里": jia, "jia-old": jia, "er": er, "丙里": nil, "": nil} {
		if got := s.Units.Resolve(word); got != want {
			t.Errorf("%q stands for %v", word, got)
		}
	}
	if !er.Under(jia) || !er.Under(er) || jia.Under(er) || er.Under(s.Units.Find("yi")) {
		t.Error("who is under whom")
	}
	var path []string
	for _, u := range er.Path() {
		path = append(path, u.ID)
	}
	if got := strings.Join(path, "/"); got != "jie/jia/er" {
		t.Errorf("the path is %s", got)
	}
	if got := len(s.Units.At("lane")); got != 4 {
		t.Errorf("%d lanes", got)
	}
}

func TestCalendar(t *testing.T) {
	s := load(t, "data/calendar.toml", "[[day]]\ndate = 2024-09-17\nwork = false\n[[day]]\ndate = 2024-09-14\nwork = true\n")
	for date, want := range map[string]bool{"2024-09-17": false, "2024-09-14": true, "2024-09-15": false, "2024-09-18": true} {
		d, err := civil.ParseDate(date)
		if err != nil {
			t.Fatal(err)
		}
		if s.Calendar.Working(d) != want {
			t.Errorf("%s: %v", date, !want)
		}
	}
}

// TestZone: a moment is cut to its day in the zone of the site.
func TestZone(t *testing.T) {
	late := strings.Replace(oneCase, "2024-08-01", "2024-08-01T20:00:00Z", 1)
	for zone, want := range map[string]string{"Asia/Shanghai": "2024-08-02", "UTC": "2024-08-01"} {
		s := load(t, "data/cases/2024-08.toml", late, "site.toml", "time_zone = '"+zone+"'\n"+minimalConfig)
		if got := s.Ledger("cases").Column("received").Date(0, s.Horizon).String(); got != want {
			t.Errorf("in %s it is %s, want %s", zone, got, want)
		}
	}
}

// TestFolders: what may be one file in data/ may be a folder as well, or both.
func TestFolders(t *testing.T) {
	s := load(t,
		"data/people.toml", "[[person]]\nid = 'a'\nname = '示例甲'\npost = '里巷管家'\nunit = 'jia'\n",
		"data/people/more.toml", "[[person]]\nid = 'b'\nname = '示例乙'\npost = '网格员'\nunit = 'yi'\n",
		"data/people/ledger.toml", "[field.post]\nvalues = ['里巷管家', '网格员']\n")
	if s.People.N != 2 || s.People.Find("b") != 1 {
		t.Errorf("%d people", s.People.N)
	}
}

// locked is a site with a file that cannot be read.
type locked struct {
	fstest.MapFS
	name string
}

func (l locked) Open(name string) (fs.File, error) {
	if name == l.name {
		return nil, &fs.PathError{Op: "open", Path: name, Err: errors.New("in use")}
	}
	return l.MapFS.Open(name)
}

func (l locked) ReadFile(name string) ([]byte, error) {
	if name == l.name {
		return nil, &fs.PathError{Op: "open", Path: name, Err: errors.New("in use")}
	}
	return l.MapFS.ReadFile(name)
}

func TestUnreadable(t *testing.T) {
	for name, want := range map[string]string{
		"data/cases/2024-08.toml": "data/cases/2024-08.toml unreadable",
		"content/notices/heat.md": "content/notices/heat.md unreadable",
	} {
		s, problems := Load(locked{folder(), name}, Options{})
		if got, _, _ := strings.Cut(said(problems), "\n"); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
		wholeInShape(t, s)
	}
}

// TestLoadIsRepeatable: problems and ledgers come in the same order every time.
func TestLoadIsRepeatable(t *testing.T) {
	fsys := folder("data/cases/ledger.toml", "kind = 'case'\n[field.reply]\nafter = 'x'\nnot_before = 'y'\n", "data/a.toml", "", "data/b.toml", "")
	var seen = map[string]bool{}
	for range 20 {
		s, problems := Load(fsys, Options{})
		var words []string
		for _, p := range problems {
			words = append(words, p.Format(diag.English))
		}
		seen[strings.Join(append(words, s.LedgerNames()...), "\n")] = true
	}
	if len(seen) != 1 {
		t.Errorf("%d different outcomes:\n%s", len(seen), strings.Join(slices.Collect(maps.Keys(seen)), "\n---\n"))
	}
}

// TestFiledByLevel: where each lane files for itself, a lane without a row or a nil return has not reported, whatever
// its neighbours have, and the street knows who is missing.
func TestFiledByLevel(t *testing.T) {
	month, _ := civil.ParsePeriod("2024-08")
	for _, c := range []struct {
		name, filings string
		yi            bool
		missing       int
	}{
		{"no nil return", "", false, 1},
		{"a nil return", "[[filing]]\nledger = 'cases'\nunit = '乙里'\nmonth = '2024-08'\n", true, 0},
		{"a nil return of the street", "[[filing]]\nledger = 'cases'\nunit = 'jie'\nmonth = '2024-08'\n", true, 0},
	} {
		s, problems := Load(folder("data/cases/ledger.toml", "kind = 'case'\nfiled_by = 'lane'\n", "data/filings.toml", c.filings), Options{})
		cases := s.Ledger("cases")
		if !s.Filed(cases, s.Units.Find("jia"), month) || !s.Filed(cases, s.Units.Root, month) {
			t.Errorf("%s: where there is a row it is not filed", c.name)
		}
		if got := s.Filed(cases, s.Units.Find("yi"), month); got != c.yi {
			t.Errorf("%s: yi filed: %v", c.name, got)
		}
		if got := len(s.Unfiled(cases, s.Units.Root, month)); got != c.missing {
			t.Errorf("%s: %d units are missing, want %d", c.name, got, c.missing)
		}
		if got := problems.Count(diag.Warning); got != c.missing {
			t.Errorf("%s: problems %v", c.name, problems)
		}
	}
}
