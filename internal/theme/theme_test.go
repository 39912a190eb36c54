package theme

import (
	"html/template"
	"io"
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/lanewall/lanewall/internal/diag"
	"github.com/lanewall/lanewall/internal/toml"
)

func folder(files map[string]string) fstest.MapFS {
	folder := fstest.MapFS{}
	for name, text := range files {
		folder[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return folder
}

func named(name string) toml.At[string] { return toml.At[string]{V: name} }

var builtin = map[string]string{
	"wall/theme.toml":                "format = 1\n",
	"wall/templates/a.html":          "builtin a",
	"wall/templates/b.html":          "builtin b",
	"wall/static/wall.css":           "p { color: red }",
	"wall/messages/zh-Hans.toml":     "a = \"甲\"\nb = \"乙\"\n",
	"wall/vendor/README.md":          "not a file of the site",
	"wall/static/.DS_Store":          "nor is this",
	"other/theme.toml":               "format = 1\n",
	"other/templates/only-here.html": "x",
}

func TestSiteOverridesFileByFile(t *testing.T) {
	theme, problems := Load(named("wall"), folder(builtin), folder(map[string]string{
		"themes/wall/templates/b.html":      "own b",
		"themes/wall/static/wall.css":       "p { color: blue }",
		"themes/wall/static/more.css":       "b {}",
		"themes/wall/messages/zh-Hans.toml": "a = \"改\"\n",
		"themes/wall/messages/en.toml":      "a = \"A\"\n",
		"themes/third/templates/a.html":     "of another theme",
	}))
	if len(problems) != 0 {
		t.Fatal(problems)
	}
	set, problems := theme.Templates(nil)
	if len(problems) != 0 {
		t.Fatal(problems)
	}
	for name, want := range map[string]string{"a.html": "builtin a", "b.html": "own b"} {
		var text strings.Builder
		if err := set.ExecuteTemplate(&text, name, nil); err != nil || text.String() != want {
			t.Errorf("%s: %q, %v, want %q", name, text.String(), err, want)
		}
	}
	if names := slices.Sorted(maps.Keys(theme.Static)); !slices.Equal(names, []string{"more.css", "wall.css"}) {
		t.Errorf("static files %q", names)
	}
	css := theme.Static["wall.css"]
	if string(css.Content) != "p { color: blue }" || !strings.HasPrefix(css.Path, "static/wall-") || len(css.Path) != len("static/wall-12345678.css") {
		t.Errorf("%s: %s", css.Path, css.Content)
	}
	plain, _ := Load(named("wall"), folder(builtin), folder(nil))
	if plain.Static["wall.css"].Path == css.Path {
		t.Error("other content stands at the same address")
	}
	if n := len(theme.Messages["zh-Hans"]); n != 2 || string(theme.Messages["zh-Hans"][1]) != "a = \"改\"\n" || len(theme.Messages["en"]) != 1 {
		t.Errorf("%d files of messages: %q", n, theme.Messages)
	}
}

// A theme takes the files of those it extends, and of all that two of them have the later one's hold.
func TestExtends(t *testing.T) {
	theme, problems := Load(named("mine"), folder(builtin), folder(map[string]string{
		"themes/mine/theme.toml":              "format = 1\nextends = \"house\"\n",
		"themes/mine/templates/b.html":        "mine b, {{template \"part\"}}{{template \"also\"}}",
		"themes/mine/templates/0-parts.html":  "{{define \"part\"}}part of mine{{end}}",
		"themes/mine/static/mine.css":         "c {}",
		"themes/mine/messages/zh-Hans.toml":   "a = \"我\"\n",
		"themes/house/theme.toml":             "format = 1\nextends = \"wall\"\n",
		"themes/house/templates/parts.html":   "{{define \"part\"}}part of the house{{end}}{{define \"also\"}}, of the house{{end}}",
		"themes/house/static/house.css":       "b {}",
		"themes/house/messages/zh-Hans.toml":  "a = \"家\"\n",
		"themes/wall/static/also.css":         "a {}",
		"themes/unrelated/static/another.css": "d {}",
	}))
	if len(problems) != 0 {
		t.Fatal(problems)
	}
	set, problems := theme.Templates(nil)
	if len(problems) != 0 {
		t.Fatal(problems)
	}
	for name, want := range map[string]string{"a.html": "builtin a", "b.html": "mine b, part of mine, of the house"} {
		var text strings.Builder
		if err := set.ExecuteTemplate(&text, name, nil); err != nil || text.String() != want {
			t.Errorf("%s: %q, %v, want %q", name, text.String(), err, want)
		}
	}
	if styles := theme.Styles(); !slices.Equal(styles, []string{"wall.css", "also.css", "house.css", "mine.css"}) {
		t.Errorf("styles %q", styles)
	}
	var last []string
	for _, text := range theme.Messages["zh-Hans"] {
		last = append(last, string(text))
	}
	if !slices.Equal(last, []string{builtin["wall/messages/zh-Hans.toml"], "a = \"家\"\n", "a = \"我\"\n"}) {
		t.Errorf("messages %q", last)
	}
}

// Files of the site that nothing reads draw a warning that says what they may have been meant to be.
func TestStrays(t *testing.T) {
	for file, want := range map[string]string{
		"static/Wall.css":           "did you mean static/wall.css?",
		"messages/zh.toml":          "one of: messages/zh-Hans.toml",
		"messages/zh_hans.toml":     "did you mean messages/zh-Hans.toml?",
		"messages/fr.toml":          "",
		"messages/zh-Hans.txt":      "one of: messages/zh-Hans.toml, theme.toml",
		"template/a.html":           "did you mean templates/a.html?",
		"a.html":                    "one of: templates/a.html, templates/b.html",
		"templates/a.htm":           "did you mean templates/a.html?",
		"templates/other.html":      "one of: a.html, b.html",
		"templates/a.html":          "",
		"static/README.md":          "",
		"static/pictures/crest.svg": "",
	} {
		theme, problems := Load(named("wall"), folder(builtin), folder(map[string]string{"themes/wall/" + file: "#"}))
		_, errs := theme.Templates(nil)
		problems.Append(errs)
		var hints []string
		for _, problem := range problems {
			if problem.Pos.Source.Name != "themes/wall/"+file {
				t.Errorf("%s: at %s", file, problem.Pos.Source.Name)
			}
			hints = append(hints, problem.Hint(diag.English))
		}
		if strings.Join(hints, "\n") != want {
			t.Errorf("%s: %q, want %q", file, hints, want)
		}
	}
}

// A theme that extends none has files of its own only, but does not lack words.
func TestOwnTheme(t *testing.T) {
	own := map[string]string{"themes/mine/theme.toml": "format = 1\n", "themes/mine/templates/a.html": "mine"}
	theme, problems := Load(named("mine"), folder(builtin), folder(own))
	if len(problems) != 0 {
		t.Fatal(problems)
	}
	set, _ := theme.Templates(nil)
	if set.Lookup("a.html") == nil || set.Lookup("b.html") != nil || len(theme.Static) != 0 {
		t.Errorf("%s, %v", set.DefinedTemplates(), theme.Static)
	}
	if len(theme.Messages["zh-Hans"]) != 1 {
		t.Errorf("messages %q", theme.Messages)
	}
}

func TestFaultyThemes(t *testing.T) {
	for _, c := range []struct{ name, theme, code string }{
		{"mine", "", "unknown-theme"},
		{"mine", "format = 1\nextends = \"wal\"\n", "unknown-theme"},
		{"mine", "format = 1\nextends = \"../mine\"\n", "unknown-theme"},
		{"mine", "format = 1\nextends = \"mine\"\n", "theme-cycle"},
		{"mine", "format = 1\nextends = \"back\"\n", "theme-cycle"},
		{"mine", "format = 1\nextends = \"newer\"\n", "newer-format"},
		{"mine", "format = 2\n", "newer-format"},
		{"mine", "title = \"没有 format\"\n", "missing-key"},
		{"mine", "format = \n", "toml-syntax"},
		{"mine", "format = 1\ncolour = \"red\"\n", "unknown-key"},
	} {
		own := map[string]string{"themes/back/theme.toml": "format = 1\nextends = \"mine\"\n", "themes/newer/theme.toml": "format = 2\n"}
		if c.theme != "" {
			own["themes/mine/theme.toml"] = c.theme
		}
		if _, problems := Load(named(c.name), folder(builtin), folder(own)); len(problems) != 1 || problems[0].Code != c.code {
			t.Errorf("%q: %v, want %s", c.theme, problems, c.code)
		}
	}
}

// What is wrong with a template is said where it stands.
func TestFault(t *testing.T) {
	for text, want := range map[string]string{
		"一行\n{{if}}":                  "themes/wall/templates/b.html:2:1: error: template: missing value for if [template]",
		"{{end}}":                     "themes/wall/templates/b.html:1:1: error: template: unexpected {{end}} [template]",
		"{{nofunc}}":                  "themes/wall/templates/b.html:1:1: error: template: function \"nofunc\" not defined [template]",
		"甲{{.Title}}\n\n 乙{{.Titel}}": "themes/wall/templates/b.html:3:5: error: template: executing \"b.html\" at <.Titel>: can't evaluate field Titel in type theme.page [template]",
		"{{template \"nowhere\" .}}":  "themes/wall/templates/b.html:1:12: error: template: no such template \"nowhere\" [template]",
		"<a href=\"{{if .Title}}x{{else}}\" {{end}}>": "themes/wall/templates/b.html:1:15: error: template: {{if}} branches end in different contexts",
	} {
		theme, _ := Load(named("wall"), folder(builtin), folder(map[string]string{"themes/wall/templates/b.html": text}))
		set, problems := theme.Templates(template.FuncMap{})
		if len(problems) == 0 {
			err := set.ExecuteTemplate(io.Discard, "b.html", page{"x"})
			if err == nil {
				t.Errorf("%s: no fault", text)
				continue
			}
			problems = theme.Fault(err)
		}
		if got := problems[0].Format(diag.English); len(problems) != 1 || !strings.HasPrefix(got, want) {
			t.Errorf("%s:\n%s\nwant %s", text, got, want)
		}
	}
}

type page struct{ Title string }
