package cli

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/lanewall/lanewall/internal/build"
	"github.com/lanewall/lanewall/internal/folder"
	"github.com/lanewall/lanewall/internal/site"
	"github.com/lanewall/lanewall/internal/starter"
)

// initFlags is what “init” is told instead of being answered.
type initFlags struct {
	name, levels, units, phone, ledgers, id, date string
	sample, yes, clear                            bool
}

func (a *app) init() *cobra.Command {
	var f initFlags
	cmd := &cobra.Command{
		Use:     a.say("init [文件夹]", "init [FOLDER]"),
		Aliases: []string{"新建站点"},
		Short:   a.say("新建网站：答几个问题，做好一个能用的", "begin a site: answer a few questions"),
		Long: a.say(`在空文件夹里新建一个网站：问单位名称、下面是哪几级、有哪些辖区、公开的电话、先建哪几本台账，写好设置、台账和
几个网页，马上就能生成。每一项都可以用选项给出；--yes 不提问，没有给的用默认值，单位名称要给。

已经有网站的文件夹不动。辖区的编号按层级加序号排（shequ-01），用在网址里，公开以后不再改；名称随时可以改。

--sample 放几条示例记录，每一页都注明“示例数据，非真实记录”；看完用 lanewall init --clear-sample 一次清除，
原来的文件留在 .lanewall/kept 里。

--json 的结果：folder 是文件夹，id 是网站的编号，files 是写了哪些文件，kept 是清除示例之前的文件留在哪里。

退出状态：0 成功，1 清除示例会让网站出错，2 用法不对、没有答完或机器出错。`,
			`Begins a site in an empty folder: asks for the office's name, the levels and units below it, the public telephone and
the first ledgers, and writes settings, ledgers and a few pages that build at once. Each answer may be given as a flag;
--yes asks nothing and takes the defaults, but needs the name.

A folder that has a site is left alone. Units are numbered by level (shequ-01): ids are part of addresses and stay for
ever, names may change. The site's words are Chinese.

--sample adds a few rows to look at; every page then says that they are not real. lanewall init --clear-sample takes them
out again; the earlier files stay under .lanewall/kept.

Result with --json: folder, id of the site, files that were written, kept where files are from before clearing.

Exit status: 0 well, 1 the site would have errors without the samples, 2 misuse, unanswered questions or machine failure.`),
		Example: a.say(`  lanewall init
  lanewall init 公开栏 --name 示例街道办事处 --levels 社区、网格 --units "甲社区（一网格、二网格）、乙社区"
  lanewall init 试用 --yes --sample
  lanewall init --clear-sample`,
			`  lanewall init
  lanewall init board --name 示例街道办事处 --levels 社区、网格 --units "甲社区（一网格、二网格）、乙社区"
  lanewall init trial --yes --sample
  lanewall init --clear-sample`),
		Args: cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			dir := a.source
			if len(args) > 0 {
				dir = args[0]
			}
			if f.clear {
				return a.clearSample(dir)
			}
			return a.runInit(cmd, dir, f)
		},
	}
	a.initFlags(cmd, &f)
	return cmd
}

func (a *app) initFlags(cmd *cobra.Command, f *initFlags) {
	flags := cmd.Flags()
	flags.SortFlags = false
	flags.StringVar(&f.name, "name", "", a.say("`单位`全称，如 示例街道办事处", "the `OFFICE`'s full name, as 示例街道办事处"))
	flags.StringVar(&f.levels, "levels", "", a.say("下面是哪几`级`，写名称，从上到下，如 社区、网格", "the `LEVELS` below it, the highest first, as 社区、网格"))
	flags.StringVar(&f.units, "units", "", a.say("下面有哪些`辖区`，如 甲社区（一网格、二网格）、乙社区", "the `UNITS` below it, as 甲社区（一网格、二网格）、乙社区"))
	flags.StringVar(&f.phone, "phone", "", a.say("公开的办公`电话`", "the `TELEPHONE` for everybody"))
	flags.StringVar(&f.ledgers, "ledgers", "", a.say("先建哪几本`台账`，如 走访、事项；无 是一本也不建", "the first `LEDGERS`, as visits,cases; none for none"))
	flags.BoolVar(&f.sample, "sample", false, a.say("放几条示例记录，注明非真实", "add sample rows, marked as such"))
	flags.BoolVar(&f.clear, "clear-sample", false, a.say("清除示例记录", "take the sample rows out again"))
	flags.BoolVar(&f.yes, "yes", false, a.say("不提问，没有给的用默认值", "ask nothing, take the defaults"))
	flags.StringVar(&f.id, "id", "", a.say("网站的永久`编号`，如单位的域名（默认自动编一个）", "the site's `ID` for ever, such as the office's domain (made up by default)"))
	flags.StringVar(&f.date, "date", "", a.say("今天的`日期`，台账从这个月开始（默认今天）", "the `DATE` of today, with whose month the ledgers begin (default today)"))
	a.askFlag(cmd)
}

// begun is what “init” has written.
type begun struct {
	Folder string   `json:"folder"`
	ID     string   `json:"id,omitempty"`
	Files  []string `json:"files"`
	Kept   string   `json:"kept,omitempty"`
}

// siteNames are what a site has in its folder; any of them there means that there is a site.
var siteNames = []string{"site.toml", "data", "content", "themes", "public", folder.KeptPath}

func (a *app) runInit(cmd *cobra.Command, dir string, f initFlags) error {
	if err := a.vacant(dir); err != nil {
		return err
	}
	if err := a.strangers(dir); err != nil {
		return err
	}
	answers, err := a.answers(cmd, f)
	if err != nil {
		return err
	}
	changes, err := starter.Files(answers)
	if err != nil {
		return err
	}
	result, problems := build.Build(folder.With(os.DirFS(dir), changes), site.Options{})
	if len(problems) > 0 {
		a.report(problems)
		return errors.New(a.say("照这些回答做不出没有毛病的网站，什么也没有写入", "these answers make no clean site; nothing was written"))
	}
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return err
	}
	saved, err := folder.Save(dir, changes, a.stamp())
	if err != nil {
		return err
	}
	made := begun{Folder: dir, ID: result.Plan.Site.Config.ID, Files: saved.Paths}
	a.tell(made, func(out io.Writer) { a.begun(out, dir, answers, len(saved.Paths)) })
	return nil
}

// begun says what to do next.
func (a *app) begun(out io.Writer, dir string, answers starter.Answers, files int) {
	fmt.Fprintf(out, a.say("建好了：%s，%d 个文件。接下来：\n", "%s is ready, %d files. Next:\n"), filepath.Join(dir, "site.toml"), files)
	rows := [][]string{
		{a.say("lanewall 录入", "lanewall new"), a.say("录入第一条记录，一问一答", "enter the first row, question by question")},
		{a.say("lanewall 预览", "lanewall serve"), a.say("在浏览器里看，改了就更新", "look at it in the browser; it follows every change")},
		{a.say("lanewall 生成", "lanewall build"), a.say("生成网站，整个 public 文件夹拷走就能发布", "build the site; the folder public is what to publish")},
	}
	if filepath.Clean(dir) != "." {
		if strings.Contains(dir, " ") {
			dir = `"` + dir + `"`
		}
		fmt.Fprintf(out, a.say("  （先进这个文件夹：cd %s）\n", "  (in the folder: cd %s)\n"), dir)
	}
	printTable(out, "  ", rows)
	if answers.Sample {
		fmt.Fprintln(out, a.say("里面有几条示例记录，每一页都注明了。录入真的之前先清除：lanewall 新建站点 --clear-sample", "It has sample rows, and every page says so. Before you enter real ones: lanewall init --clear-sample"))
	} else {
		fmt.Fprintln(out, a.say("想先看看有内容的样子，另建一个：lanewall 新建站点 试用 --yes --sample", "To see one with something in it, make another: lanewall init trial --yes --sample"))
	}
}

// vacant tells that there is no site in a folder, nor anything that a site would write over.
func (a *app) vacant(dir string) error {
	info, err := os.Stat(dir)
	if err == nil && !info.IsDir() {
		return fmt.Errorf(a.say("%s 是一个文件，不是文件夹", "%s is a file, not a folder"), dir)
	}
	for _, name := range siteNames {
		if _, err := os.Lstat(filepath.Join(dir, name)); err == nil {
			return fmt.Errorf(a.say("%s里已经有%s，没有动它；换一个空文件夹，如：lanewall 新建站点 公开栏", "%s already has %s and is left alone; take an empty folder, as: lanewall init board"), a.folderWords(dir), a.siteWords(name))
		}
	}
	return nil
}

// folderWords is a folder in a sentence.
func (a *app) folderWords(dir string) string {
	if filepath.Clean(dir) == "." {
		return a.say("这个文件夹", "this folder")
	}
	return a.say("“"+dir+"”", dir)
}

// siteWords is what of a site is there, in a sentence.
func (a *app) siteWords(name string) string {
	if name == "site.toml" {
		return a.say("网站了", "a site")
	}
	return a.say("一个 "+name+" 文件夹", "a folder "+name)
}

// strangers asks before a site is made among somebody's other files.
func (a *app) strangers(dir string) error {
	if !a.terminal {
		return nil
	}
	entries, _ := os.ReadDir(dir) // it may not be there yet
	var names []string
	for _, e := range entries {
		if name := e.Name(); !strings.HasPrefix(name, ".") && !strings.HasPrefix(name, "lanewall") && !slices.Contains([]string{"desktop.ini", "Thumbs.db", "LICENSE", "LICENSE.txt"}, name) {
			names = append(names, name)
		}
	}
	if len(names) == 0 {
		return nil
	}
	fmt.Fprintf(a.err, a.say("%s里已经有别的文件：%s\n", "%s has other files: %s\n"), a.folderWords(dir), shortList(names, a.say("、", ", ")))
	yes, err := a.agreed(a.say("网站就建在这里吗？", "Make the site here?"), false)
	if err == nil && !yes {
		err = errors.New(a.say("没有建；另起一个文件夹：lanewall 新建站点 公开栏", "nothing was made; name another folder: lanewall init board"))
	}
	return err
}

// clearSample takes the sample rows out, if the site stays without new errors.
func (a *app) clearSample(dir string) error {
	if _, err := os.Stat(filepath.Join(dir, "site.toml")); err != nil {
		return fmt.Errorf(a.say("%s 里没有 site.toml；进网站文件夹再运行，或写明：lanewall 新建站点 文件夹 --clear-sample", "there is no site.toml in %s; run in the site's folder, or name it: lanewall init FOLDER --clear-sample"), dir)
	}
	var saved folder.Saved
	err := a.locked(dir, func() error {
		files := os.DirFS(dir)
		changes, err := starter.Clear(files)
		if err == nil {
			saved, err = a.save(dir, files, changes)
		}
		return err
	})
	if err != nil {
		return err
	}
	a.tell(begun{Folder: dir, Files: saved.Paths, Kept: saved.Kept}, func(out io.Writer) {
		if len(saved.Paths) == 0 {
			fmt.Fprintln(out, a.say("没有示例记录。", "There are no sample rows."))
			return
		}
		fmt.Fprintf(out, a.say("清除了示例记录，改了 %d 个文件；原来的留在 %s。\n", "The sample rows are out, %d files changed; the earlier ones stay in %s.\n"), len(saved.Paths), filepath.Join(dir, filepath.FromSlash(saved.Kept)))
	})
	return nil
}
