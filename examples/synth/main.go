// Command synth writes the ledgers of the example sites: synthetic rows, made
// so that their totals equal the figures the press has published.
//
//	go run ./examples/synth          rewrite the ledgers under ./data
//	go run ./examples/synth -o DIR   write them under DIR/data instead
//
// The same program writes the same bytes on any day and any machine: the seed
// is fixed, there is no clock, and all sums are of integers. Only generated
// files are written; the ledger.toml beside them is written by hand, because
// it is what an office would write.
//
// How a site is made:
//
//  1. frame.go and people.go set up who and where: units, bodies, stewards.
//  2. One file per ledger draws its rows: each has its own dice (dice.go), so
//     that a change to one ledger leaves the others as they were.
//  3. ledger.go sorts and numbers the rows, and splits them into files by month.
//  4. toml.go writes them; main writes to disk what has changed.
//
// yejin.go lists it all on one screen. Start there.
package main

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
)

// A file is one file of a site: its slash-separated path and its content.
type file struct {
	path string
	body []byte
}

func main() {
	out := flag.String("o", ".", "the site folder to write into")
	site := flag.String("site", "yejin", "the site to make: yejin")
	flag.Parse()
	if flag.NArg() > 0 || *site != "yejin" {
		flag.Usage()
		os.Exit(2)
	}
	files := yejin()
	written, err := save(*out, files)
	if err != nil {
		fmt.Fprintln(os.Stderr, "synth:", err)
		os.Exit(2)
	}
	fmt.Printf("%d files, %d of them changed\n", len(files), written)
}

// save writes the files that differ from what is there, and counts them.
func save(dir string, files []file) (written int, err error) {
	for _, f := range files {
		name := filepath.Join(dir, filepath.FromSlash(f.path))
		if old, err := os.ReadFile(name); err == nil && bytes.Equal(old, f.body) {
			continue
		}
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			return written, err
		}
		if err := os.WriteFile(name, f.body, 0o666); err != nil {
			return written, err
		}
		written++
	}
	return written, nil
}
