package cli

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/lanewall/lanewall/internal/diag"
	"github.com/lanewall/lanewall/internal/intake"
	"github.com/lanewall/lanewall/internal/ledger"
	"github.com/lanewall/lanewall/internal/receipt"
)

// isLevel is true of the kind of a unit, which is one of the site's levels.
func (e *entry) isLevel(f *ledger.Field) bool { return e.table.Name == "units" && f.Name == "kind" }

// words are what may stand in a field, as people read it; nil where that is not known. Where the ledger names no values,
// they are those that its rows have.
func (e *entry) words(f *ledger.Field) []string {
	switch {
	case e.isLevel(f):
		var titles []string
		for _, l := range e.site.Config.Levels[1:] {
			titles = append(titles, l.Title.In(e.tag()))
		}
		return titles
	case f.Type.Ref() != "":
		var names []string
		for _, n := range e.named(f) {
			names = append(names, n.label)
		}
		return names
	case len(f.Values) > 0:
		return intake.Words(f, e.tag())
	case f.Type != ledger.Choice && f.Type != ledger.Set:
		return nil
	}
	used := e.table.Column(f.Name).Words()[1:]
	return used[:min(len(used), 20)]
}

// read takes text for a value of a field.
func (e *entry) read(f *ledger.Field, text string) (any, error) {
	text = strings.TrimSpace(text)
	switch f.Type {
	case ledger.Date:
		return e.readDate(text)
	case ledger.Integer:
		return e.readInteger(text)
	case ledger.Money:
		if amount, fault := intake.Amount(text, 0); fault == nil {
			return amount, nil
		}
		return nil, fmt.Errorf(e.say("“%s”看不出是多少元，写成 6354.50", "%q is no sum of money; write 6354.50"), text)
	case ledger.Bool:
		if yes, fault := intake.YesNo(text); fault == nil {
			return yes, nil
		}
		return nil, fmt.Errorf(e.say("“%s”看不出是或否，写 是 或 否", "%q is neither yes nor no; write yes or no"), text)
	case ledger.Scores:
		return e.readScore(f, text)
	case ledger.Steps, ledger.Photos:
		return nil, fmt.Errorf(e.say("这一项在文件里写：%s = [{ … }]", "write this one into the file: %s = [{ … }]"), f.Name)
	case ledger.Receipt:
		return e.readReceipt(text)
	case ledger.Period:
		if key, fault := intake.PeriodKey(text); fault == nil {
			return key, nil
		}
		return text, nil // the ledger says what is wrong
	}
	if f.Type.Many() {
		return e.readMany(f, text)
	}
	return e.readWord(f, text)
}

func (e *entry) readMany(f *ledger.Field, text string) (any, error) {
	words := []string{}
	for _, word := range intake.SplitWords(text) {
		value, err := e.readWord(f, word)
		if err != nil {
			return nil, err
		}
		words = append(words, value)
	}
	return words, nil
}

// readWord is a word of a field by what people call it.
func (e *entry) readWord(f *ledger.Field, word string) (string, error) {
	switch {
	case e.isLevel(f):
		for _, l := range e.site.Config.Levels {
			if word == l.ID || word == l.Title.In(e.tag()) || word == l.Title.In("zh-Hans") {
				return l.ID, nil
			}
		}
		return "", e.noSuch(word, e.words(f))
	case f.Type.Ref() != "":
		return e.readName(f, word)
	case len(f.Values) == 0:
		return word, nil
	}
	if i := slices.Index(f.Values, word); i >= 0 {
		return word, nil
	}
	for _, lang := range []string{e.tag(), "zh-Hans"} {
		if i := slices.Index(intake.Words(f, lang), word); i >= 0 {
			return f.Values[i], nil
		}
	}
	if diag.Near(word, f.Values) != "" {
		return "", e.noSuch(word, f.Values)
	}
	return "", e.noSuch(word, intake.Words(f, e.tag()))
}

func (e *entry) noSuch(word string, words []string) error {
	return fmt.Errorf(e.say("没有“%s”这一项；%s", "there is no %q; %s"), word, alike(word, words).In(e.lang))
}

func (e *entry) readInteger(text string) (any, error) {
	digits := strings.TrimRight(strings.ReplaceAll(plainAnswer(text), ",", ""), "人次件户个场处名分天 ")
	if n, err := strconv.ParseInt(digits, 10, 64); err == nil {
		return n, nil
	}
	return nil, fmt.Errorf(e.say("“%s”不是整数，写成 12", "%q is no whole number; write 12"), text)
}

func (e *entry) readScore(f *ledger.Field, text string) (any, error) {
	part, number, ok := strings.Cut(text, "=")
	if !ok {
		return nil, fmt.Errorf(e.say("分项打分，写成 --set %s.%s=90", "give each part, as --set %s.%s=90"), f.Name, f.Values[0])
	}
	part, err := e.readWord(f, strings.TrimSpace(part))
	if err != nil {
		return nil, err
	}
	n, err := e.readInteger(number)
	if err != nil {
		return nil, err
	}
	return []intake.Value{{Field: part, Data: n}}, nil
}

func (e *entry) readDate(text string) (any, error) {
	if d, ok := readDate(text, e.now, e.day); ok {
		return d, nil
	}
	return nil, fmt.Errorf(e.say("“%s”看不出是哪一天，写成 2024-09-03、9月3日 或 今天%s", "%q is no day; write 2024-09-03, today or yesterday%s"), text, e.noSuchDay(text))
}

// readReceipt reads a receipt number, however it is written.
func (e *entry) readReceipt(word string) (any, error) {
	if number := receipt.Plain(word); receipt.Valid(number) {
		return number, nil
	}
	return nil, fmt.Errorf(e.say("回执号“%s”抄错了：末位核对不上；8位，没有 0、O、1、I、L", "%q was copied wrongly: its last character does not fit; there are 8, none of them 0, O, 1, I or L"), word)
}
