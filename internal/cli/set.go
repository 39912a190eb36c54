package cli

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/lanewall/lanewall/internal/civil"
	"github.com/lanewall/lanewall/internal/folder"
	"github.com/lanewall/lanewall/internal/intake"
	"github.com/lanewall/lanewall/internal/ledger"
	"github.com/lanewall/lanewall/internal/receipt"
	"github.com/lanewall/lanewall/internal/site"
)

func (a *app) set() *cobra.Command {
	cmd := &cobra.Command{
		Use:     a.say("set 台账 [编号] [字段=值 ...]", "set LEDGER [ID] [FIELD=VALUE ...]"),
		Aliases: []string{"登记", "修改"},
		Short:   a.say("登记结果：改台账里已有的一条", "change a row: enter what became of it"),
		Long: a.say(`改台账里已有的一条：有这一项的换成新值，没有的加在这一条的末尾；写成 字段= 就是去掉这一项。
只动这几行，文件里其余的内容、说明和次序不变；写入之前先看网站会不会因此出错，改动之前的文件留在
.lanewall/kept 里。编号不分大小写；人员、辖区、单位写名称也行。
在终端里不写字段的，问后来的进展（办结、结果……）；不写编号的，列出还没办完的几条来选。

--json 的结果：ledger、id、file、kept，fields 是改了的各项。

退出状态：0 改好了，1 改了会让网站出错，2 用法不对、没有答完、这一条的写法要手工改，或机器出错。`,
			`Changes a row of a ledger: a field that is there takes the new value, another comes at the end of the row; FIELD= takes
it out. Only these lines change. Before anything is written the site is read with it, and the earlier file is kept under
.lanewall/kept. At a terminal, without fields, it asks what became of the row, and without an id which
row is meant. Ids may be typed in small letters; people, units and bodies go by their names, too.

Result with --json: ledger, id, file, kept, and fields, what was changed.

Exit status: 0 written, 1 it would give the site errors, 2 misuse, unanswered questions, a row to be changed by hand, or
machine failure.`),
		Example: `  lanewall set case C-2024-0597 closed=2024-09-05 outcome=解决
  lanewall 登记 事项 C-2024-0597 办结=今天 结果=解决 答复=换了灯泡
  lanewall set project P-2024-0003 started=9月3日`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			if len(args) == 1 || strings.ContainsAny(args[1], "=＝") {
				args = slices.Insert(args, 1, "")
			}
			return a.runSet(args[0], args[1], assigned(args[2:]))
		},
	}
	a.askFlag(cmd)
	return cmd
}

func (a *app) runSet(what, id string, pairs []string) error {
	e, err := a.entry()
	if err != nil {
		return err
	}
	row, err := e.findRow(what, id)
	if err != nil {
		return err
	}
	if err := e.readable(); err != nil {
		return err
	}
	if err := e.changes(row, pairs); err != nil {
		return err
	}
	if near, err := e.near(); err != nil || !near {
		return err
	}
	return e.change(row)
}

// assigned puts together what a space has parted: 结果 = 解决 and 结果= 解决.
func assigned(words []string) []string {
	var pairs []string
	for _, word := range words {
		last := len(pairs) - 1
		open := last >= 0 && !strings.ContainsAny(word, "=＝") && strings.HasSuffix(strings.ReplaceAll(pairs[last], "＝", "="), "=")
		if word = strings.TrimSpace(word); open || last >= 0 && strings.HasPrefix(strings.Replace(word, "＝", "=", 1), "=") {
			pairs[last] += word
			continue
		}
		pairs = append(pairs, word)
	}
	return pairs
}

// findRow settles the ledger and the row; of several ledgers of a kind it is the one that has the id.
func (e *entry) findRow(what, id string) (int, error) {
	var with []*ledger.Table
	for _, t := range ledgersCalled(e.site, what) {
		if e.use(t.Name, t.Kind); e.rowOf(id) >= 0 {
			with = append(with, t)
		}
	}
	switch len(with) {
	case 0:
		if err := e.find(what, false); err != nil {
			return 0, err
		}
		if err := e.readable(); err != nil {
			return 0, err
		}
		return e.chooseRow(id)
	case 1:
		e.use(with[0].Name, with[0].Kind)
	default:
		if err := e.oneOf(what, with); err != nil {
			return 0, err
		}
	}
	return e.rowOf(id), nil
}

// rowOf is the row of an id, or the only one whose id differs in small and capital letters alone, or that goes by this
// name, such as a person, or has this receipt; -1 if there is none.
func (e *entry) rowOf(word string) int {
	if row := e.table.Find(word); row >= 0 || word == "" || e.kind.Field("id") == nil {
		return row
	}
	found, name, number := -1, e.table.Column("name"), e.table.Column("receipt")
	for row := range e.table.N {
		if strings.EqualFold(e.table.ID(row), word) || name != nil && name.Word(name.Code(row, math.MaxInt32)) == word ||
			receipt.Valid(receipt.Plain(word)) && number != nil && number.Word(number.Code(row, math.MaxInt32)) == receipt.Plain(word) {
			if found >= 0 {
				return -1
			}
			found = row
		}
	}
	return found
}

// rowsOffered bounds how many rows are offered.
const rowsOffered = 15

// chooseRow asks which row is meant: one of the last of which not everything has become known yet.
func (e *entry) chooseRow(id string) (int, error) {
	rows, labels := e.open()
	if !e.terminal || len(rows) == 0 {
		if id == "" {
			return 0, fmt.Errorf(e.say("写明是哪一条，如 lanewall 登记 %[1]s 编号 字段=值；编号在 data/%[2]s 里", "say which row, as lanewall set %[2]s ID FIELD=VALUE; the ids are in data/%[2]s"), e.title(), e.table.Name)
		}
		return 0, fmt.Errorf(e.say("%s台账里没有编号 %s；%s", "%s have no row %s; %s"), e.title(), id, e.lastRows())
	}
	if id != "" {
		fmt.Fprintf(e.err, e.say("%s台账里没有编号 %s。\n", "%s have no row %s.\n"), e.title(), id)
	}
	fmt.Fprintln(e.err, e.say("登记哪一条？", "Which row?"))
	for n, label := range labels {
		fmt.Fprintf(e.err, "  %d %s\n", n+1, label)
	}
	for {
		answer, err := e.ask(e.say("编号或序号", "Id or number"), "")
		if err != nil {
			return 0, err
		}
		if row := e.rowOf(answer); row >= 0 {
			return row, nil
		}
		if n, err := strconv.Atoi(answer); err == nil && 1 <= n && n <= len(rows) {
			return rows[n-1], nil
		}
		fmt.Fprintln(e.err, e.say("  没有这一条；写上面的序号，或台账里的编号", "  there is no such row; type one of the numbers above, or an id"))
	}
}

// lastRows names the last ids.
func (e *entry) lastRows() string {
	if e.table.N == 0 {
		return e.say("它还是空的", "there are none yet")
	}
	var ids []string
	for row := e.table.N - 1; row >= 0 && len(ids) < 5; row-- {
		ids = append(ids, e.table.ID(row))
	}
	return e.say("最近的是：", "the last are: ") + strings.Join(ids, e.say("、", ", "))
}

// open is the last rows that an event may still happen to: no day is entered for the one that most of the others follow,
// such as the closing of a case; where the kind has none, the last rows. The latest comes first.
func (e *entry) open() (rows []int, labels []string) {
	var closing *ledger.Column
	most := 0
	for _, f := range e.kind.Fields {
		follow := 0
		for _, other := range e.kind.Fields {
			if other.After == f.Name {
				follow++
			}
		}
		if f.Event && follow > most {
			closing, most = e.table.Column(f.Name), follow
		}
	}
	label := e.table.Column(e.labelField())
	for row := e.table.N - 1; row >= 0 && len(rows) < rowsOffered; row-- {
		if closing != nil && closing.Date(row, math.MaxInt32) != civil.None {
			continue
		}
		words := e.table.ID(row)
		if label != nil {
			words += " " + label.Word(label.Code(row, math.MaxInt32))
		}
		rows, labels = append(rows, row), append(labels, words)
	}
	return rows, labels
}

// changes takes the new values, or asks for those that a row lacks.
func (e *entry) changes(row int, pairs []string) error {
	for _, pair := range pairs {
		field, _, value, err := e.assignment(pair)
		switch {
		case err != nil:
			return err
		case field.Name == "id":
			return errors.New(e.say("编号不再改：别处可能已经写着它", "an id stays: it may stand elsewhere"))
		case field.Type == ledger.Scores:
			return fmt.Errorf(e.say("%s在文件里改：%s", "change %s in the file: %s"), field.Title.In(e.tag()), e.placeOf(row))
		case strings.TrimSpace(value) == "":
			e.values[field.Name] = nil
			continue
		}
		if err := e.put(field, value); err != nil {
			return err
		}
	}
	if len(pairs) > 0 {
		return nil
	}
	if !e.terminal {
		return errors.New(e.say("写明改什么，如 lanewall 登记 事项 C-2024-0597 办结=2024-09-05 结果=解决", "say what to change, as lanewall set case C-2024-0597 closed=2024-09-05 outcome=解决"))
	}
	return e.askChanges(row)
}

// askChanges asks what became of a row, as far as it does not say so yet.
func (e *entry) askChanges(row int) error {
	filled := e.filled(row)
	fmt.Fprintf(e.err, e.say("登记 %s。回车跳过；按 Ctrl+C 停下，什么也不会写入。\n", "%s. Enter skips; Ctrl+C stops without writing anything.\n"), e.table.ID(row))
	for i := range e.kind.Fields {
		f := &e.kind.Fields[i]
		if !later(f) || filled[f.Name] || f.Type.Tables() || f.Type == ledger.Scores || f.After != "" && !filled[f.After] && e.values[f.After] == nil {
			continue
		}
		if err := e.askField(f, false); err != nil {
			return err
		}
	}
	return nil
}

// filled tells which fields of a row say something.
func (e *entry) filled(row int) map[string]bool {
	filled := map[string]bool{}
	for _, f := range e.kind.Fields {
		if c := e.table.Column(f.Name); c != nil {
			_, number := int64(0), false
			if c.Type.Numeric() {
				_, number = c.Int(row, math.MaxInt32)
			}
			filled[f.Name] = number || !c.Type.Numeric() && len(c.Codes(row, math.MaxInt32)) > 0
		}
	}
	return filled
}

// lacks says what is not entered yet of an event that has just been entered, such as the outcome of a case that is closed.
func (e *entry) lacks(out io.Writer, id string, filled map[string]bool) {
	for name, data := range e.values {
		filled[name] = data != nil
	}
	var titles []string
	for _, f := range e.kind.Fields {
		_, closed := e.values[f.After]
		_, changed := e.values[f.Name]
		if f.After != "" && (closed || changed) && filled[f.After] && !filled[f.Name] && f.Type == ledger.Choice {
			titles = append(titles, f.Title.In(e.tag()))
		}
	}
	if len(titles) > 0 {
		fmt.Fprintf(out, e.say("还没有写：%s；补上：lanewall 登记 %s %s %s=…\n", "not entered yet: %s; to add it: lanewall set %s %s %s=…\n"),
			strings.Join(titles, e.say("、", ", ")), e.say(e.title(), e.table.Name), id, titles[0])
	}
}

// placeOf is where a row stands.
func (e *entry) placeOf(row int) string {
	line, _ := e.table.Pos(row, "").LineCol()
	return fmt.Sprintf("%s:%d", filepath.Join(e.source, filepath.FromSlash(e.table.File(row))), line)
}

// change writes the new values into the row.
func (e *entry) change(row int) error {
	record := e.record()
	if len(record.Values) == 0 {
		return errors.New(e.say("没有要改的，什么也没有写入", "nothing to change; nothing was written"))
	}
	if e.asked {
		if err := e.reach(); err != nil {
			return err
		}
	}
	id, before := e.table.ID(row), e.filled(row)
	var saved folder.Saved
	err := e.locked(e.source, func() (err error) {
		row, saved, err = e.edit(id, record.Values)
		return err
	})
	if err != nil {
		return err
	}
	result := entered{Ledger: e.table.Name, ID: id, File: e.table.File(row), Kept: saved.Kept, Fields: plainFields(record)}
	e.tell(result, func(out io.Writer) {
		fmt.Fprintf(out, e.say("改好了 %s：%s\n", "%s: %s is changed\n"), e.placeOf(row), id)
		e.keptWords(out, saved.Kept)
		e.lacks(out, id, before)
		e.notYet(out)
	})
	return nil
}

// edit changes the row as it stands now that nobody else writes.
func (e *entry) edit(id string, values []intake.Value) (row int, saved folder.Saved, err error) {
	_, e.problems = site.Load(e.files, site.Options{})
	if err := e.readable(); err != nil {
		return 0, saved, err
	}
	e.use(e.table.Name, e.kind)
	if row = e.table.Find(id); row < 0 {
		return 0, saved, fmt.Errorf(e.say("%s 刚刚被人删去了，没有写入", "somebody has just deleted %s: nothing was written"), id)
	}
	file := e.table.File(row)
	text, err := fs.ReadFile(e.files, file)
	if err != nil {
		return 0, saved, err
	}
	edited, ok := intake.Edit(text, e.kind.Rows, e.table.Pos(row, "").Offset, values)
	if !ok {
		return 0, saved, fmt.Errorf(e.say("%s 这一条的写法不能照行改，请打开文件改", "%s is not written line by line: open the file and change it"), e.placeOf(row))
	}
	moved, err := e.moveAsOf()
	if err != nil {
		return 0, saved, err
	}
	saved, err = e.save(e.source, e.files, append(moved, folder.Change{Path: file, Content: edited, Was: text}))
	return row, saved, err
}

// notYet says that the site speaks up to an earlier day than that of an event, which does not count before it.
func (e *entry) notYet(out io.Writer) {
	now, _ := site.Load(e.files, site.Options{})
	if latest := e.latest(); latest > now.Horizon {
		fmt.Fprintf(out, e.say("网站的数据截至 %s，%s 的事还没有算进去；公布之前把 site.toml 的 as_of 改到那一天\n", "the site speaks up to %s: what happened on %s does not count yet; before you publish, move as_of in site.toml\n"), now.Horizon, latest)
	}
}
