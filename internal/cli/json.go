package cli

import (
	"encoding/json"
	"errors"
	"io"

	"github.com/lanewall/lanewall/internal/diag"
)

// document is what --json prints, once, when a command has ended.
type document struct {
	Problems []problem `json:"problems"`
	Result   any       `json:"result,omitempty"` // what the command says of itself in its help
	Error    string    `json:"error,omitempty"`  // of misuse, or of the machine
}

// problem is a diagnostic with its place: line and column from 1, 0 where there is none.
type problem struct {
	Severity string `json:"severity"` // error, warning or note
	Code     string `json:"code"`
	File     string `json:"file,omitempty"`
	Line     int    `json:"line,omitempty"`
	Column   int    `json:"column,omitempty"`
	Message  string `json:"message"`
	Hint     string `json:"hint,omitempty"`
}

// tell gives the result of a command: in words, or with --json as a value.
func (a *app) tell(result any, words func(out io.Writer)) {
	if a.json {
		a.result = result
		return
	}
	words(a.out)
}

// document prints everything that was told and reported.
func (a *app) document(err error) {
	doc := document{Problems: []problem{}, Result: a.result}
	for _, d := range a.problems.Sorted() {
		doc.Problems = append(doc.Problems, a.problem(d))
	}
	if err != nil && !errors.Is(err, errSite) {
		doc.Error = a.machine(err)
	}
	e := json.NewEncoder(a.out)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	e.Encode(doc)
}

func (a *app) problem(d diag.Diagnostic) problem {
	p := problem{Severity: d.Severity().Word(diag.English), Code: d.Code, Message: d.Message(a.lang), Hint: d.Hint(a.lang)}
	if src := d.Pos.Source; src != nil {
		p.File = src.Name
		if text, err := src.Read(); err == nil && text != nil {
			p.Line, p.Column = d.Pos.LineCol()
		}
	}
	return p
}
