package cli

import (
	"bytes"
	"fmt"
	"math"
	"math/rand/v2"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/lanewall/lanewall/internal/diag"
)

// fake is a clock that goes when it is told to.
type fake struct {
	at      time.Time
	tick    func()
	stopped int
}

func (f *fake) clock() clock {
	return clock{
		now:   func() time.Time { return f.at },
		every: func(_ time.Duration, tick func()) func() { f.tick = tick; return func() { f.stopped++ } },
	}
}

// wait lets time pass, and the line be drawn.
func (f *fake) wait(d time.Duration) { f.at = f.at.Add(d); f.tick() }

func watch(lang diag.Lang, columns int) (*Progress, *fake, *bytes.Buffer) {
	f, out := &fake{at: time.Unix(1_000_000, 0)}, &bytes.Buffer{}
	a := &app{lang: lang}
	words := [2][]string{{"正在生成", "页"}, {"building", "pages"}}[lang]
	return newProgress(out, a.say, func() int { return columns }, f.clock(), words[0], words[1]), f, out
}

// screen is what is to be seen after all that was written: a carriage return goes back to the start of the line.
func screen(out string) string {
	var line []rune
	at := 0
	for _, r := range out {
		if r == '\r' {
			at = 0
			continue
		}
		for range columnsOf(r) {
			for at >= len(line) {
				line = append(line, ' ')
			}
			line[at] = 0 // the second half of a wide letter
			at++
		}
		line[at-columnsOf(r)] = r
	}
	return strings.TrimRight(strings.ReplaceAll(string(line), "\x00", ""), " ")
}

func TestProgress(t *testing.T) {
	for lang, want := range map[diag.Lang]string{
		diag.Chinese: "正在生成 1,180／2,618 页，每秒 118 页，还要约 13 秒",
		diag.English: "building 1,180 of 2,618 pages, 118 pages a second, about 13 s left",
	} {
		p, f, out := watch(lang, 80)
		for i := range 50 {
			p.Set((i+1)*1180/50, 2618)
			f.wait(redrawn)
			if f.at.Sub(time.Unix(1_000_000, 0)) < patient && out.Len() > 0 {
				t.Fatalf("drawn after %v", f.at.Sub(time.Unix(1_000_000, 0)))
			}
		}
		if got := screen(out.String()); got != want {
			t.Errorf("%q, want %q", got, want)
		}
		p.Done()
		p.Done()
		if got := screen(out.String()); got != "" || f.stopped != 1 {
			t.Errorf("%q is left, stopped %d times", got, f.stopped)
		}
		length := out.Len()
		f.wait(time.Second)
		if out.Len() != length {
			t.Error("drawn after the end")
		}
		if strings.ContainsAny(out.String(), "\x1b\n") {
			t.Error("control codes that not every console knows")
		}
	}
}

// A line that gets shorter leaves nothing behind, and none is wider than the terminal.
func TestProgressRedraws(t *testing.T) {
	p, f, out := watch(diag.Chinese, 30)
	p.Set(900_000, 1_000_000)
	f.wait(2 * time.Second)
	if got := screen(out.String()); got != "正在生成 900,000／1,000,000" {
		t.Errorf("%q", got)
	}
	p.Stage("正在写入", "个文件")
	f.wait(redrawn)
	if got := screen(out.String()); got != "正在写入……" {
		t.Errorf("%q", got)
	}
	p.Set(7, 0)
	f.wait(time.Second)
	if got := screen(out.String()); got != "正在写入 7 个文件，每秒 6 个" {
		t.Errorf("%q", got)
	}
}

// Short work shows nothing, and erases nothing. Without a terminal there is no Progress, which everything is called on.
func TestProgressOfShortWork(t *testing.T) {
	p, f, out := watch(diag.Chinese, 80)
	p.Set(1, 2)
	f.wait(patient - time.Millisecond)
	p.Done()
	if out.Len() > 0 {
		t.Errorf("%q", out.String())
	}
	none := (&app{err: &bytes.Buffer{}}).progress("x", "y")
	none.Set(1, 2)
	none.Stage("z", "")
	none.Done()
	if none != nil {
		t.Error("a Progress where nobody looks on")
	}
}

var left = regexp.MustCompile(`还要约 (\d+) (秒|分钟)`)

// The time that is left does not jump: with work that comes in uneven pieces it stays within a fifth of the truth, and
// when work becomes slower it follows within some half-lives.
func TestEstimateIsSteady(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	p, f, out := watch(diag.Chinese, 80)
	const total, rate = 20_000, 200.0
	done := 0.0
	for done < total-2000 {
		done += rate * redrawn.Seconds() * (0.4 + 1.2*r.Float64())
		p.Set(int(done), total)
		f.wait(redrawn)
		if f.at.Sub(time.Unix(1_000_000, 0)) < 3*time.Second {
			continue
		}
		got, truth := secondsLeft(t, screen(out.String())), (total-done)/rate
		if math.Abs(got-truth) > max(0.3*truth, 5) {
			t.Fatalf("%.0f s are left, it says %.0f", truth, got)
		}
		out.Reset()
	}

	p, f, out = watch(diag.Chinese, 80)
	n := 0
	for i := range 200 {
		n += 40
		if i >= 100 {
			n -= 36 // a tenth as fast
		}
		p.Set(n, 10_000)
		f.wait(redrawn)
	}
	truth := float64(10_000-n) / 20
	if got := secondsLeft(t, screen(out.String())); math.Abs(got-truth) > 0.5*truth {
		t.Errorf("%.0f s are left, it says %.0f", truth, got)
	}
}

func secondsLeft(t *testing.T, line string) float64 {
	t.Helper()
	m := left.FindStringSubmatch(line)
	if m == nil {
		t.Fatalf("no time in %q", line)
	}
	n, _ := strconv.ParseFloat(m[1], 64)
	if m[2] == "分钟" {
		n *= 60
	}
	return n
}

func TestSpan(t *testing.T) {
	p := &Progress{say: (&app{lang: diag.Chinese}).say}
	for _, test := range []struct {
		seconds float64
		want    string
	}{{0.1, "1 秒"}, {9.2, "10 秒"}, {11, "11 秒"}, {20.5, "25 秒"}, {55, "55 秒"}, {56, "60 秒"}, {92, "100 秒"}, {121, "2 分钟"}, {3599, "60 分钟"}, {3600, "1 小时 0 分钟"}, {9000, "2 小时 30 分钟"}} {
		if got := p.span(time.Duration(test.seconds * float64(time.Second))); got != test.want {
			t.Errorf("%v s: %s, want %s", test.seconds, got, test.want)
		}
	}
	for n, want := range map[int64]string{0: "0", 999: "999", 1000: "1,000", 1234567: "1,234,567"} {
		if got := grouped(n); got != want {
			t.Errorf("%s: %s", fmt.Sprint(n), got)
		}
	}
}
