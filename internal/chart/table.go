package chart

// Table is the chart in words and numbers: a head cell for each column, and a row for each category, whose first
// cell is its name. All cells are text to be escaped.
type Table struct {
	Head []string
	Rows [][]string
}

// Table gives the numbers as they are printed, missing ones as their words.
func (c *Chart) Table() Table {
	t := Table{Head: []string{c.Category}}
	for _, s := range c.Series {
		t.Head = append(t.Head, c.columnHead(s))
	}
	for i, name := range c.Categories {
		row := []string{name}
		for _, s := range c.Series {
			row = append(row, c.figure(s.Values[i]))
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

func (c *Chart) columnHead(s Series) string {
	switch unit := c.heading(); {
	case unit == "":
		return s.Name
	case s.Name == "":
		return unit
	default:
		return s.Name + bracketed(unit)
	}
}
