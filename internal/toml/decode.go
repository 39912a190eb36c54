package toml

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/BurntSushi/toml"

	"github.com/lanewall/lanewall/internal/diag"
)

// decode has BurntSushi check and decode a document. The offset of what is wrong with it is one in the text.
//
// BurntSushi calls itself for every level of nesting, which a file of ten million brackets turns into a stack overflow
// that nothing can recover from, and takes quadratic time over dotted keys. So it is shown only what comes before a
// place that is too deep: whatever is wrong before it is said, and if nothing is, the depth is.
func decode(text []byte) (data map[string]any, problem *diag.Diagnostic) {
	shown := shallow(text)
	defer func() {
		if bug := recover(); bug != nil {
			data, problem = nil, syntax(0, fmt.Sprint(bug))
		}
	}()
	_, err := toml.Decode(string(text[:shown]), &data)
	offset := 0
	var parse toml.ParseError
	switch {
	case errors.As(err, &parse):
		offset, err = mended(text, byteOrderMark(text)+parse.Position.Start, parse.Message)
	case err == nil && shown == len(text):
		return data, nil
	}
	if shown < len(text) && (err == nil || offset >= shown-1) {
		return nil, syntax(shown, "nested too deep")
	}
	return nil, syntax(offset, err.Error())
}

// mended is the place and the message of an error of BurntSushi's where those point beside the fault: at the beginning of
// a text for a byte in it, one in front of a control character, at the next row for a bracket that this one leaves open.
func mended(text []byte, offset int, message string) (int, error) {
	if strings.Contains(message, "control characters") {
		offset++
	}
	offset = min(max(0, offset), len(text))
	switch {
	case strings.Contains(message, "NULL bytes"):
		offset = 0
	case strings.Contains(message, "invalid UTF-8"):
		offset = validUTF8(text)
	case strings.HasSuffix(message, "'\"\"\"'") || strings.HasSuffix(message, `"'''"`):
		offset = unclosed(text, len(text))
	case strings.Contains(message, "terminator") && beginsRow(text[offset:]):
		if open := unclosed(text, offset); bytes.IndexByte(text[open:offset], '\n') >= 0 {
			return open, fmt.Errorf("%q is not closed", text[open:open+1])
		}
	}
	return offset, errors.New(message)
}

// validUTF8 is how much of a text is UTF-8.
func validUTF8(text []byte) int {
	i := byteOrderMark(text)
	for i < len(text) {
		r, size := utf8.DecodeRune(text[i:])
		if r == utf8.RuneError && size == 1 {
			break
		}
		i += size
	}
	return i
}

// beginsRow tells whether the line goes on as the header of a row, or as a key with its value.
func beginsRow(line []byte) bool {
	key := 0
	for key < len(line) && classOf[line[key]]&bare != 0 {
		key++
	}
	return bytes.HasPrefix(line, []byte("[[")) || key > 0 && bytes.HasPrefix(bytes.TrimLeft(line[key:], " \t"), []byte("="))
}

// unclosed is where the innermost bracket, or the text, stands that is open at an offset.
func unclosed(text []byte, offset int) int {
	s := scanner{text: text[:offset]}
	var open []int
	for s.i < len(s.text) {
		start := s.i
		switch s.text[s.i] {
		case '"', '\'':
			raw := s.quoted()
			if s.i == len(s.text) && (len(raw) < 6 || raw[len(raw)-1] != raw[0]) {
				return start
			}
			continue
		case '#':
			s.line()
			continue
		case '[', '{':
			open = append(open, s.i)
		case ']', '}':
			open = open[:max(0, len(open)-1)]
		}
		s.i++
	}
	if len(open) == 0 {
		return offset
	}
	return open[len(open)-1]
}

func syntax(offset int, message string) *diag.Diagnostic {
	return &diag.Diagnostic{Code: "toml-syntax", Pos: diag.Pos{Offset: offset}, Args: []any{fault{message}, adviceOn(message)}}
}

// deepest bounds how many brackets may be open at once, and how many parts a dotted key may have.
const deepest = 100

// shallow is how much of a document comes before the first place that is nested deeper than that.
func shallow(text []byte) int {
	s := scanner{text: text}
	depth, dots := 0, 0
	for s.i < len(text) {
		switch text[s.i] {
		case '"', '\'':
			s.quoted()
			continue
		case '#':
			s.line()
			continue
		case '[', '{':
			depth++
			dots = 0
		case ']', '}':
			depth = max(0, depth-1)
		case '.':
			dots++
		case '\n', '=', ',':
			dots = 0
		}
		if depth > deepest || dots > deepest {
			return s.i
		}
		s.i++
	}
	return len(text)
}

// advice says what to do about an error of syntax.
type advice struct{ zh, en string }

// In gives it in the language.
func (a advice) In(lang diag.Lang) string { return [...]string{a.zh, a.en}[lang] }

var (
	general = advice{"每行写成 键 = 值；文字加英文双引号，日期写成 2024-09-03", `write key = value; text in "quotes", dates as 2024-09-03`}
	twice   = advice{"删去重复的一个；要写下一条，先另起一行写 [[…]]", "delete one of them; to begin the next row, write its [[…]] first"}
	coding  = advice{"文件不是 UTF-8 编码：在编辑器里“另存为”，编码选 UTF-8", "the file is not UTF-8: save it again with the encoding UTF-8"}
	noDay   = advice{"没有这一天，或写法不对：日期写成 2024-09-03，月日都是两位", "there is no such day, or it is written another way: write dates as 2024-09-03"}
	large   = advice{"这个数太大；是编号或电话的，加英文双引号", "the number is too large; put codes and telephone numbers into quotes"}
	quote   = advice{"缺右引号", "the closing quote is missing"}
)

// advices go by a part of the message; the first that fits is given.
var advices = []struct {
	message string
	advice
}{
	{"invalid UTF-8 byte", coding},
	{"NULL bytes", coding},
	{`\ufeff`, advice{"这里有看不见的标记（BOM）：删去这一行，重新输入", "there is an invisible mark (BOM) here: delete the line and type it again"}},
	{"control characters", advice{"这里有看不见的控制字符：删去，重新输入", "delete the invisible control character here and type the place again"}},
	{"nested too deep", advice{"括号层层相套，多半漏了一个 ] 或 }：台账的值最多是一张列表", "a ] or } is missing: a row holds plain values and lists of them"}},
	{"is not closed", advice{"在这一项的末尾补上右括号", "put the closing bracket behind the last item"}},
	{"already been defined", twice},
	{"already created", twice},
	{"invalid datetime", noDay},
	{"leading zeroes", advice{"数字不能以 0 开头；是编号的，加英文双引号", "numbers do not begin with 0; put codes into quotes"}},
	{"out of range", large},
	{"underscores", advice{"数字只写数字：12000", "write digits only: 12000"}},
	{"Invalid float", advice{"小数写成 0.5：小数点前后都要有数字；日期写成 2024-09-03", "write decimals as 0.5, with digits on both sides of the point, and dates as 2024-09-03"}},
	{"strings cannot contain newlines", advice{"这一行的文字缺右引号；文字不能跨行", "the quote is not closed on this line; text does not run over lines"}},
	{"unexpected EOF; expected '\"", quote},
	{"unexpected EOF; expected \"'", quote},
	{"Escaped character", advice{`没有这个字符：直接输入字符本身`, "there is no such character: type the character itself"}},
	{"escape", advice{`文字里的 \ 写成 \\，或改用单引号`, `write \ in text as \\, or use single quotes`}},
	{"array terminator", advice{"列表各项之间要有英文逗号，末尾要有 ]：[\"甲\", \"乙\"]", `put a comma between the items and ] at the end: ["甲", "乙"]`}},
	{"inline table terminator", advice{"各项之间要有英文逗号，末尾要有 }：{ 键 = 值, 键 = 值 }", "put a comma between the items and } at the end: { key = value, key = value }"}},
	{"unexpected comma", advice{"多了一个逗号", "delete the comma"}},
	{"table name", advice{"每条以 [[名称]] 起头，方括号成对", "begin each row with [[name]], brackets in pairs"}},
	{"table array name", advice{"每条以 [[名称]] 起头，方括号成对", "begin each row with [[name]], brackets in pairs"}},
	{"end with a newline", advice{"值后面多了东西：一行只写一个键；数字不带逗号和单位，日期写成 2024-09-03，文字里的英文双引号前加 \\",
		`something follows the value: write one key a line, numbers without commas and units, dates as 2024-09-03, " in text as \"`}},
	{"expected '.' or '='", advice{`键后面要有英文的等号；中文的键要加英文双引号："标题" = …`, `a key is followed by =; put keys in other letters into quotes: "标题" = …`}},
	{"key name appears blank", advice{"等号前面要有键", "write the key before ="}},
	{"expected value", advice{"等号后面要有值：文字加英文双引号（不是中文引号），数字用半角，是与否写 true、false",
		`write a value behind =: text in straight "quotes", digits as 0-9, yes and no as true and false`}},
}

func adviceOn(message string) advice {
	if mark, ok := markIn(message); ok {
		return mark.advice
	}
	for _, a := range advices {
		if strings.Contains(message, a.message) {
			return a.advice
		}
	}
	return general
}
