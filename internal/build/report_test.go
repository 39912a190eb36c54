package build

import (
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/chromedp/chromedp"

	"github.com/lanewall/lanewall/internal/chromium"
	"github.com/lanewall/lanewall/internal/diag"
	"github.com/lanewall/lanewall/internal/ledger"
	"github.com/lanewall/lanewall/internal/receipt"
)

var telLink = regexp.MustCompile(`href="tel:([^"]*)"`)

// Every unit has a page for reports: the emergency numbers come first, then the office's phones, and each phone can be rung.
func TestReportPages(t *testing.T) {
	for _, e := range examples() {
		t.Run(e.name, func(t *testing.T) {
			b := e.built().must(t)
			f := &faults{T: t}
			for _, u := range b.Plan.Site.Units.All {
				name := "units/" + u.ID + "/report/index.html"
				text, ok := b.files[name]
				if !ok {
					f.add("%s is missing", name)
					continue
				}
				var rung []string
				for _, m := range telLink.FindAllStringSubmatch(text, -1) {
					rung = append(rung, m[1])
				}
				if len(rung) < 4 || !slices.Equal(rung[:3], []string{"110", "119", "120"}) {
					f.add("%s: the first numbers are %q", name, rung[:min(3, len(rung))])
				}
				for _, want := range []string{`id="write"`, `id="then"`, `id="answer"`, "【我要反映】", u.Name, `name="事由"`} {
					if !strings.Contains(text, want) {
						f.add("%s: no %s", name, want)
					}
				}
				if below, ok := b.files["units/"+u.ID+"/index.html"]; !ok || !strings.Contains(below, `href="report/index.html"`) {
					f.add("the page of %s does not link to it", u.ID)
				}
			}
			if !strings.Contains(b.files["index.html"], `href="stewards/index.html"`) {
				f.add("the home page does not lead to the stewards")
			}
			for name, text := range b.files {
				if strings.HasPrefix(name, "units/") && strings.HasSuffix(name, "/stewards/index.html") && strings.Count(text, `class="call tall" href="tel:`) == 0 {
					f.add("%s: nobody to ring", name)
				}
			}
			f.done()
		})
	}
}

// The list of receipts says nothing of what a case is about.
func TestReceiptsWithoutWords(t *testing.T) {
	b := examples()[0].built().must(t)
	text := b.files["receipts/index.html"]
	numbers := 0
	for _, l := range b.Plan.Site.Ledgers {
		c := l.Column("receipt")
		if c == nil || c.Type != ledger.Receipt {
			continue
		}
		for row := range l.N {
			number := c.Word(c.Code(row, b.Plan.Site.Horizon))
			if number == "" {
				continue
			}
			if numbers++; !receipt.Valid(number) || !strings.Contains(text, `id="`+number+`"`) {
				t.Errorf("%s %s: %q is not listed", l.Name, l.ID(row), number)
			}
			for _, name := range []string{"title", "reply", "detail", "id"} {
				col := l.Column(name)
				if word := col.Word(col.Code(row, b.Plan.Site.Horizon)); word != "" && strings.Contains(text, word) {
					t.Errorf("the list shows %q of %s", word, l.ID(row))
				}
			}
		}
	}
	if numbers == 0 {
		t.Error("no row has a number")
	}
}

// written is what a page makes of a report.
type written struct {
	Before, Made, Message, Number, Slip, Shown string
	Height                                     float64 // of the lowest button for a thumb
	Stored                                     int
}

// fill writes a report, shows it, and looks at what has come of it.
const fill = `(() => {
	const w = { Before: document.body.innerText };
	const set = (name, value) => {
		const f = document.querySelector('[name="' + name + '"]');
		f.value = value;
		f.dispatchEvent(new Event('input', { bubbles: true }));
	};
	set('事由', '楼道灯不亮');
	set('详情', '第一行\n第二行');
	set('电话', '0000-0000901');
	document.querySelector('[data-do=show]').click();
	w.Message = document.getElementById('message').value;
	w.Shown = document.querySelector('#held pre').textContent;
	w.Made = document.getElementById('made').innerText;
	w.Number = document.querySelector('#made-number b').textContent;
	w.Slip = document.getElementById('slip-number').textContent;
	w.Height = Math.min(...[...document.querySelectorAll('.tall, main a[href^="tel:"].call')].filter(e => e.getClientRects().length).map(e => e.getBoundingClientRect().height));
	w.Stored = localStorage.length + document.cookie.length;
	return w;
})()`

// With scripts the form makes one message, whose number the program takes; without them all but the buttons is there.
func TestReportInBrowser(t *testing.T) {
	t.Parallel()
	tab := chromium.Open(t)
	b := examples()[0].built().must(t)
	names := []string{"units/jia/report/index.html", "units/jia/stewards/index.html"}
	dir := spread(t, b, names)
	tab.Do(t, chromedp.Navigate(fileURL(dir, names[0])))
	w := chromium.Value[written](t, tab, fill)
	const held = `getComputedStyle(document.getElementById('held')).display + ' ' + document.activeElement.dataset.do`
	open := chromium.Value[string](t, tab, held)
	tab.Do(t, chromium.Press("Escape"))
	if closed := chromium.Value[string](t, tab, held); open != "block hide" || closed != "none show" {
		t.Errorf("the message for the counter and the focus are %q, after Escape %q", open, closed)
	}
	title := regexp.QuoteMeta(b.Plan.Site.Config.Title.In("zh-Hans"))
	want := regexp.MustCompile(`^【我要反映】` + title + `\n回执号：(.{8})\n类型：反映问题\n辖区：甲里\n事由：楼道灯不亮\n详情：第一行 第二行\n电话：0000-0000901\n时间：\d{4}-\d\d-\d\d$`)
	m := want.FindStringSubmatch(w.Message)
	if m == nil {
		t.Fatalf("the message reads %q; the page says %q", w.Message, w.Made)
	}
	if !receipt.Valid(m[1]) || receipt.Plain(w.Number) != m[1] || w.Slip != m[1] {
		t.Errorf("the number is %q in the message, %q on the page, %q on the slip", m[1], w.Number, w.Slip)
	}
	if w.Shown != w.Message || w.Stored != 0 {
		t.Errorf("shown is %q; %d characters were stored", w.Shown, w.Stored)
	}
	if w.Height < 60 {
		t.Errorf("a button is %.1f px high", w.Height)
	}
	// Each page draws a number of its own, which the program takes: the script counts as package receipt does.
	drawn := map[string]bool{m[1]: true}
	for range 8 {
		tab.Do(t, chromedp.Navigate(fileURL(dir, names[0])))
		number := receipt.Plain(chromium.Value[written](t, tab, fill).Number)
		if !receipt.Valid(number) || drawn[number] {
			t.Errorf("%q is no number, or one that was drawn before", number)
		}
		drawn[number] = true
	}
	// What another sort of message asks for is neither in this one nor sent.
	left := chromium.Value[[]string](t, tab, `(() => {
		document.querySelector('[data-part=of-marks]').click();
		const away = [...document.querySelectorAll('#report-form .of')].filter(p => p.hidden);
		return away.flatMap(p => [...p.querySelectorAll('[name]')]).map(f => f.name + ' ' + f.disabled);
	})()`)
	if len(left) == 0 || slices.ContainsFunc(left, func(f string) bool { return !strings.HasSuffix(f, " true") }) {
		t.Errorf("put away, and whether it is disabled: %q", left)
	}
	tab.Do(t, chromium.Scripts(false), chromedp.Navigate(fileURL(dir, names[0])))
	without := chromium.Value[string](t, tab, `document.body.innerText`)
	if without != w.Before {
		t.Error("without scripts the page reads differently before anything is written")
	}
	tab.Do(t, chromedp.Navigate(fileURL(dir, names[1])))
	heights := chromium.Value[[]float64](t, tab, `[...document.querySelectorAll('main a[href^="tel:"]')].map(e => e.getBoundingClientRect().height)`)
	if len(heights) == 0 || slices.Min(heights) < 60 {
		t.Errorf("the buttons of the stewards are %v px high", heights)
	}
	tab.Do(t, chromium.Scripts(true))
}

var (
	aboutLink   = regexp.MustCompile(`href="[^"?]*report/index.html\?about=([^"#]*)#write"`)
	aboutOption = regexp.MustCompile(`<option value="([^"]+)">公示</option>`)
)

// A notice leads to the form with itself chosen: what it hands over is the end of an option, which names the notice as the
// office finds it.
func TestNoticeIsChosenInTheForm(t *testing.T) {
	const notice = "notices/3号楼 公示/index.html"
	for base, want := range map[string]string{"": notice, "https://board.example": "https://board.example/" + notice, "https://pages.example/a/": "https://pages.example/a/" + notice} {
		b := buildAll(fstest.MapFS{
			"site.toml": {Data: []byte("format = 1\nid = 'x'\ntitle = '公开栏'\nissuer = '示例街道'\nas_of = 2024-08-31\nbase_url = '" + base +
				"'\n[[level]]\nid = 'lane'\ntitle = '里巷'\n[report]\n")},
			"data/units.toml":           {Data: []byte("[[unit]]\nid = 'jia'\nname = '甲里'\nkind = 'lane'\n")},
			"content/notices/3号楼 公示.md": {Data: []byte("+++\ntitle = '公示'\ndate = 2024-08-30\nuntil = 2024-09-05\n+++\n\n补助。\n")},
		}, fromSite)
		if b.err != nil || b.problems.Count(diag.Error) > 0 {
			t.Fatal(b.err, english(b.problems))
		}
		about := aboutLink.FindStringSubmatch(b.files[notice])
		option := aboutOption.FindStringSubmatch(b.files["units/jia/report/index.html"])
		if about == nil || option == nil {
			t.Fatalf("base_url %q: the notice leads to %q, the form offers %q", base, about, option)
		}
		if path, err := url.PathUnescape(about[1]); err != nil || path != notice || option[1] != "公示 "+want {
			t.Errorf("base_url %q: the notice hands over %q (%v), the form offers %q", base, path, err, option[1])
		}
	}
}
