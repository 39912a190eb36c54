package receipt

import (
	"strings"
	"testing"
)

func TestValid(t *testing.T) {
	for _, c := range []struct {
		number string
		want   bool
	}{
		{Complete("K7QM3XH"), true}, // 17+10+63+72+5+168+105 = 440 = 14·31+6; 8·7 = 56 brings it to 16·31: 9
		{"K7QM3XH9", true}, {"K7QM3XH6", false}, {"7KQM3XH9", false},
		{"K7QM3XH", false}, {"K7QM3XH99", false}, {"", false}, {"k7qm3xh9", false}, {"K7QM3XH0", false}, {"K7QM3XHé", false},
	} {
		if Valid(c.number) != c.want {
			t.Errorf("Valid(%q) = %t", c.number, !c.want)
		}
	}
	if Complete("K7QM3X") != "" || Complete("K7QM3X0") != "" {
		t.Error("what is no number was completed")
	}
}

// Any one character read wrongly, and any two neighbours or others that changed places, make no number.
func TestOneMistake(t *testing.T) {
	for _, seven := range []string{"2222222", "K7QM3XH", "ZZZZZZZ", "ABCDEFG"} {
		number := Complete(seven)
		for i := range Length {
			for _, c := range Alphabet {
				if wrong := number[:i] + string(c) + number[i+1:]; wrong != number && Valid(wrong) {
					t.Errorf("%s passes for %s", wrong, number)
				}
			}
			for j := range i {
				b := []byte(number)
				if b[i], b[j] = b[j], b[i]; string(b) != number && Valid(string(b)) {
					t.Errorf("%s passes for %s", b, number)
				}
			}
		}
	}
}

func TestPlain(t *testing.T) {
	for _, written := range []string{"k7qm3xh9", "K7QM 3XH9", "K7QM-3XH9", "Ｋ７ＱＭ－３ＸＨ９", "\u3000K7QM3XH9 "} {
		if got := Plain(written); got != "K7QM3XH9" {
			t.Errorf("Plain(%q) = %q", written, got)
		}
	}
	if len(Alphabet) != 31 || strings.ContainsAny(Alphabet, "01OIL") {
		t.Error(Alphabet)
	}
}
