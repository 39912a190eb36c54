package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/lanewall/lanewall/internal/diag"
	"github.com/lanewall/lanewall/internal/folder"
	"github.com/lanewall/lanewall/internal/intake"
	"github.com/lanewall/lanewall/internal/ledger"
	"github.com/lanewall/lanewall/internal/sheet"
	"github.com/lanewall/lanewall/internal/site"
)

// importFlags is what “import” was asked for.
type importFlags struct {
	ledger, sheet, report string
	mapped, set           []string
	year                  int
	yes, partial, keep    bool
	update                bool
}

func (a *app) importing() *cobra.Command {
	var f importFlags
	cmd := &cobra.Command{
		Use:     a.say("import 文件 --ledger 台账", "import FILE --ledger LEDGER"),
		Aliases: []string{"导入"},
		Short:   a.say("把办公表格导入台账：先预览，同意了才写", "take an office table into a ledger, after a preview"),
		Long: a.say(`读 XLSX、CSV、TSV 表格（编码、表头在第几行、用哪张工作表都自己认），把列对到台账的字段，先给出预览：哪一列写进哪个
字段、前三条写成什么样、哪些行不能写入和为什么、哪些行略过了。看过同意了才写；写入前的文件留在 .lanewall/kept/ 里。

没有字段的列不写入；要留着内部用，加 --keep-columns，记成不公开的字段。列名认不出的，用 --map "表头=字段" 说明，也可以用
列的字母；"表头=" 是不要这一列。认定的对应关系记在 data/imports/ 里，下个月同样表头的表格照此办理。

台账里已有的行不重复写：编号相同的，没有编号就看日期、辖区和事由；内容不同的列出来，不改台账；加 --update，照表里的改，
表里空着的不动。有行不能写入时，一条也不写；加 --partial，只写能写的。不在终端里运行的，没有 --yes 就只预览；凭内容猜的列
只在终端里问过才算数。隐藏的工作表不读。

--json 的结果：sheet 用的工作表，hidden_sheets 没有读的隐藏工作表，header_row 表头的行，columns 各列（column、header、field、
certainty、example），rows 能写入几条，updates 改哪些（row、id、file、fields），known 已有几条，differ 有出入而不改的几条，
refused 不能写入几条，skipped 略过的行，blank 空行，files 写哪些文件，written 写了没有，kept 原来的文件留在哪里。

退出状态：0 成功（只预览也是），1 有行不能写入、表格读不了或网站有错误，2 用法不对或机器出错。`,
			`Reads an XLSX, CSV or TSV table, whatever its encoding and wherever its header row, maps its columns to the fields of a ledger
and shows what it is going to do: which column goes to which field, the first three rows as they will be written, which rows
cannot be taken and why, which are none. Only with consent is anything written; earlier files stay in .lanewall/kept/.

Columns without a field are left out; --keep-columns makes private fields of them. What a column means is said by
--map "header=field", or by the column's letter; "header=" leaves it out. The mapping is remembered in data/imports/ for the
next table with the same headers.

Rows that the ledger has are not written again: by their id, else by date, unit and title; those with other contents are
listed and the ledger is left as it is; with --update it is made to say what the table says, but for empty cells. If a row
cannot be taken nothing is written; --partial writes the others. Without a terminal and without --yes there is only the
preview; columns guessed by their contents count only after a yes at the terminal. Hidden sheets are not read.

Result with --json: sheet, hidden_sheets that were not read, header_row, columns (column, header, field, certainty, example),
rows that can be written, updates (row, id, file, fields), known, differ (and are left), refused, skipped, blank, files,
written, kept (where earlier files are).

Exit status: 0 well (a preview too), 1 rows cannot be taken, the table cannot be read or the site has errors, 2 misuse or
machine failure.`),
		Example: a.say("  lanewall import 9月工单.xlsx --ledger cases\n  lanewall import 工单.csv --ledger cases --map \"诉求时间=received\" --map \"备注=\" --yes\n  lanewall import 走访.xlsx --ledger visits --set unit=晏家湾 --partial --report 没写入的.xlsx",
			"  lanewall import september.xlsx --ledger cases\n  lanewall import cases.csv --ledger cases --map \"asked on=received\" --map \"notes=\" --yes\n  lanewall import visits.xlsx --ledger visits --set unit=yanjia --partial --report left.xlsx"),
		Args: cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error { return a.runImport(args[0], f) },
	}
	flags := cmd.Flags()
	flags.StringVar(&f.ledger, "ledger", "", a.say("写进哪本`台账`，如 cases", "the `LEDGER` it goes to, as cases"))
	flags.StringVar(&f.sheet, "sheet", "", a.say("用哪张`工作表`（默认最合适的一张）", "the `SHEET` (the one that fits best by default)"))
	flags.StringArrayVar(&f.mapped, "map", nil, a.say("`表头=字段`：这一列写进哪个字段", "`HEADER=FIELD`: what a column means"))
	flags.StringArrayVar(&f.set, "set", nil, a.say("`字段=值`：每行都填这个值", "`FIELD=VALUE`: a value for every row"))
	flags.IntVar(&f.year, "year", 0, a.say("没写`年份`的日期是哪一年", "the `YEAR` of days without one"))
	flags.BoolVar(&f.keep, "keep-columns", false, a.say("没有字段的列记成不公开的字段", "keep columns without a field as private ones"))
	flags.BoolVar(&f.update, "update", false, a.say("台账里已有而内容不同的，照表里的改", "change rows of the ledger that differ from the table"))
	flags.BoolVar(&f.yes, "yes", false, a.say("不问，直接写入", "write without asking"))
	flags.BoolVar(&f.partial, "partial", false, a.say("有行不能写入时，写能写的", "write the rows that can be taken when others cannot"))
	flags.StringVar(&f.report, "report", "", a.say("把问题逐条存成 `表格`（.xlsx 或 .csv）", "save the problems as a `TABLE` (.xlsx or .csv)"))
	a.askFlag(cmd)
	return cmd
}

func (a *app) runImport(name string, f importFlags) error {
	options, err := a.importOptions(f)
	if err != nil {
		return err
	}
	if err := a.folder(); err != nil {
		return err
	}
	file, err := a.officeFile(name)
	if err != nil {
		return err
	}
	j := &importJob{app: a, was: map[string][]byte{}, flags: f, files: os.DirFS(a.source)}
	if err := j.open(file, options); err != nil {
		return err
	}
	if err := j.read(); err != nil {
		return err
	}
	if err := j.settle(); err != nil {
		return err
	}
	return j.finish()
}

// importOptions reads the flags.
func (a *app) importOptions(f importFlags) (intake.Options, error) {
	options := intake.Options{Sheet: f.sheet, Year: f.year, Keep: f.keep, Update: f.update, Sure: f.yes || !a.terminal || a.json}
	if f.year != 0 && (f.year < 1900 || f.year > 2999) {
		return options, fmt.Errorf(a.say("--year 要写四位年份，如 2024，写的是 %d", "--year wants four digits, as 2024, not %d"), f.year)
	}
	for _, pair := range f.mapped {
		header, field, ok := cutLast(pair)
		if !ok || header == "" {
			return options, fmt.Errorf(a.say("--map 要写成 \"表头=字段\"，写的是 %q", "--map wants \"header=field\", not %q"), pair)
		}
		options.Map = append(options.Map, intake.Assignment{From: header, To: field})
	}
	for _, pair := range f.set {
		field, value, ok := strings.Cut(pair, "=")
		if !ok || field == "" {
			return options, fmt.Errorf(a.say("--set 要写成 \"字段=值\"，写的是 %q", "--set wants \"field=value\", not %q"), pair)
		}
		options.Set = append(options.Set, intake.Assignment{From: strings.TrimSpace(field), To: strings.TrimSpace(value)})
	}
	return options, a.reportMisuse(f.report)
}

// reportMisuse looks where the problems are to be saved: they show what is in the table, and no file is written over.
func (a *app) reportMisuse(name string) error {
	if name == "" {
		return nil
	}
	if ext := strings.ToLower(filepath.Ext(name)); ext != ".xlsx" && ext != ".csv" {
		return fmt.Errorf(a.say("%s：文件名以 .xlsx 或 .csv 结尾", "%s: the name has to end in .xlsx or .csv"), name)
	}
	if _, err := os.Stat(name); err == nil && !ownReport(name) {
		return fmt.Errorf(a.say("已经有 %s；--report 换个文件名，或先把它移开", "%s is there already: take another name for --report, or move it away"), name)
	}
	if published := a.published(name); published != "" {
		return fmt.Errorf(a.say("%s 会随网站发布，问题清单里有表格的内容，不能写到那里；换个文件夹", "%s is published, and the list of problems shows what is in the table: take another folder"), published)
	}
	return nil
}

// ownReport tells whether a file is a list of problems, such as a preview has left: the next one may take its place.
func ownReport(name string) bool {
	data, err := os.ReadFile(name)
	if err != nil {
		return false
	}
	sheets, err := sheet.Read(name, data)
	if err != nil || len(sheets) != 1 {
		return false
	}
	for _, row := range sheets[0].Rows[:min(3, len(sheets[0].Rows))] {
		var words []string
		for _, c := range row {
			words = append(words, c.Text)
		}
		if slices.Equal(words, reportHeader[diag.Chinese][:]) || slices.Equal(words, reportHeader[diag.English][:]) {
			return true
		}
	}
	return false
}

// cutLast splits at the last sign: a header may have one in it, a field has not.
func cutLast(pair string) (before, after string, ok bool) {
	at := strings.LastIndexAny(pair, "=＝")
	if at < 0 {
		return "", "", false
	}
	after = strings.TrimLeft(pair[at:], "=＝")
	return strings.TrimSpace(pair[:at]), strings.TrimSpace(after), true
}

// largestFile bounds what is read into memory at once.
const largestFile = 1 << 30

// officeFile reads the file to be imported.
func (a *app) officeFile(name string) (*sheet.File, error) {
	info, err := os.Stat(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, fmt.Errorf(a.say("找不到文件 %s；看文件名和所在的文件夹，名字里有空格的要加引号", "no file %s: look at its name and folder, and quote a name with spaces"), name)
	case err != nil:
		return nil, err
	case strings.HasPrefix(filepath.Base(name), "~$"):
		return nil, fmt.Errorf(a.say("%s 是表格开着时留下的临时文件；导入名字里没有 ~$ 的那一个", "%s is what an office program keeps while a file is open: import the one without ~$ in its name"), name)
	case info.IsDir():
		return nil, fmt.Errorf(a.say("%s 是文件夹；写明要导入哪个文件", "%s is a folder: name a file in it"), name)
	}
	var file *sheet.File
	if info.Size() > largestFile {
		err = &sheet.Refusal{Code: "office-too-large"}
	} else if data, failed := os.ReadFile(name); failed != nil {
		return nil, failed
	} else {
		file, err = sheet.Open(filepath.Base(name), data)
	}
	if err != nil {
		a.report(intake.Refusal(filepath.Base(name), err))
		return nil, errSite
	}
	return file, nil
}

// importJob is an import under way.
type importJob struct {
	*app
	flags   importFlags
	files   fs.FS
	site    *site.Site
	in      *intake.Import
	batch   *intake.Batch
	drafts  []intake.Draft
	general diag.List // errors that belong to no row
	saved   folder.Saved
	written bool
	was     map[string][]byte // what the site's files held when they were read
}

// open finds the ledger and the table.
func (j *importJob) open(file *sheet.File, options intake.Options) error {
	var problems diag.List
	if j.site, problems = site.Load(j.files, site.Options{}); problems.Count(diag.Error) > 0 {
		j.report(problems)
		return errSite
	}
	t, err := j.ledgerNamed(j.flags.ledger)
	if err != nil {
		return err
	}
	options.Zone, _ = time.LoadLocation(j.site.Config.TimeZone.V) // which the site has been read with
	text, err := j.text(intake.MappingPath(t.Name))
	if err != nil {
		return err
	}
	options.Before, problems = intake.ReadMappings(&diag.Source{Name: intake.MappingPath(t.Name), Text: text})
	if len(problems) > 0 {
		j.report(problems)
		return errSite
	}
	whole := intake.Whole(j.files, t.Name, t.Kind, registersOf(j.site), options.Zone)
	j.in, problems = intake.NewImport(file, intake.Target{Ledger: t.Name, Kind: t.Kind, Table: whole}, options)
	if len(problems) == 0 {
		return nil
	}
	if j.in != nil {
		j.tell(j.result(), j.columns)
	} else if !j.json {
		j.hiddenSheets(j.err, file.Hidden)
	}
	j.report(problems)
	return errSite
}

// ledgerNamed is the ledger that the rows go to.
func (j *importJob) ledgerNamed(word string) (*ledger.Table, error) {
	if word == "" {
		return nil, fmt.Errorf(j.say("写明导入哪本台账，如 --ledger %s；有：%s", "name the ledger, as in --ledger %s; there are: %s"),
			j.titles(j.site.Ledgers)[0], strings.Join(j.ledgerNames(j.site), j.say("、", ", ")))
	}
	return j.ledgerFor(j.site, word)
}

// text is a file of the site; nil if it is not there.
func (j *importJob) text(name string) ([]byte, error) {
	text, err := fs.ReadFile(j.files, name)
	if errors.Is(err, fs.ErrNotExist) {
		text, err = nil, nil
	}
	j.was[name] = append([]byte{}, text...)
	return text, err
}

// read goes through the rows.
func (j *importJob) read() error {
	progress := j.progress(j.say("正在读表格", "reading"), "KB")
	defer progress.Done()
	var problems diag.List
	j.batch, problems = j.in.Read(func(done, total int64) { progress.Set(int(done>>10), int(total>>10)) })
	if len(problems) > 0 {
		j.report(problems)
		return errSite
	}
	return nil
}

// settle looks at the site with the rows in it, and takes those out that would bring an error, until none does.
func (j *importJob) settle() error {
	progress := j.progress(j.say("正在对照网站检查", "checking against the site"), "")
	defer progress.Done()
	for {
		var err error
		j.general = nil
		if j.drafts, err = j.batch.Drafts(j.text); err != nil {
			return err
		}
		changes, err := j.changes()
		if err != nil {
			return err
		}
		if len(j.drafts) == 0 {
			return nil
		}
		_, problems := site.Load(folder.With(j.files, changes), site.Options{})
		refused := j.brought(problems)
		if len(refused) == 0 {
			return nil
		}
		j.batch.Refuse(refused)
	}
}

// changes is every file that is going to be written.
func (j *importJob) changes() ([]folder.Change, error) {
	var changes []folder.Change
	for _, d := range j.drafts {
		changes = append(changes, folder.Change{Path: d.Path, Content: d.Content})
	}
	if len(changes) == 0 {
		return nil, nil
	}
	for _, f := range []struct {
		path string
		make func([]byte) []byte
	}{{path.Join("data", j.in.Ledger, "ledger.toml"), j.in.Kept}, {intake.MappingPath(j.in.Ledger), j.in.Remember}} {
		text, err := j.text(f.path)
		if err != nil {
			return nil, err
		}
		if now := f.make(text); string(now) != string(text) {
			changes = append(changes, folder.Change{Path: f.path, Content: now})
		}
	}
	return changes, nil
}

// brought is the errors that the rows would bring, as the site has none without them: those of rows, by their cells, and
// in general those of none.
func (j *importJob) brought(problems diag.List) []intake.Problem {
	var refused []intake.Problem
	for _, d := range problems {
		if d.Severity() != diag.Error {
			continue
		}
		if p, ok := j.batch.Locate(j.drafts, d); ok {
			refused = append(refused, p)
		} else {
			j.general = append(j.general, d)
		}
	}
	return refused
}

// finish shows what is going to be done, asks, and does it.
func (j *importJob) finish() error {
	if err := j.saveReport(); err != nil {
		return err
	}
	if len(j.general) > 0 {
		j.tell(j.result(), j.preview)
		j.problemsOf()
		j.report(j.general)
		return errSite
	}
	if !j.json {
		j.preview(j.out)
	}
	j.problemsOf()
	agreed, err := j.consent()
	if err != nil {
		return err
	}
	if agreed {
		if err := j.save(); err != nil {
			return err
		}
	}
	j.tell(j.result(), j.done)
	if j.batch.Refused > 0 {
		return errSite
	}
	return nil
}

// consent is whether to write.
func (j *importJob) consent() (bool, error) {
	b := j.batch
	ready := b.Refused == 0 || j.flags.partial
	switch {
	case len(b.Rows)+len(b.Updates) == 0:
		return false, nil
	case j.flags.yes:
		return ready, nil
	case !j.terminal || j.json:
		return false, nil
	}
	if !ready {
		return j.confirm(fmt.Sprintf(j.say("有 %d 条不能写入。只写另外 %d 条吗", "%d rows cannot be written; write the other %d"), b.Refused, len(b.Rows)+len(b.Updates)))
	}
	switch {
	case len(b.Updates) == 0:
		return j.confirm(fmt.Sprintf(j.say("写入这 %d 条吗", "write these %d rows"), len(b.Rows)))
	case len(b.Rows) == 0:
		return j.confirm(fmt.Sprintf(j.say("改动这 %d 条吗", "change these %d rows"), len(b.Updates)))
	}
	return j.confirm(fmt.Sprintf(j.say("写入 %d 条、改动 %d 条吗", "write %d rows and change %d"), len(b.Rows), len(b.Updates)))
}

func (j *importJob) save() error {
	changes, err := j.changes()
	if err != nil {
		return err
	}
	for n := range changes {
		changes[n].Was = j.was[changes[n].Path]
	}
	err = j.locked(j.source, func() (err error) {
		j.saved, err = j.replace(j.source, changes)
		return err
	})
	j.written = err == nil
	return err
}
