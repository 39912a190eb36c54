package intake

import (
	"testing"

	"github.com/lanewall/lanewall/internal/civil"
)

func TestTwin(t *testing.T) {
	table := office(t, "cases", "case", "[[case]]\nid = \"c-1\"\nreceived = 2024-08-03\nunit = \"yanjia\"\ntitle = \"停水\"\noutcome = \"解决\"\nclosed = 2024-08-05\n"+
		"[[case]]\nid = \"c-2\"\nreceived = 2024-09-03\nunit = \"yanjia\"\ntitle = \"停电\"\nrating = { response = 90 }\n").Table
	record := func(day civil.Date, title string, more ...Value) Record {
		return Record{append([]Value{{"id", "c-9"}, {"received", day}, {"unit", "yanjia"}, {"title", title}}, more...)}
	}
	august, september := civil.New(2024, 8, 3), civil.New(2024, 9, 3)
	for _, c := range []struct {
		record Record
		want   int
	}{
		{record(august, " 停水 "), 0}, // it knows more by now
		{record(august, "停电"), -1},
		{record(september, "停水"), -1},
		{record(september, "停电"), 1},
		{record(september, "停电", Value{"channel", "来电"}), -1},
		{record(september, "停电", Value{"rating", []Value{{"response", int64(90)}}}), 1},
		{record(september, "停电", Value{"rating", []Value{{"response", int64(80)}}}), -1},
	} {
		if got := Twin(table, c.record); got != c.want {
			t.Errorf("%v: row %d, want %d", c.record, got, c.want)
		}
	}
}
