package search

import (
	"fmt"
	"iter"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/lanewall/lanewall/internal/civil"
	"github.com/lanewall/lanewall/internal/plan"
	"github.com/lanewall/lanewall/internal/tree"
)

func TestFold(t *testing.T) {
	for text, want := range map[string]string{
		"路燈": "路灯", "ＬＥＤ路燈": "led路灯", "裏巷裡": "里巷里", "①℃": "1°c", "臺灣": "台湾", "A-1": "a-1", "〇〇": "〇〇",
	} {
		if got := string(Fold(text)); got != want {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
	}
	for from, to := range simplified() {
		if from == to || isBreak(to) {
			t.Errorf("%c is folded to %c", from, to)
		}
	}
}

func TestTerms(t *testing.T) {
	for query, want := range map[string]string{
		"路灯": "路灯", " 路灯　甲里 ": "甲里|路灯", "三栋、四栋": "三栋|四栋", "路燈 路灯": "路灯", "（“”）": "", "C-2024-0001": "0001|2024|c", "": "",
	} {
		if got := strings.Join(Terms(query), "|"); got != want {
			t.Errorf("%q: %s, want %s", query, got, want)
		}
	}
	for _, number := range []string{"江呼〔2024〕12号", "江呼[2024]12号", "江呼 2024 12 號", "江呼２０２４－１２号"} {
		if got := key(number); got != "江呼202412号" {
			t.Errorf("%s: %s", number, got)
		}
	}
}

// readNumber reads what appendNumber has written, as the script does.
func readNumber(text string) (n int, rest string) {
	for high := 0; ; text = text[1:] {
		d := strings.IndexByte(digits, text[0])
		if d < ends {
			return high*ends + d, text[1:]
		}
		high = high*(len(digits)-ends) + d - ends + 1
	}
}

func TestNumbers(t *testing.T) {
	for n := 0; n < 3_000_000; n += 1 + n/1000 {
		text := string(appendNumber(nil, n))
		if got, rest := readNumber(text + "x"); got != n || rest != "x" {
			t.Fatalf("%d is written %q and read %d", n, text, got)
		}
		if want := map[bool]int{true: 1, false: 2}[n < 56]; n < 56+36*56 && len(text) != want {
			t.Fatalf("%d takes %d characters", n, len(text))
		}
	}
	for _, c := range digits {
		if strings.ContainsRune(`"\<`+"\n\r\t", c) {
			t.Errorf("%q has to be escaped", c)
		}
	}
}

func some(n int) func() iter.Seq2[int, *plan.Document] {
	return func() iter.Seq2[int, *plan.Document] {
		return func(yield func(int, *plan.Document) bool) {
			for i := range n {
				d := &plan.Document{Date: civil.Date(i), Due: civil.None, Title: fmt.Sprintf("路\"灯\\%d</script>\n\u2028", i), Path: "cases/2024-01/index.html", Anchor: fmt.Sprintf("c-%d", i)}
				if i%3 == 0 {
					d.Receipt, d.Title = fmt.Sprintf("R%d", i), "收件事由"
				}
				if !yield(i, d) {
					return
				}
			}
		}
	}
}

func rendered(t *testing.T, files []tree.File) map[string]string {
	t.Helper()
	texts := map[string]string{}
	for _, f := range files {
		text, err := f.Render()
		if err != nil {
			t.Fatal(err)
		}
		texts[f.Path] = string(text)
	}
	return texts
}

// A file says how big it is, so that whoever loads it knows what it cost; and it is a script whatever the texts are.
func TestFiles(t *testing.T) {
	for _, n := range []int{0, 1, 33, 1000} {
		first, second := rendered(t, Index(nil, plan.Numbering{Rows: n}, some(n))), rendered(t, Index(nil, plan.Numbering{Rows: n}, some(n)))
		for name, text := range first {
			if second[name] != text {
				t.Errorf("%s is another one each time", name)
			}
			var size int
			var of string
			if _, err := fmt.Sscanf(strings.NewReplacer(`(`, " ", `,`, " ").Replace(text[:min(len(text), 60)]), "lanewallShard %q %d", &of, &size); err != nil {
				t.Fatal(name, err)
			}
			if size != len(text) || plan.SearchFolder+of+".js" != name {
				t.Errorf("%s: says it is %s with %d bytes, has %d", name, of, size, len(text))
			}
			if strings.ContainsAny(strings.TrimSuffix(text, "\n"), "\n\r\u2028") || strings.Contains(text, "</") {
				t.Errorf("%s is not safe in a script: %s", name, text)
			}
		}
	}
}

// Of a receipt there is no title and no address.
func TestReceipt(t *testing.T) {
	for name, text := range rendered(t, Index(nil, plan.Numbering{Rows: 9}, some(9))) {
		if strings.HasPrefix(name, plan.SearchFolder+"n/") && (!strings.Contains(text, "r3\tR3\t0\t\t") || strings.Contains(text, "收件") || strings.Contains(text, "cases")) {
			t.Errorf("%s: %s", name, text)
		}
	}
}

// A number is found however its characters are written, of those too that stand in no text.
func TestNumbersAreFolded(t *testing.T) {
	one := func() iter.Seq2[int, *plan.Document] {
		return func(yield func(int, *plan.Document) bool) {
			yield(0, &plan.Document{Date: civil.None, Due: civil.None, Title: "路灯", Path: "cases/index.html", Number: "江字〔2024〕12号"})
		}
	}
	if text := rendered(t, Index(nil, plan.Numbering{Rows: 1}, one))[plan.SearchFolder+"fold.js"]; !strings.Contains(text, "號") {
		t.Errorf("號 is not folded: %s", text)
	}
}

// There are never more files than a site can carry, and each has its part.
func TestShape(t *testing.T) {
	for _, n := range []int{0, 1, 100, 10_000, 400_000, 3_000_000} {
		s := shapeOf(plan.Numbering{Rows: n, Others: 100})
		if s.rows > mostDocuments || s.postings > mostPostings || s.numberings > mostNumbers || s.rows*s.perFile < n || s.others*s.perFile < 100 || s.Standing() < n || s.Standing()%s.perFile != 0 || s.postings&(s.postings-1) != 0 {
			t.Errorf("%d documents: %+v", n, s)
		}
	}
}

// The blocks of a token have every occurrence once, in order, and no document is cut in two.
func TestBlocks(t *testing.T) {
	const n = 3*blockSize + 7
	s := shapeOf(plan.Numbering{Rows: n})
	x := build(nil, s, some(n)())
	var tok *token
	for _, entries := range x.entries {
		for _, e := range entries {
			if e.token.text == "路" {
				tok = e.token
			}
		}
	}
	var got []int
	for _, b := range append(slices.Clone(tok.sealed), tok.open) {
		text, at := string(b.bytes), 0
		for i := 0; text != ""; i++ {
			var step int
			step, text = readNumber(text)
			at += step
			if i == 0 && at != b.first {
				t.Errorf("a block begins with %d, not %d", at, b.first)
			}
			got = append(got, at)
		}
	}
	var want []int
	for i := range n {
		if i%3 != 0 {
			want = append(want, i)
		}
	}
	if !slices.Equal(got, want) || tok.docs != len(want) || len(tok.sealed) != (len(want)-1)/blockSize {
		t.Errorf("%d occurrences of %d in %d blocks", len(got), len(want), len(tok.sealed)+1)
	}
}

// A row that comes last leaves the files of documents and numbers as they were, but for those that it is in, though
// there are others with higher numbers; and most postings.
func TestRowMore(t *testing.T) {
	const rows, others = 5000, 40
	index := func(rows int) map[string]string {
		n := plan.Numbering{Rows: rows, Others: others}
		return rendered(t, Index(nil, n, func() iter.Seq2[int, *plan.Document] {
			return func(yield func(int, *plan.Document) bool) {
				for i, d := range varied(rows)() {
					if !yield(i, d) {
						return
					}
				}
				for i, d := range varied(others)() {
					if !yield(n.Standing()+i, d) {
						return
					}
				}
			}
		}))
	}
	before, after := index(rows), index(rows+1)
	changed := map[string]int{}
	for name, text := range after {
		if before[name] != text {
			changed[strings.Split(name, "/")[1]]++
		}
	}
	for name := range before {
		if _, ok := after[name]; !ok {
			t.Errorf("%s is gone", name)
		}
	}
	row := 30 + 29 // characters and pairs of the new row
	if changed["d"] != 1 || changed["n"] != 1 || changed["p"] > row {
		t.Errorf("changed files: %v", changed)
	}
}

// BenchmarkIndex is how long the index of so many documents takes, and how many bytes it stands in.
func BenchmarkIndex(b *testing.B) {
	const n = 100_000
	for b.Loop() {
		size := 0
		for _, f := range Index(nil, plan.Numbering{Rows: n}, varied(n)) {
			text, err := f.Render()
			if err != nil {
				b.Fatal(err)
			}
			size += len(text)
		}
		b.ReportMetric(float64(size)/n, "bytes/document")
	}
}

// varied is documents with thirty characters each, of three thousand, some far more frequent.
func varied(n int) func() iter.Seq2[int, *plan.Document] {
	return func() iter.Seq2[int, *plan.Document] {
		return func(yield func(int, *plan.Document) bool) {
			random := rand.New(rand.NewPCG(1, 2))
			for i := range n {
				text := make([]rune, 30)
				for j := range text {
					text[j] = rune(0x4E00 + int(math.Exp(random.Float64()*math.Log(3000))))
				}
				if !yield(i, &plan.Document{Date: civil.Date(i / 200), Due: civil.None, Title: string(text[:16]), Text: string(text[16:]), Path: fmt.Sprintf("cases/%d/index.html", i/500), Anchor: fmt.Sprintf("c-%d", i), Number: fmt.Sprintf("c-%d", i)}) {
					return
				}
			}
		}
	}
}
