package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const root = "../.."

// TestPages holds what is in the repository against what the code gives: byte for byte, none missing, none left over.
func TestPages(t *testing.T) {
	pages, err := Pages(root)
	if err != nil {
		t.Fatal(err)
	}
	written := map[string]bool{}
	for _, p := range pages {
		written[p.Path] = true
		if text, err := os.ReadFile(filepath.Join(root, p.Path)); err != nil || !bytes.Equal(text, p.Text) {
			t.Errorf("%s is not what the code says: run go run ./docs/reference", p.Path)
		}
	}
	for _, lang := range languages {
		there, _ := filepath.Glob(filepath.Join(root, "docs", lang.folder, "content/reference/*.md"))
		if len(there) < 10 {
			t.Errorf("%d pages in %s", len(there), lang.folder)
		}
		for _, file := range there {
			if name, _ := filepath.Rel(root, file); !written[filepath.ToSlash(name)] {
				t.Errorf("%s is written by nobody: remove it", name)
			}
		}
	}
}

// Both languages have the same pages, and each of them every key, word and code there is.
func TestBothLanguages(t *testing.T) {
	pages, err := Pages(root)
	if err != nil {
		t.Fatal(err)
	}
	text := map[string]string{}
	for _, p := range pages {
		text[p.Path] = string(p.Text)
	}
	texts, err := readTexts()
	if err != nil {
		t.Fatal(err)
	}
	for _, lang := range languages {
		page := func(name string) string { return text["docs/"+lang.folder+"/content/reference/"+name+".md"] }
		for code := range texts.Diagnostics {
			if strings.Count(page("diagnostics"), "### "+code+"\n") != 1 {
				t.Errorf("%s: %s is not explained once", lang.folder, code)
			}
		}
		for name, want := range map[string][]string{
			"site": {"`smallest_n`", "`[[menu]]`"}, "ledgers": {"`filed_by`", "`not_over`", "`reached`", "`steps`"},
			"kinds": {"### `case`", "`satisfaction`"}, "indicators": {"`case-on-time`", "`disjoint`"},
			"pages": {"`landscape`", "`timeline`"}, "commands": {"### build\n", "--output"}, "theme": {"`board.html`", "`FigureTable`"},
		} {
			for _, words := range want {
				if !strings.Contains(page(name), words) {
					t.Errorf("%s: %s.md does not have %s", lang.folder, name, words)
				}
			}
		}
	}
}

// What is missing or explained in vain is found.
func TestFaults(t *testing.T) {
	code, err := readCode(root)
	if err != nil {
		t.Fatal(err)
	}
	texts := &texts{Keys: map[string]map[string]words{"site.Level": {"id": {"甲", "a"}, "gone": {"乙", "b"}}}, used: map[string]bool{}}
	w := &writer{language: languages[1], code: code, texts: texts}
	if got := w.keys("site.Level"); !strings.Contains(got, "| `id` | string, required | a |") {
		t.Errorf("got\n%s", got)
	}
	if len(w.faults) != 1 || !strings.Contains(w.faults[0].Error(), `"title"`) {
		t.Errorf("faults %v", w.faults)
	}
	if err := texts.unused(); err == nil || !strings.Contains(err.Error(), "gone") {
		t.Errorf("unused: %v", err)
	}
	if w.keys("site.Nothing"); len(w.faults) != 2 {
		t.Errorf("faults %v", w.faults)
	}
}
