// Command synth writes the ledgers of the example sites: synthetic rows, made so that their totals equal the figures
// the press has published.
//
//	go run ./examples/synth                      rewrite the ledgers of yejin, under ./data
//	go run ./examples/synth -site NAME           those of another site, under examples/NAME/data
//	go run ./examples/synth -site NAME -o DIR    make the whole site in DIR: the ledgers, and copies of what is
//	                                             written by hand
//	go run ./examples/synth -site NAME -cases N  with so many cases, where the site takes it
//
// It is run from the root of the repository. The same program writes the same bytes on any day and any machine. In the
// site's own folder only generated files are written; the ledger.toml beside them is written by hand, because it is
// what an office would write.
//
// sites.go lists the sites. A site is a package of its own: yejin/yejin.go shows one on one screen; start there. What
// they have in common is in kit.
package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/lanewall/lanewall/examples/synth/kit"
)

func main() {
	name := flag.String("site", kit.Default, "the site to make: "+strings.Join(names(), ", "))
	cases := flag.Int("cases", 0, "how many cases; 0 is the site's own size")
	out := flag.String("o", "", "the folder to make the site in; without it the site's own, of which only generated files are written")
	flag.Parse()
	if flag.NArg() > 0 {
		flag.Usage()
		os.Exit(2)
	}
	made, written, err := run(*name, *out, *cases)
	if err != nil {
		fmt.Fprintln(os.Stderr, "synth:", err)
		os.Exit(2)
	}
	fmt.Printf("%d files, %d of them changed\n", made, written)
}

func names() []string {
	var all []string
	for _, s := range sites {
		all = append(all, s.name)
	}
	return all
}

// run makes a site and counts its files and those that have changed.
func run(name, out string, cases int) (made, written int, err error) {
	i := slices.Index(names(), name)
	switch {
	case i < 0:
		return 0, 0, fmt.Errorf("no site %q: there are %s", name, strings.Join(names(), ", "))
	case cases < 0:
		return 0, 0, errors.New("-cases: less than none")
	case cases > 0 && !sites[i].sized:
		return 0, 0, fmt.Errorf("%s has its own size and takes no -cases", name)
	}
	s := sites[i]
	files := s.make(kit.Options{Cases: cases})
	if out == "" || sameFolder(out, s.dir) {
		out = s.dir
	} else {
		byHand, err := s.byHand(files)
		if err != nil {
			return 0, 0, err
		}
		files = append(files, byHand...)
	}
	written, err = save(out, files)
	return len(files), written, err
}
