package sheet

import (
	"archive/zip"
	"bytes"
	"strings"
)

// Open tells what a file is by its first bytes: office files are often called what they are not. Name is for messages.
// An error is a [Refusal].
func Open(name string, data []byte) (*File, error) {
	f := &File{Name: name}
	var err error
	switch {
	case len(bytes.TrimSpace(data)) == 0:
		return nil, refuse("office-empty")
	case bytes.HasPrefix(data, []byte("PK\x03\x04")):
		err = f.openWorkbook(data)
	case bytes.HasPrefix(data, []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")):
		err = compound(data)
	default:
		if err = foreign(data); err == nil {
			err = f.openText(data)
		}
	}
	if err != nil {
		return nil, err
	}
	return f, nil
}

// compound says what the old container format holds: the stream names in it are UTF-16.
func compound(data []byte) error {
	if bytes.Contains(data, wide("EncryptedPackage")) || bytes.Contains(data, wide("EncryptionInfo")) {
		return refuse("office-password")
	}
	if bytes.Contains(data, wide("Workbook")) || bytes.Contains(data, wide("Book")) {
		return refuse("office-xls")
	}
	return refuse("office-kind", "DOC、PPT、WPS")
}

func wide(word string) []byte {
	var b []byte
	for _, c := range []byte(word) {
		b = append(b, c, 0)
	}
	return b
}

// signatures are what files begin with that are no tables: the code of the refusal, and what it names.
var signatures = []struct{ head, code, kind string }{
	{"%PDF", "office-kind", "PDF"}, {`{\rtf`, "office-kind", "RTF"},
	{"\x89PNG", "office-picture", ""}, {"\xff\xd8\xff", "office-picture", ""}, {"GIF8", "office-picture", ""}, {"BM\x36", "office-picture", ""},
	{"Rar!", "office-archive", ""}, {"7z\xbc\xaf", "office-archive", ""}, {"\x1f\x8b", "office-archive", ""}, {"PK\x05\x06", "office-archive", ""},
	{"\x09\x08\x10\x00", "office-xls", ""}, {"\x09\x08\x08\x00", "office-xls", ""}, {"\x09\x04\x06\x00", "office-xls", ""}, {"\x09\x02\x06\x00", "office-xls", ""}, // BIFF without a container
}

// webPages begin like this. Systems of higher offices like to call one .xls.
var webPages = []string{"<!doctype html", "<html", "<table", "<meta", "<style", "<?xml", "mime-version:"}

// foreign refuses what begins like no table.
func foreign(data []byte) error {
	for _, s := range signatures {
		if bytes.HasPrefix(data, []byte(s.head)) {
			if s.kind != "" {
				return refuse(s.code, s.kind)
			}
			return refuse(s.code)
		}
	}
	head := strings.ToLower(string(bytes.TrimLeft(data[:min(len(data), 1024)], "\xef\xbb\xbf \t\r\n")))
	for _, begin := range webPages {
		if strings.HasPrefix(head, begin) {
			return refuse("office-web-page")
		}
	}
	return nil
}

// openWorkbook reads the zip's directory and the small parts that say where the rows are.
func (f *File) openWorkbook(data []byte) error {
	files, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return refuse("office-damaged")
	}
	w := &workbook{parts: map[string]*zip.File{}}
	for _, part := range files.File {
		if part.Flags&1 != 0 {
			return refuse("office-password")
		}
		w.parts[strings.ToLower(strings.TrimPrefix(strings.ReplaceAll(part.Name, `\`, "/"), "/"))] = part
	}
	if err := w.open(f); err != nil {
		return err
	}
	f.source = w
	return nil
}
