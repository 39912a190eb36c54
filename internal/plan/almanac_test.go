package plan

import "testing"

// A time is read only if it can be read in one way; else the day is a whole one.
func TestClockTimes(t *testing.T) {
	for words, want := range map[string][2]Clock{
		"9:00至11:30": {540, 690}, "9:00—11:00": {540, 660}, " 09:00 - 11:00 ": {540, 660}, "9：00到11：00": {540, 660}, "14:30": {870, 870}, "9:30起": {570, 570}, "0:00": {0, 0},
		"": {AllDay, AllDay}, "17:00前": {AllDay, AllDay}, "上午9:00": {AllDay, AllDay}, "下午2:30至4:30": {AllDay, AllDay}, "9时": {AllDay, AllDay},
		"25:00": {AllDay, AllDay}, "9:75": {AllDay, AllDay}, "11:00至9:00": {AllDay, AllDay}, "9:00至25:00": {AllDay, AllDay}, "9:00至11:00、14:00至16:00": {AllDay, AllDay},
	} {
		if from, to := clockTimes(words); from != want[0] || to != want[1] {
			t.Errorf("%q: %d to %d, want %d to %d", words, from, to, want[0], want[1])
		}
	}
}

func TestEscaped(t *testing.T) {
	for path, want := range map[string]string{"index.html": "index.html", "notices/高温 通知/index.html": "notices/%E9%AB%98%E6%B8%A9%20%E9%80%9A%E7%9F%A5/index.html", "a?b#c": "a%3Fb%23c"} {
		if got := Escaped(path); got != want {
			t.Errorf("%q: %q, want %q", path, got, want)
		}
	}
}
