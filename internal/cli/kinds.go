package cli

import (
	"fmt"
	"io"
	"slices"

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
		Use:     "kinds [NAME]",
		Aliases: []string{"台账"},
		Short:   a.say("列出内置的台账类别，或印出其中一个", "list the built-in kinds of ledgers, or print one"),
		Long: a.say("不带名称，列出内置的台账类别；带名称，印出这个类别的 TOML，可以照抄、删改成自己的（放到 data/kinds/ 下）。\n\n--json 的结果：不带名称是一列 name、title、counter，带名称是 name、toml。\n\n退出状态：0 成功，2 没有这个类别。",
			"Without a name it lists the built-in kinds; with one it prints the kind's TOML, to be copied and changed (under data/kinds/).\n\nResult with --json: without a name a list of name, title, counter; with one name, toml.\n\nExit status: 0 well, 2 no such kind."),
		Example: "  lanewall kinds\n  lanewall kinds case",
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
	text, ok := ledger.BuiltinText(name)
	if !ok {
		kinds, _ := ledger.Builtin()
		hint := diag.Choice{Given: name, Names: ledger.BuiltinNames(kinds)}.In(a.lang)
		return fmt.Errorf(a.say("没有叫 %q 的台账类别；%s", "no kind %q; %s"), name, hint)
	}
	a.tell(kindText{name, string(text)}, func(out io.Writer) { out.Write(text) })
	return nil
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
