package cli

import (
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/lanewall/lanewall/internal/diag"
	"github.com/lanewall/lanewall/internal/ledger"
)

// script is a completion script, with --json.
type script struct {
	Shell string `json:"shell"`
	Text  string `json:"script"`
}

func shells() []string { return []string{"bash", "zsh", "fish", "powershell"} }

func (a *app) completion() *cobra.Command {
	return &cobra.Command{
		Use:     a.say("completion 外壳", "completion SHELL"),
		Aliases: []string{"补全"},
		Short:   a.say("按 Tab 键补全命令：bash、zsh、fish、powershell", "complete commands with the Tab key: bash, zsh, fish, powershell"),
		Long: a.say(`印出命令行外壳的补全脚本。装好以后，打几个字母按 Tab，命令、选项、台账名称自动补全。
外壳是 bash、zsh、fish、powershell 之一，Windows 上是 powershell。

装一次，重新打开终端生效：
  Windows PowerShell   lanewall completion powershell >> $PROFILE
                       （提示没有这个文件夹的，先运行 New-Item -Force $PROFILE）
  Linux bash           lanewall completion bash > ~/.local/share/bash-completion/completions/lanewall
                       （要装有 bash-completion 软件包；没有文件夹的先用 mkdir -p 建）
  macOS、Linux zsh     lanewall completion zsh > ~/.zsh/completions/_lanewall
                       （~/.zshrc 里要有：fpath=(~/.zsh/completions $fpath); autoload -U compinit; compinit）
  fish                 lanewall completion fish > ~/.config/fish/completions/lanewall.fish

--json 的结果：shell、script。

退出状态：0 成功，2 没有这种外壳的脚本。`,
			`Prints the completion script of a shell. Once it is installed, Tab completes commands, flags and the names of ledgers. SHELL is bash, zsh, fish or powershell.

Installed once, it works in every new terminal:
  Windows PowerShell   lanewall completion powershell >> $PROFILE
                       (New-Item -Force $PROFILE makes the file if there is none)
  Linux bash           lanewall completion bash > ~/.local/share/bash-completion/completions/lanewall
                       (needs the package bash-completion; mkdir -p makes the folder)
  macOS, Linux zsh     lanewall completion zsh > ~/.zsh/completions/_lanewall
                       (with this in ~/.zshrc: fpath=(~/.zsh/completions $fpath); autoload -U compinit; compinit)
  fish                 lanewall completion fish > ~/.config/fish/completions/lanewall.fish

Result with --json: shell, script.

Exit status: 0 well, 2 no script for such a shell.`),
		Example: a.say("  lanewall 补全 powershell\n  lanewall 补全 bash", "  lanewall completion bash\n  lanewall completion powershell"),
		Args:    cobra.ExactArgs(1),
		ValidArgsFunction: func(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
			return firstOf(args, shells())
		},
		RunE: func(cmd *cobra.Command, args []string) error { return a.printScript(cmd.Root(), args[0]) },
	}
}

func (a *app) printScript(root *cobra.Command, shell string) error {
	var text bytes.Buffer
	var err error
	switch shell {
	case "bash":
		err = root.GenBashCompletionV2(&text, true)
	case "zsh":
		err = root.GenZshCompletion(&text)
	case "fish":
		err = root.GenFishCompletion(&text, true)
	case "powershell":
		err = root.GenPowerShellCompletionWithDesc(&text)
	default:
		hint := diag.Choice{Given: shell, Names: shells()}.In(a.lang)
		return fmt.Errorf(a.say("没有 %q 的补全脚本；%s", "no completion script for %q; %s"), shell, hint)
	}
	if err == nil {
		a.tell(script{shell, text.String()}, func(out io.Writer) { _, err = text.WriteTo(out) })
	}
	return err
}

// firstOf completes the first argument.
func firstOf(args, names []string) ([]string, cobra.ShellCompDirective) {
	if len(args) > 0 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	return names, cobra.ShellCompDirectiveNoFileComp
}

// completeFlags completes values that can be known without reading rows: of flags by their names, and of the arguments
// of commands that say nothing of their own.
func (a *app) completeFlags(cmd *cobra.Command) {
	values := map[string]func() []string{
		"ledger": a.ledgerFolders, "period": a.months, "kind": kindNames,
		"lang": func() []string { return []string{"zh", "en"} },
		"by":   func() []string { return strings.Fields(a.say("承办单位 责任人 辖区", "body person unit")) },
	}
	add := func(f *pflag.Flag) {
		switch list, ok := values[f.Name]; {
		case ok:
			// The error is that a command has seen to it itself.
			_ = cmd.RegisterFlagCompletionFunc(f.Name, func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
				return list(), cobra.ShellCompDirectiveNoFileComp
			})
		case f.Name == "source" || f.Name == "output" && cmd.Name() == "build":
			_ = cmd.MarkFlagDirname(f.Name)
		}
	}
	cmd.PersistentFlags().VisitAll(add)
	cmd.LocalNonPersistentFlags().VisitAll(add)
	if list := (map[string]func() []string{"kinds": kindNames, "template": a.ledgerFolders, "export": a.ledgerFolders})[cmd.Name()]; list != nil && cmd.ValidArgsFunction == nil {
		cmd.ValidArgsFunction = func(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
			return firstOf(args, list())
		}
	}
	for _, sub := range cmd.Commands() {
		a.completeFlags(sub)
	}
}

// ledgerFolders lists the ledgers of the site by their folders.
func (a *app) ledgerFolders() []string {
	files, _ := fs.Glob(os.DirFS(a.source), "data/*/ledger.toml")
	var names []string
	for _, file := range files {
		names = append(names, path.Base(path.Dir(file)))
	}
	return names
}

// months lists the months that ledgers have files for, the latest first.
func (a *app) months() []string {
	files, _ := fs.Glob(os.DirFS(a.source), "data/*/[0-9][0-9][0-9][0-9]-[0-9][0-9].toml")
	var names []string
	for _, file := range files {
		names = append(names, strings.TrimSuffix(path.Base(file), ".toml"))
	}
	slices.Sort(names)
	names = slices.Compact(names)
	slices.Reverse(names)
	return names
}

func kindNames() []string {
	kinds, _ := ledger.Builtin()
	return ledger.BuiltinNames(kinds)
}
