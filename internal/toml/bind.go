package toml

import (
	"reflect"
	"slices"
	"strings"

	"github.com/lanewall/lanewall/internal/civil"
	"github.com/lanewall/lanewall/internal/diag"
)

// At is a value of a struct bound by [Bind] that keeps its place, for what is checked later.
type At[T any] struct {
	V   T
	Pos diag.Pos
}

func (a *At[T]) bindValue(v Value, b *binding) {
	a.Pos = v.Pos
	b.value(v, reflect.ValueOf(&a.V).Elem())
}

type valueBinder interface{ bindValue(Value, *binding) }

// Unmarshaler is a type that reads itself from a plain value (see [Value.Plain]); the error's text is shown to
// the user.
type Unmarshaler interface{ UnmarshalTOML(any) error }

// Bind fills the struct that target points to. A field is bound to the key of its `toml` tag; “,required” after the
// name asks for it; the tag “@” gives a diag.Pos the table's place; fields without a tag are left alone. Fields may be
// string, bool, int64, int, civil.Date, Value, *Table, At, Unmarshaler, a struct, a pointer, a slice or a
// map[string]T of these. Unknown keys, wrong types and missing keys are diagnostics.
func Bind(t *Table, target any) diag.List {
	b := &binding{}
	b.table(t, reflect.ValueOf(target).Elem())
	return b.problems
}

type binding struct{ problems diag.List }

func (b *binding) table(t *Table, target reflect.Value) {
	fields := fieldsOf(target.Type())
	for _, e := range t.Entries {
		i := slices.IndexFunc(fields, func(f boundField) bool { return f.key == e.Key && f.key != "@" })
		if i < 0 {
			b.problems.Add("unknown-key", e.Pos, e.Key, diag.Choice{Given: e.Key, Names: keysOf(fields)})
			continue
		}
		b.value(e.Value, target.Field(fields[i].index))
	}
	for _, f := range fields {
		if f.key == "@" {
			target.Field(f.index).Set(reflect.ValueOf(t.Pos))
		}
		if f.required && t.Get(f.key) == nil {
			b.problems.Add("missing-key", t.Pos, f.key)
		}
	}
}

type boundField struct {
	key      string
	index    int
	required bool
}

func fieldsOf(t reflect.Type) []boundField {
	var fields []boundField
	for i := range t.NumField() {
		key, option, _ := strings.Cut(t.Field(i).Tag.Get("toml"), ",")
		if key != "" {
			fields = append(fields, boundField{key, i, option == "required"})
		}
	}
	return fields
}

func keysOf(fields []boundField) []string {
	var keys []string
	for _, f := range fields {
		if f.key != "@" {
			keys = append(keys, f.key)
		}
	}
	return keys
}

func (b *binding) value(v Value, target reflect.Value) {
	switch p := target.Addr().Interface().(type) {
	case valueBinder:
		p.bindValue(v, b)
	case Unmarshaler:
		if err := p.UnmarshalTOML(v.Plain()); err != nil {
			b.problems.Add("bad-value", v.Pos, err.Error())
		}
	case *Value:
		*p = v
	case *civil.Date:
		b.assign(v, target, "date")
	default:
		b.compound(v, target)
	}
}

func (b *binding) compound(v Value, target reflect.Value) {
	switch target.Kind() {
	case reflect.String:
		b.assign(v, target, "text")
	case reflect.Bool:
		b.assign(v, target, "bool")
	case reflect.Int, reflect.Int64:
		if n, ok := v.Data.(int64); ok {
			target.SetInt(n)
			return
		}
		b.wrong(v, "integer")
	case reflect.Pointer:
		b.pointer(v, target)
	case reflect.Slice:
		b.slice(v, target)
	case reflect.Map:
		b.mapping(v, target)
	case reflect.Struct:
		if t, ok := v.Data.(*Table); ok {
			b.table(t, target)
			return
		}
		b.wrong(v, "table")
	default:
		panic("toml: cannot bind to " + target.Type().String())
	}
}

func (b *binding) pointer(v Value, target reflect.Value) {
	if t, ok := target.Addr().Interface().(**Table); ok {
		if table, ok := v.Data.(*Table); ok {
			*t = table
			return
		}
		b.wrong(v, "table")
		return
	}
	target.Set(reflect.New(target.Type().Elem()))
	b.value(v, target.Elem())
}

func (b *binding) slice(v Value, target reflect.Value) {
	items, ok := v.Data.([]Value)
	if !ok {
		b.wrong(v, "list")
		return
	}
	target.Set(reflect.MakeSlice(target.Type(), len(items), len(items)))
	for i, item := range items {
		b.value(item, target.Index(i))
	}
}

func (b *binding) mapping(v Value, target reflect.Value) {
	t, ok := v.Data.(*Table)
	if !ok {
		b.wrong(v, "table")
		return
	}
	target.Set(reflect.MakeMap(target.Type()))
	for _, e := range t.Entries {
		item := reflect.New(target.Type().Elem()).Elem()
		b.value(e.Value, item)
		target.SetMapIndex(reflect.ValueOf(e.Key), item)
	}
}

// assign sets a scalar whose Go type is the target's.
func (b *binding) assign(v Value, target reflect.Value, want string) {
	data := reflect.ValueOf(v.Data)
	if data.IsValid() && (data.Type() == target.Type() || data.Kind() == target.Kind() && data.Kind() == reflect.String) {
		target.Set(data.Convert(target.Type()))
		return
	}
	b.wrong(v, want)
}

func (b *binding) wrong(v Value, want string) {
	b.problems.Add("wrong-type", v.Pos, TypeWord(want), TypeWord(v.Type()), Example(want))
}
