// Package build is the pipeline from a site folder to a site, on one screen. Newcomers start here.
//
//	fs.FS ──site.Load──▶ Site ──indicator──▶ Figures ──plan.List──▶ Plan ──page, opendata, feed, search──▶ tree.Tree
//
// Each stage takes values and gives a value and the problems it met; all of them run, so that one run shows every
// problem. A site with an error is not published. A [Session] goes the same way again and again while somebody edits the
// folder, and makes only the pages that are looked at.
package build

import (
	"errors"
	html "html/template"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"
	text "text/template"

	"github.com/lanewall/lanewall/internal/diag"
	"github.com/lanewall/lanewall/internal/feed"
	"github.com/lanewall/lanewall/internal/indicator"
	"github.com/lanewall/lanewall/internal/opendata"
	"github.com/lanewall/lanewall/internal/page"
	"github.com/lanewall/lanewall/internal/photo"
	"github.com/lanewall/lanewall/internal/plan"
	"github.com/lanewall/lanewall/internal/search"
	"github.com/lanewall/lanewall/internal/site"
	"github.com/lanewall/lanewall/internal/theme"
	"github.com/lanewall/lanewall/internal/tree"
	"github.com/lanewall/lanewall/themes"
)

// Result is a site that can be published, if its problems allow.
type Result struct {
	Plan  *plan.Plan   // in the site's own language
	Plans []*plan.Plan // in all of its languages, the same first
	Theme *theme.Theme
	Tree  *tree.Tree // nil if there are errors
}

// Build reads a site folder and gives the site as a tree.
func Build(files fs.FS, options site.Options) (*Result, diag.List) {
	s, problems := site.Load(files, options)
	result, errs := list(s, files, nil)
	problems.Append(errs)
	if result == nil {
		return nil, site.FirstCauses(problems)
	}
	for _, p := range result.Plans {
		p.All()
	}
	problems.Append(result.Plan.Problems())
	all, errs := result.files(files)
	problems.Append(errs)
	problems = site.FirstCauses(problems)
	if problems.Count(diag.Error) > 0 {
		return result, problems
	}
	tree, err := tree.New(all)
	if err != nil {
		problems.Add("taken-path", diag.Pos{}, err.Error())
	}
	result.Tree = tree
	return result, problems
}

// list goes on from a site as far as the list of its pages; nil if there is nothing to show. Before is the same site as
// it was, from which figures are taken over that have not changed; nil if there is none.
func list(s *site.Site, files fs.FS, before *Result) (*Result, diag.List) {
	if s.Units.Root == nil {
		return nil, nil
	}
	t, problems := theme.Load(s.Config.Theme, themes.FS, files)
	words, errs := printers(s, t)
	problems.Append(errs)
	if problems.Count(diag.Error) > 0 {
		return nil, problems
	}
	definitions, errs := indicator.Define(s)
	problems.Append(errs)
	figures, errs := indicator.Recompute(before.figures(), s, definitions)
	problems.Append(errs)
	comparisons, errs := indicator.Compare(figures)
	problems.Append(errs)
	plans := plan.List(s, figures, comparisons, words, loaded(t))
	return &Result{Plan: plans[0], Plans: plans, Theme: t}, problems
}

func (r *Result) figures() *indicator.Figures {
	if r == nil {
		return nil
	}
	return r.Plan.Figures
}

// files is the files of the site, each rendered when it is asked for.
func (r *Result) files(own fs.FS) ([]tree.File, diag.List) {
	var pages []tree.File
	var problems diag.List
	for i, p := range r.Plans {
		files, errs := page.Files(p, r.Theme)
		pages = append(pages, files...)
		if i == 0 { // the layouts are the same in all languages, and so is what is wrong with them
			problems.Append(errs)
		}
	}
	return slices.Concat(pages, opendata.Files(r.Plan), feed.Files(r.Plans), search.Files(r.Plan), assets(r.Plan, r.Theme), menus(r.Plans), pictures(r.Plan, own)), problems
}

// loaded is the theme's styles, in the order they are laid down, and scripts. Styles named paper-a3.css and the like are for sheets on
// that paper, all others for every page.
func loaded(t *theme.Theme) plan.Assets {
	assets := plan.Assets{Papers: map[string]string{}, Scripts: map[string]string{}, Icon: t.Static["icon.png"].Path, Notices: t.Static[theme.Notices].Path}
	for _, name := range t.Styles() {
		if paper, ok := strings.CutPrefix(strings.TrimSuffix(name, ".css"), "paper-"); ok {
			assets.Papers[paper] = t.Static[name].Path
		} else {
			assets.Styles = append(assets.Styles, t.Static[name].Path)
		}
	}
	for name, asset := range t.Static {
		if strings.HasSuffix(name, ".js") {
			assets.Scripts[name] = asset.Path
		}
	}
	return assets
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

// menus is what scripts of the theme ask for and only the site can say, in each language.
func menus(plans []*plan.Plan) []tree.File {
	var files []tree.File
	for _, p := range plans {
		for _, script := range p.Scripts {
			files = append(files, tree.Bytes(p.Prefix+script.Path, script.Text))
		}
	}
	return files
}

// Static says whether charts stay as they are drawn, because the theme has the script that asks for interactive ones and
// not the one that draws them.
func (r *Result) Static() bool {
	_, asks := r.Theme.Static["wall.js"]
	_, draws := r.Theme.Static["echarts.js"]
	return asks && !draws
}

// largePhoto is from how many pixels on no more than one photograph is made at a time: some take 400 MB to decode.
const largePhoto = 1 << 24

func pictures(p *plan.Plan, files fs.FS) []tree.File {
	var pictures []tree.File
	var alone sync.Mutex
	for _, picture := range p.Pictures {
		pictures = append(pictures, tree.File{Path: picture.Path, Fixed: picture.Width > 0, Render: func() ([]byte, error) {
			content, err := fs.ReadFile(files, picture.From)
			if err != nil {
				return nil, err
			}
			if picture.Width == 0 {
				return photo.Bare(content), nil
			}
			if look := p.Site.Photo(picture.From); look.Width*look.Height >= largePhoto {
				alone.Lock()
				defer alone.Unlock()
			}
			made, err := photo.Make(content, picture.Width)
			if err != nil {
				return nil, &damaged{picture.From, err}
			}
			return made, nil
		}})
	}
	return pictures
}

// damaged is a photograph whose pixels turn out to be spoilt only when they are decoded.
type damaged struct {
	file string
	err  error
}

func (d *damaged) Error() string { return d.file + ": " + d.err.Error() }

// Publish writes the site into a folder. A fault of a template that shows only when a page is rendered is a problem
// of the site and not an error of the machine.
func (r *Result) Publish(dir string) (tree.Report, diag.List, error) {
	report, err := r.Tree.Publish(dir)
	if faults := r.fault(err); faults != nil {
		return report, faults, nil
	}
	return report, nil, err
}

// met is the problems met in making the page at a path, in whatever language it is.
func (r *Result) met(path string) diag.List {
	for _, p := range r.Plans[1:] {
		if within, ok := strings.CutPrefix(path, p.Prefix); ok {
			return p.Met(within)
		}
	}
	return r.Plan.Met(path)
}

// fault is what rendering says against a template or a photograph; nil of any other error.
func (r *Result) fault(err error) diag.List {
	if spoilt := (*damaged)(nil); errors.As(err, &spoilt) {
		var problems diag.List
		problems.Add("photo-format", diag.Pos{Source: &diag.Source{Name: spoilt.file}}, path.Base(spoilt.file))
		return problems
	}
	if exec := (text.ExecError{}); errors.As(err, &exec) {
		return r.Theme.Fault(exec)
	}
	if unsafe := (*html.Error)(nil); errors.As(err, &unsafe) {
		return r.Theme.Fault(unsafe)
	}
	return nil
}
