package cli

import (
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/lanewall/lanewall/internal/diag"
	"github.com/lanewall/lanewall/internal/intake"
	"github.com/lanewall/lanewall/internal/ledger"
	"github.com/lanewall/lanewall/internal/sheet"
)

// imported is what an import says of itself with --json.
type imported struct {
	Sheet   string           `json:"sheet"`
	Hidden  []string         `json:"hidden_sheets"` // not read
	Header  int              `json:"header_row"`    // the last one, from 1
	Columns []importedColumn `json:"columns"`
	Rows    int              `json:"rows"`
	Updates []importedUpdate `json:"updates"`
	Known   int              `json:"known"`
	Differ  int              `json:"differ"`
	Refused int              `json:"refused"`
	Skipped []importedAside  `json:"skipped"`
	Blank   int              `json:"blank"`
	Files   []string         `json:"files"`
	Written bool             `json:"written"`
	Kept    string           `json:"kept,omitempty"`
}

type importedColumn struct {
	Column    string `json:"column"` // its letter; "" of a value for every row
	Header    string `json:"header"`
	Field     string `json:"field"` // "" if it is not taken
	Certainty string `json:"certainty"`
	Example   string `json:"example"`
}

type importedUpdate struct {
	Row    int             `json:"row"` // of the sheet, from 1
	ID     string          `json:"id"`
	File   string          `json:"file"`
	Fields []importedField `json:"fields"`
}

type importedField struct {
	Field string `json:"field"`
	Old   string `json:"old"`
	New   string `json:"new"`
}

type importedAside struct {
	Row    int    `json:"row"` // from 1
	Reason string `json:"reason"`
	Text   string `json:"text"`
}

// result is the import as a value. It is not nil in any of its lists.
func (j *importJob) result() imported {
	r := imported{Sheet: j.in.Sheet, Header: j.in.Bottom + 1, Hidden: append([]string{}, j.in.Hidden...), Columns: []importedColumn{}, Updates: []importedUpdate{}, Skipped: []importedAside{}, Files: []string{}}
	for _, c := range j.in.Columns {
		if c.Header != "" || c.Name != "" {
			r.Columns = append(r.Columns, importedColumn{letter(c), c.Header, c.Name, certainties[c.How][diag.English], c.Example})
		}
	}
	if b := j.batch; b != nil {
		r.Rows, r.Known, r.Differ, r.Refused, r.Blank = len(b.Rows), b.Known, b.Differ, b.Refused, b.Blank
		for _, s := range b.Aside {
			r.Skipped = append(r.Skipped, importedAside{s.Index + 1, s.Why.In(diag.English), s.Text})
		}
		for _, u := range b.Updates {
			r.Updates = append(r.Updates, updateOf(u))
		}
	}
	for _, d := range j.drafts {
		r.Files = append(r.Files, d.Path)
	}
	r.Written, r.Kept = j.written, j.saved.Kept
	return r
}

func updateOf(u intake.Update) importedUpdate {
	update := importedUpdate{Row: u.Index + 1, ID: u.ID, File: u.File}
	for _, d := range u.Changes {
		update.Fields = append(update.Fields, importedField{d.Field.Name, d.Stored, d.Given})
	}
	return update
}

func letter(c intake.Mapped) string {
	if c.Col < 0 {
		return ""
	}
	return sheet.ColumnName(c.Col)
}

// certainties are words for how sure a column is.
var certainties = map[intake.How][2]string{
	intake.NotTaken: {"", "not taken"}, intake.Asked: {"照 --map", "as asked"}, intake.AsBefore: {"同上次", "as before"}, intake.Named: {"列名一致", "by name"},
	intake.NearlyNamed: {"列名相近", "by a similar name"}, intake.Guessed: {"凭内容猜的", "guessed by contents"}, intake.Constant: {"照 --set", "as set"},
	intake.KeptBack: {"新字段", "kept as a new field"},
}

// preview shows what is going to be done, in the words of an office.
func (j *importJob) preview(out io.Writer) {
	j.columns(out)
	j.sample(out)
	j.updates(out)
	j.counts(out)
}

// columns shows where the table was found and what becomes of its columns.
func (j *importJob) columns(out io.Writer) {
	if n := j.in.Messages; n > 0 {
		fmt.Fprintf(out, j.say("%s：有 %d 条“我要反映”的消息；写进台账 %s（%s）。\n居民的原话只写进不公开的“诉求内容”；公开的事由先写“待核”，核实后用 lanewall 登记 改。\n\n",
			"%s: %d messages of residents; they go to the ledger %s (%s).\nTheir words go into the private detail alone; the public title waits for yours: enter it with lanewall set.\n\n"), j.in.File.Name, n, j.in.Ledger, j.in.Kind.Title.In(j.tag()))
		j.columnTable(out)
		return
	}
	where := j.in.File.Name
	if j.in.Sheet != "" {
		where += "「" + j.in.Sheet + "」"
	}
	rows := strconv.Itoa(j.in.Bottom + 1)
	if j.in.Top != j.in.Bottom {
		rows = fmt.Sprintf(j.say("%d 至 %d", "%d to %d"), j.in.Top+1, j.in.Bottom+1)
	}
	fmt.Fprintf(out, j.say("%s：表头在第 %s 行；写进台账 %s（%s）。\n\n", "%s: header in row %s; goes to the ledger %s (%s).\n\n"), where, rows, j.in.Ledger, j.in.Kind.Title.In(j.tag()))
	j.columnTable(out)
	j.leftOut(out)
	j.hiddenSheets(out, j.in.Hidden)
}

func (j *importJob) columnTable(out io.Writer) {
	table := [][]string{{j.say("列", "col"), j.say("表头", "header"), j.say("写入字段", "field"), j.say("公开属性", "class"), j.say("把握", "certainty"), j.say("例", "example")}}
	for _, c := range j.in.Columns {
		if c.Header != "" || c.Name != "" {
			table = append(table, j.columnRow(c))
		}
	}
	writeTable(out, table)
}

func (j *importJob) columnRow(c intake.Mapped) []string {
	header, example := c.Header, c.Example
	if c.Hidden {
		header += j.say("（隐藏列）", " (hidden)")
	}
	if c.Power > 0 {
		example += j.say("（换算成元）", " (made yuan)")
	}
	row := []string{letter(c), header, j.say("不写入", "not taken"), "", certainties[c.How][j.lang], example}
	switch {
	case c.Name != "":
		row[2] = c.Name + " " + c.Field.Title.In(j.tag())
		row[3] = j.className(c.Field.Class)
	case c.Running:
		row[4] = j.say("序号", "counts the rows")
	case c.Looks:
		row[4] = fmt.Sprintf(j.say("内容像 %s", "looks like %s"), c.Also)
	case c.Also != "":
		row[4] = fmt.Sprintf(j.say("%s 已有别的列", "%s has another"), c.Also)
	}
	return row
}

// tag is the language of what a site says.
func (a *app) tag() string { return [...]string{diag.Chinese: "zh-Hans", diag.English: "en"}[a.lang] }

func (a *app) className(class ledger.Class) string {
	words := map[ledger.Class][2]string{
		ledger.Public: {"公开", "public"}, ledger.Aggregate: {"只公开汇总", "aggregate"}, ledger.Masked: {"隐去后公开", "masked"}, ledger.Private: {"不公开", "private"},
	}
	return words[class][a.lang]
}

// widestCell bounds a cell of a table on a terminal, in columns.
const widestCell = 30

// writeTable writes columns under each other; a Chinese character is two wide.
func writeTable(out io.Writer, table [][]string) {
	widths := make([]int, len(table[0]))
	for _, row := range table {
		for n, cell := range row {
			row[n] = short(cell)
			widths[n] = max(widths[n], columns(row[n]))
		}
	}
	for _, row := range table {
		line := " "
		for n, cell := range row {
			line += " " + cell + strings.Repeat(" ", widths[n]-columns(cell)+1)
		}
		fmt.Fprintln(out, strings.TrimRight(line, " "))
	}
}

func short(text string) string {
	if columns(text) > widestCell {
		return clip(text, widestCell-2) + "…"
	}
	return text
}

// hiddenSheets says which sheets were not read.
func (j *importJob) hiddenSheets(out io.Writer, names []string) {
	if len(names) > 0 {
		fmt.Fprintf(out, j.say("隐藏的工作表没有读：%s。要导入的，先在表格里取消隐藏。\n", "Hidden sheets were not read: %s. To import one, unhide it first.\n"), strings.Join(names, j.say("、", ", ")))
	}
}

// leftOut says what may be done with the columns that are not taken.
func (j *importJob) leftOut(out io.Writer) {
	var left, looks []string
	for _, c := range j.in.Columns {
		switch {
		case c.Name != "" || c.Header == "" || c.Running:
		case c.Looks:
			looks = append(looks, fmt.Sprintf("--map \"%s=%s\"", c.Header, c.Also))
			left = append(left, letter(c)+" "+c.Header)
		default:
			left = append(left, letter(c)+" "+c.Header)
		}
	}
	if len(left) > 0 {
		fmt.Fprintf(out, j.say("\n不写入的列：%s。\n要留着内部用（不公开），加 --keep-columns；要写进某个字段，加 --map \"表头=字段\"。\n",
			"\nColumns not taken: %s.\nTo keep them for the office alone add --keep-columns; for a field add --map \"header=field\".\n"), strings.Join(left, j.say("、", ", ")))
	}
	if len(looks) > 0 {
		fmt.Fprintf(out, j.say("凭内容看像的列，看过没错就加：%s\n", "Columns that look like a field; if they are, add: %s\n"), strings.Join(looks, " "))
	}
	if len(j.in.Others) > 0 {
		fmt.Fprintf(out, j.say("\n表头相同的还有工作表：%s。用 --sheet 一张一张导入。\n", "\nOther sheets with the same header: %s. Import them one by one with --sheet.\n"), strings.Join(j.in.Others, j.say("、", ", ")))
	}
}

// sampled is how many rows a preview shows.
const sampled = 3

// sample shows the first rows as they will be written.
func (j *importJob) sample(out io.Writer) {
	var records []intake.Record
	for _, row := range j.batch.Rows[:min(sampled, len(j.batch.Rows))] {
		records = append(records, row.Record)
	}
	if len(records) > 0 {
		fmt.Fprintf(out, j.say("\n写成这样（前 %d 条）：\n\n%s", "\nAs they will be written (the first %d):\n\n%s"), len(records), intake.Append(nil, j.in.Kind.Rows, records))
	}
}

// updatesShown bounds the changed rows that a preview shows.
const updatesShown = 20

// updates shows what rows of the ledger say and are going to say.
func (j *importJob) updates(out io.Writer) {
	all := j.batch.Updates
	if len(all) == 0 {
		return
	}
	fmt.Fprint(out, j.say("\n台账里这样改：\n\n", "\nChanges to the ledger:\n\n"))
	for _, u := range all[:min(len(all), updatesShown)] {
		for _, d := range u.Changes {
			stored, given := d.Shown()
			fmt.Fprintf(out, j.say("  %s %s：%s → %s（%s）\n", "  %s %s: %s → %s (%s)\n"), u.ID, d.Field.Title.In(j.tag()), stored, given, d.Place)
		}
	}
	if more := len(all) - updatesShown; more > 0 {
		fmt.Fprintf(out, j.say("  …… 另有 %d 条，用 --json 看全部\n", "  … %d more; --json has them all\n"), more)
	}
}

// counts says how many rows there are of which sort.
func (j *importJob) counts(out io.Writer) {
	b := j.batch
	var files []string
	for _, d := range j.drafts {
		if d.Len() == 0 {
			continue
		}
		files = append(files, fmt.Sprintf(j.say("%s %d 条", "%s %d"), d.Path, d.Len()))
	}
	if len(files) > 6 {
		files = append(files[:5], fmt.Sprintf(j.say("…… 共 %d 个文件", "… %d files in all"), len(files)))
	}
	fmt.Fprintf(out, j.say("\n能写入 %d 条", "\nrows that can be written: %d"), len(b.Rows))
	if len(files) > 0 {
		fmt.Fprint(out, j.say("：", ": ")+strings.Join(files, j.say("，", ", ")))
	}
	fmt.Fprintln(out, j.say("。", ""))
	say := func(n int, zh, en string) {
		if n > 0 {
			fmt.Fprintf(out, j.say(zh, en), n)
		}
	}
	say(len(b.Updates), "台账里已有、照表里的改 %d 条。\n", "in the ledger already, to be changed: %d\n")
	say(b.Known, "台账里已有、内容相同 %d 条，不重复写。\n", "in the ledger already, with the same contents: %d\n")
	if j.flags.update {
		say(b.Differ, "台账里已有、内容有出入 %d 条，写法不能照行改，逐条列在下面，请打开文件改。\n", "in the ledger already, with other contents, to be changed by hand: %d\n")
	} else {
		say(b.Differ, "台账里已有、内容有出入 %d 条，没有改台账，逐条列在下面；都以表为准的，加 --update。\n", "in the ledger already, with other contents: %d; the ledger is left as it is; if the sheet is right in all of them, add --update\n")
	}
	say(b.Refused, "不能写入 %d 条，逐条列在下面。\n", "cannot be written: %d, listed below\n")
	j.aside(out)
	say(j.in.YearFrom, "没写年份的日期按 %d 年算（表名或标题里写的）；不对就加 --year。\n", "days without a year are taken for those of %d, which the file's name or a title says; if not, add --year\n")
	say(b.Hidden, "其中 %d 条在表里是隐藏的行，照样读了。\n", "%d of the rows are hidden in the sheet and were read all the same\n")
}

// aside says which rows are none of the ledger.
func (j *importJob) aside(out io.Writer) {
	rows := map[intake.Dropped][]string{}
	for _, s := range j.batch.Aside {
		rows[s.Why] = append(rows[s.Why], strconv.Itoa(s.Index+1))
	}
	var parts []string
	if n := j.batch.Blank; n > 0 {
		parts = append(parts, fmt.Sprintf(j.say("空行 %d", "blank %d"), n))
	}
	for why := intake.Blank; why <= intake.SampleRow; why++ {
		if n := len(rows[why]); n > 0 {
			which := strings.Join(rows[why][:min(n, 8)], j.say("、", ", "))
			if n > 8 {
				which += " …"
			}
			parts = append(parts, fmt.Sprintf(j.say("%s %d（第 %s 行）", "%s %d (row %s)"), why.In(j.lang), n, which))
		}
	}
	if total := len(j.batch.Aside) + j.batch.Blank; total > 0 {
		fmt.Fprintf(out, j.say("略过 %d 行：%s。\n", "left out %d rows: %s\n"), total, strings.Join(parts, j.say("，", ", ")))
	}
}

// problemsShown bounds the problems that go to a terminal.
const problemsShown = 20

// problemsOf shows what is wrong, in the order of the sheet.
func (j *importJob) problemsOf() {
	problems := j.batch.Sorted()
	if j.json {
		for _, p := range problems {
			j.problems = append(j.problems, p.Diagnostic)
		}
		return
	}
	told := map[string]bool{"": true}
	for _, p := range problems[:min(len(problems), problemsShown)] {
		fmt.Fprintf(j.err, j.say("%s：%s：%s [%s]\n", "%s: %s: %s [%s]\n"), p.Pos.Source.Name, p.Severity().Word(j.lang), p.Message(j.lang), p.Code)
		if hint := p.Hint(j.lang); !told[hint] {
			fmt.Fprintf(j.err, "  %s%s\n", j.say("办法：", "hint: "), hint)
			told[hint] = true
		}
	}
	more := len(problems) - problemsShown
	switch {
	case j.flags.report != "" && len(problems) > 0:
		fmt.Fprintf(j.err, j.say("全部问题存在 %s。\n", "All problems are in %s.\n"), j.flags.report)
	case more > 0:
		fmt.Fprintf(j.err, j.say("还有 %d 处没有列出；加 --report 问题.xlsx 全部存成表格。\n", "%d more; add --report problems.xlsx to save them all.\n"), more)
	}
}

// done says what was done, or why nothing was.
func (j *importJob) done(out io.Writer) {
	b := j.batch
	switch {
	case j.written:
		if len(b.Rows) > 0 {
			fmt.Fprintf(out, j.say("已写入 %d 条。", "Wrote %d rows. "), len(b.Rows))
		}
		if len(b.Updates) > 0 {
			fmt.Fprintf(out, j.say("改了 %d 条。", "Changed %d rows. "), len(b.Updates))
		}
		if j.saved.Kept != "" {
			fmt.Fprintf(out, j.say("原来的文件留在 %s。", "Earlier files are in %s. "), filepath.Join(j.source, filepath.FromSlash(j.saved.Kept)))
		}
		if j.in.Messages > 0 {
			fmt.Fprintln(out)
			break
		}
		fmt.Fprintf(out, j.say("列的对应关系记在 %s。\n", "The mapping is in %s.\n"), intake.MappingPath(j.in.Ledger))
	case b.Known+b.Differ+b.Refused+len(b.Rows)+len(b.Updates) == 0:
		fmt.Fprintln(out, j.say("表头下面没有一条记录，什么也没有写入。", "There is no row under the header; nothing was written."))
	case len(b.Rows)+len(b.Updates) == 0 && b.Refused == 0:
		fmt.Fprintln(out, j.say("没有新的记录，什么也没有写入。", "No new rows; nothing was written."))
	case len(b.Rows)+len(b.Updates) == 0:
		fmt.Fprintln(out, j.say("什么也没有写入。按上面说的改好表格，再导入一次。", "Nothing was written. Mend the table and import it again."))
	case b.Refused > 0 && !j.flags.partial:
		fmt.Fprintln(out, j.say("什么也没有写入。改好表格再导入；或加 --partial --yes，只写能写的。", "Nothing was written. Mend the table and import it again, or add --partial --yes for the rows that can be written."))
	case j.flags.yes || j.terminal:
		fmt.Fprintln(out, j.say("什么也没有写入。", "Nothing was written."))
	default:
		fmt.Fprintln(out, j.say("以上是预览，什么也没有写入。没有问题就加 --yes 再运行一次。", "This is a preview; nothing was written. If it is right, run it again with --yes."))
	}
}

// reportHeader is the header of the table of problems.
var reportHeader = [...][7]string{
	diag.Chinese: {"工作表", "单元格", "列名", "内容", "轻重", "问题", "办法"},
	diag.English: {"sheet", "cell", "header", "contents", "severity", "problem", "what to do"},
}

// saveReport saves the problems as a table, if there are any, and says where.
func (j *importJob) saveReport() error {
	if j.flags.report == "" || len(j.batch.Problems) == 0 {
		return nil
	}
	header := reportHeader[j.lang][:]
	rows := [][]string{}
	for _, p := range j.batch.Sorted() {
		rows = append(rows, j.reportRow(p))
	}
	if isCSV(j.flags.report) {
		for _, row := range rows {
			for n := range row {
				row[n] = intake.Guard(row[n])
			}
		}
		return j.writeCSV(j.flags.report, slices.Concat([][]string{header}, rows))
	}
	page := sheet.Page{Name: j.say("问题", "problems"), Titles: []string{fmt.Sprintf(j.say("%s 导入时的问题", "Problems with %s"), j.in.File.Name)}, Freeze: 2, Wide: true}
	for n, width := range []float64{12, 10, 16, 24, 8, 44, 60} {
		page.Columns = append(page.Columns, sheet.Column{Header: header[n], Width: width})
	}
	for _, row := range rows {
		cells := make([]sheet.Cell, len(row))
		for n, text := range row {
			cells[n] = sheet.Cell{Kind: sheet.Text, Text: text}
		}
		page.Rows = append(page.Rows, cells)
	}
	return j.writeWorkbook(j.flags.report, sheet.Workbook{Title: page.Titles[0], Pages: []sheet.Page{page}})
}

func (j *importJob) reportRow(p intake.Problem) []string {
	cell := sheet.Ref(p.Index, max(p.Col, 0))
	header := ""
	for _, c := range j.in.Columns {
		if c.Col == p.Col && p.Col >= 0 {
			header = c.Header
		}
	}
	if p.Col < 0 {
		cell = strconv.Itoa(p.Index + 1)
	}
	severity := j.say("提醒", "warning")
	if p.Severity() == diag.Error {
		severity = j.say("不能写入", "not taken")
	}
	return []string{j.in.Sheet, cell, header, p.Text, severity, p.Message(j.lang), p.Hint(j.lang)}
}
