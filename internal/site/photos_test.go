package site

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/jpeg"
	"image/png"
	"strings"
	"testing"

	"github.com/lanewall/lanewall/internal/diag"
)

// taken is a photograph, 8 × 6.
func taken(t *testing.T) string {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, image.NewGray(image.Rect(0, 0, 8, 6)), nil); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// gps is the photograph with a directory of GPS.
func gps(t *testing.T) string {
	exif := "Exif\x00\x00MM\x00*\x00\x00\x00\x08\x00\x01\x88\x25\x00\x04\x00\x00\x00\x01\x00\x00\x00\x1a\x00\x00\x00\x00"
	return "\xff\xd8\xff\xe1" + string(binary.BigEndian.AppendUint16(nil, uint16(len(exif)+2))) + exif + taken(t)[2:]
}

// bomb says that it has ten thousand million pixels.
func bomb(t *testing.T) string {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 1, 1))); err != nil {
		t.Fatal(err)
	}
	text := b.Bytes()
	binary.BigEndian.PutUint32(text[16:], 100_000)
	binary.BigEndian.PutUint32(text[20:], 100_000)
	binary.BigEndian.PutUint32(text[29:], crc32.ChecksumIEEE(text[12:29]))
	return string(text)
}

func photos(list string) string { return oneCase + "photos = [" + list + "]\n" }

const good = `{ file = "photos/a.jpg", caption = "灯", stage = "before", taken = 2024-08-01 }`

func TestPhotos(t *testing.T) {
	s := load(t, "data/cases/2024-08.toml", photos(good+`, { file = "photos/b.jpg", caption = "灯亮了", stage = "after", taken = "2024-08-03" }`),
		"data/cases/photos/a.jpg", taken(t), "data/cases/photos/b.jpg", gps(t),
		"content/notices/heat.md", "+++\ntitle = \"高温\"\ndate = 2024-08-02\nphotos = [{ file = \"shade.jpg\", caption = { zh-Hans = \"凉棚\", en = \"shade\" } }]\n+++\n多喝水。\n",
		"content/notices/shade.jpg", gps(t))
	for _, file := range []string{"data/cases/photos/a.jpg", "data/cases/photos/b.jpg", "content/notices/shade.jpg"} {
		if p := s.Photo(file); p == nil || p.Width != 8 || p.Height != 6 || len(p.Sum) != 16 {
			t.Errorf("%s: %+v", file, p)
		}
	}
	if s.Photo("data/cases/photos/a.jpg").Sum == s.Photo("data/cases/photos/b.jpg").Sum {
		t.Error("two photographs with one sum")
	}
	if len(s.Pictures) != 1 || s.Pictures[0] != "notices/sun.png" {
		t.Errorf("published as they are: %v; a photograph is not", s.Pictures)
	}
	table := s.Ledger("cases")
	row := table.Photos(table.PhotoFields()[0], 0, s.Horizon)
	if len(row) != 2 || row[1].Stage != "after" || row[1].Caption != "灯亮了" || row[1].Taken.String() != "2024-08-03" {
		t.Errorf("the row has %+v", row)
	}
}

func TestPhotosThatAreWrong(t *testing.T) {
	for _, c := range []struct {
		name, list, want string
		files            []string
	}{
		{"no file", `{ caption = "灯" }`, "photo-no-file", nil},
		{"empty file", `{ file = " ", caption = "灯" }`, "photo-no-file", nil},
		{"no caption", `{ file = "photos/a.jpg" }`, "photo-no-caption", nil},
		{"stage", strings.Replace(good, `"before"`, `"befor"`, 1), "unknown-value", nil},
		{"no day", strings.Replace(good, "2024-08-01", `"8月1日"`, 1), "bad-date", nil},
		{"key", `{ file = "photos/a.jpg", caption = "灯", title = "x" }`, "unknown-key", nil},
		{"later", strings.Replace(good, "2024-08-01", "2024-09-01", 1), "photo-later", nil},
		{"missing", `{ file = "photos/A.jpg", caption = "灯" }`, "photo-missing", nil},
		{"outside", `{ file = "../units.toml", caption = "灯" }`, "photo-path", nil},
		{"backspace", `{ file = "photos\b.jpg", caption = "灯" }`, "photo-path", nil},
		{"backslash", `{ file = 'photos\a.jpg', caption = "灯" }`, "photo-path", nil},
		{"twice", good + ", " + good, "photo-twice", nil},
		{"text", good, "photo-format", []string{"data/cases/photos/a.jpg", "no picture"}},
		{"cut", good, "photo-format", []string{"data/cases/photos/a.jpg", taken(t)[:200]}},
		{"HEIC", good, "photo-heic", []string{"data/cases/photos/a.jpg", "\x00\x00\x00\x18ftypheic\x00\x00\x00\x00"}},
		{"bomb", good, "photo-large", []string{"data/cases/photos/a.jpg", bomb(t)}},
		{"number", strings.Replace(good, "灯", "电话13800138000", 1), "personal-number", nil},
	} {
		files := append([]string{"data/cases/2024-08.toml", photos(c.list), "data/cases/photos/a.jpg", taken(t)}, c.files...)
		_, problems := Load(folder(files...), Options{})
		text := said(problems)
		if len(problems) != 1 || !strings.HasPrefix(text, "data/cases/2024-08.toml:6:") || !strings.HasSuffix(strings.TrimSpace(text), " "+c.want) {
			t.Errorf("%s: want %s in line 6, have\n%s", c.name, c.want, text)
		}
	}
}

func TestFrontPhotosThatAreWrong(t *testing.T) {
	for _, c := range []struct{ list, want string }{
		{`{ caption = "棚" }`, "photo-no-file"},
		{`{ file = "shade.jpg" }`, "photo-no-caption"},
		{`{ file = "shade.jpg", caption = "棚", stage = "x" }`, "unknown-value"},
		{`{ file = "shad.jpg", caption = "棚" }`, "photo-missing"},
		{`{ file = "../../site.toml", caption = "棚" }`, "photo-path"},
		{`{ file = "shade.jpg", caption = "棚", taken = 2025-01-01 }`, "photo-later"},
	} {
		_, problems := Load(folder("content/notices/shade.jpg", taken(t),
			"content/notices/heat.md", "+++\ntitle = \"高温\"\ndate = 2024-08-02\nphotos = ["+c.list+"]\n+++\n"), Options{})
		if text := said(problems); len(problems) != 1 || !strings.Contains(text, c.want) || !strings.Contains(text, "content/notices/heat.md:4:") {
			t.Errorf("%s: want %s in line 4, have\n%s", c.list, c.want, text)
		}
	}
}

// The place is removed from a picture in the text of a page; of files from which it is not, that is said.
func TestPictureThatSaysItsPlace(t *testing.T) {
	heic := "\x00\x00\x00\x18ftypheic\x00\x00\x00\x00"
	for _, file := range [][2]string{{"sun.HEIC", heic}, {"sun.jpg", heic}, {"sun.mov", "film"}} {
		_, problems := Load(folder("content/notices/sun.png", "-", "content/notices/"+file[0], file[1]), Options{})
		if text := said(problems); len(problems) != 1 || !strings.Contains(text, file[0]) || !strings.Contains(text, "picture-place") {
			t.Errorf("%s: want picture-place, have\n%s", file[0], text)
		}
	}
	load(t, "content/notices/sun.jpg", gps(t), "content/notices/sun.pdf", "%PDF")
}

// A picture that is published as it is has to come soon on a phone.
func TestPictureNobodyWantsToWaitFor(t *testing.T) {
	_, problems := Load(folder("content/b.jpg", taken(t), "content/c.jpg", taken(t)+strings.Repeat("-", heavyPicture)), Options{})
	if text := said(problems); text != "content/c.jpg picture-heavy" {
		t.Errorf("have\n%s", text)
	}
}

// The file that is meant is offered, wherever it lies, and the place is that of the photograph among others.
func TestPhotoThatLiesElsewhere(t *testing.T) {
	_, problems := Load(folder("data/cases/2024-08.toml", photos(good+",\n"+`{ file = "B.jpg", caption = "灯" }`),
		"data/cases/photos/a.jpg", taken(t), "data/cases/photos/b.jpg", taken(t)), Options{})
	if len(problems) != 1 {
		t.Fatalf("have\n%s", said(problems))
	}
	text := problems[0].Format(diag.English)
	for _, want := range []string{"data/cases/2024-08.toml:7:10: ", "photos/b.jpg"} {
		if !strings.Contains(text, want) || strings.Contains(text, "photos/a.jpg") {
			t.Errorf("want %q and nothing of a.jpg, have\n%s", want, text)
		}
	}
}

// A photograph that changes while somebody edits is looked at again, and others are not.
func TestPhotosAreReadAgain(t *testing.T) {
	files := folder("data/cases/2024-08.toml", photos(good), "data/cases/photos/a.jpg", taken(t))
	r := NewReader(files, Options{})
	first, _, problems := r.Read()
	if len(problems) > 0 {
		t.Fatal(said(problems))
	}
	files["site.toml"].Data = append(files["site.toml"].Data, "\n# 改了一行\n"...)
	second, changed, _ := r.Read()
	if !changed || second.Photo("data/cases/photos/a.jpg") != first.Photo("data/cases/photos/a.jpg") {
		t.Error("a photograph that has not changed is looked at again")
	}
	files["data/cases/photos/a.jpg"].Data = []byte(gps(t))
	third, changed, _ := r.Read()
	if !changed || third.Photo("data/cases/photos/a.jpg").Sum == first.Photo("data/cases/photos/a.jpg").Sum {
		t.Error("a photograph that has changed is not looked at again")
	}
}
