package cli

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/lanewall/lanewall/internal/civil"
	"github.com/lanewall/lanewall/internal/intake"
	"github.com/lanewall/lanewall/internal/ledger"
)

// askLater asks for what became of it already, if anything has.
func (e *entry) askLater() error {
	var titles []string
	for i := range e.kind.Fields {
		if f := &e.kind.Fields[i]; later(f) && !f.Type.Tables() {
			titles = append(titles, f.Title.In(e.tag()))
		}
	}
	if len(titles) == 0 {
		return nil
	}
	before := slices.ContainsFunc(e.kind.Fields, func(f ledger.Field) bool { return later(&f) && e.typed[f.Name] != "" })
	yes, err := e.agreed(fmt.Sprintf(e.say("后来的进展（%s）现在就填吗？", "Enter what became of it (%s) now?"), shortList(titles, e.say("、", ", "))), before)
	if err != nil || !yes {
		return err
	}
	return e.askFields(later)
}

func shortList(words []string, between string) string {
	if len(words) > 4 {
		return strings.Join(words[:4], between) + "……"
	}
	return strings.Join(words, between)
}

// askFields asks for the fields that are wanted.
// Nobody is asked for a receipt number: most cases have none, and one from a slip is given with --set.
func (e *entry) askFields(which func(f *ledger.Field) bool) error {
	for i := range e.kind.Fields {
		f := &e.kind.Fields[i]
		if f.Name == "id" || f.Type.Tables() || f.Type == ledger.Receipt || !which(f) || e.values[f.Name] != nil {
			continue
		}
		if f.After != "" && e.values[f.After] == nil {
			continue // it would say nothing
		}
		if err := e.askField(f, e.needed(f)); err != nil {
			return err
		}
	}
	return nil
}

// askField asks for a field until the answer fits it; Enter leaves out one that is not required.
func (e *entry) askField(f *ledger.Field, required bool) error {
	e.asked = true
	if f.Type == ledger.Scores {
		return e.askScores(f)
	}
	if f.Type.Ref() != "" && len(e.named(f)) == 0 {
		if required {
			return e.nobody(f)
		}
		return nil
	}
	if done, err := e.listed(f, required); done || err != nil {
		return err
	}
	for {
		answer, err := e.answer(e.question(f, required), e.preset(f), f.Name)
		if err != nil || answer == "" && !required {
			return err
		}
		if answer == "" {
			e.required()
			continue
		}
		value, err := e.read(f, answer)
		if err == nil {
			err = e.accept(f, value)
		}
		if err != nil {
			fmt.Fprintln(e.err, "  "+err.Error())
			continue
		}
		e.typed[f.Name] = answer
		e.echo(f, answer, value)
		return e.askNeeds(f)
	}
}

// answer asks with what was answered before; - takes that out.
func (e *entry) answer(question, preset, name string) (string, error) {
	before := e.typed[name]
	answer, err := e.ask(question, cmp.Or(before, preset))
	if err != nil || answer == "" || before != "" && answer == "-" {
		delete(e.typed, name)
		return "", err
	}
	return answer, nil
}

// required says that there is no row without an answer.
func (a *app) required() {
	fmt.Fprintln(a.err, a.say("  这一项必填；不录了，按 Ctrl+C 停下，什么也不会写入", "  this one is required; Ctrl+C stops without writing anything"))
}

// echo shows what an answer was taken for, where it was read freely.
func (e *entry) echo(f *ledger.Field, answer string, value any) {
	switch v := value.(type) {
	case civil.Date:
		if v.String() != answer {
			fmt.Fprintln(e.err, "  → "+v.String())
		}
	case string:
		if f.Type.Ref() != "" && v != answer {
			fmt.Fprintln(e.err, "  → "+e.nameOf(f, v))
		}
	}
}

// askNeeds asks for the field without which this one may not be filled in, and leaves this one out if there is none.
func (e *entry) askNeeds(f *ledger.Field) error {
	other := e.kind.Field(f.Needs)
	if other == nil || e.values[other.Name] != nil {
		return nil
	}
	fmt.Fprintf(e.err, e.say("  填了%s，就要有%s；没有的直接回车，%[1]s不写入。\n", "  %s needs %s; without it (Enter) %[1]s is left out.\n"), f.Title.In(e.tag()), other.Title.In(e.tag()))
	err := e.askField(other, false)
	if err == nil && e.values[other.Name] == nil {
		delete(e.values, f.Name)
	}
	return err
}

func (e *entry) askScores(f *ledger.Field) error {
	for i, part := range f.Values {
		question := fmt.Sprintf("  %s · %s", f.Title.In(e.tag()), intake.Words(f, e.tag())[i])
		for {
			answer, err := e.answer(question, "", f.Name+"."+part)
			if err != nil {
				return err
			}
			if answer == "" {
				break
			}
			value, err := e.read(f, part+"="+answer)
			if err == nil {
				err = e.accept(f, value)
			}
			if err == nil {
				e.typed[f.Name+"."+part] = answer
				break
			}
			fmt.Fprintln(e.err, "  "+err.Error())
		}
	}
	return nil
}

// question is what a field is asked with: its title, what it counts in, what may stand there, and whether it leaves the
// office.
func (e *entry) question(f *ledger.Field, required bool) string {
	title, note := f.Title.In(e.tag()), f.Note.In(e.tag())
	switch { // the notes are for who writes the file
	case e.isLevel(f):
		title, note = e.say("级别", "Level"), ""
	case e.table.Name == "units" && f.Name == "parent":
		note = ""
	}
	text := "  " + title
	if required {
		text = "* " + title
	}
	var about []string
	if f.Type == ledger.Money {
		about = append(about, e.say("元", "yuan"))
	}
	if counter := f.Counter.In(e.tag()); counter != "" {
		about = append(about, counter)
	}
	if f.Type == ledger.Bool {
		about = append(about, e.say("是或否", "yes or no"))
	}
	if f.Type.Many() {
		about = append(about, e.say("可以几个，用顿号隔开", "several, with commas between"))
	}
	if note != "" {
		about = append(about, note)
	}
	switch f.Class {
	case ledger.Aggregate:
		about = append(about, e.say("只公开汇总", "only totals are public"))
	case ledger.Masked, ledger.Private:
		about = append(about, e.say("不公开，只存在本机的台账里", "not public: it stays in the ledger here"))
	}
	if len(about) > 0 {
		text += e.say("（", " (") + strings.Join(about, e.say("；", "; ")) + e.say("）", ")")
	}
	return text
}

// preset is what Enter alone stands for.
func (e *entry) preset(f *ledger.Field) string {
	if f.Name == e.kind.Date {
		return e.day.String()
	}
	return ""
}

// listed asks for a field of one or several of a few words, with their numbers; false if it is none of these.
func (e *entry) listed(f *ledger.Field, required bool) (bool, error) {
	words := e.words(f)
	if len(words) == 0 || f.Type.Ref() != "" && len(words) > 40 {
		return false, nil
	}
	fmt.Fprintln(e.err, e.question(f, required))
	e.number(words)
	only := "" // required, and there is but one
	if required && len(words) == 1 {
		only = words[0]
	}
	for {
		answer, err := e.answer(e.say("  写名称或序号", "  name or number"), only, f.Name)
		switch {
		case err != nil:
			return true, err
		case answer == "" && !required:
			return true, nil
		case answer == "":
			e.required()
			continue
		}
		chosen := e.chosen(f, answer, words)
		value, err := e.read(f, chosen)
		if err == nil {
			err = e.accept(f, value)
		}
		if err == nil {
			e.typed[f.Name] = chosen
			return true, e.askNeeds(f)
		}
		fmt.Fprintln(e.err, "  "+err.Error())
	}
}

// chosen takes numbers, and parts that only one of the words has, for the words.
func (e *entry) chosen(f *ledger.Field, answer string, words []string) string {
	parts := []string{answer}
	if f.Type.Many() {
		if !slices.ContainsFunc(words, func(word string) bool { return strings.Contains(word, " ") }) { // 1 3
			answer = strings.ReplaceAll(answer, " ", "、")
		}
		parts = intake.SplitWords(answer)
	}
	for i, part := range parts {
		if at := wordOf(part, words); at >= 0 {
			parts[i] = words[at]
		} else if with := withPart(part, words); len(with) == 1 && (len(f.Values) > 0 || e.isLevel(f) || f.Type.Ref() != "") {
			parts[i] = with[0]
			fmt.Fprintln(e.err, "  → "+with[0])
		}
	}
	if f.Type.Many() {
		return intake.JoinWords(parts)
	}
	return parts[0]
}
