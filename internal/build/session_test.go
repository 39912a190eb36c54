package build

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"path"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"github.com/lanewall/lanewall/internal/diag"
	"github.com/lanewall/lanewall/internal/tree"
)

// desk is a site folder that somebody edits.
type desk struct {
	*rand.Rand
	lock     sync.Mutex
	files    fstest.MapFS
	original fstest.MapFS
	saves    int
}

func newDesk(files fstest.MapFS, seed uint64) *desk {
	return &desk{Rand: rand.New(rand.NewPCG(seed, 5)), files: files, original: maps.Clone(files)}
}

// Open opens a file as it is now.
func (d *desk) Open(name string) (fs.File, error) { return d.now().Open(name) }

// now is the folder as it is now, which stays as it is.
func (d *desk) now() fstest.MapFS {
	d.lock.Lock()
	defer d.lock.Unlock()
	return d.files
}

// save writes a file; nil removes it.
func (d *desk) save(name string, text []byte) {
	d.lock.Lock()
	defer d.lock.Unlock()
	d.files = maps.Clone(d.files)
	d.saves++
	d.files[name] = &fstest.MapFile{Data: text, ModTime: time.Unix(int64(d.saves), 0)}
	if text == nil {
		delete(d.files, name)
	}
}

// pick is one of the files, mostly of rows.
func (d *desk) pick() string {
	var rows, others []string
	for _, name := range slices.Sorted(maps.Keys(d.files)) {
		switch ext := path.Ext(name); {
		case strings.Count(name, "/") == 2 && ext == ".toml" && path.Base(name) != "ledger.toml":
			rows = append(rows, name)
		case ext == ".toml" || ext == ".md":
			others = append(others, name)
		}
	}
	if len(others) == 0 || len(rows) > 0 && d.IntN(3) > 0 {
		return rows[d.IntN(len(rows))]
	}
	return others[d.IntN(len(others))]
}

// edit does what clerks do to a folder, by chance, and says what.
func (d *desk) edit() string {
	name := d.pick()
	text := d.files[name].Data
	lines := bytes.SplitAfter(text, []byte("\n"))
	line := d.IntN(len(lines))
	switch d.IntN(12) {
	case 0:
		d.save(name, bytes.Join(slices.Delete(slices.Clone(lines), line, line+1), nil))
		return fmt.Sprintf("%s without line %d", name, line+1)
	case 1:
		d.save(name, bytes.Join(slices.Insert(slices.Clone(lines), line, lines[line]), nil))
		return fmt.Sprintf("%s with line %d twice", name, line+1)
	case 2:
		d.save(name, nil)
		return name + " deleted"
	case 3:
		d.save(name, nil)
		moved := path.Join(path.Dir(name), fmt.Sprintf("moved-%d%s", d.IntN(9), path.Ext(name)))
		d.save(moved, text)
		return name + " is now " + moved
	case 4:
		d.save(name, text[:d.IntN(len(text)+1)])
		return name + " broken off"
	case 5:
		return d.mend()
	case 6, 7:
		return d.blocks(name, text)
	}
	return d.swap(name, lines)
}

// mend makes a file as it was.
func (d *desk) mend() string {
	for _, name := range slices.Sorted(maps.Keys(d.files)) {
		if d.original[name] == nil {
			d.save(name, nil)
			return name + " thrown away"
		}
	}
	for _, name := range slices.Sorted(maps.Keys(d.original)) {
		if was := d.original[name].Data; d.files[name] == nil || !bytes.Equal(d.files[name].Data, was) {
			d.save(name, was)
			return name + " mended"
		}
	}
	return "nothing"
}

// blocks moves, copies or leaves out a row.
func (d *desk) blocks(name string, text []byte) string {
	blocks := strings.SplitAfter(string(text), "\n\n")
	i, j := d.IntN(len(blocks)), d.IntN(len(blocks))
	block := strings.Replace(blocks[i], "id = \"", fmt.Sprintf("id = \"z%d", d.IntN(99)), 1)
	switch d.IntN(3) {
	case 0:
		blocks = slices.Delete(blocks, i, i+1)
	case 1:
		blocks = slices.Insert(blocks, j, block)
	default:
		blocks[i], blocks[j] = blocks[j], blocks[i]
	}
	d.save(name, []byte(strings.Join(blocks, "")))
	return fmt.Sprintf("%s, paragraphs %d and %d", name, i+1, j+1)
}

// swap puts one value where another of the same key stands.
func (d *desk) swap(name string, lines [][]byte) string {
	from := lines[d.IntN(len(lines))]
	key, _, _ := bytes.Cut(from, []byte("="))
	for _, at := range d.Perm(len(lines)) {
		if other, _, found := bytes.Cut(lines[at], []byte("=")); found && bytes.Equal(key, other) && !bytes.Equal(lines[at], from) {
			lines = slices.Clone(lines)
			lines[at] = from
			d.save(name, bytes.Join(lines, nil))
			return fmt.Sprintf("%s:%d %s", name, at+1, bytes.TrimSpace(from))
		}
	}
	return "nothing"
}

// opened is what a draft gives at an address.
func opened(t *testing.T, d *Draft, name string) string {
	t.Helper()
	content, problems, err := d.Open(name)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return string(content) + spoken(problems)
}

// spoken is problems in the order in which they are told.
func spoken(problems diag.List) string {
	var b strings.Builder
	for _, d := range problems {
		b.WriteString(d.Format(diag.English))
	}
	return b.String()
}

// differs is the first line in which the two do.
func differs(got, want string) string {
	a, b := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return fmt.Sprintf("line %d\n got %s\nwant %s", i+1, a[i], b[i])
		}
	}
	return fmt.Sprintf("%d lines, want %d", len(a), len(b))
}

// likeNew compares a draft and what was told with it to what a build of the folder as it is now gives: all problems, and
// some of the files. It tells whether the site was without errors.
func likeNew(t *testing.T, d *desk, draft *Draft, told diag.List, files int) bool {
	t.Helper()
	result, problems := Build(d.now(), fromSite)
	if draft == nil {
		if result != nil || spoken(told) != spoken(problems) {
			t.Fatalf("no draft: %s", differs(spoken(told), spoken(problems)))
		}
		return false
	}
	built, _ := result.files(d.now())
	slices.SortFunc(built, func(a, b tree.File) int { return strings.Compare(a.Path, b.Path) })
	var names []string
	for _, f := range built {
		names = append(names, f.Path)
	}
	if got := slices.Sorted(maps.Keys(draft.files)); !slices.Equal(got, slices.Compact(slices.Clone(names))) {
		t.Fatalf("files %q, want %q", got, names)
	}
	some := []string{"index.html", "data/figures.csv", "data/index.html"}
	for range files {
		some = append(some, names[d.IntN(len(names))])
	}
	d.Shuffle(len(some), func(i, j int) { some[i], some[j] = some[j], some[i] })
	checked := d.IntN(2) == 0 // before somebody looks, or after
	if checked && spoken(draft.Check(nil)) != spoken(problems) {
		t.Fatalf("problems: %s", differs(spoken(draft.Check(nil)), spoken(problems)))
	}
	for _, name := range some {
		i, _ := slices.BinarySearch(names, name)
		if i+1 < len(names) && names[i+1] == name {
			continue // units with the same id
		}
		want, err := built[i].Render()
		if got := opened(t, draft, name); err != nil || got != string(want)+spoken(result.met(name)) {
			t.Fatalf("%s: %v, %s", name, err, differs(got, string(want)))
		}
	}
	if got, want := spoken(draft.Check(nil)), spoken(problems); got != want {
		t.Fatalf("problems: %s", differs(got, want))
	}
	return result.Tree != nil
}

// Whatever is done to a folder, a session shows it as a build of it from scratch would.
func TestSessionIsLikeNew(t *testing.T) {
	t.Run("small", func(t *testing.T) {
		t.Parallel()
		sound := 0
		for seed := range uint64(3) {
			sound += edited(t, newDesk(manyCases(300), seed), 30)
		}
		if sound < 10 {
			t.Errorf("only %d times the site had no errors", sound)
		}
	})
	t.Run("root", func(t *testing.T) {
		t.Parallel()
		edited(t, newDesk(rootFolder(t), 1), 15)
	})
}

// edited edits a folder so many times, and tells how many times the site was without errors.
func edited(t *testing.T, d *desk, edits int) (sound int) {
	t.Helper()
	s := NewSession(d, fromSite)
	for range edits {
		draft, told := s.Update()
		if likeNew(t, d, draft, told, 6) {
			sound++
		}
		if again, _ := s.Update(); again != draft {
			t.Fatal("nothing has changed, and yet there is another draft")
		}
		t.Log(d.edit())
		for d.IntN(3) > 0 {
			t.Log(d.mend())
		}
	}
	return sound
}

// manyCases is a site of few units and pages and so many cases.
func manyCases(n int) fstest.MapFS {
	r := rand.New(rand.NewPCG(7, 8))
	one := func(words ...string) string { return words[r.IntN(len(words))] }
	texts := map[string]string{
		"site.toml": smallSite, "data/units.toml": smallUnits, "data/indicators.toml": smallIndicators,
		"data/cases/ledger.toml": "kind = \"case\"\nfiled_by = \"street\"\n[[limit]]\nwithin = \"10个工作日\"\n",
		"data/works/ledger.toml": "kind = \"case\"\ntitle = \"工单\"\n", "content/a.md": smallPage, "content/b.md": smallPage,
	}
	for i := range n {
		month := 1 + i*6/n
		row := fmt.Sprintf("[[case]]\nid = \"%d\"\nreceived = 2024-%02d-%02d\nunit = \"%s\"\ntitle = \"示例%d\"\nchannel = \"%s\"\ncategory = \"%s\"\n",
			i, month, 1+r.IntN(28), one("jia", "yi", "bing", "jie"), r.IntN(n), one("热线", "走访"), one("照明", "排水", "绿化"))
		if closed := month + r.IntN(3); r.IntN(5) > 0 && closed < 7 {
			row += fmt.Sprintf("closed = 2024-%02d-28\noutcome = \"%s\"\n", closed, one("解决", "部分解决"))
		}
		name := fmt.Sprintf("data/cases/2024-%02d.toml", month)
		texts[name] += row + "\n"
		if i%5 == 0 {
			texts["data/works/rows.toml"] += row + "\n"
		}
	}
	files := fstest.MapFS{}
	for name, text := range texts {
		files[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return files
}

const smallSite = `format = 1
id = "small.example"
title = "示例"
issuer = "示例"
as_of = 2024-06-30

[[level]]
id = "street"
title = "街道"

[[level]]
id = "lane"
title = "里巷"

[[board]]
period = "month"
levels = ["street", "lane"]
figures = ["received", "on-time", "days"]

[[board.open]]
title = "亮灯"
ledgers = ["cases"]
rows = 5

[[board.list]]
title = "办结"
ledger = "cases"
date = "closed"
show = ["closed", "unit"]

[[board.chart]]
title = "每周"
indicators = ["received"]
by = "week"
`

const smallPage = "+++\ntitle = \"示例\"\nperiod = \"2024-05\"\n+++\n\n收到`= received`，`= received 2024-Q1`。\n\n```figures\nindicator = \"titles\"\n```\n\n```rows\nledger = \"works\"\n```\n"

const smallUnits = `[[unit]]
id = "jie"
name = "示例街道"
kind = "street"

[[unit]]
id = "jia"
name = "甲里"
kind = "lane"
parent = "jie"

[[unit]]
id = "yi"
name = "乙里"
kind = "lane"
parent = "jie"

[[unit]]
id = "bing"
name = "丙里"
kind = "lane"
parent = "jie"
`

const smallIndicators = `[indicator.received]
title = "收到"
version = 1
measure = "count"
ledger = "cases"
periods = ["month", "ytd", "all"]
splits = ["category", "channel", "state"]
definition = "示例"

[indicator.on-time]
like = "case-on-time"
ledger = "cases"

[indicator.open]
like = "case-open"
ledger = "cases"

[indicator.days]
title = "用时"
version = 1
measure = "median"
ledger = "cases"
date = "ended"
field = "days"
splits = ["category"]
definition = "示例"

[indicator.titles]
title = "事由"
version = 1
measure = "distinct"
ledger = "cases"
field = "category"
periods = ["quarter", "week"]
definition = "示例"

[indicator.more]
title = "增减"
version = 1
measure = "change"
indicator = "received"
definition = "示例"
`

// An old draft stays what it was, and several may look at a draft while the next is made.
func TestDraftsBesideEachOther(t *testing.T) {
	d := newDesk(manyCases(200), 1)
	s := NewSession(d, fromSite)
	first, _ := s.Update()
	want := opened(t, first, "index.html")
	var readers sync.WaitGroup
	draft := first
	for i := range 6 {
		readers.Go(func() {
			for _, name := range []string{"index.html", "cases/2024-03/index.html", "data/figures.csv", "statistics/received/index.html"} {
				if _, _, err := draft.Open(name); err != nil {
					t.Errorf("%s: %v", name, err)
				}
			}
		})
		readers.Go(func() { draft.Check(nil) })
		name := fmt.Sprintf("data/cases/2024-%02d.toml", 1+i)
		d.save(name, bytes.Replace(d.files[name].Data, []byte("热线"), []byte("走访"), 1))
		next, problems := s.Update()
		if next == nil || next == draft {
			t.Fatal(spoken(problems))
		}
		readers.Wait()
		draft = next
	}
	if got := opened(t, first, "index.html"); got != want {
		t.Error(differs(got, want))
	}
}

// Check stops when it is told to, and goes on where it stopped.
func TestCheckStops(t *testing.T) {
	d := newDesk(manyCases(50), 1)
	d.save("content/a.md", []byte("+++\ntitle = \"a\"\n+++\n`= nothing`\n"))
	draft, told := NewSession(d, fromSite).Update()
	if n := draft.Check(func() bool { return true }).Count(diag.Error); n != told.Count(diag.Error) {
		t.Errorf("%d errors though no page was made", n)
	}
	asked := 0
	draft.Check(func() bool { asked++; return asked > 3 })
	if n := draft.Check(nil).Count(diag.Error); asked != 4 || n != told.Count(diag.Error)+1 {
		t.Errorf("asked %d times, %d errors", asked, n)
	}
	if _, problems, _ := draft.Open("a/index.html"); problems.Count(diag.Error) != 1 {
		t.Errorf("the page says %s", spoken(problems))
	}
}

func TestDraftHasNoSuchFile(t *testing.T) {
	draft, _ := NewSession(newDesk(manyCases(10), 1), fromSite).Update()
	if _, _, err := draft.Open("nowhere.html"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("error %v, and there is no such page", err)
	}
}
