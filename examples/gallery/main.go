// Command gallery builds the five example sites under one folder, with a page in front of them: the demonstration of
// the project.
//
//	go run ./examples/gallery -o DIR     from the top of the repository
//
// What the front page says of a site is read off the site: its levels, boards, ledgers, sheets, and how many published
// numbers its ledgers bear out. Only the sentence about each is written by hand, in sites.go.
package main

import (
	_ "embed"
	"errors"
	"flag"
	"fmt"
	"html/template"
	"os"
	"path/filepath"

	"github.com/lanewall/lanewall/internal/build"
	"github.com/lanewall/lanewall/internal/diag"
	"github.com/lanewall/lanewall/internal/site"
)

//go:embed front.html
var front string

var frontPage = template.Must(template.New("front").Parse(front))

func main() {
	out := flag.String("o", "gallery", "the folder to write")
	flag.Parse()
	if err := makeGallery(".", *out); err != nil {
		fmt.Fprintln(os.Stderr, "gallery:", err)
		os.Exit(1)
	}
}

// makeGallery builds every site of a repository and the page in front.
func makeGallery(repository, out string) error {
	var cards []card
	style := ""
	for _, e := range exhibits {
		result, err := publish(filepath.Join(repository, e.Source), filepath.Join(out, e.Folder))
		if err != nil {
			return fmt.Errorf("%s: %w", e.Folder, err)
		}
		cards = append(cards, describe(e, result))
		style = e.Folder + "/" + result.Theme.Static["wall.css"].Path
	}
	file, err := os.Create(filepath.Join(out, "index.html"))
	if err != nil {
		return err
	}
	err = frontPage.Execute(file, map[string]any{"Style": style, "Sites": cards})
	return errors.Join(err, file.Close())
}

// publish builds one site; any problem at all, even a note, is an error here.
func publish(source, out string) (*build.Result, error) {
	result, problems := build.Build(os.DirFS(source), site.Options{})
	if len(problems) > 0 {
		return nil, errors.New(problems.Sorted()[0].Format(diag.English))
	}
	if err := os.MkdirAll(out, 0o777); err != nil {
		return nil, err
	}
	report, faults, err := result.Publish(out)
	if err != nil {
		return nil, err
	}
	if len(faults) > 0 {
		return nil, errors.New(faults[0].Format(diag.English))
	}
	fmt.Printf("%s: %d files, %.1f MB\n", out, report.Files, float64(report.Bytes)/1e6)
	return result, nil
}
