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
	p.all.making.Lock()
	defer p.all.making.Unlock()
	if l := p.byPath[path]; l != nil {
		return l.problems
	}
	return nil
}

// Page makes a page of the list. What is on it depends neither on the pages made before nor on the figures they asked
// for. Several may ask at a time.
func (p *Plan) Page(l *Listed) Page {
	p.all.making.Lock()
	defer p.all.making.Unlock()
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

// All makes all pages, which stay.
func (p *Plan) All() {
	p.Pages = nil
	for _, l := range p.list {
		l.page = p.Page(l)
		p.Pages = append(p.Pages, l.page)
	}
	slices.SortFunc(p.Pages, func(a, b Page) int { return cmp.Compare(a.Common().Path, b.Common().Path) })
}

// Check makes the pages that have not been made yet, in all languages of the site. They do not stay. It ends early once
// stop says so.
func (p *Plan) Check(stop func() bool) {
	for _, plan := range p.all.plans {
		for _, l := range plan.list {
			if stop() {
				return
			}
			if !plan.checked(l) {
				plan.Page(l)
			}
		}
	}
}

func (p *Plan) checked(l *Listed) bool {
	p.all.making.Lock()
	defer p.all.making.Unlock()
	return l.made
}

// Problems is what was met so far: in listing and, in the order of the list, in making the pages. What several pages met,
// or several languages, is told once.
func (p *Plan) Problems() diag.List {
	p.all.making.Lock()
	defer p.all.making.Unlock()
	var problems, after diag.List
	seen := map[diag.Pos][]string{} // the codes at a place
	tell := func(to *diag.List, met diag.List, again bool) {
		for _, d := range met {
			if again || !slices.Contains(seen[d.Pos], d.Code) {
				*to = append(*to, d)
			}
		}
		for _, d := range met {
			seen[d.Pos] = append(seen[d.Pos], d.Code)
		}
	}
	for i, plan := range p.all.plans {
		tell(&problems, plan.before, i == 0)
		for _, l := range plan.list {
			for j := range l.problems {
				tell(&problems, l.problems[j:j+1], false)
			}
		}
		tell(&after, plan.after, i == 0)
	}
	return append(problems, after...)
}

// AllFigures is the figures when every page has asked for those it shows: declared or not, they are for download.
func (p *Plan) AllFigures() *indicator.Figures {
	p.Check(func() bool { return false })
	return p.Figures
}
