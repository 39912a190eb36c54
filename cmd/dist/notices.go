package main

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// module is one whose code is in the program.
type module struct{ path, version, dir string }

// licenceName is what files with terms are called.
var licenceName = regexp.MustCompile(`(?i)^(licen[cs]e|copying|notice|patents|authors)([.-].*)?$`)

// notices is the terms of everything that is in the program for some targets: of Go itself and of each module. A module
// without terms is an error: it may not be handed on.
func notices(repository string, targets []target) (string, error) {
	modules, err := linked(repository, targets)
	if err != nil {
		return "", err
	}
	var b strings.Builder
	fmt.Fprintf(&b, "lanewall 程序里用到的其他软件及其许可\nThird-party software in lanewall, and its licences\n")
	for _, m := range modules {
		terms, err := termsOf(m)
		if err != nil {
			return "", err
		}
		fmt.Fprintf(&b, "\n%s\n%s %s\n\n%s", strings.Repeat("=", 100), m.path, m.version, terms)
	}
	return b.String(), nil
}

// linked is the modules in the program for any of the targets, Go itself first.
func linked(repository string, targets []target) ([]module, error) {
	root, err := goCommand(repository, targets[0], "env", "GOROOT")
	if err != nil {
		return nil, err
	}
	version, err := goCommand(repository, targets[0], "env", "GOVERSION")
	if err != nil {
		return nil, err
	}
	list := []module{{"Go", strings.TrimSpace(version), strings.TrimSpace(root)}}
	var others []string
	for _, t := range targets {
		text, err := goCommand(repository, t, "list", "-deps", "-f", "{{with .Module}}{{if not .Main}}{{.Path}}\t{{.Version}}\t{{.Dir}}{{end}}{{end}}", "./cmd/lanewall")
		if err != nil {
			return nil, err
		}
		others = append(others, strings.Split(text, "\n")...)
	}
	slices.Sort(others)
	for _, line := range slices.Compact(others) {
		if parts := strings.Split(line, "\t"); len(parts) == 3 {
			list = append(list, module{parts[0], parts[1], parts[2]})
		}
	}
	return list, nil
}

// termsOf is the files with terms at the top of a module.
func termsOf(m module) (string, error) {
	entries, err := os.ReadDir(m.dir)
	if err != nil {
		return "", err
	}
	var b strings.Builder
	for _, e := range entries {
		if e.IsDir() || !licenceName.MatchString(e.Name()) {
			continue
		}
		text, err := os.ReadFile(filepath.Join(m.dir, e.Name()))
		if err != nil {
			return "", err
		}
		fmt.Fprintf(&b, "%s\n\n", strings.TrimSpace(strings.ReplaceAll(string(text), "\r\n", "\n")))
	}
	if b.Len() == 0 {
		return "", fmt.Errorf("%s has no licence in %s", m.path, m.dir)
	}
	return b.String(), nil
}
