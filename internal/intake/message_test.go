package intake

import (
	"maps"
	"strings"
	"testing"
)

// What stands around a message in a chat, the width of colons, the ends of lines and marks of quotation make no difference.
func TestReadMessages(t *testing.T) {
	lamp := map[string]string{"回执号": "K7QM3XH9", "类型": "反映问题", "辖区": "甲里", "事由": "楼道灯不亮", "时间": "2024-09-03"}
	for _, c := range []struct {
		name, text string
		want       []map[string]string
		lines      []int
	}{
		{"plain", "【我要反映】某街道\n回执号：K7QM3XH9\n类型：反映问题\n辖区：甲里\n事由：楼道灯不亮\n时间：2024-09-03", []map[string]string{lamp}, []int{0}},
		{"narrow colons, CRLF", "【我要反映】某街道\r\n回执号:K7QM3XH9\r\n类型: 反映问题\r\n辖区 : 甲里\r\n事由:楼道灯不亮\r\n时间:2024-09-03\r\n", []map[string]string{lamp}, []int{0}},
		{"chat", "王师傅 9月3日 08:12\n早：\n王师傅：【我要反映】某街道\n> 回执号：K7QM3XH9\n> 类型：反映问题\n> 辖区：甲里\n> 事由：楼道灯不亮\n> 时间：2024-09-03\n\n电话：这不是消息里的\n收到，谢谢", []map[string]string{lamp}, []int{2}},
		{"other words", "【我要反映】\n回执：K7QM3XH9\n类型：反映问题\n里巷：甲里\n事由：楼道灯不亮\n日期：2024-09-03", []map[string]string{lamp}, []int{0}},
		{"the first says it", "【我要反映】\n回执号：K7QM3XH9\n类型：反映问题\n辖区：甲里\n事由：楼道灯不亮\n辖区：乙里\n时间：2024-09-03", []map[string]string{lamp}, []int{0}},
		{"a long detail", "【我要反映】\n详情：第一行\n第二行：带冒号\n\n第三行\n称呼：某\n没人要的一行\n时间：2024-09-03",
			[]map[string]string{{"详情": "第一行\n第二行：带冒号\n第三行", "称呼": "某", "时间": "2024-09-03"}}, []int{0}},
		{"two, the first broken off", "【我要反映】某街道\n事由：一\n【我要反映】某街道\n事由：二\n满意：不认识的\n响应度：90\n时间：2024-09-03",
			[]map[string]string{{"事由": "一"}, {"事由": "二\n满意：不认识的", "响应度": "90", "时间": "2024-09-03"}}, []int{0, 2}},
		{"one that speaks of another", "【我要反映】某街道\n事由：楼道灯不亮\n详情：上次的【我要反映】没人管\n时间：2024-09-03",
			[]map[string]string{{"事由": "楼道灯不亮", "详情": "上次的【我要反映】没人管", "时间": "2024-09-03"}}, []int{0}},
		{"none", "今天开会，时间：下午三点", nil, nil},
	} {
		got := readMessages([]byte(c.text), []string{"响应度"})
		if len(got) != len(c.want) {
			t.Errorf("%s: %d messages, want %d", c.name, len(got), len(c.want))
			continue
		}
		for i, m := range got {
			if !maps.Equal(m.values, c.want[i]) || m.line != c.lines[i] {
				t.Errorf("%s: message %d in line %d says %q, want %q in line %d", c.name, i, m.line, m.values, c.want[i], c.lines[i])
			}
		}
	}
}

// A message without its last line does not take in all that a chat has said since.
func TestMessageWithoutEnd(t *testing.T) {
	got := readMessages([]byte("【我要反映】\n详情：灯坏了\n"+strings.Repeat("收到\n", 100_000)), nil)
	if len(got) != 1 || strings.Count(got[0].values[MessageDetail], "\n") != messageLines-2 {
		t.Errorf("%d messages, of %d characters", len(got), len(got[0].values[MessageDetail]))
	}
}

// What the page offers to be filled in by hand is read as what it says.
func TestBlankMessage(t *testing.T) {
	got := readMessages([]byte(MessageLines("某街道", map[string]string{MessageUnit: "甲里"}, true)), nil)
	if len(got) != 1 || !maps.Equal(got[0].values, map[string]string{MessageUnit: "甲里"}) {
		t.Errorf("the blank message reads %v", got)
	}
}

// FuzzReadMessages: what is read of any text says something, and written as a message again it reads the same.
func FuzzReadMessages(f *testing.F) {
	f.Add("【我要反映】某街道\n回执号：K7QM3XH9\n详情：第一行\n第二行：带冒号\n时间：2024-09-03\n收到")
	f.Add("甲：【我要反映】\r\n> 事由:：灯\r> 评价 ：满意\n响应度：90\n日期:")
	f.Add("【我要反映】\n详情：【我要反映】\n\xff\u2028：\n时间")
	f.Fuzz(func(t *testing.T, text string) {
		text, line := strings.ToValidUTF8(text, "?"), -1 // as a file comes
		for _, m := range readMessages([]byte(text), []string{"响应度"}) {
			if m.line <= line || m.line > strings.Count(text, "\n")+strings.Count(text, "\r") {
				t.Errorf("line %d after %d", m.line, line)
			}
			line = m.line
			delete(m.values, "响应度") // which only the ledger knows
			for key, value := range m.values {
				if value == "" {
					t.Errorf("%s says nothing", key)
				}
				if strings.HasPrefix(value, ":") || strings.HasPrefix(value, "：") {
					return // of a line below its key, which would now be part of what divides them
				}
			}
			again := readMessages([]byte(MessageLines("某街道", m.values, false)), nil)
			if len(again) != 1 || !maps.Equal(again[0].values, m.values) {
				t.Errorf("%q reads %v", m.values, again)
			}
		}
	})
}
