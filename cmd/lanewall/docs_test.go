package main

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// repository is its root, seen from here.
const repository = "../.."

// block is a fenced block of a page.
type block struct {
	line  int
	info  string // console, or what else stands behind the fence
	lines []string
}

// blocksOf reads the fenced blocks of a page; a fence of four or more backticks may hold others.
func blocksOf(text string) []block {
	var blocks []block
	fence := ""
	for i, line := range strings.Split(text, "\n") {
		marks := line[:len(line)-len(strings.TrimLeft(line, "`"))]
		switch {
		case fence == "" && len(marks) >= 3:
			fence = marks
			blocks = append(blocks, block{line: i + 1, info: strings.TrimSpace(strings.TrimLeft(line, "`"))})
		case fence != "" && line == fence:
			fence = ""
		case fence != "":
			last := &blocks[len(blocks)-1]
			last.lines = append(last.lines, line)
		}
	}
	return blocks
}

// step is a command of a page, with what it should print; or a file that the reader is told to write.
type step struct {
	line    int
	command string
	want    string // … stands for anything; "" is not looked at
	status  int
	stopped bool   // runs until ^C
	file    string // to be written, behind >, to be added to, behind >>, or to be changed, behind ~
	text    string
}

var statusNote = regexp.MustCompile(`#.*(?:退出状态|exit status) (\d)\s*$`)

// stepsOf reads the commands of a page:
//
//	```console          lines after $ are typed (and those after > typed on), the others are what is printed;
//	                    … is anything; a last line ^C stops a command that goes on by itself; a command that ends with
//	                    another status than 0 says so behind #
//	```powershell       the lanewall commands are typed, without the prompt
//	```toml >> FILE     is added to a file; with > it becomes the file, with ~ it takes the place of the line that begins
//	                    with the same key
func stepsOf(blocks []block) []step {
	var steps []step
	for _, b := range blocks {
		kind, rest, _ := strings.Cut(b.info, " ")
		if strings.HasPrefix(rest, ">") || strings.HasPrefix(rest, "~ ") {
			steps = append(steps, step{line: b.line, file: rest, text: strings.Join(b.lines, "\n") + "\n"})
			continue
		}
		switch kind {
		case "console":
			steps = append(steps, consoleSteps(b)...)
		case "powershell":
			for i, line := range b.lines {
				if _, typed, ok := strings.Cut(line, "> "); ok && strings.HasPrefix(line, "PS ") {
					line = typed
				}
				if line = strings.TrimPrefix(line, `.\`); strings.HasPrefix(line, "lanewall ") {
					steps = append(steps, step{line: b.line + i + 1, command: line})
				}
			}
		}
	}
	return steps
}

func consoleSteps(b block) []step {
	var steps []step
	for i, line := range b.lines {
		if typed, ok := strings.CutPrefix(line, "$ "); ok {
			s := step{line: b.line + i + 1, command: typed}
			if m := statusNote.FindStringSubmatch(typed); m != nil {
				s.status, _ = strconv.Atoi(m[1])
			}
			steps = append(steps, s)
			continue
		}
		if len(steps) == 0 {
			continue
		}
		last := &steps[len(steps)-1]
		if typed, ok := strings.CutPrefix(line, "> "); ok && last.want == "" {
			last.command += "\n" + typed
		} else if line == "^C" {
			last.stopped = true
		} else {
			last.want += line + "\n"
		}
	}
	return steps
}

// script is the steps for a shell, each followed by a line with its status.
func script(steps []step) string {
	var b strings.Builder
	for _, s := range steps {
		switch {
		case s.file != "":
			b.WriteString(s.save())
		case s.stopped:
			// The file stands before the command starts: the shell opens it
			// for the command in the background, perhaps after grep has looked.
			b.WriteString(": >\"$HOME/said\"\n")
			fmt.Fprintf(&b, "{ %s\n} >\"$HOME/said\" 2>&1 & server=$!\n", "exec "+s.command)
			b.WriteString("n=0; until grep -q http \"$HOME/said\" || [ $n = 300 ]; do n=$((n+1)); sleep 0.1; done\n")
			b.WriteString("kill -INT $server; wait $server; status=$?; cat \"$HOME/said\"; (exit $status)\n")
		default:
			fmt.Fprintf(&b, "{ %s\n}\n", s.command)
		}
		fmt.Fprintf(&b, "printf '\\001%%d\\n' $?\n")
	}
	return b.String()
}

// save is the command that writes the file of a step, or changes it.
func (s step) save() string {
	sign, name, _ := strings.Cut(s.file, " ")
	here := fmt.Sprintf("<<'END OF FILE'\n%sEND OF FILE\n", s.text)
	if sign != "~" {
		return fmt.Sprintf("mkdir -p %s; cat %s %s %s", filepath.Dir(name), sign, name, here)
	}
	key, _, _ := strings.Cut(s.text, " ")
	change := `index($0, key " ") == 1 { while ((getline line < "/dev/stdin") > 0) print line; found = 1; next } { print } END { exit !found }`
	return fmt.Sprintf("cp %s \"$HOME/before\" && awk -v key=%s '%s' \"$HOME/before\" >%s %s", name, key, change, name, here)
}

// wanted turns what a page says is printed into a pattern.
func wanted(text string) *regexp.Regexp {
	var parts []string
	for _, part := range strings.Split(strings.TrimSpace(text), "…") {
		parts = append(parts, regexp.QuoteMeta(part))
	}
	return regexp.MustCompile(`(?s)^\s*` + strings.Join(parts, `.*?`) + `\s*$`)
}

// runPage runs what a page says in a folder, in the page's language, and holds what is printed against it.
func runPage(t *testing.T, name, text, dir, locale string) {
	steps := stepsOf(blocksOf(text))
	if len(steps) == 0 {
		return
	}
	home := t.TempDir()
	if err := os.WriteFile(filepath.Join(home, "xdg-open"), []byte("#!/bin/sh\n"), 0o755); err != nil { // nobody looks
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, "sh", "-c", script(steps))
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "HOME="+home, "PATH="+home+string(os.PathListSeparator)+os.Getenv("PATH"), "LANG="+locale, "LC_ALL="+locale, "LC_MESSAGES=",
		"GIT_CONFIG_GLOBAL=/dev/null")
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Logf("%s: %v", name, err)
	}
	parts := strings.Split(string(out), "\x01")
	for i, s := range steps {
		where := fmt.Sprintf("%s:%d: %s%s", name, s.line, s.command, s.file)
		if i+1 >= len(parts) {
			t.Fatalf("%s: never came so far:\n%s", where, parts[len(parts)-1])
		}
		ended, next, _ := strings.Cut(parts[i+1], "\n")
		if status, _ := strconv.Atoi(ended); status != s.status {
			t.Errorf("%s: ends with status %d:\n%s", where, status, parts[i])
		}
		if s.want != "" && !wanted(s.want).MatchString(parts[i]) {
			t.Errorf("%s: prints\n%s\nand not\n%s", where, parts[i], s.want)
		}
		parts[i+1] = next
	}
}

// manualPages are the pages of the documentation in a language.
func manualPages(t *testing.T, lang string) map[string]string {
	pages := map[string]string{}
	root := filepath.Join(repository, "docs", lang, "content")
	err := filepath.WalkDir(root, func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.HasSuffix(name, ".md") {
			return err
		}
		text, err := os.ReadFile(name)
		short, _ := filepath.Rel(repository, name)
		pages[filepath.ToSlash(short)] = string(text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return pages
}

var manualLanguages = map[string]string{"zh": "zh_CN.UTF-8", "en": "en_GB.UTF-8"}

// TestDocs does what every page of the documentation says, in an empty folder a page.
func TestDocs(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("the pages are written for a shell")
	}
	for lang, locale := range manualLanguages {
		for name, text := range manualPages(t, lang) {
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				runPage(t, name, text, t.TempDir(), locale)
			})
		}
	}
}

// TestReadmes does what the readmes say, in a copy of the example site.
func TestReadmes(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("the tours are written for a shell")
	}
	if _, err := os.Stat(filepath.Join(repository, "themes/wall/vendor/echarts.js")); err != nil && os.Getenv("CI") != "true" {
		t.Skip("the readmes count the files of a site with interactive charts: ", err)
	}
	for name, locale := range map[string]string{"README.md": "en_GB.UTF-8", "README.zh.md": "zh_CN.UTF-8"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			text, err := os.ReadFile(filepath.Join(repository, name))
			if err != nil {
				t.Fatal(err)
			}
			if n := len(stepsOf(blocksOf(string(text)))); n < 4 {
				t.Errorf("%s has %d commands", name, n)
			}
			dir := t.TempDir()
			for _, part := range []string{"data", "content"} {
				if err := os.CopyFS(filepath.Join(dir, part), os.DirFS(filepath.Join(repository, part))); err != nil {
					t.Fatal(err)
				}
			}
			settings, err := os.ReadFile(filepath.Join(repository, "site.toml"))
			if err == nil {
				err = os.WriteFile(filepath.Join(dir, "site.toml"), settings, 0o644)
			}
			if err != nil {
				t.Fatal(err)
			}
			program, err := exec.LookPath("lanewall")
			if err == nil {
				err = os.Mkdir(filepath.Join(dir, "bin"), 0o755)
			}
			if err == nil {
				err = os.Symlink(program, filepath.Join(dir, "bin", "lanewall"))
			}
			if err != nil {
				t.Fatal(err)
			}
			runPage(t, name, string(text), dir, locale)
		})
	}
}

var (
	typedCommand = regexp.MustCompile(`^\s*(?:\$ |PS [^>]*> )?(?:\.\\|bin/)?lanewall [^\s]`)
	inlineCode   = regexp.MustCompile("`(?:bin/)?lanewall ([^`\n]+)`")
)

// TestDocsShowCommandsThatRun holds that a page shows commands only where the tests run them, and that those it names
// within a line are there, by their English or Chinese name and with the flags they have.
func TestDocsShowCommandsThatRun(t *testing.T) {
	pages := map[string]string{}
	for lang := range manualLanguages {
		for name, text := range manualPages(t, lang) {
			pages[name] = text
		}
	}
	for _, name := range []string{"README.md", "README.zh.md"} {
		text, err := os.ReadFile(filepath.Join(repository, name))
		if err != nil {
			t.Fatal(err)
		}
		pages[name] = string(text)
	}
	known := commandsAndFlags(t)
	commands := 0
	for name, text := range pages {
		generated := strings.HasSuffix(name, "reference/commands.md") // has the examples of the help, whose own tests run them
		for _, b := range blocksOf(text) {
			kind, _, _ := strings.Cut(b.info, " ")
			for i, line := range b.lines {
				if typedCommand.MatchString(line) && kind != "console" && kind != "powershell" && !generated {
					t.Errorf("%s:%d: %q stands in a block that nobody runs: make it console or powershell", name, b.line+i+1, line)
				}
			}
			commands += len(stepsOf([]block{b}))
		}
		for _, match := range inlineCode.FindAllStringSubmatch(text, -1) {
			known.check(t, name, strings.Fields(match[1]))
		}
	}
	if commands < 40 {
		t.Errorf("only %d commands in %d pages", commands, len(pages))
	}
}

// TestLinksOfReadmes holds that what the readmes link to is there. Links of the documentation are held by the tool.
func TestLinksOfReadmes(t *testing.T) {
	links := 0
	for _, name := range []string{"README.md", "README.zh.md", "CONTRIBUTING.md"} {
		text, err := os.ReadFile(filepath.Join(repository, name))
		if err != nil {
			t.Fatal(err)
		}
		for _, match := range regexp.MustCompile(`\]\(([^)#\s]+)`).FindAllStringSubmatch(string(text), -1) {
			if strings.Contains(match[1], "://") {
				continue
			}
			links++
			if _, err := os.Stat(filepath.Join(repository, filepath.FromSlash(match[1]))); err != nil {
				t.Errorf("%s: nothing at %s", name, match[1])
			}
		}
	}
	if links < 30 {
		t.Errorf("only %d links", links)
	}
}

// vocabulary is the commands by name, each with the text of its help.
type vocabulary map[string]string

func commandsAndFlags(t *testing.T) vocabulary {
	known := vocabulary{}
	help := func(args ...string) string {
		cmd := exec.Command("lanewall", append([]string{"--lang", "zh"}, args...)...)
		out, err := cmd.Output()
		if err != nil {
			t.Fatalf("lanewall %v: %v", args, err)
		}
		return string(out)
	}
	for _, match := range regexp.MustCompile(`(?m)^  ([a-z]+)  +(\S+(?: \S+)*?)  +`).FindAllStringSubmatch(help("--help"), -1) {
		text := help(match[1], "--help")
		for _, name := range append(strings.Fields(match[2]), match[1]) {
			known[name] = text
		}
	}
	if len(known) < 20 {
		t.Fatalf("only %d names of commands in the help", len(known))
	}
	return known
}

// check looks whether a command that a page names can be typed.
func (v vocabulary) check(t *testing.T, page string, words []string) {
	words = slices.DeleteFunc(words, func(w string) bool { return w == "--source" || w == "--lang" })
	name := words[0]
	if strings.HasPrefix(name, "-") || name == "命令" || name == "COMMAND" {
		return
	}
	text, ok := v[name]
	if !ok {
		t.Errorf("%s: there is no command %q", page, name)
	}
	for _, word := range words[1:] {
		flag, _, _ := strings.Cut(word, "=")
		if strings.HasPrefix(flag, "-") && !strings.Contains(text, flag) {
			t.Errorf("%s: lanewall %s has no %s", page, name, flag)
		}
	}
}
