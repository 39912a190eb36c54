package intake

import (
	"bytes"
	"reflect"
	"regexp"
	"slices"

	"github.com/lanewall/lanewall/internal/diag"
	"github.com/lanewall/lanewall/internal/toml"
)

// Edit gives the text of a ledger file with values of one row changed, the row whose header stands at an offset: a value
// that is there is replaced in its line, another comes behind the row's last, and one without Data goes with its line.
// Everything else stays as it is, byte for byte.
//
// It is false if that cannot be done line by line, as of a list that stands on several lines: then somebody has to do it
// by hand. What it gives has been read again: it says what it said, but for these values.
func Edit(text []byte, rows string, offset int, values []Value) ([]byte, bool) {
	edited := text
	for _, v := range values {
		var ok bool
		if edited, ok = editLine(edited, offset, v); !ok {
			return nil, false
		}
	}
	return edited, saysSo(text, edited, rows, offset, values)
}

// plainLine is a key and a value on one line: text in one pair of quotes without escapes, a list or a table without text
// that has brackets or # in it, or a number, a date, true or false.
const plainLine = `[ \t]*=[ \t]*)("[^"\\\r\n]*"|'[^'\r\n]*'|\[[^\[\]{}#\r\n]*\]|\{[^\[\]{}#\r\n]*\}|[^"'\[\]{}#\s]+)([ \t]*(?:#[^\r\n]*)?)(\r?\n|$)`

// editLine changes one value. The row ends where the next header begins.
func editLine(text []byte, offset int, v Value) ([]byte, bool) {
	from, to := len(text), len(text)
	if i := bytes.IndexByte(text[offset:], '\n'); i >= 0 {
		from = offset + i + 1
	}
	if next := nextHeader.FindIndex(text[from:]); next != nil {
		to = from + next[0]
	}
	key := regexp.QuoteMeta(toml.QuoteKey(v.Field))
	data := dataText(v.Data)
	there := regexp.MustCompile(`(?m)^[ \t]*` + key + `[ \t]*=`).Match(text[from:to])
	line := regexp.MustCompile(`(?m)^([ \t]*` + key + plainLine).FindSubmatchIndex(text[from:to])
	switch {
	case there && line == nil:
		return nil, false
	case there && data == "":
		return slices.Concat(text[:from+line[0]], text[from+line[1]:]), true
	case there:
		return slices.Concat(text[:from+line[4]], []byte(data), text[from+line[5]:]), true
	case data == "":
		return text, true
	}
	return addLine(text, offset, to, toml.QuoteKey(v.Field)+" = "+data), true
}

// nextHeader begins the next row.
var nextHeader = regexp.MustCompile(`(?m)^[ \t]*\[\[`)

// addLine puts a line behind the last line of text that says something, before to.
func addLine(text []byte, offset, to int, line string) []byte {
	end := []byte(lineEnd(text))
	at := offset
	for from := offset; from < to; {
		next := to
		if i := bytes.IndexByte(text[from:to], '\n'); i >= 0 {
			next = from + i + 1
		}
		if said := bytes.TrimSpace(text[from:next]); len(said) > 0 && said[0] != '#' {
			at = next
		}
		from = next
	}
	if at > 0 && text[at-1] != '\n' { // the last line of the file has no end
		return slices.Concat(text[:at], end, []byte(line), text[at:])
	}
	return slices.Concat(text[:at], []byte(line), end, text[at:])
}

// saysSo reads both texts and tells whether they differ in the values alone, and in those as was asked for.
func saysSo(text, edited []byte, rows string, offset int, values []Value) bool {
	before, problems := toml.Parse(&diag.Source{Text: text})
	after, others := toml.Parse(&diag.Source{Text: edited})
	was, is := before.Tables(rows), after.Tables(rows)
	if len(problems)+len(others) > 0 || len(was) != len(is) {
		return false
	}
	wanted, problems := toml.Parse(&diag.Source{Text: Append(nil, "row", []Record{{values}})})
	if len(problems) > 0 {
		return false
	}
	news := wanted.Tables("row")[0]
	for i := range was {
		want := plainRow(was[i])
		if was[i].Pos.Offset == offset {
			for _, v := range values {
				delete(want, v.Field)
			}
			for _, e := range news.Entries {
				want[e.Key] = e.Value.Plain()
			}
		}
		if !reflect.DeepEqual(plainRow(is[i]), want) {
			return false
		}
	}
	return true
}

func plainRow(row *toml.Table) map[string]any {
	values := map[string]any{}
	for _, e := range row.Entries {
		values[e.Key] = e.Value.Plain()
	}
	return values
}
