package build

import (
	"bytes"
	"compress/gzip"
	"encoding/csv"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"github.com/lanewall/lanewall/internal/chromium"
	"github.com/lanewall/lanewall/themes"
)

// vendored is a file that is bundled from npm. Where it was not, there is nothing to test, but for CI.
func vendored(t *testing.T, name string) []byte {
	t.Helper()
	text, err := themes.FS.ReadFile("wall/vendor/" + name)
	switch {
	case err != nil && os.Getenv("CI") == "true":
		t.Fatalf("%v, and this is CI: make bundles it", err)
	case err != nil:
		t.Skipf("%v: make bundles it where npm is", err)
	}
	return text
}

func zipped(t *testing.T, text []byte) int {
	t.Helper()
	var b bytes.Buffer
	w, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write(text); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Len()
}

// What a reader's line has to carry: of the first page all that it loads, and once what interactive charts need.
func TestWeight(t *testing.T) {
	const page, charts = 60_000, 220_000
	for _, e := range examples() {
		b := e.built().must(t)
		home, err := parseHTML(b.files["index.html"])
		if err != nil {
			t.Fatal(err)
		}
		weight := zipped(t, []byte(b.files["index.html"]))
		for _, asset := range home.all(func(e *element) bool {
			return e.name == "script" && e.attrs["src"] != "" || e.name == "link" && e.attrs["rel"] == "stylesheet"
		}) {
			file := asset.attrs["src"] + asset.attrs["href"]
			if b.files[file] == "" {
				t.Errorf("%s: no %s", e.name, file)
			}
			weight += zipped(t, []byte(b.files[file]))
		}
		if weight > page {
			t.Errorf("%s: the first page weighs %d bytes compressed, at most %d", e.name, weight, page)
		}
		t.Logf("%s: %d bytes", e.name, weight)
	}
	weight := zipped(t, vendored(t, "echarts.js"))
	if weight > charts {
		t.Errorf("interactive charts weigh %d bytes compressed, at most %d", weight, charts)
	}
	t.Logf("interactive charts: %d bytes", weight)
}

// The licences of what is bundled stand in every site that carries it, under a name that one can guess, and a page
// leads there.
func TestNotices(t *testing.T) {
	text := string(vendored(t, "NOTICES.txt"))
	for _, part := range []string{"\necharts 6.", "\nzrender 6.", "\ntslib 2.", "Apache License", "Redistribution and use in source and binary forms", "Apache ECharts\nCopyright"} {
		if !strings.Contains(text, part) {
			t.Errorf("no %q", part)
		}
	}
	for _, e := range examples() {
		b := e.built().must(t)
		if b.files["static/NOTICES.txt"] != text || !strings.Contains(b.files["data/index.html"], `href="../static/NOTICES.txt"`) {
			t.Errorf("%s: no licences, or no link to them", e.name)
		}
	}
}

// Scripts have nothing in them that Chrome 70 or iOS 12 cannot read: there is nothing for a compiler to rewrite.
func TestScriptsAreOldEnough(t *testing.T) {
	program := filepath.FromSlash(rootDir + "/node_modules/.bin/esbuild")
	if _, err := os.Stat(program); err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal(err)
		}
		t.Skip("node_modules/esbuild is missing: run npm ci in the repository's root")
	}
	read := func(text []byte, target string) string {
		cmd := exec.Command(program, "--loader=js", "--log-level=warning", "--target="+target)
		cmd.Stdin = bytes.NewReader(text)
		out, err := cmd.CombinedOutput()
		if err != nil {
			t.Errorf("for %s: %v\n%.2000s", target, err, out)
		}
		return string(out)
	}
	scripts := map[string][]byte{}
	for _, name := range []string{"static/*.js", "vendor/*.js"} {
		files, err := filepath.Glob(rootDir + "/themes/wall/" + name)
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			scripts[file] = text
		}
	}
	if len(scripts) == 0 {
		t.Fatal("no scripts")
	}
	for file, text := range scripts {
		if read(text, "chrome70,ios12") != read(text, "esnext") {
			t.Errorf("%s has what a browser of 2018 cannot read", file)
		}
	}
	if read([]byte("a?.b"), "chrome70,ios12") == read([]byte("a?.b"), "esnext") {
		t.Error("what is too new is not told from what is not")
	}
}

// interacted are the pages of the repository's own site on which everything that scripts add is tried.
var interacted = []string{"index.html", "units/jia/2024-08/index.html", "units/yi/2024-07/index.html", "statistics/cases-on-time/index.html", "cases/2024-08/index.html"}

// What scripts add, in a real browser: from a folder as from a stick, and from a server below its root.
func TestInteraction(t *testing.T) {
	t.Parallel()
	vendored(t, "echarts.js")
	tab := chromium.Open(t)
	dir := spread(t, examples()[0].built().must(t), interacted)
	server := httptest.NewServer(serveBelow(dir))
	t.Cleanup(server.Close)
	for _, at := range []struct{ name, base string }{{"folder", fileURL(dir, "") + "/"}, {"server", server.URL + "/a/b/"}} {
		t.Run(at.name, func(t *testing.T) {
			v := &visit{T: t, tab: tab, base: at.base}
			tab.Allow(at.base)
			for _, test := range []struct {
				name string
				try  func(*visit)
			}{{"charts", tryCharts}, {"saved", trySaved}, {"sort", trySort}, {"find", tryFind}, {"choice", tryChoice}, {"copy", tryCopy}, {"size", trySize}, {"print", tryPrint}} {
				t.Run(test.name, func(t *testing.T) {
					v.T = t
					test.try(v)
					tab.Quiet(t)
				})
			}
		})
	}
}

// serveBelow serves a folder below /a/b/ and nothing else.
func serveBelow(dir string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		name, ok := strings.CutPrefix(r.URL.Path, "/a/b/")
		text, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(name))) // http.FileServer would send index.html on
		if !ok || err != nil {
			http.NotFound(w, r)
			return
		}
		http.ServeContent(w, r, name, time.Time{}, bytes.NewReader(text))
	})
}

// visit is a reader at a site.
type visit struct {
	*testing.T
	tab  *chromium.Tab
	base string
}

func (v *visit) do(steps ...chromedp.Action[chromedp.Void]) { v.Helper(); v.tab.Do(v.T, steps...) }
func (v *visit) open(name string)                           { v.Helper(); v.tab.Visit(v.T, v.base+name) }

// value is what a script on the page comes to; a promise is waited for.
func value[T any](v *visit, script string) T {
	v.Helper()
	return chromium.Value[T](v.T, v.tab, script)
}

// arrive waits until the browser is at an address.
func (v *visit) arrive(address string) {
	v.Helper()
	v.tab.Until(v.T, fmt.Sprintf(`document.readyState === 'complete' && location.href === %q`, address))
}

// until is a promise of the moment when a condition holds.
func until(condition string) string {
	return `new Promise(done => { const look = () => (` + condition + `) ? done(true) : setTimeout(look, 20); look() })`
}

// tableCells is a chart's table without its head.
const tableCells = `f => Array.from(f.querySelectorAll('tbody tr')).map(r => Array.from(r.cells).map(c => c.textContent))`

// plain is a printed number as a program writes it.
func plain(cell string) string { return strings.TrimSuffix(strings.ReplaceAll(cell, ",", ""), "%") }

func tryCharts(v *visit) {
	for _, name := range []string{"index.html", "statistics/cases-on-time/index.html"} {
		v.open(name)
		tables := value[[][][]string](v, `Array.from(document.querySelectorAll('figure.chart')).map(`+tableCells+`)`)
		if len(tables) == 0 {
			v.Fatalf("%s has no charts", name)
		}
		value[bool](v, `document.querySelectorAll('[data-chart]').forEach(b => b.click()), `+until(`document.querySelectorAll('.live svg').length === `+fmt.Sprint(len(tables))))
		drawn := value[[][][]string](v, `Array.from(document.querySelectorAll('.live')).map(stage => {
			const o = echarts.getInstanceByDom(stage).getOption(), axis = o.xAxis[0].type === 'category' ? o.xAxis[0] : o.yAxis[0]
			return axis.data.map((name, i) => [name].concat(o.series.map(s => String(s.data[i].value))))
		})`)
		for i, table := range tables {
			if len(drawn[i]) != len(table) {
				v.Fatalf("%s, chart %d: %d categories, in the table %d", name, i+1, len(drawn[i]), len(table))
			}
			for k, row := range table {
				for n, cell := range row {
					if got := drawn[i][k][n]; n == 0 && got != cell || n > 0 && got != "-" && got != plain(cell) {
						v.Errorf("%s, chart %d: %q, in the table %q", name, i+1, got, cell)
					}
				}
			}
		}
		if value[int](v, `Array.from(document.querySelectorAll('figure.chart > svg')).filter(s => s.getBoundingClientRect().height > 0).length`) > 0 {
			v.Errorf("%s: the drawing stands beside the chart", name)
		}
		if !value[bool](v, `(() => {
			const stage = document.querySelector('.live'), first = echarts.getInstanceByDom(stage).getOption().color[0]
			return getComputedStyle(document.documentElement).getPropertyValue('--series-1').trim() === first
		})()`) {
			v.Errorf("%s: other colours than the page's", name)
		}
		v.do(chromium.Call(emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: "dark"}}}))
		value[bool](v, until(`echarts.getInstanceByDom(document.querySelector('.live')).getOption().color[0] === '#7db2e8'`))
		v.do(chromium.Call(emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{}))
		for i := range tables {
			value[bool](v, fmt.Sprintf(`document.querySelectorAll('[data-chart]')[%d].focus(), true`, i))
			v.do(chromium.Press("Escape"))
		}
		left := value[int](v, `document.querySelectorAll('.live').length + Array.from(document.querySelectorAll('figure.chart > svg')).filter(s => s.getBoundingClientRect().height === 0).length`)
		if left != 0 || value[string](v, `document.activeElement.textContent`) != "看互动图" {
			v.Errorf("%s: Escape does not bring the drawing back", name)
		}
	}
}

// trySaved reads the files that links would save.
func trySaved(v *visit) {
	v.open("index.html")
	type saved struct {
		Table           [][]string
		Texts           []string
		SVG, CSV, Title string
		Names           []string
	}
	for i, s := range value[[]saved](v, `Array.from(document.querySelectorAll('figure.chart')).map(f => {
		const links = Array.from(f.querySelectorAll('[data-save]'))
		for (const a of links) { a.addEventListener('click', e => e.preventDefault()); a.click() }
		const read = a => decodeURIComponent(a.href.slice(a.href.indexOf(',') + 1))
		return { Table: [Array.from(f.querySelectorAll('thead th')).map(c => c.textContent)].concat((`+tableCells+`)(f)), Texts: Array.from(f.querySelectorAll('.drawing text')).map(t => t.textContent),
			SVG: read(links[0]), CSV: read(links[1]), Title: f.querySelector('figcaption').firstChild.textContent.trim(), Names: links.map(a => a.download) }
	})`) {
		rest, ok := strings.CutPrefix(s.CSV, "\ufeff")
		if !ok || strings.Count(rest, "\n") != strings.Count(rest, "\r\n") {
			v.Errorf("chart %d: no mark of UTF-8, or a line end that is none of Windows", i+1)
		}
		rows, err := csv.NewReader(strings.NewReader(rest)).ReadAll()
		if err != nil {
			v.Fatal(err)
		}
		for _, row := range s.Table[1:] {
			for n := range row[1:] {
				row[n+1] = strings.ReplaceAll(row[n+1], ",", "")
			}
		}
		if !reflect.DeepEqual(rows, s.Table) {
			v.Errorf("chart %d: saved %q, in the table %q", i+1, rows, s.Table)
		}
		if want := s.Title + ".svg"; s.Names[0] != want {
			v.Errorf("chart %d: saved as %q, want %q", i+1, s.Names[0], want)
		}
		checkSavedSVG(v, s.SVG, append(s.Texts, s.Title))
	}
}

// checkSavedSVG holds a saved drawing to be whole: all its words, with the site's notice, and nothing that needs the page.
func checkSavedSVG(v *visit, svg string, words []string) {
	v.Helper()
	var texts []string
	d := xml.NewDecoder(strings.NewReader(svg))
	in, filled := false, 0
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			v.Fatal(err)
		}
		switch token := token.(type) {
		case xml.StartElement:
			in = token.Name.Local == "text"
			for _, a := range token.Attr {
				switch {
				case a.Name.Local == "class" || a.Name.Local == "style":
					v.Errorf("%s=%q in a file that stands alone", a.Name.Local, a.Value)
				case a.Name.Local == "fill" && strings.HasPrefix(a.Value, "#"):
					filled++
				}
			}
		case xml.CharData:
			if in {
				texts = append(texts, string(token))
				in = false
			}
		}
	}
	for _, word := range words {
		if !strings.Contains(strings.Join(texts, ""), word) {
			v.Errorf("the saved drawing lacks %q", word)
		}
	}
	if all := strings.Join(texts, ""); filled < 3 || !strings.Contains(all, "示例网站") {
		v.Errorf("without colours, or without the notice of the site: %q", texts)
	}
}

// column is the texts of a column of the first table that can be sorted.
func column(n int) string {
	return fmt.Sprintf(`Array.from(document.querySelector('table.records').tBodies[0].rows).map(r => r.cells[%d].textContent.trim())`, n)
}

func trySort(v *visit) {
	v.open("cases/2024-08/index.html")
	before := value[[]string](v, column(1))
	press := fmt.Sprintf(`(() => { const h = document.querySelectorAll('table.records thead th')[%d]; h.querySelector('button').click(); return h.getAttribute('aria-sort') || '' })()`, 1)
	var orders [][]string
	for _, want := range []string{"ascending", "descending", ""} {
		if got := value[string](v, press); got != want {
			v.Errorf("aria-sort is %q, want %q", got, want)
		}
		orders = append(orders, value[[]string](v, column(1)))
	}
	if slices.Equal(orders[0], orders[1]) || !slices.Equal(orders[2], before) {
		v.Errorf("sorted up, down, and not:\n%q\n%q\n%q", orders[0], orders[1], orders[2])
	}
	days := func(text string) (n int) {
		var month, day int
		if _, err := fmt.Sscanf(text, "%d月%d日", &month, &day); err != nil {
			v.Fatalf("%q is no day", text)
		}
		return month*100 + day
	}
	if !slices.IsSortedFunc(orders[0], func(a, b string) int { return days(a) - days(b) }) {
		v.Errorf("days are not in order: %q", orders[0])
	}
	v.open("cases/2024-08/index.html") // a day of another year alone says its year
	when := value[[]string](v, `(() => {
		const table = document.querySelector('table.records'), days = () => Array.from(table.tBodies[0].rows).map(r => r.cells[1].querySelector('time'))
		days()[3].dateTime = '2023-12-01'
		days()[3].textContent = '2023年12月1日'
		table.tHead.rows[0].cells[1].querySelector('button').click()
		return days().map(time => time.dateTime)
	})()`)
	if len(when) < 4 || when[0] != "2023-12-01" || !slices.IsSorted(when) {
		v.Errorf("days of two years are not in order: %q", when)
	}
	v.open("statistics/cases-on-time/index.html")
	got := value[[]string](v, `(() => {
		const table = document.querySelector('.frame table[id^=units]')
		table.tHead.rows[0].cells[3].querySelector('button').click()
		return Array.from(table.tBodies[0].rows).map(r => (r.classList.contains('total') ? 'total ' : '') + r.cells[3].textContent.replace(/,/g, ''))
	})()`)
	if len(got) < 4 || !strings.HasPrefix(got[0], "total ") {
		v.Fatalf("the total has not stayed: %q", got)
	}
	if !slices.IsSortedFunc(got[1:], func(a, b string) int {
		return len(a) - len(b) + 10*strings.Compare(fmt.Sprintf("%9s", a), fmt.Sprintf("%9s", b))
	}) {
		v.Errorf("numbers are not in order: %q", got)
	}
}

func tryFind(v *visit) {
	v.open("cases/2024-08/index.html")
	type found struct {
		All, Shown, Match int
		Said              string
	}
	find := func(words string) found {
		return value[found](v, fmt.Sprintf(`(() => {
			const field = document.querySelector('.filter input'), rows = Array.from(document.querySelector('table.records').tBodies[0].rows)
			field.value = %q
			field.dispatchEvent(new Event('input', { bubbles: true }))
			return { All: rows.length, Shown: rows.filter(r => r.getBoundingClientRect().height > 0).length, Match: rows.filter(r => r.textContent.includes('甲里')).length, Said: document.querySelector('.filter [role=status]').textContent }
		})()`, words))
	}
	if f := find("甲里"); f.Shown == 0 || f.Shown == f.All || f.Shown != f.Match || f.Said != fmt.Sprintf("显示%d行，共%d行", f.Shown, f.All) {
		v.Errorf("%+v", f)
	}
	if f := find(""); f.Shown != f.All || f.Said != "" {
		v.Errorf("%+v", f)
	}
}

func tryChoice(v *visit) {
	for _, test := range []struct{ from, unit, period, to string }{
		{"index.html", "yi", "2024-07", "units/yi/2024-07/index.html"},
		{"units/jia/2024-08/index.html", "yi", "2024-07", "units/yi/2024-07/index.html"},
		{"statistics/cases-on-time/index.html", "jia", "2024-08", "units/jia/2024-08/index.html"},
	} {
		v.open(test.from)
		value[bool](v, until(`!document.querySelector('.choice').hidden`))
		choose := fmt.Sprintf(`(() => {
			const f = document.querySelector('.choice'), e = f.elements
			e.unit.value = %q
			e.unit.dispatchEvent(new Event('change'))
			e.period.value = %q
			f.querySelector('button').click()
			return f.dataset.unit
		})()`, test.unit, test.period)
		value[string](v, choose)
		v.arrive(v.base + test.to)
	}
	v.open("units/jia/2024-08/index.html")
	value[bool](v, until(`!document.querySelector('.choice').hidden`))
	if got := value[string](v, `Array.from(document.querySelectorAll('.choice select')).map(s => s.selectedOptions[0].textContent.trim()).join(' ')`); got != "甲里 2024年8月" {
		v.Errorf("the menus stand at %q", got)
	}
}

func tryCopy(v *visit) {
	v.open("statistics/cases-on-time/index.html")
	citation := value[string](v, `document.querySelector('.cite').textContent`)
	for _, part := range []string{root(v).Plan.Site.Config.Issuer.In("zh-Hans"), "按时办结率", "statistics/cases-on-time/", "2024年8月31日"} {
		if !strings.Contains(citation, part) {
			v.Errorf("the citation lacks %q: %s", part, citation)
		}
	}
	copied := func(clipboard, command, what string) string {
		return value[string](v, fmt.Sprintf(`new Promise(done => {
			let got = ''
			Object.defineProperty(navigator, 'clipboard', { configurable: true, value: %s })
			document.execCommand = () => { got = String(getSelection()); return %s }
			const said = document.querySelector('[data-done]')
			said.textContent = ''
			document.querySelector('[data-copy=%s]').click()
			setTimeout(() => done(got + '|' + said.textContent), 50)
		})`, clipboard, command, what))
	}
	for _, test := range []struct{ clipboard, command, what, want string }{
		{`{ writeText: text => { got = text; return Promise.resolve() } }`, "false", "citation", citation + "|已复制"},
		{`{ writeText: () => Promise.reject(new Error('no')) }`, "true", "citation", citation + "|已复制"},
		{`undefined`, "true", "link", v.base + "statistics/cases-on-time/index.html|已复制"},
		{`undefined`, "false", "citation", citation + "|不能自动复制，请长按选中的文字复制。"},
		{`undefined`, "false", "link", v.base + "statistics/cases-on-time/index.html|" + v.base + "statistics/cases-on-time/index.html"},
	} {
		if got := copied(test.clipboard, test.command, test.what); got != test.want {
			v.Errorf("%s with %s: %q, want %q", test.what, test.clipboard, got, test.want)
		}
	}
}

func trySize(v *visit) {
	v.open("index.html")
	value[bool](v, `document.getElementById('size-2').click(), true`)
	v.open("cases/2024-08/index.html")
	if !value[bool](v, `document.getElementById('size-2').checked`) {
		v.Error("the size of text is forgotten from page to page")
	}
	value[bool](v, `document.getElementById('size-1').click(), true`)
}

// tryPrint: paper has the drawing, and no tools.
func tryPrint(v *visit) {
	v.open("index.html")
	value[bool](v, `document.querySelector('[data-chart]').click(), `+until(`document.querySelector('.live svg')`))
	v.do(chromium.Call(emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: "print"}))
	if got := value[string](v, `['.is-live > .drawing', '.is-live > .live', '.tools'].map(s => getComputedStyle(document.querySelector(s)).display).join(' ')`); got != "block none none" {
		v.Errorf("on paper drawing, chart and tools are %s", got)
	}
	v.do(chromium.Call(emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{}))
}
