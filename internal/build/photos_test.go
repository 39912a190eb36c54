package build

import (
	"bytes"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/rogpeppe/go-internal/txtar"

	"github.com/lanewall/lanewall/internal/diag"
	"github.com/lanewall/lanewall/internal/photo"
)

// The photographs of the examples say where they were taken, as those of a telephone do. What is published of them says
// nothing, weighs little, and stands on pages that need no script.
func TestPhotosOfSites(t *testing.T) {
	eachExample(t, func(t *testing.T, e *example) {
		b := e.built().must(t)
		photos, placed := 0, 0
		for name, file := range e.folder(t) {
			if path.Ext(name) == ".jpg" {
				photos++
				if bytes.Contains(file.Data, []byte("\x88\x25")) { // the tag of GPS
					placed++
				}
			}
		}
		if photos > 0 && placed == 0 || e.dir == rootDir && photos == 0 {
			t.Fatalf("of %d photographs none says where it was taken: nothing is proven", photos)
		}
		for name, content := range b.files {
			if path.Ext(name) != ".jpg" {
				continue
			}
			if len(content) > photo.MaxBytes {
				t.Errorf("%s: %d bytes", name, len(content))
			}
			for _, word := range []string{"Exif", "示例数据", "\xff\xe1", "\xff\xfe"} {
				if strings.Contains(content[:min(len(content), 600)], word) {
					t.Errorf("%s: %q is in it", name, word)
				}
			}
		}
		checkPhotosOnPages(t, b)
	})
}

// checkPhotosOnPages: each photograph has its words and its place, is loaded late, and each picture is on a page.
func checkPhotosOnPages(t *testing.T, b *built) {
	shown := map[string]bool{}
	for name, page := range b.eachPage(t) {
		for _, figure := range page.named("figure") {
			for _, img := range figure.named("img") {
				if !strings.Contains(img.attrs["src"], "photos/") {
					continue
				}
				if img.attrs["alt"] == "" || img.attrs["loading"] != "lazy" || img.attrs["width"] == "" || img.attrs["height"] == "" || img.attrs["sizes"] == "" {
					t.Errorf("%s: %v", name, img.attrs)
				}
				if !strings.Contains(figure.words(), img.attrs["alt"]) {
					t.Errorf("%s: the caption %q is not to be read", name, img.attrs["alt"])
				}
				for _, part := range strings.Split(img.attrs["srcset"], ", ") {
					link, _, _ := strings.Cut(part, " ")
					at := path.Join(path.Dir(name), link)
					if b.files[at] == "" {
						t.Errorf("%s: no %s", name, at)
					}
					shown[at] = true
				}
			}
		}
	}
	for name := range b.files {
		if strings.HasPrefix(name, "photos/") && !shown[name] {
			t.Errorf("%s is made and shown nowhere", name)
		}
	}
}

// photoFolder is the smallest site, whose last row has photographs.
func photoFolder(t *testing.T, content []byte, photos string) fstest.MapFS {
	t.Helper()
	small, err := txtar.ParseFile("testdata/minimal.txtar")
	if err != nil {
		t.Fatal(err)
	}
	files := fstest.MapFS{}
	for _, f := range small.Files {
		if f.Name == "site.toml" || strings.HasPrefix(f.Name, "data/") {
			files[f.Name] = &fstest.MapFile{Data: slices.Clone(f.Data)}
		}
	}
	rows := files["data/talks/2024-08.toml"]
	rows.Data = append(rows.Data, "photos = ["+photos+"]\n"...)
	files["data/talks/photos/a.jpg"] = &fstest.MapFile{Data: content}
	return files
}

// drawing is a picture as the examples have it.
func drawing(t *testing.T, name string) []byte {
	t.Helper()
	content, err := os.ReadFile("../../data/projects/photos/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return content
}

const onePhoto = `{ file = "photos/a.jpg", caption = "灯", stage = "before" }`

// picturesIn lists what is made of photographs.
func picturesIn(b *built) []string {
	return slices.DeleteFunc(b.paths(), func(name string) bool { return path.Ext(name) != ".jpg" })
}

// What is not public, or not taken yet, is on no page, in no download, and no picture is made of it. The file itself never
// goes out.
func TestPhotosKeptBack(t *testing.T) {
	content := drawing(t, "p-2024-0178-before.jpg")
	for name, c := range map[string]struct {
		photos, ledger string
		want           int
	}{
		"public":        {onePhoto, "", len(photo.Widths)},
		"private":       {onePhoto, "[field.photos]\nclass = \"private\"\n", 0},
		"not taken yet": {`{ file = "photos/a.jpg", caption = "灯", taken = 2024-09-01 }`, "", 0},
	} {
		files := photoFolder(t, content, c.photos)
		files["data/talks/ledger.toml"].Data = append(files["data/talks/ledger.toml"].Data, "\n"+c.ledger...)
		b := buildAll(files, fromSite).must(t)
		if made := picturesIn(b); len(made) != c.want {
			t.Errorf("%s: made %v", name, made)
		}
		page, csv := b.files["talks/2024-08/index.html"], b.files["data/talks.csv"]
		if strings.Contains(page, "<img") != (c.want > 0) || strings.Contains(csv, "../photos/") != (c.want > 0) {
			t.Errorf("%s: on the page or in the download: %t", name, c.want == 0)
		}
		for path, text := range b.files {
			if strings.Contains(text, "a.jpg") {
				t.Errorf("%s: %s has the name of the file", name, path)
			}
		}
	}
}

// A photograph in photos is not published as it is: the text cannot show it once more, and is told so.
func TestPhotoInTheText(t *testing.T) {
	content := drawing(t, "p-2024-0178-before.jpg")
	files := photoFolder(t, content, onePhoto)
	files["content/notices/lamp.jpg"] = &fstest.MapFile{Data: content}
	files["content/notices/lamp.md"] = &fstest.MapFile{Data: []byte("+++\ntitle = \"灯\"\nphotos = [{ file = \"lamp.jpg\", caption = \"灯\" }]\n+++\n\n![灯](lamp.jpg)\n")}
	b := buildAll(files, fromSite)
	if said := english(b.problems); len(b.problems) != 1 || !strings.Contains(said, "content/notices/lamp.md:6:6: error: ") || !strings.Contains(said, "[photo-in-text]") {
		t.Errorf("said:\n%s", said)
	}
}

// A photograph whose pixels are spoilt is a problem with its file; the published site stays as it is.
func TestSpoiltPhoto(t *testing.T) {
	content := drawing(t, "p-2024-0178-before.jpg")
	content = slices.Concat(content[:len(content)/2], []byte("\xff\xc4\x00\x05junk\xff\xd9"))
	result, problems := Build(photoFolder(t, content, onePhoto), fromSite)
	if problems.Count(diag.Error) > 0 {
		t.Fatal(english(problems))
	}
	dir := t.TempDir()
	_, faults, err := result.Publish(dir)
	if err != nil || faults.Count(diag.Error) == 0 || !strings.Contains(english(faults), "data/talks/photos/a.jpg") || !strings.Contains(english(faults), "photo-format") {
		t.Errorf("%v, %s", err, english(faults))
	}
	if left, _ := os.ReadDir(dir); len(left) > 0 {
		t.Errorf("%v is published", left)
	}
}

// Somebody who looks at a draft sees the photograph that is there now, under another name.
func TestDraftShowsPhotos(t *testing.T) {
	d := newDesk(photoFolder(t, drawing(t, "p-2024-0178-before.jpg"), onePhoto), 1)
	s := NewSession(d, fromSite)
	source := regexp.MustCompile(`<img src="../../(photos/[0-9a-f]{16}-480.jpg)"`)
	var seen []string
	for _, name := range []string{"p-2024-0178-before.jpg", "p-2024-0160-after.jpg"} {
		d.save("data/talks/photos/a.jpg", drawing(t, name))
		draft, problems := s.Update()
		if draft == nil {
			t.Fatal(english(problems))
		}
		page, _, err := draft.Open("talks/2024-08/index.html")
		if err != nil {
			t.Fatal(err)
		}
		found := source.FindSubmatch(page)
		if found == nil {
			t.Fatalf("%s: no picture on the page", name)
		}
		picture, _, err := draft.Open(string(found[1]))
		want, wrong := photo.Make(drawing(t, name), 480)
		if err != nil || wrong != nil || string(picture) != string(want) {
			t.Errorf("%s: another picture, %v, %v", name, err, wrong)
		}
		seen = append(seen, string(found[1]))
	}
	if seen[0] == seen[1] {
		t.Errorf("two photographs under one name, %s", seen[0])
	}
}

// A picture in the text of a page keeps its pixels, and says nothing of where it was taken.
func TestPicturesInText(t *testing.T) {
	content := drawing(t, "p-2024-0178-before.jpg")
	files := photoFolder(t, content, onePhoto)
	files["content/notices/lamp.md"] = &fstest.MapFile{Data: []byte("+++\ntitle = \"换灯\"\ndate = 2024-08-02\n+++\n![灯](lamp.jpg)\n")}
	files["content/notices/lamp.jpg"] = &fstest.MapFile{Data: slices.Concat(content[:2], []byte("\xff\xfe\x00\x08secret"), content[2:], []byte("secret"))}
	got := buildAll(files, fromSite).must(t).files["notices/lamp.jpg"]
	if len(got) < len(content)/2 || strings.Contains(got, "secret") {
		t.Errorf("%d bytes of %d, %.80q", len(got), len(content), got)
	}
}
