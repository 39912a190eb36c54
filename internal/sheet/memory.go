package sheet

// Table is rows that were read out of something else, as a file of one sheet: go through them with [File.Each]. Rows keep
// their numbers, so that a problem is told by the line it came from.
func Table(name string, rows []Row) *File {
	return &File{Name: name, Sheets: []string{""}, source: memory(rows)}
}

type memory []Row

func (m memory) hiddenColumns(int) ([]int, error) { return nil, nil }

func (m memory) each(_ int, _ func(done, total int64), yield func(Row) bool) error {
	for _, r := range m {
		if !yield(r) {
			break
		}
	}
	return nil
}

// Text is what a file of text says, in UTF-8, whatever its encoding; false of a workbook.
func (f *File) Text() ([]byte, bool) {
	t, ok := f.source.(*textFile)
	if !ok {
		return nil, false
	}
	return t.text, true
}
