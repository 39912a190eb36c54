package main

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/lanewall/lanewall/internal/diag"
	"github.com/lanewall/lanewall/internal/indicator"
	"github.com/lanewall/lanewall/internal/ledger"
	"github.com/lanewall/lanewall/internal/toml"
)

// shapes is what a value has to be, in words.
var shapes = map[string]words{
	"string": {"字符串", "string"}, "named": {"字符串", "string"}, "Measure": {"字符串", "string"}, "Type": {"字符串", "string"}, "Class": {"字符串", "string"},
	"Text": {"文字", "text"}, "Date": {"日期", "date"}, "int": {"整数", "integer"}, "bool": {"true 或 false", "true or false"}, "Table": {"表", "table"}, "Value": {"值", "value"},
}

// shapeWords puts the shape of a value into words.
func (w *writer) shapeWords(name, shape string) string {
	if of, ok := strings.CutPrefix(shape, "map "); ok {
		return w.say("表，值是", "table of ") + w.shapeWords(name, of)
	}
	of, list := strings.CutPrefix(shape, "[]")
	text := shapes[of].in(w.language)
	switch {
	case text == "" && list: // rows of a struct of its own
		return "`[[" + name + "]]`"
	case text == "":
		return "`[" + name + "]`"
	case list:
		return text + w.say("的列表", " list")
	}
	return text
}

// unshown names the structs that files are read into and whose keys no page has.
func (w *writer) unshown() {
	for _, name := range slices.Sorted(maps.Keys(w.code.structs)) {
		keys := w.code.keysOf(name)
		if len(keys) > 0 && !w.texts.used["keys.toml "+name+" "+keys[0].name] {
			w.fault("no page has the keys of %s: << keys %q >>", name, name)
		}
	}
}

// keys is the table of the keys of a struct.
func (w *writer) keys(name string) string {
	keys := w.code.keysOf(name)
	if len(keys) == 0 {
		w.fault("no struct %s with keys", name)
	}
	var rows [][]string
	for _, k := range keys {
		value := w.shapeWords(k.name, shape(k.typ))
		if k.required {
			value += w.say("，必填", ", required")
		}
		rows = append(rows, []string{"`" + k.name + "`", value, w.explain("keys.toml", w.texts.Keys, name, k.name)})
	}
	return table([]string{w.say("键", "Key"), w.say("值", "Value"), w.say("意思", "Meaning")}, rows)
}

// list is the table of the words of a list in the code: the types of fields, the rules of derived columns.
func (w *writer) list(name, head string) string {
	all := w.code.consts[name]
	if len(all) == 0 {
		all = w.code.lists[name]
	}
	if len(all) == 0 {
		w.fault("no list %s", name)
	}
	var rows [][]string
	for _, word := range all {
		rows = append(rows, []string{"`" + word + "`", w.explain("words.toml", w.texts.Words, name, word)})
	}
	return table([]string{head, w.say("意思", "Meaning")}, rows)
}

// kinds is the built-in kinds of ledgers, each with the table of its fields.
func (w *writer) kinds() string {
	kinds, problems := ledger.Builtin()
	if len(problems) > 0 {
		w.fault("a built-in kind: %s", problems[0].Format(diag.English))
	}
	var b strings.Builder
	var jumps []string
	for _, name := range ledger.BuiltinNames(kinds) {
		jumps = append(jumps, "["+name+" "+kinds[name].Title.In(w.tag)+"](#"+name+")")
	}
	b.WriteString(strings.Join(jumps, " · ") + "\n\n")
	for _, name := range ledger.BuiltinNames(kinds) {
		w.kind(&b, kinds[name])
	}
	return strings.TrimSuffix(b.String(), "\n\n")
}

func (w *writer) kind(b *strings.Builder, k *ledger.Kind) {
	b.WriteString("### `" + k.Name + "`\n\n**" + k.Title.In(w.tag) + w.say("**。", ".** "))
	b.WriteString(w.explain("words.toml", w.texts.Words, "kinds", k.Name) + "\n\n")
	facts := []string{w.say("一条写一个 `[["+k.Rows+"]]`", "Rows `[["+k.Rows+"]]`")}
	add := func(value, zh, en string) {
		if value != "" {
			facts = append(facts, w.say(zh, en)+" "+value)
		}
	}
	add(k.Counter.In(w.tag), "计数单位", "counted in")
	for _, fact := range []struct{ name, zh, en string }{{k.Date, "按 … 归期", "placed by …"}, {k.Label, "用 … 称呼一条", "called by …"}, {k.Group, "按 … 分组", "grouped by …"}} {
		if fact.name != "" {
			facts = append(facts, strings.Replace(w.say(fact.zh, fact.en), "…", "`"+fact.name+"`", 1))
		}
	}
	if len(k.Open) == 2 {
		add(w.say("从 `"+k.Open[0]+"` 到 `"+k.Open[1]+"`", "from `"+k.Open[0]+"` until `"+k.Open[1]+"`"), "在办（在册）", "open")
	}
	b.WriteString(strings.Join(facts, w.say("；", "; ")) + w.say("。", ".") + "\n\n")
	var rows [][]string
	for _, f := range k.Fields {
		rows = append(rows, []string{"`" + f.Name + "`", f.Title.In(w.tag), string(f.Type), string(f.Class), w.fieldNotes(&f)})
	}
	for _, r := range k.Derived {
		rows = append(rows, []string{"`" + r.Name + "`", r.Title.In(w.tag), w.say("推算：", "derived: ") + r.Rule, "", w.say("由 ", "from ") + w.join(quoted(r.From)) + w.bands(r)})
	}
	b.WriteString(table([]string{w.say("字段", "Field"), w.say("名称", "Title"), w.say("类型", "Type"), w.say("公开属性", "Class"), w.say("说明", "Notes")}, rows) + "\n\n")
}

// fieldNotes is what else there is to say of a field.
func (w *writer) fieldNotes(f *ledger.Field) string {
	var notes []string
	note := func(set bool, zh, en, value string) {
		if set {
			notes = append(notes, w.say(zh, en)+value)
		}
	}
	number := func(n *int) string {
		if n == nil {
			return ""
		}
		return strconv.Itoa(*n)
	}
	note(f.Required, "必填", "required", "")
	note(len(f.Values) > 0, "可填 ", "one of ", w.join(f.Values))
	note(f.Event, "还没到这一天的不算发生", "an event", "")
	note(f.After != "", "发生以后才有：", "after ", "`"+f.After+"`")
	note(f.NotBefore != "", "不早于 ", "not before ", "`"+f.NotBefore+"`")
	note(f.NotOver != "", "不超过 ", "not over ", "`"+f.NotOver+"`")
	note(f.Needs != "", "须先填 ", "needs ", "`"+f.Needs+"`")
	note(f.Min != nil, "最小 ", "min ", number(f.Min))
	note(f.Max != nil, "最大 ", "max ", number(f.Max))
	note(len(f.Weights) > 0, "权重 ", "weights ", w.weights(f))
	note(!f.Note.Empty(), "", "", f.Note.In(w.tag))
	return strings.Join(notes, w.say("；", "; "))
}

func (w *writer) weights(f *ledger.Field) string {
	var parts []string
	for _, name := range f.Values {
		if n, ok := f.Weights[name]; ok {
			parts = append(parts, name+" "+strconv.Itoa(n))
		}
	}
	return w.join(parts)
}

func (w *writer) bands(r ledger.Rule) string {
	text := ""
	for _, band := range r.Bands {
		text += w.say("；低于 "+strconv.Itoa(band.Below)+" 为 ", "; below "+strconv.Itoa(band.Below)+" ") + "`" + band.Word + "`"
	}
	return text
}

// indicators is the table of the built-in indicators.
func (w *writer) indicators() string {
	entries, problems := indicator.Builtin()
	var rows [][]string
	for _, e := range entries {
		var d indicator.Definition
		body, _ := e.Value.Data.(*toml.Table)
		problems.Append(toml.Bind(body, &d))
		rows = append(rows, []string{"`" + e.Key + "`", d.Title.In(w.tag), w.measure(&d), w.placed(&d), strings.Join(d.PeriodsAt, " "), strings.Join(quoted(d.Splits), " "), d.Meaning.In(w.tag)})
	}
	if len(problems) > 0 {
		w.fault("a built-in indicator: %s", problems[0].Format(diag.English))
	}
	return table([]string{w.say("名字", "Name"), w.say("名称", "Title"), w.say("算法", "Measure"), w.say("归期", "Placed by"), w.say("期间", "Periods"), w.say("分开看", "Splits"), w.say("数的是", "Counts")}, rows)
}

func (w *writer) measure(d *indicator.Definition) string {
	if d.FieldName.V == "" {
		return string(d.Measure)
	}
	return string(d.Measure) + " `" + d.FieldName.V + "`"
}

func (w *writer) placed(d *indicator.Definition) string {
	if d.OpenNames != nil {
		return w.say("在册 ", "open ") + strings.Join(quoted(*d.OpenNames), "–")
	}
	return "`" + d.DateName.V + "`"
}
