package site

import (
	"cmp"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/lanewall/lanewall/internal/diag"
	"github.com/lanewall/lanewall/internal/i18n"
	"github.com/lanewall/lanewall/internal/ledger"
	"github.com/lanewall/lanewall/internal/toml"
)

// ownKinds are the ledgers whose name says their kind: they need no ledger.toml, and may be one file in data/.
var ownKinds = map[string]string{
	"units": "unit", "people": "person", "bodies": "body",
	"calendar": "day", "filings": "filing", "published": "published",
}

// counted are those of them that indicators may count.
var counted = []string{"bodies", "people", "units"}

// notLedgers are other names under data/.
var notLedgers = []string{"imports", "indicators", "kinds", "releases", "revisions"}

// ownKinds reads the kinds that a site defines from scratch, one a file, named for the kind, beside the built-in ones.
func (l *loader) ownKinds() {
	l.kinds, _ = ledger.Builtin()
	files, _ := fs.Glob(l.files, "data/kinds/*.toml")
	for _, file := range files {
		name := strings.TrimSuffix(path.Base(file), ".toml")
		src := l.source(file)
		if !ledger.IsSlug(name) || l.kinds[name] != nil {
			l.problems.Add("taken-kind", diag.Pos{Source: &diag.Source{Name: file}}, name)
			continue
		}
		table, problems := toml.Parse(src)
		l.problems.Append(problems)
		kind, problems := ledger.NewKind(name, table)
		l.problems.Append(problems)
		l.kinds[name] = kind
	}
}

// ledgers reads every ledger under data/.
func (l *loader) ledgers() {
	s := l.site
	for _, name := range l.ledgerNames() {
		if t := l.ledger(name); t != nil {
			s.Ledgers = append(s.Ledgers, t)
		}
	}
	for _, t := range s.Ledgers {
		l.do("answering "+t.Name, l.stands(t), func() { l.answering(t) })
	}
	s.People, s.Bodies = s.Ledger("people"), s.Ledger("bodies")
	s.Published = l.table("published", "published")
}

// ledgerNames lists the ledgers that there are, or should be.
func (l *loader) ledgerNames() []string {
	names := map[string]bool{}
	for _, name := range counted {
		names[name] = true
	}
	entries, _ := fs.ReadDir(l.files, "data")
	for _, e := range entries {
		name := strings.TrimSuffix(e.Name(), ".toml")
		switch {
		case !e.IsDir() && ending(e.Name()) != "": // said of every folder at once
		case slices.Contains(notLedgers, name) || ownKinds[name] != "" || strings.HasPrefix(name, "."):
		case e.IsDir() && !ledger.IsSlug(name):
			l.problems.Add("bad-id", diag.Pos{Source: &diag.Source{Name: "data/" + e.Name()}}, name)
		case e.IsDir():
			names[name] = true
		case strings.HasSuffix(e.Name(), ".toml"):
			l.problems.Add("stray-file", diag.Pos{Source: &diag.Source{Name: "data/" + e.Name()}}, name)
		}
	}
	return slices.Sorted(maps.Keys(names))
}

// answering calls the levels of cases by the kind of unit that answers for them, where the ledger maps them:
// A（社区）.
func (l *loader) answering(t *ledger.Table) {
	for _, f := range t.Kind.Fields {
		if len(f.Units) == 0 || t.Column(f.Name) == nil {
			continue
		}
		labels := maps.Clone(f.Labels)
		if labels == nil {
			labels = map[string]i18n.Text{}
		}
		for _, word := range slices.Sorted(maps.Keys(f.Units)) {
			level := l.site.Config.Level(f.Units[word])
			if level == nil {
				l.problems.Add("unknown-value", f.Pos, f.Units[word], diag.Choice{Given: f.Units[word], Names: l.site.Config.LevelIDs()})
				continue
			}
			labels[word] = i18n.Plain(i18n.Bracketed(l.site.Config.Language, word, level.Title.In(l.site.Config.Language)))
		}
		t.Column(f.Name).SetLabels(labels)
	}
}

// table reads one ledger; nil if there is no telling of what kind it is.
func (l *loader) table(name, kind string) *ledger.Table {
	k := l.schema(name, kind)
	if k == nil {
		return nil
	}
	t, problems := ledger.Read(name, k, l.rows(name), l.zone)
	l.problems.Append(problems)
	return t
}

// schema is the kind of a ledger: the one it has by its name, or with "" the one that its ledger.toml names, narrowed as
// that says; nil if there is no telling.
func (l *loader) schema(name, kind string) *ledger.Kind {
	folder := "data/" + name
	schema := &toml.Table{}
	if file := folder + "/ledger.toml"; l.exists(file) {
		table, problems := toml.Parse(l.source(file))
		l.problems.Append(problems)
		schema = table
		if len(problems) > 0 && kind == "" {
			return nil
		}
	} else if kind == "" {
		l.problems.Add("no-ledger-file", diag.Pos{Source: &diag.Source{Name: file}}, name)
		return nil
	}
	return l.kind(folder, kind, schema)
}

// kind is the ledger's kind, narrowed as its ledger.toml says.
func (l *loader) kind(folder, name string, schema *toml.Table) *ledger.Kind {
	if e := schema.Get("kind"); e != nil {
		given, _ := e.Value.Data.(string)
		switch {
		case name != "" && given != name: // the rest of the site relies on what the name says
			l.problems.Add("unknown-value", e.Value.Pos, given, diag.Choice{Given: given, Names: []string{name}})
		case l.kinds[given] == nil:
			l.problems.Add("unknown-kind", e.Value.Pos, given, diag.Choice{Given: given, Names: ledger.BuiltinNames(l.kinds)})
			return nil
		}
		name = cmp.Or(name, given)
	}
	if name == "" {
		l.problems.Add("missing-key", schema.Pos, "kind")
		return nil
	}
	kind, problems := l.kinds[name].Narrow(schema)
	l.problems.Append(problems)
	return kind
}

// rows lists the files of a ledger: data/<name>.toml if its name says its kind, and those of the folder but for ledger.toml.
func (l *loader) rows(name string) []*diag.Source {
	var sources []*diag.Source
	if file := "data/" + name + ".toml"; ownKinds[name] != "" && l.exists(file) {
		sources = append(sources, l.reloaded(file))
	}
	files, _ := fs.Glob(l.files, "data/"+name+"/*.toml")
	l.nested(name)
	for _, file := range files {
		if path.Base(file) != "ledger.toml" {
			sources = append(sources, l.reloaded(file))
		}
	}
	return sources
}

// reloaded is a file of rows: their text is not held.
func (l *loader) reloaded(name string) *diag.Source {
	if l.now != nil {
		return l.now.source(l.before, l.files, name)
	}
	return diag.Reloaded(name, func() (fs.File, error) { return l.files.Open(name) })
}

// nested points at folders inside a ledger's other than that of its photographs: what is in them is not read.
func (l *loader) nested(name string) {
	entries, _ := fs.ReadDir(l.files, "data/"+name)
	for _, e := range entries {
		if e.IsDir() && e.Name() != photoFolder && !strings.HasPrefix(e.Name(), ".") {
			l.problems.Add("nested-folder", diag.Pos{Source: &diag.Source{Name: path.Join("data", name, e.Name())}}, name)
		}
	}
}

// link resolves the names of units, bodies and people in all ledgers.
func (l *loader) link() {
	s := l.site
	bodies, people := ledger.NamesOf(s.Bodies), ledger.NamesOf(s.People)
	for _, t := range append(slices.Clone(s.Ledgers), s.Published) {
		l.do("link "+t.Name, l.stands(t), func() {
			if t.Name != "units" {
				l.problems.Append(t.Link(string(ledger.Unit), s.Units.names))
			}
			l.problems.Append(t.Link(string(ledger.Body), bodies))
			l.problems.Append(t.Link(string(ledger.Person), people))
		})
	}
}
