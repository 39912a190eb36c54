package intake

import (
	"path"
	"slices"
	"strings"

	"github.com/lanewall/lanewall/internal/diag"
	"github.com/lanewall/lanewall/internal/toml"
)

// MappingPath is the file that remembers how tables were taken into a ledger.
func MappingPath(ledgerName string) string { return path.Join("data/imports", ledgerName+".toml") }

// Mapping is how the columns of one table were taken: it is good for every table with the same headers.
type Mapping struct {
	From    string            // the file it was made for
	Skipped []string          // headers that are not taken
	Columns map[string]string // by header, the column of the ledger
	at, end int               // where it stands in its file
}

type mappingFile struct {
	Tables []mappingTable `toml:"table"`
}

type mappingTable struct {
	From    string            `toml:"from"`
	Skipped []string          `toml:"skip"`
	Columns map[string]string `toml:"columns"`
	Pos     diag.Pos          `toml:"@"`
}

// ReadMappings reads data/imports/<ledger>.toml.
func ReadMappings(src *diag.Source) ([]Mapping, diag.List) {
	table, problems := toml.Parse(src)
	var file mappingFile
	problems.Append(toml.Bind(table, &file))
	mappings := make([]Mapping, len(file.Tables))
	for i, t := range file.Tables {
		mappings[i] = Mapping{From: t.From, Skipped: t.Skipped, Columns: t.Columns, at: lineStart(src.Text, t.Pos.Offset), end: len(src.Text)}
		if i > 0 {
			mappings[i-1].end = mappings[i].at
		}
	}
	return mappings, problems
}

func lineStart(text []byte, at int) int {
	return strings.LastIndexByte(string(text[:min(at, len(text))]), '\n') + 1
}

// headers is the set of the headers of the table.
func (m Mapping) headers() []string {
	headers := slices.Clone(m.Skipped)
	for header := range m.Columns {
		headers = append(headers, header)
	}
	return headerSet(headers)
}

func headerSet(headers []string) []string {
	set := make([]string, 0, len(headers))
	for _, header := range headers {
		if key := plainWord(header); key != "" {
			set = append(set, key)
		}
	}
	slices.Sort(set)
	return slices.Compact(set)
}

// asBefore takes columns as they were taken from a table with the same headers, unless the user asks for something else.
func (i *Import) asBefore(columns []Mapped) bool {
	var headers []string
	for _, c := range columns {
		headers = append(headers, c.Header)
	}
	set := headerSet(headers)
	for _, m := range i.Options.Before {
		if len(set) == 0 || !slices.Equal(set, m.headers()) {
			continue
		}
		names := map[string]string{}
		for header, name := range m.Columns {
			names[plainWord(header)] = name
		}
		for n := range columns {
			c := &columns[n]
			name, how := names[plainWord(c.Header)], AsBefore
			if given, ok := i.asked(c, []string{c.Header}); ok {
				name, how = given, Asked
			}
			c.Running = name == "" && i.words.running[plainWord(c.Header)]
			i.take(c, name, how)
		}
		return true
	}
	return false
}

const mappingHead = `# 表格的哪一列写进台账的哪个字段：lanewall import 写入时记下，下次遇到同样表头的表格照此办理。可以手改。
# skip 是不写入的列。
`

// Remember gives the text of the mapping file with that of this import: in the place of the one for the same headers, else
// at the end. The rest of the text stays.
func (i *Import) Remember(text []byte) []byte {
	if i.Messages > 0 {
		return text
	}
	block := i.mapping()
	var set []string
	for _, c := range i.Columns {
		if c.Col >= 0 {
			set = append(set, c.Header)
		}
	}
	for _, m := range i.Options.Before {
		if slices.Equal(headerSet(set), m.headers()) {
			if m.same(i.Columns) {
				return text
			}
			rest := ""
			if m.end < len(text) {
				rest = "\n" + string(text[m.end:])
			}
			return []byte(string(text[:m.at]) + block + rest)
		}
	}
	if len(text) == 0 {
		text = []byte(mappingHead)
	}
	return []byte(strings.TrimRight(string(text), "\n") + "\n\n" + block)
}

// same tells whether the columns are taken as the mapping says.
func (m Mapping) same(columns []Mapped) bool {
	names := map[string]string{}
	for header, name := range m.Columns {
		names[plainWord(header)] = name
	}
	for _, c := range columns {
		if c.Col >= 0 && c.Header != "" && names[plainWord(c.Header)] != c.Name {
			return false
		}
	}
	return true
}

func (i *Import) mapping() string {
	var b strings.Builder
	b.WriteString("[[table]]\nfrom = " + toml.Quote(path.Base(i.File.Name)) + "\n")
	var skipped []string
	for _, c := range i.Columns {
		if c.Name == "" && c.Header != "" {
			skipped = append(skipped, toml.Quote(c.Header))
		}
	}
	if len(skipped) > 0 {
		b.WriteString("skip = [" + strings.Join(skipped, ", ") + "]\n")
	}
	b.WriteString("\n[table.columns]\n")
	for _, c := range i.Columns {
		if c.Name != "" && c.Col >= 0 {
			b.WriteString(toml.QuoteKey(c.Header) + " = " + toml.Quote(c.Name) + "\n")
		}
	}
	return b.String()
}
