package intake

import (
	"regexp"
	"strconv"
	"strings"

	"github.com/lanewall/lanewall/internal/i18n"
	"github.com/lanewall/lanewall/internal/ledger"
	"github.com/lanewall/lanewall/internal/toml"
)

var notSlug = regexp.MustCompile(`[^a-z0-9]+`)

// keptName is what the field of a column is called that is kept for the office: after its header if that is English.
func keptName(kind *ledger.Kind, header string) string {
	stem := strings.Trim(notSlug.ReplaceAllString(strings.ToLower(header), "-"), "-")
	if strings.IndexFunc(header, func(r rune) bool { return r > 0x7f }) >= 0 || stem == "" {
		stem = "kept"
	} else if kind.Field(stem) == nil {
		return stem
	}
	for n := 1; ; n++ {
		if name := stem + "-" + strconv.Itoa(n); kind.Field(name) == nil {
			return name
		}
	}
}

func keptField(name, header string) ledger.Field {
	return ledger.Field{Name: name, Type: ledger.Text, Title: i18n.Plain(header), Class: ledger.Private}
}

// Kept gives the text of the ledger's ledger.toml with the fields of the columns that are kept, at its end. What stands
// there stays as it is.
func (i *Import) Kept(text []byte) []byte {
	var b strings.Builder
	for _, c := range i.Columns {
		if c.How == KeptBack {
			b.WriteString("\n[field." + c.Name + "]\ntype = \"text\"\ntitle = " + toml.Quote(c.Header) + "\nclass = \"private\"\n")
		}
	}
	if b.Len() == 0 {
		return text
	}
	end := lineEnd(text)
	before := strings.TrimRight(string(text), "\r\n")
	if before != "" {
		before += string(end)
	}
	added := "\n# 导入表格时留作内部用的列，不公开。" + b.String()
	return []byte(before + strings.ReplaceAll(added, "\n", string(end)))
}
