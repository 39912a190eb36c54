// Command lanewall builds bulletin-board sites from the ledgers of neighbourhood offices.
package main

import (
	"os"
	_ "time/tzdata" // Windows has no time zones of its own that Go could read

	"github.com/inconshreveable/mousetrap"
	"github.com/spf13/cobra"

	"github.com/lanewall/lanewall/internal/cli"
)

func main() {
	cobra.MousetrapHelpText = "" // the library would tell people, in English, not to double-click the program
	os.Exit(cli.Main(os.Args[1:], cli.World{
		In: os.Stdin, Out: os.Stdout, Err: os.Stderr, Env: os.LookupEnv, DoubleClicked: mousetrap.StartedByExplorer(),
	}))
}
