package build

import (
	"fmt"
	"html"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/lanewall/lanewall/internal/ledger"
)

// planted is a row for each kind that has fields which may not leave the office: what is public of it, so that the row
// is right. The rest is filled in by the test, field by field, with marks that stand nowhere else.
var planted = map[string]string{
	"case":    `received = 2024-08-05, unit = "jia", title = "标记行"`,
	"meeting": `date = 2024-08-05, unit = "jia", title = "标记行"`,
	"person":  `id = "planted", name = "标记人", post = "里长", unit = "jia"`,
	"visit":   `date = 2024-08-05, unit = "jia", steward = "steward-001"`,
	"wish":    `received = 2024-08-05, unit = "jia", realised = 2024-08-06`,
}

// splitBy are the fields whose words a published split counts for the whole site. There, and only there, the words are
// public; the row they come from is not.
var splitBy = map[string]string{"wishes group": "statistics/wishes/"}

// Nothing that a ledger keeps to itself gets out: not into a page, a drawing, a download or an address. The site is the
// repository's, with one more row in every ledger, full of marks.
func TestPrivateStaysInside(t *testing.T) {
	folder := rootFolder(t)
	extend(folder, "meetings", "[field.sketch]\ntype = \"text\"\ntitle = \"草图\"\nclass = \"masked\"\n")
	marks := map[string]string{} // of a ledger's field
	for _, table := range root(t).Plan.Site.Ledgers {
		kind := table.Kind
		fields := slices.DeleteFunc(slices.Clone(kind.Fields), func(f ledger.Field) bool { return f.Class == ledger.Public })
		if table.Name == "meetings" {
			fields = append(fields, ledger.Field{Name: "sketch", Type: ledger.Text, Class: ledger.Masked})
		}
		if len(fields) == 0 {
			continue
		}
		row, ok := planted[kind.Name]
		if !ok {
			t.Errorf("%s: no row to plant in a ledger of kind %s", table.Name, kind.Name)
			continue
		}
		var text strings.Builder
		fmt.Fprintf(&text, "[[%s]]\n%s\n", kind.Rows, strings.ReplaceAll(row, ", ", "\n"))
		if !strings.Contains(row, "id =") {
			text.WriteString("id = \"planted\"\n")
		}
		if kind.Name == "case" {
			text.WriteString("closed = 2024-08-06\noutcome = \"解决\"\n") // else the rating is not to be known
		}
		for _, f := range fields {
			key := table.Name + " " + f.Name
			mark := "机密<" + key + ">&\"'"
			switch f.Type {
			case ledger.Text:
				fmt.Fprintf(&text, "%s = %q\n", f.Name, mark)
			case ledger.Choice:
				fmt.Fprintf(&text, "%s = %q\n", f.Name, mark)
				extend(folder, table.Name, values(f, mark))
			case ledger.Set:
				fmt.Fprintf(&text, "%s = [%q]\n", f.Name, mark)
				extend(folder, table.Name, values(f, mark))
			case ledger.Integer:
				mark = strconv.Itoa(770_000_000 + len(marks))
				fmt.Fprintf(&text, "%s = %s\n", f.Name, mark)
				if f.Max != nil {
					extend(folder, table.Name, "[field."+f.Name+"]\nmax = 999999999\n")
				}
			case ledger.Scores: // four numbers up to 100 look like any others: the name of one is the mark
				fmt.Fprintf(&text, "%s = { %q = 1 }\n", f.Name, mark)
				extend(folder, table.Name, values(f, mark))
			default:
				t.Errorf("%s: no mark of type %s", key, f.Type)
			}
			marks[key] = mark
		}
		folder["data/"+table.Name+"/planted.toml"] = &fstest.MapFile{Data: []byte(text.String())}
	}
	if len(marks) < 20 {
		t.Errorf("only %d marks", len(marks))
	}

	b := buildAll(folder, fromSite).must(t)
	if n := b.Plan.Site.Ledger("wishes").N - root(t).Plan.Site.Ledger("wishes").N; n != 1 {
		t.Fatalf("%d rows were planted among the wishes", n)
	}
	for key, mark := range marks {
		forms := []string{mark, html.EscapeString(mark), strings.ReplaceAll(mark, `"`, `""`), strings.Trim(strconv.Quote(mark), `"`), url.PathEscape(mark), "机密<" + key, "机密&lt;" + key, `机密\u003c` + key}
		if _, err := strconv.Atoi(mark); err == nil {
			forms = []string{mark, "770,000,", mark[:3] + "," + mark[3:6] + "," + mark[6:]}
		}
		for _, name := range b.paths() {
			if where, counted := splitBy[key]; counted && (strings.HasPrefix(name, where) || name == "data/figures.csv") {
				continue
			}
			for _, form := range forms {
				if at := strings.Index(b.files[name], form); at >= 0 || strings.Contains(name, form) {
					t.Errorf("%s: %s is out: …%s…", name, key, b.files[name][max(0, at-60):min(len(b.files[name]), max(at, 0)+60)])
				}
			}
		}
	}
}

// What is counted and never listed is counted for the whole site and the longest period only.
func TestAggregatesAreSplitAtTheTopOnly(t *testing.T) {
	_, rows := root(t).table(t, "data/figures.csv")
	found := 0
	for _, row := range rows {
		if row["indicator"] == "wishes" && row["split_field"] == "group" {
			found++
			if row["unit"] != "yejin" || row["period"] != "ytd-2024-08" {
				t.Errorf("%s is split by group", figureKey(row))
			}
		}
	}
	if found == 0 {
		t.Error("there is no split by group")
	}
}

// A download has the public columns of its ledger and no others.
func TestDownloadsHavePublicColumns(t *testing.T) {
	for _, table := range root(t).Plan.Site.Ledgers {
		header, _ := root(t).table(t, "data/"+table.Name+".csv")
		for _, f := range table.Kind.Fields {
			if listed := slices.Contains(header, f.Name); listed != (f.Class == ledger.Public) {
				t.Errorf("%s.csv has %s, which is %s: %v", table.Name, f.Name, f.Class, listed)
			}
		}
	}
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
