// Package starter writes the site folder that an office begins with.
//
//	Answers ──Files──▶ []folder.Change     site.toml, units, people, bodies, indicators, ledgers, first pages
//	Sampled rows carry a mark ──Clear──▶   the same folder without them
//
// The files are templates: frame/ stands in every site, ledgers/<name>/ in the sites that keep that ledger. Whatever the
// answers say, the site builds without a single problem; a test holds that.
package starter

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"embed"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"text/template"

	"github.com/lanewall/lanewall/internal/civil"
	"github.com/lanewall/lanewall/internal/folder"
	"github.com/lanewall/lanewall/internal/toml"
)

// Answers is what an office says of itself. The zero Answers but for Office and Date are enough.
type Answers struct {
	Office  string     // its full name: 示例街道办事处
	Levels  []string   // the levels below it, the highest first: 社区、网格
	Units   []Unit     // right below it
	Phone   string     // that everybody may ring; "" is not known yet
	Ledgers []string   // by name, of those that are offered
	Sample  bool       // a few rows to look at, marked as such on every page
	Date    civil.Date // today: the ledgers begin with its month
	ID      string     // of the site, for ever; "" is made of name and date
}

// Unit is an area and those below it.
type Unit struct {
	Name  string
	Below []Unit
}

// Offer is a ledger that an office may begin with.
type Offer struct {
	Name, Kind, Title string
	figures           []string // that stand at the top of the board
}

// Offers are the ledgers to choose from, in the order in which a board shows them.
var Offers = []Offer{
	{"visits", "visit", "走访", []string{"visits", "visit-persons"}},
	{"cases", "case", "事项", []string{"cases-received", "cases-solved"}},
	{"hazards", "hazard", "隐患", []string{"hazards-found", "hazards-open"}},
	{"projects", "project", "项目", []string{"projects-started"}},
	{"wishes", "wish", "微心愿", []string{"wishes-realised"}},
	{"meetings", "meeting", "会议", []string{"meetings"}},
	{"activities", "activity", "活动", []string{"activities"}},
	{"disclosures", "disclosure", "财务公开", []string{"disclosures"}},
}

// Usual are the ledgers that most offices begin with.
var Usual = []string{"visits", "cases", "projects", "activities"}

//go:embed frame ledgers
var templates embed.FS

// Files is the site's files, in order of path. An office without a name is called 示例街道办事处.
func Files(a Answers) ([]folder.Change, error) {
	w := writer{view: viewOf(a)}
	for _, l := range w.view.Ledgers {
		w.view.add(l, w.text("ledgers/"+l+"/indicators.toml"), w.text("ledgers/"+l+"/board.toml"), w.text("ledgers/"+l+"/poster.md"))
	}
	for _, name := range []string{"site.toml", "data/units.toml", "data/bodies.toml", "data/people/ledger.toml", "data/indicators.toml",
		"content/about/index.md", "content/about/privacy.md", "content/posters/month.md"} {
		w.file(name, w.text("frame/"+name))
	}
	w.file("content/notices/"+a.Date.String()+"-start.md", w.text("frame/content/notices/start.md"))
	w.file("data/people.toml", w.text("frame/data/people.toml")+w.sample("frame/sample.toml"))
	for _, l := range w.view.Ledgers {
		w.file("data/"+l+"/ledger.toml", w.text("ledgers/"+l+"/ledger.toml"))
		w.file("data/"+l+"/"+civil.Month.Of(a.Date).Key()+".toml", w.month(l)+w.sample("ledgers/"+l+"/sample.toml"))
	}
	slices.SortFunc(w.files, func(x, y folder.Change) int { return cmp.Compare(x.Path, y.Path) })
	return w.files, w.err
}

// Ledger is the ledger.toml that a ledger of that kind begins with, and its folder; "" of a kind that is not offered.
func Ledger(kind string) (name string, text []byte) {
	i := slices.IndexFunc(Offers, func(o Offer) bool { return o.Kind == kind })
	if i < 0 {
		return "", nil
	}
	text, _ = templates.ReadFile("ledgers/" + Offers[i].Name + "/ledger.toml")
	return Offers[i].Name, text
}

// view is what the templates see.
type view struct {
	Answers
	Title      string // of the site
	Notice     string // the lines of site.toml that say that there are sample rows
	Levels     []level
	Rows       []unit
	Somewhere  unit // where the rows that show how to write are
	BodyKind   string
	Posts      []string
	Figures    []string
	Reports    bool // it keeps the ledger that residents report into
	Boards     []string
	Posters    []string
	Indicators []string

	Year                int
	Unit, Other         string
	Earlier, Day, Later civil.Date // in one month
}

type level struct{ ID, Title string }

type unit struct{ ID, Name, Level, Parent string }

func viewOf(a Answers) *view {
	a.Office = cmp.Or(tidy(a.Office), "示例街道办事处")
	a.Phone = tidy(a.Phone)
	a.Ledgers = known(a.Ledgers)
	root := RootOf(a.Office)
	v := &view{Answers: a, Title: root + "公开栏", Notice: sampleNotice, BodyKind: bodyKind(a.Office)}
	if v.ID = tidy(a.ID); v.ID == "" {
		v.ID = fmt.Sprintf("wall-%x", sha256.Sum256([]byte(a.Office+" "+a.Date.String())))[:len("wall-")+10]
	}
	v.Reports = slices.Contains(a.Ledgers, "cases")
	v.Levels = levelsOf(LevelOf(a.Office), a.Levels)
	v.Rows = []unit{{v.Levels[0].ID, root, v.Levels[0].ID, ""}}
	v.below(v.Levels[0].ID, a.Units, 1)
	v.Somewhere = v.Rows[min(1, len(v.Rows)-1)]
	v.Unit, v.Other = v.Somewhere.ID, v.Rows[min(2, len(v.Rows)-1)].ID
	v.Posts = posts(v.Levels)
	month := civil.Month.Of(a.Date)
	v.Year, _, _ = a.Date.YMD()
	v.Earlier, v.Day, v.Later = max(month.First, a.Date-2), a.Date, min(month.Last, a.Date+2)
	return v
}

// below lists the units of a level under their parent. Those deeper than the levels are left out.
func (v *view) below(parent string, units []Unit, depth int) {
	if depth >= len(v.Levels) {
		return
	}
	level := v.Levels[depth].ID
	width := len(fmt.Sprint(max(10, countAt(v.Units, depth-1))))
	for _, u := range units {
		name := tidy(u.Name)
		if name == "" {
			continue
		}
		n := 1
		for _, r := range v.Rows {
			if r.Level == level {
				n++
			}
		}
		id := fmt.Sprintf("%s-%0*d", level, width, n)
		v.Rows = append(v.Rows, unit{id, name, level, parent})
		v.below(id, u.Below, depth+1)
	}
}

func countAt(units []Unit, depth int) int {
	if depth == 0 {
		return len(units)
	}
	n := 0
	for _, u := range units {
		n += countAt(u.Below, depth-1)
	}
	return n
}

// add takes over what a ledger brings to the indicators, the board and the poster.
func (v *view) add(name, indicators, board, poster string) {
	v.Figures = append(v.Figures, Offers[slices.IndexFunc(Offers, func(o Offer) bool { return o.Name == name })].figures...)
	v.Indicators = append(v.Indicators, indicators)
	v.Boards = append(v.Boards, board)
	if poster != "" {
		v.Posters = append(v.Posters, poster)
	}
}

// known are the offered ledgers among some, in the order in which they are offered.
func known(names []string) []string {
	var ledgers []string
	for _, o := range Offers {
		if slices.Contains(names, o.Name) {
			ledgers = append(ledgers, o.Name)
		}
	}
	return ledgers
}

// writer fills in the templates.
type writer struct {
	view  *view
	files []folder.Change
	err   error
}

func (w *writer) file(name, text string) {
	w.files = append(w.files, folder.Change{Path: name, Content: []byte(text)})
}

// text is a template filled in; "" of one that is not there.
func (w *writer) text(name string) string {
	source, err := fs.ReadFile(templates, name)
	if err != nil {
		return ""
	}
	t, err := template.New(path.Base(name)).Funcs(template.FuncMap{"q": toml.Quote, "md": literal}).Parse(string(source))
	var b bytes.Buffer
	if err == nil {
		err = t.Execute(&b, w.view)
	}
	w.err = cmp.Or(w.err, err)
	return tight(b.String())
}

// tight leaves no more than one empty line where a template had several, or none of its own at the end.
func tight(text string) string {
	for strings.Contains(text, "\n\n\n") {
		text = strings.ReplaceAll(text, "\n\n\n", "\n\n")
	}
	return strings.TrimRight(text, "\n") + "\n"
}

// month is the beginning of a month's file: how a row is written, as a comment.
func (w *writer) month(name string) string {
	i := slices.IndexFunc(Offers, func(o Offer) bool { return o.Name == name })
	o := Offers[i]
	y, m, _ := w.view.Date.YMD()
	text := fmt.Sprintf("# %d年%d月的%s，一条一段，照下面的样子写；也可以运行 lanewall new %s，一问一答。\n#\n", y, m, o.Title, o.Kind)
	for line := range strings.Lines(w.text("ledgers/" + name + "/rows.toml")) {
		text += strings.TrimRight("# "+line, " \n") + "\n"
	}
	return text
}

// sample is the sample rows of a template, each with its mark, if they are wanted.
func (w *writer) sample(name string) string {
	if !w.view.Sample {
		return ""
	}
	return "\n" + strings.ReplaceAll("\n"+w.text(name), "\n[[", "\n"+sampleMark+"\n[[")[1:]
}

// literal is text that means nothing in Markdown. A hyphen between digits never does: a telephone number stays as it is.
func literal(text string) string {
	var b strings.Builder
	digit := func(i int) bool { return 0 <= i && i < len(text) && '0' <= text[i] && text[i] <= '9' }
	for i, r := range text {
		if r < 0x80 && !(r == '-' && digit(i-1) && digit(i+1)) && strings.ContainsRune("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~", r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}
