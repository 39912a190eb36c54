package intake

import (
	"bytes"
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/lanewall/lanewall/internal/civil"
	"github.com/lanewall/lanewall/internal/ledger"
	"github.com/lanewall/lanewall/internal/stat"
	"github.com/lanewall/lanewall/internal/toml"
)

// Record is a row on its way into a ledger: values by field, in the order they are to be written.
type Record struct{ Values []Value }

// Value is a field of a row and what it is to say. Data is one of
//
//	string          text, a choice, the id of a unit
//	int64           an integer
//	stat.Decimal    money, in yuan
//	bool
//	civil.Date
//	[]string        a set, a list, bodies
//	[]Value         scores, by part: {response, 90}
//	[]Record        steps
//
// A value without Data, a day that is none and a decimal that is absent are not written.
type Value struct {
	Field string
	Data  any
}

// Get is what a field says; nil if the record does not have it.
func (r Record) Get(field string) any {
	if i := slices.IndexFunc(r.Values, func(v Value) bool { return v.Field == field }); i >= 0 {
		return r.Values[i].Data
	}
	return nil
}

// Append gives the text of a ledger file with rows added at its end. What stands there stays as it is, byte for byte,
// but for a line end that the last line lacks; new lines end as the first line does. Rows is what the kind calls its
// rows: case for [[case]].
//
// Text is written so that the file stays a plain one (package toml), which is read 25 times faster, wherever its
// characters allow. It panics at Data of a type that is not listed at [Value].
func Append(text []byte, rows string, records []Record) []byte {
	if len(records) == 0 {
		return text
	}
	end := lineEnd(text)
	var b bytes.Buffer
	for i, r := range records {
		if i > 0 {
			b.WriteString("\n")
		}
		b.WriteString("[[" + toml.QuoteKey(rows) + "]]\n")
		for _, v := range r.Values {
			if data := dataText(v.Data); data != "" {
				b.WriteString(toml.QuoteKey(v.Field) + " = " + data + "\n")
			}
		}
	}
	return slices.Concat(text, []byte(end.join(text)), bytes.ReplaceAll(b.Bytes(), []byte("\n"), []byte(end)))
}

// ending is what the lines of a text end with.
type ending string

func lineEnd(text []byte) ending {
	if i := bytes.IndexByte(text, '\n'); i > 0 && text[i-1] == '\r' {
		return "\r\n"
	}
	return "\n"
}

// join is what has to stand between a text and a row behind it: one empty line.
func (e ending) join(text []byte) string {
	end := string(e)
	switch {
	case len(bytes.TrimPrefix(text, []byte("\ufeff"))) == 0 || bytes.HasSuffix(text, []byte(end+end)):
		return ""
	case bytes.HasSuffix(text, []byte("\n")):
		return end
	}
	return end + end
}

// dataText is a value as TOML has it; "" if there is nothing to write.
func dataText(data any) string {
	switch v := data.(type) {
	case nil:
		return ""
	case string:
		return toml.Quote(v)
	case int64:
		return strconv.FormatInt(v, 10)
	case bool:
		return strconv.FormatBool(v)
	case civil.Date:
		return v.String()
	case stat.Decimal:
		return v.String()
	case []string:
		items := make([]string, len(v))
		for i, item := range v {
			items[i] = toml.Quote(item)
		}
		return "[" + strings.Join(items, ", ") + "]"
	case []Value:
		return inline(v)
	case []Record:
		items := make([]string, len(v))
		for i, item := range v {
			items[i] = inline(item.Values)
		}
		return "[" + strings.Join(items, ", ") + "]"
	}
	panic(fmt.Sprintf("intake: a value of type %T", data))
}

// inline is a table on one line.
func inline(values []Value) string {
	var items []string
	for _, v := range values {
		if data := dataText(v.Data); data != "" {
			items = append(items, toml.QuoteKey(v.Field)+" = "+data)
		}
	}
	if len(items) == 0 {
		return "{}"
	}
	return "{ " + strings.Join(items, ", ") + " }"
}

// FileOf is where a row of this kind and date belongs: data/cases/2024-09.toml. Rows without a date stand in
// data/<ledger>/rows.toml; those of the ledgers that may be one file in data/, such as units, in that.
func FileOf(ledgerName string, kind *ledger.Kind, date civil.Date) string {
	switch {
	case slices.Contains(oneFile, ledgerName):
		return path.Join("data", ledgerName+".toml")
	case kind.Date != "" && date != civil.None:
		return path.Join("data", ledgerName, civil.Month.Of(date).Key()+".toml")
	}
	return path.Join("data", ledgerName, "rows.toml")
}

// oneFile are the ledgers whose name says their kind; see package site.
var oneFile = []string{"units", "people", "bodies", "calendar", "filings", "published"}

// FileFor is where the next row of a ledger belongs, by what its rows do so far: in the file of its month, unless none
// of the ledger's files is named for a month; then behind the last row.
func FileFor(t *ledger.Table, date civil.Date) string {
	file := FileOf(t.Name, t.Kind, date)
	if t.N == 0 {
		return file
	}
	last := t.File(t.N - 1)
	if _, monthly := monthOf(file); monthly {
		if _, monthly := monthOf(last); monthly {
			return file
		}
	}
	return last
}

func monthOf(file string) (civil.Period, bool) {
	p, err := civil.ParsePeriod(strings.TrimSuffix(path.Base(file), ".toml"))
	return p, err == nil && p.Kind == civil.Month
}
