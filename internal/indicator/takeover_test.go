package indicator

import (
	"fmt"
	"io/fs"
	"maps"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/lanewall/lanewall/internal/civil"
	"github.com/lanewall/lanewall/internal/diag"
	"github.com/lanewall/lanewall/internal/site"
)

// edited is a folder whose files may be others the next time it is read.
type edited struct{ files fstest.MapFS }

func (e *edited) Open(name string) (fs.File, error) { return e.files.Open(name) }

// save writes a file.
func (e *edited) save(name, text string) {
	e.files = maps.Clone(e.files)
	e.files[name] = &fstest.MapFile{Data: []byte(text), ModTime: time.Unix(int64(len(text)), 1)}
}

// recompute is the figures of a folder that was read before, and of the figures then.
func recompute(t *testing.T, r *site.Reader, before *Figures) *Figures {
	t.Helper()
	s, _, problems := r.Read()
	definitions, errs := Define(s)
	problems.Append(errs)
	f, errs := Recompute(before, s, definitions)
	problems.Append(errs)
	if problems.Count(diag.Error) > 0 {
		t.Fatal(said(problems))
	}
	return f
}

// listed is all figures, a line each.
func listed(f *Figures) string {
	var b strings.Builder
	for figure := range f.Each("") {
		fmt.Fprintln(&b, figure.Indicator, figure.Unit.ID, figure.Period.Key(), figure.Split, figure.Word, figure.Value, figure.N, figure.Of, figure.Status)
	}
	return b.String()
}

const takenOver = `
[indicator.count]
title = "件数"
version = 1
measure = "count"
ledger = "cases"
splits = ["category", "channel"]
definition = "示例"
[indicator.distinct]
title = "类别数"
version = 1
measure = "distinct"
ledger = "cases"
field = "category"
definition = "示例"
[indicator.median]
title = "中位数"
version = 1
measure = "median"
ledger = "cases"
date = "ended"
field = "days"
definition = "示例"
`

// case97 is rows of which 97 stay what they are, so that few of all change.
func case97(rows ...string) string {
	text := strings.Join(rows, "")
	for i := range 97 {
		text += oneCase(100+i, "yi", "照明", fmt.Sprintf("closed = 2024-08-%02d\noutcome = '解决'\n", i%28+2))
	}
	return text
}

func oneCase(id int, unit, category, more string) string {
	return fmt.Sprintf("[[case]]\nid = '%d'\nreceived = 2024-08-02\nunit = '%s'\ntitle = '示例'\nchannel = '热线'\ncategory = '%s'\n%s", id, unit, category, more)
}

// What is taken over and brought up to date is what counting anew gives.
func TestTakenOverIsLikeNew(t *testing.T) {
	first := oneCase(1, "jia", "排水", "") + oneCase(2, "yi", "绿化", "closed = 2024-08-30\noutcome = '解决'\n")
	for name, rows := range map[string]string{
		"nothing":                first + " ",
		"another unit":           oneCase(1, "yi", "排水", "") + oneCase(2, "yi", "绿化", "closed = 2024-08-30\noutcome = '解决'\n"),
		"closed":                 oneCase(1, "jia", "排水", "closed = 2024-08-05\noutcome = '解决'\n") + oneCase(2, "yi", "绿化", "closed = 2024-08-30\noutcome = '解决'\n"),
		"open again":             oneCase(1, "jia", "排水", "") + oneCase(2, "yi", "绿化", ""),
		"a new word first":       oneCase(1, "jia", "噪声", "") + oneCase(2, "yi", "绿化", "closed = 2024-08-30\noutcome = '解决'\n"),
		"words the other way":    oneCase(2, "yi", "绿化", "closed = 2024-08-30\noutcome = '解决'\n") + oneCase(1, "jia", "排水", ""),
		"a word of one row less": oneCase(2, "yi", "绿化", "closed = 2024-08-30\noutcome = '解决'\n"),
		"three rows more":        first + oneCase(3, "jie", "排水", "") + oneCase(4, "jia", "", "") + oneCase(5, "yi", "噪声", ""),
		"none of the two":        "",
	} {
		t.Run(name, func(t *testing.T) {
			folder := &edited{folder(takenOver, "data/cases/2024-08.toml", case97(first))}
			r := site.NewReader(folder, site.Options{})
			before := recompute(t, r, nil)
			was := listed(before)
			folder.save("data/cases/2024-08.toml", case97(rows))
			got := listed(recompute(t, r, before))
			if want := listed(recompute(t, site.NewReader(folder, site.Options{}), nil)); got != want {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
			if listed(before) != was {
				t.Error("the figures of before have changed")
			}
		})
	}
}

// What a change does not touch is not even copied.
func TestTakenOverIsShared(t *testing.T) {
	folder := &edited{folder(takenOver, "data/cases/2024-08.toml", case97(oneCase(1, "jia", "排水", "")))}
	r := site.NewReader(folder, site.Options{})
	before := recompute(t, r, nil)
	folder.save("data/cases/2024-08.toml", case97(oneCase(1, "jia", "绿化", "")))
	after := recompute(t, r, before)
	shares := func(word string) bool {
		at := computed{"count", civil.Month.Of(civil.New(2024, 8, 1))}
		cells := func(f *Figures) []cell {
			run := f.runs[at].run
			code, _ := run.d.Split[0].CodeOf(word)
			return run.result.split[0][code].cells
		}
		old, now := cells(before), cells(after)
		return len(old) > 0 && len(now) > 0 && &old[0] == &now[0]
	}
	if !shares("照明") {
		t.Error("lighting was counted anew")
	}
	if shares("排水") {
		t.Error("drainage lost a row in the old figures too")
	}
}

// A page sees what is declared and what it asks for, whatever other pages have asked for; for download there is all.
func TestViews(t *testing.T) {
	f := compute(t, takenOver, "data/cases/2024-08.toml", case97())
	root, week := f.site.Units.Root, civil.Week.Of(civil.New(2024, 8, 8))
	one, other := f.View(), f.View()
	before := f.Len()
	one.Need("count", week)
	if one.Of("count", root, week) == nil {
		t.Error("what was asked for is not there")
	}
	if other.Of("count", root, week) != nil || len(other.Split("count", root, week, "category")) > 0 {
		t.Error("what another asked for is seen")
	}
	if other.Of("count", root, civil.Month.Of(week.First)) == nil {
		t.Error("what is declared is not seen")
	}
	other.Need("count", week)
	if other.Of("count", root, week) == nil {
		t.Error("what was asked for a second time is not there")
	}
	if f.Len() <= before {
		t.Error("what was asked for is not listed")
	}
}
