package cli

import (
	"bytes"
	"net"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/lanewall/lanewall/internal/build"
	"github.com/lanewall/lanewall/internal/diag"
	"github.com/lanewall/lanewall/internal/serve"
)

// portOf is the port that a listener has.
func portOf(t *testing.T, l net.Listener) int {
	t.Helper()
	_, text, err := net.SplitHostPort(l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	port, err := strconv.Atoi(text)
	if err != nil {
		t.Fatal(err)
	}
	return port
}

// A port that is taken leads to the next one, unless it was asked for.
func TestListen(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	port := portOf(t, taken)
	a := &app{lang: diag.Chinese}
	next, err := a.listen(serveOptions{port: port})
	if err != nil {
		t.Fatal(err)
	}
	defer next.Close()
	if got := portOf(t, next); got <= port || got > port+portsTried {
		t.Errorf("port %d after %d", got, port)
	}
	if !strings.HasPrefix(next.Addr().String(), "127.0.0.1:") {
		t.Errorf("listens at %s", next.Addr())
	}
	if _, err := a.listen(serveOptions{port: port, asked: true}); err == nil || !strings.Contains(err.Error(), "不能用 127.0.0.1 的端口 "+strconv.Itoa(port)) {
		t.Errorf("%v", err)
	}
	p := &preview{app: a, addresses: addressesOf(next, "")}
	out := new(bytes.Buffer)
	a.out = out
	p.started("/site", serveOptions{port: port})
	if want := "端口 " + strconv.Itoa(port) + " 被别的程序占用，换成了 " + strconv.Itoa(portOf(t, next)); !strings.Contains(out.String(), want) {
		t.Errorf("no %q in %s", want, out)
	}
}

// Others are let in by an address of the machine only, and it is said what that means.
func TestOthers(t *testing.T) {
	for host, open := range map[string]bool{"": false, "localhost": false, "127.0.0.1": false, "::1": false, "0.0.0.0": true, "192.0.2.1": true, "office-pc": true} {
		names := hostsOf(host)
		if (names != nil) != open || open && names[0] != host {
			t.Errorf("%q: %q", host, names)
		}
		out := new(bytes.Buffer)
		p := &preview{app: &app{lang: diag.English, out: out}, addresses: []string{"http://127.0.0.1:8200/"}}
		p.started("/site", serveOptions{host: host, port: 8200})
		if strings.Contains(out.String(), "Everybody on the same network") != open || strings.Contains(out.String(), "taken") {
			t.Errorf("%q: %s", host, out)
		}
	}
	all, err := net.Listen("tcp", "0.0.0.0:0")
	if err != nil {
		t.Fatal(err)
	}
	defer all.Close()
	port := strconv.Itoa(portOf(t, all))
	if list := addressesOf(all, "0.0.0.0"); list[0] != "http://127.0.0.1:"+port+"/" || strings.Contains(strings.Join(list[1:], " "), "127.0.0.1") {
		t.Errorf("%q", list)
	}
	if list := addressesOf(all, "::1"); !slices.Equal(list, []string{"http://[::1]:" + port + "/"}) {
		t.Errorf("%q", list)
	}
}

// What happens is said in a line, and a problem once as long as it is there.
func TestPreviewWords(t *testing.T) {
	var slip, warning diag.List
	slip.Add("unknown-unit", diag.Pos{Source: &diag.Source{Name: "data/cases/2024-08.toml", Text: []byte("x")}}, "某里", diag.Choice{})
	warning.Add("no-horizon", diag.Pos{})
	for _, lang := range []diag.Lang{diag.Chinese, diag.English} {
		out, errs := new(bytes.Buffer), new(bytes.Buffer)
		p := &preview{app: &app{lang: lang, out: out, err: errs}, addresses: []string{"http://127.0.0.1:8200/"}, session: &session{Session: new(build.Session), took: 42 * time.Millisecond}}
		hear := func(e serve.Event, wantOut, wantErr string) {
			t.Helper()
			out.Reset()
			errs.Reset()
			p.hear(e)
			if !strings.HasSuffix(strings.TrimSpace(out.String()), wantOut) || !strings.Contains(errs.String(), wantErr) || wantErr == "" && errs.Len() > 0 {
				t.Errorf("%+v: %q, %q", e, out, errs)
			}
		}
		say := p.say
		hear(serve.Event{}, say("网站做好了，42 毫秒", "the site is there, 42 ms"), "")
		hear(serve.Event{Changed: []string{"a", "b"}, Problems: slip}, say("a、b：有 1 处错误，网页停在出错以前", "a, b: errors: 1; the pages stay as they were"), "unknown-unit")
		hear(serve.Event{Changed: []string{"a"}, Problems: slip}, say("a：有 1 处错误，网页停在出错以前", "a: errors: 1; the pages stay as they were"), "")
		hear(serve.Event{Changed: []string{"a"}}, say("a：已改好，网页已更新，42 毫秒", "a: mended, the page is new, 42 ms"), "")
		hear(serve.Event{Changed: []string{"a", "b", "c", "d", "e"}}, say("a、b、c 等 5 个文件：网页已更新，42 毫秒", "a, b, c and more, 5 files: the page is new, 42 ms"), "")
		hear(serve.Event{Changed: []string{"a"}, Same: true}, say("a：没有变化", "a: nothing changed by it"), "")
		hear(serve.Event{Kind: serve.Found, Problems: warning, Whole: true}, "", "no-horizon")
		hear(serve.Event{Kind: serve.Found, Problems: slip}, "", "unknown-unit")
		hear(serve.Event{Kind: serve.Found, Problems: append(slip, warning...), Whole: true}, "", "")
		hear(serve.Event{Changed: []string{"a"}}, say("a：网页已更新，42 毫秒", "a: the page is new, 42 ms"), "")
		hear(serve.Event{Kind: serve.Found, Problems: warning, Whole: true}, "", "")
		hear(serve.Event{Changed: []string{"a"}, Problems: slip}, say("网页停在出错以前", "the pages stay as they were"), "unknown-unit")
		hear(serve.Event{Kind: serve.Polling}, say("保存后要等一两秒。", "a save shows after a second or two."), "")
		many := diag.List{}
		for range shownMost + 5 {
			many = append(many, slip...)
		}
		hear(serve.Event{Changed: []string{"b"}}, say("b：已改好，网页已更新，42 毫秒", "b: mended, the page is new, 42 ms"), "")
		hear(serve.Event{Changed: []string{"a"}, Problems: many}, say("有 25 处错误，网页停在出错以前", "errors: 25; the pages stay as they were"), "http://127.0.0.1:8200/.lanewall/problems")
		if n := strings.Count(errs.String(), "[unknown-unit]"); n != shownMost {
			t.Errorf("%d printed", n)
		}
	}
}

// The address goes to the browser as one word, whatever is in it.
func TestOpener(t *testing.T) {
	const address = "http://127.0.0.1:8200/?a=1&b=$(c)"
	for system, program := range map[string]string{"windows": "rundll32", "darwin": "open", "linux": "sh"} {
		args := opener(system, address).Args
		if args[0] != program || args[len(args)-1] != address {
			t.Errorf("%s: %q", system, args)
		}
		if system == "linux" && (strings.Contains(args[2], "8200") || !strings.Contains(args[2], `xdg-open "$1"`)) {
			t.Errorf("%q", args)
		}
	}
}
