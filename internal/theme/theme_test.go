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
)

func folder(files map[string]string) fstest.MapFS {
	folder := fstest.MapFS{}
	for name, text := range files {
		folder[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return folder
}

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
	theme, problems := Load("wall", folder(builtin), folder(map[string]string{
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
	plain, _ := Load("wall", folder(builtin), folder(nil))
	if plain.Static["wall.css"].Path == css.Path {
		t.Error("other content stands at the same address")
	}
	if n := len(theme.Messages["zh-Hans"]); n != 2 || string(theme.Messages["zh-Hans"][1]) != "a = \"改\"\n" || len(theme.Messages["en"]) != 1 {
		t.Errorf("%d files of messages: %q", n, theme.Messages)
	}
}

// A theme that is not the built-in one has files of its own only, but does not lack words.
func TestOwnTheme(t *testing.T) {
	own := map[string]string{"themes/mine/theme.toml": "format = 1\n", "themes/mine/templates/a.html": "mine"}
	theme, problems := Load("mine", folder(builtin), folder(own))
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
		{"mine", "format = 2\n", "newer-format"},
		{"mine", "title = \"没有 format\"\n", "missing-key"},
		{"mine", "format = \n", "toml-syntax"},
		{"mine", "format = 1\ncolour = \"red\"\n", "unknown-key"},
	} {
		own := map[string]string{}
		if c.theme != "" {
			own["themes/mine/theme.toml"] = c.theme
		}
		if _, problems := Load(c.name, folder(builtin), folder(own)); len(problems) != 1 || problems[0].Code != c.code {
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
		theme, _ := Load("wall", folder(builtin), folder(map[string]string{"themes/wall/templates/b.html": text}))
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
