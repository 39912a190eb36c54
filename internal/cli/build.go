package cli

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/lanewall/lanewall/internal/build"
	"github.com/lanewall/lanewall/internal/diag"
	"github.com/lanewall/lanewall/internal/tree"
)

// built is the site in its folder, and what was done there.
type built struct {
	Path    string  `json:"path"` // of the first page
	Files   int     `json:"files"`
	Bytes   int64   `json:"bytes"`
	Written int     `json:"written"`
	Removed int     `json:"removed"`
	Seconds float64 `json:"seconds"`
}

func (a *app) build() *cobra.Command {
	var output string
	cmd := &cobra.Command{
		Use:     "build",
		Aliases: []string{"生成"},
		Short:   a.say("生成网站", "build the site"),
		Long: a.say("读台账和网页，生成整个网站。有一处错误就什么也不改，已发布的网站保持原样。\n\n--json 的结果：path、files、bytes、written、removed、seconds。\n\n退出状态：0 成功，1 网站有错误，2 用法不对或机器出错。",
			"Reads the ledgers and pages and builds the whole site. With a single error nothing is changed: what was published stays.\n\nResult with --json: path, files, bytes, written, removed, seconds.\n\nExit status: 0 well, 1 the site has errors, 2 misuse or machine failure."),
		Example: a.say("  lanewall 生成\n  lanewall 生成 --source 我的网站 --output 发布 --as-of 2024-08-31", "  lanewall build\n  lanewall build --source my-site --output /srv/www --as-of 2024-08-31"),
		Args:    cobra.NoArgs,
		RunE:    func(*cobra.Command, []string) error { return a.runBuild(output) },
	}
	cmd.Flags().StringVar(&output, "output", "", a.say("输出`文件夹`（默认是网站文件夹下的 public）", "the output `FOLDER` (public under the source by default)"))
	a.asOfFlag(cmd)
	return cmd
}

func (a *app) runBuild(output string) error {
	start := time.Now()
	if output == "" {
		output = filepath.Join(a.source, "public")
	} else if err := a.apart(output); err != nil {
		return err
	}
	result, err := a.load()
	if err != nil {
		return err
	}
	report, err := a.publish(result, output)
	if err != nil {
		return err
	}
	b := built{filepath.Join(output, "index.html"), report.Files, report.Bytes, report.Written, report.Removed, time.Since(start).Seconds()}
	a.tell(b, func(out io.Writer) {
		fmt.Fprintf(out, a.say("%s：%d 个文件，%.1f MB；写入 %d 个，删去 %d 个；用时 %.2f 秒\n", "%s: %d files, %.1f MB; %d written, %d removed; %.2f s\n"),
			b.Path, b.Files, float64(b.Bytes)/1e6, b.Written, b.Removed, b.Seconds)
		if result.Static() {
			fmt.Fprintln(out, a.say("这个 lanewall 没有带互动图，图表按画好的样子显示", "this lanewall comes without interactive charts: they stay as they are drawn"))
		}
		if result.Plan.Site.Config.BaseURL.V == "" {
			fmt.Fprintln(out, a.say("site.toml 没有写网址 base_url，所以不出网站地图，JSON 订阅里没有链接；别的都齐全", "site.toml has no base_url: there is no sitemap.xml, and JSON feeds have no links; all else is complete"))
		}
	})
	return nil
}

// apart refuses an output among the sources, where pages and ledgers would lie side by side and all of them be published.
func (a *app) apart(output string) error {
	if a.sameAs(".")(output) || above(output, a.sameAs("data", "content", "themes", ".lanewall")) != "" {
		return fmt.Errorf(a.say("%s 里是网站的台账和网页，生成的网站要放在别处；换个文件夹，或不写 --output", "%s holds the site's sources, and what is built belongs elsewhere: take another folder, or leave --output out"), output)
	}
	return nil
}

// publish writes a site into a folder and shows how far it has come.
func (a *app) publish(result *build.Result, folder string) (tree.Report, error) {
	files := a.say("个文件", "files")
	p := a.progress(a.say("正在生成", "building"), files)
	writing := false
	result.Tree = result.Tree.Watched(func(s tree.Step) {
		switch {
		case s.Staged == 0:
			p.Set(s.Rendered, s.Files)
		case !writing: // from here on there is only one goroutine
			writing = true
			p.Stage(a.say("正在写入", "writing"), files)
			fallthrough
		default:
			p.Set(s.Written, s.Staged)
		}
	})
	report, problems, err := result.Publish(folder)
	p.Done()
	if len(problems) > 0 {
		a.report(problems)
		return report, errSite
	}
	if taken := (*tree.Taken)(nil); errors.As(err, &taken) {
		return report, a.taken(folder, taken.Paths)
	}
	return report, err
}

// taken refuses to write over files that no build has put there.
func (a *app) taken(folder string, paths []string) error {
	const shown = 5
	list := strings.Join(paths[:min(shown, len(paths))], a.say("、", ", "))
	if len(paths) > shown {
		list = fmt.Sprintf(a.say("%s 等 %d 个", "%s and others, %d in all"), list, len(paths))
	}
	return fmt.Errorf(a.say("%s 里已有同名的文件，不是 lanewall 生成的：%s；什么也没有改。换个文件夹（--output），或先把这些文件移走", "%s holds files of these names that lanewall has not made: %s; nothing was changed. Take another folder (--output), or move them away first"), folder, list)
}

// load reads the site and shows its problems; the result can be published.
func (a *app) load() (*build.Result, error) {
	result, problems, err := a.read()
	if err != nil {
		return nil, err
	}
	a.report(problems)
	if problems.Count(diag.Error) > 0 || result == nil {
		return nil, errSite
	}
	return result, nil
}

// read reads the site; the result can be published if there are no errors among its problems.
func (a *app) read() (*build.Result, diag.List, error) {
	options, err := a.options()
	if err != nil {
		return nil, nil, err
	}
	if err := a.folder(); err != nil {
		return nil, nil, err
	}
	p := a.progress(a.say("正在读台账和网页", "reading the ledgers and pages"), "")
	result, problems := build.Build(os.DirFS(a.source), options)
	p.Done()
	return result, problems, nil
}
