// Command reference writes the reference pages of the documentation from the code:
//
//		go run ./docs/reference [-root .]
//
//	 1. zh/*.md and en/*.md are the pages, written by hand but for the tables.
//	 2. What a table says comes from the code: keys from the structs that files are read into, kinds and indicators from
//	    the built-in TOML, diagnostics from their catalogue, commands from the program's own help, what templates get from
//	    the structs of package plan.
//	 3. The words beside them are in keys.toml, words.toml and diagnostics.toml, in both languages. A key, a code or a word
//	    without an explanation is an error, and so is an explanation of nothing.
//	 4. The pages go into docs/zh/content/reference and docs/en/content/reference, where the documentation's own sites
//	    have them.
//
// A test compares what is there with what would be written.
package main

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
)

func main() {
	root := flag.String("root", ".", "the repository")
	flag.Parse()
	if err := write(*root); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// write brings the pages of a repository up to date.
func write(root string) error {
	pages, faults := Pages(root) // what is explained is written, whatever else is not
	for _, p := range pages {
		file := filepath.Join(root, filepath.FromSlash(p.Path))
		if old, err := os.ReadFile(file); err == nil && bytes.Equal(old, p.Text) {
			continue
		}
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(file, p.Text, 0o644); err != nil {
			return err
		}
		fmt.Println(p.Path)
	}
	return faults
}
