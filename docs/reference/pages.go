package main

import (
	"bytes"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"text/template"

	"github.com/BurntSushi/toml"

	"github.com/lanewall/lanewall/internal/diag"
)

//go:embed zh/*.md en/*.md *.toml
var files embed.FS

// Page is a page of the reference; Path is in the repository, with slashes.
type Page struct {
	Path string
	Text []byte
}

// language is one of the two that the pages are written in.
type language struct {
	folder string // zh
	tag    string // zh-Hans
	diag   diag.Lang
}

var languages = []language{{"zh", "zh-Hans", diag.Chinese}, {"en", "en", diag.English}}

// words is an explanation in both languages.
type words struct {
	Zh string `toml:"zh"`
	En string `toml:"en"`
}

func (w words) in(l language) string {
	if l.diag == diag.Chinese {
		return w.Zh
	}
	return w.En
}

// writer writes the tables of one language.
type writer struct {
	language
	code   *code
	texts  *texts
	faults []error
}

// texts is what is said beside the tables. What has been used is noted, so that nothing is explained in vain.
type texts struct {
	Keys        map[string]map[string]words // by struct and key
	Words       map[string]map[string]words // by list and word
	Sections    []section
	Diagnostics map[string]words
	used        map[string]bool
}

// section is diagnostics under one heading.
type section struct {
	Title words    `toml:"title"`
	Codes []string `toml:"codes"`
}

// Pages gives every page of the reference, in both languages.
func Pages(root string) ([]Page, error) {
	code, err := readCode(root)
	if err != nil {
		return nil, err
	}
	texts, err := readTexts()
	if err != nil {
		return nil, err
	}
	var pages []Page
	var faults []error
	for _, lang := range languages {
		w := &writer{language: lang, code: code, texts: texts}
		names, _ := fs.Glob(files, lang.folder+"/*.md")
		for _, name := range names {
			text, err := w.page(name)
			if err != nil {
				return nil, err
			}
			pages = append(pages, Page{path.Join("docs", lang.folder, "content/reference", path.Base(name)), text})
		}
		w.unshown()
		faults = append(faults, w.faults...)
	}
	recipes, err := readRecipes(root)
	if err != nil {
		return nil, err
	}
	pages = append(pages, recipes...)
	return pages, errors.Join(append(faults, texts.unused())...)
}

// readRecipes gives the settings of web servers, which the pages on publishing link to: the tested ones of docs/recipes.
func readRecipes(root string) ([]Page, error) {
	var copies []Page
	for _, name := range []string{"nginx.conf", "Caddyfile"} {
		text, err := os.ReadFile(filepath.Join(root, "docs/recipes", name))
		if err != nil {
			return nil, err
		}
		for _, lang := range languages {
			copies = append(copies, Page{path.Join("docs", lang.folder, "content/howto", name+".txt"), text})
		}
	}
	return copies, nil
}

func readTexts() (*texts, error) {
	t := &texts{used: map[string]bool{}}
	var diagnostics struct {
		Section []section
		Code    map[string]words
	}
	for name, into := range map[string]any{"keys.toml": &t.Keys, "words.toml": &t.Words, "diagnostics.toml": &diagnostics} {
		meta, err := toml.DecodeFS(files, name, into)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		if more := meta.Undecoded(); len(more) > 0 {
			return nil, fmt.Errorf("%s: unknown keys %v", name, more)
		}
	}
	t.Sections, t.Diagnostics = diagnostics.Section, diagnostics.Code
	return t, nil
}

// unused names the explanations that nothing asked for.
func (t *texts) unused() error {
	var faults []error
	for file, table := range map[string]map[string]map[string]words{"keys.toml": t.Keys, "words.toml": t.Words} {
		for group, entries := range table {
			for name := range entries {
				if !t.used[file+" "+group+" "+name] {
					faults = append(faults, fmt.Errorf("%s explains %s of %s, which is not there", file, name, group))
				}
			}
		}
	}
	return errors.Join(faults...)
}

// page fills in one page.
func (w *writer) page(name string) ([]byte, error) {
	text, err := fs.ReadFile(files, name)
	if err != nil {
		return nil, err
	}
	page, err := template.New(name).Delims("<<", ">>").Funcs(template.FuncMap{
		"keys": w.keys, "words": w.list, "kinds": w.kinds, "indicators": w.indicators, "commands": w.commands,
		"diagnostics": w.diagnostics, "structs": w.structs, "layouts": w.layouts, "parts": w.parts,
	}).Parse(string(text))
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	if err := page.Execute(&out, nil); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// fault notes something without an explanation.
func (w *writer) fault(format string, args ...any) {
	w.faults = append(w.faults, fmt.Errorf(format, args...))
}

// explain finds an explanation, and notes that there is none.
func (w *writer) explain(file string, table map[string]map[string]words, group, name string) string {
	w.texts.used[file+" "+group+" "+name] = true
	text := table[group][name].in(w.language)
	if text == "" {
		w.fault("%s: say in %s what %q of %s is", file, w.folder, name, group)
	}
	return text
}

// say picks the words of the page's language.
func (w *writer) say(chinese, english string) string { return words{chinese, english}.in(w.language) }

// table is a Markdown table; a cell may hold anything but a line end.
func table(head []string, rows [][]string) string {
	var b strings.Builder
	line := func(cells []string) {
		for i, cell := range cells {
			cells[i] = strings.ReplaceAll(strings.ReplaceAll(cell, "\n", " "), "|", `\|`)
		}
		fmt.Fprintf(&b, "| %s |\n", strings.Join(cells, " | "))
	}
	line(head)
	b.WriteString(strings.Repeat("|---", len(head)) + "|\n")
	for _, row := range rows {
		line(row)
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// quoted is words as code.
func quoted(names []string) []string {
	marked := make([]string, len(names))
	for i, name := range names {
		marked[i] = "`" + name + "`"
	}
	return marked
}

// list joins words as the language does.
func (w *writer) join(items []string) string { return strings.Join(items, w.say("、", ", ")) }
