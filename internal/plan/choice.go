package plan

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"strings"

	"github.com/lanewall/lanewall/internal/civil"
	"github.com/lanewall/lanewall/internal/site"
)

// Choice is from where a reader chooses the board of another unit or period. Pages link to all of them in lists; a script
// makes two menus of it.
type Choice struct {
	List   string // link to the script that lists them
	Root   string // link to the top of the site: ../../
	Unit   string // the id of the unit that the page is about
	Period string // the key of its period
}

// Script is a file that scripts of the theme load when a page asks for it.
type Script struct {
	Path string
	Text []byte
}

// boardMenu is the list of all boards. Units and periods stand in it once each, since every unit of a level has the boards
// of all periods: of 453 units and 94 months 42,000 addresses would be 2 MB.
type boardMenu struct {
	Root   string      `json:"root"`   // the unit whose boards are those of the site
	Units  [][]any     `json:"units"`  // id, name, depth, and the boards it has: bit n is that of board n
	Boards []boardKind `json:"boards"` // by kind
}

type boardKind struct {
	Title   string      `json:"title"`
	Periods [][2]string `json:"periods"` // key and name, the latest first
}

// boardChoice lists all boards for the script that makes menus of them, if the theme has one.
func (m *maker) boardChoice() {
	if m.Site.Units.Root == nil || m.assets.Scripts[everyPageScript] == "" || len(m.Site.Config.Boards) == 0 {
		return
	}
	list := boardMenu{Root: m.Site.Units.Root.ID}
	for i := range m.Site.Config.Boards {
		kind := boardKind{Title: m.text(m.Site.Config.Boards[i].Title)}
		for _, p := range m.boardPeriods(&m.Site.Config.Boards[i]) {
			kind.Periods = append(kind.Periods, [2]string{p.Key(), m.Words.Period(p)})
		}
		list.Boards = append(list.Boards, kind)
	}
	for _, u := range m.Site.Units.All {
		boards := 0
		for i := range m.Site.Config.Boards {
			if m.Site.Config.Boards[i].At(u.Level) {
				boards |= 1 << i
			}
		}
		if boards != 0 {
			list.Units = append(list.Units, []any{u.ID, u.Name, len(u.Path()) - 1, boards})
		}
	}
	words, err := json.Marshal(list)
	if err != nil {
		panic(err) // strings and numbers
	}
	text := []byte("lanewall.boards(" + string(words) + ")\n")
	sum := sha256.Sum256(text)
	m.choice = "boards/boards-" + hex.EncodeToString(sum[:4]) + ".js"
	m.Scripts = append(m.Scripts, Script{m.choice, text})
}

// choose is the choice of a board on a page; nil if there is nothing to choose from.
func (m *maker) choose(from string, u *site.Unit, p civil.Period) *Choice {
	if m.choice == "" {
		return nil
	}
	return &Choice{List: relative(from, m.choice), Root: strings.TrimSuffix(relative(from, homePath), homePath), Unit: u.ID, Period: p.Key()}
}

// known is a path if there is a page, else "".
func (m *maker) known(path string) string {
	if m.paths[path] {
		return path
	}
	return ""
}

// address is where a page stands, as a citation says it: on the web, or if the site does not know that within the site.
func (m *maker) address(path string) string {
	path = strings.TrimSuffix(m.Prefix+path, "index.html")
	if m.Site.Config.BaseURL.V != "" {
		return m.absolute(path)
	}
	return m.Words.Say("citation-path", "Path", path)
}
