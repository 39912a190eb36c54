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
		Use:     "template LEDGER",
		Aliases: []string{"模板"},
		Short:   a.say("做一张空表，填好后可以导入台账", "write a workbook to fill in and import"),
		Long: a.say(`为一本台账做一张 XLSX 空表：中文表头（带＊的必填），能选的列有下拉选项，日期、金额列会检查填法，第一行是示例，
另一张表是填写说明。发给社区、网格填好，用 lanewall import 导入，表头不用再对应。

LEDGER 是台账的文件夹名或名称（cases、居民事项）；还没有这本台账的，也可以写内置类别（case），见 lanewall kinds。

--json 的结果：file 写到哪个文件，rows 有几栏。

退出状态：0 成功，1 网站有错误，2 用法不对或机器出错。`,
			`Writes an XLSX workbook for a ledger: headers (＊ has to be filled in), drop-down lists, checks of dates and amounts, an
example in the first row, and a sheet that explains every column. What is filled in comes back with lanewall import,
without a mapping.

LEDGER is the name of a ledger's folder or its title; where there is no such ledger yet, a built-in kind (case; see
lanewall kinds) will do.

Result with --json: file is where it was written, rows how many columns it has.

Exit status: 0 well, 1 the site has errors, 2 misuse or machine failure.`),
		Example: a.say("  lanewall template cases\n  lanewall 模板 居民事项 -o 事项.xlsx", "  lanewall template cases\n  lanewall template cases -o to-fill-in.xlsx"),
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
	kind, name := a.kindCalled(s, word)
	if kind == nil {
		if problems.Count(diag.Error) > 0 { // which may be why it is not there
			a.report(problems)
			return errSite
		}
		return a.unknownName(a.say("台账", "ledger"), word, append(s.LedgerNames(), "published"))
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
	a.tell(written{to, columns}, func(out io.Writer) {
		fmt.Fprintf(out, a.say("%s：%d 栏，填好后用 lanewall import 导入\n", "%s: %d columns; fill it in and use lanewall import\n"), to, columns)
	})
	return nil
}

// kindCalled finds a ledger's kind, or a built-in one, by the name or title of the ledger or the name of the kind.
func (a *app) kindCalled(s *site.Site, word string) (*ledger.Kind, string) {
	if t := ledgerCalled(s, word); t != nil {
		return t.Kind, t.Name
	}
	if t := s.Published; t != nil && t.Name == word {
		return t.Kind, t.Name
	}
	kinds, _ := ledger.Builtin()
	return kinds[word], word
}
