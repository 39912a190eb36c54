package toml

import (
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"github.com/lanewall/lanewall/internal/civil"
	"github.com/lanewall/lanewall/internal/diag"
)

// shout reads itself from text.
type shout string

func (s *shout) UnmarshalTOML(data any) error {
	text, ok := data.(string)
	if !ok {
		return errors.New("not loud")
	}
	*s = shout(strings.ToUpper(text))
	return nil
}

type inner struct {
	X int `toml:"x"`
}

type class string

type everything struct {
	Text     string           `toml:"text"`
	Named    class            `toml:"named"`
	Bool     bool             `toml:"bool"`
	Int64    int64            `toml:"int64"`
	Int      int              `toml:"int"`
	Date     civil.Date       `toml:"date"`
	Value    Value            `toml:"value"`
	Table    *Table           `toml:"table"`
	At       At[string]       `toml:"at"`
	Shout    shout            `toml:"shout"`
	Struct   inner            `toml:"struct"`
	Pointer  *int             `toml:"pointer"`
	Deep     *inner           `toml:"deep"`
	Strings  []string         `toml:"strings"`
	Structs  []inner          `toml:"structs"`
	Ats      []At[int]        `toml:"ats"`
	Shouts   map[string]shout `toml:"shouts"`
	Place    diag.Pos         `toml:"@"`
	Untagged string
}

func TestBind(t *testing.T) {
	table := parse(t, `
text = "甲"
named = "public"
bool = true
int64 = 9223372036854775807
int = -1
date = 2024-09-03
value = [1]
table = { k = 1 }
at = "here"
shout = "loud"
struct = { x = 1 }
pointer = 2
deep.x = 3
strings = ["a", "b"]
ats = [7]
shouts = { a = "x", b = "y" }
[[structs]]
x = 4
[[structs]]
x = 5
`)
	got := everything{Untagged: "left alone"}
	if problems := Bind(table, &got); len(problems) > 0 {
		t.Fatal(problems)
	}
	two := 2
	for _, c := range []struct{ got, want any }{
		{got.Text, "甲"}, {got.Named, class("public")}, {got.Bool, true}, {got.Int64, int64(9223372036854775807)}, {got.Int, -1},
		{got.Date, civil.New(2024, 9, 3)}, {got.Value.Plain(), []any{int64(1)}}, {got.Table.Get("k").Value.Data, int64(1)},
		{got.At.V, "here"}, {place(got.At.Pos), "10:6"}, {got.Shout, shout("LOUD")}, {got.Struct, inner{1}},
		{got.Pointer, &two}, {got.Deep, &inner{3}}, {got.Strings, []string{"a", "b"}}, {got.Structs, []inner{{4}, {5}}},
		{got.Ats[0].V, 7}, {place(got.Ats[0].Pos), "16:8"}, {got.Shouts, map[string]shout{"a": "X", "b": "Y"}},
		{place(got.Place), "1:1"}, {got.Untagged, "left alone"},
	} {
		if !reflect.DeepEqual(c.got, c.want) {
			t.Errorf("got %#v, want %#v", c.got, c.want)
		}
	}
}

func TestBindProblems(t *testing.T) {
	type target struct {
		ID     string          `toml:"id,required"`
		Title  shout           `toml:"title"`
		Within At[string]      `toml:"within"`
		Parts  []inner         `toml:"part"`
		One    inner           `toml:"one"`
		N      *int            `toml:"n"`
		On     bool            `toml:"on"`
		When   *civil.Date     `toml:"when"`
		Names  []string        `toml:"names"`
		By     map[string]bool `toml:"by"`
		Spec   *Table          `toml:"spec"`
		Pos    diag.Pos        `toml:"@"`
	}
	for _, c := range []struct{ text, want string }{
		{"id = 'a'", ""},
		{"", `1:1 key "id" is missing`},
		{"id = 'a'\ntilte = 'b'", `2:1 unknown key "tilte" (did you mean title?)`},
		{"id = 'a'\nquatsch = 'b'", `2:1 unknown key "quatsch" (one of: id, title, within, part, one, n, on, when, names, by, spec)`},
		{"id = 'a'\n\"@\" = 1", `2:1 unknown key "@" (one of: id, title, within, part, one, n, on, when, names, by, spec)`},
		{"id = 3", `1:6 want text, have an integer (write "三栋楼道灯不亮")`},
		{"id = ['a']", `1:6 want text, have a list (write "三栋楼道灯不亮")`},
		{"id = 'a'\n  title = 2024-01-01", `2:11 bad value: not loud`},
		{"id = 'a'\nwithin = 5", `2:10 want text, have an integer (write "三栋楼道灯不亮")`},
		{"id = 'a'\npart = 'x'", `2:8 want a list, have text (write ["甲", "乙"])`},
		{"id = 'a'\npart = [{x = 1}, 2]", `2:18 want a table, have an integer (write { key = value })`},
		{"id = 'a'\n[[part]]\nx = 1\n[[part]]\nx = 'y'", `5:5 want an integer, have text (write 12)`},
		{"id = 'a'\n[[part]]\ny = 1", `3:1 unknown key "y" (one of: x)`},
		{"id = 'a'\none = true", `2:7 want a table, have true or false (write { key = value })`},
		{"id = 'a'\nn = 1.0", `2:5 want an integer, have a decimal (write 12)`},
		{"id = 'a'\non = 'true'", `2:6 want true or false, have text (write true)`},
		{"id = 'a'\nwhen = '2024-09-03'", `2:8 want a date, have text (write 2024-09-03)`},
		{"id = 'a'\nwhen = 2024-09-03T08:30:00Z", `2:8 want a date, have a date and time (write 2024-09-03)`},
		{"id = 'a'\nnames = ['x', 2]", `2:15 want text, have an integer (write "三栋楼道灯不亮")`},
		{"id = 'a'\nby = { a = true, b = 1 }", `2:22 want true or false, have an integer (write true)`},
		{"id = 'a'\nby = 1", `2:6 want a table, have an integer (write { key = value })`},
		{"id = 'a'\nspec = []", `2:8 want a table, have a list (write { key = value })`},
		{"spce = 1\non = 1", "1:1 unknown key \"spce\" (did you mean spec?)\n2:6 want true or false, have an integer (write true)\n1:1 key \"id\" is missing"},
	} {
		var lines []string
		for _, p := range Bind(parse(t, c.text), &target{}) {
			line := place(p.Pos) + " " + p.Message(diag.English)
			if hint := p.Hint(diag.English); hint != "" && p.Code != "missing-key" {
				line += fmt.Sprintf(" (%s)", hint)
			}
			lines = append(lines, line)
		}
		if got := strings.Join(lines, "\n"); got != c.want {
			t.Errorf("%q:\n got  %s\n want %s", c.text, got, c.want)
		}
	}
}

func TestBindPanicsOnWhatItCannotBind(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("a field no value fits was bound")
		}
	}()
	Bind(parse(t, "f = 1.5"), &struct {
		F float64 `toml:"f"`
	}{})
}
