package ledger

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/lanewall/lanewall/internal/diag"
)

var update = flag.Bool("update", false, "write what comes out into testdata")

// sortsKind is the kind of the broken ledgers: a field of every type.
func sortsKind(t testing.TB) *Kind {
	kind := builtin(t, "filing", sorts)
	kind.Fields = slices.DeleteFunc(kind.Fields, func(f Field) bool { return f.Name == "ledger" || f.Name == "month" })
	kind.Field("unit").Required = false
	return kind
}

// readSlowly is Read by way of BurntSushi alone.
func readSlowly(name string, kind *Kind, files []*diag.Source) (*Table, diag.List) {
	p := newPart(kind, shanghai)
	for i, src := range files {
		p.file, p.src = uint32(i), src
		p.slowly(0, 0)
	}
	p.table.Name, p.table.files = name, files
	p.table.join([]*part{p})
	p.table.check(&p.problems)
	return p.table, p.problems
}

// explained is what is said of a file, with the hints; every problem must have a hint in both languages.
func explained(t *testing.T, name string, problems diag.List) string {
	var b strings.Builder
	for _, p := range problems {
		if p.Hint(diag.Chinese) == "" || p.Hint(diag.English) == "" {
			t.Errorf("%s: %s has no hint", name, p.Code)
		}
		fmt.Fprintf(&b, "%s\n  %s\n", said(diag.List{p}), p.Hint(diag.English))
		p.Format(diag.Chinese)
	}
	return b.String()
}

// TestBroken: of every broken ledger all is said, at the right places, whichever way it is read; none is taken for whole.
func TestBroken(t *testing.T) {
	kind := sortsKind(t)
	names, _ := filepath.Glob("testdata/broken/*.toml")
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		base := strings.TrimSuffix(filepath.Base(name), ".toml")
		sources := []*diag.Source{{Name: base, Text: text}}
		table, problems := Read("rows", kind, sources, shanghai)
		got := explained(t, base, problems)
		if problems.Count(diag.Error) == 0 {
			t.Errorf("%s is taken for whole", base)
		}
		for _, p := range problems {
			if p.Code == "toml-syntax" && table.N > 0 {
				t.Errorf("%s: %d rows of a file that is no TOML", base, table.N)
			}
		}
		slow, more := readSlowly("rows", kind, sources)
		if also := explained(t, base, more); also != got || dump(slow) != dump(table) {
			t.Errorf("%s: by way of BurntSushi it says\n%s\nelse\n%s", base, also, got)
		}
		golden := strings.TrimSuffix(name, ".toml") + ".want"
		if *update {
			if err := os.WriteFile(golden, []byte(got), 0o600); err != nil {
				t.Fatal(err)
			}
			continue
		}
		want, err := os.ReadFile(golden)
		if err != nil || !bytes.Equal(want, []byte(got)) {
			t.Errorf("%s: got\n%s\nwant\n%s", base, got, want)
		}
	}
	if len(names) < 60 {
		t.Errorf("only %d broken ledgers", len(names))
	}
}

// TestBrokenAndLarge: so too of those that are too large to keep in a folder.
func TestBrokenAndLarge(t *testing.T) {
	const row = "[[row]]\nid = '1'\nmust = 'x'\n"
	const mb = 1 << 20
	kind := sortsKind(t)
	for _, c := range []struct{ name, text, want string }{
		{"a line of 10 MB", row + "slug = '" + strings.Repeat("A", 10*mb) + "'\n", "4:8 bad-id: bad id \"AAAA"},
		{"a line of 10 MB without an end", row + "text = \"" + strings.Repeat("x", 10*mb), "4:10485768 toml-syntax: "},
		{"a key of 10 MB", row + strings.Repeat("k", 10*mb) + " = 1", "4:1 unknown-key: unknown key \"kkkk"},
		{"a number of 10 MB", row + "count = " + strings.Repeat("9", 10*mb), "4:9 toml-syntax: "},
		{"a comment of 10 MB", row + "#" + strings.Repeat(" 注", 2*mb) + "\ncount = 0", "5:9 below-minimum: "},
		{"a list of a million", row + "list = [" + strings.Repeat("'x',", mb/4) + "]", "4:13 repeated-value: "},
		{"an inline table of many", row + "rating = {" + many(100_000) + "}", "4:11 unknown-key: unknown key \"k0\""},
		{"a row of many keys", row + strings.ReplaceAll(many(100_000), ",", "\n"), "4:1 unknown-key: unknown key \"k0\""},
		{"ten million brackets", row + "list = " + strings.Repeat("[", 10*mb), "4:108 toml-syntax: "},
		{"a dotted key of a million parts", row + strings.Repeat("a.", mb) + "a = 1", "4:202 toml-syntax: "},
		{"nothing but lines", strings.Repeat("\n", 10*mb) + "x = 1", "10485761:1 unknown-key: "},
		{"a million rows without a thing", strings.Repeat("[[row]]\n", 100_000), "1:1 missing-field: "},
	} {
		_, problems := Read("rows", kind, files(c.text), shanghai)
		if len(problems) == 0 || !strings.HasPrefix(said(problems[:1]), c.want) {
			t.Errorf("%s: got %d problems, %.200s", c.name, len(problems), said(problems[:min(1, len(problems))]))
			continue
		}
		if text := problems[0].Format(diag.Chinese); len(text) > 3000 {
			t.Errorf("%s: said in %d bytes", c.name, len(text))
		}
	}
}

func many(n int) string {
	keys := make([]string, n)
	for i := range keys {
		keys[i] = fmt.Sprintf("k%d = 1", i)
	}
	return strings.Join(keys, ",")
}
