package build

import (
	"bytes"
	"fmt"
	"html"
	"maps"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"testing/fstest"

	"github.com/BurntSushi/toml"

	"github.com/lanewall/lanewall/internal/civil"
	"github.com/lanewall/lanewall/internal/indicator"
	"github.com/lanewall/lanewall/internal/ledger"
	"github.com/lanewall/lanewall/internal/receipt"
)

// Nothing that a ledger keeps to itself gets out: not into a page, a drawing, a download or an address. Each site is
// built again with one more row in every ledger, in which all that is not public is a mark that stands nowhere else.
func TestPrivateStaysInside(t *testing.T) { eachExample(t, checkPrivate) }

// stem begins every mark of text: two letters that no site has side by side, in no escaping written otherwise.
const stem = "Zq"

func checkPrivate(t *testing.T, e *example) {
	before := e.built().must(t)
	if name := withStem(before.files); name != "" {
		t.Fatalf("%s has %q without any mark: choose another", name, stem)
	}
	folder := e.folder(t)
	marks := map[string]string{} // of a ledger's field
	for _, table := range before.Plan.Site.Ledgers {
		kind := table.Kind
		if folder["data/"+table.Name+"/ledger.toml"] == nil || kind.Name == "stated" {
			continue // units, bodies and the like stand in a file of their own, stated figures have no rows to hide
		}
		row := fullestRow(t, folder, table.Name, kind.Rows)
		row["id"] = "planted"
		if row["receipt"] != nil { // each is one row's own
			row["receipt"] = receipt.Complete("2345679")
		}
		fields := slices.DeleteFunc(slices.Clone(kind.Fields), func(f ledger.Field) bool { return f.Class == ledger.Public })
		// A site may add such fields itself: words, and steps of which each part is as hidden as the whole.
		extend(folder, table.Name, "[field.sketch]\ntype = \"text\"\ntitle = \"草图\"\nclass = \"masked\"\n")
		extend(folder, table.Name, "[field.hidden]\ntype = \"steps\"\ntitle = \"经过\"\nclass = \"private\"\nvalues = [\"who\"]\n")
		fields = append(fields, ledger.Field{Name: "sketch", Type: ledger.Text}, ledger.Field{Name: "hidden", Type: ledger.Steps, Values: []string{"who"}})
		for _, f := range fields {
			key := table.Name + " " + f.Name
			mark := stem + "<" + key + ">&\"'"
			switch f.Type {
			case ledger.Text, ledger.Phone:
				row[f.Name] = mark
			case ledger.Choice:
				row[f.Name] = mark
				extend(folder, table.Name, values(f, mark))
			case ledger.Set:
				row[f.Name] = []string{mark}
				extend(folder, table.Name, values(f, mark))
			case ledger.List:
				row[f.Name] = []string{mark}
			case ledger.Integer:
				mark = strconv.Itoa(770_000_000 + len(marks))
				row[f.Name] = 770_000_000 + len(marks)
				if f.Max != nil {
					extend(folder, table.Name, "[field."+f.Name+"]\nmax = 999999999\n")
				}
			case ledger.Scores: // numbers up to 100 look like any others: the name of one is the mark
				row[f.Name] = map[string]int{mark: 1}
				extend(folder, table.Name, values(f, mark))
			case ledger.Steps:
				row[f.Name] = []map[string]string{{f.Values[0]: mark}}
			default:
				t.Errorf("%s: no mark of type %s", key, f.Type)
			}
			marks[key] = mark
		}
		var text bytes.Buffer
		if err := toml.NewEncoder(&text).Encode(map[string]any{kind.Rows: []any{row}}); err != nil {
			t.Fatal(err)
		}
		folder["data/"+table.Name+"/planted.toml"] = &fstest.MapFile{Data: text.Bytes()}
	}
	if len(marks) < 15 {
		t.Errorf("only %d marks", len(marks))
	}

	b := buildAll(folder, fromSite).must(t)
	for _, table := range before.Plan.Site.Ledgers {
		if marks[table.Name+" sketch"] == "" {
			continue
		}
		if n := b.Plan.Site.Ledger(table.Name).N - table.N; n != 1 {
			t.Errorf("%d rows were planted in %s", n, table.Name)
		}
	}
	f := &faults{T: t}
	defer f.done()
	for _, name := range b.paths() {
		text := wordsOf(name, b.files[name])
		if strings.HasPrefix(name, "search/p/") && strings.Contains(text, stem) {
			f.add("%s: something private can be searched for", name)
		}
		suspect := func(part string) bool { return strings.Contains(name, part) || strings.Contains(text, part) }
		if !suspect(stem) && !suspect("7700000") && !suspect("770,000") {
			continue // nearly every file; what follows looks for every mark in every form
		}
		for key, mark := range marks {
			forms := []string{mark, html.EscapeString(mark), strings.ReplaceAll(mark, `"`, `""`), strings.Trim(strconv.Quote(mark), `"`), url.PathEscape(mark), stem + "<" + key, stem + "&lt;" + key, stem + `\u003c` + key}
			if _, err := strconv.Atoi(mark); err == nil {
				forms = []string{mark, "770,000,", mark[:3] + "," + mark[3:6] + "," + mark[6:]}
			}
			if slices.Contains(splitsOf(b, key), name) || asked(b, key, name) {
				continue
			}
			for _, form := range forms {
				if at := strings.Index(text, form); at >= 0 || strings.Contains(name, form) {
					f.add("%s: %s is out: …%s…", name, key, text[max(0, at-60):min(len(text), max(at, 0)+60)])
				}
			}
		}
	}
}

func withStem(files map[string]string) string {
	for name, text := range files {
		if !strings.HasSuffix(name, ".jpg") && strings.Contains(wordsOf(name, text), stem) { // whose bytes are no words
			return name
		}
	}
	return ""
}

// occurrences is where something occurs, in the files of the search: numbers, in characters that may spell anything.
var occurrences = regexp.MustCompile(`:"[^"]*"`)

// wordsOf is a file without what looks like words and is none. The search has small letters only, in pairs.
func wordsOf(name, text string) string {
	if !strings.HasPrefix(name, "search/p/") {
		return text
	}
	return strings.ReplaceAll(occurrences.ReplaceAllString(text, ""), strings.ToLower(`"`+stem+`"`), stem+"<")
}

// fullestRow is the row of a ledger in which most is filled in, so that it has been through all that can happen to one
// and what is known only afterwards may stand in it too.
func fullestRow(t *testing.T, folder fstest.MapFS, name, rows string) map[string]any {
	t.Helper()
	var fullest map[string]any
	for _, file := range slices.Sorted(maps.Keys(folder)) {
		if path.Dir(file) != "data/"+name && file != "data/"+name+".toml" || path.Base(file) == "ledger.toml" {
			continue
		}
		tables := map[string][]map[string]any{}
		if err := toml.Unmarshal(folder[file].Data, &tables); err != nil {
			t.Fatal(file, err)
		}
		for _, row := range tables[rows] {
			if len(row) > len(fullest) {
				fullest = row
			}
		}
	}
	if fullest == nil {
		t.Fatalf("%s has no rows", name)
	}
	return fullest
}

// splitsOf is the files that may have the words of a field that is not public: those of the indicators that the site
// splits by it, which count its words for the whole site. The rows they come from are hidden all the same.
func splitsOf(b *built, key string) []string {
	name, field, _ := strings.Cut(key, " ")
	var files []string
	for _, d := range b.Plan.Figures.Definitions {
		if d.Ledger != nil && d.Ledger.Name == name && slices.Contains(d.Splits, field) && d.Ledger.Column(field).Class == ledger.Aggregate {
			stem := "statistics/" + d.ID + "/"
			files = append(files, "data/figures.csv", stem+"index.html", stem+d.ID+".csv")
		}
	}
	return files
}

// asked tells whether a page asks residents for a field: the pages for reports name the answers one may choose from, and
// tell nobody's.
func asked(b *built, key, name string) bool {
	t := b.Plan.Site.ReportLedger()
	return t != nil && slices.Contains([]string{t.Name + " rating", t.Name + " satisfaction"}, key) && strings.HasSuffix(name, "/report/index.html")
}

// What is counted and never listed is counted for the whole site and the longest period only.
func TestAggregatesAreSplitAtTheTopOnly(t *testing.T) {
	var found atomic.Int64 // not every site need have such an indicator, but one must
	t.Run("sites", func(t *testing.T) {
		eachSite(t, func(t *testing.T, b *built) {
			aggregate := func(c *ledger.Column) bool { return c != nil && c.Class == ledger.Aggregate }
			conditions := func(f indicator.Filter) bool {
				return slices.ContainsFunc(f, func(c indicator.Condition) bool { return aggregate(c.Column) })
			}
			_, rows := b.table(t, "data/figures.csv")
			for _, d := range b.Plan.Figures.Definitions {
				whole := aggregate(d.Field) || aggregate(d.Date) || conditions(d.Among) || conditions(d.Of)
				if !whole && !slices.ContainsFunc(d.Split, aggregate) {
					continue
				}
				longest, days := "", int64(0)
				for _, kind := range d.PeriodKinds() {
					for _, p := range civil.Each(kind, b.Plan.Figures.First(d), b.Plan.Site.Horizon) {
						if n := int64(p.Last) - int64(p.First); n >= days {
							longest, days = p.Key(), n
						}
					}
				}
				for _, row := range rows {
					split := row["split_field"] != "" && row["split_field"] != indicator.OwnSplit && aggregate(d.Ledger.Column(row["split_field"]))
					if row["indicator"] != d.ID || !whole && !split {
						continue
					}
					found.Add(1)
					if row["unit"] != b.Plan.Site.Units.Root.ID || row["period"] != longest {
						t.Errorf("%s is counted from what is not public; allowed is %s of %s", figureKey(row), longest, b.Plan.Site.Units.Root.ID)
					}
				}
			}
		})
	})
	if found.Load() == 0 {
		t.Error("no site counts what is not public")
	}
}

// A download has the public columns of its ledger and no others.
func TestDownloadsHavePublicColumns(t *testing.T) {
	eachSite(t, func(t *testing.T, b *built) {
		for _, table := range b.Plan.Site.Ledgers {
			header, _ := b.table(t, "data/"+table.Name+".csv")
			for _, f := range table.Kind.Fields {
				columns := []string{f.Name}
				if f.Type == ledger.Scores || f.Type == ledger.Steps { // a column for each part
					columns = nil
					for _, part := range f.Values {
						columns = append(columns, f.Name+"."+part)
					}
					if f.Weights != nil {
						columns = append(columns, f.Name)
					}
				}
				for _, column := range columns {
					if listed := slices.Contains(header, column); listed != (f.Class == ledger.Public) {
						t.Errorf("%s.csv has %s, which is %s: %v", table.Name, column, f.Class, listed)
					}
				}
			}
		}
	})
}

// extend adds to a ledger's schema.
func extend(folder fstest.MapFS, name, text string) {
	file := "data/" + name + "/ledger.toml"
	old := string(folder[file].Data)
	head, _, _ := strings.Cut(text, "\n") // [field.x]
	if strings.Contains(old, head+"\n") { // the table is there: only what changes goes into it
		_, body, _ := strings.Cut(text, "\n")
		before, after, _ := strings.Cut(old, head+"\n")
		rest, next, more := strings.Cut(after, "\n[")
		var kept []string
		for line := range strings.Lines(rest) {
			if key, _, _ := strings.Cut(line, " ="); !strings.Contains("\n"+body, "\n"+key+" =") {
				kept = append(kept, line)
			}
		}
		text = before + head + "\n" + body + strings.Join(kept, "")
		if more {
			text += "\n[" + next
		}
		old = ""
	}
	folder[file] = &fstest.MapFile{Data: []byte(old + "\n" + text)}
}

// values lets a field have one more value.
func values(f ledger.Field, mark string) string {
	var words []string
	for _, word := range append(slices.Clone(f.Values), mark) {
		words = append(words, fmt.Sprintf("%q", word))
	}
	return "[field." + f.Name + "]\nvalues = [" + strings.Join(words, ", ") + "]\n"
}
