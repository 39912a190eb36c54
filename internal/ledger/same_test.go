package ledger

import (
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"runtime"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/lanewall/lanewall/internal/diag"
)

// dump is all that a table says, codes and places included.
func dump(t *Table) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s %d\n", t.Name, t.N)
	for row := range t.N {
		fmt.Fprintf(&b, "%s:%d", t.File(row), t.rows[row].offset)
		for _, c := range t.Columns {
			switch {
			case c.Type.Numeric():
				if n := c.nums[row]; n != empty {
					fmt.Fprintf(&b, " %s=%d", c.Name, n)
				}
			default:
				if codes := c.rawCodes(row); len(codes) > 1 || len(codes) == 1 && (codes[0] != 0 || c.Type.Many()) {
					fmt.Fprintf(&b, " %s=%d", c.Name, codes)
				}
			}
		}
		b.WriteByte('\n')
	}
	for _, c := range t.Columns {
		if len(c.Words()) > 1 {
			fmt.Fprintf(&b, "%s: %q\n", c.Name, c.Words())
		}
	}
	return b.String()
}

// same reads files as they are read, on one processor and on several, held and reloaded, and by way of BurntSushi.
func same(t testing.TB, kind *Kind, sources []*diag.Source) {
	t.Helper()
	table, problems := readSlowly("rows", kind, sources)
	want := dump(table) + said(problems)
	disk := fstest.MapFS{}
	var reloaded []*diag.Source
	for _, src := range sources {
		disk[src.Name] = &fstest.MapFile{Data: src.Text}
		reloaded = append(reloaded, diag.Reloaded(src.Name, func() (fs.File, error) { return disk.Open(src.Name) }))
	}
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	for _, processors := range []int{1, 2, 5} {
		runtime.GOMAXPROCS(processors)
		for _, files := range [][]*diag.Source{sources, reloaded} {
			table, problems := Read("rows", kind, files, shanghai)
			if got := dump(table) + said(problems); got != want {
				t.Fatalf("on %d processors\n%s\nof\n%s", processors, difference(got, want), texts(sources))
			}
		}
	}
	memory := NewMemory(kind)
	for _, files := range [][]*diag.Source{reloaded[len(reloaded)/2:], reloaded, reloaded[:len(reloaded)/2], reloaded} {
		table, problems := memory.Read("rows", files, shanghai)
		if len(files) < len(reloaded) {
			continue
		}
		if got := dump(table) + said(problems); got != want {
			t.Fatalf("from memory\n%s\nof\n%s", difference(got, want), texts(sources))
		}
	}
}

// difference is the first line in which the two differ.
func difference(got, want string) string {
	a, b := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return fmt.Sprintf("got  %s\nwant %s", a[i], b[i])
		}
	}
	return fmt.Sprintf("%d lines, want %d", len(a), len(b))
}

func texts(sources []*diag.Source) string {
	var b strings.Builder
	for _, src := range sources {
		fmt.Fprintf(&b, "%s %q\n", src.Name, src.Text)
	}
	return b.String()
}

// writer writes random ledgers of the kind of sorts: mostly right, now and then wrong, and seldom not plain.
type writer struct{ *rand.Rand }

func (w writer) one(words ...string) string { return words[w.IntN(len(words))] }

func (w writer) row(id int) string {
	var b strings.Builder
	b.WriteString(w.one("[[row]]\n", "[[row]]\n", "[[row]]\r\n", "[[row]] # 注\n", "\n[[row]]\n"))
	lines := []string{fmt.Sprintf("id = \"%d\"", id-w.IntN(40)/39), "must = " + w.one(`"x"`, `"甲"`, `'乙'`, fmt.Sprintf(`"%d栋灯不亮"`, w.IntN(1000)))}
	for _, choices := range [][]string{
		{"slug = 'yan'", "slug = \"li-7\"", "slug = \"Yan\"", "slug = ''"},
		{"text = \"\"", "text = \"三栋\t楼道\"", "text = 'C:\\x'", "text = \"a\\\"b\"", "text = 5", "text = \"\"\"\nx\"\"\"", fmt.Sprintf("text = \"%d\"", w.Int64())},
		{"date = 2024-08-31", "date = 2024-02-29 # x", "date = '2024'", "date = 2024-08-31T20:00:00Z", "date = 0000-01-01", "date = 2024-08"},
		{"later = 2024-09-01", "later = 2024-08-01"},
		{"count = 3", "count = 20", "count = 21", "count = -1", "count = 1_0", "count = 2.0", "count = '3'"},
		{"money = 12", "money = 0.5", "money = 12.50", "money = 1.125", "money = -1", "money = 1e3", "money = 1_000"},
		{"yes = true", "yes = false", "yes = 1"},
		{"choice = '照明'", "choice = \"排水\"", "choice = '照名'", "choice = ''"},
		{"set = []", "set = ['甲', \"乙\"]", "set = [\n  '甲', # x\n  '丙',\n]", "set = ['甲', '甲']", "set = ['丁', 1]", "set = '甲'", "set = [['甲']]"},
		{"list = ['一栋', '二栋', '']", fmt.Sprintf("list = ['%d', 'x']", w.IntN(100)), "list = [{ a = 1 }]"},
		{"rating = { response = 90, result = 80 }", "rating = { result = 7 }", "rating = {}", "rating = { respons = 1 }", "rating = { response = 101, result = '1' }",
			"rating = {\n response = 1,\n}", "rating.response = 4", "rating = [1]"},
		{"period = '2024-09'", "period = '2024-9'"},
		{"unit = '甲里'", "unit = \"jia\""},
		{"extra = 1", "extra = { a = 1 }", "\"quoted\" = [1]"},
	} {
		if w.IntN(2) == 0 {
			pick := w.IntN(2) // the first two are right, more or less
			if w.IntN(12) == 0 {
				pick = w.IntN(len(choices))
			}
			lines = append(lines, choices[min(pick, len(choices)-1)])
		}
	}
	if w.IntN(10) == 0 {
		w.Shuffle(len(lines), func(i, j int) { lines[i], lines[j] = lines[j], lines[i] })
	}
	return b.String() + strings.Join(lines, "\n") + "\n"
}

// TestSame: what a ledger says does not depend on how it is read, nor on how many read it.
func TestSame(t *testing.T) {
	kind := sortsKind(t)
	w := writer{rand.New(rand.NewPCG(3, 4))}
	rounds := 150
	if testing.Short() {
		rounds = 20
	}
	for range rounds {
		var contents []string
		id := 0
		for range w.IntN(6) {
			var b strings.Builder
			for range w.IntN(w.one2(3, 60)) {
				id++
				b.WriteString(w.row(id))
			}
			text := b.String()
			if w.IntN(6) == 0 && len(text) > 0 { // broken somewhere
				i := w.IntN(len(text))
				text = text[:i] + w.one("\x00", "\"", "\n", "]", "\\", "\xff", "\r", "= ") + text[i:]
			}
			contents = append(contents, text)
		}
		same(t, kind, files(contents...))
	}
}

func (w writer) one2(a, b int) int {
	if w.IntN(2) == 0 {
		return a
	}
	return b
}

// TestSameLarge: words that wait for their codes get those they would have got at once, in files one of which is not TOML.
func TestSameLarge(t *testing.T) {
	kind := sortsKind(t)
	w := writer{rand.New(rand.NewPCG(5, 6))}
	var contents []string
	id := 0
	for file := range 7 {
		var b strings.Builder
		for range 150 {
			id++
			fmt.Fprintf(&b, "[[row]]\nid = 'n%d'\nmust = '%d栋灯不亮'\ntext = '%d'\ncount = %d\n", id, w.IntN(80), w.IntN(1<<40), w.IntN(20)+1)
			if w.IntN(2) == 0 {
				fmt.Fprintf(&b, "list = ['%d', '%d']\nchoice = '照明'\nslug = 'li-%d'\n", w.IntN(50), w.IntN(50)+50, id)
			}
		}
		switch file {
		case 2:
			b.WriteString("[[row]]\nid = 'broken\n")
		case 4:
			b.WriteString("[[row]]\nid = \"not\\tplain\"\nmust = \"x\"\nlist = [\"of \\u4e00\"]\n")
		}
		contents = append(contents, b.String())
	}
	same(t, kind, files(contents...))
}

// TestSameOurs: the ledgers of the repository's own site and of its examples.
func TestSameOurs(t *testing.T) {
	kinds, _ := Builtin()
	root := os.DirFS("../..")
	names, _ := fs.Glob(root, "data/*/*.toml")
	more, _ := fs.Glob(root, "data/*.toml")
	rows := 0
	for _, name := range append(names, more...) {
		text, err := fs.ReadFile(root, name)
		if err != nil {
			t.Fatal(err)
		}
		_, header, _ := strings.Cut("\n"+string(text), "\n[[")
		header, _, _ = strings.Cut(header, "]]")
		for _, kind := range kinds {
			if kind.Rows == header {
				sources := []*diag.Source{{Name: name, Text: text}}
				same(t, kind, sources)
				table, _ := Read("rows", kind, sources, shanghai)
				rows += table.N
				break
			}
		}
	}
	if rows < 1000 {
		t.Errorf("only %d rows", rows)
	}
}

// FuzzRead: any file says the same both ways, nothing panics, and every place lies in the file.
func FuzzRead(f *testing.F) {
	kind := sortsKind(f)
	w := writer{rand.New(rand.NewPCG(7, 8))}
	for i := range 50 {
		f.Add([]byte(w.row(i) + w.row(i+1)))
	}
	broken, _ := fs.Glob(os.DirFS("."), "testdata/broken/*.toml")
	for _, name := range broken {
		text, _ := os.ReadFile(name)
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		sources := []*diag.Source{{Name: "x.toml", Text: text}}
		table, problems := Read("rows", kind, sources, shanghai)
		slow, more := readSlowly("rows", kind, sources)
		if a, b := dump(table)+said(problems), dump(slow)+said(more); a != b {
			t.Fatalf("%q\n%s", text, difference(a, b))
		}
		for _, p := range problems {
			if p.Pos.Source == nil || p.Pos.Offset < 0 || p.Pos.Offset > len(text) {
				t.Errorf("%s is at %v", p.Code, p.Pos.Offset)
			}
			p.Format(diag.English)
		}
		for row := range table.N {
			for _, c := range table.Columns {
				if pos := table.Pos(row, c.Name); pos.Offset > len(text) {
					t.Errorf("%s of row %d is at %d", c.Name, row, pos.Offset)
				}
			}
		}
	})
}

// TestShare: files are read by as many as there are processors, each once, in order, and evenly as far as that goes.
func TestShare(t *testing.T) {
	for _, c := range []struct {
		sizes []int64
		n     int
		want  []run
	}{
		{nil, 2, []run{{0, 0}}},
		{[]int64{5}, 2, []run{{0, 1}, {1, 1}}},
		{[]int64{0, 0}, 2, []run{{0, 1}, {1, 2}}},
		{[]int64{1, 1, 1, 1}, 2, []run{{0, 2}, {2, 4}}},
		{[]int64{1, 1, 1, 9}, 2, []run{{0, 4}, {4, 4}}},
		{[]int64{9, 1, 1, 1}, 2, []run{{0, 1}, {1, 4}}},
		{[]int64{1, 2, 3, 4, 5}, 1, []run{{0, 5}}},
	} {
		if got := share(c.sizes, c.n); !slices.Equal(got, c.want) {
			t.Errorf("%v for %d: %v, want %v", c.sizes, c.n, got, c.want)
		}
	}
}

// TestSlowFile: a large file that is not plain says so, where it stops being plain; a small one does not.
func TestSlowFile(t *testing.T) {
	kind := builtin(t, "meeting", "")
	row := "[[meeting]]\nid = '%d'\nunit = 'x'\ntitle = 'y'\ndate = 2024-09-03\n"
	var b strings.Builder
	for i := range 20_000 {
		fmt.Fprintf(&b, row, i)
	}
	table, problems := Read("meetings", kind, files(b.String()+"[[meeting]]\nid = \"\\u0041\"\nunit = 'x'\ntitle = 'y'\ndate = 2024-09-03\n"), shanghai)
	want := "100002:6 slow-file: from here on the file is not plain, and is read about 25 times slower"
	if got := said(problems); got != want || table.N != 20_001 || problems.Count(diag.Hint) != 1 {
		t.Errorf("%d rows, %s", table.N, got)
	}
	if _, problems := Read("meetings", kind, files(strings.Replace(fmt.Sprintf(row, 1), "'1'", `"\u0041"`, 1)), shanghai); len(problems) > 0 {
		t.Error(said(problems))
	}
}

// TestUnreadable: a file that cannot be read is a problem, and the others are read.
func TestUnreadable(t *testing.T) {
	kind := builtin(t, "day", "")
	sources := append(files("[[day]]\ndate = 2024-01-01\nwork = true\n"),
		diag.Reloaded("gone.toml", func() (fs.File, error) { return nil, fs.ErrNotExist }))
	table, problems := Read("calendar", kind, sources, shanghai)
	if len(problems) != 1 || problems[0].Code != "unreadable" || problems[0].Pos.Source.Name != "gone.toml" || table.N != 1 {
		t.Errorf("%d rows, %v", table.N, problems)
	}
	if !strings.HasPrefix(problems[0].Format(diag.English), "gone.toml: error: cannot read the file") {
		t.Error(problems[0].Format(diag.English))
	}
}

// TestDictionary: whatever words come in, each has one code, in the order of their coming, found by any way.
func TestDictionary(t *testing.T) {
	dice := rand.New(rand.NewPCG(9, 10))
	for range 50 {
		d := &dictionary{}
		d.setWords(nil)
		want := []string{""}
		sorted := dice.IntN(100)
		for i := range dice.IntN(3000) {
			word := fmt.Sprintf("%05d", i)
			if i > sorted {
				word = fmt.Sprint(dice.IntN(2000))
			}
			if dice.IntN(50) == 0 {
				word = ""
			}
			known := slices.Index(want, word)
			if known < 0 {
				want = append(want, word)
				known = len(want) - 1
			}
			var code uint32
			switch dice.IntN(2) {
			case 0:
				code = d.code(word)
			case 1:
				var codes [1]uint32
				if word != "" {
					d.codes([][]byte{[]byte(word)}, codes[:])
				}
				code = codes[0]
			}
			if int(code) != known {
				t.Fatalf("%q has the code %d, want %d", word, code, known)
			}
		}
		if !slices.Equal(d.all(), want) {
			t.Fatalf("got %q, want %q", d.all(), want)
		}
		last := dice.IntN(len(want))
		d.truncate(last + 1)
		if !slices.Equal(d.all(), want[:last+1]) {
			t.Fatalf("cut to %d: %q", last, d.all())
		}
		for code, word := range want {
			if got, ok := d.codeOf(word); ok != (code <= last) || ok && int(got) != code {
				t.Fatalf("%q: %d, %v", word, got, ok)
			}
		}
		if _, ok := d.codeOf("none"); ok {
			t.Fatal("a word that never came has a code")
		}
	}
}
