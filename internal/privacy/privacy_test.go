package privacy

import (
	"slices"
	"strings"
	"testing"

	"github.com/lanewall/lanewall/internal/diag"
)

// The numbers are those of standards and of nobody, or have 0000 in them.
func TestFind(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"11010519491231002X", "身份证号 11010519491231002X"},
		{"楼上漏水，身份证11010519491231002X。", "身份证号 11010519491231002X"},
		{"证号：110105 19491231 002x。", "身份证号 110105 19491231 002x"},
		{"440524188001010014", "身份证号 440524188001010014"},
		{"４４０５２４１８８００１０１００１４", "身份证号 ４４０５２４１８８００１０１００１４"},
		{"440524‑18800101‑0014", "身份证号 440524‑18800101‑0014"},
		{"2024-09-03 440524188001010014", "身份证号 440524188001010014"}, // what stands before it hides nothing
		{"13000000000 440524188001010014", "手机号码 13000000000，身份证号 440524188001010014"},
		{"残疾证44052418800101001443", "身份证号 44052418800101001443"},
		{"身份证110105491231002", "身份证号 110105491231002"},
		{"登记证110105491231002", ""},   // of 15 digits, and nobody says what it is
		{"身份核验单202409031201234", ""}, // no region begins with 20
		{"110105194912310021", ""},   // the check digit is another
		{"110105194913310025", ""},   // there is no such month
		{"案号202409030000000018", ""}, // a date where a region is
		{"0440524188001010014", ""},  // longer
		{"电话13000000000", "手机号码 13000000000"},
		{"+86 130-0000-0000", "手机号码 86 130-0000-0000"},
		{"0086 13000000000", "手机号码 0086 13000000000"},
		{"130 0000 0000、139 0000 0000", "手机号码 130 0000 0000，手机号码 139 0000 0000"},
		{"１３０００００００００", "手机号码 １３０００００００００"},
		{`130\-0000\-0000`, `手机号码 130\-0000\-0000`},
		{"13000000000.", "手机号码 13000000000"},
		{"0000-0000000", ""}, {"12000000000", ""}, {"", ""},
		{"单号213000000000", ""}, {"单号2024-13000000000", ""}, {"单号202409030001234", ""}, {"0.13000000000", ""}, {"13000000000.5", ""},
		{"13 00 00 00 00 0", ""}, {"13000\n000000", ""}, {"130    00000000", ""},
		{"6212260000000000000", "银行卡号 6212260000000000000"},
		{"622848000000000007", "银行卡号 622848000000000007"},
		{"6228 4800 0000 0000 07", ""}, // the last two might be anything
		{"622848000000000008", ""},
		{"2024-09-03至2024-09-30，共1300000元", ""},
	} {
		var got []string
		for _, n := range Find(c.text) {
			got = append(got, n.Kind.In(diag.Chinese)+" "+c.text[n.From:n.To])
		}
		if strings.Join(got, "，") != c.want {
			t.Errorf("%s: %q, want %q", c.text, got, c.want)
		}
	}
}

func TestWorst(t *testing.T) {
	n, ok := Worst("13000000000，440524188001010014，6212260000000000000")
	if !ok || n.Kind != ResidentID || n.Kind.In(diag.English) != "a resident id number" {
		t.Errorf("%v %v", n, ok)
	}
	if _, ok := Worst("0000-00000000"); ok {
		t.Error("an office's number is taken for a person's")
	}
}

// Whatever a text is, the places lie in it, one behind the other.
func FuzzFind(f *testing.F) {
	for _, text := range []string{"13000000000", "身份440524188001010014\xff", "+86 130-0000-0000 6212260000000000000", "１1０1０5 19491231-002Ｘ"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		found := Find(text)
		if slow := find(text); !slices.Equal(found, slow) {
			t.Errorf("found %v, and %v without looking at it first", found, slow)
		}
		if !slices.IsSortedFunc(found, func(a, b Number) int { return a.To - b.From }) {
			t.Errorf("%v", found)
		}
		for _, n := range found {
			if n.From < 0 || n.To > len(text) || n.To-n.From < Fewest {
				t.Errorf("%v in %d bytes", n, len(text))
			}
		}
	})
}
