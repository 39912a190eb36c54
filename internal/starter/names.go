package starter

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// An office's name says what it is and what its area is called: 示例街道办事处 is a 街道 called 示例街道.
var offices = []struct{ ending, area, level, body string }{
	{"街道办事处", "街道", "街道", "街道"},
	{"街道", "街道", "街道", "街道"},
	{"社区居民委员会", "社区", "社区", "社区"},
	{"社区居委会", "社区", "社区", "社区"},
	{"社区", "社区", "社区", "社区"},
	{"村村民委员会", "村", "村", "其他"},
	{"村民委员会", "村", "村", "其他"},
	{"村委会", "村", "村", "其他"},
	{"村", "村", "村", "其他"},
	{"镇人民政府", "镇", "镇", "街道"},
	{"镇政府", "镇", "镇", "街道"},
	{"镇", "镇", "镇", "街道"},
	{"乡人民政府", "乡", "乡", "街道"},
	{"乡政府", "乡", "乡", "街道"},
	{"乡", "乡", "乡", "街道"},
	{"区", "区", "区", "其他"},
	{"县", "县", "县", "其他"},
	{"市", "市", "市", "其他"},
}

// otherLevel is the level of an office whose name does not say it.
const otherLevel = "单位"

// RootOf is the area of an office: 示例街道 of 示例街道办事处; the name itself if it does not say.
func RootOf(office string) string {
	for _, o := range offices {
		if name, ok := strings.CutSuffix(office, o.ending); ok && name != "" {
			return name + o.area
		}
	}
	return office
}

// LevelOf is what kind of area it is: 街道.
func LevelOf(office string) string {
	for _, o := range offices {
		if strings.HasSuffix(office, o.ending) {
			return o.level
		}
	}
	return otherLevel
}

// bodyKind is what kind of body the office is, in the words of the kind “body”.
func bodyKind(office string) string {
	for _, o := range offices {
		if strings.HasSuffix(office, o.ending) {
			return o.body
		}
	}
	return "其他"
}

// LevelsBelow is what an office of a level has below it, as a rule.
func LevelsBelow(level string) []string {
	switch level {
	case "区", "县", "市":
		return []string{"街道", "社区"}
	case "街道":
		return []string{"社区"}
	case "镇", "乡":
		return []string{"村"}
	case "社区":
		return []string{"网格"}
	case "村":
		return []string{"组"}
	}
	return nil
}

// spelled are the ids of levels.
var spelled = map[string]string{
	"市": "shi", "区": "qu", "县": "xian", "街道": "jiedao", "镇": "zhen", "乡": "xiangzhen", "乡镇": "xiangzhen", "社区": "shequ",
	"村": "cun", "行政村": "cun", "自然村": "zirancun", "组": "zu", "小组": "zu", "村民小组": "zu", "网格": "wangge", "里巷": "lixiang",
	"小区": "xiaoqu", "片区": "pianqu", "片": "pian", "管区": "guanqu", "楼栋": "loudong", "楼": "lou", "院落": "yuanluo", "庭院": "tingyuan",
	"屋场": "wuchang", "里": "li", "巷": "xiang", "园区": "yuanqu", "单位": "danwei",
}

// levelsOf gives the levels ids: their names in letters, else their place. One name stands once.
func levelsOf(root string, below []string) []level {
	levels := []level{}
	for i, title := range append([]string{root}, below...) {
		title = tidy(title)
		has := func(l level) bool { return l.Title == title }
		if title == "" || slices.ContainsFunc(levels, has) {
			continue
		}
		id := spelled[title]
		if id == "" || slices.ContainsFunc(levels, func(l level) bool { return l.ID == id }) {
			id = fmt.Sprintf("level-%d", i+1)
		}
		levels = append(levels, level{id, title})
	}
	return levels
}

// posts are the posts that people of these levels hold, as a rule.
func posts(levels []level) []string {
	list := []string{"书记", "主任", "网格员", "楼栋长"}
	if slices.ContainsFunc(levels, func(l level) bool { return strings.Contains(l.Title, "村") || l.Title == "组" }) {
		list = []string{"书记", "主任", "网格员", "组长"}
	}
	if slices.ContainsFunc(levels, func(l level) bool { return l.Title == "里巷" }) {
		list = append(list, "里巷管家")
	}
	return list
}

// A Doubt is what is not clear in a line of names.
type Doubt struct {
	Why Why
	At  string // the words that are not clear
}

// Why a line of names is not clear.
type Why int

const (
	Unclosed Why = iota + 1 // a bracket that is open in the end
	Unopened                // one that closes nothing
	Joined                  // 和 right behind a bracket: part of a name, or not
	Colon                   // a colon where brackets are clear
	Number                  // how many levels there are, not what they are called
)

// numberOnly is how many levels there are: 2, 两级, 三层.
var numberOnly = regexp.MustCompile(`^(共|分)?[0-9０-９一二两三四五六七八九十]+\s*个?(级|层|层级)?$`)

// ParseLevels reads levels from one line: 社区、网格, 社区→网格, 社区/网格, 社区和网格. A number of levels is none.
func ParseLevels(text string) ([]string, *Doubt) {
	var levels []string
	for _, word := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune("、，,；;。/／\\|→>－ 　\t\n", r) }) {
		for _, word := range apart(tidy(word)) {
			if numberOnly.MatchString(word) {
				return nil, &Doubt{Number, word}
			}
			if word != "" && !slices.Contains(levels, word) {
				levels = append(levels, word)
			}
		}
	}
	return levels, nil
}

// apart is the two levels of 社区和网格; else the word itself, for 和 may be part of a name.
func apart(word string) []string {
	for _, and := range []string{"和", "与", "及"} {
		if first, second, ok := strings.Cut(word, and); ok && spelled[first] != "" && spelled[second] != "" {
			return []string{first, second}
		}
	}
	return []string{word}
}

// ParseUnits reads the names of units from one line, separated by 、 or a comma, or by space between Chinese names; what
// lies below a unit stands in brackets behind it, or behind a colon: 甲社区（一网格、二网格）、乙社区 or
// 甲社区：一网格、二网格；乙社区：三网格. There are so many levels; brackets deeper than that belong to the name. A
// name stands once among its neighbours. What is not clear is a doubt: ids are given once for ever.
func ParseUnits(text string, levels int) ([]Unit, *Doubt) {
	text, doubt := bracketed(text, levels)
	if doubt == nil {
		doubt = balanced(text)
	}
	if doubt != nil {
		return nil, doubt
	}
	p := parser{runes: []rune(text)}
	return p.units(levels), p.doubt
}

// bracketed puts what stands behind colons into brackets.
func bracketed(text string, levels int) (string, *Doubt) {
	if !strings.ContainsAny(text, "：:") {
		return text, nil
	}
	var b strings.Builder
	for _, group := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune("；;。\n", r) }) {
		parts := strings.FieldsFunc(group, func(r rune) bool { return r == '：' || r == ':' })
		if len(parts) > 2 || levels < 2 || strings.ContainsAny(text, "（()）") {
			return "", &Doubt{Colon, tidy(group)}
		}
		b.WriteString(parts[0])
		if len(parts) == 2 {
			b.WriteString("（" + parts[1] + "）")
		}
		b.WriteString("；")
	}
	return b.String(), nil
}

// balanced finds a bracket without the other.
func balanced(text string) *Doubt {
	var open []string
	from := 0
	for i, r := range text {
		switch {
		case strings.ContainsRune("（(", r):
			open = append(open, tidy(text[from:i])+string(r))
		case strings.ContainsRune("）)", r) && len(open) == 0:
			return &Doubt{Unopened, tidy(text[from:i]) + string(r)}
		case strings.ContainsRune("）)", r):
			open = open[:len(open)-1]
		}
		if strings.ContainsRune("（(）)、，,；;\n", r) {
			from = i + utf8.RuneLen(r)
		}
	}
	if len(open) > 0 {
		return &Doubt{Unclosed, open[len(open)-1]}
	}
	return nil
}

type parser struct {
	runes []rune
	at    int
	doubt *Doubt
}

// units reads up to the bracket that closes what it is in, or the end.
func (p *parser) units(levels int) []Unit {
	var units []Unit
	if levels <= 0 {
		return nil
	}
	for closed := false; p.at < len(p.runes); {
		u := Unit{Name: tidy(p.name(levels))}
		if closed && strings.ContainsAny(u.Name[:min(len(u.Name), len("和"))], "和与及") {
			p.doubt = &Doubt{Joined, u.Name}
		}
		if closed = p.is("（("); closed {
			p.at++
			u.Below = p.units(levels - 1)
		}
		if u.Name != "" && !slices.ContainsFunc(units, func(other Unit) bool { return other.Name == u.Name }) {
			units = append(units, u)
		}
		switch {
		case p.is("）)"):
			p.at++
			return units
		case p.is("、，,；;。\n") || p.parting():
			p.at, closed = p.at+1, false
		}
	}
	return units
}

func (p *parser) is(signs string) bool {
	return p.at < len(p.runes) && strings.ContainsRune(signs, p.runes[p.at])
}

// parting is true of space between two names; beside Latin letters and digits it is part of a name.
func (p *parser) parting() bool {
	if p.at == len(p.runes) || !unicode.IsSpace(p.runes[p.at]) {
		return false
	}
	from, to := p.at, p.at
	for from > 0 && unicode.IsSpace(p.runes[from]) {
		from--
	}
	for to < len(p.runes)-1 && unicode.IsSpace(p.runes[to]) {
		to++
	}
	return unicode.Is(unicode.Han, p.runes[from]) && unicode.Is(unicode.Han, p.runes[to])
}

// name reads up to what parts it from the next, or a bracket; on the lowest level brackets are part of it.
func (p *parser) name(levels int) string {
	from, open := p.at, 0
	for ; p.at < len(p.runes); p.at++ {
		switch {
		case p.is("（(") && levels > 1, (p.is("、，,；;。\n") || p.parting()) && open == 0, p.is("）)") && open == 0:
			return string(p.runes[from:p.at])
		case p.is("（("):
			open++
		case p.is("）)"):
			open--
		}
	}
	return string(p.runes[from:p.at])
}

// tidy is text on one line without control characters or space around it.
func tidy(text string) string {
	text = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.IsSpace(r) {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(text, "\ufffd"))
	return strings.Join(strings.FieldsFunc(text, func(r rune) bool { return r == ' ' }), " ")
}
