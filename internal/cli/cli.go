// Package cli is the command line: one file a command, each with its flags, one call, and words for people.
//
// Exit status: 0 well, 1 the site has errors, 2 misuse or the machine failed.
package cli

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"github.com/lanewall/lanewall/internal/civil"
	"github.com/lanewall/lanewall/internal/diag"
	"github.com/lanewall/lanewall/internal/site"
)

// Version is the tool's version; a release sets it when it is linked.
var Version = "dev"

// errSite says that the site has errors, all of which have been shown.
var errSite = errors.New("the site has errors")

// World is what the command line sees of the machine.
type World struct {
	In       io.Reader
	Out, Err io.Writer
	Env      func(string) (string, bool)
}

// Main runs the command line and gives the exit status.
func Main(args []string, w World) int {
	a := &app{in: bufio.NewReader(w.In), out: w.Out, err: w.Err, lang: language(args, w.Env)}
	a.terminal = isTerminal(w.In) && isTerminal(w.Err)
	root := a.root()
	root.SetArgs(args)
	root.SetOut(w.Out)
	root.SetErr(w.Err)
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
		fmt.Fprintln(w.Err, a.say("错误：", "error: ")+err.Error())
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
	in       *bufio.Reader
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

// language is what --lang asks for, else the locale's; without a locale, as on Windows, it is Chinese.
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
	if locale == "" || strings.HasPrefix(strings.ToLower(locale), "zh") {
		return diag.Chinese
	}
	return diag.English
}

func (a *app) root() *cobra.Command {
	root := &cobra.Command{
		Use:           "lanewall",
		Short:         a.say("里巷公开栏：把台账做成公开网站", "turns the ledgers of a neighbourhood office into a bulletin-board site"),
		Version:       Version,
		SilenceErrors: true,
		SilenceUsage:  true,
		Args:          cobra.NoArgs,
		RunE:          func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	root.PersistentFlags().StringVar(&a.source, "source", ".", a.say("网站文件夹", "the site's folder"))
	root.PersistentFlags().String("lang", "", a.say("提示用语：zh 或 en", "language of messages: zh or en"))
	root.PersistentFlags().BoolVar(&a.json, "json", false, a.say("结果和问题用 JSON 输出", "print results and problems as JSON"))
	root.AddCommand(a.build(), a.check(), a.kinds())
	root.CompletionOptions.HiddenDefaultCmd = true
	return root
}

// asOfFlag adds --as-of to a command.
func (a *app) asOfFlag(cmd *cobra.Command) {
	cmd.Flags().StringVar(&a.asOf, "as-of", "", a.say("数据截至哪一天，如 2024-08-31", "the day the data speak for, as 2024-08-31"))
}

// options reads the flags that change what is read.
func (a *app) options() (site.Options, error) {
	var options site.Options
	if a.asOf != "" {
		d, err := civil.ParseDate(a.asOf)
		if err != nil {
			return options, fmt.Errorf(a.say("--as-of 要写成 2024-08-31 这样的日期，写的是 %q", "--as-of wants a date such as 2024-08-31, not %q"), a.asOf)
		}
		options.AsOf = &d
	}
	return options, nil
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
