package site

import (
	"net/url"
	"time"

	"github.com/lanewall/lanewall/internal/civil"
	"github.com/lanewall/lanewall/internal/diag"
	"github.com/lanewall/lanewall/internal/i18n"
	"github.com/lanewall/lanewall/internal/stat"
	"github.com/lanewall/lanewall/internal/toml"
)

const configFile = "site.toml"

// Format is the version of the site folder's format that this tool reads.
const Format = 1

// Config is site.toml.
type Config struct {
	Format   toml.At[int] `toml:"format,required"`
	ID       string       `toml:"id,required"`
	Title    i18n.Text    `toml:"title,required"`
	Issuer   i18n.Text    `toml:"issuer,required"`
	Language string       `toml:"language"` // the site's own: the first of Languages

	// Languages are those that the site is published in: the first at the root, every other in the folder of its tag.
	Languages []toml.At[string] `toml:"languages"`

	TimeZone  toml.At[string] `toml:"time_zone"`
	Theme     toml.At[string] `toml:"theme"`
	BaseURL   toml.At[string] `toml:"base_url"`
	AsOf      *civil.Date     `toml:"as_of"`
	Notice    i18n.Text       `toml:"notice"`     // travels on every page and file: “示例网站……”
	DataNote  i18n.Text       `toml:"data_note"`  // what kind of numbers these are
	Licence   i18n.Text       `toml:"licence"`    // of the open data
	Rounding  toml.At[string] `toml:"rounding"`   // half-up (四舍五入) or half-even
	SmallestN int             `toml:"smallest_n"` // rates of fewer rows are shown as n/N only; 20
	Levels    []Level         `toml:"level,required"`
	Boards    []Board         `toml:"board"` // the first is the home page's
	Events    []Event         `toml:"event"`
	Menu      []MenuItem      `toml:"menu"`
	Contact   Contact         `toml:"contact"`
	Operator  Operator        `toml:"operator"`
	Weight    Weight          `toml:"weight"`
	Report    Report          `toml:"report"`
	Footer    []i18n.Text     `toml:"footer"`
	NextIssue i18n.Text       `toml:"next_issue"` // when the next board comes, in words
}

// Level is a kind of unit: 街道、社区、里巷.
type Level struct {
	ID    string    `toml:"id,required"`
	Title i18n.Text `toml:"title,required"`
}

// MenuItem is an entry of the site's menu.
type MenuItem struct {
	Title i18n.Text `toml:"title,required"`
	To    string    `toml:"to,required"` // a path in the site: statistics/index.html
	Pos   diag.Pos  `toml:"@"`
}

// Contact is whom to turn to.
type Contact struct {
	Phone     string    `toml:"phone"`
	Address   i18n.Text `toml:"address"`
	Hours     i18n.Text `toml:"hours"`
	Objection i18n.Text `toml:"objection"` // how to object to what is published
}

// config reads site.toml. Without a readable one the site is empty, but whole.
func (l *loader) config() {
	c := &l.site.Config
	l.zone = time.UTC
	c.Language, c.Languages = ownLanguage, []toml.At[string]{{V: ownLanguage}}
	if !l.exists(configFile) {
		l.problems.Add("no-site", diag.Pos{Source: &diag.Source{Name: configFile}})
		return
	}
	table, problems := toml.Parse(l.source(configFile))
	l.problems.Append(problems)
	if len(problems) > 0 {
		return
	}
	if f := table.Get("format"); f != nil && newer(f.Value) {
		l.problems.Add("newer-format", f.Value.Pos, f.Value.Raw, Format)
		return
	}
	l.problems.Append(toml.Bind(table, c))
	if e := table.Get("as_of"); e != nil && e.Value.Type() != "date" {
		c.AsOf = nil
	}
	l.languages(table, c)
	if c.Theme.V == "" {
		c.Theme.V = "wall"
	}
	if c.SmallestN == 0 {
		c.SmallestN = 20
	}
	if _, ok := roundings[c.Rounding.V]; !ok {
		l.problems.Add("unknown-value", c.Rounding.Pos, c.Rounding.V, diag.Choice{Given: c.Rounding.V, Names: []string{"half-up", "half-even"}})
	}
	if !isAddress(c.BaseURL.V) {
		l.problems.Add("bad-base-url", c.BaseURL.Pos, c.BaseURL.V)
		c.BaseURL.V = ""
	}
	l.timeZone(c)
	l.boards(c)
	l.events(c)
	l.weight(c)
	l.report(c)
}

var roundings = map[string]stat.Mode{"": stat.HalfUp, "half-up": stat.HalfUp, "half-even": stat.HalfEven}

// Mode is how numbers are rounded when they are printed.
func (c *Config) Mode() stat.Mode { return roundings[c.Rounding.V] }

func newer(v toml.Value) bool {
	n, ok := v.Data.(int64)
	return ok && n > Format
}

// isAddress tells whether a site can stand there: an absolute address with nothing behind its path.
func isAddress(base string) bool {
	u, err := url.Parse(base)
	return base == "" || err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != "" && u.RawQuery == "" && u.Fragment == ""
}

func (l *loader) timeZone(c *Config) {
	if c.TimeZone.V == "" {
		c.TimeZone.V = "Asia/Shanghai"
	}
	zone, err := time.LoadLocation(c.TimeZone.V)
	if err != nil {
		l.problems.Add("unknown-zone", c.TimeZone.Pos, c.TimeZone.V)
		return
	}
	l.zone = zone
}

// Level finds a level by id; nil if there is none.
func (c *Config) Level(id string) *Level {
	for i := range c.Levels {
		if c.Levels[i].ID == id {
			return &c.Levels[i]
		}
	}
	return nil
}

func (c *Config) levelTitles() map[string]i18n.Text {
	titles := map[string]i18n.Text{}
	for _, level := range c.Levels {
		titles[level.ID] = level.Title
	}
	return titles
}

// LevelIDs lists the levels, the highest first.
func (c *Config) LevelIDs() []string {
	var ids []string
	for _, level := range c.Levels {
		ids = append(ids, level.ID)
	}
	return ids
}
