package cli

import (
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"

	"github.com/lanewall/lanewall/internal/diag"
	"github.com/lanewall/lanewall/internal/intake"
	"github.com/lanewall/lanewall/internal/ledger"
	"github.com/lanewall/lanewall/internal/site"
)

func (a *app) template() *cobra.Command {
	var output string
	var force bool
	cmd := &cobra.Command{
		Use:     a.say("template 台账", "template LEDGER"),
		Aliases: []string{"模板"},
		Short:   a.say("做一张空表，填好后可以导入台账", "write a workbook to fill in and import"),
		Long: a.say(`为一本台账做一张 XLSX 空表：中文表头（带＊的必填），能选的列有下拉选项，日期、金额列会检查填法，第一行是示例，
另一张表是填写说明。发给社区、网格填好，用“lanewall 导入”导入，表头不用再对应。

台账写它的名称、类别或中文名都行（cases、case、事项）；还没有这本台账的，写内置类别（隐患、走访……），有哪些见“lanewall 台账”。

--json 的结果：file 写到哪个文件，rows 有几栏。

退出状态：0 成功，1 网站有错误，2 用法不对或机器出错。`,
			`Writes an XLSX workbook for a ledger: headers (＊ has to be filled in), drop-down lists, checks of dates and amounts, an
example in the first row, and a sheet that explains every column. What is filled in comes back with lanewall import,
without a mapping.

A ledger goes by its name, its kind or its title (cases, case, Cases); where there is no such ledger yet, a built-in kind
(hazard, visit; see lanewall kinds) will do.

Result with --json: file is where it was written, rows how many columns it has.

Exit status: 0 well, 1 the site has errors, 2 misuse or machine failure.`),
		Example: a.say("  lanewall 模板 事项\n  lanewall 模板 走访 -o 走访登记.xlsx", "  lanewall template cases\n  lanewall template visits -o visits-to-fill-in.xlsx"),
		Args:    cobra.ExactArgs(1),
		RunE:    func(_ *cobra.Command, args []string) error { return a.runTemplate(args[0], output, force) },
	}
	a.outputFlags(cmd, &output, &force)
	return cmd
}

func (a *app) runTemplate(word, output string, force bool) error {
	if err := a.folder(); err != nil {
		return err
	}
	s, problems := site.Load(os.DirFS(a.source), site.Options{})
	kind, name, err := a.kindCalled(s, word)
	if err != nil {
		return err
	}
	if kind == nil {
		if problems.Count(diag.Error) > 0 { // which may be why it is not there
			a.report(problems)
			return errSite
		}
		return a.noLedger(s, word)
	}
	look := a.look(s)
	book := intake.Template(kind, registersOf(s), look)
	to, err := a.target(output, a.say(kind.Title.In(look.Lang)+"-模板.xlsx", name+"-template.xlsx"), force, ".xlsx")
	if err != nil {
		return err
	}
	if err := a.writeWorkbook(to, book); err != nil {
		return err
	}
	columns := len(book.Pages[0].Columns)
	a.tell(written{File: to, Rows: columns}, func(out io.Writer) {
		fmt.Fprintf(out, a.say("%s：%d 栏，填好后用 lanewall 导入\n", "%s: %d columns; fill it in and use lanewall import\n"), to, columns)
	})
	return nil
}

// kindCalled finds a ledger's kind, or a built-in one, and what the ledger is or would be called; nil if there is none.
func (a *app) kindCalled(s *site.Site, word string) (*ledger.Kind, string, error) {
	switch found := ledgersCalled(s, word); {
	case len(found) == 1:
		return found[0].Kind, found[0].Name, nil
	case len(found) > 1:
		return nil, "", a.severalCalled(word, found)
	}
	if k := kindMeant(word); k != nil {
		return k, k.Name, nil
	}
	return nil, "", nil
}
