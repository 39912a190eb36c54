package pack

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/lanewall/lanewall/internal/civil"
	"github.com/lanewall/lanewall/internal/tree"
)

func date(t *testing.T, text string) civil.Date {
	t.Helper()
	d, err := civil.ParseDate(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// folder is a published site: files, their manifest, and a file that is not the site's.
func folder(t *testing.T, files map[string]string) fstest.MapFS {
	t.Helper()
	m, out := tree.Manifest{Format: 1}, fstest.MapFS{"CNAME": {Data: []byte("board.example")}}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		m.Files = append(m.Files, tree.Entry{Path: name, Bytes: len(files[name])})
		out[name] = &fstest.MapFile{Data: []byte(files[name])}
	}
	text, err := json.Marshal(m)
	if err != nil {
		t.Fatal(err)
	}
	out[tree.ManifestPath] = &fstest.MapFile{Data: text}
	return out
}

func packed(t *testing.T, files fstest.MapFS, o Options) ([]byte, Report) {
	t.Helper()
	var b bytes.Buffer
	report, err := Write(&b, files, o)
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes(), report
}

// contents is what a zip unpacks to, and the names in the order of the zip.
func contents(t *testing.T, data []byte) (map[string]string, []string) {
	t.Helper()
	r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]string{}
	var names []string
	for _, f := range r.File {
		in, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(in) // checks the CRC
		if err != nil {
			t.Fatalf("%s: %v", f.Name, err)
		}
		files[f.Name] = string(text)
		names = append(names, f.Name)
	}
	return files, names
}

func TestWrite(t *testing.T) {
	site := map[string]string{
		"index.html": strings.Repeat("<p>里巷公开</p>", 100), "static/wall.css": "p{}", "a/b/c.png": "\x89PNG\x01\x02\x03", "data/empty.csv": "",
	}
	var steps []string
	data, report := packed(t, folder(t, site), Options{
		Title: "示例 <公开栏>", Notice: "合成数据", AsOf: date(t, "2024-08-31"), Styles: []string{"static/wall.css"},
		Progress: func(done, total int) { steps = append(steps, fmt.Sprint(done, "/", total)) },
	})
	files, names := contents(t, data)
	want := []string{"README.html", "site/a/b/c.png", "site/data/empty.csv", "site/data/manifest.json", "site/index.html", "site/static/wall.css", "SHA256SUMS"}
	if !slices.Equal(names, want) {
		t.Errorf("names %q, want %q", names, want)
	}
	for name, text := range site {
		if files["site/"+name] != text {
			t.Errorf("%s: %q", name, files["site/"+name])
		}
	}
	if report.Files != 5 || report.Odd != nil || !slices.Equal(steps, []string{"1/5", "2/5", "3/5", "4/5", "5/5"}) {
		t.Errorf("%+v, steps %q", report, steps)
	}
	var sums []string
	for _, name := range slices.Sorted(slices.Values(names[:len(names)-1])) {
		sum := sha256.Sum256([]byte(files[name]))
		sums = append(sums, hex.EncodeToString(sum[:])+"  "+name+"\n")
	}
	if files["SHA256SUMS"] != strings.Join(sums, "") {
		t.Errorf("sums:\n%s", files["SHA256SUMS"])
	}
	for _, part := range []string{"示例 &lt;公开栏&gt;", "合成数据", `href="site/index.html"`, `href="site/static/wall.css"`, "2024-08-31", "sha256sum -c", "certutil -hashfile", "Get-FileHash"} {
		if !strings.Contains(files["README.html"], part) {
			t.Errorf("the page has no %s", part)
		}
	}
	if strings.Contains(files["README.html"], "<script") || strings.Contains(files["README.html"], "style=") {
		t.Error("the page has a script or a style of its own")
	}
}

// The day is the only time in the zip, and every unzipper reads it.
func TestTimes(t *testing.T) {
	data, _ := packed(t, folder(t, map[string]string{"index.html": "x"}), Options{AsOf: date(t, "2024-08-31")})
	r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range r.File {
		if f.Modified.Format("2006-01-02 15:04:05") != "2024-08-31 00:00:00" || len(f.Extra) != 0 || f.Mode() != 0o644 {
			t.Errorf("%s: %v, extra %q, mode %v", f.Name, f.Modified, f.Extra, f.Mode())
		}
	}
}

// The same site gives the same bytes, on one core and on many.
func TestDeterministic(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	site := map[string]string{}
	for i := range 200 {
		site[fmt.Sprintf("%d/index.html", i)] = strings.Repeat(fmt.Sprint(r.IntN(1000)), r.IntN(2000))
	}
	o := Options{Title: "x", AsOf: date(t, "2024-08-31")}
	many, _ := packed(t, folder(t, site), o)
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	if one, _ := packed(t, folder(t, site), o); !bytes.Equal(one, many) {
		t.Error("one core gives other bytes")
	}
}

// More files than the old format can count.
func TestZip64(t *testing.T) {
	site := map[string]string{}
	for i := range 66_000 {
		site[fmt.Sprintf("cases/%d.html", i)] = "x"
	}
	data, report := packed(t, folder(t, site), Options{AsOf: date(t, "2024-08-31")})
	r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil || len(r.File) != 66_003 || report.Files != 66_001 {
		t.Errorf("%d entries, %+v, %v", len(r.File), report, err)
	}
	if !bytes.Contains(data[len(data)-200:], []byte("PK\x06\x06")) {
		t.Error("no Zip64 record")
	}
}

// A clerk's picture may have a Chinese name: it is marked as what it is, and said.
func TestOddNames(t *testing.T) {
	data, report := packed(t, folder(t, map[string]string{"index.html": "x", "notices/照片.jpg": "y", "a:b.jpg": "z"}), Options{AsOf: date(t, "2024-08-31")})
	if !slices.Equal(report.Odd, []string{"a:b.jpg", "notices/照片.jpg"}) {
		t.Errorf("odd names %q", report.Odd)
	}
	r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range r.File {
		if odd := strings.Contains(f.Name, "照片"); odd && (f.NonUTF8 || f.Flags&utf8Name == 0) {
			t.Errorf("%s is not marked as UTF-8", f.Name)
		}
	}
}

func TestFaults(t *testing.T) {
	if _, err := Write(io.Discard, fstest.MapFS{}, Options{}); err == nil {
		t.Error("a folder without a manifest is packed")
	}
	gone := folder(t, map[string]string{"a.html": "x", "b.html": "y", "c.html": "z"})
	delete(gone, "b.html")
	if _, err := Write(io.Discard, gone, Options{AsOf: date(t, "2024-08-31")}); err == nil || !strings.Contains(err.Error(), "b.html") {
		t.Errorf("a file that is not there: %v", err)
	}
	full := &narrow{room: 1000}
	if _, err := Write(full, folder(t, map[string]string{"a.html": strings.Repeat("x", 10), "b.html": strings.Repeat("y", 10)}), Options{AsOf: date(t, "2024-08-31")}); err == nil {
		t.Error("a full disk went unnoticed")
	}
}

// narrow is a disk with little room.
type narrow struct{ room int }

func (n *narrow) Write(data []byte) (int, error) {
	if n.room -= len(data); n.room < 0 {
		return 0, fmt.Errorf("no room")
	}
	return len(data), nil
}
