package toml

import (
	"regexp"
	"strings"

	"github.com/lanewall/lanewall/internal/diag"
)

// fault is what BurntSushi says of a document, which is English; whoever keeps ledgers reads Chinese.
type fault struct{ message string }

// In puts it into the language.
func (f fault) In(lang diag.Lang) string {
	if lang == diag.English {
		return diag.Clip(f.message)
	}
	if mark, ok := markIn(f.message); ok {
		return "这里用了" + mark.zh
	}
	what := quotedIn(f.message)
	for _, w := range faultWords {
		if strings.Contains(f.message, w.message) {
			return strings.ReplaceAll(w.zh, "…", what)
		}
	}
	return diag.Clip(f.message)
}

// met is the piece of the text that a message speaks of.
var met = regexp.MustCompile(`(?s)(?:found|got) ['"](.+?)['"](?: instead)?$`)

// mark is a character that an input method for Chinese writes where TOML wants one of ASCII.
type mark struct {
	characters string
	zh         string
	advice
}

var marks = []mark{
	{"“”＂„", "中文引号", advice{`换成英文双引号：title = "路灯不亮"`, `use straight quotes: title = "…"`}},
	{"‘’＇", "中文单引号", advice{`换成英文双引号：title = "路灯不亮"`, `use straight quotes: title = "…"`}},
	{"＝", "全角等号 ＝", advice{"换成英文的 =", "write ="}},
	{"，、", "中文逗号或顿号", advice{"列表各项之间换成英文逗号：[\"甲\", \"乙\"]；在文字里的，把它放进引号", `between the items of a list write , as in ["甲", "乙"]; put it into the quotes if it is of the text`}},
	{"：；", "中文冒号或分号", advice{"键和值之间写英文的 =，一行末尾不要标点", "write = between key and value, and nothing at the end of a line"}},
	{"。．！？", "中文标点", advice{"删去它；在文字里的，把它放进引号", "delete it, or put it into the quotes if it is of the text"}},
	{"【】［］〔〕「」『』《》（）｛｝", "中文括号", advice{"每条用英文方括号起头，如 [[case]]；书名号、括号是文字的，放进引号", "begin rows with [[case]]; put brackets of a text into its quotes"}},
	{"０１２３４５６７８９－", "全角数字", advice{"换成半角数字：12", "write digits as 0-9"}},
	{"\u3000\u00a0", "全角空格或看不见的空格", advice{"删去它，用英文空格", "delete it, and use plain spaces"}},
	{"＃", "全角井号 ＃", advice{"注释用英文的 # 起头", "begin comments with #"}},
}

// markIn is the mark that a message speaks of.
func markIn(message string) (mark, bool) {
	what := piece(message)
	for _, m := range marks {
		if what != "" && strings.ContainsRune(m.characters, []rune(what)[0]) {
			return m, true
		}
	}
	return mark{}, false
}

func piece(message string) string {
	if m := met.FindStringSubmatch(message); m != nil {
		return strings.NewReplacer(`\u3000`, "\u3000", `\u00a0`, "\u00a0", `\xa0`, "\u00a0").Replace(m[1])
	}
	return ""
}

// quotedIn is that piece, or what else a message has in quotes, as a sentence shows it.
func quotedIn(message string) string {
	what := piece(message)
	if what == "" {
		if m := inQuotes.FindStringSubmatch(message); m != nil {
			what = m[1]
		}
	}
	const most = 30
	if runes := []rune(what); len(runes) > most {
		what = string(runes[:most]) + "……"
	}
	return what
}

var inQuotes = regexp.MustCompile(`(?s)['"](.+?)['"]`)

// faultWords are the messages that mistakes of everyday lead to, by a part of them; … is what the message shows.
var faultWords = []struct{ message, zh string }{
	{"outside what lanewall reads", "这种写法 lanewall 不读"},
	{"invalid UTF-8 byte", "文件不是 UTF-8 编码"},
	{"NULL bytes", "文件不是 UTF-8 编码（像是 UTF-16）"},
	{"control characters", "这里有看不见的控制字符"},
	{"nested too deep", "括号套得太深"},
	{"is not closed", "左括号 … 没有右括号"},
	{"already been defined", "“…”写了两次"},
	{"already created", "“…”写了两次"},
	{"invalid datetime", "没有这一天，或日期写法不对：…"},
	{"leading zeroes", "数字以 0 开头：…"},
	{"out of range", "数字太大"},
	{"underscores", "数字里有下划线"},
	{"Invalid float", "小数写得不对：…"},
	{"floats must", "小数写得不对，小数点前面要有数字"},
	{"expected a digit", "正负号后面要有数字"},
	{"strings cannot contain newlines", "这一行的文字没有右引号"},
	{"unexpected EOF; expected '", "到文件末尾也没有右引号"},
	{"Escaped character", `\ 后面的写法没有这个字符`},
	{"escape", `文字里的 \ 后面不能跟这个字：…`},
	{"array terminator", "列表里少了逗号或右方括号"},
	{"inline table terminator", "花括号里少了逗号或右花括号"},
	{"unexpected comma", "多了一个逗号"},
	{"table name", "这一行的方括号不成对"},
	{"table array name", "这一行的方括号不成对"},
	{`expected '.' or '=', but got '\ufeff'`, "这里有看不见的标记（BOM）"},
	{"end with a newline", "值写完了，后面又有“…”"},
	{`got '"'`, "键后面少了等号"},
	{"expected '.' or '='", "这里应当是 键 = 值，读到的是“…”"},
	{"key name appears blank", "等号前面没有键"},
	{`expected value but found '\n'`, "等号后面没有写值"},
	{`expected value but found '\r'`, "等号后面没有写值"},
	{"expected value but found", "等号后面的“…”没有加引号，或者写得不对"},
	{"expected value", "等号后面没有写值"},
}
