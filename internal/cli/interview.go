package cli

import (
	"errors"
	"fmt"
	"slices"
	"strings"
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
	if f.name == "" && !f.yes && !a.terminal {
		return starter.Answers{}, errors.New(a.say("要写上单位名称：lanewall init --name 示例街道办事处（加上 --yes，其余的用默认值）", "the office's name is needed: lanewall init --name 示例街道办事处 (with --yes the rest is as usual)"))
	}
	i := interview{app: a, given: func(name string) bool { return cmd.Flags().Changed(name) }, silent: f.yes || !a.terminal}
	if !i.silent {
		fmt.Fprintln(a.err, a.say("新建网站。答错了不要紧，以后都能改；按 Ctrl+C 停下，什么也不会写入。", "A new site. Every answer can be changed later; Ctrl+C stops without writing anything."))
	}
	answers := starter.Answers{Date: date, ID: f.id, Sample: f.sample}
	answers.Office = i.office(f.name)
	answers.Levels = i.levels(f.levels, answers.Office)
	answers.Units = i.units(f.units, answers)
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
	if i.silent {
		preset = "示例街道办事处"
	}
	return i.answer("name", flag, i.say("1/5 单位全称，如 示例街道办事处\n    单位", "1/5 The office's full name, as 示例街道办事处\n    Office"), preset, func(answer string) error {
		if answer == "" {
			return errors.New(i.say("写上单位名称，网站的标题从它来", "the name is needed: the site's title comes from it"))
		}
		return i.short(answer)
	})
}

func (i *interview) levels(flag, office string) []string {
	preset := strings.Join(starter.LevelsBelow(starter.LevelOf(office)), "、")
	if preset == "" && !i.silent {
		preset = i.say("无", "none")
	}
	question := fmt.Sprintf(i.say("2/5 %s下面分几级？从上到下写，如 社区、网格；没有写 无\n    层级", "2/5 The levels below %s, the highest first, as 社区、网格; or none\n    Levels"), starter.RootOf(office))
	answer := i.answer("levels", flag, question, preset, func(answer string) error {
		for _, level := range starter.ParseLevels(answer) {
			if err := i.short(level); err != nil {
				return err
			}
		}
		return nil
	})
	if isNone(answer) {
		return nil
	}
	return starter.ParseLevels(answer)
}

func isNone(answer string) bool {
	return slices.Contains([]string{"", "无", "没有", "none"}, strings.ToLower(answer))
}

func (i *interview) units(flag string, answers starter.Answers) []starter.Unit {
	levels := answers.Levels
	if len(levels) == 0 && !i.given("units") {
		return nil
	}
	example := i.say("，如 甲、乙", ", as 甲、乙")
	if len(levels) > 1 {
		example = fmt.Sprintf(i.say("，如 甲%s（一%s、二%s）、乙%[1]s", ", as 甲%s（一%s、二%s）、乙%[1]s"), levels[0], levels[1], levels[1])
	}
	question := i.say("3/5 各有哪些？写在一行，用顿号隔开", "3/5 Their names on one line") + example + i.say("\n    编号自动排，用在网址里，不再改；名称以后可以改。以后再填，直接回车\n    名称", "\n    Their ids are numbers, for ever; names may change. Enter to add them later\n    Names")
	answer := i.answer("units", flag, question, "", func(answer string) error {
		if answer != "" && len(levels) == 0 {
			return errors.New(i.say("还要用 --levels 写明是哪一级，如 --levels 社区", "say of which level they are, as --levels 社区"))
		}
		return i.shortUnits(starter.ParseUnits(answer, len(levels)))
	})
	if isNone(answer) {
		return nil
	}
	return starter.ParseUnits(answer, len(levels))
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
	answer := i.answer("phone", flag, question, "", i.short)
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
