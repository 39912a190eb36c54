package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/lanewall/lanewall/internal/civil"
	"github.com/lanewall/lanewall/internal/diag"
	"github.com/lanewall/lanewall/internal/folder"
	"github.com/lanewall/lanewall/internal/intake"
	"github.com/lanewall/lanewall/internal/ledger"
	"github.com/lanewall/lanewall/internal/site"
)

// entry is a row on its way into a ledger, question by question.
type entry struct {
	*app
	files    fs.FS
	site     *site.Site
	problems diag.List     // that it has
	day      civil.Date    // of the row, unless it says otherwise
	now      civil.Date    // today
	table    *ledger.Table // with all its rows
	kind     *ledger.Kind
	begin    []folder.Change // what the ledger itself needs, if it is a new one

	values map[string]any    // by field, as intake.Value has them
	asked  bool              // somebody was
	typed  map[string]string // what was answered, by field
	upTo   civil.Date        // up to which the site is going to speak; None leaves that as it is
	same   string            // a row that says the same
}

// entry begins with the site that a command is going to change. It may have errors, but for those that leave nothing to
// change.
func (a *app) entry() (*entry, error) {
	if err := a.folder(); err != nil {
		return nil, err
	}
	e := &entry{app: a, files: os.DirFS(a.source), day: today(), now: today(), values: map[string]any{}, typed: map[string]string{}}
	if e.site, e.problems = site.Load(e.files, site.Options{}); e.site.Config.ID == "" || e.site.Units.Root == nil {
		a.report(e.problems)
		return nil, errSite
	}
	return e, nil
}

// flags takes what the flags say.
func (e *entry) flags(f newFlags) error {
	label := e.labelField()
	for _, set := range []struct{ flag, field, value string }{{"--title", label, f.title}, {"--unit", "unit", f.unit}} {
		field := e.kind.Field(set.field)
		switch {
		case set.value == "":
			continue
		case field == nil:
			return fmt.Errorf(e.say("%s台账没有 %s 可填的项；%s", "%s have nothing for %s; %s"), e.title(), set.flag, e.fieldChoice(""))
		}
		if err := e.put(field, set.value); err != nil {
			return err
		}
	}
	if date := e.kind.Field(e.kind.Date); date != nil && f.date != "" {
		e.values[date.Name] = e.day
	}
	for _, pair := range f.set {
		field, part, value, err := e.assignment(pair)
		if err != nil {
			return fmt.Errorf("--set: %w", err)
		}
		if part != "" {
			value = part + "=" + value
		}
		if err := e.put(field, value); err != nil {
			return err
		}
	}
	return nil
}

// assignment reads 字段=值: a field, of a field of scores the part, and the value. A Chinese input method types ＝.
func (e *entry) assignment(pair string) (f *ledger.Field, part, value string, err error) {
	at := strings.IndexAny(pair, "=＝")
	if at < 0 {
		return nil, "", "", fmt.Errorf(e.say("写成 字段=值，写的是 %q", "write FIELD=VALUE, not %q"), pair)
	}
	name := strings.TrimSpace(pair[:at])
	_, sign := utf8.DecodeRuneInString(pair[at:])
	if f, part = e.fieldOf(name); f == nil {
		return nil, "", "", fmt.Errorf(e.say("%s台账没有“%s”这一项；%s", "%s have no field %q; %s"), e.title(), name, e.fieldChoice(name))
	}
	return f, part, pair[at+sign:], nil
}

func (e *entry) title() string { return e.kind.Title.In(e.tag()) }

// labelField is the field that --title fills in.
func (e *entry) labelField() string {
	for _, name := range []string{e.kind.Label, "title", "name"} {
		if f := e.kind.Field(name); f != nil && f.Type == ledger.Text {
			return name
		}
	}
	return ""
}

// fieldOf finds a field by its name or title, and of a field of scores the part: rating.response.
func (e *entry) fieldOf(word string) (*ledger.Field, string) {
	name, part, _ := strings.Cut(word, ".")
	if f := e.kind.Field(name); f != nil {
		return f, part
	}
	for i := range e.kind.Fields {
		f := &e.kind.Fields[i]
		if f.Title.In("zh-Hans") == word || e.isLevel(f) && word == "级别" || strings.EqualFold(f.Title.In("en"), word) {
			return f, ""
		}
	}
	return nil, ""
}

func (e *entry) fieldChoice(given string) string {
	var names []string
	for _, f := range e.kind.Fields {
		names = append(names, f.Name, f.Title.In("zh-Hans"))
	}
	if diag.Near(given, names) == "" {
		names = nil
		for _, f := range e.kind.Fields {
			names = append(names, e.say(f.Title.In(e.tag())+"（"+f.Name+"）", f.Name+" ("+f.Title.In(e.tag())+")"))
		}
	}
	return diag.Choice{Given: given, Names: names}.In(e.lang)
}

// put takes a value as it was typed behind a flag.
func (e *entry) put(f *ledger.Field, text string) error {
	value, err := e.read(f, text)
	if err == nil {
		err = e.accept(f, value)
	}
	if err != nil {
		return fmt.Errorf(e.say("%s（%s）：%w", "%s (%s): %w"), f.Title.In(e.tag()), f.Name, err)
	}
	return nil
}

// accept takes a value unless the ledger would complain of it, beside the values that there are.
func (e *entry) accept(f *ledger.Field, value any) error {
	before, had := e.values[f.Name]
	if scores, ok := value.([]intake.Value); ok {
		others, _ := before.([]intake.Value)
		others = slices.DeleteFunc(slices.Clone(others), func(v intake.Value) bool { return v.Field == scores[0].Field })
		value = append(others, scores...)
	}
	e.values[f.Name] = value
	text := intake.Append(nil, e.kind.Rows, []intake.Record{e.record()})
	_, problems := ledger.Read(e.table.Name, e.kind, []*diag.Source{{Name: "row", Text: text}}, time.UTC)
	for _, p := range problems {
		if p.Code == "missing-field" && e.values[f.Name] != "" || p.Code == "needs-field" {
			continue // there is more to come
		}
		delete(e.values, f.Name)
		if had {
			e.values[f.Name] = before
		}
		return errors.New(p.Message(e.lang) + e.say("；", "; ") + p.Hint(e.lang))
	}
	return nil
}

// record is the row, in the order of the kind's fields.
func (e *entry) record() intake.Record {
	var r intake.Record
	for _, f := range e.kind.Fields {
		if data, ok := e.values[f.Name]; ok {
			r.Values = append(r.Values, intake.Value{Field: f.Name, Data: data})
		}
	}
	return r
}

// date is the row's date; None if its kind has none.
func (e *entry) date() civil.Date {
	if d, ok := e.values[e.kind.Date].(civil.Date); ok {
		return d
	}
	return civil.None
}

func (e *entry) id() string {
	id, _ := e.values["id"].(string)
	return id
}

// called is how the row is called: its id and its title or name.
func (e *entry) called() string {
	words := []string{e.id()}
	if label, ok := e.values[e.labelField()].(string); ok {
		words = append(words, label)
	}
	return strings.TrimSpace(strings.Join(words, " "))
}

// needed tells whether a row cannot do without a field: a unit needs its parent, but for the topmost.
func (e *entry) needed(f *ledger.Field) bool {
	return f.Name != "id" && (f.Required || e.table.Name == "units" && f.Name == "parent")
}

// later tells whether a field says what became of a thing that a new row is about.
func later(f *ledger.Field) bool { return f.Event || f.After != "" }

// fill asks for what is missing, or says which flags give it. All are the questions, else the required ones only.
func (e *entry) fill(all bool) error {
	if date := e.kind.Field(e.kind.Date); date != nil && e.values[date.Name] == nil && (!e.terminal || !all) {
		e.values[date.Name] = e.day
	}
	if e.table.Name != "units" && len(e.site.Units.All) == 1 && e.kind.Field("unit") != nil && e.values["unit"] == nil {
		e.values["unit"] = e.site.Units.Root.ID
	}
	if !e.terminal {
		return e.missing()
	}
	if all {
		fmt.Fprintf(e.err, e.say("录入%s。标 * 的必填，其余回车跳过；按 Ctrl+C 停下，什么也不会写入。\n", "A row of %s. * is required, Enter skips the rest; Ctrl+C stops without writing anything.\n"), e.title())
	}
	for _, required := range []bool{true, false} {
		if !required && !all {
			return nil
		}
		if err := e.askFields(func(f *ledger.Field) bool { return e.needed(f) == required && !later(f) }); err != nil {
			return err
		}
	}
	return e.askLater()
}

// missing says which required fields nobody has given, and how to.
func (e *entry) missing() error {
	var lacks, types []string
	for i := range e.kind.Fields {
		f := &e.kind.Fields[i]
		if !e.needed(f) || e.values[f.Name] != nil {
			continue
		}
		flag := e.say("--set "+f.Title.In(e.tag())+"=…", "--set "+f.Name+"=…")
		switch f.Name {
		case "unit":
			flag = e.say("--辖区 …", "--unit …")
		case e.labelField():
			flag = e.say("--标题 …", "--title …")
		}
		if f.Type.Ref() != "" && len(e.named(f)) == 0 {
			return e.nobody(f)
		}
		lacks, types = append(lacks, f.Title.In(e.tag())), append(types, flag)
	}
	if len(lacks) == 0 {
		return nil
	}
	return fmt.Errorf(e.say("还缺 %s；写成：%s", "still needed: %s; type %s"), strings.Join(lacks, e.say("、", ", ")), strings.Join(append([]string{"lanewall", e.typedLine()}, types...), " "))
}

// typedLine is what was typed behind lanewall.
func (e *entry) typedLine() string {
	words := slices.Clone(e.args)
	for n, word := range words {
		if strings.ContainsAny(word, " \t\"'&|<>^;()$`\\") {
			words[n] = strconv.Quote(word)
		}
	}
	return strings.Join(words, " ")
}
