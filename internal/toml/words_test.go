package toml

import (
	"strings"
	"testing"

	"github.com/lanewall/lanewall/internal/diag"
)

// The mistakes that are made most: a clerk reads in Chinese what is wrong and what to type.
func TestFaultsInChinese(t *testing.T) {
	for _, c := range []struct{ text, message, hint string }{
		{"a = “x”", "这里用了中文引号", "英文双引号"},
		{"“a” = 1", "这里用了中文引号", "英文双引号"},
		{"a = ‘x’", "这里用了中文单引号", "英文双引号"},
		{"a ＝ 1", "这里用了全角等号 ＝", "换成英文的 ="},
		{"a = [\"x\"，\"y\"]", "这里用了中文逗号或顿号", "换成英文逗号"},
		{"a = \"x\"。", "这里用了中文标点", "删去它"},
		{"【case】", "这里用了中文括号", "[[case]]"},
		{"a = １２", "这里用了全角数字", "半角"},
		{"\u3000a = 1", "这里用了全角空格", "英文空格"},
		{"a：1", "这里用了中文冒号", "英文的 ="},
		{"a = \"x", "没有右引号", "缺右引号"},
		{"a = \"x\nb = 1", "这一行的文字没有右引号", "缺右引号"},
		{"a = 张三", "等号后面的“张三”没有加引号", "文字加英文双引号"},
		{"a = ", "等号后面没有写值", "等号后面要有值"},
		{"a = 1\na = 2", "“a”写了两次", "删去重复的一个"},
		{"a = \"\xc4\xe3\"", "文件不是 UTF-8 编码", "编码选 UTF-8"},
		{"a\x00 = 1", "文件不是 UTF-8 编码（像是 UTF-16）", "编码选 UTF-8"},
		{"a = 12件", "值写完了，后面又有“件”", "不带逗号和单位"},
		{"a = 2024-9-3", "日期写法不对：2024-9-3", "2024-09-03"},
		{"a = 007", "数字以 0 开头：007", "加英文双引号"},
		{"[[case]\nid = 1", "方括号不成对", "方括号成对"},
		{"a = [1\nb = 2", "左括号 [ 没有右括号", "补上右括号"},
		{"a = [1 2]", "列表里少了逗号", "英文逗号"},
		{"标题 = 1", "这里应当是 键 = 值，读到的是“标”", "英文双引号"},
		{"a \"x\"", "键后面少了等号", "英文的等号"},
		{`a = "C:\数"`, `文字里的 \ 后面不能跟这个字：\数`, `\\`},
	} {
		_, problems := Parse(source(c.text))
		if len(problems) != 1 {
			t.Errorf("%q: %v", c.text, problems)
			continue
		}
		message, hint := problems[0].Message(diag.Chinese), problems[0].Hint(diag.Chinese)
		if !strings.Contains(message, c.message) || !strings.Contains(hint, c.hint) {
			t.Errorf("%q: %s；%s", c.text, message, hint)
		}
		if english := problems[0].Message(diag.English) + problems[0].Hint(diag.English); strings.ContainsAny(english, "这里写") {
			t.Errorf("%q: %s", c.text, english)
		}
	}
}
