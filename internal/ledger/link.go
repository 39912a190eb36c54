package ledger

import (
	"slices"

	"github.com/lanewall/lanewall/internal/diag"
)

// Names resolves what rows may call the rows of another ledger: an id, an alias, or a name that only one has.
type Names struct {
	ids       map[string]string // by id, alias or exact name
	ambiguous map[string]bool
	listed    []string
}

// NamesOf collects the ids, aliases and names of a table of units, bodies or people.
func NamesOf(t *Table) *Names {
	n := &Names{ids: map[string]string{}, ambiguous: map[string]bool{}}
	for row := range t.N {
		n.ids[t.ID(row)] = t.ID(row)
	}
	for row := range t.N {
		for _, column := range []string{"name", "aliases"} {
			if c := t.Column(column); c != nil {
				for _, code := range c.Codes(row, 0) {
					n.add(c.Word(code), t.ID(row))
				}
			}
		}
	}
	return n
}

func (n *Names) add(name, id string) {
	switch other, taken := n.ids[name]; {
	case taken && other == name && other != id: // an id goes before any name
		return
	case taken && other != id:
		n.ambiguous[name] = true
		return
	}
	n.ids[name] = id
	n.listed = append(n.listed, name)
}

// Link resolves the columns that name rows of a kind (unit, body or person) to ids. Names that nothing has, or that
// several have, are diagnostics at every row that uses them.
func (t *Table) Link(kind string, names *Names) diag.List {
	var problems diag.List
	for _, c := range t.Columns {
		if c.Type.Ref() != kind {
			continue
		}
		wrong := c.resolve(names)
		c.names = names
		for row := range t.N {
			cell := c.rawCodes(row)
			for i, code := range cell {
				if word, bad := wrong[code]; bad {
					problems.Append(names.Unknown(t.Pos(row, c.Name), kind, word))
				} else if slices.Contains(cell[:i], code) { // by its id and by its name
					problems.Add("repeated-value", t.Pos(row, c.Name), c.word(code))
				}
			}
		}
		c.drop(wrong)
	}
	return problems
}

// Unknown is what to say of a word that stands for none of the rows of a kind, or for several.
func (n *Names) Unknown(pos diag.Pos, kind, word string) (problems diag.List) {
	if n.ambiguous[word] {
		problems.Add("ambiguous-"+kind, pos, word)
		return problems
	}
	problems.Add("unknown-"+kind, pos, word, diag.Choice{Given: word, Names: n.listed})
	return problems
}

// resolve turns the words of the dictionary into ids and gives those it could not, by code.
func (c *Column) resolve(names *Names) map[uint32]string {
	wrong := map[uint32]string{}
	old := c.all()
	c.setWords(nil)
	code := make([]uint32, len(old))
	for i, word := range old[1:] {
		id, ok := names.ids[word]
		if !ok || names.ambiguous[word] {
			id = word
		}
		code[i+1] = c.code(id)
		if !ok || names.ambiguous[word] {
			wrong[code[i+1]] = word
		}
	}
	for i := range c.codes {
		c.codes[i] = code[c.codes[i]]
	}
	return wrong
}

// drop forgets the words that named nothing, or one thing twice, so that no later stage meets them.
func (c *Column) drop(wrong map[uint32]string) {
	if c.Type.Many() {
		c.dropMany(wrong)
		return
	}
	for i, code := range c.codes {
		if _, bad := wrong[code]; bad {
			c.codes[i] = 0
		}
	}
}

func (c *Column) dropMany(wrong map[uint32]string) {
	var codes, ends []uint32
	for row := range c.ends {
		from := len(codes)
		for _, code := range c.rawCodes(row) {
			if _, bad := wrong[code]; !bad && !slices.Contains(codes[from:], code) {
				codes = append(codes, code)
			}
		}
		ends = append(ends, uint32(len(codes)))
	}
	c.codes, c.ends = codes, ends
}

// rawCodes is the codes of a cell whatever the date.
func (c *Column) rawCodes(row int) []uint32 {
	if !c.Type.Many() {
		return c.codes[row : row+1]
	}
	from := uint32(0)
	if row > 0 {
		from = c.ends[row-1]
	}
	return c.codes[from:c.ends[row]]
}

// ID is the id that a word stands for; "" if none or several do.
func (n *Names) ID(word string) string {
	if n.ambiguous[word] {
		return ""
	}
	return n.ids[word]
}

// Listed is the names and aliases, in the order of the rows.
func (n *Names) Listed() []string { return n.listed }
