package build

import (
	"fmt"
	"net/url"
	"path"
	"strings"
	"testing"
	"testing/fstest"
)

// longSite has 1203 cases in August 2024, one in July and 1001 items of two lists, 700 and 300, with one that is over.
func longSite() fstest.MapFS {
	var cases, items strings.Builder
	for i := range 1203 {
		fmt.Fprintf(&cases, "[[case]]\nid = \"C-%04d\"\nreceived = 2024-08-%02d\nunit = \"jia\"\ntitle = \"事\"\n", i, i%31+1)
	}
	for i := range 1001 {
		list, until := "甲", ""
		if i >= 700 {
			list = "乙"
		}
		if i == 1000 {
			until = "until = 2024-08-02\n"
		}
		fmt.Fprintf(&items, "[[item]]\nid = \"I-%04d\"\nlist = \"%s\"\ntitle = \"项\"\n%s", i, list, until)
	}
	folder := fstest.MapFS{}
	for name, text := range map[string]string{
		"site.toml":               "format = 1\nid = \"long\"\ntitle = \"甲里公开栏\"\nissuer = \"甲里\"\n[[level]]\nid = \"lane\"\ntitle = \"里巷\"\n",
		"data/units.toml":         "[[unit]]\nid = \"jia\"\nname = \"甲里\"\nkind = \"lane\"\n",
		"data/cases/ledger.toml":  "kind = \"case\"\n",
		"data/cases/2024-07.toml": "[[case]]\nid = \"J\"\nreceived = 2024-07-01\nunit = \"jia\"\ntitle = \"事\"\n",
		"data/cases/2024-08.toml": cases.String(),
		"data/items/ledger.toml":  "kind = \"item\"\n[field.list]\nvalues = [\"甲\", \"乙\"]\n",
		"data/items/items.toml":   items.String(),
		"content/lists.md":        "+++\ntitle = \"单\"\n+++\n```rows\nledger = \"cases\"\nrows = 1300\n```\n\n```rows\nledger = \"items\"\nrows = 1300\n```\n",
	} {
		folder[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return folder
}

// TestLongLists: five hundred rows are a page, each row stands on one of them, and every link leads to the page where it
// stands.
func TestLongLists(t *testing.T) {
	b := buildAll(longSite(), fromSite).must(t)
	wantPaths(t, b, `cases/2024-07/index.html cases/2024-08/index.html cases/2024-08/2/index.html cases/2024-08/3/index.html
		! cases/2024-07/2/index.html ! cases/2024-08/1/index.html ! cases/2024-08/4/index.html ! cases/2/index.html
		items/index.html items/2/index.html items/3/index.html ! items/4/index.html`)
	for name, want := range map[string]string{
		"cases/2024-07/index.html":   "共1件，新的在前\n! 第1页",
		"cases/2024-08/index.html":   "2024年8月事项\n第1—500件，共1,203件，新的在前\n第1页/共3页 下一页 末页\n← 2024年7月",
		"cases/2024-08/2/index.html": "2024年8月事项（第2页）\n第501—1,000件，共1,203件，新的在前\n第2页/共3页 上一页 下一页\n8月\n! 8月1,203",
		"cases/2024-08/3/index.html": "第1,001—1,203件，共1,203件，新的在前\n第3页/共3页 第1页 上一页",
		"items/index.html":           "甲 · 700项\n第1—500项，共700项\n第1页/共3页 下一页 末页\n! 乙",
		"items/2/index.html":         "清单（第2页）\n甲 · 700项\n第501—700项，共700项\n乙 · 300项\n! 第1—300项",
		"items/3/index.html":         "不在有效期 · 1项\n第3页/共3页 第1页 上一页\n! 乙 ·",
	} {
		wantText(t, b, name, want)
	}
	if n := strings.Count(b.files["data/cases.csv"], "\n"); n != 1205 {
		t.Errorf("the CSV has %d lines", n)
	}
	places := map[string]int{}
	links := 0
	for name, text := range b.files {
		if !strings.HasSuffix(name, ".html") {
			continue
		}
		page, err := parseHTML(text)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for _, tr := range page.named("tr") {
			if id := tr.attrs["id"]; id != "" {
				places[id]++
			}
		}
		for _, a := range page.named("a") {
			u, _ := url.Parse(a.attrs["href"])
			if u == nil || u.Scheme != "" || u.Path == "" {
				continue
			}
			target, ok := b.files[path.Join(path.Dir(name), u.Path)]
			if !ok || u.Fragment != "" && !strings.Contains(target, ` id="`+u.Fragment+`"`) {
				t.Errorf("%s: the link %s leads nowhere", name, a.attrs["href"])
			}
			if name == "lists/index.html" && a.in("main") && u.Fragment != "" && strings.Contains(u.Path, "/") {
				links++
			}
		}
	}
	if len(places) != 1203+1+1001 || links != 1204+1000 {
		t.Errorf("%d rows stand somewhere; the article links %d", len(places), links)
	}
	for id, n := range places {
		if n != 1 {
			t.Errorf("%s stands %d times", id, n)
		}
	}
}

// TestUndatedRows: a row of a ledger with months that has no date itself is listed on the page of the ledger.
func TestUndatedRows(t *testing.T) {
	folder := longSite()
	folder["data/kinds/plan.toml"] = &fstest.MapFile{Data: []byte("title = '打算'\ncounter = '条'\ndate = 'day'\nlabel = 'id'\ngroup = 'list'\ncolumns = ['list']\n" +
		"[field.id]\ntype = 'id'\nclass = 'public'\n[field.day]\ntype = 'date'\nclass = 'public'\n[field.list]\ntype = 'choice'\nclass = 'public'\n")}
	folder["data/plans/ledger.toml"] = &fstest.MapFile{Data: []byte("kind = 'plan'\n")}
	row := func(id, more string) string { return "[[plan]]\nid = '" + id + "'\n" + more }
	folder["data/plans/rows.toml"] = &fstest.MapFile{Data: []byte(row("a", "day = 2024-08-01\n") + row("b", "list = '丙'\n") + row("c", "") + row("d", "list = '丙'\n"))}
	b := buildAll(folder, fromSite).must(t)
	wantText(t, b, "plans/index.html", "8月1\n丙 · 2条\n未分类 · 1条\nb\nc\nd\n! 还没有记录")
	wantText(t, b, "plans/2024-08/index.html", "a")

	// A ledger that makes the field private does not show its words as headings either.
	folder["data/plans/ledger.toml"] = &fstest.MapFile{Data: []byte("kind = 'plan'\n[field.list]\nclass = 'private'\n")}
	b = buildAll(folder, fromSite).must(t)
	wantText(t, b, "plans/index.html", "未注明日期 · 3条\nb\nc\nd\n! 丙")
	folder["data/plans/rows.toml"] = &fstest.MapFile{}
	b = buildAll(folder, fromSite).must(t)
	wantText(t, b, "plans/index.html", "还没有记录。")
}

// TestMarksAreLights: the lowest band of a mark is set like what is overdue, one above it like what is past half its
// time, whatever their words; no mark is plain.
func TestMarksAreLights(t *testing.T) {
	folder := longSite()
	folder["data/marks/ledger.toml"] = &fstest.MapFile{Data: []byte("kind = 'evaluation'\n[derived.mark]\n" +
		"bands = [{ word = 'd', below = 60 }, { word = 'c', below = 80 }, { word = 'b', below = 85 }]\nlabels = { d = '差', c = '中', b = '良', none = '优' }\n")}
	folder["data/bodies.toml"] = &fstest.MapFile{Data: []byte("[[body]]\nid = \"wuye\"\nname = \"物业\"\nkind = \"物业\"\n")}
	var rows strings.Builder
	for i, points := range []int{50, 70, 84, 90} {
		fmt.Fprintf(&rows, "[[evaluation]]\nid = '%d'\ndate = 2024-08-01\nunit = 'jia'\nrated = 'wuye'\nrating = { response = %[2]d, cooperation = %[2]d, completion = %[2]d, satisfaction = %[2]d }\n", i, points)
	}
	folder["data/marks/2024-08.toml"] = &fstest.MapFile{Data: []byte(rows.String())}
	page, err := parseHTML(buildAll(folder, fromSite).must(t).files["marks/2024-08/index.html"])
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, tr := range page.named("tr")[1:] {
		cells := tr.named("td")
		last := cells[len(cells)-1]
		class := "plain"
		for _, span := range last.named("span") {
			class = span.attrs["class"]
		}
		got = append(got, last.words()+": "+class)
	}
	if want := "优: plain, 良: light light-half, 中: light light-half, 差: light light-late"; strings.Join(got, ", ") != want {
		t.Errorf("got  %s\nwant %s", strings.Join(got, ", "), want)
	}
}
