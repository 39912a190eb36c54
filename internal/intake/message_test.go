package intake

import (
	"maps"
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

// What the page offers to be filled in by hand is read as what it says.
func TestBlankMessage(t *testing.T) {
	got := readMessages([]byte(MessageLines("某街道", map[string]string{MessageUnit: "甲里"}, true)), nil)
	if len(got) != 1 || !maps.Equal(got[0].values, map[string]string{MessageUnit: "甲里"}) {
		t.Errorf("the blank message reads %v", got)
	}
}
