package kit

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
)

// A Writer writes rows as TOML tables, one key a line, in the order they are given. What is empty is left out: an open
// case has no `closed` line.
type Writer struct{ buf bytes.Buffer }

// Writer starts a file of the site.
func (s Site) Writer() *Writer {
	w := new(Writer)
	w.buf.WriteString(s.Header())
	return w
}

// File is what has been written, as the file of that path: data/units.toml.
func (w *Writer) File(path string) File { return File{path, w.buf.Bytes()} }

// Row starts a row of the named table.
func (w *Writer) Row(table string) { fmt.Fprintf(&w.buf, "\n[[%s]]\n", table) }

func (w *Writer) line(key, value string) { fmt.Fprintf(&w.buf, "%s = %s\n", key, value) }

// Text writes a string unless it is empty.
func (w *Writer) Text(key, value string) {
	if value != "" {
		w.line(key, strconv.Quote(value))
	}
}

// List writes strings unless there are none.
func (w *Writer) List(key string, values []string) {
	if len(values) == 0 {
		return
	}
	quoted := make([]string, len(values))
	for i, v := range values {
		quoted[i] = strconv.Quote(v)
	}
	w.line(key, "["+strings.Join(quoted, ", ")+"]")
}

// Date writes a day unless it is none.
func (w *Writer) Date(key string, d Day) {
	if d != 0 {
		w.line(key, d.String())
	}
}

// Integer writes a number, 0 too.
func (w *Writer) Integer(key string, n int) { w.line(key, strconv.Itoa(n)) }

// Bool writes true or false.
func (w *Writer) Bool(key string, b bool) { w.line(key, strconv.FormatBool(b)) }

// Money writes an amount of 分 as yuan with two decimals, unless it is 0.
func (w *Writer) Money(key string, fen int) {
	if fen != 0 {
		w.line(key, fmt.Sprintf("%d.%02d", fen/100, fen%100))
	}
}

// A Field is a key of an inline table and its value: a string, an int, a bool or a Day.
type Field struct {
	Key   string
	Value any
}

// F is a field of an inline table.
func F(key string, value any) Field { return Field{key, value} }

// Table writes an inline table, such as scores: rating = { response = 90, cooperation = 80 }. Empty strings and no
// days are left out, and so is a table without fields.
func (w *Writer) Table(key string, fields ...Field) {
	if text := inline(fields); text != "" {
		w.line(key, text)
	}
}

// Tables writes a list of inline tables, such as steps: steps = [{ level = "村", from = 2019-03-01 }].
func (w *Writer) Tables(key string, rows [][]Field) {
	var texts []string
	for _, fields := range rows {
		if text := inline(fields); text != "" {
			texts = append(texts, text)
		}
	}
	if len(texts) > 0 {
		w.line(key, "["+strings.Join(texts, ", ")+"]")
	}
}

// inline is a table on one line, or "" if it has no fields.
func inline(fields []Field) string {
	var parts []string
	for _, f := range fields {
		if text := value(f.Value); text != "" {
			parts = append(parts, f.Key+" = "+text)
		}
	}
	if len(parts) == 0 {
		return ""
	}
	return "{ " + strings.Join(parts, ", ") + " }"
}

// value is a value as TOML writes it, or "" for an empty one.
func value(v any) string {
	switch v := v.(type) {
	case string:
		if v == "" {
			return ""
		}
		return strconv.Quote(v)
	case int:
		return strconv.Itoa(v)
	case bool:
		return strconv.FormatBool(v)
	case Day:
		return v.String()
	default:
		panic(fmt.Sprintf("kit: an inline table cannot hold a %T", v))
	}
}
