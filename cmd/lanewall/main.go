// Command lanewall builds bulletin-board sites from the ledgers of neighbourhood offices.
package main

import (
	"os"

	"github.com/lanewall/lanewall/internal/cli"
)

func main() { os.Exit(cli.Main(os.Args[1:], os.Stdout, os.Stderr, os.LookupEnv)) }
