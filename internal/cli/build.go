package cli

import (
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"github.com/lanewall/lanewall/internal/build"
	"github.com/lanewall/lanewall/internal/diag"
)

func (a *app) build() *cobra.Command {
	var output string
	cmd := &cobra.Command{
		Use:     "build",
		Aliases: []string{"生成"},
		Short:   a.say("生成网站", "build the site"),
		Long: a.say("读台账和网页，生成整个网站。有一处错误就什么也不改，已发布的网站保持原样。\n\n退出状态：0 成功，1 网站有错误，2 用法不对或机器出错。",
			"Reads the ledgers and pages and builds the whole site. With a single error nothing is changed: what was published stays.\n\nExit status: 0 well, 1 the site has errors, 2 misuse or machine failure."),
		Example: "  lanewall build\n  lanewall build --source my-site --output /srv/www --as-of 2024-08-31",
		Args:    cobra.NoArgs,
		RunE:    func(*cobra.Command, []string) error { return a.runBuild(output) },
	}
	cmd.Flags().StringVar(&output, "output", "", a.say("输出文件夹（默认是网站文件夹下的 public）", "the output folder (public under the source by default)"))
	a.asOfFlag(cmd)
	return cmd
}

func (a *app) runBuild(output string) error {
	start := time.Now()
	result, err := a.load()
	if err != nil {
		return err
	}
	if output == "" {
		output = filepath.Join(a.source, "public")
	}
	report, problems, err := result.Publish(output)
	if err != nil {
		return err
	}
	if len(problems) > 0 {
		a.report(problems)
		return errSite
	}
	fmt.Fprintf(a.out, a.say("%s：%d 个文件，%.1f MB；写入 %d 个，删去 %d 个；用时 %.2f 秒\n", "%s: %d files, %.1f MB; %d written, %d removed; %.2f s\n"),
		filepath.Join(output, "index.html"), report.Files, float64(report.Bytes)/1e6, report.Written, report.Removed, time.Since(start).Seconds())
	return nil
}

// load reads the site and shows its problems; the result can be published.
func (a *app) load() (*build.Result, error) {
	options, err := a.options()
	if err != nil {
		return nil, err
	}
	if err := a.folder(); err != nil {
		return nil, err
	}
	result, problems := build.Build(os.DirFS(a.source), options)
	a.report(problems)
	if problems.Count(diag.Error) > 0 || result == nil {
		return nil, errSite
	}
	return result, nil
}
