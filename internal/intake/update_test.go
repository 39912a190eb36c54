package intake

import (
	"strings"
	"testing"

	"github.com/lanewall/lanewall/internal/diag"
)

// stored are rows as people have them: comments, other quotes, a list on several lines.
const stored = `# 八月
[[case]]
id = "c-1"
received = 2024-08-03 # 来电
unit = "yanjia"
title = '停水'
closed = 2024-08-05

[[case]]
id = "c-2"
received = 2024-08-04
unit = "yanjia"
title = "停电"
assist = [
  "housing",
]

# 最后一条
[[case]]
id = "c-3"
received = 2024-08-09
unit = "yanjia"
title = "路灯"
reply = "第一行 第二行"`

// updated is a file taken into the cases of stored, rows that differ changed.
func updated(t *testing.T, content string) (*Batch, []Draft) {
	t.Helper()
	i, problems := NewImport(text(t, "工单.csv", content), office(t, "cases", "case", stored), Options{Zone: shanghai, Update: true})
	if len(problems) > 0 {
		t.Fatal(said(problems))
	}
	b, problems := i.Read(nil)
	if len(problems) > 0 {
		t.Fatal(said(problems))
	}
	drafts, err := b.Drafts(func(path string) ([]byte, error) {
		return map[string][]byte{"data/cases/2024-08.toml": []byte(stored)}[path], nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return b, drafts
}

// Rows that differ are changed where they stand, new ones come behind, and nothing else changes: where the sheet says
// nothing the ledger keeps what it knows.
func TestUpdate(t *testing.T) {
	b, drafts := updated(t, "编号,收到,辖区,事由,办结,答复\nc-3,2024-08-10,桥头巷,路灯,2024-08-12,\"第一行\n第二行\"\nc-9,2024-08-20,晏家湾,井盖,,\nc-1,2024-08-03,晏家湾,停水三天,,\n")
	want := strings.NewReplacer("'停水'", `"停水三天"`, "received = 2024-08-09\nunit = \"yanjia\"\ntitle = \"路灯\"\nreply = \"第一行 第二行\"",
		"received = 2024-08-10\nunit = \"qiao\"\ntitle = \"路灯\"\nreply = \"第一行\\n第二行\"\nclosed = 2024-08-12").Replace(stored) +
		"\n\n[[case]]\nid = \"c-9\"\nreceived = 2024-08-20\nunit = \"yanjia\"\ntitle = \"井盖\"\n"
	if len(drafts) != 1 || string(drafts[0].Content) != want || drafts[0].Len() != 1 {
		t.Errorf("got\n%s\nwant\n%s", drafts[0].Content, want)
	}
	if len(b.Updates) != 2 || len(b.Rows) != 1 || b.Differ+b.Refused+len(b.Problems) != 0 {
		t.Errorf("%+v", b)
	}
}

// A row that is not written line by line stays, and its place is told.
func TestUpdateByHand(t *testing.T) {
	b, drafts := updated(t, "编号,收到,辖区,事由,协办单位\nc-2,2024-08-04,晏家湾,停电,供水、排水所\n")
	if len(drafts) != 0 || len(b.Updates) != 0 || b.Differ != 1 {
		t.Errorf("%v %+v", drafts, b)
	}
	if hint := b.Problems[0].Hint(diag.Chinese); !strings.HasSuffix(hint, "改 data/cases/2024-08.toml:14") {
		t.Error(hint)
	}
}

// A problem that a change brings is told by its cell; the row then stays as it was.
func TestUpdateRefused(t *testing.T) {
	b, drafts := updated(t, "编号,收到,辖区,事由,办结\nc-3,2024-08-09,晏家湾,路灯坏,2024-08-01\nc-1,2024-08-03,晏家湾,停水,2024-08-06\n")
	content := string(drafts[0].Content)
	src := &diag.Source{Name: drafts[0].Path, Text: drafts[0].Content}
	for word, want := range map[string]string{"2024-08-01": "工单.csv E2", "2024-08-06": "工单.csv E3", `"路灯坏"`: "工单.csv D2", "停电": "", "# 八月": ""} {
		p, ok := b.Locate(drafts, diag.Diagnostic{Code: "unreadable", Pos: src.At(strings.Index(content, word)), Args: []any{"x"}})
		if ok != (want != "") || ok && p.Pos.Source.Name != want {
			t.Errorf("%s is at %v %v, want %q", word, p.Pos.Source, ok, want)
		}
	}
	row := []Problem{{Index: 1}}
	if b.Refuse(row); len(b.Updates) != 1 || b.Refused != 1 {
		t.Errorf("%+v", b)
	}
}
