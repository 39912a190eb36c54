package cli

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/lanewall/lanewall/internal/diag"
	"github.com/lanewall/lanewall/internal/ledger"
)

// kindListed is a kind in the list; kindText is one printed.
type kindListed struct {
	Name    string `json:"name"`
	Title   string `json:"title"`
	Counter string `json:"counter"`
}

type kindText struct {
	Name string `json:"name"`
	TOML string `json:"toml"`
}

func (a *app) kinds() *cobra.Command {
	return &cobra.Command{
		Use:     a.say("kinds [类别]", "kinds [KIND]"),
		Aliases: []string{"台账"},
		Short:   a.say("列出内置的台账类别，或印出其中一个", "list the built-in kinds of ledgers, or print one"),
		Long: a.say("列出内置的台账类别。写了类别，印出它的 TOML，可以照抄、删改成自己的（放到 data/kinds/ 下）。\n类别写名称或中文名都行（case、事项）。\n\n--json 的结果：不写类别是一列 name、title、counter，写了是 name、toml。\n\n退出状态：0 成功，2 没有这个类别。",
			"Lists the built-in kinds of ledgers. With one it prints its TOML, to be copied and changed (under data/kinds/). A kind goes by its name or its title (case, Cases).\n\nResult with --json: without a kind a list of name, title, counter; with one name, toml.\n\nExit status: 0 well, 2 no such kind."),
		Example: a.say("  lanewall 台账\n  lanewall 台账 事项", "  lanewall kinds\n  lanewall kinds case"),
		Args:    cobra.MaximumNArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			if len(args) == 1 {
				return a.printKind(args[0])
			}
			return a.listKinds()
		},
	}
}

func (a *app) printKind(name string) error {
	kind := kindMeant(name)
	if kind == nil {
		return fmt.Errorf(a.say("没有叫 %q 的台账类别；%s", "no kind %q; %s"), name, a.nearKind(name))
	}
	text, _ := ledger.BuiltinText(kind.Name)
	a.tell(kindText{kind.Name, string(text)}, func(out io.Writer) { out.Write(text) })
	return nil
}

// nearKind is the built-in kind that a word is near to, or the list of all as the user may call them.
func (a *app) nearKind(word string) string {
	kinds, _ := ledger.Builtin()
	names := ledger.BuiltinNames(kinds)
	var titles, listed []string
	for _, name := range names {
		title := kinds[name].Title.In(a.tag())
		titles = append(titles, title)
		listed = append(listed, a.say(title+"（"+name+"）", name))
	}
	if callable := append(names, titles...); diag.Near(word, callable) != "" {
		return diag.Choice{Given: word, Names: callable}.In(a.lang)
	}
	return a.say("可用：", "one of: ") + strings.Join(listed, a.say("、", ", "))
}

func (a *app) listKinds() error {
	kinds, _ := ledger.Builtin()
	var list []kindListed
	var rows [][]string
	for _, name := range slices.Sorted(slices.Values(ledger.BuiltinNames(kinds))) {
		k := kindListed{name, kinds[name].Title.In(a.tag()), kinds[name].Counter.In(a.tag())}
		list = append(list, k)
		rows = append(rows, []string{k.Name, k.Title, k.Counter})
	}
	a.tell(list, func(out io.Writer) { printTable(out, "", rows) })
	return nil
}
