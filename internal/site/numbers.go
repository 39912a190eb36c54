package site

import (
	"io/fs"
	"slices"

	"github.com/lanewall/lanewall/internal/diag"
	"github.com/lanewall/lanewall/internal/ledger"
	"github.com/lanewall/lanewall/internal/privacy"
	"github.com/lanewall/lanewall/internal/toml"
)

// Numbers that name a person are looked for in everything that is published: rows, also those after the horizon, which
// are published another day, the texts of site.toml, kinds and definitions, and pages.

// numbers looks through rows and definitions. Pages are looked through as they are read.
func (l *loader) numbers() {
	for _, t := range append(slices.Clone(l.site.Ledgers), l.site.Published) {
		l.do("numbers "+t.Name, l.stands(t), func() { l.problems.Append(t.Numbers()) })
	}
	for _, pattern := range []string{configFile, "data/*/ledger.toml", "data/kinds/*.toml", "data/indicators.toml", "data/indicators/*.toml"} {
		files, _ := fs.Glob(l.files, pattern)
		for _, name := range files {
			l.definitions(name)
		}
	}
}

// definitions looks through a file of definitions. What else is wrong with it is said where it is read.
func (l *loader) definitions(name string) {
	text, err := fs.ReadFile(l.files, name)
	if err != nil || len(privacy.Find(string(text))) == 0 {
		return
	}
	table, _ := toml.Parse(&diag.Source{Name: name, Text: text})
	l.texts(toml.Value{Data: table}, "")
}

// texts looks through a value. A phone is meant to be one.
func (l *loader) texts(v toml.Value, key string) {
	switch data := v.Data.(type) {
	case *toml.Table:
		for _, e := range data.Entries {
			l.texts(e.Value, e.Key)
		}
	case []toml.Value:
		for _, item := range data {
			l.texts(item, key)
		}
	case string:
		if n, ok := privacy.Worst(data); ok && (key != "phone" || n.Kind != privacy.Mobile) {
			l.problems.Add(ledger.NumberCode(n.Kind), v.Pos, here, n.Kind, without)
		}
	}
}

// pageNumbers looks through the text of a page.
func (l *loader) pageNumbers(src *diag.Source) {
	for _, n := range privacy.Find(string(src.Text)) {
		l.problems.Add(ledger.NumberCode(n.Kind), src.At(n.From), here, n.Kind, without)
	}
}

// pathNumbers looks through the name of a file that is published.
func (l *loader) pathNumbers(name string) {
	if n, ok := privacy.Worst(name); ok {
		l.problems.Add(ledger.NumberCode(n.Kind), diag.Pos{Source: &diag.Source{Name: name}}, fileName, n.Kind, without)
	}
}

// spoken is words in both languages.
type spoken [2]string

// In gives them.
func (s spoken) In(lang diag.Lang) string { return s[lang] }

var (
	here     = spoken{"这里的文字", "this text"}
	fileName = spoken{"文件名", "the name of the file"}
	without  = spoken{"删去号码", "delete the number"}
)
