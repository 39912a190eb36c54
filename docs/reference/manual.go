package main

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/lanewall/lanewall/internal/cli"
	"github.com/lanewall/lanewall/internal/diag"
	"github.com/lanewall/lanewall/themes"
)

// help is what lanewall help --json prints, as far as it is wanted here.
type help struct {
	Command, Usage, Short, Long, Example string
	Aliases                              []string
	Groups                               []struct {
		Title    string
		Commands []help
	}
	Flags    []helpFlag
	Anywhere []helpFlag `json:"global_flags"`
}

type helpFlag struct{ Name, Short, Value, Default, Usage string }

// commands is every command as the program itself explains it.
func (w *writer) commands() string {
	var out, errs bytes.Buffer
	world := cli.World{In: strings.NewReader(""), Out: &out, Err: &errs, Env: func(string) (string, bool) { return "", false }}
	if status := cli.Main([]string{"help", "--json", "--lang", w.folder}, world); status != 0 {
		w.fault("lanewall help --json ends with status %d: %s", status, errs.String())
		return ""
	}
	var doc struct{ Result help }
	if err := json.Unmarshal(out.Bytes(), &doc); err != nil {
		w.fault("lanewall help --json: %v", err)
	}
	var b strings.Builder
	for _, group := range doc.Result.Groups {
		var jumps []string
		for _, cmd := range group.Commands {
			name := strings.TrimPrefix(cmd.Command, "lanewall ")
			jumps = append(jumps, "["+name+"](#"+name+") "+plain(cmd.Short))
		}
		b.WriteString("- " + strings.Join(jumps, "\n- ") + "\n")
	}
	for _, group := range doc.Result.Groups {
		b.WriteString("\n## " + strings.TrimRight(group.Title, "：:") + "\n\n")
		for _, cmd := range group.Commands {
			w.command(&b, cmd)
		}
	}
	b.WriteString("## " + w.say("所有命令都有的选项", "Flags of every command") + "\n\n" + w.flags(flagsOf(doc.Result)))
	return b.String()
}

// flagsOf is the flags that every command takes: those of the program itself and those it shares.
func flagsOf(root help) []helpFlag { return append(slices.Clone(root.Flags), root.Anywhere...) }

func (w *writer) command(b *strings.Builder, cmd help) {
	b.WriteString("### " + strings.TrimPrefix(cmd.Command, "lanewall ") + "\n\n" + paragraphs(cmd.Long) + "\n\n")
	fence := func(text string) { b.WriteString("```text\n" + text + "\n```\n\n") }
	fence(cmd.Usage)
	if len(cmd.Aliases) > 0 {
		b.WriteString(w.say("也可写作 ", "Also called ") + w.join(quoted(cmd.Aliases)) + w.say("。", ".") + "\n\n")
	}
	if cmd.Example != "" {
		b.WriteString(w.say("例：", "Examples:") + "\n\n")
		fence(strings.TrimPrefix(strings.ReplaceAll(cmd.Example, "\n  ", "\n"), "  "))
	}
	if len(cmd.Flags) > 0 {
		b.WriteString(w.flags(cmd.Flags) + "\n\n")
	}
}

func (w *writer) flags(flags []helpFlag) string {
	var rows [][]string
	for _, f := range flags {
		name := f.Name
		if f.Short != "" {
			name = f.Short + ", " + name
		}
		if f.Value != "" {
			name += " " + f.Value
		}
		usage := plain(f.Usage)
		if f.Default != "" {
			usage += w.say("（默认 `"+f.Default+"`）", " (default `"+f.Default+"`)")
		}
		rows = append(rows, []string{"`" + name + "`", usage})
	}
	return table([]string{w.say("选项", "Flag"), w.say("意思", "Meaning")}, rows)
}

// paragraphs is an explanation of the program in Markdown; what it sets in by spaces stays as it is set.
func paragraphs(text string) string {
	var out []string
	for _, paragraph := range strings.Split(text, "\n\n") {
		head, rest, set := strings.Cut(paragraph, "\n  ")
		out = append(out, plain(head))
		if set {
			out = append(out, "```text\n  "+rest+"\n```")
		}
	}
	return strings.Join(out, "\n\n")
}

// plain is words of the program as Markdown shows them unchanged.
func plain(text string) string {
	return strings.NewReplacer("*", `\*`, "_", `\_`, "<", `\<`, "[", `\[`, "`", "\\`").Replace(text)
}

// diagnostics is every problem that can be reported: what it says, what to do, and what it means.
func (w *writer) diagnostics() string {
	var b strings.Builder
	left := diag.Codes()
	for _, section := range w.texts.Sections {
		b.WriteString("- **" + section.Title.in(w.language) + "** ")
		for i, code := range section.Codes {
			b.WriteString([]string{"", " · "}[min(i, 1)] + "[" + code + "](#" + code + ")")
		}
		b.WriteString("\n")
	}
	b.WriteString("\n")
	for _, section := range w.texts.Sections {
		b.WriteString("## " + section.Title.in(w.language) + "\n\n")
		for _, code := range section.Codes {
			i := slices.Index(left, code)
			if i < 0 {
				w.fault("diagnostics.toml lists %s, which nothing reports or which stands there twice", code)
				continue
			}
			left = slices.Delete(left, i, i+1)
			w.diagnostic(&b, code)
		}
	}
	for _, code := range left {
		w.fault("diagnostics.toml: put %s into a section, and explain it under [code.%s]", code, code)
	}
	for code := range w.texts.Diagnostics {
		if !slices.Contains(diag.Codes(), code) {
			w.fault("diagnostics.toml explains %s, which nothing reports", code)
		}
	}
	return strings.TrimSuffix(b.String(), "\n\n")
}

func (w *writer) diagnostic(b *strings.Builder, code string) {
	text := w.texts.Diagnostics[code].in(w.language)
	if text == "" {
		w.fault("diagnostics.toml: explain %s, in %s", code, w.folder)
	}
	severity := diag.Diagnostic{Code: code}.Severity().Word(w.diag)
	message, hint := diag.Pattern(code, w.diag)
	b.WriteString("### " + code + "\n\n```text\n" + severity + w.say("：", ": ") + message + " [" + code + "]\n")
	if strings.Trim(hint, "…") != "" {
		b.WriteString("  " + w.say("办法：", "hint: ") + hint + "\n")
	}
	b.WriteString("```\n\n" + text + "\n\n")
}

// structs is the table of the parts that templates get, beside the layouts.
func (w *writer) structs() string {
	rows := [][]string{{"`Head`", w.ofList(w.code.fields("plan.Head"))}}
	for _, name := range w.code.reached(append(w.layoutStructs(), "Head", "Block")) {
		rows = append(rows, []string{"`" + name + "`", w.ofList(w.code.fields("plan." + name))})
	}
	rows = append(rows, []string{"`Block`", w.ofList(w.code.fields("plan.Block"))})
	return table([]string{w.say("结构", "Struct"), w.say("字段", "Fields")}, rows)
}

// ofList puts “a list of” into words.
func (w *writer) ofList(fields string) string {
	return strings.ReplaceAll(fields, "[]", w.say("列表，每项是 ", "list of "))
}

// layoutNames lists the templates that are layouts of pages, as words.toml has them: board.html Board.
func (w *writer) layoutNames() []string {
	var names []string
	for name := range w.texts.Words["layouts"] {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

func (w *writer) layoutStructs() []string {
	var structs []string
	for _, name := range w.layoutNames() {
		_, typ, _ := strings.Cut(name, " ")
		structs = append(structs, typ)
	}
	return structs
}

// layouts is the table of the layouts: the page that each is for, and what its struct has besides a Head.
func (w *writer) layouts() string {
	templates, _ := fs.Glob(themes.FS, "wall/templates/*.html")
	var rows [][]string
	seen := slices.Concat([]string{"base.html", "block.html"}, sharedParts)
	for _, name := range w.layoutNames() {
		file, typ, _ := strings.Cut(name, " ")
		seen = append(seen, file)
		if w.code.structs["plan."+typ] == nil {
			w.fault("words.toml: package plan has no struct %s", typ)
		}
		rows = append(rows, []string{"`" + file + "`", "`" + typ + "`", w.explain("words.toml", w.texts.Words, "layouts", name), w.ofList(w.code.fields("plan." + typ))})
	}
	for _, name := range templates {
		if !slices.Contains(seen, path.Base(name)) {
			w.fault("words.toml: explain the layout %s under [layouts]", path.Base(name))
		}
	}
	return table([]string{w.say("模板", "Layout"), w.say("结构", "Struct"), w.say("页面", "Page"), w.say("字段", "Fields")}, rows)
}

// sharedParts are the templates that hold nothing but parts of layouts.
var sharedParts = []string{"parts.html", "photos.html"}

// parts lists the templates that layouts share.
func (w *writer) parts() string {
	var names []string
	for _, file := range sharedParts {
		text, _ := fs.ReadFile(themes.FS, "wall/templates/"+file)
		for _, line := range strings.Split(string(text), "\n") {
			if rest, ok := strings.CutPrefix(line, `{{define "`); ok {
				name, _, _ := strings.Cut(rest, `"`)
				names = append(names, name)
			}
		}
	}
	return w.join(quoted(names))
}
