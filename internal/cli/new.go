package cli

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

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
		Use:     a.say("new [台账] [标题] [字段=值 ...]", "new [LEDGER] [TITLE] [FIELD=VALUE ...]"),
		Aliases: []string{"录入", "新建"},
		Short:   a.say("录入一条记录，或新建一篇公告", "enter a row, or begin a notice"),
		Long: a.say(`往台账里加一条记录：编号接着往下排，日期默认今天。台账写它的名称、类别或中文名都行（cases、case、事项）；
notice（公告）、page（网页）新建一篇网页。在终端里一问一答，先问必填的，再问选填的，回车跳过；给了选项的不再问。

写入之前先看网站会不会因此出错，出错就不写。文件里原有的内容、说明和次序都不动，新记录加在最后；改动之前的文件
留在 .lanewall/kept 里。台账里已有一样的一条，会提醒。几个人同时录入，各等各的，编号不会重。没有这本台账的，
加 --create-ledger 新建一本。

--json 的结果：ledger、id、file、kept，fields 是写入的各项，same_as 是台账里说得一样的那一条。

退出状态：0 写入了，1 写入会让网站出错，2 用法不对、没有答完或机器出错。`,
			`Adds a row to a ledger: with the next id and, unless told, today's date. A ledger goes by its name, its kind or its
title (cases, case, Cases); notice and page begin a page. At a terminal it asks, first for what is required, then for the
rest, which Enter skips; what a flag gives is not asked.

Before anything is written the site is read with the row; if that brings an error, nothing is. What the file has stays as
it is, the row comes last, and the earlier file is kept under .lanewall/kept. It is said if the ledger has such a row
already. Several people may enter rows at once. --create-ledger begins a ledger that is not there.

Result with --json: ledger, id, file, kept, fields, what was written, and same_as, a row that says the same.

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
		Args: func(_ *cobra.Command, args []string) error {
			if words, _ := entryWords(args); len(words) > 2 {
				return errors.New("too many words")
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error {
			words, pairs := entryWords(args)
			f.set = append(f.set, pairs...)
			return a.runNew(append(words, "", "")[:2], f)
		},
	}
	a.newFlags(cmd, &f)
	return cmd
}

// entryWords parts the ledger and the title from what follows as 字段=值. The first word that has a sign in it may well be
// a title, such as 1+1=2, but the second is none.
func entryWords(args []string) (words, pairs []string) {
	for n, word := range args {
		if n >= 2 && strings.ContainsAny(word, "=＝") || n >= 2 && len(pairs) > 0 {
			pairs = append(pairs, word)
		} else {
			words = append(words, word)
		}
	}
	return words, assigned(pairs)
}

// flagWords are the Chinese names of flags.
var flagWords = map[string]string{"辖区": "unit", "标题": "title", "事由": "title", "名称": "title", "日期": "date", "编号": "id", "正文": "text", "字段": "set"}

func (a *app) newFlags(cmd *cobra.Command, f *newFlags) {
	flags := cmd.Flags()
	flags.SortFlags = false
	flags.StringVar(&f.title, "title", "", a.say("事由、名称或`标题`（也可以写 --标题、--事由）", "`TITLE` or name"))
	flags.StringVar(&f.unit, "unit", "", a.say("`辖区`，写名称或编号；同名的写成 甲社区/一网格（也可以写 --辖区）", "the `UNIT`, by name or id; of one name as 甲社区/一网格"))
	flags.StringVar(&f.date, "date", "", a.say("`日期`：2024-09-03、9月3日、昨天（默认今天）", "the `DATE`: 2024-09-03 or yesterday (default today)"))
	flags.StringArrayVar(&f.set, "set", nil, a.say("其他各项，`字段=值`，可以写几次；字段写名称或中文名", "another field, as `FIELD=VALUE`; may be repeated"))
	flags.StringVar(&f.id, "id", "", a.say("`编号`（默认接着往下排）", "the `ID` (the next one by default)"))
	flags.StringVar(&f.text, "text", "", a.say("公告、网页的`正文`", "the `TEXT` of a notice or page"))
	flags.BoolVar(&f.create, "create-ledger", false, a.say("没有这本台账就新建一本", "begin the ledger if it is not there"))
	flags.SetNormalizeFunc(func(_ *pflag.FlagSet, name string) pflag.NormalizedName {
		return pflag.NormalizedName(cmp.Or(flagWords[name], name))
	})
	a.askFlag(cmd)
}

// entered is what “new” has written.
type entered struct {
	Ledger string         `json:"ledger,omitempty"`
	ID     string         `json:"id,omitempty"`
	File   string         `json:"file"`
	Kept   string         `json:"kept,omitempty"`
	Same   string         `json:"same_as,omitempty"` // the id of a row that says the same
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
	e, err := a.entry()
	if err != nil {
		return err
	}
	e.day = day
	what := args[0]
	if f.title == "" {
		f.title = args[1]
	}
	if what == "" {
		if what, err = a.what(e.site); err != nil {
			return err
		}
	}
	if section := pageWords[what]; section != "" {
		return a.newPage(e.files, e.site, section, day, f)
	}
	return e.newRow(what, f)
}

// what asks for the ledger.
func (a *app) what(s *site.Site) (string, error) {
	titles := append(a.titles(s.Ledgers), a.say("公告", "notice"))
	if !a.terminal {
		return "", fmt.Errorf(a.say("写明录入哪一本，如 lanewall 录入 %s；可用：%s", "name a ledger, as lanewall new %s; there are: %s"), a.say(titles[0], s.Ledgers[0].Name), strings.Join(titles, a.say("、", ", ")))
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
	if err := e.readable(); err != nil {
		return err
	}
	if err := e.register(); err != nil {
		return err
	}
	if at := strings.IndexAny(f.title, "=＝"); at > 0 {
		if field, _ := e.fieldOf(strings.TrimSpace(f.title[:at])); field != nil { // 来源=来电, not a title
			f.set, f.title = append(f.set, f.title), ""
		}
	}
	if err := e.flags(f); err != nil {
		return err
	}
	if err := e.compose(f); err != nil {
		return err
	}
	for _, wanted := range []func() (bool, error){e.near, e.again} {
		if yes, err := wanted(); err != nil || !yes {
			return err
		}
	}
	return e.enter(f.id)
}

// compose puts the questions, and shows what is going to be written. Whoever finds it wrong goes through them again, with
// the answers as they were.
func (e *entry) compose(f newFlags) error {
	for {
		if err := e.fill(f.title == "" && f.unit == "" && len(f.set) == 0); err != nil {
			return err
		}
		if err := e.identify(f.id); err != nil {
			return err
		}
		if right, err := e.agree(); err != nil || right {
			return err
		}
		fmt.Fprintln(e.err, e.say("再来一遍：要改的重新写，不改的直接回车，要去掉的写 -；按 Ctrl+C 停下，什么也不会写入。", "Once more: type what is to change, Enter leaves an answer as it is, - takes it out; Ctrl+C stops without writing anything."))
		for name := range e.typed {
			field, _, _ := strings.Cut(name, ".")
			delete(e.values, field)
		}
		delete(e.values, "id")
	}
}

// again asks whether a row is wanted that says the same as one that is there.
func (e *entry) again() (bool, error) {
	if row := intake.Twin(e.table, e.record()); row >= 0 {
		e.same = cmp.Or(e.table.ID(row), e.placeOf(row))
	}
	if e.same == "" || !e.terminal {
		return true, nil
	}
	return e.wanted(fmt.Sprintf(e.say("和 %s 一样，还要再记一条吗？", "This says the same as %s. Enter it all the same?"), e.same))
}

// wanted asks whether to go on with what looks like a mistake.
func (e *entry) wanted(question string) (bool, error) {
	yes, err := e.agreed(question, false)
	if err == nil && !yes {
		fmt.Fprintln(e.err, e.say("没有写入。", "Nothing was written."))
	}
	return yes, err
}

// farYears is how far away a day may be until it looks like a slip: 2206 for 2026.
const farYears = 5

// far is a day that was just entered and lies far from today and from the day up to which the site speaks; None if none
// does.
func (e *entry) far() civil.Date {
	for _, f := range e.kind.Fields {
		d, ok := e.values[f.Name].(civil.Date)
		away := func(from civil.Date) bool { return max(d-from, from-d) > farYears*366 }
		if ok && (f.Event || f.Name == e.kind.Date) && away(e.now) && away(min(e.now, e.site.Horizon)) {
			return d
		}
	}
	return civil.None
}

// near asks whether a day that is far away is meant; where nobody can be asked it says so.
func (e *entry) near() (bool, error) {
	d := e.far()
	switch {
	case d == civil.None:
		return true, nil
	case e.terminal:
		return e.wanted(fmt.Sprintf(e.say("%s 离今天有 %d 年，年份对吗？", "%s is %d years away. Is the year right?"), d, max(d-e.now, e.now-d)/365))
	}
	fmt.Fprintf(e.err, e.say("提醒：%s 离今天有 %d 年，看看年份；写错了的，用 lanewall 登记 改过来\n", "note: %s is %d years away; if the year is wrong, lanewall set mends it\n"), d, max(d-e.now, e.now-d)/365)
	return true, nil
}

// enter writes the row, while nobody else writes.
func (e *entry) enter(id string) error {
	var file string
	var saved folder.Saved
	err := e.locked(e.source, func() error {
		if err := e.settle(id); err != nil {
			return err
		}
		file = intake.FileFor(e.table, e.date())
		changes, err := e.written(file)
		if err == nil {
			saved, err = e.save(e.source, e.files, changes)
		}
		return err
	})
	if err != nil {
		return err
	}
	result := entered{Ledger: e.table.Name, ID: e.id(), File: file, Kept: saved.Kept, Same: e.same, Fields: plainFields(e.record())}
	e.tell(result, func(out io.Writer) {
		fmt.Fprintf(out, e.say("写入了 %s：%s\n", "%s has %s\n"), filepath.Join(e.source, filepath.FromSlash(file)), e.called())
		e.keptWords(out, saved.Kept)
		e.elsewhere(out)
		e.lacks(out, e.id(), map[string]bool{})
		if e.same != "" && !e.terminal {
			fmt.Fprintf(out, e.say("提醒：它和 %s 一样；记重了的，打开这个文件删去一条\n", "note: it says the same as %s; if that is once too often, delete one in that file\n"), e.same)
		}
		if len(e.begin) > 0 {
			fmt.Fprintf(out, e.say("新台账的设置在 %s；要在公开栏上列出，写进 site.toml 的 [[board.list]]，数字写进 data/indicators.toml\n", "the new ledger's settings are in %s; to show it on the board, add a [[board.list]] to site.toml, and its numbers to data/indicators.toml\n"), e.begin[0].Path)
		}
	})
	return nil
}

// settle reads the ledger again, as it is now that nobody else writes: others may have entered rows while this one was
// asked for. An id that was counted is counted again; one that was asked for is refused if it is taken.
func (e *entry) settle(id string) error {
	_, e.problems = site.Load(e.files, site.Options{})
	if err := e.readable(); err != nil {
		return err
	}
	e.use(e.table.Name, e.kind)
	f := e.kind.Field("id")
	if f == nil || e.table.Find(e.id()) < 0 {
		return nil
	}
	if id != "" || e.typed["id"] != "" {
		return e.take(f, e.id())
	}
	delete(e.values, "id")
	return e.take(f, e.next())
}

// written is every file that changes with the row.
func (e *entry) written(file string) ([]folder.Change, error) {
	text, err := fs.ReadFile(e.files, file)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	row := folder.Change{Path: file, Content: intake.Append(text, e.kind.Rows, []intake.Record{e.record()}), Was: append([]byte{}, text...)}
	moved, err := e.moveAsOf()
	return slices.Concat(e.begin, []folder.Change{row}, moved), err
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
	if k := kindMeant(what); k != nil {
		return e.start(k, create)
	}
	words := slices.Collect(maps.Keys(pageWords))
	kinds, _ := ledger.Builtin()
	for _, k := range kinds {
		words = append(words, k.Name, k.Title.In("zh-Hans"))
	}
	slices.Sort(words)
	return errors.New(fmt.Sprintf(e.say("没有叫 %q 的台账；", "there is no ledger %q; "), what) + e.nearLedger(e.site, what, words))
}

// oneOf asks which of several ledgers of a kind is meant.
func (e *entry) oneOf(what string, found []*ledger.Table) error {
	if !e.terminal {
		return e.severalCalled(what, found)
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
	e.begin = []folder.Change{{Path: file, Content: text, Was: []byte{}}}
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

// readable refuses a ledger with a file that cannot be read: which rows are in it, and which ids are taken, nobody knows.
func (e *entry) readable() error {
	var faults diag.List
	for _, p := range e.problems {
		if p.Code != "toml-syntax" && p.Code != "unreadable" || p.Pos.Source == nil {
			continue
		}
		if file := p.Pos.Source.Name; file == "data/"+e.table.Name+".toml" || strings.HasPrefix(file, "data/"+e.table.Name+"/") {
			faults = append(faults, p)
		}
	}
	if len(faults) == 0 {
		return nil
	}
	return e.refuse(faults)
}

// elsewhere says that the site has errors that are none of the row's.
func (e *entry) elsewhere(out io.Writer) {
	if n := e.problems.Count(diag.Error); n > 0 {
		fmt.Fprintf(out, e.say("网站里另有 %d 处错误，运行 lanewall 检查 看是哪些\n", "the site has %d other errors: lanewall check lists them\n"), n)
	}
}

// asOfLine is where site.toml says up to which day it speaks.
var asOfLine = regexp.MustCompile(`(?m)^(as_of[ \t]*=[ \t]*)(\d{4}-\d{2}-\d{2})`)

// agree shows what is going to be written, where somebody can be asked; it is false if that is not right.
func (e *entry) agree() (bool, error) {
	if !e.asked {
		return true, nil
	}
	fmt.Fprintf(e.err, e.say("\n写入 %s：\n", "\nInto %s:\n"), intake.FileFor(e.table, e.date()))
	for line := range strings.Lines(string(intake.Append(nil, e.kind.Rows, []intake.Record{e.record()}))) {
		fmt.Fprint(e.err, "  "+line)
	}
	yes, err := e.agreed(e.say("对吗？", "Is that right?"), true)
	if err != nil || !yes {
		return false, err
	}
	return true, e.reach()
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

// reach offers to move the day up to which the site speaks, if the row would not count yet.
func (e *entry) reach() error {
	latest := e.latest()
	text, err := fs.ReadFile(e.files, "site.toml")
	if err != nil || latest > e.now || latest <= e.site.Horizon || !asOfLine.Match(text) {
		return err
	}
	yes, err := e.agreed(fmt.Sprintf(e.say("网站的数据截至 %s，这一条在它之后。把截至日改到 %s 吗？", "The site speaks up to %s, and this is later. Move that day to %s?"), e.site.Horizon, latest), true)
	if yes {
		e.upTo = latest
	}
	return err
}

// moveAsOf is the change that moves the day up to which the site speaks; none if that is not wanted, or if somebody has
// moved it further.
func (e *entry) moveAsOf() ([]folder.Change, error) {
	if e.upTo == civil.None {
		return nil, nil
	}
	text, err := fs.ReadFile(e.files, "site.toml")
	if m := asOfLine.FindSubmatch(text); m == nil || string(m[2]) >= e.upTo.String() {
		return nil, err
	}
	moved := asOfLine.ReplaceAll(text, []byte("${1}"+e.upTo.String()))
	return []folder.Change{{Path: "site.toml", Content: moved, Was: text}}, err
}
