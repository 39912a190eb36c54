// Package cli is the command line: one file a command, each with its flags, one call, and words for people.
//
//  1. [Main] makes the commands and runs one. What it does not understand is told in misuse.go; help.go explains.
//  2. A command reads the site (site.go), or the folder that it is going to change (change.go), and asks for what no flag
//     says (ask.go; the rows of ledgers in entry.go).
//  3. It changes the site's files by app.save, which writes nothing that brings an error and keeps what was there
//     (change.go), and writes files that are none of the site's by writeFile (output.go).
//  4. What it has to say goes through app.tell and app.report: to people in their language, or with --json as one document
//     (json.go).
//
// Exit status: 0 well, 1 the site has errors, 2 misuse or the machine failed.
package cli

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"github.com/lanewall/lanewall/internal/diag"
)

// Version is the tool's version; a release sets it when it is linked.
var Version = "dev"

// errSite says that the site has errors, all of which have been shown.
var errSite = errors.New("the site has errors")

// World is what the command line sees of the machine.
type World struct {
	In            io.Reader
	Out, Err      io.Writer
	Env           func(string) (string, bool)
	DoubleClicked bool // the program was started from Windows Explorer, in a window of its own
}

// Main runs the command line and gives the exit status.
func Main(args []string, w World) int {
	a := &app{in: bufio.NewReader(w.In), out: w.Out, err: w.Err}
	a.terminal = isTerminal(w.In) && isTerminal(w.Err)
	a.lang = language(args, w.Env)
	if w.DoubleClicked && len(args) == 0 {
		return a.doubleClicked(".")
	}
	return a.run(args)
}

// run runs one command.
func (a *app) run(args []string) int {
	a.args, a.json = args, wantsJSON(args)
	a.problems, a.result = nil, nil
	root := a.root()
	root.SetArgs(args)
	root.SetOut(a.out)
	root.SetErr(a.err)
	err := root.Execute()
	if a.json {
		a.document(err)
	}
	switch {
	case err == nil:
		return 0
	case errors.Is(err, errSite):
		return 1
	}
	if !a.json {
		fmt.Fprintln(a.err, a.say("错误：", "error: ")+a.machine(err))
	}
	return 2
}

// isTerminal tells whether somebody may be sitting there.
func isTerminal(stream any) bool {
	file, ok := stream.(*os.File)
	return ok && term.IsTerminal(int(file.Fd()))
}

// app is what the commands share.
type app struct {
	args     []string // as they were typed
	in       *bufio.Reader
	typing   chan typed // a line that is being read already; nil if none is
	out, err io.Writer
	terminal bool // somebody can be asked, and reads along
	lang     diag.Lang
	source   string
	asOf     string

	json     bool // results and problems go out as one JSON document, in the end
	problems diag.List
	result   any
}

// say picks the words of the user's language.
func (a *app) say(chinese, english string) string {
	return [...]string{chinese, english}[a.lang]
}

// language is what --lang asks for, else the locale's; without a locale, as on Windows, it is Chinese. C and POSIX, as
// servers have them, are no language.
func language(args []string, env func(string) (string, bool)) diag.Lang {
	locale := ""
	for _, name := range []string{"LANG", "LC_MESSAGES", "LC_ALL"} {
		if v, ok := env(name); ok && v != "" {
			locale = v
		}
	}
	for i, arg := range args {
		if v, ok := strings.CutPrefix(arg, "--lang="); ok {
			locale = v
		} else if arg == "--lang" && i+1 < len(args) {
			locale = args[i+1]
		}
	}
	name, _, _ := strings.Cut(strings.ToLower(locale), ".")
	if name == "" || name == "c" || name == "posix" || strings.HasPrefix(name, "zh") {
		return diag.Chinese
	}
	return diag.English
}

// wantsJSON looks for --json before flags are read: what is wrong with a flag is told in the document, too. What a shell
// asks in order to complete a line is not a command.
func wantsJSON(args []string) bool {
	wants := false
	for i, arg := range args {
		switch {
		case i == 0 && (arg == cobra.ShellCompRequestCmd || arg == cobra.ShellCompNoDescRequestCmd), arg == "--":
			return wants
		case arg == "--json" || arg == "--json=true":
			wants = true
		case arg == "--json=false":
			wants = false
		}
	}
	return wants
}

// root is all commands, in groups by the occasion on which they are used.
func (a *app) root() *cobra.Command {
	var version bool
	root := &cobra.Command{
		Use:   "lanewall",
		Short: a.say("里巷公开栏：把台账做成公开网站", "turns the ledgers of a neighbourhood office into a bulletin-board site"),
		Long: a.say("里巷公开栏：把街道、社区的工作台账做成公开网站。\n\n第一次用：在空文件夹里运行“lanewall 新建站点”，一问一答，做出一个能看的网站；再用“lanewall 预览”边改边看。\n\n退出状态：0 成功，1 网站或要导入的文件有错误，2 用法不对或机器出错。",
			"Turns the ledgers of a neighbourhood office into a bulletin-board site.\n\nTo begin, run lanewall init in an empty folder: it asks a few questions and makes a site that can be looked at. Then lanewall serve shows it while it is changed.\n\nExit status: 0 well, 1 the site or the file being imported has errors, 2 misuse or machine failure."),
		Example: a.say("  lanewall 新建站点\n  lanewall 录入 事项\n  lanewall 预览\n  lanewall 生成 --source 我的网站",
			"  lanewall init\n  lanewall new case\n  lanewall serve\n  lanewall build --source my-site"),
		SilenceErrors: true,
		SilenceUsage:  true,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if version {
				a.tellVersion()
			} else {
				a.showHelp(cmd)
			}
			return nil
		},
	}
	root.Flags().BoolVarP(&version, "version", "v", false, a.say("版本", "the version"))
	flags := root.PersistentFlags()
	flags.SortFlags = false
	flags.StringVar(&a.source, "source", ".", a.say("网站`文件夹`", "the site's `FOLDER`"))
	flags.String("lang", "", a.say("提示的`语言`：zh 或 en；不写的，看环境变量 LANG，没有设的（如 Windows）是中文", "the `LANGUAGE` of messages: zh or en; else as LANG says, and Chinese where it is not set (as on Windows)"))
	flags.BoolVar(&a.json, "json", a.json, a.say("结果和问题用 JSON 输出", "print results and problems as JSON"))
	flags.Lookup("json").DefValue = "false"
	flags.BoolP("help", "h", false, a.say("讲这条命令的用法", "explain this command"))
	arrange(root, []grouping{
		{"start", a.say("开始：", "Start:"), []*cobra.Command{a.init(), a.kinds()}},
		{"daily", a.say("日常：", "Every day:"), []*cobra.Command{a.new(), a.set(), a.template(), a.importing(), a.export(), a.due()}},
		{"publish", a.say("查看、发布：", "Look and publish:"), []*cobra.Command{a.check(), a.serve(), a.build(), a.pack()}},
		{"program", a.say("程序：", "The program:"), []*cobra.Command{a.completion(), a.help()}},
	})
	a.own(root)
	return root
}

// own makes the library speak the user's language, and lets it add nothing of its own.
func (a *app) own(root *cobra.Command) {
	root.CompletionOptions.DisableDefaultCmd = true
	for _, cmd := range root.Commands() {
		if cmd.Name() == "help" {
			root.SetHelpCommand(cmd)
		}
	}
	root.SetHelpFunc(func(cmd *cobra.Command, _ []string) { a.showHelp(cmd) })
	root.SetFlagErrorFunc(a.flagError)
	// Without Args of its own the library would look for unknown commands itself, and speak English.
	root.Args = func(cmd *cobra.Command, args []string) error {
		if len(args) > 0 {
			return a.unknownCommand(cmd, args[0])
		}
		return nil
	}
	root.PersistentPreRunE = func(cmd *cobra.Command, _ []string) error { return a.knownLanguage(cmd) }
	for _, cmd := range root.Commands() {
		a.guard(cmd)
	}
	a.completeFlags(root)
}

// knownLanguage refuses a --lang that is none.
func (a *app) knownLanguage(cmd *cobra.Command) error {
	lang, _ := cmd.Flags().GetString("lang")
	if lower := strings.ToLower(lang); lang == "" || strings.HasPrefix(lower, "zh") || strings.HasPrefix(lower, "en") {
		return nil
	}
	return fmt.Errorf(a.say("--lang 可写 zh 或 en，写的是 %q", "--lang wants zh or en, not %q"), lang)
}

// versionInfo is what --version tells.
type versionInfo struct {
	Version string `json:"version"`
	System  string `json:"system"` // windows/amd64
	Go      string `json:"go"`
}

func (a *app) tellVersion() {
	v := versionInfo{Version, runtime.GOOS + "/" + runtime.GOARCH, runtime.Version()}
	a.tell(v, func(out io.Writer) {
		fmt.Fprintf(out, a.say("lanewall 版本 %s（%s，%s）\n", "lanewall version %s (%s, %s)\n"), v.Version, v.System, v.Go)
	})
}

// asOfFlag adds --as-of to a command.
func (a *app) asOfFlag(cmd *cobra.Command) {
	cmd.Flags().StringVar(&a.asOf, "as-of", "", a.say("数据截至哪一天，如 2024-08-31、8月31日、今天", "the day the data speak for, as 2024-08-31 or today"))
}

// folder is the site's folder, which has to be there.
func (a *app) folder() error {
	info, err := os.Stat(a.source)
	switch {
	case err != nil:
		return fmt.Errorf(a.say("找不到文件夹 %s", "no folder %s"), a.source)
	case !info.IsDir():
		return fmt.Errorf(a.say("%s 不是文件夹", "%s is not a folder"), a.source)
	}
	return nil
}

// report shows every problem, in the order of the files, and how many there are.
func (a *app) report(problems diag.List) {
	if a.json {
		a.problems.Append(problems)
		return
	}
	for _, d := range problems.Sorted() {
		fmt.Fprintln(a.err, d.Format(a.lang))
	}
	if n := len(problems); n > 0 {
		fmt.Fprintf(a.err, a.say("错误 %d 处，提醒 %d 处，提示 %d 处\n", "errors: %d, warnings: %d, notes: %d\n"),
			problems.Count(diag.Error), problems.Count(diag.Warning), problems.Count(diag.Hint))
	}
}
