package cli

import (
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"github.com/lanewall/lanewall/internal/diag"
)

// checked is what a site without errors has.
type checked struct {
	Ledgers    int `json:"ledgers"`
	Indicators int `json:"indicators"`
	Pages      int `json:"pages"`
}

func (a *app) check() *cobra.Command {
	cmd := &cobra.Command{
		Use:     "check",
		Aliases: []string{"检查"},
		Short:   a.say("检查台账和网页，不生成", "look for problems without building"),
		Long: a.say("把所有错误、提醒和提示一次列出，每处都有文件、行、列和办法。还试着生成首页和每种网页各一页：模板里的错也会报出，首页超过 site.toml [weight] 的限额是错误；写了 [weight] page 的，每一页都量。不写任何文件。\n\n--json 的结果：ledgers、indicators、pages（个数）。\n\n退出状态：0 没有错误，1 有错误，2 用法不对或机器出错。",
			"Lists every error, warning and note at once, each with file, line, column and what to do. The home page and one page of each layout are rendered: a fault in a template shows, and a home page heavier than its budget ([weight] in site.toml) is an error; with [weight] page every page is rendered and weighed. Writes nothing.\n\nResult with --json: ledgers, indicators, pages (how many).\n\nExit status: 0 no errors, 1 errors, 2 misuse or machine failure."),
		Example: a.say("  lanewall 检查\n  lanewall 检查 --source 我的网站", "  lanewall check\n  lanewall check --source my-site"),
		Args:    cobra.NoArgs,
		RunE:    func(*cobra.Command, []string) error { return a.runCheck() },
	}
	a.asOfFlag(cmd)
	return cmd
}

// runCheck shows every problem and, where none is an error, says so in the same sentence in which it counts the others.
func (a *app) runCheck() error {
	result, problems, err := a.read()
	if err != nil {
		return err
	}
	if result != nil && result.Tree != nil {
		p := a.progress(a.say("正在量网页大小", "weighing the pages"), "")
		problems.Append(result.Weigh())
		p.Done()
	}
	if problems.Count(diag.Error) > 0 || result == nil || a.json {
		a.report(problems)
	} else {
		for _, d := range problems.Sorted() {
			fmt.Fprintln(a.err, d.Format(a.lang))
		}
	}
	if problems.Count(diag.Error) > 0 || result == nil {
		return errSite
	}
	counts := checked{Ledgers: len(result.Plan.Site.Ledgers), Indicators: len(result.Plan.Figures.Definitions)}
	for _, p := range result.Plans {
		counts.Pages += len(p.Pages)
	}
	a.tell(counts, func(out io.Writer) {
		others := ""
		if len(problems) > 0 {
			others = fmt.Sprintf(a.say("提醒 %d 处，提示 %d 处；", "Warnings: %d, notes: %d. "), problems.Count(diag.Warning), problems.Count(diag.Hint))
		}
		fmt.Fprintf(out, a.say("没有错误。%s%d 本台账，%d 个指标，%d 个页面。\n", "No errors. %s%d ledgers, %d indicators, %d pages.\n"),
			others, counts.Ledgers, counts.Indicators, counts.Pages)
	})
	return nil
}
