package intake_test

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/lanewall/lanewall/internal/civil"
	"github.com/lanewall/lanewall/internal/diag"
	"github.com/lanewall/lanewall/internal/intake"
	"github.com/lanewall/lanewall/internal/ledger"
	"github.com/lanewall/lanewall/internal/receipt"
	"github.com/lanewall/lanewall/internal/sheet"
	"github.com/lanewall/lanewall/internal/site"
	"github.com/lanewall/lanewall/internal/stat"
	"github.com/lanewall/lanewall/internal/toml"
)

// office is a site whose ledgers go out and come back.
type office struct {
	files     fs.FS
	site      *site.Site
	registers intake.Registers
	look      intake.Look
}

func open(t *testing.T, files fs.FS) office {
	t.Helper()
	s, problems := site.Load(files, site.Options{})
	for _, p := range problems {
		if p.Severity() == diag.Error {
			t.Fatal(p.Format(diag.English))
		}
	}
	return office{files, s, intake.Registers{Units: s.Ledger("units"), Bodies: s.Bodies, People: s.People},
		intake.Look{Lang: s.Config.Language, Issuer: s.Config.Issuer.In(s.Config.Language), AsOf: s.Horizon}}
}

// ledgers is all that can be exported.
func (o office) ledgers() []*ledger.Table {
	return append(slices.Clone(o.site.Ledgers), o.site.Published)
}

func (o office) whole(t *ledger.Table) *ledger.Table {
	return intake.Whole(o.files, t.Name, t.Kind, o.registers, time.UTC)
}

// taken is a ledger that has nothing but what an import of a file brings.
func (o office) taken(t *testing.T, of *ledger.Table, name string, data []byte) (*ledger.Table, *intake.Batch) {
	t.Helper()
	empty := intake.Whole(fstest.MapFS{}, of.Name, of.Kind, o.registers, time.UTC)
	file, err := sheet.Open(name, data)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	in, problems := intake.NewImport(file, intake.Target{Ledger: of.Name, Kind: of.Kind, Table: empty}, intake.Options{Zone: time.UTC})
	if len(problems) > 0 {
		t.Fatalf("%s: %s", name, problems[0].Format(diag.English))
	}
	batch, problems := in.Read(nil)
	if len(problems) > 0 {
		t.Fatalf("%s: %s", name, problems[0].Format(diag.English))
	}
	for _, p := range batch.Problems {
		t.Errorf("%s: %s %q", name, p.Format(diag.English), p.Text)
	}
	drafts, err := batch.Drafts(func(string) ([]byte, error) { return nil, nil })
	if err != nil {
		t.Fatal(err)
	}
	files := fstest.MapFS{}
	for _, d := range drafts {
		files[d.Path] = &fstest.MapFile{Data: d.Content}
	}
	return intake.Whole(files, of.Name, of.Kind, o.registers, time.UTC), batch
}

// cells is the rows of a table, each as text, sorted: an import puts rows in the order of their days.
func cells(t *ledger.Table) []string {
	rows := make([]string, t.N)
	for row := range rows {
		var b strings.Builder
		for _, c := range t.Columns {
			if c.Field != nil && c.Field.Type == ledger.Photos { // which no sheet has
				continue
			}
			fmt.Fprintf(&b, "%s=", c.Name)
			if c.Type.Numeric() {
				n, ok := c.Int(row, 1<<30)
				fmt.Fprintf(&b, "%d,%t ", n, ok)
				continue
			}
			for _, code := range c.Codes(row, 1<<30) {
				fmt.Fprintf(&b, "%q ", c.Word(code))
			}
		}
		rows[row] = b.String()
	}
	slices.Sort(rows)
	return rows
}

func sameCells(t *testing.T, what string, got, want *ledger.Table) {
	t.Helper()
	a, b := cells(got), cells(want)
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			t.Errorf("%s: came back as\n%s\nwas\n%s", what, a[i], b[i])
			return
		}
	}
	if len(a) != len(b) {
		t.Errorf("%s: %d rows came back of %d", what, len(a), len(b))
	}
}

var sites = append([]string{"../.."}, glob("../../examples/*/site.toml")...)

func glob(pattern string) (folders []string) {
	files, err := filepath.Glob(pattern)
	if err != nil || len(files) < 2 {
		panic(pattern)
	}
	for _, file := range files {
		folders = append(folders, filepath.Dir(file))
	}
	return folders
}

// Every ledger of every example goes out and comes back into an empty ledger as it was, cell by cell.
func TestExportComesBack(t *testing.T) {
	for _, folder := range sites {
		o := open(t, os.DirFS(folder))
		for _, table := range o.ledgers() {
			whole, name := o.whole(table), o.site.Config.ID+" "+table.Name
			if whole.N == 0 {
				continue
			}
			book, err := sheet.Write(intake.Export(whole, o.registers, intake.Selection{}, o.look))
			if err != nil {
				t.Fatal(err)
			}
			got, _ := o.taken(t, table, name+".xlsx", book)
			sameCells(t, name+".xlsx", got, whole)
		}
	}
}

func text(t *testing.T, rows [][]string) []byte {
	t.Helper()
	var b bytes.Buffer
	b.WriteString("\ufeff")
	w := csv.NewWriter(&b)
	w.UseCRLF = true
	if err := w.WriteAll(rows); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// narrowed is what a site may say more of a kind, so that every type of field has one with traps in it.
const narrowed = `
[field.mode]
type = "set"
title = "方式"
class = "private"
values = ["水、电", "热线,电话", "a"]
labels = { a = "现场；上门" }
[field.tags]
type = "list"
title = "事由"
class = "private"
[field.paid]
type = "money"
title = "费用"
class = "private"
[field.again]
type = "bool"
title = "重复"
class = "private"
[field.for]
type = "period"
title = "期间"
class = "private"
[field.who]
type = "person"
title = "经办"
class = "private"
[field.ring]
type = "phone"
title = "电话"
class = "private"
`

// random is a site of one unit tree, some bodies and people, and a ledger of every built-in kind with rows of all that
// their fields can hold.
func random(t *testing.T, seed uint64) fstest.MapFS {
	t.Helper()
	files := fstest.MapFS{
		"site.toml": {Data: []byte("format = 1\nid = \"a.example\"\ntitle = \"示例\"\nissuer = \"示例街道\"\nas_of = 2024-09-30\n[[level]]\nid = \"street\"\ntitle = \"街道\"\n")},
		"data/units.toml": {Data: []byte("[[unit]]\nid = \"a\"\nname = \"示例街道\"\nkind = \"street\"\n[[unit]]\nid = \"b\"\nname = \"甲、乙里\"\nkind = \"street\"\nparent = \"a\"\n" +
			"[[unit]]\nid = \"c\"\nname = \"示例街道\"\nkind = \"street\"\nparent = \"a\"\n")},
		"data/bodies.toml":        {Data: []byte("[[body]]\nid = \"x\"\nname = \"住建、房管\"\nkind = \"部门\"\n[[body]]\nid = \"y\"\nname = \"城管\"\nkind = \"部门\"\n")},
		"data/people/ledger.toml": {Data: []byte("kind = \"person\"\n[field.post]\nvalues = [\"网格员\"]\n")},
		"data/people/people.toml": {Data: []byte("[[person]]\nid = \"p-1\"\nname = \"示例甲\"\npost = \"网格员\"\nunit = \"b\"\n[[person]]\nid = \"p-2\"\nname = \"示例甲\"\npost = \"网格员\"\nunit = \"b\"\n")},
	}
	kinds, _ := ledger.Builtin()
	r := rand.New(rand.NewPCG(seed, 1))
	for _, name := range ledger.BuiltinNames(kinds) {
		if slices.Contains([]string{"unit", "body", "person", "day", "filing", "published", "stated"}, name) {
			continue
		}
		table, _ := toml.Parse(&diag.Source{Name: "ledger.toml", Text: []byte(narrowed)})
		kind, problems := kinds[name].Narrow(table)
		for _, p := range problems {
			t.Fatal(p.Format(diag.English))
		}
		var records []intake.Record
		for n := range 30 {
			records = append(records, row(r, kind, n))
		}
		files["data/"+name+"s/ledger.toml"] = &fstest.MapFile{Data: []byte("kind = \"" + name + "\"\n" + narrowed)}
		files["data/"+name+"s/rows.toml"] = &fstest.MapFile{Data: intake.Append(nil, kind.Rows, records)}
	}
	return files
}

// row is a record with values for most fields.
func row(r *rand.Rand, kind *ledger.Kind, n int) intake.Record {
	day := civil.New(2024, 1, 1) + civil.Date(r.IntN(200))
	var record intake.Record
	needed := map[string]bool{}
	for _, f := range kind.Fields {
		needed[f.Needs] = true
	}
	for i := range kind.Fields {
		f := &kind.Fields[i]
		if !f.Required && !needed[f.Name] && r.IntN(3) == 0 {
			continue
		}
		day++ // so that no event precedes the one it follows
		if data := value(r, kind, f, n, day); data != nil {
			record.Values = append(record.Values, intake.Value{Field: f.Name, Data: data})
		}
	}
	return record
}

func value(r *rand.Rand, kind *ledger.Kind, f *ledger.Field, n int, day civil.Date) any {
	pick := func(words ...string) string { return words[r.IntN(len(words))] }
	words := func(from []string) []string {
		var some []string
		for _, w := range from {
			if r.IntN(2) == 0 {
				some = append(some, w)
			}
		}
		return some
	}
	switch f.Type {
	case ledger.Photos: // which no sheet has
		return nil
	case ledger.ID:
		return fmt.Sprintf("%s%03d", pick("0", "=", "C-2024-", "@"), n)
	case ledger.Receipt:
		return receipt.Complete("2345" + string(receipt.Alphabet[n/961%31]) + string(receipt.Alphabet[n/31%31]) + string(receipt.Alphabet[n%31]))
	case ledger.Slug:
		return fmt.Sprintf("s-%03d", n)
	case ledger.Date:
		return day
	case ledger.Integer:
		return int64(5)
	case ledger.Money:
		if f.NotOver != "" {
			return stat.Decimal{Units: r.Int64N(100), Places: 2}
		}
		return stat.Decimal{Units: 100 + r.Int64N(1e12), Places: 2}
	case ledger.Bool:
		return r.IntN(2) == 0
	case ledger.Period:
		return pick("2024-09", "2024", "2024-Q3", "2024-W36", "ytd-2024-08", "2024-01-01_2024-08-31")
	case ledger.Unit:
		return pick("a", "b", "c")
	case ledger.Body:
		return pick("x", "y")
	case ledger.Person:
		return pick("p-1", "p-2")
	case ledger.Bodies:
		return words([]string{"x", "y"})
	case ledger.Choice, ledger.Set, ledger.List:
		return worded(r, f, pick, words)
	case ledger.Scores:
		var scores []intake.Value
		for _, part := range words(f.Values) {
			scores = append(scores, intake.Value{Field: part, Data: r.Int64N(101)})
		}
		return scores
	case ledger.Steps:
		var steps []intake.Record
		for range r.IntN(3) {
			step := intake.Record{Values: []intake.Value{{Field: f.Values[0], Data: pick("村", "镇｜区", "a|b", `"引号"`)}}}
			for _, part := range words(f.Values[1:]) {
				step.Values = append(step.Values, intake.Value{Field: part, Data: pick("2024-03-01", "7天", "分歧大；未成", "第一行、第二行", "第一行\n第二行，两个  空格")})
			}
			steps = append(steps, step)
		}
		return steps
	}
	if n%2 == 0 && f.Type == ledger.Text && f.Name != kind.Label { // what a row is called, as a phone, is one line
		return pick("路灯不亮。\n已换灯泡，\n\n　　居民说好。", "甲栋  三单元", "一\t二", "=1\n=2", "第一行 \n- 第二行", "👩\u200d🌾", "'\n'")
	}
	return pick("灯不亮", "=1+1", "+86 0000", "-1", "@甲", "'=老写法", "''", "007", "1.50", "2024-09-03", "一，二、三；四", `他说"好"`, "<b>&amp;", "_x0041_", "无事", "/", "—", "'-", "是", "合计数不对")
}

func worded(r *rand.Rand, f *ledger.Field, pick func(...string) string, words func([]string) []string) any {
	switch {
	case f.Type == ledger.Choice && f.Values != nil:
		return pick(f.Values...)
	case f.Type == ledger.Choice:
		return pick("照明", "水、电", "=和")
	case f.Type == ledger.Set && f.Values != nil:
		return words(f.Values)
	}
	return words([]string{"甲栋", "乙、丙栋", "丁,戊", `"己"`, "=庚", "辛;壬"})
}

// Rows of every kind with all that their fields can hold come back as they were.
func TestRandomRowsComeBack(t *testing.T) {
	for seed := range uint64(3) {
		o := open(t, random(t, seed))
		if seed == 2 {
			o.look.Lang = "en"
		}
		for _, table := range o.ledgers() {
			whole := o.whole(table)
			if whole.N == 0 {
				continue
			}
			name := fmt.Sprintf("%s %d", table.Name, seed)
			book, err := sheet.Write(intake.Export(whole, o.registers, intake.Selection{}, o.look))
			if err != nil {
				t.Fatal(err)
			}
			got, _ := o.taken(t, table, name+".xlsx", book)
			sameCells(t, name+".xlsx", got, whole)
			got, _ = o.taken(t, table, name+".csv", text(t, intake.Plain(whole, o.registers, intake.Selection{}, o.look)))
			sameCells(t, name+".csv", got, whole)
		}
	}
}
