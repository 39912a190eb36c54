package cli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net"
	"net/http"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/lanewall/lanewall/internal/build"
	"github.com/lanewall/lanewall/internal/diag"
	"github.com/lanewall/lanewall/internal/serve"
)

// defaultPort is where the preview begins to look for a free port; the next portsTried are tried, too.
const (
	defaultPort = 8200
	portsTried  = 20
)

// watched is what a site is made of; the output and everything else in its folder is not.
var watched = []string{"site.toml", "data", "content", "themes"}

// serveOptions say where the preview is.
type serveOptions struct {
	host   string // "" for this machine only
	port   int
	asked  bool // for this port and no other
	noOpen bool
}

func (a *app) serve() *cobra.Command {
	var o serveOptions
	cmd := &cobra.Command{
		Use:     "serve",
		Aliases: []string{"预览"},
		Short:   a.say("在浏览器里预览，边改边看", "show the site in the browser while you edit it"),
		Long: a.say(`在浏览器里预览网站。保存台账、网页或 site.toml，浏览器里的网页马上跟着变，看到哪里还在哪里。
有错误时，浏览器里说明在哪个文件、哪一行、怎么改；改好保存，网页自己回来。在那以前，出错以前的网页还能看。
预览不改动 public，也不需要先生成。按 Ctrl+C 停止。

平时只有这台电脑能打开。--host 0.0.0.0 让同一网络里的人也能打开：他们看得到还没有定稿的内容，看不到错误和台账原文。

--json 每行一个 JSON：event 为 started（address、addresses、folder、watched）、updated（changed、milliseconds、same、errors、warnings、notes）、
problems（problems）、polling 或 stopped。

退出状态：0 停止，1 这个文件夹里没有网站，2 用法不对或机器出错。`,
			`Shows the site in the browser. Save a ledger, a page or site.toml, and the open page changes at once and stays where it is.
While there are errors the browser says in which file and line, and what to type; when they are mended the page comes
back by itself. Until then the pages as they were can be read. Nothing is written to public, and no build is needed.
Ctrl+C ends it.

Only this machine can open it. With --host 0.0.0.0 others on the same network can, too: they see what is not final yet,
but neither errors nor lines of ledgers.

With --json each line is one JSON object: its event is started (address, addresses, folder, watched), updated (changed,
milliseconds, same, errors, warnings, notes), problems (problems), polling or stopped.

Exit status: 0 stopped, 1 no site in the folder, 2 misuse or machine failure.`),
		Example: a.say("  lanewall 预览\n  lanewall 预览 --source 我的网站 --port 9000\n  lanewall 预览 --host 0.0.0.0 --no-open", "  lanewall serve\n  lanewall serve --source my-site --port 9000\n  lanewall serve --host 0.0.0.0 --no-open"),
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			o.asked = cmd.Flags().Changed("port")
			ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
			defer stop()
			return a.runServe(ctx, o)
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&o.host, "host", "", a.say("让别的电脑也能打开：这台电脑的`地址`，0.0.0.0 是全部", "let other machines in: an `ADDRESS` of this machine, 0.0.0.0 for all"))
	flags.IntVar(&o.port, "port", defaultPort, a.say("`端口`；不写的，被占用时换下一个", "the `PORT`; if it is not given, the next one when it is taken"))
	flags.BoolVar(&o.noOpen, "no-open", false, a.say("不打开浏览器", "do not open the browser"))
	a.asOfFlag(cmd)
	return cmd
}

// runServe shows the site until the context ends.
func (a *app) runServe(ctx context.Context, o serveOptions) error {
	options, err := a.options()
	if err == nil {
		err = a.siteFolder()
	}
	if err != nil {
		return err
	}
	folder, err := filepath.Abs(a.source)
	if err != nil {
		return err
	}
	listener, err := a.listen(o)
	if err != nil {
		return err
	}
	p := &preview{app: a, session: &session{Session: build.NewSession(os.DirFS(folder), options)}, addresses: addressesOf(listener, o.host)}
	p.open = a.terminal && !a.json && !o.noOpen
	p.started(folder, o)
	server := serve.New(serve.Options{
		Folder: folder, Watched: watched, Builder: p.session, Lang: a.lang, Instance: strconv.FormatInt(time.Now().UnixNano(), 36),
		Hosts: hostsOf(o.host), Tell: p.hear,
	})
	err = answer(ctx, listener, server)
	if err == nil {
		p.stopped()
		a.json = false // its lines are out, there is no document in the end
	}
	return err
}

// siteFolder is the site's folder, which has to have a site in it.
func (a *app) siteFolder() error {
	if err := a.folder(); err != nil {
		return err
	}
	if _, err := os.Stat(filepath.Join(a.source, watched[0])); errors.Is(err, os.ErrNotExist) {
		var problems diag.List
		problems.Add("no-site", diag.Pos{})
		a.report(problems)
		return errSite
	}
	return nil
}

// answer runs the server and answers requests with it until the context ends.
func answer(ctx context.Context, listener net.Listener, server *serve.Server) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	site := &http.Server{Handler: server, ReadHeaderTimeout: 10 * time.Second, BaseContext: func(net.Listener) context.Context { return ctx }}
	defer context.AfterFunc(ctx, func() { site.Close() })()
	running := make(chan struct{})
	go func() {
		defer close(running)
		server.Run(ctx)
	}()
	err := site.Serve(listener)
	cancel()
	select {
	case <-running:
	case <-time.After(2 * time.Second): // a large site is just being read; nobody waits for it any more
	}
	if errors.Is(err, http.ErrServerClosed) {
		return nil
	}
	return err
}

// listen takes the port that was asked for, or the next free one.
func (a *app) listen(o serveOptions) (net.Listener, error) {
	host, last := o.host, o.port+portsTried
	if host == "" {
		host = "127.0.0.1"
	}
	if o.asked {
		last = o.port
	}
	var first error
	for port := o.port; port <= last; port++ {
		listener, err := net.Listen("tcp", net.JoinHostPort(host, strconv.Itoa(port)))
		if err == nil {
			return listener, nil
		}
		if first == nil {
			first = err
		}
	}
	if o.asked {
		return nil, fmt.Errorf(a.say("不能用 %s 的端口 %d：%w；换一个端口，或不写 --port", "cannot use port %[2]d of %[1]s: %[3]w; take another, or leave --port out"), host, o.port, first)
	}
	return nil, fmt.Errorf(a.say("不能用 %s 的端口 %d 到 %d：%w；--port 换一个，--host 写这台电脑的地址", "cannot use ports %[2]d to %[3]d of %[1]s: %[4]w; take another by --port, and for --host an address of this machine"), host, o.port, last, first)
}

// addressesOf lists where the preview can be opened, on this machine first.
func addressesOf(listener net.Listener, host string) []string {
	_, port, _ := net.SplitHostPort(listener.Addr().String())
	address := func(host string) string { return "http://" + net.JoinHostPort(host, port) + "/" }
	ip := net.ParseIP(host)
	switch {
	case host == "":
		return []string{address("127.0.0.1")}
	case ip == nil || !ip.IsUnspecified():
		return []string{address(host)}
	}
	list := []string{address("127.0.0.1")}
	own, _ := net.InterfaceAddrs()
	for _, a := range own {
		if n, ok := a.(*net.IPNet); ok && n.IP.To4() != nil && !n.IP.IsLoopback() && !n.IP.IsLinkLocalUnicast() {
			list = append(list, address(n.IP.String()))
		}
	}
	return list
}

// hostsOf is by which names others may ask for the preview; none if only this machine may.
func hostsOf(host string) []string {
	if ip := net.ParseIP(host); host == "" || host == "localhost" || ip != nil && ip.IsLoopback() {
		return nil
	}
	names := []string{host}
	if name, err := os.Hostname(); err == nil {
		names = append(names, name, name+".local")
	}
	return names
}

// session measures how long the site takes.
type session struct {
	*build.Session
	took time.Duration
}

// Update is that of the session, as the server wants it.
func (s *session) Update() (serve.Draft, diag.List) {
	start := time.Now()
	draft, problems := s.Session.Update()
	s.took = time.Since(start)
	if draft == nil {
		return nil, problems
	}
	return draft, problems
}

// preview says what happens, in the terminal or as lines of JSON.
type preview struct {
	*app
	session   *session
	addresses []string
	open      bool // the browser, when there is something to see
	begun     bool
	broken    bool
	met       map[string]bool // problems of the latest update, which have been shown
	found     map[string]bool // problems found behind it or an earlier one, which have been shown
}

// line is one line of --json.
type line struct {
	Event        string    `json:"event"`
	Address      string    `json:"address,omitempty"`
	Addresses    []string  `json:"addresses,omitempty"`
	Folder       string    `json:"folder,omitempty"`
	Watched      []string  `json:"watched,omitempty"`
	Changed      []string  `json:"changed,omitempty"`
	Milliseconds *float64  `json:"milliseconds,omitempty"`
	Same         bool      `json:"same,omitempty"`
	Errors       *int      `json:"errors,omitempty"`
	Warnings     *int      `json:"warnings,omitempty"`
	Notes        *int      `json:"notes,omitempty"`
	Problems     []problem `json:"problems,omitempty"`
}

// print prints a line of JSON, or the words.
func (p *preview) print(l line, words string) {
	if !p.json {
		fmt.Fprintln(p.out, words)
		return
	}
	e := json.NewEncoder(p.out)
	e.SetEscapeHTML(false)
	e.Encode(l)
}

func (p *preview) started(folder string, o serveOptions) {
	words := p.say("预览：", "preview: ") + strings.Join(p.addresses, "  ")
	if _, port, _ := net.SplitHostPort(strings.Trim(strings.TrimPrefix(p.addresses[0], "http://"), "/")); !o.asked && port != strconv.Itoa(o.port) {
		words += fmt.Sprintf(p.say("\n端口 %d 被别的程序占用，换成了 %s。", "\nPort %d is taken by another program; this is %s."), o.port, port)
	}
	if hostsOf(o.host) != nil {
		words += p.say("\n同一网络里的人现在都能打开这个预览，还没有定稿的内容也看得到；错误和台账原文只有这台电脑上看得到。\n别人打不开，在这台电脑的防火墙里允许 lanewall。",
			"\nEverybody on the same network can open this preview now and sees what is not final yet; errors and lines of ledgers are seen on this machine only.\nIf others cannot open it, allow lanewall in this machine's firewall.")
	}
	words += fmt.Sprintf(p.say("\n看着 %s 里的 %s，保存后网页自己更新。按 Ctrl+C 停止。", "\nWatching %[2]s in %[1]s; the page follows what you save. Ctrl+C ends it."),
		folder, strings.Join(watched, p.say("、", ", ")))
	p.print(line{Event: "started", Address: p.addresses[0], Addresses: p.addresses, Folder: folder, Watched: watched}, words)
}

func (p *preview) stopped() {
	p.print(line{Event: "stopped"}, p.say("\n预览已停止。", "\nThe preview has ended."))
}

// hear says what the server did.
func (p *preview) hear(e serve.Event) {
	switch e.Kind {
	case serve.Updated:
		p.updated(e)
		before := p.met
		p.met = keysOf(e.Problems)
		p.problems(e.Problems, before, p.found)
		if p.open {
			p.open = false
			go p.browse(p.addresses[0])
		}
	case serve.Found:
		before := p.found
		p.found = keysOf(e.Problems)
		if !e.Whole {
			maps.Copy(p.found, before)
		}
		p.problems(e.Problems, before, p.met)
	case serve.Polling:
		p.print(line{Event: "polling"}, p.say("这个文件夹不报告改动（网络共享常常这样），改为每秒看一次；保存后要等一两秒。",
			"This folder does not tell of changes, as network shares often do not. It is looked at every second instead; a save shows after a second or two."))
	}
}

func (p *preview) updated(e serve.Event) {
	errors, warnings, notes := e.Problems.Count(diag.Error), e.Problems.Count(diag.Warning), e.Problems.Count(diag.Hint)
	took := float64(p.session.took.Microseconds()) / 1000
	words := fmt.Sprintf(p.say("网页已更新，%.0f 毫秒", "the page is new, %.0f ms"), took)
	switch {
	case errors > 0:
		words = fmt.Sprintf(p.say("有 %d 处错误，网页停在出错以前", "errors: %d; the pages stay as they were"), errors)
	case !p.begun:
		words = fmt.Sprintf(p.say("网站做好了，%.0f 毫秒", "the site is there, %.0f ms"), took)
	case e.Same:
		words = p.say("没有变化", "nothing changed by it")
	case p.broken:
		words = fmt.Sprintf(p.say("已改好，网页已更新，%.0f 毫秒", "mended, the page is new, %.0f ms"), took)
	}
	if len(e.Changed) > 0 {
		words = p.files(e.Changed) + p.say("：", ": ") + words
	}
	p.begun, p.broken = true, errors > 0
	l := line{Event: "updated", Changed: e.Changed, Milliseconds: &took, Same: e.Same, Errors: &errors, Warnings: &warnings, Notes: &notes}
	p.print(l, time.Now().Format("15:04:05")+"  "+words)
}

// files names what was saved: up to three files.
func (p *preview) files(changed []string) string {
	const most = 3
	list := strings.Join(changed[:min(len(changed), most)], p.say("、", ", "))
	if len(changed) > most {
		list = fmt.Sprintf(p.say("%s 等 %d 个文件", "%s and more, %d files"), list, len(changed))
	}
	return list
}

// shownMost bounds how many problems are printed at once; the page of problems and check have the others.
const shownMost = 20

// keyOf tells problems apart, wherever in its file a problem stands: saving moves it.
func keyOf(d diag.Diagnostic) string {
	file := ""
	if d.Pos.Source != nil {
		file = d.Pos.Source.Name
	}
	return strings.Join([]string{d.Code, file, d.Message(diag.English)}, "\n")
}

func keysOf(problems diag.List) map[string]bool {
	keys := map[string]bool{}
	for _, d := range problems {
		keys[keyOf(d)] = true
	}
	return keys
}

// problems prints those that have not been shown already.
func (p *preview) problems(all diag.List, shown ...map[string]bool) {
	var fresh diag.List
	for _, d := range all.Sorted() {
		if key := keyOf(d); !slices.ContainsFunc(shown, func(keys map[string]bool) bool { return keys[key] }) {
			fresh = append(fresh, d)
		}
	}
	if len(fresh) == 0 {
		return
	}
	if p.json {
		l := line{Event: "problems"}
		for _, d := range fresh {
			l.Problems = append(l.Problems, p.problem(d))
		}
		p.print(l, "")
		return
	}
	slices.SortStableFunc(fresh, func(a, b diag.Diagnostic) int { return int(a.Severity() - b.Severity()) })
	for _, d := range fresh[:min(len(fresh), shownMost)] {
		fmt.Fprintln(p.err, d.Format(p.lang))
	}
	if n := len(fresh) - shownMost; n > 0 {
		fmt.Fprintf(p.err, p.say("另有 %d 处，见 %s.lanewall/problems，或运行 lanewall check\n", "%d more: see %s.lanewall/problems, or run lanewall check\n"), n, p.addresses[0])
	}
}

// browse opens the browser.
func (p *preview) browse(address string) {
	if opener(runtime.GOOS, address).Run() != nil {
		fmt.Fprintf(p.err, p.say("没能打开浏览器；请在浏览器里打开 %s\n", "the browser did not open; open %s yourself\n"), address)
	}
}

// opener is the command that opens an address in the browser. Without a screen there is none to open, and in a terminal
// a browser of its own would take the place of what is said here. It is not to end when Ctrl+C ends the preview.
func opener(system, address string) *exec.Cmd {
	switch system {
	case "windows":
		return exec.Command("rundll32", "url.dll,FileProtocolHandler", address)
	case "darwin":
		return exec.Command("open", address)
	}
	const script = `[ -n "$DISPLAY$WAYLAND_DISPLAY" ] || exit 1
command -v setsid >/dev/null && exec setsid xdg-open "$1"
exec xdg-open "$1"`
	return exec.Command("sh", "-c", script, "sh", address)
}
