package cli

import (
	"fmt"
	"slices"
	"strings"

	"github.com/lanewall/lanewall/internal/civil"
	"github.com/lanewall/lanewall/internal/intake"
	"github.com/lanewall/lanewall/internal/ledger"
)

// namedRow is a unit, a body or a person that a field may name.
type namedRow struct{ id, name, label string }

// named are the rows that a field may name, in their order. Two of one name are told apart by their ids; of people who
// have left, none is offered.
func (e *entry) named(f *ledger.Field) []namedRow {
	if f.Type == ledger.Unit {
		return e.unitsFor(f)
	}
	t := e.site.Bodies
	if f.Type == ledger.Person {
		t = e.site.People
	}
	var rows []namedRow
	name, until := t.Column("name"), t.Column("until")
	for row := range t.N {
		if until != nil {
			if d, ok := until.Int(row, e.day); ok && civil.Date(d) <= e.day {
				continue
			}
		}
		word := name.Word(name.Code(row, e.day))
		rows = append(rows, namedRow{t.ID(row), word, word})
	}
	return told(rows)
}

// unitsFor are the units that a field may name: all, or, of the parent of a unit, those of the levels above its own.
func (e *entry) unitsFor(f *ledger.Field) []namedRow {
	levels := e.site.Config.LevelIDs()
	level, _ := e.values["kind"].(string)
	own := slices.Index(levels, level)
	var rows []namedRow
	for _, u := range e.site.Units.All {
		if e.table.Name == "units" && f.Name == "parent" && own >= 0 && slices.Index(levels, u.Level) >= own {
			continue
		}
		rows = append(rows, namedRow{u.ID, u.Name, u.Name})
	}
	return told(e.below(rows))
}

// below tells units of one name apart by what they lie in: 甲社区/第一网格.
func (e *entry) below(rows []namedRow) []namedRow {
	count := map[string]int{}
	for _, r := range rows {
		count[r.name]++
	}
	for i, r := range rows {
		if parent := e.site.Units.Resolve(r.id).Parent; count[r.name] > 1 && parent != nil {
			rows[i].name = parent.Name + "/" + r.name
			rows[i].label = rows[i].name
		}
	}
	return rows
}

// told adds ids to the labels of rows with one name.
func told(rows []namedRow) []namedRow {
	count := map[string]int{}
	for _, r := range rows {
		count[r.name]++
	}
	for i, r := range rows {
		if count[r.name] > 1 {
			rows[i].label = r.name + "（" + r.id + "）"
		}
	}
	return rows
}

// nameOf is what a row is called.
func (e *entry) nameOf(f *ledger.Field, id string) string {
	for _, r := range e.named(f) {
		if r.id == id {
			return r.label
		}
	}
	return id
}

// readName is the id of the row that a word stands for: its id, its name, or an alias of a unit.
func (e *entry) readName(f *ledger.Field, word string) (string, error) {
	rows := e.named(f)
	var labels, same []string
	for _, r := range rows {
		if word == r.id || joinedName(word) == joinedName(r.label) {
			return r.id, nil
		}
		if labels = append(labels, r.label); strings.HasSuffix(r.name, "/"+word) || r.name == word {
			same = append(same, r.label)
		}
	}
	if u := e.site.Units.Resolve(word); f.Type == ledger.Unit && u != nil {
		return u.ID, nil
	}
	switch {
	case len(rows) == 0:
		return "", e.nobody(f)
	case len(same) > 1:
		return "", fmt.Errorf(e.say("有 %d 个“%s”，写明是哪一个：%s", "there are %d called %q; name one of %s"), len(same), word, strings.Join(same, e.say("、", ", ")))
	}
	return "", e.noSuch(word, labels)
}

// joinedName is a name without what people put between a unit and the one that it lies in.
func joinedName(name string) string {
	return strings.NewReplacer("/", "", "·", "", " ", "", "／", "").Replace(name)
}

// register says at once that what a row cannot do without is in no register yet, before anybody answers anything.
func (e *entry) register() error {
	for i := range e.kind.Fields {
		if f := &e.kind.Fields[i]; e.needed(f) && f.Type.Ref() != "" && len(e.named(f)) == 0 {
			return e.nobody(f)
		}
	}
	return nil
}

// nobody says that what a field is to name is not there yet, and how to enter it.
func (e *entry) nobody(f *ledger.Field) error {
	kind := f.Type.Ref()
	what := map[string]string{"person": e.say("人员", "people"), "body": e.say("承办单位", "bodies"), "unit": e.say("辖区", "units")}[kind]
	how := e.say("lanewall 录入 "+what, "lanewall new "+kind)
	return fmt.Errorf(e.say("还没有登记%s，%s要写一个；先登记：%s", "there are no %s yet, and %s needs one; enter one first: %s"), what, f.Title.In(e.tag()), how)
}

// identify gives the row its id: the one asked for, or the next.
func (e *entry) identify(id string) error {
	f := e.kind.Field("id")
	if f == nil {
		return nil
	}
	next := e.next()
	if id == "" && e.asked && f.Type == ledger.Slug {
		fmt.Fprintln(e.err, e.say("  标识是小写字母、数字和短横线，用在网址里，公开以后不再改。", "  An id of small letters, digits and hyphens is part of addresses and stays for ever."))
		for {
			answer, err := e.answer("* "+f.Title.In(e.tag()), next, "id")
			if err != nil {
				return err
			}
			if err := e.take(f, answer); err == nil {
				if answer != next {
					e.typed["id"] = answer
				}
				return nil
			} else {
				fmt.Fprintln(e.err, "  "+err.Error())
			}
		}
	}
	if id == "" {
		id = next
	}
	return e.take(f, id)
}

// take gives the row an id that no other has.
func (e *entry) take(f *ledger.Field, id string) error {
	if row := e.table.Find(id); row >= 0 {
		return fmt.Errorf(e.say("编号 %s 已经用过，在 %s；下一个是 %s", "id %s is taken, in %s; the next is %s"), id, e.table.File(row), e.next())
	}
	return e.accept(f, id)
}

// next is the id that comes next: of a unit among those of its level, of a person among those of the same post.
func (e *entry) next() string {
	group := map[string]string{"units": "kind", "people": "post"}[e.table.Name]
	word, _ := e.values[group].(string)
	if word == "" {
		return intake.NextID(e.table, e.date(), nil)
	}
	c := e.table.Column(group)
	same := func(row int) bool { return c.Word(c.Code(row, e.day)) == word }
	for row := range e.table.N {
		if same(row) {
			return intake.NewNumbers(e.table, same).Next(civil.None)
		}
	}
	if group == "kind" {
		return word + "-01"
	}
	return intake.NextID(e.table, e.date(), nil)
}
