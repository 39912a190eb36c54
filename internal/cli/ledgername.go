package cli

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/lanewall/lanewall/internal/diag"
	"github.com/lanewall/lanewall/internal/ledger"
	"github.com/lanewall/lanewall/internal/site"
)

// Every command that is told a ledger finds it here, so that a word stands for the same ledger everywhere: its name, its
// kind, what either is called, or what offices call such a ledger otherwise.

// otherNames are what offices call the ledgers of built-in kinds beside their titles. No word stands for two kinds.
var otherNames = map[string][]string{
	"activity":   {"文体活动", "居民活动"},
	"award":      {"表彰", "奖励", "获奖"},
	"body":       {"单位", "部门", "责任单位", "责任部门", "牵头单位", "主办单位", "承办部门"},
	"case":       {"居民事项", "诉求", "居民诉求", "群众诉求", "诉求事项", "工单", "热线", "热线工单", "民情", "民情反馈", "居民反映"},
	"day":        {"节假日", "放假安排", "工作日历"},
	"disclosure": {"居务公开", "村务公开", "政务公开", "公开目录"},
	"dispute":    {"矛盾", "矛盾纠纷", "调解", "纠纷调解"},
	"evaluation": {"考评", "测评", "评议"},
	"facility":   {"设施", "场所", "活动场所"},
	"filing":     {"零报", "零报表"},
	"hazard":     {"安全隐患", "隐患排查", "隐患整改"},
	"inspection": {"巡查", "巡检", "安全检查", "检查整改"},
	"meeting":    {"恳谈会", "议事会", "居民会议", "议事", "协商"},
	"person":     {"责任人", "网格员", "走访人", "工作人员", "联系人"},
	"point":      {"积分兑换", "志愿积分"},
	"project":    {"项目"},
	"published":  {"公布数", "已公布", "公布的数"},
	"stated":     {"上报数", "填报", "手工填报"},
	"unit":       {"社区", "网格", "里巷", "属地", "区划"},
	"visit":      {"入户", "入户走访", "民情走访", "走访慰问"},
	"wish":       {"心愿", "居民心愿"},
	"work":       {"民生实事", "实事项目", "为民实事"},
}

// paperWords are what follows the name of a ledger where it is kept on paper: 事项台账, 走访登记表.
var paperWords = []string{"登记台账", "台账", "登记表", "登记簿", "登记", "记录表", "记录"}

// kindMeant is the built-in kind that a word stands for; nil if there is none.
func kindMeant(word string) *ledger.Kind {
	kinds, _ := ledger.Builtin()
	if k := kinds[word]; k != nil {
		return k
	}
	for _, name := range append([]string{word}, paperless(word)) {
		for _, k := range kinds {
			if sameName(name, k.Name, k.Title.In("zh-Hans"), k.Title.In("en"), ownLedgers[k.Name]) || slices.Contains(otherNames[k.Name], name) {
				return k
			}
		}
	}
	return nil
}

// paperless is a word without what is said of a ledger on paper.
func paperless(word string) string {
	for _, end := range paperWords {
		if name, ok := strings.CutSuffix(word, end); ok && name != "" {
			return name
		}
	}
	return word
}

func sameName(word string, names ...string) bool {
	return word != "" && slices.ContainsFunc(names, func(name string) bool { return strings.EqualFold(name, word) })
}

// ledgerCalled finds the ledger that a word stands for; nil if there is none, or more than one.
func ledgerCalled(s *site.Site, word string) *ledger.Table {
	if found := ledgersCalled(s, word); len(found) == 1 {
		return found[0]
	}
	return nil
}

// ledgersCalled finds the ledgers that a word stands for: the one of that name, or else those of that kind or title, or
// else those of the kind that offices mean by it.
func ledgersCalled(s *site.Site, word string) []*ledger.Table {
	all := s.Ledgers
	if s.Published != nil {
		all = append(slices.Clone(all), s.Published)
	}
	meant := kindMeant(word)
	for _, is := range []func(t *ledger.Table) bool{
		func(t *ledger.Table) bool { return t.Name == word },
		func(t *ledger.Table) bool { return goesBy(t, word) },
		func(t *ledger.Table) bool { return goesBy(t, paperless(word)) },
		func(t *ledger.Table) bool { return meant != nil && t.Kind.Name == meant.Name },
	} {
		var found []*ledger.Table
		for _, t := range all {
			if is(t) {
				found = append(found, t)
			}
		}
		if len(found) > 0 {
			return found
		}
	}
	return nil
}

// goesBy tells whether a word stands for a ledger: its name, its kind, or what either is called.
func goesBy(t *ledger.Table, word string) bool {
	kinds, _ := ledger.Builtin()
	called := []string{t.Name, t.Kind.Name, t.Kind.Title.In("zh-Hans"), t.Kind.Title.In("en")}
	if k := kinds[t.Kind.Name]; k != nil {
		called = append(called, k.Title.In("zh-Hans"), k.Title.In("en"))
	}
	return sameName(word, called...)
}

// ledgerFor is the ledger that a word stands for; the error says which there are.
func (a *app) ledgerFor(s *site.Site, word string) (*ledger.Table, error) {
	switch found := ledgersCalled(s, word); {
	case len(found) == 1:
		return found[0], nil
	case len(found) > 1:
		return nil, a.severalCalled(word, found)
	}
	return nil, a.noLedger(s, word)
}

// severalCalled says which ledgers a word may stand for.
func (a *app) severalCalled(word string, found []*ledger.Table) error {
	var names []string
	for _, t := range found {
		names = append(names, t.Name)
	}
	return fmt.Errorf(a.say("“%s”有几本台账，写明是哪一本：%s", "several ledgers are called %q; name one of %s"), word, strings.Join(names, a.say("、", ", ")))
}

// noLedger says that a word stands for no ledger of a site: the near one, or all, by what they are called.
func (a *app) noLedger(s *site.Site, word string) error {
	if pageWords[word] != "" {
		return fmt.Errorf(a.say("%s是网页，不在台账里；新建一篇：lanewall 录入 %[1]s", "%s is a page and in no ledger; lanewall new %[1]s begins one"), word)
	}
	k := kindMeant(word)
	switch {
	case k != nil && ownLedgers[k.Name] != "":
		return fmt.Errorf(a.say("%s在 data/%s.toml 里，不能导入导出；添一条：lanewall 录入 %[1]s", "%s stand in data/%s.toml, which is neither imported nor exported; lanewall new %[3]s adds one"), k.Title.In(a.tag()), ownLedgers[k.Name], k.Name)
	case k != nil:
		return fmt.Errorf(a.say("还没有%s台账；用“lanewall 录入 %[2]s --create-ledger”新建一本，或写：%[3]s", "there is no ledger of %s yet; lanewall new %s --create-ledger begins one. There are: %s"),
			k.Title.In(a.tag()), a.say(k.Title.In(a.tag()), k.Name), strings.Join(a.ledgerNames(s), a.say("、", ", ")))
	}
	return errors.New(fmt.Sprintf(a.say("没有叫 %q 的台账；", "no ledger %q; "), word) + a.nearLedger(s, word, nil))
}

// nearLedger is the ledger that a word is near to, also of more words, or the list of all.
func (a *app) nearLedger(s *site.Site, word string, more []string) string {
	callable := slices.Clone(more)
	for _, t := range append(slices.Clone(s.Ledgers), s.Published) {
		if t != nil {
			callable = append(callable, t.Name, t.Kind.Name, t.Kind.Title.In(a.tag()), t.Kind.Title.In("zh-Hans"))
		}
	}
	if diag.Near(word, callable) != "" {
		return diag.Choice{Given: word, Names: callable}.In(a.lang)
	}
	return a.say("可用：", "one of: ") + strings.Join(a.ledgerNames(s), a.say("、", ", "))
}

// ledgerNames lists the ledgers as the user may call them: 事项（cases）; in English cases.
func (a *app) ledgerNames(s *site.Site) []string {
	var names []string
	for _, t := range append(slices.Clone(s.Ledgers), s.Published) {
		switch {
		case t == nil:
		case a.lang == diag.Chinese:
			names = append(names, t.Kind.Title.In("zh-Hans")+"（"+t.Name+"）")
		default:
			names = append(names, t.Name)
		}
	}
	return names
}
