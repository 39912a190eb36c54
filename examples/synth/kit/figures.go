package kit

// Published is a number that was said in public, to be held against what the ledgers come to.
type Published struct {
	ID, Title, Indicator, Unit, Period, Value string
	Qualifier                                 string // = ≥ > + ~ ‹~
	Quote                                     string
	Per                                       string   // the id of the row it is a share of
	Parts                                     []string // the ids of the rows that add up to it
	Note                                      string
}

// Published writes data/published.toml.
func (s Site) Published(rows []Published) File {
	w := s.Writer()
	for _, p := range rows {
		w.Row("published")
		w.Text("id", p.ID)
		w.Text("title", p.Title)
		w.Text("indicator", p.Indicator)
		w.Text("unit", p.Unit)
		w.Text("period", p.Period)
		w.Text("value", p.Value)
		w.Text("qualifier", p.Qualifier)
		w.Text("quote", p.Quote)
		w.Text("per", p.Per)
		w.List("parts", p.Parts)
		w.Text("note", p.Note)
	}
	return w.File("data/published.toml")
}

// Stated is a figure that a report gives without anything to count.
type Stated struct {
	ID, Indicator, Unit, Period, Value string
	Qualifier                          string // = ≥ > + ~ ‹~
	N, Of                              int    // of a percentage: so many of so many; left out when Of is 0
	Own                                bool   // of the unit itself (本级), without those below it
	Source, Note                       string
}

// Stated writes stated figures as the file of that path: data/stated/stated.toml.
func (s Site) Stated(path string, rows []Stated) File {
	w := s.Writer()
	for _, f := range rows {
		w.Row("stated")
		w.Text("id", f.ID)
		w.Text("indicator", f.Indicator)
		w.Text("unit", f.Unit)
		w.Text("period", f.Period)
		w.Text("value", f.Value)
		w.Text("qualifier", f.Qualifier)
		if f.Of != 0 {
			w.Integer("n", f.N)
			w.Integer("of", f.Of)
		}
		if f.Own {
			w.Bool("own", true)
		}
		w.Text("source", f.Source)
		w.Text("note", f.Note)
	}
	return w.File(path)
}
