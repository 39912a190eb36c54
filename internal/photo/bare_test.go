package photo

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"hash/crc32"
	"image"
	"slices"
	"strings"
	"testing"
)

// dot is a WebP picture of one pixel.
func dot(t testing.TB) []byte {
	t.Helper()
	content, err := base64.StdEncoding.DecodeString("UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==")
	if err != nil {
		t.Fatal(err)
	}
	return content
}

func chunkOfPNG(name, body string) []byte {
	named := []byte(name + body)
	b := append(binary.BigEndian.AppendUint32(nil, uint32(len(body))), named...)
	return binary.BigEndian.AppendUint32(b, crc32.ChecksumIEEE(named))
}

func chunkOfWebP(name, body string) []byte {
	b := append(binary.LittleEndian.AppendUint32([]byte(name), uint32(len(body))), body...)
	return append(b, make([]byte, len(body)%2)...)
}

// tagged are pictures with all that programs and cameras write into one, each once as it was held and once upright.
func tagged(t testing.TB) map[string][]byte {
	exif := func(orientation int) []byte { return exifSegment(binary.LittleEndian, orientation, true) }
	jpeg := func(orientation int) []byte {
		return append(jpegOf(t, picture(64, 48), exif(orientation),
			segment(0xe0, "JFXX\x00secret"), segment(0xe1, "http://ns.adobe.com/xap/1.0/\x00secret"), segment(0xe2, "MPF\x00secret"),
			segment(0xed, "Photoshop 3.0\x00secret"), segment(0xfe, "secret")), "secret video"...)
	}
	png := pngOf(t, picture(16, 12))
	first := 8 + 25 // after IHDR
	secrets := slices.Concat(chunkOfPNG("eXIf", string(exif(6)[10:])), chunkOfPNG("tEXt", "Author\x00secret"), chunkOfPNG("iTXt", "XML:com.adobe.xmp\x00secret"), chunkOfPNG("tIME", "secrets"))
	webp := slices.Concat(dot(t)[:12], chunkOfWebP("VP8X", "\x0c\x00\x00\x00\x00\x00\x00\x00\x00\x00"), dot(t)[12:], chunkOfWebP("EXIF", string(exif(6)[10:])), chunkOfWebP("XMP ", "secret!"))
	binary.LittleEndian.PutUint32(webp[4:], uint32(len(webp)-8))
	return map[string][]byte{
		"JPEG": jpeg(6), "upright JPEG": jpeg(1),
		"PNG":  slices.Concat(png[:first], secrets, png[first:], []byte("secret")),
		"WebP": webp,
	}
}

func TestBare(t *testing.T) {
	for name, content := range tagged(t) {
		before, bare := exifOf(content), Bare(content)
		after := exifOf(bare)
		if !before.placed || after.placed || after.orientation > 1 != strings.Contains("JPEG PNG WebP", name) || max(1, after.orientation) != before.orientation {
			t.Errorf("%s: %+v became %+v", name, before, after)
		}
		if bytes.Contains(bare, []byte("secret")) {
			t.Errorf("%s: %q", name, bare)
		}
		was, _, err := image.Decode(bytes.NewReader(content))
		if err != nil {
			t.Fatal(name, err)
		}
		is, _, err := image.Decode(bytes.NewReader(bare))
		if err != nil || was.Bounds() != is.Bounds() || was.At(3, 2) != is.At(3, 2) || was.At(0, 0) != is.At(0, 0) {
			t.Errorf("%s: another picture, %v", name, err)
		}
		if !bytes.Equal(Bare(bare), bare) {
			t.Errorf("%s: not the same when it is bared again", name)
		}
	}
	for _, content := range [][]byte{jpegOf(t, picture(20, 10)), pngOf(t, picture(20, 10)), dot(t), []byte("GIF89a"), []byte("<svg/>"), nil} {
		if !bytes.Equal(Bare(content), content) {
			t.Errorf("%.8q, which says nothing, has changed", content)
		}
	}
}

// FuzzBare: whatever is damaged, what is left is no more than it was but for its orientation, and says no place.
func FuzzBare(f *testing.F) {
	for _, content := range tagged(f) {
		f.Add(content)
		f.Add(content[:len(content)/2])
	}
	f.Fuzz(func(t *testing.T, content []byte) {
		bare := Bare(content)
		if len(bare) > len(content)+64 {
			t.Errorf("%d bytes became %d", len(content), len(bare))
		}
		if exifOf(bare).placed || !bytes.Equal(Bare(bare), bare) {
			t.Errorf("%q became %q", content, bare)
		}
	})
}
