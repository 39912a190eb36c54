package cli

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"os"
	"os/signal"
	"runtime"
	"strings"
	"testing"

	"github.com/lanewall/lanewall/internal/civil"
	"github.com/lanewall/lanewall/internal/diag"
)

// asked is an app whose questions are answered with these lines; what it says stands in the buffer.
func asked(answers string) (*app, *bytes.Buffer) {
	said := &bytes.Buffer{}
	return &app{in: bufio.NewReader(strings.NewReader(answers)), out: io.Discard, err: said, lang: diag.Chinese, terminal: true}, said
}

func TestAsk(t *testing.T) {
	for _, c := range []struct{ typed, preset, want string }{
		{"三栋楼道灯不亮\n", "", "三栋楼道灯不亮"},
		{"\n", "今天", "今天"},
		{" \t 甲 \r\n", "", "甲"},
		{"２０２４－０９－０３\n", "", "2024-09-03"},
		{"灯坏了，急！\n", "", "灯坏了，急！"},
		{"no line end", "", "no line end"},
		{"a\xffb\n", "", "a\ufffdb"},
	} {
		a, said := asked(c.typed)
		got, err := a.ask("事由", c.preset)
		if got != c.want || err != nil {
			t.Errorf("%q: %q, %v", c.typed, got, err)
		}
		if want := map[bool]string{true: "事由：", false: "事由［" + c.preset + "］："}[c.preset == ""]; said.String() != want {
			t.Errorf("it asks %q", said)
		}
	}
}

func TestAskNobody(t *testing.T) {
	a, _ := asked("")
	_, err := a.ask("事由", "今天")
	if left := (leftError{}); !errors.As(err, &left) || !strings.Contains(err.Error(), "什么也没有写入") {
		t.Errorf("%v", err)
	}
}

func TestConfirm(t *testing.T) {
	for typed, want := range map[string]bool{"y\n": true, "是\n": true, "Ｙ\n": true, "\n": false, "n\n": false, "也许\nYES\n": true} {
		a, said := asked(typed)
		if got, err := a.confirm("写入吗？"); got != want || err != nil {
			t.Errorf("%q: %v, %v", typed, got, err)
		}
		if again := strings.Contains(said.String(), "请答 y（是）或 n（否）"); again != strings.Contains(typed, "也许") {
			t.Errorf("%q: it says %q", typed, said)
		}
	}
	a, _ := asked("\n")
	if yes, _ := a.agreed("对吗？", true); !yes {
		t.Error("Enter is not the preset")
	}
}

func TestPick(t *testing.T) {
	words := []string{"照明", "排水", "2", "停车场", "停车位"}
	for _, c := range []struct {
		typed, want, said string
		optional          bool
	}{
		{"1\n", "照明", "", false},
		{"2\n", "2", "", false}, // a word goes before a number
		{"排水\n", "排水", "", false},
		{"排\n", "排水", "→ 排水", false},
		{"停车\n4\n", "停车场", "没有“停车”这一项；可用：停车场、停车位", false},
		{"照名\n照明\n", "照明", "是不是 照明？", false},
		{"9\n0\n-1\n1\n", "照明", "没有“-1”这一项", false},
		{"\n1\n", "照明", "这一项必填", false},
		{"\n", "", "", true},
	} {
		a, said := asked(c.typed)
		got, err := a.pick("类别", words, "", c.optional)
		if got != c.want || err != nil || !strings.Contains(said.String(), c.said) {
			t.Errorf("%q: %q, %v, it says %q", c.typed, got, err, said)
		}
	}
}

// TestNumber: a list of words stays within 80 columns.
func TestNumber(t *testing.T) {
	a, said := asked("")
	var words []string
	for range 40 {
		words = append(words, "示例第几网格")
	}
	a.number(words)
	lines := strings.Split(strings.TrimRight(said.String(), "\n"), "\n")
	if len(lines) < 5 || !strings.HasPrefix(lines[0], "  1 示例第几网格  2 ") {
		t.Errorf("it says\n%s", said)
	}
	for _, line := range lines {
		if columns(line) > 79 {
			t.Errorf("%d columns: %s", columns(line), line)
		}
	}
}

// TestCtrlC: the question ends, it is said that nothing was written, and what is typed then answers the next question.
func TestCtrlC(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("a process cannot send itself Ctrl+C there")
	}
	guard := make(chan os.Signal, 1)
	signal.Notify(guard, os.Interrupt) // so that one that comes too early ends nothing
	defer signal.Stop(guard)
	typed, keys := io.Pipe()
	a := &app{in: bufio.NewReader(typed), err: io.Discard, lang: diag.Chinese}
	done := make(chan error, 1)
	go func() {
		_, err := a.ask("事由", "")
		done <- err
	}()
	self, err := os.FindProcess(os.Getpid())
	if err != nil {
		t.Fatal(err)
	}
	for {
		self.Signal(os.Interrupt)
		select {
		case err := <-done:
			if left := (leftError{}); !errors.As(err, &left) {
				t.Errorf("%v", err)
			}
			go keys.Write([]byte("甲\n"))
			if answer, err := a.ask("事由", ""); answer != "甲" || err != nil {
				t.Errorf("%q, %v", answer, err)
			}
			return
		case <-guard:
		}
	}
}

func TestReadDate(t *testing.T) {
	today := civil.New(2024, 1, 5)
	for text, want := range map[string]string{
		"今天": "2024-01-05", "昨天": "2024-01-04", "Yesterday": "2024-01-04", "前天": "2024-01-03", "后天": "2024-01-07", "2024-09-03": "2024-09-03",
		"1月3日": "2024-01-03", "12月30日": "2023-12-30", "12-30": "2023-12-30", "2024年9月3日": "2024-09-03", "2024.9.3": "2024-09-03",
		"2月30日": "", "不知道": "", "": "",
	} {
		if got, _ := readDate(text, today, today); got.String() != want {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
}

func TestReadDateNearAnother(t *testing.T) {
	now, row := civil.New(2024, 9, 5), civil.New(2022, 8, 30)
	if d, _ := readDate("今天", now, row); d != now {
		t.Errorf("today is %s", d)
	}
	if d, _ := readDate("9月2日", now, row); d != civil.New(2022, 9, 2) {
		t.Errorf("behind a row of 2022: %s", d)
	}
}

func TestFolderOf(t *testing.T) {
	for kind, want := range map[string]string{"case": "cases", "facility": "facilities", "stated": "stated", "dispute": "disputes"} {
		if got := folderOf(kind); got != want {
			t.Errorf("%s: %s", kind, got)
		}
	}
}
