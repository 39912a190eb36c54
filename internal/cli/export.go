package cli

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/lanewall/lanewall/internal/diag"
	"github.com/lanewall/lanewall/internal/indicator"
	"github.com/lanewall/lanewall/internal/intake"
	"github.com/lanewall/lanewall/internal/ledger"
	"github.com/lanewall/lanewall/internal/returns"
	"github.com/lanewall/lanewall/internal/sheet"
	"github.com/lanewall/lanewall/internal/site"
)

// exportFlags is what “export” was asked for.
type exportFlags struct {
	output, period, unit string
	public, up, force    bool
}

func (a *app) export() *cobra.Command {
	var f exportFlags
	cmd := &cobra.Command{
		Use:     a.say("export [台账]", "export [LEDGER]"),
		Aliases: []string{"导出"},
		Short:   a.say("把台账导出成表格；加 --up 出报给上级的汇总表", "write a ledger as a workbook; with --up the table for the higher office"),
		Long: a.say(`把一本台账导出成 XLSX 或 CSV（看文件名的结尾）。台账写它的名称、类别或中文名都行（cases、case、事项）。导出的是整本台账，
连不公开的列也在内，表上和文件名里都写着“内部使用，勿外传”，也不许写进发布的文件夹。要给外面的，加 --public：只有公开的列，
只有数据截至日以前的记录；晚于截至日、没有导出的有几条，会说明。

在导出的表里改好，用“lanewall 导入 文件 --update”导回，台账照表里的改；不加 --update，只添新的记录，原有的不改。

加 --up，出一期的汇总表（周报表、月报表……）：下一级各单位一行，另有本级、合计、上期和今年以来；各栏是 site.toml 里这一期
公开栏（[[board]]）的指标，数和网站上的一样。另一张表是指标说明。不写 --period，就是最近结束的一期。

--json 的结果：file 写到哪个文件，rows 有几行，left_out 是晚于截至日、没有导出的行数。

退出状态：0 成功，1 网站有错误，2 用法不对或机器出错。`,
			`Writes a ledger as XLSX or CSV, by the end of the file's name. A ledger goes by its name, its kind or its title (cases,
case, Cases). It is the whole ledger with what is not public, says so on the sheet and in its name, and is not written into
a published folder. What may be passed on comes with --public: the public columns alone, and the rows up to the as-of day;
how many later ones are left out is said.

Change the sheet and take it in again with lanewall import FILE --update, which changes the ledger as the sheet says;
without --update new rows are added and those that are there stay as they are.

With --up it writes the table of a period for the higher office: a row for each unit of the level below, what is the
unit's own, its total, the period before and the year so far; the columns are the indicators of the period's [[board]], and
the numbers are the site's. A second sheet explains them. Without --period it is the latest that is over.

Result with --json: file is where it was written, rows how many rows it has, left_out how many after the as-of day were
left out.

Exit status: 0 well, 1 the site has errors, 2 misuse or machine failure.`),
		Example: a.say("  lanewall 导出 事项\n  lanewall 导出 事项 --period 2024年9月 -o 九月.xlsx\n  lanewall 导出 事项 --public -o 事项.csv\n  lanewall 导出 --up --period 上月",
			"  lanewall export cases\n  lanewall export cases --period 2024-09 -o september.xlsx\n  lanewall export cases --public -o cases.csv\n  lanewall export --up --period \"last month\""),
		Args: cobra.MaximumNArgs(1),
		RunE: func(_ *cobra.Command, args []string) error { return a.runExport(args, f) },
	}
	flags := cmd.Flags()
	a.outputFlags(cmd, &f.output, &f.force)
	flags.StringVar(&f.period, "period", "", a.say("只要这个`期间`：9月、上月、2024年9月、2024-W36、2024-Q3、2024", "this `PERIOD` only: 2024-09, 2024-W36, 2024-Q3, 2024, last month"))
	flags.BoolVar(&f.public, "public", false, a.say("只要公开的列，和数据截至日以前的记录", "the public columns only, and the rows up to the as-of day"))
	flags.BoolVar(&f.up, "up", false, a.say("报给上级的汇总表", "the table for the higher office"))
	flags.StringVar(&f.unit, "unit", "", a.say("汇总哪个`辖区`（默认最上一级）", "the `UNIT` that reports, with --up (the highest by default)"))
	a.asOfFlag(cmd)
	return cmd
}

func (a *app) runExport(args []string, f exportFlags) error {
	if err := a.exportMisuse(args, f); err != nil {
		return err
	}
	options, err := a.options()
	if err != nil {
		return err
	}
	s, _, err := a.site(options)
	if err != nil {
		return err
	}
	if f.up {
		return a.exportUp(s, f)
	}
	return a.exportLedger(s, args[0], f)
}

// exportMisuse says which flags do not go together.
func (a *app) exportMisuse(args []string, f exportFlags) error {
	switch {
	case f.output == stdout && a.json:
		return errors.New(a.say("-o - 把 CSV 写到屏幕，不能和 --json 一起用；写个文件名", "-o - prints CSV and does not go with --json: name a file"))
	case f.up && len(args) > 0:
		return errors.New(a.say("--up 汇总各台账的数，不用写台账名", "--up takes no ledger: it is about all of them"))
	case f.up && f.public:
		return errors.New(a.say("--up 的汇总表只有指标的数，不用写 --public", "--up has figures only: leave out --public"))
	case !f.up && len(args) == 0:
		return errors.New(a.say("写明导出哪本台账，如 lanewall 导出 事项；要汇总表，加 --up", "name a ledger, as in lanewall export cases; for the table of figures add --up"))
	case !f.up && f.unit != "":
		return errors.New(a.say("--unit 只和 --up 一起用", "--unit goes with --up only"))
	}
	return nil
}

func (a *app) exportLedger(s *site.Site, word string, f exportFlags) error {
	t, err := a.ledgerFor(s, word)
	if err != nil {
		return err
	}
	selection, err := a.selection(t, f)
	if err != nil {
		return err
	}
	to, err := a.target(f.output, a.exportName(s, t, selection), f.force, ".xlsx", ".csv")
	if err != nil {
		return err
	}
	if published := a.published(to); published != "" && !f.public {
		return fmt.Errorf(a.say("%s 会随网站发布，台账里有不公开的内容，不能写到那里；换个文件夹，或加 --public 只导出公开的列",
			"%s is published, and the ledger holds what is not public: take another folder, or add --public for the public columns"), published)
	}
	zone, _ := time.LoadLocation(s.Config.TimeZone.V) // which the site has been read with
	registers, look := registersOf(s), a.look(s)
	whole, later := intake.Whole(s.Files, t.Name, t.Kind, registers, zone), 0
	if f.public {
		later = intake.Later(whole, selection, look)
	} else {
		t = whole
	}
	if isCSV(to) {
		plain := intake.Plain(t, registers, selection, look)
		return a.exported(s, written{to, len(plain) - 1, later}, a.writeCSV(to, plain))
	}
	book := intake.Export(t, registers, selection, look)
	return a.exported(s, written{to, len(book.Pages[0].Rows), later}, a.writeWorkbook(to, book))
}

// exported tells of a ledger that was written, unless that failed, and of the rows that were left out.
func (a *app) exported(s *site.Site, w written, err error) error {
	if err == nil && w.LeftOut > 0 && !a.json {
		fmt.Fprintf(a.err, a.say("另有 %d 条晚于数据截至日 %s，没有导出；过了那天就有，要提前，加 --as-of\n", "%d more are dated after the as-of day %s and left out; to have them now add --as-of\n"), w.LeftOut, s.Horizon)
	}
	return a.wrote(w, err)
}

// selection is the rows and columns that are asked for.
func (a *app) selection(t *ledger.Table, f exportFlags) (intake.Selection, error) {
	period, err := a.period(f.period)
	date := t.Kind.Field(t.Kind.Date)
	switch {
	case err != nil || period.Kind == 0:
	case date == nil:
		err = fmt.Errorf(a.say("%s 的记录没有日期，不能按期间选；去掉 --period", "the rows of %s have no date: leave out --period"), t.Name)
	case f.public && date.Class != ledger.Public: // which rows are in it would tell their dates
		err = fmt.Errorf(a.say("%s 的日期不公开，公开的表不能按期间选；去掉 --period", "the dates of %s are not public: leave out --period"), t.Name)
	}
	return intake.Selection{Period: period, Public: f.public}, err
}

// exportName is what the file is called if nobody says: who has it sees by its name whether it may be passed on.
func (a *app) exportName(s *site.Site, t *ledger.Table, selection intake.Selection) string {
	mark := a.say("-"+intake.Mark, "-internal-use-only")
	if selection.Public {
		mark = a.say("-公开", "-public")
	}
	name := a.say(t.Kind.Title.In(s.Config.Language), t.Name)
	if selection.Period.Kind != 0 {
		name += selection.Period.Key()
	}
	return name + mark + ".xlsx"
}

func (a *app) exportUp(s *site.Site, f exportFlags) error {
	request, err := a.request(s, f)
	if err != nil {
		return err
	}
	words, problems := printer(s)
	definitions, errs := indicator.Define(s)
	problems.Append(errs)
	figures, errs := indicator.Compute(s, definitions)
	problems.Append(errs)
	if problems.Count(diag.Error) > 0 {
		a.report(problems)
		return errSite
	}
	book := returns.Make(s, figures, words, request)
	if len(book.Pages[0].Columns) == 2 { // of names and of notes
		return fmt.Errorf(a.say("%s没有可报的指标：在 site.toml 这一期的 [[board]] 里写 figures，指标的 levels 里要有这一级", "there are no indicators to report for %s: name some as figures of the [[board]] in site.toml, with the unit's level among their levels"),
			request.Unit.Name)
	}
	to, err := a.target(f.output, book.Title+".xlsx", f.force, ".xlsx", ".csv")
	if err != nil {
		return err
	}
	page := book.Pages[0]
	if isCSV(to) {
		return a.wrote(written{File: to, Rows: len(page.Rows)}, a.writeCSV(to, plain(page)))
	}
	return a.wrote(written{File: to, Rows: len(page.Rows)}, a.writeWorkbook(to, book))
}

// request finds the board, the unit and the period that the table is for.
func (a *app) request(s *site.Site, f exportFlags) (returns.Request, error) {
	r := returns.Request{Board: &s.Config.Boards[0], Unit: s.Units.Root}
	period, err := a.period(f.period)
	if err != nil {
		return r, err
	}
	if period.Kind != 0 {
		if r.Board = returns.BoardOf(s, period.Kind); r.Board == nil {
			return r, fmt.Errorf(a.say("site.toml 里没有按这种期间公开的 [[board]]；有的是：%s", "site.toml has no [[board]] for such a period; it has: %s"), a.boardKinds(s))
		}
	}
	if r.Period = period; period.Kind == 0 {
		r.Period = returns.Latest(s, r.Board)
	}
	if f.unit != "" {
		if r.Unit = s.Units.Resolve(f.unit); r.Unit == nil {
			return r, a.unknownName(a.say("辖区", "unit"), f.unit, s.Units.Names())
		}
	}
	if r.Period.First > s.Horizon {
		return r, fmt.Errorf(a.say("%s 在数据截至的 %s 之后，还没有数；换一期", "%s lies after %s, the last day of the data: take another period"), r.Period.Key(), s.Horizon)
	}
	return r, nil
}

// boardKinds is the kinds of period that boards are for, with the latest of each as an example.
func (a *app) boardKinds(s *site.Site) string {
	var kinds []string
	for i := range s.Config.Boards {
		kinds = append(kinds, returns.Latest(s, &s.Config.Boards[i]).Key())
	}
	return strings.Join(kinds, a.say("、", ", "))
}

// plain is a page as text, with its title lines.
func plain(page sheet.Page) [][]string {
	var rows [][]string
	for _, title := range page.Titles {
		rows = append(rows, []string{intake.Guard(title)})
	}
	header := make([]string, len(page.Columns))
	for i, c := range page.Columns {
		header[i] = intake.Guard(c.Header)
	}
	rows = append(rows, header)
	for _, row := range page.Rows {
		rows = append(rows, intake.GuardRow(row))
	}
	return rows
}
