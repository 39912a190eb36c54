package intake

import (
	"regexp"
	"strings"

	"github.com/lanewall/lanewall/internal/diag"
	"github.com/lanewall/lanewall/internal/sheet"
)

// Dropped says why a row of the sheet is none of the ledger.
type Dropped int

// A row may be taken, be blank, have only its running number, be a total, the header again, a note under the table, the
// heading of a section, or the sample of a template.
const (
	Taken Dropped = iota
	Blank
	CountOnly
	Total
	HeaderAgain
	Note
	Heading
	SampleRow
)

var droppedWords = [...][2]string{
	Taken: {"写入", "taken"}, Blank: {"空行", "blank"}, CountOnly: {"只有序号", "only a number"}, Total: {"合计行", "total"}, HeaderAgain: {"重复的表头", "header again"},
	Note: {"表下的注", "note"}, Heading: {"只有一格的小标题", "heading of a section"}, SampleRow: {"示例行", "sample"},
}

// In names the reason.
func (d Dropped) In(lang diag.Lang) string { return droppedWords[d][lang] }

var pageForm = regexp.MustCompile(`^第?\d+页|^-?\d+/\d+-?$`)

// dropped tells whether a row under the header is one of the ledger. In doubt it is: then its reader is told what it
// lacks.
func (i *Import) dropped(cells []sheet.Cell) Dropped {
	var own []int
	for col, c := range cells {
		if c.Kind != sheet.Empty && c.Merged == sheet.Own && clean(c.Text) != "" {
			own = append(own, col)
		}
	}
	if len(own) == 0 {
		return Blank
	}
	word := i.firstWord(cells, own)
	switch {
	case IsSample(clean(cells[own[0]].Text)):
		return SampleRow
	case i.isHeader(cells, own):
		return HeaderAgain
	case i.isTotal(word):
		return Total
	case i.onlyRunning(cells, own):
		return CountOnly
	case i.lacks(cells) && (i.words.isNote(word) || pageForm.MatchString(plainWord(word))):
		return Note
	case len(own) == 1 && i.wide() && cells[own[0]].Kind == sheet.Text:
		return Heading
	}
	return Taken
}

// isTotal tells by the first word of a row whether it sums up others: 合计, 小　计：, 合计（件）.
func (i *Import) isTotal(word string) bool {
	if len(word) > longestHeader {
		return false
	}
	return i.words.totals[strings.TrimRight(unbracketed(plainWord(word)), ":;,.")]
}

// firstWord is the first cell of a row that does not count it.
func (i *Import) firstWord(cells []sheet.Cell, own []int) string {
	for _, col := range own {
		if cells[col].Kind != sheet.Text {
			continue
		}
		if word := clean(cells[col].Text); strings.Trim(word, "0123456789.") != "" {
			return word
		}
	}
	return ""
}

// longestHeader bounds a header that is looked for again, in bytes.
const longestHeader = 300

func (i *Import) isHeader(cells []sheet.Cell, own []int) bool {
	other := 0
	for _, col := range own {
		if col >= len(i.head) || len(cells[col].Text) > longestHeader || plainWord(cells[col].Text) != i.head[col] {
			if other++; other*5 > len(own) { // most rows say so at once
				return false
			}
		}
	}
	return len(own)-other >= 2
}

func (i *Import) onlyRunning(cells []sheet.Cell, own []int) bool {
	for _, col := range own {
		counts := col < len(i.Columns) && i.Columns[col].Running || len(own) == 1 && col == 0 && i.Columns[0].Name == "" && i.wide()
		if !counts || strings.Trim(plainWord(cells[col].Text), "0123456789.") != "" {
			return false
		}
	}
	return true
}

// lacks tells whether a column is empty that has to be filled in.
func (i *Import) lacks(cells []sheet.Cell) bool {
	lacking, required := false, false
	for _, c := range i.Columns {
		if c.Field == nil || !c.Field.Required || c.Col < 0 {
			continue
		}
		required = true
		lacking = lacking || c.Col >= len(cells) || cells[c.Col].Kind == sheet.Empty || cells[c.Col].Merged == sheet.Right
	}
	return lacking || !required
}

// wide is true of a table with several columns that are taken.
func (i *Import) wide() bool {
	n := 0
	for _, c := range i.Columns {
		if c.Name != "" && c.Col >= 0 {
			n++
		}
	}
	return n >= 2
}
