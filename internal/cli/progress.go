package cli

import (
	"fmt"
	"io"
	"math"
	"os"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/term"
)

// Progress shows how far long work has come, on one line of the terminal that is drawn again in place and erased in
// the end:
//
//	正在生成 1,240／2,618 页，每秒 118 页，还要约 12 秒
//
// Nothing is shown of work that ends within a second. Set may be called from any goroutine, as often as one likes: it
// stores two numbers, and the line is drawn by the clock. A nil Progress shows nothing.
//
//	p := a.progress(a.say("正在打包", "packing"), a.say("个文件", "files"))
//	defer p.Done()
//	p.Set(done, total)
type Progress struct {
	done, total atomic.Int64

	mu    sync.Mutex
	out   io.Writer
	say   func(chinese, english string) string
	width func() int // of the terminal, in columns
	doing string
	unit  string
	clock clock
	stop  func()
	start time.Time
	pace  pace
	drawn int // columns of the line that is to be seen
	ended bool
}

// clock is where a Progress has its time from.
type clock struct {
	now   func() time.Time
	every func(time.Duration, func()) (stop func())
}

const (
	redrawn = 200 * time.Millisecond // often enough to look alive, seldom enough to be read
	patient = time.Second            // shorter work needs no words
)

// progress begins to show work: what is being done, and what is counted. It is nil, and shows nothing, where nobody
// looks on.
func (a *app) progress(doing, unit string) *Progress {
	file, ok := a.err.(*os.File)
	if a.json || !ok || !isTerminal(file) {
		return nil
	}
	columns := func() int {
		if n, _, err := term.GetSize(int(file.Fd())); err == nil && n > 0 { // some terminals do not know
			return n
		}
		return 80
	}
	return newProgress(a.err, a.say, columns, clock{time.Now, every}, doing, unit)
}

// every calls a function again and again until it is stopped.
func every(d time.Duration, f func()) (stop func()) {
	ticker, end := time.NewTicker(d), make(chan struct{})
	go func() {
		for {
			select {
			case <-ticker.C:
				f()
			case <-end:
				return
			}
		}
	}()
	return func() { ticker.Stop(); close(end) }
}

func newProgress(out io.Writer, say func(chinese, english string) string, width func() int, c clock, doing, unit string) *Progress {
	p := &Progress{out: out, say: say, width: width, clock: c, doing: doing, unit: unit, start: c.now()}
	p.pace.begin(p.start)
	p.stop = c.every(redrawn, p.tick)
	return p
}

// Set says how much is done, of how much. A total of 0 is one that is not known.
func (p *Progress) Set(done, total int) {
	if p == nil {
		return
	}
	p.total.Store(int64(total))
	p.done.Store(int64(done))
}

// Stage goes on to other work, which is counted from 0.
func (p *Progress) Stage(doing, unit string) {
	if p == nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.doing, p.unit = doing, unit
	p.done.Store(0)
	p.total.Store(0)
	p.pace = pace{}
	p.pace.begin(p.clock.now())
}

// Done erases the line. It may be called twice.
func (p *Progress) Done() {
	if p == nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.ended {
		return
	}
	p.ended = true
	p.stop()
	if p.drawn > 0 {
		fmt.Fprintf(p.out, "\r%s\r", strings.Repeat(" ", p.drawn))
	}
}

// tick measures, and draws if it is time to. It overwrites with spaces and uses no control codes but the carriage
// return, which every console of Windows knows.
func (p *Progress) tick() {
	p.mu.Lock()
	defer p.mu.Unlock()
	now := p.clock.now()
	done, total := p.done.Load(), p.total.Load()
	p.pace.add(now, done)
	if p.ended || now.Sub(p.start) < patient {
		return
	}
	line := clip(p.line(done, total), p.width()-1) // a full line would wrap
	columns := columns(line)
	fmt.Fprintf(p.out, "\r%s%s", line, strings.Repeat(" ", max(0, p.drawn-columns)))
	p.drawn = columns
}

// line is what is known: how much, of how much, how fast, and how long it will take.
func (p *Progress) line(done, total int64) string {
	if total <= 0 && done <= 0 {
		return p.doing + p.say("……", " …")
	}
	var b strings.Builder
	if total > 0 {
		fmt.Fprintf(&b, p.say("%s %s／%s %s", "%s %s of %s %s"), p.doing, grouped(done), grouped(total), p.unit)
	} else {
		fmt.Fprintf(&b, "%s %s %s", p.doing, grouped(done), p.unit)
	}
	rate, ok := p.pace.rate()
	if !ok {
		return b.String()
	}
	if rate >= 1 {
		fmt.Fprintf(&b, p.say("，每秒 %s %s", ", %s %s a second"), grouped(int64(math.Round(rate))), p.unit)
	}
	if total > done {
		left := time.Duration(float64(total-done) / rate * float64(time.Second))
		fmt.Fprintf(&b, p.say("，还要约 %s", ", about %s left"), p.span(left))
	}
	return b.String()
}

// span is a time to wait in words, as exactly as one can know it: to the second up to twenty, to five up
// to a minute, to ten up to two.
func (p *Progress) span(d time.Duration) string {
	seconds := int64(math.Ceil(d.Seconds()))
	switch {
	case seconds <= 20:
		return fmt.Sprintf(p.say("%d 秒", "%d s"), max(1, seconds))
	case seconds <= 60:
		return fmt.Sprintf(p.say("%d 秒", "%d s"), (seconds+4)/5*5)
	case seconds <= 120:
		return fmt.Sprintf(p.say("%d 秒", "%d s"), (seconds+9)/10*10)
	case seconds < 3600:
		return fmt.Sprintf(p.say("%d 分钟", "%d min"), (seconds+30)/60)
	}
	return fmt.Sprintf(p.say("%d 小时 %d 分钟", "%d h %d min"), seconds/3600, seconds%3600/60)
}

// pace measures how fast work goes: the work done over the time taken, both fading with a half-life, so that what
// was fast a minute ago does not promise what is slow now, while a slow file among quick ones moves it little. In the
// beginning it is the plain mean.
type pace struct {
	last time.Time
	done int64
	work float64 // faded
	time float64 // faded, in seconds
}

// halfLife is the seconds after which work counts half.
const halfLife = 5.0

func (r *pace) begin(now time.Time) { r.last = now }

func (r *pace) add(now time.Time, done int64) {
	seconds := now.Sub(r.last).Seconds()
	if seconds <= 0 {
		return
	}
	fade := math.Exp2(-seconds / halfLife)
	r.work = r.work*fade + float64(max(0, done-r.done))
	r.time = r.time*fade + seconds
	r.last, r.done = now, done
}

// rate is units a second; false while too little is known.
func (r *pace) rate() (float64, bool) {
	if r.work <= 0 || r.time < 0.5 {
		return 0, false
	}
	return r.work / r.time, true
}

// grouped writes a count with commas: 1,240.
func grouped(n int64) string {
	digits := strconv.FormatInt(n, 10)
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	return digits
}
