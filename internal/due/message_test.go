package due

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"unicode/utf8"

	"github.com/lanewall/lanewall/internal/diag"
	"github.com/lanewall/lanewall/internal/sheet"
)

func texts(messages []Message) string {
	var all []string
	for _, m := range messages {
		all = append(all, m.Text)
	}
	return strings.Join(all, "\n\n") + "\n"
}

func TestMessages(t *testing.T) {
	day := date(t, "2024-09-04")
	s := load(t, files, day)
	office := Office{Name: "甲街道", Phone: "0000-0000000", Day: day, Long: 5}
	messages, unnamed := Messages(s, Find(s, day), office)
	want := `【催办】住建：你单位承办的以下2项（其中1项已超期），请抓紧办理。
1. C-1 路灯不亮（乙里），8月23日到期，超期8个工作日
2. W-1 加装扶手（乙里），9月6日到期，还剩2个工作日
未到期的请按期办结，已超期的请尽快办结并反馈进展；已办结的请及时登记。联系电话：0000-0000000。甲街道，9月4日

【催办】城管：你单位承办的以下2项，请抓紧办理。
1. 隐患 H-1（乙里），今天（9月4日）到期
2. 纠纷 D-1（管区一级）（乙里），9月4日时限过半，9月5日到期
请在到期前办结并反馈；已办结的请及时登记。联系电话：0000-0000000。甲街道，9月4日

【催办】城管：你单位协办的以下1项已超期，请配合承办单位办理。
1. C-1 路灯不亮（乙里），8月23日到期，超期8个工作日
协办情况请告知承办单位。联系电话：0000-0000000。甲街道，9月4日

【催办】示例甲：您负责的以下1项，请抓紧办理。
1. 隐患 H-1（乙里），今天（9月4日）到期
请在到期前办结并反馈；已办结的请及时登记。联系电话：0000-0000000。甲街道，9月4日

【催办】丙里：你处的以下1项，请抓紧办理。
1. C-3 积水，9月6日到期，还剩2个工作日
请在到期前办结并反馈；已办结的请及时登记。联系电话：0000-0000000。甲街道，9月4日

【转督查】截至9月4日，以下1项超期超过5个工作日，请督查跟进。
1. C-1 路灯不亮（乙里），住建承办，8月23日到期，超期8个工作日
进展请反馈。联系电话：0000-0000000。甲街道，9月4日
`
	if got := texts(messages); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if len(unnamed) != 0 {
		t.Errorf("%d items without a receiver", len(unnamed))
	}
}

func TestMessagesInEnglish(t *testing.T) {
	day := date(t, "2024-09-04")
	s := load(t, files, day)
	messages, _ := Messages(s, Filter{Body: "zhujian"}.Keep(Find(s, day)), Office{Name: "Jia Street", Day: day, Long: 10, Lang: diag.English})
	want := `[Reminder] 住建: you lead on 2 (1 overdue).
1. C-1 路灯不亮 (乙里), due 23 Aug, over by 8 working days
2. W-1 加装扶手 (乙里), due 6 Sep, 2 working days left
`
	if got := texts(messages); !strings.HasPrefix(got, want) {
		t.Errorf("got\n%s\nwant it to begin with\n%s", got, want)
	}
}

// A long list is split between lines; no part is longer than a message may be, and nothing is lost or said twice.
func TestLongListsAreSplit(t *testing.T) {
	var cases strings.Builder
	for n := range 30 {
		fmt.Fprintf(&cases, "[[case]]\nid = \"C-%03d\"\nreceived = 2024-08-%02d\nunit = \"yi\"\ntitle = \"第%d栋楼道灯不亮\"\nlead = \"住建\"\n", n, n%20+1, n)
	}
	folder := maps.Clone(files)
	folder["data/cases/2024-09.toml"] = file(cases.String())
	day := date(t, "2024-09-03")
	s := load(t, folder, day)
	for n := 1; n <= 30; n++ {
		items := Filter{Ledger: "cases"}.Keep(Find(s, day))[:n]
		messages, _ := Messages(s, items, Office{Name: "甲街道办事处", Phone: "0000-0000000", Day: day, Long: 100})
		line, shortest, longest := 0, 1<<30, 0
		for i, m := range messages {
			if length := utf8.RuneCountInString(m.Text); length > messageLength[diag.Chinese] {
				t.Errorf("%d items, part %d: %d characters", n, m.Part, length)
			}
			shortest, longest = min(shortest, utf8.RuneCountInString(m.Text)), max(longest, utf8.RuneCountInString(m.Text))
			if !strings.HasSuffix(m.Text, "甲街道办事处，9月3日") {
				t.Errorf("%d items: part %d does not say who writes:\n%s", n, m.Part, m.Text)
			}
			if m.Part != i+1 || m.Parts != len(messages) {
				t.Errorf("%d items: part %d of %d is numbered %d of %d", n, i+1, len(messages), m.Part, m.Parts)
			}
			if len(messages) > 1 && !strings.HasPrefix(m.Text, fmt.Sprintf("【催办 %d/%d】住建：", m.Part, m.Parts)) {
				t.Errorf("%d items, part %d begins %q", n, m.Part, m.Text[:30])
			}
			for range m.Items {
				line++
				if strings.Count(m.Text, fmt.Sprintf("\n%d. %s ", line, items[line-1].ID)) != 1 {
					t.Errorf("%d items: line %d is not in part %d:\n%s", n, line, m.Part, m.Text)
				}
			}
		}
		if line != n {
			t.Errorf("%d items: %d lines", n, line)
		}
		if n <= 5 && len(messages) > 1 || longest-shortest > 120 {
			t.Errorf("%d items are %d messages of %d to %d characters", n, len(messages), shortest, longest)
		}
	}
}

// Nothing that is not public of a row leaves the office: neither in a message nor in a sheet, whatever the ledger says
// is private. The telephone numbers of bodies and people stay in, too.
func TestNothingPrivateLeaves(t *testing.T) {
	folder := maps.Clone(files)
	for _, field := range []string{"title", "unit", "lead", "assist", "received", "id"} {
		hidden := maps.Clone(folder)
		hidden["data/cases/ledger.toml"] = file("kind = \"case\"\n[[limit]]\nwithin = \"3个工作日\"\n[field." + field + "]\nclass = \"private\"\n")
		check(t, field, hidden)
	}
	check(t, "nothing", folder)
}

// hiding is what a text of the case C-1 must not have if a field is private.
var hiding = map[string]string{"title": "路灯不亮", "unit": "C-1 路灯不亮（乙里", "lead": "，住建承办", "assist": "协办的以下", "received": "2024-08-20", "id": "C-1 "}

func check(t *testing.T, field string, files fstest.MapFS) {
	t.Helper()
	day := date(t, "2024-09-03")
	s := load(t, files, day)
	items := Find(s, day)
	if !slices.ContainsFunc(items, func(i Item) bool { return i.Table.Name == "cases" }) {
		t.Fatalf("with %s private no case is found", field)
	}
	office := Office{Name: "甲街道", Day: day, Long: 1}
	messages, _ := Messages(s, items, office)
	all := texts(messages)
	packed, err := sheet.Write(Workbook(s, items, ByBody, office, ""))
	if err != nil {
		t.Fatal(err)
	}
	sheets, err := sheet.Read("due.xlsx", packed)
	if err != nil {
		t.Fatal(err)
	}
	for _, page := range sheets {
		for _, row := range page.Rows {
			for _, cell := range row {
				all += cell.Text + "\n"
			}
		}
	}
	for _, private := range []string{"PRIVATE", "0000-7777777", "0000-8888888", hiding[field]} {
		if private != "" && strings.Contains(all, private) {
			t.Errorf("with %s private %q gets out:\n%s", field, private, all)
		}
	}
}

func TestUnnamed(t *testing.T) {
	folder := maps.Clone(files)
	folder["data/cases/ledger.toml"] = file("kind = \"case\"\n[[limit]]\nwithin = \"3个工作日\"\n[field.unit]\nclass = \"private\"\n")
	day := date(t, "2024-09-03")
	s := load(t, folder, day)
	_, unnamed := Messages(s, Find(s, day), Office{Day: day})
	if got := lines(unnamed); len(got) != 1 || !strings.HasPrefix(got[0], "C-3 ") {
		t.Errorf("without a receiver: %v", got)
	}
}

func TestWorkbook(t *testing.T) {
	day := date(t, "2024-09-04")
	s := load(t, files, day)
	items := Find(s, day)
	packed, err := sheet.Write(Workbook(s, items, ByBody, Office{Name: "甲街道", Phone: "0000-0000000", Day: day, Long: 5}, "示例网站"))
	if err != nil {
		t.Fatal(err)
	}
	sheets, err := sheet.Read("due.xlsx", packed)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, page := range sheets {
		names = append(names, page.Name)
	}
	if got, want := strings.Join(names, " "), "一览 住建 城管 未写明 城管（协办） 转督查"; got != want {
		t.Errorf("sheets %s, want %s", got, want)
	}
	for _, want := range []string{
		"一览: 甲街道，2024年9月4日，本周9月2日至9月8日，已经超期1项，今天到期或转红1项，今天转黄1项，本周内转黄0项，本周内到期2项",
		"一览: 已经超期|C-1|路灯不亮|乙里|住建|城管||2024-08-20|2024-08-22|2024-08-23|超期8个工作日",
		"住建: 催办单",
		"住建: 签收人：____________　签收日期：____________",
		"住建: 编号|事由|辖区|责任人|到期|还剩|反馈",
		"住建: W-1|加装扶手|乙里||2024-09-06|还剩2个工作日",
		"城管: H-1|隐患|乙里|示例甲|2024-09-04|今天到期",
		"城管（协办）: C-1|路灯不亮|乙里||2024-08-23|超期8个工作日",
		"转督查: 截至2024年9月4日，以下1项超期超过5个工作日。",
	} {
		if !slices.Contains(cells(sheets), want) {
			t.Errorf("no row %q in\n%s", want, strings.Join(cells(sheets), "\n"))
		}
	}
}

// cells are the rows of all sheets: name: cell|cell.
func cells(sheets []sheet.Sheet) (rows []string) {
	for _, page := range sheets {
		for _, row := range page.Rows {
			var texts []string
			for _, cell := range row {
				texts = append(texts, cell.Text)
			}
			rows = append(rows, page.Name+": "+strings.TrimRight(strings.Join(texts, "|"), "|"))
		}
	}
	return rows
}
