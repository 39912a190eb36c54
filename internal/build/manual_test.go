package build

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
)

// manuals are the sites of the documentation, one a language, by the name of their folder.
var manuals = sync.OnceValue(func() []*example {
	files, _ := filepath.Glob(rootDir + "/docs/*/site.toml") // fails for a bad pattern only
	var sites []*example
	for _, file := range files {
		dir := filepath.Dir(file)
		sites = append(sites, &example{name: filepath.Base(dir), dir: dir, built: sync.OnceValue(func() *built {
			b := buildAll(os.DirFS(dir), fromSite)
			b.few = true
			return b
		})})
	}
	return sites
})

// The documentation is built by the tool it is about, in both languages, and without a word of complaint.
func TestManual(t *testing.T) {
	if len(manuals()) != 2 {
		t.Fatalf("%d sites in docs/", len(manuals()))
	}
	for _, e := range manuals() {
		t.Run(e.name, func(t *testing.T) {
			t.Parallel()
			b := e.built().must(t)
			if problems := english(b.problems); problems != "" {
				t.Error(problems)
			}
			for name, check := range map[string]func(*testing.T, *built){
				"links": checkLinksResolve, "frame": checkPageFrame, "inline": checkNothingInline, "ids": checkIDsAreUnique,
				"headings": checkHeadingsStepByStep, "speak": checkLinksSpeak, "own files": checkOnlyOwnFiles,
			} {
				t.Run(name, func(t *testing.T) { check(t, b) })
			}
		})
	}
}

// What there is in one language there is in the other.
func TestManualsAreAlike(t *testing.T) {
	var paths [][]string
	for _, e := range manuals() {
		var pages []string
		for _, p := range e.built().must(t).Plan.Site.Pages {
			pages = append(pages, p.Path)
		}
		slices.Sort(pages)
		paths = append(paths, pages)
	}
	if len(paths) != 2 || !slices.Equal(paths[0], paths[1]) {
		t.Errorf("the pages differ:\n%q\n%q", paths[0], paths[1])
	}
}

// Every message of the theme can be said in English: a site of the example's size, in English, has no page that fails.
func TestEnglishSite(t *testing.T) {
	folder := rootFolder(t)
	folder["site.toml"].Data = bytes.Replace(folder["site.toml"].Data, []byte(`language = "zh-Hans"`), []byte(`language = "en"`), 1)
	b := buildAll(folder, fromSite).must(t)
	if home := b.files["index.html"]; !strings.Contains(home, `<html lang="en">`) || !strings.Contains(home, "Data up to 31 August 2024") {
		t.Error("the site is not in English")
	}
}
