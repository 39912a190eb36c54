package ledger

import "testing"

func TestOriginalOf(t *testing.T) {
	for name, want := range map[string]string{
		"data/cases/2024-09 - 副本.toml": "data/cases/2024-09.toml", "data/cases/2024-09 - 副本 (2).toml": "data/cases/2024-09.toml",
		"a/2024-09(1).toml": "a/2024-09.toml", "a/2024-09 (12).toml": "a/2024-09.toml", "a/2024-09（1）.toml": "a/2024-09.toml",
		"a/2024-09 - Copy.toml": "a/2024-09.toml", "a/2024-09 copy 2.toml": "a/2024-09.toml", "a/Copy of 2024-09.toml": "a/2024-09.toml",
		"a/副本 2024-09.toml": "a/2024-09.toml", "a/2024-09的副本.toml": "a/2024-09.toml", "a/复件 2024-09.toml": "a/2024-09.toml",
		"a/2024-09_副本(1) - 副本.toml": "a/2024-09.toml",
		"a/2024-09.toml":            "", "a/2024-W36.toml": "", "a/photocopy-fees.toml": "", "a(1)/2024-09.toml": "", "rows.toml": "", "a/副本.toml": "",
	} {
		if got := originalOf(name); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
}
