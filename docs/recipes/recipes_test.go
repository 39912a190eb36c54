// Package recipes holds the settings of web servers that the documentation gives, and the tests that run real servers
// with these very files.
package recipes

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"github.com/lanewall/lanewall/internal/build"
	"github.com/lanewall/lanewall/internal/diag"
	"github.com/lanewall/lanewall/internal/site"
)

// small is the small site of the command line's tests, with a day that comes again and a photograph, so that there is a
// file of every kind.
func small(t *testing.T) *build.Result {
	t.Helper()
	folder := fstest.MapFS{}
	add := func(name, from string) {
		text, err := os.ReadFile(from)
		if err != nil {
			t.Fatal(err)
		}
		folder[name] = &fstest.MapFile{Data: text}
	}
	const dir = "../../cmd/lanewall/testdata/site/"
	for name := range filesOf(t, dir) {
		add(name, dir+name)
	}
	add("data/talks/lamp.jpg", "../../data/cases/photos/c-2024-0652-before.jpg")
	for name, text := range map[string]string{
		"site.toml":               "\n[[event]]\nid = \"day\"\ntitle = \"服务日\"\nwhen = \"每月第一个工作周一\"\n",
		"data/talks/2024-08.toml": "photos = [{ file = \"lamp.jpg\", caption = \"灯\" }]\n", // of the last row
	} {
		folder[name].Data = append(folder[name].Data, text...)
	}
	result, problems := build.Build(folder, site.Options{})
	if problems.Count(diag.Error) > 0 {
		t.Fatalf("%v", problems)
	}
	return result
}

// published is the small site in a folder, as an office has it on its server: with files that are not the site's.
func published(t *testing.T) string {
	t.Helper()
	result := small(t)
	dir := t.TempDir()
	if err := os.Chmod(dir, 0o755); err != nil { // servers may run as somebody else
		t.Fatal(err)
	}
	write(t, filepath.Join(dir, "CNAME"), "board.example\n")
	write(t, filepath.Join(dir, ".secret"), "not to be seen\n")
	if _, faults, err := result.Publish(dir); err != nil || len(faults) > 0 {
		t.Fatal(err, faults)
	}
	return dir
}

func write(t *testing.T, name, text string) {
	t.Helper()
	if err := errors.Join(os.MkdirAll(filepath.Dir(name), 0o755), os.WriteFile(name, []byte(text), 0o644)); err != nil {
		t.Fatal(err)
	}
}

// filesOf is the files under a folder, by path with slashes, without those that begin with a dot.
func filesOf(t *testing.T, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := fs.WalkDir(os.DirFS(dir), ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || strings.HasPrefix(path.Base(name), ".") {
			return err
		}
		text, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(name)))
		files[name] = string(text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// program finds a server; without it the test is skipped, and fails in CI, where it is installed.
func program(t *testing.T, name string) string {
	t.Helper()
	at, err := exec.LookPath(name)
	for _, folder := range []string{"/usr/sbin", "/usr/local/sbin"} { // not in everybody's path
		if err != nil {
			at, err = exec.LookPath(filepath.Join(folder, name))
		}
	}
	if err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal(err)
		}
		t.Skip(err)
	}
	return at
}

// freePort is a port of this machine that nobody listens on.
func freePort(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	_, port, err := net.SplitHostPort(l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	return port
}

// start runs a server until the test ends and waits until it answers.
func start(t *testing.T, address string, env []string, command ...string) {
	t.Helper()
	cmd := exec.Command(command[0], command[1:]...)
	var said syncBuffer
	cmd.Stdout, cmd.Stderr = &said, &said
	cmd.Env = append(os.Environ(), env...)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	t.Cleanup(func() {
		cmd.Process.Signal(os.Interrupt) // nginx takes its workers along
		select {
		case <-ended:
		case <-time.After(5 * time.Second):
			cmd.Process.Kill()
		}
	})
	for range 200 {
		if conn, err := net.Dial("tcp", address); err == nil {
			conn.Close()
			return
		}
		select {
		case err := <-ended:
			t.Fatalf("%v ended: %v\n%s", command, err, said.String())
		case <-time.After(25 * time.Millisecond):
		}
	}
	t.Fatalf("%v does not answer\n%s", command, said.String())
}

type syncBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (s *syncBuffer) Write(data []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.Write(data)
}

func (s *syncBuffer) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.String()
}

// answer is what a server gave.
type answer struct {
	status int
	header http.Header
	body   string // as it came, compressed or not
}

// get asks for an address; redirects are not followed.
func get(t *testing.T, address string, header ...string) answer {
	t.Helper()
	request, err := http.NewRequest("GET", address, nil)
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Accept-Encoding", "identity")
	for i := 0; i < len(header); i += 2 {
		request.Header.Set(header[i], header[i+1])
	}
	client := http.Client{
		Transport:     &http.Transport{DisableKeepAlives: true, DisableCompression: true},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		Timeout:       20 * time.Second,
	}
	response, err := client.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer{response.StatusCode, response.Header, string(body)}
}

// config writes a server's settings with some of their words replaced, each of which has to be there.
func config(t *testing.T, name string, words map[string]string) string {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	out := string(text)
	for from, to := range words {
		if strings.Count(out, from) != 1 {
			t.Fatalf("%s has %q %d times", name, from, strings.Count(out, from))
		}
		out = strings.Replace(out, from, to, 1)
	}
	return out
}

// types is the media types of what a site is made of.
var types = map[string]string{
	".html": "text/html; charset=utf-8", ".css": "text/css; charset=utf-8", ".csv": "text/csv; charset=utf-8",
	".json": "application/json; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".xml": "text/xml; charset=utf-8",
	".ics": "text/calendar; charset=utf-8", ".txt": "text/plain; charset=utf-8", ".jpg": "image/jpeg", ".png": "image/png",
}

// kept is what may be kept for ever: its name tells its content.
var kept = regexp.MustCompile(`^(static|boards)/.*-[0-9a-f]{8}\.(css|js|png)$|^photos/[0-9a-f]{16}-[0-9]+\.jpg$`)

// whole checks everything that the settings promise of a server.
func whole(t *testing.T, base, dir string) {
	files := filesOf(t, dir)
	kinds := map[string]int{}
	for name, text := range files {
		if name == "CNAME" || name == "404.html" {
			continue
		}
		kinds[path.Ext(name)]++
		a := get(t, base+"/"+name)
		if a.status != 200 || a.body != text {
			t.Errorf("%s: status %d, %d bytes of %d", name, a.status, len(a.body), len(text))
		}
		is := strings.Replace(a.header.Get("Content-Type"), "application/javascript", "text/javascript", 1) // its old name
		if want := types[path.Ext(name)]; !strings.EqualFold(is, want) {
			t.Errorf("%s is %q, want %q", name, is, want)
		}
		cache := "no-cache"
		if kept.MatchString(name) {
			cache = "public, max-age=31536000, immutable"
		}
		if got := a.header.Get("Cache-Control"); got != cache {
			t.Errorf("%s: Cache-Control %q, want %q", name, got, cache)
		}
		if a.header.Get("Content-Security-Policy") != "default-src 'self'; frame-ancestors 'self'" || a.header.Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("%s: headers %v", name, a.header)
		}
	}
	for ext := range types {
		if kinds[ext] == 0 {
			t.Errorf("the site has no %s", ext)
		}
	}
	folders(t, base, files)
	unchanged(t, base)
	compressed(t, base, files["index.html"])
	missing(t, base)
}

// folders are shown by their index, and never listed.
func folders(t *testing.T, base string, files map[string]string) {
	if a := get(t, base+"/"); a.status != 200 || a.body != files["index.html"] {
		t.Errorf("/: status %d", a.status)
	}
	if a := get(t, base+"/static/"); a.status == 200 || strings.Contains(a.body, "wall-") {
		t.Errorf("/static/ is listed: status %d, %q", a.status, a.body)
	}
	if a := get(t, base+"/.secret"); a.status == 200 || strings.Contains(a.body, "not to be seen") {
		t.Errorf("/.secret: status %d, %q", a.status, a.body)
	}
}

// unchanged pages are not sent again.
func unchanged(t *testing.T, base string) {
	first := get(t, base+"/index.html")
	tag := first.header.Get("Etag")
	if a := get(t, base+"/index.html", "If-None-Match", tag); tag == "" || a.status != 304 || a.body != "" {
		t.Errorf("asked again with %q: status %d", tag, a.status)
	}
}

func compressed(t *testing.T, base, want string) {
	a := get(t, base+"/index.html", "Accept-Encoding", "gzip")
	if a.header.Get("Content-Encoding") != "gzip" || !strings.Contains(a.header.Get("Vary"), "Accept-Encoding") {
		t.Fatalf("not compressed: %v", a.header)
	}
	r, err := gzip.NewReader(strings.NewReader(a.body))
	if err != nil {
		t.Fatal(err)
	}
	if text, err := io.ReadAll(r); err != nil || string(text) != want || len(a.body) > len(want)/2 {
		t.Errorf("%d bytes in %d: %v", len(text), len(a.body), err)
	}
}

// missing pages, also deep in folders that are not there, lead to those that are.
func missing(t *testing.T, base string) {
	for _, name := range []string{"/nowhere.html", "/no/such/folder/index.html"} {
		a := get(t, base+name)
		if a.status != 404 || a.header.Get("Content-Type") != "text/html; charset=utf-8" || !strings.Contains(a.body, "没有这一页") {
			t.Errorf("%s: %d %v\n%.300s", name, a.status, a.header, a.body)
		}
		if !strings.Contains(a.body, `<base href="/">`) && !strings.Contains(a.body, `content="0; url=/404.html"`) {
			t.Errorf("%s leads nowhere:\n%.300s", name, a.body)
		}
	}
}

func TestNginx(t *testing.T) {
	nginx := program(t, "nginx")
	dir, port, work := published(t), freePort(t), t.TempDir()
	if err := os.Chmod(filepath.Dir(dir), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(filepath.Join(work, "conf.d"), 0o755); err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(work, "conf.d", "lanewall.conf"), config(t, "nginx.conf", map[string]string{
		"listen 80;": "listen 127.0.0.1:" + port + ";", "root /srv/lanewall;": "root " + dir + ";",
	}))
	user := "" // a server started by root gives up its rights, and could not read a folder of root's
	if os.Getuid() == 0 {
		user = "user root;\n"
	}
	main := filepath.Join(work, "nginx.conf")
	write(t, main, fmt.Sprintf(`%sworker_processes 1; daemon off; pid %[2]s/pid; error_log %[2]s/error.log;
events {}
http {
	include /etc/nginx/mime.types; default_type application/octet-stream; access_log off;
	client_body_temp_path %[2]s/body; proxy_temp_path %[2]s/proxy; fastcgi_temp_path %[2]s/fastcgi; uwsgi_temp_path %[2]s/uwsgi; scgi_temp_path %[2]s/scgi;
	include %[2]s/conf.d/*.conf;
}`, user, work))
	start(t, "127.0.0.1:"+port, nil, nginx, "-c", main, "-p", work)
	whole(t, "http://127.0.0.1:"+port, dir)
}

func TestCaddy(t *testing.T) {
	caddy := program(t, "caddy")
	dir, port, work := published(t), freePort(t), t.TempDir()
	file := filepath.Join(work, "Caddyfile")
	write(t, file, "{\n\tadmin off\n\tauto_https off\n}\n"+config(t, "Caddyfile", map[string]string{
		"\nboard.example {": "\nhttp://127.0.0.1:" + port + " {", "root * /srv/lanewall": "root * " + dir,
	}))
	start(t, "127.0.0.1:"+port, []string{"HOME=" + work, "XDG_CONFIG_HOME=" + work, "XDG_DATA_HOME=" + work}, caddy, "run", "--config", file, "--adapter", "caddyfile")
	whole(t, "http://127.0.0.1:"+port, dir)
}

// A plain server of files knows nothing of the site: it is enough that every page and everything pages need comes.
func TestPlainServers(t *testing.T) {
	for name, command := range map[string]func(port, dir string) []string{
		"python3": func(port, dir string) []string {
			return []string{"-m", "http.server", port, "--bind", "127.0.0.1", "--directory", dir}
		},
		"busybox": func(port, dir string) []string { return []string{"httpd", "-f", "-p", "127.0.0.1:" + port, "-h", dir} },
	} {
		t.Run(name, func(t *testing.T) {
			server := program(t, name)
			dir, port := published(t), freePort(t)
			start(t, "127.0.0.1:"+port, nil, append([]string{server}, command(port, dir)...)...)
			pages := crawl(t, "http://127.0.0.1:"+port+"/index.html")
			reached(t, pages, filesOf(t, dir))
		})
	}
}

// Links are relative and end in the name of a file: a store of objects that knows exact keys only, without an index of
// folders, shows the whole site; so does a host that puts it under a path.
func TestExactKeys(t *testing.T) {
	dir := published(t)
	files := filesOf(t, dir)
	for _, prefix := range []string{"/", "/a/b/", "/%E5%85%AC%E5%BC%80/"} {
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			text, ok := files[strings.TrimPrefix(r.URL.EscapedPath(), prefix)]
			if !ok || !strings.HasPrefix(r.URL.EscapedPath(), prefix) {
				w.WriteHeader(404)
				return
			}
			w.Header().Set("Content-Type", types[path.Ext(r.URL.Path)])
			io.WriteString(w, text)
		}))
		pages := crawl(t, server.URL+prefix+"index.html")
		server.Close()
		reached(t, pages, files)
	}
}

// Hosts of pages leave out what begins with an underscore or a dot, show 404.html for what is not there, and know the
// domain from a file CNAME, which stays when the site is published again.
func TestPagesHost(t *testing.T) {
	dir := published(t)
	for name := range filesOf(t, dir) {
		for _, part := range strings.Split(name, "/") {
			if strings.HasPrefix(part, "_") || strings.HasPrefix(part, ".") {
				t.Errorf("%s would be left out without a file .nojekyll", name)
			}
		}
	}
	if _, _, err := small(t).Publish(dir); err != nil {
		t.Fatal(err)
	}
	files := filesOf(t, dir)
	if files["CNAME"] != "board.example\n" || files["404.html"] == "" {
		t.Errorf("CNAME %q, 404.html of %d bytes", files["CNAME"], len(files["404.html"]))
	}
	if _, err := os.Stat(filepath.Join(dir, ".secret")); err != nil {
		t.Error(err)
	}
}

var attribute = regexp.MustCompile(`\s(?:href|src|action)="([^"]*)"`)

// crawl follows every link from a page and gives what it came to, by path from that page's folder.
func crawl(t *testing.T, from string) map[string]string {
	t.Helper()
	start, err := url.Parse(from)
	if err != nil {
		t.Fatal(err)
	}
	base := start.ResolveReference(&url.URL{Path: "./"})
	found, waiting := map[string]string{}, []*url.URL{start}
	for len(waiting) > 0 {
		at := waiting[0]
		waiting = waiting[1:]
		name, ok := strings.CutPrefix(at.EscapedPath(), base.EscapedPath())
		if _, seen := found[name]; seen {
			continue
		}
		if !ok || at.Host != base.Host {
			t.Errorf("a link leads out of the site: %s", at)
			continue
		}
		a := get(t, at.String())
		found[name] = a.body
		if a.status != 200 {
			t.Errorf("%s: status %d", at, a.status)
		}
		if path.Ext(name) != ".html" {
			continue
		}
		for _, m := range attribute.FindAllStringSubmatch(a.body, -1) {
			to, err := at.Parse(strings.ReplaceAll(m[1], "&amp;", "&"))
			if err != nil {
				t.Fatalf("%s: %v", at, err)
			}
			if to.Scheme == "http" && to.Fragment == "" || to.Path != at.Path && to.Scheme == "http" {
				to.Fragment = ""
				waiting = append(waiting, to)
			}
		}
	}
	return found
}

// reached checks that links from the home page lead to every page, and that everything came as it is.
func reached(t *testing.T, pages, files map[string]string) {
	t.Helper()
	for name, text := range pages {
		if files[name] != text {
			t.Errorf("%s came otherwise, or is not the site's", name)
		}
	}
	alone := []string{"404.html", "notices/index.html", "calendar/index.html"} // the small site has no notices and no menu
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if strings.HasSuffix(name, ".html") && !slices.Contains(alone, name) && pages[name] == "" && !strings.Contains(files[name], `http-equiv="refresh"`) {
			t.Errorf("no link leads to %s", name)
		}
	}
	if len(pages) < 20 {
		t.Errorf("only %d files were reached", len(pages))
	}
}
