package cli

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/spf13/cobra"

	"github.com/lanewall/lanewall/internal/diag"
)

// ran is what a command line gave.
type ran struct {
	status   int
	out, err string
}

// run runs a command line without a terminal, with Chinese words unless env says otherwise.
func run(args []string, env map[string]string) ran {
	var out, errs bytes.Buffer
	status := Main(args, World{
		In: strings.NewReader(""), Out: &out, Err: &errs,
		Env: func(name string) (string, bool) { v, ok := env[name]; return v, ok },
	})
	return ran{status, out.String(), errs.String()}
}

// commands is every command of the program, in a language.
func commands(lang diag.Lang) []*cobra.Command {
	a := &app{in: bufio.NewReader(strings.NewReader("")), out: io.Discard, err: io.Discard, lang: lang}
	var list []*cobra.Command
	var visit func(cmd *cobra.Command)
	visit = func(cmd *cobra.Command) {
		list = append(list, cmd)
		for _, sub := range cmd.Commands() {
			visit(sub)
		}
	}
	visit(a.root())
	return list
}

func hasHan(text string) bool {
	return strings.ContainsFunc(text, func(r rune) bool { return unicode.Is(unicode.Han, r) })
}

// Every command says in both languages what it does, how it is typed, and how it ends.
func TestEveryCommandExplainsItself(t *testing.T) {
	for lang, status := range map[diag.Lang]string{diag.Chinese: "退出状态：", diag.English: "Exit status:"} {
		for _, cmd := range commands(lang) {
			name := cmd.CommandPath()
			if cmd.Short == "" || strings.ContainsAny(cmd.Short, "\n") || hasHan(cmd.Short) != (lang == diag.Chinese) {
				t.Errorf("%s: Short %q", name, cmd.Short)
			}
			if !strings.Contains(cmd.Long, status) || hasHan(cmd.Long) && lang == diag.English && !quotesHan(cmd.Long) {
				t.Errorf("%s: Long without %q, or in another language: %q", name, status, cmd.Long)
			}
			if cmd.HasParent() && !strings.Contains(cmd.Long, "--json") {
				t.Errorf("%s: Long does not say what --json gives", name)
			}
			for _, line := range strings.Split(strings.Trim(cmd.Example, "\n"), "\n") {
				if !strings.HasPrefix(line, "  ") {
					t.Errorf("%s: an example is not indented: %q", name, line)
				}
			}
			if !strings.Contains(cmd.Example, "lanewall") {
				t.Errorf("%s: no example", name)
			}
		}
	}
}

// Help begins with what a command does and how it is typed; what programs want to know of it comes last. Its placeholders
// are in the language of the user.
func TestHelpInOrder(t *testing.T) {
	for lang, heads := range map[string][]string{
		"zh": {"\n写法：\n", "\n例：\n", "\n所有命令都有的选项：\n", "\n--json", "\n退出状态："},
		"en": {"\nUsage:\n", "\nExamples:\n", "\nFlags of every command:\n", "ith --json", "\nExit status:"},
	} {
		for _, cmd := range commands(diag.Chinese)[1:] {
			help := run(append(strings.Fields(cmd.CommandPath())[1:], "--help", "--lang", lang), nil).out
			at := 0
			for _, head := range heads {
				next := strings.Index(help, head)
				if next < at {
					t.Errorf("%s in %s: %q is not there, or too early", cmd.CommandPath(), lang, head)
				}
				at = next
			}
			usage := help[strings.Index(help, heads[0]):strings.Index(help, heads[1])]
			for _, word := range strings.Fields(usage) {
				if lang == "zh" && word == strings.ToUpper(word) && strings.ContainsFunc(word, unicode.IsUpper) {
					t.Errorf("%s: %s stands in its Chinese usage", cmd.CommandPath(), word)
				}
			}
		}
	}
	for _, lang := range []string{"zh", "en"} {
		help := run([]string{"--lang", lang}, nil).out
		if !strings.Contains(help, map[string]string{"zh": "例：\n  lanewall 新建站点\n", "en": "Examples:\n  lanewall init\n"}[lang]) {
			t.Errorf("in %s the first example is not how to begin:\n%s", lang, help)
		}
	}
}

// quotesHan tells whether Chinese words of an English text stand in quotation marks, brackets or a file's name.
func quotesHan(text string) bool {
	for _, word := range strings.Fields(text) {
		if hasHan(word) && !strings.ContainsAny(word, "“”\"`()[]（）./,;:=") {
			return false
		}
	}
	return true
}

// Every command has a Chinese name, no two have the same, and each is in a group.
func TestNames(t *testing.T) {
	owner := map[string]string{}
	for _, cmd := range commands(diag.Chinese)[1:] {
		if !slices.ContainsFunc(cmd.Aliases, hasHan) {
			t.Errorf("%s has no Chinese name", cmd.Name())
		}
		if cmd.Parent() == cmd.Root() && cmd.GroupID == "" {
			t.Errorf("%s is in no group", cmd.Name())
		}
		for _, name := range append([]string{cmd.Name()}, cmd.Aliases...) {
			at := cmd.Parent().CommandPath() + " " + name
			if other, taken := owner[at]; taken {
				t.Errorf("%s is a name of %s and of %s", name, other, cmd.Name())
			}
			owner[at] = cmd.Name()
		}
	}
	for name, alias := range map[string]string{"build": "生成", "check": "检查", "kinds": "台账", "pack": "打包", "help": "帮助"} {
		if owner["lanewall "+alias] != name {
			t.Errorf("%s is %q, want %s", alias, owner["lanewall "+alias], name)
		}
	}
}

// Help is in the user's language alone: no words of the library.
func TestHelpWords(t *testing.T) {
	english := []string{"Usage:", "Flags:", "Examples:", "Available Commands", "Aliases:", "help for", "version for", "(default", "Use \"", "string", "Global"}
	for _, cmd := range commands(diag.Chinese) {
		args := append(strings.Fields(cmd.CommandPath())[1:], "--help")
		r := run(args, nil)
		if r.status != 0 || r.err != "" {
			t.Fatalf("%v: %+v", args, r)
		}
		for _, word := range english {
			if strings.Contains(strings.ReplaceAll(r.out, cmd.Long, ""), word) {
				t.Errorf("%v says %q:\n%s", args, word, r.out)
			}
		}
		for _, alias := range cmd.Aliases {
			if !strings.Contains(strings.ReplaceAll(r.out, cmd.Long, ""), alias) {
				t.Errorf("%v does not show %s", args, alias)
			}
		}
		if same := run(append([]string{"help"}, args[:len(args)-1]...), nil); same.out != r.out {
			t.Errorf("help %v says something else than %v", args[:len(args)-1], args)
		}
	}
	all := run(nil, nil).out
	for _, cmd := range commands(diag.Chinese)[1:] {
		if cmd.Parent() == cmd.Root() && !strings.Contains(all, "\n  "+cmd.Name()+" ") {
			t.Errorf("%s is not listed:\n%s", cmd.Name(), all)
		}
	}
}

func TestMisuse(t *testing.T) {
	tests := []struct {
		args string
		zh   string
		en   string
	}{
		{"biuld", `没有叫 "biuld" 的命令；是不是 build？`, `unknown command "biuld"; did you mean build?`},
		{"biuld --output x", `没有叫 "biuld" 的命令；是不是 build？`, `unknown command "biuld"; did you mean build?`},
		{"--source x 生城", `没有叫 "生城" 的命令；是不是 生成？`, `unknown command "生城"; did you mean 生成?`},
		{"xyzzyxyzzy", `没有叫 "xyzzyxyzzy" 的命令；lanewall --help 列出所有命令`, `unknown command "xyzzyxyzzy"; lanewall --help lists all of them`},
		{"help biuld", `没有叫 "biuld" 的命令；是不是 build？`, `unknown command "biuld"; did you mean build?`},
		{"build --ouput x", "没有 --ouput 这个选项；是不是 --output？", "unknown flag: --ouput; did you mean --output?"},
		{"check --nonsense", "没有 --nonsense 这个选项；lanewall check --help 列出可用的选项", "unknown flag: --nonsense; lanewall check --help lists those it has"},
		{"check -q", "没有 -q 这个选项；lanewall check --help 列出可用的选项", "unknown flag: -q; lanewall check --help lists those it has"},
		{"build --as-of", "--as-of 后面还要写上日期", "flag needs a value: --as-of DAY"},
		{"pack --force=perhaps", `--force 要写 true 或 false，写的是 "perhaps"`, `--force wants true or false, not "perhaps"`},
		{"build --=x", "看不懂 --=x；选项写成 --名称=值", "--=x is no flag; write --name=value"},
		{"build here", "写法是：lanewall build [选项]（写了 1 个参数）", "type lanewall build [flags] (there were 1 arguments)"},
		{"kinds case visit", "写法是：lanewall kinds [类别] [选项]（写了 2 个参数）", "type lanewall kinds [KIND] [flags] (there were 2 arguments)"},
		{"completion", "写法是：lanewall completion 外壳 [选项]（写了 0 个参数）", "type lanewall completion SHELL [flags] (there were 0 arguments)"},
		{"completion bsh", `没有 "bsh" 的补全脚本；是不是 bash？`, `no completion script for "bsh"; did you mean bash?`},
	}
	for _, test := range tests {
		for locale, want := range map[string]string{"zh_CN.UTF-8": "错误：" + test.zh + "\n", "en_GB.UTF-8": "error: " + test.en + "\n"} {
			r := run(strings.Fields(test.args), map[string]string{"LANG": locale})
			if r.status != 2 || r.out != "" || r.err != want {
				t.Errorf("%s: %+v\nwant %q", test.args, r, want)
			}
		}
	}
	if r := run([]string{"check", "--lang", "fr"}, nil); r.status != 2 || r.err != "error: --lang wants zh or en, not \"fr\"\n" {
		t.Errorf("%+v", r)
	}
}

// Flags that a command needs, and those of which it takes one only, are spoken of in the user's words, too.
func TestFlagsTogether(t *testing.T) {
	a := &app{lang: diag.Chinese}
	try := func(args ...string) error {
		root := &cobra.Command{Use: "lanewall", SilenceErrors: true, SilenceUsage: true}
		cmd := &cobra.Command{Use: "x", Example: "  lanewall x --ledger cases", RunE: func(*cobra.Command, []string) error { return nil }}
		for _, name := range []string{"ledger", "csv", "xlsx"} {
			cmd.Flags().String(name, "", "")
		}
		cmd.MarkFlagRequired("ledger")
		cmd.MarkFlagsMutuallyExclusive("csv", "xlsx")
		root.AddCommand(cmd)
		a.guard(cmd)
		root.SetArgs(append([]string{"x"}, args...))
		return root.Execute()
	}
	if err := try("--ledger", "cases", "--csv", "a"); err != nil {
		t.Error(err)
	}
	if err := try("--csv", "a"); err == nil || err.Error() != "还要写上 --ledger；例：\n  lanewall x --ledger cases" {
		t.Error(err)
	}
	if err := try("--ledger", "cases", "--csv", "a", "--xlsx", "b"); err == nil || err.Error() != "--csv、--xlsx 只能写一个" {
		t.Error(err)
	}
}

// With --json every command, however it ends, prints one document and nothing else.
func TestJSON(t *testing.T) {
	dir := t.TempDir()
	t.Chdir(dir)
	for _, cmd := range commands(diag.Chinese) {
		words := strings.Fields(cmd.CommandPath())[1:]
		if flag := cmd.InheritedFlags().Lookup("json"); flag == nil && cmd.HasParent() {
			t.Errorf("%s does not take --json", cmd.CommandPath())
		}
		for _, rest := range [][]string{{"--help"}, {"--no-such-flag"}, {"one", "two", "three", "four"}, {"--source", "nowhere"}} {
			args := append(slices.Concat(words, rest), "--json")
			r := run(args, nil)
			doc := documentOf(t, args, r)
			if _, ok := doc["problems"].([]any); !ok {
				t.Errorf("%v: no problems in %s", args, r.out)
			}
			if message, _ := doc["error"].(string); (message != "") != (r.status == 2) || r.status == 2 && !hasHan(message) {
				t.Errorf("%v: status %d, error %q", args, r.status, message)
			}
		}
	}
	if entries, _ := os.ReadDir(dir); len(entries) > 0 {
		t.Errorf("misuse wrote %v", entries)
	}
}

func documentOf(t *testing.T, args []string, r ran) map[string]any {
	t.Helper()
	var doc map[string]any
	d := json.NewDecoder(strings.NewReader(r.out))
	if err := d.Decode(&doc); err != nil {
		t.Fatalf("%v: %v in %q", args, err, r.out)
	}
	if _, err := d.Token(); err != io.EOF || r.err != "" {
		t.Errorf("%v: more than the document: %q, %q", args, r.out, r.err)
	}
	return doc
}

// Results and problems as documents.
func TestJSONOfCommands(t *testing.T) {
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS("../../cmd/lanewall/testdata/site")); err != nil {
		t.Fatal(err)
	}
	keys := func(args ...string) []string {
		args = append(args, "--json", "--source", dir)
		r := run(args, nil)
		result, _ := documentOf(t, args, r)["result"].(map[string]any)
		var names []string
		for name := range result {
			names = append(names, name)
		}
		slices.Sort(names)
		if r.status != 0 {
			t.Errorf("%v: %+v", args, r)
		}
		return names
	}
	for _, test := range []struct{ args, want string }{
		{"check", "indicators ledgers pages"},
		{"build", "bytes files path removed seconds written"},
		{"pack -o " + filepath.Join(dir, "x.zip"), "bytes files path site_bytes"},
		{"kinds case", "name toml"},
		{"completion bash", "script shell"},
		{"--version", "go system version"},
	} {
		if got := strings.Join(keys(strings.Fields(test.args)...), " "); got != test.want {
			t.Errorf("%s: result with %s, want %s", test.args, got, test.want)
		}
	}

	if err := os.WriteFile(filepath.Join(dir, "data", "talks", "2024-10.toml"), []byte("[[meeting]]\nid = \"t-9\"\ndate = 2024-09-02\nunit = \"晏家弯\"\ntitle = \"噪声\"\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	args := []string{"build", "--json", "--source", dir}
	r := run(args, nil)
	var doc document
	if err := json.Unmarshal([]byte(r.out), &doc); err != nil || r.status != 1 || doc.Error != "" || doc.Result != nil {
		t.Fatalf("%v, %+v", err, r)
	}
	want := problem{"error", "unknown-unit", "data/talks/2024-10.toml", 4, 8, `没有叫 "晏家弯" 的辖区`, "是不是 晏家湾？（辖区登记在 data/units.toml）"}
	if !slices.Contains(doc.Problems, want) {
		t.Errorf("%+v, want %+v", doc.Problems, want)
	}
}

// What a machine says of a file comes in the user's words.
func TestMachine(t *testing.T) {
	a := &app{lang: diag.Chinese}
	_, err := os.Open(filepath.Join(t.TempDir(), "没有.toml"))
	if got := a.machine(err); !strings.HasSuffix(got, "没有.toml：没有这个文件或文件夹；看看名称和位置") {
		t.Error(got)
	}
	at := filepath.Join(t.TempDir(), "2026-11.toml")
	for _, aside := range []string{".lanewall-new", ".QRST2345.lanewall-new"} {
		if got, want := a.machine(&fs.PathError{Op: "open", Path: at + aside, Err: fs.ErrPermission}), at+"：没有读写的权限"; !strings.HasPrefix(got, want) {
			t.Errorf("%s, want %s", got, want)
		}
	}
	if got := a.machine(io.ErrUnexpectedEOF); got != "unexpected EOF" {
		t.Error(got)
	}
}
