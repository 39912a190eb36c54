package main

import (
	"github.com/lanewall/lanewall/examples/synth/dayao"
	"github.com/lanewall/lanewall/examples/synth/jiangan"
	"github.com/lanewall/lanewall/examples/synth/kit"
	"github.com/lanewall/lanewall/examples/synth/tieshan"
	"github.com/lanewall/lanewall/examples/synth/xingang"
	"github.com/lanewall/lanewall/examples/synth/yejin"
)

// A site is an example site: its name, its folder seen from the root of the repository, and what makes its files.
type site struct {
	name, dir string
	make      func(kit.Options) []kit.File
	sized     bool // whether it takes -cases
}

// sites are all there are.
var sites = []site{
	{name: "yejin", dir: ".", make: yejin.Files},
	{name: "jiangan", dir: "examples/jiangan", make: jiangan.Files, sized: true},
	{name: "dayao", dir: "examples/dayao", make: dayao.Files},
	{name: "xingang", dir: "examples/xingang", make: xingang.Files},
	{name: "tieshan", dir: "examples/tieshan", make: tieshan.Files},
}
