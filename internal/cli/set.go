package cli

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/lanewall/lanewall/internal/folder"
	"github.com/lanewall/lanewall/internal/intake"
	"github.com/lanewall/lanewall/internal/ledger"
	"github.com/lanewall/lanewall/internal/site"
)

func (a *app) set() *cobra.Command {
	cmd := &cobra.Command{
		Use:     a.say("set 台账 编号 [字段=值 ...]", "set LEDGER ID [FIELD=VALUE ...]"),
		Aliases: []string{"登记", "修改"},
		Short:   a.say("登记结果：改台账里已有的一条", "change a row: enter what became of it"),
		Long: a.say(`改台账里已有的一条：有这一项的换成新值，没有的加在这一条的末尾；写成 字段= 就是去掉这一项。
只动这几行，文件里其余的内容、说明和次序不变；写入之前先看网站会不会因此出错，改动之前的文件留在
.lanewall/kept 里。在终端里不写字段的，问后来的进展（办结、结果……）。

--json 的结果：ledger、id、file、kept，fields 是改了的各项。

退出状态：0 改好了，1 改了会让网站出错，2 用法不对、没有答完、这一条的写法要手工改，或机器出错。`,
			`Changes a row of a ledger: a field that is there takes the new value, another comes at the end of the row; FIELD= takes
it out. Only these lines change. Before anything is written the site is read with it, and the earlier file is kept under
.lanewall/kept. At a terminal, without fields, it asks what became of the row.

Result with --json: ledger, id, file, kept, and fields, what was changed.

Exit status: 0 written, 1 it would give the site errors, 2 misuse, unanswered questions, a row to be changed by hand, or
machine failure.`),
		Example: `  lanewall set case C-2024-0597 closed=2024-09-05 outcome=解决
  lanewall 登记 事项 C-2024-0597 办结=今天 结果=解决 答复=换了灯泡
  lanewall set project P-2024-0003 started=9月3日`,
		Args: cobra.MinimumNArgs(2),
		RunE: func(_ *cobra.Command, args []string) error { return a.runSet(args[0], args[1], args[2:]) },
	}
	a.askFlag(cmd)
	return cmd
}

func (a *app) runSet(what, id string, pairs []string) error {
	files, s, err := a.toChange()
	if err != nil {
		return err
	}
	e := &entry{app: a, files: files, site: s, day: today(), now: today(), values: map[string]any{}}
	row, err := e.findRow(what, id)
	if err != nil {
		return err
	}
	if err := e.changes(row, pairs); err != nil {
		return err
	}
	return e.change(row)
}

// findRow settles the ledger and the row; of several ledgers of a kind it is the one that has the id.
func (e *entry) findRow(what, id string) (int, error) {
	var with []*ledger.Table
	for _, t := range ledgersCalled(e.site, what) {
		if e.use(t.Name, t.Kind); e.table.Find(id) >= 0 {
			with = append(with, t)
		}
	}
	switch len(with) {
	case 0:
		if err := e.find(what, false); err != nil {
			return 0, err
		}
		return 0, fmt.Errorf(e.say("%s台账里没有编号 %s；%s 列出有哪些", "%s have no row %s; %s lists them"), e.title(), id, "lanewall export "+e.table.Name)
	case 1:
		e.use(with[0].Name, with[0].Kind)
	default:
		if err := e.oneOf(what, with); err != nil {
			return 0, err
		}
	}
	return e.table.Find(id), nil
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
			return fmt.Errorf(e.say("%s在文件里改：%s", "change %s in the file: %s"), field.Title.In(e.tag()), e.place(row))
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
		return errors.New(e.say("写明改什么，如 lanewall set case C-2024-0597 closed=2024-09-05 outcome=解决", "say what to change, as lanewall set case C-2024-0597 closed=2024-09-05 outcome=解决"))
	}
	return e.askChanges(row)
}

// askChanges asks what became of a row, as far as it does not say so yet.
func (e *entry) askChanges(row int) error {
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
	fmt.Fprintf(e.err, e.say("登记 %s。回车跳过；按 Ctrl+C 停下，什么也不会写入。\n", "%s. Enter skips; Ctrl+C stops without writing anything.\n"), e.table.ID(row))
	for i := range e.kind.Fields {
		f := &e.kind.Fields[i]
		if !later(f) || filled[f.Name] || f.Type == ledger.Steps || f.Type == ledger.Scores || f.After != "" && !filled[f.After] && e.values[f.After] == nil {
			continue
		}
		if err := e.askField(f, false); err != nil {
			return err
		}
	}
	return nil
}

// place is where a row stands.
func (e *entry) place(row int) string {
	line, _ := e.table.Pos(row, "").LineCol()
	return fmt.Sprintf("%s:%d", filepath.Join(e.source, filepath.FromSlash(e.table.File(row))), line)
}

// change writes the new values into the row.
func (e *entry) change(row int) error {
	record := e.record()
	if len(record.Values) == 0 {
		return errors.New(e.say("没有要改的，什么也没有写入", "nothing to change; nothing was written"))
	}
	var changes []folder.Change
	if e.asked {
		var err error
		if changes, err = e.reach(); err != nil {
			return err
		}
	}
	file := e.table.File(row)
	text, err := fs.ReadFile(e.files, file)
	if err != nil {
		return err
	}
	edited, ok := intake.Edit(text, e.kind.Rows, e.table.Pos(row, "").Offset, record.Values)
	if !ok {
		return fmt.Errorf(e.say("%s 这一条的写法不能照行改，请打开文件改", "%s is not written line by line: open the file and change it"), e.place(row))
	}
	changes = append(changes, folder.Change{Path: file, Content: edited})
	saved, err := e.save(e.source, e.files, changes)
	if err != nil {
		return err
	}
	id := e.table.ID(row)
	result := entered{Ledger: e.table.Name, ID: id, File: file, Kept: saved.Kept, Fields: plainFields(record)}
	e.tell(result, func(out io.Writer) {
		fmt.Fprintf(out, e.say("改好了 %s：%s\n", "%s: %s is changed\n"), e.place(row), id)
		e.keptWords(out, saved.Kept)
		e.notYet(out)
	})
	return nil
}

// notYet says that the site speaks up to an earlier day than that of an event, which does not count before it.
func (e *entry) notYet(out io.Writer) {
	now, _ := site.Load(e.files, site.Options{})
	if latest := e.latest(); latest > now.Horizon {
		fmt.Fprintf(out, e.say("网站的数据截至 %s，%s 的事还没有算进去；公布之前把 site.toml 的 as_of 改到那一天\n", "the site speaks up to %s: what happened on %s does not count yet; before you publish, move as_of in site.toml\n"), now.Horizon, latest)
	}
}
