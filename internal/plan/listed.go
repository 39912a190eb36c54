package plan

import (
	"cmp"
	"slices"

	"github.com/lanewall/lanewall/internal/diag"
	"github.com/lanewall/lanewall/internal/indicator"
)

// Listed is a page on the list: where it is going to be, in which layout, and how it is made.
type Listed struct {
	Path, Layout string

	make     func() Page
	page     Page      // if it stays
	made     bool      // at least once
	problems diag.List // met in making it
}

// Listed lists the pages.
func (p *Plan) Listed() []*Listed { return p.list }

// Met is the problems met in making the page at a path, once it has been made.
func (p *Plan) Met(path string) diag.List {
	p.making.Lock()
	defer p.making.Unlock()
	if l := p.byPath[path]; l != nil {
		return l.problems
	}
	return nil
}

// Page makes a page of the list. What is on it depends neither on the pages made before nor on the figures they asked
// for. Several may ask at a time.
func (p *Plan) Page(l *Listed) Page {
	p.making.Lock()
	defer p.making.Unlock()
	if l.page != nil {
		return l.page
	}
	m := p.maker
	m.Figures, m.problems = p.Figures.View(), nil
	page := l.make()
	if !l.made {
		l.made, l.problems = true, m.problems
	}
	return page
}

// All makes all pages, which stay, and gives every problem of the plan.
func (p *Plan) All() diag.List {
	p.Pages = nil
	for _, l := range p.list {
		l.page = p.Page(l)
		p.Pages = append(p.Pages, l.page)
	}
	slices.SortFunc(p.Pages, func(a, b Page) int { return cmp.Compare(a.Common().Path, b.Common().Path) })
	return p.problems()
}

// Check makes the pages that have not been made yet and gives every problem of the plan. The pages do not stay. It ends
// early, with the problems met so far, once stop says so.
func (p *Plan) Check(stop func() bool) diag.List {
	for _, l := range p.list {
		if stop() {
			break
		}
		if !p.checked(l) {
			p.Page(l)
		}
	}
	return p.problems()
}

func (p *Plan) checked(l *Listed) bool {
	p.making.Lock()
	defer p.making.Unlock()
	return l.made
}

// problems is what was met in listing and, in the order of the list, in making the pages. What several pages met is
// told once.
func (p *Plan) problems() diag.List {
	p.making.Lock()
	defer p.making.Unlock()
	problems := slices.Clone(p.before)
	seen := map[diag.Pos][]string{} // the codes at a place
	for _, d := range problems {
		seen[d.Pos] = append(seen[d.Pos], d.Code)
	}
	for _, l := range p.list {
		for _, d := range l.problems {
			if !slices.Contains(seen[d.Pos], d.Code) {
				seen[d.Pos] = append(seen[d.Pos], d.Code)
				problems = append(problems, d)
			}
		}
	}
	return append(problems, p.after...)
}

// AllFigures is the figures when every page has asked for those it shows: declared or not, they are for download.
func (p *Plan) AllFigures() *indicator.Figures {
	p.Check(func() bool { return false })
	return p.Figures
}
