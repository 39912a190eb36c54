package kit

// Unit writes a row of data/units.toml.
func (w *Writer) Unit(id, name, kind, parent string) {
	w.Row("unit")
	w.Text("id", id)
	w.Text("name", name)
	w.Text("kind", kind)
	w.Text("parent", parent)
}

// Body writes a row of bodies, with a telephone nobody can have.
func (w *Writer) Body(id, name, kind, unit string, phone int, duty string) {
	w.Row("body")
	w.Text("id", id)
	w.Text("name", name)
	w.Text("kind", kind)
	w.Text("unit", unit)
	w.Text("phone", Telephone(phone))
	w.Text("duty", duty)
}
