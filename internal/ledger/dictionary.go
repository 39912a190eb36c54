package ledger

import (
	"hash/maphash"
	"math"
	"sort"
	"strings"
	"sync/atomic"
)

// dictionary numbers words in the order in which they come; 0 is the empty word.
//
// A ledger of 400,000 rows has as many ids, so words are kept without a pointer each, which the garbage collector would
// follow every time: reading took twice as long with []string and map[string]uint32, and half as much memory again. As
// long as every word sorts behind the one before, as ids mostly do, there is nothing to look up but the last one, and
// no table of hashes.
type dictionary struct {
	text  strings.Builder // the words, one behind the other
	ends  []uint32        // by code, where they end in it
	slots []uint64        // open addressing: half the word's hash, and its code; 0 is free. Nil while words come sorted
	seed  maphash.Seed
	list  atomic.Pointer[[]string] // see all
}

// setWords starts the dictionary over.
func (d *dictionary) setWords(words []string) {
	d.text = strings.Builder{}
	d.ends, d.slots = []uint32{0}, nil
	d.list.Store(nil)
	for _, w := range words {
		d.code(w)
	}
}

// size is how many words there are, the empty one included.
func (d *dictionary) size() int { return len(d.ends) }

// word is the word of a code.
func (d *dictionary) word(code uint32) string {
	if code == 0 {
		return ""
	}
	return d.text.String()[d.ends[code-1]:d.ends[code]]
}

// all is the words by code. The list is made when it is first asked for: of ids nobody asks.
func (d *dictionary) all() []string {
	if made := d.list.Load(); made != nil && len(*made) == d.size() {
		return *made
	}
	words := make([]string, d.size())
	for code := range words {
		words[code] = d.word(uint32(code))
	}
	d.list.Store(&words)
	return words
}

// codeOf is the code of a word, false if it has none.
func (d *dictionary) codeOf(word string) (uint32, bool) {
	if d.slots == nil {
		code := sort.Search(d.size(), func(code int) bool { return d.word(uint32(code)) >= word })
		if code == d.size() || d.word(uint32(code)) != word {
			return 0, false
		}
		return uint32(code), true
	}
	_, code := slotOf(d, maphash.String(d.seed, word), word)
	return code, code != 0 || word == ""
}

// code gives a word its code.
func (d *dictionary) code(word string) uint32 {
	code, ok := d.codeOf(word)
	if !ok {
		_, slot, hash := d.find([]byte(word))
		code = d.enter([]byte(word), slot, hash)
	}
	return code
}

// find is the code of a word that is not empty, 0 if it has none; the slot and the hash are for enter.
func (d *dictionary) find(word []byte) (code uint32, slot int, hash uint64) {
	if d.slots == nil {
		switch last := uint32(d.size() - 1); {
		case d.word(last) < string(word):
			return 0, sorted, 0
		case d.word(last) == string(word):
			return last, sorted, 0
		}
		d.index()
	}
	hash = maphash.Bytes(d.seed, word)
	slot, code = slotOf(d, hash, word)
	return code, slot, hash
}

// sorted is the slot of a word that sorts behind all others.
const sorted = -1

// enter adds the word that find has not found.
func (d *dictionary) enter(word []byte, slot int, hash uint64) uint32 {
	d.text.Write(word)
	if d.text.Len() > math.MaxUint32 {
		panic("ledger: more than 4 GB of words in a column")
	}
	code := uint32(len(d.ends))
	d.ends = append(d.ends, uint32(d.text.Len()))
	if slot != sorted {
		d.slots[slot] = hash&^codeBits | uint64(code)
		if 3*len(d.ends) > 2*len(d.slots) {
			d.resize(2 * len(d.slots))
		}
	}
	return code
}

// batch is how many words are given their codes together.
const batch = 64

// codes gives some words their codes, as many as a batch at most. The slots of a large dictionary are far from the
// processor: asked for together, they take about half the time. What they held is returned only lest the compiler leave
// the question out.
func (d *dictionary) codes(words [][]byte, codes []uint32) (held uint64) {
	i := 0
	for ; i < len(words) && d.slots == nil; i++ {
		codes[i] = d.codeOrEnter(words[i])
	}
	words, codes = words[i:], codes[i:]
	var hashes [batch]uint64
	for i, word := range words {
		hashes[i] = maphash.Bytes(d.seed, word)
		held |= d.slots[int(hashes[i]>>32)&(len(d.slots)-1)]
	}
	for i, word := range words {
		slot, code := slotOf(d, hashes[i], word)
		if code == 0 {
			code = d.enter(word, slot, hashes[i])
		}
		codes[i] = code
	}
	return held
}

func (d *dictionary) codeOrEnter(word []byte) uint32 {
	code, slot, hash := d.find(word)
	if code == 0 {
		code = d.enter(word, slot, hash)
	}
	return code
}

const codeBits = 1<<32 - 1

// slotOf finds a word, or code 0 and the slot for it.
func slotOf[Word string | []byte](d *dictionary, hash uint64, word Word) (slot int, code uint32) {
	last := len(d.slots) - 1
	for slot = int(hash>>32) & last; ; slot = (slot + 1) & last {
		entry := d.slots[slot]
		if entry == 0 {
			return slot, 0
		}
		if code = uint32(entry); (entry^hash)&^codeBits == 0 && d.word(code) == string(word) {
			return slot, code
		}
	}
}

// index makes the slots.
func (d *dictionary) index() {
	d.seed = maphash.MakeSeed()
	n := 8
	for 3*len(d.ends) > 2*n {
		n *= 2
	}
	d.slots = make([]uint64, n)
	for code := uint32(1); int(code) < d.size(); code++ {
		d.place(maphash.String(d.seed, d.word(code))&^codeBits | uint64(code))
	}
}

// resize makes the slots so many, a power of two.
func (d *dictionary) resize(n int) {
	old := d.slots
	d.slots = make([]uint64, n)
	for _, entry := range old {
		if entry != 0 {
			d.place(entry)
		}
	}
}

// place puts an entry into the first free slot from its own on.
func (d *dictionary) place(entry uint64) {
	last := len(d.slots) - 1
	slot := int(entry>>32) & last
	for d.slots[slot] != 0 {
		slot = (slot + 1) & last
	}
	d.slots[slot] = entry
}

// truncate keeps the first words, so many with the empty one.
func (d *dictionary) truncate(size int) {
	if size < d.size() {
		d.setWords(d.all()[1:size])
	}
}
