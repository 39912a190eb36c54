package theme

import (
	"html/template"
	"strings"

	"github.com/lanewall/lanewall/internal/diag"
)

// Templates parses the templates with the given functions. A fault is a diagnostic at the place the parser names.
func (t *Theme) Templates(functions template.FuncMap) (*template.Template, diag.List) {
	var problems diag.List
	set := template.New("").Funcs(functions).Option("missingkey=error")
	for _, file := range t.names("templates") { // of two definitions of a part the later file's holds
		if _, err := set.New(strings.TrimPrefix(file, "templates/")).Parse(string(t.files[file].Text)); err != nil {
			problems.Append(t.Fault(err))
		}
	}
	if len(problems) == 0 { // else who calls whom is not known
		problems.Append(t.idle(set))
	}
	return set, problems
}

// Fault places the error of parsing or executing a template: text/template writes “template: name:line:col: …”,
// html/template of one that it cannot make safe “html/template:name:line:col: …”.
func (t *Theme) Fault(err error) diag.List {
	var problems diag.List
	words := err.Error()
	rest, escaping := strings.CutPrefix(words, "html/template:")
	if !escaping {
		_, rest, _ = strings.Cut(words, "template: ")
	}
	name, rest, _ := strings.Cut(rest, ":")
	src, ok := t.files["templates/"+name]
	if !ok {
		problems.Add("template", diag.Pos{}, words)
		return problems
	}
	line, rest, _ := strings.Cut(rest, ":")
	col, after, more := strings.Cut(rest, ":")
	if n := digits(col); more && n >= 0 {
		problems.Add("template", src.At(lineOffset(src.Text, digits(line), n)), strings.TrimSpace(after))
		return problems
	}
	problems.Add("template", src.At(lineOffset(src.Text, digits(line), 0)), strings.TrimSpace(rest))
	return problems
}

// digits is a number written in s; -1 if it is none.
func digits(s string) int {
	n := 0
	for _, r := range s {
		if r < '0' || r > '9' {
			return -1
		}
		n = n*10 + int(r-'0')
	}
	if s == "" {
		return -1
	}
	return n
}

// lineOffset is the byte offset of a line, from 1, and a column in bytes, from 0.
func lineOffset(text []byte, line, col int) int {
	offset := 0
	for ; line > 1; line-- {
		next := strings.IndexByte(string(text[offset:]), '\n')
		if next < 0 {
			break
		}
		offset += next + 1
	}
	return min(offset+col, len(text))
}
