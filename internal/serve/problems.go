package serve

import (
	"bytes"
	_ "embed"
	"fmt"
	"html/template"
	"reflect"
	"slices"
	"strings"

	"github.com/lanewall/lanewall/internal/diag"
)

// report is problems as they are shown. They are put into words when they are met: a place is looked up in the file as
// it is then.
type report struct {
	Errors, Warnings, Notes int
	Shown                   []problem // errors first, then in the order of the files; not more than shownMost
	keys                    map[key]bool
}

// shownMost bounds how many problems are put into words. One slip in a list of units may be wrong in every row.
const shownMost = 100

// key tells problems apart.
type key struct {
	code, file, message string
	offset              int
}

func keyOf(d diag.Diagnostic) key {
	k := key{code: d.Code, message: d.Message(diag.English), offset: d.Pos.Offset}
	if d.Pos.Source != nil {
		k.file = d.Pos.Source.Name
	}
	return k
}

// problem is a diagnostic in words; Line is 0 of one that has no place in its file.
type problem struct {
	Severity      diag.Severity
	Word, Code    string
	File          string
	Line, Column  int
	Excerpt       []excerpt
	Message, Hint string
}

// excerpt is a line of a file, and of the one with the problem what stands before, at and after its place.
type excerpt struct {
	Number            int
	Before, At, After string
	Here              bool
}

// newReport puts problems into words, but for those that are known already.
func newReport(problems diag.List, known map[key]bool, lang diag.Lang) report {
	r := report{keys: map[key]bool{}}
	var fresh diag.List
	for _, d := range problems {
		k := keyOf(d)
		if !known[k] {
			fresh = append(fresh, d)
		}
		r.keys[k] = true
	}
	r.Errors, r.Warnings, r.Notes = fresh.Count(diag.Error), fresh.Count(diag.Warning), fresh.Count(diag.Hint)
	sorted := fresh.Sorted()
	slices.SortStableFunc(sorted, func(a, b diag.Diagnostic) int { return int(a.Severity() - b.Severity()) })
	for _, d := range sorted[:min(len(sorted), shownMost)] {
		r.Shown = append(r.Shown, newProblem(d, lang))
	}
	return r
}

func (r report) count() int { return r.Errors + r.Warnings + r.Notes }

func (r report) equal(other report) bool {
	return r.count() == other.count() && reflect.DeepEqual(r.Shown, other.Shown)
}

// with is the problems of both.
func (r report) with(other report) report {
	return report{Errors: r.Errors + other.Errors, Warnings: r.Warnings + other.Warnings, Notes: r.Notes + other.Notes,
		Shown: slices.Concat(r.Shown, other.Shown)}
}

// errors is the errors alone: what else is found beside them may be their consequence.
func (r report) errors() report {
	only := report{Errors: r.Errors}
	for _, p := range r.Shown {
		if p.Severity == diag.Error {
			only.Shown = append(only.Shown, p)
		}
	}
	return only
}

func newProblem(d diag.Diagnostic, lang diag.Lang) problem {
	p := problem{Severity: d.Severity(), Word: d.Severity().Word(lang), Code: d.Code, Message: d.Message(lang), Hint: d.Hint(lang)}
	if d.Pos.Source == nil {
		return p
	}
	p.File = d.Pos.Source.Name
	if text, err := d.Pos.Source.Read(); err == nil && text != nil {
		p.Line, p.Column = d.Pos.LineCol()
		p.Excerpt = excerptOf(text, d.Pos.Offset, p.Line)
	}
	return p
}

const (
	linesAbove, linesBelow = 2, 1
	// excerptWidth bounds what is shown of a line, in characters to either side: a line may be megabytes long.
	excerptWidth = 120
)

// excerptOf is the line with the place, and some around it: in a ledger the name of a row stands above what is wrong in it.
func excerptOf(text []byte, offset, number int) (lines []excerpt) {
	offset = min(offset, len(text))
	start := bytes.LastIndexByte(text[:offset], '\n') + 1
	here := []rune(strings.ToValidUTF8(string(lineAt(text, start)), "\uFFFD"))
	at := min(len([]rune(strings.ToValidUTF8(string(text[start:offset]), "\uFFFD"))), len(here))
	above, from := []excerpt(nil), start
	for n := number - 1; n > 0 && number-n <= linesAbove; n-- {
		from = bytes.LastIndexByte(text[:from-1], '\n') + 1
		above = append(above, excerpt{Number: n, Before: clip(lineAt(text, from))})
	}
	slices.Reverse(above)
	e := excerpt{Number: number, Here: true, Before: string(here[max(0, at-excerptWidth):at]), At: " "}
	if at < len(here) {
		e.At, e.After = string(here[at]), string(here[at+1:min(len(here), at+excerptWidth)])
	}
	lines = append(above, e)
	for n := number + 1; n-number <= linesBelow; n++ {
		next := bytes.IndexByte(text[start:], '\n')
		if next < 0 || start+next+1 == len(text) {
			break
		}
		start += next + 1
		lines = append(lines, excerpt{Number: n, Before: clip(lineAt(text, start))})
	}
	return lines
}

// lineAt is the line that starts at an offset, without its end.
func lineAt(text []byte, start int) []byte {
	line, _, _ := bytes.Cut(text[start:], []byte{'\n'})
	return bytes.TrimSuffix(line, []byte{'\r'})
}

func clip(line []byte) string {
	runes := []rune(string(line[:min(len(line), 4*excerptWidth)]))
	return string(runes[:min(len(runes), excerptWidth)])
}

// words are what the server says of itself.
type words struct {
	Lang                                            string
	Broken, BrokenLead, Faulty, FaultyLead          string
	Warned, WarnedLead, Fine, FineLead              string
	Place, Hint, More, Last, Home, Badge, NoteBadge string
	Stopped, Past, Missing, Mending, Host           string
	Method, Path                                    string
	Machine                                         string
}

// say is the words of each language.
var say = [...]words{
	diag.Chinese: {
		Lang:   "zh-Hans",
		Broken: "有 %d 处错误", BrokenLead: "改好保存，网页自己回来。在那以前，网页停在出错以前的样子。",
		Faulty: "这一页做不出来，有 %d 处错误", FaultyLead: "改好保存，这一页自己回来。",
		Warned: "没有错误，有 %d 处可看一看", WarnedLead: "有提醒和提示也能生成网站。",
		Fine: "没有错误，也没有提醒", FineLead: "可以生成网站了。",
		Place: "第 %d 行，第 %d 个字", Hint: "办法", More: "另有 %d 处没有列在这里；运行 lanewall check 可以看到全部。",
		Last: "看出错以前的这一页", Home: "回到网站首页", Badge: "%s %d 处", NoteBadge: "提示 %d 处",
		Stopped: "预览已停止，这一页不再更新。重新运行 lanewall serve，它自己接上。",
		Past:    "这是出错以前的样子；看错误",
		Missing: "网站里没有这一页", Mending: "这个网站正在修改，改好后这里自己更新。",
		Host:   "这个地址不是预览的地址。请打开 %s",
		Method: "预览只能看，不接受提交。", Path: "网址里不能有 .. 。", Machine: "读不出这个文件：%v",
	},
	diag.English: {
		Lang:   "en",
		Broken: "errors: %d", BrokenLead: "Mend, save, and the page comes back by itself. Until then it stays as it was.",
		Faulty: "this page cannot be made, errors: %d", FaultyLead: "Mend, save, and the page comes back by itself.",
		Warned: "no errors, %d worth a look", WarnedLead: "The site can be built with warnings and notes.",
		Fine: "no errors, no warnings", FineLead: "The site can be built.",
		Place: "line %d, column %d", Hint: "hint", More: "%d more are not listed here; lanewall check shows them all.",
		Last: "this page as it was before", Home: "to the site's first page", Badge: "%ss: %d", NoteBadge: "notes: %d",
		Stopped: "The preview has stopped and this page with it. Run lanewall serve again; the page goes on by itself.",
		Past:    "as it was before the error: see the error",
		Missing: "the site has no such page", Mending: "This site is being changed. The page shows it as soon as it is whole again.",
		Host:   "this is not an address of the preview. Open %s",
		Method: "the preview is for looking only", Path: "an address cannot have .. in it", Machine: "cannot read this file: %v",
	},
}

// badge counts the problems for the corner of a page, the gravest kind only; "" if there are none.
func (r report) badge(lang diag.Lang) string {
	n, severity := r.Errors, diag.Error
	switch {
	case r.Errors > 0:
	case r.Warnings > 0:
		n, severity = r.Warnings, diag.Warning
	case r.Notes > 0:
		return fmt.Sprintf(say[lang].NoteBadge, r.Notes)
	default:
		return ""
	}
	return fmt.Sprintf(say[lang].Badge, severity.Word(lang), n)
}

// problemsPage is what the template shows.
type problemsPage struct {
	report
	Words       words
	Title, Lead string
	Left        int    // problems that are not listed
	Last        string // address of the last good page; "" if there is none
	Live        template.HTML
}

//go:embed problems.html
var problemsText string

var problemsTemplate = template.Must(template.New("problems").Parse(problemsText))

// page is the problems as a page.
func (r report) page(title, lead, last string, lang diag.Lang, live string) []byte {
	var b bytes.Buffer
	page := problemsPage{report: r, Words: say[lang], Title: title, Lead: lead, Left: r.count() - len(r.Shown), Last: last, Live: template.HTML(live)}
	if err := problemsTemplate.Execute(&b, page); err != nil {
		fmt.Fprintf(&b, "<pre>%s</pre>", template.HTMLEscapeString(err.Error()))
	}
	return b.Bytes()
}
