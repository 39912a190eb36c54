package toml

import (
	"slices"
	"time"

	"github.com/lanewall/lanewall/internal/civil"
)

// Feed gives a row that [Parse] has read to a sink, as [Rows] gives it the rows of a plain file.
func Feed(row *Table, names []string, sink Sink) {
	sink.Row(row.Pos.Offset)
	for _, e := range row.Entries {
		c := cellOf(e.Value)
		c.Field = slices.Index(names, e.Key)
		c.Key, c.KeyAt = []byte(e.Key), e.Pos.Offset
		sink.Cell(&c)
	}
	sink.End()
}

func cellOf(v Value) Cell {
	c := Cell{Field: -1, At: v.Pos.Offset, Form: v.form(), Text: []byte(v.Raw)}
	switch data := v.Data.(type) {
	case string:
		c.Text = []byte(data)
	case int64:
		c.Int = data
	case bool:
		if data {
			c.Int = 1
		}
	case civil.Date:
		c.Int = int64(data)
	case time.Time:
		c.Time = data
	case []Value:
		c.Text = nil
		for _, item := range data {
			c.Items = append(c.Items, cellOf(item))
		}
	case *Table:
		c.Text = nil
		for _, e := range data.Entries {
			item := cellOf(e.Value)
			item.Key, item.KeyAt = []byte(e.Key), e.Pos.Offset
			c.Items = append(c.Items, item)
		}
	}
	return c
}

func (v Value) form() Form {
	return Form(slices.Index(formNames[:], v.Type()))
}
