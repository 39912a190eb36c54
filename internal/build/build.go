// Package build is the pipeline from a site folder to a site, on one screen. Newcomers start here.
//
//	fs.FS ──site.Load──▶ Site ──indicator──▶ Figures ──plan.Make──▶ Plan ──page, opendata──▶ tree.Tree
//
// Each stage takes values and gives a value and the problems it met; all of them run, so that one run shows every
// problem. A site with an error is not published.
package build

import (
	"errors"
	html "html/template"
	"io/fs"
	"maps"
	"slices"
	"strings"
	text "text/template"

	"github.com/lanewall/lanewall/internal/diag"
	"github.com/lanewall/lanewall/internal/i18n"
	"github.com/lanewall/lanewall/internal/indicator"
	"github.com/lanewall/lanewall/internal/opendata"
	"github.com/lanewall/lanewall/internal/page"
	"github.com/lanewall/lanewall/internal/plan"
	"github.com/lanewall/lanewall/internal/site"
	"github.com/lanewall/lanewall/internal/theme"
	"github.com/lanewall/lanewall/internal/tree"
	"github.com/lanewall/lanewall/themes"
)

// Result is a site that can be published, if its problems allow.
type Result struct {
	Plan  *plan.Plan
	Theme *theme.Theme
	Tree  *tree.Tree // nil if there are errors
}

// Build reads a site folder and gives the site as a tree.
func Build(files fs.FS, options site.Options) (*Result, diag.List) {
	s, problems := site.Load(files, options)
	if s.Units.Root == nil {
		return nil, problems
	}
	t, errs := theme.Load(s.Config.Theme.V, themes.FS, files)
	problems.Append(errs)
	words, err := i18n.NewPrinter(s.Config.Language, t.Messages)
	if err != nil {
		problems.Add("bad-message", diag.Pos{}, err.Error())
	}
	if err != nil || errs.Count(diag.Error) > 0 {
		return nil, problems
	}

	definitions, errs := indicator.Define(s)
	problems.Append(errs)
	figures, errs := indicator.Compute(s, definitions)
	problems.Append(errs)
	comparisons, errs := indicator.Compare(figures)
	problems.Append(errs)
	p, errs := plan.Make(s, figures, comparisons, words, stylesheets(t))
	problems.Append(errs)

	pages, errs := page.Files(p, t)
	problems.Append(errs)
	result := &Result{Plan: p, Theme: t}
	if problems.Count(diag.Error) > 0 {
		return result, problems
	}
	all := slices.Concat(pages, opendata.Files(p), assets(p, t), pictures(p, files))
	if result.Tree, err = tree.New(all); err != nil {
		problems.Add("taken-path", diag.Pos{}, err.Error())
	}
	return result, problems
}

// stylesheets lists the theme's styles, in order of name. Those named paper-a3.css and the like are for sheets on that
// paper, all others for every page.
func stylesheets(t *theme.Theme) plan.Styles {
	styles := plan.Styles{Papers: map[string]string{}}
	for _, name := range slices.Sorted(maps.Keys(t.Static)) {
		stem, css := strings.CutSuffix(name, ".css")
		switch paper, ok := strings.CutPrefix(stem, "paper-"); {
		case css && ok:
			styles.Papers[paper] = t.Static[name].Path
		case css:
			styles.All = append(styles.All, t.Static[name].Path)
		}
	}
	return styles
}

// assets is the theme's files, but for the styles of papers that no sheet is on.
func assets(p *plan.Plan, t *theme.Theme) []tree.File {
	var files []tree.File
	for name, asset := range t.Static {
		if strings.HasPrefix(name, "paper-") && !p.Papers[asset.Path] {
			continue
		}
		files = append(files, tree.Bytes(asset.Path, asset.Content))
	}
	return files
}

func pictures(p *plan.Plan, files fs.FS) []tree.File {
	var pictures []tree.File
	for _, picture := range p.Pictures {
		pictures = append(pictures, tree.File{Path: picture.Path, Render: func() ([]byte, error) { return fs.ReadFile(files, picture.From) }})
	}
	return pictures
}

// Publish writes the site into a folder. A fault of a template that shows only when a page is rendered is a problem
// of the site and not an error of the machine.
func (r *Result) Publish(dir string) (tree.Report, diag.List, error) {
	report, err := r.Tree.Publish(dir)
	if exec := (text.ExecError{}); errors.As(err, &exec) {
		return report, r.Theme.Fault(exec), nil
	}
	if unsafe := (*html.Error)(nil); errors.As(err, &unsafe) {
		return report, r.Theme.Fault(unsafe), nil
	}
	return report, nil, err
}
