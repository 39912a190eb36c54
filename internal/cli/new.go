package cli

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/lanewall/lanewall/internal/civil"
	"github.com/lanewall/lanewall/internal/diag"
	"github.com/lanewall/lanewall/internal/folder"
	"github.com/lanewall/lanewall/internal/intake"
	"github.com/lanewall/lanewall/internal/ledger"
	"github.com/lanewall/lanewall/internal/site"
	"github.com/lanewall/lanewall/internal/starter"
	"github.com/lanewall/lanewall/internal/toml"
)

// newFlags is what “new” is told instead of being answered.
type newFlags struct {
	title, unit, date, id, text string
	set                         []string
	create                      bool
}

func (a *app) new() *cobra.Command {
	var f newFlags
	cmd := &cobra.Command{
		Use:     a.say("new [台账] [标题]", "new [LEDGER] [TITLE]"),
		Aliases: []string{"录入", "新建"},
		Short:   a.say("录入一条记录，或新建一篇公告", "enter a row, or begin a notice"),
		Long: a.say(`往台账里加一条记录：编号接着往下排，日期默认今天。台账写它的名称、类别或中文名都行（cases、case、事项）；
notice（公告）、page（网页）新建一篇网页。在终端里一问一答，先问必填的，再问选填的，回车跳过；给了选项的不再问。

写入之前先看网站会不会因此出错，出错就不写。文件里原有的内容、说明和次序都不动，新记录加在最后；改动之前的文件
留在 .lanewall/kept 里。没有这本台账的，加 --create-ledger 新建一本。

--json 的结果：ledger、id、file、kept，fields 是写入的各项。

退出状态：0 写入了，1 写入会让网站出错，2 用法不对、没有答完或机器出错。`,
			`Adds a row to a ledger: with the next id and, unless told, today's date. A ledger goes by its name, its kind or its
title (cases, case, Cases); notice and page begin a page. At a terminal it asks, first for what is required, then for the
rest, which Enter skips; what a flag gives is not asked.

Before anything is written the site is read with the row; if that brings an error, nothing is. What the file has stays as
it is, the row comes last, and the earlier file is kept under .lanewall/kept. --create-ledger begins a ledger that is not
there.

Result with --json: ledger, id, file, kept, and fields, what was written.

Exit status: 0 written, 1 it would give the site errors, 2 misuse, unanswered questions or machine failure.`),
		Example: a.say(`  lanewall new
  lanewall new case
  lanewall 录入 事项 三栋楼道灯不亮 --unit 甲社区 --set 来源=来电
  lanewall new visit --unit 甲社区 --set steward=示例网格员 --set persons=3 --date 昨天
  lanewall new wish --create-ledger
  lanewall new notice 停水通知`,
			`  lanewall new
  lanewall new case
  lanewall new case "Lamps out in block 3" --unit 甲社区 --set channel=来电
  lanewall new visit --unit 甲社区 --set steward=示例网格员 --set persons=3 --date yesterday
  lanewall new wish --create-ledger
  lanewall new notice "No water on Friday"`),
		Args: cobra.MaximumNArgs(2),
		RunE: func(_ *cobra.Command, args []string) error { return a.runNew(append(args, "", "")[:2], f) },
	}
	a.newFlags(cmd, &f)
	return cmd
}

func (a *app) newFlags(cmd *cobra.Command, f *newFlags) {
	flags := cmd.Flags()
	flags.SortFlags = false
	flags.StringVar(&f.title, "title", "", a.say("事由、名称或标题", "title or name"))
	flags.StringVar(&f.unit, "unit", "", a.say("辖区，写名称或 id", "the unit, by name or id"))
	flags.StringVar(&f.date, "date", "", a.say("日期：2024-09-03、9月3日、昨天（默认今天）", "the date: 2024-09-03 or yesterday (default today)"))
	flags.StringArrayVar(&f.set, "set", nil, a.say("其他各项，`字段=值`，可以写几次；字段写名称或中文名", "another field, as `FIELD=VALUE`; may be repeated"))
	flags.StringVar(&f.id, "id", "", a.say("编号（默认接着往下排）", "the id (the next one by default)"))
	flags.StringVar(&f.text, "text", "", a.say("公告、网页的正文", "the text of a notice or page"))
	flags.BoolVar(&f.create, "create-ledger", false, a.say("没有这本台账就新建一本", "begin the ledger if it is not there"))
	a.askFlag(cmd)
}

// entered is what “new” has written.
type entered struct {
	Ledger string         `json:"ledger,omitempty"`
	ID     string         `json:"id,omitempty"`
	File   string         `json:"file"`
	Kept   string         `json:"kept,omitempty"`
	Fields map[string]any `json:"fields,omitempty"`
}

// pageWords are what pages are called, by the folder they go to.
var pageWords = map[string]string{
	"notice": "notices", "notices": "notices", "公告": "notices", "通知": "notices", "公示": "notices",
	"page": "about", "网页": "about", "文章": "about",
}

func (a *app) runNew(args []string, f newFlags) error {
	day, err := a.dayOf("date", f.date)
	if err != nil {
		return err
	}
	files, s, err := a.toChange()
	if err != nil {
		return err
	}
	what := args[0]
	if f.title == "" {
		f.title = args[1]
	}
	if what == "" {
		if what, err = a.what(s); err != nil {
			return err
		}
	}
	if section := pageWords[what]; section != "" {
		return a.newPage(files, s, section, day, f)
	}
	e := &entry{app: a, files: files, site: s, day: day, now: today(), values: map[string]any{}}
	return e.newRow(what, f)
}

// what asks for the ledger.
func (a *app) what(s *site.Site) (string, error) {
	titles := append(a.titles(s.Ledgers), a.say("公告", "notice"))
	if !a.terminal {
		return "", fmt.Errorf(a.say("写明录入哪一本，如 lanewall new %s；可用：%s", "name a ledger, as lanewall new %s; there are: %s"), s.Ledgers[0].Name, strings.Join(titles, a.say("、", ", ")))
	}
	fmt.Fprintln(a.err, a.say("录入哪一本？", "Which ledger?"))
	title, err := a.pick(a.say("台账", "Ledger"), titles, "", false)
	if err != nil {
		return "", err
	}
	if i := slices.Index(titles, title); i < len(s.Ledgers) {
		return s.Ledgers[i].Name, nil
	}
	return "notice", nil
}

func (e *entry) newRow(what string, f newFlags) error {
	if err := e.find(what, f.create); err != nil {
		return err
	}
	if err := e.flags(f); err != nil {
		return err
	}
	if err := e.fill(f.title == "" && f.unit == "" && len(f.set) == 0); err != nil {
		return err
	}
	if err := e.identify(f.id); err != nil {
		return err
	}
	file := intake.FileFor(e.table, e.date())
	record := e.record()
	changes, err := e.agree(file, record)
	if err != nil {
		return err
	}
	text, err := fs.ReadFile(e.files, file) // not before: somebody else may have entered a row while this was asked
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	row := folder.Change{Path: file, Content: intake.Append(text, e.kind.Rows, []intake.Record{record})}
	changes = slices.Concat(e.begin, []folder.Change{row}, changes)
	saved, err := e.save(e.source, e.files, changes)
	if err != nil {
		return err
	}
	result := entered{Ledger: e.table.Name, ID: e.id(), File: file, Kept: saved.Kept, Fields: plainFields(record)}
	e.tell(result, func(out io.Writer) {
		fmt.Fprintf(out, e.say("写入了 %s：%s\n", "%s has %s\n"), filepath.Join(e.source, filepath.FromSlash(file)), e.called())
		e.keptWords(out, saved.Kept)
		if len(e.begin) > 0 {
			fmt.Fprintf(out, e.say("新台账的设置在 %s；要在公开栏上列出，写进 site.toml 的 [[board.list]]，数字写进 data/indicators.toml\n", "the new ledger's settings are in %s; to show it on the board, add a [[board.list]] to site.toml, and its numbers to data/indicators.toml\n"), e.begin[0].Path)
		}
	})
	return nil
}

// plainFields is a record for JSON.
func plainFields(r intake.Record) map[string]any {
	fields := map[string]any{}
	for _, v := range r.Values {
		switch data := v.Data.(type) {
		case []intake.Value:
			fields[v.Field] = plainFields(intake.Record{Values: data})
		case fmt.Stringer:
			fields[v.Field] = data.String()
		default:
			fields[v.Field] = data
		}
	}
	return fields
}

// ownLedgers are the ledgers that a site has without a folder of their own, by kind.
var ownLedgers = map[string]string{"day": "calendar", "filing": "filings", "published": "published"}

// find settles the ledger that a word stands for.
func (e *entry) find(what string, create bool) error {
	switch found := ledgersCalled(e.site, what); len(found) {
	case 0:
	case 1:
		e.use(found[0].Name, found[0].Kind)
		return nil
	default:
		return e.oneOf(what, found)
	}
	names := []string{"notice", "page"}
	for _, t := range e.site.Ledgers {
		names = append(names, t.Name, t.Kind.Name, t.Kind.Title.In("zh-Hans"))
	}
	kinds, _ := ledger.Builtin()
	for _, k := range kinds {
		names = append(names, k.Name, k.Title.In("zh-Hans"))
		if what == k.Name || what == ownLedgers[k.Name] || strings.EqualFold(what, k.Title.In("zh-Hans")) || strings.EqualFold(what, k.Title.In("en")) {
			return e.start(k, create)
		}
	}
	slices.Sort(names)
	return fmt.Errorf(e.say("没有叫“%s”的台账；%s", "there is no ledger %q; %s"), what, diag.Choice{Given: what, Names: slices.Compact(names)}.In(e.lang))
}

// oneOf asks which of several ledgers of a kind is meant.
func (e *entry) oneOf(what string, found []*ledger.Table) error {
	if !e.terminal {
		var names []string
		for _, t := range found {
			names = append(names, t.Name)
		}
		return fmt.Errorf(e.say("“%s”有几本台账，写明是哪一本：%s", "several ledgers are called %q; name one of %s"), what, strings.Join(names, e.say("、", ", ")))
	}
	fmt.Fprintf(e.err, e.say("“%s”有几本，录入哪一本？\n", "Several ledgers are called %q. Which one?\n"), what)
	titles := e.titles(found)
	title, err := e.pick(e.say("台账", "Ledger"), titles, "", false)
	if err != nil {
		return err
	}
	t := found[slices.Index(titles, title)]
	e.use(t.Name, t.Kind)
	return nil
}

// start begins a ledger of a kind that the site has none of.
func (e *entry) start(k *ledger.Kind, create bool) error {
	if name := ownLedgers[k.Name]; name != "" {
		e.use(name, k)
		return nil
	}
	name, text := starter.Ledger(k.Name)
	if name == "" {
		name, text = folderOf(k.Name), []byte("kind = "+toml.Quote(k.Name)+"\n")
	}
	title := k.Title.In(e.tag())
	if !create && !e.terminal {
		return fmt.Errorf(e.say("还没有%s台账；要新建一本，加上 --create-ledger（放在 data/%s）", "there is no ledger of %s yet; to begin one add --create-ledger (in data/%s)"), title, name)
	}
	if !create {
		yes, err := e.agreed(fmt.Sprintf(e.say("还没有%s台账。新建一本吗（放在 data/%s）？", "There is no ledger of %s yet. Begin one, in data/%s?"), title, name), true)
		if err != nil || !yes {
			return cmp.Or(err, e.left())
		}
	}
	file := "data/" + name + "/ledger.toml"
	if _, err := fs.Stat(e.files, file); err == nil {
		return fmt.Errorf(e.say("%s 已经有了，但不是%s；先把它改个名", "%s is there, but is no ledger of %s; rename it first"), file, title)
	}
	schema, _ := toml.Parse(&diag.Source{Name: file, Text: text})
	narrowed, _ := k.Narrow(schema)
	e.begin = []folder.Change{{Path: file, Content: text}}
	e.use(name, narrowed)
	return nil
}

// folderOf is what the folder of a ledger of a kind is called: cases, facilities, stated.
func folderOf(kind string) string {
	if stem, ok := strings.CutSuffix(kind, "y"); ok {
		return stem + "ies"
	}
	if strings.HasSuffix(kind, "ed") {
		return kind
	}
	return kind + "s"
}

// use takes a ledger with all its rows, those to come as well: no id is given twice.
func (e *entry) use(name string, kind *ledger.Kind) {
	zone, err := time.LoadLocation(e.site.Config.TimeZone.V)
	if err != nil {
		zone = time.UTC // said already
	}
	e.table, e.kind = intake.Whole(e.files, name, kind, registersOf(e.site), zone), kind
}

// asOfLine is where site.toml says up to which day it speaks.
var asOfLine = regexp.MustCompile(`(?m)^(as_of[ \t]*=[ \t]*)\d{4}-\d{2}-\d{2}`)

// agree shows what is going to be written, where somebody can be asked, and gives what else is to change.
func (e *entry) agree(file string, record intake.Record) ([]folder.Change, error) {
	if !e.asked {
		return nil, nil
	}
	fmt.Fprintf(e.err, e.say("\n写入 %s：\n", "\nInto %s:\n"), file)
	for line := range strings.Lines(string(intake.Append(nil, e.kind.Rows, []intake.Record{record}))) {
		fmt.Fprint(e.err, "  "+line)
	}
	yes, err := e.agreed(e.say("对吗？", "Is that right?"), true)
	if err != nil || !yes {
		return nil, cmp.Or(err, e.left())
	}
	return e.reach()
}

// latest is the last day on which the row says that something happened; None if it says nothing of that.
func (e *entry) latest() civil.Date {
	latest := civil.None
	for _, f := range e.kind.Fields {
		if d, ok := e.values[f.Name].(civil.Date); ok && (f.Event || f.Name == e.kind.Date) {
			latest = max(latest, d)
		}
	}
	return latest
}

// reach offers to move the day up to which the site speaks, if the row would not count yet, and gives that change.
func (e *entry) reach() ([]folder.Change, error) {
	latest := e.latest()
	text, err := fs.ReadFile(e.files, "site.toml")
	if err != nil || latest > e.now || latest <= e.site.Horizon || !asOfLine.Match(text) {
		return nil, err
	}
	yes, err := e.agreed(fmt.Sprintf(e.say("网站的数据截至 %s，这一条在它之后。把截至日改到 %s 吗？", "The site speaks up to %s, and this is later. Move that day to %s?"), e.site.Horizon, latest), true)
	if err != nil || !yes {
		return nil, err
	}
	moved := asOfLine.ReplaceAll(text, []byte("${1}"+latest.String()))
	return []folder.Change{{Path: "site.toml", Content: moved}}, nil
}
