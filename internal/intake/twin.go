package intake

import "github.com/lanewall/lanewall/internal/ledger"

// Twin is the last row of a ledger that says all that a record does, but for its id; -1 if none does. It may say more:
// what became of it since. Texts that differ in spaces alone are the same.
func Twin(t *ledger.Table, r Record) int {
	k := &known{i: &Import{Target: Target{Table: t}}}
	for at := t.N - 1; at >= 0; at-- {
		if k.says(at, r) {
			return at
		}
	}
	return -1
}

// says tells whether a row of the ledger has every value of a record, but for its id.
func (k *known) says(at int, r Record) bool {
	for _, v := range r.Values {
		if v.Field == "id" || v.Data == nil {
			continue
		}
		if k.comparable(v.Field, k.stored(at, v.Field)) != k.comparable(v.Field, spell(v.Data)) {
			return false
		}
	}
	return true
}
