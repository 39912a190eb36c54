package cli

import (
	"slices"
	"testing"

	"github.com/lanewall/lanewall/internal/diag"
	"github.com/lanewall/lanewall/internal/ledger"
	"github.com/lanewall/lanewall/internal/site"
)

// TestLedgersOfOneTitle: whoever picks the second of two ledgers of the same title gets that one.
func TestLedgersOfOneTitle(t *testing.T) {
	kinds, _ := ledger.Builtin()
	of := func(name, kind string) *ledger.Table { return &ledger.Table{Name: name, Kind: kinds[kind]} }
	s := &site.Site{Ledgers: []*ledger.Table{of("council", "meeting"), of("talks", "meeting"), of("cases", "case")}}
	a, said := asked("2\n")
	if got, err := a.what(s); got != "talks" || err != nil {
		t.Errorf("it takes %q, %v, having said\n%s", got, err, said)
	}
	if got, want := a.titles(s.Ledgers), []string{"会议（council）", "会议（talks）", "事项"}; !slices.Equal(got, want) {
		t.Errorf("titles %q, want %q", got, want)
	}
	for word, want := range map[string]int{"talks": 1, "meeting": 2, "会议": 2, "case": 1, "Cases": 1, "wish": 0} {
		if found := ledgersCalled(s, word); len(found) != want {
			t.Errorf("%s stands for %d ledgers, want %d", word, len(found), want)
		}
	}
	if t1 := ledgerCalled(s, "case"); t1 == nil || t1.Name != "cases" || ledgerCalled(s, "meeting") != nil {
		t.Errorf("case is %v", t1)
	}
	a.lang = diag.English
	if got := a.titles(s.Ledgers)[1]; got != "Meetings (talks)" {
		t.Errorf("in English %q", got)
	}
}
