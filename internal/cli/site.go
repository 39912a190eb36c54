package cli

import (
	"fmt"
	"os"

	"github.com/lanewall/lanewall/internal/diag"
	"github.com/lanewall/lanewall/internal/i18n"
	"github.com/lanewall/lanewall/internal/intake"
	"github.com/lanewall/lanewall/internal/ledger"
	"github.com/lanewall/lanewall/internal/site"
	"github.com/lanewall/lanewall/internal/theme"
	"github.com/lanewall/lanewall/themes"
)

// site reads the site, and shows what is wrong where there are errors. Warnings and notes are given, for who wants them.
func (a *app) site(options site.Options) (*site.Site, diag.List, error) {
	if err := a.folder(); err != nil {
		return nil, nil, err
	}
	s, problems := site.Load(os.DirFS(a.source), options)
	if problems.Count(diag.Error) > 0 {
		a.report(problems)
		return nil, nil, errSite
	}
	return s, problems, nil
}

// titles is what ledgers are called, in their order; two of one title are told apart by their names.
func (a *app) titles(ledgers []*ledger.Table) []string {
	count, titles := map[string]int{}, make([]string, len(ledgers))
	for i, t := range ledgers {
		titles[i] = t.Kind.Title.In(a.tag())
		count[titles[i]]++
	}
	for i, t := range ledgers {
		if count[titles[i]] > 1 {
			titles[i] += a.say("（", " (") + t.Name + a.say("）", ")")
		}
	}
	return titles
}

func (a *app) unknownName(what, word string, names []string) error {
	hint := diag.Choice{Given: word, Names: names}.In(a.lang)
	return fmt.Errorf(a.say("没有叫 %q 的%s；%s", "no %[2]s %[1]q; %[3]s"), word, what, hint)
}

// registersOf is the ledgers of a site whose rows others name.
func registersOf(s *site.Site) intake.Registers {
	return intake.Registers{Units: s.Ledger("units"), Bodies: s.Bodies, People: s.People}
}

// look is how a site's sheets look.
func (a *app) look(s *site.Site) intake.Look {
	lang := s.Config.Language
	if lang == "" {
		lang = "zh-Hans"
	}
	return intake.Look{Lang: lang, Issuer: s.Config.Issuer.In(lang), Notice: s.Config.Notice.In(lang), AsOf: s.Horizon}
}

// printer is the words of a site's theme.
func printer(s *site.Site) (*i18n.Printer, diag.List) {
	t, problems := theme.Load(s.Config.Theme, themes.FS, s.Files)
	words, err := i18n.NewPrinter(s.Config.Language, t.Messages)
	if err != nil {
		problems.Add("bad-message", diag.Pos{}, "", err.Error())
	}
	return words, problems
}
