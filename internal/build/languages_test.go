package build

import (
	"path"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/lanewall/lanewall/internal/diag"
)

// inThree is a small site in three languages with a translated notice and one that is not.
func inThree(changes map[string]string) fstest.MapFS {
	files := fstest.MapFS{}
	for name, text := range map[string]string{
		"site.toml": `format = 1
id = "x.example"
languages = ["zh-Hans", "zh-Hant", "en"]
title = { zh-Hans = "公开栏", en = "The board" }
issuer = "示例街道"
as_of = 2024-08-31
[[level]]
id = "lane"
title = "里巷"
[[menu]]
title = { zh-Hans = "公告", en = "Notices" }
to = "notices/index.html"
[[menu]]
title = "数据"
to = "data/figures.csv"
[[board]]
period = "month"
summary = { zh-Hans = "日子` + "`= days`" + `。", en = "Days: ` + "`= days`" + `." }
figures = ["days"]
`,
		"data/units.toml":            "[[unit]]\nid = \"jia\"\nname = \"甲里\"\nkind = \"lane\"\n",
		"data/indicators.toml":       "[indicator.days]\ntitle = \"日子\"\nversion = 1\nledger = \"days\"\nmeasure = \"count\"\ndate = \"date\"\nlevels = [\"lane\"]\nperiods = [\"month\"]\ndefinition = \"期内的日子。\"\n",
		"data/days/ledger.toml":      "kind = \"activity\"\n",
		"data/days/2024-08.toml":     "[[activity]]\nid = \"1\"\ntitle = \"端午\"\ndate = 2024-08-02\nunit = \"jia\"\n",
		"content/notices/heat.md":    "+++\ntitle = \"高温\"\ndate = 2024-08-02\nsource = \"示例办\"\n+++\n\n喝水，见[雨天](rain.md)和![图](map.png)。\n",
		"content/notices/heat.en.md": "+++\ntitle = \"Heat\"\n+++\n\nDrink. See [rain](rain.md) and ![map](map.png).\n",
		"content/notices/rain.md":    "+++\ntitle = \"雨天\"\ndate = 2024-08-03\n+++\n\n带伞。\n",
		"content/notices/map.png":    "png",
		"content/notices/dry.md":     "+++\ntitle = \"旱\"\ndraft = true\n+++\n\n草稿\n",
		"content/notices/dry.en.md":  "+++\ntitle = \"Dry\"\n+++\n\nA draft too\n",
		"content/notices/rain.en.md": "+++\ntitle = \"Rain\"\ndraft = true\n+++\n\nNot yet\n",
	} {
		files[name] = &fstest.MapFile{Data: []byte(text)}
	}
	for name, text := range changes {
		files[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return files
}

func TestLanguages(t *testing.T) {
	b := buildAll(inThree(nil), fromSite)
	if b.err != nil || b.problems.Count(diag.Error) > 0 {
		t.Fatal(b.err, english(b.problems))
	}
	for name, want := range map[string][]string{
		"notices/heat/index.html":         {`<html lang="zh-Hans">`, `<h1>高温</h1>`, `href="../rain/index.html"`, `src="../map.png"`, `<div class="prose">`, `href="../../en/notices/heat/index.html"`},
		"en/notices/heat/index.html":      {`<html lang="en">`, `<h1>Heat</h1>`, `href="../rain/index.html"`, `src="../../../notices/map.png"`, `<div class="prose">`, "2 August 2024", "示例办"},
		"zh-Hant/notices/heat/index.html": {`<html lang="zh-Hant">`, `<h1 lang="zh-Hans">高温</h1>`, `<div class="prose" lang="zh-Hans">`},
		"en/notices/rain/index.html":      {`<h1 lang="zh-Hans">雨天</h1>`, `<div class="prose" lang="zh-Hans">`, `href="../../../data/figures.csv"`, `>Notices</a>`},
		"en/index.html":                   {"Days: ", `<bdi lang="zh-Hans">甲里</bdi>`},
		"zh-Hant/index.html":              {`<div class="lead" lang="zh-Hans">`, "資料截至", "各期公開"},
	} {
		for _, words := range want {
			if !strings.Contains(b.files[name], words) {
				t.Errorf("%s lacks %s:\n%s", name, words, b.files[name])
			}
		}
	}
	shared := map[string]string{}
	for name, text := range b.files {
		if prefix, _ := b.languageOf(name); prefix == "" {
			shared[text] = name
		}
	}
	for name, text := range b.files {
		if strings.Contains(name, "dry") {
			t.Errorf("%s is made of a draft", name)
		}
		// The menus of boards are in the words of a language, which two may have in common.
		if prefix, _ := b.languageOf(name); prefix != "" && shared[text] != "" && !strings.HasPrefix(name, prefix+"boards/boards-") {
			t.Errorf("%s is %s once more", name, shared[text])
		}
	}
}

// What is wrong with a site's languages is said where it stands, and once.
func TestFaultyLanguages(t *testing.T) {
	site := string(inThree(nil)["site.toml"].Data)
	list := `languages = ["zh-Hans", "zh-Hant", "en"]`
	for _, c := range []struct {
		changes map[string]string
		want    []string
	}{
		{map[string]string{"site.toml": strings.Replace(site, list, `languages = ["zh-Hans", "fr"]`, 1)}, []string{"site.toml:3:25: error: there are no messages in language \"fr\" [unknown-language]"}},
		{map[string]string{"site.toml": strings.Replace(site, list, `language = "zh_CN"`, 1)}, []string{"site.toml:3:12: error: there are no messages in language \"zh_CN\" [unknown-language]"}},
		{map[string]string{"site.toml": strings.Replace(site, list, list+"\nlanguage = \"en\"", 1)}, []string{"site.toml:4:1: error: language \"en\" is given twice [second-language]"}},
		{map[string]string{"site.toml": strings.Replace(site, list, `languages = ["zh-Hans", "en", "en"]`, 1)}, []string{"site.toml:3:31: error: language \"en\" is given twice [second-language]"}},
		{map[string]string{"content/notices/heat.zh-Hans.md": "+++\ntitle = \"再\"\n+++\n\n再\n"}, []string{"content/notices/heat.zh-Hans.md:1:1: error: language \"zh-Hans\" is given twice [second-language]"}},
		{map[string]string{"content/notices/cold.en.md": "+++\ntitle = \"Cold\"\n+++\n\nCold\n"}, []string{"content/notices/cold.en.md:1:1: error: this is a translation, but there is no notices/cold.md [no-original]"}},
		{map[string]string{"content/notices/heat.EN.md": "+++\ntitle = \"Heat\"\n+++\n\nHeat\n"}, []string{"content/notices/heat.EN.md:1:1: warning: EN in the file's name is no language", "did you mean en?"}},
		{map[string]string{"themes/wall/templates/missing.html": `{{template "top" .}}<h1>{{t "missing-titel"}}</h1>{{template "bottom" .}}`},
			[]string{"themes/wall/templates/missing.html:1:27: error: there is no message \"missing-titel\" (zh-Hans zh-Hant en) [missing-message]", "did you mean missing-title?"}},
		{map[string]string{"themes/wall/templates/missing.html": `{{template "top" .}}<h1>{{t "mine"}}</h1>{{template "bottom" .}}`, "themes/wall/messages/zh-Hans.toml": "mine = \"我的\"\n"},
			[]string{"themes/wall/templates/missing.html:1:27: error: there is no message \"mine\" (zh-Hant en) [missing-message]"}},
		{map[string]string{"site.toml": strings.Replace(site, list, `languages = ["zh-Hans", "fr"]`, 1), "themes/wall/messages/fr.toml": "home = \"Tableau\"\n"},
			[]string{"themes/wall/messages/fr.toml:1:1: error: language \"fr\" lacks messages", "[missing-messages]"}},
		{map[string]string{"themes/wall/messages/zh-Hans.toml": "date = \"{{.Year}}年{{.Mont}}月{{.Day}}日\"\n"},
			[]string{"themes/wall/messages/zh-Hans.toml:1:8: error: nothing fills in {{.Mont}} of the message \"date\" [unknown-placeholder]", "did you mean Month?"}},
		{map[string]string{"themes/wall/messages/zh-Hans.toml": "home = \"首页\"\ndate = \"{{.Year年\"\n"},
			[]string{"themes/wall/messages/zh-Hans.toml:2:8: error: the braces of the message \"date\"", "[bad-message]"}},
		{map[string]string{"themes/wall/messages/zh-Hans.toml": "home = 3\n"}, []string{"themes/wall/messages/zh-Hans.toml:1:8: error: want text, have an integer [wrong-type]"}},
		{map[string]string{"themes/wall/messages/zh-Hans.toml": "home = \"首页\n"}, []string{"themes/wall/messages/zh-Hans.toml:1:11: error: ", "[toml-syntax]"}},
		{map[string]string{"themes/wall/messages/zh-Hans.toml": "hoem = \"首页\"\n"}, []string{"themes/wall/messages/zh-Hans.toml:1:1: warning: nothing asks for the message \"hoem\" [idle-message]", "did you mean home?"}},
		{map[string]string{"content/notices/rain.md": "+++\ntitle = \"雨天\"\ndate = 2024-08-03\n+++\n\n`= nothing`[无](nowhere.md)\n"},
			[]string{"rain.md:6:4: error: no indicator", "rain.md:6:16: error: link"}},
	} {
		b := buildAll(inThree(c.changes), fromSite)
		said := english(b.problems)
		for _, want := range c.want {
			if strings.Count(said, want) != 1 {
				t.Errorf("said:\n%s\nwant once: %s", said, want)
			}
		}
		if n := b.problems.Count(diag.Error); n != strings.Count(strings.Join(c.want, "\n"), ": error: ") {
			t.Errorf("%d errors:\n%s", n, said)
		}
	}
}

// chineseWords are the words of the interface in simplified Chinese that no other language has, long enough not to be
// part of something else.
func chineseWords(t *testing.T, b *built) []string {
	words := regexp.MustCompile(`^\p{Han}{3,}$`)
	var found []string
	for _, id := range b.Plan.Words.IDs() {
		if said, err := b.Plan.Words.T(id); err == nil && words.MatchString(said) {
			found = append(found, said)
		}
	}
	if len(found) < 30 {
		t.Fatalf("only %d words to look for", len(found))
	}
	return found
}

// Every page is there in every language of its site, says so, leads to itself in the others, and its links lead to pages in
// its own language or to what all languages share. Its own words are in its language.
func TestPagesOfEveryLanguage(t *testing.T) {
	several := 0
	eachSiteInTurn(t, func(t *testing.T, b *built) {
		if len(b.Plans) < 2 {
			return
		}
		several++
		f := &faults{T: t}
		defer f.done()
		var data strings.Builder // the site's own words, which may be the same
		for _, p := range b.Plan.Site.Pages {
			data.WriteString(p.Front.Title.In() + "\n")
		}
		for _, name := range b.paths() {
			if strings.HasSuffix(name, ".csv") {
				data.WriteString(b.files[name])
			}
		}
		words := map[string]bool{}
		for _, w := range chineseWords(t, b) {
			words[w] = !strings.Contains(data.String(), w)
		}
		pages := b.pages(t)
		for name := range b.eachPage(t) {
			if prefix, _ := b.languageOf(name); prefix == "" {
				for _, p := range b.Plans[1:] {
					if pages[p.Prefix+name] == nil {
						f.add("no page %s%s", p.Prefix, name)
					}
				}
			}
		}
		for name, page := range b.eachPage(t) {
			prefix, lang := b.languageOf(name)
			if got := page.named("html")[0].attrs["lang"]; got != lang {
				f.add("%s is in %q", name, got)
			}
			led := map[string]bool{}
			for _, a := range page.named("a") {
				file, _, _ := strings.Cut(a.attrs["href"], "#")
				if file == "" || strings.Contains(file, ":") {
					continue
				}
				target := path.Join(path.Dir(name), file)
				there, to := b.languageOf(target)
				switch tag := a.attrs["hreflang"]; {
				case tag != "":
					led[tag] = to == tag && (strings.TrimPrefix(target, there) == strings.TrimPrefix(name, prefix) || strings.HasSuffix(name, "404.html"))
				case to != lang && strings.HasSuffix(target, ".html"):
					f.add("%s leads to %s", name, target)
				}
			}
			for _, p := range b.Plans {
				if !led[p.Words.Lang] {
					f.add("%s does not lead to itself in %s", name, p.Words.Lang)
				}
			}
			if lang != "en" {
				continue
			}
			for _, e := range page.all(func(e *element) bool { return e.attrs["aria-label"] != "" }) {
				if words[e.attrs["aria-label"]] {
					f.add("%s: %q", name, e.attrs["aria-label"])
				}
			}
			for _, e := range page.named("bdi", "h2", "th", "a", "summary", "label") {
				if text := e.words(); words[text] && !e.inOriginal() {
					f.add("%s: %q is not in English", name, text)
				}
			}
			for _, e := range page.named("option", "title", "desc", "text") { // which can hold no element that says so
				if text := e.words(); onlyChinese.MatchString(text) && e.attrs["lang"] == "" && !e.inOriginal() {
					f.add("%s: %q is not marked as Chinese", name, text)
				}
			}
		}
	})
	if several == 0 {
		t.Error("no site has several languages")
	}
}

var onlyChinese = regexp.MustCompile(`^\P{L}*\p{Han}[\p{Han}\P{L}]*$`)

// inOriginal tells whether an element stands in a text that is in another language as a whole.
func (e *element) inOriginal() bool {
	for e = e.parent; e != nil && e.name != "html"; e = e.parent {
		if e.attrs["lang"] != "" {
			return true
		}
	}
	return false
}

// eachSiteInTurn is eachSite for checks that add up something.
func eachSiteInTurn(t *testing.T, check func(t *testing.T, b *built)) {
	for _, e := range examples() {
		t.Run(e.name, func(t *testing.T) { check(t, e.built().must(t)) })
	}
}

// While somebody edits, the pages of every language are those that a build makes; and their problems come with them.
func TestSessionInLanguages(t *testing.T) {
	files := inThree(nil)
	session := NewSession(files, fromSite)
	for _, edit := range []struct{ name, text string }{
		{"content/notices/rain.en.md", "+++\ntitle = \"Rain\"\n+++\n\nTake an umbrella, `= nothing`.\n"},
		{"content/notices/rain.en.md", "+++\ntitle = \"Rain\"\n+++\n\nTake an umbrella.\n"},
		{"content/notices/heat.en.md", ""},
		{"themes/wall/messages/en.toml", "home = \"Start\"\n"},
		{"data/days/2024-08.toml", "[[activity]]\nid = \"22\"\ntitle = \"中元\"\ndate = 2024-08-18\nunit = \"jia\"\n"},
		{"site.toml", strings.Replace(string(files["site.toml"].Data), `"zh-Hant", `, "", 1)},
	} {
		if files[edit.name] = (&fstest.MapFile{Data: []byte(edit.text)}); edit.text == "" {
			delete(files, edit.name)
		}
		draft, _ := session.Update()
		if draft == nil {
			t.Fatalf("%s: nothing to show", edit.name)
		}
		result, problems := Build(files, fromSite)
		made, _ := result.files(files)
		if len(made) != len(draft.files) {
			t.Errorf("%s: %d files, %d in a session", edit.name, len(made), len(draft.files))
		}
		for _, f := range made {
			want, err := f.Render()
			if err != nil {
				continue // an error of the site: no build gets here
			}
			got, met, err := draft.Open(f.Path)
			if err != nil || string(got) != string(want) || english(met) != english(result.met(f.Path)) {
				t.Errorf("%s: %s differs: %v", edit.name, f.Path, err)
			}
		}
		if got := draft.Check(nil); english(got) != english(problems) {
			t.Errorf("%s: a session says\n%s\na build\n%s", edit.name, english(got), english(problems))
		}
	}
}
