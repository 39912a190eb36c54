package plan

import (
	"fmt"
	"strings"

	"github.com/lanewall/lanewall/internal/civil"
	"github.com/lanewall/lanewall/internal/ledger"
	"github.com/lanewall/lanewall/internal/photo"
	"github.com/lanewall/lanewall/internal/site"
)

// Photo is a photograph as a page shows it. Width and Height are those of the larger picture; Src is the smaller one,
// SrcSet names both with their widths.
type Photo struct {
	Src, SrcSet, Large string
	Width, Height      int
	Caption            string
	Stage              string // 整改前, 整改后; "" where it is neither
	Taken, ISO         string // the day; "" if it is not said
}

// Shots are photographs that stand side by side: one, or one from before and one from after.
type Shots []Photo

// Pair tells whether they are two.
func (s Shots) Pair() bool { return len(s) == 2 }

// RowShots is the photographs of a row, under the list that the row stands in.
type RowShots struct {
	Link          // to the row
	Anchor string // of the photographs
	Shots  []Shots
}

// shot is a photograph and what is said of it.
type shot struct {
	photo          *site.Photo
	caption, stage string
	taken          civil.Date
}

// photoPath is where a picture of a photograph stands, the same for the pages of all languages.
func photoPath(p *site.Photo, width int) string { return "photos/" + photo.Name(p.Sum, width) }

// listPhotos notes the pictures of all photographs that are shown somewhere. The same photograph is made once.
func (m *maker) listPhotos() {
	for _, t := range m.listed() {
		for _, f := range publicPhotos(t) {
			for row := range t.N {
				for _, s := range m.shotsIn(t, f, row) {
					m.notePhoto(s.photo)
				}
			}
		}
	}
	for _, page := range m.Site.Pages {
		for _, lang := range m.Site.Config.Languages { // a translation may show others
			for _, s := range m.pageShots(page.In(lang.V)) {
				m.notePhoto(s.photo)
			}
		}
	}
}

func (m *maker) notePhoto(p *site.Photo) {
	for _, width := range photo.Widths {
		if path := photoPath(p, width); !m.paths[path] {
			m.file(path)
			m.Pictures = append(m.Pictures, Picture{From: p.File, Path: path, Width: width})
		}
	}
}

// publicPhotos is the fields of a ledger whose photographs are shown.
func publicPhotos(t *ledger.Table) []*ledger.Field {
	var fields []*ledger.Field
	for _, f := range t.PhotoFields() {
		if f.Class == ledger.Public {
			fields = append(fields, f)
		}
	}
	return fields
}

// shotsIn is the photographs of a row in one field, as they are known at the horizon.
func (m *maker) shotsIn(t *ledger.Table, f *ledger.Field, row int) []shot {
	var shots []shot
	for _, p := range t.Photos(f, row, m.Site.Horizon) {
		if found := m.Site.Photo(site.LedgerFile(t, p.File)); found != nil && p.Taken <= m.Site.Horizon {
			shots = append(shots, shot{found, p.Caption, p.Stage, p.Taken})
		}
	}
	return shots
}

// rowShots is all photographs of a row.
func (m *maker) rowShots(t *ledger.Table, row int) []shot {
	var shots []shot
	for _, f := range publicPhotos(t) {
		shots = append(shots, m.shotsIn(t, f, row)...)
	}
	return shots
}

// pageShots is the photographs of a page of content/. A sheet for a wall has none.
func (m *maker) pageShots(page *site.Page) []shot {
	var shots []shot
	if isPoster(page) {
		return nil
	}
	for _, p := range page.Front.Photos {
		taken := civil.None
		if p.Taken != nil {
			taken = *p.Taken
		}
		if found := m.Site.Photo(site.PageFile(page, p.File.V)); found != nil && taken <= m.Site.Horizon {
			shots = append(shots, shot{found, m.text(p.Caption), p.Stage.V, taken})
		}
	}
	return shots
}

// sideBySide sets the first photograph from before beside the first from after, the second beside the second, and the
// others alone, in the order in which they are given.
func (m *maker) sideBySide(from string, shots []shot) []Shots {
	var groups []Shots
	stages := map[string][]int{} // the groups that begin with a photograph of a stage and have no other yet
	for _, s := range shots {
		p := m.photo(from, s)
		other := map[string]string{ledger.Before: ledger.After, ledger.After: ledger.Before}[s.stage]
		if waiting := stages[other]; len(waiting) > 0 {
			g := &groups[waiting[0]]
			if stages[other] = waiting[1:]; s.stage == ledger.Before {
				*g = Shots{p, (*g)[0]}
			} else {
				*g = append(*g, p)
			}
			continue
		}
		if other != "" {
			stages[s.stage] = append(stages[s.stage], len(groups))
		}
		groups = append(groups, Shots{p})
	}
	return groups
}

func (m *maker) photo(from string, s shot) Photo {
	largest := photo.Widths[len(photo.Widths)-1]
	p := Photo{Src: m.shared(from, photoPath(s.photo, photo.Widths[0])), Large: m.shared(from, photoPath(s.photo, largest)), Caption: s.caption}
	p.Width, p.Height = s.photo.Size(largest)
	var set []string
	for i, width := range photo.Widths {
		w, _ := s.photo.Size(width)
		if i > 0 && w <= photo.Widths[i-1] { // the photograph has no more
			continue
		}
		set = append(set, fmt.Sprintf("%s %dw", m.shared(from, photoPath(s.photo, width)), w))
	}
	p.SrcSet = strings.Join(set, ", ")
	switch s.stage {
	case ledger.Before:
		p.Stage = m.Words.Say("photo-before")
	case ledger.After:
		p.Stage = m.Words.Say("photo-after")
	}
	if s.taken != civil.None {
		p.Taken, p.ISO = m.Words.Date(s.taken), s.taken.String()
	}
	return p
}

// gallery adds the photographs of rows to their list on their ledger's own page.
func (m *maker) gallery(from string, list *RowList, t *ledger.Table, rows []int) {
	for i, row := range rows {
		if shots := m.sideBySide(from, m.rowShots(t, row)); len(shots) > 0 {
			r := &list.Rows[i]
			list.Shots = append(list.Shots, RowShots{Link{r.Label, "#" + r.Anchor}, shotsAnchor(r.Anchor), shots})
		}
	}
}

// shotsAnchor is the name of a row's photographs in addresses.
func shotsAnchor(row string) string { return "photos-" + row }

// pictured is where the photographs of a row stand; "" if it has none.
func (m *maker) pictured(from string, t *ledger.Table, row int) string {
	if !m.paths[ledgerPath(t)] || len(m.rowShots(t, row)) == 0 {
		return ""
	}
	file, anchor, _ := strings.Cut(m.rowPath(t, row), "#")
	if file == from {
		file = ""
	} else {
		file = relative(from, file)
	}
	return file + "#" + shotsAnchor(anchor)
}

// photoFile is where the larger picture of a row's photograph stands, seen from a download; "" of one that is not shown.
func (m *maker) photoFile(from string, t *ledger.Table) func(file string) string {
	return func(file string) string {
		p := m.Site.Photo(site.LedgerFile(t, file))
		if p == nil || !m.paths[photoPath(p, photo.Widths[0])] {
			return ""
		}
		return relative(from, photoPath(p, photo.Widths[len(photo.Widths)-1]))
	}
}
