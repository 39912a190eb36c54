package site

import (
	"io/fs"
	"slices"
	"strconv"
	"strings"

	"github.com/lanewall/lanewall/internal/civil"
	"github.com/lanewall/lanewall/internal/diag"
	"github.com/lanewall/lanewall/internal/i18n"
	"github.com/lanewall/lanewall/internal/markdown"
	"github.com/lanewall/lanewall/internal/toml"
)

// Page is a Markdown page of content/.
type Page struct {
	Path  string // under content/, without .md and language: notices/2024-08-heat
	Lang  string // that it is written in
	Front Front
	Doc   *markdown.Doc
	Pos   diag.Pos // its beginning

	translations map[string]*Page // by language
}

// Front is the TOML front matter of a page.
type Front struct {
	Title   i18n.Text       `toml:"title,required"`
	Date    *civil.Date     `toml:"date"`
	Source  string          `toml:"source"` // 来源
	Author  string          `toml:"author"`
	Editor  string          `toml:"editor"` // 责编
	Summary i18n.Text       `toml:"summary"`
	Unit    toml.At[string] `toml:"unit"`   // where its figures are taken, unless a block says otherwise
	Period  toml.At[string] `toml:"period"` // for when
	Order   int             `toml:"order"`  // place among its neighbours where they have no dates
	Draft   bool            `toml:"draft"`
	Until   *civil.Date     `toml:"until"` // last day of its display period
	Photos  []FrontPhoto    `toml:"photos"`

	// Of the pages of content/posters, sheets for a wall:
	Levels    []toml.At[string] `toml:"levels"` // one for each unit of these; none is one for the root
	Paper     toml.At[string]   `toml:"paper"`  // A4, A3 or A2; A4
	Landscape bool              `toml:"landscape"`
	Columns   toml.At[int]      `toml:"columns"`    // of its text, 1 to 3; 1
	NextIssue i18n.Text         `toml:"next_issue"` // when the next one comes; without it the site's
}

// Papers are the papers a poster may be on.
var Papers = []string{"A4", "A3", "A2"}

// Section is the first folder of the path; "" for a page directly under content/.
func (p *Page) Section() string {
	section, _, found := strings.Cut(p.Path, "/")
	if !found {
		return ""
	}
	return section
}

// content reads every page and lists the files beside them.
func (l *loader) content() {
	if !l.exists("content") {
		return
	}
	originals, translations := map[string]*toml.Table{}, []translation(nil)
	err := fs.WalkDir(l.files, "content", func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case strings.HasPrefix(entry.Name(), ".") && entry.IsDir():
			return fs.SkipDir
		case entry.IsDir() || strings.HasPrefix(entry.Name(), "."):
		case strings.HasSuffix(name, ".md"):
			page, front := l.page(name)
			switch {
			case page.Lang != "":
				translations = append(translations, translation{page, front})
			default:
				page.Lang = l.site.Config.Language
				originals[page.Path] = front
				if !page.Front.Draft {
					l.site.Pages = append(l.site.Pages, page)
				}
			}
		default:
			l.fileName(name)
			l.site.Pictures = append(l.site.Pictures, strings.TrimPrefix(name, "content/"))
		}
		return nil
	})
	if err != nil {
		l.problems.Add("unreadable", diag.Pos{Source: &diag.Source{Name: "content"}}, err.Error())
	}
	l.translated(originals, translations)
	l.site.Pictures = slices.DeleteFunc(l.site.Pictures, func(name string) bool { return l.shown["content/"+name] })
}

// fileName checks the name of a file that is going to have an address: it tells no number of anybody's, and no link ends
// within it. Browsers take what comes after # for a place on the page, after ? for a question.
func (l *loader) fileName(name string) {
	l.pathNumbers(name)
	if i := strings.IndexAny(name, "#?"); i >= 0 {
		l.problems.Add("bad-file-name", diag.Pos{Source: &diag.Source{Name: name}}, name[i:i+1])
	}
}

// page reads a page and its front matter. Its language is "" if its name says none; of a draft only the front matter is
// read.
func (l *loader) page(name string) (*Page, *toml.Table) {
	src := l.source(name)
	front, body, problems := markdown.Split(src)
	l.problems.Append(problems)
	page := &Page{Pos: src.At(0)}
	page.Lang, page.Path = l.site.Config.languageOf(strings.TrimSuffix(strings.TrimPrefix(name, "content/"), ".md"))
	table, errs := toml.ParseSpan(src, front.Start, front.End)
	l.problems.Append(errs)
	if len(errs) > 0 || len(problems) > 0 {
		table = &toml.Table{}
	} else {
		l.problems.Append(toml.Bind(table, &page.Front))
	}
	for _, p := range page.Front.Photos {
		l.shown[PageFile(page, p.File.V)] = true
	}
	if page.Front.Draft {
		return page, table
	}
	l.fileName(name)
	l.pageNumbers(src)
	l.poster(&page.Front)
	page.Doc, problems = markdown.Parse(src, body, markdown.Options{})
	l.problems.Append(problems)
	return page, table
}

// poster checks what front matter says of a sheet.
func (l *loader) poster(f *Front) {
	if paper := f.Paper; paper.V != "" && !slices.Contains(Papers, paper.V) {
		l.problems.Add("unknown-value", paper.Pos, paper.V, diag.Choice{Given: paper.V, Names: Papers})
	}
	if n := f.Columns; n.V < 0 || n.V > 3 {
		l.problems.Add("unknown-value", n.Pos, strconv.Itoa(n.V), diag.Choice{Names: []string{"1", "2", "3"}})
	}
	for _, level := range f.Levels {
		if l.site.Config.Level(level.V) == nil {
			l.problems.Add("unknown-value", level.Pos, level.V, diag.Choice{Given: level.V, Names: l.site.Config.LevelIDs()})
		}
	}
}
