package cli

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"github.com/lanewall/lanewall/internal/diag"
	"github.com/lanewall/lanewall/internal/ledger"
	"github.com/lanewall/lanewall/internal/starter"
)

// answers puts the questions whose answers no flag gives.
func (a *app) answers(cmd *cobra.Command, f initFlags) (starter.Answers, error) {
	date, err := a.dayOf("date", f.date)
	if err != nil {
		return starter.Answers{}, err
	}
	if f.name == "" && !f.sample && (f.yes || !a.terminal) { // the name of nobody would be published
		return starter.Answers{}, errors.New(a.say("要写上单位名称：lanewall 新建站点 --name 单位全称（加上 --yes，其余的用默认值）", "the office's name is needed: lanewall init --name OFFICE (with --yes the rest is as usual)"))
	}
	i := interview{app: a, given: func(name string) bool { return cmd.Flags().Changed(name) }, silent: f.yes || !a.terminal}
	if !i.silent {
		fmt.Fprintln(a.err, a.say("新建网站。答错了不要紧，以后都能改；按 Ctrl+C 停下，什么也不会写入。", "A new site. Every answer can be changed later; Ctrl+C stops without writing anything."))
	}
	answers := starter.Answers{Date: date, ID: f.id, Sample: f.sample}
	answers.Office = i.office(f.name)
	i.area(f, &answers)
	answers.Phone = i.phone(f.phone)
	answers.Ledgers = i.ledgers(f.ledgers)
	answers.Sample = i.sample(f.sample)
	return answers, i.stopped
}

// interview is the questions of “init”; after the first error none is put any more.
type interview struct {
	*app
	given   func(flag string) bool
	silent  bool  // nobody is asked
	stopped error // why no more questions are put
}

// nameLimit bounds names: they stand in headings and on sheets.
const nameLimit = 60

// answer is what a flag says, or what is answered and accepted; the preset where nobody is asked.
func (i *interview) answer(flag, value, question, preset string, accept func(answer string) error) string {
	if i.stopped != nil {
		return ""
	}
	if i.given(flag) || i.silent {
		if !i.given(flag) {
			value = preset
		}
		if err := accept(value); err != nil {
			i.stopped = fmt.Errorf("--%s: %w", flag, err)
		}
		return value
	}
	for {
		answer, err := i.ask(question, preset)
		if i.stopped = err; err != nil {
			return ""
		}
		if err := accept(answer); err != nil {
			fmt.Fprintln(i.err, "  "+err.Error())
			continue
		}
		return answer
	}
}

func (i *interview) short(answer string) error {
	if utf8.RuneCountInString(answer) > nameLimit {
		return fmt.Errorf(i.say("太长了，写在 %d 个字以内", "too long: use up to %d characters"), nameLimit)
	}
	return nil
}

func (i *interview) office(flag string) string {
	preset := ""
	if i.silent { // with sample rows, and the notice that says so
		preset = "示例街道办事处"
	}
	return i.answer("name", flag, i.say("1/5 单位全称，如 示例街道办事处\n    单位", "1/5 The office's full name, as 示例街道办事处\n    Office"), preset, func(answer string) error {
		if answer == "" {
			return errors.New(i.say("写上单位名称，网站的标题从它来", "the name is needed: the site's title comes from it"))
		}
		return i.short(answer)
	})
}

// area asks for levels and units until what was understood of them is right: the ids of units are given for ever.
func (i *interview) area(f initFlags, answers *starter.Answers) {
	levels, units := "", ""
	for {
		answers.Levels = i.levels(f.levels, answers.Office, &levels)
		answers.Units = i.units(f.units, *answers, &units)
		if i.stopped != nil || i.silent || len(answers.Units) == 0 || i.given("units") {
			return
		}
		fmt.Fprintln(i.err, i.say("    记下的是：", "    Understood:"))
		i.tree(append([]string{"      " + starter.RootOf(answers.Office)}, branches(answers.Units, "        ")...))
		right, err := i.agreed(i.say("    对吗？", "    Is that right?"), true)
		if i.stopped = err; err != nil || right {
			return
		}
	}
}

// treeShown bounds how many lines of a tree are shown.
const treeShown = 60

func (i *interview) tree(lines []string) {
	for _, line := range lines[:min(len(lines), treeShown)] {
		fmt.Fprintln(i.err, line)
	}
	if more := len(lines) - treeShown; more > 0 {
		fmt.Fprintf(i.err, i.say("        ……还有 %d 个\n", "        … and %d more\n"), more)
	}
}

// branches is a line for every unit, those below further in.
func branches(units []starter.Unit, before string) []string {
	var lines []string
	for _, u := range units {
		lines = append(append(lines, before+u.Name), branches(u.Below, before+"  ")...)
	}
	return lines
}

func (i *interview) levels(flag, office string, before *string) []string {
	preset := cmp.Or(*before, strings.Join(starter.LevelsBelow(starter.LevelOf(office)), "、"))
	if preset == "" && !i.silent {
		preset = i.say("无", "none")
	}
	var levels []string
	question := fmt.Sprintf(i.say("2/5 %s下面是哪几级？写名称，从上到下，如 社区、网格；没有写 无\n    层级", "2/5 What are the levels below %s called? The highest first, as 社区、网格; or none\n    Levels"), starter.RootOf(office))
	*before = i.answer("levels", flag, question, preset, func(answer string) error {
		if levels = nil; isNone(answer) {
			return nil
		}
		var doubt *starter.Doubt
		if levels, doubt = starter.ParseLevels(answer); doubt != nil {
			return i.doubtful(doubt)
		}
		for _, level := range levels {
			if err := i.short(level); err != nil {
				return err
			}
		}
		return nil
	})
	return levels
}

// doubtful says what is not clear in an answer, and how to write it.
func (i *interview) doubtful(d *starter.Doubt) error {
	words := map[starter.Why]string{
		starter.Unclosed: i.say("“%s”这个括号没有合上；写成 甲社区（一网格、二网格）、乙社区", "the bracket of %q is not closed; write 甲社区（一网格、二网格）、乙社区"),
		starter.Unopened: i.say("“%s”前面少了一个左括号；写成 甲社区（一网格、二网格）、乙社区", "%q closes a bracket that was not opened; write 甲社区（一网格、二网格）、乙社区"),
		starter.Joined:   i.say("“%s”是一个名称，还是“和”加一个名称？括号后面用顿号隔开，如 甲社区（一网格）、乙社区", "is %q a name, or an “and” with a name? Put a comma behind the bracket, as 甲社区（一网格）、乙社区"),
		starter.Colon:    i.say("“%s”里的冒号看不明白；下一级写在括号里，如 甲社区（一网格、二网格）、乙社区", "the colon in %q is not clear; put what lies below into brackets, as 甲社区（一网格、二网格）、乙社区"),
		starter.Number:   i.say("“%s”是几级；这里写每一级的名称，如 社区、网格", "%q is how many there are; write what each level is called, as 社区、网格"),
	}
	return fmt.Errorf(words[d.Why], d.At)
}

// nothing are the answers that mean that there is none, or none yet.
var nothing = []string{"", "无", "没有", "暂无", "无。", "否", "不", "不用", "以后再填", "跳过", "-", "none", "no", "n"}

func isNone(answer string) bool { return slices.Contains(nothing, strings.ToLower(answer)) }

func (i *interview) units(flag string, answers starter.Answers, before *string) []starter.Unit {
	levels := answers.Levels
	if len(levels) == 0 && !i.given("units") {
		return nil
	}
	example := i.say("，如 甲、乙", ", as 甲、乙")
	if len(levels) > 1 {
		example = fmt.Sprintf(i.say("，如 甲%s（一%s、二%s）、乙%[1]s", ", as 甲%s（一%s、二%s）、乙%[1]s"), levels[0], levels[1], levels[1])
	}
	var units []starter.Unit
	question := i.say("3/5 各有哪些？写在一行，用顿号隔开", "3/5 Their names on one line") + example + i.say("\n    编号自动排，用在网址里，不再改；名称以后可以改。以后再填，直接回车\n    名称", "\n    Their ids are numbers, for ever; names may change. Enter to add them later\n    Names")
	*before = i.answer("units", flag, question, *before, func(answer string) error {
		if units = nil; isNone(answer) {
			return nil
		}
		if len(levels) == 0 {
			return errors.New(i.say("还要用 --levels 写明是哪一级，如 --levels 社区", "say of which level they are, as --levels 社区"))
		}
		var doubt *starter.Doubt
		if units, doubt = starter.ParseUnits(answer, len(levels)); doubt != nil {
			return i.doubtful(doubt)
		}
		return i.shortUnits(units)
	})
	return units
}

func (i *interview) shortUnits(units []starter.Unit) error {
	for _, u := range units {
		if err := errors.Join(i.short(u.Name), i.shortUnits(u.Below)); err != nil {
			return fmt.Errorf("%.20s…: %w", u.Name, err)
		}
	}
	return nil
}

func (i *interview) phone(flag string) string {
	question := i.say("4/5 公开的办公电话，印在每一页上；以后再填，直接回车\n    电话", "4/5 The office's telephone, printed on every page; Enter to add it later\n    Telephone")
	answer := i.answer("phone", flag, question, "", func(answer string) error {
		digits := strings.Count(strings.Map(func(r rune) rune {
			if unicode.IsDigit(r) {
				return '0'
			}
			return r
		}, answer), "0")
		if !isNone(answer) && digits < 3 {
			return fmt.Errorf(i.say("“%s”里没有完整的号码；写成 0000-0000000，以后再填就直接回车", "there is no whole number in %q; write it as 0000-0000000, or press Enter to add it later"), answer)
		}
		return i.short(answer)
	})
	if isNone(answer) {
		return ""
	}
	return answer
}

func (i *interview) ledgers(flag string) []string {
	var titles, usual []string
	for _, o := range starter.Offers {
		titles = append(titles, o.Title)
		if slices.Contains(starter.Usual, o.Name) {
			usual = append(usual, o.Title)
		}
	}
	if !i.silent && !i.given("ledgers") && i.stopped == nil {
		fmt.Fprintln(i.err, i.say("5/5 先建哪几本台账？写名称或序号，用顿号隔开；没有写 无", "5/5 Which ledgers first? Names or numbers; or none"))
		i.number(titles)
	}
	var chosen []string
	i.answer("ledgers", flag, i.say("    台账", "    Ledgers"), strings.Join(usual, "、"), func(answer string) error {
		chosen = nil
		if isNone(answer) {
			return nil
		}
		for _, word := range strings.FieldsFunc(answer, func(r rune) bool { return strings.ContainsRune("、，,；; 　", r) }) {
			name := offered(word, titles)
			if name == "" {
				return fmt.Errorf(i.say("没有“%s”这一本；%s", "there is no %q; %s"), word, diag.Choice{Given: word, Names: titles}.In(i.lang))
			}
			chosen = append(chosen, name)
		}
		return nil
	})
	return chosen
}

// offered is the ledger that a word stands for: a title, a number, a name or a kind; "" if none.
func offered(word string, titles []string) string {
	if at := wordOf(word, titles); at >= 0 {
		return starter.Offers[at].Name
	}
	for _, o := range starter.Offers {
		kinds, _ := ledger.Builtin()
		if word == o.Name || word == o.Kind || word == kinds[o.Kind].Title.In("zh-Hans") {
			return o.Name
		}
	}
	return ""
}

func (i *interview) sample(flag bool) bool {
	if i.stopped != nil || i.given("sample") || i.silent {
		return flag
	}
	yes, err := i.agreed(i.say("放几条示例记录看看样子吗？每一页会注明“示例数据，非真实记录”，\n一条命令可以清除", "Add sample rows to see what it looks like? Every page will say that they are\nnot real; one command clears them"), false)
	i.stopped = err
	return yes
}
