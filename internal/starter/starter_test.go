package starter_test

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/lanewall/lanewall/internal/build"
	"github.com/lanewall/lanewall/internal/civil"
	"github.com/lanewall/lanewall/internal/diag"
	"github.com/lanewall/lanewall/internal/folder"
	"github.com/lanewall/lanewall/internal/site"
	"github.com/lanewall/lanewall/internal/starter"
)

var september = civil.New(2024, 9, 3)

// made is the folder that some answers make.
func made(t *testing.T, a starter.Answers) fstest.MapFS {
	t.Helper()
	if a.Date == 0 {
		a.Date = september
	}
	changes, err := starter.Files(a)
	if err != nil {
		t.Fatal(err)
	}
	files := fstest.MapFS{}
	for _, c := range changes {
		if files[c.Path] != nil {
			t.Errorf("%s twice", c.Path)
		}
		files[c.Path] = &fstest.MapFile{Data: c.Content}
	}
	return files
}

func allLedgers() []string {
	var names []string
	for _, o := range starter.Offers {
		names = append(names, o.Name)
	}
	return names
}

// TestBuilds: whatever is answered, the site builds without an error, a warning or a note.
func TestBuilds(t *testing.T) {
	many := make([]starter.Unit, 200)
	for i := range many {
		many[i].Name = fmt.Sprintf("第%d网格", i+1)
	}
	odd := "“甲”\"乙\"'丙'\\丁\n[[unit]]\nid = \"x\" # `= visits` *b* <b>&amp;😀{{.Office}}\x00\xff+++"
	for name, a := range map[string]starter.Answers{
		"nothing but a date":     {},
		"the usual":              {Office: "示例街道办事处", Levels: []string{"社区"}, Units: units("示例甲社区、示例乙社区", 1), Phone: "0000-0000000", Ledgers: starter.Usual},
		"with samples":           {Office: "示例街道办事处", Levels: []string{"社区"}, Units: units("示例甲社区、示例乙社区", 1), Phone: "0000-0000000", Ledgers: starter.Usual, Sample: true},
		"everything":             {Office: "示例社区居委会", Levels: []string{"网格", "楼栋"}, Units: units("一网格（1栋、2栋）、二网格（3栋）", 2), Ledgers: allLedgers(), Sample: true},
		"everything, no rows":    {Office: "示例社区居委会", Levels: []string{"网格", "楼栋"}, Ledgers: allLedgers()},
		"on the first":           {Date: civil.New(2024, 9, 1), Ledgers: allLedgers(), Sample: true},
		"on the last":            {Date: civil.New(2024, 2, 29), Ledgers: allLedgers(), Sample: true},
		"years without holidays": {Date: civil.New(2031, 12, 31), Ledgers: allLedgers(), Sample: true},
		"two hundred units":      {Office: "示例社区", Levels: []string{"网格"}, Units: many, Ledgers: starter.Usual, Sample: true},
		"odd words":              {Office: odd, Levels: []string{odd, odd + "2", "网格"}, Units: []starter.Unit{{odd, []starter.Unit{{odd, nil}}}, {odd, nil}, {"😀", nil}}, Phone: odd, ID: odd, Ledgers: allLedgers(), Sample: true},
		"long words":             {Office: strings.Repeat("长", 500), Levels: []string{strings.Repeat("级", 300)}, Units: []starter.Unit{{strings.Repeat("名", 800), nil}}, Ledgers: allLedgers(), Sample: true},
		"one name for all":       {Office: "网格", Levels: []string{"网格", "街道"}, Units: []starter.Unit{{"网格", nil}, {"网格", nil}}, Ledgers: []string{"cases", "cases", "no such ledger"}, Sample: true},
		"units, no levels":       {Office: "示例街道", Units: []starter.Unit{{"甲", nil}}},
	} {
		t.Run(name, func(t *testing.T) { builds(t, made(t, a)) })
	}
}

func builds(t *testing.T, files fstest.MapFS) {
	t.Helper()
	_, problems := build.Build(files, site.Options{})
	for _, p := range problems {
		t.Error(p.Format(diag.Chinese))
	}
}

// FuzzFiles: the same of words that nobody thought of, each kind of answer made of the same few.
func FuzzFiles(f *testing.F) {
	f.Add("示例街道办事处", "社区、网格", "甲社区（一、二）、乙", "0000-0000000", "id", uint8(7), true)
	f.Add("\"\n[[x]]", "'", "\\", "```", "`= x`", uint8(255), true)
	f.Fuzz(func(t *testing.T, office, levels, units, phone, id string, ledgers uint8, sample bool) {
		a := starter.Answers{Office: office, Phone: phone, ID: id, Sample: sample}
		a.Levels, _ = starter.ParseLevels(levels)
		a.Units, _ = starter.ParseUnits(units, len(a.Levels))
		for i, o := range starter.Offers {
			if ledgers>>i&1 == 1 {
				a.Ledgers = append(a.Ledgers, o.Name)
			}
		}
		builds(t, made(t, a))
	})
}

// TestTelephone: an office finds its number in the pages as it wrote it.
func TestTelephone(t *testing.T) {
	found := false
	for name, f := range made(t, starter.Answers{Office: "示例街道", Phone: "0000-0000000"}) {
		text := string(f.Data)
		found = found || strings.HasPrefix(name, "content/") && strings.Contains(text, "0000-0000000")
		if strings.Contains(text, `0000\-`) {
			t.Errorf("%s:\n%s", name, text)
		}
	}
	if !found {
		t.Error("no page has the number")
	}
}

func TestClear(t *testing.T) {
	a := starter.Answers{Office: "示例街道", Levels: []string{"社区"}, Units: units("甲、乙", 1), Ledgers: allLedgers()}
	plain := made(t, a)
	a.Sample = true
	sampled := made(t, a)
	sampled["data/cases/2024-09.toml"].Data = append(sampled["data/cases/2024-09.toml"].Data, "\n# 自己的\n[[case]]\nid = \"C-2024-0004\"\nreceived = 2024-09-03\nunit = \"甲\"\ntitle = \"真的\"\n"...)
	s, problems := site.Load(sampled, site.Options{})
	if len(problems) > 0 || s.Ledger("cases").N != 4 || s.People.N != 1 || s.Config.Notice.Empty() {
		t.Fatalf("%d cases, %d people, notice %q, %v", s.Ledger("cases").N, s.People.N, s.Config.Notice, problems)
	}
	changes, err := starter.Clear(sampled)
	if err != nil || len(changes) != len(starter.Offers)+2 {
		t.Fatalf("%d files change, %v", len(changes), err)
	}
	s, problems = site.Load(folder.With(sampled, changes), site.Options{})
	if len(problems) > 0 || s.Ledger("cases").N != 1 || s.People.N != 0 || !s.Config.Notice.Empty() {
		t.Errorf("%d cases, %d people, notice %q, %v", s.Ledger("cases").N, s.People.N, s.Config.Notice, problems)
	}
	for _, c := range changes {
		if was := plain[c.Path].Data; c.Path != "data/cases/2024-09.toml" && strings.TrimSpace(string(c.Content)) != strings.TrimSpace(string(was)) {
			t.Errorf("%s: got\n%s\nwant\n%s", c.Path, c.Content, was)
		}
	}
	if changes, err := starter.Clear(plain); err != nil || len(changes) > 0 {
		t.Errorf("%d changes where there are no samples, %v", len(changes), err)
	}
}

// TestClearLeavesTheNextRow: somebody may have written a row right below a sample, without an empty line between.
func TestClearLeavesTheNextRow(t *testing.T) {
	files := made(t, starter.Answers{Ledgers: []string{"cases"}, Sample: true})
	const name, row = "data/cases/2024-09.toml", "[[case]]\nid = \"C-2024-0009\"\n"
	files[name].Data = append(files[name].Data, row...)
	changes, err := starter.Clear(files)
	if err != nil {
		t.Fatal(err)
	}
	text, err := fs.ReadFile(folder.With(files, changes), name)
	if err != nil || !strings.HasSuffix(string(text), row) || strings.Contains(string(text), "示例记录") {
		t.Errorf("%v, %s", err, text)
	}
}

// TestClearOnWindows: an editor may have changed the ends of lines.
func TestClearOnWindows(t *testing.T) {
	files := made(t, starter.Answers{Ledgers: []string{"cases"}, Sample: true})
	for _, f := range files {
		f.Data = []byte(strings.ReplaceAll(string(f.Data), "\n", "\r\n"))
	}
	changes, err := starter.Clear(files)
	if err != nil {
		t.Fatal(err)
	}
	s, problems := site.Load(folder.With(files, changes), site.Options{})
	if len(problems) > 0 || s.Ledger("cases").N != 0 || !s.Config.Notice.Empty() {
		t.Errorf("%d cases, %v", s.Ledger("cases").N, problems)
	}
}

// units is what is understood without a doubt.
func units(text string, levels int) []starter.Unit {
	units, doubt := starter.ParseUnits(text, levels)
	if doubt != nil {
		panic(fmt.Sprint(text, doubt))
	}
	return units
}

func TestParseUnits(t *testing.T) {
	for _, c := range []struct {
		text   string
		levels int
		want   string
	}{
		{"", 1, "[]"},
		{"甲、乙，丙,丁；", 1, "[{甲 []} {乙 []} {丙 []} {丁 []}]"},
		{" 甲 、、甲", 1, "[{甲 []}]"},
		{"甲社区 乙社区　丙社区", 1, "[{甲社区 []} {乙社区 []} {丙社区 []}]"},
		{"第 1 网格、Block A", 1, "[{第 1 网格 []} {Block A []}]"},
		{"甲（一、二）、乙(三)，丙", 2, "[{甲 [{一 []} {二 []}]} {乙 [{三 []}]} {丙 []}]"},
		{"甲 （ 一 二 ） 乙（三）", 2, "[{甲 [{一 []} {二 []}]} {乙 [{三 []}]}]"},
		{"甲（一、二）乙（三）", 2, "[{甲 [{一 []} {二 []}]} {乙 [{三 []}]}]"},
		{"甲社区和平社区", 1, "[{甲社区和平社区 []}]"},
		{"甲：一、二；乙:三；丙", 2, "[{甲 [{一 []} {二 []}]} {乙 [{三 []}]} {丙 []}]"},
		{"幸福里（东、西区）、乙", 1, "[{幸福里（东、西区） []} {乙 []}]"},
		{"甲（东区（北）、西区）、乙", 2, "[{甲 [{东区（北） []} {西区 []}]} {乙 []}]"},
		{"（一）", 2, "[]"},
		{"甲", 0, "[]"},
	} {
		units, doubt := starter.ParseUnits(c.text, c.levels)
		if got := fmt.Sprint(units); got != c.want || doubt != nil {
			t.Errorf("%q: %s, %v, want %s", c.text, got, doubt, c.want)
		}
	}
}

// TestDoubts: ids are given for ever, so that what is not clear is not guessed at.
func TestDoubts(t *testing.T) {
	for _, c := range []struct {
		text   string
		levels int
		want   starter.Doubt
	}{
		{"幸福社区（一网格、二网格）和平社区（三网格）", 2, starter.Doubt{Why: starter.Joined, At: "和平社区"}},
		{"幸福社区（一网格，二网格、和平社区", 2, starter.Doubt{Why: starter.Unclosed, At: "幸福社区（"}},
		{"甲（一", 1, starter.Doubt{Why: starter.Unclosed, At: "甲（"}},
		{"甲）、乙", 1, starter.Doubt{Why: starter.Unopened, At: "甲）"}},
		{"甲：一、乙：二", 2, starter.Doubt{Why: starter.Colon, At: "甲：一、乙：二"}},
		{"甲：一", 1, starter.Doubt{Why: starter.Colon, At: "甲：一"}},
	} {
		if units, doubt := starter.ParseUnits(c.text, c.levels); doubt == nil || *doubt != c.want {
			t.Errorf("%q: %v, %v", c.text, units, doubt)
		}
	}
	for _, text := range []string{"2", "两级", "三层", "3 级", "社区、2"} {
		if levels, doubt := starter.ParseLevels(text); doubt == nil || doubt.Why != starter.Number {
			t.Errorf("%q: %q, %v", text, levels, doubt)
		}
	}
}

func TestParseLevels(t *testing.T) {
	for text, want := range map[string]string{
		"社区、网格": "社区 网格", "社区 → 网格 → 楼栋": "社区 网格 楼栋", "": "", "社区，社区": "社区", "社区/网格": "社区 网格", "社区和网格": "社区 网格", "和谐小区": "和谐小区",
	} {
		if levels, doubt := starter.ParseLevels(text); strings.Join(levels, " ") != want || doubt != nil {
			t.Errorf("%q: %q, %v", text, levels, doubt)
		}
	}
}

func TestNames(t *testing.T) {
	for office, want := range map[string][2]string{
		"示例街道办事处":   {"示例街道", "街道"},
		"示例社区居民委员会": {"示例社区", "社区"},
		"示例村村民委员会":  {"示例村", "村"},
		"示例镇人民政府":   {"示例镇", "镇"},
		"街道办事处":     {"街道办事处", "街道"},
		"示例物业公司":    {"示例物业公司", "单位"},
	} {
		if got := [2]string{starter.RootOf(office), starter.LevelOf(office)}; got != want {
			t.Errorf("%s: %v, want %v", office, got, want)
		}
	}
}

func TestUnitsAreNumbered(t *testing.T) {
	files := made(t, starter.Answers{Office: "示例街道", Levels: []string{"社区", "网格"}, Units: units("甲（一、二）、乙（三）", 2)})
	s, _ := site.Load(files, site.Options{})
	var ids []string
	for _, u := range s.Units.All {
		ids = append(ids, u.ID+" "+u.Name)
	}
	if want := []string{"jiedao 示例街道", "shequ-01 甲", "wangge-01 一", "wangge-02 二", "shequ-02 乙", "wangge-03 三"}; !slices.Equal(ids, want) {
		t.Errorf("got %q, want %q", ids, want)
	}
}

func TestLedger(t *testing.T) {
	for _, o := range starter.Offers {
		if name, text := starter.Ledger(o.Kind); name != o.Name || !strings.Contains(string(text), fmt.Sprintf("kind = %q", o.Kind)) {
			t.Errorf("%s: %s, %s", o.Kind, name, text)
		}
	}
	if name, text := starter.Ledger("stated"); name != "" || text != nil {
		t.Errorf("%s, %s", name, text)
	}
}
