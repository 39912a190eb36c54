package cli

import (
	"slices"
	"strings"
	"testing"

	"github.com/lanewall/lanewall/internal/diag"
	"github.com/lanewall/lanewall/internal/i18n"
	"github.com/lanewall/lanewall/internal/ledger"
	"github.com/lanewall/lanewall/internal/site"
)

// A word stands for one kind: no office's name of one is a name or title of another.
func TestOtherNames(t *testing.T) {
	kinds, _ := ledger.Builtin()
	meant := map[string]string{}
	for name, k := range kinds {
		for _, word := range append([]string{name, k.Title.In("zh-Hans")}, otherNames[name]...) {
			if other := meant[word]; other != "" && other != name {
				t.Errorf("%s stands for %s and %s", word, other, name)
			}
			meant[word] = name
			if k := kindMeant(word); k == nil || k.Name != name {
				t.Errorf("%s stands for %v, want %s", word, k, name)
			}
		}
	}
	for name := range otherNames {
		if kinds[name] == nil {
			t.Errorf("%s is no kind", name)
		}
	}
	for word, want := range map[string]string{"事项台账": "case", "走访登记表": "visit", "检查记录": "inspection", "calendar": "day", "Hazards": "hazard"} {
		if k := kindMeant(word); k == nil || k.Name != want {
			t.Errorf("%s stands for %v, want %s", word, k, want)
		}
	}
	for _, word := range []string{"", "台账", "登记", "公告"} {
		if k := kindMeant(word); k != nil {
			t.Errorf("%q stands for %s", word, k.Name)
		}
	}
}

// The name of a ledger goes before what another is called, and what it is called before what offices mean by it.
func TestLedgerFor(t *testing.T) {
	kinds, _ := ledger.Builtin()
	of := func(name, kind string) *ledger.Table { return &ledger.Table{Name: name, Kind: kinds[kind]} }
	hotline := *kinds["case"]
	hotline.Title = i18n.In(map[string]string{"zh-Hans": "热线", "en": "Hotline"})
	s := &site.Site{
		Ledgers:   []*ledger.Table{of("cases", "case"), {Name: "hotline", Kind: &hotline}, of("people", "person"), of("visit", "project")},
		Published: of("published", "published"),
	}
	a, _ := asked("")
	for word, want := range map[string]string{"cases": "cases", "热线": "hotline", "责任人": "people", "visit": "visit", "已公布的数": "published", "热线台账": "hotline", "项目": "visit"} {
		if got, err := a.ledgerFor(s, word); err != nil || got.Name != want {
			t.Errorf("%s is %v, %v, want %s", word, got, err, want)
		}
	}
	for word, want := range map[string]string{
		"工单": "有几本台账，写明是哪一本：cases、hotline", "人员们": "是不是 人员？", "隐患": "还没有隐患台账", "公告": "公告是网页，不在台账里；新建一篇：lanewall 录入 公告", "零报告": "零报告在 data/filings.toml 里，不能导入导出；添一条：lanewall 录入 零报告", "某某某某": "可用：事项（cases）、热线（hotline）、人员（people）",
	} {
		if _, err := a.ledgerFor(s, word); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %s", word, err, want)
		}
	}
	a.lang = diag.English
	if got := a.ledgerNames(s); !slices.Equal(got, []string{"cases", "hotline", "people", "visit", "published"}) {
		t.Errorf("in English %q", got)
	}
}
