package cli

import (
	"bufio"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/lanewall/lanewall/internal/civil"
	"github.com/lanewall/lanewall/internal/folder"
	"github.com/lanewall/lanewall/internal/starter"
)

// typist gives a line at a time, each by a call of its own.
type typist []func() string

func (t *typist) Read(p []byte) (int, error) {
	if len(*t) == 0 {
		return 0, io.EOF
	}
	line := (*t)[0]()
	*t = (*t)[1:]
	return copy(p, line), nil
}

// TestNewBesideAnother: what somebody else enters while a question is open stays.
func TestNewBesideAnother(t *testing.T) {
	dir := t.TempDir()
	files, err := starter.Files(starter.Answers{Ledgers: []string{"cases"}, Date: civil.New(2024, 9, 3)})
	if err == nil {
		_, err = folder.Save(dir, files, "s")
	}
	if err != nil {
		t.Fatal(err)
	}
	ledger, other := filepath.Join(dir, "data", "cases", "2024-09.toml"), "[[case]]\nid = \"C-2024-0009\"\nreceived = 2024-09-03\nunit = \"jiedao\"\ntitle = \"别人录的\"\n"
	keys := typist{
		func() string { return "路灯\n" },
		func() string {
			text, err := os.ReadFile(ledger)
			if err == nil {
				err = os.WriteFile(ledger, append(text, other...), 0o666)
			}
			if err != nil {
				t.Error(err)
			}
			return "y\n"
		},
	}
	a, said := asked("")
	a.in, a.source = bufio.NewReader(&keys), dir
	if err := a.runNew([]string{"case", ""}, newFlags{unit: "示例街道", date: "2024-09-03"}); err != nil {
		t.Fatalf("%v\n%s", err, said)
	}
	text, err := os.ReadFile(ledger)
	if err != nil || !strings.Contains(string(text), other) || !strings.Contains(string(text), "路灯") {
		t.Errorf("%v\n%s", err, text)
	}
}
