package cli

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/lanewall/lanewall/internal/build"
	"github.com/lanewall/lanewall/internal/diag"
	"github.com/lanewall/lanewall/internal/pack"
)

// packed is a zip and what it holds.
type packed struct {
	Path      string   `json:"path"`
	Bytes     int64    `json:"bytes"` // of the zip
	Files     int      `json:"files"` // of the site
	SiteBytes int64    `json:"site_bytes"`
	OddNames  []string `json:"odd_names,omitempty"` // that old unzippers garble
}

func (a *app) pack() *cobra.Command {
	var output string
	var force bool
	cmd := &cobra.Command{
		Use:     "pack",
		Aliases: []string{"打包"},
		Short:   a.say("生成并打成压缩包：拷 U 盘、移交用", "build and zip the site: for a USB stick or to hand it over"),
		Long: a.say(`先生成网站（与“生成”一样写到 public 文件夹），再打成一个压缩包。有一处错误就什么也不打包。

压缩包里有：site 文件夹，是整个网站；README.html，不联网也能看的使用说明（怎么打开、拷 U 盘、放到网站上、核对）；
SHA256SUMS，每个文件的校验和。同样的网站，打出来的压缩包一个字节也不差。

--json 的结果：path、bytes（压缩包的大小）、files、site_bytes、odd_names。

退出状态：0 成功，1 网站有错误，2 用法不对或机器出错。`,
			`Builds the site (into the folder public, as build does) and puts it into a zip. With a single error nothing is packed.

The zip holds the folder site, which is the whole site; README.html, which explains without a network how to open it, copy
it, put it on a server and check it; and SHA256SUMS, the sum of every file. The same site gives the same zip, byte for byte.

Result with --json: path, bytes (of the zip), files, site_bytes, odd_names.

Exit status: 0 well, 1 the site has errors, 2 misuse or machine failure.`),
		Example: a.say("  lanewall 打包\n  lanewall 打包 -o 移交.zip\n  lanewall 打包 -o 移交.zip --force", "  lanewall pack\n  lanewall pack -o handover.zip\n  lanewall pack -o handover.zip --force"),
		Args:    cobra.NoArgs,
		RunE:    func(*cobra.Command, []string) error { return a.runPack(output, force) },
	}
	cmd.Flags().StringVarP(&output, "output", "o", "", a.say("压缩包的`文件名`（默认是 网站的永久编号-数据截至日.zip）", "the zip `FILE` (by default the site's id and its as-of date)"))
	cmd.Flags().BoolVar(&force, "force", false, a.say("已经有这个文件的，换掉它", "replace the file if it is there"))
	a.asOfFlag(cmd)
	return cmd
}

func (a *app) runPack(output string, force bool) error {
	result, err := a.load()
	if err != nil {
		return err
	}
	s := result.Plan.Site
	output, err = a.target(output, fmt.Sprintf("%s-%s.zip", s.Config.ID, s.Horizon), force, ".zip")
	if err != nil {
		return err
	}
	folder := filepath.Join(a.source, "public")
	if _, err := a.publish(result, folder); err != nil {
		return err
	}
	report, size, err := a.zip(result, folder, output)
	if err != nil {
		return err
	}
	p := packed{output, size, report.Files, report.Bytes, report.Odd}
	a.tell(p, func(out io.Writer) {
		fmt.Fprintf(out, a.say("%s：%.1f MB，内有 %d 个文件，共 %.1f MB\n", "%s: %.1f MB, %d files of %.1f MB\n"), p.Path, float64(p.Bytes)/1e6, p.Files, float64(p.SiteBytes)/1e6)
		if len(p.OddNames) > 0 {
			fmt.Fprintf(out, a.say("这些文件名，旧的解压软件会弄成乱码；改成英文字母和数字的名称更稳妥：%s\n", "old unzippers garble these names; letters a-z and digits are safer: %s\n"), diag.Several(p.OddNames).In(a.lang))
		}
	})
	return nil
}

// zip packs a published site, and gives the size of the zip.
func (a *app) zip(result *build.Result, folder, output string) (report pack.Report, size int64, err error) {
	p := a.progress(a.say("正在打包", "packing"), a.say("个文件", "files"))
	defer p.Done()
	s := result.Plan.Site
	err = writeWith(output, func(w io.Writer) (err error) {
		report, err = pack.Write(w, os.DirFS(folder), pack.Options{
			Title: s.Config.Title.In(s.Config.Language), Notice: s.Config.Notice.In(s.Config.Language), AsOf: s.Horizon,
			Styles: packStyles(result), Progress: p.Set,
		})
		return err
	})
	if err != nil {
		return report, 0, err
	}
	info, err := os.Stat(output)
	if err != nil {
		return report, 0, err
	}
	return report, info.Size(), nil
}

// packStyles is the theme's styles for pages, without those of papers.
func packStyles(result *build.Result) []string {
	var styles []string
	for name, asset := range result.Theme.Static {
		if strings.HasSuffix(name, ".css") && !strings.HasPrefix(name, "paper-") {
			styles = append(styles, asset.Path)
		}
	}
	slices.Sort(styles)
	return styles
}
