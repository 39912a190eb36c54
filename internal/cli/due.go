package cli

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/lanewall/lanewall/internal/civil"
	"github.com/lanewall/lanewall/internal/due"
	"github.com/lanewall/lanewall/internal/ledger"
	"github.com/lanewall/lanewall/internal/site"
)

// dueFlags is what “due” was asked for.
type dueFlags struct {
	on, by             string
	ledger, body, unit string
	supervise          int
	messages, force    bool
	output             string
}

func (a *app) due() *cobra.Command {
	var f dueFlags
	cmd := &cobra.Command{
		Use:     "due",
		Aliases: []string{"催办"},
		Short:   a.say("今天和本周该催办什么，写好催办单和催办消息", "what is due, and the reminders for it"),
		Long: a.say(`列出已经超期的、今天到期或转红的、今天和本周内转黄的、本周内到期的事项，按承办单位、责任人或辖区排列。
凡是有时限的台账都算在内。日期默认是今天；这一天之后登记的、办结的，都当作还没有发生。

时限过半为黄，到期日的第二天起未结为红，办结的不亮灯。“还剩”“超期”按工作日数。
消息和表格只写编号、事由、辖区、单位和期限；台账里不公开的列一律不写。事由照台账抄，里面不要写姓名、电话和证件号码。
没有要催办的，不写文件。消息长的分成几条，每条不超过三百字。

--json 的结果：on 是哪一天，items 是各项，messages 是写好的消息，files 是写了哪些文件。

退出状态：0 查完了（有没有该催的都是 0），1 网站有错误，2 用法不对或机器出错。`,
			`Lists what is overdue, what is due or turns red today, what turns yellow today or this week, and what is due this
week, by body, person or unit, over every ledger that has limits. The day is today by default; what was entered or
closed after it has not happened yet.

Yellow is past half the limit, red open after the due day; what is closed has no light. Days left and over are working
days. Messages and sheets carry ids, titles, units, bodies and days, and nothing of a column that is not public. Titles
stand as in the ledger: they should hold no names, numbers or illnesses. With nothing due no file is written. Long messages
come in parts, to be pasted one after the other.

Result with --json: on is the day, items what is due, messages the reminders, files what was written.

Exit status: 0 it has looked (whether or not anything is due), 1 the site has errors, 2 misuse or machine failure.`),
		Example: a.say(`  lanewall 催办
  lanewall 催办 --on 明天 --by 责任人
  lanewall 催办 --body 住建 --messages
  lanewall 催办 --messages -o 催办消息
  lanewall 催办 -o 催办.xlsx`, `  lanewall due
  lanewall due --on tomorrow --by person
  lanewall due --body housing --messages
  lanewall due --messages -o reminders
  lanewall due -o due.xlsx`),
		Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error { return a.runDue(f) },
	}
	a.dueFlags(cmd, &f)
	return cmd
}

func (a *app) dueFlags(cmd *cobra.Command, f *dueFlags) {
	flags := cmd.Flags()
	flags.StringVar(&f.on, "on", "", a.say("哪一天：2024-09-03、9月3日、明天、周五（默认今天）", "the day: 2024-09-03, today or tomorrow (default today)"))
	flags.StringVar(&f.by, "by", a.say("承办单位", "body"), a.say("按什么`排列`：承办单位、责任人、辖区", "laid out `BY` body, person or unit"))
	flags.StringVar(&f.ledger, "ledger", "", a.say("只看一本`台账`", "one `LEDGER` only"))
	flags.StringVar(&f.body, "body", "", a.say("只看一家`单位`承办或协办的", "what one `BODY` leads or assists only"))
	flags.StringVar(&f.unit, "unit", "", a.say("只看一个`辖区`（含下级）", "one `UNIT` and what lies below it only"))
	flags.IntVar(&f.supervise, "supervise", 10, a.say("超期超过多少个工作日的，转督查", "working days overdue past which an item is passed on for supervision"))
	flags.BoolVar(&f.messages, "messages", false, a.say("写成催办消息：每家单位、每位责任人一条", "write reminders: one for each body and person"))
	flags.StringVarP(&f.output, "output", "o", "", a.say("写到`文件`：.xlsx 表格；带 --messages 时是 .txt 文件，或一个文件夹（每家一个文件）", "write to a `FILE`: .xlsx; with --messages a .txt, or a folder (a file for each receiver)"))
	flags.BoolVar(&f.force, "force", false, a.say("已有同名文件也覆盖", "replace a file that is there"))
}

// chase is what there is to do on a day.
type chase struct {
	site     *site.Site
	day      civil.Date
	by       due.By
	long     int
	body     string // that alone is looked at; "" is all
	items    []due.Item
	later    int // ledgers with rows dated after the day
	messages []due.Message
	unnamed  []due.Item
}

func (a *app) runDue(f dueFlags) error {
	c, err := a.chase(f)
	if err != nil {
		return err
	}
	if err := a.dueTarget(f); err != nil {
		return err
	}
	if f.messages || a.json {
		c.messages, c.unnamed = due.Messages(c.site, c.items, a.office(c))
		if c.body != "" {
			c.messages = slices.DeleteFunc(c.messages, func(m due.Message) bool { return m.To.ID != c.body || m.Role == due.Person })
		}
	}
	files, err := a.writeDue(c, f)
	if err != nil {
		return err
	}
	a.tell(a.dueResult(c, files), func(out io.Writer) { a.showDue(out, c, f, files) })
	a.dueNotes(c, f)
	return nil
}

// writeDue writes what is asked for. A file without anything in it would be taken for a list.
func (a *app) writeDue(c *chase, f dueFlags) ([]string, error) {
	switch {
	case f.output == "" || len(c.items) == 0 || f.messages && len(c.messages) == 0:
		return nil, nil
	case f.messages:
		return a.writeMessages(c, f.output)
	}
	return a.writeBook(c, f.output)
}

// showDue shows the files that were written, or else what would stand in them.
func (a *app) showDue(out io.Writer, c *chase, f dueFlags, files []string) {
	switch {
	case len(files) > 0:
		for _, name := range files {
			fmt.Fprintln(out, name)
		}
		return
	case f.messages:
		a.printMessages(out, c)
	default:
		a.printDue(out, c)
	}
	if f.output != "" {
		fmt.Fprintf(out, a.say("没有可写的，没有写 %s。\n", "There is nothing to write: %s was not written.\n"), f.output)
	}
}

// byWords are what --by may be, and what the kinds of those that it names are called in offices.
var byWords = map[string]due.By{
	"body": due.ByBody, "单位": due.ByBody, "承办单位": due.ByBody, "牵头单位": due.ByBody, "责任单位": due.ByBody, "部门": due.ByBody,
	"person": due.ByPerson, "责任人": due.ByPerson, "人员": due.ByPerson, "人": due.ByPerson,
	"unit": due.ByUnit, "辖区": due.ByUnit, "社区": due.ByUnit, "网格": due.ByUnit,
}

// chase reads the site as of the day and finds what is due on it.
func (a *app) chase(f dueFlags) (*chase, error) {
	day, err := a.dayOf("on", f.on)
	if err != nil {
		return nil, err
	}
	by, ok := byWords[strings.ToLower(f.by)]
	if !ok {
		return nil, fmt.Errorf(a.say("--by 要写 承办单位、责任人 或 辖区，写的是 %q", "--by wants body, person or unit, not %q"), f.by)
	}
	if f.supervise < 0 {
		return nil, fmt.Errorf(a.say("--supervise 要写 0 以上的整数，写的是 %d", "--supervise wants a whole number of 0 or more, not %d"), f.supervise)
	}
	s, problems, err := a.site(site.Options{AsOf: &day})
	if err != nil {
		return nil, err
	}
	c := &chase{site: s, day: day, by: by, long: f.supervise}
	for _, p := range problems {
		if p.Code == "after-horizon" {
			c.later++
		}
	}
	filter, err := a.dueFilter(s, f)
	c.items, c.body = filter.Keep(due.Find(s, day)), filter.Body
	return c, err
}

// dueFilter finds what the flags name.
func (a *app) dueFilter(s *site.Site, f dueFlags) (due.Filter, error) {
	var filter due.Filter
	if f.ledger != "" {
		t, err := a.ledgerFor(s, f.ledger)
		if err != nil {
			return filter, err
		}
		filter.Ledger = t.Name
	}
	if f.body != "" {
		names := ledger.NamesOf(s.Bodies)
		if filter.Body = names.ID(f.body); filter.Body == "" {
			return filter, a.unknownName(a.say("承办单位", "body"), f.body, names.Listed())
		}
	}
	if f.unit != "" {
		if filter.Unit = s.Units.Resolve(f.unit); filter.Unit == nil {
			return filter, a.unknownName(a.say("辖区", "unit"), f.unit, s.Units.Names())
		}
	}
	return filter, nil
}

// dueTarget checks that what is to be written fits the name of the file, goes out with no site and replaces nothing. The
// files of a folder are named for their day: those of the same day are written anew.
func (a *app) dueTarget(f dueFlags) error {
	if f.output == "" {
		return nil
	}
	ext := strings.ToLower(filepath.Ext(f.output))
	switch {
	case f.messages && ext == ".xlsx":
		return errors.New(a.say("催办消息写到 .txt 文件或文件夹里；要表格，去掉 --messages", "reminders go to a .txt or a folder; for a workbook leave out --messages"))
	case !f.messages && ext != ".xlsx":
		return fmt.Errorf(a.say("%s：表格要写成 .xlsx；要催办消息，加上 --messages", "%s: a workbook ends in .xlsx; for reminders add --messages"), f.output)
	}
	file := ext == ".xlsx" || ext == ".txt"
	inside := f.output
	if !file {
		inside = filepath.Join(f.output, "0")
	}
	if published := a.published(inside); published != "" {
		return fmt.Errorf(a.say("%s 会随网站发布，催办的内容只在单位内部用；换个文件夹", "%s is published, and reminders are for inside the office: take another folder"), published)
	}
	if file {
		return a.free(f.output, f.force)
	}
	return nil
}

// office is who sends the reminders. They are written in the language of the user.
func (a *app) office(c *chase) due.Office {
	return due.Office{Name: c.site.Config.Issuer.In(a.tag()), Phone: c.site.Config.Contact.Phone, Day: c.day, Long: c.long, Lang: a.lang}
}

// writeMessages writes the reminders to a .txt file, or to files of a folder, each named for the day and its receiver:
// what was written on another day is not mistaken for today's.
func (a *app) writeMessages(c *chase, output string) ([]string, error) {
	if strings.EqualFold(filepath.Ext(output), ".txt") {
		var all []string
		for _, m := range c.messages {
			all = append(all, m.Text)
		}
		return []string{output}, writeFile(output, []byte(strings.Join(all, "\n\n")+"\n"))
	}
	if err := os.MkdirAll(output, 0o777); err != nil {
		return nil, err
	}
	files, texts := a.messageFiles(c)
	for i, name := range files {
		files[i] = filepath.Join(output, name)
		if err := writeFile(files[i], []byte(strings.Join(texts[i], "\n\n")+"\n")); err != nil {
			return nil, err
		}
	}
	return files, nil
}

// messageFiles is the names of the files of a folder and the messages in each. To Windows, A所 and a所 are one name: so
// they are one file.
func (a *app) messageFiles(c *chase) (files []string, texts [][]string) {
	for _, m := range c.messages {
		receiver := m.To.Name
		if m.Role == due.Supervise {
			receiver = a.say("督查", "supervision")
		}
		name := c.day.String() + " " + fileName(receiver) + ".txt"
		i := slices.IndexFunc(files, func(other string) bool { return strings.EqualFold(name, other) })
		if i < 0 {
			i = len(files)
			files, texts = append(files, name), append(texts, nil)
		}
		texts[i] = append(texts[i], m.Text)
	}
	return files, texts
}

// writeBook writes the workbook.
func (a *app) writeBook(c *chase, output string) ([]string, error) {
	mark := c.site.Config.Notice.In(a.tag())
	return []string{output}, a.writeWorkbook(output, due.Workbook(c.site, c.items, c.by, a.office(c), mark))
}
