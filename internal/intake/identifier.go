package intake

import (
	"github.com/lanewall/lanewall/internal/ledger"
	"github.com/lanewall/lanewall/internal/privacy"
)

// identifierIn finds the number in a text that names a person and that readers of a field would see.
func identifierIn(f *ledger.Field, text string) (privacy.Kind, bool) {
	n, ok := privacy.Worst(text)
	return n.Kind, ok && f.Publishes(n.Kind)
}
