// Package search writes the files in which the search page of a site looks for words and numbers.
//
//	plan.Documents ──build──▶ index ──Files──▶ search/*.js
//
// A page opened from a folder may not read files, but it may load scripts; so each file is a script that hands a name,
// its own size in bytes and its content to the function lanewallShard. There are four sorts:
//
//   - meta and fold: what is known beforehand, and which traditional character is which simplified one;
//   - p: where each pair of neighbouring characters (bigram) occurs, and in which documents each single one. Occurrences
//     stand in blocks of some hundred; a block is in the file that a hash of its bigram and number says. The newest is
//     number 0 and tells where the others begin, so that nobody loads a block in vain;
//   - d: what is shown of each document, so many of them a file, in the order of their numbers;
//   - n: what is told of each number of a case, and of each receipt.
//
// With the positions a text is found letter by letter without being loaded: 文昌里 stands where 文昌 stands and one
// further 昌里. A document is found by its latest number first, so the newest hits cost least. The number of files is
// bounded, their size grows with the site; docs/en/content/explanation/search.md has what a query loads.
package search

import (
	"bytes"
	"fmt"
	"iter"
	"math/bits"
	"strconv"
	"strings"
	"sync"

	"github.com/lanewall/lanewall/internal/plan"
	"github.com/lanewall/lanewall/internal/tree"
)

// The most files of each sort, and how much is in one as long as there are fewer.
const (
	mostPostings, perPostings   = 4096, 64
	mostDocuments, perDocuments = 8192, 32 // as long as pages, indicators and units are few
	mostNumbers, perNumbers     = 1024, 256
)

// shape is how many files there are: it follows from the number of documents, so that they can be listed before anybody
// looks at a document.
type shape struct {
	plan.Numbering
	perFile    int // of documents, a power of two
	rows       int // files of documents from the first on
	others     int // and from that of the number Standing on
	postings   int // files of postings, a power of two
	numberings int // files of numbers, a power of two
}

func shapeOf(n plan.Numbering) shape {
	s := shape{Numbering: n, perFile: max(perDocuments, n.Standing()/mostDocuments)}
	s.rows = (n.Rows + s.perFile - 1) / s.perFile
	s.others = (n.Others + s.perFile - 1) / s.perFile
	s.postings = min(mostPostings, powerOfTwo((n.Rows+n.Others)/perPostings))
	s.numberings = min(mostNumbers, powerOfTwo(n.Rows/perNumbers))
	return s
}

// fileOf is the file that a document is in.
func (s shape) fileOf(document int) int { return document / s.perFile }

// powerOfTwo is the smallest that is not less than n.
func powerOfTwo(n int) int { return 1 << bits.Len(uint(max(n, 1)-1)) }

// Files gives the files that the search page loads.
func Files(p *plan.Plan) []tree.File {
	var units []string
	for _, u := range p.Site.Units.All {
		units = append(units, u.Name)
	}
	return Index(units, p.Numbering(), p.Documents)
}

// Index gives the files for some documents in some units. The index is made when the first of them is asked for.
func Index(units []string, n plan.Numbering, documents func() iter.Seq2[int, *plan.Document]) []tree.File {
	s := shapeOf(n)
	made := sync.OnceValue(func() *index { return build(units, s, documents()) })
	files := []tree.File{
		{Path: plan.SearchFolder + "meta.js", Render: func() ([]byte, error) { return made().meta(), nil }},
		{Path: plan.SearchFolder + "fold.js", Render: func() ([]byte, error) { return made().fold(), nil }},
	}
	add := func(sort string, from, n int, content func(x *index, i int) string) {
		for i := from; i < from+n; i++ {
			name := shardName(sort, i)
			files = append(files, tree.File{Path: plan.SearchFolder + name + ".js", Render: func() ([]byte, error) { return shard(name, content(made(), i)), nil }})
		}
	}
	add("p", 0, s.postings, (*index).postingsFile)
	add("d", 0, s.rows, (*index).documentsFile)
	add("d", s.fileOf(s.Standing()), s.others, (*index).documentsFile)
	add("n", 0, s.numberings, (*index).numbersFile)
	return files
}

// shardName is the name of a file: no folder has more than 128 of them.
func shardName(sort string, i int) string { return fmt.Sprintf("%s/%x/%x", sort, i>>7, i&127) }

// shard is a file: the call with its name, its size and its content.
func shard(name, content string) []byte {
	const width = 7
	call := fmt.Sprintf("lanewallShard(%q,%*d,", name, width, 0)
	size := len(call) + len(content) + len(");\n")
	return fmt.Appendf(nil, "lanewallShard(%q,%*d,%s);\n", name, width, size, content)
}

// shardSize is how long a file with such a content is.
func shardSize(name string, content int) int { return len(shard(name, "")) + content }

// quote writes a text as a string of JavaScript. It is not JSON, where a tab takes six bytes.
func quote(b *bytes.Buffer, text string) {
	b.WriteByte('"')
	for _, r := range text {
		switch r {
		case '"', '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case '<':
			b.WriteString(`\x3c`)
		case '\n':
			b.WriteString(`\n`)
		case '\r':
			b.WriteString(`\r`)
		case '\u2028', '\u2029':
			fmt.Fprintf(b, `\u%x`, r)
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
}

func quoted(text string) string {
	var b bytes.Buffer
	quote(&b, text)
	return b.String()
}

// hash spreads texts over files: FNV-1a over code points.
func hash(text string) uint32 {
	h := uint32(2166136261)
	for _, r := range text {
		h = (h ^ uint32(r)) * 16777619
	}
	return h ^ h>>15
}

// meta is what has to be known before anything is looked for.
func (x *index) meta() []byte {
	var units []string
	for _, u := range x.units {
		units = append(units, quoted(u))
	}
	return shard("meta", fmt.Sprintf(`{perFile:%d,postings:%d,numbers:%d,largestPostings:%d,largestDocuments:%d,breaks:[%s],units:[%s]}`,
		x.perFile, x.postings, x.numberings, x.largestPostings, x.largestDocuments, breakList(), strings.Join(units, ",")))
}

func breakList() string {
	var list []string
	for _, b := range breaks {
		list = append(list, strconv.Itoa(int(b[0])), strconv.Itoa(int(b[1])))
	}
	return strings.Join(list, ",")
}
