package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// needs skips a test where a program is missing; in CI, where it is installed, that is a failure.
func needs(t *testing.T, name string) {
	t.Helper()
	if _, err := exec.LookPath(name); err == nil {
		return
	}
	if os.Getenv("CI") == "true" {
		t.Fatalf("no %s", name)
	}
	t.Skipf("no %s", name)
}

// shell runs lines in a shell, in a folder, with English words, and gives what they print.
func shell(t *testing.T, dir, lines string, command ...string) string {
	t.Helper()
	cmd := exec.Command(command[0], command[1:]...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "LANG=en_GB.UTF-8", "LC_ALL=", "HOME="+dir, "XDG_CONFIG_HOME="+dir, "XDG_DATA_HOME="+dir, "ZDOTDIR="+dir)
	cmd.Stdin = strings.NewReader(lines)
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v: %v\n%s", command, err, out)
	}
	return string(out)
}

// siteFolder is the small site, with a ledger of every kind of name there is to complete.
func siteFolder(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS("testdata/site")); err != nil {
		t.Fatal(err)
	}
	return dir
}

// The scripts are accepted by their shells.
func TestCompletionScripts(t *testing.T) {
	for name, check := range map[string][]string{"bash": {"bash", "-n"}, "zsh": {"zsh", "-n"}, "fish": {"fish", "--no-execute"}} {
		t.Run(name, func(t *testing.T) {
			needs(t, name)
			dir := t.TempDir()
			script := filepath.Join(dir, "script")
			if err := os.WriteFile(script, []byte(shell(t, dir, "", "lanewall", "completion", name)), 0o666); err != nil {
				t.Fatal(err)
			}
			shell(t, dir, "", append(check, script)...)
			if bad := filepath.Join(dir, "bad"); os.WriteFile(bad, []byte("if then ( fi"), 0o666) != nil || exec.Command(check[0], check[1], bad).Run() == nil {
				t.Errorf("%v accepts anything", check)
			}
		})
	}
	if script := shell(t, t.TempDir(), "", "lanewall", "completion", "powershell"); !strings.Contains(script, "Register-ArgumentCompleter -CommandName 'lanewall'") {
		t.Errorf("no completer for PowerShell:\n%.300s", script)
	}
}

// Words are completed by bash as if Tab were pressed.
func TestCompletionInBash(t *testing.T) {
	needs(t, "bash")
	const library = "/usr/share/bash-completion/bash_completion"
	if _, err := os.Stat(library); err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal(err)
		}
		t.Skip(err)
	}
	dir := siteFolder(t)
	complete := func(words ...string) []string {
		line := strings.Join(words, " ")
		quoted := ""
		for _, word := range words {
			quoted += " '" + word + "'"
		}
		return strings.Fields(shell(t, dir, `
source `+library+`
source <(lanewall completion bash)
COMP_WORDS=(`+quoted+`) COMP_CWORD=$((${#COMP_WORDS[@]} - 1)) COMP_LINE='`+line+`' COMP_POINT=${#COMP_LINE} COMP_TYPE=9
complete -p lanewall >/dev/null
__start_lanewall
printf '%s\n' "${COMPREPLY[@]}"
`, "bash"))
	}
	for _, test := range []struct {
		words []string
		want  []string
	}{
		{[]string{"lanewall", "bu"}, []string{"build"}},
		{[]string{"lanewall", "build", "--as"}, []string{"--as-of"}},
		{[]string{"lanewall", "check", "--lang", ""}, []string{"zh", "en"}},
		{[]string{"lanewall", "kinds", "hazar"}, []string{"hazard"}},
		{[]string{"lanewall", "生成", "--outp"}, []string{"--output"}},
		{[]string{"lanewall", "completion", "po"}, []string{"powershell"}},
		{[]string{"lanewall", "due", "--ledger", "tal"}, []string{"talks"}},
		{[]string{"lanewall", "template", "tal"}, []string{"talks"}},
		{[]string{"lanewall", "export", "talk"}, []string{"talks"}},
	} {
		got := complete(test.words...)
		slices.Sort(got)
		slices.Sort(test.want)
		if !slices.Equal(got, test.want) {
			t.Errorf("%q gives %q, want %q", test.words, got, test.want)
		}
	}
	if got := complete("lanewall", ""); !slices.Contains(got, "build") || !slices.Contains(got, "pack") || slices.Contains(got, "__complete") {
		t.Errorf("commands: %q", got)
	}
}
