package main

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
)

const header = "# 示例数据，按公开报道的总数合成，非真实记录。由 go run ./examples/synth 生成，可整体重写。\n"

// A writer writes rows as TOML tables, one key a line, in the order they are
// given. What is empty is left out: an open case has no `closed` line.
type writer struct{ buf bytes.Buffer }

func newWriter() *writer {
	w := new(writer)
	w.buf.WriteString(header)
	return w
}

func (w *writer) file(path string) file { return file{path, w.buf.Bytes()} }

// row starts a row of the named table.
func (w *writer) row(table string) { fmt.Fprintf(&w.buf, "\n[[%s]]\n", table) }

func (w *writer) line(key, value string) { fmt.Fprintf(&w.buf, "%s = %s\n", key, value) }

func (w *writer) text(key, value string) {
	if value != "" {
		w.line(key, strconv.Quote(value))
	}
}

func (w *writer) list(key string, values []string) {
	if len(values) == 0 {
		return
	}
	quoted := make([]string, len(values))
	for i, v := range values {
		quoted[i] = strconv.Quote(v)
	}
	w.line(key, "["+strings.Join(quoted, ", ")+"]")
}

func (w *writer) date(key string, d day) {
	if d != 0 {
		w.line(key, d.String())
	}
}

func (w *writer) integer(key string, n int) { w.line(key, strconv.Itoa(n)) }

func (w *writer) bool(key string, b bool) { w.line(key, strconv.FormatBool(b)) }

// money writes an amount of 分 as yuan with two decimals.
func (w *writer) money(key string, fen int) {
	if fen != 0 {
		w.line(key, fmt.Sprintf("%d.%02d", fen/100, fen%100))
	}
}
