package site

import (
	"slices"
	"strings"
	"testing"

	"github.com/lanewall/lanewall/internal/diag"
)

// told is problems in the order in which they are shown.
func told(problems diag.List) []string { return strings.Split(said(problems), "\n") }

const resident, mobile = "11010519491231002X", "13000000000"

// A number of a person is found wherever readers would see it, and left alone where they would not.
func TestNumbers(t *testing.T) {
	titled := func(text string) string { return strings.Replace(oneCase, "灯不亮", text, 1) }
	for _, c := range []struct {
		name  string
		files []string
		want  string
	}{
		{"in a title", []string{"data/cases/2024-08.toml", titled("楼上漏水，身份证" + resident)}, "data/cases/2024-08.toml:5:9 resident-id"},
		{"in a title, a mobile", []string{"data/cases/2024-08.toml", titled("联系 130-0000-0000")}, "data/cases/2024-08.toml:5:9 personal-number"},
		{"in a private field", []string{"data/cases/2024-08.toml", oneCase + "detail = '" + resident + "'\n"}, ""},
		{"after the horizon", []string{"data/cases/2024-09.toml", strings.NewReplacer("2024-08-01", "2024-09-01", `"1"`, `"2"`, "灯不亮", resident).Replace(oneCase)},
			"data/cases/2024-09.toml:3:12 after-horizon\ndata/cases/2024-09.toml:5:9 resident-id"},
		{"a phone that is one", []string{"data/bodies.toml", "[[body]]\nid = 'zj'\nname = '住建'\nkind = '部门'\nphone = '" + mobile + "'\n"}, ""},
		{"a phone that is none", []string{"data/bodies.toml", "[[body]]\nid = 'zj'\nname = '住建'\nkind = '部门'\nphone = '" + resident + "'\n"}, "data/bodies.toml:5:9 resident-id"},
		{"in a page", []string{"content/a.md", "+++\ntitle = '高温'\n+++\n\n张三，" + resident + "，电话 " + mobile + "。\n"}, "content/a.md:5:4 resident-id\ncontent/a.md:5:26 personal-number"},
		{"in a page's title", []string{"content/a.md", "+++\ntitle = '" + resident + "'\n+++\n"}, "content/a.md:2:10 resident-id"},
		{"in a draft", []string{"content/a.md", "+++\ntitle = '" + resident + "'\ndraft = true\n+++\n"}, ""},
		{"in the name of a page and of a picture", []string{"content/" + mobile + ".md", "+++\ntitle = 'a'\n+++\n", "content/" + resident + ".png", "png"},
			"content/11010519491231002X.png resident-id\ncontent/13000000000.md personal-number"},
		{"in site.toml", []string{"site.toml", "notice = '" + resident + "'\n" + minimalConfig + "[contact]\nphone = '" + mobile + "'\naddress = '" + mobile + "'\n"},
			"site.toml:1:10 resident-id\nsite.toml:17:11 personal-number"},
		{"in a note of a ledger", []string{"data/cases/ledger.toml", "kind = 'case'\ntitle = '" + resident + "'\n"}, "data/cases/ledger.toml:2:9 resident-id"},
		{"in a stated figure", []string{"data/published.toml", "[[published]]\nid = 'a'\ntitle = '" + resident + "'\nindicator = 'c'\nunit = 'jie'\nperiod = '2024'\nvalue = '1'\n"}, "data/published.toml:3:9 resident-id"},
		{"in a definition", []string{"data/indicators.toml", "[indicator.x]\ntitle = '" + mobile + "'\n"}, "data/indicators.toml:2:9 personal-number"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, problems := Load(folder(c.files...), Options{})
			if got := said(problems); got != c.want {
				t.Errorf("got\n%s\nwant\n%s", got, c.want)
			}
		})
	}
	_, problems := Load(folder("data/cases/2024-08.toml", titled(resident)), Options{})
	if got := problems[0].Message(diag.Chinese) + "；" + problems[0].Hint(diag.Chinese); got != "事由会公开，里面像是有身份证号；删去号码，或写进不公开的字段：反映人（caller）、联系方式（contact）、诉求内容（detail）" {
		t.Error(got)
	}
}

// Of a file that cannot be read that is said, and not what follows from it; it comes first, whatever else there is.
func TestFirstCauses(t *testing.T) {
	for _, c := range []struct {
		name  string
		files []string
		want  []string
	}{
		{"units", []string{"data/units.toml", strings.Replace(minimalUnits, `"jia"`, "“jia”", 1)}, []string{"data/units.toml:7:6 toml-syntax"}},
		{"units, and a fault that has nothing to do with them", []string{"data/units.toml", "[[unit\n", "data/cases/2024-08.toml", oneCase + "clsed = 1\n"},
			[]string{"data/units.toml:1:7 toml-syntax", "data/cases/2024-08.toml:6:1 unknown-key"}},
		{"site.toml", []string{"site.toml", "id = “x”\n", "content/posters/a.md", "+++\ntitle = 'a'\nlevels = ['street']\n+++\n"}, []string{"site.toml:1:6 toml-syntax"}},
		{"bodies", []string{"data/bodies.toml", "x", "data/cases/2024-08.toml", oneCase + "lead = '住建'\n"}, []string{"data/bodies.toml:1:1 toml-syntax"}},
		{"the ledger of a nil return", []string{"data/wishes/ledger.toml", "kind = \n", "data/filings.toml", "[[filing]]\nledger = 'wishes'\nunit = 'jia'\nmonth = '2024-08'\n"}, []string{"data/wishes/ledger.toml:1:8 toml-syntax"}},
		{"the only rows", []string{"site.toml", withoutHorizon, "data/cases/2024-08.toml", "-", "data/cases/rows.toml", "[[case\n"}, []string{"data/cases/rows.toml:1:7 toml-syntax"}},
		{"no site at all", []string{"site.toml", "-", "data/units.toml", "-", "data/cases/2024-08.toml", "x"}, []string{"site.toml no-site"}},
		{"as_of is no date", []string{"site.toml", strings.Replace(minimalConfig, "2024-08-31", "'2024-08-31'", 1)}, []string{"site.toml:5:9 wrong-type"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			s, problems := Load(folder(c.files...), Options{})
			if got := told(problems); !slices.Equal(got, c.want) {
				t.Errorf("got %q, want %q", got, c.want)
			}
			wholeInShape(t, s)
		})
	}
}

// A name that nearly ends as it should is pointed at; backups and hidden files are not.
func TestEndings(t *testing.T) {
	_, problems := Load(folder(
		"data/filings.toml.txt", "", "data/cases/2024-09.toml.txt", "", "data/cases/2024-10.TOML", "", "data/people.toml.toml", "", "data/cases/2024-11。toml", "",
		"data/cases/2024-08.toml.bak", "", "data/cases/note.txt", "", "data/cases/.x.toml.txt", "", "data/cases/2024-12.toml", ""), Options{})
	want := []string{"data/cases/2024-09.toml.txt file-ending", "data/cases/2024-10.TOML file-ending", "data/cases/2024-11。toml file-ending", "data/filings.toml.txt file-ending", "data/people.toml.toml file-ending"}
	if got := told(problems); !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
	if hint := problems.Sorted()[1].Hint(diag.Chinese); !strings.HasPrefix(hint, "改名为 2024-10.toml；") {
		t.Error(hint)
	}
	_, problems = Load(folder("site.toml", "-", "site.toml.txt", minimalConfig), Options{})
	if got := told(problems); !slices.Equal(got, []string{"site.toml no-site", "site.toml.txt file-ending"}) {
		t.Errorf("%q", got)
	}
}

// A copy of a file is no reason to number its rows anew.
func TestCopiedFile(t *testing.T) {
	two := oneCase + strings.Replace(oneCase, `"1"`, `"2"`, 1)
	for _, name := range []string{"2024-08 - 副本", "2024-08(1)"} { // one sorts before the file, one behind it
		_, problems := Load(folder("data/cases/2024-08.toml", two, "data/cases/"+name+".toml", two), Options{})
		if got := said(problems); got != "data/cases/"+name+".toml copied-file" {
			t.Error(got)
		}
		if got := problems[0].Message(diag.Chinese); got != "这个文件像是 data/cases/2024-08.toml 的副本：2 条的编号两处都有" {
			t.Error(got)
		}
	}
	_, problems := Load(folder("data/cases/2024-08.toml", two, "data/cases/2024-08-b.toml", two), Options{})
	if got := said(problems); !strings.Contains(got, "duplicate-id") {
		t.Error(got)
	}
}
