package toml

import (
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/lanewall/lanewall/internal/civil"
	"github.com/lanewall/lanewall/internal/diag"
)

func TestPlain(t *testing.T) {
	table := parse(t, "a = 1\nb = [\"x\", { c = true }]\n[[d]]\ne = 2024-09-03\n[[d]]\nf = 0.5\n")
	want := map[string]any{
		"a": int64(1),
		"b": []any{"x", map[string]any{"c": true}},
		"d": []any{map[string]any{"e": civil.New(2024, 9, 3)}, map[string]any{"f": 0.5}},
	}
	if got := (Value{Data: table}).Plain(); !reflect.DeepEqual(got, want) {
		t.Errorf("got %#v, want %#v", got, want)
	}
}

func TestTables(t *testing.T) {
	table := parse(t, "one = { x = 1 }\nn = 3\nmixed = [1, { x = 2 }]\nnone = []\n[[many]]\nx = 3\n[[many]]\nx = 4\n")
	for key, want := range map[string][]int64{"one": {1}, "n": nil, "mixed": {2}, "none": nil, "many": {3, 4}, "missing": nil} {
		var got []int64
		for _, sub := range table.Tables(key) {
			got = append(got, sub.Get("x").Value.Data.(int64))
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%s: got %v, want %v", key, got, want)
		}
	}
	var nobody *Table
	if nobody.Get("x") != nil {
		t.Error("a nil table has a key")
	}
}

// TestLocalDates: a date without a zone is that day on a machine in any zone; BurntSushi puts it into the zone of the
// machine.
func TestLocalDates(t *testing.T) {
	defer func(zone *time.Location) { time.Local = zone }(time.Local)
	for _, hours := range []int{-12, 0, 8, 14} {
		time.Local = time.FixedZone("here", hours*60*60)
		for text, want := range map[string]civil.Date{
			"2024-09-03":             civil.New(2024, 9, 3),
			"2024-09-03 00:00:00":    civil.New(2024, 9, 3),
			"2024-09-03T23:59:59.99": civil.New(2024, 9, 3),
			"2024-02-29":             civil.New(2024, 2, 29),
		} {
			if got := parse(t, "d = "+text).Get("d").Value.Data; got != want {
				t.Errorf("%d hours from Greenwich %s is %v", hours, text, got)
			}
		}
	}
	got := parse(t, "d = 2024-09-03T23:30:00Z").Get("d").Value.Data
	if when, ok := got.(time.Time); !ok || !when.Equal(time.Date(2024, 9, 3, 23, 30, 0, 0, time.UTC)) {
		t.Errorf("a time with a zone is %v", got)
	}
}

func TestTypes(t *testing.T) {
	table := parse(t, `text = "x"
integer = 1
decimal = 1.0
bool = false
date = 2024-09-03
datetime = 2024-09-03T08:30:00Z
time = 08:30:00
list = []
table = {}
`)
	for _, e := range table.Entries {
		want := e.Key
		if got := e.Value.Type(); got != want {
			t.Errorf("%s is of type %q", e.Key, got)
		}
	}
}

func TestSyntaxErrors(t *testing.T) {
	for _, c := range []struct{ name, text, place, says string }{
		{"no value", "a = 1\nb = \nc = 2", "2:5", "expected value"},
		{"a bare Chinese key", "a = 1\n键 = 2", "2:1", ""},
		{"a key twice", "id = 1\ntitle = \"甲\"\nid = 2", "3:1", "already been defined"},
		{"a table and then a value of one name", "a.b = 1\na = 2", "2:1", "already been defined"},
		{"a table twice", "[a]\nx = 1\n[a]\ny = 2", "3:2", "already been defined"},
		{"no end of a list", "a = [1,\n2", "2:1", ""},
		{"two values", "a = \"甲\" 乙", "1:8", ""},
		{"no such day", "\na = 2024-02-30", "2:5", ""},
		{"after a byte order mark", "\ufeffa = 1\nb = \nc = 2", "2:5", "expected value"},
		{"after carriage returns", "a = 1\r\nb = x\r\n", "2:5", ""},
	} {
		table, problems := Parse(source(c.text))
		if len(problems) != 1 || problems[0].Code != "toml-syntax" || len(table.Entries) != 0 {
			t.Errorf("%s: got %v and %v", c.name, problems, outline(table))
			continue
		}
		message := problems[0].Message(diag.English)
		if got := place(problems[0].Pos); got != c.place || !strings.Contains(message, c.says) {
			t.Errorf("%s: %s at %s, want %q at %s", c.name, message, got, c.says, c.place)
		}
	}
}

// TestParseSpan: front matter keeps the places of its file.
func TestParseSpan(t *testing.T) {
	src := source("+++\ntitle = \"停水\"\n+++\nx = y\n")
	to := strings.Index(string(src.Text), "+++\nx")
	table, problems := ParseSpan(src, 4, to)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	compare(t, outline(table), []string{`title 2:1 2:9 "停水"`})

	src = source("+++\ntitle = \n+++\n")
	_, problems = ParseSpan(src, 4, 13)
	if len(problems) != 1 || place(problems[0].Pos) != "2:9" {
		t.Errorf("got %v", problems)
	}
}
