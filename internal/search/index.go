package search

import (
	"bytes"
	"cmp"
	"iter"
	"slices"
	"strconv"
	"strings"

	"github.com/lanewall/lanewall/internal/civil"
	"github.com/lanewall/lanewall/internal/plan"
)

// blockSize is how many occurrences a block has at least, if there are so many.
const blockSize = 256

// titleShown is how much of a title is shown among the results.
const titleShown = 48

// index is all that the files say. Occurrences are kept as they are written.
type index struct {
	shape
	units            []string
	tokens           map[uint64]*token // by their one or two characters
	entries          [][]entry         // of each file of postings
	shown            map[int]string    // the content of each file of documents
	numbers          [][]string
	seen             map[rune]bool
	largestPostings  int
	largestDocuments int
}

// token is a bigram, or a single character, and where it occurs.
type token struct {
	text   string
	single bool
	sealed []block
	open   block
	docs   int // how many documents it is in
}

// block is some occurrences from the earliest to the latest: of each the document, of the first as it is and then by
// how many further, and of a bigram the position in the document.
type block struct {
	first, last int
	n           int
	bytes       []byte
}

// entry is a block in a file of postings: of number 0 the token is the latest block's, with what leads to the others.
type entry struct {
	token *token
	block int
}

// build goes through the documents once.
func build(units []string, s shape, documents iter.Seq2[int, *plan.Document]) *index {
	x := &index{shape: s, units: units, tokens: map[uint64]*token{}, shown: map[int]string{}, seen: map[rune]bool{}, numbers: make([][]string, s.numberings)}
	file := documentsFile{}
	seal := func() {
		if file.n > 0 {
			x.shown[file.number] = file.content()
			x.largestDocuments = max(x.largestDocuments, shardSize(shardName("d", file.number), len(x.shown[file.number])))
		}
	}
	for i, d := range documents {
		place := ""
		if d.Unit != nil {
			place = d.Unit.Name
		}
		x.add(i, d.Title+"\n"+place+"\n"+d.Text)
		x.number(i, d)
		if number := s.fileOf(i); number != file.number {
			seal()
			file = documentsFile{number: number}
		}
		file.add(d)
	}
	seal()
	for _, list := range x.numbers {
		slices.Sort(list)
	}
	x.spread()
	return x
}

// add notes what occurs in a document. Words are parted by what no query has, so nothing is found across.
func (x *index) add(document int, text string) {
	runes := Fold(text)
	for i, r := range runes {
		if isBreak(r) {
			continue
		}
		x.seen[r] = true
		x.note(runes[i:i+1], document, 0)
		if i+1 < len(runes) && !isBreak(runes[i+1]) {
			x.note(runes[i:i+2], document, i)
		}
	}
}

func (x *index) note(runes []rune, document, position int) {
	key := uint64(runes[0])
	if len(runes) == 2 {
		key |= uint64(runes[1]) << 32
	}
	t := x.tokens[key]
	if t == nil {
		t = &token{text: string(runes), single: len(runes) == 1}
		x.tokens[key] = t
	}
	b := &t.open
	again := b.n > 0 && b.last == document
	if again && t.single {
		return
	}
	if b.n >= blockSize && !again {
		b.bytes = slices.Clip(b.bytes)
		t.sealed = append(t.sealed, *b)
		t.open = block{}
	}
	if b.n == 0 {
		b.first, b.last = document, 0
	}
	b.bytes = appendNumber(b.bytes, document-b.last)
	if !t.single {
		b.bytes = appendNumber(b.bytes, position)
	}
	if !again {
		t.docs++
	}
	b.last = document
	b.n++
}

// spread puts the blocks into files.
func (x *index) spread() {
	x.entries = make([][]entry, x.postings)
	tokens := make([]*token, 0, len(x.tokens))
	for _, t := range x.tokens {
		tokens = append(tokens, t)
	}
	slices.SortFunc(tokens, func(a, b *token) int { return cmp.Compare(a.text, b.text) })
	x.tokens = nil
	for _, t := range tokens {
		for k := range len(t.sealed) + 1 {
			e := entry{t, k}
			file := int(hash(e.name())) & (x.postings - 1)
			x.entries[file] = append(x.entries[file], e)
		}
	}
	for i := range x.entries {
		size := len("{}")
		for _, e := range x.entries[i] {
			size += len(e.name()) + e.size() + len(`"":"",`)
		}
		x.largestPostings = max(x.largestPostings, shardSize(shardName("p", i), size))
	}
}

// name is what the block is called in its file.
func (e entry) name() string {
	if e.block == 0 {
		return e.token.text
	}
	return e.token.text + " " + strconv.Itoa(e.block)
}

// head is what block 0 begins with: in how many documents the token is, how many older blocks there are, and the first
// document of each of them, by how many further than the one before.
func (e entry) head() []byte {
	if e.block > 0 {
		return nil
	}
	head := appendNumber(appendNumber(nil, e.token.docs), len(e.token.sealed))
	before := 0
	for _, b := range e.token.sealed {
		head = appendNumber(head, b.first-before)
		before = b.first
	}
	return head
}

func (e entry) body() []byte {
	if e.block == 0 {
		return e.token.open.bytes
	}
	return e.token.sealed[e.block-1].bytes
}

func (e entry) size() int { return len(e.head()) + len(e.body()) }

// postingsFile is the content of a file of postings. Numbers are written in characters that need no escape.
func (x *index) postingsFile(i int) string {
	var b bytes.Buffer
	b.WriteByte('{')
	for j, e := range x.entries[i] {
		if j > 0 {
			b.WriteByte(',')
		}
		b.WriteString(`"` + e.name() + `":"`)
		b.Write(e.head())
		b.Write(e.body())
		b.WriteByte('"')
	}
	b.WriteByte('}')
	return b.String()
}

// documentsFile collects what is shown of some documents.
type documentsFile struct {
	number int
	n      int
	base   civil.Date
	paths  []string
	shown  bytes.Buffer
	anchor string // of the one before
}

// add writes a document: its kind, day, unit, page, anchor and title, with tabs between. The day counts from the first
// one's, the unit from 1, the page is one of a list; of the anchor, the characters that it shares with the one before
// are a number.
func (f *documentsFile) add(d *plan.Document) {
	f.n++
	day, unit := "", ""
	if d.Date != civil.None {
		if f.base == 0 {
			f.base = d.Date
		}
		day = base36(int(d.Date - f.base))
	}
	if d.Unit != nil {
		unit = base36(d.Unit.Index)
	}
	path := slices.Index(f.paths, d.Path)
	if path < 0 {
		path = len(f.paths)
		f.paths = append(f.paths, d.Path)
	}
	same := 0
	for same < min(len(d.Anchor), len(f.anchor), 35) && d.Anchor[same] == f.anchor[same] {
		same++
	}
	f.anchor = d.Anchor
	if f.n > 1 {
		f.shown.WriteByte(',')
	}
	quote(&f.shown, strings.Join([]string{base36(d.Kind), day, unit, base36(path), base36(same) + d.Anchor[same:], shownTitle(d.Title)}, "\t"))
}

func (f *documentsFile) content() string {
	var paths []string
	for _, path := range f.paths {
		paths = append(paths, quoted(strings.TrimSuffix(path, "index.html")))
	}
	return strconv.Itoa(int(f.base)) + ",[" + strings.Join(paths, ",") + "],[" + f.shown.String() + "]"
}

func (x *index) documentsFile(i int) string { return x.shown[i] }

func base36(n int) string { return strconv.FormatInt(int64(n), 36) }

func shownTitle(title string) string {
	title = strings.Join(strings.Fields(title), " ")
	if runes := []rune(title); len(runes) > titleShown {
		return string(runes[:titleShown-1]) + "…"
	}
	return title
}

// number notes what is told of the number of a document, and of its receipt: its key, as it is written if that differs,
// kind, document, stage, day by which it is due, outcome. Of a receipt there is no document: it says how far the case is and
// leads nowhere.
func (x *index) number(i int, d *plan.Document) {
	due := ""
	if d.Due != civil.None {
		due = base36(int(d.Due))
	}
	note := func(number, document string) {
		k := key(number)
		if k == "" {
			return
		}
		for _, r := range k {
			x.seen[r] = true
		}
		file := int(hash(k)) & (x.numberings - 1)
		if number == k {
			number = ""
		}
		x.numbers[file] = append(x.numbers[file], strings.Join([]string{k, strings.Join(strings.Fields(number), " "), base36(d.Kind), document, d.Stage, due, d.Outcome}, "\t"))
	}
	note(d.Number, base36(i))
	note(d.Receipt, "")
}

func (x *index) numbersFile(i int) string {
	var b bytes.Buffer
	b.WriteByte('[')
	for j, line := range x.numbers[i] {
		if j > 0 {
			b.WriteByte(',')
		}
		quote(&b, line)
	}
	b.WriteByte(']')
	return b.String()
}

// fold is the characters that are folded and what they are folded to, those only that occur when they are.
func (x *index) fold() []byte {
	var from, to []rune
	table := simplified()
	for r, s := range table {
		if x.seen[s] {
			from = append(from, r)
		}
	}
	slices.Sort(from)
	for _, r := range from {
		to = append(to, table[r])
	}
	return shard("fold", quoted(string(from))+","+quoted(string(to)))
}

// digits are the characters that numbers are written in: printable, and none that a string of JavaScript or a page
// would take for something else. The first 56 end a number, the others come before.
const digits = " !#$%&'()*+,-./0123456789:;=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_`abcdefghijklmnopqrstuvwxyz{|}~"

const ends = 56

// appendNumber writes a number: its last digit counts to 56, those before to 36, without a zero, so that most numbers
// take one character or two.
func appendNumber(b []byte, n int) []byte {
	var reversed [12]byte
	k := len(reversed) - 1
	reversed[k] = digits[n%ends]
	for n /= ends; n > 0; n /= len(digits) - ends {
		n--
		k--
		reversed[k] = digits[ends+n%(len(digits)-ends)]
	}
	return append(b, reversed[k:]...)
}
