// Package page renders the pages of a plan with the layouts of a theme.
//
// A layout is a template named for the page's Layout; its data is the page's struct, so that a mistyped field is an
// error and not an empty place. Layouts call these functions:
//
//	t "id" "Name" value …   a message of the theme
//	prose .Body             Markdown as HTML, with the data it asks for
//	svg .Chart "id"         a chart as an inline drawing
//	option .Chart           the same for a script to draw, in JSON
//	dict "Name" value …     several values for one template
package page

import (
	"bytes"
	"encoding/json"
	"fmt"
	"html/template"

	"github.com/lanewall/lanewall/internal/chart"
	"github.com/lanewall/lanewall/internal/diag"
	"github.com/lanewall/lanewall/internal/markdown"
	"github.com/lanewall/lanewall/internal/plan"
	"github.com/lanewall/lanewall/internal/theme"
	"github.com/lanewall/lanewall/internal/tree"
)

// Files gives a file for every page of the plan, made and rendered when somebody asks for it.
func Files(p *plan.Plan, t *theme.Theme) ([]tree.File, diag.List) {
	r := &renderer{plan: p}
	chinese := p.ForeignChinese()
	set, problems := t.Templates(r.functions())
	r.set = set
	var files []tree.File
	for _, l := range p.Listed() {
		if set.Lookup(l.Layout) == nil {
			problems.Add("no-layout", diag.Pos{}, t.Name, l.Layout)
			continue
		}
		files = append(files, tree.File{Path: p.Prefix + l.Path, Render: func() ([]byte, error) {
			content, err := r.render(l.Layout, plan.Whole(p.Page(l)))
			if chinese != "" {
				content = markChinese(content, chinese)
			}
			return content, err
		}})
	}
	return files, problems
}

type renderer struct {
	plan *plan.Plan
	set  *template.Template
}

func (r *renderer) render(layout string, data any) ([]byte, error) {
	var b bytes.Buffer
	err := r.set.ExecuteTemplate(&b, layout, data)
	return b.Bytes(), err
}

func (r *renderer) functions() template.FuncMap {
	return template.FuncMap{
		"t":      r.plan.Words.T,
		"prose":  r.prose,
		"svg":    svg,
		"option": option,
		"dict":   dict,
	}
}

// prose renders Markdown. A ref that could not be resolved was reported while planning, and no build gets here with it.
func (r *renderer) prose(p *plan.Prose) (template.HTML, error) {
	var b bytes.Buffer
	err := p.Doc.Render(&b, markdown.Resolver{
		HTML: func(i int) (template.HTML, error) {
			html, err := r.render("block.html", p.Blocks[i])
			return template.HTML(bytes.TrimSpace(html)), err
		},
		Text: func(i int) string {
			if v := p.Blocks[i].Value; v != nil {
				return v.Whole()
			}
			return ""
		},
		Dest: func(i int) string { return p.Links[i] },
	})
	return template.HTML(b.String()), err
}

func svg(c *chart.Chart, id string) (template.HTML, error) {
	drawing, err := c.SVG(id, chart.Options{})
	return template.HTML(drawing), err
}

func option(c *chart.Chart) (json.RawMessage, error) { return c.Option() }

func dict(pairs ...any) (map[string]any, error) {
	if len(pairs)%2 != 0 {
		return nil, fmt.Errorf("dict: a name without a value")
	}
	m := map[string]any{}
	for i := 0; i < len(pairs); i += 2 {
		m[fmt.Sprint(pairs[i])] = pairs[i+1]
	}
	return m, nil
}
