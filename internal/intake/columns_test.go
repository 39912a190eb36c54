package intake

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/lanewall/lanewall/internal/diag"
	"github.com/lanewall/lanewall/internal/ledger"
	"github.com/lanewall/lanewall/internal/toml"
)

func TestWordsOfACell(t *testing.T) {
	for _, c := range []struct {
		words []string
		cell  string
	}{
		{nil, ""},
		{[]string{"照明"}, "照明"},
		{[]string{"照明", "排水"}, "照明、排水"},
		{[]string{"水、电", "排水"}, `"水、电"、排水`},
		{[]string{`"老"小区`, "甲\n乙"}, "\"\"\"老\"\"小区\"、\"甲\n乙\""},
		{[]string{`5"管`}, `5"管`},
	} {
		if got := JoinWords(c.words); got != c.cell {
			t.Errorf("JoinWords(%q) = %q, want %q", c.words, got, c.cell)
		}
		if got := SplitWords(c.cell); !slices.Equal(got, c.words) {
			t.Errorf("SplitWords(%q) = %q, want %q", c.cell, got, c.words)
		}
	}
}

// People write lists as they like.
func TestWordsAsPeopleWriteThem(t *testing.T) {
	for cell, want := range map[string][]string{
		" 照明 ， 排水；": {"照明", "排水"},
		"照明,排水":     {"照明", "排水"},
		"照明\n排水\n":  {"照明", "排水"},
		"、、":        nil,
		`"没有收口、照明`:  {"没有收口、照明"},
	} {
		if got := SplitWords(cell); !slices.Equal(got, want) {
			t.Errorf("SplitWords(%q) = %q, want %q", cell, got, want)
		}
	}
}

func TestStepsOfACell(t *testing.T) {
	steps := [][]string{{"村", "2024-03-01", "2024-03-08", "7天", "双方｜分歧大"}, {"镇", "2024-03-09", "", "", ""}}
	cell := "村｜2024-03-01｜2024-03-08｜7天｜\"双方｜分歧大\"\n镇｜2024-03-09｜｜｜"
	if got := JoinSteps(steps); got != cell {
		t.Errorf("JoinSteps: %q, want %q", got, cell)
	}
	same(t, SplitSteps(cell, 5), steps)
	same(t, SplitSteps("村|2024-03-01\n\n", 5), [][]string{{"村", "2024-03-01", "", "", ""}})
	same(t, SplitSteps("", 5), nil)
	same(t, SplitSteps("一｜二｜三", 2), [][]string{{"一", "二", "三"}})
}

func same(t *testing.T, got, want [][]string) {
	t.Helper()
	if !slices.EqualFunc(got, want, slices.Equal) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// Whatever the words, reading gives what was written.
func TestWordsComeBack(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 1))
	signs := []rune("甲乙、，,；;\n\"｜| a'=")
	word := func() string {
		text := make([]rune, 1+random.IntN(4))
		for i := range text {
			text[i] = signs[random.IntN(len(signs))]
		}
		return string(text)
	}
	for range 20000 {
		words := make([]string, 1+random.IntN(3))
		for i := range words {
			words[i] = word()
		}
		if got := SplitWords(Guard(JoinWords(words))); !slices.Equal(got, words) {
			t.Fatalf("guarded, %q came back as %q from %q", words, got, Guard(JoinWords(words)))
		}
		if got := SplitWords(JoinWords(words)); !slices.Equal(got, words) {
			t.Fatalf("%q came back as %q from %q", words, got, JoinWords(words))
		}
		steps := [][]string{append(words, ""), append([]string{""}, words...)}
		if got := SplitSteps(JoinSteps(steps), len(words)+1); !slices.EqualFunc(got, steps, slices.Equal) {
			t.Fatalf("%q came back as %q from %q", steps, got, JoinSteps(steps))
		}
	}
}

func narrow(t *testing.T, kind, schema string) *ledger.Kind {
	t.Helper()
	kinds, _ := ledger.Builtin()
	table, problems := toml.Parse(&diag.Source{Name: "ledger.toml", Text: []byte(schema)})
	narrowed, more := kinds[kind].Narrow(table)
	for _, p := range append(problems, more...) {
		t.Errorf("%s", p.Format(diag.English))
	}
	return narrowed
}

func TestColumns(t *testing.T) {
	kind := narrow(t, "evaluation", `
		[field.cost]
		type = "money"
		class = "private"
		title = "费用＊"
		[field.again]
		type = "text"
		class = "private"
		title = "评价事项"`)
	columns := Columns(kind, "zh-Hans")
	var headers []string
	for _, c := range columns {
		headers = append(headers, c.Header())
		for _, header := range []string{c.Header(), " " + c.Title + " *"} {
			if got := newVocabulary(kind).mean(kind, header); got != (target{c.name(), gradeOwn}) {
				t.Errorf("header %s means %v, want %s", header, got, c.name())
			}
		}
	}
	want := []string{"编号", "日期＊", "辖区＊", "被评单位＊", "评价人", "评价事项（subject）", "得分：响应度", "得分：配合度", "得分：办结度", "得分：满意度",
		"费用（元）", "评价事项（again）"}
	if !slices.Equal(headers, want) {
		t.Errorf("%q, want %q", headers, want)
	}
}

func TestWordsOfValues(t *testing.T) {
	kind := narrow(t, "case", `
		[field.level]
		values = ["a", "b", "c", "d", "e"]
		labels = { a = "甲", b = "乙", c = "乙", d = "e" }`)
	got := Words(kind.Field("level"), "zh-Hans")
	if want := []string{"甲", "b", "c", "d", "e"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

// What a program would take for a formula is harmless in a file of text, and comes back.
func TestGuard(t *testing.T) {
	for text, want := range map[string]string{"": "", "灯": "灯", "=1": "'=1", "+86": "'+86", "-": "'-", "@a": "'@a", "\tx": "'\tx", "'=1": "''=1", "'": "'", "'a": "'a"} {
		if got := Guard(text); got != want {
			t.Errorf("Guard(%q) = %q, want %q", text, got, want)
		}
		if got := Unguard(want); got != text {
			t.Errorf("Unguard(%q) = %q, want %q", want, got, text)
		}
	}
}
