package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"syscall"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/lanewall/lanewall/internal/diag"
)

// What is said of a command line that cannot be understood, in the user's language and with the near name if there is
// one. The libraries below have words of their own, all English; nothing here reads them.

// unknownCommand names the near command, by its English or Chinese name.
func (a *app) unknownCommand(root *cobra.Command, word string) error {
	var names []string
	for _, cmd := range root.Commands() {
		if !cmd.Hidden {
			names = append(append(names, cmd.Name()), cmd.Aliases...)
		}
	}
	hint := a.say("lanewall --help 列出所有命令", "lanewall --help lists all of them")
	if diag.Near(word, names) != "" {
		hint = diag.Choice{Given: word, Names: names}.In(a.lang)
	}
	return fmt.Errorf(a.say("没有叫 %q 的命令；%s", "unknown command %q; %s"), word, hint)
}

// flagError says what is wrong with a flag.
func (a *app) flagError(cmd *cobra.Command, err error) error {
	if word := a.firstWord(cmd); cmd == cmd.Root() && word != "" { // its flags are unknown because it is
		return a.unknownCommand(cmd, word)
	}
	var unknown *pflag.NotExistError
	var bare *pflag.ValueRequiredError
	var invalid *pflag.InvalidValueError
	var syntax *pflag.InvalidSyntaxError
	switch {
	case errors.As(err, &unknown):
		return a.unknownFlag(cmd, unknown)
	case errors.As(err, &bare):
		value, _ := pflag.UnquoteUsage(bare.GetFlag())
		return fmt.Errorf(a.say("--%s 后面还要写上%s", "flag needs a value: --%s %s"), bare.GetFlag().Name, a.valueWord(bare.GetFlag(), value))
	case errors.As(err, &invalid):
		return fmt.Errorf(a.say("--%s 要写%s，写的是 %q", "--%s wants %s, not %q"), invalid.GetFlag().Name, a.wanted(invalid.GetFlag()), invalid.GetValue())
	case errors.As(err, &syntax):
		return fmt.Errorf(a.say("看不懂 %s；选项写成 --名称=值", "%s is no flag; write --name=value"), syntax.GetSpecifiedFlag())
	}
	return err
}

func (a *app) unknownFlag(cmd *cobra.Command, err *pflag.NotExistError) error {
	given := "--" + err.GetSpecifiedName()
	if err.GetSpecifiedShortnames() != "" {
		given = "-" + err.GetSpecifiedName()
	}
	var names []string
	cmd.Flags().VisitAll(func(f *pflag.Flag) {
		if !f.Hidden {
			names = append(names, "--"+f.Name)
		}
	})
	hint := fmt.Sprintf(a.say("%s --help 列出可用的选项", "%s --help lists those it has"), cmd.CommandPath())
	if near := diag.Near(given, names); near != "" && strings.HasPrefix(given, "--") {
		hint = diag.Choice{Given: given, Names: names}.In(a.lang)
	}
	return fmt.Errorf(a.say("没有 %s 这个选项；%s", "unknown flag: %s; %s"), given, hint)
}

// wanted is what the value of a flag has to be.
func (a *app) wanted(f *pflag.Flag) string {
	switch f.Value.Type() {
	case "bool":
		return a.say(" true 或 false", "true or false")
	case "int", "int64", "uint", "int32", "uint16":
		return a.say("整数", "a whole number")
	case "float64":
		return a.say("数", "a number")
	case "duration":
		return a.say("时长（如 30s、5m）", "a time span, as 30s or 5m")
	}
	return a.say("别的值", "another value")
}

// firstWord is the first word of the command line that is neither a flag nor the value of one.
func (a *app) firstWord(root *cobra.Command) string {
	for i := 0; i < len(a.args); i++ {
		name, isFlag := strings.CutPrefix(a.args[i], "--")
		if !strings.HasPrefix(a.args[i], "-") {
			return a.args[i]
		}
		if f := root.PersistentFlags().Lookup(name); isFlag && f != nil && f.NoOptDefVal == "" {
			i++
		}
	}
	return ""
}

// guard makes a command speak of its arguments in the user's language: of how many it takes, of flags that it needs, and
// of flags that exclude each other. What Args of a command says itself is not shown.
func (a *app) guard(cmd *cobra.Command) {
	accepts := cmd.Args
	cmd.Args = func(cmd *cobra.Command, args []string) error {
		if accepts != nil && accepts(cmd, args) != nil {
			return fmt.Errorf(a.say("写法是：%s（写了 %d 个参数）", "type %s (there were %d arguments)"), a.usageLine(cmd), len(args))
		}
		return a.flagsTogether(cmd)
	}
	for _, sub := range cmd.Commands() {
		a.guard(sub)
	}
}

// excluding is the annotation by which the library knows flags that exclude each other.
const excluding = "cobra_annotation_mutually_exclusive"

func (a *app) flagsTogether(cmd *cobra.Command) error {
	var missing, clash []string
	cmd.Flags().VisitAll(func(f *pflag.Flag) {
		if slices.Equal(f.Annotations[cobra.BashCompOneRequiredFlag], []string{"true"}) && !f.Changed {
			missing = append(missing, "--"+f.Name)
		}
		for _, names := range f.Annotations[excluding] {
			if f.Changed && cmd.ValidateFlagGroups() != nil {
				clash = strings.Fields(names)
			}
		}
	})
	switch {
	case len(missing) > 0:
		return fmt.Errorf(a.say("还要写上 %s；例：\n%s", "%s is needed, as in:\n%s"), strings.Join(missing, a.say("、", ", ")), cmd.Example)
	case clash != nil:
		return fmt.Errorf(a.say("--%s 只能写一个", "only one of --%s can be given"), strings.Join(clash, a.say("、--", ", --")))
	}
	return nil
}

// machine puts what a machine says of a file into the user's words.
func (a *app) machine(err error) string {
	var at *fs.PathError
	var moved *os.LinkError
	if errors.As(err, &moved) && err.Error() == moved.Error() {
		err = &fs.PathError{Op: moved.Op, Path: moved.New, Err: moved.Err}
	}
	if !errors.As(err, &at) || err.Error() != at.Error() {
		return err.Error()
	}
	what := ""
	switch {
	case isErrno(err, 32, 33): // sharing and lock violation
		what = a.say("正被别的程序打开；关掉它再试", "another program has it open: close it and try again")
	case isErrno(err, 112, 39) || errors.Is(err, syscall.ENOSPC):
		what = a.say("磁盘满了；腾出地方再试", "the disk is full: make room and try again")
	case errors.Is(err, fs.ErrPermission):
		what = a.say("没有读写的权限；换一个文件夹，或请管电脑的人开通", "no permission: take another folder, or ask whoever looks after the computer")
	case errors.Is(err, fs.ErrNotExist) && a.noFolder(at.Path) != "":
		what = fmt.Sprintf(a.say("没有 %s 这个文件夹；先建好，或换个地方", "there is no folder %s: make it first, or take another"), a.noFolder(at.Path))
	case errors.Is(err, fs.ErrNotExist):
		what = a.say("没有这个文件或文件夹；看看名称和位置", "no such file or folder: look at its name and place")
	case errors.Is(err, fs.ErrExist):
		what = a.say("已经有了；换一个名称", "it is there already: take another name")
	default:
		return err.Error()
	}
	return besides.ReplaceAllString(at.Path, "") + a.say("：", ": ") + what
}

// besides is what is added to the name of a file of a site while it waits to take its place.
var besides = regexp.MustCompile(`(\.[A-Z2-7]{8})?\.lanewall-new$`)

// noFolder is the folder that a file was to lie in, if that is not there.
func (a *app) noFolder(name string) string {
	folder := filepath.Dir(name)
	if _, err := os.Stat(folder); errors.Is(err, fs.ErrNotExist) {
		return folder
	}
	return ""
}

// isErrno tells whether Windows gave one of some numbers; elsewhere they mean other things.
func isErrno(err error, numbers ...syscall.Errno) bool {
	var number syscall.Errno
	return runtime.GOOS == "windows" && errors.As(err, &number) && slices.Contains(numbers, number)
}
