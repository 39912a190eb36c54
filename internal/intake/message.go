package intake

import (
	"bytes"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"github.com/lanewall/lanewall/internal/civil"
	"github.com/lanewall/lanewall/internal/diag"
	"github.com/lanewall/lanewall/internal/ledger"
	"github.com/lanewall/lanewall/internal/receipt"
	"github.com/lanewall/lanewall/internal/sheet"
)

// A message is what the page “我要反映” makes of a resident's words: plain text to be copied into a chat, shown, printed or
// sent, and to be read by people and by “import” alike.
//
//	【我要反映】某街道公开栏
//	回执号：K7QM3XH9
//	类型：反映问题
//	辖区：甲里
//	地点：三栋二单元
//	事由：楼道灯不亮
//	详情：二楼到三楼的灯坏了三天
//	称呼：王女士
//	电话：0000-0000001
//	时间：2024-09-03
//
// It begins with its head and ends with the day; lines in between come in any order and those that say nothing are left
// out. An objection (公示异议) names the notice under 关于; marks (评价) name the case under 事项编号, by its number or its
// receipt, have no receipt of their own, and say 评价：满意, or give each part of the rating its points.
//
// The page writes the same keys whatever its language, since the office reads them.
const (
	MessageHead = "【我要反映】"

	MessageReceipt = "回执号"
	MessageSort    = "类型"
	MessageUnit    = "辖区"
	MessagePlace   = "地点"
	MessageMatter  = "事由"
	MessageDetail  = "详情"
	MessageAbout   = "关于"
	MessageCase    = "事项编号"
	MessageMark    = "评价"
	MessageName    = "称呼"
	MessagePhone   = "电话"
	MessageDay     = "时间"
)

// The sorts of message. One without a sort is a report.
const (
	SortReport    = "反映问题"
	SortObjection = "公示异议"
	SortMarks     = "评价"
)

// otherWords are what offices and residents write for a key.
var otherWords = map[string]string{
	"回执": MessageReceipt, "回执码": MessageReceipt, "里巷": MessageUnit, "社区": MessageUnit, "单元": MessageUnit, "内容": MessageDetail,
	"姓名": MessageName, "联系电话": MessagePhone, "手机": MessagePhone, "日期": MessageDay, "编号": MessageCase,
}

var messageKeys = []string{MessageReceipt, MessageSort, MessageUnit, MessagePlace, MessageMatter, MessageDetail, MessageAbout, MessageCase,
	MessageMark, MessageName, MessagePhone, MessageDay}

// message is one of them, as it stands in a file.
type message struct {
	line   int // of its head, from 0
	values map[string]string
}

// messageLines is how many lines a message may have. One that has no end would take in the rest of the chat.
const messageLines = 200

// readMessages finds the messages in a text, whatever stands before, between and behind them: names and times of a chat,
// greetings, answers. Parts are further keys, for the parts of a rating.
func readMessages(text []byte, parts []string) []message {
	var all []message
	var now *message // nil between messages
	last := ""       // the key that a line without one goes on with
	for n, line := range strings.Split(lineEnds.Replace(string(text)), "\n") {
		key, value := messageLine(line, parts)
		switch {
		case key == "" && strings.Contains(line, MessageHead): // with a key it is what somebody says of another message
			all = append(all, message{n, map[string]string{}})
			now, last = &all[len(all)-1], ""
		case now == nil || n-now.line >= messageLines:
		case key == "" && clean(line) != "" && (last == MessageDetail || last == MessageMatter):
			now.values[last] = strings.TrimSpace(now.values[last] + "\n" + asWritten(line))
		case key == "":
		case now.values[key] == "":
			last = key
			if value != "" {
				now.values[key] = value
			}
		}
		if key == MessageDay {
			now = nil
		}
	}
	return all
}

// messageLine is the key of a line and what it says; "" if it has none. Colons are of either width.
func messageLine(line string, parts []string) (key, value string) {
	line = strings.TrimLeft(asWritten(line), "> \u3000·*-")
	at := strings.IndexAny(line, ":：")
	if at < 0 {
		return "", ""
	}
	value = strings.TrimSpace(strings.TrimLeft(line[at:], ":："))
	key = strings.Join(strings.Fields(norm.NFKC.String(line[:at])), "")
	if other, ok := otherWords[key]; ok {
		key = other
	}
	if !slices.Contains(messageKeys, key) && !slices.Contains(parts, key) {
		return "", ""
	}
	return key, value
}

// post is messages on their way into a ledger of cases.
type post struct {
	*Import
	rating   *ledger.Field     // nil if the kind has none
	parts    []string          // what its parts are called
	set      map[string]string // columns that the user gives for every report
	rows     []sheet.Row
	columns  []string
	byNumber map[string]int // rows of the ledger by receipt
}

// messageColumns are the columns that messages fill in, beside the parts of a rating, and under which key.
var messageColumns = []struct{ name, key string }{
	{"id", MessageCase}, {"received", MessageDay}, {"unit", MessageUnit}, {"title", MessageMatter}, {"channel", MessageSort}, {"callback", MessageDay},
	{"satisfaction", MessageMark}, {"receipt", MessageReceipt}, {"caller", MessageName}, {"contact", MessagePhone}, {"detail", MessageDetail},
}

// messages makes an import of the messages in a text: a table with a row for each. What could not be read is noted in
// [Import.unread].
func (i *Import) messages(text []byte) diag.List {
	var problems diag.List
	for _, name := range []string{"received", "unit", "title", "detail", "receipt"} {
		if i.Kind.Field(name) == nil {
			problems.Add("message-ledger", i.nowhere(), i.Ledger)
			return problems
		}
	}
	p := &post{Import: i, rating: i.Kind.Field("rating"), set: map[string]string{}, byNumber: i.byReceipt()}
	if p.rating != nil {
		p.parts = Words(p.rating, "zh-Hans")
	}
	for _, a := range p.Options.Set {
		p.set[a.From] = a.To
	}
	all := readMessages(text, p.parts)
	i.Messages = len(all)
	seen := map[string]map[string]string{}
	for _, m := range all {
		p.read(m, seen)
	}
	i.File = sheet.Table(i.File.Name, p.rows)
	i.Top, i.Bottom = -1, -1
	p.header()
	return nil
}

// header lists the columns that any message fills in.
func (p *post) header() {
	headers := map[string]string{}
	for _, c := range messageColumns {
		headers[c.name] = c.key
	}
	for n, name := range p.columns {
		m := Mapped{Col: n, Header: headers[name]}
		p.take(&m, name, Named)
		if m.Name == "" {
			continue
		}
		for _, r := range p.rows {
			if m.Example == "" && n < len(r.Cells) {
				m.Example = clean(r.Cells[n].Text)
			}
		}
		p.Columns = append(p.Columns, m)
	}
}

// put adds a row; columns come as they are first needed.
func (p *post) put(line int, values map[string]string) {
	row := sheet.Row{Index: line}
	names := make([]string, 0, len(values))
	for name := range values {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		if values[name] == "" {
			continue
		}
		at := slices.Index(p.columns, name)
		if at < 0 {
			at = len(p.columns)
			p.columns = append(p.columns, name)
		}
		for len(row.Cells) <= at {
			row.Cells = append(row.Cells, sheet.Cell{})
		}
		row.Cells[at] = sheet.Cell{Kind: sheet.Text, Text: Guard(values[name])}
	}
	p.rows = append(p.rows, row)
}

func (p *post) refuse(m message, code string, args ...any) {
	p.unread = append(p.unread, p.problem(m.line, -1, "", code, args...))
}

// read sorts a message out: seen has those before it, by receipt.
func (p *post) read(m message, seen map[string]map[string]string) {
	number := receipt.Plain(m.values[MessageReceipt])
	switch {
	case m.values[MessageSort] == SortMarks:
		p.marks(m)
		return
	case number != "" && !receipt.Valid(number):
		p.refuse(m, "bad-receipt", number)
		return
	case seen[number] != nil && equalValues(seen[number], m.values):
		p.repeats++
		return
	case seen[number] != nil:
		p.refuse(m, "message-repeated", number)
		return
	case m.values[MessageMatter]+m.values[MessageDetail] == "":
		p.refuse(m, "message-empty")
		return
	}
	if number != "" {
		seen[number] = m.values
	}
	p.report(m, number)
}

func equalValues(a, b map[string]string) bool {
	for _, key := range messageKeys {
		if a[key] != b[key] {
			return false
		}
	}
	return true
}

// report makes a case. A resident's words may name anybody, so none of them is published by importing them: they all go
// into the private detail, and the public title says no more than where the case came from until somebody words it.
func (p *post) report(m message, number string) {
	title := "居民反映（事由待核）"
	values := map[string]string{
		"receipt": number, "received": m.values[MessageDay], "unit": m.values[MessageUnit],
		"caller": m.values[MessageName], "contact": m.values[MessagePhone], "detail": p.words(m),
	}
	if m.values[MessageSort] == SortObjection {
		title = "对公示的异议（事由待核）"
		if c := p.Kind.Field("channel"); c != nil && (c.Values == nil || slices.Contains(c.Values, SortObjection)) {
			values["channel"] = SortObjection
		}
	}
	values["title"] = title
	for name, value := range p.set {
		if values[name] == "" || name == "title" {
			values[name] = value
		}
	}
	p.put(m.line, values)
}

// words is all that a resident wrote of the matter.
func (p *post) words(m message) string {
	var lines []string
	for _, key := range []string{MessageAbout, MessagePlace, MessageMatter, MessageDetail, MessageCase} {
		if value := m.values[key]; value != "" {
			lines = append(lines, key+"："+value)
		}
	}
	return strings.Join(lines, "\n")
}

// marks are the caller's of a case that the ledger has. That they came is a callback, if none was entered.
func (p *post) marks(m message) {
	at := p.caseOf(m.values[MessageCase])
	if at < 0 {
		p.refuse(m, "message-no-case", m.values[MessageCase], p.Ledger)
		return
	}
	values := map[string]string{"id": p.Table.ID(at), "satisfaction": m.values[MessageMark]}
	for n, word := range p.parts {
		if points := m.values[word]; strings.Trim(points, "0123456789") == "" {
			values["rating."+p.rating.Values[n]] = points
		} else if values["satisfaction"] == "" {
			values["satisfaction"] = points // 满意度：满意 is no number of points
		}
	}
	said := false
	for name, value := range values {
		said = said || name != "id" && value != ""
	}
	if !said {
		p.refuse(m, "message-empty")
		return
	}
	if c := p.Table.Column("callback"); c != nil && c.Date(at, forever) == civil.None {
		values["callback"] = m.values[MessageDay]
	}
	if p.rated == nil {
		p.rated = map[int]bool{}
	}
	p.rated[m.line] = true
	p.put(m.line, values)
}

// caseOf is the row of the ledger with a number or a receipt; -1 if there is none.
func (p *post) caseOf(number string) int {
	if number == "" {
		return -1
	}
	if at, ok := p.byNumber[receipt.Plain(number)]; ok {
		return at
	}
	for row := range p.Table.N {
		if strings.EqualFold(p.Table.ID(row), strings.TrimSpace(norm.NFKC.String(number))) {
			return row
		}
	}
	return -1
}

// byReceipt is the rows of the ledger by receipt.
func (i *Import) byReceipt() map[string]int {
	rows := map[string]int{}
	c := i.Table.Column("receipt")
	if c == nil {
		return rows
	}
	for row := range i.Table.N {
		if code := c.Code(row, forever); code != 0 {
			rows[c.Word(code)] = row
		}
	}
	return rows
}

// isMessages tells whether a file of text has messages in it.
func isMessages(f *sheet.File) ([]byte, bool) {
	text, ok := f.Text()
	return text, ok && bytes.Contains(text, []byte(MessageHead))
}

// MessageLines gives a message as text; lines that say nothing are left out unless blank is true.
func MessageLines(site string, values map[string]string, blank bool) string {
	lines := []string{MessageHead + site}
	for _, key := range messageKeys {
		if values[key] != "" || blank {
			lines = append(lines, key+"："+values[key])
		}
	}
	return strings.Join(lines, "\n")
}
