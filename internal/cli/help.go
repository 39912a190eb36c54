package cli

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// manual is the help of a command: with --json as it is, else in words.
type manual struct {
	Command  string       `json:"command"` // lanewall build
	Usage    string       `json:"usage"`
	Aliases  []string     `json:"aliases,omitempty"`
	Short    string       `json:"short"`
	Long     string       `json:"long"`
	Example  string       `json:"example"`
	Groups   []group      `json:"groups,omitempty"` // of the commands below it
	Flags    []flagManual `json:"flags,omitempty"`
	Anywhere []flagManual `json:"global_flags,omitempty"` // those that every command takes
}

// group is commands that are used on one occasion.
type group struct {
	Title    string   `json:"title"`
	Commands []manual `json:"commands"`
}

// flagManual is a flag as it is shown.
type flagManual struct {
	Name    string `json:"name"`            // --output
	Short   string `json:"short,omitempty"` // -o
	Value   string `json:"value,omitempty"` // what the value is called; "" of a switch
	Default string `json:"default,omitempty"`
	Usage   string `json:"usage"`
}

// grouping is the commands under a title, in the order in which they are met.
type grouping struct {
	id, title string
	commands  []*cobra.Command
}

// arrange puts the groups of commands under the root.
func arrange(root *cobra.Command, groups []grouping) {
	for _, g := range groups {
		root.AddGroup(&cobra.Group{ID: g.id, Title: g.title})
		for _, cmd := range g.commands {
			cmd.GroupID = g.id
			root.AddCommand(cmd)
		}
	}
}

// showHelp is the help of a command.
func (a *app) showHelp(cmd *cobra.Command) {
	m := a.manual(cmd)
	for _, g := range cmd.Groups() {
		listed := group{Title: g.Title}
		for _, sub := range cmd.Commands() {
			if sub.GroupID == g.ID && !sub.Hidden {
				listed.Commands = append(listed.Commands, a.manual(sub))
			}
		}
		m.Groups = append(m.Groups, listed)
	}
	a.tell(m, func(out io.Writer) { a.printManual(out, m) })
}

func (a *app) manual(cmd *cobra.Command) manual {
	return manual{
		Command: cmd.CommandPath(), Usage: a.usageLine(cmd), Aliases: cmd.Aliases,
		Short: cmd.Short, Long: cmd.Long, Example: strings.Trim(cmd.Example, "\n"),
		Flags: a.flagManuals(cmd.NonInheritedFlags()), Anywhere: a.flagManuals(cmd.InheritedFlags()),
	}
}

// usageLine is how a command is typed.
func (a *app) usageLine(cmd *cobra.Command) string {
	line := cmd.CommandPath()
	if cmd.HasSubCommands() {
		line += a.say(" 命令", " COMMAND")
	}
	if _, arguments, ok := strings.Cut(cmd.Use, " "); ok {
		line += " " + arguments
	}
	return line + a.say(" [选项]", " [flags]")
}

func (a *app) flagManuals(flags *pflag.FlagSet) []flagManual {
	var list []flagManual
	flags.VisitAll(func(f *pflag.Flag) {
		if f.Hidden {
			return
		}
		value, usage := pflag.UnquoteUsage(f)
		m := flagManual{Name: "--" + f.Name, Value: a.valueWord(f, value), Usage: usage}
		if f.Shorthand != "" {
			m.Short = "-" + f.Shorthand
		}
		if !slices.Contains([]string{"", "false", "0", "[]", "0s"}, f.DefValue) {
			m.Default = f.DefValue
		}
		list = append(list, m)
	})
	return list
}

// valueWords is what the values of flags are called that mean the same in every command.
var valueWords = map[string][2]string{
	"as-of": {"日期", "DAY"}, "on": {"日期", "DAY"}, "date": {"日期", "DAY"}, "id": {"编号", "ID"}, "title": {"标题", "TITLE"}, "text": {"正文", "TEXT"},
	"unit": {"辖区", "UNIT"}, "body": {"单位", "BODY"}, "ledger": {"台账", "LEDGER"}, "output": {"文件", "FILE"}, "phone": {"电话", "PHONE"},
	"name": {"名称", "NAME"}, "levels": {"名称", "NAMES"}, "units": {"名称", "NAMES"}, "ledgers": {"名称", "NAMES"},
}

// valueWord is what the value of a flag is called: the word in back quotes in its usage, else what its flag or type says.
func (a *app) valueWord(f *pflag.Flag, word string) string {
	if word != f.Value.Type() && word != "strings" && word != "ints" {
		return word
	}
	switch f.Value.Type() {
	case "bool":
		return ""
	case "int", "int64", "uint":
		return a.say("数", "N")
	}
	if words, ok := valueWords[f.Name]; ok {
		return a.say(words[0], words[1])
	}
	return a.say("值", "VALUE")
}

func (a *app) printManual(out io.Writer, m manual) {
	title := func(zh, en string) { fmt.Fprintf(out, "\n%s\n", a.say(zh, en)) }
	if m.Long == "" {
		m.Long = m.Short
	}
	what, results := a.results(m.Long)
	fmt.Fprintln(out, what)
	title("写法：", "Usage:")
	fmt.Fprintf(out, "  %s\n", m.Usage)
	if len(m.Aliases) > 0 {
		title("也可写作：", "Also called:")
		fmt.Fprintf(out, "  %s\n", strings.Join(m.Aliases, ", "))
	}
	if m.Example != "" {
		title("例：", "Examples:")
		fmt.Fprintln(out, m.Example)
	}
	for _, g := range m.Groups {
		fmt.Fprintf(out, "\n%s\n", g.Title)
		var rows [][]string
		for _, c := range g.Commands {
			rows = append(rows, []string{c.Command[strings.LastIndexByte(c.Command, ' ')+1:], strings.Join(c.Aliases, " "), c.Short})
		}
		printTable(out, "  ", rows)
	}
	a.printFlags(out, a.say("选项：", "Flags:"), m.Flags)
	a.printFlags(out, a.say("所有命令都有的选项：", "Flags of every command:"), m.Anywhere)
	if results != "" {
		fmt.Fprintf(out, "\n%s\n", results)
	}
	if len(m.Groups) > 0 {
		fmt.Fprintf(out, a.say("\n每条命令的写法、例子和退出状态：%s 命令 --help\n", "\nHow to type a command, examples and exit status: %s COMMAND --help\n"), m.Command)
	}
}

// results parts what a command does from what programs want to know of it, --json and the exit status, which comes last.
func (a *app) results(long string) (what, results string) {
	var before, after []string
	for _, paragraph := range strings.Split(strings.TrimSpace(long), "\n\n") {
		if strings.HasPrefix(paragraph, a.say("--json", "Result with --json")) || strings.HasPrefix(paragraph, "With --json") || strings.HasPrefix(paragraph, a.say("退出状态", "Exit status")) {
			after = append(after, paragraph)
		} else {
			before = append(before, paragraph)
		}
	}
	return strings.Join(before, "\n\n"), strings.Join(after, "\n\n")
}

func (a *app) printFlags(out io.Writer, title string, flags []flagManual) {
	if len(flags) == 0 {
		return
	}
	fmt.Fprintf(out, "\n%s\n", title)
	var rows [][]string
	for _, f := range flags {
		name := "      " + f.Name
		if f.Short != "" {
			name = "  " + f.Short + ", " + f.Name
		}
		if f.Value != "" {
			name += " " + f.Value
		}
		usage := f.Usage
		if f.Default != "" {
			usage += fmt.Sprintf(a.say("（默认 %s）", " (default %s)"), f.Default)
		}
		rows = append(rows, []string{name, usage})
	}
	printTable(out, "", rows)
}

// help is the command, beside the flag that every command has.
func (a *app) help() *cobra.Command {
	return &cobra.Command{
		Use:     a.say("help [命令]", "help [COMMAND]"),
		Aliases: []string{"帮助"},
		Short:   a.say("一条命令的写法、例子和退出状态", "how to type a command, examples, exit status"),
		Long: a.say("不带命令，列出所有命令；带命令，讲这一条，与“命令 --help”相同。\n\n--json 的结果：command、usage、aliases、short、long、example、groups、flags、global_flags。\n\n退出状态：0 成功，2 没有这条命令。",
			"Without a command it lists all of them; with one it explains that one, as COMMAND --help does.\n\nResult with --json: command, usage, aliases, short, long, example, groups, flags, global_flags.\n\nExit status: 0 well, 2 no such command."),
		Example: a.say("  lanewall 帮助\n  lanewall 帮助 录入", "  lanewall help\n  lanewall help new"),
		Args:    cobra.MaximumNArgs(1),
		ValidArgsFunction: func(cmd *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
			if len(args) > 0 {
				return nil, cobra.ShellCompDirectiveNoFileComp
			}
			var names []string
			for _, sub := range cmd.Root().Commands() {
				names = append(names, cobra.CompletionWithDesc(sub.Name(), sub.Short))
			}
			return names, cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			about := cmd.Root()
			for _, word := range args {
				i := slices.IndexFunc(about.Commands(), func(c *cobra.Command) bool { return c.Name() == word || c.HasAlias(word) })
				if i < 0 {
					return a.unknownCommand(cmd.Root(), word)
				}
				about = about.Commands()[i]
			}
			a.showHelp(about)
			return nil
		},
	}
}
